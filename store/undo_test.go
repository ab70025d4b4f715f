package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/storetest"
)

var (
	ctx = context.Background()
	cli = store.Op{Who: "cli"}
)

func dump(tb rapid.TB, s *store.Store) string {
	d, err := s.Dump(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// machine does random operations on a book.
type machine struct {
	s     *store.Store
	clock *storetest.Clock
	uids  []string
}

func (m *machine) pick(t *rapid.T) string {
	if len(m.uids) == 0 {
		t.Skip("nobody there")
	}
	return rapid.SampledFrom(m.uids).Draw(t, "contact")
}

func (m *machine) write(t *rapid.T, fn func(*store.Tx) error) {
	m.clock.Add(time.Minute)
	if _, err := m.s.Write(ctx, store.Op{Who: "cli", What: "random"}, fn); err != nil {
		t.Fatal(err)
	}
}

var (
	someNames     = rapid.SampledFrom([]string{"Nguyễn Thị Ánh", "Trần Văn Đức", "王小明", "James O’Connor", "Lê Hoàng Phúc", "山田太郎", "Zoë \U0001f469\u200d\U0001f4bb"})
	someCompanies = rapid.SampledFrom([]string{"", "", "Vinamilk", "FPT Telecom", "北京云帆科技"})
	someTags      = rapid.SampledFrom([]string{"vip", "Hà Nội", "lost", "客户", "giới-thiệu"})
	somePhones    = rapid.SampledFrom([]string{"0912345678", "0981 549 988", "+86 138 0013 8000", "call me", "028 3822 1234"})
	someEmails    = rapid.SampledFrom([]string{"anh@example.com", "duc@example.vn", "xm@yunfan.cn"})
	someDates     = rapid.SampledFrom([]string{"2026-11-20", "2026-11-23", "2026-12-01"})
)

func someContact(t *rapid.T) store.Contact {
	c := store.Contact{
		Name: someNames.Draw(t, "name"), Company: someCompanies.Draw(t, "company"),
		Title: rapid.StringN(0, 8, 20).Draw(t, "title"), Note: rapid.StringN(0, 8, 40).Draw(t, "note"),
		Birthday: rapid.SampledFrom([]string{"", "1986-12-02", "--02-29"}).Draw(t, "birthday"),
		Tags:     rapid.SliceOfN(someTags, 0, 3).Draw(t, "tags"),
	}
	for _, p := range rapid.SliceOfN(somePhones, 0, 2).Draw(t, "phones") {
		c.Phones = append(c.Phones, store.Phone{Text: p, Label: "work"})
	}
	for _, e := range rapid.SliceOfN(someEmails, 0, 2).Draw(t, "emails") {
		c.Emails = append(c.Emails, store.Email{Address: e})
	}
	if v := rapid.StringN(0, 5, 10).Draw(t, "custom"); v != "" {
		c.Custom = []store.Custom{{Label: "Mã NV", Value: v}}
	}
	if city := rapid.SampledFrom([]string{"", "Hà Nội", "Huế"}).Draw(t, "city"); city != "" {
		c.Addresses = []store.Address{{City: city}}
	}
	return c
}

func (m *machine) Add(t *rapid.T) {
	c := someContact(t)
	m.write(t, func(tx *store.Tx) error {
		uid, err := tx.AddContact(c)
		m.uids = append(m.uids, uid)
		return err
	})
}

func (m *machine) Edit(t *rapid.T) {
	c := someContact(t)
	c.UID = m.pick(t)
	m.write(t, func(tx *store.Tx) error { return tx.SaveContact(c) })
}

func (m *machine) Tag(t *rapid.T) {
	uid := m.pick(t)
	add, drop := rapid.SliceOfN(someTags, 0, 2).Draw(t, "add"), rapid.SliceOfN(someTags, 0, 1).Draw(t, "drop")
	m.write(t, func(tx *store.Tx) error { _, err := tx.Tag(uid, add, drop); return err })
}

func (m *machine) Log(t *rapid.T) {
	uid := m.pick(t)
	i := store.Interaction{
		Contact: uid, Kind: rapid.SampledFrom([]string{"call", "note", "email"}).Draw(t, "kind"),
		Outcome: rapid.SampledFrom([]string{"", "na", "ok"}).Draw(t, "outcome"), Text: rapid.StringN(0, 10, 40).Draw(t, "text"),
	}
	m.write(t, func(tx *store.Tx) error { _, err := tx.AddInteraction(i); return err })
}

func (m *machine) Follow(t *rapid.T) {
	uid, on := m.pick(t), someDates.Draw(t, "due")
	m.write(t, func(tx *store.Tx) error { _, err := tx.Follow(uid, store.Due{On: on}, "call"); return err })
}

func (m *machine) Finish(t *rapid.T) {
	uid := m.pick(t)
	m.write(t, func(tx *store.Tx) error { _, err := tx.Unfollow(uid); return err })
}

func (m *machine) Deal(t *rapid.T) {
	uid := m.pick(t)
	stage := rapid.SampledFrom([]string{"new", "quote", "won", "lost"}).Draw(t, "stage")
	m.write(t, func(tx *store.Tx) error {
		if _, err := tx.SetStage(uid, stage); err != nil {
			return err
		}
		_, err := tx.SetValue(uid, store.Money{Minor: rapid.Int64Range(1, 99).Draw(t, "value"), Currency: "VND"})
		return err
	})
}

func (m *machine) Trash(t *rapid.T) {
	uid, restore := m.pick(t), rapid.Bool().Draw(t, "restore")
	m.write(t, func(tx *store.Tx) error {
		if restore {
			return tx.Restore(uid)
		}
		return tx.Trash(uid)
	})
}

func (m *machine) Segment(t *rapid.T) {
	name := rapid.SampledFrom([]string{"VIP", "lạnh", "广州"}).Draw(t, "name")
	m.write(t, func(tx *store.Tx) error {
		return tx.SaveSegment(store.Segment{Name: name, Query: "tag:" + someTags.Draw(t, "tag")}, true)
	})
}

func (m *machine) Setting(t *rapid.T) {
	value := rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "value")
	m.write(t, func(tx *store.Tx) error { return tx.SetSetting("goal", value) })
}

func (m *machine) Import(t *rapid.T) {
	list := rapid.SliceOfN(rapid.Custom(someContact), 1, 4).Draw(t, "rows")
	edit := ""
	if len(m.uids) > 0 {
		edit = m.pick(t)
	}
	m.clock.Add(time.Minute)
	_, err := m.s.Write(ctx, store.Op{Who: "import", What: "random"}, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		for i, c := range list {
			uid, err := tx.AddContact(c)
			if err != nil {
				return err
			}
			m.uids = append(m.uids, uid)
			if i == 0 {
				// A later row of the file changes what an earlier one added.
				c.UID, c.Title, c.Phones = uid, "again", []store.Phone{{Text: "0900000001"}}
				if err := tx.SaveContact(c); err != nil {
					return err
				}
			}
			if _, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "call", Text: "imported"}); err != nil {
				return err
			}
		}
		if edit == "" {
			return nil
		}
		c := list[0]
		c.UID = edit
		return tx.SaveContact(c)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestUndoAllIsTheStart is the promise of the journal: after any operations,
// undoing all of them gives the book as it was, and redoing all of them gives
// the book as it became; restarts in between change nothing.
func TestUndoAllIsTheStart(t *testing.T) {
	storetest.Cases(t, 20) // each is some 100 transactions, each of them synced
	dir := t.TempDir()
	n := 0
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
		actions := map[string]func(*rapid.T){
			"add": m.Add, "edit": m.Edit, "tag": m.Tag, "log": m.Log, "follow": m.Follow, "finish": m.Finish,
			"deal": m.Deal, "trash": m.Trash, "segment": m.Segment, "setting": m.Setting, "import": m.Import,
		}
		t.Repeat(actions)
		end := dump(t, s)
		if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
			t.Fatal(wrong, err)
		}
		undone := 0
		for {
			_, err := s.Undo(ctx, cli, "", false)
			if errors.Is(err, store.ErrNothing) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			undone++
		}
		if got := dump(t, s); got != start {
			t.Fatalf("after undoing %d operations:\n%s\nwant:\n%s", undone, got, start)
		}
		s.Close()
		if s, err = store.Open(ctx, path, opt); err != nil {
			t.Fatal(err)
		}
		for range undone {
			if _, err := s.Redo(ctx, cli, false); err != nil {
				t.Fatal(err)
			}
		}
		if got := dump(t, s); got != end {
			t.Fatalf("after redoing %d operations:\n%s\nwant:\n%s", undone, got, end)
		}
		if _, err := s.Redo(ctx, cli, false); !errors.Is(err, store.ErrNothing) {
			t.Fatalf("one redo too many: %v", err)
		}
		// Once more down and up: a redo undone is an undo.
		for range undone {
			if _, err := s.Undo(ctx, cli, "", false); err != nil {
				var conflict *store.ConflictError
				errors.As(err, &conflict)
				t.Fatal(err, conflict)
			}
		}
		if got := dump(t, s); got != start {
			t.Fatalf("after undoing the redone:\n%s\nwant:\n%s", got, start)
		}
		if wrong, err := s.Check(ctx, true); err != nil || len(wrong) > 0 {
			t.Fatal(wrong, err)
		}
	})
}
