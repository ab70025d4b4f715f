package importer_test

import (
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"crm/importer"
	"crm/store"
	crowd "crm/store/sample"
)

// BenchmarkExport writes a book of 20,000 people with their history.
func BenchmarkExport(b *testing.B) {
	st, err := store.Create(b.Context(), filepath.Join(b.TempDir(), "crm.db"), storeOptions())
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	if err := crowd.Fill(b.Context(), st, 1, 20_000); err != nil {
		b.Fatal(err)
	}
	for _, as := range importer.Formats() {
		b.Run(as, func(b *testing.B) {
			for b.Loop() {
				if n, err := importer.Export(b.Context(), st, nil, as, io.Discard, importer.ExportOptions{}); err != nil || n != 20_000 {
					b.Fatal(n, err)
				}
			}
		})
	}
}

// BenchmarkRestore brings the NDJSON of 20,000 people into an empty book.
func BenchmarkRestore(b *testing.B) {
	dir := b.TempDir()
	ours, err := store.Create(b.Context(), filepath.Join(dir, "ours.db"), storeOptions())
	if err != nil {
		b.Fatal(err)
	}
	defer ours.Close()
	if err := crowd.Fill(b.Context(), ours, 1, 20_000); err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(dir, "all.ndjson")
	if _, err := importer.ExportFile(b.Context(), ours, nil, "ndjson", path, importer.ExportOptions{}); err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		n++
		st, err := store.Create(b.Context(), filepath.Join(dir, fmt.Sprintf("%d.db", n)), storeOptions())
		if err != nil {
			b.Fatal(err)
		}
		f, err := importer.Open(b.Context(), path, options())
		if err != nil {
			b.Fatal(err)
		}
		r, err := f.Apply(b.Context(), st, nil)
		if err != nil || r.Added != 20_000 || r.Rejected > 0 {
			b.Fatal(r, err)
		}
		f.Close()
		st.Close()
	}
}
