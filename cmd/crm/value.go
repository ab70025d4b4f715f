package main

import (
	"strconv"
	"strings"
	"time"

	record "crm/importer/json"
	"crm/store"
	"crm/store/money"
	"crm/store/when"
)

// A value of a record is a string, an int, a bool or one of the types below.
// Each has three forms: for JSON, as plain text for scripts, and for people.
type (
	stamp  struct{ time.Time } // a moment, in the zone of the run; zero for never
	day    string              // a date as 2006-01-02, or ""
	words  []string            // a list
	id     struct{ full, short string }
	amount struct{ store.Money }
	rich   struct { // a list whose parts have parts
		record any
		texts  words
	}
)

// String is the form for scripts.
func (t stamp) String() string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// String is the form for scripts.
func (w words) String() string { return strings.Join(w, ",") }

// String is the form for scripts.
func (i id) String() string { return i.short }

// String is the form for scripts.
func (m amount) String() string {
	if m.Money == (store.Money{}) {
		return ""
	}
	return money.Money{Amount: m.Minor, Currency: m.Currency}.String()
}

// String is the form for scripts.
func (r rich) String() string { return r.texts.String() }

// textOf is a value for scripts.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case day:
		return string(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case interface{ String() string }:
		return v.String()
	}
	return ""
}

// showOf is a value for people.
func showOf(v any, now time.Time) string {
	today := when.DateOf(now)
	switch v := v.(type) {
	case bool:
		if v {
			return "*"
		}
		return ""
	case int:
		if v == 0 {
			return ""
		}
	case stamp:
		return showTime(v.Time, now)
	case day:
		if v == "" {
			return ""
		}
		return when.Say(when.Date(v), today)
	case words:
		return strings.Join(v, " ")
	case amount:
		if v.Money == (store.Money{}) {
			return ""
		}
		return money.Money{Amount: v.Minor, Currency: v.Currency}.Words()
	}
	return textOf(v)
}

// showTime says a moment: its time of day when it is today's, else its day.
func showTime(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(now.Location())
	if when.DateOf(t) == when.DateOf(now) {
		return t.Format("15:04")
	}
	return when.Say(when.DateOf(t), when.DateOf(now))
}

// jsonOf is a value in JSON. What is not there is "", as in an export.
func jsonOf(v any) any {
	switch v := v.(type) {
	case stamp, day:
		return textOf(v)
	case words:
		if v == nil {
			return []string{}
		}
		return []string(v)
	case id:
		return v.full
	case amount:
		return moneyRecord(v.Money)
	case rich:
		return v.record
	}
	return v
}

func moneyRecord(m store.Money) *record.Money {
	if m == (store.Money{}) {
		return nil
	}
	return &record.Money{Minor: m.Minor, Currency: m.Currency}
}

// local is a moment in the zone of the run.
func (a *app) local(t time.Time) stamp {
	if t.IsZero() {
		return stamp{}
	}
	return stamp{t.In(a.zone)}
}

// due is when something is to be done: a date, or a moment when it has a time of day.
func (a *app) due(on string, at time.Time) string {
	if at.IsZero() {
		return on
	}
	return a.local(at).String()
}
