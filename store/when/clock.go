package when

import (
	"strings"
	"unicode/utf8"
)

// splitClock parts plain text into the date in front and the time of day
// behind it: "fri 14:00", "fri @14:00", "mai 9h30", "明天下午3点".
// minute is -1 when there is no time. Alone, 2h is a length of time and not
// two o'clock, so the forms with h need a date in front of them.
func splitClock(raw, s string) (date string, minute int, err error) {
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		date = strings.TrimSpace(s[:i])
		m, ok, err := clock(raw, strings.Join(strings.Fields(s[i+1:]), ""))
		if err == nil && !ok {
			err = &Error{Text: raw, Why: "has no time of day after @", Try: "fri @14:00"}
		}
		return date, m, err
	}
	for _, i := range cuts(s) {
		date = strings.TrimSpace(s[:i])
		tail := strings.Join(strings.Fields(s[i:]), "")
		if date == "" && !strings.ContainsAny(tail, ":点點") && !hasHalf(tail) {
			continue
		}
		m, ok, err := clock(raw, tail)
		if err != nil || ok {
			return date, m, err
		}
	}
	return s, -1, nil
}

// hasHalf reports what can only be a time of day: 9am, and 14h30 as it is
// written in Vietnam (a length of time says 14h30min).
func hasHalf(s string) bool {
	h, rest := leadingNumber(s, 2)
	if h < 0 {
		return false
	}
	m, tail := leadingNumber(strings.TrimPrefix(rest, "h"), 2)
	return rest == "am" || rest == "pm" || rest[:min(1, len(rest))] == "h" && m >= 0 && tail == ""
}

// cuts lists where a time of day may begin, the earliest first: after a space,
// after a Chinese character, and at the start.
func cuts(s string) []int {
	at := []int{0}
	prev := rune(0)
	for i, r := range s {
		if i > 0 && (prev == ' ' || prev >= 0x2E80) && r != ' ' {
			at = append(at, i)
		}
		prev = r
	}
	return at
}

// clock reads a time of day as minutes after midnight, from plain text
// without spaces: 14:00 9h30 14h 9am 2:30pm 9hsang 下午3点半.
// ok is false when the text has not that shape, err is set when it has but
// there is no such time.
func clock(raw, s string) (minute int, ok bool, err error) {
	s, half := halfOfDay(s)
	h, rest := leadingNumber(s, 2)
	if h < 0 {
		return -1, false, nil
	}
	m, ok := minutePart(rest, half != 0)
	if !ok {
		return -1, false, nil
	}
	switch {
	case half == 'p' && h < 12, half == 'n' && h < 6:
		h += 12
	case half == 'a' && h == 12:
		h = 0
	}
	if h > 23 || m > 59 {
		return -1, true, &Error{Text: raw, Why: "is not a time of day: hours go from 0 to 23, minutes to 59", Try: "14:30"}
	}
	return h*60 + m, true, nil
}

// minutePart reads what follows the hour.
func minutePart(s string, bare bool) (int, bool) {
	if s == "" {
		return 0, bare
	}
	for _, mark := range [...]string{":", "h", "gio", "点", "點", "时", "時"} {
		rest, ok := strings.CutPrefix(s, mark)
		if !ok {
			continue
		}
		switch rest {
		case "":
			return 0, mark != ":"
		case "半", "ruoi":
			return 30, mark != ":"
		}
		rest = strings.TrimSuffix(strings.TrimSuffix(rest, "分"), "phut")
		m, tail := leadingNumber(rest, 2)
		return m, m >= 0 && tail == "" && (len(rest) == 2 || mark != ":" && mark != "h")
	}
	return 0, false
}

// halfOfDay takes off the word for the part of the day:
// a before noon, n around noon, p after it, 0 when there is none.
func halfOfDay(s string) (rest string, half byte) {
	for _, w := range [...]struct {
		s    string
		half byte
	}{
		{"凌晨", 'a'}, {"早上", 'a'}, {"上午", 'a'}, {"中午", 'n'}, {"下午", 'p'}, {"晚上", 'p'},
	} {
		if rest, ok := strings.CutPrefix(s, w.s); ok {
			return rest, w.half
		}
	}
	for _, w := range [...]struct {
		s    string
		half byte
	}{
		{"am", 'a'}, {"pm", 'p'}, {"sang", 'a'}, {"trua", 'n'}, {"chieu", 'p'}, {"toi", 'p'},
	} {
		if rest, ok := strings.CutSuffix(s, w.s); ok && rest != "" {
			return rest, w.half
		}
	}
	return s, 0
}

// leadingNumber takes at most max digits off s; -1 when there are none.
func leadingNumber(s string, max int) (n int, rest string) {
	i := 0
	for i < len(s) && i < max && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i > 0 {
		return number(s[:i]), s[i:]
	}
	r, _ := utf8.DecodeRuneInString(s)
	if hanDigit(r) > 0 {
		end, n := hanNumber(s, 0)
		return n, s[end:]
	}
	return -1, s
}
