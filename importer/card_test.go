package importer_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/importer"
	"crm/store"
	"crm/store/fold"
	"crm/store/storetest"
)

const appleCards = `BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 15.1//EN
N:Nguyễn;Ánh;Thị;;
FN:Nguyễn Thị Ánh
ORG:May Hòa Bình;Mua hàng;
TITLE:Trưởng phòng
EMAIL;type=INTERNET;type=HOME:anh@home.vn
item1.EMAIL;type=INTERNET;type=pref:anh@mayhoabinh.vn
item1.X-ABLabel:_$!<Work>!$_
TEL;type=CELL;type=VOICE:0912 345 678
item2.TEL:028 3822 1234
item2.X-ABLabel:Xưởng
item3.ADR;type=WORK;type=pref:;;1 Lê Lợi;Huế;;530000;Việt Nam
item3.X-ABADR:vn
item4.URL:https://www.linkedin.com/in/anh
BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-02
NOTE:Gọi trước 11 giờ\nThích cà phê
CATEGORIES:vip,áo đồng phục
X-ABRELATEDNAMES;type=pref:Nguyễn Văn Bình
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ==
UID:2B0C1E9A-8D0F-4E5E-9C49-8A8D5B2B1C11
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Khách quen
FN:Khách quen
X-ADDRESSBOOKSERVER-KIND:group
X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:2B0C1E9A-8D0F-4E5E-9C49-8A8D5B2B1C11
END:VCARD
BEGIN:VCARD
VERSION:3.0
X-ABShowAs:COMPANY
FN:Thép Việt Đức
N:;;;;
ORG:Thép Việt Đức
TEL;type=MAIN:hai không
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Cut short
`

func TestCards(t *testing.T) {
	st := newBook(t)
	r := bring(t, st, write(t, "contacts.vcf", strings.ReplaceAll(appleCards, "\n", "\r\n")), options())
	if r.Rows != 4 || r.Added != 2 || r.Skipped != 1 || r.Rejected != 1 || r.Format != "vcf" {
		t.Fatalf("%+v", r)
	}
	all := everybody(t, st)
	c := all[0]
	want := store.Contact{
		Name: "Nguyễn Thị Ánh", Family: "Nguyễn", Given: "Ánh", Additional: "Thị", Company: "May Hòa Bình", Department: "Mua hàng", Title: "Trưởng phòng",
		Birthday: "--12-02", Note: "Gọi trước 11 giờ\nThích cà phê",
	}
	if c.Name != want.Name || c.Family != want.Family || c.Given != want.Given || c.Additional != want.Additional || c.Company != want.Company || c.Department != want.Department || c.Title != want.Title || c.Birthday != want.Birthday || c.Note != want.Note {
		t.Errorf("%+v", c)
	}
	if len(c.Emails) != 2 || c.Emails[0] != (store.Email{Label: "work", Address: "anh@mayhoabinh.vn", Key: "anh@mayhoabinh.vn"}) {
		t.Errorf("the preferred email is not first: %+v", c.Emails)
	}
	if len(c.Phones) != 2 || c.Phones[0].Label != "mobile" || c.Phones[0].Key != "+84912345678" || c.Phones[1].Label != "Xưởng" {
		t.Errorf("%+v", c.Phones)
	}
	if len(c.Addresses) != 1 || c.Addresses[0] != (store.Address{Label: "work", Street: "1 Lê Lợi", City: "Huế", Postcode: "530000", Country: "Việt Nam"}) {
		t.Errorf("%+v", c.Addresses)
	}
	if len(c.Links) != 1 || c.Links[0].Kind != "linkedin" || !slices.Equal(c.Tags, []string{"áo đồng phục", "Khách quen", "vip"}) {
		t.Errorf("%+v %q", c.Links, c.Tags)
	}
	if len(c.External) != 1 || c.External[0].System != "vcard" || len(c.Custom) != 1 || c.Custom[0].Value != "Nguyễn Văn Bình" {
		t.Errorf("%+v %+v", c.External, c.Custom)
	}
	extras, err := st.Extras(t.Context(), []string{c.UID})
	if err != nil || len(extras[c.UID]) != 1 || !strings.HasPrefix(extras[c.UID][0], "PHOTO;") {
		t.Errorf("%q, %v", extras, err)
	}
	if all[1].Name != "" || all[1].Company != "Thép Việt Đức" || len(all[1].Phones) != 0 || len(all[1].Custom) != 1 {
		t.Errorf("%+v", all[1])
	}
	again := bring(t, st, write(t, "contacts.vcf", appleCards), options())
	if again.Same != 2 || again.Added != 0 || again.Changed != 0 {
		t.Errorf("a second import: %+v", again)
	}
}

