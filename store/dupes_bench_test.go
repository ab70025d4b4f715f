package store_test

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"crm/store"
	"crm/store/sample"
	"crm/store/storetest"
)

// BenchmarkDupes finds the duplicates of 100,000 contacts, of whom one in a
// hundred stands there twice, and in turn the C shell of SQLite joins the keys of
// phones and emails with themselves, which is the least that anybody can do.
// ratio is the quotient of the medians; merge-ms is what it takes to make one
// contact of each sure pair.
func BenchmarkDupes(b *testing.B) {
	path := filepath.Join(b.TempDir(), "crm.db")
	s, err := store.Create(ctx, path, storetest.Options(storetest.NewClock()))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if err := sample.Fill(ctx, s, 1, benchPeople); err != nil {
		b.Fatal(err)
	}
	if _, err := s.Write(ctx, store.Op{Who: "import", What: "again"}, func(tx *store.Tx) error {
		i := 0
		for p := range sample.People(1, benchPeople) {
			if i++; i%100 == 0 {
				if _, err := tx.AddContact(store.Contact{Name: p.Name, Company: p.Company, Phones: p.Phones, Emails: p.Emails}); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	const naive = `
		SELECT count(*) FROM phone x JOIN phone y ON y.key = x.key AND y.contact_id > x.contact_id WHERE x.key <> '';
		SELECT count(*) FROM email x JOIN email y ON y.key = x.key AND y.contact_id > x.contact_id;`
	var ours, theirs []time.Duration
	var pairs, sure int
	for b.Loop() {
		start := time.Now()
		list, err := s.Dupes(ctx)
		if err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
		pairs, sure = len(list), 0
		for _, d := range list {
			if d.Sure {
				sure++
			}
		}
		if _, err := exec.LookPath("sqlite3"); err == nil {
			theirs = append(theirs, timed(b, nil, naive, "sqlite3", "-readonly", path))
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(mergeSure(b, s)), "merge-ms")
	b.ReportMetric(ms(percentile(ours, 50)), "dupes-ms")
	b.ReportMetric(float64(pairs), "pairs")
	b.ReportMetric(float64(sure), "sure")
	if len(theirs) > 0 {
		b.ReportMetric(ms(percentile(theirs, 50)), "sqlite3-ms")
		b.ReportMetric(float64(percentile(ours, 50))/float64(percentile(theirs, 50)), "ratio")
	}
}

// mergeSure merges all sure pairs, and leaves the book as it was.
func mergeSure(b *testing.B, s *store.Store) time.Duration {
	list, err := s.Dupes(ctx)
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	_, err = s.Write(ctx, store.Op{Who: "cli", What: "merge", DryRun: true}, func(tx *store.Tx) error {
		for _, g := range store.SureGroups(list) {
			for _, o := range g[1:] {
				if _, err := tx.Merge(nil, g[0].UID, o.UID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}
