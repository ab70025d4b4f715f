package segments

import (
	"fmt"
	"strings"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/theme"
	"crm/tui/widget"
)

const (
	labelCells = 9  // the label of a field, with its cursor and the mark of a change
	zoneCells  = 44 // what the completion has for itself, at the left of the words
	zoned      = 80 // width from which it has that
)

// bar names what is edited, and says whether it is saved.
func (e *editor) bar(w int) string {
	st := e.m.opt.Styles
	name := "new"
	if e.was.UID != "" {
		name = safe.Line(e.was.Name).String()
	}
	left := " " + st.Strong.Render("Segment editor") + st.Soft.Render("  "+st.Cell.Truncate(name, max(1, w-32)))
	state := ""
	switch {
	case e.saving:
		state = st.Soft.Render("saving… ")
	case e.dirty():
		state = st.Dirty.Render(st.Glyph.Dirty + " unsaved ")
	}
	return st.Cell.FitStyled(widget.Spread(st, left, state, w), w)
}

// status asks what to do with what is not saved, or shows the command that
// lists the same.
func (e *editor) status() (text, right safe.Text) {
	if e.asking {
		return safe.Line("Unsaved: Enter save · d discard · Esc keep editing"), safe.Text{}
	}
	if c := e.command(); c != "" {
		right = safe.Sprintf("CLI: %s", c)
	}
	return text, right
}

// sheet is the editor as it is drawn: where the focused field and the insertion
// point have come to lie.
type sheet struct {
	brush
	first, last int
	cursor      [2]int
}

// lines draws the editor in w by h cells: so far down that what is typed into,
// and what is offered there, is seen.
func (e *editor) lines(w, h int) widget.Lines {
	s := sheet{brush: e.m.brush(w), cursor: [2]int{-1, -1}}
	e.form(&s, h)
	under := len(s.out) // where a completion lies that has room at the side
	e.result(&s, h)
	top := 0
	if s.last >= h {
		top = max(0, min(s.first, s.last-h+1))
	}
	f := &e.facts.facts
	s.gap()
	s.people(f.rows[min(e.top, len(f.rows)):], f.n()-e.top, h-len(s.out)+top)
	e.cursor = [2]int{s.cursor[0], s.cursor[1] - top}
	if s.cursor[0] < 0 {
		e.cursor = s.cursor
	}
	out := make(widget.Lines, 0, h)
	for _, l := range s.out[top:min(len(s.out), top+h)] {
		out = append(out, s.st.Cell.FitStyled(l, w))
	}
	out = out.Resize(w, h)
	if w >= zoned {
		out = widget.Over(s.st, out, e.popup(&s, zoneCells-labelCells, h/2), labelCells-2, under-top)
	}
	return out
}

// popup draws the completion, if it is open.
func (e *editor) popup(s *sheet, w, h int) widget.Lines {
	if e.focus != queryField || e.asking {
		return nil
	}
	return e.pop.Lines(s.st, w, h)
}

// form draws the fields.
func (e *editor) form(s *sheet, h int) {
	if s.w >= 60 {
		const small = 39
		first := len(s.out)
		name := e.text(s, nameField, "Name", s.w-small)
		s.add(name + cell.Spaces(2) + e.small(s, first, s.w-small+2, "key"))
		e.complain(s, nameField, first)
	} else {
		first := len(s.out)
		s.add(e.text(s, nameField, "Name", s.w))
		e.complain(s, nameField, first)
		first = len(s.out)
		s.add(e.small(s, first, 0, "Key"))
	}
	e.complain(s, keyField, len(s.out)-1)
	e.complain(s, kindField, len(s.out)-1)
	first := len(s.out)
	s.add(e.text(s, aboutField, "About", s.w))
	e.complain(s, aboutField, first)
	if !e.asks() {
		return
	}
	if h >= 16 {
		s.gap()
	}
	e.query(s, h)
}

// label is the name of a field in w cells, with a mark if it has changed.
func (e *editor) label(p place, name string, w int) string {
	st := e.m.opt.Styles
	cursor, mark, style := " ", " ", st.Label
	if e.changed(p) {
		mark = st.Glyph.Dirty
	}
	if p == e.focus {
		cursor, style = st.Glyph.Cursor, st.Strong
	}
	return st.Strong.Render(cursor) + st.Dirty.Render(mark) + style.Render(st.Cell.FitString(name, w-2))
}

// text draws a field in one line, which is the next of the sheet.
func (e *editor) text(s *sheet, p place, name string, w int) string {
	line := e.lineOf(p).View(max(1, w-labelCells), s.st)
	if p == e.focus {
		s.cursor = [2]int{labelCells + e.lineOf(p).Cursor(), len(s.out)}
	}
	return e.label(p, name, labelCells) + line
}

// small draws the key and the kind, from the cell x of line y on.
func (e *editor) small(s *sheet, y, x int, name string) string {
	st, w := s.st, 6
	if x == 0 {
		w = labelCells
	}
	key := e.lineOf(keyField).View(2, st)
	if e.focus == keyField {
		s.cursor = [2]int{x + w + e.lineOf(keyField).Cursor(), y}
	}
	on := func(yes bool) string {
		if yes {
			return "(" + st.Glyph.Dirty + ") "
		}
		return "( ) "
	}
	style := st.Text
	if e.focus == kindField {
		style = st.Strong
	}
	kind := style.Render(on(!e.static) + "live " + on(e.static) + "static")
	return e.label(keyField, name, w) + key + cell.Spaces(1) + e.label(kindField, "kind", 7) + kind
}

