package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

// TestBulkStops: an import that is cancelled between any two rows, or after the
// last, says so and leaves nothing behind.
func TestBulkStops(t *testing.T) {
	s, _ := storetest.New(t)
	before := state(t, s)
	const rows = 60
	for at := 0; at <= rows; at += 7 {
		ctx, cancel := context.WithCancel(ctx)
		_, err := s.Write(ctx, store.Op{Who: "import", What: "test"}, func(tx *store.Tx) error {
			if err := tx.BeginBulk(); err != nil {
				return err
			}
			for i := range rows {
				if i == at {
					cancel()
				}
				if _, err := tx.AddContact(store.Contact{Name: fmt.Sprint("Người ", i), Tags: []string{"vip"}}); err != nil {
					return fmt.Errorf("row %d: %w", i, err)
				}
			}
			cancel()
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled before row %d: %v", at, err)
		}
	}
	if after := state(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	whole(t, s)
}

// TestBulkLeavesNoFiles: what is sorted in files beside the book is gone after an
// import, whatever the folder is called; other statements sort in memory again.
func TestBulkLeavesNoFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Lan's sổ")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := store.Create(ctx, filepath.Join(dir, "crm.db"), storetest.Options(storetest.NewClock()))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	imported(t, s, true)
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		switch e.Name() {
		case "crm.db", "crm.db-wal", "crm.db-shm", "backups":
		default:
			t.Errorf("%s was left behind", e.Name())
		}
	}
	if got, err := s.Pragma("temp_store"); err != nil || got != "2" {
		t.Errorf("temp_store is %s, %v", got, err)
	}
	if got, err := s.Pragma("temp_store_directory"); err != nil || got != "" {
		t.Errorf("temp_store_directory is %q, %v", got, err)
	}
}

// TestAddedNow tells those of this operation from those before it.
func TestAddedNow(t *testing.T) {
	for _, bulk := range []bool{false, true} {
		s, _ := storetest.New(t)
		old := storetest.Add(t, s, store.Contact{Name: "Ánh"})
		storetest.Write(t, s, func(tx *store.Tx) error {
			if bulk {
				if err := tx.BeginBulk(); err != nil {
					return err
				}
			}
			uid, err := tx.AddContact(store.Contact{Name: "Đức"})
			if !tx.AddedNow(uid) || tx.AddedNow(old) || tx.AddedNow("nobody") {
				t.Errorf("bulk %t: new %t, old %t, nobody %t", bulk, tx.AddedNow(uid), tx.AddedNow(old), tx.AddedNow("nobody"))
			}
			return err
		})
	}
}
