package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"crm/store"
	"crm/store/sample"
	"crm/store/storetest"
)

// many is enough for the journal to leave its triggers for whole tables.
const many = 2100

// importMany adds people with something in every table, as an import does.
func importMany(t *testing.T, s *store.Store, n int) (store.Operation, []string) {
	t.Helper()
	if underRace {
		t.Skip("one goroutine, and half a minute")
	}
	var uids []string
	op, err := s.Write(ctx, store.Op{Who: "import", What: "import many.csv"}, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		for i := range n {
			uid, err := tx.AddContact(store.Contact{
				Name: fmt.Sprintf("Nguyễn Văn %d", i), Company: fmt.Sprintf("Công ty %d", i%50), Tags: []string{fmt.Sprint("đợt ", i%3)},
				Emails: []store.Email{{Address: fmt.Sprintf("a%d@example.com", i)}}, Phones: []store.Phone{{Text: fmt.Sprintf("09%08d", i)}},
				Custom: []store.Custom{{Label: "Mã", Value: fmt.Sprint("M", i)}}, External: []store.External{{System: "hubspot", ID: fmt.Sprint(i)}},
				Consents: []store.Consent{{Channel: "email", State: "no"}},
			})
			if err != nil {
				return err
			}
			uids = append(uids, uid)
			if err := importMore(tx, uid, i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return op, uids
}

func importMore(tx *store.Tx, uid string, i int) error {
	if _, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "call", Outcome: "na", Text: fmt.Sprint("gọi lần ", i)}); err != nil {
		return err
	}
	if i%2 == 0 {
		if _, err := tx.Follow(uid, store.Due{On: "2026-12-01"}, "gọi lại"); err != nil {
			return err
		}
	}
	if i%5 > 0 {
		return nil
	}
	deal, err := tx.AddDeal(store.Deal{Contact: uid, Stage: "quote", Outcome: "won", Value: store.Money{Minor: int64(i), Currency: "VND"}})
	if err != nil {
		return err
	}
	if _, err := tx.AddPurchase(store.Purchase{Contact: uid, Deal: deal, On: "2026-01-02", Item: "Trà"}); err != nil {
		return err
	}
	return tx.SetExtras(uid, []string{fmt.Sprint("X-I:", i)})
}

// state is everything that an undo must bring back: rows, words, and the schema;
// the search index must be set up as FTS5 does it by default.
func state(t *testing.T, s *store.Store) string {
	t.Helper()
	schema, err := s.SchemaDump(ctx)
	if err != nil {
		t.Fatal(err)
	}
	config, err := s.SearchConfig(ctx)
	if err != nil || config != "" && config != "automerge=4;hashsize=1048576;" {
		t.Errorf("search is set up with %q, %v", config, err)
	}
	return dump(t, s) + schema
}

// TestUndoOfMany takes an import of many people back and makes it again, in an
// empty book and in one with others, twice: the journal leaves its triggers, and in
// the empty book the indexes are away meanwhile.
func TestUndoOfMany(t *testing.T) {
	for _, others := range []int{0, 40} {
		s, clock := storetest.New(t)
		if others > 0 {
			if err := sample.Fill(ctx, s, 1, others); err != nil {
				t.Fatal(err)
			}
		}
		before := state(t, s)
		op, _ := importMany(t, s, many)
		if op.N != many {
			t.Errorf("%d contacts", op.N)
		}
		after := state(t, s)
		for range 2 - min(others, 1) {
			clock.Add(time.Minute)
			undone, err := s.Undo(ctx, cli, "", false)
			if err != nil {
				t.Fatal(err)
			}
			if undone.Of.UID != op.UID || undone.Operation.N != many || len(undone.Kept) > 0 {
				t.Errorf("%+v", undone)
			}
			if state(t, s) != before {
				t.Error("the book is not as it was before the import")
			}
			clock.Add(time.Minute)
			if _, err := s.Redo(ctx, cli, false); err != nil {
				t.Fatal(err)
			}
			if state(t, s) != after {
				t.Error("the book is not as it was after the import")
			}
		}
		whole(t, s)
	}
}

// TestUndoOfARedo takes the redo back by its own id: what it added it recorded as
// ranges, too.
func TestUndoOfARedo(t *testing.T) {
	s, _ := storetest.New(t)
	before := dump(t, s)
	importMany(t, s, many)
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	redo, err := s.Redo(ctx, cli, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Undo(ctx, cli, redo.Operation.UID, false); err != nil {
		t.Fatal(err)
	}
	if dump(t, s) != before {
		t.Error("the book is not as it was before the import")
	}
	whole(t, s)
}

// TestUndoOfManyKeeps: among many, those whom somebody worked on since stay, whole,
// the second time too.
func TestUndoOfManyKeeps(t *testing.T) {
	s, clock := storetest.New(t)
	op, uids := importMany(t, s, many)
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Redo(ctx, cli, false); err != nil {
		t.Fatal(err)
	}
	clock.Add(time.Hour)
	edited, sold, called := uids[10], uids[20], uids[1000]
	edit(t, s, edited, func(c *store.Contact) { c.Title = "Giám đốc" })
	storetest.Write(t, s, func(tx *store.Tx) error {
		list, err := tx.Deals(sold)
		if err != nil {
			return err
		}
		_, err = tx.AddPurchase(store.Purchase{Contact: sold, Deal: list[0].UID, On: "2026-11-23", Item: "Cà phê"})
		return err
	})
	storetest.Write(t, s, func(tx *store.Tx) error {
		_, err := tx.AddInteraction(store.Interaction{Contact: called, Kind: "call"})
		return err
	})
	kept := []string{edited, sold, called}
	slices.Sort(kept)
	before := recordsOf(t, s, kept)
	all := dump(t, s)
	undone, err := s.Undo(ctx, cli, op.UID, false)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(undone.Kept)
	if !slices.Equal(undone.Kept, kept) || undone.Operation.N != many-3 {
		t.Errorf("kept %v of %v, %d undone", undone.Kept, kept, undone.Operation.N)
	}
	if n, err := s.Count(ctx, nil); err != nil || n != 3 {
		t.Errorf("%d contacts are left, %v", n, err)
	}
	if after := recordsOf(t, s, kept); after != before {
		t.Errorf("kept, but not whole:\n%s\nwant:\n%s", after, before)
	}
	if _, err := s.Redo(ctx, cli, false); err != nil {
		t.Fatal(err)
	}
	if dump(t, s) != all {
		t.Error("the redo did not bring all back")
	}
	// By force nobody is kept, and what they were given since goes along.
	if _, err := s.Undo(ctx, cli, op.UID, true); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Count(ctx, nil); err != nil || n != 0 {
		t.Errorf("%d contacts are left, %v", n, err)
	}
	if _, err := s.Redo(ctx, cli, false); err != nil {
		t.Fatal(err)
	}
	if dump(t, s) != all {
		t.Error("the redo of the forced undo did not bring all back")
	}
	whole(t, s)
}

// recordsOf is everything about some contacts, as text.
func recordsOf(t *testing.T, s *store.Store, uids []string) string {
	t.Helper()
	list, err := s.Contacts(ctx, uids)
	if err != nil {
		t.Fatal(err)
	}
	deals, err := s.Deals(ctx, uids)
	if err != nil {
		t.Fatal(err)
	}
	sales, err := s.Purchases(ctx, uids)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := s.Timelines(ctx, uids)
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, c := range list {
		for _, d := range deals[c.UID] {
			out += fmt.Sprintf("%+v\n", plain(d))
		}
		out += fmt.Sprintf("%s\n%+v\n%+v\n%+v\n", dumpContact(c), c.Consents, sales[c.UID], lines[c.UID])
	}
	return out
}

// TestUndoOfASoldDeal: a deal that a purchase points at since is not taken away
// without asking; by force the purchase stays and points at none.
func TestUndoOfASoldDeal(t *testing.T) {
	for _, who := range []string{"cli", "import"} {
		s, clock := storetest.New(t)
		uid := storetest.Add(t, s, store.Contact{Name: "Ánh"})
		var deal string
		added, err := s.Write(ctx, store.Op{Who: who, What: "test"}, func(tx *store.Tx) (err error) {
			if who == "import" {
				if err := tx.BeginBulk(); err != nil {
					return err
				}
			}
			deal, err = tx.AddDeal(store.Deal{Contact: uid, Stage: "quote"})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		clock.Add(time.Minute)
		storetest.Write(t, s, func(tx *store.Tx) error {
			_, err := tx.AddPurchase(store.Purchase{Contact: uid, Deal: deal, On: "2026-11-23", Item: "Trà"})
			return err
		})
		before := dump(t, s)
		undone, err := s.Undo(ctx, cli, added.UID, false)
		if who == "import" {
			if err != nil || !slices.Equal(undone.Kept, []string{uid}) {
				t.Errorf("%+v, %v", undone, err)
			}
		} else if conflict, ok := errors.AsType[*store.ConflictError](err); !ok || conflict.Conflicts[0].Contact != uid {
			t.Errorf("%v", err)
		}
		if dump(t, s) != before {
			t.Error("the book changed")
		}
		if _, err := s.Undo(ctx, cli, added.UID, true); err != nil {
			t.Fatal(err)
		}
		got, err := s.Purchases(ctx, []string{uid})
		if err != nil || len(got[uid]) != 1 || got[uid][0].Deal != "" {
			t.Errorf("%+v, %v", got, err)
		}
		whole(t, s)
		if _, err := s.Redo(ctx, cli, false); err != nil {
			t.Fatal(err)
		}
		if dump(t, s) != before {
			t.Error("the redo did not bring all back")
		}
	}
}

// TestUndoOfWhoIsNotSame: that two people are not one is no reason to keep either.
func TestUndoOfWhoIsNotSame(t *testing.T) {
	for _, bulk := range []bool{false, true} {
		s, clock := storetest.New(t)
		old := storetest.Add(t, s, store.Contact{Name: "Ánh"})
		before := dump(t, s)
		op, uids := imported(t, s, bulk)
		clock.Add(time.Minute)
		storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.NotSame(old, uids["Bình"]); return err })
		if _, err := s.Undo(ctx, cli, op.UID, false); err != nil {
			t.Fatal(err)
		}
		if got := dump(t, s); got != before {
			t.Errorf("bulk %t:\n%s\nwant:\n%s", bulk, got, before)
		}
		whole(t, s)
	}
}

// TestPurgeOfAnImported: forgetting one person of an import leaves the others to be
// taken back.
func TestPurgeOfAnImported(t *testing.T) {
	for _, name := range []string{"Ánh", "Châu", "Em"} { // the first, one between, the last
		s, clock := storetest.New(t)
		op, uids := imported(t, s, true)
		clock.Add(time.Minute)
		storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(uids[name]) })
		storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.Purge(); return err })
		if _, err := s.Undo(ctx, cli, op.UID, false); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Count(ctx, nil); err != nil || n != 0 {
			t.Errorf("%s purged: %d contacts are left, %v", name, n, err)
		}
		whole(t, s)
	}
}
