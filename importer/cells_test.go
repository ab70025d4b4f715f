package importer_test

import (
	"errors"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"

	"crm/importer"
	"crm/importer/csv"
	"crm/importer/field"
	"crm/importer/table"
	"crm/importer/xlsx"
	"crm/store"
)

// row is a row of a file as it stands there.
type row struct {
	line  int
	cells []table.Cell
}

// dataRows reads the rows of a file below its header.
func dataRows(t *testing.T, path string, f *importer.File) []row {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	var rd table.Reader
	if f.Info().Format == "xlsx" {
		book, err := xlsx.Open(file, info.Size(), xlsx.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		for i, s := range book.Sheets() {
			if s.Name == f.Info().Sheet {
				rd, err = book.Rows(i)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	} else if rd, _, err = csv.Open(file, info.Size(), csv.Options{Unguard: true}); err != nil {
		t.Fatal(err)
	}
	defer rd.Close()
	var out []row
	for r := (table.Row{}); len(out) < f.Rows(); {
		if err := rd.Read(&r); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if r.Line > f.HeaderLine() {
			out = append(out, row{r.Line, slices.Clone(r.Cells)})
		}
	}
	return out
}

// person is a contact with all that an import can give it.
type person struct {
	store.Contact
	deals     []store.Deal
	purchases []store.Purchase
}

func persons(t *testing.T, st *store.Store) []person {
	t.Helper()
	list, err := st.List(t.Context(), store.ListOptions{Sort: store.ByCreated})
	if err != nil {
		t.Fatal(err)
	}
	uids := make([]string, len(list))
	for i, l := range list {
		uids[i] = l.UID
	}
	contacts, err := st.Contacts(t.Context(), uids)
	if err != nil {
		t.Fatal(err)
	}
	deals, err := st.Deals(t.Context(), uids)
	if err != nil {
		t.Fatal(err)
	}
	purchases, err := st.Purchases(t.Context(), uids)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]person, len(contacts))
	for i, c := range contacts {
		out[i] = person{Contact: c, deals: deals[c.UID], purchases: purchases[c.UID]}
	}
	return out
}

// cells compares what the cells of a file became with what they say, for the
// columns whose mapping is right.
func cells(t *testing.T, path string, l list, opt importer.Options, s *score) {
	t.Helper()
	opt.OnDup = importer.New
	f, err := importer.Open(t.Context(), path, opt)
	if err != nil {
		return // said by the other test
	}
	defer f.Close()
	st := newBook(t)
	r, err := f.Apply(t.Context(), st, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Mapping {
		if m.Field == "when" || strings.HasPrefix(m.Field, "purchase-price") {
			return // its rows are no contacts; other tests look at what they become
		}
	}
	rejected := map[int]bool{}
	said := map[int]bool{}
	for _, p := range r.Problems {
		if p.Rejected {
			rejected[p.Line] = true
		}
		said[p.Line] = true
	}
	people := persons(t, st)
	n, shown := 0, 0
	for _, row := range dataRows(t, path, f) {
		if rejected[row.line] {
			continue
		}
		if n >= len(people) {
			t.Errorf("%s: line %d has no contact", l.file, row.line)
			return
		}
		p := people[n]
		n++
		for i, c := range row.cells {
			text := store.CleanBlock(c.Text)
			if text == "" || c.Kind == table.Fault || i >= len(l.columns) || i >= len(r.Mapping) || !rightField(r.Mapping[i].Field, l.columns[i][1]) {
				continue
			}
			ok := arrived(&p, r.Mapping[i], c) || said[row.line] && preserved(&p, text)
			s.add(ok)
			if !ok && shown < 5 {
				shown++
				t.Logf("%s: line %d: %q of %q (%s) is not there: %+v", l.file, row.line, text, r.Mapping[i].Column, r.Mapping[i].Field, p)
			}
		}
	}
	if n != len(people) {
		t.Errorf("%s: %d rows, %d contacts", l.file, n, len(people))
	}
}

// preserved reports whether a value that could not be read stands in the contact.
func preserved(p *person, text string) bool {
	for _, v := range p.Custom {
		if strings.Contains(v.Value, text) {
			return true
		}
	}
	return slices.ContainsFunc(p.Phones, func(x store.Phone) bool { return x.Text == text })
}

var plainEmail = regexp.MustCompile(`^[^\s@,;<>]+@[^\s@,;<>]+$`)

// arrived reports whether a value is where its column says.
func arrived(p *person, m importer.Mapped, c table.Cell) bool {
	text := store.CleanBlock(strings.TrimPrefix(c.Text, "p:"))
	id, label, _ := strings.Cut(m.Field, ":")
	switch field.ID(id) {
	case field.Skip, field.EmailLabel, field.PhoneLabel, field.LinkKind, field.AddressLabel, field.BirthYear, field.BirthMonth, field.BirthDay:
		return true // they say something about others
	case field.Custom:
		return slices.ContainsFunc(p.Custom, func(v store.Custom) bool { return v.Value == text || c.Shown != "" && v.Value == c.Shown })
	case field.Name, field.Given, field.Family, field.Additional:
		got, _ := field.Text(&p.Contact, field.ID(id))
		return got == store.Clean(text) || strings.Contains(p.Name, store.Clean(text))
	case field.PhonGiven, field.PhonFamily:
		return strings.Contains(p.Phonetic, text)
	case field.Company:
		return strings.EqualFold(p.Company, store.Clean(text))
	case field.Note:
		return p.Note == text
	case field.Birthday:
		return p.Birthday == day(c, m.Dates) || strings.HasPrefix(text, "1604-") && p.Birthday == "-"+text[4:]
	case field.Email:
		return emailArrived(p, c)
	case field.Phone:
		return phoneArrived(p, text, m.Region)
	case field.Tags:
		for _, tag := range regexp.MustCompile(`[;,]| ::: `).Split(text, -1) {
			tag = strings.TrimPrefix(strings.TrimSpace(tag), "* ")
			if tag != "" && tag != "myContacts" && !slices.Contains(p.Tags, tag) {
				return false
			}
		}
		return true
	case field.Flag:
		return slices.Contains(p.Tags, m.Column) == (text == "1" || text == "x" || text == "TRUE")
	case field.Link:
		return slices.ContainsFunc(p.Links, func(l store.Link) bool { return l.URL == text || l.URL == c.Link }) || c.Link != "" && len(p.Links) > 0
	case field.External:
		return slices.ContainsFunc(p.External, func(e store.External) bool { return e.System == label && strings.HasSuffix(text, e.ID) }) || preserved(p, text)
	case field.Life:
		return p.Life != "" && p.Life != "potential" || strings.Contains("Lead Subscriber", text)
	case field.Rating:
		return p.Rating == strings.ToLower(text)
	case field.Last:
		return p.Stats.LastAt.Format(time.DateOnly) >= day(c, m.Dates) && !p.Stats.LastAt.IsZero()
	case field.Next:
		return p.Stats.NextDue != "" && p.Stats.NextDue <= day(c, m.Dates)
	case field.Body:
		return p.Stats.LastKind != "" || strings.Contains(p.Note, text)
	}
	return saleArrived(p, m, c, field.ID(id), label, text)
}

func saleArrived(p *person, m importer.Mapped, c table.Cell, id field.ID, label, text string) bool {
	deal := func(fits func(store.Deal) bool) bool { return slices.ContainsFunc(p.deals, fits) }
	bought := func(fits func(store.Purchase) bool) bool { return slices.ContainsFunc(p.purchases, fits) }
	switch id {
	case field.Deal:
		return deal(func(d store.Deal) bool { return d.Title == text })
	case field.Stage:
		return deal(func(d store.Deal) bool { return strings.EqualFold(d.Stage, text) }) || len(p.deals) > 0 && preserved(p, text) ||
			deal(func(d store.Deal) bool { return stageOf(text) == d.Stage })
	case field.Value:
		want, err := strconv.ParseInt(text, 10, 64)
		return deal(func(d store.Deal) bool {
			return err != nil && d.Value.Minor != 0 || d.Value.Minor == want || d.Value.Minor == want*100
		})
	case field.Expected:
		return deal(func(d store.Deal) bool { return d.ExpectedOn == day(c, m.Dates) })
	case field.DealClosed:
		return deal(func(d store.Deal) bool { return d.Closed.Format(time.DateOnly) == day(c, m.Dates) })
	case field.Bought:
		return bought(func(x store.Purchase) bool { return x.On == day(c, m.Dates) })
	case field.Item:
		return bought(func(x store.Purchase) bool { return x.Item == text || strings.Contains(x.Note, text) })
	case field.Spent:
		want, err := strconv.ParseInt(text, 10, 64)
		return err == nil && bought(func(x store.Purchase) bool { return x.Amount.Minor == want || x.Amount.Minor == want*100 })
	case field.Consent, field.OptOut:
		return slices.ContainsFunc(p.Consents, func(x store.Consent) bool { return x.Channel == label }) || id == field.OptOut && (text == "0" || text == "false" || text == "1" && preserved(p, text))
	}
	if id.Address() {
		return slices.ContainsFunc(p.Addresses, func(a store.Address) bool {
			return strings.Contains(strings.Join([]string{a.Street, a.City, a.Region, a.Postcode, a.Country}, "\n"), store.Clean(text)) || c.Shown != "" && a.Postcode == c.Shown
		}) || preserved(p, text)
	}
	got, ok := field.Text(&p.Contact, id)
	return ok && got == store.Clean(text)
}

// stageOf is the stage that a word of the test files means.
func stageOf(text string) string {
	switch text {
	case "Mới", "New Lead":
		return "new"
	case "Báo giá", "Proposal Sent":
		return "quote"
	case "Đàm phán", "Negotiation":
		return "negotiate"
	case "Closed Won":
		return "won"
	case "Closed Lost", "Disqualified":
		return "lost"
	}
	return ""
}

// day reads the plain spellings of dates in an order.
func day(c table.Cell, order string) string {
	text := strings.TrimSpace(c.Text)
	layouts := []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04:05.000", "2006-01-02 15:04", time.RFC3339, "2006/1/2", "2.1.2006", "2 Jan 2006", "2-Jan-06", "2006年1月2日"}
	if order == "mdy" {
		layouts = append(layouts, "1/2/2006", "1/2/2006 3:04 PM")
	} else {
		layouts = append(layouts, "2/1/2006", "2-1-2006")
	}
	for _, l := range layouts {
		if d, err := time.Parse(l, text); err == nil {
			return d.Format(time.DateOnly)
		}
	}
	return ""
}

func emailArrived(p *person, c table.Cell) bool {
	text := strings.TrimSpace(c.Text)
	has := func(address string) bool {
		return slices.ContainsFunc(p.Emails, func(e store.Email) bool { return strings.EqualFold(e.Address, address) })
	}
	if plainEmail.MatchString(store.Clean(text)) {
		return has(store.Clean(text)) || preserved(p, store.Clean(text))
	}
	return has(strings.TrimPrefix(c.Link, "mailto:")) || len(p.Emails) > 0 || preserved(p, text)
}

// phoneArrived asks libphonenumber what a number is; where it finds it valid in
// the region of the column, the contact has that key.
func phoneArrived(p *person, text, region string) bool {
	there := false
	digits := func(s string) string { return strings.Join(regexp.MustCompile(`\d+`).FindAllString(s, -1), "") }
	all := ""
	for _, x := range p.Phones {
		there = there || x.Text == store.Clean(text)
		all += digits(x.Text) + " "
	}
	n, err := phonenumbers.Parse(text, region)
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return there || strings.Contains(strings.ReplaceAll(all, " ", ""), digits(text))
	}
	key := phonenumbers.Format(n, phonenumbers.E164) // the same number may stand there in another spelling
	return slices.ContainsFunc(p.Phones, func(x store.Phone) bool { return x.Key == key })
}
