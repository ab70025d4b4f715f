package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
)

const day = 24 * time.Hour

// changeOn stars or unstars a contact some days after the start, and makes what
// the journal holds of it as big as asked.
func changeOn(t *testing.T, s *store.Store, clock *storetest.Clock, uid string, days, megabytes int) store.Operation {
	t.Helper()
	clock.Add(storetest.Start.AddDate(0, 0, days).Sub(clock.Now()))
	op := edit(t, s, uid, func(c *store.Contact) { c.Title = fmt.Sprint("day ", days) })
	if megabytes > 0 {
		text := fmt.Sprintf(`UPDATE change SET before = json_object('title', hex(zeroblob(%d))) WHERE operation_id = (SELECT id FROM operation WHERE uid = '%s')`,
			megabytes<<19, op.UID)
		if err := s.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	return op
}

func known(t *testing.T, s *store.Store) map[string]bool {
	t.Helper()
	ops, err := s.History(ctx, store.HistoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]bool{}
	for _, op := range ops {
		m[op.UID] = true
	}
	return m
}

// TestPruneByAge: 90 days on an operation is forgotten, and not before.
func TestPruneByAge(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Đức"})
	old := changeOn(t, s, clock, uid, 1, 0)
	mid := changeOn(t, s, clock, uid, 40, 0)
	changeOn(t, s, clock, uid, 90, 0)
	if !known(t, s)[old.UID] {
		t.Error("forgotten after 89 days")
	}
	changeOn(t, s, clock, uid, 92, 0)
	if m := known(t, s); m[old.UID] || !m[mid.UID] {
		t.Errorf("after 91 days: old %t, mid %t", m[old.UID], m[mid.UID])
	}
	if _, err := s.Undo(ctx, cli, old.UID, false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("undo of the forgotten: %v", err)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Errorf("undo of the newest: %v", err)
	}
	if c := contact(t, s, uid); c.Title != "day 90" {
		t.Errorf("title %q", c.Title)
	}
	whole(t, s)
}

// TestPruneBySize: over 50 MB the oldest go, but nothing of the last 30 days.
func TestPruneBySize(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Đức"})
	first := changeOn(t, s, clock, uid, 1, 30)
	second := changeOn(t, s, clock, uid, 20, 30)
	changeOn(t, s, clock, uid, 21, 0)
	if m := known(t, s); !m[first.UID] || !m[second.UID] {
		t.Errorf("forgotten within 30 days: %t %t", m[first.UID], m[second.UID])
	}
	third := changeOn(t, s, clock, uid, 33, 0)
	if m := known(t, s); m[first.UID] || !m[second.UID] || !m[third.UID] {
		t.Errorf("after 32 days: %t %t %t", m[first.UID], m[second.UID], m[third.UID])
	}
	whole(t, s)
}

// TestPruneKeepsChains: an undo whose operation is forgotten is forgotten with it,
// or both stay; History must not point at nothing.
func TestPruneKeepsChains(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Đức"})
	old := changeOn(t, s, clock, uid, 1, 0)
	clock.Add(60 * day)
	if _, err := s.Undo(ctx, cli, old.UID, false); err != nil {
		t.Fatal(err)
	}
	changeOn(t, s, clock, uid, 95, 0)
	if _, err := s.History(ctx, store.HistoryOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	changeOn(t, s, clock, uid, 300, 0)
	if m := known(t, s); len(m) != 1 {
		t.Errorf("%d operations are left", len(m))
	}
	whole(t, s)
}

// secrets are what is said of the person that TestPurge erases: none is a word of
// anything else in the book.
var secrets = []string{
	"Zwaxonimus", "Quobbelfrans", "plinkergasse", "zwaxo.priv", "0977123987", "977123987", "84977123987", "wolpertinger",
	"knurzelbaum", "fripptag", "grolmek", "vlinkstadt", "schnarzwerk", "9f8e7d6c", "tridelphi",
}

func secretPerson() store.Contact {
	return store.Contact{
		Name: "Zwaxonimus Quobbelfrans", Nickname: "Grolmek", Note: "wohnt beim Wolpertinger\nneben dem Knurzelbaum",
		Title: "Tridelphi", Phones: []store.Phone{{Text: "0977 123 987"}}, Emails: []store.Email{{Address: "Zwaxo.Priv@example.com"}},
		Addresses: []store.Address{{Street: "Plinkergasse 7", City: "Vlinkstadt"}}, Tags: []string{"vip"},
		Custom: []store.Custom{{Label: "Number", Value: "9f8e7d6c"}}, Links: []store.Link{{URL: "https://example.com/schnarzwerk"}},
	}
}

// TestPurgeLeavesNoTrace erases a person and reads the bytes of the book.
func TestPurgeLeavesNoTrace(t *testing.T) {
	s, clock := storetest.New(t)
	for i := range 30 {
		storetest.Add(t, s, store.Contact{Name: fmt.Sprintf("Nguyễn %d", i), Tags: []string{"vip"}, Phones: []store.Phone{{Text: fmt.Sprintf("09120000%02d", i)}}})
	}
	uid := storetest.Add(t, s, secretPerson())
	edit(t, s, uid, func(c *store.Contact) {
		c.Interests = "Frippings"
		c.Phones = append(c.Phones, store.Phone{Text: "0977123986"})
	})
	storetest.Write(t, s, func(tx *store.Tx) error {
		if _, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "call", Text: "knurzelbaum gefällt"}); err != nil {
			return err
		}
		if _, err := tx.SetStage(uid, "quote"); err != nil {
			return err
		}
		_, err := tx.Follow(uid, store.Due{On: "2026-12-01"}, "Wolpertinger füttern")
		return err
	})
	edit(t, s, uid, func(c *store.Contact) { c.Note = "Wolpertinger gesund" })
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(uid) })
	clock.Add(time.Minute)
	storetest.Write(t, s, func(tx *store.Tx) error {
		n, err := tx.Purge(uid)
		if n != 1 {
			t.Errorf("purged %d", n)
		}
		return err
	})
	if err := s.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal"} {
		data, err := os.ReadFile(s.Path() + end)
		if err != nil {
			t.Fatal(err)
		}
		low := bytes.ToLower(data)
		for _, secret := range secrets {
			if n := bytes.Count(low, bytes.ToLower([]byte(secret))); n > 0 {
				t.Errorf("crm.db%s holds %q %d times", end, secret, n)
			}
		}
	}
	whole(t, s)
	// The operations before are still there, and undoing them finds nothing to do
	// about the person.
	ops, err := s.History(ctx, store.HistoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range ops {
		_, err := s.Undo(ctx, cli, op.UID, true)
		if err != nil && !errors.Is(err, store.ErrExists) && !errors.Is(err, store.ErrNothing) {
			t.Errorf("undo %s: %v", op.What, err)
		}
		if wrong, err2 := s.Check(ctx, true); len(wrong) > 0 || err2 != nil {
			t.Fatalf("after %s %+v (err %v): %v %v", op.UID, op, err, wrong, err2)
		}
		if _, err := s.Contact(ctx, uid); !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("%s brought the person back: %v", op.What, err)
		}
	}
	whole(t, s)
}

func TestPurgeOnlyTheTrash(t *testing.T) {
	s, _ := storetest.New(t)
	a, b := twoContacts(t, s)
	if _, err := s.Write(ctx, cli, func(tx *store.Tx) error { _, err := tx.Purge(a); return err }); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a live contact: %v", err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return errors.Join(tx.Trash(a), tx.Trash(b)) })
	if n, err := s.TrashCount(ctx); n != 2 || err != nil {
		t.Errorf("%d in the trash, %v", n, err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		n, err := tx.Purge()
		if n != 2 {
			t.Errorf("purged %d", n)
		}
		return err
	})
	if n, err := s.TrashCount(ctx); n != 0 || err != nil {
		t.Errorf("%d in the trash, %v", n, err)
	}
	whole(t, s)
}
