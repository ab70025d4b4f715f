package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/storetest"
)

func merge(t testing.TB, s *store.Store, choice map[string]string, keep string, others ...string) store.Joint {
	t.Helper()
	var j store.Joint
	storetest.Write(t, s, func(tx *store.Tx) (err error) {
		j, err = tx.Merge(choice, keep, others...)
		return err
	})
	return j
}

func read(t testing.TB, s *store.Store, uid string) store.Contact {
	t.Helper()
	c, err := s.Contact(ctx, uid)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMergeFields(t *testing.T) {
	keep := store.Contact{
		Name: "Nguyễn Thị Lan", Company: "Vinamilk", Title: "Giám đốc", Birthday: "--12-02", Note: "Thích cà phê", Needs: "áo",
		Emails: []store.Email{{Address: "lan@x.vn"}},
		Phones: []store.Phone{{Text: "0912 345 678"}}, Tags: []string{"vip"}, Custom: []store.Custom{{Label: "Mã", Value: "A1"}},
		Addresses: []store.Address{{Street: "12 Lê Lợi"}},
		Consents:  []store.Consent{{Channel: "email", State: "yes"}, {Channel: "call", State: "no", Note: "never"}},
		External:  []store.External{{System: "hubspot", ID: "7"}},
		Created:   storetest.Start,
	}
	other := store.Contact{
		Name: "Lan Nguyễn", Given: "Lan", Family: "Nguyễn", Company: "VINAMILK", Title: "CEO", Department: "Mua hàng", Life: "current",
		Birthday: "1986-12-02", Note: "thích cà phê\n\nGọi sáng", Needs: "quần", Star: true,
		Emails: []store.Email{{Address: "LAN@x.vn", Label: "work"}, {Address: "lan@y.vn"}},
		Phones: []store.Phone{{Text: "+84912345678", Label: "mobile"}, {Text: "call the office"}}, Tags: []string{"VIP", "huế"},
		Custom:    []store.Custom{{Label: "Mã", Value: "B2"}, {Label: "Size", Value: "L"}},
		Addresses: []store.Address{{Street: "12 lê lợi", City: "Huế"}, {City: "Hà Nội"}},
		Consents:  []store.Consent{{Channel: "email", State: "no", Source: "unsubscribed"}, {Channel: "call", State: "yes"}, {Channel: "sms", State: "yes"}},
		External:  []store.External{{System: "hubspot", ID: "8"}},
		Created:   storetest.Start.Add(-time.Hour),
	}
	s, uids := bookOf(t, keep, other)
	j := merge(t, s, nil, uids[0], uids[1])
	c := read(t, s, uids[0])
	same := func(what string, got, want any) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	same("name", c.Name+"|"+c.Given, "Nguyễn Thị Lan|")
	same("title", c.Title+"|"+c.Department+"|"+c.Company, "Giám đốc|Mua hàng|Vinamilk")
	same("life", c.Life, "current")
	same("birthday", c.Birthday, "1986-12-02")
	same("note", c.Note, "thích cà phê\n\nGọi sáng")
	same("needs", c.Needs, "áo; quần")
	same("star", c.Star, true)
	same("emails", c.Emails, []store.Email{{Label: "work", Address: "lan@x.vn", Key: "lan@x.vn"}, {Address: "lan@y.vn", Key: "lan@y.vn"}})
	same("phones", c.Phones, []store.Phone{{Label: "mobile", Text: "0912 345 678", Key: "+84912345678"}, {Text: "call the office"}})
	same("tags", c.Tags, []string{"huế", "vip"})
	same("customs", c.Custom, []store.Custom{{Key: "ma", Label: "Mã", Value: "A1"}, {Key: "size", Label: "Size", Value: "L"}})
	same("addresses", c.Addresses, []store.Address{{Street: "12 Lê Lợi", City: "Huế"}, {City: "Hà Nội"}})
	same("consents", c.Consents, []store.Consent{
		{Channel: "call", State: "no", Note: "never"}, {Channel: "email", State: "no", Source: "unsubscribed"}, {Channel: "sms", State: "yes"},
	})
	same("external", c.External, []store.External{{System: "crm", ID: uids[1]}, {System: "hubspot", ID: "7"}, {System: "hubspot", ID: "8"}})
	same("created", c.Created.UTC(), other.Created.UTC())
	var lost []string
	for _, f := range j.Fields {
		for _, v := range f.Lost {
			lost = append(lost, f.Name+"="+v)
		}
	}
	same("lost", lost, []string{"title=CEO", "custom.ma=B2"})
	if _, err := s.Contact(ctx, uids[1]); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the other is still there: %v", err)
	}
	if n, err := s.TrashCount(ctx); err != nil || n != 0 {
		t.Errorf("%d in the trash, %v", n, err)
	}
	if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
}

