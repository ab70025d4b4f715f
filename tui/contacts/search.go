package contacts

import (
	"context"
	"errors"
	"strings"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/tui/match"
	"crm/tui/nav"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// answer is a page of the list.
type answer struct {
	model  *Model
	seq    int
	need   widget.Need[store.Listed]
	reload bool // the whole window, in place of a page
	rows   []store.Listed
	more   bool
	took   time.Duration
	err    error
}

// counted is the length of the list, and of the book.
type counted struct {
	model    *Model
	seq      int
	all, now int
	err      error
}

// quiet says that nothing has been typed for a while.
type quiet struct {
	model *Model
	edits int
}

// marked is what mark-all found.
type marked struct {
	model  *Model
	seq    int
	invert bool
	ids    []string
	err    error
}

// quietTime is how long nothing is typed before an error is told.
const quietTime = 400 * time.Millisecond

// search starts the search for what stands in the bar.
func (m *Model) search() tea.Cmd {
	m.edits++
	m.tell = false
	text := strings.TrimSpace(m.line.Value())
	q, err := query.Forgive(text, m.language())
	if err != nil {
		m.wrong = err
		edits := m.edits
		return m.opt.Tick(quietTime, func(time.Time) tea.Msg { return quiet{m, edits} })
	}
	m.right()
	m.text, m.query, m.said = text, q, safe.Line(q.Say())
	if text == "" {
		m.query, m.said = nil, safe.Text{}
	}
	m.words, m.missing = match.New(m.query), nil
	m.opt.Detail.Found(m.words)
	m.sorted()
	m.next()
	m.grid.Reset()
	return tea.Batch(m.fetch(), m.count())
}

// right says that the text in the bar has no error, as far as is known.
func (m *Model) right() {
	m.wrong, m.tell = nil, false
	m.grid.SetStale(false)
}

// late tells of the error, now that nothing has been typed for a while, and
// shows that the rows are those of another text.
func (m *Model) late(q quiet) {
	if q.model == m && q.edits == m.edits && m.wrong != nil {
		m.tell = true
		m.grid.SetStale(true)
	}
}

// next ends the questions under way and begins a new number.
func (m *Model) next() context.Context {
	if m.cancel != nil {
		m.cancel()
	}
	m.seq++
	ctx, cancel := context.WithCancel(m.opt.Ctx)
	m.cancel = cancel
	m.ctx = ctx
	return ctx
}

// fetch asks for the page that the grid wants.
func (m *Model) fetch() tea.Cmd {
	if m.opt.Store == nil {
		return nil
	}
	need, ok := m.grid.Need()
	if !ok {
		return nil
	}
	if need.Side == widget.First || need.Side == widget.Last {
		m.asked = true
	}
	if m.ctx == nil {
		m.next()
	}
	o := m.options()
	switch need.Side {
	case widget.Last:
		o = turned(o)
	case widget.After:
		o.After = need.From.Cursor()
	case widget.Before:
		o.Before = need.From.Cursor()
	}
	ctx, st, seq, now, whole := m.ctx, m.opt.Store, m.seq, m.opt.When, m.whole()
	return func() tea.Msg {
		start := now().Now
		rows, err := st.List(ctx, o)
		a := answer{model: m, seq: seq, need: need, rows: rows, more: len(rows) == o.Limit && !whole, err: err}
		a.took = now().Now.Sub(start)
		trim(&a, o.Limit)
		return a
	}
}

// options are those of the list shown: a page of it, with a row more, which
// tells whether there are others. A list of so many at most is read as a whole:
// where it ends depends on where it begins.
func (m *Model) options() store.ListOptions {
	o := store.ListOptions{Query: m.query, Limit: pageRows + 1}
	if m.query == nil {
		return o
	}
	if m.whole() {
		o.Limit = m.query.Limit
	}
	if len(m.query.Sort) > 0 {
		o.Sort, o.Desc = store.Sort(m.query.Sort[0].Name), m.query.Sort[0].Desc
	}
	return o
}

// whole reports that the search says how many it wants.
func (m *Model) whole() bool { return m.query != nil && m.query.Limit > 0 }

// turned are the options of the same list from its end.
func turned(o store.ListOptions) store.ListOptions {
	o.Desc = !o.Desc
	return o
}

// sorted shows by what the list is sorted, if that is a column.
func (m *Model) sorted() {
	m.grid.SetSort("", false)
	if m.query != nil && len(m.query.Sort) > 0 {
		m.grid.SetSort(m.query.Sort[0].Name, m.query.Sort[0].Desc)
	}
}

// trim takes off the row that only says that there are more, and puts the rows
// in list order.
func trim(a *answer, limit int) {
	if a.more {
		switch a.need.Side {
		case widget.Before:
			a.rows = a.rows[1:]
		default:
			a.rows = a.rows[:limit-1]
		}
	}
	if a.need.Side == widget.Last {
		for i, j := 0, len(a.rows)-1; i < j; i, j = i+1, j-1 {
			a.rows[i], a.rows[j] = a.rows[j], a.rows[i]
		}
	}
}

// take shows a page.
func (m *Model) take(a answer) tea.Cmd {
	if a.model != m || a.seq != m.seq {
		return nil
	}
	if a.err != nil {
		m.grid.Drop()
		m.asked = false
		if errors.Is(a.err, context.Canceled) {
			return nil
		}
		return nav.Send(nav.Fail{Err: a.err})
	}
	m.loaded = true
	if a.need.Side == widget.First && !a.reload {
		m.took = a.took
	}
	m.asked = m.asked && !a.reload && (a.need.Side == widget.Before || a.need.Side == widget.After)
	if a.reload {
		before, _ := m.grid.More()
		m.grid.SetRows(a.rows, before, a.more)
	} else {
		m.grid.Answer(a.need, a.rows, a.more)
	}
	cmd := m.follow()
	if m.grid.Len() == 0 && m.query != nil {
		cmd = tea.Batch(cmd, m.explain())
	}
	if m.open {
		m.open = false
		return tea.Batch(cmd, m.openRow())
	}
	return cmd
}

// count asks for the length of the list, which may come later than its rows.
func (m *Model) count() tea.Cmd {
	if m.ctx == nil {
		m.next()
	}
	ctx, st, seq, q := m.ctx, m.opt.Store, m.seq, m.query
	return func() tea.Msg {
		c := counted{model: m, seq: seq}
		if c.all, c.err = st.Count(ctx, nil); c.err != nil {
			return c
		}
		c.now = c.all
		if q != nil {
			c.now, c.err = st.Count(ctx, q)
			if q.Limit > 0 {
				c.now = min(c.now, q.Limit)
			}
		}
		return c
	}
}

func (m *Model) takeCount(c counted) tea.Cmd {
	if c.model != m || c.seq != m.seq || c.err != nil {
		return nil // the list itself tells of the error
	}
	m.all = c.all
	m.grid.SetTotal(c.now)
	return nil
}

// changed reads the window again: same place, fresh rows.
func (m *Model) changed(msg nav.Changed) tea.Cmd {
	if m.opt.Store == nil {
		return nil
	}
	if msg.Focus != "" {
		m.focus = msg.Focus
	}
	ctx := m.next()
	rows := m.grid.Rows()
	before, _ := m.grid.More()
	if len(rows) == 0 {
		m.grid.Reset()
		return tea.Batch(m.fetch(), m.count())
	}
	o, whole := m.options(), m.whole()
	if !whole {
		o.Limit = max(len(rows), pageRows) + 1
	}
	if before {
		o.After = rows[0].Cursor()
	}
	m.asked = true
	st, seq := m.opt.Store, m.seq
	return tea.Batch(m.count(), func() tea.Msg {
		rows, err := st.List(ctx, o)
		a := answer{model: m, seq: seq, reload: true, rows: rows, more: len(rows) == o.Limit && !whole, err: err}
		trim(&a, o.Limit)
		return a
	})
}

// markAll asks for all that match, to mark them, or those of them that are not
// marked.
func (m *Model) markAll(invert bool) tea.Cmd {
	o := m.options()
	if !m.whole() {
		o.Limit = 0
	}
	ctx, st, seq := m.ctx, m.opt.Store, m.seq
	return func() tea.Msg {
		rows, err := st.List(ctx, o)
		ids := make([]string, len(rows))
		for i, r := range rows {
			ids[i] = r.UID
		}
		return marked{m, seq, invert, ids, err}
	}
}

func (m *Model) takeMarks(msg marked) tea.Cmd {
	switch {
	case msg.model != m || msg.seq != m.seq || errors.Is(msg.err, context.Canceled):
	case msg.err != nil:
		return nav.Send(nav.Fail{Err: msg.err})
	case msg.invert:
		m.grid.InvertAll(msg.ids)
	default:
		m.grid.MarkAll(msg.ids)
	}
	return nil
}
