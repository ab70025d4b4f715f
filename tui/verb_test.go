package tui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
	"crm/tui/nav"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
)

// at drives to the contacts, with the cursor on a person.
func at(t *testing.T, name string) *world {
	t.Helper()
	x := open(t, 120, 36)
	x.Send(nav.Open{Page: nav.Contacts, ID: x.ids[name]})
	if !strings.Contains(x.plain(), "▌  "+name) {
		t.Fatalf("the cursor is not on %s:\n%s", name, x.plain())
	}
	return x
}

// shows fails unless the frame has a text.
func (x *world) shows(text string) {
	x.t.Helper()
	if !strings.Contains(x.plain(), text) {
		x.t.Errorf("no “%s” in\n%s", text, x.plain())
	}
}

// copied is what was put into the clipboard last.
func (x *world) copied() string {
	for i := len(x.Seen) - 1; i >= 0; i-- {
		if strings.HasSuffix(fmt.Sprintf("%T", x.Seen[i]), "setClipboardMsg") {
			return fmt.Sprint(x.Seen[i])
		}
	}
	return ""
}

func (x *world) reminders(name string) []store.Reminder {
	x.t.Helper()
	list, err := x.store.Reminders(context.Background(), x.ids[name], false)
	if err != nil {
		x.t.Fatal(err)
	}
	return list
}

func TestCall(t *testing.T) {
	x := at(t, "Lê Hoàng Phúc")
	x.Keys("c")
	x.shows("Calling Lê Hoàng Phúc, 0981 549 988")
	y := at(t, "Nguyễn Thị Ánh")
	y.Keys("c")
	y.shows("2 028 3822 1234")
	y.Keys("2")
	y.shows("Calling Nguyễn Thị Ánh, 028 3822 1234")
	y.Keys("c", "enter")
	z := at(t, "Sarah O’Connor")
	z.Keys("c")
	z.shows("Sarah O’Connor has no phone number")
	if got := append(x.opened, y.opened...); strings.Join(got, " ") != "tel:+84981549988 tel:+842838221234 tel:+84912345678" || len(z.opened) > 0 {
		t.Errorf("opened %q, %q", got, z.opened)
	}
}

// Where no program calls, the number is copied.
func TestCallWithoutAProgram(t *testing.T) {
	x := at(t, "Lê Hoàng Phúc")
	o := x.options()
	o.Start = "contacts"
	o.Open = func(string, string) error { return errors.New("xdg-open: not found") }
	x.Driver = tuitest.Drive(t, appOf(x, o), 120, 36)
	x.Send(nav.Open{Page: nav.Contacts, ID: x.ids["Lê Hoàng Phúc"]})
	x.Keys("c")
	x.shows("copied 0981 549 988 instead")
	if got := x.copied(); got != "0981 549 988" {
		t.Errorf("copied %q", got)
	}
}

func TestCopy(t *testing.T) {
	for key, want := range map[string]string{
		"p": "0912 345 678", "e": "anh@mayhoabinh.vn", "n": "Nguyễn Thị Ánh", "a": "Hà Nội\nVN",
		"s": "Nguyễn Thị Ánh\nTrưởng phòng mua, Công ty May Hòa Bình\n0912 345 678\n028 3822 1234\nanh@mayhoabinh.vn",
	} {
		x := at(t, "Nguyễn Thị Ánh")
		x.Keys("y", key)
		if got := x.copied(); got != want {
			t.Errorf("y %s copied %q, want %q", key, got, want)
		}
		x.shows("Copied " + strings.Split(want, "\n")[0])
	}
	x := at(t, "Sarah O’Connor")
	x.Keys("y", "p")
	x.shows("Sarah O’Connor has no phone number")
	if got := x.copied(); got != "" {
		t.Errorf("copied %q", got)
	}
}

func TestFollowUp(t *testing.T) {
	for keys, want := range map[string]string{
		"3": "2026-11-26", "n": "2026-11-30", "w": "2026-11-30", "m": "2026-12-23", "h": "2026-11-23", "/fri\n": "2026-11-27", "/31/1 15:30\n": "2027-01-31",
	} {
		x := at(t, "李娜")
		x.Keys("f")
		x.Send(tuitest.Text(keys)...)
		if got := x.reminders("李娜"); len(got) != 1 || got[0].DueOn != want || got[0].Text != "续签年度合同" {
			t.Errorf("f %s: %+v, want %s", keys, got, want)
		}
	}
	x := at(t, "李娜")
	x.Keys("f", "/", "yesterday", "enter")
	x.shows("! ")
	x.Keys("esc", "f", "0")
	if got := x.reminders("李娜"); len(got) > 0 {
		t.Errorf("f 0 leaves %+v", got)
	}
	x.Keys("u")
	x.shows("Thu")
	x.Keys("f", "x", "q") // x is not in the menu and closes it; q then quits
	if got := x.reminders("李娜"); len(got) != 1 || !x.Quit {
		t.Errorf("after f x: %+v, quit %v", got, x.Quit)
	}
}

