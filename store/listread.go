package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

func (s *Store) listSorted(ctx context.Context, o ListOptions, w where) ([]Listed, error) {
	f, err := s.finder(ctx, o, w)
	if err != nil {
		return nil, err
	}
	found, err := f.page()
	if err != nil {
		return nil, fmt.Errorf("list contacts: %w", err)
	}
	if f.back {
		slices.Reverse(found)
	}
	return s.listed(ctx, found)
}

// listedBatch is how many rows of a list are read at a time.
const listedBatch = 500

// listed reads what lists show of contacts, in their order. One that is gone since
// it was found is left out.
func (s *Store) listed(ctx context.Context, found []placed) ([]Listed, error) {
	out := make([]Listed, 0, len(found))
	for some := range slices.Chunk(found, listedBatch) {
		ids := make([]int64, len(some))
		for i, p := range some {
			ids[i] = p.id
		}
		rows, err := collect(ctx, s.read, scanListed, `
			SELECT `+listedColumns+`, ''
			FROM json_each(@ids) j
			CROSS JOIN contact c ON c.id = j.value
			CROSS JOIN contact_stats s ON s.contact_id = c.id
			ORDER BY j.key`, sql.Named("ids", jsonList(ids)))
		if err != nil {
			return nil, fmt.Errorf("list contacts: %w", err)
		}
		i := 0
		for _, l := range rows {
			for some[i].id != l.at.id {
				i++
			}
			l.at.key = some[i].key
			out = append(out, l)
		}
	}
	return out, nil
}
