package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"crm/store"
	"crm/store/sample"
	"crm/store/storetest"
)

func TestWriteOutsideAnOperationFails(t *testing.T) {
	s, _ := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Đức", Tags: []string{"vip"}})
	before := dump(t, s)
	for _, text := range []string{
		`UPDATE contact SET name = 'x' WHERE uid = '` + uid + `'`,
		`DELETE FROM contact_tag`,
		`INSERT INTO tag (name, fold) VALUES ('x', 'x')`,
		`INSERT INTO setting (key, value) VALUES ('a', 'b')`,
		`REPLACE INTO tag (id, name, fold) VALUES (1, 'x', 'x')`,
	} {
		if err := s.Exec(text); err == nil {
			t.Errorf("%s: went through", text)
		}
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// everything does one of each kind of change to two contacts.
func everything(tx *store.Tx, a, b string) error {
	_, err := tx.AddContact(store.Contact{Name: "new", Emails: []store.Email{{Address: "new@example.com"}}})
	for _, fn := range []func() error{
		func() error { _, err := tx.Tag(a, []string{"x", "y"}, []string{"vip"}); return err },
		func() error {
			_, err := tx.AddInteraction(store.Interaction{Contact: a, Kind: "call", Text: "hello"})
			return err
		},
		func() error { _, err := tx.Follow(a, store.Due{On: "2026-12-24"}, "gift"); return err },
		func() error { _, err := tx.SetStage(a, "quote"); return err },
		func() error { _, err := tx.SetValue(a, store.Money{Minor: 5, Currency: "VND"}); return err },
		func() error { return tx.Star(a, true) },
		func() error { return tx.Trash(b) },
		func() error { return tx.SetSetting("goal", "9") },
		func() error { return tx.SaveSegment(store.Segment{Name: "Hanoi", Query: "tag:vip"}, false) },
	} {
		err = errors.Join(err, fn())
	}
	return err
}

func twoContacts(t *testing.T, s *store.Store) (a, b string) {
	t.Helper()
	a = storetest.Add(t, s, store.Contact{Name: "Nguyễn Thị Ánh", Tags: []string{"vip"}, Phones: []store.Phone{{Text: "0912345678"}}})
	b = storetest.Add(t, s, store.Contact{Name: "王小明", Company: "北京云帆科技"})
	return a, b
}

func TestDryRunChangesNothing(t *testing.T) {
	s, _ := storetest.New(t)
	a, b := twoContacts(t, s)
	before := dump(t, s)
	op, err := s.Write(ctx, store.Op{Who: "cli", What: "all", DryRun: true}, func(tx *store.Tx) error { return everything(tx, a, b) })
	if err != nil || op.UID == "" || op.N != 3 {
		t.Errorf("operation %+v, %v", op, err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	if ops, err := s.History(ctx, store.HistoryOptions{}); err != nil || len(ops) != 2 {
		t.Errorf("history %+v, %v", ops, err)
	}
	// The same for real makes what the dry run said.
	storetest.Write(t, s, func(tx *store.Tx) error { return everything(tx, a, b) })
	if after := dump(t, s); after == before {
		t.Error("nothing changed for real either")
	}
}

func TestErrorAndCancelRollBack(t *testing.T) {
	s, _ := storetest.New(t)
	a, b := twoContacts(t, s)
	before := dump(t, s)
	boom := errors.New("boom")
	if _, err := s.Write(ctx, cli, func(tx *store.Tx) error { return errors.Join(everything(tx, a, b), boom) }); !errors.Is(err, boom) {
		t.Errorf("error: %v", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	_, err := s.Write(cancelled, cli, func(tx *store.Tx) error {
		defer cancel()
		return everything(tx, a, b)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	cancelled, cancel = context.WithCancel(ctx)
	_, err = s.Write(cancelled, store.Op{Who: "import", What: "bulk"}, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		for p := range sample.People(1, 50) {
			if p.Name == "" {
				t.Error("no name")
			}
			if _, err := tx.AddContact(p.Contact); err != nil {
				return err
			}
		}
		cancel()
		_, err := tx.AddContact(store.Contact{Name: "late"})
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled import: %v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		s.Write(ctx, cli, func(tx *store.Tx) error {
			if err := everything(tx, a, b); err != nil {
				t.Error(err)
			}
			panic("in the middle")
		})
	}()
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return everything(tx, a, b) })
	if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
}

func TestNoChangeIsNoOperation(t *testing.T) {
	s, clock := storetest.New(t)
	a, b := twoContacts(t, s)
	storetest.Write(t, s, func(tx *store.Tx) error { return everything(tx, a, b) })
	ops, err := s.History(ctx, store.HistoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	clock.Add(time.Hour)
	before := dump(t, s)
	for what, fn := range map[string]func(tx *store.Tx) error{
		"nothing": func(*store.Tx) error { return nil },
		"the same contact": func(tx *store.Tx) error {
			c, err := tx.Contact(a)
			return errors.Join(err, tx.SaveContact(c))
		},
		"a tag it has":        func(tx *store.Tx) error { _, err := tx.Tag(a, []string{"X"}, []string{"not there"}); return err },
		"the star it has":     func(tx *store.Tx) error { return tx.Star(a, true) },
		"into the trash, yet": func(tx *store.Tx) error { return tx.Trash(b) },
		"the same stage":      func(tx *store.Tx) error { _, err := tx.SetStage(a, "Quote "); return err },
		"the same value":      func(tx *store.Tx) error { _, err := tx.SetValue(a, store.Money{Minor: 5, Currency: "VND"}); return err },
		"the same setting":    func(tx *store.Tx) error { return tx.SetSetting("goal", "9") },
		"the same follow-up":  func(tx *store.Tx) error { _, err := tx.Follow(a, store.Due{On: "2026-12-24"}, ""); return err },
		"an empty import":     func(tx *store.Tx) error { return tx.BeginBulk() },
	} {
		op, err := s.Write(ctx, cli, fn)
		if err != nil || op.UID != "" {
			t.Errorf("%s: operation %+v, %v", what, op, err)
		}
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	if now, err := s.History(ctx, store.HistoryOptions{}); err != nil || len(now) != len(ops) {
		t.Errorf("%d operations, had %d, %v", len(now), len(ops), err)
	}
}

func TestClosedStore(t *testing.T) {
	s, _ := storetest.New(t)
	s.Close()
	if _, err := s.Write(ctx, cli, func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrClosed) {
		t.Errorf("write: %v", err)
	}
}

// TestTwoStores has two processes' worth of stores write at once: each waits for
// the other, no write is lost, and each sees that the other wrote.
func TestTwoStores(t *testing.T) {
	s, clock := storetest.New(t)
	opt := storetest.Options(clock)
	opt.UID = store.RandomUID
	other, err := store.Open(ctx, s.Path(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	v, err := s.Version(ctx)
	if err != nil {
		t.Fatal(err)
	}
	const each = 25
	var wg sync.WaitGroup
	for i, one := range []*store.Store{s, other} {
		wg.Go(func() {
			for n := range each {
				if _, err := one.Write(ctx, cli, func(tx *store.Tx) error {
					_, err := tx.AddContact(store.Contact{Name: fmt.Sprintf("%d of %d", n, i), Tags: []string{"both"}})
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	if out, err := process(t, "add", s.Path(), "from a process").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	wg.Wait()
	if n, err := s.Count(ctx, nil); n != 2*each+1 || err != nil {
		t.Errorf("%d contacts, %v", n, err)
	}
	if now, err := s.Version(ctx); err != nil || now == v {
		t.Errorf("version %d, was %d, %v", now, v, err)
	}
	if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
}

// TestBusy holds the write lock in one store: the other gives up when its context
// does, and reads go on meanwhile.
func TestBusy(t *testing.T) {
	s, clock := storetest.New(t)
	other, err := store.Open(ctx, s.Path(), storetest.Options(clock))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = s.Write(ctx, cli, func(tx *store.Tx) error {
		if _, err := tx.AddContact(store.Contact{Name: "held"}); err != nil {
			return err
		}
		short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		defer cancel()
		if _, err := other.Write(short, cli, func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrBusy) && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("write beside a write: %v", err)
		}
		if n, err := other.Count(ctx, nil); n != 0 || err != nil {
			t.Errorf("read beside a write: %d, %v", n, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestMovedBook takes the file away in four ways under an open store. SQLite would
// go on writing into the file that is gone and report success.
func TestMovedBook(t *testing.T) {
	for name, take := range map[string]func(path string) error{
		"removed": os.Remove,
		"moved":   func(p string) error { return os.Rename(p, p+".old") },
		"emptied": func(p string) error { return os.Truncate(p, 0) },
		"replaced": func(p string) error {
			return errors.Join(os.Rename(p, p+".old"), os.WriteFile(p, []byte(strings.Repeat("other", 2000)), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "crm.db")
			s, err := store.Create(ctx, path, storetest.Options(storetest.NewClock()))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			storetest.Add(t, s, store.Contact{Name: "before"})
			if err := take(path); err != nil {
				t.Fatal(err)
			}
			before := listing(t, filepath.Dir(path))
			if _, err := s.Write(ctx, cli, func(tx *store.Tx) error { return tx.SetSetting("a", "b") }); !errors.Is(err, store.ErrMoved) {
				t.Errorf("write: %v", err)
			}
			if _, err := s.Backup(ctx, t.TempDir()); !errors.Is(err, store.ErrMoved) {
				t.Errorf("back up: %v", err)
			}
			if after := listing(t, filepath.Dir(path)); after != before {
				t.Errorf("before:\n%safter:\n%s", before, after)
			}
		})
	}
	t.Run("in the middle", func(t *testing.T) {
		s, _ := storetest.New(t)
		_, err := s.Write(ctx, cli, func(tx *store.Tx) error {
			if _, err := tx.AddContact(store.Contact{Name: "x"}); err != nil {
				return err
			}
			return os.Remove(s.Path())
		})
		if !errors.Is(err, store.ErrMoved) {
			t.Errorf("write: %v", err)
		}
		if _, err := os.Stat(s.Path()); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a new book was made: %v", err)
		}
	})
}
