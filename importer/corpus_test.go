package importer_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crm/importer"
)

// corpus returns a folder of the corpus, or skips the test.
func corpus(t *testing.T, sub string) string {
	t.Helper()
	root := os.Getenv("CRM_CORPUS")
	if root == "" {
		t.Skip("CRM_CORPUS names no corpus of files")
	}
	return filepath.Join(root, sub)
}

func TestDump(t *testing.T) {
	for _, sub := range []string{"made/csv", "made/xlsx", "made/hostile"} {
		dir := corpus(t, sub)
		files, _ := os.ReadDir(dir)
		for _, e := range files {
			if only := os.Getenv("ONLY"); only != "" && !strings.Contains(e.Name(), only) {
				continue
			}
			f, err := importer.Open(t.Context(), filepath.Join(dir, e.Name()), options())
			if err != nil {
				var re *importer.ReadError
				t.Logf("%-40s ERR readerr=%v %v", e.Name(), errors.As(err, &re), err)
				continue
			}
			st := newBook(t)
			r, err := f.Apply(t.Context(), st, nil)
			if err != nil {
				t.Logf("%-40s APPLY %v", e.Name(), err)
				continue
			}
			accounted(t, r)
			r2, err := f.Apply(t.Context(), st, nil)
			if err != nil {
				t.Fatal(err)
			}
			f.Close()
			ms := ""
			for _, m := range r.Mapping {
				ms += m.Column + "→" + m.Field
				if m.Dates != "" {
					ms += "(" + m.Dates + ")"
				}
				ms += " | "
			}
			if len(ms) > 900 {
				ms = ms[:900]
			}
			t.Logf("%-40s %s hdr=%d rows=%d add=%d chg=%d same=%d rej=%d prob=%d || again same=%d op=%q\n      %s", e.Name(), r.Encoding, r.HeaderLine, r.Rows, r.Added, r.Changed, r.Same, r.Rejected, len(r.Problems), r2.Same, r2.Operation, ms)
			if r2.Same != r2.Rows-r2.Rejected || r2.Operation != "" {
				t.Errorf("%s: not the same again: %+v", e.Name(), r2)
			}
			for i, p := range r.Problems {
				if i < 6 || os.Getenv("ONLY") != "" {
					b, _ := json.Marshal(p)
					t.Logf("        %s", b)
				}
			}
			if os.Getenv("ONLY") != "" {
				for _, c := range everybody(t, st) {
					b, _ := json.Marshal(c)
					t.Logf("   >> %s", b)
				}
			}
		}
	}
}
