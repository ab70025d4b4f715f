package store

import (
	"context"

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
