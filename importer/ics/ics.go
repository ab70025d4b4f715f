// Package ics writes calendars: iCalendar, RFC 5545, as calendar and to-do programs
// read it.
//
// Times are written in UTC and days as days, so that no time zone has to be
// described. An event that repeats says so by a rule; a to-do never repeats, since
// RFC 5545 (3.8.2.3) wants a to-do that does to begin before it is due, and most
// programs show only its first day. Lines are folded at 75 octets, between
// characters (3.1), and end in CR LF.
package ics

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Item is an event or a to-do.
type Item struct {
	UID         string // required
	Todo        bool   // a to-do; else an event
	Summary     string
	Description string // may have several lines
	Categories  []string

	// When an event is, or a to-do is due: a moment, or a day (YYYY-MM-DD).
	At time.Time
	On string

	Length time.Duration // of an event at a moment; 0 is none
	Free   bool          // an event that takes nobody's time, such as a birthday
	Rule   Rule          // how an event repeats
	Alarm  time.Duration // how long before; 0 is no alarm
}

// Rule is how an event repeats: every so many years, months or days; the zero Rule
// is once. A day that a month has not is its last one.
type Rule struct{ Years, Months, Days int }

// Writer writes one calendar.
type Writer struct {
	w     *bufio.Writer
	stamp string
	err   error
}

// NewWriter returns a writer. Product says who writes (PRODID), now when (DTSTAMP).
func NewWriter(w io.Writer, product string, now time.Time) *Writer {
	out := &Writer{w: bufio.NewWriter(w), stamp: moment(now)}
	out.line("BEGIN", "VCALENDAR")
	out.line("VERSION", "2.0")
	out.line("PRODID", escape(product))
	return out
}

// Write adds an item. Its error, if any, is that of an item without a date.
func (w *Writer) Write(it Item) error {
	if w.err != nil {
		return w.err
	}
	date, err := it.date()
	if err != nil {
		return err
	}
	kind, when := "VEVENT", "DTSTART"
	if it.Todo {
		kind, when = "VTODO", "DUE"
	}
	w.line("BEGIN", kind)
	w.line("UID", escape(it.UID))
	w.line("DTSTAMP", w.stamp)
	if it.At.IsZero() {
		w.line(when+";VALUE=DATE", date.Format("20060102"))
	} else {
		w.line(when, moment(it.At))
		if it.Length > 0 && !it.Todo {
			w.line("DURATION", duration(it.Length))
		}
	}
	if rule := it.Rule.text(date); rule != "" && !it.Todo {
		w.line("RRULE", rule)
	}
	w.line("SUMMARY", escape(it.Summary))
	if it.Description != "" {
		w.line("DESCRIPTION", escape(it.Description))
	}
	if len(it.Categories) > 0 {
		names := make([]string, len(it.Categories))
		for i, c := range it.Categories {
			names[i] = escape(c)
		}
		w.line("CATEGORIES", strings.Join(names, ","))
	}
	if it.Free && !it.Todo {
		w.line("TRANSP", "TRANSPARENT")
	}
	w.alarm(it)
	w.line("END", kind)
	return w.err
}

func (w *Writer) alarm(it Item) {
	if it.Alarm <= 0 {
		return
	}
	w.line("BEGIN", "VALARM")
	w.line("ACTION", "DISPLAY")
	w.line("DESCRIPTION", escape(it.Summary))
	if it.Todo { // before it is due, which is its end
		w.line("TRIGGER;RELATED=END", "-"+duration(it.Alarm))
	} else {
		w.line("TRIGGER", "-"+duration(it.Alarm))
	}
	w.line("END", "VALARM")
}

// Close ends the calendar. It is whole only if Close returns nil.
func (w *Writer) Close() error {
	if w.err == nil {
		w.line("END", "VCALENDAR")
	}
	if w.err == nil {
		w.err = w.w.Flush()
	}
	if w.err != nil {
		return fmt.Errorf("write calendar: %w", w.err)
	}
	w.err = errClosed
	return nil
}

var errClosed = errors.New("the writer is closed")

// date is the day of an item.
func (it Item) date() (time.Time, error) {
	if !it.At.IsZero() {
		return it.At.UTC(), nil
	}
	d, err := time.Parse(time.DateOnly, it.On)
	if err != nil {
		return d, fmt.Errorf("write calendar: %s has no day: %q", it.UID, it.On)
	}
	return d, nil
}

func moment(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// duration is a length in days, else in seconds, minutes or hours (3.3.6).
func duration(d time.Duration) string {
	s := int64(d / time.Second)
	switch {
	case s%86400 == 0:
		return fmt.Sprintf("P%dD", s/86400)
	case s%3600 == 0:
		return fmt.Sprintf("PT%dH", s/3600)
	case s%60 == 0:
		return fmt.Sprintf("PT%dM", s/60)
	}
	return fmt.Sprintf("PT%dS", s)
}

// text is a recurrence rule (3.3.10) for what begins on a day.
func (r Rule) text(from time.Time) string {
	months := r.Years*12 + r.Months
	every := func(freq string, n int) string {
		s := "FREQ=" + freq
		if n > 1 {
			s += ";INTERVAL=" + strconv.Itoa(n)
		}
		return s
	}
	switch {
	case months > 0 && r.Days > 0 || months < 0 || r.Days < 0:
		return "" // no rule says a month and two days
	case months > 0 && months%12 == 0:
		s := every("YEARLY", months/12)
		if from.Month() == time.February && from.Day() == 29 {
			s += ";BYMONTH=2;BYMONTHDAY=-1"
		}
		return s
	case months > 0:
		s := every("MONTHLY", months)
		switch day := from.Day(); {
		case day == 31:
			s += ";BYMONTHDAY=-1"
		case day == 30:
			s += ";BYMONTHDAY=28,29,30;BYSETPOS=-1"
		case day == 29:
			s += ";BYMONTHDAY=28,29;BYSETPOS=-1"
		}
		return s
	case r.Days > 0 && r.Days%7 == 0:
		return every("WEEKLY", r.Days/7)
	case r.Days > 0:
		return every("DAILY", r.Days)
	}
	return ""
}

// escape is TEXT (3.3.11), without the characters that a line cannot hold.
func escape(s string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n") {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' && r != '\t' || r == 0x7f:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// maxLine is how many octets a line may have without its end.
const maxLine = 75

// line writes a content line, folded.
func (w *Writer) line(name, value string) {
	rest := name + ":" + value
	for room := maxLine; w.err == nil; room = maxLine - 1 {
		n := min(room, len(rest))
		for n < len(rest) && n > 0 && !utf8.RuneStart(rest[n]) {
			n--
		}
		if _, w.err = w.w.WriteString(rest[:n] + "\r\n"); len(rest) == n || w.err != nil {
			return
		}
		rest = rest[n:]
		w.err = w.w.WriteByte(' ')
	}
}
