package query_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/store/query"
	"crm/store/when"
)

// dump is all of a tree but where it stood in the text and in which order.
func dump(n query.Node) string {
	list := func(kind string, nodes []query.Node) string {
		parts := make([]string, len(nodes))
		for i, k := range nodes {
			parts[i] = dump(k)
		}
		slices.Sort(parts)
		return kind + "(" + strings.Join(parts, " ") + ")"
	}
	switch n := n.(type) {
	case nil:
		return "all"
	case *query.All:
		return list("and", n.Nodes)
	case *query.Any:
		return list("or", n.Nodes)
	case *query.Not:
		return "not " + dump(n.Node)
	case *query.Text:
		return fmt.Sprintf("text %q %v", n.Words, n.Quoted)
	case *query.Term:
		var values []string
		for _, v := range n.Values {
			values = append(values, fmt.Sprintf("%d %q %q %v %v %+v %+v %s", v.Kind, v.Text, v.Upper(), v.Ranged(), v.Quoted, v.Days, v.Numbers, v.Currency))
		}
		slices.Sort(values)
		return fmt.Sprintf("%s %v %q %s", n.Field.Name, n.Field.Custom, n.Op, strings.Join(values, ","))
	}
	panic(fmt.Sprintf("%T", n))
}

// in is monday under another order of dates.
func in(o when.Order) query.Context {
	c := monday()
	c.When.Order = o
	return c
}

// reads checks that the canonical form of a query is the same query, whatever
// the order of dates is, and is its own canonical form.
func reads(t interface{ Fatalf(string, ...any) }, text string, q *query.Query) {
	for _, o := range []when.Order{when.DMY, when.MDY, when.YMD} {
		again, err := query.Parse(q.String(), in(o))
		if err != nil {
			t.Fatalf("%q prints %q, which under %s: %v", text, q, o, err)
		}
		if again.String() != q.String() || dump(again.Root) != dump(q.Root) || fmt.Sprint(len(again.Sort), again.Limit) != fmt.Sprint(len(q.Sort), q.Limit) {
			t.Fatalf("%q prints %q, then under %s %q\n%s\n%s", text, q, o, again, dump(q.Root), dump(again.Root))
		}
	}
}

// drawTerm makes a term of any field and type, mostly a right one.
func drawTerm(t *rapid.T) string {
	fields := append(query.Fields(), query.Field{Name: "has", Type: query.PresenceField}, query.Field{Name: "no", Type: query.PresenceField},
		query.Field{Name: "ma_nv"}, query.Field{Name: "nhóm-hàng"}, query.Field{Name: "cỡ-áo"})
	ty := rapid.SampledFrom(fields).Draw(t, "type").Type
	if rapid.Bool().Draw(t, "rare") { // every type often enough
		ty = query.Type(rapid.IntRange(0, int(query.PresenceField)).Draw(t, "rare type"))
	}
	f := rapid.SampledFrom(slices.DeleteFunc(fields, func(f query.Field) bool { return f.Type != ty })).Draw(t, "field")
	name := rapid.SampledFrom(append([]string{f.Name, f.Name}, f.Aliases...)).Draw(t, "name")
	pick := func(words string) string { return rapid.SampledFrom(strings.Split(words, "|")).Draw(t, "value") }
	ops, values := "||=|!=|~|^", ""
	switch f.Type {
	case query.PastField, query.FutureField:
		ops, values = "||=|!=|>|>=|<|<=|≥", "7d|0d|3mo|1y|2w|-3d|today|hôm-qua|昨天|fri|t6|dec|may|2026-10|2026|23/11|11/23|5/6|26/11/23|12-02|--02-29|02-29|28/2|29/2|next-week|\"next week\"|eom|ngày-5|none|any|never|7d..30d|30d..|..7d|mon..fri|dec..feb|20/12..5/1|-3d..0d|0d..400d|.."
	case query.FlagField:
		ops, values = "||=|!=", "due|overdue|quá-hạn|today|cold|star|new|客户|dup|archived|trash|unreachable|nonsense"
	case query.EnumField:
		ops, values = "||=|!=|>|>=|<|<=", "quote|QUOTE|lead|won|nobody|\"two words\"|hot|warm|nóng|past|tiềm-năng|\"tiềm năng\"|customer|zalo|na|none|\"none\"|any|quote..won|..quote|cold..|\"a..b\""
	case query.NumberField:
		ops, values = "||=|!=|>|>=|<|<=", "0|1|3|03|３|\"7\"|none|any|1..3|3..|..2|5..1|x"
	case query.MoneyField:
		ops, values = "||=|!=|>|>=|<|<=", "10tr|10k|1.5tỷ|\"1,5 tỷ\"|3万|1000usd|$5|1000.50|0.07eur|500đ|none|any|10k..2m|10..20usd|1usd..2eur|..5tr|7万..|x"
	case query.PresenceField:
		ops, values = "||=|!=", "phone|email|sđt|due|ma_nv|nhóm-hàng|calls|stage|nonsense|is"
	default:
		values = "lan|ánh|\"thị ánh\"|ha-noi|\"ha-noi\"|none|\"none\"|any|never|\"a,b\"|\"say \\\"hi\\\"\"|a..b|\"a..b\"|2026|\"2026\"|<90d|7d..30d|23/11|11/23|31/31|mai|may|<x|~x|x\"y|k7f3|today|\"\"|:|a:b|(|\\"
	}
	op := pick(ops)
	if f.Dated && rapid.Bool().Draw(t, "dated") {
		op = pick("|>|<=")
	}
	n := rapid.IntRange(1, 3).Draw(t, "values")
	if n == 2 {
		n = 1
	}
	parts := make([]string, n)
	for i := range parts {
		parts[i] = pick(values)
	}
	return name + rapid.SampledFrom([]string{":", ":", "："}).Draw(t, "colon") + op + strings.Join(parts, rapid.SampledFrom([]string{",", "，"}).Draw(t, "comma"))
}

// Every tree over every field and type is printed and read back as itself.
func TestPrintIsRead(t *testing.T) {
	var node *rapid.Generator[string]
	node = rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 9).Draw(t, "shape") {
		case 0:
			return "-" + drawTerm(t)
		case 1:
			return rapid.SampledFrom([]string{"", "-", "NOT "}).Draw(t, "not") + "(" + strings.Join(rapid.SliceOfN(node, 1, 3).Draw(t, "group"), rapid.SampledFrom([]string{" ", " OR ", "｜", " AND "}).Draw(t, "between")) + ")"
		case 2:
			return rapid.StringMatching(`[a-zÀ-ỹ0-9"“:.,<>~^#|()\\ -]{1,6}`).Draw(t, "text")
		}
		return drawTerm(t)
	})
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(node, 1, 3).Draw(t, "parts"), rapid.SampledFrom([]string{" ", " OR "}).Draw(t, "between"))
		q, err := query.Parse(text, in(rapid.SampledFrom([]when.Order{when.DMY, when.MDY, when.YMD}).Draw(t, "order")))
		if err != nil {
			return
		}
		reads(t, text, q)
		if q.Say() == "" {
			t.Fatalf("%q says nothing", text)
		}
		read++
	})
	if read == 0 {
		t.Error("no query was read")
	}
}

// walk visits the terms of a tree.
func walk(n query.Node, visit func(*query.Term)) {
	switch n := n.(type) {
	case *query.All:
		for _, k := range n.Nodes {
			walk(k, visit)
		}
	case *query.Any:
		for _, k := range n.Nodes {
			walk(k, visit)
		}
	case *query.Not:
		walk(n.Node, visit)
	case *query.Term:
		visit(n)
	}
}
