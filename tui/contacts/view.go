package contacts

import (
	"errors"
	"strings"

	"crm/store/query"
	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/widget"
)

// Bar is the search bar, w cells wide, and the cell of the cursor in it, -1 if
// nothing is typed.
func (m *Model) Bar(w int) (string, int) {
	st := m.opt.Styles
	if m.Empty() && !m.typing {
		return cell.Spaces(w), -1
	}
	const lead = 3 // " / "
	right := m.found()
	room := w - lead - 1 - st.Cell.Width(right)
	if room < 20 {
		right, room = "", w-lead-1
	}
	head := " " + st.Key.Render("/") + " "
	if !m.typing && m.line.Empty() {
		hint := st.Placeholder.Render(st.Cell.FitString("search name, company, phone, tag:vip, last:>30d", room))
		return st.Cell.FitStyled(head+hint+st.Soft.Render(right), w), -1
	}
	line := m.line.View(room, st)
	cursor := -1
	if m.typing {
		cursor = lead + m.line.Cursor()
	}
	return st.Cell.FitStyled(head+line+st.Soft.Render(right), w), cursor
}

// found says how many contacts the list has.
func (m *Model) found() string {
	switch n := m.grid.Total(); {
	case n < 0 || m.all < 0:
		return ""
	case m.text == "":
		return number(m.all)
	default:
		return number(n) + " of " + number(m.all)
	}
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

// Status says what is marked or wrong, and what the search means.
func (m *Model) Status() (text, right safe.Text) {
	switch n := len(m.grid.Marks()); {
	case m.wrong != nil && m.tell:
		text = safe.Line(m.wrong.Error())
		var e *query.Error
		if errors.As(m.wrong, &e) && e.Hint != "" {
			right = safe.Line(e.Hint)
		}
		return text, right
	case n > 0:
		text = safe.Sprintf("%s marked%s · actions apply to them", group(n), m.hidden(n))
	}
	right = m.said
	if m.query != nil && len(m.query.Notes) > 0 {
		right = safe.Line(m.query.Notes[0].Text)
	}
	return text, right
}

// hidden says how many marked rows the list does not show, where the whole list
// is at hand to tell.
func (m *Model) hidden(marks int) string {
	before, after := m.grid.More()
	if m.query == nil || before || after {
		return ""
	}
	shown := 0
	for _, r := range m.grid.Rows() {
		if m.grid.Marked(r.UID) {
			shown++
		}
	}
	if shown == marks {
		return ""
	}
	return " (" + group(marks-shown) + " hidden by the search)"
}

// Cursor is none: the bar has its own.
func (m *Model) Cursor() (x, y int, ok bool) { return 0, 0, false }

// View draws list and detail in w by h cells: side by side, the detail below,
// or the list alone.
func (m *Model) View(w, h int) widget.Lines {
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
	return m.message(safe.Line(text), w, h)
}

// none is what a search without a result shows.
func (m *Model) none(w, h int) widget.Lines {
	if m.text == "" {
		return widget.Lines{}.Resize(w, h)
	}
	return m.message(safe.Sprintf("No contact matches %s.  Esc clears the search · a adds one", m.text), w, h)
}

func (m *Model) message(t safe.Text, w, h int) widget.Lines {
	st := m.opt.Styles
	out := widget.Lines{}.Resize(w, min(1, h))
	for _, l := range st.Cell.Wrap(t, max(1, w-4), 0) {
		out = append(out, st.Cell.FitStyled("  "+st.Text.Render(l), w))
	}
	return out.Resize(w, h)
}
