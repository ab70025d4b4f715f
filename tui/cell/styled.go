package cell

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// reset ends all styles.
const reset = "\x1b[m"

// CutStyled returns the cells from up to but not including to of s, which may
// hold escape sequences that set styles, as drawn lines do. The piece carries
// the style it had in s, and ends without one. Half a wide character at an
// edge is a space. It is exactly to-from cells wide if s reaches that far.
func (m Method) CutStyled(s string, from, to int) string {
	var b, style strings.Builder
	on, started := false, false // a style is on; a cell has been written
	x := 0
	for len(s) > 0 && x < to {
		seq, w, escape := m.piece(s)
		s = s[len(seq):]
		if escape {
			on = seq != reset && seq != "\x1b[0m"
			switch {
			case started:
				b.WriteString(seq)
			case on:
				style.WriteString(seq)
			default:
				style.Reset()
			}
			continue
		}
		if x+w > from && !started {
			started = true
			b.WriteString(style.String())
		}
		switch {
		case x >= from && x+w <= to && started:
			b.WriteString(seq)
		case x+w > from && w > 0:
			b.WriteString(spaces(min(x+w, to) - max(x, from)))
		}
		x += w
	}
	if on && started {
		b.WriteString(reset)
	}
	return b.String()
}

// piece returns the first escape sequence or cluster of s. (The decoder of
// x/ansi takes an ASCII letter by itself even when a mark follows; the renderer
// makes up for that in the same way.)
func (m Method) piece(s string) (seq string, w int, escape bool) {
	if s[0] != '\x1b' {
		c, w := m.First(s)
		return c, w, false
	}
	seq, _, _, _ = ansi.Method(m).DecodeSequenceInString(s, 0, nil)
	return seq, 0, true
}

// FitStyled returns a drawn line in exactly w cells: cut without a sign, or
// padded.
func (m Method) FitStyled(s string, w int) string {
	n := m.Width(s)
	if n > w {
		s = m.CutStyled(s, 0, w)
		n = m.Width(s)
	}
	return s + spaces(w-n)
}