func TestMergeByChoice(t *testing.T) {
	s, uids := bookOf(t,
		store.Contact{Name: "L. Vũ", Given: "L.", Title: "CEO", Note: "one", Custom: []store.Custom{{Label: "Mã", Value: "A1"}}},
		store.Contact{Name: "Vũ Thị Lan", Given: "Lan", Family: "Vũ", Title: "Giám đốc", Note: "two", Custom: []store.Custom{{Label: "Mã", Value: "B2"}}})
	merge(t, s, map[string]string{"name": "Vũ Thị Lan", "title": "Chủ tịch", "note": "", "custom.ma": "B2"}, uids[0], uids[1])
	c := read(t, s, uids[0])
	if got := fmt.Sprint(c.Name, "|", c.Given, "|", c.Family, "|", c.Title, "|", c.Note, "|", c.Custom); got != "Vũ Thị Lan|Lan|Vũ|Chủ tịch||[{ma Mã B2}]" {
		t.Error(got)
	}
}

// Everything that belongs to the others moves along, and comes back.
func TestMergeMovesEverything(t *testing.T) {
	s, uids := bookOf(t, someone("", "an@x.vn"), someone("Vũ An", "0912345678"), someone("An Vũ", "0912345678"), someone("Boss"))
	storetest.Write(t, s, func(tx *store.Tx) error {
		for i, uid := range uids[:3] {
			if _, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "call", Text: fmt.Sprint("talk", i)}); err != nil {
				return err
			}
			if _, err := tx.Follow(uid, store.Due{On: fmt.Sprintf("2026-12-0%d", 3-i)}, ""); err != nil {
				return err
			}
			deal, err := tx.AddDeal(store.Deal{Contact: uid, Title: "shirts", Value: store.Money{Minor: int64(i), Currency: "VND"}})
			if err != nil {
				return err
			}
			if _, err := tx.AddPurchase(store.Purchase{Contact: uid, Deal: deal, On: "2026-11-01", Item: "shirt"}); err != nil {
				return err
			}
			if err := tx.SetExtras(uid, []string{"X-SAME:1", fmt.Sprint("X-OWN:", i)}); err != nil {
				return err
			}
		}
		_, err := tx.NotSame(uids[2], uids[3])
		return err
	})
	for _, sql := range []string{
		`INSERT INTO relation (contact_id, other_id, kind) VALUES (1, 4, 'boss'), (2, 4, 'boss'), (3, 2, 'colleague'), (4, 3, 'referrer')`,
		`INSERT INTO segment (uid, name, fold) VALUES ('s', 'list', 'list')`,
		`INSERT INTO segment_member (segment_id, contact_id) VALUES (1, 1), (1, 2), (1, 3)`,
		`INSERT INTO cadence (of, ref, ideal_days, latest_days) VALUES ('contact', '` + uids[1] + `', 7, 14), ('contact', '` + uids[2] + `', 8, 15)`,
	} {
		if err := s.Exec(`INSERT INTO cur (one, id) VALUES (1, 1); ` + sql + `; DELETE FROM cur`); err != nil {
			t.Fatal(err)
		}
	}
	start := dump(t, s)
	moves, err := s.Moves(ctx, uids[1:3]...)
	if err != nil || moves != (store.Moves{Interactions: 2, Reminders: 2, Deals: 2, Purchases: 2}) {
		t.Error(moves, err)
	}
	merge(t, s, nil, uids[0], uids[1], uids[2])
	after := dump(t, s)
	for _, c := range []struct {
		table string
		want  int
	}{
		{"interaction", 3}, {"reminder", 3}, {"deal", 3}, {"purchase", 3}, {"vcard_extra", 4}, {"relation", 2}, {"segment_member", 1}, {"cadence", 1},
		{"not_same", 1}, {"contact", 2}, {"external_id", 2},
	} {
		if got := strings.Count("\n"+after, "\n"+c.table+" "); got != c.want {
			t.Errorf("%d rows of %s, want %d", got, c.table, c.want)
		}
	}
	c := read(t, s, uids[0])
	if c.Name != "Vũ An" || c.Stats.NextDue != "2026-12-01" || len(c.Phones) != 1 {
		t.Errorf("%+v", c)
	}
	for _, arg := range []string{uids[1], uids[2], uids[2][:9]} {
		if l, err := s.Find(ctx, arg, nil); err != nil || l.UID != uids[0] {
			t.Errorf("find %s: %s, %v", arg, l.UID, err)
		}
		if uid, err := s.MergedInto(ctx, arg); err != nil || uid != uids[0] {
			t.Errorf("%s is merged into %s, %v", arg, uid, err)
		}
	}
	if rows, err := s.List(ctx, store.ListOptions{Query: parse(t, s, "talk2")}); err != nil || len(rows) != 1 {
		t.Error("the log is not found:", rows, err)
	}
	if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s); got != start {
		t.Errorf("undo gives\n%s\nwant\n%s", got, start)
	}
	if _, err := s.Redo(ctx, cli, false); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s); got != after {
		t.Errorf("redo gives\n%s\nwant\n%s", got, after)
	}
}

