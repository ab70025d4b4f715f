package importer_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"crm/importer"
	"crm/store"
	"crm/store/when"
)

// now is the clock of all tests here.
var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func storeOptions() store.Options {
	return store.Options{Now: func() time.Time { return now }, Zone: time.UTC, Region: "VN"}
}

func newBook(t testing.TB) *store.Store {
	t.Helper()
	st, err := store.OpenScratch(t.Context(), storeOptions())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

func options() importer.Options {
	return importer.Options{Now: now, Zone: time.UTC, Order: when.DMY, Region: "VN"}
}

// write puts a file into a folder of the test and returns its path.
func write(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// bring imports a file and returns the report.
func bring(t testing.TB, st *store.Store, path string, opt importer.Options) *importer.Report {
	t.Helper()
	f, err := importer.Open(context.Background(), path, opt)
	if err != nil {
		t.Fatalf("open %s: %v", filepath.Base(path), err)
	}
	defer f.Close()
	r, err := f.Apply(context.Background(), st, nil)
	if err != nil {
		t.Fatalf("import %s: %v", filepath.Base(path), err)
	}
	accounted(t, r)
	return r
}

// accounted checks that every row is in one of the counts.
func accounted(t testing.TB, r *importer.Report) {
	t.Helper()
	if sum := r.Added + r.Changed + r.Same + r.Skipped + r.Asked + r.Rejected; sum != r.Rows {
		t.Errorf("%s: %d rows, and %d accounted for: %+v", r.File, r.Rows, sum, r)
	}
	rejected := 0
	for _, p := range r.Problems {
		if p.Rejected {
			rejected++
		}
		if p.Reason == "" {
			t.Errorf("%s: a problem without a reason: %+v", r.File, p)
		}
	}
	if rejected != r.Rejected && len(r.Problems) < 10_000 {
		t.Errorf("%s: %d rows rejected, %d problems say so", r.File, r.Rejected, rejected)
	}
}

// everybody returns all contacts, in the order in which they were added.
func everybody(t testing.TB, st *store.Store) []store.Contact {
	t.Helper()
	list, err := st.List(t.Context(), store.ListOptions{Sort: store.ByCreated})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]store.Contact, len(list))
	for i, l := range list {
		if out[i], err = st.Contact(t.Context(), l.UID); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
