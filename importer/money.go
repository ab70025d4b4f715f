package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/store"
	"crm/store/fold"
	"crm/store/money"
)

// amount is a sum of money as a cell has it.
type amount struct {
	hundredths int64
	currency   string // ISO 4217, "¥" for yuan or yen, "" when not said
	mark       byte   // the decimal mark that the spelling shows: '.', ',' or 0
	either     bool   // its one separator may group thousands or begin a fraction
	worded     bool   // it has a word such as k, tr, 万 of its own
}

// moneyStyle is how the amounts of a column are meant.
type moneyStyle struct {
	mark     byte   // decimal mark; 0 is not known
	currency string // of amounts that name none
	yen      string // what ¥ means: CNY or JPY, "" if nothing tells
	scale    int64  // what the header multiplies by: "(triệu đồng)"; 0 is 1
}

// money is the amount in minor units; a currency is needed to know them, and
// hundredths are counted until there is one.
func (a amount) money(style moneyStyle) store.Money {
	if style.scale > 1 && !a.worded {
		a.hundredths *= style.scale
	}
	if a.currency == "¥" {
		a.currency = style.yen
	}
	if a.currency == "" {
		a.currency = style.currency
	}
	if a.currency == "" {
		return store.Money{Minor: a.hundredths}
	}
	neg := a.hundredths < 0
	if neg {
		a.hundredths = -a.hundredths
	}
	m := money.Money{Amount: a.hundredths}.In(a.currency)
	if neg {
		m.Amount = -m.Amount
	}
	return store.Money{Minor: m.Amount, Currency: m.Currency}
}

// String shows how amounts are read: "1.234,5 VND".
func (s moneyStyle) String() string {
	out := ""
	switch s.mark {
	case '.':
		out = "1,234.5"
	case ',':
		out = "1.234,5"
	}
	if s.scale > 1 {
		out += " × " + strconv.FormatInt(s.scale, 10)
	}
	return strings.TrimSpace(out + " " + s.currency)
}

// maxMoneyText is longer than any amount that people write.
const maxMoneyText = 48

// parseMoney reads an amount: 1.500.000 ₫, 1,5 tỷ, 300tr, 3万, $1,200.50,
// 1 200,50 €, (1,200). mark is the decimal mark of its column, 0 if not known.
func parseMoney(s string, mark byte) (a amount, ok bool) {
	if len(s) > maxMoneyText {
		return a, false
	}
	t := strings.TrimSpace(fold.Text(s))
	t, neg := cutSign(t)
	if a.currency, t = cutCurrency(t); a.currency != "" && !neg { // $-5
		t, neg = cutSign(t)
	}
	if t == "" || t[0] != '.' && t[0] != ',' && !unicode.IsDigit(rune(t[0])) {
		return a, false
	}
	scale := int64(0) // of the word before, for "1tr5"
	for n := 0; t != ""; n++ {
		num, word, rest := nextAmount(t)
		if num == "" || n > 2 {
			return a, false
		}
		part, ok := a.number(num, word, scale, mark)
		if !ok || part > maxHundredths-a.hundredths {
			return a, false
		}
		a.hundredths += part
		scale, t = multiplier(word), rest
	}
	if neg {
		a.hundredths = -a.hundredths
	}
	return a, true
}

// maxHundredths is a thousand times what any deal is worth in dong.
const maxHundredths = 1e17

// cutSign takes a minus off either end, or the brackets of bookkeepers.
func cutSign(s string) (rest string, neg bool) {
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		return strings.TrimSpace(s[1 : len(s)-1]), true
	}
	for _, minus := range []string{"-", "−", "–"} {
		if rest, ok := strings.CutPrefix(s, minus); ok {
			return strings.TrimSpace(rest), true
		}
		if rest, ok := strings.CutSuffix(s, minus); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return strings.TrimPrefix(s, "+"), false
}

// nextAmount cuts a number and the word behind it off the front.
func nextAmount(s string) (num, word, rest string) {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(".,'’ ", r) })
	if i < 0 {
		i = len(s)
	}
	num, s = strings.TrimSpace(s[:i]), s[i:]
	j := strings.IndexFunc(s, unicode.IsDigit)
	if j < 0 {
		j = len(s)
	}
	return num, strings.Trim(s[:j], " ."), s[j:]
}

