package query_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/store/fold"
	"crm/store/query"
	"crm/store/when"
)

// person is as much of a contact as queries ask for.
type person struct {
	text      map[string]string
	tags      []string
	last, due when.Date
	star      bool
}

// people is every combination of a few values, so that two queries that
// differ in meaning differ on one of them.
func people() []person {
	var out []person
	for _, name := range []string{"Nguyễn Thị Ánh", "王小明", "Lan vip"} {
		for _, email := range []string{"", "a@b.vn"} {
			for _, tags := range [][]string{nil, {"vip"}, {"vip", "hot"}, {"lost"}} {
				for _, last := range []when.Date{"", "2026-11-23", "2026-11-16", "2026-10-24", "2026-10-20"} {
					for _, due := range []when.Date{"", "2026-11-20", "2026-11-23", "2026-11-30"} {
						out = append(out, person{
							text: map[string]string{"name": name, "email": email}, tags: tags, last: last, due: due, star: len(out)%2 == 0,
						})
					}
				}
			}
		}
	}
	return out
}

// matches is what a query means, as whoever writes SQL must have it.
func matches(n query.Node, p person) bool {
	switch n := n.(type) {
	case *query.All:
		for _, k := range n.Nodes {
			if !matches(k, p) {
				return false
			}
		}
		return true
	case *query.Any:
		for _, k := range n.Nodes {
			if matches(k, p) {
				return true
			}
		}
		return false
	case *query.Not:
		return !matches(n.Node, p)
	case *query.Text:
		return strings.Contains(fold.Text(p.text["name"]+" "+strings.Join(p.tags, " ")), fold.Text(n.Words))
	case *query.Term:
		for _, v := range n.Values {
			if p.has(n, v) {
				return true
			}
		}
		return false
	}
	return true
}

func (p person) has(t *query.Term, v query.Value) bool {
	days := map[string]when.Date{"last": p.last, "due": p.due, "is": p.due}[t.Field.Name]
	switch v.Kind {
	case query.Range:
		return v.Days.Holds(days)
	case query.Flag:
		return v.Text == "star" && p.star || v.Text != "star" && v.Days.Holds(days)
	}
	held := p.tags
	switch t.Field.Type {
	case query.TextField:
		held = nil
		if s := p.text[t.Field.Name]; s != "" {
			held = []string{s}
		}
	case query.PastField, query.FutureField:
		held = nil
		if days != "" {
			held = []string{string(days)}
		}
	}
	if v.Kind != query.Word {
		return (len(held) > 0) == (v.Kind == query.Has)
	}
	for _, h := range held {
		for _, s := range v.Spellings() {
			f := fold.Text(h)
			switch {
			case f == s, t.Op == query.Prefix && strings.HasPrefix(f, s), t.Op == query.Plain && t.Field.Type == query.TextField && strings.Contains(f, s):
				return true
			}
		}
	}
	return false
}

// drawQuery makes queries, most of them right.
func drawQuery(t *rapid.T) string {
	term := rapid.SampledFrom(strings.Split("lan|ánh|\"thị ánh\"|明|vip|or|9:30|http://x|tag:vip|tag:vip,hot|tag:none|tag:any,lost|#vip|tag:!=hot|"+
		"last:>30d|last:<7d|last:..7d|last:7d..30d|last:30d..|last:never|last:today|last:2026-10|last:<2026-11-16|last:!=today|last:7d,never|"+
		"due:<7d|due:0d..7d|due:<0d|due:none|due:any|due:mon..fri|due:-3d..|due:next-week,none|is:overdue|is:due,star|is:today|is:!=star|"+
		"name:lan|name:=\"lan vip\"|name:^ng|name:=lan-vip|name:!=lan|email:none|email:any|email:a@b|email:\"none\"|name:~ánh,明|标签：vip", "|"))
	var node *rapid.Generator[string]
	node = rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 9).Draw(t, "shape") {
		case 0:
			return "-" + term.Draw(t, "term")
		case 1:
			return "(" + strings.Join(rapid.SliceOfN(node, 1, 3).Draw(t, "all"), " ") + ")"
		case 2:
			return "(" + strings.Join(rapid.SliceOfN(node, 2, 3).Draw(t, "any"), rapid.SampledFrom([]string{" OR ", "|"}).Draw(t, "or")) + ")"
		case 3:
			return "NOT (" + strings.Join(rapid.SliceOfN(node, 1, 2).Draw(t, "not"), " AND ") + ")"
		}
		return term.Draw(t, "term")
	})
	parts := rapid.SliceOfN(node, 0, 4).Draw(t, "parts")
	parts = append(parts, rapid.SampledFrom([]string{"", "sort:-last", "sort:name,due limit:5"}).Draw(t, "extra"))
	return strings.Join(parts, rapid.SampledFrom([]string{" ", "  ", " OR "}).Draw(t, "between"))
}

