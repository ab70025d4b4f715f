package importer

import (
	"os"
	"path/filepath"
	"testing"

	"crm/importer/table"
	"crm/store"
)

// TestReportOfCards: cards are reported by what names and reaches people where the
// name of the report asks for a table.
func TestReportOfCards(t *testing.T) {
	f := &File{src: &source{info: table.Info{Format: "vcard"}}}
	path := filepath.Join(t.TempDir(), "look.csv")
	r := newReportFile(path, f)
	defer r.discard()
	d := draft{
		line: 7, c: store.Contact{Name: "Ann", Phones: []store.Phone{{Text: "09O1"}, {Text: "0912345678"}}, Emails: []store.Email{{Address: "ann@b.vn"}}},
		problems: []table.Problem{{Line: 7, Column: "TEL", Value: "09O1", Reason: "letter O in a phone number"}},
	}
	if err := r.row(&d); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the report has its name before it is whole")
	}
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	want := "\uFEFFname,company,phone,email,birthday,line,reason,was,contact id\r\n" +
		"Ann,,\"09O1; 0912345678\",ann@b.vn,,7,TEL: letter O in a phone number,\"{\"\"2\"\":\"\"09O1; 0912345678\"\"}\",\r\n"
	if err != nil || string(data) != want {
		t.Errorf("%q, want %q (%v)", data, want, err)
	}
}
