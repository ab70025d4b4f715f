package store_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
)

// refused runs a write that must fail as Invalid, and returns the field.
func refused(t *testing.T, s *store.Store, fn func(*store.Tx) error) string {
	t.Helper()
	_, err := s.Write(ctx, store.Op{Who: "cli", What: "test"}, fn)
	invalid, ok := errors.AsType[*store.Invalid](err)
	if !ok {
		t.Fatalf("not refused: %v", err)
	}
	return invalid.Field
}

func TestPurchases(t *testing.T) {
	s, _ := storetest.New(t)
	anh := storetest.Add(t, s, store.Contact{Name: "Ánh"})
	duc := storetest.Add(t, s, store.Contact{Name: "Đức"})
	before := dump(t, s)
	var deal, tea, bowl string
	storetest.Write(t, s, func(tx *store.Tx) (err error) {
		if deal, err = tx.AddDeal(store.Deal{Contact: anh, Title: "Trà"}); err != nil {
			return err
		}
		tea, err = tx.AddPurchase(store.Purchase{
			Contact: anh, Deal: deal, On: "2026-11-20", Item: " Trà\tThái Nguyên ", Amount: store.Money{Minor: 250000, Currency: "vnd"}, Note: "a\r\nb",
		})
		if err != nil {
			return err
		}
		bowl, err = tx.AddPurchase(store.Purchase{Contact: anh, On: "2025-01-02", Item: "Bát"})
		return err
	})
	want := []store.Purchase{
		{UID: bowl, Contact: anh, On: "2025-01-02", Item: "Bát"},
		{UID: tea, Contact: anh, Deal: deal, On: "2026-11-20", Item: "Trà Thái Nguyên", Amount: store.Money{Minor: 250000, Currency: "VND"}, Note: "a\nb"},
	}
	got, err := s.Purchases(ctx, []string{duc, anh, "nobody"})
	if err != nil || len(got) != 1 || !slices.Equal(got[anh], want) {
		t.Errorf("%+v, %v", got, err)
	}
	if life := contact(t, s, anh).Life; life != "current" {
		t.Errorf("who bought is %s", life)
	}
	_, err = s.Write(ctx, store.Op{Who: "cli", What: "test"}, func(tx *store.Tx) error {
		_, err := tx.AddPurchase(store.Purchase{UID: tea, Contact: duc, On: "2026-11-20", Item: "again"})
		return err
	})
	if !errors.Is(err, store.ErrExists) {
		t.Errorf("a uid in use: %v", err)
	}
	for field, p := range map[string]store.Purchase{
		"on":       {Contact: anh, On: "20/11/2026", Item: "x"},
		"item":     {Contact: anh, On: "2026-11-20"},
		"currency": {Contact: anh, On: "2026-11-20", Amount: store.Money{Minor: 1, Currency: "đồng"}},
		"deal":     {Contact: duc, On: "2026-11-20", Item: "x", Deal: deal},
	} {
		if got := refused(t, s, func(tx *store.Tx) error { _, err := tx.AddPurchase(p); return err }); got != field {
			t.Errorf("%s: refused for %s", field, got)
		}
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("after undo:\n%s\nwant:\n%s", after, before)
	}
}

// TestBuyingMakesCurrent: by hand whoever buys is current again; a file of old
// sales moves potential customers only, and what came out of a book moves nobody.
func TestBuyingMakesCurrent(t *testing.T) {
	for _, c := range []struct {
		relation, life string
		bulk, restored bool
		want           string
	}{
		{"customer", "potential", false, false, "current"},
		{"customer", "past", false, false, "current"},
		{"customer", "cancelled", false, false, "current"},
		{"customer", "potential", true, false, "current"},
		{"customer", "past", true, false, "past"},
		{"customer", "potential", false, true, "potential"},
		{"supplier", "", false, false, ""},
	} {
		for _, by := range []string{"purchase", "deal"} {
			s, _ := storetest.New(t)
			uid := storetest.Add(t, s, store.Contact{Name: "Đức", Relation: c.relation, Life: c.life})
			own := ""
			if c.restored {
				own = "zkept00000000001"
			}
			storetest.Write(t, s, func(tx *store.Tx) (err error) {
				if c.bulk {
					if err := tx.BeginBulk(); err != nil {
						return err
					}
				}
				if by == "deal" {
					_, err = tx.AddDeal(store.Deal{UID: own, Contact: uid, Stage: "won"})
				} else {
					_, err = tx.AddPurchase(store.Purchase{UID: own, Contact: uid, On: "2024-01-01", Item: "x"})
				}
				return err
			})
			if got := contact(t, s, uid).Life; got != c.want {
				t.Errorf("%+v by a %s: %q", c, by, got)
			}
			whole(t, s)
		}
	}
}

