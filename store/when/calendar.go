package when

import (
	"fmt"
	"time"
)

// The years that a date may be typed with. Everything else is a slip.
const (
	firstYear = 1900
	lastYear  = 2199
)

// resolver turns a point of the calendar into days.
type resolver struct {
	c      Context
	lean   Lean
	strict bool // a weekday is never today itself
	anchor Date // what lean is relative to; today but for the end of a range
}

// point reads a day, a week, a month, a quarter or a year as the days it has.
func (r resolver) point(t text) (from, to Date, err error) {
	today := r.c.Today()
	if n, ok := dayWord(t.key); ok {
		return same(today.AddDays(n))
	}
	if p := endWord(t.key); p != noPeriod {
		_, end := r.c.period(p, 0)
		return same(end)
	}
	if p, n := periodWord(t.key); p != noPeriod {
		from, to = r.c.period(p, n)
		return from, to, nil
	}
	if wd, weeks, fixed, ok := t.weekday(); ok {
		return same(r.weekday(wd, weeks, fixed))
	}
	f, err := r.fields(t)
	if err != nil {
		return "", "", err
	}
	return r.resolve(t, f)
}

func same(d Date) (from, to Date, err error) { return d, d, nil }

// period is the n-th week, month, quarter or year from the current one.
func (c Context) period(p period, n int) (from, to Date) {
	today := c.Today()
	first := today.AddDays(1 - today.Day())
	switch p {
	case week:
		from = today.AddDays(-mod7(today.Weekday()-c.WeekStart) + 7*n)
		return from, from.AddDays(6)
	case quarter:
		back := (int(first.Month()) - 1) % 3
		from = first.AddMonths(3*n - back)
		return from, from.AddMonths(3).AddDays(-1)
	case year:
		from = first.AddMonths(1 - int(first.Month()) + 12*n)
		return from, from.AddMonths(12).AddDays(-1)
	}
	from = first.AddMonths(n)
	return from, from.AddMonths(1).AddDays(-1)
}

func mod7(wd time.Weekday) int { return (int(wd) + 7) % 7 }

// weekday finds the day by its lean, or in the week that was said.
func (r resolver) weekday(wd time.Weekday, weeks int, fixed bool) Date {
	if fixed || r.lean == Near {
		from, _ := r.c.period(week, weeks)
		return from.AddDays(mod7(wd - r.c.WeekStart))
	}
	ahead := mod7(wd - r.anchor.Weekday())
	if r.lean == Later {
		if ahead == 0 && r.strict {
			ahead = 7
		}
		return r.anchor.AddDays(ahead)
	}
	if ahead == 0 && !r.strict {
		return r.anchor
	}
	return r.anchor.AddDays(ahead - 7)
}

// fields are the numbers of a date, 0 where none was typed.
type fields struct {
	y, m, d int
	swapped bool // read with day and month the other way it would be a date
}

// unknown is the error for text which is no date.
func (t text) unknown() error {
	return &Error{Text: t.raw, Why: "is not a date", Try: "3d, fri, 12/05 or 2026-12-05", Unknown: true}
}

// resolve makes days of the numbers, choosing the year or month by lean.
func (r resolver) resolve(t text, f fields) (from, to Date, err error) {
	if err := r.check(t, f); err != nil {
		return "", "", err
	}
	switch {
	case f.m == 0 && f.d == 0:
		from, _ = NewDate(f.y, 1, 1)
		return from, from.AddMonths(12).AddDays(-1), nil
	case f.d == 0:
		from = r.monthOf(f)
		return from, from.AddMonths(1).AddDays(-1), nil
	case f.m == 0:
		return same(r.dayOf(f.d))
	case f.y == 0:
		return same(r.yearOf(f.m, f.d))
	}
	d, _ := NewDate(f.y, time.Month(f.m), f.d)
	return same(d)
}

// check says what is impossible about the numbers.
func (r resolver) check(t text, f fields) error {
	if f.y != 0 && (f.y < firstYear || f.y > lastYear) {
		return &Error{Text: t.raw, Why: fmt.Sprintf("has a year outside %d to %d", firstYear, lastYear),
			Try: "the year with four digits"}
	}
	if f.m > 12 {
		e := &Error{Text: t.raw, Why: fmt.Sprintf("has no month: there is no month %d", f.m), Try: "2026-12-05"}
		if f.swapped {
			e.Why = fmt.Sprintf("has no month %d: dates are read %s", f.m, r.c.Order)
			e.Try = r.c.Order.shortDate(f.m, f.d)
		}
		return e
	}
	year := f.y
	if year == 0 {
		year = 2000 // a leap year: without a year 29/2 is a day
	}
	most := 31
	if f.m != 0 {
		most = daysIn(year, time.Month(f.m))
	}
	if f.d <= most {
		return nil
	}
	e := &Error{Text: t.raw, Why: fmt.Sprintf("is not a day: no month has %d days", f.d), Try: "2026-12-05"}
	if f.m != 0 {
		name := time.Month(f.m).String()
		e.Try = r.c.Order.shortDate(most, f.m)
		if f.y != 0 {
			name = fmt.Sprintf("%s %d", name, f.y)
			e.Try = fmt.Sprintf("%04d-%02d-%02d", f.y, f.m, most)
		}
		e.Why = fmt.Sprintf("is not a day: %s has %d days", name, most)
	}
	return e
}

// monthOf is the first day of a month.
func (r resolver) monthOf(f fields) Date {
	y := f.y
	if y == 0 {
		y = r.anchor.Year()
		switch now := int(r.anchor.Month()); {
		case r.lean == Later && f.m < now:
			y++
		case r.lean == Earlier && f.m > now:
			y--
		}
	}
	d, _ := NewDate(y, time.Month(f.m), 1)
	return d
}

// yearOf is the day in the year that lean asks for. 29 February waits for, or
// goes back to, a leap year.
func (r resolver) yearOf(m, day int) Date {
	y, step := r.anchor.Year(), 1
	if r.lean == Earlier {
		step = -1
	}
	for range 9 {
		d, ok := NewDate(y, time.Month(m), day)
		if ok && (r.lean == Near || r.lean == Later && d >= r.anchor || r.lean == Earlier && d <= r.anchor) {
			return d
		}
		y += step
	}
	return r.anchor
}

// dayOf is the day of that number in the month that lean asks for.
func (r resolver) dayOf(day int) Date {
	first := r.anchor.AddDays(1 - r.anchor.Day())
	step := 1
	if r.lean == Earlier {
		step = -1
	}
	for range 12 {
		d, ok := NewDate(first.Year(), first.Month(), day)
		if ok && (r.lean == Near || r.lean == Later && d >= r.anchor || r.lean == Earlier && d <= r.anchor) {
			return d
		}
		first = first.AddMonths(step)
	}
	return r.anchor
}

// String names the order as people say it.
func (o Order) String() string {
	switch o {
	case MDY:
		return "month/day"
	case YMD:
		return "month/day, the year in front"
	}
	return "day/month"
}

// shortDate writes a day and a month in the order.
func (o Order) shortDate(day, month int) string {
	if o == DMY {
		return fmt.Sprintf("%d/%d", day, month)
	}
	return fmt.Sprintf("%d/%d", month, day)
}
