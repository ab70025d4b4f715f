package query

import (
	"errors"
	"strings"

	"crm/store/when"
)

// Days is a range of days, both ends included; an end that is "" is open.
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
	typed    string
}

// days resolves a date value.
func (p *parser) days(f Field, op Op, v *Value) error {
	v.Kind = Range
	if v.ranged {
		return p.dayRange(f, op, v)
	}
	if v.Text == "" { // in quotes; no value at all is refused before
		return errorf(v.Span, "write "+f.Help+", or "+f.Name+":none for those without", "%s: has an empty value", f.Name).soon()
	}
	pt, err := p.point(f, v.Text, v.Span)
	if err != nil {
		return err
	}
	past := f.Type == PastField
	first, last := pt.from, pt.to
	// More of an age is further back, so for ages the signs point the other way.
	sign := op
	if pt.age && past {
		sign = map[Op]Op{More: Less, AtLeast: AtMost, Less: More, AtMost: AtLeast}[op]
	}
	switch sign {
	case More:
		v.Days = Days{From: last.AddDays(1)}
	case AtLeast:
		v.Days = Days{From: first}
	case Less:
		v.Days = Days{To: first.AddDays(-1), Never: past}
	case AtMost:
		v.Days = Days{To: last, Never: past}
	default:
		v.Days = Days{From: first, To: last}
	}
	switch op {
	case Contains, Prefix:
		return errorf(v.Span, "write "+f.Help, "%s: does not take %q", f.Name, string(op))
	}
	v.words = p.pointWords(f, op, pt)
	return nil
}

// dayRange resolves a..b. Of two ages the first is the younger: last:7d..30d.
// An age and a date together are both days of the calendar.
func (p *parser) dayRange(f Field, op Op, v *Value) error {
	if op != Plain && op != Equal && op != NotEqual {
		return errorf(v.Span, "leave one of them out", "%q and .. stand together", string(op))
	}
	if v.Text == "" && v.upper == "" {
		return errorf(v.Span, "write "+f.Name+":7d..30d, or one end of it", "a range has no ends").soon()
	}
	a, b, err := p.ends(f, v)
	if err != nil {
		return err
	}
	ages := (v.Text == "" || a.age) && (v.upper == "" || b.age)
	past := f.Type == PastField
	from, to := a.from, b.to
	if ages && past {
		from, to = b.from, a.to
		v.Days = Days{From: from, To: to, Never: v.upper == ""}
	} else {
		v.Days = Days{From: from, To: to, Never: past && v.Text == ""}
	}
	if from != "" && to != "" && from > to {
		return errorf(v.Span, "write "+f.Name+":"+v.upper+".."+v.Text, "the range ends before it begins")
	}
	v.words = p.rangeWords(f, ages, a, b, v)
	return nil
}

// ends reads both ends; the second day is found from the first on.
func (p *parser) ends(f Field, v *Value) (a, b point, err error) {
	if a, err = p.point(f, v.Text, v.Span); err != nil {
		return a, b, err
	}
	if b, err = p.point(f, v.upper, v.Span); err != nil {
		return a, b, err
	}
	if a.typed != "" && b.typed != "" && !a.age && !b.age {
		a.from, b.to, err = p.ctx.Span(v.Text, v.upper, f.lean())
		if err != nil {
			return a, b, p.dateError(f, err, v.Span)
		}
	}
	return a, b, nil
}

func (f Field) lean() when.Lean {
	if f.Type == PastField {
		return when.Earlier
	}
	return when.Later
}

// point reads a length of time or a point of the calendar; "" is no point.
func (p *parser) point(f Field, s string, at Span) (point, error) {
	pt := point{typed: s}
	if s == "" {
		return pt, nil
	}
	body, negative := strings.CutPrefix(s, "-")
	dur, err := when.ParseDuration(body)
	if err == nil {
		return p.age(f, pt, dur, negative, at)
	}
	if !errors.Is(err, when.ErrUnknown) {
		return pt, p.dateError(f, err, at)
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
	pt.age, pt.dur, pt.negative = true, dur, negative
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
	if e.Unknown {
		hint = "write a length of time (7d 2w 3mo 1y), a day (2026-11-23 23/11 mon today) or a period (2026-11 this-week)"
	}
	return errorf(at, hint, "%q %s", e.Text, e.Why).soon()
}

// dated reads a value of a field that takes texts and dates: bought:máy is an
// item, bought:<90d a date.
func (p *parser) dated(f Field, op Op, v *Value) (bool, error) {
	past := f
	past.Type = PastField
	if compares(op) || v.ranged {
		return true, p.days(past, op, v)
	}
	if v.Quoted || op == Contains || op == Prefix || !strings.ContainsAny(v.Text, "0123456789-") {
		return false, nil
	}
	trial := *v
	if err := p.days(past, op, &trial); err != nil || trial.Days.From > p.today {
		return false, nil
	}
	*v = trial
	return true, nil
}
