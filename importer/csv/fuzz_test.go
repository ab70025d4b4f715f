package csv_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"crm/importer/csv"
	"crm/importer/table"
)

// judge reads data with encoding/csv, strictly.
// ok is false where the two are meant to differ or data is not valid.
func judge(data string) (rows [][]string, ok bool) {
	plain := strings.ReplaceAll(data, "\r\n", "\n")
	if strings.ContainsAny(plain, "\r\x00\x1a\uFEFF") || !utf8.ValidString(data) || strings.Contains(data, "\" ") ||
		strings.HasPrefix(strings.ToLower(plain), "sep=") {
		return nil, false
	}
	r := stdcsv.NewReader(strings.NewReader(data))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		return nil, false
	}
	for _, row := range all {
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue // blank for us
		}
		for i := range row {
			row[i] = norm.NFC.String(row[i])
		}
		rows = append(rows, row)
	}
	return rows, true
}

// reading is what came out of a file.
type reading struct {
	rows     [][]string
	problems int
	info     table.Info
	err      error // of Open, or a limit
}

// check reads data and checks what has to hold for any input.
func check(t rapid.TB, data []byte, opt csv.Options) reading {
	t.Helper()
	r, info, err := csv.Open(bytes.NewReader(data), int64(len(data)), opt)
	got := reading{info: info, err: err}
	if err != nil {
		return got
	}
	last := 0
	var row table.Row
	for {
		err := r.Read(&row)
		if errors.Is(err, io.EOF) {
			return got
		}
		if err != nil {
			var limit *table.LimitError
			if !errors.As(err, &limit) {
				t.Fatalf("error %v", err)
			}
			got.err = err
			return got
		}
		if row.Line <= last || row.Line > len(data)+1 {
			t.Fatalf("line %d after line %d", row.Line, last)
		}
		last = row.Line
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = c.Text
			if !norm.NFC.IsNormalString(c.Text) || !utf8.ValidString(c.Text) || strings.Contains(c.Text, "\x00") {
				t.Fatalf("line %d: cell %q", row.Line, c.Text)
			}
		}
		if p := row.Problem; p != nil {
			got.problems++
			if p.Line < row.Line || p.Reason == "" || p.Fix == "" {
				t.Fatalf("line %d: problem %+v", row.Line, p)
			}
		} else if row.Blank() {
			t.Fatalf("line %d: a blank row is delivered", row.Line)
		}
		got.rows = append(got.rows, cells)
	}
}

// FuzzReader: no input makes the reader panic, hang, or break its promises,
// and what encoding/csv accepts is read as encoding/csv reads it.
func FuzzReader(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,2\n", "\"a\nb\",\"c\"\"d\"\r\n", "a;b\rc;d\r", "\"a,b\nc\n", "a\x00b,\xe9\n", "sep=;\na;b",
		"\xff\xfea\x00,\x00b\x00\n\x00", "\xc3\x83\xc2\xa9,b\n", " \"a\" , \"b\"x,\n", "\x1a", ",,,\n\n,x\n",
		"\"x\"y,\"\"\"\n", "'a','b,c'\n'd','e,f'\n", "\xd6\xd0\xb9\xfa,\xb1\xb1\xbe\xa9\n", "a\r\r\nb\x1a\x1a",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, data, csv.Options{Unguard: true})
		check(t, data, csv.Options{Encoding: "gb18030", Delimiter: ";"})
		got := check(t, data, csv.Options{Encoding: "utf-8", Delimiter: ","})
		want, ok := judge(string(data))
		// A note says that we went beyond encoding/csv: repaired text, other quotes.
		if !ok || got.err != nil || len(got.info.Notes) > 0 {
			return
		}
		if got.problems > 0 || len(got.rows) != len(want) || len(want) > 0 && !reflect.DeepEqual(got.rows, want) {
			t.Fatalf("%d problems, got  %q\nwant %q", got.problems, got.rows, want)
		}
	})
}

// TestJudge compares with encoding/csv on valid text of every shape.
func TestJudge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		eol := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "eol")
		var b strings.Builder
		for range rapid.IntRange(1, 10).Draw(t, "rows") {
			cells := rapid.SliceOfN(rapid.SampledFrom([]string{
				"", "a", "Nguyễn", "王小明", "\"\"", "\"a,b\"", "\"a" + eol + "b\"", "\"say \"\"hi\"\"\"", " x ", "1.5", "カナ",
			}), 1, 6).Draw(t, "cells")
			b.WriteString(strings.Join(cells, ",") + eol)
		}
		data := b.String()
		want, ok := judge(data)
		if !ok {
			t.Fatalf("encoding/csv does not read %q", data)
		}
		got := check(t, []byte(data), csv.Options{Encoding: "utf-8", Delimiter: ","})
		if len(got.rows)+len(want) > 0 && (got.problems > 0 || !reflect.DeepEqual(got.rows, want)) {
			t.Fatalf("%q:\ngot  %q\nwant %q", data, got.rows, want)
		}
	})
}

// TestNoLineIsLost: in damaged text every line that is not blank is in a row:
// cells that name their line are all found again.
func TestNoLineIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "lines")
		var b strings.Builder
		for i := range n {
			shape := rapid.SampledFrom([]string{"#,b\n", "\"#\",b\n", "\"#,b\n", "#,\"b\n", "#,\"b\"c\n", "\"#\"\",\"b\n",
				"#,\"\n\",c\r\n", "#\",b\r", "\"#\"x,\"y\n", "#,b\"\"\n", "#,\x00\xe9\n"}).Draw(t, "shape")
			b.WriteString(strings.Replace(shape, "#", "<"+strings.Repeat("i", i)+">", 1))
		}
		rows := check(t, []byte(b.String()), csv.Options{Encoding: "utf-8", Delimiter: ","}).rows
		all := strings.Builder{}
		for _, row := range rows {
			all.WriteString(strings.Join(row, ",") + "\n")
		}
		for i := range n {
			if name := "<" + strings.Repeat("i", i) + ">"; !strings.Contains(all.String(), name) {
				t.Fatalf("line with %q is lost of\n%q\n%q", name, b.String(), rows)
			}
		}
	})
}
