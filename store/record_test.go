package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/query"
	"crm/store/sample"
	"crm/store/storetest"
	"crm/store/when"
)

func contentOf(tb rapid.TB, s *store.Store) string {
	text, err := s.Content(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

// records reads all records of a book, or of what matches a query.
func records(tb rapid.TB, s *store.Store, q *query.Query) []store.Record {
	var out []store.Record
	err := s.Snapshot(ctx, q, func(b *store.Snapshot) error {
		for r, err := range b.Records() {
			if err != nil {
				return err
			}
			out = append(out, r)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// restore puts records into a book as an import does, and counts what it did.
func restore(tb rapid.TB, s *store.Store, list []store.Record, bulk bool) map[store.Put]int {
	did := map[store.Put]int{}
	_, err := s.Write(ctx, store.Op{Who: "import", What: "restore"}, func(tx *store.Tx) error {
		if bulk {
			if err := tx.BeginBulk(); err != nil {
				return err
			}
		}
		// Fields first: their order is one of the book.
		for _, first := range []bool{true, false} {
			for _, r := range list {
				if _, field := r.(store.FieldRecord); field != first {
					continue
				}
				n, err := tx.Put(r, true)
				if err != nil {
					return fmt.Errorf("%T: %w", r, err)
				}
				did[n]++
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return did
}

// differences lists the lines that two contents do not share.
func differences(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	var out []string
	for _, l := range a {
		if _, in := slices.BinarySearch(b, l); !in {
			out = append(out, "+ "+l)
		}
	}
	for _, l := range b {
		if _, in := slices.BinarySearch(a, l); !in {
			out = append(out, "- "+l)
		}
	}
	return strings.Join(out[:min(len(out), 20)], "\n")
}

// strew puts something into the tables that no command fills yet, or that take many
// steps to fill.
func (m *machine) strew(t *rapid.T) {
	if len(m.uids) < 2 {
		t.Skip("too few contacts")
	}
	a, b := m.pick(t), m.pick(t)
	day := someDates.Draw(t, "day")
	word := rapid.StringMatching(`[a-z]{3,6}`).Draw(t, "word")
	list := []store.Record{
		store.CompanyRecord{Name: "C" + word, Industry: "may mặc", Website: "example.com", Note: "a\nb"},
		store.TagRecord{Name: "T" + word},
		store.FieldRecord{Label: "F" + word, Type: "number", Class: "sensitive"},
		store.ReminderRecord{
			Reminder: store.Reminder{Contact: a, Kind: "renewal", DueOn: day, DueAt: storetest.Start, Text: word, Rule: "1y", Ahead: 14, DoneAt: storetest.Start},
			Anchor:   day, SnoozedOn: day,
		},
		store.Deal{Contact: a, Title: word, Stage: "demo", Value: store.Money{Minor: 7, Currency: "VND"}, ExpectedOn: day, LostReason: word, Changes: []store.DealChange{{At: storetest.Start, From: "new", To: "demo"}}},
		store.Purchase{Contact: a, On: day, Item: word, Amount: store.Money{Minor: 5, Currency: "USD"}, Note: word},
		store.CadenceRecord{Of: "contact", Ref: a, Ideal: 30, Latest: 60},
		store.SegmentRecord{Segment: store.Segment{Name: "S" + word, Description: "d"}, Fixed: true},
		store.MemberRecord{Name: "S" + word, Contact: a},
		store.MemberRecord{Name: "S" + word, Contact: b, Seen: true},
		store.SettingRecord{Key: "k" + word, Value: word},
		store.Profile{Signature: word, Mapping: `{"a":1}`},
		store.ErasedRecord{Hash: word, On: day},
	}
	if a != b {
		list = append(list, store.RelationRecord{Contact: a, Other: b, Kind: "referrer"}, store.NotSameRecord{A: a, B: b})
	}
	c, err := m.s.Contact(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	c.External = []store.External{{System: "hubspot", ID: word}, {System: "vcard", ID: word}}
	c.Consents = []store.Consent{{Channel: "email", State: "no", Source: word, On: day, Note: "n"}}
	m.write(t, func(tx *store.Tx) error {
		if err := tx.SaveContact(c); err != nil {
			return err
		}
		full := &store.ContactRecord{Contact: c, Extras: []string{"X-" + strings.ToUpper(word) + ":1"}, Held: []store.Held{{}, {Checksum: word, At: storetest.Start}}}
		for i := range c.Emails {
			full.EmailVerified = append(full.EmailVerified, []string{day, ""}[i%2])
		}
		for i := range c.Phones {
			full.PhoneVerified = append(full.PhoneVerified, []string{"", day}[i%2])
		}
		for _, r := range append(list, full) {
			if _, err := tx.Put(r, true); err != nil {
				return fmt.Errorf("%T: %w", r, err)
			}
		}
		return nil
	})
}

// TestRecordsMakeAnEqualBook: all records of any book, put into an empty one, make a
// book with the same content, and putting them again changes nothing.
func TestRecordsMakeAnEqualBook(t *testing.T) {
	storetest.Cases(t, 10) // each is some dozens of synced transactions
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		clock := storetest.NewClock()
		book := func(name string, seed uint64) *store.Store {
			opt := storetest.Options(clock)
			opt.UID = storetest.UIDs(seed)
			s, err := store.Create(ctx, filepath.Join(dir, fmt.Sprintf("%d-%s.db", n, name)), opt)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		ours := book("ours", 1)
		defer ours.Close()
		m := &machine{s: ours, clock: clock}
		t.Repeat(map[string]func(*rapid.T){
			"add": m.Add, "edit": m.Edit, "tag": m.Tag, "log": m.Log, "follow": m.Follow, "finish": m.Finish,
			"deal": m.Deal, "trash": m.Trash, "segment": m.Segment, "setting": m.Setting, "import": m.Import, "strew": m.strew,
		})
		list := records(t, ours, nil)
		clock.Add(time.Hour)
		theirs := book("theirs", 2)
		defer theirs.Close()
		fresh := contentOf(t, theirs)
		put := restore(t, theirs, list, rapid.Bool().Draw(t, "bulk"))
		want, got := contentOf(t, ours), contentOf(t, theirs)
		if got != want {
			t.Fatalf("the copy differs:\n%s", differences(got, want))
		}
		if again := records(t, theirs, nil); !reflect.DeepEqual(plainRecords(again), plainRecords(list)) {
			t.Fatalf("the copy has other records")
		}
		before := contentOf(t, theirs)
		did := restore(t, theirs, list, true)
		if did[store.PutAdded]+did[store.PutChanged] > 0 || contentOf(t, theirs) != before {
			t.Fatalf("putting the records again did %v", did)
		}
		if wrong, err := theirs.Check(ctx, true); err != nil || len(wrong) > 0 {
			t.Fatal(wrong, err)
		}
		if put[store.PutAdded]+put[store.PutChanged] > 0 {
			if _, err := theirs.Undo(ctx, cli, "", false); err != nil {
				t.Fatal(err)
			}
			if left := contentOf(t, theirs); left != fresh {
				t.Fatalf("undone, it leaves\n%s", differences(left, fresh))
			}
		}
	})
}

// plainRecords are records as text: what they point at, not where.
func plainRecords(list []store.Record) []string {
	out := make([]string, len(list))
	for i, r := range list {
		switch r := r.(type) {
		case *store.ContactRecord:
			out[i] = fmt.Sprintf("%+v", *r)
		case store.Deal:
			out[i] = fmt.Sprint(r.UID, r.Contact, r.Title, r.Stage, r.Value, r.Changes)
		default:
			out[i] = fmt.Sprintf("%T %+v", r, r)
		}
	}
	return out
}

func TestRecordsOfSample(t *testing.T) {
	ours, clock := storetest.New(t)
	if err := sample.Fill(ctx, ours, 3, 1200); err != nil {
		t.Fatal(err)
	}
	opt := storetest.Options(clock)
	opt.UID = storetest.UIDs(2)
	theirs, err := store.Create(ctx, filepath.Join(t.TempDir(), "copy.db"), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	restore(t, theirs, records(t, ours, nil), true)
	if got, want := contentOf(t, theirs), contentOf(t, ours); got != want {
		t.Errorf("the copy differs:\n%s", differences(got, want))
	}
}

// TestRecordsOfSome: with a query there is only what belongs to those contacts.
func TestRecordsOfSome(t *testing.T) {
	s, _ := storetest.New(t)
	a := storetest.Add(t, s, store.Contact{Name: "A", Company: "X", Tags: []string{"vip"}, Custom: []store.Custom{{Label: "Size", Value: "1"}}})
	b := storetest.Add(t, s, store.Contact{Name: "B", Company: "Y", Tags: []string{"vip"}})
	c := storetest.Add(t, s, store.Contact{Name: "C", Company: "Z", Custom: []store.Custom{{Label: "Shoe", Value: "1"}}})
	gone := storetest.Add(t, s, store.Contact{Name: "D"})
	storetest.Write(t, s, func(tx *store.Tx) error {
		for _, r := range []store.Record{
			store.Interaction{Contact: a, Kind: "call"}, store.Interaction{Contact: c, Kind: "note"},
			store.RelationRecord{Contact: a, Other: b, Kind: "boss"}, store.RelationRecord{Contact: a, Other: c, Kind: "boss"},
			store.CadenceRecord{Of: "contact", Ref: b, Ideal: 1, Latest: 2}, store.CadenceRecord{Of: "contact", Ref: c, Ideal: 1, Latest: 2}, store.CadenceRecord{Of: "tag", Ref: "vip", Ideal: 1, Latest: 2},
			store.SettingRecord{Key: "goal", Value: "9"},
		} {
			if _, err := tx.Put(r, true); err != nil {
				return err
			}
		}
		return tx.Trash(gone)
	})
	q, err := query.Parse("tag:vip", query.Context{When: when.Context{}})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, r := range records(t, s, q) {
		kinds = append(kinds, strings.TrimPrefix(fmt.Sprintf("%T", r), "store."))
	}
	want := "*store.ContactRecord *store.ContactRecord FieldRecord CompanyRecord CompanyRecord RelationRecord Interaction CadenceRecord"
	if got := strings.Join(kinds, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestUIDs(t *testing.T) {
	s, _ := storetest.New(t)
	for _, c := range []store.Contact{{UID: "c000000000000001", Name: "Đức"}, {UID: "a000000000000001", Name: "Ánh", Tags: []string{"vip"}}, {UID: "b000000000000001", Nickname: "Nobody"}} {
		storetest.Add(t, s, c)
	}
	gone := storetest.Add(t, s, store.Contact{Name: "Gone"})
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(gone) })
	q, err := query.Parse("tag:vip", query.Context{When: when.Context{}})
	if err != nil {
		t.Fatal(err)
	}
	for want, q := range map[string]*query.Query{"a000000000000001 c000000000000001 b000000000000001": nil, "a000000000000001": q} {
		if got, err := s.UIDs(ctx, q); err != nil || strings.Join(got, " ") != want {
			t.Errorf("%v, %v; want %s", got, err, want)
		}
	}
}

// TestPutIntoFilledBook: what is there by its uid or its name is kept, or replaced
// when that is asked for; a record of nobody is refused.
func TestPutIntoFilledBook(t *testing.T) {
	s, _ := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Ánh", Company: "May Hòa Bình"})
	put := func(r store.Record, replace bool) (did store.Put, err error) {
		_, werr := s.Write(ctx, cli, func(tx *store.Tx) error {
			did, err = tx.Put(r, replace)
			return err
		})
		if err == nil && werr != nil {
			t.Fatal(werr)
		}
		return did, err
	}
	for i, c := range []struct {
		r       store.Record
		replace bool
		want    store.Put
	}{
		{store.CompanyRecord{UID: "c0000000", Name: "may hoa binh", Industry: "may"}, false, store.PutChanged},
		{store.CompanyRecord{UID: "c0000000", Name: "may hoa binh", Industry: "dệt"}, false, store.PutSame},
		{store.CompanyRecord{UID: "c0000000", Name: "may hoa binh", Industry: "dệt"}, true, store.PutChanged},
		{store.Interaction{UID: "i0000000", Contact: uid, Kind: "call", At: storetest.Start}, false, store.PutAdded},
		{store.Interaction{UID: "i0000000", Contact: uid, Kind: "call", At: storetest.Start, Text: "x"}, false, store.PutSame},
		{store.Interaction{UID: "i0000000", Contact: uid, Kind: "call", At: storetest.Start, Text: "x"}, true, store.PutChanged},
		{store.SegmentRecord{Segment: store.Segment{UID: "s0000000", Name: "Fair", Query: "tag:vip"}}, false, store.PutAdded},
		{store.SegmentRecord{Segment: store.Segment{UID: "s1111111", Name: "fair", Query: "tag:vip"}}, false, store.PutSame},
		{store.MemberRecord{Segment: "s1111111", Name: "fair", Contact: uid}, false, store.PutAdded},
		{store.SettingRecord{Key: "goal", Value: "5"}, false, store.PutAdded},
		{store.SettingRecord{Key: "goal", Value: "6"}, false, store.PutSame},
		{store.SettingRecord{Key: "goal", Value: "6"}, true, store.PutChanged},
		{store.Profile{Signature: "s", Mapping: "{}"}, false, store.PutAdded},
		{store.Profile{Signature: "s", Mapping: "[]"}, false, store.PutSame},
		{store.Profile{Signature: "s", Mapping: "[]"}, true, store.PutChanged},
		{&store.ContactRecord{Contact: store.Contact{UID: uid, Name: "Another"}, Extras: []string{"X-A:1"}}, true, store.PutChanged},
	} {
		if did, err := put(c.r, c.replace); did != c.want || err != nil {
			t.Errorf("%d. %+v: did %v, %v", i, c.r, did, err)
		}
	}
	if c, err := s.Contact(ctx, uid); err != nil || c.Name != "Ánh" {
		t.Errorf("the contact is %q, %v", c.Name, err)
	}
	for _, r := range []store.Record{
		store.Interaction{Contact: "nobody00", Kind: "call"}, store.Deal{Contact: "nobody00", Stage: "new"},
		store.Purchase{Contact: uid, Deal: "nothing0", On: "2026-01-01", Item: "x"}, store.MemberRecord{Name: "none", Contact: uid},
		store.RelationRecord{Contact: uid, Other: "nobody00", Kind: "boss"},
	} {
		if _, err := put(r, true); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%+v: %v", r, err)
		}
	}
	for _, r := range []store.Record{
		&store.ContactRecord{}, store.Interaction{Contact: uid}, store.Deal{Contact: uid}, store.CadenceRecord{Of: "moon", Ref: "x"},
		store.CompanyRecord{}, store.TagRecord{Name: "#"}, store.FieldRecord{}, store.SegmentRecord{}, store.ErasedRecord{},
		store.ReminderRecord{Reminder: store.Reminder{Contact: uid, DueOn: "soon"}}, store.RelationRecord{Contact: uid, Other: uid, Kind: "boss"},
	} {
		var invalid *store.Invalid
		if _, err := put(r, true); !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}
