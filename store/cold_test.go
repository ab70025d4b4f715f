package store_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
)

// coldDays is after how many days from now each contact is cold; -1 for never.
func coldDays(t *testing.T, s *store.Store, uids ...string) string {
	t.Helper()
	rows, err := s.StatsRows(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, uid := range uids {
		_, on, _ := strings.Cut(rows[uid], "cold=")
		if on == "" {
			out = append(out, "never")
			continue
		}
		at, err := time.Parse(stampOf, on)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(at.Sub(storetest.Start).Hours()/24))
	}
	return strings.Join(out, " ")
}

func TestWhoGoesCold(t *testing.T) {
	s, _ := storetest.New(t)
	add := func(life, relation, stage string) string {
		uid := storetest.Add(t, s, store.Contact{Name: life + relation + stage, Life: life, Relation: relation})
		if stage != "" {
			storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.SetStage(uid, stage); return err })
		}
		return uid
	}
	var uids []string
	for _, c := range [][3]string{
		{"potential", "customer", ""}, {"current", "customer", ""}, {"past", "customer", ""}, {"cancelled", "customer", ""},
		{"potential", "partner", ""}, {"potential", "personal", "quote"},
		{"potential", "customer", "quote"}, {"current", "customer", "negotiate"}, {"current", "customer", "won"}, {"potential", "customer", "won"},
		{"current", "customer", "lost"}, {"past", "customer", "quote"},
	} {
		uids = append(uids, add(c[0], c[1], c[2]))
	}
	const before = "21 90 never never never never 10 7 90 never never never"
	if got := coldDays(t, s, uids...); got != before {
		t.Errorf("%s\nwant %s", got, before)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		return errors.Join(tx.SetColdLimit("new", 0), tx.SetColdLimit(" Quote", 30), tx.SetColdLimit("current", 60))
	})
	if got, want := coldDays(t, s, uids...), "never 60 never never never never 30 7 60 never never never"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got, err := s.ColdLimits(ctx); err != nil || !maps.Equal(got, map[string]int{"new": 0, "contacted": 14, "quote": 30, "negotiate": 7, "current": 60}) {
		t.Error(got, err)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if got := coldDays(t, s, uids...); got != before {
		t.Errorf("undone: %s\nwant %s", got, before)
	}
	// A log postpones it, the trash ends it, a limit as it was is no change.
	storetest.Write(t, s, func(tx *store.Tx) error {
		if _, err := tx.AddInteraction(store.Interaction{Contact: uids[0], Kind: "call", At: storetest.Start.Add(day)}); err != nil {
			return err
		}
		return errors.Join(tx.Trash(uids[1]), tx.SetColdLimit("new", 21))
	})
	if got := coldDays(t, s, uids[:2]...); got != "22 never" {
		t.Error(got)
	}
	for _, c := range []struct {
		stage string
		days  int
		field string
	}{{"won", 5, "stage"}, {"nowhere", 5, "stage"}, {"new", -1, "days"}, {"new", 9999, "days"}} {
		if field := refused(t, s, func(tx *store.Tx) error { return tx.SetColdLimit(c.stage, c.days) }); field != c.field {
			t.Errorf("%v: refused for %s", c, field)
		}
	}
	whole(t, s)
}

func TestStages(t *testing.T) {
	s, _ := storetest.New(t)
	a, b := twoContacts(t, s)
	storetest.Write(t, s, func(tx *store.Tx) error {
		_, err := tx.SetStage(a, "quote")
		_, err2 := tx.SetStage(b, "won")
		return errors.Join(err, err2, tx.SetColdLimit("quote", 33))
	})
	start := dump(t, s)
	stages := func() string {
		list, err := s.Stages(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(list, " ")
	}
	var n int
	storetest.Write(t, s, func(tx *store.Tx) (err error) {
		n, err = tx.RenameStage("Quote", "Offer")
		return err
	})
	if n != 1 || stages() != "new contacted offer negotiate won lost" || coldDays(t, s, a) != "33" {
		t.Error(n, stages(), coldDays(t, s, a))
	}
	deals, err := s.Deals(ctx, []string{a})
	if d := deals[a][0]; err != nil || d.Stage != "offer" || d.Changes[0].To != "quote" {
		t.Errorf("%+v, %v", d, err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.SetStages([]string{"Offer", "site-visit", "lost"}) })
	if stages() != "offer site-visit lost won" {
		t.Error(stages())
	}
	for _, list := range [][]string{{}, {"won", "new"}, {"site-visit"}, {"offer", "Offer"}, {"offer", "a,b"}, {"offer", "any"}, {"offer", ""}} {
		if field := refused(t, s, func(tx *store.Tx) error { return tx.SetStages(list) }); field != "stage" {
			t.Errorf("%q: refused for %s", list, field)
		}
	}
	_, err = s.Write(ctx, cli, func(tx *store.Tx) error { return tx.SetStages([]string{"site-visit"}) })
	if err == nil || !strings.Contains(err.Error(), `1 open deal is in "offer"`) {
		t.Error(err)
	}
	for from, want := range map[string]error{"nowhere": store.ErrNotFound, "offer": store.ErrExists} {
		if _, err := s.Write(ctx, cli, func(tx *store.Tx) error { _, err := tx.RenameStage(from, "site-visit"); return err }); !errors.Is(err, want) {
			t.Errorf("%s: %v", from, err)
		}
	}
	refused(t, s, func(tx *store.Tx) error { _, err := tx.RenameStage("won", "gained"); return err })
	// A new deal is in the first stage of this book.
	c := storetest.Add(t, s, store.Contact{Name: "C"})
	storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.SetValue(c, store.Money{Minor: 5, Currency: "VND"}); return err })
	if got := contact(t, s, c).Stage; got != "offer" {
		t.Error(got)
	}
	whole(t, s)
	for range 4 {
		if _, err := s.Undo(ctx, cli, "", false); err != nil {
			t.Fatal(err)
		}
	}
	if got := dump(t, s); got != start {
		t.Errorf("undone:\n%s\nwant\n%s", got, start)
	}
}
