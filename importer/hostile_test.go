package importer_test

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"crm/importer"
)

// sharedTexts writes a workbook of n rows of three cells, all of which refer to
// one text.
func sharedTexts(t *testing.T, n int, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shared.xlsx")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rows strings.Builder
	for i := range n {
		fmt.Fprintf(&rows, `<row r="%d">%s</row>`, i+1, strings.Repeat(`<c t="s"><v>0</v></c>`, 3))
	}
	const main = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	z := zip.NewWriter(file)
	for _, part := range [][2]string{
		{"_rels/.rels", `<Relationships><Relationship Id="a" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook` + main + ` xmlns:r="` + office + `"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="` + office + `/worksheet" Target="sheet.xml"/>` +
			`<Relationship Id="b" Type="` + office + `/sharedStrings" Target="strings.xml"/></Relationships>`},
		{"xl/strings.xml", `<sst` + main + `><si><t>` + text + `</t></si></sst>`},
		{"xl/sheet.xml", `<worksheet` + main + `><sheetData>` + rows.String() + `</sheetData></worksheet>`},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSharedText: a small file can mean 12 GB of text. Walking through that
// takes a minute and the test's time with it.
func TestSharedText(t *testing.T) {
	path := sharedTexts(t, 4000, strings.Repeat("f", 1<<20))
	r := bring(t, newBook(t), path, options())
	if r.Rows != 4000 || r.Rejected != 4000 {
		t.Errorf("%d of %d rows are rejected", r.Rejected, r.Rows)
	}
	if p := r.Problems[0]; !strings.Contains(p.Reason, "32,767") {
		t.Errorf("the limit is not named: %+v", p)
	}
}

// asked is a context that ends after it was asked so many times.
type asked struct {
	context.Context
	left atomic.Int64
}

func (a *asked) Err() error {
	if a.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestOpenEnds: an import that is interrupted while it looks at the file ends
// within a few rows, wherever it is, and says so.
func TestOpenEnds(t *testing.T) {
	path := write(t, "in.csv", "Name,Phone\n"+strings.Repeat("Ann,0912345678\n", 1000))
	for n := range int64(60) {
		ctx := &asked{Context: t.Context()}
		ctx.left.Store(n)
		f, err := importer.Open(ctx, path, options())
		if err == nil {
			f.Close()
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("ended when asked for the %dth time: %v", n, err)
		}
		if _, ok := errors.AsType[*importer.ReadError](err); ok {
			t.Fatalf("the file is blamed: %v", err)
		}
	}
}

func TestLongCell(t *testing.T) {
	long := strings.Repeat("x", 300<<10)
	st := newBook(t)
	r := bring(t, st, write(t, "in.csv", "Name,Title,Colour,Note\nAnn,"+long+",red,kind\n"), options())
	if r.Added != 1 || len(r.Problems) != 1 || r.Problems[0].Column != "Title" || !strings.Contains(r.Problems[0].Reason, "256 KiB") {
		t.Fatalf("%+v", r)
	}
	c := everybody(t, st)[0]
	if c.Title != "" || c.Note != "kind\nTitle: "+long {
		t.Errorf("title of %d bytes, note of %d bytes", len(c.Title), len(c.Note))
	}
	if r := bring(t, st, write(t, "in.csv", "Name,Note\nBo,"+long+"\n"), options()); len(r.Problems) != 0 {
		t.Errorf("a long note is a problem: %+v", r.Problems)
	}
}

// TestManyColumns: thousands of columns of one name.
func TestManyColumns(t *testing.T) {
	header := "Name,Company,Title,Note" + strings.Repeat(",Colour", 4000)
	r := bring(t, newBook(t), write(t, "in.csv", header+"\nAnn,,,"+strings.Repeat(",red", 4000)+"\n"), options())
	if r.Added != 1 {
		t.Errorf("%d added, %+v", r.Added, r.Problems)
	}
}