func TestMergeErrors(t *testing.T) {
	s, uids := bookOf(t, someone("An"), someone("Ba"), someone("Chi"))
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(uids[2]) })
	start := dump(t, s)
	for what, list := range map[string][]string{
		"itself": {uids[0], uids[0]}, "nobody": {uids[0]}, "unknown": {uids[0], "zzzzzzzzzzzzzzzz"}, "trashed": {uids[0], uids[2]},
	} {
		_, err := s.Write(ctx, cli, func(tx *store.Tx) error { _, err := tx.Merge(nil, list[0], list[1:]...); return err })
		if err == nil {
			t.Error(what, "is merged")
		}
	}
	_, err := s.Write(ctx, cli, func(tx *store.Tx) error {
		_, err := tx.Merge(map[string]string{"birthday": "yesterday"}, uids[0], uids[1])
		return err
	})
	if invalid, ok := errors.AsType[*store.Invalid](err); !ok || invalid.Field != "birthday" {
		t.Error(err)
	}
	if dump(t, s) != start {
		t.Error("a merge that failed left something")
	}
}

// Deleting somebody for good takes those along that were merged into them: what the
// journal had kept for undoing that is gone, and cannot come back.
func TestMergePurged(t *testing.T) {
	s, uids := bookOf(t, someone("Vũ An", "0912345678"), someone("Quetzalcoatl", "zyzzyva@x.vn"), someone("Xanthippe", "0987654321"), someone("Somebody"))
	storetest.Write(t, s, func(tx *store.Tx) error {
		_, err := tx.AddInteraction(store.Interaction{Contact: uids[1], Kind: "note", Text: "abracadabra"})
		return err
	})
	merge(t, s, nil, uids[1], uids[2])
	merge(t, s, nil, uids[0], uids[1])
	journal := func() string {
		text, err := s.Journal(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	words := []string{"Quetzalcoatl", "zyzzyva", "Xanthippe", "+84987654321", "Vũ An"}
	for _, w := range words[:4] {
		if !strings.Contains(journal(), w) {
			t.Errorf("the journal has no %s to begin with", w)
		}
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(uids[0]) })
	storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.Purge(uids[0]); return err })
	for _, w := range words {
		if strings.Contains(journal(), w) {
			t.Errorf("the journal still has %s", w)
		}
	}
	for {
		if _, err := s.Undo(ctx, cli, "", true); err != nil {
			break
		}
	}
	if n, err := s.Count(ctx, nil); err != nil || n > 1 {
		t.Errorf("%d people came back, %v", n, err)
	}
	if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
}

