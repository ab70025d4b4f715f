package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"io"
	"maps"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"pgregory.net/rapid"

	"crm/importer/json"
	"crm/importer/table"
)

// rowsOf reads a file as a table: a header, then rows, a cell each "kind:text".
func rowsOf(t testing.TB, text string) (columns []string, rows []table.Row) {
	t.Helper()
	columns, err := json.Columns(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r := json.NewReader(strings.NewReader(text), columns)
	for {
		var row table.Row
		err := r.Read(&row)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if len(rows) > 0 && len(columns) > 0 {
		rows = rows[1:]
	}
	return columns, rows
}

func texts(row table.Row) string {
	var out []string
	for _, c := range row.Cells {
		out = append(out, c.Text)
	}
	return strings.Join(out, "|")
}

func TestTable(t *testing.T) {
	for name, c := range map[string]struct {
		text, columns, rows string
		lines               []int
	}{
		"lines": {
			"{\"first_name\":\"Ánh\",\"phone\":\"0912\"}\n\n{\"phone\":901234567,\"vip\":true}\n",
			"first_name phone vip", "Ánh|0912\n|901234567|TRUE", []int{1, 3},
		},
		"array": {
			"[\n  {\"a\": 1,\n   \"b\": {\"c\": \"x\", \"d\": {\"e\": null, \"f\": 2.50}}},\n  {\"a\": 3}\n]\n",
			"a b.c b.d.f", "1|x|2.50\n3", []int{2, 4},
		},
		"one line": {`[{"a":1},{"a":2},{"a":3}]`, "a", "1\n2\n3", []int{1, 2, 3}},
		"one after the other": {
			"{\n\"a\":1\n}\n{\n\"a\":2}\n", "a", "1\n2", []int{1, 4},
		},
		"lists": {
			`{"emails":[{"value":"a@b.vn","type":"work"},{"value":"c@d.vn"}],"tags":["vip","a, b"],"none":[],"one":["x, y"]}` + "\n",
			"emails[0].value emails[0].type emails[1].value tags one", `a@b.vn|work|c@d.vn|vip, "a, b"|x, y`, []int{1},
		},
		"a long list": {
			`{"a":[` + strings.Repeat(`{"b":1},`, 20) + `{"b":1}]}`, "a", `[` + strings.Repeat(`{"b":1},`, 20) + `{"b":1}]`, []int{1},
		},
		"nothing in it": {"{}\n{\"a\":\"\"}\n{\"a\":\"x\"}\n", "a", "x", []int{3}},
		"decomposed":    {`{"a":"` + norm.NFD.String("Ánh") + `\r\nb"}`, "a", "Ánh\nb", []int{1}},
	} {
		t.Run(name, func(t *testing.T) {
			columns, rows := rowsOf(t, c.text)
			if got := strings.Join(columns, " "); got != c.columns {
				t.Errorf("columns %s, want %s", got, c.columns)
			}
			var got []string
			for i, row := range rows {
				if row.Problem != nil || i < len(c.lines) && row.Line != c.lines[i] {
					t.Errorf("row %d is on line %d: %v", i, row.Line, row.Problem)
				}
				got = append(got, texts(row))
			}
			if s := strings.Join(got, "\n"); s != c.rows {
				t.Errorf("rows\n%s\nwant\n%s", s, c.rows)
			}
		})
	}
}

func TestNumbersAreExact(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "84912345678901234567890": "84912345678901234567890", "9.81E+08": "981000000", "1.5e3": "1500", "-2.50e-2": "-0.025",
		"1e0": "1", "0e5": "0", "12e-1": "1.2", "0.1": "0.1", "1E400": "1E400",
	} {
		if _, rows := rowsOf(t, `{"a":`+in+`}`); len(rows) != 1 || rows[0].Cells[0].Text != want {
			t.Errorf("%s: %v", in, rows)
		}
	}
}

// TestDamage: what is no record is a problem with its line, and the next one is read.
func TestDamage(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		line  int
		why   string
		after int // good rows
	}{
		"a bad line":        {"{\"a\":1}\n{\"a\":\n{\"a\":2}\n", 2, "no JSON", 2},
		"text":              {"{\"a\":1}\nhello\n{\"a\":2}\n", 2, "no JSON", 2},
		"a number":          {"{\"a\":1}\n17\n", 2, "no object", 1},
		"two on a line":     {"{\"a\":1}\n{\"a\":2}{\"a\":3}\n", 2, "after top-level value", 1},
		"cut off":           {"[{\"a\":1},\n{\"a\":", 2, "cut off", 1},
		"cut after a comma": {"[{\"a\":1},\n", 2, "cut off", 1},
		"behind":            {"[{\"a\":1}]\nmore", 2, "behind the end", 1},
		"bad in a list":     {"[{\"a\":1},\n{a:2},\n{\"a\":3}]", 2, "no JSON", 2},
		"deep":              {"{\"a\":1}\n{\"a\":" + strings.Repeat("[", 70) + strings.Repeat("]", 70) + "}\n", 2, "deep", 1},
		"long":              {"{\"a\":1}\n{\"a\":\"" + strings.Repeat("x", 17<<20) + "\"}\n{\"a\":2}\n", 2, "longer than 16 MB", 2},
	} {
		t.Run(name, func(t *testing.T) {
			_, rows := rowsOf(t, c.text)
			good := 0
			for _, row := range rows {
				if row.Problem == nil {
					good++
				} else if !row.Problem.Rejected || row.Line != c.line || row.Problem.Line != c.line || !strings.Contains(row.Problem.Reason, c.why) {
					t.Errorf("line %d: %v", row.Line, row.Problem)
				}
			}
			if good != c.after || len(rows) != good+1 {
				t.Errorf("%d rows, %d of them good", len(rows), good)
			}
		})
	}
	if _, rows := rowsOf(t, "{\"a\":1,\"a\":2}\n{\"a\":\"\xff\"}\n"); rows[0].Problem == nil || rows[0].Problem.Rejected || rows[0].Cells[0].Text != "1" || rows[1].Problem == nil || rows[1].Cells[0].Text != "\uFFFD" {
		t.Errorf("%+v", rows)
	}
}

