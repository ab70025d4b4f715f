package query

import (
	"fmt"
	"strings"
	"time"

	"crm/store/when"
)

// A birthday is a day of the year. What it is compared with is found from
// today on, like every day to come: the next birthday lies between today and a
// year from now, and <, > and open ranges are about that one. A point or a
// range with both ends is the days of the year that it covers, wherever they
// lie, so that birthday:this-month has those of last week, too.

// monthDay reads 12-02 and --12-02, the second of December whatever the order
// of dates is: birthdays are written so in the book. It is "" for other texts.
func monthDay(s string) string {
	s = strings.TrimPrefix(s, "--")
	if len(s) != 5 || s[2] != '-' {
		return ""
	}
	if _, err := time.Parse("2006-01-02", "2000-"+s); err != nil {
		return ""
	}
	return s
}

// yearPoint finds a point of the calendar from today on. A year is refused: it
// would be compared with nothing.
func (p *parser) yearPoint(f Field, pt point, md, typed string, at Span) (point, error) {
	if md == "" {
		var err error
		if pt.from, pt.to, err = p.ctx.RangeLean(typed, when.Later); err != nil {
			return pt, p.dateError(f, err, at)
		}
		if c := pt.canon; len(c) >= 4 && strings.Trim(c[:4], "0123456789") == "" || pt.from.DaysUntil(pt.to) >= 364 {
			hint := "write " + f.Name + ":dec or " + f.Name + ":this-month"
			if len(c) == len("2006-01-02") {
				hint = "write " + f.Name + ":" + c[5:]
			}
			return pt, errorf(at, hint, "%s: has no year", f.Name)
		}
		if day, month, ok := strings.Cut(pt.canon, "-"); !ok || len(month) != 3 || strings.Trim(day, "0123456789") != "" {
			return pt, nil
		}
		md = string(pt.from[5:])
	}
	pt.md, pt.canon = md, md
	pt.from = p.nextDay(md)
	pt.to = pt.from
	return pt, nil
}

// nextDay is the first such day of the year from today on. In a year without a
// 29 February that is the 28th.
func (p *parser) nextDay(md string) when.Date {
	for y := p.today.Year(); ; y++ {
		d := when.Date(fmt.Sprintf("%04d-%s", y, md))
		if md == leapDay && !leap(y) {
			d = when.Date(fmt.Sprintf("%04d-02-28", y))
		}
		if d >= p.today || y > p.today.Year() {
			return d
		}
	}
}

const leapDay = "02-29"

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// yearly resolves a value of a field without years.
func (p *parser) yearly(f Field, op Op, v *Value, a, b point) error {
	last := p.today.AddMonths(12) // no birthday is further away
	if p.today[5:] != leapDay {
		last = last.AddDays(-1)
	}
	from, to := p.today, last
	switch {
	case v.ranged:
		if a.there {
			from = a.from
		}
		if b.there {
			to = b.to
		}
		v.words = p.yearRangeWords(a, b)
		if a.there && b.there && !a.age && !b.age {
			// Days of the year need no year between them: dec..feb.
			v.Days = Days{From: from[5:], To: lastDay(to)}
			break
		}
		if from > to {
			return errorf(v.Span, "write "+f.Name+":0d..7d", "the range ends before it begins").soon()
		}
		v.Days = p.yearDays(from, to)
	default:
		switch op {
		case More:
			from = max(from, a.to.AddDays(1))
		case AtLeast:
			from = max(from, a.from)
		case Less:
			to = a.from.AddDays(-1)
		case AtMost:
			to = a.to
		default:
			from, to = a.from, a.to
		}
		if from > to {
			return errorf(v.Span, "write "+f.Name+":<7d or "+f.Name+":-7d..0d", "the next %s is from today to a year from now", f.Name)
		}
		v.words, v.Days = p.yearPointWords(op, a), p.yearDays(from, to)
	}
	if a.md == leapDay && v.Days.From != "" {
		switch {
		case op == Less:
			v.Days.To = "02-28"
		case !compares(op), op == AtLeast:
			v.Days.From = leapDay
		}
	}
	return nil
}

// yearDays is the days of the year from one day to another.
func (p *parser) yearDays(from, to when.Date) Days {
	switch {
	case p.today[5:] == leapDay && from > p.today && to > p.today && to[5:] == "02-28":
		return Days{From: from[5:], To: to[5:]} // whoever was born on 29 February has their day today
	case from.DaysUntil(to) >= 365 || from[5:] == to.AddDays(1)[5:]:
		return Days{}
	}
	return Days{From: from[5:], To: lastDay(to)}
}

// lastDay is the day of the year that a range ends with.
func lastDay(d when.Date) when.Date {
	if d[5:] == "02-28" && !leap(d.Year()) {
		return leapDay
	}
	return d[5:]
}

// yearPointWords says what one value of a birthday means.
func (p *parser) yearPointWords(op Op, pt point) string {
	if pt.age {
		d := pt.dur.Words()
		switch op {
		case More:
			return "in more than " + d
		case AtLeast:
			return "in " + d + " or more"
		case Less:
			return "within " + d
		case AtMost:
			return "in at most " + d
		}
		return when.Away(pt.from, p.today)
	}
	switch op {
	case More:
		return "after " + p.yearDay(pt, pt.to)
	case AtLeast:
		return "from " + p.yearDay(pt, pt.from) + " on"
	case Less:
		return "before " + p.yearDay(pt, pt.from)
	case AtMost:
		return "up to " + p.yearDay(pt, pt.to)
	}
	from, to := pt.from, pt.to
	switch {
	case pt.md == "" && from == to && p.near(from):
		return when.Away(from, p.today)
	case from == to:
		return "on " + p.yearDay(pt, from)
	case from.Day() == 1 && to == from.AddMonths(1).AddDays(-1):
		return "in " + from.Month().String()
	}
	return "from " + p.yearDay(pt, from) + " to " + p.yearDay(pt, to)
}

// yearRangeWords says what a..b of birthdays means.
func (p *parser) yearRangeWords(a, b point) string {
	switch {
	case a.age && b.age && !a.negative && !b.negative:
		return "in " + fromTo(a.dur, b.dur)
	case a.age && !b.there && !a.negative:
		return "in " + a.dur.Words() + " or more"
	case b.age && !a.there:
		return "in at most " + b.dur.Words()
	case !b.there:
		return "from " + p.yearDay(a, a.from) + " on"
	case !a.there:
		return "up to " + p.yearDay(b, b.to)
	}
	return "from " + p.yearDay(a, a.from) + " to " + p.yearDay(b, b.to)
}

// yearDay says a day without its year: 2 December.
func (p *parser) yearDay(pt point, d when.Date) string {
	if pt.md == leapDay {
		return "29 February"
	}
	return fmt.Sprintf("%d %s", d.Day(), d.Month())
}

// near reports a day next to today.
func (p *parser) near(d when.Date) bool {
	return d == p.today || d == p.today.AddDays(1) || d == p.today.AddDays(-1)
}
