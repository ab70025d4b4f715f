package when

import "strings"

// fields reads the numbers of a date out of its tokens.
func (r resolver) fields(t text) (fields, error) {
	if len(t.toks) == 0 {
		return fields{}, t.unknown()
	}
	seps := 0
	for _, k := range t.toks {
		if !k.num && !k.sep {
			return t.named()
		}
		if k.sep {
			seps++
		}
	}
	switch {
	case len(t.toks) == 1:
		return t.single()
	case seps == 1 && len(t.toks) == 3:
		return r.pair(t)
	case seps == 2 && len(t.toks) == 5 && t.toks[1].s == t.toks[3].s:
		return r.triple(t)
	}
	return fields{}, t.unknown()
}

// single reads 2026 and 20261205.
func (t text) single() (fields, error) {
	k := t.toks[0]
	switch {
	case len(k.s) == 4 && isYear(k):
		return fields{y: k.n}, nil
	case len(k.s) == 8:
		f := fields{y: k.n / 10000, m: k.n / 100 % 100, d: k.n % 100}
		if f.m == 0 || f.d == 0 {
			break
		}
		return f, nil
	}
	return fields{}, t.unknown()
}

func isYear(k tok) bool { return len(k.s) == 4 && k.n >= firstYear && k.n <= lastYear }

// pair reads 2026-11, 11/2026, and a day and a month in the order.
func (r resolver) pair(t text) (fields, error) {
	a, b := t.toks[0], t.toks[2]
	var f fields
	switch {
	case len(a.s) == 4:
		f = fields{y: a.n, m: b.n}
	case len(b.s) == 4:
		f = fields{y: b.n, m: a.n}
	case len(a.s) > 2 || len(b.s) > 2:
		return f, t.unknown()
	case r.c.Order == DMY:
		f = fields{d: a.n, m: b.n}
	default:
		f = fields{m: a.n, d: b.n}
	}
	if f.m == 0 || a.n == 0 || b.n == 0 {
		return f, t.zero()
	}
	f.swapped = f.m > 12 && f.d > 0 && f.d <= 12 && f.m <= 31
	return f, nil
}

// triple reads ISO (and 2026/12/05), and three numbers in the order.
func (r resolver) triple(t text) (fields, error) {
	a, b, c := t.toks[0], t.toks[2], t.toks[4]
	var f fields
	switch {
	case len(a.s) == 4:
		f = fields{y: a.n, m: b.n, d: c.n}
	case len(a.s) > 2 || len(b.s) > 2 || len(c.s) != 4 && len(c.s) != 2:
		return f, t.unknown()
	case r.c.Order == DMY:
		f = fields{d: a.n, m: b.n, y: fullYear(c)}
	case r.c.Order == MDY:
		f = fields{m: a.n, d: b.n, y: fullYear(c)}
	case len(c.s) == 4:
		return f, &Error{Text: t.raw, Why: "has the year at the end, but dates are read year/month/day",
			Try: c.s + "-" + "month-day"}
	default:
		f = fields{y: fullYear(a), m: b.n, d: c.n}
	}
	if f.m == 0 || f.d == 0 {
		return f, t.zero()
	}
	f.swapped = f.m > 12 && f.d <= 12 && f.m <= 31
	return f, nil
}

func (t text) zero() error {
	return &Error{Text: t.raw, Why: "has a day or month 0", Try: "2026-12-05"}
}

// fullYear gives two digits their century: 26 is 2026, 85 is 1985.
func fullYear(k tok) int {
	switch {
	case len(k.s) == 4:
		return k.n
	case k.n < 80:
		return 2000 + k.n
	}
	return 1900 + k.n
}

// named reads dates with words in them: 1 Dec 2027, Dec 5, 5 tháng 12,
// ngày 5 tháng 12 năm 2027, 12月5日, 2027年3月, dec. A word names the number
// before it or the one after it, so their order is free.
func (t text) named() (fields, error) {
	var f fields
	slot := func(p *int, n int) bool {
		if *p != 0 || n == 0 {
			return false
		}
		*p = n
		return true
	}
	for i := 0; i < len(t.toks); i++ {
		k := t.toks[i]
		ok := true
		switch {
		case k.sep:
			// 5 tháng 12/2027: the numbers around it are named or told by length.
		case !k.num:
			var next *tok
			if i+1 < len(t.toks) && t.toks[i+1].num {
				next = &t.toks[i+1]
			}
			var used bool
			ok, used = f.word(k.s, next, slot)
			if used {
				i++
			}
		case i+1 < len(t.toks) && f.label(t.toks[i+1].s) != nil:
			ok = slot(f.label(t.toks[i+1].s), k.n)
			i++
		case len(k.s) == 4:
			ok = slot(&f.y, k.n)
		case len(k.s) <= 2:
			ok = slot(&f.d, k.n)
		default:
			ok = false
		}
		if !ok {
			return fields{}, t.unknown()
		}
	}
	if f.m == 0 && f.d != 0 && f.y != 0 {
		return fields{}, t.unknown()
	}
	return f, nil
}

// word takes a month's name, or a word that names the number behind it.
func (f *fields) word(s string, next *tok, slot func(*int, int) bool) (ok, usedNext bool) {
	if m := monthWord(trimOrdinal(s)); m != 0 {
		return slot(&f.m, int(m)), false
	}
	if next == nil {
		return false, false
	}
	switch s {
	case "thang", "thg":
		return slot(&f.m, next.n), true
	case "ngay":
		return slot(&f.d, next.n), true
	case "nam":
		return len(next.s) == 4 && slot(&f.y, next.n), true
	}
	return false, false
}

// trimOrdinal takes off the ending of 1st before a month: "1st december" has
// the one word "stdecember" behind its number.
func trimOrdinal(s string) string {
	for _, end := range [...]string{"st", "nd", "rd", "th"} {
		if rest, ok := strings.CutPrefix(s, end); ok {
			return rest
		}
	}
	return s
}

// label is the field that a word behind a number names.
func (f *fields) label(s string) *int {
	switch s {
	case "年":
		return &f.y
	case "月", "月份":
		return &f.m
	case "日", "号", "號", "st", "nd", "rd", "th":
		return &f.d
	}
	return nil
}
