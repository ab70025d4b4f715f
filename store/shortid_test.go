package store_test

import (
	"maps"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

// ShortIDs says of every id what ShortID says of it.
func TestShortIDs(t *testing.T) {
	s, _ := storetest.New(t)
	var uids []string
	// Ids that share long beginnings, among others that do not.
	for _, uid := range []string{"k7f3000000000000", "k7f3000000000001", "k7f3000000zz0000", "k7f4aaaaaaaaaaaa", "", "", "", ""} {
		uids = append(uids, storetest.Add(t, s, store.Contact{UID: uid, Name: "Lan"}))
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		_, err := tx.AddReminder(store.Reminder{UID: "k7f4aaaaaaaaaaab", Contact: uids[0], DueOn: "2026-11-24"})
		return err
	})
	uids = append(uids, "zzzz000000000000") // that of a dry run stands in no table
	got, err := s.ShortIDs(t.Context(), uids)
	if err != nil {
		t.Fatal(err)
	}
	walked, err := s.ShortByPass(t.Context(), uids)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(uids) || !maps.Equal(got, walked) {
		t.Fatalf("looked up: %v\nwalked: %v", got, walked)
	}
	for _, uid := range uids {
		want, err := s.ShortID(t.Context(), uid)
		if err != nil {
			t.Fatal(err)
		}
		if got[uid] != want {
			t.Errorf("%s is shortened to %q, ShortID says %q", uid, got[uid], want)
		}
	}
	if got[uids[0]] != uids[0] {
		t.Errorf("%s is shortened to %q, which is another's as well", uids[0], got[uids[0]])
	}
}
