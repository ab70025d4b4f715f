package query

import (
	"errors"
	"strings"

	"crm/store/when"
)

// Days is a range of days, both ends included; an end that is "" is open.
// Those of a Yearly field are days of the year, as Field.Yearly says.
type Days struct {
	From, To when.Date
	Never    bool // a contact without the date is in it too
}

// Holds reports whether a day is in the range; "" is no day.
func (d Days) Holds(day when.Date) bool {
	if day == "" {
		return d.Never
	}
	return (d.From == "" || day >= d.From) && (d.To == "" || day <= d.To)
}

// point is one end of a range, or the only value.
type point struct {
	age      bool // a length of time: how old, or how far ahead
	dur      when.Duration
	negative bool
	from, to when.Date
	there    bool
	canon    string // the spelling that reads the same everywhere
	md       string // of a birthday typed as one day of the year: "12-02"
}

// days resolves a date value.
func (p *parser) days(f Field, op Op, v *Value) error {
	switch {
	case op == Contains || op == Prefix:
		return errorf(v.Span, "write "+f.Help, "%s: does not take %q", f.Name, string(op))
	case v.ranged && compares(op):
		return errorf(v.Span, "leave one of them out", "%q and .. stand together", string(op))
	case v.ranged && v.Text == "" && v.upper == "":
		return errorf(v.Span, "write "+f.Name+":7d..30d, or one end of it", "a range has no ends").soon()
	case !v.ranged && v.Text == "": // in quotes; no value at all is refused before
		return errorf(v.Span, "write "+f.Help+", or "+f.Name+":none for those without", "%s: has an empty value", f.Name).soon()
	}
	a, err := p.point(f, v.Text, v.Span)
	if err != nil {
		return err
	}
	b, err := p.point(f, v.upper, v.Span)
	if err != nil {
		return err
	}
	switch {
	case f.Yearly:
		err = p.yearly(f, op, v, a, b)
	case v.ranged:
		err = p.dayRange(f, v, a, b)
	default:
		v.Days = pointDays(f, op, a)
		v.words = p.pointWords(f, op, a)
	}
	v.Kind, v.Quoted, v.Text, v.upper = Range, false, a.canon, b.canon
	return err
}

// pointDays is what one point means behind an operator.
func pointDays(f Field, op Op, pt point) Days {
	past := f.Type == PastField
	// More of an age is further back, so for ages the signs point the other way.
	if pt.age && past {
		op = turned(op)
	}
	switch op {
	case More:
		return Days{From: pt.to.AddDays(1)}
	case AtLeast:
		return Days{From: pt.from}
	case Less:
		return Days{To: pt.from.AddDays(-1), Never: past}
	case AtMost:
		return Days{To: pt.to, Never: past}
	}
	return Days{From: pt.from, To: pt.to}
}

// turned is the operator seen from the other side.
func turned(op Op) Op {
	switch op {
	case More:
		return Less
	case AtLeast:
		return AtMost
	case Less:
		return More
	case AtMost:
		return AtLeast
	}
	return op
}

// dayRange resolves a..b. Of two ages the first is the younger: last:7d..30d.
// An age and a date together are both days of the calendar.
func (p *parser) dayRange(f Field, v *Value, a, b point) error {
	if a.there && b.there && !a.age && !b.age {
		// The second day is found from the first on: mon..fri is one week.
		var err error
		if a.from, b.to, err = p.ctx.Span(v.Text, v.upper, f.lean()); err != nil {
			return p.dateError(f, err, v.Span)
		}
	}
	ages := (!a.there || a.age) && (!b.there || b.age)
	past := f.Type == PastField
	if ages && past {
		v.Days = Days{From: b.from, To: a.to, Never: !b.there}
	} else {
		v.Days = Days{From: a.from, To: b.to, Never: past && !a.there}
	}
	if d := v.Days; d.From != "" && d.To != "" && d.From > d.To {
		return errorf(v.Span, "write "+f.Name+":"+v.upper+".."+v.Text, "the range ends before it begins").soon()
	}
	v.words = p.rangeWords(f, ages, a, b, v.Days)
	return nil
}

