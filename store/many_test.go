package store_test

import (
	"fmt"
	"slices"
	"testing"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
)

// A change of very many contacts lets FTS5 gather more meanwhile: everybody is found
// by what is new, and the book's settings are as before.
func TestManyStale(t *testing.T) {
	t.Parallel()
	s, _ := storetest.New(t)
	const n = 2100
	storetest.Write(t, s, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		for i := range n {
			if _, err := tx.AddContact(store.Contact{Name: fmt.Sprintf("Person %d", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	before, err := s.SearchConfig(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	uids, err := s.UIDs(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		for _, uid := range uids {
			if _, err := tx.Tag(uid, []string{"zebra"}, nil); err != nil {
				return err
			}
		}
		return nil
	})
	after, err := s.SearchConfig(t.Context())
	if err != nil || after != before {
		t.Errorf("the settings of the search were %q and are %q: %v", before, after, err)
	}
	q, err := query.Parse("zebra", query.Context{})
	if err != nil {
		t.Fatal(err)
	}
	if found, err := s.Count(t.Context(), q); err != nil || found != n {
		t.Errorf("%d of %d are found by their new tag: %v", found, n, err)
	}
	if problems, err := s.Check(t.Context(), true); err != nil || len(problems) > 0 {
		t.Errorf("%q, %v", problems, err)
	}
}

// SaveOver does what SaveContact does, without reading the contact again.
func TestSaveOver(t *testing.T) {
	t.Parallel()
	s, _ := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Lan", Tags: []string{"old"}, Addresses: []store.Address{{City: "Huế"}}})
	c, err := s.Contact(t.Context(), uid)
	if err != nil {
		t.Fatal(err)
	}
	now := c
	now.Title, now.Tags, now.Addresses = "CEO", []string{"new"}, slices.Clone(c.Addresses)
	now.Addresses[0].City = "Hà Nội"
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.SaveOver(c, now) })
	got, err := s.Contact(t.Context(), uid)
	if err != nil || got.Title != "CEO" || !slices.Equal(got.Tags, now.Tags) || got.Addresses[0].City != "Hà Nội" {
		t.Errorf("%+v, %v", got, err)
	}
	op, err := s.Write(t.Context(), store.Op{Who: "cli", What: "nothing"}, func(tx *store.Tx) error { return tx.SaveOver(got, got) })
	if err != nil || op.UID != "" {
		t.Errorf("saving what is there made operation %+v, %v", op, err)
	}
}
