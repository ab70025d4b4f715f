package importer_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/importer"
	"crm/store"
	"crm/store/fold"
	"crm/store/storetest"
)

// words draws text as people and attackers write it, in the form of the book.
func words(t *rapid.T, name string) string {
	return store.Clean(rapid.OneOf(
		rapid.SampledFrom([]string{"", "Nguyễn Văn A", "山田 太郎", "=1+1", "+84 912", "-", "N/A", "'x", "@home", "a,b;c", "\"q\"", "TRUE", "0", "'=x"}),
		rapid.StringN(0, 12, 40),
	).Draw(t, name))
}

func some(t *rapid.T, name string) string {
	if s := words(t, name); s != "" && fold.Text(s) != "" {
		return s
	}
	return "x" + name
}

func drawContact(t *rapid.T) store.Contact {
	c := store.Contact{
		Name: some(t, "name"), Given: words(t, "given"), Family: words(t, "family"), Additional: words(t, "additional"),
		Nickname: words(t, "nickname"), Phonetic: words(t, "phonetic"), Company: words(t, "company"), Title: words(t, "title"),
		Department: words(t, "department"), Source: words(t, "source"), Prefers: words(t, "prefers"), Rating: words(t, "rating"),
		Language: words(t, "language"), Interests: words(t, "interests"), Needs: words(t, "needs"),
		Note:     store.CleanBlock(words(t, "note") + "\n" + words(t, "note2")),
		Relation: rapid.SampledFrom([]string{"customer", "partner", "supplier", "personal"}).Draw(t, "relation"),
		Birthday: rapid.SampledFrom([]string{"", "1986-12-02", "--02-29", "1900-01-01"}).Draw(t, "birthday"),
		Star:     rapid.Bool().Draw(t, "star"),
		Created:  now.Add(-time.Duration(rapid.IntRange(0, 1e6).Draw(t, "age")) * time.Second),
	}
	if c.Relation == "customer" {
		c.Life = rapid.SampledFrom([]string{"potential", "current", "past", "cancelled"}).Draw(t, "life")
	}
	for range rapid.IntRange(0, 3).Draw(t, "emails") {
		c.Emails = append(c.Emails, store.Email{
			Label: words(t, "email label"), Bounced: rapid.Bool().Draw(t, "bounced"),
			Address: rapid.StringMatching(`[a-zA-Z]{1,6}@[a-z]{2,5}\.vn`).Draw(t, "email"),
		})
	}
	for range rapid.IntRange(0, 3).Draw(t, "phones") {
		c.Phones = append(c.Phones, store.Phone{
			Label: words(t, "phone label"), Wrong: rapid.Bool().Draw(t, "wrong"),
			Text: rapid.OneOf(rapid.StringMatching(`09[0-9]{8}`), rapid.StringMatching(`\+1 202 555 0[0-9]{3}`), rapid.SampledFrom([]string{"113", "n/a", "0901234567 x12", "ask her"})).Draw(t, "phone"),
		})
	}
	for range rapid.IntRange(0, 2).Draw(t, "addresses") {
		c.Addresses = append(c.Addresses, store.Address{Label: words(t, "label"), Street: some(t, "street"), City: words(t, "city"), Region: words(t, "region"), Postcode: words(t, "postcode"), Country: words(t, "country")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "links") {
		c.Links = append(c.Links, store.Link{Kind: rapid.SampledFrom([]string{"web", "zalo", "linkedin"}).Draw(t, "kind"), URL: some(t, "url")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "tags") {
		// A "#" before a tag is how people type one, not part of it.
		c.Tags = append(c.Tags, "t"+some(t, "tag"))
	}
	for _, label := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"Shoe size", "Email", "Mã KH", "Name", "Số áo", "Total"}), 0, 3, rapid.ID[string]).Draw(t, "customs") {
		c.Custom = append(c.Custom, store.Custom{Label: label, Key: fold.Key(label), Value: some(t, "value")})
	}
	if rapid.Bool().Draw(t, "external") {
		c.External = append(c.External, store.External{System: "hubspot", ID: rapid.StringMatching(`[0-9]{4,8}`).Draw(t, "external id")})
	}
	return c
}

// plain is a contact as text that compares: what is ordered by row ids is sorted.
func plain(c store.Contact) string {
	slices.SortFunc(c.Custom, func(a, b store.Custom) int { return strings.Compare(a.Key, b.Key) })
	slices.SortFunc(c.External, func(a, b store.External) int { return strings.Compare(a.System+a.ID, b.System+b.ID) })
	data, _ := json.MarshalIndent(c, "", " ")
	return string(data)
}

func byUID(list []store.Contact) []store.Contact {
	slices.SortFunc(list, func(a, b store.Contact) int { return strings.Compare(a.UID, b.UID) })
	return list
}

// differ lists the lines of two texts that are not the same.
func differ(a, b string) string {
	var out strings.Builder
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(x), len(y)) {
		var l, r string
		if i < len(x) {
			l = x[i]
		}
		if i < len(y) {
			r = y[i]
		}
		if l != r {
			out.WriteString("exported " + l + "\nimported " + r + "\n")
		}
	}
	return out.String()
}

