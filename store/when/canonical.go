package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Canonical is a point of the query language in the one spelling that reads the
// same under every Order: yesterday for hôm qua and 昨天, next-fri for 下周五,
// 2026-12-05 for 5/12/2026, and for 5/12 alone 5-dec, so that what is relative
// stays relative. Text that is no point, or has no such spelling, is returned
// as it is.
func (c Context) Canonical(s string) string {
	t := scan(s)
	if n, ok := dayWord(t.key); ok {
		switch n {
		case -2:
			return "day-before-yesterday"
		case -1:
			return "yesterday"
		case 0:
			return "today"
		case 1:
			return "tomorrow"
		case 2:
			return "day-after-tomorrow"
		}
		return s
	}
	if p := endWord(t.key); p != noPeriod {
		return [...]string{week: "eow", month: "eom", quarter: "eoq", year: "eoy"}[p]
	}
	if p, n := periodWord(t.key); p != noPeriod {
		return which(n) + "-" + [...]string{week: "week", month: "month", quarter: "quarter", year: "year"}[p]
	}
	if wd, weeks, fixed, ok := t.weekday(); ok {
		day := strings.ToLower(wd.String()[:3])
		if fixed {
			return which(weeks) + "-" + day
		}
		return day
	}
	r := resolver{c: c, anchor: c.Today()}
	f, err := r.fields(t)
	if err != nil || r.check(t, f) != nil {
		return s
	}
	return f.canonical()
}

// which says how many periods from the current one.
func which(n int) string {
	return [...]string{"last", "this", "next"}[n+1]
}

// canonical writes the numbers that there are.
func (f fields) canonical() string {
	switch {
	case f.y != 0 && f.m != 0 && f.d != 0:
		return fmt.Sprintf("%04d-%02d-%02d", f.y, f.m, f.d)
	case f.y != 0 && f.m != 0:
		return fmt.Sprintf("%04d-%02d", f.y, f.m)
	case f.y != 0:
		return fmt.Sprintf("%04d", f.y)
	}
	name := ""
	if f.m != 0 {
		name = strings.ToLower(time.Month(f.m).String()[:3])
	}
	switch {
	case f.d == 0:
		return name
	case f.m == 0:
		return strconv.Itoa(f.d) + ordinal(f.d)
	}
	return strconv.Itoa(f.d) + "-" + name
}

// ordinal is the ending of 1st, 2nd, 3rd, 4th.
func ordinal(n int) string {
	if n/10 == 1 {
		return "th"
	}
	switch n % 10 {
	case 1:
		return "st"
	case 2:
		return "nd"
	case 3:
		return "rd"
	}
	return "th"
}
