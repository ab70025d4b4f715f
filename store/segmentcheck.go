package store

import (
	"context"

	"crm/store/query"
)

// CheckSegment says what is wrong with keeping a query under a name: a segment in it
// that there is not, or one that leads back to that name. It is to be asked before
// SaveSegment or EditSegment, which only learn the text. Error: Invalid.
func (s *Store) CheckSegment(ctx context.Context, name string, q *query.Query) error {
	if q == nil || q.Root == nil {
		return nil
	}
	c := &compiler{ctx: ctx, s: s, q: q}
	if g, err := s.Segment(ctx, name); err == nil {
		c.path = []string{g.Name}
	}
	_, err := c.query()
	return err
}
