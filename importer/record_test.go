package importer_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/importer"
	"crm/store"
	"crm/store/query"
	crowd "crm/store/sample"
	"crm/store/storetest"
	"crm/store/when"
)

// lines exports a book as NDJSON.
func lines(t rapid.TB, st *store.Store, q *query.Query) string {
	var b bytes.Buffer
	n, err := importer.Export(context.Background(), st, q, "ndjson", &b, importer.ExportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), `{"type":"contact"`); got != n {
		t.Fatalf("%d contacts in the file, %d said", got, n)
	}
	return b.String()
}

// alter runs a write of a test.
func alter(t rapid.TB, st *store.Store, fn func(*store.Tx) error) {
	if _, err := st.Write(context.Background(), store.Op{Who: "cli", What: "test"}, fn); err != nil {
		t.Fatal(err)
	}
}

// everything adds one record of each kind to a book.
func everything(t rapid.TB, st *store.Store, a, b string) {
	at := now.Add(-time.Hour)
	alter(t, st, func(tx *store.Tx) error {
		for _, r := range []store.Record{
			store.CompanyRecord{Name: "Không ai", Industry: "may", Website: "example.com", Note: "1\n2"},
			store.TagRecord{Name: "nobody's"}, store.FieldRecord{Label: "Unused", Type: "date", Class: "sensitive"},
			store.RelationRecord{Contact: a, Other: b, Kind: "referrer"}, store.NotSameRecord{A: b, B: a},
			store.Interaction{Contact: a, Kind: "call", At: at, Text: "a \"b\"\n\\ \u2028 <c>"}, store.Interaction{Contact: a, Kind: "call", At: at, Outcome: "na"},
			store.ReminderRecord{Reminder: store.Reminder{Contact: a, Kind: "renewal", DueOn: "2026-12-01", DueAt: at, Rule: "1y", Ahead: 7, DoneAt: at}, Anchor: "2020-12-01", SnoozedOn: "2026-11-30"},
			store.Deal{UID: "d000000000000001", Contact: b, Stage: "demo", Title: "x", Value: store.Money{Minor: 1, Currency: "VND"}, ExpectedOn: "2027-01-01", Closed: at, Outcome: "lost", LostReason: "price", Changes: []store.DealChange{{At: at, From: "new", To: "demo"}}},
			store.Purchase{Contact: b, Deal: "d000000000000001", On: "2026-01-01", Item: "máy", Amount: store.Money{Minor: 5}, Note: "n"},
			store.CadenceRecord{Of: "contact", Ref: a, Ideal: 30, Latest: 60}, store.CadenceRecord{Of: "tag", Ref: "vip", Ideal: 3, Latest: 6},
			store.SegmentRecord{Segment: store.Segment{Name: "VIP", Query: "tag:vip", Canonical: "tag:vip", Hotkey: "v", Description: "d"}},
			store.SegmentRecord{Segment: store.Segment{Name: "Fair"}, Fixed: true},
			store.MemberRecord{Name: "Fair", Contact: a}, store.MemberRecord{Name: "VIP", Contact: b, Seen: true},
			store.SettingRecord{Key: "stages", Value: "new,demo,won,lost"}, store.Profile{Signature: "s", Mapping: `{"a":"b"}`},
			store.ErasedRecord{Hash: "h", On: "2026-01-01"},
			&store.ContactRecord{
				Contact:       store.Contact{Name: "Whole", Company: "C", Emails: []store.Email{{Address: "w@x.vn"}}, Phones: []store.Phone{{Text: "0912345678"}, {Text: "0987654321", Key: "+84987654321"}}, External: []store.External{{System: "hubspot", ID: "7"}}, Consents: []store.Consent{{Channel: "sms", State: "no", Source: "s", On: "2026-01-01", Note: "n"}}},
				EmailVerified: []string{"2026-01-02"}, PhoneVerified: []string{"", "2026-01-03"}, Held: []store.Held{{Checksum: "c", At: at}}, Extras: []string{"X-A:1", "PHOTO:data"},
			},
			&store.ContactRecord{Contact: store.Contact{Name: "Gone", Deleted: at}},
		} {
			if _, err := tx.Put(r, true); err != nil {
				return fmt.Errorf("%T: %w", r, err)
			}
		}
		return nil
	})
}

