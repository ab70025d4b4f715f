package money_test

import (
	"testing"

	"crm/store/money"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"12k": "12000", "1.5tr": "1500000", "15tr": "15000000", "1,5 tỷ": "1500000000", "2 tỉ": "2000000000", "3万": "30000", "180tr": "180000000",
		"$12k": "12000usd", "1000usd": "1000usd", "US$ 5": "5usd", "€1,250.5": "1250.50eur", "1tr5": "1500000", "2tỷ25": "2250000000",
		"1.500": "1500", "1,500": "1500", "1.500.000": "1500000", "1.50": "1.50", "1,5": "1.50", "0.07": "0.07", ".5": "0.50", "12.": "12",
		"500đ": "500vnd", "1.500.000 đồng": "1500000vnd", "500元": "500cny", "3万元": "30000cny", "5000円": "5000jpy", "2m": "2000000", "1bn": "1000000000",
		"１２k": "12000", "2亿": "200000000",
	} {
		m, err := money.Parse(in)
		if err != nil || m.String() != want {
			t.Errorf("%q is %q, %v, want %q", in, m, err, want)
		}
	}
	for _, in := range []string{"", "k", "$", "x", "1.500tr", "1,2,3", "1.2.3", "1.234,567", "1e9", "-5", "¥3000", "9999999999999tỷ", "1.0005", "12k5tr", "12 boxes", "0x10"} {
		if m, err := money.Parse(in); err == nil {
			t.Errorf("%q is %+v", in, m)
		}
	}
}

func TestTakesTheBooksCurrency(t *testing.T) {
	m, err := money.Parse("12.50")
	if err != nil || m.In("USD") != (money.Money{Amount: 1250, Currency: "USD"}) || m.In("VND") != (money.Money{Amount: 13, Currency: "VND"}) {
		t.Errorf("%+v %+v, %v", m.In("USD"), m.In("VND"), err)
	}
	if d := m.In("USD").In("VND"); d.Currency != "USD" {
		t.Errorf("a known currency changed: %+v", d)
	}
	if w := (money.Money{Amount: 180000000, Currency: "VND"}).Words(); w != "180,000,000 VND" {
		t.Error(w)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"12k", "1.5tr", "1tr5", "1,5 tỷ", "3万", "$12k", "1000usd", "1.500.000đ", ".5", "1.0005", "999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := money.Parse(s)
		if err != nil {
			return
		}
		if m.Amount < 0 {
			t.Errorf("%q is %+v", s, m)
		}
		if again, err := money.Parse(m.String()); err != nil || again != m {
			t.Errorf("%q is %+v, prints %q, reads %+v, %v", s, m, m, again, err)
		}
	})
}
