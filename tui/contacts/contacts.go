// Package contacts is the list of contacts with its live search, and the
// contact under the cursor beside it.
//
// The list holds a window of the book (widget.Grid). Each letter typed cancels
// the search before it; answers carry the number of their question, and late
// ones are dropped. While a query has an error the last good result stays.
package contacts

import (
	"context"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/complete"
	"crm/tui/keys"
	"crm/tui/lineedit"
	"crm/tui/match"
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
	Found(w *match.Words)           // what the search has found is marked in the texts
	Lines(w, h int) widget.Lines    // contact and timeline
	Who(w, h int) widget.Lines      // the contact alone
	Timeline(w, h int) widget.Lines // the timeline alone
	Peek(w, h int) widget.Lines     // a few lines
}

// Options are what the screen needs. All are required unless they say so, but
// Store, which is nil while there is no book.
type Options struct {
	Ctx    context.Context // of the program: models get none in their methods
	Store  *store.Store
	Styles *theme.Styles
	Detail Detail
	When   func() when.Context
	Tick   func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
	Sample bool         // there is a sample to try
	Ask    complete.Ask // what the book has to complete a query with; nil: nothing
	// History keeps the searches typed; nil: only while the program runs.
	History History
}

// pageRows is how many contacts are read at a time.
const pageRows = 200

// Model is the screen.
type Model struct {
	opt  Options
	grid *widget.Grid[store.Listed]
	line *lineedit.Line

	popup   *complete.Popup
	book    query.Book // what the query is read with
	history *history
	forgets bool // it was told that the history cannot be kept

	typing bool
	query  *query.Query // that of the rows wanted; nil is all
	text   string       // query as typed
	said   safe.Text    // query in words
	words  *match.Words // what it has found in the texts shown

	seq    int             // number of the list wanted: a new one for each query and reload
	ctx    context.Context // of the questions of that number
	cancel context.CancelFunc
	asked  bool  // the rows that belong to the search have not come yet
	loaded bool  // the first page has come
	wrong  error // what is wrong with the text typed
	tell   bool  // it is time to say so
	edits  int   // counts the changes of the text

	missing []store.Missing // what nobody has, if the search has found nobody
	took    time.Duration   // to find the first rows

	preview bool
	focus   string // the contact to put the cursor on when rows come
	all     int    // contacts in the book, -1 if not known
	open    bool   // open the first hit when it comes
}

// New returns the screen.
func New(o Options) *Model {
	m := &Model{opt: o, line: lineedit.New(""), preview: true, all: -1, history: &history{keep: o.History}}
	m.popup = complete.New(o.Ctx, o.Ask)
	m.popup.Shy = true
	m.grid = newGrid(m)
	return m
}

// Init asks for the first page.
func (m *Model) Init() tea.Cmd {
	if m.opt.Store == nil {
		m.all, m.loaded = 0, true
		return nil
	}
	return tea.Batch(m.fetch(), m.count(), m.learn(), m.recall())
}

// Page names the kind of screen.
func (m *Model) Page() nav.Page { return nav.Contacts }

// Scope is where the keys are found.
func (m *Model) Scope() keys.Scope {
	switch {
	case m.typing && m.popup.Chosen():
		return keys.SearchChoice
	case m.typing && m.popup.Shown():
		return keys.SearchPopup
	case m.typing:
		return keys.Search
	case m.Empty():
		return keys.Empty
	}
	return keys.Contacts
}

// Waiting reports that the rows shown are not those of the search, or of the
// book as it is.
func (m *Model) Waiting() bool { return m.asked }

// Completing reports that keys have to wait for the completion that Tab has
// asked for.
func (m *Model) Completing() bool { return m.typing && m.popup.Waiting() }

// Empty reports that there are no contacts at all.
func (m *Model) Empty() bool { return m.loaded && m.all == 0 && m.text == "" && m.grid.Len() == 0 }

// Query is the search, as typed.
func (m *Model) Query() string { return m.text }

// Parsed is the search; nil if there is none or it has an error.
func (m *Model) Parsed() *query.Query {
	if m.wrong != nil || m.text == "" {
		return nil
	}
	return m.query
}

// Targets are the marked rows, or the row under the cursor.
func (m *Model) Targets() []nav.Target {
	row, ok := m.grid.Row()
	ids := m.grid.Targets()
	out := make([]nav.Target, 0, len(ids))
	for _, id := range ids {
		t := nav.Target{ID: id}
		if ok && row.UID == id {
			t.Name = safe.Line(row.Name)
		}
		out = append(out, t)
	}
	return out
}

// Current is the row under the cursor.
func (m *Model) Current() (nav.Target, bool) {
	row, ok := m.grid.Row()
	return nav.Target{ID: row.UID, Name: safe.Line(row.Name)}, ok
}

// Can reports whether an action does something on the screen itself.
func (m *Model) Can(id keys.ID) bool {
	some := m.grid.Len() > 0
	switch id {
	case keys.Find:
		return m.opt.Store != nil && (!m.Empty() || m.typing)
	case keys.Down, keys.Up, keys.First, keys.Last, keys.HalfDown, keys.HalfUp, keys.PageDown, keys.PageUp,
		keys.OpenPage, keys.DetailDown, keys.DetailUp, keys.Mark, keys.MarkAll, keys.MarkInvert, keys.Go:
		return some
	case keys.OpenFirst:
		return m.typing
	case keys.Preview:
		return some
	case keys.Peel:
		return m.text != "" || len(m.grid.Marks()) > 0
	case keys.Accept, keys.Cancel:
		return m.typing
	case keys.Complete:
		_, near := m.nearest()
		return near || m.typing && m.popup.Any()
	}
	return false
}

// Update is the screen's part of what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nav.Act:
		return m.act(msg.ID)
	case nav.Open:
		return m.reach(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return m.edit(msg)
	case answer:
		return m.take(msg)
	case counted:
		return m.takeCount(msg)
	case quiet:
		m.late(msg)
		return nil
	case marked:
		return m.takeMarks(msg)
	case explained:
		return m.takeExplained(msg)
	case complete.Answer:
		return m.offered(msg)
	case spoken:
		return m.takeLanguage(msg)
	case recalled:
		return m.takeHistory(msg)
	case nav.Changed:
		return tea.Batch(m.learn(), m.changed(msg), m.opt.Detail.Update(msg))
	}
	return m.opt.Detail.Update(msg)
}

// reach shows a certain contact, or a certain search.
func (m *Model) reach(o nav.Open) tea.Cmd {
	m.focus = o.ID
	if o.Query != m.text {
		m.leave()
		m.line.SetValue(o.Query)
		return m.search()
	}
	if o.ID != "" {
		return m.follow()
	}
	return nil
}

// follow puts the cursor where it is wanted and shows what is under it.
func (m *Model) follow() tea.Cmd {
	if m.focus != "" && m.grid.Select(m.focus) {
		m.focus = ""
	}
	return tea.Batch(m.opt.Detail.Show(m.grid.RowID()), m.fetch())
}
