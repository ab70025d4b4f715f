package contacts

import (
	"errors"
	"strings"

	"crm/store/query"
	"crm/store/safe"
	"crm/tui/widget"
)

// Status is the words line: at the left what is marked, and what is wrong with
// the search or worth saying about it, at the right what was understood.
func (m *Model) Status() (text, right safe.Text) {
	var says []string
	if n := len(m.grid.Marks()); n > 0 {
		s := safe.Sprintf("%s marked%s", group(n), m.hidden(n)).String()
		if !m.typing {
			s += " · actions apply to them"
		}
		says = append(says, s)
	}
	if m.wrong != nil && m.tell {
		says = append(says, safe.Line(m.wrong.Error()).String())
		var e *query.Error
		if errors.As(m.wrong, &e) {
			right = safe.Line(e.Hint)
		}
		return safe.Line(strings.Join(says, " · ")), right
	}
	if m.query != nil {
		for _, n := range m.query.Notes {
			says = append(says, safe.Line(n.Text).String())
		}
	}
	return safe.Line(strings.Join(says, " · ")), m.said
}

// Tone is how the words line is to be read: what is wrong, or can never match,
// with a sign.
func (m *Model) Tone() widget.Tone {
	if m.wrong != nil && m.tell {
		return widget.Warned
	}
	if m.query != nil {
		for _, n := range m.query.Notes {
			if !n.Ignored {
				return widget.Warned
			}
		}
	}
	return widget.Quiet
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
