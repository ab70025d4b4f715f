package xlsx

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"crm/importer/table"
)

// sheets is a workbook.xml with those sheet elements.
func sheets(list string) string {
	return `<workbook ` + spreadsheetNS + `><bookViews><workbookView activeTab="2"/></bookViews><sheets>` + list + `</sheets></workbook>`
}

func TestSheets(t *testing.T) {
	w := workbookFile{
		sheetPath:                  sheetXML(`<row><c><v>1</v></c></row>`),
		"xl/worksheets/sheet2.xml": sheetXML(`<row><c><v>2</v></c></row>`),
		"xl/workbook.xml": sheets(`<sheet name="B&amp;B" r:id="rId2"/><sheet name="Chart" r:id="rId3"/>` +
			`<sheet name="A" state="hidden" r:id="rId1"/><sheet name="V" state="veryHidden" r:id="rId1"/><sheet name="Lost" r:id="rId9"/>`),
		"xl/_rels/workbook.xml.rels": rels(rel("rId1", "worksheet", "worksheets/sheet1.xml"),
			rel("rId2", "worksheet", "/xl/worksheets/sheet2.xml"), rel("rId3", "chartsheet", "chartsheets/sheet1.xml")),
	}
	b := w.open(t)
	want := []Sheet{{Name: "B&B"}, {Name: "A", Index: 1, Hidden: true, Active: true}, {Name: "V", Index: 2, Hidden: true}, {Name: "Lost", Index: 3}}
	if got := b.Sheets(); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for sheet, want := range map[int]string{0: "2", 1: "1", 2: "1"} {
		if got, err := read(b, sheet); err != nil || got[0].Cells[0].Text != want {
			t.Errorf("sheet %d: got %+v, %v", sheet, got, err)
		}
	}
	for sheet, want := range map[int]string{3: "does not say where", -1: "the workbook has 4", 4: "the workbook has 4"} {
		if _, err := b.Rows(sheet); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("sheet %d: got %v, want %q", sheet, err, want)
		}
	}
	if got, want := b.Info(1), (table.Info{Format: "xlsx", Encoding: "utf-8", Sheet: "A"}); got.Format != want.Format || got.Sheet != want.Sheet {
		t.Errorf("info: got %+v", got)
	}
}

// TestSeveralReaders has readers of all sheets open at once, as one does who looks
// for the sheet with the contacts.
func TestSeveralReaders(t *testing.T) {
	w := rows(`<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>`).strings(`<t>a</t>`, `<t>b</t>`)
	w["xl/workbook.xml"] = sheets(`<sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId1"/>`)
	b := w.open(t)
	var readers []table.Reader
	for i := range b.Sheets() {
		r, err := b.Rows(i)
		if err != nil {
			t.Fatal(err)
		}
		defer closeAll(t, r)
		readers = append(readers, r)
	}
	for _, want := range []string{"a", "b"} {
		for i, r := range readers {
			var row table.Row
			if err := r.Read(&row); err != nil || row.Cells[0].Text != want {
				t.Errorf("reader %d: got %+v, %v; want %q", i, row, err, want)
			}
		}
	}
}

func TestCloseEarly(t *testing.T) {
	r, err := rows(strings.Repeat(`<row><c><v>1</v></c></row>`, 50_000)).open(t).Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	var row table.Row
	if err := r.Read(&row); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		closeAll(t, r)
	}
	if err := r.Read(&row); err == nil {
		t.Error("a closed reader reads")
	}
}

