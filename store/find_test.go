package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"crm/store"
	"crm/store/query"
	"crm/store/storetest"
)

func find(s *store.Store, arg string) (string, error) {
	q, err := query.Parse(arg, query.Context{When: today(s)})
	if err != nil {
		q = nil
	}
	r, err := s.Find(ctx, arg, q)
	return r.UID, err
}

func TestFind(t *testing.T) {
	s, uids := searchBook(t)
	duc := uids["duc"]
	short, err := s.ShortID(ctx, duc)
	if err != nil {
		t.Fatal(err)
	}
	for arg, want := range map[string]string{
		duc:                            "duc",
		short:                          "duc",
		strings.ToUpper(short):         "duc",
		" " + duc[:10] + " ":           "duc",
		"duc.nguyen@example.com":       "duc",
		"Đức <DUC.NGUYEN@example.com>": "duc",
		"0981 549 988":                 "duc",
		"+84 981-549-988":              "duc",
		"Nguyễn Văn Đức":               "duc",
		"nguyen van duc":               "duc",
		"王小明":                          "ming",
		"小明":                           "ming",
		"+8613800138000":               "ming",
		"taro":                         "yamada",
		"zoe":                          "zoe",
		"028 3822 1234":                "phone",
		"tag:vip":                      "duc",
		"trần":                         "other",
		"city:ha-noi":                  "duc",
		"Công ty May Hòa Bình":         "duc",
	} {
		if got, err := find(s, arg); err != nil || got != uids[want] {
			t.Errorf("%q: %q, want %q (%s), %v", arg, got, uids[want], want, err)
		}
	}
	for _, arg := range []string{"", "  ", "nobody here", "ghost@example.com", "0900 000 000", "tag:cold", "zzzzzzzzzzzzzzzz", "a:b:c"} {
		if got, err := find(s, arg); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%q: %q, %v", arg, got, err)
		}
	}
}

func TestFindIsAmbiguous(t *testing.T) {
	s, _ := storetest.New(t)
	for i := range 12 {
		storetest.Add(t, s, store.Contact{Name: "Nguyễn Thị Ánh", Company: fmt.Sprint("Công ty ", i), Emails: []store.Email{{Address: "shared@example.com"}}})
	}
	storetest.Add(t, s, store.Contact{Name: "Nguyễn Thị Ánh Nguyệt"})
	for arg, total := range map[string]int{"nguyen thi anh": 12, "shared@example.com": 12, "anh": 13} {
		_, err := find(s, arg)
		var many *store.Ambiguous
		if !errors.As(err, &many) || many.Total != total || len(many.Found) != 10 || many.Arg != arg {
			t.Errorf("%q: %+v, %v", arg, many, err)
		}
	}
	if _, err := find(s, "anh nguyet"); err != nil {
		t.Error(err)
	}
}

// TestFindPassesByTheTrash: nobody means a contact that they threw away.
func TestFindPassesByTheTrash(t *testing.T) {
	s, uids := searchBook(t)
	duc := uids["duc"]
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(duc) })
	for _, arg := range []string{duc, duc[:8], "duc.nguyen@example.com", "0981 549 988", "Nguyễn Văn Đức", "duc"} {
		if got, err := find(s, arg); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%q: %q, %v", arg, got, err)
		}
	}
	if c, err := s.Contact(ctx, duc); err != nil || c.Deleted.IsZero() {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestFindPrefersNobodyToAGuess: a word that begins an id and a name could mean both.
func TestFindPrefersNobodyToAGuess(t *testing.T) {
	s, _ := storetest.New(t)
	id := storetest.Add(t, s, store.Contact{UID: "hang000000000000", Name: "Lê Ba"})
	name := storetest.Add(t, s, store.Contact{Name: "Trần Hằng"})
	_, err := find(s, "hang")
	var many *store.Ambiguous
	if !errors.As(err, &many) || many.Total != 2 {
		t.Fatalf("%v", err)
	}
	got := []string{many.Found[0].UID, many.Found[1].UID}
	if !slices.Contains(got, id) || !slices.Contains(got, name) {
		t.Errorf("%v", got)
	}
	if got, err := find(s, "hang0"); err != nil || got != id {
		t.Errorf("%q, %v", got, err)
	}
}

// TestShortID: what is shown of an id means one thing in all four tables.
func TestShortID(t *testing.T) {
	s, _ := storetest.New(t)
	a := storetest.Add(t, s, store.Contact{UID: "abcd000000000000", Name: "a"})
	storetest.Add(t, s, store.Contact{UID: "abce000000000000", Name: "b"})
	storetest.Write(t, s, func(tx *store.Tx) error {
		_, err := tx.AddReminder(store.Reminder{UID: "abcd000001000000", Contact: a, DueOn: "2026-12-01"})
		return err
	})
	for uid, want := range map[string]string{
		a: "abcd000000", "abcd000001000000": "abcd000001", "abce000000000000": "abce", "zzzz000000000000": "zzzz",
	} {
		if got, err := s.ShortID(ctx, uid); err != nil || got != want {
			t.Errorf("%s: %s, want %s, %v", uid, got, want, err)
		}
	}
	big, _ := samples(t, 300)
	var all []string
	for _, r := range list(t, big, store.ListOptions{}) {
		all = append(all, r.UID)
		rem, err := big.Reminders(ctx, r.UID, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range rem {
			all = append(all, m.UID)
		}
	}
	ops, err := big.History(ctx, store.HistoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, ops[0].UID)
	for _, uid := range all {
		short, err := big.ShortID(ctx, uid)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, other := range all {
			if strings.HasPrefix(other, short) {
				n++
			}
		}
		if n != 1 || len(short) < 4 {
			t.Errorf("%s is the beginning of %d ids", short, n)
		}
	}
}

func TestRandomUID(t *testing.T) {
	seen := map[string]bool{}
	for range 2000 {
		uid := store.RandomUID()
		if seen[uid] || len(uid) != 16 || !store.IsUID(uid) || !store.IsUID(uid[:4]) || uid[0] < 'a' {
			t.Fatal(uid)
		}
		seen[uid] = true
	}
	for _, s := range []string{"", "abc", "1234", "abil", "abcd0123456789xyz", "ABCD", "đabc"} {
		if store.IsUID(s) {
			t.Errorf("%q could be an id", s)
		}
	}
}
