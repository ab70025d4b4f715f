package complete

import (
	"strconv"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/theme"
	"crm/tui/widget"
)

// The least room in which the popup is shown.
const (
	leastWidth  = 24
	leastHeight = 3
)

// widest is how much of a text or its help is shown.
const widest = 28

// Lines draws the popup within w by h cells: as wide as it needs to be. It is
// nothing when it is not shown, or there is no room.
func (p *Popup) Lines(st *theme.Styles, w, h int) widget.Lines {
	if !p.Shown() || w < leastWidth || h < leastHeight {
		return nil
	}
	n := min(len(p.items), rows, h-2)
	box := widget.Box{Hint: safe.Line("Tab takes · ↓ next"), Flush: true}
	switch more := len(p.items) - n; {
	case p.Chosen():
		box.Hint = safe.Line("Tab takes it · Esc")
	case more > 0:
		box.Hint = safe.Sprintf("Tab takes · ↓ %d more", more)
	}
	first := max(0, min(p.chosen-n/2, len(p.items)-n))
	text, help, count := p.widths(st.Cell)
	inner := max(1+text+gap(help)+gap(count)+1, st.Cell.TextWidth(box.Hint)+4)
	inner = min(inner, w-2)
	if over := 1 + text + gap(help) + gap(count) + 1 - inner; over > 0 {
		help = max(0, help-over)
	}
	body := make(widget.Lines, 0, n)
	for i := first; i < first+n; i++ {
		body = append(body, p.row(st, i, text, help, inner))
	}
	return box.Lines(st, body, inner+2)
}

// gap is a column with the space before it.
func gap(w int) int {
	if w == 0 {
		return 0
	}
	return w + 2
}

// widths are those of the columns. All items count, so that the popup keeps
// its width while it scrolls.
func (p *Popup) widths(m cell.Method) (text, help, count int) {
	for _, it := range p.items {
		text = max(text, m.TextWidth(safe.Line(it.Text)))
		help = max(help, m.TextWidth(safe.Line(it.Help)))
		count = max(count, len(number(it.N)))
	}
	return min(text, widest), min(help, widest), count
}

func (p *Popup) row(st *theme.Styles, i, text, help, w int) string {
	it, m := p.items[i], st.Cell
	lead := " "
	if i == p.chosen {
		lead = st.Glyph.Cursor
	}
	left := lead + m.FitString(safe.Line(it.Text).String(), min(text, w-1))
	mid := ""
	if help > 0 {
		mid = "  " + m.FitString(safe.Line(it.Help).String(), help)
	}
	right := number(it.N)
	space := cell.Spaces(w - 1 - m.Width(left) - m.Width(mid) - len(right))
	if i == p.chosen {
		return st.Selected.Render(m.FitString(left+mid+space+right+" ", w))
	}
	return m.FitStyled(st.Text.Render(left)+st.Soft.Render(mid+space+right), w)
}

// number writes n with its thousands apart.
func number(n int) string {
	if n < 0 {
		return ""
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Over lays the popup over what is drawn, its upper edge in row y and its first
// letter over the cell at, but within the frame.
func Over(st *theme.Styles, base, box widget.Lines, at, y int) widget.Lines {
	if len(base) == 0 || len(box) == 0 {
		return base
	}
	x := min(at-2, st.Cell.Width(base[0])-st.Cell.Width(box[0]))
	return widget.Over(st, base, box, max(0, x), y)
}
