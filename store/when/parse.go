package when

import (
	"strings"
	"time"
)

// Future reads when something is to be done: what follows "+" in the log line.
// A weekday or a day without a year is the next one after today; a length of
// time (3d, 2h) counts from now. A time of day may follow: "fri 14:00",
// "+3d@14:00". Alone it is today, or tomorrow when it has passed.
// A moment that has passed is an error.
func (c Context) Future(s string) (Moment, error) {
	m, err := c.read(s, Later)
	if err != nil {
		return Moment{}, err
	}
	today := c.Today()
	switch {
	case m.Date < today:
		return Moment{}, &Error{Text: s, Why: "is in the past (" + Long(m.Date, today) + ")", Try: "a day from today on, as tomorrow or 3d"}
	case m.Clock != "" && m.At.Before(c.Now.Truncate(time.Minute)):
		return Moment{}, &Error{Text: s, Why: "has passed: it is " + c.Now.In(c.zone()).Format("15:04"), Try: "tomorrow " + m.Clock}
	}
	return m, nil
}

// Past reads when something happened: @9:30, @-2h, yesterday 14:00, 12/05, t6.
// A weekday or a day without a year is the last one before today, a length of
// time counts back from now. A moment that has not come is an error.
func (c Context) Past(s string) (Moment, error) {
	m, err := c.read(s, Earlier)
	if err != nil {
		return Moment{}, err
	}
	today := c.Today()
	switch {
	case m.Date > today:
		return Moment{}, &Error{Text: s, Why: "is in the future (" + Long(m.Date, today) + ")", Try: "a day up to today, as yesterday or 12/05"}
	case m.Clock != "" && m.At.After(c.Now):
		return Moment{}, &Error{Text: s, Why: "has not come: it is " + c.Now.In(c.zone()).Format("15:04"), Try: "yesterday " + m.Clock}
	}
	return m, nil
}

// read is what Future and Past share; lean is Later or Earlier.
func (c Context) read(s string, lean Lean) (Moment, error) {
	raw := strings.TrimSpace(s)
	if m, ok := c.timestamp(raw); ok {
		return m, nil
	}
	t := scan(raw)
	t.raw = s
	if t.plain == "" {
		return Moment{}, &Error{Text: s, Why: "is not a date", Try: "3d, fri, 12/05 or 2026-12-05", Unknown: true}
	}
	if t.key == "now" || t.key == "baygio" || t.key == "现在" {
		return c.moment(c.Now), nil
	}
	body := strings.TrimPrefix(t.plain, "@")
	if m, ok, err := c.offset(s, body, -1, lean); ok || err != nil {
		return m, err
	}
	day, minute, err := splitClock(s, strings.TrimPrefix(body, "+"))
	if err != nil {
		return Moment{}, err
	}
	if m, ok, err := c.offset(s, day, minute, lean); ok || err != nil {
		return m, err
	}
	if day == "" && minute >= 0 {
		return c.nextClock(minute, lean), nil
	}
	d, err := c.day(s, day, lean)
	if err != nil && minute < 0 {
		if d, minute, err2 := c.clockFirst(s, day, lean); err2 == nil {
			return c.at(d, minute), nil
		}
	}
	if err != nil {
		return Moment{}, err
	}
	if minute >= 0 {
		return c.at(d, minute), nil
	}
	return Moment{Date: d}, nil
}

// timestamp reads a full ISO moment: 2026-11-22T14:00, with or without seconds
// and offset. Without one it is in the zone of the Context.
func (c Context) timestamp(s string) (Moment, bool) {
	if len(s) < 16 || s[4] != '-' || s[10] != 'T' && s[10] != 't' {
		return Moment{}, false
	}
	s = strings.ToUpper(s)
	for _, l := range [...]string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04Z07:00"} {
		if t, err := time.ParseInLocation(l, s, c.zone()); err == nil {
			return c.moment(t), true
		}
	}
	return Moment{}, false
}