func TestDeals(t *testing.T) {
	s, clock := storetest.New(t)
	now := clock.Now().UTC()
	uid := storetest.Add(t, s, store.Contact{Name: "Ánh"})
	long := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	steps := []store.DealChange{{At: long, From: "new", To: "quote"}, {At: long.Add(day), From: "quote", To: "won"}}
	for _, c := range []struct{ give, want store.Deal }{
		{store.Deal{}, store.Deal{Stage: "new", Opened: now}},
		{
			store.Deal{Title: " Áo  ", Stage: "QUOTE", Value: store.Money{Minor: 5, Currency: "usd"}, Opened: long, ExpectedOn: "2026-12-31"},
			store.Deal{Title: "Áo", Stage: "quote", Value: store.Money{Minor: 5, Currency: "USD"}, Opened: long, ExpectedOn: "2026-12-31"},
		},
		{store.Deal{Outcome: "won"}, store.Deal{Stage: "won", Outcome: "won", Opened: now, Closed: now}},
		{store.Deal{Stage: "lost", Closed: long, LostReason: "price"}, store.Deal{Stage: "lost", Outcome: "lost", Opened: long, Closed: long, LostReason: "price"}},
		{
			store.Deal{Stage: "quote", Outcome: "lost", Closed: long},
			store.Deal{Stage: "lost", Outcome: "lost", Opened: long, Closed: long, Changes: []store.DealChange{{At: long, From: "quote", To: "lost"}}},
		},
		{
			store.Deal{UID: "zkept00000000001", Stage: "won", Opened: long, Closed: long.Add(day), Changes: steps},
			store.Deal{UID: "zkept00000000001", Stage: "won", Outcome: "won", Opened: long, Closed: long.Add(day), Changes: steps},
		},
	} {
		before := dump(t, s)
		c.give.Contact, c.want.Contact = uid, uid
		storetest.Write(t, s, func(tx *store.Tx) (err error) {
			c.want.UID, err = tx.AddDeal(c.give)
			return err
		})
		got, err := s.Deals(ctx, []string{uid})
		if err != nil || len(got[uid]) != 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		if d := plain(got[uid][0]); !reflect.DeepEqual(d, c.want) {
			t.Errorf("%+v:\n got %+v\nwant %+v", c.give, d, c.want)
		}
		if con := contact(t, s, uid); con.Stage != c.want.Stage || con.Value != c.want.Value {
			t.Errorf("stage %s, value %v", con.Stage, con.Value)
		}
		if _, err := s.Undo(ctx, cli, "", false); err != nil {
			t.Fatal(err)
		}
		if after := dump(t, s); after != before {
			t.Errorf("after undo:\n%s\nwant:\n%s", after, before)
		}
	}
	for field, d := range map[string]store.Deal{
		"stage":    {Stage: "bargain"},
		"outcome":  {Outcome: "maybe"},
		"closed":   {Stage: "quote", Closed: long},
		"expected": {ExpectedOn: "soon"},
		"currency": {Value: store.Money{Minor: 1, Currency: "$"}},
	} {
		d.Contact = uid
		if got := refused(t, s, func(tx *store.Tx) error { _, err := tx.AddDeal(d); return err }); got != field {
			t.Errorf("%s: refused for %s", field, got)
		}
	}
	d := store.Deal{Contact: uid, Stage: "won", Outcome: "lost"}
	if got := refused(t, s, func(tx *store.Tx) error { _, err := tx.AddDeal(d); return err }); got != "outcome" {
		t.Errorf("won and lost: refused for %s", got)
	}
}

// plain is a deal with its times in UTC and without its row.
func plain(d store.Deal) store.Deal {
	out := store.Deal{
		UID: d.UID, Contact: d.Contact, Title: d.Title, Stage: d.Stage, Value: d.Value, Opened: d.Opened.UTC(),
		ExpectedOn: d.ExpectedOn, Outcome: d.Outcome, LostReason: d.LostReason,
	}
	if !d.Closed.IsZero() {
		out.Closed = d.Closed.UTC()
	}
	for _, c := range d.Changes {
		c.At = c.At.UTC()
		out.Changes = append(out.Changes, c)
	}
	return out
}

// TestDealChangesAreRead: what SetStage does is in the deal's history.
func TestDealChangesAreRead(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Ánh"})
	for _, stage := range []string{"quote", "won"} {
		clock.Add(time.Hour)
		storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.SetStage(uid, stage); return err })
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		list, err := tx.Deals(uid)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		want := []store.DealChange{{At: storetest.Start.Add(time.Hour).UTC(), From: "new", To: "quote"}, {At: storetest.Start.Add(2 * time.Hour).UTC(), From: "quote", To: "won"}}
		if got := plain(list[0]).Changes; !slices.Equal(got, want) {
			t.Errorf("%+v", got)
		}
		return nil
	})
}

