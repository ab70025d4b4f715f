package query

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// String is the canonical form: fields by name in a fixed order before text,
// values in order and once, everything quoted that needs it. Two queries that
// differ only in spelling have one canonical form. Relative dates stay
// relative: a segment saved today means last:>30d next month too.
func (q *Query) String() string {
	var parts []string
	if q.Root != nil {
		parts = append(parts, format(q.Root, false))
	}
	if len(q.Sort) > 0 {
		keys := make([]string, len(q.Sort))
		for i, k := range q.Sort {
			if keys[i] = k.Name; k.Desc {
				keys[i] = "-" + k.Name
			}
		}
		parts = append(parts, "sort:"+strings.Join(keys, ","))
	}
	if q.Limit > 0 {
		parts = append(parts, "limit:"+strconv.Itoa(q.Limit))
	}
	return strings.Join(parts, " ")
}

// format prints a node; inside, one with several parts gets parentheses.
func format(n Node, inside bool) string {
	switch n := n.(type) {
	case *All:
		return wrap(strings.Join(formatAll(n.Nodes), " "), inside)
	case *Any:
		return wrap(strings.Join(formatAll(n.Nodes), " OR "), inside)
	case *Not:
		return "-" + format(n.Node, true)
	case *Text:
		return formatText(n)
	case *Term:
		return n.format()
	}
	return ""
}

func wrap(s string, inside bool) string {
	if inside {
		return "(" + s + ")"
	}
	return s
}

// formatAll prints nodes: fields first, in order, then groups,
// then text in the order that it was typed.
func formatAll(nodes []Node) []string {
	type item struct {
		class int
		s     string
	}
	items := make([]item, len(nodes))
	for i, n := range nodes {
		items[i] = item{class(n), format(n, true)}
	}
	slices.SortStableFunc(items, func(a, b item) int {
		if a.class != b.class || a.class == 2 {
			return a.class - b.class
		}
		return strings.Compare(strings.TrimPrefix(a.s, "-"), strings.TrimPrefix(b.s, "-"))
	})
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.s
	}
	return out
}

func class(n Node) int {
	switch n := n.(type) {
	case *Not:
		return class(n.Node)
	case *Term:
		return 0
	case *Text:
		return 2
	}
	return 1
}

func formatText(t *Text) string {
	if t.Quoted {
		return quote(t.Words)
	}
	return t.Words
}

// plainText reports a word that would be read back as the same word.
func plainText(s string) bool {
	if s == "OR" || s == "AND" || s == "NOT" || s == "" {
		return false
	}
	for i, r := range s {
		switch sign := plainSign(r); {
		case ends(sign), i == 0 && (sign == '-' || sign == '#' || sign == '"'):
			return false
		}
	}
	p := parser{s: s}
	name, end := p.name()
	return end == 0 || isScheme(name, s[end:])
}

func (t *Term) format() string {
	values := make([]string, len(t.Values))
	for i, v := range t.Values {
		values[i] = v.format(t.Field, t.Op)
	}
	slices.Sort(values)
	return t.Field.print() + ":" + string(t.Op) + strings.Join(slices.Compact(values), ",")
}

func (v Value) format(f Field, op Op) string {
	switch {
	case v.Kind == None:
		return "none"
	case v.Kind == Has:
		return "any"
	case v.ranged:
		return rangePiece(v.Text) + ".." + rangePiece(v.upper)
	case v.Quoted || !plainValue(v.Text, op):
		return quote(v.Text)
	case f.ranges():
		return rangePiece(v.Text)
	}
	return v.Text
}

// rangePiece prints one end of a range, or what could be taken for one.
func rangePiece(s string) string {
	if s == "" || plainValue(s, Equal) && !hasDots(s) {
		return s
	}
	return quote(s)
}

// plainValue reports a value that needs no quotes.
func plainValue(s string, op Op) bool {
	switch strings.ToLower(s) {
	case "", "none", "any", "never":
		return false
	}
	for i, r := range s {
		sign := plainSign(r)
		switch {
		case ends(sign), sign == ',', i == 0 && sign == '"':
			return false
		case i == 0 && (strings.ContainsRune("<>=~^!≥≤", sign)):
			return false
		case unicode.IsControl(r):
			return false
		}
	}
	return true
}

var quoter = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "“", `\“`, "”", `\”`, "＂", `\＂`)

func quote(s string) string { return `"` + quoter.Replace(s) + `"` }
