package today

import (
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/cell"
	"crm/tui/theme"
	"crm/tui/widget"
)

func newGrid(o Options) *widget.Grid[row] {
	return widget.NewGrid(widget.GridOptions[row]{
		ID:      row.id,
		Heading: func(r row) (safe.Text, bool) { return safe.Line(r.heading), r.heading != "" },
		Lead:    func(r row) widget.Cell { return sign(o.Styles, r.item) },
		Window:  2*most + 10,
		Columns: []widget.Column[row]{
			{ID: "name", Min: 14, Max: 28, Grow: 2, Cell: func(r row) widget.Cell { return widget.Cell{Text: safe.Line(r.item.Name)} }},
			{ID: "reason", Min: 14, Max: 60, Grow: 4, Rank: 2, Cell: func(r row) widget.Cell { return widget.Cell{Text: reason(r.item)} }},
			{ID: "phone", Min: 14, Max: 17, Rank: 3, From: 76, Cell: func(r row) widget.Cell { return channel(o, r.item) }},
			{ID: "when", Min: 8, Max: 10, Grow: 1, Rank: 1, Cell: func(r row) widget.Cell { return due(o, r.item) }},
		},
	})
}

// heading names a section and says how many it has.
func (m *Model) heading(section string) string {
	g := m.opt.Styles.Glyph
	n := safe.Sprintf("  %d", m.counts[section]).String()
	switch section {
	case store.Overdue:
		return " " + g.Overdue + " OVERDUE" + n
	case store.DueToday:
		return " " + g.Today + " DUE TODAY" + n
	case store.Renew:
		return " " + g.Renew + " RENEWALS within 14 days" + n
	case store.Birthday:
		return " " + g.Birth + " BIRTHDAYS within 7 days" + n
	}
	return " " + section + n
}

// sign is the sign of an item: of its section where the row is far from its
// heading, so that no row needs a colour to be understood.
func sign(st *theme.Styles, i store.Item) widget.Cell {
	switch i.Section {
	case store.Overdue:
		return widget.Cell{Text: safe.Line(st.Glyph.Overdue), Style: &st.Overdue}
	case store.DueToday:
		return widget.Cell{Text: safe.Line(st.Glyph.Today), Style: &st.Today}
	case store.Renew:
		return widget.Cell{Text: safe.Line(st.Glyph.Renew)}
	}
	return widget.Cell{Text: safe.Line(st.Glyph.Birth)}
}

func reason(i store.Item) safe.Text {
	switch {
	case i.Kind == "birthday" && i.Turns > 0:
		return safe.Sprintf("turns %d", i.Turns)
	case i.Reason == "":
		return safe.Line(i.Kind)
	}
	return safe.Line(i.Reason)
}

func channel(o Options, i store.Item) widget.Cell {
	switch {
	case i.PhoneKey != "":
		return widget.Cell{Text: safe.Line(fold.PhoneFormat(i.PhoneKey, o.Store.Region()))}
	case i.Phone != "":
		return widget.Cell{Text: safe.Line(i.Phone)}
	}
	return widget.Cell{Text: safe.Line(i.Email), Cut: widget.CutMiddle}
}

func due(o Options, i store.Item) widget.Cell {
	wc := o.When()
	if i.Section == store.DueToday && !i.DueAt.IsZero() {
		return widget.Cell{Text: safe.Line(i.DueAt.In(o.Store.Zone()).Format("15:04")), Cut: widget.CutRight}
	}
	if i.Section == store.DueToday && i.DueOn == string(wc.Today()) {
		return widget.Cell{Text: safe.Line("any time"), Cut: widget.CutRight}
	}
	c := widget.Cell{Text: safe.Line(when.Say(when.Date(i.DueOn), wc.Today())), Cut: widget.CutRight}
	if i.Section == store.Overdue {
		c.Style = &o.Styles.Overdue
	}
	return c
}

// Bar says what is left to do.
func (m *Model) Bar(w int) (string, int) {
	st := m.opt.Styles
	if !m.loaded {
		return cell.Spaces(w), -1
	}
	total := m.counts.Total()
	text := safe.Sprintf("%d to do", total)
	if total == 0 {
		text = safe.Line("nothing to do")
	}
	line := " " + st.Strong.Render("Today") + "  " + text.String()
	if n := m.counts[store.Overdue]; n > 0 {
		line += "  " + st.Overdue.Render(safe.Sprintf("%s %d overdue", st.Glyph.Overdue, n).String())
	}
	return st.Cell.FitStyled(line, w), -1
}

// Status says what is marked, and when not everything is shown.
func (m *Model) Status() (text, right safe.Text) {
	if n := len(m.grid.Marks()); n > 0 {
		text = safe.Sprintf("%d marked · actions apply to them", n)
	}
	if total := m.counts.Total(); total > most {
		right = safe.Sprintf("the first %d of %d", most, total)
	}
	return text, right
}

// Cursor is none: nothing is typed here.
func (m *Model) Cursor() (x, y int, ok bool) { return 0, 0, false }

// View draws list and detail in w by h cells.
func (m *Model) View(w, h int) widget.Lines {
	st := m.opt.Styles
	if m.grid.Len() == 0 {
		return m.empty(w, h)
	}
	if w >= 100 && m.preview {
		left := w * 58 / 100
		right := min(w-left-1, 100)
		rule := st.Border.Render(strings.Repeat(st.Glyph.Horiz, left) + st.Glyph.TeeDown + strings.Repeat(st.Glyph.Horiz, right))
		list := m.grid.Lines(st, left-1, h-1, true)
		for i := range list {
			list[i] += " "
		}
		lines := widget.Beside(st, list, m.opt.Detail.Lines(right, h-1))
		lines = append(widget.Lines{rule}, lines...)
		for i, l := range lines {
			lines[i] = st.Cell.FitStyled(l, w)
		}
		return lines
	}
	peek := m.peek(w, h)
	out := m.grid.Lines(st, w, h-peek, true)
	return append(out, m.opt.Detail.Peek(w, peek)...)
}

// peek is how many lines of the detail stand below the list: one is enough on
// the smallest screen to read the number.
func (m *Model) peek(w, h int) int {
	switch {
	case !m.preview || w >= 100:
		return 0
	case h >= 46:
		return 13
	case w >= 80 && h >= 20:
		return 7
	case w >= 60 && h >= 14:
		return 5
	case w < 60 && h >= 6:
		return 1
	}
	return 0
}

func (m *Model) empty(w, h int) widget.Lines {
	if !m.loaded {
		return widget.Lines{}.Resize(w, h)
	}
	st := m.opt.Styles
	text := safe.Line("Nothing is due today.  On a contact press f 3 to be reminded in 3 days; 2 shows all contacts.")
	out := widget.Lines{}.Resize(w, min(1, h))
	for _, l := range st.Cell.Wrap(text, max(1, w-4), 0) {
		out = append(out, st.Cell.FitStyled("  "+l, w))
	}
	return out.Resize(w, h)
}
