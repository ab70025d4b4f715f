// Package when reads the dates and durations that people type,
// in English, Vietnamese and Chinese,
// and says dates back to them in words.
//
// It has no clock: a Context carries the moment "now", the time zone, the
// order of day and month, and the day a week starts on.
// ISO dates are ISO whatever the Context says;
// any other order comes from the Context and is never guessed from the numbers,
// because 05/12 would then mean one day in one row and another in the next.
// A date that cannot be (31/2, a year of five digits, a follow-up yesterday)
// is an error that says why and what to type instead.
//
// Three readings exist, and they differ in which way a date without a year,
// or a weekday, leans:
//
//   - Future: what follows "+" in the log line or is given to "crm follow";
//     fri is the next Friday, 12/05 the next 12 May.
//   - Past: when something happened; fri is the last Friday.
//   - Range: a point of the query language as an inclusive range of days;
//     2026-11 is the whole month.
//
// Accents are optional (hôm-nay, hom nay), spaces and hyphens inside a date
// word are interchangeable, and full-width digits and colons are read as the
// ordinary ones.
package when

import (
	"errors"
	"fmt"
	"time"
)

// Order is the order in which a date without a four-digit year in front is
// written.
type Order uint8

// The orders of day, month and year.
const (
	DMY Order = iota // 23/11/2026: Vietnam, most of Europe
	MDY              // 11/23/2026: United States
	YMD              // 26/11/23, 11/23: China, Japan, Korea
)

// Context is what a date typed without all its parts depends on.
type Context struct {
	Now       time.Time      // the moment of typing
	Zone      *time.Location // whose days are meant; nil means UTC
	Order     Order
	WeekStart time.Weekday // the first day of this-week
}

// Lean says which way a date leans that could be before or after today.
type Lean int8

// The leans.
const (
	Earlier Lean = -1 // the last such day
	Near    Lean = 0  // the one in this week or this year
	Later   Lean = 1  // the next such day
)

// Moment is a day, or a minute of a day.
type Moment struct {
	Date  Date
	Clock string    // "14:00" in the zone of the Context, "" for an all-day moment
	At    time.Time // the same in UTC; the zero time when Clock is ""
}

// ErrUnknown is what errors.Is finds in an error for text which is no date at
// all, as opposed to a date that is wrong. "+1 from the boss" is the first,
// "+31/2" the second.
var ErrUnknown = errors.New("not a date")

// Error says what is wrong with a date and what to type instead.
type Error struct {
	Text    string // as typed
	Why     string // "February 2027 has 28 days"
	Try     string // "28/2"; may be empty
	Unknown bool   // the text is no date at all
}

// Error puts what, why and what to do into one sentence.
func (e *Error) Error() string {
	s := fmt.Sprintf("%q %s", e.Text, e.Why)
	if e.Try != "" {
		s += "; type " + e.Try
	}
	return s
}

// Is reports that text which is no date at all is ErrUnknown.
func (e *Error) Is(target error) bool { return target == ErrUnknown && e.Unknown }

func (c Context) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

// Today is the day that Now falls on in the zone.
func (c Context) Today() Date { return DateOf(c.Now.In(c.zone())) }

// at is the moment of a day at a minute of that day.
// A time that the zone skips (a clock put forward) becomes the one that
// time.Date makes of it, and Clock says that one.
func (c Context) at(d Date, minute int) Moment {
	y, m, day := d.split()
	t := time.Date(y, m, day, minute/60, minute%60, 0, 0, c.zone())
	return c.moment(t)
}

// moment is the minute that t falls in.
func (c Context) moment(t time.Time) Moment {
	t = t.Truncate(time.Minute).In(c.zone())
	return Moment{Date: DateOf(t), Clock: t.Format("15:04"), At: t.UTC()}
}
