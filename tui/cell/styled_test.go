package cell

import (
	"strings"
	"testing"

	"crm/store/safe"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestCutStyled(t *testing.T) {
	const red, bold = "\x1b[31m", "\x1b[1m"
	for _, c := range []struct {
		s        string
		from, to int
		want     string
	}{
		{"abcdef", 1, 3, "bc"},
		{red + "abc" + reset + "def", 1, 5, red + "bc" + reset + "de"},
		{red + "abc" + reset + "def", 3, 5, "de"},
		{red + "abc" + reset + bold + "def" + reset, 4, 6, bold + "ef" + reset},
		{red + "王小" + reset + "明", 1, 5, red + " 小" + reset + " "},
		{red + "abcd" + reset, 1, 3, red + "bc" + reset},
		{red + "ab" + reset, 2, 4, ""},
		{"", 0, 4, ""},
	} {
		if got := WcWidth.CutStyled(c.s, c.from, c.to); got != c.want {
			t.Errorf("CutStyled(%q, %d, %d) = %q, want %q", c.s, c.from, c.to, got, c.want)
		}
	}
}

func TestFitStyledIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := method(t)
		var b strings.Builder
		for range rapid.IntRange(0, 5).Draw(t, "parts") {
			text := m.Show(safe.Line(mixed().Draw(t, "text")).String())
			if rapid.Bool().Draw(t, "styled") {
				text = "\x1b[1;31m" + text + reset
			}
			b.WriteString(text)
		}
		w := rapid.IntRange(0, 60).Draw(t, "w")
		got := m.FitStyled(b.String(), w)
		if n := ansi.Method(m).StringWidth(got); n != w {
			t.Fatalf("FitStyled(%q, %d) = %q: %d cells", b.String(), w, got, n)
		}
	})
}
