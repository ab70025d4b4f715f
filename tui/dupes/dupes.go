// Package dupes shows who may stand in the book twice: the list of pairs with
// their evidence ([Model]), and two contacts side by side on their way to
// become one ([Merge]).
package dupes

import (
	"context"
	"errors"

	"crm/store"
	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// Run is a change of the book.
type Run = func(context.Context, *store.Store) (nav.Done, error)

// Options are what the list needs. All are required, but Store, which is nil
// while there is no book.
type Options struct {
	Ctx    context.Context // of the program: models get none in their methods
	Store  *store.Store
	Styles *theme.Styles
	Write  func(run Run, reply func(error) tea.Msg) tea.Cmd // puts a change into the queue
	Merge  func(keep, other string) tea.Cmd                 // shows two contacts side by side
}

// Model is the screen.
type Model struct {
	opt    Options
	grid   *widget.Grid[store.Dupe]
	list   []store.Dupe
	sure   int
	seq    int
	cancel context.CancelFunc // of the search under way
	loaded bool
}

// found answers a search.
type found struct {
	model *Model
	seq   int
	list  []store.Dupe
	err   error
}

// settled says that two contacts are dealt with: one is gone, or they are two
// people.
type settled struct {
	by      any // who asked, and tells what went wrong
	gone    string
	a, b    string
	failure error
}

// New returns the screen. It searches when it is first shown.
func New(o Options) *Model { return &Model{opt: o, grid: newGrid(o.Styles)} }

// Init searches the book. What was found before stays until the answer comes.
func (m *Model) Init() tea.Cmd {
	if m.opt.Store == nil {
		m.loaded = true
		return nil
	}
	if m.cancel != nil {
		m.cancel()
	}
	ctx, cancel := context.WithCancel(m.opt.Ctx)
	m.cancel = cancel
	m.seq++
	st, seq := m.opt.Store, m.seq
	return func() tea.Msg {
		list, err := st.Dupes(ctx)
		return found{m, seq, list, err}
	}
}

// Page names the kind of screen.
func (m *Model) Page() nav.Page { return nav.Dupes }

// Scope is where the keys are found.
func (m *Model) Scope() keys.Scope { return keys.Dupes }

// Can reports whether an action does something on the screen itself.
func (m *Model) Can(id keys.ID) bool {
	switch id {
	case keys.Down, keys.Up, keys.First, keys.Last, keys.HalfDown, keys.HalfUp, keys.PageDown, keys.PageUp, keys.OpenPage, keys.NotSame:
		return m.grid.Len() > 0
	}
	return false
}

// Waiting is false: what is shown stays true while the book is searched anew,
// which may take seconds in a large one.
func (m *Model) Waiting() bool { return false }

// Targets are none: a pair is two contacts, and the verbs are about one.
func (m *Model) Targets() []nav.Target { return nil }

// AnySure reports that there is a sure pair.
func (m *Model) AnySure() bool { return m.sure > 0 }

// Sure are those who are surely one person, the one to keep first.
func (m *Model) Sure() [][]store.Owner { return store.SureGroups(m.list) }

// Update is the screen's part of what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nav.Act:
		return m.act(msg.ID)
	case nav.Open:
		if !m.loaded && m.cancel == nil {
			return m.Init()
		}
	case found:
		return m.take(msg)
	case settled:
		return m.settle(msg)
	case nav.Changed:
		if m.loaded || m.cancel != nil {
			return m.Init()
		}
	}
	return nil
}

func (m *Model) act(id keys.ID) tea.Cmd {
	if m.grid.Steer(id) {
		return nil
	}
	d, ok := m.grid.Row()
	if !ok {
		return nil
	}
	switch id {
	case keys.OpenPage:
		return m.opt.Merge(d.A.UID, d.B.UID)
	case keys.NotSame:
		return notSame(m, m.opt.Write, d.A, d.B)
	}
	return nil
}

func (m *Model) take(f found) tea.Cmd {
	if f.model != m || f.seq != m.seq {
		return nil
	}
	m.cancel()
	m.cancel = nil
	switch {
	case errors.Is(f.err, context.Canceled):
		return nil
	case f.err != nil:
		return nav.Send(nav.Fail{Err: f.err})
	}
	m.show(f.list)
	return nil
}

func (m *Model) show(list []store.Dupe) {
	m.list, m.loaded, m.sure = list, true, 0
	for _, d := range list {
		if d.Sure {
			m.sure++
		}
	}
	if m.grid.Len() == 0 {
		m.grid.Answer(widget.Need[store.Dupe]{Side: widget.First}, list, false)
	} else {
		m.grid.SetRows(list, false, false)
	}
	m.grid.SetTotal(len(list))
}

// settle takes the pairs away that are dealt with, before the book is searched
// anew.
func (m *Model) settle(s settled) tea.Cmd {
	switch {
	case s.failure != nil && s.by == any(m):
		return nav.Send(nav.Fail{Err: s.failure})
	case s.failure != nil || !m.loaded:
		return nil
	}
	var left []store.Dupe
	for _, d := range m.list {
		gone := s.gone != "" && (d.A.UID == s.gone || d.B.UID == s.gone)
		told := d.A.UID == s.a && d.B.UID == s.b || d.A.UID == s.b && d.B.UID == s.a
		if !gone && !told {
			left = append(left, d)
		}
	}
	m.show(left)
	return nil
}

// notSame remembers that two contacts are two people.
func notSame(by any, write func(Run, func(error) tea.Msg) tea.Cmd, a, b store.Owner) tea.Cmd {
	run := func(ctx context.Context, st *store.Store) (nav.Done, error) {
		op, err := st.Write(ctx, store.Op{Who: "tui", What: "tell " + store.Ref(a.UID) + " from " + store.Ref(b.UID)}, func(tx *store.Tx) error {
			_, err := tx.NotSame(a.UID, b.UID)
			return err
		})
		return nav.Done{Operation: op.UID, IDs: []string{a.UID, b.UID}, Text: safe.Sprintf("Two people: %s and %s", a.Name, b.Name)}, err
	}
	return write(run, func(err error) tea.Msg { return settled{by: by, a: a.UID, b: b.UID, failure: err} })
}
