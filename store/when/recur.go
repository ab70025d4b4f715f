package when

import (
	"strings"
)

// Rule says how a reminder comes back: every so long, counted from the day it was
// due, or from the day it was done. The zero Rule is once.
type Rule struct {
	Every Duration // months or days; no minutes
	Done  bool     // counted from the day it was done
}

// doneWords end a rule that counts from completion.
var doneWords = [...]string{"after done", "from done", "when done", "done", "sau khi xong", "xong", "完成后", "完成後"}

// ParseRule reads how a reminder comes back: 3mo, "every 2 weeks", yearly,
// "hàng tháng", 每年; with "done" behind it, counted from the day it was done.
// "" and "once" are the zero Rule.
func ParseRule(s string) (Rule, error) {
	bad := func(why string) (Rule, error) {
		return Rule{}, &Error{Text: s, Why: why, Try: "1w, 3mo or 1y; 3mo done counts from the day it was done"}
	}
	key := strings.TrimSpace(plain(s))
	var r Rule
	for _, w := range doneWords {
		if rest, ok := strings.CutSuffix(key, plain(w)); ok && rest != "" {
			key, r.Done = strings.TrimSpace(rest), true
			break
		}
	}
	switch key {
	case "", "once", "none", "never", "mot lan", "一次":
		return Rule{}, nil
	}
	if d, ok := everyWord(key); ok {
		r.Every = d
		return r, nil
	}
	for _, w := range [...]string{"every ", "each ", "moi ", "hang ", "每隔", "每"} {
		if rest, ok := strings.CutPrefix(key, w); ok {
			key = strings.TrimSpace(rest)
			break
		}
	}
	if unitOf(strings.ReplaceAll(key, " ", "")) != 0 { // "every month"
		key = "1" + key
	}
	d, err := ParseDuration(key)
	switch {
	case err != nil:
		return bad("is no time after which it comes back")
	case d.Minutes != 0:
		return bad("comes back more than once a day")
	case d == Duration{}:
		return bad("never ends")
	}
	r.Every = d
	return r, nil
}

// everyWord knows the words that say a length of time by themselves.
func everyWord(key string) (Duration, bool) {
	switch key {
	case "daily", "hang ngay", "每天", "每日":
		return Duration{Days: 1}, true
	case "weekly", "hang tuan", "每周", "每週", "每星期":
		return Duration{Days: 7}, true
	case "fortnightly", "biweekly":
		return Duration{Days: 14}, true
	case "monthly", "hang thang", "每月", "每个月", "每個月":
		return Duration{Months: 1}, true
	case "quarterly", "hang quy", "moi quy", "每季", "每季度":
		return Duration{Months: 3}, true
	case "half-yearly", "nua nam", "每半年", "半年":
		return Duration{Months: 6}, true
	case "yearly", "annually", "annual", "hang nam", "每年":
		return Duration{Months: 12}, true
	}
	return Duration{}, false
}

// IsZero reports a reminder that does not come back.
func (r Rule) IsZero() bool { return r.Every == Duration{} }

// String is the shortest text that ParseRule reads as the same rule; "" for once.
func (r Rule) String() string {
	switch {
	case r.IsZero():
		return ""
	case r.Done:
		return r.Every.String() + " done"
	}
	return r.Every.String()
}

// Words says the rule: "every 3 months", "1 year after it is done".
func (r Rule) Words() string {
	switch {
	case r.IsZero():
		return "once"
	case r.Done:
		return r.Every.Words() + " after it is done"
	}
	return "every " + strings.TrimPrefix(r.Every.Words(), "1 ")
}

// maxSteps bounds the search for the next day: daily for a century.
const maxSteps = 100 * 366

// Next is the day on which it comes back after it was done on a day. Counted from
// the days it is due, that is the first of anchor, anchor and one step, anchor and
// two … which is behind both the day it was due and the day it was done: what was
// missed over a holiday does not pile up. Steps are counted from the anchor, not
// from one another, so that the 31st stays the 31st where the month has one. The
// zero Rule has no next day.
func (r Rule) Next(anchor, due, done Date) Date {
	switch {
	case r.IsZero():
		return ""
	case r.Done:
		return done.Add(r.Every)
	}
	last := max(due, done)
	for n := 1; n <= maxSteps; n++ {
		on := anchor.Add(Duration{Months: n * r.Every.Months, Days: n * r.Every.Days})
		if on > last {
			return on
		}
	}
	return last.Add(r.Every)
}
