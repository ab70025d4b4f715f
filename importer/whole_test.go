package importer_test

import (
	"os"
	"path/filepath"
	"testing"

	"crm/importer"
	"crm/store"
)

// An export never replaces the book, and follows a link to the file behind it.
func TestExportOntoWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "book.db")
	st, err := store.Create(t.Context(), path, storeOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	addAll(t, st, lan())
	for _, name := range []string{"book.db", "book.db-wal", "link.db"} {
		if name == "link.db" {
			if err := os.Symlink("book.db", filepath.Join(dir, name)); err != nil {
				t.Skip("no links here")
			}
		}
		if _, err := importer.ExportFile(t.Context(), st, nil, "csv", filepath.Join(dir, name), importer.ExportOptions{}); err == nil {
			t.Errorf("%s is replaced", name)
		}
	}
	opt := options()
	opt.Report = path
	f, err := importer.Open(t.Context(), write(t, "x.csv", "name,phone\nA,09O1\n"), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Apply(t.Context(), st, nil); err == nil {
		t.Error("a report replaces the book")
	}
	if c, err := st.Count(t.Context(), nil); err != nil || c != 1 {
		t.Fatal(c, err)
	}
	if err := os.Symlink("real.csv", filepath.Join(dir, "link.csv")); err != nil {
		t.Fatal(err)
	}
	if _, err := importer.ExportFile(t.Context(), st, nil, "csv", filepath.Join(dir, "link.csv"), importer.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(filepath.Join(dir, "real.csv"))
	if err != nil || !info.Mode().IsRegular() || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if info, err := os.Lstat(filepath.Join(dir, "link.csv")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
}
