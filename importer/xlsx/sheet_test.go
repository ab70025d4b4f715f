package xlsx

import (
	"io"
	"slices"
	"strings"
	"testing"

	"crm/importer/table"
)

func text(s string) table.Cell                { return table.Cell{Text: s, Kind: table.Text} }
func numeral(s string) table.Cell             { return table.Cell{Text: s, Kind: table.Number} }
func fault(s, n string) table.Cell            { return table.Cell{Text: s, Kind: table.Fault, Note: n} }
func noted(c table.Cell, n string) table.Cell { c.Note = n; return c }

// TestCells reads one row each.
func TestCells(t *testing.T) {
	var empty table.Cell
	sst := workbookFile{}.strings(
		`<t>one</t>`, `<t xml:space="preserve"> two </t>`, `<r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r>`,
		`<t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/>`, `<t>a_x000D_
b</t>`, `<t/>`, `<t>A&amp;B</t>`, `<t><![CDATA[<x>&amp;]]></t>`, `<t>_x001B_[0m</t>`)["xl/sharedStrings.xml"]
	for _, tt := range []struct {
		name, row string
		want      []table.Cell
	}{
		{"numbers", `<row r="1"><c r="A1"><v>84901234500</v></c><c r="B1" t="n"><v>8.5E+3</v></c></row>`,
			[]table.Cell{numeral("84901234500"), numeral("8500")}},
		{"shared", `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>`,
			[]table.Cell{text("one"), text(" two "), text("rich")}},
		{"phonetic runs", `<row><c t="s"><v>3</v></c></row>`, []table.Cell{text("課")}},
		{"escapes", `<row><c t="s"><v>4</v></c></row>`, []table.Cell{text("a\nb")}},
		{"empty shared is nothing", `<row><c t="s"><v>5</v></c><c t="s"><v>6</v></c></row>`, []table.Cell{empty, text("A&B")}},
		{"cdata", `<row><c t="s"><v>7</v></c></row>`, []table.Cell{text("<x>&amp;")}},
		{"control", `<row><c t="s"><v>8</v></c></row>`, []table.Cell{noted(text("\x1b[0m"), doubtControl.note())}},
		{"bad index", `<row><c t="s"><v>9</v></c><c t="s"><v>-1</v></c><c t="s"><v>x</v></c><c t="s"><v>0</v></c></row>`,
			[]table.Cell{fault("", noteShared), fault("", noteShared), fault("", noteShared), text("one")}},
		{"inline", `<row><c t="inlineStr"><is><t>in</t></is></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>`,
			[]table.Cell{text("in"), text("ab")}},
		{"inline beside a value", `<row><c t="inlineStr"><v>no</v><is><t>yes</t></is></c><c t="inlineStr"><v>alone</v></c></row>`,
			[]table.Cell{text("yes"), text("alone")}},
		{"formula text", `<row><c t="str"><f>A1&amp;"x"</f><v>val_x0041_</v></c></row>`, []table.Cell{text("valA")}},
		{"bools", `<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="b"><v>true</v></c><c t="b"><v>2</v></c></row>`,
			[]table.Cell{{Text: "TRUE", Kind: table.Bool}, {Text: "FALSE", Kind: table.Bool}, {Text: "TRUE", Kind: table.Bool}, noted(text("2"), noteBool)}},
		{"errors", `<row><c t="e"><v>#N/A</v></c></row>`, []table.Cell{fault("#N/A", noteFault)}},
		{"ISO dates", `<row><c t="d"><v>2024-02-29</v></c><c t="d"><v>soon</v></c></row>`,
			[]table.Cell{{Text: "2024-02-29", Kind: table.Date}, noted(text("soon"), noteISO)}},
		{"no number", `<row><c><v>abc</v></c></row>`, []table.Cell{noted(text("abc"), noteNumber)}},
		{"cached formula", `<row><c><f>1+1</f><v>2</v></c></row>`, []table.Cell{numeral("2")}},
		{"formula without a value", `<row><c><f>1+1</f></c><c><f>1+1</f><v></v></c><c><f>1+1</f><v/></c><c t="str"><f>A1</f></c></row>`,
			[]table.Cell{fault("", noteFormula), fault("", noteFormula), fault("", noteFormula), fault("", noteFormula)}},
		{"formula with an empty text", `<row><c t="str"><f>""</f><v></v></c><c><v>1</v></c></row>`, []table.Cell{empty, numeral("1")}},
		{"link by formula", `<row><c t="str"><f>HYPERLINK("mailto:a@b.c","write")</f><v>write</v></c></row>`,
			[]table.Cell{{Text: "write", Kind: table.Text, Link: "mailto:a@b.c"}}},
		{"link by expression", `<row><c t="str"><f>HYPERLINK("mailto:"&amp;A1,"write")</f><v>write</v></c></row>`, []table.Cell{text("write")}},
		{"gaps", `<row><c r="B1"><v>1</v></c><c r="E1"><v>2</v></c><c r="G1"/></row>`,
			[]table.Cell{empty, numeral("1"), empty, empty, numeral("2")}},
		{"missing references go on", `<row><c r="B1"><v>1</v></c><c><v>2</v></c></row>`, []table.Cell{empty, numeral("1"), numeral("2")}},
		{"backward references", `<row><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>`, []table.Cell{numeral("1"), numeral("2")}},
		{"bad reference", `<row><c r="1A"><v>1</v></c><c r=""><v>2</v></c></row>`, []table.Cell{numeral("1"), numeral("2")}},
		{"last column", `<row><c r="XFD1"><v>1</v></c></row>`, append(make([]table.Cell, 16383), numeral("1"))},
		{"quotes, spaces, order", "<row\n r = '1' ><c t='n'\ts='0' r=\"A1\" ><v >1</v ></c ></row >", []table.Cell{numeral("1")}},
		{"greater-than in an attribute", `<row x=">"><c r="A1" x="/>"><v>1</v></c></row>`, []table.Cell{numeral("1")}},
		{"comments and instructions", `<!-- <row> --><row><?x <c>?><c><!-- --><v>1<!-- 2 -->3</v></c></row>`, []table.Cell{numeral("13")}},
		{"extensions", `<row><c><v>1</v><extLst><ext><v>9</v><c r="Z9"><v>8</v></c></ext></extLst></c><x:y xmlns:x="x"><c><v>7</v></c></x:y></row>`,
			[]table.Cell{numeral("1")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := rows(tt.row).with("xl/sharedStrings.xml", sst).cells(t)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

func TestFormats(t *testing.T) {
	got := rows(`<row><c s="1"><v>33523</v></c><c s="2"><v>901234567</v></c><c s="3"><v>0.125</v></c>`+
		`<c s="4"><v>1.5</v></c><c s="1"><v>60</v></c><c s="1"><v>-5</v></c><c s="99"><v>33523</v></c><c><v>0.30000000000000004</v></c></row>`).
		styled("dd/mm/yyyy", "0000000000", "0.0%", "[h]:mm").cells(t)
	want := []table.Cell{
		{Text: "1991-10-12", Kind: table.Date},
		{Text: "901234567", Kind: table.Number, Shown: "0901234567"},
		{Text: "0.125", Kind: table.Number, Shown: "12.5%"},
		{Text: "36:00:00", Kind: table.Time},
		{Text: "1900-02-28", Kind: table.Date, Note: noteLeap},
		{Text: "-5", Kind: table.Number, Note: noteZero},
		numeral("33523"),
		{Text: "0.30000000000000004", Kind: table.Number, Shown: "0.3"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func Test1904(t *testing.T) {
	w := rows(`<row><c s="1"><v>32061</v></c></row>`).styled("dd/mm/yyyy").with("xl/workbook.xml",
		`<workbook `+spreadsheetNS+`><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets>`+
			`<extLst><ext xmlns:x15="x"><x15:workbookPr date1904="0"/></ext></extLst></workbook>`)
	if got := w.cells(t); got[0].Text != "1991-10-12" {
		t.Errorf("got %+v", got)
	}
}

func TestRowNumbers(t *testing.T) {
	for _, tt := range []struct {
		name, rows string
		want       []int
		problems   int
	}{
		{"given", `<row r="3"><c><v>1</v></c></row><row r="7"><c><v>1</v></c></row>`, []int{3, 7}, 0},
		{"missing", `<row><c><v>1</v></c></row><row/><row><c/></row><row><c><v>1</v></c></row>`, []int{1, 4}, 0},
		{"mixed", `<row r="5"><c><v>1</v></c></row><row><c><v>1</v></c></row>`, []int{5, 6}, 0},
		{"backwards", `<row r="5"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row><row r="9"><c><v>1</v></c></row>`, []int{5, 6, 9}, 1},
		{"nonsense", `<row r="0"><c><v>1</v></c></row><row r="x"><c><v>1</v></c></row><row r="99999999999"><c><v>1</v></c></row>`, []int{1, 2, 3}, 3},
	} {
		got, err := read(rows(tt.rows).open(t), 0)
		if err != nil {
			t.Fatal(err)
		}
		var lines []int
		problems := 0
		for _, row := range got {
			lines = append(lines, row.Line)
			if row.Problem != nil {
				problems++
				if row.Problem.Line != row.Line || row.Problem.Rejected {
					t.Errorf("%s: row %d has the problem %+v", tt.name, row.Line, row.Problem)
				}
			}
		}
		if !slices.Equal(lines, tt.want) || problems != tt.problems {
			t.Errorf("%s: got %v with %d problems, want %v with %d", tt.name, lines, problems, tt.want, tt.problems)
		}
	}
}

func TestTwoValuesForOneCell(t *testing.T) {
	const shown, plain, shared = `<c r="A1" s="1"><v>1</v></c>`, `<c r="A1"><v>2</v></c>`, `<c r="A1" t="s"><v>0</v></c>`
	for xml, want := range map[string]table.Cell{
		shown + plain:  numeral("2"),
		shown + shared: text("x"),
		shared + plain: numeral("2"),
		plain + shown:  {Text: "1", Shown: "001", Kind: table.Number},
	} {
		got, err := read(rows(`<row>`+xml+`</row>`).styled("000").strings(`<t>x</t>`).open(t), 0)
		if err != nil || len(got) != 1 || got[0].Problem == nil || got[0].Cells[0] != want {
			t.Errorf("%s: got %+v, %v", xml, got, err)
		}
	}
}

// TestLyingDimension: what a sheet says about its size costs nothing.
func TestLyingDimension(t *testing.T) {
	w := workbookFile{sheetPath: `<worksheet ` + spreadsheetNS + `><dimension ref="A1:XFD1048576"/><sheetData>` +
		`<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>`}
	var row table.Row
	r, err := w.open(t).Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, r)
	if err := r.Read(&row); err != nil || row.Line != 1<<20 || len(row.Cells) != 1 || cap(row.Cells) > 16 {
		t.Errorf("got row %d of %d cells, %v", row.Line, len(row.Cells), err)
	}
	for range 2 {
		if err := r.Read(&row); err != io.EOF {
			t.Errorf("got %v, want EOF", err)
		}
	}
}

// TestRowMemory: a row that was kept with its slice cloned stays as it was,
// and nothing of a longer row is left in a shorter one.
func TestRowMemory(t *testing.T) {
	r, err := rows(`<row><c><v>1</v></c><c t="str"><v>a</v></c></row><row><c/><c><v>2</v></c><c/></row><row><c r="C3"><v>3</v></c></row>`).open(t).Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, r)
	var row table.Row
	var kept [][]table.Cell
	for r.Read(&row) == nil {
		kept = append(kept, slices.Clone(row.Cells))
	}
	want := [][]table.Cell{{numeral("1"), text("a")}, {{}, numeral("2")}, {{}, {}, numeral("3")}}
	if !slices.EqualFunc(kept, want, slices.Equal) {
		t.Errorf("got %+v, want %+v", kept, want)
	}
}

func TestHiddenColumns(t *testing.T) {
	w := workbookFile{sheetPath: `<worksheet ` + spreadsheetNS + `><cols><col min="1" max="3" width="0" hidden="1"/>` +
		`<col min="4" max="4" width="9"/></cols><sheetData><row hidden="1"><c><v>1</v></c></row></sheetData></worksheet>`}
	r, err := w.open(t).Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, r)
	var row table.Row
	if err := r.Read(&row); err != nil || len(row.Cells) != 1 {
		t.Fatalf("a hidden row is not read: %+v, %v", row, err)
	}
	for col, want := range []bool{true, true, true, false, false} {
		if got := r.(*Rows).HiddenColumn(col); got != want {
			t.Errorf("column %d: hidden is %v", col, got)
		}
	}
}

func TestLinks(t *testing.T) {
	sheet := `<worksheet ` + spreadsheetNS + `><sheetData>` +
		`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>` +
		`<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c><c r="C2"><v>5</v></c></row>` +
		`<row r="9999"><c><v>6</v></c></row></sheetData>` +
		`<hyperlinks><hyperlink ref="B1" r:id="rId1"/><hyperlink ref="A2" r:id="rId2" location="top"/>` +
		`<hyperlink ref="B2:C3" r:id="rId1"/><hyperlink ref="A3:XFD1048576" r:id="rId1"/><hyperlink ref="A1" location="Sheet1!C9"/></hyperlinks></worksheet>`
	external := func(id, target string) string {
		return strings.Replace(rel(id, "hyperlink", target), "/>", ` TargetMode="External"/>`, 1)
	}
	w := workbookFile{sheetPath: sheet, "xl/worksheets/_rels/sheet1.xml.rels": rels(
		external("rId1", "mailto:ann@example.com"), external("rId2", "https://example.com/?a=1&amp;b=2"))}
	got, err := read(w.open(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"", "mailto:ann@example.com"}, {"https://example.com/?a=1&b=2#top", "mailto:ann@example.com", "mailto:ann@example.com"}, {"mailto:ann@example.com"}}
	for i, row := range got {
		for j, c := range row.Cells {
			if c.Link != want[i][j] {
				t.Errorf("row %d, column %d: got %q, want %q", i, j, c.Link, want[i][j])
			}
		}
	}
}

// TestLongText has cells over the borders of the read-ahead's blocks.
func TestLongText(t *testing.T) {
	const n = 10
	long := strings.Repeat("Nguyễn ", 4_600)
	got := rows(`<row>` + strings.Repeat(`<c t="inlineStr"><is><t>`+long+`</t></is></c>`, n) + `<c><v>1</v></c></row>`).cells(t)
	if len(got) != n+1 || got[n] != numeral("1") {
		t.Fatalf("got %d cells", len(got))
	}
	for i := range n {
		if got[i].Text != long {
			t.Errorf("cell %d has %d bytes, want %d", i, len(got[i].Text), len(long))
		}
	}
}
