package segments

import (
	"errors"
	"fmt"
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/widget"
)

// wide is the width from which the list and what is under its cursor stand side
// by side.
const wide = 100

// Bar names the screen, and says how many there are or that something is not
// saved.
func (m *Model) Bar(w int) (string, int) {
	st := m.opt.Styles
	if m.edit != nil {
		return m.edit.bar(w), -1
	}
	line := " " + st.Strong.Render("Segments")
	if m.loaded && len(m.list) > 0 {
		static := 0
		for _, g := range m.list {
			if g.Static() {
				static++
			}
		}
		line += st.Soft.Render(fmt.Sprintf("  %d live %s %s", len(m.list)-static, st.Glyph.Dot, many(static, "list")))
	}
	return st.Cell.FitStyled(line, w), -1
}

func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return thousands(n) + " " + what + "s"
}

// Status says what stands in the status line.
func (m *Model) Status() (text, right safe.Text) {
	if m.edit != nil {
		return m.edit.status()
	}
	return text, right
}

// View draws list and detail in w by h cells, or the list, or the editor alone
// where there is no room for both.
func (m *Model) View(w, h int) widget.Lines {
	m.cursor = [2]int{-1, -1}
	switch {
	case w >= wide:
		return m.beside(w, h)
	case m.edit != nil:
		lines := m.edit.lines(w-1, h)
		for i := range lines {
			lines[i] = " " + lines[i]
		}
		m.put(1, 0)
		return lines
	case m.grid.Len() == 0:
		return m.none(w, h)
	}
	peek := m.peek(w, h)
	lines := m.grid.Lines(m.opt.Styles, w, h-peek, true)
	if peek == 0 {
		return lines
	}
	g, _ := m.Current()
	lines = append(lines, widget.Rule(m.opt.Styles, safe.Line(g.Name).String(), w))
	for _, l := range m.glance(w-2, peek-1) {
		lines = append(lines, m.opt.Styles.Cell.FitStyled(" "+l, w))
	}
	return lines.Resize(w, h)
}

// put takes the cursor of the editor over, which is drawn at x, y.
func (m *Model) put(x, y int) {
	if at := m.edit.cursor; at[0] >= 0 && !m.edit.asking {
		m.cursor = [2]int{x + at[0], y + at[1]}
	}
}

// peek is how many lines of the detail stand below the list.
func (m *Model) peek(w, h int) int {
	switch {
	case w >= 80 && h >= 20:
		return h / 2
	case w >= 60 && h >= 14:
		return 5
	}
	return 0
}

// beside draws the list at the left and the rest at the right.
func (m *Model) beside(w, h int) widget.Lines {
	st := m.opt.Styles
	left := min(max(w*29/100, 30), 44)
	right := min(w-left-1, 120)
	rule := st.Border.Render(strings.Repeat(st.Glyph.Horiz, left) + st.Glyph.TeeDown + strings.Repeat(st.Glyph.Horiz, right))
	list := m.grid.Lines(st, left-1, h-1, m.edit == nil)
	if m.grid.Len() == 0 {
		list = m.none(left-1, h-1)
	}
	for i := range list {
		list[i] += " "
	}
	var detail widget.Lines
	if m.edit != nil {
		detail = m.edit.lines(right-2, h-1)
		m.put(left+2, 1)
	} else {
		detail = m.scroll.Lines(st, m.tell(right-2), right-2, h-1)
		if _, below := m.scroll.More(); below && len(detail) > 1 {
			detail[len(detail)-1] = st.Cell.FitStyled(st.Soft.Render("… more below"), right-2)
		}
	}
	for i := range detail {
		detail[i] = " " + detail[i] + " "
	}
	lines := append(widget.Lines{rule}, widget.Beside(st, list, detail)...)
	for i, l := range lines {
		lines[i] = st.Cell.FitStyled(l, w)
	}
	return lines
}

// brush draws w cells wide.
func (m *Model) brush(w int) brush { return brush{st: m.opt.Styles, when: m.opt.When(), w: w} }

// tell draws all of the segment under the cursor.
func (m *Model) tell(w int) []string {
	g, ok := m.Current()
	if !ok {
		return nil
	}
	b := m.brush(w)
	m.title(&b, g)
	f := &m.about.facts
	if f.err != nil {
		b.gap()
		b.wrap(wrong(f.err), b.st.Error, 4)
		return b.out
	}
	if f.q != nil && !g.Static() {
		b.gap()
		b.means(f.q)
	}
	b.gap()
	b.numbers(f, m.all)
	b.moves(f.moves)
	b.gap()
	b.spread(f.stat)
	b.gap()
	b.people(f.rows, f.n(), 1<<20)
	return b.out
}

// title draws what a segment is.
func (m *Model) title(b *brush, g store.Segment) {
	st := b.st
	kind := "live"
	if g.Static() {
		kind = "static list"
	}
	key := ""
	if g.Hotkey != "" {
		key = st.Key.Render("' "+g.Hotkey) + st.Soft.Render(" opens it")
	}
	name := st.Strong.Render(st.Cell.Truncate(safe.Line(g.Name).String(), max(1, b.w-st.Cell.Width(key)-2)))
	b.add(widget.Spread(st, name, key, b.w))
	if g.Description != "" {
		kind += " " + st.Glyph.Dot + " " + g.Description
	}
	b.wrap(safe.Line(kind), st.Soft, 3)
	if !g.Static() {
		b.gap()
		b.labelled("Query", safe.Line(g.Query), st.Text, 3)
	}
}

// glance draws the few lines of a narrow terminal.
func (m *Model) glance(w, h int) []string {
	g, ok := m.Current()
	if !ok {
		return nil
	}
	b, f := m.brush(w), &m.about.facts
	switch {
	case f.err != nil:
		b.wrap(wrong(f.err), b.st.Error, 3)
	case g.Static() && g.Description == "":
		b.wrap(safe.Line("static list"), b.st.Soft, 1)
	case g.Static():
		b.wrap(safe.Line(g.Description), b.st.Soft, 1)
	case f.q != nil:
		b.wrap(safe.Line(f.q.Say()), b.st.Text, 2)
	}
	if f.err == nil {
		b.numbers(f, m.all)
		b.moves(f.moves)
		b.people(f.rows, f.n(), h-len(b.out))
	}
	return b.out[:min(len(b.out), max(h, 0))]
}

// wrong says what is wrong with a query, and what to type.
func wrong(err error) safe.Text {
	var e *query.Error
	var invalid *store.Invalid
	switch {
	case errors.As(err, &e) && e.Hint != "":
		return safe.Sprintf("%s %s %s", e.What, "·", e.Hint)
	case errors.As(err, &invalid):
		return safe.Line(invalid.Why)
	}
	return safe.Line(err.Error())
}

// none says that there is nothing to list, or not yet.
func (m *Model) none(w, h int) widget.Lines {
	st := m.opt.Styles
	text := "No segments yet.  a adds one · in Contacts S saves the search"
	if !m.loaded {
		text = ""
	}
	out := widget.Lines{cell.Spaces(w)}
	for _, l := range st.Cell.Wrap(safe.Line(text), max(1, w-2), 4) {
		out = append(out, st.Cell.FitStyled(" "+st.Text.Render(l), w))
	}
	return out.Resize(w, h)
}