// number is num × word in hundredths. before is the word of the part before it:
// in "1tr5" the 5 is half a million, in "3万5千" the parts add up.
func (a *amount) number(num, word string, before int64, mark byte) (int64, bool) {
	scale := multiplier(word)
	if scale == 0 {
		return 0, false
	}
	a.worded = a.worded || scale > 1
	if before > 0 && word == "" {
		if before == 1 || len(num) > 3 || strings.Trim(num, "0123456789") != "" {
			return 0, false
		}
		return fraction(num, before)
	}
	if before > 0 && scale >= before {
		return 0, false
	}
	whole, frac, ok := a.split(num, mark)
	if !ok || len(whole) > 15 {
		return 0, false
	}
	n := int64(0)
	for i := range len(whole) {
		n = n*10 + int64(whole[i]-'0')
	}
	if n > maxHundredths/100/scale {
		return 0, false
	}
	f, ok := fraction(frac, scale)
	return n*scale*100 + f, ok
}

// fraction is 0.frac × scale in hundredths, rounded: what is finer comes from a
// spreadsheet's arithmetic.
func fraction(frac string, scale int64) (int64, bool) {
	frac = frac[:min(len(frac), 7)]
	n, unit := int64(0), int64(1)
	for i := range len(frac) {
		if frac[i] < '0' || frac[i] > '9' {
			return 0, false
		}
		n, unit = n*10+int64(frac[i]-'0'), unit*10
	}
	return (n*scale*100 + unit/2) / unit, true
}

// split parts a number into its whole and its fraction, and learns what its
// separators say about the decimal mark.
func (a *amount) split(num string, mark byte) (whole, frac string, ok bool) {
	for _, group := range []string{" ", "'", "’"} {
		if strings.Contains(num, group) {
			head, tail := num, ""
			if i := strings.LastIndexAny(num, ".,"); i >= 0 {
				head, tail = num[:i], num[i:]
				a.mark = num[i]
			}
			if !grouped(head, group) || len(tail) > 1 && strings.ContainsAny(tail[1:], ".,' ’") {
				return "", "", false
			}
			return strings.ReplaceAll(head, group, ""), strings.TrimLeft(tail, ".,"), true
		}
	}
	last := strings.LastIndexAny(num, ".,")
	if last < 0 {
		return num, "", strings.Trim(num, "0123456789") == "" && num != ""
	}
	sep, other := num[last], byte('.'+','-num[last])
	head, tail := num[:last], num[last+1:]
	switch {
	case strings.IndexByte(head, other) >= 0: // 1,250.50
		if a.mark = sep; !grouped(head, string(other)) {
			return "", "", false
		}
		return strings.ReplaceAll(head, string(other), ""), tail, true
	case strings.IndexByte(head, sep) >= 0: // 1.500.000
		if a.mark = other; !grouped(num, string(sep)) {
			return "", "", false
		}
		return strings.ReplaceAll(num, string(sep), ""), "", true
	case len(tail) == 3 && len(head) >= 1 && len(head) <= 3 && head[0] != '0': // 1.250
		if mark == sep {
			return head, tail, true
		}
		a.either = mark == 0 && (money.Digits(a.currency) > 0 || a.currency == "¥")
		return head + tail, "", true
	}
	a.mark = sep
	return head, tail, true
}

// grouped reports whether digits stand in groups: of three, or as in India of
// two with three at the end.
func grouped(s, sep string) bool {
	groups := strings.Split(s, sep)
	for i, g := range groups {
		if strings.Trim(g, "0123456789") != "" || g == "" {
			return false
		}
		switch {
		case i == 0:
			if len(g) > 3 {
				return false
			}
		case i == len(groups)-1 || len(groups[1]) == 3:
			if len(g) != 3 {
				return false
			}
		case len(g) != 2 || sep != ",":
			return false
		}
	}
	return true
}

// multiplier is what a folded word behind a number makes of it; 0 if it is none.
func multiplier(word string) int64 {
	switch word {
	case "":
		return 1
	case "k", "nghin", "ngan", "千", "thousand", "tsd", "тыс":
		return 1e3
	case "万", "萬", "만":
		return 1e4
	case "m", "tr", "trieu", "mil", "mio", "million", "millions", "百万", "百萬", "млн":
		return 1e6
	case "千万", "千萬":
		return 1e7
	case "亿", "億", "억":
		return 1e8
	case "ty", "ti", "b", "bn", "billion", "млрд":
		return 1e9
	}
	return 0
}

