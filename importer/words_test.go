package importer_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crm/importer"
)

// TestReadWords: what is wrong and what to do about it come apart.
func TestReadWords(t *testing.T) {
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"xl/workbook.xml", "_rels/.rels"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(make([]byte, 20<<20))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ content, what, next string }{
		"none.csv":     {"", "none.csv is empty", "check that the export finished"},
		"blank.csv":    {" \n\n", "the file is empty", "check that the export finished"},
		"ebcdic.csv":   {"\xd7\x99Q\x95\x96\x94^\xe2\x96\x83\x89Q\xa3Q%\xe9\x96Q^\xc8\xcb\xa3\x85\x93@\x84\x85@\xa5\x89\x93\x93\x85%\xc6\x99\x81\x95H\x96\x89\xa2@\xd3\x85\x86T\xa5\x99\x85^\xc3\x81\x86Q@\x84\x85@\x93\x81@\xc7\x81\x99\x85k@\x99\xa4\x85@\x84\x85\xa2@Q\x83\x96\x93\x85\xa2%", "cannot tell the encoding of the text: ", "name it with --encoding"},
		"zero.csv":     {strings.Repeat("a\x00\x01", 99), "not a text file: ", "choose another file"},
		"wide.csv":     {"Name\nAnn\n" + strings.Repeat(",", 5000) + "x\n", "line 3: cells in one row: over the limit of 4096", "check the delimiter"},
		"bomb.xlsx":    {bomb.String(), "over the limit of ", "if the file is what you expect"},
		"cut.xlsx":     {bomb.String()[:1000], "this is a zip file without its end", "download or copy it again"},
		"picture.xlsx": {"\x89PNG\r\n\x1a\n", "this is a picture", "import the table"},
	} {
		_, err := importer.Open(t.Context(), write(t, name, tt.content), options())
		re, ok := errors.AsType[*importer.ReadError](err)
		if !ok || !strings.Contains(re.What, tt.what) || !strings.HasPrefix(re.Next, tt.next) || strings.Contains(re.What, ";") {
			t.Errorf("%s: got %v, want %s", name, err, tt.what)
		}
	}
}

// TestDamagedWords: the same for a workbook that breaks on the way.
func TestDamagedWords(t *testing.T) {
	_, err := importer.Open(t.Context(), sharedTexts(t, 1, "a</t>"), options())
	re, ok := errors.AsType[*importer.ReadError](err)
	if !ok || !strings.Contains(re.What, "damaged") || !strings.HasPrefix(re.Next, "get the file again") {
		t.Errorf("%v", err)
	}
}

func TestOptionWords(t *testing.T) {
	for _, tt := range []struct {
		opt        importer.Options
		what, next string
	}{
		{importer.Options{Encoding: "klingon"}, `there is no encoding "klingon"`, "the encodings are utf-8"},
		{importer.Options{Delimiter: "x"}, `"x" cannot be a delimiter`, "name one ASCII character"},
	} {
		tt.opt.Now = now
		_, err := importer.Open(t.Context(), write(t, "in.csv", "Name\nAnn\n"), tt.opt)
		if usage, ok := errors.AsType[*importer.UsageError](err); !ok || usage.What != tt.what || !strings.HasPrefix(usage.Next, tt.next) {
			t.Errorf("got %v, want %s", err, tt.what)
		}
	}
}

// TestWriteWords: a file that cannot be written is named as the user did, not by
// the name that it has until it is whole.
func TestWriteWords(t *testing.T) {
	dir := t.TempDir()
	st := newBook(t)
	bring(t, st, write(t, "in.csv", "Name\nAnn\n"), options())
	full := filepath.Join(dir, "folder")
	if err := os.Mkdir(full, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "none", "out.csv"), full} {
		opt := options()
		opt.Report = path
		f, err := importer.Open(t.Context(), write(t, "bad.csv", "Name,Note\n,alone\n"), opt)
		if err != nil {
			t.Fatal(err)
		}
		_, reported := f.Apply(t.Context(), st, nil)
		f.Close()
		_, exported := importer.ExportFile(t.Context(), st, nil, "csv", path, importer.ExportOptions{})
		for _, err := range []error{reported, exported} {
			we, ok := errors.AsType[*importer.WriteError](err)
			if !ok || !strings.HasPrefix(we.What, "cannot write "+path+": ") || strings.Contains(err.Error(), ".crm-") || we.Next == "" {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".crm-*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v %v", left, err)
	}
}

// TestProse: words alone, without a header, are no names.
func TestProse(t *testing.T) {
	for _, text := range []string{"hello world this is text", "some words\nmore words\n", "Ann,Smith\nBo,Jones\n"} {
		st := newBook(t)
		r := bring(t, st, write(t, "zt.db", text), options())
		if r.Added != 0 || r.Rejected != r.Rows || r.Rows == 0 || r.Problems[len(r.Problems)-1].Reason != "no column says anything about a contact" {
			t.Errorf("%q: %+v", text, r)
		}
	}
	st := newBook(t)
	opt := options()
	opt.Map = []string{"1=name"}
	if r := bring(t, st, write(t, "in.txt", "Ann Smith\nBo Jones\n"), opt); r.Added != 2 {
		t.Errorf("a list of names that is called one: %+v", r)
	}
	if r := bring(t, st, write(t, "in.txt", "Cy Young,0912345678\nDi Prince,0987654321\n"), options()); r.Added != 2 {
		t.Errorf("names and phones without a header: %+v", r)
	}
}

// TestBirthdayColumns: dates below a header that says birth, and no years.
func TestBirthdayColumns(t *testing.T) {
	for _, tt := range []struct{ header, value, want string }{
		{"Sinh", "31/12/1990", "1990-12-31"}, {"DOB", "1990-12-31", "1990-12-31"}, {"Born", "31/12/1990", "1990-12-31"},
		{"出生", "1990-12-31", "1990-12-31"}, {"Năm sinh", "31/12/1990", "1990-12-31"}, {"Năm sinh", "1990", ""},
	} {
		st := newBook(t)
		bring(t, st, write(t, "in.csv", "Name,"+tt.header+"\nAnn,"+tt.value+"\n"), options())
		c := everybody(t, st)[0]
		if c.Birthday != tt.want || tt.want == "" && (len(c.Custom) != 1 || c.Custom[0].Value != tt.value) {
			t.Errorf("%s: %q, %v", tt.header, c.Birthday, c.Custom)
		}
	}
}
