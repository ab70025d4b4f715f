package segments

import (
	"context"
	"errors"

	"crm/store"
	"crm/store/query"

	tea "charm.land/bubbletea/v2"
)

// facts are what is told about a query.
type facts struct {
	q       *query.Query
	stat    *store.Breakdown // nil until it is known
	rows    []store.Listed   // the first who match
	missing []store.Missing  // why nobody does
	moves   store.Movement   // who came and went, of a saved query
	err     error
}

// n is how many contacts the query lists, -1 if that is not known.
func (f *facts) n() int {
	switch {
	case f.stat == nil:
		return -1
	case f.q != nil && f.q.Limit > 0:
		return min(f.stat.N, f.q.Limit)
	}
	return f.stat.N
}

// reader asks the book for the facts of one query. What was told before stays
// until the answers come.
type reader struct {
	opt    *Options
	seq    int
	cancel context.CancelFunc
	left   int // answers that have not come
	facts  facts
}

// told is an answer, to be put among the facts.
type told struct {
	reader *reader
	seq    int
	put    func(*facts)
	err    error
}

// previewRows is how many of those who match are at hand to browse.
const previewRows = 100

// ask asks anew; keep leaves the old facts until the new ones are there, else
// there are none meanwhile. Of a segment it is also asked who came and went.
func (r *reader) ask(q *query.Query, of *store.Segment, keep bool) tea.Cmd {
	r.stop()
	if !keep {
		r.facts = facts{}
	}
	r.facts.q, r.facts.err = q, nil
	if r.opt.Store == nil {
		return nil
	}
	ctx, cancel := context.WithCancel(r.opt.Ctx)
	r.cancel = cancel
	st, seq, wc := r.opt.Store, r.seq, r.opt.When()
	answer := func(put func(*facts), err error) tea.Msg { return told{r, seq, put, err} }
	cmds := []tea.Cmd{
		func() tea.Msg {
			o := store.ListOptions{Query: q, Limit: previewRows}
			if q.Limit > 0 {
				o.Limit = min(o.Limit, q.Limit)
			}
			rows, err := st.List(ctx, o)
			return answer(func(f *facts) { f.rows = rows }, err)
		},
		func() tea.Msg {
			b, err := st.Breakdown(ctx, q, wc)
			var missing []store.Missing
			if err == nil && b.N == 0 {
				missing, err = st.WhyNone(ctx, q)
			}
			return answer(func(f *facts) { f.stat, f.missing = &b, missing }, err)
		},
	}
	if of != nil && !of.Static() {
		cmds = append(cmds, func() tea.Msg {
			moves, err := st.SegmentMoves(ctx, *of, wc)
			return answer(func(f *facts) { f.moves = moves }, err)
		})
	}
	r.left = len(cmds)
	return tea.Batch(cmds...)
}

// stop ends the questions under way.
func (r *reader) stop() {
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
	r.seq++
	r.left = 0
}

// forget leaves nothing to tell.
func (r *reader) forget() {
	r.stop()
	r.facts = facts{}
}

// fail tells of a query that cannot be read.
func (r *reader) fail(err error) {
	r.forget()
	r.facts.err = err
}

func (r *reader) take(t told) tea.Cmd {
	if t.reader != r || t.seq != r.seq {
		return nil
	}
	r.left--
	switch {
	case errors.Is(t.err, context.Canceled):
	case t.err != nil:
		r.facts.err = t.err
	default:
		t.put(&r.facts)
	}
	return nil
}
