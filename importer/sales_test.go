package importer_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crm/importer"
	"crm/store"
)

// twice imports a text into a new book, twice: the second time nothing changes.
func twice(t *testing.T, name, text string, opt importer.Options) ([]person, *importer.Report) {
	t.Helper()
	st := newBook(t)
	path := write(t, name, text)
	r := bring(t, st, path, opt)
	if again := bring(t, st, path, opt); again.Same != again.Rows-again.Rejected || again.Operation != "" {
		t.Errorf("the second time: %+v", again)
	}
	return persons(t, st), r
}

func reasons(r *importer.Report) string {
	var out []string
	for _, p := range r.Problems {
		out = append(out, fmt.Sprintf("%d %s %s: %s", p.Line, p.Column, p.Value, p.Reason))
	}
	return strings.Join(out, "\n")
}

// TestPurchaseColumns: the last purchase of each row of a shop's list.
func TestPurchaseColumns(t *testing.T) {
	all, r := twice(t, "in.csv", "Mã khách hàng,Tên khách hàng,SĐT,Ngày mua gần nhất,Mã hàng đã mua,Tên hàng đã mua,Số tiền (VNĐ)\n"+
		"KH1,Nguyễn Văn A,0912345678,15/06/2025,SP1,Máy lọc,1.500.000\nKH2,Lê Thị B,0912345679,,,Quạt,300tr\nKH3,Trần C,0912345670,,,,\n", options())
	want := store.Purchase{Contact: all[0].UID, On: "2025-06-15", Item: "Máy lọc", Amount: store.Money{Minor: 1_500_000, Currency: "VND"}, Note: "SP1"}
	if got := all[0].purchases; len(got) != 1 || func() bool { got[0].UID = ""; return got[0] != want }() {
		t.Errorf("%+v, want %+v", got, want)
	}
	if all[0].Life != "current" || all[2].Life != "potential" || all[0].External[0] != (store.External{System: "customer", ID: "KH1"}) {
		t.Errorf("%+v %+v", all[0], all[2])
	}
	if len(all[1].purchases) != 0 || len(all[1].Custom) != 2 || !strings.Contains(reasons(r), "a purchase without its day") {
		t.Errorf("an undated purchase: %+v\n%s", all[1], reasons(r))
	}
}

// TestPurchaseLines: one purchase a row, on the contact that the book knows by the
// id of the shop; nobody is made of an id alone.
func TestPurchaseLines(t *testing.T) {
	st := newBook(t)
	bring(t, st, write(t, "people.csv", "Customer ID,Name,Email\n17850,Ann Lee,ann@b.vn\n17593,Bo Ray,bo@b.vn\n"), options())
	orders := "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n" +
		"536365,85123A,WHITE HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n" +
		"536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\nC536379,D,Discount,-1,2010-12-01 09:41:00,27.50,17593.0,United Kingdom\n536370,22728,CLOCK,24,2010-12-01 08:45:00,3.75,99999.0,France\n"
	path := write(t, "orders.csv", orders)
	r := bring(t, st, path, options())
	if r.Changed != 4 || r.Rejected != 1 || !strings.Contains(reasons(r), "no contact of the book has this customer id") {
		t.Errorf("%+v", r)
	}
	if again := bring(t, st, path, options()); again.Same != 4 || again.Rejected != 1 {
		t.Errorf("again: %+v", again)
	}
	all := persons(t, st)
	sum := int64(0)
	for _, p := range all[0].purchases {
		sum += p.Amount.Minor
	}
	if len(all[0].purchases) != 3 || sum != 1530+2034+2034 || all[1].purchases[0].Amount.Minor != -2750 || all[0].purchases[0].Item != "WHITE HOLDER" {
		t.Errorf("%+v\n%+v", all[0].purchases, all[1].purchases)
	}
	if note := all[0].purchases[0].Note; note != "85123A\nInvoiceNo: 536365\nQuantity: 6\nUnitPrice: 2.55" {
		t.Errorf("%q", note)
	}
}

// TestTruthOfPurchases: what each of forty people bought in all, against pandas.
func TestTruthOfPurchases(t *testing.T) {
	st := newBook(t)
	r := bring(t, st, filepath.Join(corpus(t, "made/csv"), "purchases_a.csv"), options())
	net, n := map[string]string{}, map[string]int{}
	for _, p := range persons(t, st) {
		sum := int64(0)
		for _, x := range p.purchases {
			sum += x.Amount.Minor
		}
		key := p.Emails[0].Key
		net[key], n[key] = fmt.Sprintf("%d.%02d", sum/100, sum%100), len(p.purchases)
		if p.Life != "current" {
			t.Errorf("%s bought and is %s", key, p.Life)
		}
	}
	lines := 0
	for _, row := range truth(t, "rfm_a_truth.tsv") {
		want := row[4]
		if i := strings.IndexByte(want, '.'); len(want)-i == 2 {
			want += "0"
		}
		if net[row[0]] != want {
			t.Errorf("%s: %s, want %s", row[0], net[row[0]], want)
		}
		lines += n[row[0]]
	}
	if lines != r.Rows-r.Rejected {
		t.Errorf("%d purchases of %d rows", lines, r.Rows)
	}
}

