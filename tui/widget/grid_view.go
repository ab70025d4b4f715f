package widget

import (
	"strings"

	"crm/tui/cell"
	"crm/tui/theme"
)

// gutter is what stands before the first column: the cursor, the mark, and the
// lead glyph or a space.
const gutter = 3

// Lines draws the grid: head if there is room for it, then rows.
func (g *Grid[R]) Lines(st *theme.Styles, w, h int, focused bool) Lines {
	out := make(Lines, 0, max(h, 0))
	if w <= 0 || h <= 0 {
		return out.Resize(max(w, 0), h)
	}
	cols := g.layout(w)
	if h >= 4 && g.hasTitles() {
		out = append(out, g.head(st, cols, w))
	}
	g.height = h - len(out)
	g.scroll()
	var b strings.Builder
	for i := g.top; i < len(g.rows) && len(out) < h; i++ {
		b.Reset()
		g.drawRow(&b, st, cols, i, w, focused)
		out = append(out, b.String())
	}
	return out.Resize(w, h)
}

// placed is a column and the cells it got.
type placed[R any] struct {
	*Column[R]
	w int
}

// layout chooses the columns for a grid of w cells and deals out the room.
func (g *Grid[R]) layout(w int) []placed[R] {
	cols := make([]placed[R], 0, len(g.opts.Columns))
	for i := range g.opts.Columns {
		c := &g.opts.Columns[i]
		if w >= c.From || c.Rank == 0 {
			cols = append(cols, placed[R]{c, c.Min})
		}
	}
	room := w - g.lead()
	for need(cols) > room {
		worst := -1
		for i, c := range cols {
			if c.Rank > 0 && (worst < 0 || c.Rank > cols[worst].Rank) {
				worst = i
			}
		}
		if worst < 0 {
			break
		}
		cols = append(cols[:worst], cols[worst+1:]...)
	}
	grow(cols, room-need(cols))
	return cols
}

// lead is the gutter's width.
func (g *Grid[R]) lead() int {
	if g.opts.Lead != nil {
		return gutter + 1
	}
	return gutter
}

// need is the width of the columns and the spaces between them.
func need[R any](cols []placed[R]) int {
	n := max(0, len(cols)-1)
	for _, c := range cols {
		n += c.w
	}
	return n
}

// grow deals spare cells out by the columns' shares, none beyond its Max. When
// even the last column has no room it shrinks: a grid is never wider than
// asked.
func grow[R any](cols []placed[R], spare int) {
	for spare < 0 && len(cols) > 0 && cols[0].w > 0 {
		cols[0].w--
		spare++
	}
	for spare > 0 {
		shares := 0
		for _, c := range cols {
			if c.w < c.Max {
				shares += c.Grow
			}
		}
		if shares == 0 {
			return
		}
		left := spare
		for i := range cols {
			c := &cols[i]
			if c.Grow == 0 || c.w >= c.Max || left == 0 {
				continue
			}
			n := min(max(1, spare*c.Grow/shares), c.Max-c.w, left)
			c.w += n
			left -= n
		}
		spare = left
	}
}

func (g *Grid[R]) hasTitles() bool {
	for _, c := range g.opts.Columns {
		if c.Title != "" {
			return true
		}
	}
	return false
}

// head draws the column heads.
func (g *Grid[R]) head(st *theme.Styles, cols []placed[R], w int) string {
	var b strings.Builder
	n := g.lead()
	b.WriteString(cell.Spaces(min(n, w)))
	for i, c := range cols {
		if i > 0 {
			b.WriteByte(' ')
			n++
		}
		title := c.Title
		if g.sort != "" && c.ID == g.sort {
			title += arrow(st, g.desc)
		}
		t := st.Cell.FitString(title, c.w)
		if c.Right {
			trimmed := strings.TrimRight(t, " ")
			t = cell.Spaces(c.w-st.Cell.Width(trimmed)) + trimmed
		}
		b.WriteString(t)
		n += c.w
	}
	b.WriteString(cell.Spaces(w - n))
	return st.Header.Render(b.String())
}

func arrow(st *theme.Styles, desc bool) string {
	if desc {
		return st.Glyph.SortDn
	}
	return st.Glyph.SortUp
}
