package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
)

// own are values of a field that a person has, so that queries find somebody.
func (p person) own(field string) []string {
	var out []string
	switch field {
	case "name":
		out = []string{p.Name}
	case "company":
		out = []string{p.Company}
	case "title":
		out = []string{p.Title}
	case "note":
		out = []string{p.Note}
	case "interest", "need":
		out = []string{p.Interests, p.Needs}
	case "source":
		out = []string{p.Source}
	case "lang":
		out = []string{p.Language}
	case "prefers":
		out = []string{p.Prefers}
	case "industry":
		out = []string{p.company.Industry}
	case "stage":
		out = []string{p.Stage}
	case "life":
		out = []string{p.Life}
	case "relation":
		out = []string{p.Relation}
	case "rating":
		out = []string{p.Rating}
	case "tag":
		out = p.Tags
	case "id":
		out = []string{p.UID, p.UID[:4], p.UID[:1]}
	}
	for _, x := range p.Phones {
		if field == "phone" {
			out = append(out, x.Text, x.Key)
		}
	}
	for _, x := range p.Emails {
		if field == "email" {
			out = append(out, x.Address)
		}
	}
	for _, x := range p.Addresses {
		out = append(out, map[string][]string{"city": {x.City}, "country": {x.Country}, "address": {x.Street, x.Region, x.Postcode, x.Country}}[field]...)
	}
	for _, x := range p.purchases {
		if field == "bought" {
			out = append(out, x.Item)
		}
	}
	for _, x := range p.Custom {
		if field == x.Key {
			out = append(out, x.Value)
		}
	}
	for _, x := range p.log {
		out = append(out, map[string][]string{"log": {x.Text}, "type": {x.Kind}, "outcome": {x.Outcome}}[field]...)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

var (
	pastValues   = []string{"never", "any", ">30d", "<7d", "<=2w", ">=3mo", "7d..90d", "..30d", "1y..", "2026-10", "<2026-10-01", ">2026-11-01", "yesterday", "!=today", "last-week", "today", ">0d"}
	futureValues = []string{"none", "any", "<7d", "<0d", "0d..7d", "..3d", "today", "tomorrow", ">30d", "this-week", "2026-12", "-3d..0d", ">fri", "2027"}
	yearlyValues = []string{"none", "any", "dec", "<7d", "today", "this-month", "0d..60d", "20/12..10/1", "feb", "28/2", "29/2", ">30d"}
	countValues  = []string{"none", "any", "0", "1", ">=3", ">2", "<2", "<=1", "1..3", "..2", "4..", "!=1"}
	amountValues = []string{"none", "any", ">1000", "10k..2m", ">15tr", ">3万", ">1000usd", "<500usd", "..2tr", "5000jpy..", "<10trvnd", ">=20k", "1000"}
	flagValues   = []string{"due", "overdue", "today", "cold", "star", "new", "customer", "dup", "archived", "trash", "unreachable", "unreachable,star", "star,dup,today", "trash,star"}
	segmentNames = []string{"vip-hn", "im-lang", "Mixed", "hoi-cho-2026", `"Hội chợ 2026"`, "gone"}
)

func quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, "", `\`, "").Replace(s) + `"`
}

// pieceOf draws some letters of a word of a text.
func pieceOf(t *rapid.T, s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return "x"
	}
	w := []rune(words[rapid.IntRange(0, len(words)-1).Draw(t, "word")])
	return string(w[:rapid.IntRange(1, len(w)).Draw(t, "letters")])
}

