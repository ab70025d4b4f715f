package importer

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/store"
)

func TestParseMoney(t *testing.T) {
	for text, want := range map[string]string{
		"1.500.000 ₫": "150000000 VND", "1,5 tỷ": "150000000000", "300tr": "30000000000", "3万": "3000000", "$1,200.50": "120050 USD",
		"150.000.000": "15000000000", "150,000,000 đ": "15000000000 VND", "1 200,50 €": "120050 EUR", "(1,200)": "-120000 either", "1250000": "125000000",
		"1tr5": "150000000", "1 tỷ 200 triệu": "120000000000", "1 tỷ 2": "120000000000", "3万5千": "3500000", "2.5k": "250000", "500k d": "50000000 VND", "12,5 triệu": "1250000000",
		"-500": "-50000", "500-": "-50000", "−$5": "-500 USD", "$-5": "-500 USD", "+7": "700", "１２３４": "123400", "￥１２３４": "123400 ¥", "1'250.50": "125050",
		"1,25,000.50": "12500050", "0.125": "13", "1250.500": "125050", "1.250": "125000 either", "1.250 ₫": "125000 VND", "1,234,567.891": "123456789",
		"1 250 000": "125000000", "USD 99": "9900 USD", "99 usd": "9900 USD", "R$ 10,00": "1000 BRL", "10.000 đồng": "1000000 VND", "5,5": "550", "7.": "700", ".5": "50",
		"1.500 tr": "150000000000 either", "100 руб": "10000 RUB", "12 000 Kč": "1200000 CZK", "￥47113.42": "4711342 ¥", "3亿": "30000000000",
	} {
		a, ok := parseMoney(text, 0)
		got := fmt.Sprint(a.hundredths)
		if a.currency != "" {
			got += " " + a.currency
		}
		if a.either {
			got += " either"
		}
		if !ok || got != want {
			t.Errorf("%q: %s, %v, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "12.5%", "abc", "1.2.3", "1,23,4", "12,34,56", "call me", "1-2", "0912 345 678 9 x", "12/3", "$", "tỷ", "1.25.000", "1 25", "99999999999999999999", "1e5", "--5", "5 apples", "2024-03-05"} {
		if a, ok := parseMoney(text, 0); ok {
			t.Errorf("%q is read as %+v", text, a)
		}
	}
}

func TestHeaderMoney(t *testing.T) {
	for name, want := range map[string]moneyStyle{
		"Doanh thu (VNĐ)": {currency: "VND", scale: 1}, "Giá trị (triệu đồng)": {currency: "VND", scale: 1e6}, "金额（万元）": {currency: "CNY", scale: 1e4},
		"Amount (USD)": {currency: "USD", scale: 1}, "Amount USD": {currency: "USD", scale: 1}, "Value (€)": {currency: "EUR", scale: 1}, "Giá (đ)": {currency: "VND", scale: 1},
		"Amount": {}, "Value (expected)": {}, "Giá trị (tr)": {scale: 1e6}, "Revenue (in thousands)": {}, "Số tiền (nghìn)": {scale: 1e3},
	} {
		if got := headerMoney(name); got != want {
			t.Errorf("%q: %+v, want %+v", name, got, want)
		}
	}
}

// TestMoneySpellings: an amount is the same in every spelling, once its column has
// said what its decimal mark is.
func TestMoneySpellings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1e13).Draw(t, "hundredths")
		whole, cents := n/100, n%100
		plain := fmt.Sprint(whole)
		group := func(sep string) string {
			s := plain
			for i := len(s) - 3; i > 0; i -= 3 {
				s = s[:i] + sep + s[i:]
			}
			return s
		}
		frac := ""
		if cents > 0 || rapid.Bool().Draw(t, "frac") {
			frac = fmt.Sprintf("%02d", cents)
		}
		for _, s := range []struct {
			text string
			mark byte
		}{
			{group(",") + strings.TrimSuffix("."+frac, "."), '.'}, {group(".") + strings.TrimSuffix(","+frac, ","), ','},
			{group(" ") + strings.TrimSuffix(","+frac, ","), ','}, {group("'") + strings.TrimSuffix("."+frac, "."), '.'}, {plain + strings.TrimSuffix("."+frac, "."), '.'},
		} {
			a, ok := parseMoney(s.text, s.mark)
			if !ok || a.hundredths != n || a.either {
				t.Fatalf("%q: %+v, %v, want %d", s.text, a, ok, n)
			}
			// Without the mark it is either right or said to be doubtful.
			if b, ok := parseMoney(s.text, 0); !ok || b.hundredths != n && !b.either {
				t.Fatalf("%q alone: %+v, %v, want %d or a doubt", s.text, b, ok, n)
			}
		}
	})
}

func TestMoneyInItsCurrency(t *testing.T) {
	for _, tt := range []struct {
		text  string
		style moneyStyle
		want  store.Money
	}{
		{"1.500.000", moneyStyle{currency: "VND"}, store.Money{Minor: 1_500_000, Currency: "VND"}},
		{"1,5", moneyStyle{currency: "VND", scale: 1e6}, store.Money{Minor: 1_500_000, Currency: "VND"}},
		{"1,5 tỷ", moneyStyle{currency: "VND", scale: 1e6}, store.Money{Minor: 1_500_000_000, Currency: "VND"}},
		{"$5", moneyStyle{currency: "VND"}, store.Money{Minor: 500, Currency: "USD"}},
		{"-5,55", moneyStyle{currency: "JPY"}, store.Money{Minor: -6, Currency: "JPY"}},
		{"¥5", moneyStyle{yen: "JPY"}, store.Money{Minor: 5, Currency: "JPY"}}, {"¥5", moneyStyle{}, store.Money{Minor: 500}}, {"5", moneyStyle{yen: "JPY"}, store.Money{Minor: 500}},
	} {
		a, ok := parseMoney(tt.text, 0)
		if got := a.money(tt.style); !ok || got != tt.want {
			t.Errorf("%q in %+v: %+v, want %+v", tt.text, tt.style, got, tt.want)
		}
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"1.500.000 ₫", "1tr5", "(1,200)", "￥１２３４", "3万5千", "1'250.50", "--", "1e9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, mark := range []byte{0, '.', ','} {
			if a, ok := parseMoney(s, mark); ok && (a.hundredths > maxHundredths || a.hundredths < -maxHundredths) {
				t.Errorf("%q is %d", s, a.hundredths)
			}
		}
		headerMoney(s)
	})
}
