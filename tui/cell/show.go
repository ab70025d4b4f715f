package cell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// printable reports whether s is printable ASCII only: one byte, one cell.
func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// hasControl reports whether s has C0, DEL, or C1 in UTF-8.
func hasControl(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ', c == 0x7f:
			return true
		case c == 0xc2 && i+1 < len(s) && s[i+1] < 0xa0:
			return true
		}
	}
	return false
}

func blankControl(r rune) rune {
	if r < ' ' || r >= 0x7f && r < 0xa0 {
		return ' '
	}
	return r
}

// The code points that make a sequence out of an emoji.
const (
	zwj      = 0x200d
	vs15     = 0xfe0e
	vs16     = 0xfe0f
	keycap   = 0x20e3
	toneLow  = 0x1f3fb
	toneHigh = 0x1f3ff
)

// joins reports whether s may hold an emoji sequence, by the lead bytes of
// what joins them.
func joins(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case 0xe2, 0xef, 0xf0:
			r, _ := utf8.DecodeRuneInString(s[i:])
			if joiner(r) {
				return true
			}
		}
	}
	return false
}

func joiner(r rune) bool {
	switch r {
	case zwj, vs15, vs16, keycap:
		return true
	}
	return r >= toneLow && r <= toneHigh
}

// ground keeps the start of s from joining the character that will stand
// before it on the row.
func ground(s string) string {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if r < 0x300 || !extends(r) {
			return s
		}
		if !joiner(r) && !unicode.Is(unicode.Cf, r) {
			return "◌" + s
		}
		s = s[n:]
	}
	return s
}

// extends reports that r joins the cluster before it (Extend, ZWJ, SpacingMark
// of UAX 29). Most letters are told by their class alone, without the
// segmenter; the half-width voicing marks extend and are letters.
func extends(r rune) bool {
	if !unicode.IsMark(r) && !joiner(r) && !unicode.Is(unicode.Cf, r) && r != 0xff9e && r != 0xff9f {
		return false
	}
	c, _ := ansi.FirstGraphemeCluster("a"+string(r), ansi.GraphemeWidth)
	return len(c) > 1
}

// settle keeps the end of s from joining what will stand after it: the signs
// that go before a number in Arabic and the like (property Prepend of UAX 29)
// would swallow a cell of the padding.
func settle(s string) string {
	r, n := utf8.DecodeLastRuneInString(s)
	if r < 0x600 || r > 0x8ff && r < 0xd4e || r > 0xd4e && r < 0x11000 || r > 0x11fff {
		return s
	}
	c, _ := ansi.FirstGraphemeCluster(string(r)+" ", ansi.GraphemeWidth)
	if len(c) == n {
		return s
	}
	return s[:len(s)-n] + "�"
}

// reduce replaces every emoji sequence by its first code point. Joiners in
// other scripts are left: in Persian and the Indic scripts ZWJ shapes
// letters and takes no cell under either method.
func (m Method) reduce(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		s = s[len(c):]
		base, n := utf8.DecodeRuneInString(c)
		if n < len(c) && emojiBase(base) && joins(c[n:]) {
			c = c[:n]
		}
		b.WriteString(c)
	}
	return b.String()
}

// emojiBase reports the code points that emoji sequences begin with: the
// digits and signs of keycaps, © and ®, the symbols of the basic plane, and
// the pictographs above it.
func emojiBase(r rune) bool {
	switch {
	case r >= '0' && r <= '9', r == '#', r == '*', r == 0xa9, r == 0xae:
		return true
	case r >= 0x203c && r <= 0x3299:
		return true
	}
	return r >= 0x1f000 && r <= 0x1faff
}
