package segments

import (
	"slices"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"
)

// Users are the names of the segments whose queries ask for a segment by its
// name: with another name, or without it, they cannot be read any more.
func (m *Model) Users(of store.Segment) []string {
	var out []string
	for _, g := range m.list {
		if g.Static() || g.UID == of.UID {
			continue
		}
		if q, err := m.parse(g.Query); err == nil && asksFor(q.Root, fold.Text(of.Name)) {
			out = append(out, g.Name)
		}
	}
	return out
}

// asksFor reports that a query asks for the segment of a name.
func asksFor(n query.Node, name string) bool {
	within := func(n query.Node) bool { return asksFor(n, name) }
	switch n := n.(type) {
	case *query.All:
		return slices.ContainsFunc(n.Nodes, within)
	case *query.Any:
		return slices.ContainsFunc(n.Nodes, within)
	case *query.Not:
		return within(n.Node)
	case *query.Term:
		return (n.Field.Name == "seg" || n.Field.Name == "in") && slices.ContainsFunc(n.Values, func(v query.Value) bool {
			return slices.Contains(v.Spellings(), name)
		})
	}
	return false
}
