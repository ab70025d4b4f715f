package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
	"crm/store/when"
)

// TestReadySegments: what a new book has is read by the query language, and stands
// in its canonical form.
func TestReadySegments(t *testing.T) {
	s, _ := storetest.New(t)
	book, err := s.Language(ctx)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Segments(ctx)
	if err != nil || len(list) != len(store.ReadySegments()) {
		t.Fatal(list, err)
	}
	for _, g := range list {
		if !slices.Contains(store.ReadySegments(), g) || g.Hotkey == "" || g.Description == "" || !store.IsUID(g.UID) {
			t.Errorf("%+v", g)
		}
		q, err := query.Parse(g.Query, query.Context{When: when.Context{Now: storetest.Start}, Book: book})
		if err != nil {
			t.Errorf("%s: %v", g.Name, err)
			continue
		}
		if q.String() != g.Canonical {
			t.Errorf("%s: %s stands there as %s", g.Name, q, g.Canonical)
		}
		if _, err := s.Count(ctx, q); err != nil {
			t.Errorf("%s: %v", g.Name, err)
		}
	}
	if op, err := s.LastUndoable(ctx); !errors.Is(err, store.ErrNothing) {
		t.Errorf("a new book can be undone: %+v, %v", op, err)
	}
}

func TestEditSegment(t *testing.T) {
	s, _ := storetest.New(t)
	vip, err := s.Segment(ctx, "vip")
	if err != nil {
		t.Fatal(err)
	}
	start := dump(t, s)
	edit := func(g store.Segment) error {
		_, err := s.Write(ctx, cli, func(tx *store.Tx) error { return tx.EditSegment(g.UID, g) })
		return err
	}
	g := vip
	g.Name, g.Hotkey, g.Description, g.Query, g.Canonical = " Khách  quý", "K", "x\ty", "tag:vip,hot", "tag:hot,vip"
	if err := edit(g); err != nil {
		t.Fatal(err)
	}
	got, err := s.Segment(ctx, "khach quy")

	if err != nil || strings.Join(strings.Fields(got.Name), " ") != "Khách quý" || got.Hotkey != "k" || got.Description != "x y" || got.Query != "tag:vip,hot" || got.Canonical != "tag:hot,vip" {
		t.Errorf("%+v, %v", got, err)
	}
	taken := got
	taken.Name = "LOYAL"
	if err := edit(taken); !errors.Is(err, store.ErrExists) || !strings.Contains(err.Error(), `the name is that of "loyal"`) {
		t.Error(err)
	}
	taken = got
	taken.Hotkey = "l"
	if err := edit(taken); !errors.Is(err, store.ErrExists) || !strings.Contains(err.Error(), `the key l opens "loyal"`) {
		t.Error(err)
	}
	for field, change := range map[string]func(*store.Segment){
		"hotkey": func(g *store.Segment) { g.Hotkey = "kk" }, "segment": func(g *store.Segment) { g.Name = " " },
	} {
		bad := got
		change(&bad)
		if refusedFor := refused(t, s, func(tx *store.Tx) error { return tx.EditSegment(bad.UID, bad) }); refusedFor != field {
			t.Errorf("%s: refused for %s", field, refusedFor)
		}
	}
	fixed := got
	fixed.Query, fixed.Canonical = "", ""
	refused(t, s, func(tx *store.Tx) error { return tx.EditSegment(fixed.UID, fixed) })
	if err := edit(store.Segment{UID: "nothing", Name: "x", Query: "is:due"}); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s); got != start {
		t.Errorf("undone:\n%s\nwant\n%s", got, start)
	}
}

