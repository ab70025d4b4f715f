package when_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/store/when"
)

func TestAddMonthsClamps(t *testing.T) {
	for _, c := range []struct {
		from when.Date
		n    int
		want when.Date
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2028-01-31", 1, "2028-02-29"}, {"2026-12-31", 2, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"}, {"2028-02-29", 12, "2029-02-28"}, {"2026-11-23", 0, "2026-11-23"},
		{"2026-11-30", -11, "2025-12-30"}, {"9999-12-01", 1, "9999-12-31"}, {"0001-01-31", -1, "0001-01-01"},
	} {
		if got := c.from.AddMonths(c.n); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestDateNumbers(t *testing.T) {
	d := when.Date("2026-11-23")
	if d.Weekday() != time.Monday || d.Year() != 2026 || d.Month() != time.November || d.Day() != 23 {
		t.Errorf("%s is %v %d %v %d", d, d.Weekday(), d.Year(), d.Month(), d.Day())
	}
	if _, ok := when.NewDate(2026, 2, 29); ok {
		t.Error("2026-02-29 is no day")
	}
	for _, bad := range []string{"", "2026-2-3", "2026-02-30", "23/11/2026"} {
		if _, err := when.ParseDate(bad); err == nil {
			t.Errorf("ParseDate(%q) succeeds", bad)
		}
	}
}

// A zone where the clock goes forward at midnight has days that begin at 01:00.
func TestFirstMomentOfADayWithoutMidnight(t *testing.T) {
	beirut, err := time.LoadLocation("Asia/Beirut")
	if err != nil {
		t.Skip("no zone data:", err)
	}
	got := when.Date("2026-03-29").Time(beirut)
	if got.Day() != 29 || got.Hour() != 1 {
		t.Errorf("29 March 2026 begins at %v", got)
	}
	from, to := when.Bounds("2026-03-29", "2026-03-29", beirut)
	if to.Sub(from) != 23*time.Hour {
		t.Errorf("the day has %v", to.Sub(from))
	}
}

func TestBoundsAreOpenWhereTheRangeIs(t *testing.T) {
	from, to := when.Bounds("", "2026-11-23", saigon)
	if !from.IsZero() || !to.Equal(time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC)) {
		t.Errorf("..2026-11-23 is %v..%v", from, to)
	}
}

func TestSay(t *testing.T) {
	const today = "2026-11-23"
	for _, c := range []struct {
		d               when.Date
		say, long, away string
	}{
		{"2026-11-23", "today", "Mon 23 Nov (today)", "today"},
		{"2026-11-24", "tomorrow", "Tue 24 Nov (tomorrow)", "tomorrow"},
		{"2026-11-26", "Thu", "Thu 26 Nov (in 3 days)", "in 3 days"},
		{"2026-11-29", "Sun", "Sun 29 Nov (in 6 days)", "in 6 days"},
		{"2026-11-30", "30 Nov", "Mon 30 Nov (in 7 days)", "in 7 days"},
		{"2026-12-01", "1 Dec", "Tue 1 Dec (in 8 days)", "in 8 days"},
		{"2027-12-04", "4 Dec 2027", "Sat 4 Dec 2027 (in 376 days)", "in 376 days"},
		{"2026-11-22", "1d ago", "Sun 22 Nov (yesterday)", "yesterday"},
		{"2026-11-21", "2d ago", "Sat 21 Nov (2 days ago)", "2 days ago"},
		{"2026-08-25", "90d ago", "Tue 25 Aug (90 days ago)", "90 days ago"},
		{"2026-01-02", "2 Jan", "Fri 2 Jan (325 days ago)", "325 days ago"},
		{"", "", "", ""},
	} {
		if got := when.Say(c.d, today); got != c.say {
			t.Errorf("Say(%s) = %q, want %q", c.d, got, c.say)
		}
		if got := when.Long(c.d, today); got != c.long {
			t.Errorf("Long(%s) = %q, want %q", c.d, got, c.long)
		}
		if c.d != "" && when.Away(c.d, today) != c.away {
			t.Errorf("Away(%s) = %q, want %q", c.d, when.Away(c.d, today), c.away)
		}
	}
}

func TestMomentSay(t *testing.T) {
	m, err := monday().Future("fri 14:00")
	if err != nil || m.Say("2026-11-23") != "Fri 27 Nov 14:00 (in 4 days)" {
		t.Errorf("%q, %v", m.Say("2026-11-23"), err)
	}
}

