// Package money reads and says amounts of money as people type them: 12k, 1.5tr,
// 1,5 tỷ, 3万, $12k, 1000usd. The log line, the query language and imports read
// them here, so that an amount is one amount wherever it is typed.
package money

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"crm/store/fold"
)

// Money is an amount. While no currency is known, Amount counts hundredths;
// In gives it one and counts that currency's minor units.
type Money struct {
	Amount   int64
	Currency string // ISO 4217, "" when not said
}

// maxUnits bounds an amount, a thousand times what any deal is worth in dong.
const maxUnits = 1_000_000_000_000_000

// Parse reads 12k, 1.5tr, 1tr5, 1,5 tỷ, 3万, $12k, 1000usd.
// Its errors leave the text for the caller to name.
// A point or comma before exactly three digits groups thousands; with a word
// like k or tr behind it that could be either, so it is refused.
func Parse(s string) (Money, error) {
	t := strings.ReplaceAll(fold.Text(s), " ", "")
	currency, t := cutCurrency(t)
	bad := func(why, try string) (Money, error) {
		return Money{}, fmt.Errorf("is no amount: %s; type %s", why, try)
	}
	if currency == "¥" {
		return bad("¥ is yuan and yen", "3000cny or 3000jpy")
	}
	i := strings.IndexFunc(t, func(r rune) bool { return !strings.ContainsRune("0123456789.,", r) })
	if i < 0 {
		i = len(t)
	}
	num, word := t[:i], t[i:]
	j := strings.IndexAny(word, "0123456789")
	extra := ""
	if j > 0 {
		word, extra = word[:j], word[j:]
	}
	scale := multiplier(word)
	if num == "" || scale == 0 {
		return bad("it needs a number", "12k, 1.5tr, 3万, 1000usd")
	}
	hundredths, err := decimal(num, extra, scale)
	if err != nil {
		return bad(err.Error(), "digits, as "+strings.NewReplacer(".", "", ",", "").Replace(num)+word)
	}
	m := Money{Amount: hundredths}
	if currency != "" {
		m = m.In(currency)
	}
	return m, nil
}

// decimal is num×scale in hundredths; extra are the digits behind the word:
// 1tr5 is 1.5 million.
func decimal(num, extra string, scale int64) (int64, error) {
	whole, frac := num, ""
	if at := strings.LastIndexAny(num, ".,"); at >= 0 {
		sep := num[at : at+1]
		switch grouped := len(num)-at-1 == 3; {
		case grouped && scale > 1:
			return 0, fmt.Errorf("the %q may group thousands or start a fraction", sep)
		case grouped:
			// 1.500.000 and 1,500: all of it is whole.
		case strings.Contains(num[:at], sep):
			return 0, errGroups
		default:
			whole, frac = num[:at], num[at+1:]
		}
	}
	whole, err := ungroup(whole)
	if err != nil {
		return 0, err
	}
	if extra != "" {
		if frac != "" || scale == 1 || len(extra) > 3 || strings.ContainsFunc(extra, func(r rune) bool { return r < '0' || r > '9' }) {
			return 0, errors.New("it has two fractions")
		}
		frac = extra
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > maxUnits/scale {
		return 0, errors.New("it is too large")
	}
	total := n * scale * 100
	unit := scale * 100
	for _, d := range frac {
		if unit < 10 && d != '0' {
			return 0, errors.New("it is finer than a hundredth")
		}
		unit /= 10
		total += int64(d-'0') * unit
	}
	return total, nil
}

// errGroups is the error of separators in the wrong places.
var errGroups = errors.New("its thousands are not in threes")

// ungroup takes the separators out of grouped thousands: the first group has
// one to three digits, every other three, and all separators are the same.
func ungroup(s string) (string, error) {
	if strings.Contains(s, ".") && strings.Contains(s, ",") {
		return "", errGroups
	}
	groups := strings.Split(strings.ReplaceAll(s, ",", "."), ".")
	for i, g := range groups {
		if len(groups) > 1 && (i == 0 && (g == "" || len(g) > 3) || i > 0 && len(g) != 3) {
			return "", errGroups
		}
	}
	if s = strings.Join(groups, ""); s == "" {
		s = "0" // .5
	}
	return s, nil
}

// multiplier is what a word behind a number makes of it; 0 for an unknown one.
func multiplier(s string) int64 {
	switch s {
	case "":
		return 1
	case "k", "nghin", "ngan", "千":
		return 1e3
	case "万", "萬":
		return 1e4
	case "m", "tr", "trieu", "mil", "百万", "百萬":
		return 1e6
	case "千万", "千萬":
		return 1e7
	case "亿", "億":
		return 1e8
	case "ty", "ti", "b", "bn":
		return 1e9
	}
	return 0
}

// cutCurrency takes a sign or code off either end of folded text.
func cutCurrency(s string) (currency, rest string) {
	for _, c := range [...]struct{ sign, code string }{
		{"us$", "USD"}, {"usd", "USD"}, {"$", "USD"}, {"dola", "USD"}, {"do", "USD"},
		{"eur", "EUR"}, {"€", "EUR"}, {"gbp", "GBP"}, {"£", "GBP"},
		{"cny", "CNY"}, {"rmb", "CNY"}, {"元", "CNY"}, {"块", "CNY"}, {"人民币", "CNY"},
		{"jpy", "JPY"}, {"yen", "JPY"}, {"円", "JPY"}, {"krw", "KRW"}, {"₩", "KRW"},
		{"vnd", "VND"}, {"dong", "VND"}, {"₫", "VND"}, {"d", "VND"}, {"¥", "¥"},
	} {
		if rest, ok := strings.CutSuffix(s, c.sign); ok && rest != "" {
			return c.code, rest
		}
		if c.sign == "d" {
			continue
		}
		if rest, ok := strings.CutPrefix(s, c.sign); ok && rest != "" {
			return c.code, rest
		}
	}
	return "", s
}

// Digits is the number of decimals of a currency, from ISO 4217: none or two.
// The currencies with three (dinars) are kept in hundredths, the finest that
// an amount is typed in.
func Digits(currency string) int {
	switch currency {
	case "VND", "JPY", "KRW", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF", "PYG", "RWF":
		return 0
	}
	return 2
}

// In is the same amount with a currency, when it had none: hundredths become
// the currency's minor units, half a unit rounding up.
func (m Money) In(currency string) Money {
	if m.Currency != "" {
		return m
	}
	if Digits(currency) == 0 {
		m.Amount = (m.Amount + 50) / 100
	}
	m.Currency = currency
	return m
}

// String is the amount as Parse reads it: 12000, 12.50usd, 180000000vnd.
func (m Money) String() string { return m.number("") + strings.ToLower(m.Currency) }

// Words is the amount for people: 12,000, 12.50 USD, 180,000,000 VND.
func (m Money) Words() string {
	s := m.number(",")
	if m.Currency != "" {
		s += " " + m.Currency
	}
	return s
}

func (m Money) number(group string) string {
	digits := Digits(m.Currency)
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	s := strconv.FormatInt(m.Amount/unit, 10)
	for i := len(s) - 3; i > 0 && group != ""; i -= 3 {
		s = s[:i] + group + s[i:]
	}
	if frac := m.Amount % unit; frac != 0 {
		s += fmt.Sprintf(".%0*d", digits, frac)
	}
	return s
}
