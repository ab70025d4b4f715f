package cell

import (
	"strings"
	"testing"
	"unicode/utf8"

	"crm/store/safe"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// samples are the scripts of the people in a book, and what has torn tables
// before.
func samples() []string {
	return []string{
		"Nguyễn Thị Ánh", "Công ty May Hòa Bình", "王小明", "北京云帆科技", "たなか ゆき", "김민수",
		"Zoë Müller", "a\u0302\u0301", "สวัสดีครับ", "ทำงาน", "नमस्ते", "العربية", "‘Sarah O’Connor’",
		"👩‍💻 dev", "👨‍👩‍👧", "👍🏽", "🇻🇳", "☎️", "1️⃣", "❤️‍🔥", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "x", "", " ", "123,456", "…",
		"anh@mayhoabinh.vn", "가", "ｆｕｌｌ", "a👨‍👩‍👧b", "\t", "a\nb", "\x1b[31mred", "\u200d", "️",
	}
}

// mixed generates strings out of the samples' clusters and any runes.
func mixed() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(samples()), rapid.String()), 0, 5).Draw(t, "parts")
		return strings.Join(parts, "")
	})
}

func method(t *rapid.T) Method {
	return rapid.SampledFrom([]Method{WcWidth, Grapheme}).Draw(t, "method")
}

func TestFitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, text := method(t), safe.Line(mixed().Draw(t, "text"))
		w := rapid.IntRange(0, 60).Draw(t, "w")
		for name, got := range map[string]string{
			"Fit": m.Fit(text, w), "FitRight": m.FitRight(text, w),
			"FitNumber": m.FitNumber(text, w), "FitMiddle": m.FitMiddle(text, w),
		} {
			if n := ansi.Method(m).StringWidth("│" + got + "│" + got); n != 2+2*w {
				t.Fatalf("%s(%q, %d) = %q: %d cells in a row of 2 of them and 2", name, text.String(), w, got, n)
			}
			if !utf8.ValidString(got) {
				t.Fatalf("%s(%q, %d) = %q: a rune is cut", name, text.String(), w, got)
			}
		}
	})
}

func TestFitKeepsWhatFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, text := method(t), safe.Line(mixed().Draw(t, "text"))
		shown := m.Show(text.String())
		if m.Width(shown) == 0 {
			return // nothing to see: it may be left out
		}
		w := m.TextWidth(text) + rapid.IntRange(0, 9).Draw(t, "spare")
		if got := m.Fit(text, w); !strings.HasPrefix(got, shown) || strings.Trim(got[len(shown):], " ") != "" {
			t.Fatalf("Fit(%q, %d) = %q, want %q and spaces", text.String(), w, got, shown)
		}
	})
}

// What Show leaves has one width under both methods, so a terminal that does
// not say which it uses draws the table straight all the same.
func TestShownEmojiMeasureAlike(t *testing.T) {
	for _, s := range []string{
		"👩‍💻", "👨‍👩‍👧", "👍🏽", "☎️", "1️⃣", "❤️‍🔥", "🇻🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🧑🏿‍🤝‍🧑🏻", "©️", "#️⃣", "✍🏽", "👁️‍🗨️",
	} {
		shown := WcWidth.Show(s)
		if wc, g := WcWidth.Width(shown), Grapheme.Width(shown); wc != g {
			t.Errorf("%q shows as %q: %d cells by code points, %d by clusters", s, shown, wc, g)
		}
		if Grapheme.Show(s) != s {
			t.Errorf("Grapheme.Show(%q) = %q, want it whole", s, Grapheme.Show(s))
		}
	}
}

