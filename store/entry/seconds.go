package entry

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"crm/store/fold"
)

// maxSeconds is the longest interaction: 15h is a time of day and not a call.
const maxSeconds = 12 * 3600

// parseSeconds reads how long something took: 15m 1h 1h30m 1h30 90s 15p
// 15 phút 15分 1小时. Here m is minutes: no call takes months.
func parseSeconds(s string) (int, bool) {
	if s == "" || !strings.ContainsAny(s[:1], "0123456789０") && utf8.RuneCountInString(s) == len(s) {
		return 0, false // most words: no need to fold them
	}
	s = strings.ReplaceAll(fold.Text(s), "-", "")
	if s == "" {
		return 0, false // nothing but marks
	}
	total, last := 0, 0
	for s != "" {
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		n, err := strconv.Atoi(s[:digits])
		if err != nil || digits > 5 {
			return 0, false
		}
		s = s[digits:]
		end := strings.IndexAny(s, "0123456789")
		if end < 0 {
			end = len(s)
		}
		unit := unitSeconds(s[:end])
		if s == "" && last == 3600 && n < 60 {
			unit = 60 // 1h30
		}
		if unit == 0 || last != 0 && unit >= last {
			return 0, false
		}
		total, last, s = total+n*unit, unit, s[end:]
	}
	return total, true
}

func unitSeconds(s string) int {
	switch s {
	case "h", "hr", "hour", "hours", "g", "gio", "小时", "小時", "时":
		return 3600
	case "m", "min", "mins", "minute", "minutes", "p", "ph", "phut", "分", "分钟", "分鐘":
		return 60
	case "s", "sec", "secs", "second", "seconds", "giay", "秒":
		return 1
	}
	return 0
}

// secondsText prints a length the way parseSeconds reads it.
func secondsText(n int) string {
	var b strings.Builder
	for _, u := range [...]struct {
		n int
		s string
	}{{3600, "h"}, {60, "m"}, {1, "s"}} {
		if n >= u.n {
			b.WriteString(strconv.Itoa(n/u.n) + u.s)
			n %= u.n
		}
	}
	return b.String()
}

// secondsWords says a length: 15 min, 1 h 30 min, 40 s.
func secondsWords(n int) string {
	var parts []string
	for _, u := range [...]struct {
		n int
		s string
	}{{3600, " h"}, {60, " min"}, {1, " s"}} {
		if n >= u.n {
			parts = append(parts, strconv.Itoa(n/u.n)+u.s)
			n %= u.n
		}
	}
	return strings.Join(parts, " ")
}
