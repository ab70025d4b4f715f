package contacts

import (
	"context"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
	"crm/tui/complete"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
)

// screen is what stands between header and hints, with the popup over it.
func (l *list) screen(w, h int) string {
	bar, _ := l.m.Bar(w)
	lines := l.m.View(w, h)
	box, at := l.m.Popup(w, h)
	return tuitest.Plain(bar + "\n" + complete.Over(l.m.opt.Styles, lines, box, at, 0).String())
}

func TestTabCompletesWithCounts(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	l.Keys("tag:")
	if l.m.Scope() != keys.SearchPopup {
		t.Fatalf("scope %s", l.m.Scope())
	}
	if got := l.screen(80, 20); !strings.Contains(got, "│ vip") || !strings.Contains(got, "3 │") {
		t.Errorf("the popup is\n%s", got)
	}
	l.act(keys.Complete)
	if l.m.Query() != "tag:vip" || l.m.Scope() != keys.Search {
		t.Errorf("Tab gives %q, scope %s", l.m.Query(), l.m.Scope())
	}
	// A bare word does not open it, whatever begins so; Tab does.
	l.act(keys.Cancel, keys.Find)
	l.Keys("na")
	if l.m.Scope() != keys.Search || !l.m.Can(keys.Complete) {
		t.Error("the popup lies over the people found")
	}
	l.act(keys.Complete)
	if l.m.line.Value() != "name:" {
		l.act(keys.Complete)
	}
	if l.m.line.Value() != "name:" {
		t.Errorf("Tab twice gives %q", l.m.line.Value())
	}
}

func TestEnterTakesOnlyWhatWasChosen(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	l.Keys("is:")
	l.act(keys.Accept)
	if l.m.Query() != "is:" || l.m.Scope() != keys.Contacts {
		t.Errorf("Enter takes what nobody chose: %q", l.m.Query())
	}
	l.act(keys.Find)
	l.Keys("ctrl+e", "x", "backspace")
	l.act(keys.Down, keys.Down, keys.Up)
	if l.m.Scope() != keys.SearchChoice {
		t.Fatalf("scope %s", l.m.Scope())
	}
	l.act(keys.Accept)
	if v := l.m.line.Value(); !strings.HasPrefix(v, "is:") || v == "is:" || !l.m.typing {
		t.Errorf("Enter gives %q", v)
	}
	l.act(keys.Accept)
	if l.m.typing {
		t.Error("the second Enter does not keep the search")
	}
}

func TestEscPeelsThePopupFirst(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	l.Keys("is:")
	l.act(keys.Cancel)
	if l.m.line.Value() != "is:" || l.m.Scope() != keys.Search {
		t.Errorf("Esc leaves %q in %s", l.m.line.Value(), l.m.Scope())
	}
	if n := l.m.grid; n.RowID() != l.ids[0] {
		t.Error("not at the first row")
	}
	l.act(keys.Down)
	if l.m.grid.RowID() != l.ids[1] {
		t.Error("↓ does not move the list once the popup is closed")
	}
	l.act(keys.Cancel)
	if l.m.line.Value() != "" || l.m.typing {
		t.Error("the second Esc does not clear the search")
	}
}

// Where there is no room for the popup what Tab takes stands behind the cursor.
func TestNoRoomForThePopup(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	l.m.View(40, 7)
	l.Keys("is:st")
	if box, _ := l.m.Popup(40, 7); box != nil || l.m.Scope() != keys.Search {
		t.Errorf("there is a popup: %s", box)
	}
	if l.m.line.Ghost() != "ar" {
		t.Errorf("ghost %q", l.m.line.Ghost())
	}
	l.act(keys.Complete)
	if l.m.Query() != "is:star" {
		t.Errorf("Tab gives %q", l.m.Query())
	}
}

// The rows are there before they are counted.
func TestTheCountComesLater(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	l.Keys("tag:vip")
	l.m.grid.SetTotal(-1)
	if bar, _ := l.m.Bar(80); !strings.Contains(bar, " 3…") {
		t.Errorf("not counted yet: %q", bar)
	}
	l.m.took = 2300 * time.Microsecond
	l.m.grid.SetTotal(3)
	for w, want := range map[int]string{120: "3 of 30 · 2 ms", 80: "3 of 30"} {
		if bar, _ := l.m.Bar(w); !strings.HasSuffix(strings.TrimSpace(tuitest.Plain(bar)), want) {
			t.Errorf("%d cells: %q", w, bar)
		}
	}
}

