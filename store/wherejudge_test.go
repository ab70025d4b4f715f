package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/fold"
	"crm/store/money"
	"crm/store/query"
	"crm/store/when"
)

// person is all that a query can ask about, read by way of the ordinary reads.
type person struct {
	store.Contact
	company   store.CompanyRecord
	log       []store.Interaction // the newest first
	open      []store.Reminder
	purchases []store.Purchase
	deals     []store.Deal
	lists     []string
	twin      bool // shares a key with a live contact, and nobody said that they are two

	cols map[string][]string // the words of each searched column
}

// people reads everybody, those in the trash, too.
func people(t *testing.T, s *store.Store) []person {
	t.Helper()
	rows := append(list(t, s, store.ListOptions{}), list(t, s, store.ListOptions{Trash: true})...)
	companies, lists, apart := map[string]store.CompanyRecord{}, map[string][]string{}, map[[2]string]bool{}
	err := s.Snapshot(ctx, nil, func(b *store.Snapshot) error {
		for r, err := range b.Records() {
			switch r := r.(type) {
			case store.CompanyRecord:
				companies[fold.Text(r.Name)] = r
			case store.MemberRecord:
				if !r.Seen {
					lists[r.Contact] = append(lists[r.Contact], fold.Text(r.Name))
				}
			case store.NotSameRecord:
				apart[[2]string{r.A, r.B}], apart[[2]string{r.B, r.A}] = true, true
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]person, len(rows))
	for i, r := range rows {
		out[i] = readPerson(t, s, r.UID)
		out[i].company, out[i].lists = companies[fold.Text(r.Company)], lists[r.UID]
	}
	for i := range out {
		out[i].twin = slices.ContainsFunc(out, func(o person) bool {
			return o.UID != out[i].UID && o.Deleted.IsZero() && !apart[[2]string{o.UID, out[i].UID}] && out[i].shares(o)
		})
	}
	return out
}

// shares tells whether two people have an email or a phone in common.
func (p person) shares(o person) bool {
	return slices.ContainsFunc(p.Emails, func(e store.Email) bool {
		return slices.ContainsFunc(o.Emails, func(x store.Email) bool { return x.Key == e.Key })
	}) || slices.ContainsFunc(p.Phones, func(n store.Phone) bool {
		return n.Key != "" && slices.ContainsFunc(o.Phones, func(x store.Phone) bool { return x.Key == n.Key })
	})
}

func readPerson(t *testing.T, s *store.Store, uid string) person {
	t.Helper()
	p := person{Contact: contact(t, s, uid)}
	var err error
	if p.log, err = s.Timeline(ctx, uid, time.Time{}, 0); err != nil {
		t.Fatal(err)
	}
	if p.open, err = s.Reminders(ctx, uid, false); err != nil {
		t.Fatal(err)
	}
	bought, err := s.Purchases(ctx, []string{uid})
	if err != nil {
		t.Fatal(err)
	}
	deals, err := s.Deals(ctx, []string{uid})
	if err != nil {
		t.Fatal(err)
	}
	p.purchases, p.deals = bought[uid], deals[uid]
	p.cols = p.words()
	return p
}

// words are what each column of the search index should have of a person.
func (p person) words() map[string][]string {
	cols := map[string][]string{}
	add := func(col string, texts ...string) {
		for _, text := range texts {
			cols[col] = fold.Tokens(cols[col], text)
		}
	}
	add("name", p.Name, p.Nickname, p.Phonetic)
	if !strings.Contains(p.Name, p.Given) || !strings.Contains(p.Name, p.Family) {
		add("name", p.Given, p.Family)
	}
	for _, name := range []string{p.Name, p.Nickname, p.Phonetic} {
		cols["pinyin"] = append(cols["pinyin"], strings.Fields(string(fold.SpellText(nil, name)))...)
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
		cols["phone"] = append(cols["phone"], strings.Fields(string(fold.PhoneDigits(nil, ph.Key)))...)
	}
	for _, a := range p.Addresses {
		add("city", a.City)
		add("address", a.Street, a.Region, a.Postcode, a.Country)
	}
	add("tag", p.Tags...)
	add("title", p.Title)
	add("about", p.Interests, p.Needs, p.Department)
	for _, v := range p.Custom {
		add("custom", v.Value)
	}
	add("note", p.Note)
	for i := len(p.log) - 1; i >= 0; i-- {
		add("log", p.log[i].Text)
	}
	return cols
}

// hasWords tells whether words have a text's in their order, the last one as a
// beginning unless it was quoted.
func hasWords(words []string, text string, quoted bool) bool {
	want := fold.Tokens(nil, text)
	if len(want) == 0 {
		return false
	}
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
	for _, words := range p.cols {
		if hasWords(words, text, quoted) {
			return true
		}
	}
	return false
}

// evaluator is what a query means, said as plainly as possible.
type evaluator struct {
	t        *testing.T
	now      time.Time
	lang     query.Context
	segments map[string]store.Segment
	cold     map[string]int
}

func newEvaluator(t *testing.T, s *store.Store) evaluator {
	t.Helper()
	e := evaluator{t: t, now: s.Now(), lang: languageOf(t, s), segments: map[string]store.Segment{}}
	list, err := s.Segments(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range list {
		e.segments[fold.Text(g.Name)] = g
	}
	if e.cold, err = s.ColdLimits(ctx); err != nil {
		t.Fatal(err)
	}
	return e
}

// find returns who matches. The trash is looked at when it is asked about.
func (e evaluator) find(q *query.Query, all []person) []string {
	trash := e.asksTrash(q.Root)
	var out []string
	for _, p := range all {
		if (trash || p.Deleted.IsZero()) && e.node(q.Root, p) {
			out = append(out, p.UID)
		}
	}
	return out
}

func (e evaluator) asksTrash(n query.Node) bool {
	switch n := n.(type) {
	case *query.All:
		return slices.ContainsFunc(n.Nodes, e.asksTrash)
	case *query.Any:
		return slices.ContainsFunc(n.Nodes, e.asksTrash)
	case *query.Not:
		return e.asksTrash(n.Node)
	case *query.Term:
		return slices.ContainsFunc(n.Values, func(v query.Value) bool {
			if n.Field.Name == "seg" || n.Field.Name == "in" {
				g, _ := e.segment(v)
				return !g.Static() && e.asksTrash(e.parse(g).Root)
			}
			return n.Field.Name == "is" && v.Text == "trash"
		})
	}
	return false
}

func (e evaluator) segment(v query.Value) (store.Segment, bool) {
	for _, s := range v.Spellings() {
		if g, ok := e.segments[s]; ok {
			return g, true
		}
	}
	return store.Segment{}, false
}

func (e evaluator) parse(g store.Segment) *query.Query {
	q, err := query.Parse(g.Query, e.lang)
	if err != nil {
		e.t.Fatal(g.Name, err)
	}
	return q
}

func (e evaluator) node(n query.Node, p person) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *query.All:
		return !slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return !e.node(n, p) })
	case *query.Any:
		return slices.ContainsFunc(n.Nodes, func(n query.Node) bool { return e.node(n, p) })
	case *query.Not:
		return !e.node(n.Node, p)
	case *query.Text:
		return p.anywhere(n.Words, n.Quoted)
	case *query.Term:
		return slices.ContainsFunc(n.Values, func(v query.Value) bool { return e.value(n, v, p) })
	}
	panic(fmt.Sprintf("%T", n))
}

// thousandths is an amount in thousandths of the major unit.
func thousandths(m store.Money) int64 {
	n := m.Minor * 1000
	for range money.Digits(m.Currency) {
		n /= 10
	}
	return n
}

func (e evaluator) date(t time.Time) when.Date {
	if t.IsZero() {
		return ""
	}
	return when.DateOf(t.In(e.now.Location()))
}

// isCold: the limit of silence passed before today began.
func (e evaluator) isCold(p person) bool {
	if p.Relation != "customer" || !p.Deleted.IsZero() || p.Life == "past" || p.Life == "cancelled" || p.Stage == "lost" {
		return false
	}
	limit := e.cold[p.Stage]
	switch {
	case p.Life == "current" && (p.Stage == "" || p.Stage == "won"):
		limit = e.cold["current"]
	case p.Stage == "won":
		return false
	case p.Stage == "":
		limit = e.cold[e.lang.Book.Stages[0]]
	}
	since := p.Created
	if len(p.log) > 0 {
		since = p.log[0].At
	}
	y, m, d := e.now.Date()
	return since.AddDate(0, 0, limit).Before(time.Date(y, m, d, 0, 0, 0, 0, e.now.Location()))
}
