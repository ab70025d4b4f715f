package safe

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/parser"
	"pgregory.net/rapid"
)

func TestLine(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"vietnamese", "Nguyễn Thị Ánh", "Nguyễn Thị Ánh"},
		{"vietnamese, decomposed", "Nguye\u0302\u0303n", "Nguye\u0302\u0303n"},
		{"chinese", "王小明，总经理", "王小明，总经理"},
		{"window title", "a\x1b]0;owned\x07b", "a␛]0;owned␇b"},
		{"colour", "\x1b[31mred", "␛[31mred"},
		{"CSI as C1", "a\u009b31mred", "a\ufffd31mred"},
		{"CSI as a raw byte", "a\x9b31mred", "a\ufffd31mred"},
		{"NUL and DEL", "a\x00b\x7f", "a␀b␡"},
		{"not UTF-8", "Nguy\xe1n", "Nguy\ufffdn"},
		{"surrogate", "\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
		{"line breaks", "a\tb\r\nc\u2028d\u2029e\vf", "a b  c d e␋f"},
		{"bidi override", "invoice\u202egpj.exe", "invoicegpj.exe"},
		{"isolates", "\u2066a\u2069", "a"},
		{"zero width", "a\u200bb\u2060c\ufeffd\u00ade\u180ef", "abcdef"},
		{"joiners and marks of direction stay", "می\u200cخواهم\u200f a\u200eb 👩\u200d💻", "می\u200cخواهم\u200f a\u200eb 👩\u200d💻"},
		{"tags", "🏴\U000e0067\U000e0062\U000e007f", "🏴"},
		{"variation selectors stay", "葛\U000e0100 ❤\ufe0f", "葛\U000e0100 ❤\ufe0f"},
		{"interlinear", "\ufff9a\ufffab\ufffb", "ab"},
		{"eight marks", "a" + strings.Repeat("\u0301", 8), "a" + strings.Repeat("\u0301", 8)},
		{"nine marks", "a" + strings.Repeat("\u0301", 9) + "b", "a" + strings.Repeat("\u0301", 8) + "b"},
		{"marks through a joiner", "a" + strings.Repeat("\u0301\u200d", 9), "a" + strings.Repeat("\u0301\u200d", 8) + "\u200d"},
		{"marks through what is dropped", "a" + strings.Repeat("\u0301\u200b", 9), "a" + strings.Repeat("\u0301", 8)},
		{"marks of each base", strings.Repeat("a"+strings.Repeat("\u0301", 5), 3), strings.Repeat("a"+strings.Repeat("\u0301", 5), 3)},
		{"noncharacter is printable", "\uffff", "\uffff"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Line(tt.in).String(); got != tt.want {
				t.Errorf("Line(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestBlock(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"a\nb", "a\nb"},
		{"a\r\nb\rc\r\r\nd", "a\nb\nc\n\nd"},
		{"a\u2028b\u2029", "a\nb\n"},
		{"a\tb\x1bc", "a b␛c"},
	} {
		if got := Block(tt.in).String(); got != tt.want {
			t.Errorf("Block(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSprintf(t *testing.T) {
	got := Sprintf("%s owes %d\n%v", "A\x1b[2J", 3, Line("x\ty"))
	if want := "A␛[2J owes 3 x y"; got.String() != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestJoin(t *testing.T) {
	if got := Join(nil, Line(", ")); got != (Text{}) {
		t.Errorf("nothing joined = %q", got)
	}
	if got := Join([]Text{Line("a"), Block("b\nc"), Line("d")}, Line(", ")).String(); got != "a, b\nc, d" {
		t.Errorf("got %q", got)
	}
	marks := Line(strings.Repeat("\u0301", 8))
	if got := Join([]Text{Line("a"), marks, marks}, Text{}).String(); got != "a"+strings.Repeat("\u0301", 8) {
		t.Errorf("marks at a seam: %+q", got)
	}
}

// TestIsMark compares the short cuts with the tables.
func TestIsMark(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if want := unicode.In(r, unicode.Mn, unicode.Me); isMark(r) != want {
			t.Errorf("isMark(%U) = %v", r, !want)
		}
	}
}

func TestCleanTextIsNotCopied(t *testing.T) {
	for _, s := range []string{"plain ASCII text", "Nguyễn Thị Minh Khai", "王小明 李明", "Nguye\u0302\u0303n", "สมชาย", "👩\u200d💻"} {
		if n := testing.AllocsPerRun(100, func() { Line(s) }); n != 0 {
			t.Errorf("Line(%q) allocates %v times", s, n)
		}
	}
}

// requireSafe checks what a terminal could be made to do with the text.
func requireSafe(t interface{ Errorf(string, ...any) }, in, out string, block bool) {
	if !utf8.ValidString(out) {
		t.Errorf("%q: not UTF-8: %q", in, out)
	}
	marks := 0
	for _, r := range out {
		switch {
		case r == '\n' && block:
		case unicode.IsControl(r), r == 0x2028, r == 0x2029:
			t.Errorf("%q: %U in %q", in, r, out)
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			t.Errorf("%q: bidi control %U in %q", in, r, out)
		case r >= 0xe0000 && r < 0xe0080:
			t.Errorf("%q: tag %U in %q", in, r, out)
		}
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
			marks++
		case r != zwj && r != zwnj:
			marks = 0
		}
		if marks > maxMarks {
			t.Errorf("%q: %d marks in %q", in, marks, out)
		}
	}
	if got := terminalSees(out); got != out {
		t.Errorf("%q: a terminal prints %q of %q", in, got, out)
	}
	if again := clean(out, block); again != out {
		t.Errorf("%q: not idempotent: %q, then %q", in, out, again)
	}
}

// terminalSees runs text through a terminal's parser and returns what it
// prints; anything that it would obey is marked.
func terminalSees(s string) string {
	var b strings.Builder
	obey := func(what string) { b.WriteString("<" + what + ">") }
	p := ansi.NewParser()
	p.SetHandler(ansi.Handler{
		Print: func(r rune) { b.WriteRune(r) },
		Execute: func(c byte) {
			if c == '\n' {
				b.WriteByte(c)
				return
			}
			obey("control")
		},
		HandleCsi: func(ansi.Cmd, ansi.Params) { obey("CSI") },
		HandleEsc: func(ansi.Cmd) { obey("ESC") },
		HandleDcs: func(ansi.Cmd, ansi.Params, []byte) { obey("DCS") },
		HandleOsc: func(int, []byte) { obey("OSC") },
		HandlePm:  func([]byte) { obey("PM") },
		HandleApc: func([]byte) { obey("APC") },
		HandleSos: func([]byte) { obey("SOS") },
	})
	for i := range len(s) {
		p.Advance(s[i])
	}
	if p.State() != parser.GroundState {
		obey(p.StateName())
	}
	return b.String()
}

// TestTerminalObeys makes sure that terminalSees can fail.
func TestTerminalObeys(t *testing.T) {
	for _, s := range []string{"\x1b[31m", "\x1b]0;x\x07", "\x1bPq\x1b\\", "\x9b31m", "\x07", "\x1b", "a\x1b]unterminated"} {
		if terminalSees(s) == s {
			t.Errorf("%q looks harmless", s)
		}
	}
}

func TestHostileText(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"\x1b[", "\x1b]0;", "\x1bP", "\x07", "\x1b\\", "\u009b", "\u009d", "\x9b", "\xc2", "\xe2\x80", "\xf3\xa0", "\r", "\n", "\t",
			"\u0301", "\u20dd", "\u200d", "\u200c", "\u202e", "\u2069", "\u200b", "\U000e0061", "\U000e0101", "31m", "a", "ễ", "王",
		}),
		rapid.String(),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 8), func(b []byte) string { return string(b) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(piece, 0, 20).Draw(t, "pieces"), "")
		requireSafe(t, in, Line(in).String(), false)
		requireSafe(t, in, Block(in).String(), true)
		requireSafe(t, in, Join([]Text{Line(in), Line(in)}, Line(in)).String(), false)
	})
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"", "Nguyễn", "\x1b]52;c;!\x07", "a\u009b31m", "\xff\xc2", "\u202e", "a\r\nb", "👩\u200d💻", "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		requireSafe(t, s, Line(s).String(), false)
		requireSafe(t, s, Block(s).String(), true)
	})
}

func BenchmarkLine(b *testing.B) {
	for name, s := range map[string]string{
		"ascii":      "Hoa Binh Garment Company, 12 Le Loi",
		"vietnamese": "Nguyễn Thị Minh Khai",
		"chinese":    "王小明，北京市朝阳区",
		"hostile":    "Nguyễn\x1b[31m Thị\u202e Khai",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Line(s)
			}
		})
	}
}