// Each letter ends the search and the question before it.
func TestALetterEndsWhatWasAsked(t *testing.T) {
	l := openList(t, 30)
	var asked []context.Context
	l.m.popup = complete.New(l.m.opt.Ctx, func(ctx context.Context, _ query.Completion, _ int) ([]complete.Item, error) {
		asked = append(asked, ctx)
		return nil, ctx.Err()
	})
	l.act(keys.Find)
	first := l.m.Update(tea.KeyPressMsg{Code: '#', Text: "#"})
	searching := l.m.ctx
	l.Run(l.m.Update(tea.KeyPressMsg{Code: 'v', Text: "v"}))
	if searching.Err() == nil {
		t.Error("the search goes on")
	}
	l.Run(first)
	if len(asked) != 2 || asked[1].Err() == nil {
		t.Errorf("asked %d times; the question typed over goes on", len(asked))
	}
	if _, failed := tuitest.Last[nav.Fail](l.Driver); failed {
		t.Error("what was ended is told as an error")
	}
}

func TestNobodyFound(t *testing.T) {
	l := openList(t, 30)
	l.act(keys.Find)
	l.Keys("tag:vpi Khách", "enter")
	l.act(keys.Accept)
	got := l.screen(80, 20)
	for _, want := range []string{"No contact matches tag:vpi Khách.", "Tag “vpi” does not exist — Tab uses “vip” (3)", "Esc clears"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if !l.m.Can(keys.Complete) {
		t.Fatal("Tab does nothing")
	}
	l.act(keys.Complete)
	if l.m.Query() != "tag:vip Khách" || l.m.grid.Len() != 3 {
		t.Errorf("Tab gives %q with %d rows", l.m.Query(), l.m.grid.Len())
	}
	if l.m.Can(keys.Complete) {
		t.Error("Tab is still there")
	}
	l.act(keys.Peel, keys.Find)
	l.Keys("Lan Hoàng")
	if got := l.screen(80, 20); !strings.Contains(got, "a adds “Lan Hoàng”") || l.m.Missed() != "Lan Hoàng" {
		t.Errorf("not offered to be added:\n%s", got)
	}
}

// sort: and limit: say what is listed, counted and marked.
func TestSortAndLimitAreObeyed(t *testing.T) {
	l := openList(t, 700)
	l.act(keys.Find)
	l.Keys("sort:-name limit:450")
	l.act(keys.Accept)
	if l.at() != "Khách 0699" || l.m.grid.Total() != 450 {
		t.Errorf("at %s of %d", l.at(), l.m.grid.Total())
	}
	l.act(keys.Last)
	if l.at() != "Khách 0250" {
		t.Errorf("the last is %s", l.at())
	}
	l.act(keys.MarkAll)
	if n := len(l.m.Targets()); n != 450 {
		t.Errorf("%d marked", n)
	}
	storetest.Write(t, l.store, func(tx *store.Tx) error { return tx.Trash(l.ids[699]) })
	l.Send(nav.Changed{})
	l.act(keys.Last)
	if l.at() != "Khách 0249" {
		t.Errorf("after a change the last is %s", l.at())
	}
	if got := l.screen(80, 10); !strings.Contains(got, "NAME▼") || !strings.Contains(got, "450 of 699") {
		t.Errorf("drawn\n%s", got)
	}
}

// The book's own fields are known in the bar, those made meanwhile too.
func TestTheBooksOwnFields(t *testing.T) {
	l := openList(t, 3)
	l.act(keys.Find)
	l.Keys("ma_nv:NV03")
	l.Send(l.timers.Advance(time.Second)...)
	if l.m.wrong == nil {
		t.Fatal("a field that is not there is taken")
	}
	storetest.Write(t, l.store, func(tx *store.Tx) error {
		_, err := tx.AddContact(store.Contact{Name: "Lan", Custom: []store.Custom{{Key: "ma_nv", Label: "Mã NV", Value: "NV03"}}})
		return err
	})
	l.Send(nav.Changed{Foreign: true})
	if l.m.wrong != nil || l.m.Query() != "ma_nv:NV03" {
		t.Errorf("%v; the search is %q", l.m.wrong, l.m.Query())
	}
}
