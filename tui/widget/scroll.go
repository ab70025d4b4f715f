package widget

import (
	"crm/tui/theme"
)

// Scroll shows a part of a text that is too long: the detail of a contact, the
// help. (The viewport of bubbles measures with lipgloss, and styles what it
// cuts a second time.) It keeps only where it is; the lines are handed in at
// each drawing.
type Scroll struct {
	top int
	// As drawn last.
	lines, height int
}

// Move scrolls by n lines.
func (s *Scroll) Move(n int) { s.to(s.top + n) }

// Page scrolls by n screenfuls less one line.
func (s *Scroll) Page(n int) { s.to(s.top + n*max(1, s.height-1)) }

// Home scrolls to the start.
func (s *Scroll) Home() { s.to(0) }

// End scrolls to the end.
func (s *Scroll) End() { s.to(s.lines) }

func (s *Scroll) to(top int) { s.top = max(0, min(top, s.lines-s.height)) }

// More reports whether there is text above and below what is shown.
func (s *Scroll) More() (above, below bool) {
	return s.top > 0, s.top+s.height < s.lines
}

// Lines draws the part of text that is shown, in exactly h lines of w cells.
func (s *Scroll) Lines(st *theme.Styles, text []string, w, h int) Lines {
	s.lines, s.height = len(text), h
	s.to(s.top)
	out := make(Lines, 0, max(h, 0))
	for i := s.top; i < len(text) && len(out) < h; i++ {
		out = append(out, st.Cell.FitStyled(text[i], w))
	}
	return out.Resize(w, h)
}
