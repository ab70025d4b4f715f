package dupes

import (
	"fmt"
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/widget"
)

const (
	labelCells = 13 // of the name of a field, its signs included
	sideBySide = 56 // cells from which two values stand beside one another
	widest     = 110
)

// View draws the dialog: the fields, then what is united and what moves along.
func (d *Merge) View(w, h int) widget.Lines {
	st := d.opt.Styles
	outer := min(w, widest)
	box := widget.Box{Title: safe.Line("Merge two contacts")}
	inner := box.Inner(outer)
	if !d.loaded {
		return box.Lines(st, widget.Lines{"", st.Text.Render("reading…"), ""}, outer)
	}
	head, lines, at := d.lines(inner)
	foot := d.result(inner)
	room := h - 2 - len(head)
	if room-len(foot) < 6 {
		foot = nil
	}
	room = max(1, min(room-len(foot), len(lines)))
	d.scrollTo(at[min(d.cursor, len(at)-1)], len(lines), room)
	body := append(head, lines[d.top:d.top+room]...)
	body = append(body, foot...)
	if len(body) > max(1, h-2) {
		body = body[len(body)-max(1, h-2):]
	}
	return box.Lines(st, body, outer)
}

// scrollTo brings the lines of the cursor into what is drawn: its first, and
// where a field takes two also the second.
func (d *Merge) scrollTo(span [2]int, all, room int) {
	if span[1] > d.top+room {
		d.top = span[1] - room
	}
	d.top = max(0, min(d.top, span[0], all-room))
}

// lines draws the heads, and everything below them; at says which lines belong
// to each place of the cursor.
func (d *Merge) lines(w int) (head widget.Lines, lines []string, at [][2]int) {
	st := d.opt.Styles
	side := (w - labelCells - 1) / 2
	narrow := w < sideBySide
	stays, goes := "stays: "+d.pair[0].Display(), "goes: "+d.pair[1].Display()
	if narrow {
		head = widget.Lines{st.Header.Render(st.Cell.FitString(stays, w)), st.Header.Render(st.Cell.FitString(goes, w))}
	} else {
		head = widget.Lines{cell.Spaces(labelCells) + st.Header.Render(st.Cell.FitString(stays, side)+" "+st.Cell.FitString(goes, side))}
	}
	for i := range d.joint.Fields {
		from := len(lines)
		f := &d.joint.Fields[i]
		if narrow {
			lines = append(lines, d.under(f, w, i == d.cursor)...)
		} else {
			lines = append(lines, d.beside(f, w, side, i == d.cursor))
		}
		at = append(at, [2]int{from, len(lines)})
	}
	for i, l := range d.rest() {
		style, sign := st.Text, " "
		if l.warn {
			style = st.Warn
		}
		if len(d.joint.Fields)+i == d.cursor {
			style, sign = st.Selected, st.Glyph.Cursor
		}
		at = append(at, [2]int{len(lines), len(lines) + 1})
		lines = append(lines, style.Render(st.Cell.FitString(st.Cell.FitString(sign+l.label, labelCells)+l.text.String(), w)))
	}
	return head, lines, at
}

// taken reports which of the values of a field stand in what it becomes.
func taken(f *store.JointField) (left, right bool) {
	switch f.Value {
	case f.Values[0]:
		return true, f.Values[1] == f.Value
	case f.Values[1]:
		return false, true
	}
	has := fold.Text(f.Value)
	in := func(v string) bool { return v != "" && strings.Contains(has, fold.Text(v)) }
	return in(f.Values[0]), in(f.Values[1])
}

// label is the name of a field with a sign if there is something to choose, and
// one if the cursor is there.
func (d *Merge) label(f *store.JointField, here bool) string {
	g := d.opt.Styles.Glyph
	cursor, sign := " ", " "
	if here {
		cursor = g.Cursor
	}
	if f.Differs() {
		sign = g.Dirty
	}
	return d.opt.Styles.Cell.FitString(cursor+sign+safe.Line(f.Label).String(), labelCells-1) + " "
}

// value is one of the two, with a sign if it stays.
func (d *Merge) value(v string, stays bool, w int) string {
	sign := " "
	if stays && v != "" {
		sign = d.opt.Styles.Glyph.Done
	}
	return d.opt.Styles.Cell.Fit(safe.Line(sign+" "+v), w)
}

