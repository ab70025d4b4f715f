package contacts

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
	"crm/store/when"
	"crm/tui/complete"
	"crm/tui/keys"
	"crm/tui/match"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/tuitest"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// beside is a detail that only remembers whom it was told to show.
type beside struct{ id string }

func (b *beside) Show(id string) tea.Cmd         { b.id = id; return nil }
func (b *beside) Update(tea.Msg) tea.Cmd         { return nil }
func (b *beside) Found(*match.Words)             {}
func (b *beside) Scroll(int) tea.Cmd             { return nil }
func (b *beside) Lines(w, h int) widget.Lines    { return widget.Lines{}.Resize(w, h) }
func (b *beside) Who(w, h int) widget.Lines      { return widget.Lines{}.Resize(w, h) }
func (b *beside) Timeline(w, h int) widget.Lines { return widget.Lines{}.Resize(w, h) }
func (b *beside) Peek(w, h int) widget.Lines     { return widget.Lines{}.Resize(w, h) }

// list is the screen over a book of n contacts, Khách 0000 and so on.
type list struct {
	*tuitest.Driver
	t      *testing.T
	m      *Model
	store  *store.Store
	detail *beside
	timers *tuitest.Clock
	ids    []string
}

func openList(t *testing.T, n int) *list {
	t.Helper()
	st, clock := storetest.New(t)
	l := &list{t: t, store: st, detail: &beside{}, timers: tuitest.NewClock(storetest.Start)}
	storetest.Write(t, st, func(tx *store.Tx) error {
		for i := range n {
			c := store.Contact{Name: fmt.Sprintf("Khách %04d", i)}
			if i%10 == 0 {
				c.Tags = []string{"vip"}
			}
			id, err := tx.AddContact(c)
			if err != nil {
				return err
			}
			l.ids = append(l.ids, id)
		}
		return nil
	})
	l.m = New(Options{
		Ctx: context.Background(), Store: st, Styles: theme.New("mono", true), Detail: l.detail, Tick: l.timers.Tick,
		When: func() when.Context { return when.Context{Now: clock.Now(), Zone: storetest.Zone} },
		Ask:  complete.Book(st),
	})
	l.Driver = tuitest.DriveScreen(t, l.m.Init(), l.m.Update)
	l.m.View(80, 20)
	return l
}

func (l *list) act(ids ...keys.ID) {
	for _, id := range ids {
		l.Send(nav.Act{ID: id})
	}
}

func (l *list) at() string {
	c, _ := l.m.Current()
	return c.Name.String()
}

// A list longer than what is held is walked to its end and back, a page at a
// time, and every row comes once.
func TestEveryRowIsReached(t *testing.T) {
	l := openList(t, 1500)
	for i := range 1500 {
		if want := fmt.Sprintf("Khách %04d", i); l.at() != want {
			t.Fatalf("row %d is %s", i, l.at())
		}
		l.act(keys.Down)
		l.m.View(80, 20)
	}
	for i := 1499; i >= 0; i-- {
		if want := fmt.Sprintf("Khách %04d", i); l.at() != want {
			t.Fatalf("back at row %d is %s", i, l.at())
		}
		l.act(keys.Up)
		l.m.View(80, 20)
	}
	l.act(keys.Last)
	if l.at() != "Khách 1499" || l.detail.id != l.ids[1499] {
		t.Errorf("the last row is %s", l.at())
	}
	l.act(keys.First)
	if l.at() != "Khách 0000" {
		t.Errorf("the first row is %s", l.at())
	}
}

