package segments

import (
	"slices"
	"strings"

	"crm/store/query"
)

// difference is how a query differs from the one that is saved, condition by
// condition: what was added and what is gone, as they are typed. It is nothing if
// they ask the same.
func difference(was, now *query.Query) string {
	old, new := pieces(was), pieces(now)
	var parts []string
	for _, s := range new {
		if i := slices.Index(old, s); i >= 0 {
			old = slices.Delete(old, i, i+1)
			continue
		}
		parts = append(parts, "+ "+s)
	}
	for _, s := range old {
		parts = append(parts, "− "+s)
	}
	return strings.Join(parts, "  ")
}

// pieces are the conditions of a query as they are typed.
func pieces(q *query.Query) []string {
	if q == nil || q.Root == nil {
		return nil
	}
	nodes := []query.Node{q.Root}
	if all, ok := q.Root.(*query.All); ok {
		nodes = all.Nodes
	}
	var out []string
	for _, n := range nodes {
		at := n.At()
		out = append(out, strings.TrimSpace(q.Text[at.Start:at.End]))
	}
	return out
}
