package widget

import (
	"testing"

	"crm/store/safe"
	"crm/tui/theme"
	"crm/tui/tuitest"
)

func newForm() *Form {
	return NewForm(
		NewField("name", safe.Line("Name"), "Lan"),
		NewField("phone", safe.Line("Phone"), ""),
		NewField("city", safe.Line("City"), "Hà Nội"),
	)
}

func TestFormFocus(t *testing.T) {
	f := newForm()
	for _, c := range []struct {
		n    int
		want string
	}{{0, "name"}, {1, "phone"}, {1, "city"}, {1, "name"}, {-1, "city"}, {-5, "name"}} {
		f.Move(c.n)
		if got := f.Focused().ID; got != c.want {
			t.Errorf("after %d: focus on %s, want %s", c.n, got, c.want)
		}
	}
	if f.Focus("nothing") || !f.Focus("city") {
		t.Error("Focus reports wrongly")
	}
	empty := NewForm()
	empty.Move(1)
	if empty.Focused() != nil || empty.Update(tuitest.Text("x")[0]) || empty.Value("x") != "" {
		t.Error("an empty form has a field")
	}
}

// A field is dirty while its value differs, not when it was touched.
func TestFormDirty(t *testing.T) {
	f := newForm()
	send := func(keys ...string) {
		for _, msg := range tuitest.Keys(keys...) {
			f.Update(msg)
		}
	}
	send("x")
	if !f.Dirty() || !f.Field("name").Dirty() || f.Field("city").Dirty() {
		t.Error("a change is not noticed, or on another field")
	}
	send("backspace")
	if f.Dirty() {
		t.Error("a change taken back counts")
	}
	if got := f.Value("name"); got != "Lan" {
		t.Errorf("name is %q", got)
	}
	// A value that comes in decomposed is the same value.
	if nfd := NewField("n", safe.Line("n"), "A\u0301nh"); nfd.Dirty() {
		t.Error("a decomposed value counts as changed")
	}
}

func TestFormErrors(t *testing.T) {
	f := newForm()
	f.SetError("city", safe.Line("unknown"))
	f.SetError("phone", safe.Line("too short"))
	if f.Focused().ID != "phone" {
		t.Errorf("focus on %s, want the first field with an error", f.Focused().ID)
	}
	if f.Height() != 5 {
		t.Errorf("height %d", f.Height())
	}
	f.Update(tuitest.Text("9")[0])
	if f.Height() != 4 {
		t.Error("a change does not take the error away")
	}
	f.SetError("nothing", safe.Line("x"))
	f.ClearErrors()
	if f.Height() != 3 {
		t.Error("errors are left")
	}
}

func TestFormCursorFollowsTheText(t *testing.T) {
	st := theme.New("mono", true)
	f := newForm()
	f.Focus("city")
	for _, msg := range tuitest.Keys("end", " 王") {
		f.Update(msg)
	}
	f.Lines(st, 40, 3)
	// "▌• City  " is 9 cells, "Hà Nội 王" is 9.
	if x, y := f.Cursor(); x != 18 || y != 2 {
		t.Errorf("cursor at %d,%d, want 18,2", x, y)
	}
	f.Lines(st, 40, 1)
	if _, y := f.Cursor(); y != 0 {
		t.Errorf("in one row the cursor is in row %d", y)
	}
}

func TestMenu(t *testing.T) {
	m := Menu{Items: []MenuItem{{Text: safe.Line("a")}, {Text: safe.Line("b"), Off: true}, {Text: safe.Line("c")}}}
	m.Move(1)
	if it, ok := m.Chosen(); !ok || it.Text.String() != "c" {
		t.Errorf("chosen %v, %v", it, ok)
	}
	m.Move(5)
	m.Move(-1)
	if it, ok := m.Chosen(); !ok || it.Text.String() != "a" {
		t.Errorf("chosen %v, %v", it, ok)
	}
	m.Cursor = -1
	if _, ok := m.Chosen(); ok {
		t.Error("a menu without a cursor has a choice")
	}
	m.Move(1)
	if m.Cursor != 0 {
		t.Errorf("first move goes to %d", m.Cursor)
	}
}
