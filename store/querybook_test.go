package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"crm/store"
	"crm/store/query"
	"crm/store/sample"
	"crm/store/storetest"
)

// strewer gives the people of store/sample all that a query can ask about, and a
// book of them. It draws from a seed of its own.
type strewer struct {
	*rand.Rand
	talks int // interactions a person, on average
	n     int // people
	now   time.Time
}

func newStrewer(now time.Time, n, talks int) *strewer {
	return &strewer{Rand: rand.New(rand.NewPCG(7, 7)), talks: talks, n: n, now: now}
}

// in tells whether something happens that does so n times in a hundred.
func (d *strewer) in(n int) bool { return d.IntN(100) < n }

func (d *strewer) one(list ...string) string { return list[d.IntN(len(list))] }

// profile fills what sample leaves empty.
func (d *strewer) profile(c *store.Contact) {
	c.Birthday = ""
	if d.in(40) {
		c.Birthday = d.day(-20000, -8000)
		if d.in(20) {
			c.Birthday = "-" + c.Birthday[4:]
		}
	}
	if d.in(1) {
		c.Birthday = "--02-29"
	}
	c.Prefers, c.Rating = d.one("", "", "zalo", "call", "Zalo", "email"), d.one("", "", "", "hot", "warm", "cold")
	if d.in(4) {
		c.Relation, c.Life = d.one("partner", "supplier", "personal"), ""
	}
	if d.in(15) {
		c.Interests = d.one("golf", "golf, du lịch", "bóng đá", "茶", "máy móc")
	}
	if d.in(10) {
		c.Needs = d.one("bảo trì", "bảo hiểm xe", "giảm giá 10%", "交货", "golf")
	}
	if d.in(5) {
		c.Department = d.one("Kho", "Sales", "采购部")
	}
	if d.in(8) {
		c.Custom = append(c.Custom, store.Custom{Key: "ma_nv", Label: "Mã NV", Value: fmt.Sprintf("NV%02d", d.IntN(40))})
	}
	if d.in(5) {
		c.Custom = append(c.Custom, store.Custom{Key: "khu", Label: "Khu vực", Value: d.one("Bắc", "Nam", "NV03", "Hà Nội 1")})
	}
	for i := range c.Phones {
		c.Phones[i].Wrong = d.in(12)
	}
	for i := range c.Emails {
		c.Emails[i].Bounced = d.in(10)
	}
	for i := range c.Addresses {
		if d.in(30) {
			c.Addresses[i].Street = d.one("12 Lê Lợi", "7 Rue de la Paix", "中山路 8", "Lê Lợi 3")
		}
		if d.in(5) {
			c.Addresses[i].Country = ""
		}
	}
	if d.in(2) {
		c.Emails = append(c.Emails, store.Email{Address: fmt.Sprintf(d.one("info%d@example.com", "shared%d@example.org", "Info%d@Example.com"), d.IntN(1+d.n/100))})
	}
	if d.in(1) {
		c.Phones = append(c.Phones, store.Phone{Text: fmt.Sprintf(d.one("0912 %06d", "+84 912%06d", "028%07d"), d.IntN(1+d.n/100))})
	}
}

// day is some day, so many days from now.
func (d *strewer) day(from, to int) string {
	return d.now.AddDate(0, 0, from+d.IntN(to-from+1)).Format(time.DateOnly)
}

func (d *strewer) history(tx *store.Tx, uid string) error {
	n := d.talks/2 + d.IntN(d.talks+1)
	if d.in(8) {
		n = 0
	}
	for range n {
		i := store.Interaction{
			Contact: uid, Kind: d.one("call", "call", "email", "meeting", "visit", "zalo", "note", "wechat"),
			At: d.now.Add(-time.Duration(d.ExpFloat64()*float64(90*24)) * time.Hour).Add(-time.Duration(d.IntN(3600)) * time.Second),
		}
		if d.in(50) {
			i.Outcome = d.one("ok", "na", "na", "busy", "vm", "later")
		}
		if d.in(60) {
			i.Text = d.one("đồng ý báo giá", "gửi báo giá", "contract signed", "hỏi giá", "讨论报价", "đã xem contract, chờ", "no answer", "call back", "wants a discount for two years", "giao hàng trước Tết")
		}
		if _, err := tx.AddInteraction(i); err != nil {
			return err
		}
	}
	for _, r := range []struct {
		kind     string
		percent  int
		from, to int
	}{{"follow-up", 30, -3, 200}, {"appointment", 8, -1, 60}, {"promise", 5, -5, 30}, {"renewal", 12, -10, 300}} {
		if !d.in(r.percent) {
			continue
		}
		if _, err := tx.AddReminder(store.Reminder{Contact: uid, Kind: r.kind, DueOn: d.day(r.from, r.to), Text: r.kind}); err != nil {
			return err
		}
	}
	return nil
}

