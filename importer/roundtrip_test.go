package importer_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/importer"
	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/storetest"
)

// sheet is an exported table that a person edits.
type sheet struct {
	t    testing.TB
	rows [][]string
}

// exportSheet exports the whole book as a spreadsheet would show it.
func exportSheet(t testing.TB, st *store.Store) *sheet {
	t.Helper()
	var b bytes.Buffer
	if _, err := importer.Export(t.Context(), st, nil, "csv", &b, importer.ExportOptions{NoBOM: true}); err != nil {
		t.Fatal(err)
	}
	rows, err := stdcsv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return &sheet{t, rows}
}

// at is the cell of a column in the row of a contact.
func (s *sheet) at(name, column string) *string {
	s.t.Helper()
	j := slices.Index(s.rows[0], column)
	if j < 0 {
		s.t.Fatalf("no column %q in %q", column, s.rows[0])
	}
	who := slices.Index(s.rows[0], "name")
	for _, row := range s.rows[1:] {
		if row[who] == name {
			return &row[j]
		}
	}
	s.t.Fatalf("no row of %q", name)
	return nil
}

func (s *sheet) save() string {
	var b strings.Builder
	w := stdcsv.NewWriter(&b)
	if err := w.WriteAll(s.rows); err != nil {
		s.t.Fatal(err)
	}
	path := filepath.Join(s.t.TempDir(), "edited.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// editContact edits a contact in the book.
func editContact(t testing.TB, st *store.Store, uid string, edit func(c *store.Contact)) {
	t.Helper()
	_, err := st.Write(t.Context(), store.Op{Who: "test", What: "edit"}, func(tx *store.Tx) error {
		c, err := tx.Contact(uid)
		if err != nil {
			return err
		}
		edit(&c)
		return tx.SaveContact(c)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// lan is a contact with some of everything.
func lan() store.Contact {
	return store.Contact{
		Name: "Trần Thị Lan", Company: "May Hòa Bình", Title: "Kế toán", Birthday: "1986-12-02", Note: "one\ntwo",
		Emails:    []store.Email{{Address: "lan@hoabinh.vn"}, {Address: "lan@home.vn", Label: "home"}},
		Phones:    []store.Phone{{Text: "0912345678", Label: "mobile"}, {Text: "+84 24 3825 1234"}},
		Addresses: []store.Address{{Street: "1 Lê Lợi", City: "Huế"}},
		Tags:      []string{"vip", "vải"},
		Custom:    []store.Custom{{Key: "soao", Label: "Số áo", Value: "42"}},
	}
}

func addAll(t testing.TB, st *store.Store, list ...store.Contact) []string {
	t.Helper()
	uids := make([]string, len(list))
	_, err := st.Write(t.Context(), store.Op{Who: "test", What: "add"}, func(tx *store.Tx) (err error) {
		for i, c := range list {
			if uids[i], err = tx.AddContact(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return uids
}

// What a spreadsheet does to an export by opening and saving it is no edit.
func TestReturnUnedited(t *testing.T) {
	st := newBook(t)
	addAll(t, st, lan(), store.Contact{Name: "王小明", Birthday: "--05-09"})
	s := exportSheet(t, st)
	*s.at("Trần Thị Lan", "phone") = "912345678"
	*s.at("Trần Thị Lan", "phone 2") = "842438251234"
	*s.at("Trần Thị Lan", "birthday") = "02/12/1986"
	*s.at("Trần Thị Lan", "note") = "one\r\ntwo"
	r := bring(t, st, s.save(), options())
	if r.Same != 2 || len(r.Cells) > 0 {
		t.Errorf("%d rows are the same of 2: %+v, %+v", r.Same, r.Cells, r.Problems)
	}
}

// A column that was not edited keeps what happened in the book since.
func TestReturnEditedOnOneSide(t *testing.T) {
	st := newBook(t)
	uid := addAll(t, st, lan())[0]
	s := exportSheet(t, st)
	*s.at("Trần Thị Lan", "title") = "Kế toán trưởng"
	*s.at("Trần Thị Lan", "email 2") = ""
	*s.at("Trần Thị Lan", "city") = "Đà Nẵng"
	*s.at("Trần Thị Lan", "tags") = "vip, sỉ"
	*s.at("Trần Thị Lan", "Số áo") = "44"
	editContact(t, st, uid, func(c *store.Contact) {
		c.Company, c.Note = "May Sông Hồng", "three"
		c.Tags = append(c.Tags, "tết")
		c.Phones[0] = store.Phone{Text: "0987654321", Label: "mobile"}
	})
	r := bring(t, st, s.save(), options())
	if r.Changed != 1 || r.Asked != 0 {
		t.Fatalf("%+v", r)
	}
	c, err := st.Contact(t.Context(), uid)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{c.Title, c.Company, c.Note, c.Phones[0].Text, c.Addresses[0].City, strings.Join(c.Tags, " "), c.Custom[0].Value}
	want := []string{"Kế toán trưởng", "May Sông Hồng", "three", "0987654321", "Đà Nẵng", "vip tết sỉ", "44"}
	slices.Sort(c.Tags)
	if got[5] = strings.Join(c.Tags, " "); !slices.Equal(got[:5], want[:5]) || got[6] != want[6] || len(c.Tags) != 3 || slices.Contains(c.Tags, "vải") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if len(c.Emails) != 1 || c.Emails[0].Address != "lan@hoabinh.vn" {
		t.Errorf("emails %+v", c.Emails)
	}
	sides := map[string]string{}
	for _, cell := range r.Cells {
		sides[cell.Column] = cell.Changed
	}
	for column, side := range map[string]string{"title": "file", "email 2": "file", "company": "book", "note": "book", "phone": "book", "city": "file", "tags": "file"} {
		if sides[column] != side {
			t.Errorf("%s was changed in %q, want %q", column, sides[column], side)
		}
	}
	if again := bring(t, st, s.save(), options()); again.Same != 1 {
		t.Errorf("a second import: %+v, %+v", again, again.Cells)
	}
}

func TestReturnEditedOnBothSides(t *testing.T) {
	for _, test := range []struct {
		name  string
		set   func(*importer.Options)
		title string
		asked int
	}{
		{"asked", func(*importer.Options) {}, "Giám đốc", 1},
		{"file", func(o *importer.Options) { o.Both = importer.FileSide }, "Phó giám đốc", 0},
		{"book", func(o *importer.Options) { o.Both = importer.BookSide }, "Giám đốc", 0},
		{"one", func(o *importer.Options) {
			o.Sides = map[importer.At]importer.Side{{Line: 2, Column: "title"}: importer.FileSide}
		}, "Phó giám đốc", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			st := newBook(t)
			uid := addAll(t, st, lan())[0]
			s := exportSheet(t, st)
			*s.at("Trần Thị Lan", "title") = "Phó giám đốc"
			*s.at("Trần Thị Lan", "department") = "Tài chính"
			editContact(t, st, uid, func(c *store.Contact) { c.Title = "Giám đốc" })
			opt := options()
			test.set(&opt)
			r := bring(t, st, s.save(), opt)
			c, err := st.Contact(t.Context(), uid)
			if err != nil {
				t.Fatal(err)
			}
			if c.Title != test.title || r.Asked != test.asked || c.Department != "Tài chính" {
				t.Errorf("title %q, department %q, %d asked: %+v", c.Title, c.Department, r.Asked, r.Problems)
			}
		})
	}
}

// A number whose country the book does not guess, and a refusal, come back unedited
// as they are; an edited refusal is one.
func TestReturnOfPhonesAndConsents(t *testing.T) {
	st := newBook(t)
	c := lan()
	c.Phones = []store.Phone{{Text: "02 000 0135", Key: "+6620000135"}, {Text: "(91) 555 22 82", Key: "+34915552282"}}
	c.Consents = []store.Consent{{Channel: "email", State: "no", Source: "unsubscribed"}}
	uid := addAll(t, st, c)[0]
	s := exportSheet(t, st)
	if r := bring(t, st, s.save(), options()); r.Same != 1 {
		t.Errorf("unedited: %+v", r.Cells)
	}
	*s.at("Trần Thị Lan", "consent: email") = "yes"
	if r := bring(t, st, s.save(), options()); r.Changed != 1 {
		t.Errorf("edited: %+v %+v", r, r.Cells)
	}
	got, err := st.Contact(t.Context(), uid)
	if err != nil || len(got.Consents) != 1 || got.Consents[0].State != "yes" || got.Phones[0].Key != "+6620000135" {
		t.Errorf("%+v, %v", got, err)
	}
}

// The id of a contact that was merged since leads to the one that stayed.
func TestReturnOfAMergedContact(t *testing.T) {
	st := newBook(t)
	other := store.Contact{Name: "Trần T. Lan", Phones: []store.Phone{{Text: "0987654321"}}}
	uids := addAll(t, st, lan(), other)
	s := exportSheet(t, st)
	*s.at("Trần T. Lan", "needs") = "vải"
	if _, err := st.Write(t.Context(), store.Op{Who: "test", What: "merge"}, func(tx *store.Tx) error {
		_, err := tx.Merge(nil, uids[0], uids[1])
		return err
	}); err != nil {
		t.Fatal(err)
	}
	r := bring(t, st, s.save(), options())
	if all := everybody(t, st); len(all) != 1 || r.Added != 0 || all[0].Needs != "vải" || all[0].Name != "Trần Thị Lan" {
		t.Errorf("%+v: %+v", all, r)
	}
}

// A contact that was deleted since stays deleted, and nothing is said of it twice.
func TestReturnOfADeletedContact(t *testing.T) {
	st := newBook(t)
	uid := addAll(t, st, lan())[0]
	s := exportSheet(t, st)
	*s.at("Trần Thị Lan", "title") = "CEO"
	if _, err := st.Write(t.Context(), store.Op{Who: "test", What: "rm"}, func(tx *store.Tx) error { return tx.Trash(uid) }); err != nil {
		t.Fatal(err)
	}
	r := bring(t, st, s.save(), options())
	c, err := st.Contact(t.Context(), uid)
	if err != nil || c.Deleted.IsZero() || c.Title != "Kế toán" || r.Skipped != 1 || len(r.Problems) != 1 {
		t.Errorf("%+v, %v: %+v", c, err, r)
	}
}

// A row that was copied to make another contact of it must not become the first.
func TestReturnOfACopiedRow(t *testing.T) {
	st := newBook(t)
	uid := addAll(t, st, lan())[0]
	s := exportSheet(t, st)
	s.rows = append(s.rows, slices.Clone(s.rows[1]))
	s.rows[2][slices.Index(s.rows[0], "name")] = "Trần Thị Mai"
	r := bring(t, st, s.save(), options())
	c, err := st.Contact(t.Context(), uid)
	if err != nil || c.Name != "Trần Thị Lan" || r.Same != 1 || r.Rejected != 1 {
		t.Errorf("%q, %v: %+v", c.Name, err, r)
	}
}

// What cannot be read as its column holds is kept as text, and the old value stays.
func TestReturnUnreadable(t *testing.T) {
	st := newBook(t)
	uid := addAll(t, st, lan())[0]
	s := exportSheet(t, st)
	*s.at("Trần Thị Lan", "birthday") = "mùa thu"
	r := bring(t, st, s.save(), options())
	c, err := st.Contact(t.Context(), uid)
	if err != nil || c.Birthday != "1986-12-02" || len(r.Problems) != 1 {
		t.Errorf("%q, %v: %+v", c.Birthday, err, r.Problems)
	}
	if !slices.ContainsFunc(c.Custom, func(v store.Custom) bool { return v.Value == "mùa thu" }) {
		t.Errorf("the text is lost: %+v", c.Custom)
	}
}

// A cell that holds no value of its column takes no good one away.
func TestReturnOfUnfitCells(t *testing.T) {
	st := newBook(t)
	uid := addAll(t, st, lan())[0]
	s := exportSheet(t, st)
	row := s.rows[1]
	cell := func(column string) *string { return &row[slices.Index(s.rows[0], column)] }
	edits := map[string]string{"email": "junk", "phone": "9.05E+08", "star": "maybe", "life": "Stammkunde", "name": ""}
	for column, text := range edits {
		*cell(column) = text
	}
	*cell("title") = "Giám đốc"
	r := bring(t, st, s.save(), options())
	c, err := st.Contact(t.Context(), uid)
	if err != nil || c.Name != "Trần Thị Lan" || c.Emails[0].Address != "lan@hoabinh.vn" || c.Phones[0].Text != "0912345678" || c.Star || c.Life != "potential" || c.Title != "Giám đốc" {
		t.Errorf("%+v, %v", c, err)
	}
	for column := range edits {
		if !slices.ContainsFunc(r.Problems, func(p table.Problem) bool { return p.Column == column && p.Line == 2 }) {
			t.Errorf("nothing is said of %s: %+v", column, r.Problems)
		}
	}
}

// A row with an id of somebody's own is another contact, and the rest comes back.
func TestReturnWithARowOfOnesOwn(t *testing.T) {
	st := newBook(t)
	addAll(t, st, lan())
	s := exportSheet(t, st)
	row := make([]string, len(s.rows[0]))
	row[slices.Index(s.rows[0], "id")], row[slices.Index(s.rows[0], "name")] = "KH-001", "Bùi Văn Hai"
	s.rows = append(s.rows, row)
	if r := bring(t, st, s.save(), options()); r.Same != 1 || r.Added != 1 {
		t.Errorf("%+v", r)
	}
}

// Edits of different fields on both sides all arrive, whatever they are.
func TestReturnOfDisjointEdits(t *testing.T) {
	storetest.Cases(t, 10)
	free := slices.DeleteFunc(field.Singles(), func(id field.ID) bool {
		return slices.Contains([]field.ID{field.Relation, field.Life, field.Birthday, field.Name}, id)
	})
	rapid.Check(t, func(rt *rapid.T) {
		st, err := store.OpenScratch(t.Context(), storeOptions())
		if err != nil {
			rt.Fatal(err)
		}
		defer st.Close()
		c := drawContact(rt)
		c.Name = "Trần Thị Lan"
		uid := addAll(t, st, c)[0]
		s := exportSheet(t, st)
		fields := rapid.Permutation(free).Draw(rt, "fields")
		n := rapid.IntRange(0, len(fields)).Draw(rt, "edits")
		want := map[field.ID]string{}
		for i, id := range fields[:n] {
			want[id] = strings.TrimLeft(words(rt, string(id)), "'") // that guards a formula in a file
			if i%2 == 0 {
				*s.at("Trần Thị Lan", string(id)) = want[id]
			} else {
				editContact(t, st, uid, func(c *store.Contact) { field.SetText(c, id, want[id]) })
			}
		}
		r := bring(t, st, s.save(), options())
		if r.Asked > 0 || r.Rejected > 0 {
			rt.Fatalf("%+v", r)
		}
		got, err := st.Contact(t.Context(), uid)
		if err != nil {
			rt.Fatal(err)
		}
		for id, text := range want {
			if has, _ := field.Text(&got, id); strings.Join(strings.Fields(has), " ") != strings.Join(strings.Fields(text), " ") {
				rt.Errorf("%s is %q, want %q", id, has, text)
			}
		}
	})
}
