package dupes

import (
	"context"
	"errors"

	"crm/store"
	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/theme"

	tea "charm.land/bubbletea/v2"
)

// MergeOptions are what the dialog needs. All are required but Accepted.
type MergeOptions struct {
	Ctx         context.Context // of the program: models get none in their methods
	Store       *store.Store
	Styles      *theme.Styles
	Write       func(run Run, reply func(error) tea.Msg) tea.Cmd
	Close       func() // takes the dialog off the screen
	Accepted    func() // called when the two are to become one
	Keep, Other string // uids
}

// Merge is the dialog: two contacts side by side, and of each field which of
// them it is taken from. What is drawn comes from store.Join, which is also what
// then happens.
type Merge struct {
	opt     MergeOptions
	pair    [2]store.Contact // the one that stays first; read when loaded
	moves   [2]store.Moves
	loaded  bool
	writing bool
	choice  map[string]string
	joint   store.Joint
	cursor  int // a field, or behind them a line of the rest
	top     int // the first line drawn
}

// read answers the reading of the two contacts.
type read struct {
	dialog *Merge
	pair   [2]store.Contact
	moves  [2]store.Moves
	err    error
}

// NewMerge returns the dialog; Init reads the contacts.
func NewMerge(o MergeOptions) *Merge { return &Merge{opt: o, choice: map[string]string{}} }

// Init reads both contacts.
func (d *Merge) Init() tea.Cmd {
	o := d.opt
	return func() tea.Msg {
		r := read{dialog: d}
		for i, uid := range [...]string{o.Keep, o.Other} {
			if r.pair[i], r.err = o.Store.Contact(o.Ctx, uid); r.err != nil {
				return r
			}
			if r.moves[i], r.err = o.Store.Moves(o.Ctx, uid); r.err != nil {
				return r
			}
		}
		return r
	}
}

// Scope is where the keys are found.
func (d *Merge) Scope() keys.Scope { return keys.Merging }

// Docked is false: the dialog lies in the middle.
func (d *Merge) Docked() bool { return false }

// Cursor is none: nothing is typed here.
func (d *Merge) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Can reports what a key does now.
func (d *Merge) Can(id keys.ID) bool {
	switch id {
	case keys.Cancel:
		return true
	case keys.Accept, keys.NotSame, keys.Swap:
		return d.loaded && !d.writing
	case keys.Down, keys.Up, keys.PageDown, keys.PageUp:
		return d.loaded
	case keys.TakeLeft, keys.TakeRight:
		f := d.field()
		return f != nil && f.Values[0] != f.Values[1]
	case keys.TakeBoth:
		f := d.field()
		return f != nil && mixed(f.Name) && f.Differs()
	}
	return false
}

// mixed are the fields whose values can be put one after the other.
func mixed(field string) bool { return field == "note" || field == "needs" || field == "interests" }

// field is the one under the cursor, nil in the rest.
func (d *Merge) field() *store.JointField {
	if !d.loaded || d.writing || d.cursor >= len(d.joint.Fields) {
		return nil
	}
	return &d.joint.Fields[d.cursor]
}

// Update is the dialog's part of what happens.
func (d *Merge) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nav.Act:
		return d.act(msg.ID)
	case read:
		return d.take(msg)
	case settled:
		return d.settle(msg)
	case nav.Changed:
		if d.loaded && !d.writing && (msg.Touches(d.opt.Keep) || msg.Touches(d.opt.Other)) {
			return d.Init()
		}
	}
	return nil
}

func (d *Merge) take(r read) tea.Cmd {
	if r.dialog != d {
		return nil
	}
	switch {
	case errors.Is(r.err, context.Canceled):
		return nil
	case r.err != nil:
		d.opt.Close()
		return nav.Send(nav.Fail{Err: r.err})
	}
	d.pair, d.moves, d.loaded = r.pair, r.moves, true
	if d.pair[0].UID != d.opt.Keep { // swapped meanwhile
		d.swap()
	}
	d.join()
	return nil
}

func (d *Merge) join() {
	d.joint = store.Join(d.choice, d.pair[0], d.pair[1])
	d.cursor = max(0, min(d.cursor, len(d.joint.Fields)+len(d.rest())-1))
}

func (d *Merge) act(id keys.ID) tea.Cmd {
	if !d.Can(id) {
		return nil
	}
	switch id {
	case keys.Cancel:
		d.opt.Close()
	case keys.Down:
		d.move(1)
	case keys.Up:
		d.move(-1)
	case keys.PageDown:
		d.move(5)
	case keys.PageUp:
		d.move(-5)
	case keys.TakeLeft:
		d.choice[d.field().Name] = d.field().Values[0]
		d.join()
	case keys.TakeRight:
		d.choice[d.field().Name] = d.field().Values[1]
		d.join()
	case keys.TakeBoth:
		delete(d.choice, d.field().Name)
		d.join()
	case keys.Swap:
		d.opt.Keep, d.opt.Other = d.opt.Other, d.opt.Keep
		d.swap()
		d.join()
	case keys.NotSame:
		d.writing = true
		return notSame(d, d.opt.Write, owner(&d.pair[0]), owner(&d.pair[1]))
	case keys.Accept:
		return d.merge()
	}
	return nil
}

func (d *Merge) swap() {
	d.pair[0], d.pair[1] = d.pair[1], d.pair[0]
	d.moves[0], d.moves[1] = d.moves[1], d.moves[0]
}

func (d *Merge) move(n int) {
	d.cursor = max(0, min(d.cursor+n, len(d.joint.Fields)+len(d.rest())-1))
}

func owner(c *store.Contact) store.Owner { return store.Owner{UID: c.UID, Name: c.Display()} }

// merge makes one contact of the two.
func (d *Merge) merge() tea.Cmd {
	d.writing = true
	if d.opt.Accepted != nil {
		d.opt.Accepted()
	}
	keep, other, choice := owner(&d.pair[0]), owner(&d.pair[1]), d.choice
	run := func(ctx context.Context, st *store.Store) (nav.Done, error) {
		op, err := st.Write(ctx, store.Op{Who: "tui", What: "merge a contact into " + store.Ref(keep.UID)}, func(tx *store.Tx) error {
			_, err := tx.Merge(choice, keep.UID, other.UID)
			return err
		})
		return nav.Done{
			Operation: op.UID, IDs: []string{keep.UID, other.UID}, Focus: keep.UID,
			Text: safe.Sprintf("Merged %s into %s", other.Name, keep.Name),
		}, err
	}
	return d.opt.Write(run, func(err error) tea.Msg { return settled{by: d, gone: other.UID, failure: err} })
}

// settle closes the dialog when what it was for is done, here or elsewhere.
func (d *Merge) settle(s settled) tea.Cmd {
	if s.by != any(d) {
		return nil
	}
	d.writing = false
	switch {
	case errors.Is(s.failure, context.Canceled):
		return nil
	case s.failure != nil:
		return nav.Send(nav.Fail{Err: s.failure})
	}
	d.opt.Close()
	return nil
}