// beside draws a field in one line.
func (d *Merge) beside(f *store.JointField, w, side int, here bool) string {
	st := d.opt.Styles
	left, right := taken(f)
	label, a, b := d.label(f, here), d.value(f.Values[0], left, side), d.value(f.Values[1], right, side)
	if here {
		return st.Selected.Render(st.Cell.FitStyled(label+a+" "+b, w))
	}
	return st.Cell.FitStyled(d.paint(f, label, -1)+d.paint(f, a, sideOf(left))+" "+d.paint(f, b, sideOf(right)), w)
}

// under draws a field in a narrow terminal: the values one under the other where
// they differ, else the one that there is.
func (d *Merge) under(f *store.JointField, w int, here bool) []string {
	st := d.opt.Styles
	left, right := taken(f)
	label, side := d.label(f, here), w-labelCells
	values := []string{d.value(f.Values[0], left, side)}
	stays := []bool{left}
	switch {
	case f.Differs():
		values, stays = append(values, d.value(f.Values[1], right, side)), append(stays, right)
	case f.Values[0] == "":
		values, stays = []string{d.value(f.Values[1], right, side)}, []bool{right}
	}
	var out []string
	for i, v := range values {
		if here {
			out = append(out, st.Selected.Render(label+v))
		} else {
			out = append(out, d.paint(f, label, -1)+d.paint(f, v, sideOf(stays[i])))
		}
		label = cell.Spaces(labelCells)
	}
	return out
}

// sideOf is how paint is told what a piece is: 1 a value that stays, 0 one that
// does not, -1 the label.
func sideOf(stays bool) int {
	if stays {
		return 1
	}
	return 0
}

func (d *Merge) paint(f *store.JointField, text string, what int) string {
	st := d.opt.Styles
	switch {
	case what < 0 && f.Differs():
		return st.Dirty.Render(text)
	case what < 0:
		return st.Label.Render(text)
	case what > 0 && f.Differs():
		return st.Strong.Render(text)
	case what > 0:
		return st.Text.Render(text)
	}
	return st.Soft.Render(text)
}

// result says in full what the field under the cursor becomes.
func (d *Merge) result(w int) widget.Lines {
	st := d.opt.Styles
	out := widget.Lines{widget.Rule(st, "becomes", w)}
	text := safe.Text{}
	if f := d.field(); f != nil {
		text = safe.Line(strings.Join(strings.Fields(f.Value), " "))
	}
	out = append(out, st.Cell.Wrap(text, w, 2)...)
	return out.Resize(w, 3)
}

// restLine is a line below the fields.
type restLine struct {
	label string
	text  safe.Text
	warn  bool
}

// rest is what there is nothing to choose about.
func (d *Merge) rest() []restLine {
	var out []restLine
	add := func(label string, parts []string) {
		if len(parts) > 0 {
			out = append(out, restLine{" " + label, safe.Line("  " + strings.Join(parts, ", ")), false})
		}
	}
	c := &d.joint.Contact
	add("Phones", each(c.Phones, func(p store.Phone) string { return p.Show(d.opt.Store.Region()) }))
	add("Emails", each(c.Emails, func(e store.Email) string { return e.Address }))
	add("Addresses", each(c.Addresses, func(a store.Address) string {
		return strings.Join(filled(a.Street, a.City, a.Region, a.Postcode, a.Country), " ")
	}))
	add("Links", each(c.Links, func(l store.Link) string { return l.URL }))
	add("Tags", each(c.Tags, func(t string) string { return "#" + t }))
	m := d.moves[1]
	add("Moves", filled(count(m.Interactions, "interaction"), count(m.Reminders, "reminder"), count(m.Deals, "deal"), count(m.Purchases, "purchase")))
	for _, f := range d.joint.Fields {
		for _, v := range f.Lost {
			out = append(out, restLine{"!Left out", safe.Line("  " + strings.ToLower(f.Label) + " " + v), true})
		}
	}
	return out
}

func each[T any](list []T, text func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, text(x))
	}
	return out
}

func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

func count(n int, what string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%s %ss", thousands(n), what)
}
