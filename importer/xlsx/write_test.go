package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"crm/importer/table"
)

// fullSheet writes a workbook of one sheet.
func fullSheet(t rapid.TB, columns []Column, header bool, rows ...[]table.Cell) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := NewWriter(&buf, []string{"Contacts"}, WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := w.Sheet(columns, header)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := s.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(s.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// readBack reads a sheet of a workbook that was written.
func readBack(t rapid.TB, data []byte, sheet int) []table.Row {
	t.Helper()
	b, err := Open(bytes.NewReader(data), int64(len(data)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	rows, err := read(b, sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// drawText draws what people, programs and attackers put into cells.
func drawText(t *rapid.T) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"=1+1", "+84 912 345 678", "0901234567", "-", "@x", "'x", "_x0041_", "_x0041_x0042_", "_x0041\x01", "__x005F_", "_x", "_xD83D_", " a ", "\n", "a\n\nb ", "\t", "<&>\"'", "]]>", "\x1b[0m", "\ufffe", "\uffff", "\x7f", "1e5", "TRUE", "#N/A", "2024-02-30", "𝝊", "Nguyễn", "ö"}),
		rapid.String(),
		rapid.StringMatching("[_xX0-9aAfF\x01\x0b ]{1,24}"),
	).Draw(t, "text")
}

// drawCell draws a cell of any kind.
func drawCell(t *rapid.T) table.Cell {
	kind := rapid.SampledFrom([]table.Kind{table.Empty, table.Text, table.Text, table.Number, table.Date, table.DateTime, table.Time, table.Bool, table.Fault}).Draw(t, "kind")
	from, to := time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	moment := time.Unix(rapid.Int64Range(from.Unix(), to.Unix()).Draw(t, "unix"), 0).UTC()
	c := table.Cell{Kind: kind}
	switch kind {
	case table.Text:
		c.Text = norm.NFC.String(strings.ReplaceAll(strings.ReplaceAll(drawText(t), "\r", "\n"), "\x00", "\ufffd"))
	case table.Number:
		v := rapid.OneOf(rapid.Int64Range(-1e13, 1e13), rapid.Int64Range(-999, 999)).Draw(t, "number")
		c.Text = string(appendDecimal(nil, fmt.Append(nil, max(v, -v)), trailingZeros(fmt.Append(nil, rapid.IntRange(0, 9).Draw(t, "tenths"))), v < 0))
		if got, _, _ := appendNumber(nil, []byte(c.Text)); string(got) != c.Text {
			c.Text = string(got)
		}
	case table.Date:
		c.Text = moment.Format(time.DateOnly)
	case table.DateTime:
		c.Text = moment.Add(time.Duration(rapid.IntRange(0, 999).Draw(t, "ms")) * time.Millisecond).Format("2006-01-02T15:04:05.000")
		c.Text = strings.TrimSuffix(c.Text, ".000")
	case table.Time:
		ms := rapid.IntRange(0, 200*3600*1000).Draw(t, "ms")
		if rapid.Bool().Draw(t, "whole") {
			ms -= ms % 1000
		}
		c.Text = string(appendClock(nil, float64(ms)/86_400_000, true))
	case table.Bool:
		c.Text = rapid.SampledFrom([]string{"TRUE", "FALSE"}).Draw(t, "bool")
	case table.Fault:
		c.Text, c.Note = rapid.SampledFrom([]string{"#N/A", "#REF!", "#DIV/0!"}).Draw(t, "fault"), noteFault
	}
	if c.Text == "" {
		return table.Cell{}
	}
	if kind != table.Fault && rapid.IntRange(0, 9).Draw(t, "linked") == 0 {
		c.Link = "mailto:a@b.vn?subject=x&y"
	}
	return c
}

// stands is a cell as it has to come back.
func stands(c table.Cell) table.Cell {
	if c.Kind == table.Text {
		_, d := clean([]byte(c.Text), 0)
		c.Note = d.note()
	}
	return c
}

// TestWriteRead: what is written reads back the same, cell by cell.
func TestWriteRead(t *testing.T) {
	few(t, "60")
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SliceOfN(rapid.SampledFrom([]table.Kind{table.Empty, table.Text, table.Number, table.Date, table.DateTime, table.Time}), 0, 4).Draw(t, "columns")
		var columns []Column
		for _, k := range kinds {
			columns = append(columns, Column{Kind: k, Hidden: k == table.Text})
		}
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(drawCell), 0, 30), 0, 6).Draw(t, "rows")
		data := fullSheet(t, columns, rapid.Bool().Draw(t, "header"), rows...)
		got := map[int][]table.Cell{}
		for _, row := range readBack(t, data, 0) {
			if row.Problem != nil {
				t.Fatalf("row %d: %v", row.Line, row.Problem)
			}
			got[row.Line] = row.Cells
		}
		for i, row := range rows {
			for j, c := range row {
				var have table.Cell
				if j < len(got[i+1]) {
					have = got[i+1][j]
				}
				if want := stands(c); have != want {
					t.Fatalf("row %d column %d: %+v, read back %+v", i+1, j+1, want, have)
				}
			}
			if len(got[i+1]) > len(row) {
				t.Fatalf("row %d has %d cells, wrote %d", i+1, len(got[i+1]), len(row))
			}
		}
		wellFormed(t, data)
	})
}

// wellFormed parses every part with another parser.
func wellFormed(t rapid.TB, data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		for err == nil {
			_, err = d.Token()
		}
		if err != io.EOF {
			t.Fatalf("%s: %v", f.Name, err)
		}
		r.Close()
	}
}

// few makes rapid try fewer cases than its default, unless the command line says
// how many.
func few(t *testing.T, n string) {
	t.Helper()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := flag.Set("rapid.checks", n); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { flag.Set("rapid.checks", f.DefValue) })
	}
}

// TestWriteExcelize reads what was written with excelize, cell by cell.
func TestWriteExcelize(t *testing.T) {
	few(t, "30")
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(drawCell), 1, 12), 1, 6).Draw(t, "rows")
		data := fullSheet(t, []Column{{Kind: table.Text}, {Kind: table.Date}}, true, rows...)
		diffs, _, err := compareExcelize(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diffs {
			t.Error(d)
		}
	})
}

// FuzzWrite writes any text and reads it back.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{"x", "_x0041_", "_x0041\x01", "\r\n", "<&>", "\xff", "_xD83D__xDE00_", "\ufffe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" || tooLongForCell(s) || !utf8.ValidString(s) {
			t.Skip()
		}
		want, d := clean([]byte(s), 0)
		data := fullSheet(t, nil, false, []table.Cell{text(s)})
		got := readBack(t, data, 0)
		if len(got) != 1 || got[0].Cells[0].Text != string(want) || got[0].Cells[0].Note != d.note() {
			t.Fatalf("%q became %+v", s, got)
		}
		wellFormed(t, data)
	})
}
