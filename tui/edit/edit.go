// Package edit is the form in which the fields of a contact are changed.
//
// Only what was changed is written, over the contact as it stands at that
// moment: a field that another process has changed meanwhile stays.
package edit

import (
	"context"
	"errors"

	"crm/store"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// Options are what the form needs. All are required.
type Options struct {
	Store  *store.Store
	Styles *theme.Styles
	When   func() when.Context
	// Contact is the contact as it was read: what the form shows.
	Contact store.Contact
	Close   func() // takes the form off the screen
}

// Form is the dialog.
type Form struct {
	opt    Options
	form   *widget.Form
	fields []field
	asking bool // what to do with unsaved changes
	saving bool
	wrong  safe.Text // an error that belongs to no field
	cursor [2]int
}

// saved answers the write.
type saved struct {
	form *Form
	err  error
}

// New returns the form of a contact.
func New(o Options) *Form {
	f := &Form{opt: o, fields: fieldsOf(o.Contact)}
	list := make([]*widget.Field, len(f.fields))
	for i, x := range f.fields {
		list[i] = widget.NewField(x.id, safe.Line(x.label), oneLine(x.value))
		list[i].Hint = safe.Line(x.hint)
	}
	f.form = widget.NewForm(list...)
	return f
}

// Scope is where the keys are found.
func (f *Form) Scope() keys.Scope {
	if f.asking {
		return keys.Unsaved
	}
	return keys.Form
}

// Docked is false: the form lies in the middle.
func (f *Form) Docked() bool { return false }

// Can reports what a key does here.
func (f *Form) Can(id keys.ID) bool {
	switch id {
	case keys.NextField, keys.PrevField, keys.Cancel, keys.Discard:
		return true
	case keys.Save:
		return f.form.Dirty() && !f.saving
	}
	return false
}

// Update edits the form.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case saved:
		return f.takeSaved(msg)
	case nav.Act:
		return f.act(msg.ID)
	case tea.KeyPressMsg, tea.PasteMsg:
		if !f.saving {
			f.form.Update(msg)
			f.wrong = safe.Text{}
		}
	}
	return nil
}

func (f *Form) act(id keys.ID) tea.Cmd {
	switch id {
	case keys.NextField:
		f.form.Move(1)
	case keys.PrevField:
		f.form.Move(-1)
	case keys.Save:
		f.asking = false
		return f.save()
	case keys.Discard:
		f.opt.Close()
	case keys.Cancel:
		if f.asking || f.form.Dirty() {
			// A second esc, by reflex, keeps editing.
			f.asking = !f.asking
			return nil
		}
		f.opt.Close()
	}
	return nil
}

// save writes what was changed.
func (f *Form) save() tea.Cmd {
	if f.saving || !f.form.Dirty() {
		return nil
	}
	f.form.ClearErrors()
	var changes []func(*store.Contact)
	for _, x := range f.fields {
		w := f.form.Field(x.id)
		if !w.Dirty() {
			continue
		}
		set, err := x.read(severalLines(w.Line.Value()), reading{when: f.opt.When(), region: f.opt.Store.Region()})
		if err != nil {
			f.form.SetError(x.id, safe.Line(err.Error()))
			continue
		}
		changes = append(changes, set)
	}
	for _, x := range f.fields {
		if f.form.Error(x.id) != "" {
			return nil
		}
	}
	f.saving = true
	st, id, name := f.opt.Store, f.opt.Contact.UID, f.opt.Contact.Display()
	return nav.Send(nav.Write{
		Run: func(ctx context.Context) (nav.Done, error) {
			op, err := st.Write(ctx, store.Op{Who: "tui", What: "edit " + store.Ref(id)}, func(tx *store.Tx) error {
				c, err := tx.Contact(id)
				if err != nil {
					return err
				}
				for _, set := range changes {
					set(&c)
				}
				return tx.SaveContact(c)
			})
			return nav.Done{Operation: op.UID, IDs: []string{id}, Text: safe.Sprintf("Saved %s", name)}, err
		},
		Reply: func(err error) tea.Msg { return saved{f, err} },
	})
}

func (f *Form) takeSaved(msg saved) tea.Cmd {
	if msg.form != f {
		return nil
	}
	f.saving = false
	var invalid *store.Invalid
	switch {
	case msg.err == nil:
		f.opt.Close()
	case errors.As(msg.err, &invalid) && f.form.Field(invalid.Field) != nil:
		f.form.SetError(invalid.Field, safe.Line(invalid.Why))
	default:
		f.wrong = safe.Line(msg.err.Error())
	}
	return nil
}

// View draws the form in a frame.
func (f *Form) View(w, h int) widget.Lines {
	st := f.opt.Styles
	box := widget.Box{Title: safe.Sprintf("Edit · %s", f.opt.Contact.Display()), Hint: safe.Line("ctrl+s saves · Tab next · Esc closes")}
	outer := min(w, 84)
	inner := box.Inner(outer)
	foot := f.foot(inner)
	rows := min(f.form.Height(), max(1, h-2-len(foot)))
	body := append(f.form.Lines(st, inner, rows), foot...)
	x, y := f.form.Cursor()
	f.cursor = [2]int{2 + x, 1 + y}
	return box.Lines(st, body, outer)
}

// foot is the question about unsaved changes, or an error.
func (f *Form) foot(w int) widget.Lines {
	st := f.opt.Styles
	switch {
	case f.asking:
		return widget.Lines{st.Warn.Render(st.Cell.FitString("Unsaved: Enter save · d discard · Esc keep editing", w))}
	case f.wrong.String() != "":
		return widget.Lines{st.Error.Render(st.Cell.Fit(safe.Sprintf("! %s", f.wrong), w))}
	case f.saving:
		return widget.Lines{st.Soft.Render(st.Cell.FitString("saving…", w))}
	}
	return nil
}

// Cursor is the cell of the insertion point.
func (f *Form) Cursor() (x, y int, ok bool) {
	return f.cursor[0], f.cursor[1], !f.asking
}