// currencies are the signs and words of currencies, folded, longer ones first
// where one ends like another.
func currencies() [][2]string {
	return [][2]string{
		{"us$", "USD"}, {"usd", "USD"}, {"s$", "SGD"}, {"a$", "AUD"}, {"hk$", "HKD"}, {"nt$", "TWD"}, {"c$", "CAD"}, {"r$", "BRL"}, {"$", "USD"},
		{"eur", "EUR"}, {"€", "EUR"}, {"gbp", "GBP"}, {"£", "GBP"}, {"chf", "CHF"}, {"cny", "CNY"}, {"rmb", "CNY"}, {"人民币", "CNY"}, {"元", "CNY"}, {"块", "CNY"},
		{"jpy", "JPY"}, {"yen", "JPY"}, {"円", "JPY"}, {"krw", "KRW"}, {"₩", "KRW"}, {"원", "KRW"}, {"vnd", "VND"}, {"dong", "VND"}, {"₫", "VND"},
		{"thb", "THB"}, {"฿", "THB"}, {"sgd", "SGD"}, {"aud", "AUD"}, {"hkd", "HKD"}, {"twd", "TWD"}, {"cad", "CAD"}, {"inr", "INR"}, {"₹", "INR"}, {"rub", "RUB"}, {"₽", "RUB"}, {"руб.", "RUB"}, {"руб", "RUB"},
		{"uah", "UAH"}, {"₴", "UAH"}, {"try", "TRY"}, {"₺", "TRY"}, {"ils", "ILS"}, {"₪", "ILS"}, {"php", "PHP"}, {"₱", "PHP"}, {"idr", "IDR"}, {"rp", "IDR"}, {"myr", "MYR"},
		{"pln", "PLN"}, {"zl", "PLN"}, {"czk", "CZK"}, {"kc", "CZK"}, {"sek", "SEK"}, {"nok", "NOK"}, {"dkk", "DKK"}, {"brl", "BRL"}, {"mxn", "MXN"}, {"nzd", "NZD"}, {"zar", "ZAR"}, {"aed", "AED"},
		{"d", "VND"}, {"¥", "¥"},
	}
}

// cutCurrency takes a sign or a word of a currency off either end of folded text.
func cutCurrency(s string) (currency, rest string) {
	if n := len(s); n == 0 || s[0] >= '0' && s[0] <= '9' && s[n-1] >= '0' && s[n-1] <= '9' {
		return "", s
	}
	for _, c := range currencies() {
		if rest, ok := strings.CutSuffix(s, c[0]); ok && (rest == "" || !joined(rest, c[0])) {
			return c[1], strings.TrimSpace(rest)
		}
		if rest, ok := strings.CutPrefix(s, c[0]); ok && c[0] != "d" && rest != "" {
			if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(r) || !unicode.IsLetter(rune(c[0][0])) {
				return c[1], strings.TrimSpace(rest)
			}
		}
	}
	return "", s
}

// joined reports whether a sign at the end of a text is part of a longer word:
// "d" of "usd" or "thousand", but not of "300k d" and "3trd".
func joined(before, sign string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	if !unicode.IsLetter(r) || r >= 0x2E80 || !unicode.IsLetter([]rune(sign)[0]) {
		return false
	}
	i := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })
	return multiplier(before[i+1:]) == 0
}

// headerMoney is what a header says about the amounts below it: "(triệu đồng)",
// "（万元）", "Amount USD".
func headerMoney(name string) moneyStyle {
	var style moneyStyle
	text := fold.Text(name)
	inside := ""
	if i := strings.IndexAny(text, "([（【"); i >= 0 {
		inside = strings.Trim(text[i:], "()[]（）【】 ")
	}
	for _, prefix := range []string{"don vi:", "don vi tinh:", "单位:", "单位：", "单位", "in ", "unit:", "x", "×"} {
		inside = strings.TrimSpace(strings.TrimPrefix(inside, prefix))
	}
	words := strings.Fields(text)
	if inside == "" && len(words) > 1 && slices.ContainsFunc(currencies(), func(c [2]string) bool { return len(c[0]) == 3 && c[0] == words[len(words)-1] }) {
		inside = words[len(words)-1]
	}
	if inside == "" {
		return style
	}
	currency, word := cutCurrency(inside)
	if inside == "d" {
		currency, word = "VND", ""
	}
	if n := multiplier(word); n > 0 && (word != "" || currency != "") {
		style.currency, style.scale = currency, n
	}
	return style
}

// moneySeen is what the amounts of a column show.
type moneySeen struct{ point, comma, either, hard, read int }

// see looks at one amount.
func (m *moneySeen) see(text string) {
	a, ok := parseMoney(text, 0)
	if !ok {
		return
	}
	m.read++
	switch {
	case a.either:
		m.either++
	case a.mark == '.':
		m.point++
	case a.mark == ',':
		m.comma++
	}
	if a.currency == "¥" && a.hundredths%100 != 0 {
		m.hard++ // yen have no fraction
	}
}
