package store

import (
	"context"
	"database/sql"

	"crm/store/query"
)

// SuggestWithin is Suggest with other bounds of what is counted.
func SuggestWithin(ctx context.Context, s *Store, c query.Completion, limit, most, probe int) ([]Suggestion, error) {
	n, err := s.newCounter(ctx, c.Rest, c.Context())
	if err != nil {
		return nil, err
	}
	n.most, n.probe = most, probe
	return (&suggester{s: s, c: c, n: n, limit: limit, listing: ctx, counting: ctx}).all()
}

// SuggestPlans are the plans of the statements that list and count the values of
// each field, for a book without statistics of SQLite's own.
func SuggestPlans(ctx context.Context, s *Store) (map[string][]string, error) {
	plans := map[string][]string{}
	for _, f := range append(query.Fields(), query.Field{Name: "ma_nv", Custom: true}) {
		v, ok := vocabularyOf(f)
		if !ok {
			continue
		}
		for _, text := range []string{v.listSQL(), v.countSQL()} {
			rows, err := s.read.QueryContext(ctx, `EXPLAIN QUERY PLAN `+text, sql.Named("field", f.Name), sql.Named("most", 10), sql.Named("refs", `["x"]`))
			if err != nil {
				return nil, err
			}
			for rows.Next() {
				var id, parent, unused int
				var detail string
				if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
					return nil, err
				}
				plans[f.Name] = append(plans[f.Name], detail)
			}
			if err := rows.Close(); err != nil {
				return nil, err
			}
		}
	}
	return plans, nil
}
