package contacts

import (
	"context"
	"errors"
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/tui/nav"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// explained says which values of a search without a result nobody has.
type explained struct {
	model   *Model
	seq     int
	missing []store.Missing
	err     error
}

// explain asks why the search has found nobody.
func (m *Model) explain() tea.Cmd {
	ctx, st, seq, q := m.ctx, m.opt.Store, m.seq, m.query
	return func() tea.Msg {
		missing, err := st.WhyNone(ctx, q)
		return explained{m, seq, missing, err}
	}
}

func (m *Model) takeExplained(e explained) tea.Cmd {
	switch {
	case e.model != m || e.seq != m.seq || errors.Is(e.err, context.Canceled):
	case e.err != nil:
		return nav.Send(nav.Fail{Err: e.err})
	default:
		m.missing = e.missing
	}
	return nil
}

// nearest is the first value that nobody has, but somebody has one like it.
func (m *Model) nearest() (store.Missing, bool) {
	for _, x := range m.missing {
		if x.Nearest != "" {
			return x, true
		}
	}
	return store.Missing{}, false
}

// useNearest searches for the value that was probably meant.
func (m *Model) useNearest() tea.Cmd {
	x, ok := m.nearest()
	if !ok {
		return nil
	}
	// The query was read without the spaces around it.
	v := m.line.Value()
	skip := len(v) - len(strings.TrimLeft(v, " "))
	m.line.Replace(skip+x.Start, skip+x.End, spelled(x))
	m.popup.Reset()
	return m.search()
}

// spelled writes the nearest value so that it can stand in the query.
func spelled(x store.Missing) string {
	s := x.Nearest
	if strings.ContainsAny(s, " \t,()|\"") || s == "" {
		s = `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
	}
	return s
}

// none is what a search without a result shows: what was searched for, what is
// not in the book, and what to do.
func (m *Model) none(w, h int) widget.Lines {
	if m.query == nil {
		return widget.Lines{}.Resize(w, h)
	}
	says := []safe.Text{safe.Sprintf("No contact matches %s.", m.text)}
	for _, n := range m.query.Notes {
		if !n.Ignored {
			says = append(says, safe.Line(n.Text))
		}
	}
	used := false
	for _, x := range m.missing {
		says = append(says, sayMissing(x, !used))
		used = used || x.Nearest != ""
	}
	next := "Esc clears the search"
	if name := m.Missed(); name != "" {
		next += safe.Sprintf(" · a adds “%s”", name).String()
	}
	return m.message(append(says, safe.Line(next)), w, h)
}

// sayMissing says which value nobody has, and which somebody has instead.
func sayMissing(x store.Missing, tab bool) safe.Text {
	s := safe.Sprintf("%s “%s” does not exist", capital(x.Field), x.Value).String()
	if x.Field == "" {
		s = safe.Sprintf("“%s” is found nowhere", x.Value).String()
	}
	switch {
	case x.Nearest == "":
		s += "."
	case tab:
		s += safe.Sprintf(" — Tab uses “%s” (%s)", x.Nearest, group(x.N)).String()
	default:
		s += safe.Sprintf(". “%s” has %s.", x.Nearest, group(x.N)).String()
	}
	return safe.Line(s)
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Missed is the text that was searched for without finding anybody, if it may
// be a name: somebody who is not in the book yet is about to be added.
func (m *Model) Missed() string {
	if m.query == nil || m.wrong != nil || m.grid.Len() > 0 || m.asked || m.query.Limit > 0 || len(m.query.Sort) > 0 {
		return ""
	}
	var words []string
	if !bareWords(m.query.Root, &words) {
		return ""
	}
	return strings.Join(words, " ")
}

// bareWords reports that a query consists of words that are looked for
// everywhere.
func bareWords(n query.Node, words *[]string) bool {
	switch n := n.(type) {
	case *query.Text:
		*words = append(*words, n.Words)
		return true
	case *query.All:
		for _, x := range n.Nodes {
			if !bareWords(x, words) {
				return false
			}
		}
		return true
	}
	return false
}
