package segments

import (
	"context"
	"errors"

	"crm/store"
	"crm/store/query"
	"crm/tui/nav"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// loaded answers a reading of the list.
type loaded struct {
	model *Model
	seq   int
	list  []store.Segment
	book  query.Book
	err   error
}

// load reads the list. What was read before stays until the answer comes.
func (m *Model) load() tea.Cmd {
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
		a := loaded{model: m, seq: seq}
		if a.book, a.err = st.Language(ctx); a.err == nil {
			a.list, a.err = st.Segments(ctx)
		}
		return a
	}
}

func (m *Model) take(a loaded) tea.Cmd {
	if a.model != m || a.seq != m.seq {
		return nil
	}
	m.asked = false
	switch {
	case errors.Is(a.err, context.Canceled):
		return nil
	case a.err != nil:
		return nav.Send(nav.Fail{Err: a.err})
	}
	m.loaded, m.list, m.book = true, a.list, a.book
	rows := rowsOf(a.list)
	if m.grid.Len() == 0 {
		m.grid.Answer(widget.Need[row]{Side: widget.First}, rows, false)
	} else {
		m.grid.SetRows(rows, false, false)
	}
	cmds := []tea.Cmd{m.follow(true), m.count(true)}
	if m.edit != nil {
		cmds = append(cmds, m.edit.reloaded())
	}
	return tea.Batch(cmds...)
}

// number is how many contacts a segment has.
type number struct {
	n     int
	err   error
	round int // in which it was counted
}

// counted answers a counting; with uid "" it is that of the whole book.
type counted struct {
	model *Model
	ctx   context.Context // of the counting that it belongs to
	round int
	uid   string
	n     int
	err   error
}

// count counts the segments one after the other, as they are listed: all of them
// anew, or those that have not been. A number stays until the new one comes.
func (m *Model) count(anew bool) tea.Cmd {
	if m.opt.Store == nil {
		return nil
	}
	m.Leave()
	ctx, cancel := context.WithCancel(m.opt.Ctx)
	m.stopping = cancel
	if anew {
		m.round++
		return m.countOne(ctx, "", nil)
	}
	return m.countNext(ctx)
}

// countNext counts the first that has no number of this round.
func (m *Model) countNext(ctx context.Context) tea.Cmd {
	if m.all < 0 {
		return m.countOne(ctx, "", nil)
	}
	for _, r := range m.grid.Rows() {
		if r.heading != "" || m.counts[r.seg.UID].round == m.round {
			continue
		}
		q, err := m.parse(Query(r.seg))
		if err != nil {
			m.counts[r.seg.UID] = number{err: err, round: m.round}
			continue
		}
		return m.countOne(ctx, r.seg.UID, q)
	}
	return nil
}

func (m *Model) countOne(ctx context.Context, uid string, q *query.Query) tea.Cmd {
	st, round := m.opt.Store, m.round
	return func() tea.Msg {
		n, err := countOf(ctx, st, q)
		return counted{m, ctx, round, uid, n, err}
	}
}

// countOf is how many contacts a query lists: no more than it says itself.
func countOf(ctx context.Context, st *store.Store, q *query.Query) (int, error) {
	n, err := st.Count(ctx, q)
	if q != nil && q.Limit > 0 {
		n = min(n, q.Limit)
	}
	return n, err
}

// takeCount shows a number and goes on to the next.
func (m *Model) takeCount(c counted) tea.Cmd {
	if c.model != m || c.round != m.round || c.ctx.Err() != nil {
		return nil
	}
	switch {
	case c.uid == "" && c.err != nil:
		return nav.Send(nav.Fail{Err: c.err})
	case c.uid == "":
		m.all = c.n
	default:
		m.counts[c.uid] = number{c.n, c.err, c.round}
	}
	return m.countNext(c.ctx)
}