func TestShow(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"Nguyễn", "Nguyễn"},
		{"a\tb\nc", "a b c"},
		{"a\u009bb", "a b"},
		{"\x1b[31m", " [31m"},
		{"x👩‍💻y", "x👩y"},
		{"👍🏽!", "👍!"},
		{"🇻🇳", "🇻🇳"},
		{"1️⃣", "1"},
		{"🏽", ""},
		{"a\u0600", "a�"},
		{"\u0600١", "\u0600١"},
		{"\u0301a", "◌\u0301a"},
		{"می\u200cخواهم", "می\u200cخواهم"}, // ZWNJ shapes Persian letters
		{"क्\u200dष", "क्\u200dष"},         // ZWJ shapes Devanagari
	} {
		if got := WcWidth.Show(c.in); got != c.want {
			t.Errorf("Show(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCutting(t *testing.T) {
	text := safe.Line
	for _, c := range []struct{ name, got, want string }{
		{"fit", WcWidth.Fit(text("Nguyễn Thị Ánh"), 8), "Nguyễn …"},
		{"fit wide", WcWidth.Fit(text("王小明"), 4), "王… "},
		{"fit wide even", WcWidth.Fit(text("王小明"), 5), "王小…"},
		{"fit one", WcWidth.Fit(text("王小明"), 1), "…"},
		{"fit none", WcWidth.Fit(text("王小明"), 0), ""},
		{"fit negative", WcWidth.Fit(text("abc"), -3), ""},
		{"right", WcWidth.FitRight(text("34d"), 5), "  34d"},
		{"number", WcWidth.FitNumber(text("12,345"), 8), "  12,345"},
		{"number cut", WcWidth.FitNumber(text("12,345"), 4), "####"},
		{"middle", WcWidth.FitMiddle(text("anh@mayhoabinh.vn"), 11), "anh@m…nh.vn"},
		{"middle wide", WcWidth.FitMiddle(text("王小明李娜陈伟"), 8), "王小…伟 "},
		{"middle fits", WcWidth.FitMiddle(text("a@b.vn"), 8), "a@b.vn  "},
	} {
		if c.got != c.want {
			t.Errorf("%s = %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestCutCells(t *testing.T) {
	for _, c := range []struct {
		s        string
		from, to int
		want     string
	}{
		{"abcdef", 1, 3, "bc"},
		{"王小明", 0, 4, "王小"},
		{"王小明", 1, 4, " 小"},
		{"王小明", 1, 3, "  "},
		{"王小明", 0, 3, "王 "},
		{"王", 0, 1, " "},
		{"áb", 1, 2, "b"},
		{"a\u0302b", 0, 1, "a\u0302"},
		{"a\u0302b", 1, 2, "b"},
		{"abc", 5, 9, ""},
	} {
		if got := WcWidth.Cut(c.s, c.from, c.to); got != c.want {
			t.Errorf("Cut(%q, %d, %d) = %q, want %q", c.s, c.from, c.to, got, c.want)
		}
	}
}

func TestCutIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, s := method(t), safe.Line(mixed().Draw(t, "s")).String()
		from := rapid.IntRange(0, 20).Draw(t, "from")
		to := from + rapid.IntRange(0, 20).Draw(t, "n")
		want := max(0, min(to, m.Width(m.Show(s)))-from)
		if got := m.Cut(s, from, to); m.Width(got) != want {
			t.Fatalf("Cut(%q, %d, %d) = %q: %d cells, want %d", s, from, to, got, m.Width(got), want)
		}
	})
}

func TestModeReport(t *testing.T) {
	for value, want := range map[ansi.ModeSetting]Method{
		ansi.ModeNotRecognized: WcWidth, ansi.ModeSet: Grapheme, ansi.ModeReset: Grapheme,
		ansi.ModePermanentlySet: Grapheme, ansi.ModePermanentlyReset: WcWidth,
	} {
		if got := WcWidth.FromModeReport(ansi.ModeUnicodeCore, value); got != want {
			t.Errorf("report %d gives method %d, want %d", value, got, want)
		}
	}
	if got := WcWidth.FromModeReport(ansi.ModeSynchronizedOutput, ansi.ModeSet); got != WcWidth {
		t.Error("the report of another mode changes the method")
	}
}

func BenchmarkFit(b *testing.B) {
	for name, s := range map[string]string{
		"ascii": "Whitfield & Sons", "vi": "Công ty May Hòa Bình", "zh": "北京云帆科技有限公司",
	} {
		text := safe.Line(s)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				WcWidth.Fit(text, 18)
			}
		})
	}
}
