package importer_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crm/importer"
	"crm/store"
)

// remedy imports a text, mends its report, and imports that.
func remedy(t *testing.T, st *store.Store, name, text string, mend *strings.Replacer) (first, second *importer.Report, report string) {
	t.Helper()
	opt := options()
	opt.Report = filepath.Join(t.TempDir(), "rep-"+name)
	first = into(t, st, name, text, opt)
	data, err := os.ReadFile(opt.Report)
	if err != nil {
		t.Fatal(err)
	}
	report = string(data)
	mended := mend.Replace(report)
	if mended == report {
		t.Fatalf("nothing to mend in %s", report)
	}
	return first, into(t, st, filepath.Base(opt.Report), mended, options()), report
}

// reached are the people of a book with what reaches them and what is kept as text.
func reached(t *testing.T, st *store.Store) []string {
	var out []string
	for _, c := range everybody(t, st) {
		s := []string{c.Display()}
		for _, p := range c.Phones {
			s = append(s, p.Text)
		}
		for _, e := range c.Emails {
			s = append(s, e.Address)
		}
		if c.Birthday != "" {
			s = append(s, c.Birthday)
		}
		for _, v := range c.Custom {
			s = append(s, v.Label+"="+v.Value)
		}
		out = append(out, strings.Join(s, " "))
	}
	slices.Sort(out)
	return out
}

// TestFixLoopText: a report in CSV that comes back mended changes the people that its
// rows became, also those whom nothing but the wrong value reached.
func TestFixLoopText(t *testing.T) {
	for _, name := range []string{"q.csv", "q.tsv"} {
		st := newBook(t)
		text := "Name,Phone,Email,Birthday\nAnn Lee,09O5 123 456,,\nBo Ray,0912345678,bo@b,31/31/31\nCy Orr,0912345670,,\n,,,\"2 May\"\n"
		first, second, _ := remedy(t, st, name, text, strings.NewReplacer(
			"Ann Lee,09O5 123 456", "Ann Lee,0905 123 456", "bo@b,31/31/31", "bo@b.vn,1931-12-31"))
		if first.Added != 3 || first.Rejected != 1 {
			t.Fatalf("first %+v", first)
		}
		if second.Rows != 3 || second.Changed != 2 || second.Added != 0 || second.Rejected != 1 {
			t.Fatalf("second %+v", second)
		}
		want := []string{"Ann Lee 0905 123 456", "Bo Ray 0912345678 bo@b.vn 1931-12-31", "Cy Orr 0912345670"}
		if got := reached(t, st); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
