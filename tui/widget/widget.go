// Package widget holds the parts that screens are put together from: a grid
// over pages of the book, a form, menus, frames, the status line, scrolling
// text, and joining blocks side by side.
//
// Widgets are plain structs with methods: no messages of their own, no
// commands, no IO, no clock. A widget draws itself as [Lines]: as many lines
// as it was given rows, each exactly as wide as asked, so that a screen joins
// blocks without measuring anything again. Text from the book comes in as
// safe.Text only.
package widget

import (
	"strings"

	"crm/tui/cell"
	"crm/tui/theme"
)

// Lines is a drawn block: every line has the same width in cells.
type Lines []string

// String joins the lines for a View.
func (l Lines) String() string { return strings.Join(l, "\n") }

// Resize returns the block with exactly h lines of w cells: cut at the bottom
// or filled up with blank lines.
func (l Lines) Resize(w, h int) Lines {
	h = max(h, 0)
	if len(l) > h {
		return l[:h]
	}
	for len(l) < h {
		l = append(l, cell.Spaces(w))
	}
	return l
}

// Beside joins two blocks with a line between them. They must be of one
// height.
func Beside(st *theme.Styles, left, right Lines) Lines {
	sep := st.Border.Render(st.Glyph.Vert)
	out := make(Lines, len(left))
	for i := range left {
		out[i] = left[i] + sep + right[i]
	}
	return out
}

// Rule draws a horizontal line of w cells that starts with a title:
// ─ title ─────. Without a title it is a plain line.
func Rule(st *theme.Styles, title string, w int) string {
	if w <= 0 {
		return ""
	}
	m, g := st.Cell, st.Glyph.Horiz
	title = m.Truncate(title, w-4)
	if title == "" {
		return st.Border.Render(strings.Repeat(g, w))
	}
	rest := w - 3 - m.Width(title)
	return st.Border.Render(g+" ") + st.BoxTitle.Render(title) + st.Border.Render(" "+strings.Repeat(g, rest))
}

// Spread draws left at the left and right at the right of w cells. Both may be
// styled; when there is not room for both, right is left out, and left is then
// expected to fit.
func Spread(st *theme.Styles, left, right string, w int) string {
	l, r := st.Cell.Width(left), st.Cell.Width(right)
	if r > 0 && l+1+r <= w {
		return left + cell.Spaces(w-l-r) + right
	}
	return left + cell.Spaces(w-l)
}
