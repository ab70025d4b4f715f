package vcard_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"crm/importer/vcard"
)

func readAll(b []byte) ([]*vcard.Card, error) {
	rd, _, err := vcard.Open(bytes.NewReader(b), int64(len(b)), vcard.Options{})
	if err != nil {
		return nil, err
	}
	var out []*vcard.Card
	for {
		c, err := rd.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, c)
	}
}

// card puts lines into a card of 2.1, 3.0 or 4.0, or of no version.
func card(version string, lines ...string) string {
	if version != "" {
		version = "VERSION:" + version + "\r\n"
	}
	return "BEGIN:VCARD\r\n" + version + strings.Join(lines, "\r\n") + "\r\nEND:VCARD\r\n"
}

func TestValues(t *testing.T) {
	for _, test := range []struct {
		name, version string
		lines         []string
		property      string
		want          string // fields, with "|" between them
	}{
		{"plain", "3.0", []string{"FN:Nguyễn Thị Ánh"}, "FN", "Nguyễn Thị Ánh"},
		{"fields", "3.0", []string{`N:Doe;John;Q.\, R.;Dr.;`}, "N", "Doe|John|Q., R.|Dr.|"},
		{"folded", "3.0", []string{"NOTE:one", "  two", "\tthree"}, "NOTE", "one twothree"},
		{"folded in a character", "3.0", []string{"FN:Nguy\xe1\xbb", " \x85n"}, "FN", "Nguyễn"},
		{"folded in 2.1", "2.1", []string{"NOTE:one", " two"}, "NOTE", "one two"},
		{"folded in a parameter", "3.0", []string{"TEL;TYPE=home;", " TYPE=voice:123"}, "TEL", "123"},
		{"quoted-printable", "2.1", []string{"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nguy=E1=BB=85n"}, "FN", "Nguyễn"},
		{"soft break", "2.1", []string{"NOTE;QUOTED-PRINTABLE:one=0D=0Atwo =", "three"}, "NOTE", "one\ntwo three"},
		{"quoted-printable semicolons", "2.1", []string{"N;ENCODING=QUOTED-PRINTABLE;CHARSET=Shift_JIS:=8E=52=93=63;=91=BE=98=59"}, "N", "山田|太郎"},
		{"bytes of a set", "2.1", []string{"FN;CHARSET=GBK:\xcd\xf5\xd0\xa1\xc3\xf7"}, "FN", "王小明"},
		{"backslash of 2.1", "2.1", []string{`FN:C:\temp\;x`}, "FN", `C:\temp;x`},
		{"backslash of 3.0", "3.0", []string{`NOTE:a\\b\nc\:d`}, "NOTE", "a\\b\nc:d"},
		{"backslashes of 2.1", "2.1", []string{`N:;A\;B\\;C\\\;;D;\:E;\\\\;`}, "N", `|A;B\|C\;|D|:E|\\|`},
		{"an apostrophe escaped", "3.0", []string{`FN:B\'C`}, "FN", "B'C"},
		{"folded, without a version", "", []string{"ADR:;;x;;;;German", " y"}, "ADR", "||x||||Germany"},
		{"escapes, without a version", "", []string{`NOTE:a\\b\:c`}, "NOTE", `a\b:c`},
		{"a line end behind a backslash", "2.1", []string{`ADR;HOME:;;H. Brevern\`, `Packstation 9;Hamburg`}, "ADR", "||H. Brevern\nPackstation 9|Hamburg"},
		{"a name without a value", "3.0", []string{"NOTE:one", "FN"}, "NOTE", "one"},
		{"base64 that is no text", "3.0", []string{"X-KEY;ENCODING=b:////"}, "X-KEY", "////"},
		{"a card in a card", "2.1", []string{"AGENT:", "BEGIN:VCARD", "FN:B;C", "TEL:1", "END:VCARD"}, "AGENT", "BEGIN:VCARD\nFN:B;C\nTEL:1\nEND:VCARD\n"},
		{"a mark behind a line end", "3.0", []string{"NOTE:A\\n\u0300"}, "NOTE", "A\n\u0300"},
		{"base64 text", "2.1", []string{"FN;ENCODING=BASE64;CHARSET=UTF-8:Tmd1eeG7hW4="}, "FN", "Nguyễn"},
		{"colon in a quoted parameter", "4.0", []string{`ADR;LABEL="a: b";TYPE=home:;;1 Lê Lợi;Huế;;;VN`}, "ADR", "||1 Lê Lợi|Huế|||VN"},
		{"quote that nobody closed", "4.0", []string{`TEL;X="a:123`}, "TEL", "123"},
		{"decomposed", "3.0", []string{"FN:Nguye\u0302\u0303n"}, "FN", "Nguyễn"},
		{"a line that is no property", "3.0", []string{"NOTE:one", "two lines, no colon"}, "NOTE", "one\ntwo lines, no colon"},
	} {
		t.Run(test.name, func(t *testing.T) {
			cards, err := readAll([]byte(card(test.version, test.lines...)))
			if err != nil || len(cards) != 1 || cards[0].Broken != "" {
				t.Fatalf("%+v, %v", cards, err)
			}
			i := slices.IndexFunc(cards[0].Props, func(p vcard.Property) bool { return p.Name == test.property })
			if i < 0 {
				t.Fatalf("no %s in %+v", test.property, cards[0].Props)
			}
			got := cards[0].Props[i].Text()
			if strings.Contains(test.want, "|") {
				got = strings.Join(cards[0].Props[i].Fields(), "|")
			}
			if got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestParameters(t *testing.T) {
	cards, err := readAll([]byte(card("4.0", `item1.TEL;HOME;type="cell,voice";X-N=a^nb^'c^^:1`)))
	if err != nil || len(cards) != 1 || len(cards[0].Props) != 1 {
		t.Fatalf("%+v, %v", cards, err)
	}
	p := cards[0].Props[0]
	if p.Group != "item1" || p.Name != "TEL" || !slices.Equal(p.Types(), []string{"home", "cell", "voice"}) || p.Param("X-N") != "a\nb\"c^" {
		t.Errorf("%+v: types %q", p, p.Types())
	}
}

// Cards that cannot be read are delivered with a reason, and the others are read.
func TestBroken(t *testing.T) {
	const whole = "BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n"
	for _, test := range []struct {
		name, text string
		want       []string // the FN of each card, or its fault
	}{
		{"no end", "BEGIN:VCARD\nFN:lost\n" + whole, []string{"the next card begins before the END of this one", "A"}},
		{"cut short", whole + "BEGIN:VCARD\nFN:lost\n", []string{"A", "the file ends before the END of this card"}},
		{"text between", whole + "-- \n" + whole, []string{"A", "A"}},
		{"an END too many", whole + "END:VCARD\n" + whole, []string{"A", "A"}},
		{"a BEGIN too many", "BEGIN:VCARD\n" + whole + "END:VCARD\n" + whole, []string{"A", "A"}},
		{"a soft break before the END", "BEGIN:VCARD\nFN:A\nNOTE;QUOTED-PRINTABLE:x=\nEND:VCARD\n" + whole, []string{"A", "A"}},
		{"nested", "BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nEND:VCARD\n" + whole, []string{"A", "A"}},
		{"line ends", strings.ReplaceAll(whole, "\n", "\r\r\n") + strings.ReplaceAll(whole, "\n", "\r"), []string{"A", "A"}},
		{"zero bytes as in UTF-16", "BEGIN:VCARD\r\nVERSION:4.0\r\nX-TEST;X-P=AAAAAAAAA\x00𐐀ǅǅᾈᾈः\x00\U000110bd^n^'AAAAAAAAA\x00𐐀ǅǅᾈᾈः\x00\r\n \U000110bd:v\r\nEND:VCARD\r\n", []string{"v"}},
		{"blank lines", "\n\n" + whole + "\n\n\n" + whole + "\n", []string{"A", "A"}},
		{"empty", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			cards, err := readAll([]byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range cards {
				if c.Broken != "" {
					got = append(got, c.Broken)
					continue
				}
				got = append(got, c.Props[0].Text())
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	for name, text := range map[string]string{
		"line":       "BEGIN:VCARD\nNOTE:" + strings.Repeat("x", 17<<20) + "\nEND:VCARD\n",
		"fold":       "BEGIN:VCARD\nNOTE:" + strings.Repeat("xx\n ", 9<<20) + "\nEND:VCARD\n",
		"properties": "BEGIN:VCARD\n" + strings.Repeat("X:1\n", 10_001) + "END:VCARD\n",
		"nested":     strings.Repeat("BEGIN:VCARD\n", 30),
		"depth":      "BEGIN:VCARD\n" + strings.Repeat("AGENT:\nBEGIN:VCARD\n", 30),
	} {
		if _, err := readAll([]byte(text)); err == nil || !strings.Contains(err.Error(), "over the limit") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is written is what is read, in both versions.
func TestWriteRead(t *testing.T) {
	text := rapid.OneOf(rapid.StringN(0, 40, 120), rapid.SampledFrom([]string{"", `a\,b;c`, "x\ny", strings.Repeat("ế", 80), `\n`, "^n", "王小明", "a:b"}))
	for _, version := range []string{"3.0", "4.0"} {
		t.Run(version, rapid.MakeCheck(func(t *rapid.T) {
			var props []vcard.Property
			var want []string
			for range rapid.IntRange(1, 4).Draw(t, "properties") {
				parts := rapid.SliceOfN(rapid.Map(text, tidy), 1, 4).Draw(t, "parts")
				escaped := make([]string, len(parts))
				for i := range parts {
					escaped[i] = vcard.Escape(parts[i])
				}
				props = append(props, vcard.Property{
					Group: rapid.SampledFrom([]string{"", "item1"}).Draw(t, "group"), Name: "X-TEST", Value: strings.Join(escaped, ";"),
					Params: []vcard.Param{{Name: "TYPE", Value: rapid.SampledFrom([]string{"home", "a:b", "ế"}).Draw(t, "type")}},
				})
				want = append(want, parts...)
			}
			var b bytes.Buffer
			w := vcard.NewWriter(&b, version)
			if err := w.Write(props); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(b.String(), "\r\n") {
				if len(line) > 75 || !utf8.ValidString(line) {
					t.Errorf("a line of %d octets: %q", len(line), line)
				}
			}
			cards, err := readAll(b.Bytes())
			if err != nil || len(cards) != 1 || cards[0].Version != version || len(cards[0].Props) != len(props) {
				t.Fatalf("%+v, %v", cards, err)
			}
			var got []string
			for i := range cards[0].Props {
				got = append(got, cards[0].Props[i].Fields()...)
				if cards[0].Props[i].Param("TYPE") != props[i].Params[0].Value || cards[0].Props[i].Group != props[i].Group {
					t.Errorf("%+v", cards[0].Props[i])
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
		}))
	}
}

// No text in a parameter breaks the line that it is written in.
func TestParametersOfAnyText(t *testing.T) {
	for _, version := range []string{"3.0", "4.0"} {
		t.Run(version, rapid.MakeCheck(func(t *rapid.T) {
			var b bytes.Buffer
			w := vcard.NewWriter(&b, version)
			text := rapid.String().Draw(t, "text")
			if err := w.Write([]vcard.Property{{Name: "X-TEST", Params: []vcard.Param{{Name: "X-P", Value: text + "\r\"" + text}}, Value: "v"}}); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			cards, err := readAll(b.Bytes())
			if err != nil || len(cards) != 1 || len(cards[0].Props) != 1 || cards[0].Props[0].Value != "v" || cards[0].Broken != "" || len(cards[0].Notes) > 0 {
				t.Errorf("%q is read as %+v, %v", b.String(), cards, err)
			}
		}))
	}
}

// tidy is text as the book holds it: NFC, without control characters and spaces around.
func tidy(s string) string {
	return norm.NFC.String(strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == utf8.RuneError || r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)))
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		card("3.0", "FN:A", "TEL;TYPE=home:1"), card("2.1", "N;ENCODING=QUOTED-PRINTABLE:=E1=BB=\r\n=85;b", "PHOTO;BASE64:AAAA", " BBBB", ""),
		"BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nN:x\nEND:VCARD\nEND:VCARD", "\xff\xfeB\x00E\x00G\x00I\x00N\x00:\x00", "BEGIN:VCARD\r\rX\r\n", "x", "BEGIN:VCARD\nA;B=\"c:d\n e",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		cards, err := readAll(b)
		for _, c := range cards {
			for i := range c.Props {
				p := &c.Props[i]
				if !utf8.ValidString(p.Text()) || !utf8.ValidString(strings.Join(append(p.Fields(), p.List()...), "")) {
					t.Errorf("%q is no text", p.Value)
				}
				if _, ok := vcard.ParseLine(p.Content()); !ok {
					t.Errorf("%q cannot be read back", p.Content())
				}
			}
		}
		_ = err
	})
}
