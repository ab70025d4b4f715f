package complete

import (
	"context"

	"crm/store"
	"crm/store/query"
)

// Book asks a book; a nil one has nothing to say.
func Book(st *store.Store) Ask {
	if st == nil {
		return nil
	}
	return func(ctx context.Context, c query.Completion, most int) ([]Item, error) {
		found, err := st.Suggest(ctx, c, most)
		items := make([]Item, len(found))
		for i, s := range found {
			items[i] = Item{Text: s.Text, Help: s.Help, N: s.N}
		}
		return items, err
	}
}
