package when

import (
	"strconv"
	"time"
)

// Say is a day in few cells, for tables: today, tomorrow, Wed, 2d ago, 1 Dec,
// 4 Dec 2027. A weekday alone is one of the next six days.
func Say(d, today Date) string {
	if d == "" {
		return ""
	}
	n := today.DaysUntil(d)
	switch {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n > 1 && n < 7:
		return shortDay(d)
	case n < 0 && n > -100:
		return strconv.Itoa(-n) + "d ago"
	}
	s := strconv.Itoa(d.Day()) + " " + shortMonth(d)
	if d.Year() != today.Year() {
		s += " " + strconv.Itoa(d.Year())
	}
	return s
}

// Long is a day with how far away it is, for previews:
// Thu 26 Nov (in 3 days), Mon 23 Nov (today), Sat 21 Nov (2 days ago).
func Long(d, today Date) string {
	if d == "" {
		return ""
	}
	return Full(d, today) + " (" + Away(d, today) + ")"
}

// Full is a day with its weekday, and its year unless it is this one:
// Thu 26 Nov, Sat 4 Dec 2027.
func Full(d, today Date) string {
	s := shortDay(d) + " " + strconv.Itoa(d.Day()) + " " + shortMonth(d)
	if d.Year() != today.Year() {
		s += " " + strconv.Itoa(d.Year())
	}
	return s
}

// Away is how far a day is from today, in words.
func Away(d, today Date) string {
	switch n := today.DaysUntil(d); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n < 0:
		return strconv.Itoa(-n) + " days ago"
	default:
		return "in " + strconv.Itoa(n) + " days"
	}
}

// Say is the moment for previews: Thu 26 Nov 14:00 (in 3 days).
func (m Moment) Say(today Date) string {
	if m.Clock == "" {
		return Long(m.Date, today)
	}
	return Full(m.Date, today) + " " + m.Clock + " (" + Away(m.Date, today) + ")"
}

// String is the moment as Future and Past read it back anywhere:
// 2026-11-26, 2026-11-26 14:00.
func (m Moment) String() string {
	if m.Clock == "" {
		return string(m.Date)
	}
	return string(m.Date) + " " + m.Clock
}

// IsZero reports that there is no moment.
func (m Moment) IsZero() bool { return m.Date == "" }

func shortDay(d Date) string { return d.Weekday().String()[:3] }

func shortMonth(d Date) string { return time.Month(d.Month()).String()[:3] }