// A query's canonical form means the same for everyone, and is its own.
func TestRoundTrip(t *testing.T) {
	everyone := people()
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		in := drawQuery(t)
		q, err := query.Parse(in, monday())
		if err != nil {
			t.Skip("not a query")
		}
		read++
		again, err := query.Parse(q.String(), monday())
		if err != nil {
			t.Fatalf("%s prints %s: %v", in, q, err)
		}
		if again.String() != q.String() {
			t.Fatalf("%s prints %s, then %s", in, q, again)
		}
		if len(q.Sort) != len(again.Sort) || q.Limit != again.Limit {
			t.Fatalf("%s prints %s: other order or limit", in, q)
		}
		for _, p := range everyone {
			if matches(q.Root, p) != matches(again.Root, p) {
				t.Fatalf("%s prints %s, which differs on %+v", in, q, p)
			}
		}
		if q.Say() == "" {
			t.Fatalf("%s is not said", in)
		}
	})
	if read == 0 {
		t.Error("no query was read")
	}
}

func seeds() []string {
	return []string{
		`tag:vip last:>30d city:"Hà Nội" -tag:lost`, "(a OR b) c", "标签：vip，hot", "last:7d..30d", "due:<7d sort:-last limit:5", `"a \" b"`, "last:", "-", "((", "a |", "http://x",
		"9:30", "NOT (a b)", "x:\xff", "tag:none,any", "last:\"1 dec\"..\"5 dec\"", "is:overdue,star", "“a b”", "due:≥7d", "name:!=a", `tag:"..",b`, "#a,b", "a\u0301:b",
		"stage:quote..won", "value:>1.5tỷ", "calls:1..3", "birthday:20/12..5/1", "bought:<90d,máy", "has:phone,email", "-no:due", "id:k7f3,m2p9", "ma_nv:x", "nhóm-hàng:y", "birthday:<02-29",
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := query.Parse(s, monday())
		if err != nil {
			var e *query.Error
			if !errors.As(err, &e) || e.What == "" || strings.Contains(e.What, "\n") && !strings.Contains(s, "\n") || e.Start > e.End || e.End > len(s) || e.Col < 1 {
				t.Errorf("%q: %#v", s, err)
			}
			return
		}
		checkSpans(t, s, q.Root)
		if q.Say() == "" {
			t.Errorf("%q says nothing", s)
		}
		if len(q.String()) > query.MaxBytes {
			return // quoting can make a query longer than what is read
		}
		reads(t, s, q)
	})
}

func checkSpans(t *testing.T, s string, n query.Node) {
	if n == nil {
		return
	}
	at := n.At()
	if at.Start < 0 || at.Start >= at.End || at.End > len(s) || at.Col < 1 || at.EndCol < at.Col {
		t.Errorf("%q: span %+v of %T", s, at, n)
	}
	switch n := n.(type) {
	case *query.All:
		for _, k := range n.Nodes {
			checkSpans(t, s, k)
		}
	case *query.Any:
		for _, k := range n.Nodes {
			checkSpans(t, s, k)
		}
	case *query.Not:
		checkSpans(t, s, n.Node)
	}
}

// Forgive reads whatever Parse reads, and to the same tree; arguments never
// panic.
func FuzzForgive(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := query.Forgive(s, monday())
		if strict, errStrict := query.Parse(s, monday()); errStrict == nil && (err != nil || q.String() != strict.String() || dump(q.Root) != dump(strict.Root)) {
			t.Errorf("%q: strict %q, forgiving %v, %v", s, strict, q, err)
		}
		query.Args(strings.Split(s, "/"))
		query.IsNegated(s)
	})
}

// Queries as long and as deep as they come are read or refused, and what is
// read keeps to the limits.
func TestHostileQueries(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("(", 4096), strings.Repeat("-", 4096), strings.Repeat("a|", 2048), strings.Repeat("tag:a,", 682), strings.Repeat("ánh", 1024),
		strings.Repeat("\u0301", 2048), strings.Repeat("NOT ", 1024), strings.Repeat(`"a`, 2048), "last:" + strings.Repeat("9", 4000) + "d",
		strings.Repeat("((a|b) ", 15) + "c" + strings.Repeat(")", 15), strings.Repeat("x", 4096),
	} {
		q, err := query.Parse(s, monday())
		if err == nil && count(q.Root) > query.MaxTerms {
			t.Errorf("%.20s…: %d terms", s, count(q.Root))
		}
		if _, err := query.Forgive(s, monday()); err != nil && err.Error() == "" {
			t.Errorf("%.20s…: an error without words", s)
		}
	}
}

func count(n query.Node) (sum int) {
	switch n := n.(type) {
	case *query.All:
		for _, k := range n.Nodes {
			sum += count(k)
		}
	case *query.Any:
		for _, k := range n.Nodes {
			sum += count(k)
		}
	case *query.Not:
		return count(n.Node)
	case *query.Term:
		return len(n.Values)
	case *query.Text:
		return 1
	}
	return sum
}
