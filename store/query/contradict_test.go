package query_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/store/fold"
	"crm/store/query"
	"crm/store/when"
)

// A note that two terms can never match is true.
func TestContradictionsAreTrue(t *testing.T) {
	everyone := people()
	rapid.Check(t, func(t *rapid.T) {
		terms := strings.Fields("tag:vip -tag:vip tag:none tag:any,none last:<7d last:>30d last:never last:7d..30d last:<2026-11-01 due:none due:any due:<0d -lan lan email:none email:a")
		a, b := rapid.SampledFrom(terms).Draw(t, "a"), rapid.SampledFrom(terms).Draw(t, "b")
		q, err := query.Parse(a+" "+b, monday())
		if err != nil {
			t.Fatal(err)
		}
		if len(q.Notes) == 0 {
			return
		}
		for _, p := range everyone {
			if matches(q.Root, p) {
				t.Fatalf("%s: %s, but it matches %+v", q, q.Notes[0].Text, p)
			}
		}
	})
}

// held is what a contact has of a field that it has once.
type held struct {
	none     bool
	text     string
	day      when.Date
	n        int64
	currency string
}

// holdings is enough of what a contact can have to tell any two terms apart.
func holdings(f query.Field) []held {
	out := []held{{none: true}}
	switch {
	case f.Type == query.NumberField:
		out = nil // a contact always has a number
		for n := range int64(15) {
			out = append(out, held{n: n})
		}
	case f.Type == query.MoneyField:
		for _, n := range []int64{0, 4, 5, 6, 9, 10, 11, 20, 21} {
			out = append(out, held{n: n * 1000, currency: "USD"}, held{n: n*1000 + 1, currency: "USD"}, held{n: n * 1000, currency: "EUR"}, held{n: n*1000 - 1, currency: "VND"})
		}
	case f.Yearly:
		for d := when.Date("2028-01-01"); d < "2029"; d = d.AddDays(1) {
			out = append(out, held{day: d[5:]})
		}
	case f.Type == query.PastField:
		for d := when.Date("2026-01-01"); d < "2027"; d = d.AddDays(1) {
			out = append(out, held{day: d})
		}
	default:
		for _, s := range []string{"new", "lead", "quote", "negotiate", "won", "lost", "cold", "warm", "hot", "nobody", "a", "b", "k7", "k7f3", "m2"} {
			out = append(out, held{text: s})
		}
	}
	return out
}

// in tells whether a term has it; list is the order of an enum.
func (h held) in(t *query.Term, list []string) bool {
	return slices.ContainsFunc(t.Values, func(v query.Value) bool {
		switch f := t.Field; {
		case f.Type == query.NumberField:
			return v.Numbers.Holds(h.n)
		case v.Kind == query.None, v.Kind == query.Has:
			return h.none == (v.Kind == query.None)
		case h.none:
			return v.Days.Never
		case f.Type == query.MoneyField:
			return v.Numbers.Holds(h.n) && (v.Currency == "" || v.Currency == h.currency)
		case f.Yearly:
			return born(v.Days, string(h.day))
		case f.Type == query.PastField:
			return v.Days.Holds(h.day)
		case f.Type == query.ListField:
			return strings.HasPrefix(h.text, v.Text)
		case f.Type != query.EnumField:
			return t.Op == query.Equal && h.text == fold.Text(v.Text) || t.Op == query.Plain && strings.Contains(h.text, v.Text)
		case v.Ranged():
			at := slices.Index(list, h.text)
			return at >= 0 && at >= slices.Index(list, v.Text) && (v.Upper() == "" || at <= slices.Index(list, v.Upper()))
		}
		at, of := slices.Index(list, h.text), slices.Index(list, v.Text)
		switch t.Op {
		case query.Less:
			return at >= 0 && at < of
		case query.AtMost:
			return at >= 0 && at <= of
		case query.More:
			return at > of
		case query.AtLeast:
			return at >= of
		}
		return h.text == v.Text
	})
}

// Two values of a field that a contact has once are said to exclude one another
// when they do, and only then.
func TestContradictionsOfEveryType(t *testing.T) {
	type kind struct {
		fields, values string
		list           []string
	}
	kinds := []kind{
		{"stage", "lead quote >quote >=quote <lead <=lead won none any new..lead quote.. ..lead lead,won nobody", book().Stages},
		{"rating", "hot warm >cold <hot <=cold hot,none cold..warm any none", []string{"cold", "warm", "hot"}},
		{"calls tries orders", "0 1 3 >3 <3 >=5 <=5 1..3 3.. ..2 none any 2,7", nil},
		{"value", "5 10usd >5 <5usd >=10 <=10eur 5..10 ..9usd 11usd.. none any", nil},
		{"last call created since", "<7d >30d 7d..30d never today yesterday 2026-10 >2026-11-01 <2026-10-15 any today,never ..7d 30d..", nil},
		{"birthday", "dec jan 12-02 <7d >7d 20/12..5/1 this-month none any 02-29 02-28 ..60d 7d..", nil},
		{"source company", "=a =b =a,b none any", nil},
		{"id", "k7 k7f3 m2 k7,m2", nil},
	}
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(kinds).Draw(t, "kind")
		name := rapid.SampledFrom(strings.Fields(k.fields)).Draw(t, "field")
		draw := rapid.SampledFrom(strings.Fields(k.values))
		text := name + ":" + draw.Draw(t, "a") + " " + name + ":" + draw.Draw(t, "b")
		q, err := query.Parse(text, monday())
		if err != nil {
			t.Fatal(err)
		}
		all, ok := q.Root.(*query.All)
		if !ok {
			return // twice the same
		}
		a, b := all.Nodes[0].(*query.Term), all.Nodes[1].(*query.Term)
		matched := slices.ContainsFunc(holdings(a.Field), func(h held) bool { return h.in(a, k.list) && h.in(b, k.list) })
		if matched == (len(q.Notes) > 0) {
			t.Fatalf("%s: matches somebody: %v, notes %v", text, matched, q.Notes)
		}
	})
}
