package query

import (
	"strconv"
	"strings"
)

// Say is the query in words:
// last contact more than 30 days ago, tagged vip.
func (q *Query) Say() string {
	parts := q.Words()
	if q.Root == nil {
		parts = append([]string{"everyone"}, parts...)
	}
	return strings.Join(parts, ", ")
}

// Words is Say in parts: what each term asks for, of which all have to be true,
// then the order and the number.
func (q *Query) Words() []string {
	var parts []string
	switch n := q.Root.(type) {
	case nil:
	case *All:
		for _, k := range n.Nodes {
			parts = append(parts, say(k, true))
		}
	default:
		parts = append(parts, say(n, false))
	}
	if len(q.Sort) > 0 {
		keys := make([]string, len(q.Sort))
		for i, k := range q.Sort {
			if keys[i] = k.Name; k.Desc {
				keys[i] += " (turned round)"
			}
		}
		parts = append(parts, "sorted by "+strings.Join(keys, ", then "))
	}
	if q.Limit > 0 {
		parts = append(parts, "the first "+strconv.Itoa(q.Limit))
	}
	return parts
}

// say says a node; inside says that it is part of another, so that
// alternatives need parentheses.
func say(n Node, inside bool) string {
	switch n := n.(type) {
	case *All:
		if inside {
			return "(" + joinNodes(n.Nodes, " and ") + ")"
		}
		return joinNodes(n.Nodes, ", ")
	case *Any:
		s := joinNodes(n.Nodes, " or ")
		if inside {
			return "(" + s + ")"
		}
		return s
	case *Not:
		switch t := n.Node.(type) {
		case *Text:
			return "without “" + t.Words + "”"
		case *Term:
			return t.say(true)
		}
		return "not " + say(n.Node, true)
	case *Text:
		return "“" + n.Words + "”"
	case *Term:
		return n.say(false)
	}
	return ""
}

func joinNodes(nodes []Node, sep string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = say(n, true)
	}
	return strings.Join(parts, sep)
}
