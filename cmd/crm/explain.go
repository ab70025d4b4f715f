package main

import (
	"context"
	"strconv"
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
)

// explainQuery prints what a query means: in words, in its one form, as a tree, and as
// the statement that the book is asked, with the way in which it finds the rows.
func (a *app) explainQuery(ctx context.Context, args []string, o listOptions) error {
	if err := a.checkList(o); err != nil {
		return err
	}
	s, q, err := a.listerFor(ctx, args)
	if err != nil {
		return err
	}
	if s == nil {
		if s, err = store.OpenScratch(ctx, a.storeOptions()); err != nil {
			return err
		}
	}
	defer s.Close()
	if q == nil {
		q = &query.Query{}
	}
	sql, plan, err := s.Explain(ctx, q)
	if err != nil {
		return err
	}
	if a.format() == "json" {
		notes := pick(q.Notes, func(n *query.Note) string { return n.Text })
		return a.out.json(object{{"schema", schema}, {"query", q.Text}, {"words", q.Say()}, {"canonical", q.String()},
			{"tree", tree(q)}, {"sql", strings.Join(unindent(sql), "\n")}, {"plan", words(plan)}, {"notes", notes}})
	}
	a.out.line(safe.Line(q.Say()))
	a.out.line(safe.Line(q.String()))
	a.explainPart("TREE", tree(q))
	a.explainPart("SQL", unindent(sql))
	a.explainPart("PLAN", plan)
	return nil
}

func (a *app) explainPart(title string, lines []string) {
	a.out.line(safe.Text{})
	a.out.line(safe.Line(title))
	for _, l := range lines {
		a.out.line(safe.Line("  " + l))
	}
}

// unindent takes the lines of a statement out of the indentation of its source.
func unindent(sql string) []string {
	lines := strings.Split(strings.ReplaceAll(strings.TrimSpace(sql), "\t", "    "), "\n")
	least := -1
	for _, l := range lines[1:] {
		if at := len(l) - len(strings.TrimLeft(l, " ")); strings.TrimSpace(l) != "" && (least < 0 || at < least) {
			least = at
		}
	}
	for i, l := range lines[1:] {
		lines[i+1] = strings.TrimRight(l[min(max(least, 0), len(l)):], " ")
	}
	return lines
}

// tree is a query as lines, what belongs to a node indented behind it.
func tree(q *query.Query) []string {
	out := []string{}
	if q.Root != nil {
		out = treeLines(out, q.Root, "")
	}
	for _, k := range q.Sort {
		way := " upwards"
		if k.Desc {
			way = " downwards"
		}
		out = append(out, "sort by "+k.Name+way)
	}
	if q.Limit > 0 {
		out = append(out, "limit "+textOf(q.Limit))
	}
	return out
}

func treeLines(out []string, n query.Node, indent string) []string {
	inner := indent + "  "
	switch n := n.(type) {
	case *query.All:
		out = append(out, indent+"all of")
		for _, x := range n.Nodes {
			out = treeLines(out, x, inner)
		}
	case *query.Any:
		out = append(out, indent+"any of")
		for _, x := range n.Nodes {
			out = treeLines(out, x, inner)
		}
	case *query.Not:
		out = treeLines(append(out, indent+"not"), n.Node, inner)
	case *query.Text:
		kind := "word "
		if n.Quoted {
			kind = "words in this order "
		}
		out = append(out, indent+kind+"“"+n.Words+"”")
	case *query.Term:
		out = append(out, indent+strings.TrimSpace("field "+n.Field.Name+" "+string(n.Op)))
		for i := range n.Values {
			out = append(out, inner+valueLine(&n.Field, &n.Values[i]))
		}
	}
	return out
}

// valueLine is a value with what was made of it.
func valueLine(f *query.Field, v *query.Value) string {
	switch v.Kind {
	case query.None:
		return "none"
	case query.Has:
		return "any"
	case query.Range:
		return "days " + daysLine(v.Days)
	case query.Number:
		unit := int64(1)
		if f.Type == query.MoneyField {
			unit = 1000 // it holds thousandths
		}
		return strings.TrimSpace("numbers " + numbersLine(v.Numbers, unit) + " " + v.Currency)
	}
	if v.Ranged() {
		return "from “" + v.Text + "” to “" + v.Upper() + "”"
	}
	return "“" + v.Text + "”"
}

func numbersLine(n query.Numbers, unit int64) string {
	var from, to string
	if n.HasFrom {
		from = strconv.FormatFloat(float64(n.From)/float64(unit), 'f', -1, 64)
	}
	if n.HasTo {
		to = strconv.FormatFloat(float64(n.To)/float64(unit), 'f', -1, 64)
	}
	return from + ".." + to
}

func daysLine(d query.Days) string {
	line := string(d.From) + ".." + string(d.To)
	if d.Never {
		line += ", or never"
	}
	return line
}
