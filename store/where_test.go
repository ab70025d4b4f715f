package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"
	"crm/store/storetest"
	"crm/store/when"
)

// person is all that a query can ask about, read by way of the ordinary reads.
type person struct {
	store.Contact
	log  []string
	open []store.Reminder
	cols map[string][]string // the words of each searched column
}

func readPerson(t *testing.T, s *store.Store, uid string) person {
	t.Helper()
	p := person{Contact: contact(t, s, uid), cols: map[string][]string{}}
	past, err := s.Timeline(ctx, uid, time.Time{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(past) - 1; i >= 0; i-- {
		p.log = append(p.log, past[i].Text)
	}
	if p.open, err = s.Reminders(ctx, uid, false); err != nil {
		t.Fatal(err)
	}
	add := func(col string, texts ...string) {
		for _, text := range texts {
			p.cols[col] = fold.Tokens(p.cols[col], text)
		}
	}
	add("name", p.Name, p.Nickname, p.Phonetic)
	if !strings.Contains(p.Name, p.Given) || !strings.Contains(p.Name, p.Family) {
		add("name", p.Given, p.Family)
	}
	add("company", p.Company)
	for _, e := range p.Emails {
		add("email", e.Address)
	}
	for _, ph := range p.Phones {
		if ph.Key == "" {
			add("phone", ph.Text)
			continue
		}
		p.cols["phone"] = append(p.cols["phone"], strings.Fields(string(fold.PhoneDigits(nil, ph.Key)))...)
	}
	for _, a := range p.Addresses {
		add("city", a.City)
	}
	add("tag", p.Tags...)
	add("note", p.Note, p.Title, p.Department, p.Interests, p.Needs)
	for _, v := range p.Custom {
		add("note", v.Value)
	}
	add("log", p.log...)
	return p
}

// holds tells whether a column has the words in their order, the last one as a
// beginning unless it was quoted.
func (p person) holds(col, text string, quoted bool) bool {
	want := fold.Tokens(nil, text)
	if len(want) == 0 {
		return false
	}
	words := p.cols[col]
	for i := range words {
		if i+len(want) > len(words) {
			break
		}
		last := len(want) - 1
		if slices.Equal(words[i:i+last], want[:last]) &&
			(words[i+last] == want[last] || !quoted && strings.HasPrefix(words[i+last], want[last])) {
			return true
		}
	}
	if quoted {
		return false
	}
	for _, digits := range fold.PhoneQuery(text) {
		if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, digits) }) {
			return true
		}
	}
	return false
}

func (p person) anywhere(text string, quoted bool) bool {
	for col := range p.cols {
		if p.holds(col, text, quoted) {
			return true
		}
	}
	return false
}

// judge is what a query means, said as plainly as possible.
type judge struct{ zone *time.Location }

func (j judge) node(n query.Node, p person) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *query.All:
		return !slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return !j.node(n, p) })
	case *query.Any:
		return slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return j.node(n, p) })
	case *query.Not:
		return !j.node(n.Node, p)
	case *query.Text:
		return p.anywhere(n.Words, n.Quoted)
	case *query.Term:
		return slices.ContainsFunc(n.Values, func(v query.Value) bool { return j.value(n.Field.Name, n.Op, v, p) })
	}
	panic(fmt.Sprintf("%T", n))
}

func (j judge) value(field string, op query.Op, v query.Value, p person) bool {
	var texts []string
	switch field {
	case "name":
		if p.Name == "" {
			return v.Kind == query.None
		}
		texts = []string{fold.Text(p.Name)}
		if op == query.Plain {
			op = query.Contains
		}
		return j.text("", op, v, p, texts)
	case "company":
		if p.Company != "" {
			texts = []string{fold.Text(p.Company)}
		}
	case "email":
		for _, e := range p.Emails {
			texts = append(texts, e.Key)
		}
	case "phone":
		for _, ph := range p.Phones {
			texts = append(texts, ph.Key)
		}
		op = query.Plain
	case "city":
		for _, a := range p.Addresses {
			if a.City != "" {
				texts = append(texts, a.City)
			}
		}
		op = query.Plain
	case "tag":
		for _, tag := range p.Tags {
			texts = append(texts, fold.Text(tag))
		}
		if op == query.Plain {
			op = query.Equal
		}
		return j.text("", op, v, p, texts)
	case "last":
		return j.last(v, p)
	case "due", "is":
		return j.due(v, p)
	default:
		panic(field)
	}
	return j.text(field, op, v, p, texts)
}

