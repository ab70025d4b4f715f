package contacts

import (
	"crm/store/query"
	"crm/tui/complete"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// spoken is what the query language has to know of the book.
type spoken struct {
	model *Model
	book  query.Book
	err   error
}

// learn reads the book's own words: at the start and after a change, not at
// each key.
func (m *Model) learn() tea.Cmd {
	if m.opt.Store == nil {
		return nil
	}
	ctx, st := m.opt.Ctx, m.opt.Store
	return func() tea.Msg {
		b, err := st.Language(ctx)
		return spoken{m, b, err}
	}
}

// takeLanguage reads the text in the bar again if that had an error: the field
// that was not known may have come.
func (m *Model) takeLanguage(s spoken) tea.Cmd {
	if s.model != m || m.opt.Ctx.Err() != nil {
		return nil
	}
	if s.err != nil {
		return nav.Send(nav.Fail{Err: s.err})
	}
	m.book = s.book
	if m.wrong != nil {
		return m.search()
	}
	return nil
}

// language is what a text is read with.
func (m *Model) language() query.Context { return query.Context{When: m.opt.When(), Book: m.book} }

// edit types into the search bar.
func (m *Model) edit(msg tea.Msg) tea.Cmd {
	was, at := m.line.Value(), len(m.line.Left())
	if !m.typing || !m.line.Update(msg) {
		return nil
	}
	switch {
	case m.line.Value() != was:
		return tea.Batch(m.search(), m.look())
	case len(m.line.Left()) != at:
		return m.look()
	}
	return nil
}

// look offers what goes on from where the cursor is.
func (m *Model) look() tea.Cmd {
	if m.line.Selected() {
		m.popup.Reset()
		return nil
	}
	cmd := m.popup.Look(m.line.Value(), len(m.line.Left()), m.language())
	m.line.Offer(m.popup.Ghost())
	return cmd
}

// offered takes what the book has to offer, and does what Tab has asked for
// before it was there.
func (m *Model) offered(a complete.Answer) tea.Cmd {
	if !m.popup.Update(a) {
		return nil
	}
	m.line.Offer(m.popup.Ghost())
	if m.popup.Wanted() {
		return m.put(m.popup.Take())
	}
	return nil
}

// put puts a completion into the line.
func (m *Model) put(e complete.Edit, ok bool) tea.Cmd {
	if !ok {
		return nil
	}
	m.line.Replace(e.From, e.To, e.Text)
	return tea.Batch(m.search(), m.look())
}

// complete is Tab: it takes the completion, or else the nearest value that
// somebody has.
func (m *Model) complete() tea.Cmd {
	if m.typing && m.popup.Any() {
		e, ok, cmd := m.popup.Tab()
		if ok {
			return m.put(e, ok)
		}
		m.line.Offer(m.popup.Ghost())
		return cmd
	}
	return m.useNearest()
}

// arrow moves in the popup, else through the history if the bar is empty, else
// in the list.
func (m *Model) arrow(id keys.ID) tea.Cmd {
	n := 1
	if id == keys.Up {
		n = -1
	}
	switch {
	case m.popup.Shown():
		m.popup.Move(n)
		return nil
	case n < 0 && m.line.Empty(), m.line.Recalling():
		moved := m.line.Newer
		if n < 0 {
			moved = m.line.Older
		}
		if moved() {
			m.popup.Reset()
			return m.search()
		}
		return nil
	}
	m.grid.Steer(id)
	return m.follow()
}

// leave ends typing.
func (m *Model) leave() {
	m.typing = false
	m.popup.Reset()
	m.line.Offer("")
}

// Popup is what completes the search, within w by h cells below the bar, and
// the cell that it stands at.
func (m *Model) Popup(w, h int) (box widget.Lines, at int) {
	if !m.typing {
		return nil, 0
	}
	return m.popup.Lines(m.opt.Styles, w, h-restRows), lead + m.line.CellAt(m.popup.Anchor())
}

// restRows are the rows below the bar that the popup leaves to the list.
const restRows = 5