func TestDealColumns(t *testing.T) {
	text := "Tên khách hàng,Điện thoại,Giai đoạn,Giá trị dự kiến (triệu đồng),Ngày dự kiến chốt\n" +
		"Nguyễn Văn A,0912345678,Báo giá,\"12,5\",15/12/2026\nLê Thị B,0912345679,Đang ngâm,300,\nTrần C,0912345670,Thắng,\"1,5 tỷ\",\nBùi D,0912345671,,,\n"
	all, r := twice(t, "in.csv", text, options())
	deal := func(i int) string {
		if len(all[i].deals) == 0 {
			return "none"
		}
		d := all[i].deals[0]
		return fmt.Sprint(d.Stage, " ", d.Value.Minor, d.Value.Currency, " ", d.ExpectedOn, " ", d.Outcome, " ", !d.Closed.IsZero())
	}
	for i, want := range []string{"quote 12500000VND 2026-12-15  false", "new 300000000VND   false", "won 1500000000VND  won true", "none"} {
		if got := deal(i); got != want {
			t.Errorf("%s: %s, want %s", all[i].Name, got, want)
		}
	}
	if all[2].Life != "current" || all[0].Life != "potential" {
		t.Errorf("groups %s, %s", all[2].Life, all[0].Life)
	}
	if !slices.ContainsFunc(all[1].Custom, func(v store.Custom) bool { return v.Value == "Đang ngâm" }) || !strings.Contains(reasons(r), "no such stage") {
		t.Errorf("an unknown stage: %+v\n%s", all[1].Custom, reasons(r))
	}
}

// TestDealMoves: a later export of the same people moves their deals.
func TestDealMoves(t *testing.T) {
	st := newBook(t)
	bring(t, st, write(t, "a.csv", "Name,Email,Deal,Stage,Value\nAnn Lee,ann@b.vn,Renewal,new,1000\nBo Ray,bo@b.vn,Boat,quote,5\n"), options())
	r := bring(t, st, write(t, "b.csv", "Name,Email,Deal,Stage,Value\nAnn Lee,ann@b.vn,Renewal,Negotiation,1200\nBo Ray,bo@b.vn,Boat,quote,5\nBo Ray,bo@b.vn,Car,quote,7\n"), options())
	if r.Changed != 2 || r.Same != 1 {
		t.Errorf("%+v", r)
	}
	all := persons(t, st)
	if d := all[0].deals; len(d) != 1 || d[0].Stage != "negotiate" || d[0].Value.Minor != 120000 || len(d[0].Changes) != 1 {
		t.Errorf("%+v", d)
	}
	if d := all[1].deals; len(d) != 2 || d[1].Title != "Car" {
		t.Errorf("%+v", d)
	}
}

// TestAmountsThatReadBothWays: nothing is wrong by a thousand in silence.
func TestAmountsThatReadBothWays(t *testing.T) {
	for name, tt := range map[string]struct {
		values, mapTo string
		want          int64 // of the first
		ambiguous     bool
	}{
		"nothing tells":         {"1.250;2.500", "", 125000, true},
		"another value tells":   {"1.250;2.5", "", 125, false},
		"groups tell":           {"1.250;1.000.000", "", 125000, false},
		"the user says comma":   {"1.250;2.500", "Deal value=value:comma", 125000, false},
		"the user says point":   {"1.250;2.500", "Deal value=value:point", 125, false},
		"the values disagree":   {"1.250;2.5;2,5", "", 125000, true},
		"the currency has none": {"1.250 ₫;2.500 ₫", "", 1250, false},
	} {
		t.Run(name, func(t *testing.T) {
			text := "Name;Deal value\n"
			for i, v := range strings.Split(tt.values, ";") {
				text += fmt.Sprintf("P%d;%s\n", i, v)
			}
			opt := options()
			if tt.mapTo != "" {
				opt.Map = []string{tt.mapTo}
			}
			all, r := twice(t, "in.csv", text, opt)
			if got := all[0].deals[0].Value.Minor; got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
			if r.Mapping[1].Ambiguous != tt.ambiguous || strings.Contains(reasons(r), "may group thousands") != tt.ambiguous {
				t.Errorf("%+v\n%s", r.Mapping[1], reasons(r))
			}
		})
	}
}

func TestConsents(t *testing.T) {
	state := func(p person, channel string) string {
		for _, c := range p.Consents {
			if c.Channel == channel {
				return c.State
			}
		}
		return ""
	}
	all, _ := twice(t, "in.csv", "FirstName,LastName,Email,HasOptedOutOfEmail,DoNotCall,HasOptedOutOfFax,Consent Status\nAnn,Lee,ann@b.vn,1,0,1,\nBo,Ray,bo@b.vn,false,TRUE,0,Opt-In\nCy,Fox,cy@b.vn,0,0,0,perhaps\n", options())
	for i, want := range []string{"no ", "yes no", " "} {
		if got := state(all[i], "email") + " " + state(all[i], "call"); got != want {
			t.Errorf("%s: %q, want %q", all[i].Name, got, want)
		}
	}
	if len(all[2].Custom) == 0 || all[2].Custom[len(all[2].Custom)-1].Value != "perhaps" && !preserved(&all[2], "perhaps") {
		t.Errorf("%+v", all[2].Custom)
	}
	for name, want := range map[string]string{"subscribed_members_export_1.csv": "yes", "unsubscribed_members_export_1.csv": "no", "cleaned_members_export_1.csv": ""} {
		people, _ := twice(t, name, "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID\nann@b.vn,Ann,Lee,2,2024-01-02 03:04:05,1,a1\n", options())
		if got := state(people[0], "email"); got != want || people[0].Emails[0].Bounced != (want == "") {
			t.Errorf("%s: %q, %+v", name, got, people[0].Emails)
		}
	}
	st := newBook(t)
	bring(t, st, write(t, "no.csv", "Name,Email,Email Opt Out\nAnn Lee,ann@b.vn,yes\n"), options())
	if r := bring(t, st, write(t, "yes.csv", "Name,Email,Consent status\nAnn Lee,ann@b.vn,yes\n"), options()); r.Same != 1 || !strings.Contains(reasons(r), "refused") {
		t.Errorf("a refusal is overruled: %+v", r)
	}
}
