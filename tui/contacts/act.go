package contacts

import (
	"crm/tui/keys"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// act does what a key means here.
func (m *Model) act(id keys.ID) tea.Cmd {
	switch id {
	case keys.Find:
		m.typing = true
		m.line.SelectAll()
		return nil
	case keys.Accept:
		return m.keep()
	case keys.OpenFirst:
		m.leave()
		if m.asked {
			m.open = true
			return m.remember()
		}
		return tea.Batch(m.remember(), m.openRow())
	case keys.Complete:
		return m.complete()
	case keys.Cancel, keys.Peel:
		return m.peel()
	case keys.OpenPage:
		return m.openRow()
	case keys.Preview:
		m.preview = !m.preview
		return nil
	case keys.DetailDown:
		return m.opt.Detail.Scroll(1)
	case keys.DetailUp:
		return m.opt.Detail.Scroll(-1)
	case keys.Mark:
		m.grid.Mark()
	case keys.MarkAll:
		return m.markAll(false)
	case keys.MarkInvert:
		return m.markAll(true)
	case keys.Down, keys.Up:
		if m.typing {
			return m.arrow(id)
		}
		m.grid.Steer(id)
	default:
		m.grid.Steer(id)
	}
	return m.follow()
}

// keep takes the completion that was chosen, else leaves the search bar with
// what it has found. A text with an error goes back to the last good one.
func (m *Model) keep() tea.Cmd {
	if m.popup.Chosen() {
		return m.put(m.popup.Take())
	}
	m.leave()
	if m.wrong != nil {
		m.line.SetValue(m.text)
		m.right()
		return nil
	}
	return m.remember()
}

// peel takes away one thing: the popup, the search, the marks.
func (m *Model) peel() tea.Cmd {
	if m.typing && m.popup.Shown() {
		m.popup.Close()
		m.line.Offer("")
		return nil
	}
	m.leave()
	if m.text != "" || m.line.Value() != "" {
		m.focus = m.grid.RowID()
		m.line.SetValue("")
		return m.search()
	}
	m.grid.ClearMarks()
	return nil
}

// Unmark takes the marks away: what they were for is done.
func (m *Model) Unmark() { m.grid.ClearMarks() }

func (m *Model) openRow() tea.Cmd {
	if id := m.grid.RowID(); id != "" {
		return nav.Send(nav.Open{Page: nav.Contact, ID: id})
	}
	return nil
}