// someTerm draws a term of any field, mostly with values that somebody has.
func someTerm(all []person, fields []query.Field) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		p := all[rapid.IntRange(0, len(all)-1).Draw(t, "of")]
		f := rapid.SampledFrom(append(slices.Clone(fields), query.Field{})).Draw(t, "field")
		of := func(list []string) string { return f.Name + ":" + rapid.SampledFrom(list).Draw(t, "value") }
		switch {
		case f.Name == "":
			texts := append(append([]string{p.Name, p.Company, p.Note, p.Title}, p.own("log")...), p.own("phone")...)
			text := pieceOf(t, rapid.SampledFrom(texts).Draw(t, "text"))
			return rapid.SampledFrom([]string{quoted(text), quoted(pieceOf(t, p.Name) + " " + pieceOf(t, p.Name)), text}).Draw(t, "bare")
		case f.Name == "is":
			return of(flagValues)
		case f.Name == "seg" || f.Name == "in":
			return of(segmentNames)
		case f.Yearly:
			return of(yearlyValues)
		case f.Type == query.PastField:
			return of(pastValues)
		case f.Type == query.FutureField:
			return of(futureValues)
		case f.Type == query.NumberField:
			return of(countValues)
		case f.Type == query.MoneyField:
			return of(amountValues)
		case f.Dated && rapid.Bool().Draw(t, "dated"):
			return of(pastValues)
		}
		value := "x"
		if list := p.own(f.Name); len(list) > 0 {
			value = rapid.SampledFrom(list).Draw(t, "value")
		}
		ops := []string{"", "", "=", "^", "~", "!="}
		if f.Type == query.EnumField {
			ops = []string{"", "=", "!=", "<", "<=", ">", ">=", "..", ".."}
		}
		op, part := rapid.SampledFrom(ops).Draw(t, "op"), pieceOf(t, value)
		if op == ".." {
			return f.Name + ":" + rapid.SampledFrom([]string{value + "..", ".." + value, "new..quote", "cold..warm", value + ".." + value}).Draw(t, "range")
		}
		said := []string{quoted(value), quoted(part), part, "none", "any", quoted(part) + "," + quoted(value), strings.ReplaceAll(value, " ", "-")}
		return f.Name + ":" + op + rapid.SampledFrom(said).Draw(t, "said")
	})
}

// someQuery draws up to four terms, in any form.
func someQuery(terms *rapid.Generator[string]) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		text := ""
		for i := range rapid.IntRange(1, 4).Draw(t, "terms") {
			if i > 0 {
				text += rapid.SampledFrom([]string{" ", " ", " OR "}).Draw(t, "and")
			}
			form := rapid.SampledFrom([]string{"%s", "%s", "-%s", "(%s)", "-(%s)"}).Draw(t, "form")
			text += strings.Replace(form, "%s", terms.Draw(t, "term"), 1)
		}
		return text
	})
}

// fieldsOf are the fields of the language, and the book's own.
func fieldsOf(lang query.Context) []query.Field {
	fields := slices.Clone(query.Fields())
	for _, c := range lang.Book.Custom {
		fields = append(fields, query.Field{Name: c.Key, Custom: true})
	}
	return fields
}

// judged counts what a run of random queries compared.
type judged struct{ read, rows int }

// check holds the answers to a query against the evaluator's.
func (n *judged) check(t rapid.TB, s *store.Store, e evaluator, all []person, text string) {
	q, err := query.Parse(text, e.lang)
	if err != nil {
		return // a value that is none: query's own tests are about those
	}
	n.read++
	want := e.find(q, all)
	got := uids(list(t, s, store.ListOptions{Query: q, Sort: store.ByName}))
	n.rows += len(got)
	if !sameSet(got, want) {
		t.Fatalf("%s (%s)\nfinds %s\nwants %s", text, q, names(all, got, want), names(all, want, got))
	}
	if have, err := s.Count(ctx, q); err != nil || have != len(want) {
		t.Fatalf("%s counts %d, want %d, %v", text, have, len(want), err)
	}
}

// TestWhere holds the SQL of 10,000 random queries against a reading of them in Go.
func TestWhere(t *testing.T) {
	s := queryBook(t, 120)
	all := people(t, s)
	e := newEvaluator(t, s)
	queries := someQuery(someTerm(all, fieldsOf(e.lang)))
	var n judged
	storetest.Cases(t, 2500)
	rapid.Check(t, func(rt *rapid.T) {
		for range 5 {
			n.check(rt, s, e, all, queries.Draw(rt, "query"))
		}
	})
	t.Logf("%d queries, %d rows", n.read, n.rows)
	if n.read == 0 || n.rows == 0 {
		t.Error("nothing was compared")
	}
}

