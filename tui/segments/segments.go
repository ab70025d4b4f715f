// Package segments is the screen of the saved queries and the fixed lists: at
// the left all of them with how many contacts each has, at the right what the
// one under the cursor is, or the form in which one is edited.
//
// Counting a segment may take as long as any query does, so the list is there
// at once and its numbers come one after the other; leaving the screen ends
// that. What is told of one segment (package-internal reader) is asked for anew
// at each step of the cursor and each letter typed: every question ends the one
// before, and late answers are dropped.
//
// The editor is part of the screen and not a dialog over it: the list beside it
// keeps its numbers, among them the one before the change.
package segments

import (
	"context"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// Run is a change of the book.
type Run = func(context.Context, *store.Store) (nav.Done, error)

// Options are what the screen needs. All are required, but Store, which is nil
// while there is no book.
type Options struct {
	Ctx    context.Context // of the program: models get none in their methods
	Store  *store.Store
	Styles *theme.Styles
	When   func() when.Context
	Tick   func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
	Write  func(run Run, reply func(error) tea.Msg) tea.Cmd // puts a change into the queue
	Open   func(store.Segment) tea.Cmd                      // lists who is in one
	Copy   func(text string, say safe.Text) tea.Cmd         // into the clipboard
}

// Model is the screen.
type Model struct {
	opt    Options
	grid   *widget.Grid[row]
	list   []store.Segment
	book   query.Book // what the queries are read with
	loaded bool
	asked  bool // the list is being read

	seq    int
	cancel context.CancelFunc

	counts   map[string]number // by uid
	all      int               // contacts in the book, -1 if not known
	round    int               // of counting
	stopping context.CancelFunc

	about  reader // of the segment under the cursor
	shown  store.Segment
	scroll widget.Scroll
	focus  string // the segment to put the cursor on when the list comes

	edit   *editor
	cursor [2]int // of the insertion point, as drawn last; -1 if there is none
}

// New returns the screen. It reads the list when it is first shown.
func New(o Options) *Model {
	m := &Model{opt: o, counts: map[string]number{}, all: -1, cursor: [2]int{-1, -1}}
	m.about = reader{opt: &m.opt}
	m.grid = newGrid(m)
	return m
}

// Init reads the list.
func (m *Model) Init() tea.Cmd { return m.load() }

// Page names the kind of screen.
func (m *Model) Page() nav.Page { return nav.Segments }

// Scope is where the keys are found.
func (m *Model) Scope() keys.Scope {
	if m.edit != nil {
		return m.edit.scope()
	}
	return keys.Segments
}

// Waiting reports that the list shown is not that of the book as it is.
func (m *Model) Waiting() bool { return m.asked }

// Targets are none: no contact is under the cursor.
func (m *Model) Targets() []nav.Target { return nil }

// Current is the segment under the cursor.
func (m *Model) Current() (store.Segment, bool) {
	r, ok := m.grid.Row()
	return r.seg, ok
}

// Cursor is the cell of the insertion point in what View drew last.
func (m *Model) Cursor() (x, y int, ok bool) {
	return m.cursor[0], m.cursor[1], m.cursor[0] >= 0
}

// Can reports whether an action does something on the screen itself.
func (m *Model) Can(id keys.ID) bool {
	if m.edit != nil {
		return m.edit.can(id)
	}
	_, some := m.Current()
	switch id {
	case keys.SegmentAdd:
		return m.opt.Store != nil
	case keys.Down, keys.Up, keys.First, keys.Last, keys.HalfDown, keys.HalfUp, keys.PageDown, keys.PageUp,
		keys.OpenPage, keys.SegmentEdit, keys.SegmentCopy:
		return some
	case keys.DetailDown, keys.DetailUp:
		above, below := m.scroll.More()
		return above || below
	}
	return false
}

// Update is the screen's part of what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nav.Act:
		if m.edit != nil {
			return m.edit.act(msg.ID)
		}
		return m.act(msg.ID)
	case nav.Open:
		return m.enter()
	case loaded:
		return m.take(msg)
	case counted:
		return m.takeCount(msg)
	case told:
		if m.edit != nil {
			return tea.Batch(m.about.take(msg), m.edit.facts.take(msg))
		}
		return m.about.take(msg)
	case saved:
		return m.takeSaved(msg)
	case nav.Changed:
		if msg.Segment != "" {
			m.focus = msg.Segment
		}
		return m.load()
	}
	if m.edit != nil {
		return m.edit.update(msg)
	}
	return nil
}

// enter goes on with what was ended when the screen was left.
func (m *Model) enter() tea.Cmd {
	switch {
	case !m.loaded && !m.asked:
		return m.load()
	case m.stopping == nil:
		return m.count(false)
	}
	return nil
}

// Leave ends the counting: somebody else's screen is shown.
func (m *Model) Leave() {
	if m.stopping != nil {
		m.stopping()
		m.stopping = nil
	}
}

func (m *Model) act(id keys.ID) tea.Cmd {
	if m.grid.Steer(id) {
		return m.follow(false)
	}
	g, ok := m.Current()
	switch {
	case id == keys.SegmentAdd:
		return m.start(store.Segment{})
	case !ok:
		return nil
	}
	switch id {
	case keys.OpenPage:
		return m.opt.Open(g)
	case keys.SegmentEdit:
		return m.start(g)
	case keys.SegmentCopy:
		line := Command(Query(g))
		return m.opt.Copy(line, safe.Sprintf("Copied %s", line))
	case keys.DetailDown:
		m.scroll.Move(1)
	case keys.DetailUp:
		m.scroll.Move(-1)
	}
	return nil
}

// follow puts the cursor where it is wanted and tells what is under it; anew
// also if it is the same as before.
func (m *Model) follow(anew bool) tea.Cmd {
	if m.focus != "" && m.grid.Select(m.focus) {
		m.focus = ""
	}
	g, ok := m.Current()
	if !ok {
		m.shown = store.Segment{}
		m.about.forget()
		return nil
	}
	same := g == m.shown
	if same && !anew {
		return nil
	}
	if g.UID != m.shown.UID {
		m.scroll.Home()
	}
	m.shown = g
	q, err := m.parse(Query(g))
	if err != nil {
		m.about.fail(err)
		return nil
	}
	return m.about.ask(q, &g, same)
}

// parse reads a query with what the book has of its own.
func (m *Model) parse(text string) (*query.Query, error) {
	return query.Parse(text, query.Context{When: m.opt.When(), Book: m.book})
}

// start opens the editor; a segment without a uid is a new one.
func (m *Model) start(g store.Segment) tea.Cmd {
	m.edit = newEditor(m, g)
	return m.edit.begin()
}

// close ends the editor.
func (m *Model) close() tea.Cmd {
	m.edit.end()
	m.edit = nil
	return m.follow(true)
}
