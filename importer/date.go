package importer

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"crm/store/fold"
	"crm/store/when"
)

// dateValue is a date as a cell has it: with a time of day or not, with a year or not.
type dateValue struct {
	year, month, day int // year 0: none was written
	clock            bool
	hour, min, sec   int
	zone             *time.Location // nil: none was written
	either           bool           // day and month could be read the other way round
	against          bool           // only readable against the order of the column
}

// date is YYYY-MM-DD, or --MM-DD without a year.
func (d dateValue) date() string {
	s := pad(d.month, 2) + "-" + pad(d.day, 2)
	if d.year == 0 {
		return "--" + s
	}
	return pad(d.year, 4) + "-" + s
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// at is the moment, in the zone that was written or else the given one.
func (d dateValue) at(zone *time.Location) time.Time {
	if d.zone != nil {
		zone = d.zone
	}
	return time.Date(d.year, time.Month(d.month), d.day, d.hour, d.min, d.sec, 0, zone)
}

// maxDateText is longer than any date that people write.
const maxDateText = 48

// parseDate reads a date in any spelling that spreadsheets hold. Order says how
// 03/04/2024 is meant; a date that is none in that order is read in the other.
// year is the present one: two digits mean a year up to ten years ahead of it.
func parseDate(s string, order when.Order, year int) (dateValue, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDateText {
		return dateValue{}, false
	}
	s = fold.Text(s)
	if rest, ok := strings.CutPrefix(s, "--"); ok { // vCard: --0309, --03-09
		rest = strings.ReplaceAll(rest, "-", "")
		n, err := strconv.Atoi(rest)
		d := dateValue{month: n / 100, day: n % 100}
		return d, err == nil && len(rest) == 4 && d.valid()
	}
	if d, ok := serial(s); ok {
		return d, true
	}
	s, clock, ok := cutClock(s)
	if !ok {
		return dateValue{}, false
	}
	d, ok := parseDay(s, order, year)
	if !ok {
		return dateValue{}, false
	}
	d.clock, d.hour, d.min, d.sec, d.zone = clock.clock, clock.hour, clock.min, clock.sec, clock.zone
	return d, true
}

func (d dateValue) valid() bool {
	year := d.year
	if year == 0 {
		year = 2000 // a leap year: 29 February is a birthday
	}
	_, ok := when.NewDate(year, time.Month(d.month), d.day)
	return ok && year >= 1000
}

// serial reads the number that a spreadsheet keeps for a date, days since
// 1899-12-30, where it was written out as a number. Five digits are the years
// 1927 to 2173; fewer would take counts for dates.
func serial(s string) (dateValue, bool) {
	whole, frac, _ := strings.Cut(s, ".")
	if len(whole) != 5 || !digits(whole) || frac != "" && !digits(frac) {
		return dateValue{}, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 10000 {
		return dateValue{}, false
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(f*86400+0.5) * time.Second)
	d := dateValue{year: t.Year(), month: int(t.Month()), day: t.Day()}
	if frac != "" && strings.Trim(frac, "0") != "" {
		d.clock, d.hour, d.min, d.sec = true, t.Hour(), t.Minute(), t.Second()
	}
	return d, true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// cutClock takes a time of day off the end: 10:20, 10:20:30.5, 3:05 pm, with a
// zone as RFC 3339 has it. ok is false if something stands there that is none.
func cutClock(s string) (day string, d dateValue, ok bool) {
	colon := strings.IndexByte(s, ':')
	if colon < 0 {
		return strings.TrimSuffix(s, "t"), d, true
	}
	start := colon
	for start > 0 && s[start-1] >= '0' && s[start-1] <= '9' {
		start--
	}
	day = strings.TrimRight(s[:start], " t,")
	clock := s[start:]
	end := strings.IndexFunc(clock, func(r rune) bool { return r != ':' && r != '.' && !unicode.IsDigit(r) })
	rest := ""
	if end >= 0 {
		clock, rest = clock[:end], strings.TrimSpace(clock[end:])
	}
	clock, _, _ = strings.Cut(clock, ".")
	parts := strings.Split(clock, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return "", d, false
	}
	nums := [3]int{}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return "", d, false
		}
		nums[i] = n
	}
	d.clock, d.hour, d.min, d.sec = true, nums[0], nums[1], nums[2]
	switch rest {
	case "":
	case "am", "a.m.", "sa", "上午", "午前":
		d.hour %= 12
	case "pm", "p.m.", "ch", "下午", "午後":
		d.hour = d.hour%12 + 12
	default:
		zone, ok := parseZone(rest)
		if !ok {
			return "", d, false
		}
		d.zone = zone
	}
	return day, d, d.hour < 24 && d.min < 60 && d.sec < 61 && day != ""
}

func parseZone(s string) (*time.Location, bool) {
	switch s {
	case "z", "utc", "gmt":
		return time.UTC, true
	}
	sign := 1
	if s[0] == '-' {
		sign = -1
	} else if s[0] != '+' {
		return nil, false
	}
	num := strings.ReplaceAll(s[1:], ":", "")
	n, err := strconv.Atoi(num)
	if err != nil || len(num) != 2 && len(num) != 4 {
		return nil, false
	}
	if len(num) == 2 {
		n *= 100
	}
	if n/100 > 14 || n%100 > 59 {
		return nil, false
	}
	return time.FixedZone("", sign*(n/100*3600+n%100*60)), true
}

// piece is a run of digits or of letters, and the separator before it.
type piece struct {
	text string
	num  bool
	sep  rune
}

func pieces(s string) []piece {
	var out []piece
	sep := rune(0)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if r != ' ' || sep == 0 {
				sep = r
			}
			i += size
			continue
		}
		num := unicode.IsDigit(r)
		start := i
		for i < len(s) {
			r, size = utf8.DecodeRuneInString(s[i:])
			if num != unicode.IsDigit(r) || !num && !unicode.IsLetter(r) {
				break
			}
			i += size
		}
		out = append(out, piece{s[start:i], num, sep})
		sep = 0
		if len(out) > 8 {
			return nil
		}
	}
	return out
}

