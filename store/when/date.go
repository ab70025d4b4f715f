package when

import (
	"fmt"
	"time"
)

// Date is a day of the calendar as "2006-01-02".
// It sorts as text; "" is no date.
// Days are counted without a zone, so no change of clocks can move one.
type Date string

const layout = "2006-01-02"

// DateOf is the day that t shows in its own zone.
func DateOf(t time.Time) Date { return Date(t.Format(layout)) }

// NewDate makes a date of numbers, or reports that there is no such day.
func NewDate(year int, month time.Month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return "", false
	}
	return Date(fmt.Sprintf("%04d-%02d-%02d", year, month, day)), true
}

// ParseDate reads the text of a Date and nothing else.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(layout, s); err != nil {
		return "", &Error{Text: s, Why: "is not a date", Try: "year-month-day, as 2026-12-05", Unknown: true}
	}
	return Date(s), nil
}

// daysIn is the length of a month.
func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// utc is midnight of the day in UTC, where every day has 24 hours.
func (d Date) utc() time.Time {
	t, err := time.Parse(layout, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

func (d Date) split() (int, time.Month, int) { return d.utc().Date() }

// Time is the first moment of the day in a zone.
// Where clocks go forward at midnight that is 01:00.
func (d Date) Time(loc *time.Location) time.Time {
	y, m, day := d.split()
	t := time.Date(y, m, day, 0, 0, 0, 0, loc)
	if t.Day() != day {
		t = t.Add(time.Hour)
	}
	return t
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Year is the year.
func (d Date) Year() int { return d.utc().Year() }

// Month is the month.
func (d Date) Month() time.Month { return d.utc().Month() }

// Day is the day of the month.
func (d Date) Day() int { return d.utc().Day() }

// AddDays moves by days. It stays within the years 1 to 9999, so that dates
// keep sorting as text.
func (d Date) AddDays(n int) Date { return clampDate(d.utc().AddDate(0, 0, n)) }

// AddMonths moves by calendar months and stops at the end of a shorter one:
// 31 January and one month is 28 February.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.split()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := daysIn(first.Year(), first.Month())
	return clampDate(first.AddDate(0, 0, min(day, last)-1))
}

// Add moves by the months, then the days of a duration. Minutes do not count.
func (d Date) Add(dur Duration) Date { return d.AddMonths(dur.Months).AddDays(dur.Days) }

// DaysUntil is how many days later other is; negative when it is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.utc().Sub(d.utc()).Hours() / 24)
}

func clampDate(t time.Time) Date {
	switch {
	case t.Year() < 1:
		return "0001-01-01"
	case t.Year() > 9999:
		return "9999-12-31"
	}
	return DateOf(t)
}

// Bounds are the first moment of from and the first moment after to, in UTC:
// what a range of days means for times. An open end ("") gives the zero time.
func Bounds(from, to Date, loc *time.Location) (start, end time.Time) {
	if from != "" {
		start = from.Time(loc).UTC()
	}
	if to != "" {
		end = to.AddDays(1).Time(loc).UTC()
	}
	return start, end
}