// What a card has and the book has not goes out again as it came.
func TestCardsKeepUnknownLines(t *testing.T) {
	for _, as := range []string{"vcf", "vcf3"} {
		st := newBook(t)
		bring(t, st, write(t, "contacts.vcf", appleCards), options())
		var b bytes.Buffer
		if n, err := importer.Export(t.Context(), st, nil, as, &b, importer.ExportOptions{}); n != 2 || err != nil {
			t.Fatal(n, err)
		}
		photo := "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ=="
		if as == "vcf" {
			photo = "PHOTO:data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ=="
		}
		if !strings.Contains(b.String(), photo) {
			t.Errorf("the photo is lost:\n%s", b.String())
		}
		if r := bring(t, st, write(t, "again.vcf", b.String()), options()); r.Same != 2 {
			t.Errorf("the export changes its own book: %+v", r)
		}
	}
}

// Lines of the standard that are called as fields of the book are (NAME, SOURCE) are
// not taken for them when they come back in a card of crm's.
func TestCardsKeepStandardLines(t *testing.T) {
	const text = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nTEL:0912345678\nNAME:the card of Ann\nSOURCE:ldap://a\nEND:VCARD\n"
	for _, as := range []string{"vcf", "vcf3"} {
		from, to := newBook(t), newBook(t)
		bring(t, from, write(t, "in.vcf", text), options())
		path := filepath.Join(t.TempDir(), "out.vcf")
		if _, err := importer.ExportFile(t.Context(), from, nil, as, path, importer.ExportOptions{}); err != nil {
			t.Fatal(err)
		}
		bring(t, to, path, options())
		c := everybody(t, to)[0]
		extras, err := to.Extras(t.Context(), []string{c.UID})
		if err != nil || c.Name != "Ann Lee" || c.Source != "" || !slices.Equal(extras[c.UID], []string{"NAME:the card of Ann", "SOURCE:ldap://a"}) {
			t.Errorf("%s: name %q, source %q, lines %q, %v", as, c.Name, c.Source, extras[c.UID], err)
		}
	}
}

// A contact that goes out as a card comes back equal.
func TestCardsRoundTrip(t *testing.T) {
	storetest.Cases(t, 10)
	for _, as := range []string{"vcf", "vcf3"} {
		t.Run(as, rapid.MakeCheck(func(rt *rapid.T) {
			from, to := scratch(rt, t), scratch(rt, t)
			defer from.Close()
			defer to.Close()
			c := drawContact(rt)
			c.Consents = rapid.SampledFrom([][]store.Consent{nil, {{Channel: "email", State: "no", Source: "a; b", On: "2026-01-02", Note: `"x"`}}}).Draw(rt, "consents")
			uid := addAll(t, from, c)[0]
			path := filepath.Join(t.TempDir(), "out.vcf")
			if _, err := importer.ExportFile(t.Context(), from, nil, as, path, importer.ExportOptions{}); err != nil {
				rt.Fatal(err)
			}
			r := bring(t, to, path, options())
			if r.Added != 1 {
				rt.Fatalf("%+v", r.Problems)
			}
			want, err := from.Contact(t.Context(), uid)
			if err != nil {
				rt.Fatal(err)
			}
			got, err := to.Contact(t.Context(), uid)
			if err != nil {
				rt.Fatal(err)
			}
			got.Updated, want.Updated = now, now
			if !reflect.DeepEqual(got, want) {
				rt.Errorf("got  %+v\nwant %+v", got, want)
			}
		}))
	}
}

func scratch(rt *rapid.T, t *testing.T) *store.Store {
	st, err := store.OpenScratch(t.Context(), storeOptions())
	if err != nil {
		rt.Fatal(err)
	}
	return st
}

// A file of each card stays in its folder, whatever the card calls itself.
func TestCardsSplit(t *testing.T) {
	st := newBook(t)
	var b strings.Builder
	for _, uid := range []string{"../../evil", "/etc/passwd", "a/b", "CON", ""} {
		b.WriteString("BEGIN:VCARD\nVERSION:3.0\nFN:Name " + fold.Key(uid) + "\nTEL:09123456" + string(rune('1'+len(uid)%8)) + "1\nUID:" + uid + "\nEND:VCARD\n")
	}
	r := bring(t, st, write(t, "evil.vcf", b.String()), options())
	dir := filepath.Join(t.TempDir(), "out")
	n, err := importer.ExportSplit(t.Context(), st, nil, "vcf", dir, importer.ExportOptions{})
	if err != nil || n != r.Added {
		t.Fatal(n, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != n {
		t.Errorf("%d files of %d, %v", len(files), n, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
	}
}
