package edit_test

import (
	"context"
	"strings"
	"testing"

	"crm/store"
	"crm/store/storetest"
	"crm/store/when"
	"crm/tui/edit"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
)

// bench is a form over a book, with the root's part of saving.
type bench struct {
	*tuitest.Driver
	form   *edit.Form
	keys   *keys.Map
	store  *store.Store
	id     string
	closed bool
}

func openForm(t *testing.T) *bench {
	t.Helper()
	st, clock := storetest.New(t)
	b := &bench{store: st}
	b.keys, _ = keys.New(nil)
	b.id = storetest.Add(t, st, store.Contact{
		Name: "Nguyễn Thị Ánh", Company: "May Hòa Bình", Note: "một\nhai", Tags: []string{"vip"},
		Phones: []store.Phone{{Text: "0912 345 678", Key: "+84912345678", Label: "zalo"}, {Text: "máy lẻ 12"}},
		Custom: []store.Custom{{Key: "manv", Label: "Mã NV", Value: "NV03"}},
	})
	b.form = edit.New(edit.Options{
		Store: st, Styles: theme.New("mono", true), Contact: b.contact(t),
		When:  func() when.Context { return when.Context{Now: clock.Now(), Zone: storetest.Zone} },
		Close: func() { b.closed = true },
	})
	b.Driver = tuitest.DriveScreen(t, nil, b.update)
	return b
}

// update does what the root does for a dialog.
func (b *bench) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if hit := b.keys.Press(b.form.Scope(), keys.Pending{}, msg.String()); hit.ID != "" {
			return b.form.Update(nav.Act{ID: hit.ID, Arg: hit.Arg})
		}
	case nav.Write:
		_, err := msg.Run(context.Background())
		return b.form.Update(msg.Reply(err))
	}
	return b.form.Update(msg)
}

func (b *bench) contact(t *testing.T) store.Contact {
	t.Helper()
	c, err := b.store.Contact(context.Background(), b.id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (b *bench) plain() string { return tuitest.Plain(b.form.View(80, 30).String()) }

// to moves to a field by its label.
func (b *bench) to(t *testing.T, label string) {
	t.Helper()
	for range 30 {
		for _, l := range strings.Split(b.plain(), "\n") {
			if strings.Contains(l, "▌") && strings.Contains(l, label) {
				return
			}
		}
		b.Keys("tab")
	}
	t.Fatalf("no field %q:\n%s", label, b.plain())
}

// Only what was changed is written, also over what another has changed
// meanwhile, and what the form cannot show stays as it was.
func TestSaveWritesOnlyWhatWasChanged(t *testing.T) {
	b := openForm(t)
	b.to(t, "Phones")
	b.Keys("end", ", 0903111222")
	b.to(t, "Birthday")
	b.Keys("2/12")
	b.to(t, "Mã NV")
	b.Keys("ctrl+u", "NV04")
	storetest.Write(t, b.store, func(tx *store.Tx) error {
		c, err := tx.Contact(b.id)
		if err != nil {
			return err
		}
		c.Company = "Vinamilk"
		return tx.SaveContact(c)
	})
	b.Keys("ctrl+s")
	c := b.contact(t)
	if !b.closed || c.Company != "Vinamilk" || c.Birthday != "--12-02" || c.Note != "một\nhai" || c.Custom[0].Value != "NV04" {
		t.Errorf("saved %+v, closed %v", c, b.closed)
	}
	if len(c.Phones) != 3 || c.Phones[0].Label != "zalo" || c.Phones[1].Text != "máy lẻ 12" || c.Phones[2].Key != "+84903111222" {
		t.Errorf("phones are %+v", c.Phones)
	}
}

// A value that cannot be stays in its field, with the reason under it.
func TestErrorsStandUnderTheirField(t *testing.T) {
	b := openForm(t)
	for label, text := range map[string]string{"Emails": "foo@", "Birthday": "31/2/1990", "Phones": ", 09O3"} {
		b.to(t, label)
		b.Keys("end", text)
	}
	b.Keys("ctrl+s")
	got := b.plain()
	for _, want := range []string{"“foo@”: ", "“09O3”: ", "31/2"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if b.closed || b.contact(t).Birthday != "" {
		t.Error("it was saved")
	}
	c := openForm(t)
	c.to(t, "Group")
	c.Keys("ctrl+u", "vip", "ctrl+s")
	if got := c.plain(); !strings.Contains(got, `"vip" is not potential`) {
		t.Errorf("what the book says is not shown:\n%s", got)
	}
}

func TestEscAsksBeforeChangesAreLost(t *testing.T) {
	b := openForm(t)
	b.Keys("x", "esc", "esc") // the second, by reflex, keeps editing
	if b.closed || strings.Contains(b.plain(), "Unsaved") {
		t.Errorf("after esc esc:\n%s", b.plain())
	}
	b.Keys("esc")
	if _, _, cursor := b.form.Cursor(); cursor || !strings.Contains(b.plain(), "Unsaved: Enter save") {
		t.Errorf("nothing is asked:\n%s", b.plain())
	}
	b.Keys("y", "n", "d")
	if !b.closed || b.contact(t).Name != "Nguyễn Thị Ánh" {
		t.Error("d does not discard")
	}
	c := openForm(t)
	c.Keys("x", "backspace", "esc")
	if !c.closed {
		t.Error("a value that is as it was asks")
	}
	d := openForm(t)
	d.Keys("!", "esc", "enter")
	if !d.closed || d.contact(t).Name != "Nguyễn Thị Ánh!" {
		t.Errorf("enter does not save: %q", d.contact(t).Name)
	}
}

// The lines of a note are kept when another of its words is changed.
func TestNoteKeepsItsLines(t *testing.T) {
	b := openForm(t)
	b.to(t, "Note")
	b.Keys("end", " ba", "ctrl+s")
	if got := b.contact(t).Note; got != "một\nhai ba" {
		t.Errorf("note is %q", got)
	}
}

func TestBirthdays(t *testing.T) {
	for typed, want := range map[string]string{
		"1986-12-02": "1986-12-02", "2/12/1986": "1986-12-02", "--12-02": "--12-02", "2/12": "--12-02", "29/2/2000": "2000-02-29", "": "",
	} {
		b := openForm(t)
		b.to(t, "Birthday")
		b.Keys("x", "backspace")
		b.Send(tuitest.Text(typed)...)
		b.Keys("ctrl+s")
		if got := b.contact(t).Birthday; got != want {
			t.Errorf("%q gives %q, want %q\n%s", typed, got, want, b.plain())
		}
	}
}