func TestConsents(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Ánh", Consents: []store.Consent{
		{Channel: "SMS", State: "Yes"},
		{Channel: "email", State: "no", Source: " bỏ đăng ký ", On: "2026-05-01", Note: "by the link"},
		{Channel: "email", State: "yes", Source: "old list"},
		{},
	}})
	first := []store.Consent{{Channel: "email", State: "no", Source: "bỏ đăng ký", On: "2026-05-01", Note: "by the link"}, {Channel: "sms", State: "yes"}}
	if got := contact(t, s, uid).Consents; !slices.Equal(got, first) {
		t.Errorf("%+v", got)
	}
	before := dump(t, s)
	clock.Add(time.Minute)
	if op := edit(t, s, uid, func(*store.Contact) {}); op.UID != "" {
		t.Errorf("the same contact saved made %+v", op)
	}
	edit(t, s, uid, func(c *store.Contact) {
		c.Consents = []store.Consent{{Channel: "post", State: "no"}, {Channel: "email", State: "yes", On: "2026-11-23"}}
	})
	want := []store.Consent{{Channel: "email", State: "yes", On: "2026-11-23"}, {Channel: "post", State: "no"}}
	if got := contact(t, s, uid).Consents; !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("after undo:\n%s\nwant:\n%s", after, before)
	}
	for _, bad := range []store.Consent{{Channel: "fax", State: "no"}, {Channel: "sms", State: "maybe"}, {Channel: "sms", State: "no", On: "1.5.26"}} {
		c := store.Contact{Name: "x", Consents: []store.Consent{bad}}
		if field := refused(t, s, func(tx *store.Tx) error { _, err := tx.AddContact(c); return err }); field != "consent" {
			t.Errorf("%+v: refused for %s", bad, field)
		}
	}
}

func TestExtras(t *testing.T) {
	s, _ := storetest.New(t)
	anh := storetest.Add(t, s, store.Contact{Name: "Ánh"})
	duc := storetest.Add(t, s, store.Contact{Name: "Đức"})
	set := func(uid string, lines ...string) store.Operation {
		return storetest.Write(t, s, func(tx *store.Tx) error { return tx.SetExtras(uid, lines) })
	}
	set(anh, "X-SPIEL:Schach", "PHOTO;ENCODING=b:aGFsbG8=", "", "A:evil\x1b[2J")
	set(duc, "X-A:1")
	before := dump(t, s)
	if op := set(duc, "X-A:1"); op.UID != "" {
		t.Errorf("the same lines made %+v", op)
	}
	got, err := s.Extras(ctx, []string{anh, duc})
	want := map[string][]string{anh: {"X-SPIEL:Schach", "PHOTO;ENCODING=b:aGFsbG8=", "A:evil␛[2J"}, duc: {"X-A:1"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	set(anh, "X-B:2")
	set(duc)
	if got, err := s.Extras(ctx, []string{anh, duc}); err != nil || !reflect.DeepEqual(got, map[string][]string{anh: {"X-B:2"}}) {
		t.Errorf("%q, %v", got, err)
	}
	for range 2 {
		if _, err := s.Undo(ctx, cli, "", false); err != nil {
			t.Fatal(err)
		}
	}
	if after := dump(t, s); after != before {
		t.Errorf("after undo:\n%s\nwant:\n%s", after, before)
	}
}

func TestProfiles(t *testing.T) {
	s, _ := storetest.New(t)
	save := func(p store.Profile) store.Operation {
		return storetest.Write(t, s, func(tx *store.Tx) error { return tx.SaveProfile(p) })
	}
	a, b := store.Profile{Signature: "s1", Mapping: `{"a":1}`}, store.Profile{Signature: "s2", Mapping: `[]`}
	save(a)
	save(b)
	if op := save(b); op.UID != "" {
		t.Errorf("the same profile made %+v", op)
	}
	a.Mapping = `{"a":2}`
	save(a)
	if list, err := s.Profiles(ctx); err != nil || !slices.Equal(list, []store.Profile{a, b}) {
		t.Errorf("%+v, %v", list, err)
	}
	if p, ok, err := s.Profile(ctx, "s1"); err != nil || !ok || p != a {
		t.Errorf("%+v, %t, %v", p, ok, err)
	}
	if _, ok, err := s.Profile(ctx, "s3"); err != nil || ok {
		t.Errorf("%t, %v", ok, err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.DeleteProfile("s1") })
	if list, err := s.Profiles(ctx); err != nil || !slices.Equal(list, []store.Profile{b}) {
		t.Errorf("%+v, %v", list, err)
	}
	_, err := s.Write(ctx, store.Op{Who: "cli", What: "test"}, func(tx *store.Tx) error { return tx.DeleteProfile("s1") })
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("deleted twice: %v", err)
	}
	for _, bad := range []store.Profile{{Mapping: `{}`}, {Signature: "s", Mapping: `{`}} {
		if field := refused(t, s, func(tx *store.Tx) error { return tx.SaveProfile(bad) }); field != "profile" {
			t.Errorf("%+v: refused for %s", bad, field)
		}
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Profile(ctx, "s1"); err != nil || !ok {
		t.Errorf("not back after undo: %v", err)
	}
}
