package lineedit

import (
	"strings"

	"crm/tui/cell"
	"crm/tui/theme"
)

// View draws the line in exactly w cells. A text that is longer scrolls so
// that the cursor is within; the last cell is kept for the cursor behind the
// end.
func (l *Line) View(w int, st *theme.Styles) string {
	l.method, l.width = st.Cell, w
	if w <= 0 {
		return ""
	}
	shown, cursor := l.drawn(st.Cell)
	l.scroll(st.Cell, shown, cursor, w)
	style := st.Input
	if l.all {
		style = st.Picked
	}
	body := st.Cell.Cut(shown, l.off, l.off+w)
	used := st.Cell.Width(body)
	out := style.Render(body)
	if l.ghost != "" && !l.all {
		ghost := st.Cell.Truncate(l.ghost, w-used)
		used += st.Cell.Width(ghost)
		out += st.Ghost.Render(ghost)
	}
	return out + cell.Spaces(w-used)
}

// Cursor is the cell of the insertion point, counted from the left edge of
// what [Line.View] drew last.
func (l *Line) Cursor() int {
	_, cursor := l.drawn(l.method)
	return min(max(cursor-l.off, 0), max(l.width-1, 0))
}

// CellAt is the cell of a byte of the text, counted from the left edge of what
// [Line.View] drew last; what has scrolled out of it is at its edge.
func (l *Line) CellAt(pos int) int {
	n, i := 0, 0
	for _, c := range l.text {
		if i >= pos {
			break
		}
		i += len(c)
		n += l.method.Width(l.method.Show(c))
	}
	return min(max(n-l.off, 0), max(l.width-1, 0))
}

// drawn returns the text as it is drawn and the width of what is left of the
// cursor.
func (l *Line) drawn(m cell.Method) (shown string, cursor int) {
	var b strings.Builder
	for i, c := range l.text {
		s := m.Show(c)
		if i < l.at {
			cursor += m.Width(s)
		}
		b.WriteString(s)
	}
	return b.String(), cursor
}

// scroll moves the first cell shown as little as needed, and back to the left
// when text is taken away.
func (l *Line) scroll(m cell.Method, shown string, cursor, w int) {
	l.off = min(l.off, max(0, m.Width(shown)-w+1))
	l.off = min(l.off, cursor)
	l.off = max(l.off, cursor-w+1)
	if l.at < len(l.text) {
		// The whole character under the cursor is within.
		under := m.Width(m.Show(l.text[l.at]))
		if under <= w {
			l.off = max(l.off, cursor+under-w)
		}
	}
}