// into imports a text and returns the report.
func into(t testing.TB, st *store.Store, name, text string, opt importer.Options) *importer.Report {
	t.Helper()
	f, err := importer.Open(t.Context(), write(t, name, text), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := f.Apply(t.Context(), st, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Rows != r.Added+r.Changed+r.Same+r.Skipped+r.Asked+r.Rejected || r.Rows != f.Rows() {
		t.Fatalf("%d rows are not accounted for: %+v", f.Rows(), r)
	}
	return r
}

// TestWholeBookAndBack: NDJSON of any book, into an empty one, gives a book whose
// NDJSON is the same to the byte; again, it changes nothing.
func TestWholeBookAndBack(t *testing.T) {
	storetest.Cases(t, 10)
	rapid.Check(t, func(rt *rapid.T) {
		ours, theirs := newBook(t), newBook(t)
		var uids []string
		people := rapid.SliceOfN(rapid.Custom(drawContact), 2, 6).Draw(rt, "people")
		alter(rt, ours, func(tx *store.Tx) error {
			for _, c := range people {
				uid, err := tx.AddContact(c)
				if err != nil {
					return err
				}
				uids = append(uids, uid)
			}
			return nil
		})
		everything(rt, ours, uids[0], uids[1])
		if rapid.Bool().Draw(rt, "trash") {
			alter(rt, ours, func(tx *store.Tx) error { return tx.Trash(uids[0]) })
		}
		text := lines(rt, ours, nil)
		r := into(t, theirs, "all.ndjson", text, options())
		if r.Rejected+r.Asked+r.Skipped > 0 || r.Format != "ndjson" || r.Added != len(people)+2 {
			rt.Fatalf("%+v", r)
		}
		if got := lines(rt, theirs, nil); got != text {
			rt.Fatalf("the copy differs: %s", differ(text, got))
		}
		for _, st := range []*store.Store{theirs, ours} {
			if again := into(t, st, "all.ndjson", text, options()); again.Same != again.Rows || again.Operation != "" {
				rt.Fatalf("the second time: %+v", again)
			}
		}
	})
}

func TestSampleBookAndBack(t *testing.T) {
	ours, theirs := newBook(t), newBook(t)
	if err := crowd.Fill(t.Context(), ours, 5, 700); err != nil {
		t.Fatal(err)
	}
	text := lines(t, ours, nil)
	if r := into(t, theirs, "all.ndjson", text, options()); r.Added != 700 || r.Rejected > 0 {
		t.Fatalf("%+v", r)
	}
	if got := lines(t, theirs, nil); got != text {
		t.Errorf("the copy differs: %s", differ(text, got))
	}
	if wrong, err := theirs.Check(t.Context(), true); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
	// The array has the same contacts and what is theirs.
	var b bytes.Buffer
	if _, err := importer.Export(t.Context(), ours, nil, "json", &b, importer.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	again := newBook(t)
	if r := into(t, again, "all.json", b.String(), options()); r.Added != 700 || r.Rows != 700 || r.Format != "json" {
		t.Fatalf("%+v", r)
	}
	sorted := func(st *store.Store) []string {
		var out []string
		for line := range strings.Lines(lines(t, st, nil)) {
			if !strings.HasPrefix(line, `{"type":"company"`) { // their ids are not in the array
				i := strings.Index(line, `"company_id":"`)
				if i > 0 {
					line = line[:i] + line[i+len(`"company_id":"0123456789abcdef",`):]
				}
				out = append(out, line)
			}
		}
		slices.Sort(out)
		return out
	}
	if a, b := strings.Join(sorted(ours), ""), strings.Join(sorted(again), ""); a != b {
		t.Errorf("out of the array: %s", differ(a, b))
	}
}

// TestIntoFilledBook: a person whom the book has under another id is merged, and
// what belongs to them goes along; who is nobody's is refused, and said.
func TestIntoFilledBook(t *testing.T) {
	theirs := newBook(t)
	alter(t, theirs, func(tx *store.Tx) error {
		_, err := tx.AddContact(store.Contact{UID: "x000000000000001", Name: "Nguyễn Thị Ánh", Emails: []store.Email{{Address: "anh@may.vn"}}})
		return err
	})
	text := `{"type":"contact","id":"a000000000000001","name":"Nguyễn Thị Ánh","email":"anh@may.vn","emails":[{"address":"Anh@May.vn"}],"phones":[{"text":"0912 345 678"}],"tags":["vip"],"vcard":["X-A:1"]}
{"type":"contact","id":"b000000000000001","name":"Bình"}

{"type":"interaction","id":"i000000000000001","contact":"a000000000000001","at":"2026-01-02T03:04:05Z","kind":"call","text":"x"}
{"type":"interaction","id":"i000000000000002","contact":"nobody0000000000","kind":"call"}
{"type":"relation","contact":"b000000000000001","other":"a000000000000001","kind":"boss"}
{"type":"reminder","id":"r000000000000001","contact":"b000000000000001","due":"soon"}
not json
{"type":"moon"}
`
	r := into(t, theirs, "some.ndjson", text, options())
	if r.Rows != 8 || r.Added != 1 || r.Changed != 3 || r.Rejected != 4 {
		t.Fatalf("%+v", r)
	}
	var at []string
	for _, p := range r.Problems {
		at = append(at, fmt.Sprint(p.Line, " ", p.Reason))
	}
	want := []string{
		"5 what it belongs to is not in the book: contact nobody0000000000: not found", `7 due: "soon" is not a date: write it as 2026-11-23`,
		"8 no JSON: invalid character 'o' in literal null (expecting 'u')", `9 type "moon": not a record of crm`,
	}
	if strings.Join(at, "\n") != strings.Join(want, "\n") {
		t.Errorf("problems\n%s\nwant\n%s", strings.Join(at, "\n"), strings.Join(want, "\n"))
	}
	out := lines(t, theirs, nil)
	for _, part := range []string{
		`"id":"x000000000000001","name":"Nguyễn Thị Ánh"`, `"text":"0912 345 678","key":"+84912345678"`, `"vcard":["X-A:1"]`,
		`"type":"interaction","id":"i000000000000001","contact":"x000000000000001"`,
		`"type":"relation","contact":"b000000000000001","other":"x000000000000001"`,
	} {
		if !strings.Contains(out, part) {
			t.Errorf("no %s in\n%s", part, out)
		}
	}
	if again := into(t, theirs, "some.ndjson", text, options()); again.Same != 4 || again.Rejected != 4 || again.Operation != "" {
		t.Errorf("again: %+v", again)
	}
}

// TestRecordPolicies: fill keeps what the book says, skip takes nothing of a contact
// that is there, merge takes the file's.
func TestRecordPolicies(t *testing.T) {
	text := `{"type":"contact","id":"a000000000000001","name":"Ánh","title":"Director","note":"new"}
{"type":"interaction","id":"i000000000000001","contact":"a000000000000001","at":"2026-01-02T03:04:05Z","kind":"call","text":"new"}
`
	for policy, want := range map[importer.OnDup]string{importer.Merge: "Director new new", importer.Fill: "Boss new old", importer.Leave: "Boss  old"} {
		st := newBook(t)
		alter(t, st, func(tx *store.Tx) error {
			if _, err := tx.AddContact(store.Contact{UID: "a000000000000001", Name: "Ánh", Title: "Boss"}); err != nil {
				return err
			}
			_, err := tx.AddInteraction(store.Interaction{UID: "i000000000000001", Contact: "a000000000000001", Kind: "call", Text: "old"})
			return err
		})
		opt := options()
		opt.OnDup = policy
		into(t, st, "a.ndjson", text, opt)
		c, err := st.Contact(t.Context(), "a000000000000001")
		if err != nil {
			t.Fatal(err)
		}
		log, err := st.Timeline(t.Context(), c.UID, time.Time{}, 0)
		if err != nil || len(log) != 1 {
			t.Fatal(log, err)
		}
		if got := c.Title + " " + c.Note + " " + log[0].Text; got != want {
			t.Errorf("%s: %q, want %q", policy, got, want)
		}
	}
}

// TestTrashStaysTrash: who is in the trash of the file meets nobody, and who was
// thrown away here does not come back by it.
func TestTrashStaysTrash(t *testing.T) {
	st := newBook(t)
	text := `{"type":"contact","id":"a000000000000001","name":"Ánh","emails":[{"address":"anh@may.vn"}]}
{"type":"trashed","id":"b000000000000001","name":"Ánh","emails":[{"address":"anh@may.vn"}],"deleted":"2026-01-01T00:00:00Z"}
`
	if r := into(t, st, "a.ndjson", text, options()); r.Added != 2 {
		t.Fatalf("%+v", r)
	}
	alter(t, st, func(tx *store.Tx) error { return tx.Restore("b000000000000001") })
	if r := into(t, st, "a.ndjson", text, options()); r.Same != 2 {
		t.Fatalf("%+v", r)
	}
}

// TestExportOfSome writes what belongs to the contacts of a query, and no more.
func TestExportOfSome(t *testing.T) {
	st := newBook(t)
	alter(t, st, func(tx *store.Tx) error {
		for _, c := range []store.Contact{{UID: "a000000000000001", Name: "A", Tags: []string{"vip"}}, {UID: "b000000000000001", Name: "B", Tags: []string{"vip"}}, {UID: "c000000000000001", Name: "C"}} {
			if _, err := tx.AddContact(c); err != nil {
				return err
			}
		}
		return nil
	})
	everything(t, st, "a000000000000001", "c000000000000001")
	q, err := query.Parse("tag:vip", query.Context{When: when.Context{Now: now}})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for line := range strings.Lines(lines(t, st, q)) {
		kind, _, _ := strings.Cut(strings.TrimPrefix(line, `{"type":"`), `"`)
		kinds = append(kinds, kind)
	}
	if got := strings.Join(kinds, " "); got != "contact contact interaction interaction reminder cadence" {
		t.Error(got)
	}
}

// TestStrangersObjects: keys of another program's objects are mapped as columns are.
func TestStrangersObjects(t *testing.T) {
	for name, text := range map[string]string{
		"a.ndjson": `{"id":17,"first_name":"Ánh","last_name":"Nguyễn","phone_number":"0912 345 678","emails":[{"value":"anh@may.vn","type":"work"},{"value":"a@b.vn"}],"tags":["vip","hot"],"address":{"city":"Hà Nội","street":"1 Láng"},"score":1.50}
{"id":18,"first_name":"Bình","phone_number":901234567,"notes":"x"}
oops
`,
		"a.json": `[{"id":17,"first_name":"Ánh","last_name":"Nguyễn","phone_number":"0912 345 678","emails":[{"value":"anh@may.vn","type":"work"},{"value":"a@b.vn"}],"tags":["vip","hot"],"address":{"city":"Hà Nội","street":"1 Láng"},"score":1.50},
{"id":18,"first_name":"Bình","phone_number":901234567,"notes":"x"},
17]
`,
	} {
		st := newBook(t)
		r := into(t, st, name, text, options())
		if r.Added != 2 || r.Rejected != 1 || r.HeaderLine != 0 {
			t.Fatalf("%s: %+v", name, r)
		}
		found := everybody(t, st)
		var a store.Contact
		for _, c := range found {
			if c.Given == "Ánh" {
				a = c
			}
		}
		if a.Family != "Nguyễn" || len(a.Phones) != 1 || a.Phones[0].Key != "+84912345678" || len(a.Emails) != 2 || a.Emails[0].Label != "work" || len(a.Tags) != 2 || len(a.Addresses) != 1 || a.Addresses[0].City != "Hà Nội" || a.Addresses[0].Street != "1 Láng" {
			t.Errorf("%s: %+v", name, a)
		}
		for _, c := range a.Custom {
			if c.Label == "score" && c.Value != "1.50" {
				t.Errorf("score is %q", c.Value)
			}
		}
		if again := into(t, st, name, text, options()); again.Same != 2 || again.Rejected != 1 {
			t.Errorf("%s again: %+v", name, again)
		}
	}
	st := newBook(t)
	opt := options()
	opt.Map = []string{"emails[1].value=skip", "who.called=name"}
	if r := into(t, st, "m.json", `[{"who":{"called":"Ánh"},"emails":[{"value":"a@b.vn"},{"value":"c@d.vn"}]}]`, opt); r.Added != 1 {
		t.Fatalf("%+v", r)
	}
	if c := everybody(t, st)[0]; c.Name != "Ánh" || len(c.Emails) != 1 {
		t.Errorf("%+v", c)
	}
	for name, text := range map[string]string{"empty.json": "[]", "none.json": "{}"} {
		if _, err := importer.Open(t.Context(), write(t, name, text), options()); err == nil || filepath.Ext(name) == "" {
			t.Errorf("%s: no error", name)
		}
	}
}