func (f Field) lean() when.Lean {
	if f.Type == PastField {
		return when.Earlier
	}
	return when.Later
}

// point reads a length of time or a point of the calendar; "" is no point.
func (p *parser) point(f Field, s string, at Span) (point, error) {
	if s == "" {
		return point{}, nil
	}
	pt := point{there: true}
	body, negative := strings.CutPrefix(s, "-")
	if f.Yearly {
		if md := monthDay(s); md != "" {
			return p.yearPoint(f, pt, md, s, at)
		}
	}
	dur, err := when.ParseDuration(body)
	if err == nil {
		return p.age(f, pt, dur, negative, at)
	}
	if !errors.Is(err, when.ErrUnknown) {
		return pt, p.dateError(f, err, at)
	}
	pt.canon = p.ctx.Canonical(s)
	if f.Yearly {
		return p.yearPoint(f, pt, "", s, at)
	}
	if pt.from, pt.to, err = p.ctx.RangeLean(s, f.lean()); err != nil {
		return pt, p.dateError(f, err, at)
	}
	return pt, nil
}

// age places a length of time on the calendar.
func (p *parser) age(f Field, pt point, dur when.Duration, negative bool, at Span) (point, error) {
	past := f.Type == PastField
	switch {
	case dur.Minutes != 0:
		return pt, errorf(at, "write today, 1d or <2d", "%s: counts whole days", f.Name).soon()
	case negative && past:
		return pt, errorf(at, "write "+f.Name+":>"+dur.String(), "an age cannot be negative")
	}
	pt.age, pt.dur, pt.negative, pt.canon = true, dur, negative && dur != when.Duration{}, dur.String()
	if pt.negative {
		pt.canon = "-" + pt.canon
	}
	if past != negative {
		dur = when.Duration{Months: -dur.Months, Days: -dur.Days}
	}
	pt.from = p.today.Add(dur)
	pt.to = pt.from
	return pt, nil
}

// dateError makes an error of the query of one about a date.
func (p *parser) dateError(f Field, err error, at Span) error {
	var e *when.Error
	if !errors.As(err, &e) {
		return errorf(at, "", "%v", err)
	}
	hint := "type " + e.Try
	switch {
	case strings.HasSuffix(e.Try, "min (minutes)"): // a lone m
		hint = "did you mean " + strings.TrimSuffix(e.Try, " (minutes)") + "?"
	case e.Unknown:
		hint = "write a length of time (7d 2w 3mo 1y), a day (2026-11-23 23/11 mon today) or a period (2026-11 this-week)"
	}
	return errorf(at, hint, "%q %s", e.Text, e.Why).soon()
}

// dated reads a value of a field that takes texts and dates: bought:máy is an
// item, bought:<90d a date. Without an operator only what has a digit or looks
// back by name is a date: may is a month and a machine, mai tomorrow and a name.
func (p *parser) dated(f Field, op Op, v *Value) (bool, error) {
	f.Type = PastField
	if compares(op) || v.ranged {
		return true, p.days(f, op, v)
	}
	if v.Quoted || op == Prefix || !p.looksBack(v.Text) {
		return false, nil
	}
	trial := *v
	if op != Contains && p.days(f, op, &trial) == nil {
		*v = trial
		return true, nil
	}
	// What would be a day without its operator, or in another order of dates,
	// must not be printed bare.
	here := p.ctx.Order
	for _, p.ctx.Order = range [...]when.Order{when.DMY, when.MDY, when.YMD} {
		trial = *v
		v.Quoted = v.Quoted || p.days(f, Plain, &trial) == nil
	}
	p.ctx.Order = here
	return false, nil
}

// looksBack reports a text that may be a day in the past.
func (p *parser) looksBack(s string) bool {
	if strings.ContainsAny(s, "0123456789") {
		return true
	}
	switch c := p.ctx.Canonical(s); c {
	case "today", "yesterday", "day-before-yesterday", "eow", "eom", "eoq", "eoy":
		return true
	default:
		return strings.HasPrefix(c, "this-") || strings.HasPrefix(c, "last-")
	}
}
