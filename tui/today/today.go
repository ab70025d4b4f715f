// Package today is the list of what is due, as "crm remind" prints it, with
// the same verbs as everywhere.
package today

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

// Detail is what stands beside the list.
type Detail interface {
	Show(id string) tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	Scroll(n int) tea.Cmd
	Lines(w, h int) widget.Lines
	Peek(w, h int) widget.Lines
}

// Options are what the screen needs. All are required, but Store, which is nil
// while there is no book.
type Options struct {
	Ctx    context.Context // of the program: models get none in their methods
	Store  *store.Store
	Styles *theme.Styles
	Detail Detail
	When   func() when.Context
}

// most is how many items are shown. Nobody does more in a day, and a book that
// was imported with a year of old reminders must open as fast as any.
const most = 500

// Model is the screen.
type Model struct {
	opt     Options
	grid    *widget.Grid[row]
	counts  store.Counts
	seq     int
	cancel  context.CancelFunc
	loaded  bool
	asked   bool // an answer is under way
	preview bool
	focus   string // the contact to put the cursor on when rows come
}

// row is an item, or the heading of a section.
type row struct {
	heading string
	item    store.Item
}

func (r row) id() string {
	if r.heading != "" {
		return "section " + r.item.Section
	}
	// A birthday is no reminder, and somebody may have two.
	return r.item.Contact + " " + r.item.Reminder
}

// items answers a read.
type items struct {
	model  *Model
	seq    int
	list   []store.Item
	counts store.Counts
	err    error
}

// New returns the screen.
func New(o Options) *Model {
	return &Model{opt: o, grid: newGrid(o), preview: true}
}

// Init reads what is due.
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
	m.asked = true
	st, seq := m.opt.Store, m.seq
	return func() tea.Msg {
		list, counts, err := st.Queue(ctx, store.QueueOptions{Limit: most})
		return items{m, seq, list, counts, err}
	}
}

// Page names the kind of screen.
func (m *Model) Page() nav.Page { return nav.Today }

// Scope is where the keys are found.
func (m *Model) Scope() keys.Scope { return keys.Today }

// Can reports whether an action does something on the screen itself.
func (m *Model) Can(id keys.ID) bool {
	switch id {
	case keys.Down, keys.Up, keys.First, keys.Last, keys.HalfDown, keys.HalfUp, keys.PageDown, keys.PageUp,
		keys.OpenPage, keys.DetailDown, keys.DetailUp, keys.Mark, keys.Preview, keys.Go:
		return m.grid.Len() > 0
	case keys.Peel:
		return len(m.grid.Marks()) > 0
	}
	return false
}

// Waiting reports that the items shown are not those of the book as it is.
func (m *Model) Waiting() bool { return m.asked }

// Targets are the marked items, or the one under the cursor.
func (m *Model) Targets() []nav.Target {
	var out []nav.Target
	marks := len(m.grid.Marks()) > 0
	for _, r := range m.grid.Rows() {
		if r.heading == "" && marks && m.grid.Marked(r.id()) {
			out = append(out, target(r.item))
		}
	}
	if r, ok := m.grid.Row(); ok && !marks {
		out = append(out, target(r.item))
	}
	return out
}

func target(i store.Item) nav.Target {
	return nav.Target{ID: i.Contact, Name: safe.Line(i.Name), Item: i.Reminder}
}

// Current is the item under the cursor.
func (m *Model) Current() (nav.Target, bool) {
	r, ok := m.grid.Row()
	return target(r.item), ok
}

// Unmark takes the marks away: what they were for is done.
func (m *Model) Unmark() { m.grid.ClearMarks() }

// Update is the screen's part of what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nav.Act:
		return m.act(msg.ID)
	case nav.Open:
		m.focus = msg.ID
		return m.follow()
	case items:
		return m.take(msg)
	case nav.Changed:
		if msg.Focus != "" {
			m.focus = msg.Focus
		}
		return tea.Batch(m.Init(), m.opt.Detail.Update(msg))
	}
	return m.opt.Detail.Update(msg)
}

func (m *Model) take(msg items) tea.Cmd {
	switch {
	case msg.model != m || msg.seq != m.seq:
		return nil
	}
	m.asked = false
	switch {
	case errors.Is(msg.err, context.Canceled):
		return nil
	case msg.err != nil:
		return nav.Send(nav.Fail{Err: msg.err})
	}
	m.loaded, m.counts = true, msg.counts
	rows := m.rows(msg.list)
	if m.grid.Len() == 0 {
		m.grid.Answer(widget.Need[row]{Side: widget.First}, rows, false)
	} else {
		m.grid.SetRows(rows, false, false)
	}
	for _, id := range m.grid.Marks() {
		if !has(rows, id) {
			m.grid.SetMark(id, false) // what is done leaves, and its mark with it
		}
	}
	return m.follow()
}

func has(rows []row, id string) bool {
	for _, r := range rows {
		if r.id() == id {
			return true
		}
	}
	return false
}

// rows puts a heading over each section.
func (m *Model) rows(list []store.Item) []row {
	var rows []row
	for i, it := range list {
		if i == 0 || list[i-1].Section != it.Section {
			rows = append(rows, row{heading: m.heading(it.Section), item: store.Item{Section: it.Section}})
		}
		rows = append(rows, row{item: it})
	}
	return rows
}

// follow puts the cursor where it is wanted and shows what is under it.
func (m *Model) follow() tea.Cmd {
	if m.focus != "" {
		for _, r := range m.grid.Rows() {
			if r.heading == "" && r.item.Contact == m.focus {
				m.grid.Select(r.id())
				break
			}
		}
		m.focus = ""
	}
	r, _ := m.grid.Row()
	return m.opt.Detail.Show(r.item.Contact)
}

// act does what a key means here.
func (m *Model) act(id keys.ID) tea.Cmd {
	if m.grid.Steer(id) {
		return m.follow()
	}
	switch id {
	case keys.Mark:
		m.grid.Mark()
	case keys.Peel:
		m.grid.ClearMarks()
	case keys.Preview:
		m.preview = !m.preview
	case keys.DetailDown:
		return m.opt.Detail.Scroll(1)
	case keys.DetailUp:
		return m.opt.Detail.Scroll(-1)
	case keys.OpenPage:
		if r, ok := m.grid.Row(); ok {
			return nav.Send(nav.Open{Page: nav.Contact, ID: r.item.Contact})
		}
	}
	return m.follow()
}
