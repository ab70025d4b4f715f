package query

import (
	"strconv"
	"strings"

	"crm/store/fold"
	"crm/store/money"
)

// maxCount bounds a number: nobody calls a billion times.
const maxCount = 1_000_000_000

// perUnit is how many of a Numbers one unit of money is.
const perUnit = 1000

// end is one end of a range of numbers, or the only number.
type end struct {
	n     int64
	canon string // as it is printed
	words string // as it is said
	there bool
}

// number resolves a value of a field of numbers or of money.
func (p *parser) number(f Field, op Op, v *Value) error {
	v.Kind = Number
	switch {
	case op == Contains || op == Prefix:
		return errorf(v.Span, "write "+f.Help, "%s: does not take %q", f.Name, string(op))
	case v.ranged && compares(op):
		return errorf(v.Span, "leave one of them out", "%q and .. stand together", string(op))
	case v.ranged && v.Text == "" && v.upper == "":
		return errorf(v.Span, "write "+f.someNumbers()+", or one end of it", "a range has no ends").soon()
	case !v.ranged && v.Text == "":
		return errorf(v.Span, "write "+f.Help, "%s: has an empty value", f.Name).soon()
	}
	a, b, err := p.numberEnds(f, v)
	if err != nil {
		return err
	}
	if a.there && b.there && a.n > b.n {
		return errorf(v.Span, "write "+f.Name+":"+v.upper+".."+v.Text, "the range ends before it begins").soon()
	}
	n := &v.Numbers
	switch {
	case v.ranged:
		*n = Numbers{From: a.n, To: b.n, HasFrom: a.there, HasTo: b.there}
	case op == More:
		*n = Numbers{From: a.n + 1, HasFrom: true}
	case op == AtLeast:
		*n = Numbers{From: a.n, HasFrom: true}
	case op == Less:
		*n = Numbers{To: a.n - 1, HasTo: true}
	case op == AtMost:
		*n = Numbers{To: a.n, HasTo: true}
	default:
		*n = Numbers{From: a.n, To: a.n, HasFrom: true, HasTo: true}
	}
	v.Text, v.upper, v.Quoted = a.canon, b.canon, false
	if v.words = moneyWords(op, v, a, b); f.Type == NumberField {
		v.words = countWords(op, v, a, b)
	}
	return nil
}

// someNumbers is an example of a range.
func (f Field) someNumbers() string {
	if f.Type == MoneyField {
		return f.Name + ":10k..2m"
	}
	return f.Name + ":2..5"
}

// numberEnds reads both ends. A currency said at one of them is that of both.
func (p *parser) numberEnds(f Field, v *Value) (a, b end, err error) {
	if f.Type == NumberField {
		if a, err = p.count(f, v.Text, v.Span); err == nil {
			b, err = p.count(f, v.upper, v.Span)
		}
		return a, b, err
	}
	var first, last money.Money
	if first, err = p.money(f, v.Text, v.Span); err != nil {
		return a, b, err
	}
	if last, err = p.money(f, v.upper, v.Span); err != nil {
		return a, b, err
	}
	switch {
	case first.Currency != "" && last.Currency != "" && first.Currency != last.Currency:
		return a, b, errorf(v.Span, "write both ends in one currency", "%s and %s do not compare", first.Currency, last.Currency)
	case last.Currency != "":
		first = first.In(last.Currency)
	case v.ranged && first.Currency != "":
		last = last.In(first.Currency)
	}
	v.Currency = first.Currency
	return amount(first, v.Text != ""), amount(last, v.upper != ""), nil
}

// count reads a whole number; "" is none.
func (p *parser) count(f Field, s string, at Span) (end, error) {
	if s == "" {
		return end{}, nil
	}
	n, err := strconv.ParseInt(fold.Text(s), 10, 64)
	if err != nil || n < 0 || n > maxCount {
		return end{}, errorf(at, "write "+f.Help+", "+f.Name+":2 or "+f.Name+":1..3", "%s: %q is not a whole number", f.Name, s).soon()
	}
	digits := strconv.FormatInt(n, 10)
	return end{n: n, canon: digits, words: grouped(digits), there: true}, nil
}

// money reads an amount; "" is none.
func (p *parser) money(f Field, s string, at Span) (money.Money, error) {
	if s == "" {
		return money.Money{}, nil
	}
	m, err := money.Parse(s)
	if err != nil {
		what, try, _ := strings.Cut(err.Error(), "; type ")
		return m, errorf(at, "type "+try, "%q %s", s, what).soon()
	}
	return m, nil
}

// amount is an amount in thousandths, printed so that it reads the same
// everywhere.
func amount(m money.Money, there bool) end {
	if !there {
		return end{}
	}
	unit := int64(1)
	for range money.Digits(m.Currency) {
		unit *= 10
	}
	return end{n: m.Amount * (perUnit / unit), canon: m.String(), words: m.Words(), there: true}
}

// grouped puts commas between thousands.
func grouped(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// compares reports an operator that asks for more or less.
func compares(op Op) bool { return op == More || op == AtLeast || op == Less || op == AtMost }
