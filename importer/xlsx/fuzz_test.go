package xlsx

import (
	"bytes"
	"io"
	"strconv"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"crm/importer/table"
)

// fuzzLimits are small, so that the fuzzer meets them.
func fuzzLimits() *limits {
	lim := newLimits()
	lim.entries, lim.directory = 20, 64<<10
	lim.sheet, lim.part, lim.rels, lim.free = 1<<20, 1<<20, 1<<20, 64<<10
	lim.text, lim.gaps, lim.strings, lim.memory = 64<<10, 1<<18, 1000, 200
	return lim
}

// readAll reads a workbook and checks what package table promises.
func readAll(t *testing.T, data []byte) {
	b, err := open(bytes.NewReader(data), int64(len(data)), Options{}, fuzzLimits())
	if err != nil {
		return
	}
	defer closeAll(t, b)
	for _, s := range b.Sheets() {
		r, err := b.Rows(s.Index)
		if err != nil {
			continue
		}
		var row table.Row
		line := 0
		for {
			if err = r.Read(&row); err != nil {
				break
			}
			if row.Line <= line || len(row.Cells) == 0 || row.Cells[len(row.Cells)-1] == (table.Cell{}) {
				t.Fatalf("row %d of %d cells after row %d", row.Line, len(row.Cells), line)
			}
			line = row.Line
			for _, c := range row.Cells {
				checkCell(t, c)
			}
		}
		if again := r.Read(&row); again != err {
			t.Fatalf("read again: %v, and before %v", again, err)
		}
		closeAll(t, r)
	}
}

func checkCell(t *testing.T, c table.Cell) {
	if !utf8.ValidString(c.Text) || !norm.NFC.IsNormalString(c.Text) || bytes.ContainsAny([]byte(c.Text), "\r\x00") {
		t.Fatalf("text %q", c.Text)
	}
	switch c.Kind {
	case table.Empty:
		if c != (table.Cell{}) {
			t.Fatalf("an empty cell holds %+v", c)
		}
	case table.Number:
		if got, _, ok := appendNumber(nil, []byte(c.Text)); !ok || string(got) != c.Text {
			t.Fatalf("number %q reads as %q", c.Text, got)
		}
	case table.Text, table.Bool, table.Date, table.DateTime, table.Time:
		if c.Text == "" {
			t.Fatalf("a cell of kind %v without text", c.Kind)
		}
	}
	if c.Kind == table.Fault && c.Note == "" {
		t.Fatalf("a fault without a note: %+v", c)
	}
}

// FuzzRead reads anything as a workbook.
func FuzzRead(f *testing.F) {
	f.Add(rows(`<row r="1"><c r="A1" t="s"><v>0</v></c><c s="1"><v>33523.5</v></c></row>`).
		strings(`<t>a</t>`).styled("d/m/yyyy").bytes(f))
	f.Add(rows("").bytes(f))
	f.Add([]byte(zipEmpty))
	f.Add(ole("Workbook"))
	f.Add([]byte("<html>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		readAll(t, data)
		_ = Reject(data)
	})
}

// FuzzSheet reads anything as the XML of a sheet, of shared strings and of styles.
func FuzzSheet(f *testing.F) {
	const row = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>33523.5</v></c><c t="inlineStr"><is><t>x_x000D_</t></is></c></row>`
	sst := workbookFile{}.strings(`<t>a</t>`, `<r><t>b</t></r><rPh><t>c</t></rPh>`)["xl/sharedStrings.xml"]
	styles := workbookFile{}.styled("d/m/yyyy", `[<=99]00;(000) 000-0000`, `0.0%;-"x"`, "[h]:mm:ss.00")["xl/styles.xml"]
	f.Add(sheetXML(row), sst, styles)
	f.Add(sheetXML(`<row><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c t="d"><v>2024-01-01</v></c><c><f>A1</f></c></row>`), sst, styles)
	f.Add(sheetXML(`<row r="9"><c r="XFD9"><v>1E-300</v></c></row><!-- c --><row><c><v><![CDATA[1]]></v></c></row>`), "", "")
	f.Fuzz(func(t *testing.T, sheet, sst, styles string) {
		readAll(t, rows("").with(sheetPath, sheet).with("xl/sharedStrings.xml", sst).with("xl/styles.xml", styles).bytes(t))
	})
}

// FuzzFormat takes any format code apart and shows numbers with it.
func FuzzFormat(f *testing.F) {
	for _, code := range []string{"General", "dd/mm/yyyy", "[h]:mm", `#,##0.00 "₫";[Red]-0`, "(000) 000-0000", "0%", "_(* #,##0_)", `\`, "[", `"`, "[<=9]0;0"} {
		f.Add(code, 1234.5)
	}
	f.Fuzz(func(t *testing.T, code string, v float64) {
		format := parseFormat(code)
		text, _, ok := appendNumber(nil, strconv.AppendFloat(nil, v, 'g', -1, 64))
		if !ok {
			return
		}
		if shown := format.appendShown(nil, text); string(shown) == string(text) && len(shown) > 0 {
			t.Errorf("%q shows %s as it is", code, text)
		}
		format.appendSerial(nil, v, false)
		format.appendSerial(nil, v, true)
	})
}

// TestNoLeftovers: a reader that is closed in the middle leaves nothing running.
func TestNoLeftovers(t *testing.T) {
	pr, pw := io.Pipe()
	a := newAhead(pr)
	go func() {
		for {
			if _, err := pw.Write(make([]byte, aheadBlock)); err != nil {
				return
			}
		}
	}()
	if _, err := io.ReadFull(a, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := pw.Write([]byte("x")); err != io.ErrClosedPipe {
		t.Errorf("the source is not closed: %v", err)
	}
}
