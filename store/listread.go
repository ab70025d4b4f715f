package store

import (
	"cmp"
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
const listedBatch = 50_000

// listed reads what lists show of contacts. It reads them in the order of their ids,
// in which they stand in the file: of a whole book in another order every row would
// be on another page. One that is gone since it was found is left out.
func (s *Store) listed(ctx context.Context, found []placed) ([]Listed, error) {
	out := make([]Listed, len(found))
	at := make([]int, len(found)) // where each id is in found, by id
	for i := range at {
		at[i] = i
	}
	for some := range slices.Chunk(at, listedBatch) {
		slices.SortFunc(some, func(a, b int) int { return cmp.Compare(found[a].id, found[b].id) })
		ids := make([]int64, len(some))
		for i, j := range some {
			ids[i] = found[j].id
		}
		_, err := collect(ctx, s.read, func(r *sql.Rows, _ *struct{}) error {
			var l Listed
			if err := scanListed(r, &l); err != nil {
				return err
			}
			i, _ := slices.BinarySearch(ids, l.at.id)
			l.at.key = found[some[i]].key
			out[some[i]] = l
			return nil
		}, `
			SELECT `+listedColumns+`, ''
			FROM json_each(@ids) j
			CROSS JOIN contact c ON c.id = j.value
			CROSS JOIN contact_stats s ON s.contact_id = c.id`, sql.Named("ids", jsonList(ids)))
		if err != nil {
			return nil, fmt.Errorf("list contacts: %w", err)
		}
	}
	return slices.DeleteFunc(out, func(l Listed) bool { return l.UID == "" }), nil
}
