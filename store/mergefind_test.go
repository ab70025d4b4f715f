package store_test

import (
	"errors"
	"strings"
	"testing"

	"crm/store"
)

// The short id of one merged into another leads to that one, also when it is of
// letters alone; it is not mistaken for somebody of that name.
func TestFindMergedByLetters(t *testing.T) {
	s, uids := bookOf(t,
		store.Contact{UID: "j5jq000000000000", Name: "Lan Tran"},
		store.Contact{UID: "mcwv000000000000", Name: "Lan Trần"},
		store.Contact{UID: "gane000000000000", Name: "Lan T."},
		store.Contact{UID: "zz00000000000000", Name: "Gane Berger"})
	merge(t, s, nil, uids[0], uids[1], uids[2])
	for _, arg := range []string{"mcwv", "MCWV", "mcwv0", "gane0", uids[1]} {
		if l, err := s.Find(ctx, arg, nil); err != nil || l.UID != uids[0] {
			t.Errorf("find %s: %s, %v", arg, l.UID, err)
		}
		if uid, err := s.MergedInto(ctx, strings.ToLower(arg)); err != nil || uid != uids[0] {
			t.Errorf("%s is merged into %q, %v", arg, uid, err)
		}
	}
	var many *store.Ambiguous
	if _, err := s.Find(ctx, "gane", nil); !errors.As(err, &many) || many.Total != 2 {
		t.Errorf("a word that is both: %v", err)
	}
	if _, err := s.Find(ctx, "mcww", nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no id: %v", err)
	}
}

// The history names those who were merged as they were called.
func TestHistoryNamesTheMerged(t *testing.T) {
	s, uids := bookOf(t, someone("Lan Tran"), someone("Lan Nguyễn"), someone("", "0912345678"), someone("Minh"))
	merge(t, s, nil, uids[0], uids[1], uids[2])
	if _, err := s.Write(ctx, cli, func(tx *store.Tx) error {
		if err := tx.Trash(uids[3]); err != nil {
			return err
		}
		_, err := tx.Purge(uids[3])
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for uid, want := range map[string]string{uids[0]: "Lan Tran", uids[1]: "Lan Nguyễn", uids[2]: "Lan Tran", uids[3]: "somebody deleted"} {
		if got, err := s.Words(ctx, "call "+store.Ref(uid)); err != nil || got != "call "+want {
			t.Errorf("%q, %v, want %s", got, err, want)
		}
	}
}
