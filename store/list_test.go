package store_test

import (
	"cmp"
	"errors"
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
)

func list(tb rapid.TB, s *store.Store, o store.ListOptions) []store.Listed {
	rows, err := s.List(ctx, o)
	if err != nil {
		tb.Fatalf("%+v: %v", o, err)
	}
	return rows
}

func uids(rows []store.Listed) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.UID)
	}
	return out
}

// listKey is what an order compares, of a person read by the ordinary reads.
func (e evaluator) listKey(by store.Sort, p person) string {
	const last = "\U0010ffff"
	or := func(s, none string) string {
		if s == "" {
			return none
		}
		return s
	}
	number := func(n int64) string { return fmt.Sprintf("%020d", n+1) } // -1 is less than nothing
	moment := func(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000") }
	due := func(renewal bool) string {
		first := last
		for _, r := range p.open {
			if (r.Kind == "renewal") == renewal {
				first = min(first, r.DueOn)
			}
		}
		return first
	}
	switch by {
	case store.ByName:
		return or(fold.Text(p.Name), "~"+strings.ToLower(p.Display()))
	case store.ByCompany:
		return or(fold.Text(p.Company), last)
	case store.ByLast:
		if len(p.log) == 0 {
			return ""
		}
		return moment(p.log[0].At)
	case store.ByDue:
		return due(false)
	case store.ByRenew:
		return due(true)
	case store.ByCreated:
		return moment(p.Created)
	case store.ByUpdated:
		return moment(p.Updated)
	case store.ByStage:
		if p.Stage == "" {
			return last
		}
		return number(int64(slices.Index(e.lang.Book.Stages, p.Stage)))
	case store.BySince:
		if len(p.deals) == 0 {
			return last
		}
		since := p.deals[0].Opened
		for _, c := range p.deals[0].Changes {
			since = c.At
		}
		return moment(since)
	case store.ByTries:
		return number(int64(p.Stats.Tries))
	case store.ByOrders:
		return number(int64(len(p.purchases)))
	case store.ByValue:
		if p.Value.Minor == 0 {
			return number(-1)
		}
		return number(thousandths(p.Value))
	case store.BySpent:
		sums := map[string]int64{}
		sum := int64(0)
		for _, x := range p.purchases {
			sums[x.Amount.Currency] += thousandths(x.Amount)
			sum += thousandths(x.Amount)
		}
		switch {
		case len(sums) == 0:
			return number(-1)
		case len(sums) > 1: // no sum of several currencies
			return number(0)
		}
		return number(sum)
	}
	e.t.Fatalf("no order %s", by)
	return ""
}

func TestListOrders(t *testing.T) {
	s := queryBook(t, 150)
	e := newEvaluator(t, s)
	keys := map[store.Sort]map[string]string{}
	for _, by := range store.Sorts() {
		keys[by] = map[string]string{}
		for _, p := range people(t, s) {
			keys[by][p.UID] = e.listKey(by, p)
		}
	}
	n := len(list(t, s, store.ListOptions{}))
	for _, by := range store.Sorts() {
		up := list(t, s, store.ListOptions{Sort: by})
		down := list(t, s, store.ListOptions{Sort: by, Desc: true})
		slices.Reverse(down)
		if len(up) != n || !slices.Equal(uids(up), uids(down)) {
			t.Errorf("%s: %d up is not %d down", by, len(up), len(down))
		}
		if !slices.IsSortedFunc(up, func(a, b store.Listed) int { return strings.Compare(keys[by][a.UID], keys[by][b.UID]) }) {
			t.Errorf("%s: out of order", by)
		}
		for _, within := range store.Sorts() {
			list := list(t, s, store.ListOptions{Sorts: []query.Key{{Name: string(by), Desc: true}, {Name: string(within)}}})
			if len(list) != n || !slices.IsSortedFunc(list, func(a, b store.Listed) int {
				return cmp.Or(strings.Compare(keys[by][b.UID], keys[by][a.UID]), strings.Compare(keys[within][a.UID], keys[within][b.UID]))
			}) {
				t.Errorf("-%s,%s: out of order", by, within)
			}
		}
	}
	if !slices.Equal(uids(list(t, s, store.ListOptions{})), uids(list(t, s, store.ListOptions{Sort: store.ByName}))) {
		t.Error("the default is not by name")
	}
	var invalid *store.Invalid
	if _, err := s.List(ctx, store.ListOptions{Sort: "size"}); !errors.As(err, &invalid) || invalid.Field != "sort" {
		t.Errorf("sort size: %v", err)
	}
}

// TestPages reads lists page by page, forward and backward, in every order, with
// searches and without: together the pages are the list.
func TestPages(t *testing.T) {
	s := queryBook(t, 110)
	terms := someTerm(people(t, s), fieldsOf(languageOf(t, s)))
	sorts := append(store.Sorts(), store.ByDefault)
	queries := []string{"", "", "a", "vip", "lan", "0", "tag:vip", "ng -tag:vip", "is:due", "a due:any"}
	rapid.Check(t, func(rt *rapid.T) {
		o := store.ListOptions{
			Sort: rapid.SampledFrom(sorts).Draw(rt, "sort"), Desc: rapid.Bool().Draw(rt, "desc"),
			Trash: rapid.IntRange(0, 9).Draw(rt, "trash") == 0,
		}
		for range rapid.IntRange(0, 2).Draw(rt, "orders") {
			o.Sorts = append(o.Sorts, query.Key{Name: string(rapid.SampledFrom(store.Sorts()).Draw(rt, "by")), Desc: rapid.Bool().Draw(rt, "down")})
		}
		text := rapid.SampledFrom(queries).Draw(rt, "query")
		if rapid.Bool().Draw(rt, "any") {
			text = terms.Draw(rt, "term")
		}
		if q, err := query.Parse(text, languageOf(t, s)); err == nil && text != "" && !o.Trash {
			o.Query = q
		}
		b := rapid.SampledFrom([][3]int{{0, 0, 0}, {1, 0, 0}, {1, 7, 0}, {3, 20, 1000}}).Draw(rt, "bounds")
		s.SetBounds(b[0], b[1], b[2])
		all := list(rt, s, o)
		o.Limit = rapid.IntRange(1, 40).Draw(rt, "limit")
		var forward []store.Listed
		for {
			page := list(rt, s, o)
			if len(page) > o.Limit {
				rt.Fatalf("%d rows, limit %d", len(page), o.Limit)
			}
			forward = append(forward, page...)
			if len(page) < o.Limit {
				break
			}
			o.After = page[len(page)-1].Cursor()
		}
		if !slices.Equal(uids(forward), uids(all)) {
			rt.Fatalf("forward %v\nlist %v", uids(forward), uids(all))
		}
		if len(all) == 0 {
			return
		}
		from := rapid.IntRange(0, len(all)-1).Draw(rt, "from")
		o.After, o.Before = store.Cursor{}, all[from].Cursor()
		backward := []store.Listed{all[from]}
		for {
			page := list(rt, s, o)
			backward = append(slices.Clone(page), backward...)
			if len(page) < o.Limit {
				break
			}
			o.Before = page[0].Cursor()
		}
		if !slices.Equal(uids(backward), uids(all[:from+1])) {
			rt.Fatalf("backward %v\nlist %v", uids(backward), uids(all[:from+1]))
		}
	})
}

// TestCursorOutlivesItsRow: the page behind a row that was deleted since.
func TestCursorOutlivesItsRow(t *testing.T) {
	s, _ := samples(t, 30)
	for _, o := range []store.ListOptions{{}, {Sort: store.ByLast, Desc: true}, {Query: parse(t, s, "a")}} {
		all := list(t, s, o)
		gone := all[4]
		storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(gone.UID) })
		o.After = gone.Cursor()
		if got := uids(list(t, s, o)); !slices.Equal(got, uids(all[5:])) {
			t.Errorf("%v, want %v", got, uids(all[5:]))
		}
	}
}