func TestDuration(t *testing.T) {
	for in, want := range map[string]when.Duration{
		"30min": {Minutes: 30}, "2h": {Minutes: 120}, "7d": {Days: 7}, "2w": {Days: 14}, "3mo": {Months: 3}, "1y": {Months: 12},
		"1y6mo": {Months: 18}, "1h30min": {Minutes: 90}, "1mo 2w": {Months: 1, Days: 14}, "10 days": {Days: 10}, "0d": {},
		"3 tháng": {Months: 3}, "90 phút": {Minutes: 90}, "半": {}, "3个月": {Months: 3}, "十天": {Days: 10}, "二十一天": {Days: 21},
	} {
		got, err := when.ParseDuration(in)
		if in == "半" {
			if err == nil {
				t.Errorf("%q is a duration", in)
			}
			continue
		}
		if err != nil || got != want {
			t.Errorf("ParseDuration(%q) = %+v, %v, want %+v", in, got, err, want)
		}
	}
	if _, err := when.ParseDuration("3m"); err == nil || err.Error() != `"3m" is not clear; type 3mo (months) or 3min (minutes)` {
		t.Errorf("3m: %v", err)
	}
}

func TestDurationWords(t *testing.T) {
	for in, want := range map[string]string{
		"30d": "30 days", "1mo": "1 month", "1y2d": "1 year 2 days", "90min": "1 hour 30 minutes", "0d": "0 days", "18mo": "1 year 6 months",
	} {
		d, err := when.ParseDuration(in)
		if err != nil || d.Words() != want {
			t.Errorf("%s: %q, %v, want %q", in, d.Words(), err, want)
		}
	}
}

func TestDurationRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := when.Duration{
			Months:  rapid.IntRange(0, 1200).Draw(t, "months"),
			Days:    rapid.IntRange(0, 36000).Draw(t, "days"),
			Minutes: rapid.IntRange(0, 100000).Draw(t, "minutes"),
		}
		got, err := when.ParseDuration(d.String())
		if err != nil || got != d {
			t.Fatalf("%+v prints %q, read as %+v, %v", d, d, got, err)
		}
	})
}

// Whatever Future accepts, its printed form means the same moment, now and on
// any later day before it.
func TestMomentRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := monday()
		c.Now = c.Now.Add(time.Duration(rapid.IntRange(0, 400*24*60).Draw(t, "now")) * time.Minute)
		day := c.Today().AddDays(rapid.IntRange(1, 2000).Draw(t, "ahead"))
		text := string(day)
		if rapid.Bool().Draw(t, "timed") {
			text += " " + time.Time{}.Add(time.Duration(rapid.IntRange(0, 1439).Draw(t, "clock"))*time.Minute).Format("15:04")
		}
		m, err := c.Future(text)
		if err != nil || m.String() != text || m.Date != day {
			t.Fatalf("%s: %+v, %v", text, m, err)
		}
		if m.Clock != "" && m.At.In(saigon).Format("2006-01-02 15:04") != text {
			t.Fatalf("%s: at %v", text, m.At)
		}
	})
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{
		"3d", "+fri 14:00", "thứ 6 tuần sau", "下周五 下午3点", "31/2", "2026-11-23T09:41+07:00", "1h30min", "@-2h", "eom", "5 tháng 12/2027", "十二月五日", "9h sáng mai", "3m",
	} {
		f.Add(s, uint8(0))
	}
	f.Fuzz(func(t *testing.T, s string, order uint8) {
		c := monday()
		c.Order = when.Order(order % 3)
		today := c.Today()
		if m, err := c.Future(s); err == nil {
			if m.Date < today {
				t.Errorf("Future(%q) = %s", s, m)
			}
			if again, err := c.Future(m.String()); err != nil || again != m {
				t.Errorf("Future(%q) = %s, read again as %s, %v", s, m, again, err)
			}
		}
		if m, err := c.Past(s); err == nil && m.Date > today {
			t.Errorf("Past(%q) = %s", s, m)
		}
		for _, lean := range []when.Lean{when.Earlier, when.Near, when.Later} {
			from, to, err := c.RangeLean(s, lean)
			if err == nil && (from > to || len(from) != 10 || len(to) != 10) {
				t.Errorf("Range(%q) = %s..%s", s, from, to)
			}
		}
		if d, err := when.ParseDuration(s); err == nil {
			if again, err := when.ParseDuration(d.String()); err != nil || again != d {
				t.Errorf("ParseDuration(%q) = %+v, read again as %+v, %v", s, d, again, err)
			}
		}
	})
}

func BenchmarkFuture(b *testing.B) {
	c := monday()
	for _, s := range []string{"3d", "thứ 6 tuần sau 14:00", "2026-12-05"} {
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Future(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
