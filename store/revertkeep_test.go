package store_test

import (
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
)

// importEdit changes a contact as the second import of a file does.
func importEdit(t *testing.T, s *store.Store, uid string, change func(*store.Contact)) store.Operation {
	t.Helper()
	op, err := s.Write(ctx, store.Op{Who: "import", What: "import y.csv"}, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		c, err := tx.Contact(uid)
		if err != nil {
			return err
		}
		change(&c)
		return tx.SaveContact(c)
	})
	if err != nil {
		t.Fatal(err)
	}
	return op
}

// A contact that an import changed stays whole when anything of it was changed
// since, whatever field, as long as that is in effect.
func TestUndoOfAnImportKeepsWholeWhomItChanged(t *testing.T) {
	title := func(c *store.Contact) { c.Title = "Boss" }
	for name, x := range map[string]struct {
		before, after func(*testing.T, *store.Store, string)
		kept          bool
	}{
		"nothing":       {},
		"another field": {after: func(t *testing.T, s *store.Store, uid string) { edit(t, s, uid, title) }, kept: true},
		"a call": {after: func(t *testing.T, s *store.Store, uid string) {
			storetest.Write(t, s, func(tx *store.Tx) error {
				_, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "call"})
				return err
			})
		}, kept: true},
		"a tag taken away": {after: func(t *testing.T, s *store.Store, uid string) {
			storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.Tag(uid, nil, []string{"old"}); return err })
		}, kept: true},
		"another import": {after: func(t *testing.T, s *store.Store, uid string) {
			importEdit(t, s, uid, func(c *store.Contact) { c.Phones = []store.Phone{{Text: "0912345678"}} })
		}, kept: true},
		"an edit, undone": {after: func(t *testing.T, s *store.Store, uid string) {
			edit(t, s, uid, title)
			undo(t, s)
		}},
		"an edit, undone and redone": {after: func(t *testing.T, s *store.Store, uid string) {
			edit(t, s, uid, title)
			undo(t, s)
			if _, err := s.Redo(ctx, cli, false); err != nil {
				t.Fatal(err)
			}
		}, kept: true},
		"the undo of an older edit": {
			before: func(t *testing.T, s *store.Store, uid string) { edit(t, s, uid, title) },
			after: func(t *testing.T, s *store.Store, _ string) {
				list, err := s.History(ctx, store.HistoryOptions{})
				if err != nil {
					t.Fatal(err)
				}
				if _, err := s.Undo(ctx, cli, list[1].UID, false); err != nil {
					t.Fatal(err)
				}
			}, kept: true,
		},
		"somebody else": {after: func(t *testing.T, s *store.Store, _ string) {
			edit(t, s, storetest.Add(t, s, store.Contact{Name: "Minh"}), title)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s, clock := storetest.New(t)
			uid := storetest.Add(t, s, store.Contact{Name: "An", Company: "Old", Tags: []string{"old"}})
			if x.before != nil {
				x.before(t, s, uid)
			}
			clock.Add(time.Minute)
			op := importEdit(t, s, uid, func(c *store.Contact) { c.Company = "NewCo" })
			clock.Add(time.Minute)
			if x.after != nil {
				x.after(t, s, uid)
			}
			before := contact(t, s, uid)
			got, err := s.Undo(ctx, cli, op.UID, false)
			if err != nil {
				t.Fatal(err)
			}
			now := contact(t, s, uid)
			if x.kept {
				if len(got.Kept) != 1 || got.Kept[0] != uid || dumpContact(now) != dumpContact(before) {
					t.Errorf("kept %v:\n%+v\nwas\n%+v", got.Kept, now, before)
				}
			} else if len(got.Kept) != 0 || now.Company != "Old" {
				t.Errorf("kept %v: %+v", got.Kept, now)
			}
			whole(t, s)
		})
	}
}

// By force nothing is kept.
func TestUndoOfAnImportByForce(t *testing.T) {
	s, _ := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "An", Company: "Old"})
	op := importEdit(t, s, uid, func(c *store.Contact) { c.Company = "NewCo" })
	edit(t, s, uid, func(c *store.Contact) { c.Title = "Boss" })
	got, err := s.Undo(ctx, cli, op.UID, true)
	if c := contact(t, s, uid); err != nil || len(got.Kept) != 0 || c.Company != "Old" || c.Title != "Boss" {
		t.Errorf("%v, kept %v: %+v", err, got.Kept, c)
	}
}

func undo(t *testing.T, s *store.Store) {
	t.Helper()
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
}