// TestLayouts are workbooks that are laid out in unusual ways and are to be read.
func TestLayouts(t *testing.T) {
	const row = `<row><c t="s"><v>0</v></c></row>`
	strict := strings.NewReplacer(
		"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
	base := func() workbookFile { return rows(row).strings(`<t>ok</t>`) }
	prefixed := strings.NewReplacer("</", "</x:", "<?", "<?", "<w", "<x:w", "<s", "<x:s", "<r", "<x:r", "<c", "<x:c", "<v", "<x:v", "<t", "<x:t")
	utf16le := func(s string) string {
		var b strings.Builder
		b.WriteString("\xff\xfe")
		for _, u := range utf16.Encode([]rune(s)) {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
		return b.String()
	}
	layouts := map[string]workbookFile{
		"plain":            base(),
		"strict":           base(),
		"prefixes":         base(),
		"upper case parts": base().with(sheetPath, "").with("XL/WorkSheets/SHEET1.XML", sheetXML(row)),
		"backslashes":      base().with(sheetPath, "").with(`xl\worksheets\sheet1.xml`, sheetXML(row)),
		"absolute target": base().with("xl/_rels/workbook.xml.rels",
			rels(rel("rId1", "worksheet", "/xl/worksheets/sheet1.xml"), rel("rId3", "sharedStrings", "/xl/sharedStrings.xml"))),
		"dots in target":    base().with("xl/_rels/workbook.xml.rels", rels(rel("rId1", "worksheet", "../xl/./worksheets/sheet1.xml"))),
		"percent in target": base().with(sheetPath, "").with("xl/a b.xml", sheetXML(row)).with("xl/_rels/workbook.xml.rels", rels(rel("rId1", "worksheet", "a%20b.xml"))),
		"no root relations": base().with("_rels/.rels", ""),
		"no content types":  base().with("[Content_Types].xml", ""),
		"byte order mark":   base().with(sheetPath, "\ufeff"+sheetXML(row)),
		"UTF-16":            base().with(sheetPath, utf16le(strings.Replace(sheetXML(row), "UTF-8", "UTF-16", 1))),
		"other folder": base().with("xl/workbook.xml", "").with("xl/_rels/workbook.xml.rels", "").
			with("_rels/.rels", rels(rel("rId1", "officeDocument", "/book/main.xml"))).
			with("book/main.xml", sheets(`<sheet name="S" r:id="rId1"/>`)).
			with("book/_rels/main.xml.rels", rels(rel("rId1", "worksheet", "s.xml"), rel("rId2", "sharedStrings", "../xl/sharedStrings.xml"))).
			with("book/s.xml", sheetXML(row)),
	}
	for name, text := range layouts["plain"] {
		layouts["strict"][name] = strict.Replace(text)
	}
	layouts["strict"]["_rels/.rels"] = strict.Replace(rels(rel("rId1", "officeDocument", "xl/workbook.xml")))
	layouts["strict"]["xl/_rels/workbook.xml.rels"] = strict.Replace(rels(rel("rId1", "worksheet", "worksheets/sheet1.xml"), rel("rId3", "sharedStrings", "sharedStrings.xml")))
	layouts["prefixes"][sheetPath] = prefixed.Replace(sheetXML(row))
	layouts["prefixes"]["xl/sharedStrings.xml"] = prefixed.Replace(layouts["plain"]["xl/sharedStrings.xml"])
	for name, w := range layouts {
		t.Run(name, func(t *testing.T) {
			if got := w.cells(t); len(got) != 1 || got[0].Text != "ok" {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestParseRef(t *testing.T) {
	for in, want := range map[string][2]int{"A1": {0, 1}, "$B$2": {1, 2}, "xfd1048576": {16383, 1048576}, "AA10": {26, 10}} {
		if col, row, ok := parseRef([]byte(in)); !ok || col != want[0] || row != want[1] {
			t.Errorf("%s: got %d, %d, %v", in, col, row, ok)
		}
	}
	for _, in := range []string{"", "A", "1", "1A", "A-1", "A1B", "É1", strings.Repeat("Z", 99) + "1", "A" + strings.Repeat("9", 99)} {
		if col, row, ok := parseRef([]byte(in)); ok {
			t.Errorf("%q: got %d, %d", in, col, row)
		}
	}
}