// parseDay reads what is left without the time of day.
func parseDay(s string, order when.Order, year int) (dateValue, bool) {
	var nums []piece
	month, era := 0, 0
	cjk := false
	for _, p := range pieces(s) {
		switch {
		case p.num:
			nums = append(nums, p)
		case era == 0 && eraBase(p.text) > 0:
			era = eraBase(p.text)
		case strings.ContainsAny(p.text, "年月日号"):
			cjk = true
		default:
			m, ok := monthWord(p.text)
			if !ok || m > 0 && month > 0 {
				return dateValue{}, false
			}
			month = max(month, m)
		}
	}
	ns := make([]int, len(nums))
	for i, p := range nums {
		if len(p.text) > 8 {
			return dateValue{}, false
		}
		ns[i], _ = strconv.Atoi(p.text)
	}
	switch {
	case era > 0:
		if len(ns) != 3 {
			return dateValue{}, false
		}
		return check(era+ns[0], ns[1], ns[2])
	case month > 0:
		return namedMonth(nums, ns, month, year)
	case cjk && len(ns) == 2:
		return check(0, ns[0], ns[1])
	case len(ns) == 1 && len(nums[0].text) == 8:
		return check(ns[0]/10000, ns[0]/100%100, ns[0]%100)
	case len(ns) == 3:
		return threeNumbers(nums, ns, order, year)
	case len(ns) == 2 && (nums[1].sep == '/' || nums[1].sep == '-'):
		return twoNumbers(ns, order)
	}
	return dateValue{}, false
}

func check(y, m, d int) (dateValue, bool) {
	v := dateValue{year: y, month: m, day: d}
	return v, v.valid()
}

// eraBase is the year before the first of a Japanese era.
func eraBase(s string) int {
	switch s {
	case "令和", "r":
		return 2018
	case "平成", "h":
		return 1988
	case "昭和":
		return 1925
	case "大正":
		return 1911
	}
	return 0
}

func namedMonth(nums []piece, ns []int, month, year int) (dateValue, bool) {
	switch len(ns) {
	case 1:
		if len(nums[0].text) <= 2 {
			return check(0, month, ns[0])
		}
	case 2:
		if len(nums[0].text) == 4 { // 2024 March 5
			return check(ns[0], month, ns[1])
		}
		return check(fullYear(nums[1].text, ns[1], year), month, ns[0])
	}
	return dateValue{}, false
}

// fullYear makes a year of one with two digits.
func fullYear(text string, n, year int) int {
	if len(text) != 2 {
		return n
	}
	n += year / 100 * 100
	if n > year+10 {
		n -= 100
	}
	return n
}

func threeNumbers(nums []piece, ns []int, order when.Order, year int) (dateValue, bool) {
	if len(nums[0].text) == 4 {
		return check(ns[0], ns[1], ns[2])
	}
	if len(nums[2].text) != 4 && order == when.YMD {
		if d, ok := check(fullYear(nums[0].text, ns[0], year), ns[1], ns[2]); ok {
			return d, true
		}
	}
	if len(nums[2].text) != 4 && len(nums[2].text) != 2 {
		return dateValue{}, false
	}
	y := fullYear(nums[2].text, ns[2], year)
	// Who writes dots writes the day first.
	if nums[1].sep == '.' {
		d, ok := dayMonth(y, ns[0], ns[1], when.DMY)
		d.either, d.against = false, false
		return d, ok
	}
	if order == when.YMD {
		order = when.DMY
	}
	return dayMonth(y, ns[0], ns[1], order)
}

func twoNumbers(ns []int, order when.Order) (dateValue, bool) {
	if order == when.YMD {
		order = when.MDY
	}
	return dayMonth(0, ns[0], ns[1], order)
}

// dayMonth reads a and b as day and month in that order, or else in the other.
func dayMonth(y, a, b int, order when.Order) (dateValue, bool) {
	if order == when.MDY {
		a, b = b, a
	}
	d, ok := check(y, b, a)
	other, otherOK := check(y, a, b)
	if ok {
		d.either = otherOK && a != b
		return d, true
	}
	other.against = true
	return other, otherOK
}
