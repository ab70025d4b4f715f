package csv_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"crm/importer/csv"
	"crm/importer/table"
)

func write(t rapid.TB, rows [][]string, opt csv.WriterOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := csv.NewWriter(&b, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		cells := make([]table.Cell, len(row))
		for i, s := range row {
			cells[i] = table.Cell{Text: s, Kind: table.Text}
		}
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriter(t *testing.T) {
	for _, tt := range []struct {
		rows [][]string
		opt  csv.WriterOptions
		want string
	}{
		{nil, csv.WriterOptions{}, ""},
		{nil, csv.WriterOptions{BOM: true}, "\uFEFF"},
		{[][]string{{"Tên", "Phone"}, {"Nguyễn Ánh", "+84 912 345 678"}}, csv.WriterOptions{BOM: true},
			"\uFEFFTên,Phone\r\nNguyễn Ánh,+84 912 345 678\r\n"},
		{[][]string{{"a,b", "c\"d", "e\nf", " g", "", "x;y"}}, csv.WriterOptions{},
			"\"a,b\",\"c\"\"d\",\"e\nf\",\" g\",,\"x;y\"\r\n"},
		{[][]string{{"=1+1", "O'Neil", "-5"}}, csv.WriterOptions{}, "\"'=1+1\",O'Neil,-5\r\n"},
		{[][]string{{"=1+1", "b"}}, csv.WriterOptions{Raw: true}, "=1+1,b\r\n"},
		{[][]string{{"a", "b,c", "x!y"}}, csv.WriterOptions{Delimiter: "!"}, "a!\"b,c\"!\"x!y\"\r\n"},
		{[][]string{{"10:20:30"}, {"sep=;"}}, csv.WriterOptions{}, "\"10:20:30\"\r\n\"sep=;\"\r\n"},
		{[][]string{{"10:20:30", "http://x"}}, csv.WriterOptions{}, "10:20:30,http://x\r\n"},
	} {
		if got := string(write(t, tt.rows, tt.opt)); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.rows, got, tt.want)
		}
	}
	if _, err := csv.NewWriter(&bytes.Buffer{}, csv.WriterOptions{Delimiter: "ab"}); err == nil {
		t.Error("a delimiter of two characters is accepted")
	}
}

type fullDisk struct{ room int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		return 0, errDisk
	}
	d.room -= len(p)
	return len(p), nil
}

func TestWriterError(t *testing.T) {
	w, err := csv.NewWriter(&fullDisk{100 << 10}, csv.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	cells := []table.Cell{{Text: strings.Repeat("x", 1000)}}
	var writeErr error
	for i := 0; i < 200 && writeErr == nil; i++ {
		writeErr = w.Write(cells)
	}
	if !errors.Is(writeErr, errDisk) || !errors.Is(w.Write(cells), errDisk) || !errors.Is(w.Close(), errDisk) {
		t.Errorf("write: %v, close: %v", writeErr, w.Close())
	}
	small, err := csv.NewWriter(&fullDisk{}, csv.WriterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := small.Write(cells); err != nil {
		t.Fatal(err)
	}
	if err := small.Close(); !errors.Is(err, errDisk) {
		t.Errorf("close of a table that fits into memory: %v", err)
	}
}

// normal is what a text comes back as.
func normal(s string) string {
	return norm.NFC.String(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s))
}

// genCell makes cells of words, of single characters that mean something
// somewhere, and of anything but what no cell can carry: a zero byte.
func genCell() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", "Nguyễn Thị Ánh", "王小明", "+84 912 345 678", "a@b.vn", "1,5", "x; y", "10:20:30",
			"sep=;", "\"", "\"\"", "\r\n", "\x1a", "'", "'a'", "e\u0301", "Ã©", "\uFEFF", "O'Neil", "\x1b[31m"}),
		genRisky(),
		rapid.StringOfN(rapid.Rune().Filter(func(r rune) bool { return r != 0 }), 0, 12, -1),
	)
}

// TestRoundTrip: what Writer wrote, Reader gives back, detecting everything.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 5).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(genCell(), width, width), 1, 8).Draw(t, "rows")
		// A header of plain words, as every table of ours has one.
		header := []string{"Tên", "email", "phone", "city", "notes"}[:width]
		rows = append([][]string{header}, rows...)
		opt := csv.WriterOptions{
			BOM:       rapid.Bool().Draw(t, "bom"),
			Delimiter: rapid.SampledFrom([]string{",", ";", "tab", "|"}).Draw(t, "delimiter"),
		}
		data := write(t, rows, opt)
		r, info, err := csv.Open(bytes.NewReader(data), int64(len(data)), csv.Options{Unguard: true, Delimiter: named(width, opt)})
		if err != nil {
			t.Fatal(err)
		}
		got, problems, err := readAll(r)
		if err != nil || len(problems) > 0 {
			t.Fatalf("%v %v\n%q", err, problems, data)
		}
		var want [][]string
		for _, row := range rows {
			clean := make([]string, len(row))
			for i, s := range row {
				clean[i] = normal(s)
			}
			if strings.TrimSpace(strings.Join(clean, "")) != "" {
				want = append(want, clean)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("as %q:\ngot  %q\nwant %q\nfrom %q", info.Delimiter, got, want, data)
		}
	})
}

// named is the delimiter that has to be named to read the table:
// a single column does not show it.
func named(width int, opt csv.WriterOptions) string {
	if width == 1 {
		return opt.Delimiter
	}
	return ""
}