// TestListedIsTheContact: a row of a list says what the contact's own page says.
func TestListedIsTheContact(t *testing.T) {
	s, _ := samples(t, 60)
	storetest.Add(t, s, store.Contact{Nickname: "Tí"})
	storetest.Add(t, s, store.Contact{Phones: []store.Phone{{Text: "0912 345 678"}}})
	storetest.Add(t, s, store.Contact{Company: "Hòa Bình"})
	for _, r := range list(t, s, store.ListOptions{}) {
		c := contact(t, s, r.UID)
		got := store.Listed{
			UID: c.UID, Name: c.Display(), Company: c.Company, Title: c.Title, Life: c.Life, Star: c.Star, Stage: c.Stage, Value: c.Value,
			LastAt: c.Stats.LastAt, LastKind: c.Stats.LastKind, Tries: c.Stats.Tries, NextDue: c.Stats.NextDue,
			Created: c.Created, Updated: c.Updated, Tags: c.Tags,
		}
		if len(c.Phones) > 0 {
			got.Phone, got.PhoneKey = c.Phones[0].Text, c.Phones[0].Key
		}
		if len(c.Emails) > 0 {
			got.Email = c.Emails[0].Address
		}
		if len(c.Addresses) > 0 {
			got.City = c.Addresses[0].City
		}
		if a, b := store.Flat(r), store.Flat(got); a != b {
			t.Errorf("listed %s\ncontact %s", a, b)
		}
	}
}