func TestSureGroups(t *testing.T) {
	s, _ := bookOf(t,
		someone("J. Becker", "j@x.de"), someone("Julien Becker", "j@x.de", "+49 30 1234567"), someone("Becker", "+49 30 1234567"),
		someone("Lan Vũ", "0912345678"), someone("Lan Vũ", "0912345678"), someone("Somebody", "s@x.vn"))
	list, err := s.Dupes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range store.SureGroups(list) {
		var names []string
		for _, o := range g {
			names = append(names, o.Name)
		}
		got = append(got, strings.Join(names, " + "))
	}
	slices.Sort(got)
	if want := []string{"Julien Becker + J. Becker + Becker", "Lan Vũ + Lan Vũ"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Merge does random merges among the rest.
func (m *machine) Merge(t *rapid.T) {
	live := slices.DeleteFunc(slices.Clone(m.uids), func(uid string) bool {
		c, err := m.s.Contact(ctx, uid)
		return err != nil || !c.Deleted.IsZero()
	})
	if len(live) < 2 {
		t.Skip("nobody to merge")
	}
	some := rapid.Permutation(live).Draw(t, "who")[:min(len(live), rapid.IntRange(2, 3).Draw(t, "many"))]
	choice := map[string]string{}
	if rapid.Bool().Draw(t, "choose") {
		choice["title"], choice["name"] = "chosen", someNames.Draw(t, "name")
	}
	m.write(t, func(tx *store.Tx) error { _, err := tx.Merge(choice, some[0], some[1:]...); return err })
	m.uids = slices.DeleteFunc(m.uids, func(uid string) bool { return slices.Contains(some[1:], uid) })
}

func (m *machine) NotSame(t *rapid.T) {
	a, b := m.pick(t), m.pick(t)
	if a == b {
		t.Skip("one and the same")
	}
	m.write(t, func(tx *store.Tx) error { _, err := tx.NotSame(a, b); return err })
}

// After any operations with merges among them, a merge undone is the book as it
// was, and all undone the book at the start; the derived rows are right all along.
func TestMergeUndone(t *testing.T) {
	storetest.Cases(t, 6) // each is some dozens of synced transactions
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		clock := storetest.NewClock()
		path := filepath.Join(dir, fmt.Sprintf("%d.db", n))
		opt := storetest.Options(clock)
		s, err := store.Create(ctx, path, opt)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { s.Close() }()
		m := &machine{s: s, clock: clock}
		start := dump(t, s)
		for range 4 {
			m.Add(t)
		}
		t.Repeat(map[string]func(*rapid.T){
			"add": m.Add, "edit": m.Edit, "tag": m.Tag, "log": m.Log, "follow": m.Follow, "deal": m.Deal, "trash": m.Trash, "not same": m.NotSame,
			"merge": func(t *rapid.T) {
				before := dump(t, s)
				m.Merge(t)
				if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
					t.Fatal(wrong, err)
				}
				after := dump(t, s)
				if _, err := s.Undo(ctx, cli, "", false); err != nil {
					t.Fatal(err)
				}
				if got := dump(t, s); got != before {
					t.Fatalf("undo gives\n%s\nwant\n%s", got, before)
				}
				if _, err := s.Redo(ctx, cli, false); err != nil {
					t.Fatal(err)
				}
				if got := dump(t, s); got != after {
					t.Fatalf("redo gives\n%s\nwant\n%s", got, after)
				}
			},
		})
		s.Close()
		if s, err = store.Open(ctx, path, opt); err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := s.Undo(ctx, cli, "", false); errors.Is(err, store.ErrNothing) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if got := dump(t, s); got != start {
			t.Fatalf("all undone gives\n%s\nwant\n%s", got, start)
		}
	})
}