func TestFixedList(t *testing.T) {
	s, _ := storetest.New(t)
	a, b := twoContacts(t, s)
	write := func(fn func(*store.Tx) error) error {
		_, err := s.Write(ctx, cli, fn)
		return err
	}
	if err := write(func(tx *store.Tx) error { return tx.SaveSegment(store.Segment{Name: "Hội chợ 2026"}, false) }); err != nil {
		t.Fatal(err)
	}
	g, err := s.Segment(ctx, "hoi cho 2026")
	if err != nil || !g.Static() {
		t.Fatal(g, err)
	}
	before := dump(t, s)
	members := func(add bool, uids ...string) (n int) {
		t.Helper()
		err := write(func(tx *store.Tx) (err error) {
			if add {
				n, err = tx.AddMembers("hoi cho 2026", uids)
			} else {
				n, err = tx.RemoveMembers("hoi cho 2026", uids)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := members(true, a, b, a); n != 2 {
		t.Error(n)
	}
	full := dump(t, s)
	if n := members(true, a); n != 0 {
		t.Error(n)
	}
	if n := members(false, a, a); n != 1 {
		t.Error(n)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil || dump(t, s) != full {
		t.Error(err, dump(t, s))
	}
	refused(t, s, func(tx *store.Tx) error { _, err := tx.AddMembers("VIP", []string{a}); return err })
	refused(t, s, func(tx *store.Tx) error { return tx.SaveSegment(store.Segment{Name: "VIP"}, true) })
	refused(t, s, func(tx *store.Tx) error {
		return tx.SaveSegment(store.Segment{Name: "hội chợ 2026", Query: "tag:a"}, true)
	})
	for _, call := range []func(tx *store.Tx) error{
		func(tx *store.Tx) error { _, err := tx.AddMembers("none", []string{a}); return err },
		func(tx *store.Tx) error { _, err := tx.AddMembers(g.Name, []string{"nobody"}); return err },
	} {
		if err := write(call); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
	}
	// Undoing that the list was made would lose who was put on it since.
	ops, err := s.History(ctx, store.HistoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	made := ops[len(ops)-1]
	for _, op := range ops {
		if changes, err := s.Changes(ctx, op, 1); err == nil && len(changes) == 1 && changes[0].Table == "segment" {
			made = op
		}
	}
	var conflict *store.ConflictError
	if _, err := s.Undo(ctx, cli, made.UID, false); !errors.As(err, &conflict) || !strings.Contains(conflict.Conflicts[0].Now, "2 contacts") {
		t.Fatal(err)
	}
	if _, err := s.Undo(ctx, cli, made.UID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Segment(ctx, g.Name); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	if _, err := s.Redo(ctx, cli, false); err != nil || dump(t, s) != full {
		t.Error(err, dump(t, s))
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil || dump(t, s) != before {
		t.Error(err, dump(t, s))
	}
	whole(t, s)
}

// TestImportUndoneKeepsList: a list that an import brought and that was filled since
// stays when the import is undone.
func TestImportUndoneKeepsList(t *testing.T) {
	for _, bulk := range []bool{false, true} {
		t.Run(fmt.Sprint("bulk ", bulk), func(t *testing.T) {
			s, _ := storetest.New(t)
			uid := storetest.Add(t, s, store.Contact{Name: "A"})
			restore(t, s, []store.Record{
				&store.ContactRecord{Contact: store.Contact{UID: "c000000000000001", Name: "B"}},
				store.SegmentRecord{Segment: store.Segment{Name: "fair"}, Fixed: true}, store.SegmentRecord{Segment: store.Segment{Name: "shop"}, Fixed: true},
				store.MemberRecord{Name: "fair", Contact: "c000000000000001"},
			}, bulk)
			storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.AddMembers("fair", []string{uid}); return err })
			ops, err := s.History(ctx, store.HistoryOptions{Who: "import"})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Undo(ctx, cli, ops[0].UID, false); err != nil {
				t.Fatal(err)
			}
			_, err = s.Segment(ctx, "fair")
			_, err2 := s.Segment(ctx, "shop")
			if err != nil || !errors.Is(err2, store.ErrNotFound) {
				t.Error(err, err2)
			}
			whole(t, s)
		})
	}
}

func TestSegmentMoves(t *testing.T) {
	s, clock := storetest.New(t)
	a, b := twoContacts(t, s)
	gone := storetest.Add(t, s, store.Contact{Name: "Gone", Tags: []string{"vip"}})
	wc := when.Context{Now: storetest.Start}
	tag := func(uid string, add, drop []string) {
		storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.Tag(uid, add, drop); return err })
	}
	tag(a, []string{"vip"}, nil)
	g, err := s.Segment(ctx, "vip")
	if err != nil {
		t.Fatal(err)
	}
	moves := func() string {
		t.Helper()
		m, err := s.SegmentMoves(ctx, g, wc)
		if err != nil {
			t.Fatal(err)
		}
		since := "never"
		if !m.Since.IsZero() {
			since = fmt.Sprint(m.Since.Sub(storetest.Start))
		}
		names := func(list []store.Listed) (out []string) {
			for _, l := range list {
				out = append(out, l.UID)
			}
			return out
		}
		return fmt.Sprintf("%s %v%d %v%d", since, names(m.Entered), m.NEntered, names(m.Left), m.NLeft)
	}
	see := func() {
		t.Helper()
		if err := s.SeeSegment(ctx, g, wc); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(want string) {
		t.Helper()
		if got := moves(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	expect("never []0 []0")
	clock.Add(time.Hour)
	journal, err := s.Journal(ctx)
	if err != nil {
		t.Fatal(err)
	}
	see()
	if after, err := s.Journal(ctx); err != nil || after != journal {
		t.Error("looking is journalled", err)
	}
	expect("1h0m0s []0 []0")
	tag(b, []string{"VIP"}, nil)
	tag(a, nil, []string{"vip"})
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(gone) })
	want := fmt.Sprintf("1h0m0s [%s]1 [%s]1", b, a)
	expect(want)
	expect(want)
	clock.Add(time.Hour)
	see()
	expect("2h0m0s []0 []0")
	// Whoever is restored came in; a query that is another now tells nothing.
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Restore(gone) })
	expect(fmt.Sprintf("2h0m0s [%s]1 []0", gone))
	storetest.Write(t, s, func(tx *store.Tx) error {
		e := g
		e.Query, e.Canonical = "tag:hot", "tag:hot"
		return tx.EditSegment(g.UID, e)
	})
	g.Query = "tag:hot"
	expect("never []0 []0")
	g.Query = "is:"
	if _, err := s.SegmentMoves(ctx, g, wc); err == nil {
		t.Error("a query that cannot be read")
	}
	g.UID, g.Query = "nothing", "tag:vip"
	if err := s.SeeSegment(ctx, g, wc); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	whole(t, s)
}
