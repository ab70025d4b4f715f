package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
)

// importOf adds contacts as an import does.
func importOf(t *testing.T, s *store.Store, list ...store.Contact) (store.Operation, []string) {
	t.Helper()
	var uids []string
	op, err := s.Write(ctx, store.Op{Who: "import", What: "import x.csv"}, func(tx *store.Tx) error {
		uids = nil
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		for _, c := range list {
			uid, err := tx.AddContact(c)
			if err != nil {
				return err
			}
			uids = append(uids, uid)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return op, uids
}

func twoLans() (store.Contact, store.Contact) {
	a := store.Contact{Name: "Lan Tran", Company: "Alpha", Tags: []string{"vip"}, Emails: []store.Email{{Address: "lan@x.vn"}}}
	b := store.Contact{Name: "Lan Tran", Company: "Beta", Tags: []string{"huế"}, Emails: []store.Email{{Address: "lan2@x.vn"}},
		Custom: []store.Custom{{Label: "Mã", Value: "7"}}}
	return a, b
}

// The undo of an import takes along the companies, tags and fields that nobody
// has any more; the undo of a merge brings back somebody who has them.
func TestUndoMergeAfterItsImport(t *testing.T) {
	for name, again := range map[string]bool{"gone": false, "made again since": true} {
		// By force also what the merge's own contact lost since.
		for _, force := range []bool{false, true} {
			t.Run(fmt.Sprint(name, " force ", force), func(t *testing.T) {
				s, clock := storetest.New(t)
				a, b := twoLans()
				op, uids := importOf(t, s, a, b)
				clock.Add(time.Minute)
				joined := storetest.Write(t, s, func(tx *store.Tx) error {
					_, err := tx.Merge(map[string]string{"custom.ma": ""}, uids[0], uids[1])
					return err
				})
				if force {
					edit(t, s, uids[0], func(c *store.Contact) { c.Tags = []string{"vip"} })
				}
				undone, err := s.Undo(ctx, cli, op.UID, false)
				if err != nil || len(undone.Kept) != 1 || undone.Kept[0] != uids[0] {
					t.Fatalf("kept %v, %v", undone.Kept, err)
				}
				if again {
					storetest.Add(t, s, store.Contact{Name: "Minh", Company: "BETA", Tags: []string{"Huế"}, Custom: []store.Custom{{Label: "Mã", Value: "8"}}})
				}
				if _, err := s.Undo(ctx, cli, joined.UID, force); err != nil {
					t.Fatal(err)
				}
				c := contact(t, s, uids[1])
				got := strings.ToLower(fmt.Sprintf("%s %v %v %d", c.Company, c.Tags, c.Custom, len(c.Emails)))
				if want := "beta [huế] [{ma mã 7}] 1"; got != want {
					t.Errorf("%s, want %s", got, want)
				}
				whole(t, s)
				before := dump(t, s)
				if _, err := s.Redo(ctx, cli, false); err != nil {
					t.Fatal(err)
				}
				whole(t, s)
				if _, err := s.Undo(ctx, cli, joined.UID, false); err != nil {
					t.Fatal(err)
				}
				if got := dump(t, s); got != before {
					t.Errorf("undone once more:\n%s\nwant:\n%s", got, before)
				}
			})
		}
	}
}
