package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
)

// edit changes a contact in an operation of its own.
func edit(t *testing.T, s *store.Store, uid string, change func(*store.Contact)) store.Operation {
	t.Helper()
	return storetest.Write(t, s, func(tx *store.Tx) error {
		c, err := tx.Contact(uid)
		if err != nil {
			return err
		}
		change(&c)
		return tx.SaveContact(c)
	})
}

func contact(t *testing.T, s *store.Store, uid string) store.Contact {
	t.Helper()
	c, err := s.Contact(ctx, uid)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func whole(t *testing.T, s *store.Store) {
	t.Helper()
	if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
}

// TestUndoIsPerField: another field that a later operation changed stays as it is.
func TestUndoIsPerField(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Đức", Title: "Giám đốc", Phones: []store.Phone{{Text: "0912345678"}}})
	clock.Add(time.Minute)
	first := edit(t, s, uid, func(c *store.Contact) { c.Title, c.Phones[0].Label = "Kế toán", "work" })
	clock.Add(time.Minute)
	edit(t, s, uid, func(c *store.Contact) { c.Note, c.Tags = "later", []string{"vip"} })
	got, err := s.Undo(ctx, cli, first.UID, false)
	if err != nil {
		t.Fatal(err)
	}
	c := contact(t, s, uid)
	if c.Title != "Giám đốc" || c.Phones[0].Label != "" || c.Note != "later" || !slices.Equal(c.Tags, []string{"vip"}) {
		t.Errorf("%+v", c)
	}
	if got.Of.UID != first.UID || got.Operation.What != "undo test" {
		t.Errorf("%+v", got)
	}
	whole(t, s)
}

func TestUndoStopsAtAConflict(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Đức", Title: "A", Note: "kept"})
	first := edit(t, s, uid, func(c *store.Contact) { c.Title, c.Note = "B", "changed" })
	clock.Add(time.Minute)
	edit(t, s, uid, func(c *store.Contact) { c.Title = "C" })
	before := dump(t, s)
	_, err := s.Undo(ctx, cli, first.UID, false)
	var conflict *store.ConflictError
	if !errors.As(err, &conflict) {
		t.Fatalf("%v", err)
	}
	want := store.Conflict{Contact: uid, Table: "contact", Field: "title", Undo: "A", Now: "C"}
	if !slices.Equal(conflict.Conflicts, []store.Conflict{want}) || conflict.Operation.UID != first.UID {
		t.Errorf("%+v", conflict)
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	if _, err := s.Undo(ctx, cli, first.UID, true); err != nil {
		t.Fatal(err)
	}
	if c := contact(t, s, uid); c.Title != "A" || c.Note != "kept" {
		t.Errorf("forced: %+v", c)
	}
	if _, err := s.Redo(ctx, cli, false); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("redone, before:\n%s\nafter:\n%s", before, after)
	}
	whole(t, s)
}

// TestUndoOfAnAddition: whoever was called since is not deleted without asking.
func TestUndoOfAnAddition(t *testing.T) {
	s, clock := storetest.New(t)
	var uid string
	added := storetest.Write(t, s, func(tx *store.Tx) (err error) {
		uid, err = tx.AddContact(store.Contact{Name: "Ánh", Company: "Hòa Bình", Tags: []string{"vip"}})
		return err
	})
	clock.Add(time.Minute)
	storetest.Write(t, s, func(tx *store.Tx) error {
		if _, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "call", Text: "xin chào"}); err != nil {
			return err
		}
		if _, err := tx.SetStage(uid, "quote"); err != nil {
			return err
		}
		_, err := tx.Follow(uid, store.Due{On: "2026-12-01"}, "gọi lại")
		return err
	})
	before := dump(t, s)
	var conflict *store.ConflictError
	if _, err := s.Undo(ctx, cli, added.UID, false); !errors.As(err, &conflict) {
		t.Fatalf("%v", err)
	}
	if dump(t, s) != before {
		t.Error("the book changed")
	}
	if _, err := s.Undo(ctx, cli, added.UID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Contact(ctx, uid); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("forced: %v", err)
	}
	whole(t, s)
	if _, err := s.Redo(ctx, cli, false); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// imported makes a book with an import of five people, by their names.
