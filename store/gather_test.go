package store_test

import (
	"errors"
	"fmt"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

// TestGatheredRowsAreFound: whatever is asked within an import finds the rows that
// were just added, though they wait to be inserted with others.
func TestGatheredRowsAreFound(t *testing.T) {
	for _, empty := range []bool{true, false} {
		s, _ := storetest.New(t)
		if !empty {
			storetest.Add(t, s, store.Contact{Name: "before"})
		}
		gatherAndAsk(t, s)
	}
}

func gatherAndAsk(t *testing.T, s *store.Store) {
	t.Helper()
	storetest.Write(t, s, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		for i := range 100 {
			email := fmt.Sprintf("a%d@example.com", i)
			c := store.Contact{Name: fmt.Sprint("Người ", i), Emails: []store.Email{{Address: email}}, Company: "FPT", Tags: []string{"vip"}, External: []store.External{{System: "hubspot", ID: email}}}
			if i%7 == 0 {
				c.UID = fmt.Sprintf("zkept%011d", i)
			}
			uid, err := tx.AddContact(c)
			if err != nil {
				return err
			}
			if err := askGathered(tx, i, uid, email); err != nil {
				return fmt.Errorf("row %d: %w", i, err)
			}
		}
		return nil
	})
	if n, err := s.Count(ctx, parse(t, s, "tag:vip")); err != nil || n != 100 {
		t.Errorf("%d contacts, %v", n, err)
	}
	whole(t, s)
}

// askGathered asks one thing for each row, so that other rows wait meanwhile.
func askGathered(tx *store.Tx, i int, uid, email string) error {
	switch i % 10 {
	case 0:
		c, err := tx.Contact(uid)
		if err != nil || len(c.Emails) != 1 || len(c.Tags) != 1 {
			return fmt.Errorf("contact %+v, %w", c, err)
		}
	case 2:
		if live, _, err := tx.HasUID(uid); err != nil || !live {
			return fmt.Errorf("live %t, %w", live, err)
		}
	case 4:
		if owners, err := tx.ByEmail(email); err != nil || len(owners) != 1 || owners[0].UID != uid {
			return fmt.Errorf("owners %v, %w", owners, err)
		}
	case 1:
		if owners, err := tx.ByExternal("hubspot", email); err != nil || len(owners) != 1 || owners[0].UID != uid {
			return fmt.Errorf("owners %v, %w", owners, err)
		}
	case 3:
		if _, ok, err := tx.ByNameCompany(fmt.Sprint("Người ", i), "FPT"); err != nil || ok != tx.AddedToOthers() {
			return fmt.Errorf("found %t, %w", ok, err)
		}
	case 5:
		_, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "note", Text: "x"})
		return err
	case 6:
		_, err := tx.Follow(uid, store.Due{On: "2026-12-01"}, "")
		return err
	case 7:
		if _, err := tx.AddContact(store.Contact{UID: uid, Name: "another"}); !errors.Is(err, store.ErrExists) {
			return fmt.Errorf("a uid in use: %w", err)
		}
	case 8:
		_, err := tx.Tag(uid, []string{"VIP"}, nil)
		return err
	}
	return nil
}
