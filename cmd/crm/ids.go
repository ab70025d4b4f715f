package main

import (
	"context"

	"crm/store"
)

// shortener returns a function that shortens the ids of one output, each once.
func shortener(ctx context.Context, s *store.Store) func(string) (id, error) {
	known := map[string]string{}
	return func(uid string) (id, error) {
		if uid == "" {
			return id{}, nil
		}
		short, ok := known[uid]
		if !ok {
			var err error
			if short, err = s.ShortID(ctx, uid); err != nil {
				return id{}, err
			}
			known[uid] = short
		}
		return id{uid, short}, nil
	}
}

// manyIDs is from how many ids on they are shortened by one pass over all.
const manyIDs = 200

// shorten is shortener for a long list: one pass over all ids of the book
// instead of eight look-ups for each.
func shorten(ctx context.Context, s *store.Store, list []store.Listed) (func(string) (id, error), error) {
	if len(list) < manyIDs {
		return shortener(ctx, s), nil
	}
	uids := make([]string, len(list))
	for i := range list {
		uids[i] = list[i].UID
	}
	short, err := s.ShortIDs(ctx, uids)
	if err != nil {
		return nil, err
	}
	return func(uid string) (id, error) { return id{uid, short[uid]}, nil }, nil
}
