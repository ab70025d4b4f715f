package widget

import (
	"strings"
	"unicode/utf8"

	"crm/tui/cell"
	"crm/tui/theme"
)

// drawRow draws row i of the window over exactly w cells. The cursor row has
// one style from edge to edge; in the others only cells with a style of their
// own are styled.
func (g *Grid[R]) drawRow(b *strings.Builder, st *theme.Styles, cols []placed[R], i, w int, focused bool) {
	r := g.rows[i]
	if g.opts.Heading != nil {
		if title, ok := g.opts.Heading(r); ok {
			b.WriteString(st.Heading.Render(st.Cell.Fit(title, w)))
			return
		}
	}
	id := g.opts.ID(r)
	marked, here := g.Marked(id), i == g.cursor
	row := g.rowStyle(st, here, marked, focused)
	pen := pen{b: b, row: row, own: !here && !g.stale, left: w}
	hit := &st.Match
	if here && focused {
		hit = &st.MatchHere
	}

	cursor, mark := " ", " "
	if here {
		cursor = st.Glyph.Cursor
	}
	if marked {
		mark = st.Glyph.Mark
	}
	pen.write(cursor, 1, nil)
	pen.write(mark, 1, nil)
	if g.opts.Lead != nil {
		c := g.opts.Lead(r)
		pen.write(st.Cell.Fit(c.Text, 1), 1, c.Style)
	}
	pen.write(" ", 1, nil)
	for j, c := range cols {
		if j > 0 {
			pen.write(" ", 1, nil)
		}
		v := c.Cell(r)
		text := fit(st.Cell, v, c.w)
		if len(v.Hits) == 0 || g.stale {
			pen.write(text, c.w, v.Style)
			continue
		}
		pen.hits(text, c.w, clip(v.Hits, text, st.Cell.Show(v.Text.String())), hit)
	}
	pen.write(cell.Spaces(pen.left), pen.left, nil)
	pen.flush()
}

func (g *Grid[R]) rowStyle(st *theme.Styles, here, marked, focused bool) theme.Style {
	switch {
	case here && focused:
		return st.Selected
	case here:
		return st.SelectedBlur
	case g.stale:
		return st.Stale
	case marked:
		return st.Marked
	}
	return st.Text
}

// fit brings a cell to its width.
func fit(m cell.Method, c Cell, w int) string {
	switch c.Cut {
	case CutMiddle:
		return m.FitMiddle(c.Text, w)
	case CutNumber:
		return m.FitNumber(c.Text, w)
	case CutRight:
		return m.FitRight(c.Text, w)
	}
	return m.Fit(c.Text, w)
}

// pen writes the pieces of a row, gathering those of one style.
type pen struct {
	b    *strings.Builder
	row  theme.Style
	own  bool // pieces may have a style of their own
	left int  // cells left in the row
	run  strings.Builder
}

// write adds a piece of n cells. One that no longer fits is left out: that
// happens only in a grid narrower than its gutter.
func (p *pen) write(s string, n int, style *theme.Style) {
	if n > p.left {
		return
	}
	p.left -= n
	if style == nil || style.Plain() || !p.own {
		p.run.WriteString(s)
		return
	}
	p.flush()
	p.b.WriteString(style.Render(s))
}

// hits adds a piece of n cells in which some parts were found. These are shown
// in the cursor row, too, which has no other styles of its own.
func (p *pen) hits(s string, n int, hits []Hit, style *theme.Style) {
	if n > p.left {
		return
	}
	p.left -= n
	at := 0
	for _, h := range hits {
		p.run.WriteString(s[at:h.From])
		p.flush()
		p.b.WriteString(style.Render(s[h.From:h.To]))
		at = h.To
	}
	p.run.WriteString(s[at:])
}

// clip leaves of the hits in a text what is still there after it was brought to
// its width.
func clip(hits []Hit, fitted, whole string) []Hit {
	n := 0
	for n < len(fitted) && n < len(whole) && fitted[n] == whole[n] {
		n++
	}
	for n > 0 && n < len(whole) && !utf8.RuneStart(whole[n]) {
		n-- // … and the letter that it took the place of begin alike
	}
	out := make([]Hit, 0, len(hits))
	for _, h := range hits {
		if h.From < n {
			out = append(out, Hit{h.From, min(h.To, n)})
		}
	}
	return out
}

func (p *pen) flush() {
	p.b.WriteString(p.row.Render(p.run.String()))
	p.run.Reset()
}