// complain draws what is wrong with a field under it, and notes where it lies if
// it is the one that is typed into.
func (e *editor) complain(s *sheet, p place, first int) {
	if why := e.errs[p]; why.String() != "" {
		e.scold(s, why)
	}
	if p == e.focus {
		s.first, s.last = first, len(s.out)-1
	}
}

func (e *editor) scold(s *sheet, why safe.Text) {
	for _, l := range s.st.Cell.Wrap(why, max(1, s.w-labelCells), 3) {
		s.add(cell.Spaces(labelCells) + s.st.Error.Render(l))
	}
}

// query draws the query over as many lines as it needs, what is wrong with it,
// and where there is no room at the side what can be typed.
func (e *editor) query(s *sheet, h int) {
	first, most := len(s.out), 1
	switch {
	case h >= 14:
		most = 3
	case h >= 9:
		most = 2
	}
	line, w := e.lineOf(queryField), max(1, s.w-labelCells)
	rows, x, y := folded(line, s.st, w, most)
	if most == 1 { // what stands about the cursor says more than the end alone
		rows, x, y = []string{line.View(w, s.st)}, 0, 0
		x = line.Cursor()
	}
	lead := e.label(queryField, "Query", labelCells)
	for i, r := range rows {
		s.add(lead + r)
		lead = cell.Spaces(labelCells)
		if i == y && e.focus == queryField {
			s.cursor = [2]int{labelCells + x, len(s.out) - 1}
		}
	}
	if e.wrong != nil && e.tell && e.errs[queryField].String() == "" {
		e.scold(s, wrong(e.wrong))
	}
	e.complain(s, queryField, first)
	if s.w >= zoned {
		return
	}
	for _, l := range e.popup(s, s.w-2, min(6, h-1)) {
		s.add(cell.Spaces(2) + l)
	}
	if e.focus == queryField {
		s.last = len(s.out) - 1
	}
}

// result draws what is told of the query, its number first where there is no
// room for much else.
func (e *editor) result(s *sheet, h int) {
	f := &e.facts.facts
	b := brush{st: s.st, when: s.when, w: s.w}
	pad := 0
	if s.w >= zoned && e.asks() {
		pad = zoneCells
		b.w -= pad
	}
	switch {
	case !e.asks():
		s.gap()
		b.labelled("list", safe.Line("in Contacts ' + puts people into it, ' - takes them off"), s.st.Soft, 3)
	case e.q != nil && f.err != nil:
		b.wrap(wrong(f.err), s.st.Error, 3)
	case e.q != nil:
		b.means(e.q)
	}
	if e.static && e.asks() && e.q != nil {
		b.labelled("list", safe.Line("whoever matches when you save is put into it, and stays"), s.st.Soft, 3)
	}
	tell := func() {
		for _, l := range b.out {
			s.add(cell.Spaces(pad) + l)
		}
		if pad > 0 { // what is offered at their side covers nothing
			for range len(e.popup(s, pad-labelCells, h/2)) - len(b.out) {
				s.add("")
			}
		}
	}
	if e.q == nil || f.err != nil {
		tell()
		return
	}
	if h >= 12 {
		tell()
		s.gap()
	}
	s.numbers(f, e.m.all)
	e.compare(s)
	if h < 12 {
		tell()
	}
	s.gap()
	s.spread(f.stat)
}

// compare says how the query differs from the one that is saved.
func (e *editor) compare(s *sheet) {
	if e.was.UID == "" || e.fixed() || e.static || !e.changed(queryField) || e.q == nil {
		return
	}
	was, err := e.m.parse(e.was.Query)
	if err != nil {
		return
	}
	text := difference(was, e.q)
	switch _, word := e.finished(); {
	case text == "" && word != "":
		return // nothing but what is left out
	case text == "":
		text = "the same conditions, written differently"
	}
	text = "changed: " + text
	if before, ok := e.m.counts[e.was.UID]; ok && before.err == nil && e.facts.facts.n() >= 0 {
		text += fmt.Sprintf("   %s now, %s before", thousands(e.facts.facts.n()), thousands(before.n))
	}
	s.wrap(safe.Line(text), s.st.Dirty, 2)
}

// folded draws a line broken into rows of w cells, at most some of them: those
// about the cursor, whose place it returns.
func folded(line interface {
	Left() string
	Value() string
	Ghost() string
}, st *theme.Styles, w, most int) (rows []string, x, y int) {
	m := st.Cell
	left := m.Width(m.Show(line.Left()))
	var texts []string
	row, used, at := strings.Builder{}, 0, 0
	flush := func() {
		texts = append(texts, row.String()+cell.Spaces(w-used))
		row.Reset()
		used = 0
	}
	placed := false
	for s := m.Show(line.Value()); s != ""; {
		c, n := m.First(s)
		s = s[len(c):]
		if used+n > w {
			flush()
		}
		if at >= left && !placed {
			x, y, placed = used, len(texts), true
		}
		row.WriteString(c)
		used += n
		at += n
	}
	if !placed {
		if used == w {
			flush()
		}
		x, y = used, len(texts)
	}
	ghost := m.Truncate(line.Ghost(), w-used)
	texts = append(texts, row.String()+st.Ghost.Render(ghost)+cell.Spaces(w-used-m.Width(ghost)))
	from := max(0, min(y-most+1, len(texts)-most))
	return texts[from:min(len(texts), from+most)], x, y - from
}