func (d *strewer) sales(tx *store.Tx, uid string) error {
	if d.in(15) {
		deal := store.Deal{Contact: uid, Stage: d.one("new", "contacted", "quote", "negotiate", "won", "lost"), Opened: d.now.AddDate(0, 0, -d.IntN(400))}
		if d.in(80) {
			deal.Value = d.money()
		}
		if _, err := tx.AddDeal(deal); err != nil {
			return err
		}
	}
	if !d.in(25) {
		return nil
	}
	money := d.money()
	for range 1 + d.IntN(5) {
		if d.in(15) {
			money = d.money()
		}
		p := store.Purchase{Contact: uid, On: d.day(-900, 0), Item: d.one("máy may", "bảo hành", "Máy in A3", "service contract", "保养", "ghế", "bảo hành 2 năm"), Amount: money}
		if _, err := tx.AddPurchase(p); err != nil {
			return err
		}
	}
	return nil
}

func (d *strewer) money() store.Money {
	n := int64(1 + d.IntN(60))
	return []store.Money{{Minor: n * 1_000_000, Currency: "VND"}, {Minor: n * 100_00, Currency: "USD"}, {Minor: n * 1000_00, Currency: "CNY"}, {Minor: n * 5_000, Currency: "JPY"}, {Minor: n * 50_00}}[d.IntN(5)]
}

// add stores a person with all of it.
func (d *strewer) add(tx *store.Tx, c store.Contact) (string, error) {
	d.profile(&c)
	c.Created = d.now.Add(-time.Duration(d.ExpFloat64()*300*24) * time.Hour)
	c.Updated = c.Created.Add(time.Duration(d.IntN(1+int(d.now.Sub(c.Created).Hours()))) * time.Hour)
	uid, err := tx.AddContact(c)
	if err != nil {
		return "", err
	}
	if err := d.history(tx, uid); err != nil {
		return "", err
	}
	return uid, d.sales(tx, uid)
}

// fillQueryBook adds n people as one bulk import, as big as an address book gets.
func fillQueryBook(s *store.Store, n, talks int) error {
	_, err := s.Write(ctx, store.Op{Who: "import", What: "people for queries"}, func(tx *store.Tx) error {
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		d := newStrewer(tx.Now().In(s.Zone()), n, talks)
		for p := range sample.People(1, n) {
			if _, err := d.add(tx, p.Contact); err != nil {
				return fmt.Errorf("%s: %w", p.Name, err)
			}
		}
		return nil
	})
	return err
}

// queryBook is a small book with something of everything, and segments.
func queryBook(t testing.TB, n int) *store.Store {
	t.Helper()
	s, _ := storetest.New(t)
	if err := fillQueryBook(s, n, 4); err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, store.Contact{Nickname: "Tí", Note: "không tên"})
	storetest.Add(t, s, store.Contact{Phones: []store.Phone{{Text: "ext. 12"}}, Tags: []string{"Hà-Nội"}})
	storetest.Add(t, s, store.Contact{Name: "A.B. (C)", Company: "O'Neill & Co", Star: true})
	strewBook(t, s)
	return s
}

// strewBook adds what belongs to several contacts, and throws some away.
func strewBook(t testing.TB, s *store.Store) {
	t.Helper()
	all := list(t, s, store.ListOptions{})
	dups := list(t, s, store.ListOptions{Query: language(t, s, "is:dup")})
	storetest.Write(t, s, func(tx *store.Tx) error {
		for i, r := range all {
			if r.Company != "" && i%3 == 0 {
				c := store.CompanyRecord{Name: r.Company, Industry: []string{"bảo hiểm", "May mặc", "IT"}[i%9/3]}
				if _, err := tx.Put(c, true); err != nil {
					return err
				}
			}
		}
		for i := 1; i < min(len(dups), 60); i += 2 {
			if _, err := tx.NotSame(dups[0].UID, dups[i].UID); err != nil {
				return err
			}
		}
		if err := tx.SaveSegment(store.Segment{Name: "Hội chợ 2026"}, false); err != nil {
			return err
		}
		var members []string
		for i, r := range all {
			if i%9 == 2 {
				members = append(members, r.UID)
			}
		}
		if _, err := tx.AddMembers("Hội chợ 2026", members); err != nil {
			return err
		}
		for i, r := range all {
			if i%(11+len(all)/500) == 5 {
				if err := tx.Trash(r.UID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for name, text := range map[string]string{
		"vip-hn": `tag:vip (city:ha-noi OR city:hue)`, "im lặng": "last:>30d", "Mixed": "seg:vip-hn OR -seg:im-lang is:customer", "gone": "is:trash",
	} {
		storetest.Write(t, s, func(tx *store.Tx) error { return tx.SaveSegment(store.Segment{Name: name, Query: text}, false) })
	}
}

// language reads a query with what the book has of its own.
func language(t testing.TB, s *store.Store, text string) *query.Query {
	t.Helper()
	q, err := query.Parse(text, languageOf(t, s))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q
}

func languageOf(t testing.TB, s *store.Store) query.Context {
	t.Helper()
	book, err := s.Language(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return query.Context{When: today(s), Book: book}
}