func TestDoneOnTheList(t *testing.T) {
	x := at(t, "王小明")
	x.Keys("x")
	x.shows("Done, 王小明")
	if got := x.reminders("王小明"); len(got) > 0 {
		t.Errorf("x leaves %+v", got)
	}
	y := at(t, "李娜") // due on Thursday
	y.Keys("x")
	y.shows("Nothing is due, 李娜")
	if got := y.reminders("李娜"); len(got) != 1 {
		t.Errorf("x finished what is not due: %+v", got)
	}
}

// A birthday cannot be done, and says so instead of doing nothing.
func TestDoneWithABirthday(t *testing.T) {
	x := open(t, 120, 36)
	x.Keys("1", "G", "x")
	x.shows("! a birthday is not done")
	x.Keys("ctrl+e")
	x.shows("What went wrong")
}

func TestLogIsOneOperation(t *testing.T) {
	x := at(t, "Nguyễn Thị Ánh")
	x.Keys("L", "call 12m ok: gửi mẫu +3d #mẫu-vải >negotiate", "enter")
	c := x.contact("Nguyễn Thị Ánh")
	if c.Stats.NextDue != "2026-11-26" || c.Stage != "negotiate" || !strings.Contains(strings.Join(c.Tags, " "), "mẫu-vải") {
		t.Errorf("after the log: due %s, stage %s, tags %v", c.Stats.NextDue, c.Stage, c.Tags)
	}
	x.Keys("u")
	c = x.contact("Nguyễn Thị Ánh")
	if c.Stats.NextDue != "2026-11-21" || c.Stage != "quote" || len(c.Tags) != 2 {
		t.Errorf("after u: due %s, stage %s, tags %v", c.Stats.NextDue, c.Stage, c.Tags)
	}
	x.Keys("L", "enter")
	x.shows("! type what happened")
	x.Keys("ok: dở dang", "esc", "L")
	x.shows("› ok: dở dang") // what was typed is still there
}

// What was changed since is shown before an undo overwrites it.
func TestUndoConflict(t *testing.T) {
	x := at(t, "李娜")
	x.Keys("f", "1")
	storetest.Write(t, x.store, func(tx *store.Tx) error {
		_, err := tx.Follow(x.ids["李娜"], store.Due{On: "2026-12-24"}, "")
		return err
	})
	op := x.operation("follow-up for")
	x.Send(nav.Write{Run: func(ctx context.Context) (nav.Done, error) {
		_, err := x.store.Undo(ctx, store.Op{Who: "tui"}, op.UID, false)
		return nav.Done{}, err
	}})
	x.shows("now “2026-12-24”, undo puts back “2026-11-26”")
	x.Keys("n")
	if got := x.reminders("李娜"); got[0].DueOn != "2026-12-24" {
		t.Errorf("n undid: %+v", got)
	}
}

func (x *world) operation(what string) store.Operation {
	x.t.Helper()
	list, err := x.store.History(context.Background(), store.HistoryOptions{})
	if err != nil {
		x.t.Fatal(err)
	}
	for _, op := range list {
		if strings.HasPrefix(op.What, what) {
			return op
		}
	}
	x.t.Fatalf("no operation %q in %v", what, list)
	return store.Operation{}
}

