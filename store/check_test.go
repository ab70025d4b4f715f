package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/sample"
	"crm/store/storetest"
)

// samples is a book of sample people; small ones take some 10 ms.
func samples(tb testing.TB, n int) (*store.Store, *storetest.Clock) {
	tb.Helper()
	s, clock := storetest.New(tb)
	if err := sample.Fill(ctx, s, 1, n); err != nil {
		tb.Fatal(err)
	}
	return s, clock
}

// TestCheckFindsDamage plants damage behind the store's back, and has it found and,
// where it is in derived rows, mended.
func TestCheckFindsDamage(t *testing.T) {
	for _, d := range []struct {
		name, plant, found string
		deep               bool
	}{
		{"a lost search row", `DELETE FROM search WHERE rowid = 3`, "cannot be found by searching", false},
		{"a strange search row", `INSERT INTO search (rowid, name) VALUES (9999, 'nobody')`, "belong to nobody", false},
		{"other words", `INSERT OR REPLACE INTO search (rowid, name, pinyin, company, email, phone, city, tag, note, log)
			VALUES (5, 'somebody else', '', '', '', '', '', '', '', '')`, "found by other words", true},
		{"a wrong date", `UPDATE contact_stats SET next_due = '2020-01-01' WHERE contact_id = 4`, "wrong statistics", false},
		{"a wrong last", `UPDATE contact_stats SET last_at = '2020-01-01T00:00:00.000Z' WHERE contact_id = 4`, "wrong statistics", false},
		{"a wrong kind", `UPDATE contact_stats SET last_kind = 'x' WHERE contact_id = 4`, "wrong statistics", false},
		{"a wrong count", `UPDATE contact_stats SET tries = 77 WHERE contact_id = 4`, "wrong statistics", false},
		{"lost statistics", `DELETE FROM contact_stats WHERE contact_id = 4`, "wrong statistics", false},
	} {
		t.Run(d.name, func(t *testing.T) {
			s, _ := samples(t, 20)
			whole(t, s)
			before := dump(t, s)
			if err := s.Exec(d.plant); err != nil {
				t.Fatal(err)
			}
			shallow, err := s.Check(ctx, false)
			if err != nil || len(shallow) == 0 != d.deep {
				t.Errorf("shallow: %v, %v", shallow, err)
			}
			found, err := s.Check(ctx, true)
			if err != nil || len(found) == 0 || !strings.Contains(strings.Join(found, "\n"), d.found) {
				t.Errorf("found %q, %v", found, err)
			}
			if err := s.RepairIndex(ctx); err != nil {
				t.Fatal(err)
			}
			whole(t, s)
			if after := dump(t, s); after != before {
				t.Errorf("before:\n%s\nmended:\n%s", before, after)
			}
		})
	}
}

// TestCheckComparesEveryStatistic: no derived column can be wrong unseen.
func TestCheckComparesEveryStatistic(t *testing.T) {
	s, _ := samples(t, 20)
	cols, err := s.Columns(ctx, "contact_stats")
	if err != nil || len(cols) < 20 {
		t.Fatal(cols, err)
	}
	for _, col := range cols[1:] {
		if err := s.Exec(`UPDATE contact_stats SET ` + col + ` = coalesce(` + col + `, 0) || '7' WHERE contact_id = 4`); err != nil {
			t.Fatal(err)
		}
		if found, err := s.Check(ctx, false); err != nil || len(found) != 1 || !strings.HasPrefix(found[0], "1 contacts have wrong statistics") {
			t.Errorf("%s: %q, %v", col, found, err)
		}
		if err := s.RepairIndex(ctx); err != nil {
			t.Fatal(err)
		}
	}
	whole(t, s)
}

func TestCheckFindsLostParents(t *testing.T) {
	s, _ := samples(t, 20)
	if err := s.Exec(`PRAGMA foreign_keys = 0; DROP TRIGGER tag_d; DELETE FROM tag WHERE id = 1; PRAGMA foreign_keys = 1`); err != nil {
		t.Fatal(err)
	}
	found, err := s.Check(ctx, false)
	if err != nil || len(found) != 1 || !strings.Contains(found[0], "contact_tag") {
		t.Errorf("%q, %v", found, err)
	}
}

// TestCheckBesideWrites: FTS5's own check calls an index corrupt that another
// connection has merged since. Nobody must be told that their book is damaged
// because they changed it.
func TestCheckBesideWrites(t *testing.T) {
	s, _ := storetest.New(t)
	for i := range 40 {
		storetest.Add(t, s, store.Contact{Name: fmt.Sprintf("Nguyễn %d", i), Tags: []string{"vip"}, Phones: []store.Phone{{Text: fmt.Sprintf("09120000%02d", i)}}})
	}
	for range 40 {
		if _, err := s.Undo(ctx, cli, "", false); err != nil {
			t.Fatal(err)
		}
		if wrong, err := s.Check(ctx, false); err != nil || len(wrong) > 0 {
			t.Fatal(wrong, err)
		}
	}
}

// TestFlippedBits: a damaged file is reported or refused; nothing panics, hangs or
// writes. (An untyped value that changed into another of its kind cannot be seen.)
func TestFlippedBits(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "crm.db")
	opt := storetest.Options(storetest.NewClock())
	s, err := store.Create(ctx, path, opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := sample.Fill(ctx, s, 1, 60); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	seen := 0
	const rounds = 60
	for range rounds {
		bad := append([]byte(nil), good...)
		for range 4 {
			bad[r.IntN(len(bad))] ^= 1 << r.IntN(8)
		}
		name := filepath.Join(dir, "bad.db")
		if err := os.WriteFile(name, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if damaged(t, name, opt) {
			seen++
		}
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(name + end)
		}
	}
	t.Logf("%d of %d noticed", seen, rounds)
	if seen < rounds/4 {
		t.Errorf("only %d of %d noticed", seen, rounds)
	}
}

func damaged(t *testing.T, path string, opt store.Options) bool {
	limited, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	s, err := store.OpenReadOnly(limited, path, opt)
	if err != nil {
		return true
	}
	defer s.Close()
	found, err := s.Check(limited, false)
	if limited.Err() != nil {
		t.Fatal("it took more than ten seconds")
	}
	_, errList := s.List(limited, store.ListOptions{})
	return err != nil || errList != nil || len(found) > 0
}

func TestBackup(t *testing.T) {
	s, clock := samples(t, 50)
	dir := filepath.Join(t.TempDir(), "copies")
	first, err := s.Backup(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.Backup(ctx, dir)
	if err != nil || second == first {
		t.Fatalf("%s, %s, %v", first, second, err)
	}
	if want := "crm-20261123T024100Z-manual.db"; filepath.Base(first) != want {
		t.Errorf("%s is not %s", filepath.Base(first), want)
	}
	sums, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	if err != nil || strings.Count(string(sums), "\n") != 2 || !strings.Contains(string(sums), filepath.Base(second)) {
		t.Errorf("sums %q, %v", sums, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("%v, %v", entries, err)
	}
	want := dump(t, s)
	for _, path := range []string{first, second} {
		opt := storetest.Options(clock)
		opt.UID = store.RandomUID // the seed's first ones are taken
		c, err := store.Open(ctx, path, opt)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if got := dump(t, c); got != want {
			t.Errorf("%s differs from the book", path)
		}
		whole(t, c)
		if _, err := c.Undo(ctx, cli, "", false); err != nil {
			t.Errorf("undo in the copy: %v", err)
		}
	}
	if got := dump(t, s); got != want {
		t.Error("the book changed")
	}
}