func imported(t *testing.T, s *store.Store, bulk bool) (store.Operation, map[string]string) {
	t.Helper()
	uids := map[string]string{}
	op, err := s.Write(ctx, store.Op{Who: "import", What: "import people.xlsx", Source: "people.xlsx", SHA256: "ab12"}, func(tx *store.Tx) error {
		if bulk {
			if err := tx.BeginBulk(); err != nil {
				return err
			}
		}
		for _, name := range []string{"Ánh", "Bình", "Châu", "Dũng", "Em"} {
			uid, err := tx.AddContact(store.Contact{
				Name: name, Company: "Hòa Bình " + name, Tags: []string{"imported"}, Emails: []store.Email{{Address: name + "@example.com"}},
				Custom: []store.Custom{{Label: "Mã", Value: name}}, Addresses: []store.Address{{City: "Huế"}},
			})
			if err != nil {
				return err
			}
			uids[name] = uid
			if _, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "note", Text: "từ file " + name}); err != nil {
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

// TestUndoOfAnImport keeps whom somebody worked on since, whole, and says who.
func TestUndoOfAnImport(t *testing.T) {
	for _, bulk := range []bool{false, true} {
		s, clock := storetest.New(t)
		old := storetest.Add(t, s, store.Contact{Name: "before"})
		op, uids := imported(t, s, bulk)
		if seen, err := s.SeenFile(ctx, "ab12"); err != nil || seen.UID != op.UID {
			t.Errorf("bulk %t: seen %+v, %v", bulk, seen, err)
		}
		clock.Add(time.Hour)
		edit(t, s, uids["Bình"], func(c *store.Contact) { c.Title = "Giám đốc" })
		storetest.Write(t, s, func(tx *store.Tx) error {
			_, err := tx.AddInteraction(store.Interaction{Contact: uids["Châu"], Kind: "call", Text: "gọi"})
			return err
		})
		storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.Tag(uids["Dũng"], nil, []string{"imported"}); return err })
		kept := map[string]store.Contact{}
		for _, name := range []string{"Bình", "Châu", "Dũng"} {
			kept[name] = contact(t, s, uids[name])
		}
		before := dump(t, s)
		got, err := s.Undo(ctx, cli, op.UID, false)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for name, c := range kept {
			want = append(want, c.UID)
			if now := contact(t, s, c.UID); dumpContact(now) != dumpContact(c) {
				t.Errorf("bulk %t: %s was\n%+v\nis\n%+v", bulk, name, c, now)
			}
			if log, err := s.Timeline(ctx, c.UID, time.Time{}, 0); err != nil || len(log) == 0 || log[len(log)-1].Text != "từ file "+name {
				t.Errorf("bulk %t: the log of %s: %+v, %v", bulk, name, log, err)
			}
		}
		slices.Sort(want)
		slices.Sort(got.Kept)
		if !slices.Equal(got.Kept, want) {
			t.Errorf("bulk %t: kept %v, want %v", bulk, got.Kept, want)
		}
		for name, uid := range uids {
			if _, err := s.Contact(ctx, uid); kept[name].UID == "" && !errors.Is(err, store.ErrNotFound) {
				t.Errorf("bulk %t: %s: %v", bulk, name, err)
			}
		}
		contact(t, s, old)
		if seen, err := s.SeenFile(ctx, "ab12"); err != nil || seen.UID != "" {
			t.Errorf("bulk %t: still seen: %+v, %v", bulk, seen, err)
		}
		whole(t, s)
		if _, err := s.Redo(ctx, cli, false); err != nil {
			t.Fatal(err)
		}
		if after := dump(t, s); after != before {
			t.Errorf("bulk %t: before:\n%s\nredone:\n%s", bulk, before, after)
		}
		whole(t, s)
	}
}

func TestUndoByID(t *testing.T) {
	s, clock := storetest.New(t)
	a, b := twoContacts(t, s)
	starred := storetest.Write(t, s, func(tx *store.Tx) error { return tx.Star(a, true) })
	clock.Add(time.Minute)
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Star(b, true) })
	if _, err := s.Undo(ctx, cli, starred.UID[:8], false); err != nil {
		t.Fatal(err)
	}
	if contact(t, s, a).Star || !contact(t, s, b).Star {
		t.Error("the wrong star was taken back")
	}
	if _, err := s.Undo(ctx, cli, starred.UID, false); !errors.Is(err, store.ErrExists) {
		t.Errorf("twice: %v", err)
	}
	if _, err := s.Undo(ctx, cli, "zzzzzzzz", false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	last, err := s.LastUndoable(ctx)
	if err != nil || last.UID == starred.UID {
		t.Errorf("last: %+v, %v", last, err)
	}
}

func TestRedoIsLostAfterAWrite(t *testing.T) {
	s, _ := storetest.New(t)
	a, b := twoContacts(t, s)
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Star(a, true) })
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Star(b, true) })
	if _, err := s.Redo(ctx, cli, false); !errors.Is(err, store.ErrNothing) {
		t.Errorf("%v", err)
	}
	if contact(t, s, a).Star {
		t.Error("it was redone")
	}
}

func TestUndoOfTheTrash(t *testing.T) {
	s, _ := storetest.New(t)
	a, _ := twoContacts(t, s)
	before := dump(t, s)
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(a) })
	if found := search(t, s, "ánh"); len(found) != 0 {
		t.Errorf("found in the trash: %v", found)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if found := search(t, s, "ánh"); len(found) != 1 || found[0] != a {
		t.Errorf("found after the undo: %v", found)
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// TestUndoByAnotherProcess undoes in one store what another wrote.
func TestUndoByAnotherProcess(t *testing.T) {
	s, clock := storetest.New(t)
	before := dump(t, s)
	if out, err := process(t, "add", s.Path(), "Từ nơi khác").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	clock.Add(time.Minute)
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}