// day reads one day; a week, month or quarter named by a word stands for its
// first day (next-week is Monday), one given in numbers does not.
func (c Context) day(raw, s string, lean Lean) (Date, error) {
	t := scan(s)
	t.raw = raw
	r := resolver{c: c, lean: lean, strict: true, anchor: c.Today()}
	from, to, err := r.point(t)
	if err != nil {
		return "", err
	}
	if p, _ := periodWord(t.key); from != to && p == noPeriod {
		return "", &Error{Text: raw, Why: "is not one day", Try: "a day, as 1 dec or 2026-12-01"}
	}
	return from, nil
}

// clockFirst reads a time of day with its day behind it: "9h sáng mai".
func (c Context) clockFirst(raw, s string, lean Lean) (Date, int, error) {
	words := strings.Fields(s)
	for n := min(len(words)-1, 3); n > 0; n-- {
		minute, ok, err := clock(raw, strings.Join(words[:n], ""))
		if !ok || err != nil {
			continue
		}
		if d, err := c.day(raw, strings.Join(words[n:], " "), lean); err == nil {
			return d, minute, nil
		}
	}
	return "", 0, ErrUnknown
}

// nextClock is the next such time of day; looking back it is today's.
func (c Context) nextClock(minute int, lean Lean) Moment {
	m := c.at(c.Today(), minute)
	if lean == Later && m.At.Before(c.Now.Truncate(time.Minute)) {
		return c.at(c.Today().AddDays(1), minute)
	}
	return m
}

// offset reads a length of time counted from now: 3d, +3d, -2h, in 3 days,
// 3 ngày nữa, 3天前. minute is the time of day typed behind it, or -1.
func (c Context) offset(raw, s string, minute int, lean Lean) (Moment, bool, error) {
	d, sign, ok, err := readOffset(raw, s)
	if !ok || err != nil {
		return Moment{}, ok, err
	}
	if sign == 0 {
		sign = int(lean)
	}
	d = Duration{Months: sign * d.Months, Days: sign * d.Days, Minutes: sign * d.Minutes}
	day := c.Today().Add(d)
	switch {
	case d.Minutes == 0 && minute >= 0:
		return c.at(day, minute), true, nil
	case minute >= 0:
		return Moment{}, true, &Error{Text: raw, Why: "has both hours to count and a time of day", Try: "one of them"}
	case d.Minutes == 0:
		return Moment{Date: day}, true, nil
	}
	now := c.Now.In(c.zone())
	y, m, dd := day.split()
	base := time.Date(y, m, dd, now.Hour(), now.Minute(), 0, 0, c.zone())
	return c.moment(base.Add(time.Duration(d.Minutes) * time.Minute)), true, nil
}

// IsOffset reports that Future counts from now to reach the day (3d, 2w), so
// that a rule about weekends may move it; a named day is never moved.
func IsOffset(s string) bool {
	body := strings.TrimSpace(plain(s))
	if _, _, ok, err := readOffset(s, body); ok && err == nil {
		return true
	}
	day, _, err := splitClock(s, strings.TrimPrefix(body, "+"))
	if err != nil {
		return false
	}
	_, _, ok, err := readOffset(s, day)
	return ok && err == nil
}

// readOffset reads a signed length of time; sign is 0 when it was not said.
func readOffset(raw, s string) (d Duration, sign int, ok bool, err error) {
	switch {
	case strings.HasPrefix(s, "+"):
		s, sign = s[1:], 1
	case strings.HasPrefix(s, "-"):
		s, sign = s[1:], -1
	}
	t := scan(s)
	t.raw = raw
	if len(t.toks) > 0 && !t.toks[0].num {
		switch t.toks[0].s {
		case "in", "sau", "after":
			t.toks, sign = t.toks[1:], 1
		}
	}
	if n := len(t.toks); n > 1 && !t.toks[n-1].num {
		for _, w := range [...]struct {
			s    string
			sign int
		}{
			{"ago", -1}, {"truoc", -1}, {"以前", -1}, {"之前", -1}, {"前", -1},
			{"nua", 1}, {"sau", 1}, {"以后", 1}, {"之后", 1}, {"后", 1}, {"後", 1},
		} {
			if u, cut := strings.CutSuffix(t.toks[n-1].s, w.s); cut && u != "" {
				t.toks[n-1].s, sign = u, w.sign
				break
			}
		}
	}
	d, ok, err = t.duration()
	return d, sign, ok, err
}
