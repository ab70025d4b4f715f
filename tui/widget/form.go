package widget

import (
	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/lineedit"
	"crm/tui/theme"

	tea "charm.land/bubbletea/v2"
)

// Form is a list of fields to fill in. A changed field carries a mark, and an
// error stands under its field.
type Form struct {
	fields []*Field
	focus  int
	top    int
	// As drawn last.
	labels int
	rows   []int // first row of each field, before scrolling
}

// Field is a field of a form.
type Field struct {
	ID    string    // required
	Label safe.Text // required
	Hint  safe.Text // shown in the empty field
	Line  *lineedit.Line

	was string
	err safe.Text
}

// NewField returns a field with a value that counts as unchanged.
func NewField(id string, label safe.Text, value string) *Field {
	l := lineedit.New(value)
	return &Field{ID: id, Label: label, Line: l, was: l.Value()}
}

// Dirty reports whether the field's value is another than at first.
func (f *Field) Dirty() bool { return f.Line.Value() != f.was }

// NewForm returns a form with its first field focused.
func NewForm(fields ...*Field) *Form { return &Form{fields: fields} }

// Fields returns the fields.
func (f *Form) Fields() []*Field { return f.fields }

// Field returns the field of an ID, or nil.
func (f *Form) Field(id string) *Field {
	for _, x := range f.fields {
		if x.ID == id {
			return x
		}
	}
	return nil
}

// Focused returns the field that is being edited, or nil if there are none.
func (f *Form) Focused() *Field {
	if f.focus < 0 || f.focus >= len(f.fields) {
		return nil
	}
	return f.fields[f.focus]
}

// Move moves the focus by n fields, round the ends.
func (f *Form) Move(n int) {
	if len(f.fields) > 0 {
		f.focus = ((f.focus+n)%len(f.fields) + len(f.fields)) % len(f.fields)
	}
}

// Focus puts the focus on a field. It returns false if there is none of that
// ID.
func (f *Form) Focus(id string) bool {
	for i, x := range f.fields {
		if x.ID == id {
			f.focus = i
			return true
		}
	}
	return false
}

// Update edits the focused field. A change takes its error away.
func (f *Form) Update(msg tea.Msg) bool {
	x := f.Focused()
	if x == nil {
		return false
	}
	was := x.Line.Value()
	used := x.Line.Update(msg)
	if x.Line.Value() != was {
		x.err = safe.Text{}
	}
	return used
}

// Dirty reports whether any field has changed.
func (f *Form) Dirty() bool {
	for _, x := range f.fields {
		if x.Dirty() {
			return true
		}
	}
	return false
}

// Value returns the value of a field, nothing if there is none.
func (f *Form) Value(id string) string {
	if x := f.Field(id); x != nil {
		return x.Line.Value()
	}
	return ""
}

// SetError puts words under a field, and the focus on it if it is the first
// with an error.
func (f *Form) SetError(id string, err safe.Text) {
	x := f.Field(id)
	if x == nil {
		return
	}
	first := err.String() != ""
	for _, y := range f.fields {
		if y == x {
			break
		}
		first = first && y.err.String() == ""
	}
	x.err = err
	if first {
		f.Focus(id)
	}
}

// ClearErrors takes all errors away.
func (f *Form) ClearErrors() {
	for _, x := range f.fields {
		x.err = safe.Text{}
	}
}

// Height is the number of rows that the form needs.
func (f *Form) Height() int {
	n := len(f.fields)
	for _, x := range f.fields {
		if x.err.String() != "" {
			n++
		}
	}
	return n
}

// Lines draws the form. With too little height it scrolls with the focus.
func (f *Form) Lines(st *theme.Styles, w, h int) Lines {
	f.labels = f.labelWidth(st.Cell, w)
	f.rows = f.rows[:0]
	var all Lines
	for i, x := range f.fields {
		f.rows = append(f.rows, len(all))
		all = append(all, f.row(st, x, i == f.focus, w))
		if x.err.String() != "" {
			msg := cell.Spaces(min(f.labels, w)) + st.Cell.Fit(x.err, max(0, w-f.labels))
			all = append(all, st.Error.Render(msg))
		}
	}
	f.scroll(len(all), h)
	return all[f.top:].Resize(w, h)
}

// scroll brings the focused field, and its error, into view.
func (f *Form) scroll(rows, h int) {
	if f.focus < len(f.rows) && h > 0 {
		first, last := f.rows[f.focus], f.rows[f.focus]
		if f.fields[f.focus].err.String() != "" {
			last++
		}
		f.top = min(max(f.top, last-h+1), first)
	}
	f.top = max(0, min(f.top, rows-h))
}

// labelWidth is the width of the longest label with the mark before and the
// space after it, but at most half the form.
func (f *Form) labelWidth(m cell.Method, w int) int {
	n := 0
	for _, x := range f.fields {
		n = max(n, m.TextWidth(x.Label))
	}
	return min(n+4, max(2, w/2))
}

// row draws a field: focus and mark, label, value.
func (f *Form) row(st *theme.Styles, x *Field, focused bool, w int) string {
	cursor, mark := " ", " "
	label := st.Label
	if focused {
		cursor, label = st.Glyph.Cursor, st.Strong
	}
	if x.Dirty() {
		mark = st.Glyph.Dirty
	}
	if w < f.labels {
		return cell.Spaces(w)
	}
	text := st.Cell.Fit(x.Label, f.labels-4)
	room := w - f.labels
	value := x.Line.View(room, st)
	if x.Line.Empty() && x.Hint.String() != "" {
		value = st.Placeholder.Render(st.Cell.Fit(x.Hint, room))
	}
	lead := st.Strong.Render(cursor) + st.Dirty.Render(mark) + label.Render(" "+text+" ")
	return st.Cell.FitStyled(lead, f.labels) + value
}

// Cursor is the cell of the insertion point in what [Form.Lines] drew last.
func (f *Form) Cursor() (x, y int) {
	if f.focus >= len(f.rows) {
		return 0, 0
	}
	return f.labels + f.fields[f.focus].Line.Cursor(), f.rows[f.focus] - f.top
}
