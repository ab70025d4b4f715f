package xlsx

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestAppendText(t *testing.T) {
	s := &scanner{part: "p"}
	for in, want := range map[string]string{
		"plain":                             "plain",
		"&amp;&lt;&gt;&quot;&apos;":         `&<>"'`,
		"&#65;&#x42;&#X;":                   "!",
		"&#x1F600;&#128512;":                "😀😀",
		"&#0;&#xD800;&#x110000;&#99999999;": "\uFFFD\uFFFD\uFFFD\uFFFD",
		"a\r\nb\rc\nd":                      "a\nb\nc\nd",
		"&#13;":                             "\r",
		"&nbsp;":                            "!",
		"&a0;":                              "!",
		"AT&T":                              "!",
		"&;":                                "!",
		"&#;":                               "!",
		"&#x;":                              "!",
		"&amp":                              "!",
		"&amp;amp;":                         "&amp;",
	} {
		got, err := s.appendText(nil, []byte(in), false)
		if want == "!" && err == nil || want != "!" && (err != nil || string(got) != want) {
			t.Errorf("%q: got %q, %v; want %q", in, got, err, want)
		}
	}
	if got, err := s.appendText(nil, []byte("a &amp; b\r\n"), true); err != nil || string(got) != "a &amp; b\n" {
		t.Errorf("CDATA: got %q, %v", got, err)
	}
}

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                  "plain",
		"_x000D_":                "\r",
		"a_x000D_\nb":            "a\r\nb",
		"_x005F_x000D_":          "_x000D_",
		"_x005f__x0041_":         "_A",
		"_X0041_ _x041_ _x00g1_": "_X0041_ _x041_ _x00g1_",
		"_x0041":                 "_x0041",
		"_x":                     "_x",
		"__x0041_":               "_A",
		"_x4F60__x597D_":         "你好",
		"_xD83D__xDE00_":         "😀",
		"_xD83D_x":               "\uFFFDx",
		"_xDE00__xD83D_":         "\uFFFD\uFFFD",
		"snake_xray_x0":          "snake_xray_x0",
		"_x001B_[31m":            "\x1b[31m",
	} {
		if got := unescape([]byte("_x0041_"+in), 7); string(got) != "_x0041_"+want {
			t.Errorf("%q: got %q, want %q", in, got[7:], want)
		}
	}
}

func TestClean(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		d        doubt
	}{
		{"plain", "plain", 0},
		{"Nguye\u0302\u0303n", "Nguyễn", 0},
		{"a\r\nb\rc\nd\te", "a\nb\nc\nd\te", 0},
		{"\x1b[31m", "\x1b[31m", doubtControl},
		{"a\x00b", "a\uFFFDb", doubtControl},
		{"a\xffb", "a\uFFFDb", doubtBytes},
		{"\x00\xff\r", "\uFFFD\uFFFD\n", doubtControl | doubtBytes},
	} {
		got, d := clean([]byte("\xff"+tt.in), 1)
		if string(got) != "\xff"+tt.want || d != tt.d {
			t.Errorf("%q: got %q, %d; want %q, %d", tt.in, got[1:], d, tt.want, tt.d)
		}
		if (d == 0) != (d.note() == "") {
			t.Errorf("%q: doubt %d has the note %q", tt.in, d, d.note())
		}
	}
}

func TestCleanKeepsThePromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOf(rapid.Byte()).Draw(t, "in")
		got, _ := clean(append([]byte("keep"), in...), 4)
		text := string(got)
		if !strings.HasPrefix(text, "keep") || !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r") ||
			!norm.NFC.IsNormalString(text[4:]) {
			t.Fatalf("%q: got %q", in, text)
		}
	})
}

// TestPlainNFC asks package norm about each character that plainNFC lets pass:
// it is normal, and nothing before it combines with it.
func TestPlainNFC(t *testing.T) {
	passed := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		s := string(r)
		if !utf8.ValidRune(r) || !plainNFC([]byte(s)) {
			continue
		}
		passed++
		if !norm.NFC.IsNormalString(s) || !norm.NFC.PropertiesString(s).BoundaryBefore() {
			t.Errorf("%U is not plain", r)
		}
	}
	if passed < 25_000 || plainNFC([]byte("e\u0301")) || plainNFC([]byte("が\u3099")) {
		t.Errorf("%d characters pass", passed)
	}
}
