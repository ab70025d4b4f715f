package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
	"crm/tui"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
)

// openAs drives the program over the people with options of its own.
func openAs(t testing.TB, w, h int, with func(*tui.Options)) *world {
	t.Helper()
	st, clock := storetest.New(t)
	x := &world{t: t, store: st, clock: clock, timers: tuitest.NewClock(storetest.Start)}
	x.ids = fill(t, st)
	o := x.options()
	o.Start = "contacts"
	if with != nil {
		with(&o)
	}
	x.Driver = tuitest.Drive(t, appOf(x, o), w, h)
	return x
}

// below is the frame without the header, which is about the other screens.
func below(frame string) string {
	rows := strings.Split(frame, "\n")
	if len(rows) >= 14 {
		rows = rows[1:]
	}
	return strings.Join(rows, "\n")
}

// The search bar in its states, at every size and in every theme.
func TestSearchGolden(t *testing.T) {
	states := map[string][]string{
		"popup":       {"/", "tag:"},
		"choice":      {"/", "tag:", "down", "down"},
		"fields":      {"/", "co", "tab"},
		"ghost":       {"/", "tag:v"},
		"words":       {"/", "tag:vip (last:>30d OR last:never) -city:Huế"},
		"unfinished":  {"/", "tag:vip last:>"},
		"never":       {"/", "tag:vip -tag:vip"},
		"nearest":     {"/", "tag:vpi last:>30d", "enter"},
		"nobody":      {"/", "Lan Hoàng", "enter"},
		"highlight":   {"/", "ng", "enter"},
		"highlighted": {"/", "小 ", "enter"},
		"digits":      {"/", "0912", "enter"},
		"history":     {"/", "tag:vip", "enter", "esc", "/"},
		"limit":       {"/", "sort:-name limit:3", "enter"},
	}
	for name, keys := range states {
		var x *world
		for _, size := range sizes() {
			if x == nil || name == "popup" || name == "ghost" {
				// What Tab does depends on the room that there is.
				x = open(t, size[0], size[1])
				x.Frame()
				x.Keys(keys...)
			}
			x.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			tuitest.Golden(t, fmt.Sprintf("%s_%dx%d", name, size[0], size[1]), below(x.Frame()))
		}
	}
	for _, theme := range []string{"ansi", "contrast", "mono"} {
		x := openAs(t, 80, 24, func(o *tui.Options) { o.Theme = theme })
		x.Keys("/", "vinamilk ", "backspace", "enter")
		tuitest.Golden(t, "theme-"+theme, below(x.Frame()))
		x.Keys("/", "ctrl+u", "tag:vip")
		x.Paste(" nosuch:x y")
		x.wait(400 * time.Millisecond)
		tuitest.Golden(t, "wrong-"+theme, below(x.Frame()))
	}
	for _, size := range sizes() {
		x := open(t, size[0], size[1])
		x.Keys("/", "tag:vip")
		x.Paste(" nosuch:x y")
		x.wait(400 * time.Millisecond)
		tuitest.Golden(t, fmt.Sprintf("wrong_%dx%d", size[0], size[1]), below(x.Frame()))
	}
}

// What an input method sends is searched letter by letter, and the cursor of
// the terminal stands behind it, on which the window of candidates opens.
func TestSearchInVietnameseAndChinese(t *testing.T) {
	j := start(t, 120, 36)
	j.Send("/")
	j.Await("INPUT")
	// Telex composes anew what it has sent: Backspace and the letters again.
	j.Bytes("Nguyê")
	j.Bytes("\x7fễn")
	j.Await("/ Nguyễn ")
	j.Await("1 of 10")
	j.WaitFor("the cursor behind the name", func(string) bool {
		x, y, on := j.Cursor()
		return x == 3+6 && y == 1 && on
	})
	if !strings.Contains(j.Styled(), "underline") {
		t.Errorf("nothing is marked:\n%s", j.Styled())
	}
	j.Send("ctrl+u")
	j.Bytes("公司:北京")
	j.WaitFor("the popup", func(s string) bool { return strings.Contains(s, "Tab takes") && strings.Contains(s, "云帆") })
	j.WaitFor("the cursor behind the city", func(string) bool {
		x, y, on := j.Cursor()
		return x == 3+9 && y == 1 && on
	})
	j.Send("tab")
	j.Await("1 of 10")
	j.Await("▌  王小明")
	j.Gone("Tab takes")
	j.Send("enter")
	j.Gone("INPUT")
	j.Send("/")
	j.Await("INPUT")
	j.Bytes("小明") // in place of the text before, which is selected
	j.Await("/ 小明 ")
	j.Await("1 of 10")
}