// TestWhereByWay sends queries through each of the ways in which a page is found.
func TestWhereByWay(t *testing.T) {
	s := queryBook(t, 60)
	all := people(t, s)
	e := newEvaluator(t, s)
	queries := someQuery(someTerm(all, fieldsOf(e.lang)))
	for _, b := range [][3]int{{1, 0, 0}, {0, 5, 10}, {5, 20, 0}, {0, 1, 1000}} {
		s.SetBounds(b[0], b[1], b[2])
		var n judged
		storetest.Cases(t, 60)
		rapid.Check(t, func(rt *rapid.T) {
			text := queries.Draw(rt, "query")
			n.check(rt, s, e, all, text)
			if q, err := query.Parse(text, e.lang); err == nil {
				o := store.ListOptions{Query: q, Sort: store.ByName}
				whole := uids(list(rt, s, o))
				o.Limit = rapid.IntRange(1, 12).Draw(rt, "limit")
				if page := uids(list(rt, s, o)); !slices.Equal(page, whole[:min(len(whole), o.Limit)]) {
					rt.Fatalf("%s: page %v of %v", text, page, whole)
				}
			}
		})
	}
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// names are those of some contacts that are not among others.
func names(all []person, uids, without []string) string {
	var out []string
	for _, p := range all {
		if slices.Contains(uids, p.UID) && !slices.Contains(without, p.UID) {
			out = append(out, fmt.Sprintf("%s %q", p.UID, p.Display()))
		}
	}
	return fmt.Sprint(len(uids), " with ") + strings.Join(out, "\n      ")
}

// TestEveryFieldHasAMeaning: a new field of the language needs a case in where.go.
func TestEveryFieldHasAMeaning(t *testing.T) {
	s := queryBook(t, 20)
	e := newEvaluator(t, s)
	for _, f := range fieldsOf(e.lang) {
		for _, v := range everyValueOf(f) {
			for _, text := range []string{f.Name + ":" + v, "-" + f.Name + ":" + v} {
				q := language(t, s, text)
				rows := list(t, s, store.ListOptions{Query: q})
				if n, err := s.Count(ctx, q); err != nil || n != len(rows) {
					t.Errorf("%s: %d rows, counts %d, %v", text, len(rows), n, err)
				}
			}
		}
	}
}

// everyValueOf are values of a field of every kind that it takes.
func everyValueOf(f query.Field) []string {
	switch {
	case f.Name == "is":
		return flagValues
	case f.Name == "seg" || f.Name == "in":
		return segmentNames
	case f.Name == "id":
		return []string{"k7f3", "a,b", "=k7f3"}
	case f.Yearly:
		return yearlyValues
	}
	words := []string{"x", "=x", "^x", "~x", "!=x", "none", "any", `"a b"`, "a,b", "!!!", "12", "a-b"}
	switch f.Type {
	case query.PastField:
		return pastValues
	case query.FutureField:
		return futureValues
	case query.NumberField:
		return countValues
	case query.MoneyField:
		return amountValues
	case query.SetField:
		return []string{"x", "=x", "none", "any", "x,y"}
	case query.EnumField:
		return append([]string{"x", "=x", "none", "any", "x,y"}, map[bool][]string{true: {"<x", ">=quote", "hot..", "..warm", ">cold"}}[f.Ordered]...)
	}
	if f.Dated {
		return append(words, pastValues...)
	}
	return words
}

// TestSegmentsInQueries: what is wrong with a segment is said.
func TestSegmentsInQueries(t *testing.T) {
	s, _ := storetest.New(t)
	for name, text := range map[string]string{
		"a": "seg:b", "b": "tag:x OR -seg:c", "c": "is:star seg:a", "self": "seg:self", "broken": "nofield:x", "VIP Hà Nội": "tag:vip",
	} {
		storetest.Write(t, s, func(tx *store.Tx) error { return tx.SaveSegment(store.Segment{Name: name, Query: text}, false) })
	}
	for text, want := range map[string]string{
		"seg:a":         "a → b → c → a",
		"is:star in:c":  "c → a → b → c",
		"-seg:self":     "self → self",
		"seg:broken":    "“broken” cannot be read any more",
		"seg:vip-ha-no": "did you mean “VIP Hà Nội”?",
		"seg:whatever":  "there is no segment “whatever”",
	} {
		_, err := s.List(ctx, store.ListOptions{Query: language(t, s, text)})
		var invalid *store.Invalid
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
		if _, err := s.Count(ctx, language(t, s, text)); !errors.As(err, &invalid) {
			t.Errorf("count %s: %v", text, err)
		}
	}
}
