package main

import (
	"context"

	"crm/store"
)

// shortener returns a function that shortens the ids of one output. They are
// looked up together, when the first is asked for: an output may show none.
func shortener(ctx context.Context, s *store.Store, uids ...string) func(string) (id, error) {
	var short map[string]string
	return func(uid string) (id, error) {
		if uid == "" || s == nil {
			return id{}, nil
		}
		if short == nil {
			var err error
			if short, err = s.ShortIDs(ctx, uids); err != nil {
				return id{}, err
			}
		}
		return id{uid, short[uid]}, nil
	}
}

// pick lists one text of each row.
func pick[R any](rows []R, text func(*R) string) []string {
	out := make([]string, len(rows))
	for i := range rows {
		out[i] = text(&rows[i])
	}
	return out
}
