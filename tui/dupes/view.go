package dupes

import (
	"strings"

	"crm/store"
	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/theme"
	"crm/tui/widget"
)

// likelySign stands before a pair that is to be looked at.
const likelySign = "?"

func newGrid(st *theme.Styles) *widget.Grid[store.Dupe] {
	text := func(f func(store.Dupe) string) func(store.Dupe) widget.Cell {
		return func(d store.Dupe) widget.Cell { return widget.Cell{Text: safe.Line(f(d))} }
	}
	return widget.NewGrid(widget.GridOptions[store.Dupe]{
		ID: func(d store.Dupe) string { return d.A.UID + " " + d.B.UID },
		Lead: func(d store.Dupe) widget.Cell {
			if d.Sure {
				return widget.Cell{Text: safe.Line(st.Glyph.Done), Style: &st.Done}
			}
			return widget.Cell{Text: safe.Line(likelySign), Style: &st.None}
		},
		Columns: []widget.Column[store.Dupe]{
			{ID: "name", Title: "NAME", Min: 15, Max: 28, Grow: 3, Cell: text(func(d store.Dupe) string { return d.A.Name })},
			{ID: "other", Title: "AND", Min: 15, Max: 28, Grow: 3, Rank: 1, Cell: text(func(d store.Dupe) string { return d.B.Name })},
			{ID: "class", Title: "IS", Min: 6, Max: 6, Rank: 3, From: 60, Cell: text(store.Dupe.Class)},
			{ID: "evidence", Title: "BECAUSE OF", Min: 16, Max: 90, Grow: 6, Rank: 2, From: 60, Cell: text(evidence)},
		},
	})
}

func evidence(d store.Dupe) string { return strings.Join(d.Evidence, " · ") }

// Bar says how many there are.
func (m *Model) Bar(w int) (string, int) {
	st := m.opt.Styles
	line := " " + st.Strong.Render("Possible duplicates")
	if m.loaded {
		line += st.Soft.Render(safe.Sprintf("  %s sure %s %s likely", thousands(m.sure), st.Glyph.Dot, thousands(len(m.list)-m.sure)).String())
	}
	return st.Cell.FitStyled(line, w), -1
}

// Status says what stands in the status line.
func (m *Model) Status() (text, right safe.Text) {
	if m.cancel != nil {
		text = safe.Line("looking for duplicates…")
	}
	if at, ok := m.grid.Position(); ok {
		right = safe.Sprintf("%s of %s", thousands(at+1), thousands(len(m.list)))
	}
	return text, right
}

// View draws the list, and under it in full what speaks for the pair under the
// cursor.
func (m *Model) View(w, h int) widget.Lines {
	st := m.opt.Styles
	if m.grid.Len() == 0 {
		return m.none(w, h)
	}
	d, ok := m.grid.Row()
	if h < 8 || !ok {
		return m.grid.Lines(st, w, h, true)
	}
	why := st.Cell.Wrap(safe.Line(evidence(d)), w-2, 2)
	foot := widget.Lines{widget.Rule(st, d.Class(), w)}
	for _, l := range why {
		foot = append(foot, st.Cell.FitStyled(" "+st.Text.Render(l), w))
	}
	foot = foot.Resize(w, 3)
	return append(m.grid.Lines(st, w, h-len(foot), true), foot...)
}

// none says that there is nothing to show, or not yet.
func (m *Model) none(w, h int) widget.Lines {
	st := m.opt.Styles
	text := "Nobody seems to be in the book twice.  Esc goes back"
	if !m.loaded {
		text = "Looking for duplicates…"
	}
	out := widget.Lines{cell.Spaces(w)}
	for _, l := range st.Cell.Wrap(safe.Line(text), w-2, 3) {
		out = append(out, st.Cell.FitStyled(" "+st.Text.Render(l), w))
	}
	return out.Resize(w, h)
}

// thousands writes a number with its thousands apart.
func thousands(n int) string {
	s := safe.Sprintf("%d", n).String()
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
