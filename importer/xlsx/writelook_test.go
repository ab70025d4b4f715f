package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"crm/importer/table"
)

// TestWriteLook asks excelize for what a person sees.
func TestWriteLook(t *testing.T) {
	columns := []Column{{Width: 20, Kind: table.Text, Hidden: true}, {Kind: table.Date}, {Kind: table.Number}, {}}
	var buf bytes.Buffer
	w, err := NewWriter(&buf, []string{"Contacts", "It's <2>"}, WriterOptions{Time: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.Sheet(columns, true)
	if err != nil {
		t.Fatal(err)
	}
	header := []table.Cell{text("id"), text("on"), text("amount"), text("moment")}
	row := []table.Cell{text("0901"), {Text: "2026-02-28", Kind: table.Date}, {Text: "1234.50", Kind: table.Number}, {Text: "2026-02-28T09:30:00", Kind: table.DateTime}}
	if err := errors.Join(s.Write(header), s.WriteMarked(row, []bool{true, true, false, false, true})); err != nil {
		t.Fatal(err)
	}
	if _, err = w.Sheet(nil, false); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if got := x.GetSheetList(); !slices.Equal(got, []string{"Contacts", "It's <2>"}) {
		t.Errorf("the sheets are %q", got)
	}
	for ref, want := range map[string]string{"A2": "0901", "B2": "2026-02-28", "C2": "1,234.50", "D2": "2026-02-28 09:30"} {
		if got, err := x.GetCellValue("Contacts", ref); got != want || err != nil {
			t.Errorf("%s shows %q, want %q (%v)", ref, got, want, err)
		}
	}
	look := func(ref string) *excelize.Style {
		n, err := x.GetCellStyle("Contacts", ref)
		if err != nil {
			t.Fatal(err)
		}
		style, err := x.GetStyle(n)
		if err != nil {
			t.Fatal(err)
		}
		return style
	}
	if !look("B1").Font.Bold || look("B2").Font.Bold {
		t.Error("not the header alone is bold")
	}
	for _, ref := range []string{"A2", "B2", "E2"} {
		if s := look(ref); s.Fill.Type != "pattern" || s.Fill.Pattern != 1 { // solid; it needs a theme to tell colours
			t.Errorf("%s is not marked: %+v", ref, s.Fill)
		}
	}
	if s := look("C2"); s.Fill.Pattern != 0 {
		t.Errorf("C2 is marked: %+v", s.Fill)
	}
	if look("A2").NumFmt != 49 {
		t.Errorf("an id has the format %d, not @", look("A2").NumFmt)
	}
	if visible, err := x.GetColVisible("Contacts", "A"); visible || err != nil {
		t.Errorf("the id is shown: %v", err)
	}
	if panes, err := x.GetPanes("Contacts"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header is not frozen: %+v, %v", panes, err)
	}
	if names := x.GetDefinedName(); len(names) != 0 && names[0].RefersTo != "'Contacts'!$A$1:$D$2" {
		t.Errorf("the filter is %+v", names)
	}
	sheet, styles := partOf(t, buf.Bytes(), "xl/worksheets/sheet1.xml"), partOf(t, buf.Bytes(), "xl/styles.xml")
	for _, part := range []string{`<autoFilter ref="A1:D2"/>`, `<col min="1" max="1" width="20" customWidth="1" style="1" hidden="1"/>`} {
		if !strings.Contains(sheet, part) {
			t.Errorf("the sheet has no %s", part)
		}
	}
	for _, part := range []string{`<fgColor rgb="FFFFC7CE"/>`, `<color rgb="FF9C0006"/>`} {
		if !strings.Contains(styles, part) {
			t.Errorf("the styles have no %s", part)
		}
	}
}

// partOf is the content of a part.
func partOf(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestWriteParts is the list of the parts, and that nothing but the rows and the
// given time decides the bytes.
func TestWriteParts(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("", 7*3600))
	write := func() []byte {
		var buf bytes.Buffer
		w, err := NewWriter(&buf, []string{"a", "b"}, WriterOptions{Time: at})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			s, err := w.Sheet(nil, true)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Write([]table.Cell{{Text: "x", Kind: table.Text, Link: "https://a.vn/?a=1&b=2"}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	data := write()
	if !bytes.Equal(data, write()) {
		t.Error("the same rows give other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if !f.Modified.Equal(at) {
			t.Errorf("%s is of %v", f.Name, f.Modified)
		}
	}
	want := []string{"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "docProps/app.xml",
		"xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet2.xml.rels", "xl/workbook.xml", "xl/styles.xml"}
	if !slices.Equal(names, want) {
		t.Errorf("the parts are\n%q, want\n%q", names, want)
	}
	wellFormed(t, data)
}

// TestWriteShown: a number comes back with what its format showed.
func TestWriteShown(t *testing.T) {
	var row []table.Cell
	for _, tt := range [][2]string{
		{"901234567", "0901234567"}, {"901234567", "090 123 4567"}, {"84901234567", "+84 901-234-567"}, {"0.125", "12.5%"}, {"1500000", "1,500,000 ₫"},
		{"-1200.5", "-$1,200.50"}, {"7", "KH-0007"}, {"7", "№7 \\ (x)"}, {"0.30000000000000004", "0.3"}, {"5", ""},
	} {
		row = append(row, table.Cell{Text: tt[0], Kind: table.Number, Shown: tt[1]})
	}
	got := readBack(t, fullSheet(t, nil, false, row), 0)[0].Cells
	for i := range row {
		if got[i] != row[i] {
			t.Errorf("%+v, read back %+v", row[i], got[i])
		}
	}
}

// TestWriteTexts: what no cell of its kind can hold becomes text.
func TestWriteTexts(t *testing.T) {
	row := []table.Cell{
		{Text: "007", Kind: table.Number}, {Text: "1e400", Kind: table.Number}, {Text: "12345678901234567890", Kind: table.Number}, {Text: "n/a", Kind: table.Number},
		{Text: "1899-12-31", Kind: table.Date}, {Text: "1900-02-28", Kind: table.Date}, {Text: "--02-29", Kind: table.Date}, {Text: "2023-02-29", Kind: table.Date},
		{Text: "2024-01-01T00:00:00.0001", Kind: table.DateTime}, {Text: "-01:00:00", Kind: table.Time}, {Text: "1:2", Kind: table.Time},
		{Text: "yes", Kind: table.Bool}, {Text: "#SPILL!", Kind: table.Fault},
	}
	for i, c := range readBack(t, fullSheet(t, nil, false, row), 0)[0].Cells {
		if c != text(row[i].Text) {
			t.Errorf("%+v became %+v", row[i], c)
		}
	}
	early := []table.Cell{{Text: "1900-03-01", Kind: table.Date}, {Text: "9999-12-31T23:59:59", Kind: table.DateTime}}
	if got := readBack(t, fullSheet(t, nil, false, early), 0)[0].Cells; !slices.Equal(got, early) {
		t.Errorf("%+v", got)
	}
}