// memory keeps what was searched for in a test.
type memory struct{ text []byte }

func (m *memory) Load() ([]byte, error) { return m.text, nil }
func (m *memory) Save(b []byte) error   { m.text = b; return nil }

func TestSearchesAreThereAfterARestart(t *testing.T) {
	kept := &memory{}
	x := openAs(t, 120, 36, func(o *tui.Options) { o.History = kept })
	x.Keys("/", "tag:vip", "enter", "esc", "/", "小明", "enter")
	x = openAs(t, 120, 36, func(o *tui.Options) { o.History = kept })
	if strings.Contains(x.plain(), "/ 小明") {
		t.Error("it begins with a search")
	}
	x.Keys("/")
	if !strings.Contains(x.plain(), "↑ earlier searches") {
		t.Errorf("nothing says that there is a history:\n%s", x.plain())
	}
	x.Keys("up", "up")
	if got := x.plain(); !strings.Contains(got, "/ tag:vip ") || !strings.Contains(got, "2 of 10") {
		t.Errorf("↑ ↑ gives\n%s", got)
	}
	x.Keys("enter", "1", "2")
	if got := x.plain(); !strings.Contains(got, "/ tag:vip ") {
		t.Errorf("another screen and back:\n%s", got)
	}
}

// Who is not found is added, under the name that was typed.
func TestAddWhoWasNotFound(t *testing.T) {
	x := open(t, 120, 36)
	x.Keys("/", "Lan Hoàng", "enter", "a")
	if got := x.plain(); !strings.Contains(got, "› Lan Hoàng") {
		t.Fatalf("the line is empty:\n%s", got)
	}
	x.Keys(" 0901234567", "enter")
	if got := x.plain(); !strings.Contains(got, "Added Lan Hoàng") || !strings.Contains(got, "▌  Lan Hoàng") {
		t.Errorf("not added:\n%s", got)
	}
	x.Keys("/", "ctrl+u", "tag:vip", "enter", "a")
	if got := x.plain(); strings.Contains(got, "› tag:vip") {
		t.Errorf("a query is taken for a name:\n%s", got)
	}
}

// Every verb asks before it changes more than fifty marked rows.
func TestVerbsAskForManyMarks(t *testing.T) {
	for _, keys := range [][]string{{"f", "3"}, {"f", "0"}, {"o", "n"}, {"t", "x", "enter"}, {"L", "call na", "enter"}, {"n", "x", "enter"}, {"x"}, {"D"}} {
		x := open(t, 120, 36)
		storetest.Write(t, x.store, func(tx *store.Tx) error {
			for i := range 60 {
				if _, err := tx.AddContact(store.Contact{Name: fmt.Sprint("Khách ", i)}); err != nil {
					return err
				}
			}
			return nil
		})
		x.wait(time.Second)
		x.Keys("/", "limit:55", "enter", "*")
		if got := x.plain(); !strings.Contains(got, "55 marked") {
			t.Fatalf("limit: is not obeyed by *:\n%s", got)
		}
		x.Keys(keys...)
		if got := x.plain(); !strings.Contains(got, "y yes · n no") || !strings.Contains(got, "55 contacts") {
			t.Errorf("%v does not ask:\n%s", keys, got)
		}
	}
}

// “tag:v Tab Enter” typed faster than the book answers is what it is typed slowly.
func TestTypingAheadOfACompletion(t *testing.T) {
	x := open(t, 120, 36)
	x.Keys("/")
	var late []tea.Cmd
	for _, msg := range tuitest.Keys("t", "a", "g", ":", "v", "tab", "space", "ng", "enter", "L") {
		_, cmd := x.app.Update(msg)
		late = append(late, cmd)
	}
	if got := x.plain(); !strings.Contains(got, "/ tag:v\n") {
		t.Fatalf("not waited for:\n%s", got)
	}
	for _, cmd := range late {
		x.Run(cmd)
	}
	if got := x.plain(); !strings.Contains(got, "/ tag:vip ng") || !strings.Contains(got, "Log · Nguyễn Thị Ánh") {
		t.Errorf("typed ahead:\n%s", got)
	}
}