// An answer to a search that has been typed over is dropped, whenever it comes.
func TestLateAnswersAreDropped(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	first := l.m.Update(tea.KeyPressMsg{Code: '1', Text: "1"})
	second := l.m.Update(tea.KeyPressMsg{Code: '2', Text: "2"})
	if !l.m.Waiting() {
		t.Error("nothing is waited for")
	}
	l.Run(second)
	if l.m.Waiting() || l.m.Query() != "12" {
		t.Errorf("waiting %v for %q", l.m.Waiting(), l.m.Query())
	}
	before := tuitest.Plain(l.m.View(80, 20).String())
	l.Run(first)
	if got := tuitest.Plain(l.m.View(80, 20).String()); got != before {
		t.Errorf("a late answer changed\n%s\ninto\n%s", before, got)
	}
	if _, failed := tuitest.Last[nav.Fail](l.Driver); failed {
		t.Error("a search that was ended is told as an error")
	}
}

// While a query is wrong the last good rows stay, and the error is told when
// nothing has been typed for a while.
func TestErrorsKeepTheRows(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	l.Keys("tag:vip")
	rows := tuitest.Plain(l.m.View(80, 20).String())
	if strings.Count(rows, "Khách") != 3 {
		t.Fatalf("tag:vip shows\n%s", rows)
	}
	l.Paste(" nosuch:x y")
	if got := tuitest.Plain(l.m.View(80, 20).String()); got != rows {
		t.Errorf("a wrong query shows\n%s", got)
	}
	if text, _ := l.m.Status(); text.String() != "" {
		t.Errorf("told at once: %s", text)
	}
	l.Send(l.timers.Advance(399 * time.Millisecond)...)
	l.Keys("z") // goes on typing
	l.Send(l.timers.Advance(399 * time.Millisecond)...)
	if text, _ := l.m.Status(); text.String() != "" {
		t.Errorf("told while typing: %s", text)
	}
	l.Send(l.timers.Advance(time.Millisecond)...)
	if text, _ := l.m.Status(); !strings.Contains(text.String(), `unknown field "nosuch"`) {
		t.Errorf("told %q", text)
	}
	l.act(keys.Accept)
	if l.m.Query() != "tag:vip" {
		t.Errorf("enter keeps %q", l.m.Query())
	}
}

// After a change the cursor is on the same contact, wherever that now stands;
// if it has left, on the next.
func TestChangesKeepTheCursor(t *testing.T) {
	l := openList(t, 1000)
	for range 500 {
		l.act(keys.Down)
		l.m.View(80, 20)
	}
	storetest.Write(t, l.store, func(tx *store.Tx) error {
		if _, err := tx.AddContact(store.Contact{Name: "Khách 0450b"}); err != nil {
			return err
		}
		return tx.Trash(l.ids[400])
	})
	l.Send(nav.Changed{Foreign: true})
	if l.at() != "Khách 0500" {
		t.Errorf("the cursor is on %s", l.at())
	}
	storetest.Write(t, l.store, func(tx *store.Tx) error { return tx.Trash(l.ids[500]) })
	l.Send(nav.Changed{})
	if l.at() != "Khách 0501" || l.detail.id != l.ids[501] {
		t.Errorf("the cursor is on %s", l.at())
	}
}

func TestMarkAllAndInvert(t *testing.T) {
	l := openList(t, 700) // more than are held
	l.act(keys.Find)
	l.Keys("tag:vip")
	l.act(keys.Accept, keys.MarkAll)
	if n := len(l.m.Targets()); n != 70 {
		t.Errorf("%d marked", n)
	}
	l.act(keys.Peel, keys.MarkInvert)
	if n := len(l.m.Targets()); n != 630 {
		t.Errorf("%d marked after inverting", n)
	}
	l.act(keys.Peel)
	if n := len(l.m.Targets()); n != 1 {
		t.Errorf("%d targets without marks", n)
	}
}

func TestOpenFirstHit(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	// Typed faster than the answer comes.
	cmd := l.m.Update(tea.PasteMsg{Content: "0017"})
	l.act(keys.OpenFirst)
	l.Run(cmd)
	if o, ok := tuitest.Last[nav.Open](l.Driver); !ok || o.ID != l.ids[17] {
		t.Errorf("opened %+v", o)
	}
}