func TestLimits(t *testing.T) {
	var limit *table.LimitError
	if _, err := json.Columns(strings.NewReader("[{\"a\":\"" + strings.Repeat("x", 17<<20) + "\"}]")); !errors.As(err, &limit) {
		t.Errorf("a record of 17 MB: %v", err)
	}
	var b strings.Builder
	for i := range 17_000 {
		b.WriteString(`{"k` + strconv.Itoa(i) + "\":1}\n")
	}
	if _, err := json.Columns(strings.NewReader(b.String())); !errors.As(err, &limit) {
		t.Errorf("17,000 keys: %v", err)
	}
}

func TestUTF16AndSniff(t *testing.T) {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("{\"a\":\"Ánh\"}\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, rows := rowsOf(t, text); len(rows) != 1 || texts(rows[0]) != "Ánh" {
		t.Errorf("%+v", rows)
	}
	for in, want := range map[string]bool{
		text: true, "\uFEFF[ {\"a\":1}]": true, "{\n \"a\":1}": true, "[]": true, "{}": true,
		"[1,2]": false, "{a}": false, "a,b\n": false, "": false, "[Ngày],b": false, "{{name}},x": false,
	} {
		if got := json.Sniff([]byte(in)); got != want {
			t.Errorf("Sniff(%q) is %v", in, got)
		}
	}
}

// FuzzTable: any bytes give rows or an error, the same ones each time, with lines
// that grow, valid text and no more columns than the header has.
func FuzzTable(f *testing.F) {
	for _, s := range []string{
		"{\"a\":1}\n{\"b\":[{\"c\":2}]}\n", "[{\"a\":1},{\"a\":[1,2,{\"b\":null}]}]", "[", "[[[]]]", "{\"a\":1}\nx\n", "{\n\"a\"\n:1}{}",
		"\xff\xfe{\x00\"\x00", "[1,2,\"a]\"", "{\"\":1e9}", "{\"a\":\"\\ud800\"}", "]]]}}}", "{\"a\":{\"a\":{\"a\":1}}}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		json.Sniff(data)
		columns, err := json.Columns(bytes.NewReader(data))
		if err != nil {
			return
		}
		r := json.NewReader(bytes.NewReader(data), columns)
		last := -1
		for {
			var row table.Row
			if err := r.Read(&row); err != nil {
				break
			}
			if row.Line <= last || len(row.Cells) > len(columns) {
				t.Fatalf("line %d after %d, %d cells", row.Line, last, len(row.Cells))
			}
			last = row.Line
			for _, c := range row.Cells {
				if !norm.NFC.IsNormalString(c.Text) || strings.Contains(c.Text, "\r") || c.Kind == table.Empty && c.Text != "" {
					t.Fatalf("%+v", c)
				}
			}
		}
	})
}

// TestEveryValueHasItsColumn: an object that encoding/json reads gives the values
// that it reads, each under the way to it.
func TestEveryValueHasItsColumn(t *testing.T) {
	texts := rapid.OneOf(rapid.SampledFrom([]string{`a"b`, `\`, "{", "]}", ",:", "é", "x", `\\"`}), rapid.StringMatching(`[ -~]{1,8}`))
	keys := rapid.StringMatching(`[a-z"{},: ]{1,4}`)
	rapid.Check(t, func(t *rapid.T) {
		want := map[string]string{}
		var make func(path string, depth int) any
		make = func(path string, depth int) any {
			kind := rapid.IntRange(0, 4).Draw(t, "kind")
			switch {
			case path == "" || kind == 0 && depth < 4:
				out := map[string]any{}
				for _, k := range rapid.SliceOfNDistinct(keys, 0, 4, rapid.ID[string]).Draw(t, "keys") {
					at := k
					if path != "" {
						at = path + "." + k
					}
					out[k] = make(at, depth+1)
				}
				return out
			case kind == 1 && depth < 4:
				var out []any
				for i := range rapid.IntRange(1, 3).Draw(t, "objects") {
					at := path + "[" + strconv.Itoa(i) + "].k"
					out = append(out, map[string]any{"k": make(at, depth+1)})
				}
				return out
			case kind == 2:
				n := rapid.Int64().Draw(t, "number")
				want[path] = strconv.FormatInt(n, 10)
				return n
			}
			s := texts.Draw(t, "text")
			want[path] = s
			return s
		}
		text, err := stdjson.MarshalIndent(make("", 0), "", rapid.SampledFrom([]string{"", "\t"}).Draw(t, "indent"))
		if err != nil {
			t.Fatal(err)
		}
		columns, err := json.Columns(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		r := json.NewReader(bytes.NewReader(text), columns)
		var row table.Row
		for n := 0; r.Read(&row) == nil; n++ {
			for i, c := range row.Cells {
				if n > 0 && c.Text != "" {
					got[columns[i]] = c.Text
				}
			}
		}
		for path, s := range want {
			if strings.TrimSpace(s) == "" {
				delete(want, path)
				delete(got, path)
			}
		}
		if !maps.Equal(got, want) {
			t.Fatalf("%s\ngot  %q\nwant %q", text, got, want)
		}
	})
}
