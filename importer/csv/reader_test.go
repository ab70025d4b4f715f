package csv_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"crm/importer/csv"
	"crm/importer/table"
)

// show writes rows as "line: cell|cell", with "!" and the line of its problem.
func show(t *testing.T, data string, opt csv.Options) []string {
	t.Helper()
	r, _, err := open(t, []byte(data), opt)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	var row table.Row
	for {
		if err := r.Read(&row); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			return append(out, err.Error())
		}
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = c.Text
			if (c.Kind == table.Empty) != (c.Text == "") {
				t.Errorf("cell %+v", c)
			}
		}
		s := fmt.Sprintf("%d: %s", row.Line, strings.Join(cells, "|"))
		if p := row.Problem; p != nil {
			s += fmt.Sprintf(" !%d", p.Line)
			if p.Rejected {
				s += " rejected"
			}
		}
		out = append(out, s)
	}
}

func TestRecords(t *testing.T) {
	comma := csv.Options{Delimiter: ","}
	for _, tt := range []struct {
		name, data string
		want       []string
	}{
		{"plain", "a,b\nc,d\n", []string{"1: a|b", "2: c|d"}},
		{"no line end at the end", "a,b\nc,d", []string{"1: a|b", "2: c|d"}},
		{"crlf", "a,b\r\nc,d\r\n", []string{"1: a|b", "2: c|d"}},
		{"cr", "a,b\rc,d\r", []string{"1: a|b", "2: c|d"}},
		{"all line ends", "a\rb\r\nc\nd\n\re", []string{"1: a", "2: b", "3: c", "4: d", "6: e"}},
		{"blank lines", "\n\na,b\n\r\n,,\n ,\t\nc,d\n\n", []string{"3: a|b", "7: c|d"}},
		{"empty cells", "a,,b,\n,x\n", []string{"1: a||b|", "2: |x"}},
		{"spaces stay", " a , b\n", []string{"1:  a | b"}},
		{"ragged", "a,b,c\nd\ne,f,g,h\n", []string{"1: a|b|c", "2: d", "3: e|f|g|h"}},
		{"quotes", "\"a,b\",\"c\"\"d\",\"\"\n", []string{"1: a,b|c\"d|"}},
		{"quote in the middle", "John \"Johnny\" S,b\n", []string{"1: John \"Johnny\" S|b"}},
		{"lines in quotes", "\"a\nb\r\nc\rd\",e\nf,g\n", []string{"1: a\nb\nc\nd|e", "5: f|g"}},
		{"two cells of lines", "\"a\nb\",\"c\nd\"\ne,f\n", []string{"1: a\nb|c\nd", "4: e|f"}},
		{"quoted at the end", "a,\"b\"", []string{"1: a|b"}},
		{"quoted delimiter last", "\"a\",\n", []string{"1: a|"}},
		{"cr after a quote", "\"a\"\r\"b\"\r\n\"c\"", []string{"1: a", "2: b", "3: c"}},
		{"spaces around quotes", "\"a\" ,  \"b, c\" ,d\n", []string{"1: a|b, c|d"}},
		{"space and a stray quote", "a, \"tall\" guy,b\n", []string{"1: a| \"tall\" guy|b"}},
		{"text after a quote", "\"Ann\" Lee,b\nc,d\n", []string{"1: \"Ann\" Lee|b !1", "2: c|d"}},
		{"quotes not doubled", "\"Smith, \"Johnny\"\",x\nc,d\n", []string{"1: Smith, \"Johnny\"|x !1", "2: c|d"}},
		{"never closed", "a,b\nc,\"d,e\nf,g\n", []string{"1: a|b", "2: c|\"d|e !2 rejected", "3: f|g"}},
		{"closed by another opening", "a,b\nc,\"d\ne,\"f\"\ng,h\n",
			[]string{"1: a|b", "2: c|\"d !2 rejected", "3: e|f", "4: g|h"}},
		{"opened in a later line", "\"a\nb\",\"c,d\ne,f\n", []string{"1: a\nb|\"c|d !2 rejected", "3: e|f"}},
		{"only a quote", "\"", []string{"1: \" !1 rejected"}},
		{"zero bytes", "a\x00b,c\nd,e\n", []string{"1: ab|c !1", "2: d|e"}},
		{"ctrl-z at the end", "a,b\nc,d\n\x1a", []string{"1: a|b", "2: c|d"}},
		{"ctrl-z without line end", "a,b\nc,d\x1a\x1a", []string{"1: a|b", "2: c|d"}},
		{"ctrl-z inside", "a\x1a,b\n", []string{"1: a\x1a|b"}},
		{"sep line", "sep=,\r\na,b\n", []string{"2: a|b"}},
		{"sep line in quotes", "\uFEFF\"sep=,\"\r\na,b\n", []string{"2: a|b"}},
		{"cr cr lf", "a,b\r\r\nc,\"d\r\r\ne\"\r\r\n\r\r\nf,g\r\r\n", []string{"1: a|b", "2: c|d\ne", "5: f|g"}},
		{"marks of joined files", "\uFEFFa,b\nc,d\n\uFEFF\"a\",b\ne,f\n\uFEFF\n\uFEFF", []string{"1: a|b", "2: c|d", "3: a|b", "4: e|f"}},
		{"comment header", "#\"name\",\"e,mail\"\n\"#\"\"x\",y\n#\"z\",w\n", []string{"1: name|e,mail", "2: #\"x|y", "3: #\"z\"|w"}},
		{"backslash quotes", "\"a \\\"b\\\", c\",d\n\"e\\\\\",\"f\\ng\"\n", []string{"1: a \"b\", c|d", "2: e\\|f\\ng"}},
		{"backslash at the end of a path", "\"C:\\\",b\n\"D:\\\",c\n", []string{"1: C:\\|b", "2: D:\\|c"}},
		{"nulls of a database", "a,\\N\nb\\tc,d\\\\e\n", []string{"1: a|", "2: b\tc|d\\e"}},
		{"trailing delimiters", "a,b,\nc,d,\n", []string{"1: a|b|", "2: c|d|"}},
		{"guard stays", "'=1+1,'x\n", []string{"1: '=1+1|'x"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(t, tt.data, comma); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestUnguard(t *testing.T) {
	got := show(t, "'=1+1,'x,''=2,'+84 9\n", csv.Options{Unguard: true})
	if want := []string{"1: =1+1|'x|'=2|'+84 9"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDelimiters(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"comma", "a,b,c\n1,2,3\n", ","},
		{"semicolon", "a;b;c\n1;2;3\n", ";"},
		{"tab", "a\tb\n1\t2,5\n", "\t"},
		{"pipe", "a|b|c\n1|2|3\n", "|"},
		{"decimal commas", "name;price\nx;1,5\ny;2,5\nz;3,25\n", ";"},
		{"tags", "name,tags,city\nx,a;b,Hà Nội\ny,a;b;c,Huế\nz,b,Đà Nẵng\n", ","},
		{"quoted commas", "\"a, b\";\"c, d\"\n\"e, f\";\"g, h\"\n", ";"},
		{"titles above", "Customers; all of them\n\nname,mail,phone\nx,y,z\nx,y,z\n", ","},
		{"sep", "sep=|\na,b|c\n", "|"},
		{"sep padded", "sep=;;;\na;b;c\n", ";"},
		{"sep in capitals", "SEP=\t\na\tb\n", "\t"},
		{"colon", "a:b:c\n1:2:3\n4:5:6\n", ":"},
		{"caret", "a^b^c\n1^2^3\n4^5^6\n", "^"},
		{"sep in words", "sep=\\t\na\tb\n", "\t"},
		{"one address a line", "ann@example.com\nbob@example.com\n", ","},
		{"times are no columns", "when\n10:20\n11:30\n", ","},
		{"one column", "name\nAnn\nBob\n", ","},
		{"one column of addresses", "address\n1 Main St\n2 Main St\n3 Main St\n5 Lê Lợi, Huế\n", "\t"},
		{"one row", "a;b", ";"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, info, err := open(t, []byte(tt.data), csv.Options{})
			if err != nil || info.Delimiter != tt.want {
				t.Errorf("got %q, want %q, %v", info.Delimiter, tt.want, err)
			}
		})
	}
	if got := show(t, "a!b\n", csv.Options{Delimiter: "!"}); !reflect.DeepEqual(got, []string{"1: a|b"}) {
		t.Errorf("named delimiter: %q", got)
	}
	if got := show(t, "sep=;\na\tb\n", csv.Options{Delimiter: "tab"}); !reflect.DeepEqual(got, []string{"2: a|b"}) {
		t.Errorf("a named delimiter against a sep line: %q", got)
	}
	for _, bad := range []string{"x", "\"", "ab", "\n", "；", "7"} {
		if _, _, err := open(t, []byte("a,b\n"), csv.Options{Delimiter: bad}); err == nil {
			t.Errorf("delimiter %q is accepted", bad)
		}
	}
}

func TestSingleQuotes(t *testing.T) {
	got := show(t, "'name','address'\n'Ann','Hue, Vietnam'\n'Bob','Rome, Italy, EU'\n", csv.Options{})
	if want := []string{"1: name|address", "2: Ann|Hue, Vietnam", "3: Bob|Rome, Italy, EU"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	got = show(t, "name,mark\nAnn,'\nBob,'word\nCy,O'Neil\n", csv.Options{})
	if want := []string{"1: name|mark", "2: Ann|'", "3: Bob|'word", "4: Cy|O'Neil"}; !reflect.DeepEqual(got, want) {
		t.Errorf("apostrophes: got %q", got)
	}
}

func TestRefused(t *testing.T) {
	zeros := make([]byte, 5000)
	for _, tt := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, csv.ErrEmpty},
		{"a mark only", []byte("\xEF\xBB\xBF"), csv.ErrEmpty},
		{"blank", []byte(" \r\n\t\n"), csv.ErrEmpty},
		{"zip", []byte("PK\x03\x04abc"), csv.ErrNotText},
		{"png", []byte("\x89PNG\r\n\x1a\n"), csv.ErrNotText},
		{"zeros", zeros, csv.ErrNotText},
	} {
		if _, _, err := open(t, tt.data, csv.Options{}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestLimits(t *testing.T) {
	const mb = 1 << 20
	x := strings.Repeat("x", mb+1)
	lines := strings.Repeat("x\n", 50_001)
	for _, tt := range []struct {
		name, data string
		want       []string
	}{
		{"cell of 1 MiB", "a,b\n" + x[:mb-5] + ",y\nc,d\n", []string{"1: a|b", "2: " + x[:mb-5] + "|y", "3: c|d"}},
		{"row too long", "a,b\nAnn," + x + ",y\nc,d\n", []string{"1: a|b", "2: Ann !2 rejected", "3: c|d"}},
		{"row too long at the end", "a,b\r\nAnn," + x, []string{"1: a|b", "2: Ann !2 rejected"}},
		{"row too long, CR", "a,b\rAnn," + x + "\rc,d\r", []string{"1: a|b", "2: Ann !2 rejected", "3: c|d"}},
		{"quoted cell too long", "a,b\nAnn,\"" + x + "\"\nc,d\n", []string{"1: a|b", "2: Ann !2 rejected", "3: c|d"}},
		{"too much after a quoted cell", "\"a\nb\"," + x + "\nc,d\n", []string{"1: a\nb !1 rejected", "3: c|d"}},
		{"quote open over 1 MiB", "a,\"b\n" + strings.Repeat(x[:mb/2]+"\n", 3) + "c,d\n",
			[]string{"1: a|\"b !1 rejected", "2: " + x[:mb/2], "3: " + x[:mb/2], "4: " + x[:mb/2], "5: c|d"}},
		{"50,000 lines in a cell", "a,\"" + lines[:100_000] + "\"\nc,d\n", []string{"1: a|" + lines[:100_000], "50002: c|d"}},
		{"too many cells", "a,b\n" + strings.Repeat(",", 4096) + "\nc,d\n",
			[]string{"1: a|b", "read delimited text: line 2: cells in one row: over the limit of 4096; check the delimiter, or remove the columns that hold no contact data"}},
		{"too many cells in quotes", "a,b\n\"x\"" + strings.Repeat(",", 4096) + "\nc,d\n",
			[]string{"1: a|b", "read delimited text: line 2: cells in one row: over the limit of 4096; check the delimiter, or remove the columns that hold no contact data"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := show(t, tt.data, csv.Options{Delimiter: ","})
			if !reflect.DeepEqual(got, tt.want) {
				for i := range got {
					got[i] = table.Excerpt(got[i])
				}
				t.Errorf("got %q", got)
			}
		})
	}
	got := show(t, "a,\""+lines+"\"\nc,d\n", csv.Options{Delimiter: ","})
	if len(got) != 50_003 || got[0] != "1: a|\"x !1 rejected" || got[50_002] != "50003: c|d" {
		t.Errorf("50,001 lines in a cell: %d rows, first %.60q, last %.60q", len(got), got[0], got[len(got)-1])
	}
}

// faulty fails at an offset.
type faulty struct {
	data []byte
	at   int64
}

var errDisk = errors.New("disk on fire")

func (f *faulty) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.at {
		return 0, errDisk
	}
	return bytes.NewReader(f.data).ReadAt(p, off)
}

func TestIOError(t *testing.T) {
	data := []byte(strings.Repeat("a,b\n", 200000))
	for at := int64(0); at < int64(len(data)); at += 100000 {
		r, _, err := csv.Open(&faulty{data, at}, int64(len(data)), csv.Options{Encoding: "utf-8", Delimiter: ","})
		if err == nil {
			_, _, err = readAll(r)
			var row table.Row
			if again := r.Read(&row); !errors.Is(again, errDisk) {
				t.Errorf("at %d: Read after the error: %v", at, again)
			}
		}
		if !errors.Is(err, errDisk) {
			t.Errorf("at %d: %v", at, err)
		}
	}
}

func TestReadAfterEnd(t *testing.T) {
	r, _, err := open(t, []byte("a,b\nc,d\n"), csv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var row table.Row
	if err := r.Read(&row); err != nil {
		t.Fatal(err)
	}
	kept := row.Cells[0].Text
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := r.Read(&row); !errors.Is(err, io.EOF) || len(row.Cells) != 0 {
			t.Errorf("%v, %v", err, row)
		}
	}
	if kept != "a" {
		t.Errorf("a kept string changed to %q", kept)
	}
}
