// Package cell is the one width function of the program and what is built on
// it: cutting, padding and wrapping text by terminal cells.
//
// Two ways to measure exist, and a screen that mixes them tears. Terminals
// add up the widths of code points (wcwidth) unless they report mode 2027,
// in which case they count grapheme clusters. Bubble Tea starts with the
// first and changes over when the report comes, so everything here hangs off
// a [Method] that changes at the same moment; nothing in the program calls
// the width functions of lipgloss, which always count clusters.
//
// The cutting is our own as well: ansi.TruncateWc (x/ansi v0.11.9) decides by
// the cluster width whether there is anything to cut, so a family emoji
// overflows its column, and ansi.CutWc cuts the right end twice.
package cell

import (
	"strings"
	"unicode/utf8"

	"crm/store/safe"

	"github.com/charmbracelet/x/ansi"
)

// Method is how the terminal measures text. The zero value is right until
// the terminal says otherwise.
type Method uint8

// The two methods.
const (
	WcWidth  Method = Method(ansi.WcWidth)       // code point by code point
	Grapheme Method = Method(ansi.GraphemeWidth) // cluster by cluster: mode 2027 is on
)

// FromModeReport returns the method after a report of mode 2027, by the rule
// of Bubble Tea's renderer: it turns the mode on when the terminal reports it
// reset, set or permanently set.
func (m Method) FromModeReport(mode ansi.Mode, value ansi.ModeSetting) Method {
	if mode != ansi.ModeUnicodeCore {
		return m
	}
	switch value {
	case ansi.ModeReset, ansi.ModeSet, ansi.ModePermanentlySet:
		return Grapheme
	}
	return m
}

// Width is the number of cells that s takes. Escape sequences take none.
func (m Method) Width(s string) int {
	if printable(s) {
		return len(s)
	}
	return ansi.Method(m).StringWidth(s)
}

// TextWidth is the number of cells that t takes as [Method.Show] prints it.
func (m Method) TextWidth(t safe.Text) int { return m.Width(m.Show(t.String())) }

// Show returns s as it may stand in one row: controls and line breaks are
// spaces, what would join the character before it (the frame, a neighbour) is
// given a ◌ to stand on or dropped, what would join the one after it is
// replaced, and while code points are counted an emoji sequence is reduced to
// its first emoji, because a terminal that knows no clusters draws the parts
// of 👩‍💻 side by side and one that does draws two cells; the base alone has
// the same width everywhere.
func (m Method) Show(s string) string {
	if printable(s) {
		return s
	}
	if hasControl(s) {
		s = strings.Map(blankControl, s)
	}
	if m == WcWidth && joins(s) {
		s = m.reduce(s)
	}
	return settle(ground(s))
}

// Fit returns t in exactly w cells: cut with … at the right, or padded.
func (m Method) Fit(t safe.Text, w int) string { return m.FitString(t.String(), w) }

// FitString is [Method.Fit] for text of our own.
func (m Method) FitString(s string, w int) string {
	s, n := m.truncate(m.Show(s), w)
	return s + spaces(w-n)
}

// FitRight returns t in exactly w cells, at the right edge.
func (m Method) FitRight(t safe.Text, w int) string {
	s, n := m.truncate(m.Show(t.String()), w)
	return spaces(w-n) + s
}

// FitNumber returns t in exactly w cells, at the right edge; if it does not
// fit there are only #, since a number with its end cut off is another
// number.
func (m Method) FitNumber(t safe.Text, w int) string {
	s := m.Show(t.String())
	n := m.Width(s)
	if n > w {
		return strings.Repeat("#", max(w, 0))
	}
	return spaces(w-n) + s
}

// FitMiddle returns t in exactly w cells, cut in the middle: both ends of an
// e-mail address or a path say something.
func (m Method) FitMiddle(t safe.Text, w int) string {
	s := m.Show(t.String())
	n := m.Width(s)
	if n <= w {
		return s + spaces(w-n)
	}
	if w < 5 {
		return m.FitString(s, w)
	}
	tail := (w - 1) / 2
	head, hn := m.take(s, w-1-tail)
	end, en := m.takeEnd(s, tail)
	return head + m.ellipsis() + end + spaces(w-hn-1-en)
}

// Truncate returns s in at most w cells, with … if something is missing.
func (m Method) Truncate(s string, w int) string {
	s, _ = m.truncate(m.Show(s), w)
	return s
}

// Cut returns the cells from up to but not including to of s, which holds no
// escape sequences. Half a wide character at an edge is a space, so the
// result is to-from cells wide if s reaches that far.
func (m Method) Cut(s string, from, to int) string {
	s = m.Show(s)
	var b strings.Builder
	x := 0
	for len(s) > 0 && x < to {
		c, n := m.First(s)
		s = s[len(c):]
		switch {
		case x >= from && x+n <= to && (n > 0 || x > from || from == 0):
			b.WriteString(c)
		case x+n > from && n > 0:
			b.WriteString(spaces(min(x+n, to) - max(x, from)))
		}
		x += n
	}
	return b.String()
}

// First returns the first cluster of s and its width. A cluster is what the
// cursor steps over and what the renderer puts into one cell.
func (m Method) First(s string) (string, int) {
	if s == "" {
		return "", 0
	}
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) && s[0] >= ' ' && s[0] != 0x7f {
		return s[:1], 1
	}
	return ansi.FirstGraphemeCluster(s, ansi.Method(m))
}

// truncate cuts s, which Show has been through, and returns its width.
func (m Method) truncate(s string, w int) (string, int) {
	if w <= 0 {
		return "", 0
	}
	if len(s) <= w && printable(s) {
		return s, len(s)
	}
	n := m.Width(s)
	if n <= w {
		return s, n
	}
	head, n := m.take(s, w-1)
	return head + m.ellipsis(), n + 1
}

// take returns the longest start of s in at most w cells, and its width.
func (m Method) take(s string, w int) (string, int) {
	end, n := 0, 0
	for end < len(s) {
		c, cw := m.First(s[end:])
		if n+cw > w {
			break
		}
		end += len(c)
		n += cw
	}
	return s[:end], n
}

// takeEnd returns the longest end of s in at most w cells, and its width.
func (m Method) takeEnd(s string, w int) (string, int) {
	n := m.Width(s)
	for n > w {
		c, cw := m.First(s)
		s = s[len(c):]
		n -= cw
	}
	return s, n
}

// ellipsis is one cell wide in any case: RUNEWIDTH_EASTASIAN makes … two.
func (m Method) ellipsis() string {
	if m.Width("…") != 1 {
		return "."
	}
	return "…"
}

// spaces returns n spaces, none if n is negative.
func spaces(n int) string {
	const some = "                                                                                "
	switch {
	case n <= 0:
		return ""
	case n <= len(some):
		return some[:n]
	}
	return strings.Repeat(" ", n)
}

// Spaces returns n spaces, none if n is negative.
func Spaces(n int) string { return spaces(n) }