// TestExportImport is the promise that nothing is locked in: what a CSV export
// says makes an equal book of an empty one.
func TestExportImport(t *testing.T) {
	storetest.Cases(t, 10)
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		ours, err := store.OpenScratch(t.Context(), storeOptions())
		if err != nil {
			rt.Fatal(err)
		}
		defer ours.Close()
		theirs, err := store.OpenScratch(t.Context(), storeOptions())
		if err != nil {
			rt.Fatal(err)
		}
		defer theirs.Close()
		people := rapid.SliceOfN(rapid.Custom(drawContact), 1, 4).Draw(rt, "people")
		_, err = ours.Write(t.Context(), store.Op{Who: "cli", What: "add"}, func(tx *store.Tx) error {
			for _, c := range people {
				if _, err := tx.AddContact(c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		path := filepath.Join(dir, "export.csv")
		if n, err := importer.ExportFile(t.Context(), ours, nil, "csv", path, importer.ExportOptions{NoBOM: rapid.Bool().Draw(rt, "no BOM")}); err != nil || n != len(people) {
			rt.Fatalf("%d of %d exported: %v", n, len(people), err)
		}
		f, err := importer.Open(t.Context(), path, options())
		if err != nil {
			rt.Fatal(err)
		}
		defer f.Close()
		r, err := f.Apply(t.Context(), theirs, nil)
		if err != nil {
			rt.Fatal(err)
		}
		if r.Added != len(people) {
			rt.Fatalf("%+v", r)
		}
		want, got := byUID(everybody(t, ours)), byUID(everybody(t, theirs))
		for i := range want {
			if a, b := plain(want[i]), plain(got[i]); a != b {
				text, _ := os.ReadFile(path)
				rt.Fatalf("%s\nfile:\n%s", differ(a, b), text)
			}
		}
		again, err := f.Apply(t.Context(), ours, nil)
		if err != nil {
			rt.Fatal(err)
		}
		if again.Same != len(people) || again.Operation != "" {
			rt.Fatalf("into the book that it came from: %+v", again)
		}
	})
}

func TestExportJSON(t *testing.T) {
	st := newBook(t)
	bring(t, st, write(t, "log.csv", "Date,Contact email,Type,Direction,Subject\n2026-01-05 10:00,anh@may.vn,call,out,Báo giá\n2026-01-06,binh@may.vn,email,in,<b>\n"), options())
	bring(t, st, write(t, "next.csv", "Name,Email,Next follow up\nÁnh,anh@may.vn,2026-12-01\n"), options())
	var b bytes.Buffer
	n, err := importer.Export(t.Context(), st, nil, "ndjson", &b, importer.ExportOptions{})
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	var types []string
	for line := range strings.Lines(b.String()) {
		var record struct{ Type, ID, Contact string }
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		types = append(types, record.Type)
	}
	if got := strings.Join(types, " "); got != "contact contact interaction interaction reminder" {
		t.Errorf("the lines are %s", got)
	}
	b.Reset()
	if n, err = importer.Export(t.Context(), st, nil, "json", &b, importer.ExportOptions{}); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	var array []struct {
		Name         string
		Interactions []struct{ Text string }
		Reminders    []struct{ Due string }
	}
	if err := json.Unmarshal(b.Bytes(), &array); err != nil {
		t.Fatalf("%v: %s", err, b.String())
	}
	if len(array) != 2 || array[0].Name != "Ánh" || array[0].Reminders[0].Due != "2026-12-01" || array[1].Interactions[0].Text != "<b>" {
		t.Errorf("%+v", array)
	}
}

func TestExportEmpty(t *testing.T) {
	st := newBook(t)
	for as, want := range map[string]string{"json": "[]\n", "ndjson": ""} {
		var b bytes.Buffer
		if n, err := importer.Export(t.Context(), st, nil, as, &b, importer.ExportOptions{}); n != 0 || err != nil || b.String() != want {
			t.Errorf("%s: %q, %v", as, b.String(), err)
		}
	}
	if _, err := importer.Export(t.Context(), st, nil, "pdf", nil, importer.ExportOptions{}); err == nil {
		t.Error("an unknown format is accepted")
	}
}

func TestExportFileIsWholeOrNotThere(t *testing.T) {
	st := newBook(t)
	path := filepath.Join(t.TempDir(), "out.csv")
	if _, err := importer.ExportFile(t.Context(), st, nil, "pdf", path, importer.ExportOptions{}); err == nil {
		t.Fatal("no error")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := importer.ExportFile(t.Context(), st, nil, "csv", path, importer.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}
