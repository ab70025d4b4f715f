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

const loopCards = `BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=C3=81nh;;;
TEL;CELL:09O5 123 456
BDAY:31/31/31
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQ==

X-KEPT:yes
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bo Ray
TEL:0912345678
UID:2B0C1E9A-8D0F-4E5E-9C49-8A8D5B2B1C11
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Cy Orr
EMAIL:cy@b
EMAIL:write me
TEL:0912345670
END:VCARD
BEGIN:VCARD
VERSION:3.0
NOTE:nobody\, yet
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Cut Short
TEL:0912345679
`

// TestFixLoopCards: the same with cards, which are reported whole, also one that the
// file ends in.
func TestFixLoopCards(t *testing.T) {
	st := newBook(t)
	first, second, report := remedy(t, st, "r.vcf", loopCards, strings.NewReplacer(
		"\nTEL;TYPE=CELL:09O5 123 456", "\nTEL;TYPE=CELL:0905 123 456", "\nBDAY:31/31/31", "\nBDAY:1931-12-31",
		"\nEMAIL:cy@b\r", "\nEMAIL:cy@b.vn\r", "\nNOTE:nobody", "\nFN:Dee Fox\r\nNOTE:nobody"))
	if first.Added != 3 || first.Rejected != 2 {
		t.Fatalf("first %+v", first)
	}
	if n := strings.Count(report, "BEGIN:VCARD"); n != 4 || n != strings.Count(report, "END:VCARD") || strings.Contains(report, "Bo Ray") ||
		!strings.Contains(report, "X-CRM-LINE:27\r\n") || !strings.Contains(report, "PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/") {
		t.Errorf("the report: %s", report)
	}
	if second.Rows != 4 || second.Changed != 2 || second.Added != 2 || second.Rejected != 0 {
		t.Fatalf("second %+v", second)
	}
	want := []string{
		"Bo Ray 0912345678", "Cut Short 0912345679", "Cy Orr 0912345670 cy@b.vn EMAIL=write me", "Dee Fox", "Ánh 0905 123 456 1931-12-31",
	}
	if got := reached(t, st); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	var b strings.Builder
	if _, err := importer.Export(t.Context(), st, nil, "vcf", &b, importer.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"X-CRM-LINE", "X-CRM-REASON", "X-CRM-CONTACT", "X-CRM-WAS"} {
		if strings.Contains(b.String(), name) {
			t.Errorf("the book keeps %s of the report", name)
		}
	}
}

// TestFixLoopObjects: the same with JSON of others, whose records come as they were.
func TestFixLoopObjects(t *testing.T) {
	st := newBook(t)
	text := `{"name":"Eve Day","phone":"0912345671","size":{"shirt":"L"}}
{"name":"Ann Lee","phone":"09O5 123 456"}
{"name":"Bo Ray","phone":"0912345678","email":"bo@b","size":{"shirt":"XL","tags":[1,2]}}
{"name":"Cy Orr","phone":"0912345670"
{"size":{"shirt":"S"}}
`
	first, second, report := remedy(t, st, "o.ndjson", text, strings.NewReplacer(
		`:"09O5 123 456"`, `:"0905 123 456"`, `:"bo@b"`, `:"bo@b.vn"`, `"0912345670"`, `"0912345670"}`, `{"size":{"shirt":"S"},`, `{"size":{"shirt":"S"},"name":"Dee Fox",`))
	if first.Added != 3 || first.Rejected != 2 {
		t.Fatalf("first %+v", first)
	}
	if second.Rows != 4 || second.Changed != 2 || second.Added != 2 || second.Rejected != 0 {
		t.Fatalf("second %+v\n%s", second, report)
	}
	if !strings.Contains(report, `"size":{"shirt":"XL","tags":[1,2]},"line":3,"reason":`) || !strings.Contains(report, "\n{\"name\":\"Cy Orr\",\"phone\":\"0912345670\"\n") {
		t.Errorf("the report: %s", report)
	}
	want := []string{
		"Ann Lee 0905 123 456", "Bo Ray 0912345678 bo@b.vn size.shirt=XL size.tags=1, 2", "Cy Orr 0912345670", "Dee Fox size.shirt=S", "Eve Day 0912345671 size.shirt=L",
	}
	if got := reached(t, st); !slices.Equal(got, want) {
		t.Errorf("%q, want %q\n%s", got, want, report)
	}
}

// TestFixLoopRecords: the same with the records that crm writes, damaged; a report
// of the report says each thing once.
func TestFixLoopRecords(t *testing.T) {
	ours := newBook(t)
	bring(t, ours, write(t, "in.csv", "Name,Phone\nAnn Lee,0912345678\nBo Ray,0912345679\nCy Orr,0912345670\n"), options())
	text := strings.NewReplacer(`"birthday":""`, `"birthday":"`, `"star":false`, `"star":"no"`).Replace
	parts := strings.SplitAfter(lines(t, ours, nil), "\n")
	whole := slices.Clone(parts)
	parts[0] = strings.Replace(parts[0], `"star":false`, `"star":"no"`, 1)
	parts[1] = text(parts[1])
	st := newBook(t)
	first, second, report := remedy(t, st, "c.ndjson", strings.Join(parts, ""), strings.NewReplacer(`"star":"no"`, `"star":"no" `))
	if first.Rejected != 2 || first.Added != 1 || second.Rejected != 2 || second.Format != "ndjson" || len(second.Mapping) != 0 {
		t.Fatalf("%+v, then %+v\n%s", first, second, report)
	}
	opt := options()
	opt.Report = filepath.Join(t.TempDir(), "again.ndjson")
	into(t, st, "c.ndjson", report, opt)
	data, err := os.ReadFile(opt.Report)
	if err != nil || strings.Count(string(data), `,"line":`) != 1 {
		t.Errorf("the second report: %s (%v)", data, err)
	}
	mended := strings.NewReplacer(`"birthday":",`, `"birthday":"",`, `"star":"no"`, `"star":false`).Replace(string(data))
	if r := into(t, st, "d.ndjson", mended, options()); r.Rows != 2 || r.Added != 2 {
		t.Errorf("%+v\n%s", r, mended)
	}
	if got := lines(t, st, nil); len(got) != len(strings.Join(whole, "")) || strings.Count(got, "\n") != 3 {
		t.Errorf("the book: %s", got)
	}
}
