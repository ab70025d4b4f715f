package store_test

import (
	"errors"
	"fmt"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

func TestWholeTags(t *testing.T) {
	s, _ := storetest.New(t)
	var uids []string
	for i, tags := range [][]string{{"vip"}, {"hot"}, {"vip", "hot"}, {"vip"}} {
		uids = append(uids, storetest.Add(t, s, store.Contact{Name: fmt.Sprint("P", i), Tags: tags}))
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		_, err := tx.Put(store.CadenceRecord{Of: "tag", Ref: "vip", Ideal: 7, Latest: 14}, false)
		return errors.Join(err, tx.Trash(uids[3]))
	})
	start := dump(t, s)
	tags := func() string {
		t.Helper()
		whole(t, s)
		list, err := s.Tags(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(list)
	}
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.RenameTag("#VIP", "khách quý") })
	if got := tags(); got != "[{hot 2} {khách quý 2}]" {
		t.Error(got)
	}
	if len(search(t, s, "quy")) != 2 || len(search(t, s, "vip")) != 0 {
		t.Error("found by the old name")
	}
	for _, c := range []struct {
		from, to string
		want     error
	}{{"none", "x", store.ErrNotFound}, {"hot", "Khach Quy", store.ErrExists}} {
		if _, err := s.Write(ctx, cli, func(tx *store.Tx) error { return tx.RenameTag(c.from, c.to) }); !errors.Is(err, c.want) {
			t.Errorf("%s to %s: %v", c.from, c.to, err)
		}
	}
	refused(t, s, func(tx *store.Tx) error { return tx.RenameTag("hot", "#") })
	refused(t, s, func(tx *store.Tx) error { _, err := tx.MergeTags("hot", "HOT"); return err })
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.RenameTag("hot", "HOT") })
	if got := tags(); got != "[{HOT 2} {khách quý 2}]" {
		t.Error(got)
	}
	var n, removed int
	op := storetest.Write(t, s, func(tx *store.Tx) (err error) {
		n, err = tx.MergeTags("khách quý", "hot")
		return err
	})
	if got := tags(); got != "[{HOT 3}]" || n != 3 || op.N != 3 {
		t.Error(got, n, op.N)
	}
	storetest.Write(t, s, func(tx *store.Tx) (err error) {
		removed, err = tx.RemoveTag("hot")
		return err
	})
	if got := tags(); got != "[]" || removed != 4 || len(search(t, s, "hot")) != 0 {
		t.Error(got, removed)
	}
	for range 4 {
		if _, err := s.Undo(ctx, cli, "", false); err != nil {
			t.Fatal(err)
		}
		whole(t, s)
	}
	if got := dump(t, s); got != start {
		t.Errorf("undone:\n%s\nwant\n%s", got, start)
	}
}
