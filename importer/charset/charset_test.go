package charset

import (
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/unicode/norm"
)

// TestFind: what people call encodings, and no name means two.
func TestFind(t *testing.T) {
	for name, want := range map[string]string{
		"UTF8": "utf-8", "cp1258": "windows-1258", "Windows-1258": "windows-1258", "win1252": "windows-1252",
		"sjis": "shift_jis", "x-sjis": "shift_jis", "Shift JIS": "shift_jis", "CP932": "shift_jis", "MS932": "shift_jis",
		"gbk": "gb18030", "GB2312": "gb18030", "cp936": "gb18030", "latin1": "windows-1252", "Latin-1": "windows-1252",
		"ISO_8859-1": "windows-1252", "macroman": "macintosh", "x-mac-roman": "macintosh", "cp949": "euc-kr", "ks_c_5601-1987": "euc-kr",
		"TIS-620": "windows-874", "ISO-8859-5": "iso-8859-5", "latin2": "iso-8859-2", "TCVN3": "tcvn", "VNI": "vni", "cp850": "ibm850",
		"UTF-16": "utf-16le", "KOI8R": "koi8-r", "ANSI": "windows-1252", "Big5-HKSCS": "big5", "ISO-8859-8-I": "iso-8859-8",
	} {
		if e, err := Find(name); err != nil || e.Name != want {
			t.Errorf("%q is %q, %v; want %q", name, e.Name, err, want)
		}
	}
	seen := make(map[string]string)
	for _, e := range encodings() {
		for _, name := range append(strings.Fields(e.aliases), plainName(e.Name)) {
			if other := seen[name]; other != "" && other != e.Name {
				t.Errorf("%q means %s and %s", name, other, e.Name)
			}
			seen[name] = e.Name
		}
	}
	var unknown *UnknownError
	if _, err := Find("klingon"); !errors.As(err, &unknown) || len(Names()) < 40 {
		t.Errorf("klingon: %v, names %v", err, Names())
	}
}

// TestAgainstIANA: a name that x/text knows too reads the same there.
func TestAgainstIANA(t *testing.T) {
	var all []byte
	for b := range 256 {
		all = append(all, byte(b))
	}
	compared := 0
	for _, e := range encodings() {
		other, err := ianaindex.IANA.Encoding(e.Name)
		if err != nil || other == nil || strings.HasPrefix(e.Name, "utf") {
			continue
		}
		compared++
		want, err := other.NewDecoder().Bytes(all)
		if got := e.Decode(all); err != nil || got != string(want) {
			t.Errorf("%s differs: %v", e.Name, err)
		}
	}
	if compared < 20 {
		t.Errorf("only %d compared", compared)
	}
}

// TestVietnamese: the old encodings, cut anywhere by the reader.
func TestVietnamese(t *testing.T) {
	const want = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc; ĐẶNG VĂN ỨNG, Nguyễn Thị Ỷ, kỹ sư, bướu, mười, oằn"
	for _, name := range []string{"viscii", "tcvn", "vni", "windows-1258"} {
		e, err := Find(name)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := encoderOf(name)(want)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := io.ReadAll(e.NewReader(iotest.OneByteReader(strings.NewReader(string(raw)))))
		if err != nil || norm.NFC.String(string(got)) != want {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
	// As typed: the letter, then the one that the font draws as its marks.
	e, err := Find("vni")
	if got := e.Decode([]byte("Nguye\xe3n V\xf5n \xd1\xf6\xf9c, Tra\xe0n Thu\xfb")); err != nil || got != "Nguyễn Võn Đức, Trần Thủ" {
		t.Errorf("vni: %q, %v", got, err)
	}
}

func TestMarks(t *testing.T) {
	for head, want := range map[string]string{
		"\xEF\xBB\xBFa": "utf-8", "\xFF\xFEa\x00": "utf-16le", "\xFE\xFF\x00a": "utf-16be",
		"\xFF\xFE\x00\x00": "utf-32le", "\x00\x00\xFE\xFF": "utf-32be", "\x84\x31\x95\x33": "gb18030", "abc": "", "": "",
	} {
		if got, n := Mark([]byte(head)); got != want || (n > 0) != (want != "") {
			t.Errorf("%q: %s, %d", head, got, n)
		}
	}
	for name, code := range map[string]func(rune) []byte{
		"utf-16le": func(r rune) []byte { return []byte{byte(r), byte(r >> 8)} },
		"utf-16be": func(r rune) []byte { return []byte{byte(r >> 8), byte(r)} },
		"utf-32le": func(r rune) []byte { return []byte{byte(r), byte(r >> 8), 0, 0} },
		"utf-32be": func(r rune) []byte { return []byte{0, 0, byte(r >> 8), byte(r)} },
	} {
		const text = "名,tel\n王,0901\n"
		var raw []byte
		for _, r := range text {
			raw = append(raw, code(r)...)
		}
		e, err := Find(name)
		if got := Wide(raw); err != nil || got != name || e.Decode(raw) != text {
			t.Errorf("%s: %q, %q, %v", name, got, e.Decode(raw), err)
		}
	}
	for _, no := range []string{"a,b\n", "", "\x00", "\x00\x00\x00\x00\x00\x00\x00\x00", "a\x00b,c\nd,e\n"} {
		if got := Wide([]byte(no)); got != "" {
			t.Errorf("%q: %s", no, got)
		}
	}
	if Escaped([]byte("\x1b$B;aL>\x1b(B")) != "iso-2022-jp" || Escaped([]byte("\x1b[2Ja")) != "" {
		t.Error("escapes")
	}
}

// TestRefusal: what is text in no encoding is named in none.
func TestRefusal(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 400)
	for i := range noise {
		noise[i] = byte(0x80 + rnd.IntN(0x80))
	}
	for _, s := range []string{"", "abc\n", string(noise)} {
		if g, err := Detect([]byte(s)); !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: %+v, %v", s, g, err)
		}
	}
}

// FuzzDetect: any bytes are named or refused, and decode to valid text.
func FuzzDetect(f *testing.F) {
	for _, s := range []string{"\xd6\xd0\xb9\xfa\n", "M\xfcller,\xe9\n", "\x81\x30\x81\x30", "\xff", "a\x00"} {
		f.Add([]byte(s))
	}
	j := newJudge()
	f.Fuzz(func(t *testing.T, data []byte) {
		Wide(data)
		g, err := j.detect(data)
		if err != nil {
			if !errors.Is(err, ErrUnknown) {
				t.Fatal(err)
			}
			return
		}
		for _, name := range []string{g.Name, g.Other} {
			if name == "" {
				continue
			}
			e, err := Find(name)
			if err != nil || !utf8.ValidString(e.Decode(data)) {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if g.Close && (g.Other == "" || g.Other == g.Name) {
			t.Fatalf("%+v", g)
		}
	})
}