// text compares the values of a text field; with a column, "contains" means words.
func (j judge) text(col string, op query.Op, v query.Value, p person, texts []string) bool {
	switch v.Kind {
	case query.None:
		return len(texts) == 0
	case query.Has:
		return len(texts) > 0
	}
	for _, s := range v.Spellings() {
		for _, text := range texts {
			switch {
			case op == query.Equal && text == s,
				op == query.Prefix && strings.HasPrefix(text, s),
				op == query.Contains && col == "" && strings.Contains(text, s):
				return true
			}
		}
		if col != "" && (op == query.Plain || op == query.Contains) && p.holds(col, s, v.Quoted) {
			return true
		}
	}
	return false
}

func (j judge) last(v query.Value, p person) bool {
	at := p.Stats.LastAt
	switch v.Kind {
	case query.None:
		return at.IsZero()
	case query.Has:
		return !at.IsZero()
	}
	if at.IsZero() {
		return v.Days.Never
	}
	return v.Days.Holds(when.DateOf(at.In(j.zone)))
}

func (j judge) due(v query.Value, p person) bool {
	var days []when.Date
	for _, r := range p.open {
		if r.Kind != "renewal" {
			days = append(days, when.Date(r.DueOn))
		}
	}
	switch v.Kind {
	case query.None:
		return len(days) == 0
	case query.Has:
		return len(days) > 0
	}
	if v.Text == "star" {
		return p.Star
	}
	return slices.ContainsFunc(days, v.Days.Holds)
}

// someTerm draws a term of any field, mostly with values that somebody has.
func someTerm(people []person) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		p := people[rapid.IntRange(0, len(people)-1).Draw(t, "of")]
		quote := func(s string) string { return `"` + strings.NewReplacer(`"`, "", `\`, "").Replace(s) + `"` }
		part := func(s string) string {
			words := strings.Fields(s)
			if len(words) == 0 {
				return "x"
			}
			w := []rune(words[rapid.IntRange(0, len(words)-1).Draw(t, "word")])
			return string(w[:rapid.IntRange(1, len(w)).Draw(t, "letters")])
		}
		own := map[string][]string{
			"name": {p.Name}, "company": {p.Company}, "tag": p.Tags, "phone": {}, "email": {}, "city": {},
		}
		for _, ph := range p.Phones {
			own["phone"] = append(own["phone"], ph.Text, ph.Key)
		}
		for _, e := range p.Emails {
			own["email"] = append(own["email"], e.Address)
		}
		for _, a := range p.Addresses {
			own["city"] = append(own["city"], a.City)
		}
		f := rapid.SampledFrom(append(query.Fields(), query.Field{})).Draw(t, "field")
		value := "x"
		if list := own[f.Name]; len(list) > 0 {
			value = rapid.SampledFrom(list).Draw(t, "value")
		}
		switch {
		case f.Name == "":
			texts := append([]string{p.Name, p.Company, p.Note, p.Title}, p.log...)
			text := part(rapid.SampledFrom(texts).Draw(t, "text"))
			return rapid.SampledFrom([]string{quote(text), quote(part(p.Name) + " " + part(p.Name)), text}).Draw(t, "bare")
		case f.Name == "is":
			return "is:" + rapid.SampledFrom([]string{"due", "overdue", "today", "star"}).Draw(t, "flag")
		case f.Type == query.PastField:
			return f.Name + ":" + rapid.SampledFrom([]string{"never", "any", ">30d", "<7d", "<=2w", ">=3mo", "7d..90d", "..30d", "1y..", "2026-10", "<2026-10-01", ">2026-11-01", "yesterday", "!=today", "last-week"}).Draw(t, "past")
		case f.Type == query.FutureField:
			return f.Name + ":" + rapid.SampledFrom([]string{"none", "any", "<7d", "<0d", "0d..7d", "..3d", "today", "tomorrow", ">30d", "this-week", "2026-12", "-3d..0d", ">fri", "2027"}).Draw(t, "future")
		}
		op := rapid.SampledFrom([]string{"", "", "=", "^", "~", "!="}).Draw(t, "op")
		return f.Name + ":" + op + rapid.SampledFrom([]string{quote(value), quote(part(value)), part(value), "none", "any", quote(part(value)) + "," + quote(value)}).Draw(t, "said")
	})
}

