package xlsx

import (
	"math"
	"strconv"
	"time"

	"crm/importer/table"
)

// Notes of dates.
const (
	noteLeap   = "29 February 1900, a day that only Excel knows; taken as 28 February"
	noteZero   = "a date format on a number that is no date"
	noteHidden = "the sheet shows the time only; the cell holds whole days, too"
)

// secondsPerDay is how serial dates count: whole days and fractions of them.
const secondsPerDay = 86400

// appendSerial appends the serial date v (ECMA-376 part 1, §18.17.4) as an ISO date,
// date with time, or time, and says what it is.
// Kind Number means that it is none, and nothing was appended.
//
// Serials are doubles, so a time is a little beside the second it means;
// it is rounded to seconds, or to milliseconds if the format shows fractions.
func (f *format) appendSerial(dst []byte, v float64, epoch1904 bool) ([]byte, table.Kind, string) {
	last := 2958466.0 // 10000-01-01
	if epoch1904 {
		last -= 1462
	}
	if f.class == classElapsed {
		if math.Abs(v) >= last {
			return dst, table.Number, noteZero
		}
		return appendClock(dst, v, f.fraction), table.Time, ""
	}
	if math.IsNaN(v) || v < 0 || v >= last {
		return dst, table.Number, noteZero
	}
	if v < 1 && !(epoch1904 && f.class == classDate) {
		if v == 0 && f.class == classDate {
			return dst, table.Number, noteZero
		}
		if clock := appendClock(dst, v, f.fraction); string(clock[len(dst):len(dst)+2]) != "24" {
			return clock, table.Time, ""
		}
	}
	day, clock := splitDay(v, f.fraction)
	note := ""
	if f.class == classTime && day < 366*20 {
		return appendClock(dst, clock, f.fraction), table.Time, noteHidden
	}
	if epoch1904 {
		day += 1462
	} else {
		// Lotus 1-2-3 thought 1900 a leap year, and Excel follows it.
		if day == 60 {
			note = noteLeap
		}
		if day < 60 {
			day++
		}
	}
	dst = appendDay(dst, day)
	if clock == 0 && (f.class == classDate || f.class == classEither) {
		return dst, table.Date, note
	}
	return appendClock(append(dst, 'T'), clock, f.fraction), table.DateTime, note
}

// appendDay appends the day so many days behind 1899-12-30, from 1 on. Package time
// takes four times as long. The arithmetic is Howard Hinnant's civil_from_days
// (howardhinnant.github.io/date_algorithms.html): years begin in March.
func appendDay(dst []byte, day int) []byte {
	const from0000 = 719_468 - 25_569 // days from 0000-03-01 to 1899-12-30
	day += from0000
	era, inEra := day/146_097, day%146_097
	year := (inEra - inEra/1460 + inEra/36_524 - inEra/146_096) / 365
	inYear := inEra - (365*year + year/4 - year/100)
	month := (5*inYear + 2) / 153
	inMonth := inYear - (153*month+2)/5
	year += era * 400
	if month += 3; month > 12 {
		month -= 12
		year++
	}
	dst = append2(append2(dst, int64(year/100)), int64(year%100))
	dst = append2(append(dst, '-'), int64(month))
	return append2(append(dst, '-'), int64(inMonth+1))
}

// splitDay splits a serial into its day and the fraction of it, rounded.
func splitDay(v float64, fraction bool) (day int, clock float64) {
	unit := float64(secondsPerDay)
	if fraction {
		unit *= 1000
	}
	n := math.Round(v * unit)
	day = int(n / unit)
	return day, (n - float64(day)*unit) / unit
}

// appendClock appends a number of days as hours, minutes and seconds: 08:15:00, 36:00:00.
func appendClock(dst []byte, v float64, fraction bool) []byte {
	ms := int64(math.Round(v*secondsPerDay)) * 1000
	if fraction {
		ms = int64(math.Round(v * secondsPerDay * 1000))
	}
	if ms < 0 {
		dst = append(dst, '-')
		ms = -ms
	}
	dst = append2(dst, ms/3_600_000)
	dst = append2(append(dst, ':'), ms/60_000%60)
	dst = append2(append(dst, ':'), ms/1000%60)
	if ms %= 1000; ms != 0 {
		dst = append(dst, '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10))
	}
	return dst
}

// append2 appends n with at least two digits.
func append2(dst []byte, n int64) []byte {
	if n < 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, n, 10)
}

// appendISO appends a date that the file holds as text (t="d"),
// in the form and with the kind that a serial date would have had.
// Kind Text means that it is none, and nothing was appended.
func (f *format) appendISO(dst []byte, v string) ([]byte, table.Kind) {
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04:05"} {
		t, err := time.Parse(layout, v)
		if err != nil {
			continue
		}
		if !f.fraction {
			t = t.Round(time.Second)
		}
		day := layout == time.DateOnly || f.class == classDate
		if h, m, s := t.Clock(); day && h == 0 && m == 0 && s == 0 && t.Nanosecond() == 0 {
			return t.AppendFormat(dst, time.DateOnly), table.Date
		}
		return t.AppendFormat(dst, "2006-01-02T15:04:05.999"), table.DateTime
	}
	for _, layout := range []string{"15:04:05", "15:04", "15:04:05Z07:00"} {
		if t, err := time.Parse(layout, v); err == nil {
			return t.AppendFormat(dst, "15:04:05"), table.Time
		}
	}
	return dst, table.Text
}
