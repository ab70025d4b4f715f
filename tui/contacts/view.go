package contacts

import (
	"fmt"
	"strings"
	"time"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/widget"
)

// lead is the width of what stands before the text in the bar.
const lead = 3

// Bar is the search bar, w cells wide, and the cell of the cursor in it, -1 if
// nothing is typed.
func (m *Model) Bar(w int) (string, int) {
	st := m.opt.Styles
	if m.Empty() && !m.typing {
		return cell.Spaces(w), -1
	}
	right := m.found()
	if w >= 100 && right != "" {
		right += m.speed()
	}
	room := w - lead - 1 - st.Cell.Width(right)
	if room < 20 {
		right, room = "", w-lead-1
	}
	head := " " + st.Key.Render("/") + " "
	line := m.line.View(room, st)
	cursor := -1
	if m.typing {
		cursor = lead + m.line.Cursor()
	}
	if m.line.Empty() {
		hint := "search name, company, phone, tag:vip, last:>30d"
		if m.typing && m.line.Remembers() {
			hint = " name, tag:vip, last:>30d · ↑ earlier searches" // behind the cursor
		}
		line = st.Placeholder.Render(st.Cell.FitString(hint, room-1)) + " "
	}
	return st.Cell.FitStyled(head+line+st.Soft.Render(right), w), cursor
}

// found says how many contacts the list has.
func (m *Model) found() string {
	switch n := m.grid.Total(); {
	case m.text == "" && m.all >= 0:
		return number(m.all)
	case m.asked || m.all < 0 || m.text == "":
		return ""
	case n < 0:
		return number(m.grid.Len()) + "…" // the rows are there before they are counted
	default:
		return number(n) + " of " + number(m.all)
	}
}

// speed says how long the search took, where that is worth a word.
func (m *Model) speed() string {
	if m.text == "" || m.asked || m.took < time.Millisecond {
		return ""
	}
	return fmt.Sprintf(" · %d ms", m.took.Milliseconds())
}

// number writes n with its thousands apart.
func number(n int) string { return safe.Sprintf("%s", group(n)).String() }

func group(n int) string {
	s := safe.Sprintf("%d", n).String()
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Cursor is none: the bar has its own.
func (m *Model) Cursor() (x, y int, ok bool) { return 0, 0, false }

// View draws list and detail in w by h cells: side by side, the detail below,
// or the list alone.
func (m *Model) View(w, h int) widget.Lines {
	m.popup.NoRoom = h < restRows+3
	if m.Empty() {
		return m.empty(w, h)
	}
	if m.grid.Len() == 0 && m.loaded {
		return m.none(w, h)
	}
	st := m.opt.Styles
	switch peek := m.peek(w, h); {
	case w >= 100 && m.preview:
		return m.beside(w, h)
	case peek > 0:
		out := m.grid.Lines(st, w, h-peek, !m.typing)
		return append(out, m.opt.Detail.Peek(w, peek)...)
	}
	return m.list(w, h)
}

// list draws the grid alone, with the column heads if there is room.
func (m *Model) list(w, h int) widget.Lines {
	return m.grid.Lines(m.opt.Styles, w, h, !m.typing)
}

// peek is how many lines of the detail stand below the list. h is without the
// lines of header, bar, status and hints.
func (m *Model) peek(w, h int) int {
	switch {
	case !m.preview || w >= 100 || h < 6:
		return 0
	case w < 60:
		return 1 // the number
	case h >= 46:
		return 13
	case w >= 80 && h >= 20:
		return 7
	case h >= 14:
		return 5
	}
	return 0
}

// beside draws list │ detail, and the timeline as a third pane if it is wide.
func (m *Model) beside(w, h int) widget.Lines {
	st := m.opt.Styles
	left := w * 58 / 100
	third := 0
	if w >= 160 {
		left = w * 48 / 100
		third = min((w-left-2)/2, 100)
	}
	right := min(w-left-1, 100)
	if third > 0 {
		right = min(w-left-third-2, 100)
	}
	rule := st.Border.Render(strings.Repeat(st.Glyph.Horiz, left) + st.Glyph.TeeDown + strings.Repeat(st.Glyph.Horiz, right))
	body := h - 1
	list := m.grid.Lines(st, left-1, body, !m.typing)
	for i := range list {
		list[i] += " "
	}
	lines := widget.Beside(st, list, m.detail(right, third, body))
	if third > 0 {
		lines = widget.Beside(st, lines, m.opt.Detail.Timeline(third, body))
		rule += st.Border.Render(st.Glyph.TeeDown + strings.Repeat(st.Glyph.Horiz, third))
	}
	lines = append(widget.Lines{rule}, lines...)
	for i, l := range lines {
		lines[i] = st.Cell.FitStyled(l, w)
	}
	return lines
}

func (m *Model) detail(w, third, h int) widget.Lines {
	if third > 0 {
		return m.opt.Detail.Who(w, h)
	}
	return m.opt.Detail.Lines(w, h)
}

// empty is what a new book shows.
func (m *Model) empty(w, h int) widget.Lines {
	text := "No contacts yet.  I import a file (CSV, Excel) · a add one"
	if m.opt.Sample {
		text += " · d try with 200 sample people"
	}
	return m.message([]safe.Text{safe.Line(text)}, w, h)
}

func (m *Model) message(texts []safe.Text, w, h int) widget.Lines {
	st := m.opt.Styles
	style := st.Text
	if m.wrong != nil && m.tell {
		style = st.Stale
	}
	box, _ := m.Popup(w, h)
	out := widget.Lines{}.Resize(w, min(max(1, len(box)), h))
	for _, t := range texts {
		for _, l := range st.Cell.Wrap(t, max(1, w-4), 0) {
			out = append(out, st.Cell.FitStyled("  "+style.Render(l), w))
		}
	}
	return out.Resize(w, h)
}
