package contacts

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"crm/store/storetest"
	"crm/tui/keys"
	"crm/tui/nav"
)

// file is where searches are kept in a test.
type file struct {
	text string
	err  error
}

func (f *file) Load() ([]byte, error) { return []byte(f.text), f.err }
func (f *file) Save(b []byte) error   { f.text = string(b); return f.err }

// search types a search and keeps it.
func (l *list) search(text string) {
	l.act(keys.Find)
	l.Keys("ctrl+u")
	l.Paste(text)
	l.act(keys.Accept)
}

func TestHistoryComesBackAfterARestart(t *testing.T) {
	f := &file{}
	l := openList(t, 30)
	l.m.history.keep = f
	for _, s := range []string{"Khách 0001", "tag:vip", "Khách 0002", "tag:vip", "0003"} {
		l.search(s)
	}
	l.act(keys.Peel, keys.Find)
	l.Keys("nosuch:x")
	l.act(keys.Accept) // a text that is wrong is not kept
	if n := strings.Count(f.text, "\n"); n != 4 || strings.Contains(f.text, "nosuch") {
		t.Fatalf("kept:\n%s", f.text)
	}
	again := openList(t, 30)
	again.m.history.keep = f
	again.Run(again.m.Init())
	again.act(keys.Find)
	var got []string
	for range 5 {
		again.act(keys.Up)
		got = append(got, again.m.line.Value())
	}
	// The last, then the one that was used twice.
	want := []string{"0003", "tag:vip", "Khách 0002", "Khách 0001", "Khách 0001"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("↑ brings back %q, want %q", got, want)
	}
	if again.m.Query() != "Khách 0001" || again.at() != "Khách 0001" {
		t.Errorf("the list is of %q", again.m.Query())
	}
	again.act(keys.Down, keys.Down, keys.Down)
	if again.m.Query() != "0003" {
		t.Errorf("↓ goes to %q", again.m.Query())
	}
	again.act(keys.Down)
	if again.m.Query() != "" {
		t.Errorf("behind the last there is %q", again.m.Query())
	}
}

// In a bar with text the arrows move the list.
func TestArrowsMoveTheListOtherwise(t *testing.T) {
	l := openList(t, 30)
	l.search("tag:vip")
	l.act(keys.Find)
	l.Keys("ctrl+u", "Khách")
	l.act(keys.Down, keys.Down, keys.Up)
	if l.m.line.Value() != "Khách" || l.at() != "Khách 0001" {
		t.Errorf("%q at %s", l.m.line.Value(), l.at())
	}
}

func TestHistoryOfManySearches(t *testing.T) {
	h := &history{}
	at := storetest.Start
	for i := range 300 {
		h.add(fmt.Sprint("q", i), at.Add(time.Duration(i)*time.Minute))
	}
	if len(h.list) != maxHistory || h.list[0].text != "q100" {
		t.Errorf("%d, from %s", len(h.list), h.list[0].text)
	}
	// Often, but long ago, is less than once, lately.
	h = &history{}
	for range 3 {
		h.add("old", at.AddDate(0, 0, -60))
	}
	h.add("new", at.AddDate(0, 0, -1))
	h.add("last", at)
	if got := fmt.Sprint(h.lines(at)); got != "[last new old]" {
		t.Errorf("in the order %s", got)
	}
}

func TestABrokenHistoryFile(t *testing.T) {
	good := "2026-11-20T02:00:00Z\t2\ttag:vip\n"
	for _, bad := range []string{"", "\n", "\x00\xff\n", "2026-11-20T02:00:00Z\t0\tx\n", "2026-11-20T02:00:00Z\t1\t \n", "yesterday\t1\tx\n", "2026-11-20T02:00:00Z\tx\ty\n", "a\tb\n"} {
		list := decode([]byte(bad + good + bad))
		if len(list) != 1 || list[0].text != "tag:vip" || list[0].n != 2 {
			t.Errorf("%q: %v", bad, list)
		}
	}
	h := &history{list: decode([]byte(good))}
	if string(h.encode()) != good {
		t.Errorf("written as %q", h.encode())
	}
	// What cannot be written is told once, and the arrows work all the same.
	l := openList(t, 30)
	l.m.history.keep = &file{err: errors.New("disk full")}
	l.search("tag:vip")
	l.search("0001")
	n := 0
	for _, msg := range l.Seen {
		if fail, ok := msg.(nav.Fail); ok {
			n++
			if !strings.Contains(fail.Err.Error(), "disk full") {
				t.Error(fail.Err)
			}
		}
	}
	l.act(keys.Peel, keys.Find, keys.Up)
	if n != 1 || l.m.Query() != "0001" {
		t.Errorf("told %d times; ↑ gives %q", n, l.m.Query())
	}
}

func FuzzHistory(f *testing.F) {
	f.Add([]byte("2026-11-20T02:00:00Z\t2\ttag:vip\n"))
	f.Add([]byte("\t\t\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		first := decode(b)
		h := &history{list: first}
		second := decode(h.encode())
		if len(first) != len(second) {
			t.Fatalf("%d searches, read again %d", len(first), len(second))
		}
		for i := range first {
			if first[i].text != second[i].text || first[i].n != second[i].n {
				t.Fatalf("%v is read again as %v", first[i], second[i])
			}
		}
	})
}
