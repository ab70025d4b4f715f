package widget

import (
	"strings"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/theme"
)

// Box is a frame with a title in its upper edge and a hint in its lower one.
type Box struct {
	Title safe.Text
	Hint  safe.Text
	// Flush leaves out the space between frame and content.
	Flush bool
}

// Inner is the width of what the box of w cells holds.
func (b Box) Inner(w int) int { return max(0, w-2-2*b.pad(w)) }

// pad is the space between frame and content at either side.
func (b Box) pad(w int) int {
	if b.Flush || w < 4 {
		return 0
	}
	return 1
}

// Lines draws the box w cells wide round body, whose lines are brought to the
// inner width.
func (b Box) Lines(st *theme.Styles, body Lines, w int) Lines {
	g := st.Glyph
	if w < 2 {
		return body.Resize(w, len(body)+2)
	}
	side := st.Border.Render(g.Vert)
	pad := cell.Spaces(b.pad(w))
	out := make(Lines, 0, len(body)+2)
	out = append(out, edge(st, g.Corner[0], b.Title, g.Corner[1], w, st.BoxTitle))
	for _, l := range body {
		out = append(out, side+pad+st.Cell.FitStyled(l, b.Inner(w))+pad+side)
	}
	return append(out, edge(st, g.Corner[2], b.Hint, g.Corner[3], w, st.Hint))
}

// edge draws ╭─ text ─────╮.
func edge(st *theme.Styles, left string, text safe.Text, right string, w int, style theme.Style) string {
	t := st.Cell.Truncate(text.String(), w-6)
	if t == "" {
		return st.Border.Render(left + strings.Repeat(st.Glyph.Horiz, w-2) + right)
	}
	rest := w - 5 - st.Cell.Width(t)
	return st.Border.Render(left+st.Glyph.Horiz+" ") + style.Render(t) +
		st.Border.Render(" "+strings.Repeat(st.Glyph.Horiz, rest)+right)
}

// Over lays box over base with its upper left corner at x, y. What does not
// lie on the base is cut off.
func Over(st *theme.Styles, base, box Lines, x, y int) Lines {
	out := append(Lines(nil), base...)
	for i, l := range box {
		row := y + i
		if row < 0 || row >= len(out) {
			continue
		}
		under := out[row]
		total := st.Cell.Width(under)
		from, to := max(0, x), min(total, x+st.Cell.Width(l))
		if from >= to {
			continue
		}
		out[row] = st.Cell.CutStyled(under, 0, from) +
			st.Cell.CutStyled(l, from-x, to-x) +
			st.Cell.CutStyled(under, to, total)
	}
	return out
}

// Centre lays box over the middle of base.
func Centre(st *theme.Styles, base, box Lines) Lines {
	if len(base) == 0 || len(box) == 0 {
		return base
	}
	x := (st.Cell.Width(base[0]) - st.Cell.Width(box[0])) / 2
	return Over(st, base, box, max(0, x), max(0, (len(base)-len(box))/2))
}

// Dock lays box over the lowest lines of base, leaving out the last below
// lines: the status and the hints.
func Dock(st *theme.Styles, base, box Lines, below int) Lines {
	return Over(st, base, box, 0, max(0, len(base)-below-len(box)))
}
