package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"crm/store/query"
)

// explainRows is the page that Explain explains.
const explainRows = 100

// Explain returns the statement that finds the first page of a query, its parameters
// written below it, and how SQLite goes about it, a step a line. Which statement that
// is depends on what the book holds; the last that was run is the one that counts.
func (s *Store) Explain(ctx context.Context, q *query.Query) (text string, plan []string, err error) {
	w, err := s.compile(ctx, q)
	if err != nil {
		return "", nil, err
	}
	o := ListOptions{Limit: explainRows}
	if q != nil {
		o.Sorts = q.Sort
	}
	f, err := s.finder(ctx, o, w)
	if err != nil {
		return "", nil, err
	}
	if _, err := f.page(); err != nil {
		return "", nil, fmt.Errorf("explain query: %w", err)
	}
	st := f.ran[len(f.ran)-1]
	plan, err = collect(ctx, s.read, func(r *sql.Rows, line *string) error {
		var id, parent, unused int
		return r.Scan(&id, &parent, &unused, line)
	}, `EXPLAIN QUERY PLAN `+st.text, st.args...)
	return st.written(), plan, wrap("explain query", err)
}

// written is the statement for people to read.
func (st statement) written() string {
	text := strings.ReplaceAll(st.text, ` CROSS JOIN `, "\n  CROSS JOIN ")
	for _, a := range st.args {
		if n, ok := a.(sql.NamedArg); ok && strings.Contains(text, "@"+n.Name) {
			text += fmt.Sprintf("\n-- @%s = %v", n.Name, n.Value)
		}
	}
	return text
}
