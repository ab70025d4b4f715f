package store

import (
	"context"
	"database/sql"

	"crm/store/query"
)

// SetBounds says how small the sets are that a list begins with, and how far it goes
// along an index before, so that a small book is read as a big one.
func (s *Store) SetBounds(few, some, far int) {
	s.bounds = bounds{few: few, more: 3 * few, some: some, far: far}
}

// Plan is how SQLite goes about one piece of a query.
type Plan struct {
	What, Text string
	Lines      []string
}

// Plans are those of the conditions of a query, in each way that they are asked.
func (s *Store) Plans(ctx context.Context, q *query.Query) ([]Plan, error) {
	w, err := s.compile(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []Plan
	for _, x := range append(w.terms, w.found) {
		const of = `SELECT count(*) FROM json_each('[1]') j CROSS JOIN contact_stats s ON s.contact_id = j.value` + withContact + ` WHERE `
		for _, p := range []Plan{{What: "test", Text: of + x.test}, {What: "each", Text: of + x.ofEach()}, {What: "set", Text: x.source()}, {What: "but", Text: distinctIDs(x.but)}} {
			if p.Text == "" || p.Text == of {
				continue
			}
			p.Lines, err = collect(ctx, s.read, func(r *sql.Rows, line *string) error {
				var id, parent, unused int
				return r.Scan(&id, &parent, &unused, line)
			}, `EXPLAIN QUERY PLAN `+p.Text, w.args...)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
	return out, nil
}
