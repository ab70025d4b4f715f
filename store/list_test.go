package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/fold"
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

// listKey is what an order compares, as far as a row shows it.
func listKey(by store.Sort, r store.Listed) string {
	switch by {
	case store.ByName:
		return fold.Text(r.Name)
	case store.ByCompany:
		if r.Company == "" {
			return "~"
		}
		return fold.Text(r.Company)
	case store.ByLast:
		if r.LastAt.IsZero() {
			return ""
		}
		return r.LastAt.UTC().Format("2006-01-02T15:04:05.000")
	case store.ByDue:
		if r.NextDue == "" {
			return "~"
		}
		return r.NextDue
	default:
		return r.Created.UTC().Format("2006-01-02T15:04:05.000")
	}
}

func TestListOrders(t *testing.T) {
	s, _ := samples(t, 200)
	for _, by := range store.Sorts() {
		up := list(t, s, store.ListOptions{Sort: by})
		down := list(t, s, store.ListOptions{Sort: by, Desc: true})
		slices.Reverse(down)
		if len(up) != 200 || !slices.Equal(uids(up), uids(down)) {
			t.Errorf("%s: %d up is not %d down", by, len(up), len(down))
		}
		if !slices.IsSortedFunc(up, func(a, b store.Listed) int { return strings.Compare(listKey(by, a), listKey(by, b)) }) {
			t.Errorf("%s: out of order", by)
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
	s, _ := samples(t, 120)
	storetest.Write(t, s, func(tx *store.Tx) error {
		for i, r := range list(t, s, store.ListOptions{}) {
			if i%7 == 0 {
				if err := tx.Trash(r.UID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	sorts := append(store.Sorts(), store.ByDefault)
	queries := []string{"", "", "a", "vip", "lan", "0", "tag:vip", "ng -tag:vip", "is:due", "a due:any"}
	rapid.Check(t, func(rt *rapid.T) {
		o := store.ListOptions{
			Sort: rapid.SampledFrom(sorts).Draw(rt, "sort"), Desc: rapid.Bool().Draw(rt, "desc"),
			Trash: rapid.IntRange(0, 9).Draw(rt, "trash") == 0,
		}
		if text := rapid.SampledFrom(queries).Draw(rt, "query"); text != "" && !o.Trash {
			o.Query = parse(t, s, text)
		}
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
