package when

import (
	"strconv"
	"strings"
)

// Duration is a length of time as people count it.
// Months are calendar months, so they are no number of days.
type Duration struct {
	Months  int
	Days    int
	Minutes int
}

// maxYears bounds what a duration may say, so that a slip of the finger
// (30000d) is told and not stored.
const maxYears = 100

// ParseDuration reads 30min 2h 7d 2w 3mo 1y, their long forms in three
// languages, and several of them in a row (1h30min, 1mo 2w).
// A lone m is refused: it could be months or minutes.
func ParseDuration(s string) (Duration, error) {
	t := scan(s)
	d, ok, err := t.duration()
	if err != nil {
		return Duration{}, err
	}
	if !ok {
		return Duration{}, &Error{Text: s, Why: "is not a length of time", Try: "30min, 2h, 7d, 2w, 3mo or 1y", Unknown: true}
	}
	return d, nil
}

// duration reads the whole text as numbers with units.
// ok is false when the text has not that shape; err when it has but is wrong.
func (t text) duration() (d Duration, ok bool, err error) {
	if len(t.toks) == 0 || len(t.toks)%2 != 0 {
		return d, false, nil
	}
	for i := 0; i < len(t.toks); i += 2 {
		n, u := t.toks[i], t.toks[i+1]
		if !n.num || u.num {
			return d, false, nil
		}
		if u.s == "m" {
			return d, true, &Error{Text: t.raw, Why: "is not clear",
				Try: n.s + "mo (months) or " + n.s + "min (minutes)"}
		}
		if !d.add(n.n, unitOf(u.s)) {
			return d, false, nil
		}
	}
	if d.Months > maxYears*12 || d.Days > maxYears*366 || d.Minutes > maxYears*366*24*60 {
		return d, true, &Error{Text: t.raw, Why: "is more than " + strconv.Itoa(maxYears) + " years", Try: "a date, as 2027-03-01"}
	}
	return d, true, nil
}

// add counts n units in; it reports an unknown unit.
func (d *Duration) add(n int, unit byte) bool {
	switch unit {
	case 'n':
		d.Minutes += n
	case 'h':
		d.Minutes += 60 * n
	case 'd':
		d.Days += n
	case 'w':
		d.Days += 7 * n
	case 'm':
		d.Months += n
	case 'y':
		d.Months += 12 * n
	default:
		return false
	}
	return true
}

// unitOf knows the words for minutes n, hours h, days d, weeks w, months m
// and years y; 0 for any other word.
func unitOf(s string) byte {
	switch s {
	case "min", "mins", "minute", "minutes", "phut", "p", "分", "分钟", "分鐘":
		return 'n'
	case "h", "hr", "hrs", "hour", "hours", "gio", "小时", "小時", "个小时", "個小時", "钟头", "个钟头":
		return 'h'
	case "d", "day", "days", "ngay", "hom", "天":
		return 'd'
	case "w", "wk", "wks", "week", "weeks", "tuan", "周", "週", "星期", "个星期", "個星期", "礼拜", "个礼拜":
		return 'w'
	case "mo", "mos", "month", "months", "thang", "个月", "個月":
		return 'm'
	case "y", "yr", "yrs", "year", "years", "nam", "年":
		return 'y'
	}
	return 0
}

// String is the shortest text that ParseDuration reads as the same duration.
func (d Duration) String() string {
	var b strings.Builder
	part := func(n, per int, big, small string) {
		switch {
		case n == 0:
		case n%per == 0:
			b.WriteString(strconv.Itoa(n/per) + big)
		default:
			b.WriteString(strconv.Itoa(n) + small)
		}
	}
	part(d.Months, 12, "y", "mo")
	part(d.Days, d.Days+1, "", "d")
	if d.Minutes > 60 && d.Minutes%60 != 0 {
		return b.String() + strconv.Itoa(d.Minutes/60) + "h" + strconv.Itoa(d.Minutes%60) + "min"
	}
	part(d.Minutes, 60, "h", "min")
	if b.Len() == 0 {
		return "0d"
	}
	return b.String()
}

// Words says the duration: "30 days", "1 month", "1 year 2 days".
func (d Duration) Words() string {
	var parts []string
	say := func(n int, word string) {
		if n == 0 {
			return
		}
		if n != 1 {
			word += "s"
		}
		parts = append(parts, strconv.Itoa(n)+" "+word)
	}
	say(d.Months/12, "year")
	say(d.Months%12, "month")
	say(d.Days, "day")
	say(d.Minutes/60, "hour")
	say(d.Minutes%60, "minute")
	if len(parts) == 0 {
		return "0 days"
	}
	return strings.Join(parts, " ")
}
