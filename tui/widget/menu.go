package widget

import (
	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/theme"
)

// Menu is a small list of choices in a frame: what may come after a first key,
// or what there is to choose from.
type Menu struct {
	Title safe.Text
	Hint  safe.Text
	Items []MenuItem
	// Foot are lines below the choices.
	Foot []safe.Text
	// Cursor is the item chosen, in a menu that has a cursor; else -1.
	Cursor int
}

// MenuItem is one choice.
type MenuItem struct {
	Key  string // how it is typed, if by a key of its own
	Text safe.Text
	Note safe.Text // at the right: what would come of it
	Off  bool      // cannot be chosen now; the note says why
}

// Move moves the cursor by n, over items that cannot be chosen.
func (m *Menu) Move(n int) {
	step := 1
	if n < 0 {
		step = -1
	}
	for at := m.Cursor + step; n != 0 && at >= 0 && at < len(m.Items); at += step {
		if !m.Items[at].Off {
			m.Cursor = at
			n -= step
		}
	}
}

// Chosen returns the item under the cursor.
func (m *Menu) Chosen() (MenuItem, bool) {
	if m.Cursor < 0 || m.Cursor >= len(m.Items) || m.Items[m.Cursor].Off {
		return MenuItem{}, false
	}
	return m.Items[m.Cursor], true
}

// Lines draws the menu as wide as it needs to be, within w by h cells. With too
// many items for the height it scrolls with the cursor.
func (m *Menu) Lines(st *theme.Styles, w, h int) Lines {
	box := Box{Title: m.Title, Hint: m.Hint}
	key, text, note := m.widths(st.Cell)
	inner := key + text
	if note > 0 {
		inner += 2 + note
	}
	inner = max(inner, st.Cell.TextWidth(m.Title)+4, st.Cell.TextWidth(m.Hint)+4)
	for _, f := range m.Foot {
		inner = max(inner, st.Cell.TextWidth(f))
	}
	outer := min(w, inner+4)
	inner = box.Inner(outer)

	room := max(1, h-2)
	foot := m.Foot[:min(len(m.Foot), max(0, room-len(m.Items)))]
	rows := min(len(m.Items), room-len(foot))
	first := min(max(0, m.Cursor-rows+1), max(0, len(m.Items)-rows))
	body := make(Lines, 0, rows+len(foot))
	for i := first; i < first+rows; i++ {
		body = append(body, m.row(st, i, key, inner))
	}
	for _, f := range foot {
		body = append(body, st.Soft.Render(st.Cell.Fit(f, inner)))
	}
	return box.Lines(st, body, outer)
}

// widths returns the widest key with the space after it, text, and note.
func (m *Menu) widths(c cell.Method) (key, text, note int) {
	for _, it := range m.Items {
		if it.Key != "" {
			key = max(key, c.Width(it.Key)+1)
		}
		text = max(text, c.TextWidth(it.Text))
		note = max(note, c.TextWidth(it.Note))
	}
	if m.Cursor >= 0 {
		key += 2 // the cursor's place
	}
	return key, text, note
}

func (m *Menu) row(st *theme.Styles, i, key, w int) string {
	it := m.Items[i]
	c := st.Cell
	lead := ""
	if m.Cursor >= 0 {
		lead = "  "
		if i == m.Cursor {
			lead = st.Glyph.Cursor + " "
		}
	}
	k := c.FitString(lead+it.Key, min(key, w))
	text := c.Truncate(it.Text.String(), max(0, w-key))
	note := ""
	if n := w - key - c.Width(text) - 2; n > 0 {
		note = c.Truncate(it.Note.String(), n)
	}
	gap := cell.Spaces(w - c.Width(k) - c.Width(text) - c.Width(note))
	switch {
	case i == m.Cursor:
		return st.Selected.Render(k + text + gap + note)
	case it.Off:
		return st.Stale.Render(k + text + gap + note)
	}
	return st.Key.Render(k) + st.Text.Render(text) + gap + st.Soft.Render(note)
}
