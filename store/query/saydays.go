package query

import (
	"strings"

	"crm/store/when"
)

// pointWords says what one date value means, behind the words of the field.
func (p *parser) pointWords(f Field, op Op, pt point) string {
	switch {
	case f.Name == "since":
		return p.stayWords(op, pt)
	case !pt.age, pt.dur == (when.Duration{}) && !compares(op):
		return p.signWords(op) + p.dayWords(pt.from, pt.to, op)
	case f.Type == PastField:
		return agoWords(op, pt.dur.Words())
	}
	return aheadWords(op, pt)
}

// signWords is an operator before a day.
func (p *parser) signWords(op Op) string {
	switch op {
	case More:
		return "after "
	case AtLeast:
		return "from "
	case Less:
		return "before "
	case AtMost:
		return "up to "
	}
	return ""
}

// agoWords says an age.
func agoWords(op Op, d string) string {
	switch op {
	case More:
		return "more than " + d + " ago"
	case AtLeast:
		return d + " ago or more"
	case Less:
		return "within the last " + d
	case AtMost:
		return "at most " + d + " ago"
	}
	return d + " ago"
}

// aheadWords says how much time is left. Less than a time includes what is
// overdue.
func aheadWords(op Op, pt point) string {
	d := pt.dur.Words()
	switch {
	case pt.dur == (when.Duration{}) && op == Less:
		return "overdue"
	case pt.negative && op == More:
		return "after " + d + " ago"
	case pt.negative && op == AtLeast:
		return "from " + d + " ago"
	case pt.negative && op == Less:
		return "before " + d + " ago"
	case pt.negative && op == AtMost:
		return "up to " + d + " ago"
	case pt.negative:
		return d + " ago"
	}
	switch op {
	case More:
		return "in more than " + d
	case AtLeast:
		return "in " + d + " or more"
	case Less:
		return "within " + d + " or overdue"
	case AtMost:
		return "in at most " + d + " or overdue"
	}
	return "in " + d
}

// stayWords says how long something has lasted.
func (p *parser) stayWords(op Op, pt point) string {
	d := pt.dur.Words()
	switch {
	case !pt.age || pt.dur == (when.Duration{}):
		words := strings.TrimPrefix(p.dayWords(pt.from, pt.to, op), "on ")
		switch op {
		case More:
			return "since after " + words
		case AtLeast:
			return "since " + words + " or later"
		case Less:
			return "since before " + words
		case AtMost:
			return "since " + words + " or earlier"
		}
		return "since " + words
	case op == More:
		return "for more than " + d
	case op == AtLeast:
		return "for " + d + " or more"
	case op == Less:
		return "for less than " + d
	case op == AtMost:
		return "for at most " + d
	}
	return "for " + d
}

// dayWords says a point of the calendar, of which an operator needs one end.
func (p *parser) dayWords(from, to when.Date, op Op) string {
	switch {
	case op == More || op == AtMost:
		from = to
	case op == Less || op == AtLeast:
		to = from
	}
	switch {
	case from == to && p.near(from):
		return when.Away(from, p.today)
	case from == to && compares(op):
		return when.Full(from, p.today)
	case from == to:
		return "on " + when.Full(from, p.today)
	case from[4:] == "-01-01" && to == from[:4]+"-12-31":
		return "in " + string(from[:4])
	case from.Day() == 1 && to == from.AddMonths(1).AddDays(-1):
		s := "in " + from.Month().String()
		if from.Year() != p.today.Year() {
			s += " " + string(from[:4])
		}
		return s
	}
	return "from " + when.Full(from, p.today) + " to " + when.Full(to, p.today)
}

// rangeWords says what a..b means.
func (p *parser) rangeWords(f Field, ages bool, a, b point, d Days) string {
	past := f.Type == PastField
	switch {
	case f.Name == "since" && ages && !b.there:
		return "for " + a.dur.Words() + " or more"
	case f.Name == "since" && ages && !a.there:
		return "for at most " + b.dur.Words()
	case f.Name == "since" && ages:
		return "for " + fromTo(a.dur, b.dur)
	case ages && past && !b.there:
		return a.dur.Words() + " ago or more"
	case ages && past && !a.there:
		return "at most " + b.dur.Words() + " ago"
	case ages && past:
		return fromTo(a.dur, b.dur) + " ago"
	case ages && !a.negative && !b.negative && !b.there:
		return "in " + a.dur.Words() + " or more"
	case ages && !a.negative && !b.negative && !a.there:
		return "in at most " + b.dur.Words() + " or overdue"
	case ages && !a.negative && !b.negative:
		return "in " + fromTo(a.dur, b.dur)
	}
	s := ""
	switch {
	case d.To == "":
		s = "from " + when.Full(d.From, p.today) + " on"
	case d.From == "":
		s = "up to " + when.Full(d.To, p.today)
	default:
		s = p.dayWords(d.From, d.To, Plain)
	}
	if f.Name == "since" {
		return "since a day " + strings.TrimPrefix(s, "on ")
	}
	return s
}

// fromTo says two lengths of time, the unit once: 7 to 30 days.
func fromTo(a, b when.Duration) string {
	first, last := a.Words(), b.Words()
	n, unit, _ := strings.Cut(first, " ")
	if m, other, _ := strings.Cut(last, " "); strings.TrimSuffix(unit, "s") == strings.TrimSuffix(other, "s") && !strings.Contains(unit, " ") {
		return n + " to " + m + " " + other
	}
	return first + " to " + last
}