func TestManyMarksAsk(t *testing.T) {
	x := open(t, 120, 36)
	storetest.Write(t, x.store, func(tx *store.Tx) error {
		for i := range 60 {
			if _, err := tx.AddContact(store.Contact{Name: fmt.Sprintf("Khách %02d", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	x.Send(nav.Changed{})
	x.Keys("*", "f", "3")
	x.shows("Change 70 contacts at once?")
	x.Keys("enter", "f") // neither is an answer
	x.shows("Change 70 contacts at once?")
	x.wait(time.Second)
	x.Keys("y")
	x.shows("Follow-up Thu 26 Nov (in 3 days), 70 contacts")
	x.Keys("u")
	if got := x.reminders("李娜"); len(got) != 1 {
		t.Errorf("one u leaves %+v", got)
	}
	if got := x.reminders("Đặng Minh Khôi"); len(got) > 0 {
		t.Errorf("one u leaves %+v", got)
	}
}

func TestSegmentIsReplacedOnlyWhenAsked(t *testing.T) {
	x := open(t, 120, 36)
	save := func(query string) {
		x.Keys("/", query, "enter", "S", "Nóng", "enter")
	}
	save("tag:vip")
	save("is:overdue")
	x.shows("There is a segment “Nóng” already")
	x.wait(time.Second)
	x.Keys("y")
	if seg, err := x.store.Segment(context.Background(), "nong"); err != nil || seg.Query != "is:overdue" {
		t.Errorf("segment is %+v, %v", seg, err)
	}
	// Nothing to save without a search.
	x.Keys("esc", "S")
	x.shows("[2 Contacts 10]")
	if strings.Contains(x.plain(), "Save the search") {
		t.Error("all contacts are saved as a segment")
	}
}

// Every key in the footer does something.
func TestEveryHintDoesSomething(t *testing.T) {
	for screen, begin := range map[string][]string{
		"contacts": {"j", "j", "j"}, "today": {"1"}, "contact": {"j", "j", "j", "enter"}, "empty": nil,
	} {
		fresh := func() *world {
			x := open(t, 200, 36)
			if screen == "empty" {
				x = unmade(t, 200, 36)
			}
			x.Keys(begin...)
			return x
		}
		before := fresh().plain()
		hints := strings.Fields(before[strings.LastIndex(before, "\n"):])
		tried := 0
		for _, key := range hints {
			if len(key) > 1 || slow && tried >= 3 {
				continue // a word
			}
			x := fresh()
			x.Keys(key)
			tried++
			if x.plain() == before {
				t.Errorf("%s: %s is in the footer and does nothing", screen, key)
			}
		}
		if tried < 3 {
			t.Errorf("%s: only %d hints in %q", screen, tried, hints)
		}
	}
}

func TestInputMethodKeys(t *testing.T) {
	x := open(t, 120, 36)
	x.Keys("？")
	x.shows("─ Keys ─")
	x.Keys("esc", "／", "明")
	x.shows("2 of 10")
	x.Keys("esc", "ｊ")
	x.shows("▌  ")
	x.Keys("小明")
	x.shows("press / to search “明”") // letter by letter, the last counts
	x.Send(tea.KeyPressMsg{Code: tea.KeyExtended, Text: "王小明"})
	x.shows("Input method is on — press / to search “王小明”")
	x.Keys("enter")
	x.shows("/ 王小明")
	x.shows("1 of 10")
}

// A paste is data: no row of it is a command, and nothing of it is lost.
func TestPaste(t *testing.T) {
	x := open(t, 120, 36)
	x.Paste("D\rDx\r0981549988")
	x.shows("press / to search “D”")
	if got := x.contact("Đặng Minh Khôi"); !got.Deleted.IsZero() {
		t.Error("a paste has deleted somebody")
	}
	x.Paste("0981549988\r")
	x.Keys("/")
	x.shows("1 of 10")
	x.Keys("enter", "L")
	x.Paste("ok: dòng một\rdòng hai")
	x.shows("ok: dòng một dòng hai")
}

// Backspace and Delete delete nobody, and esc never quits.
func TestHarmlessKeys(t *testing.T) {
	x := open(t, 120, 36)
	x.Keys("backspace", "delete", "esc", "esc", "esc", "backspace")
	x.shows("[2 Contacts 10]")
	if x.Quit {
		t.Error("esc quits")
	}
	x.Keys("ctrl+c")
	if !x.Quit {
		t.Error("ctrl+c does not quit")
	}
}

func TestEscPeelsOneLayer(t *testing.T) {
	// menu, page, search, marks: one esc each.
	y := open(t, 120, 36)
	y.Keys("space", "/", "tag:vip", "enter", "enter", "f")
	y.shows("f follow-up")
	y.Keys("esc")
	y.shows("in the timeline")
	y.Keys("esc")
	y.shows("2 of 10")
	y.Keys("esc")
	y.shows("1 marked")
	y.Keys("esc")
	if strings.Contains(y.plain(), "marked") {
		t.Error("the marks are still there")
	}
}

func TestMarksHiddenBySearch(t *testing.T) {
	x := open(t, 120, 36)
	x.Keys("space", "space", "/", "小明", "enter")
	x.shows("2 marked (2 hidden by the search)")
}
