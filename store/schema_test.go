package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/sample"
	"crm/store/storetest"
	"crm/store/when"
)

// golden compares text with a file of testdata, and with -update writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("not as in %s (go test ./store -update writes it):\n%s", path, got)
	}
}

// TestSchema compares what the migrations make with the schema that was agreed on:
// it reads the schema as it is, triggers included, in one file.
func TestSchema(t *testing.T) {
	s, _ := storetest.New(t)
	got, err := s.SchemaDump(ctx)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "schema.sql", got)
}

// fixtures are books that earlier versions made, one for every schema. A book of a
// released schema is never made again: it is what people have on their disks. That
// of the schema which is not released yet is made anew with -update.
var fixtures = []string{"schema1.db", unreleased}

const unreleased = "schema2.db"

// makeFixture makes a small book with something in every part of it.
func makeFixture(t *testing.T, path string) {
	t.Helper()
	clock := storetest.NewClock()
	s, err := store.Create(ctx, path, storetest.Options(clock))
	if err != nil {
		t.Fatal(err)
	}
	if err := sample.Fill(ctx, s, 1, 12); err != nil {
		t.Fatal(err)
	}
	clock.Add(time.Hour)
	a, b := twoContacts(t, s)
	clock.Add(time.Hour)
	storetest.Write(t, s, func(tx *store.Tx) error {
		if err := everything(tx, a, b); err != nil {
			return err
		}
		if err := tx.SaveSegment(store.Segment{Name: "Hội chợ 2026"}, false); err != nil {
			return err
		}
		_, err := tx.AddMembers("Hội chợ 2026", []string{a, b})
		_, err2 := tx.AddPurchase(store.Purchase{Contact: b, On: "2026-11-20", Item: "Trà", Amount: store.Money{Minor: 250_000, Currency: "VND"}})
		return errors.Join(err, err2, tx.SetColdLimit("quote", 20))
	})
	vip, err := s.Segment(ctx, "VIP")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SeeSegment(ctx, vip, when.Context{Now: clock.Now()}); err != nil {
		t.Fatal(err)
	}
	clock.Add(time.Hour)
	edit(t, s, a, func(c *store.Contact) {
		c.Note, c.Birthday, c.Interests = "Nhiều\ndòng", "--02-29", "cờ vua"
		c.Custom = []store.Custom{{Label: "Mã NV", Value: "NV03"}}
		c.External = []store.External{{System: "hubspot", ID: "42"}}
		c.Links = []store.Link{{Kind: "zalo", URL: "https://zalo.me/0912345678"}}
	})
	clock.Add(time.Hour)
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.SetSetting("goal", "10") })
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestFixtures opens a copy of a book of each schema: it comes up to date, whole,
// with the same content, and what was done in it can still be undone.
func TestFixtures(t *testing.T) {
	for _, name := range fixtures {
		t.Run(name, func(t *testing.T) {
			kept := filepath.Join("testdata", name)
			if *update && name == unreleased {
				os.Remove(kept)
			}
			if _, err := os.Stat(kept); *update && errors.Is(err, fs.ErrNotExist) {
				makeFixture(t, kept)
			}
			path := filepath.Join(t.TempDir(), name)
			copyFile(t, kept, path)
			clock := storetest.NewClock()
			clock.Add(day)
			opt := storetest.Options(clock)
			opt.UID = store.RandomUID
			before := listing(t, filepath.Dir(path))
			if r, err := store.OpenReadOnly(ctx, path, opt); err == nil {
				r.Close() // of the present schema
			} else if !errors.Is(err, store.ErrOlder) || !strings.HasPrefix(listing(t, filepath.Dir(path)), before) {
				t.Errorf("looking at it: %v", err)
			}
			s, err := store.Open(ctx, path, opt)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			whole(t, s)
			golden(t, name+".dump", dump(t, s)+"\n")
			now, err := s.SchemaDump(ctx)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "schema.sql", now)
			if found := search(t, s, "anh NV03"); len(found) != 1 {
				t.Errorf("found %v", found)
			}
			undone := 0
			for ; err == nil; undone++ {
				_, err = s.Undo(ctx, cli, "", false)
			}
			if n, _ := s.Count(ctx, nil); !errors.Is(err, store.ErrNothing) || undone != 6 || n != 0 {
				t.Errorf("%d contacts after %d undos: %v", n, undone, err)
			}
			whole(t, s)
		})
	}
}