// TestWhere holds the SQL of random queries against a reading of them in Go.
func TestWhere(t *testing.T) {
	s, _ := samples(t, 150)
	storetest.Add(t, s, store.Contact{Nickname: "Tí", Note: "không tên"})
	storetest.Add(t, s, store.Contact{Phones: []store.Phone{{Text: "ext. 12"}}, Tags: []string{"Hà-Nội"}})
	storetest.Add(t, s, store.Contact{Name: "A.B. (C)", Company: "O'Neill & Co", Star: true})
	var people []person
	for _, r := range list(t, s, store.ListOptions{}) {
		people = append(people, readPerson(t, s, r.UID))
	}
	j := judge{zone: s.Zone()}
	terms := someTerm(people)
	read, found := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		var b strings.Builder
		for i := range rapid.IntRange(1, 4).Draw(rt, "terms") {
			if i > 0 {
				b.WriteString(rapid.SampledFrom([]string{" ", " ", " OR "}).Draw(rt, "and"))
			}
			term := terms.Draw(rt, "term")
			b.WriteString(rapid.SampledFrom([]string{"%s", "%s", "-%s", "(%s)", "-(%s)"}).Draw(rt, "form"))
			text := strings.Replace(b.String(), "%s", term, 1)
			b.Reset()
			b.WriteString(text)
		}
		q, err := query.Parse(b.String(), query.Context{When: today(s)})
		if err != nil {
			return // a value that is none: query's own tests are about those
		}
		read++
		var want []string
		for _, p := range people {
			if j.node(q.Root, p) {
				want = append(want, p.UID)
			}
		}
		got := list(rt, s, store.ListOptions{Query: q, Sort: store.ByName})
		found += len(got)
		if have := uids(got); !sameSet(have, want) {
			rt.Fatalf("%s (%s)\nfinds %s\nwants %s", b.String(), q, names(people, have), names(people, want))
		}
		if have := uids(list(rt, s, store.ListOptions{Query: q})); !sameSet(have, want) {
			rt.Fatalf("%s: by relevance %s\nwant %s", b.String(), names(people, have), names(people, want))
		}
		if n, err := s.Count(ctx, q); err != nil || n != len(want) {
			rt.Fatalf("%s counts %d, want %d, %v", b.String(), n, len(want), err)
		}
	})
	t.Logf("%d queries, %d rows", read, found)
	if read == 0 || found == 0 {
		t.Error("nothing was compared")
	}
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

func names(people []person, uids []string) string {
	var out []string
	for _, p := range people {
		if slices.Contains(uids, p.UID) {
			out = append(out, fmt.Sprintf("%s %q", p.UID, p.Display()))
		}
	}
	return strings.Join(out, "\n      ")
}

// TestEveryFieldHasAMeaning: a new field of the language needs a case in where.go.
func TestEveryFieldHasAMeaning(t *testing.T) {
	s, _ := samples(t, 20)
	for _, f := range query.Fields() {
		values := map[query.Type][]string{
			query.TextField: {"x", "=x", "^x", "~x", "!=x", "none", "any", `"a b"`, "a,b"}, query.SetField: {"x", "=x", "none", "any", "x,y"},
			query.PastField: {">30d", "never", "any", "2026"}, query.FutureField: {"<7d", "none", "any", "today"}, query.FlagField: {"star", "due"},
		}[f.Type]
		if len(values) == 0 {
			t.Errorf("%s has a type that this test does not know", f.Name)
		}
		for _, v := range values {
			search(t, s, f.Name+":"+v)
			search(t, s, "-"+f.Name+":"+v)
		}
	}
}
