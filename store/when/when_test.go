package when_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"crm/store/when"
)

// saigon is a zone without changes of clock, so that tests need no zone data.
var saigon = time.FixedZone("+07", 7*3600)

// monday is the moment of the mock-ups: Monday 23 November 2026, 09:41.
func monday() when.Context {
	return when.Context{
		Now:       time.Date(2026, 11, 23, 9, 41, 30, 0, saigon),
		Zone:      saigon,
		WeekStart: time.Monday,
	}
}

func TestFuture(t *testing.T) {
	for in, want := range map[string]string{
		"3d": "2026-11-26", "+3d": "2026-11-26", "2w": "2026-12-07", "1mo": "2026-12-23", "1y": "2027-11-23",
		"3 days": "2026-11-26", "in 3 days": "2026-11-26", "3 ngày nữa": "2026-11-26", "sau 3 ngày": "2026-11-26",
		"3天后": "2026-11-26", "三天后": "2026-11-26", "两周": "2026-12-07", "2 tuần": "2026-12-07", "3 tháng": "2027-02-23",
		"3个月": "2027-02-23", "1mo 1w": "2026-12-30", "１０d": "2026-12-03",
		"2h": "2026-11-23 11:41", "30min": "2026-11-23 10:11", "1h30min": "2026-11-23 11:11", "2 giờ": "2026-11-23 11:41",
		"2小时": "2026-11-23 11:41", "20h": "2026-11-24 05:41", "30 phút": "2026-11-23 10:11",
		"today": "2026-11-23", "hôm nay": "2026-11-23", "hom-nay": "2026-11-23", "今天": "2026-11-23", "0d": "2026-11-23",
		"tomorrow": "2026-11-24", "mai": "2026-11-24", "ngày mai": "2026-11-24", "明天": "2026-11-24", "Tomorrow": "2026-11-24",
		"ngày kia": "2026-11-25", "后天": "2026-11-25", "大后天": "2026-11-26",
		"mon": "2026-11-30", "fri": "2026-11-27", "Friday": "2026-11-27", "t6": "2026-11-27", "thứ 6": "2026-11-27",
		"thứ-sáu": "2026-11-27", "thu sau": "2026-11-27", "thu": "2026-11-26", "t2": "2026-11-30", "cn": "2026-11-29",
		"chủ nhật": "2026-11-29", "周五": "2026-11-27", "星期五": "2026-11-27", "週日": "2026-11-29", "礼拜五": "2026-11-27",
		"下周五": "2026-12-04", "next fri": "2026-12-04", "t6 tuần sau": "2026-12-04", "thứ sáu tuần tới": "2026-12-04",
		"this-sun": "2026-11-29", "本周五": "2026-11-27",
		"next-week": "2026-11-30", "tuần sau": "2026-11-30", "下周": "2026-11-30", "next month": "2026-12-01",
		"tháng sau": "2026-12-01", "下个月": "2026-12-01", "next-quarter": "2027-01-01", "sang năm": "2027-01-01",
		"eow": "2026-11-29", "eom": "2026-11-30", "eoq": "2026-12-31", "eoy": "2026-12-31", "cuối tháng": "2026-11-30", "年底": "2026-12-31",
		"12/05": "2027-05-12", "5/12": "2026-12-05", "23/11": "2026-11-23", "22/11": "2027-11-22", "5-12": "2026-12-05",
		"5/12/2026": "2026-12-05", "5.12.2026": "2026-12-05", "5/12/26": "2026-12-05", "2026-12-05": "2026-12-05",
		"2026/12/05": "2026-12-05", "20261205": "2026-12-05", "29/2": "2028-02-29",
		"1 Dec": "2026-12-01", "dec 1": "2026-12-01", "1-dec-2027": "2027-12-01", "1st december": "2026-12-01", "Dec 4, 2027": "2027-12-04",
		"5 tháng 12": "2026-12-05", "ngày 5 tháng 12 năm 2027": "2027-12-05", "5 tháng 12/2027": "2027-12-05",
		"12月5日": "2026-12-05", "12月5号": "2026-12-05", "2027年3月1日": "2027-03-01", "十二月五日": "2026-12-05",
		"ngày 15": "2026-12-15", "25号": "2026-11-25", "31日": "2026-12-31",
		"fri 14:00": "2026-11-27 14:00", "fri@14:00": "2026-11-27 14:00", "+fri @14:00": "2026-11-27 14:00", "3d 9:30": "2026-11-26 09:30",
		"mai 9h": "2026-11-24 09:00", "mai 9h30": "2026-11-24 09:30", "mai 14 giờ": "2026-11-24 14:00", "9h sáng mai": "2026-11-24 09:00",
		"2h chiều t6": "2026-11-27 14:00", "mai 7h tối": "2026-11-24 19:00", "tomorrow 9am": "2026-11-24 09:00", "fri 2:30pm": "2026-11-27 14:30",
		"明天下午3点": "2026-11-24 15:00", "明天下午3点半": "2026-11-24 15:30", "周五 14：00": "2026-11-27 14:00", "明天9点15分": "2026-11-24 09:15",
		"14:00": "2026-11-23 14:00", "9:00": "2026-11-24 09:00", "9am": "2026-11-24 09:00", "14h30": "2026-11-23 14:30", "9:41": "2026-11-23 09:41",
		"2026-11-26 14:00": "2026-11-26 14:00", "2026-11-26T14:00": "2026-11-26 14:00", "2026-11-26T07:00:00Z": "2026-11-26 14:00",
		"now": "2026-11-23 09:41",
	} {
		got, err := monday().Future(in)
		if err != nil || got.String() != want {
			t.Errorf("Future(%q) = %s, %v, want %s", in, got, err, want)
		}
		if (got.Clock == "") != got.At.IsZero() {
			t.Errorf("Future(%q): clock %q and moment %v disagree", in, got.Clock, got.At)
		}
	}
}

func TestPast(t *testing.T) {
	for in, want := range map[string]string{
		"9:30": "2026-11-23 09:30", "@9:30": "2026-11-23 09:30", "@-2h": "2026-11-23 07:41", "2h": "2026-11-23 07:41", "2h ago": "2026-11-23 07:41",
		"yesterday": "2026-11-22", "yesterday 14:00": "2026-11-22 14:00", "hôm qua 14h": "2026-11-22 14:00", "昨天下午3点": "2026-11-22 15:00",
		"12/05": "2026-05-12", "5/12": "2025-12-05", "23/11": "2026-11-23", "t6": "2026-11-20", "mon": "2026-11-16", "上周五": "2026-11-20",
		"last fri": "2026-11-20", "thứ 6 tuần trước": "2026-11-20", "-3d": "2026-11-20", "3d ago": "2026-11-20", "3 ngày trước": "2026-11-20",
		"3天前": "2026-11-20", "today": "2026-11-23", "last-week": "2026-11-16", "29/2": "2024-02-29", "1 dec": "2025-12-01",
		"2026-11-22T14:00": "2026-11-22 14:00", "now": "2026-11-23 09:41", "hôm kia": "2026-11-21", "20/11 8h": "2026-11-20 08:00",
	} {
		got, err := monday().Past(in)
		if err != nil || got.String() != want {
			t.Errorf("Past(%q) = %s, %v, want %s", in, got, err, want)
		}
	}
}

func TestRange(t *testing.T) {
	for in, want := range map[string]string{
		"2026-11": "2026-11-01..2026-11-30", "11/2026": "2026-11-01..2026-11-30", "2026": "2026-01-01..2026-12-31", "2026年": "2026-01-01..2026-12-31",
		"this-week": "2026-11-23..2026-11-29", "last-week": "2026-11-16..2026-11-22", "tuần này": "2026-11-23..2026-11-29", "本周": "2026-11-23..2026-11-29",
		"this-month": "2026-11-01..2026-11-30", "last-month": "2026-10-01..2026-10-31", "this-quarter": "2026-10-01..2026-12-31", "last-year": "2025-01-01..2025-12-31",
		"mon": "2026-11-23..2026-11-23", "fri": "2026-11-27..2026-11-27", "today": "2026-11-23..2026-11-23", "2026-11-23": "2026-11-23..2026-11-23",
		"dec": "2026-12-01..2026-12-31", "may": "2026-05-01..2026-05-31", "tháng 12": "2026-12-01..2026-12-31", "12月": "2026-12-01..2026-12-31",
		"feb 2028": "2028-02-01..2028-02-29", "20/11": "2026-11-20..2026-11-20", "eom": "2026-11-30..2026-11-30", "thg 3": "2026-03-01..2026-03-31",
	} {
		from, to, err := monday().Range(in)
		if got := string(from + ".." + to); err != nil || got != want {
			t.Errorf("Range(%q) = %s, %v, want %s", in, got, err, want)
		}
	}
}

func TestRangeLeans(t *testing.T) {
	for _, c := range []struct {
		in          string
		past, ahead string
	}{
		{"mon", "2026-11-23", "2026-11-23"}, {"fri", "2026-11-20", "2026-11-27"},
		{"20/11", "2026-11-20", "2027-11-20"}, {"dec", "2025-12-01", "2026-12-01"}, {"nov", "2026-11-01", "2026-11-01"},
	} {
		past, _, err1 := monday().RangeLean(c.in, when.Earlier)
		ahead, _, err2 := monday().RangeLean(c.in, when.Later)
		if err1 != nil || err2 != nil || string(past) != c.past || string(ahead) != c.ahead {
			t.Errorf("RangeLean(%q) = %s %v, %s %v, want %s, %s", c.in, past, err1, ahead, err2, c.past, c.ahead)
		}
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		a, b string
		lean when.Lean
		want string
	}{
		{"mon", "fri", when.Earlier, "2026-11-23..2026-11-27"},
		{"fri", "mon", when.Later, "2026-11-27..2026-11-30"},
		{"20/12", "5/1", when.Later, "2026-12-20..2027-01-05"},
		{"20/12", "5/1", when.Earlier, "2025-12-20..2026-01-05"},
		{"dec", "feb", when.Earlier, "2025-12-01..2026-02-28"},
		{"2026-10", "", when.Earlier, "2026-10-01.."},
		{"", "2026-10", when.Earlier, "..2026-10-31"},
	} {
		from, to, err := monday().Span(c.a, c.b, c.lean)
		if got := string(from + ".." + to); err != nil || got != c.want {
			t.Errorf("Span(%q, %q) = %s, %v, want %s", c.a, c.b, got, err, c.want)
		}
	}
	if _, _, err := monday().Span("2026-12", "2026-11", when.Near); err == nil || !strings.Contains(err.Error(), "ends before it begins") {
		t.Errorf("reversed span: %v", err)
	}
}

func TestOrder(t *testing.T) {
	c := monday()
	c.Order = when.MDY
	for in, want := range map[string]string{"12/05": "2026-12-05", "5/12/2027": "2027-05-12", "2026-12-05": "2026-12-05"} {
		if got, err := c.Future(in); err != nil || got.String() != want {
			t.Errorf("month/day: Future(%q) = %s, %v, want %s", in, got, err, want)
		}
	}
	c.Order = when.YMD
	for in, want := range map[string]string{"12/05": "2026-12-05", "27/5/12": "2027-05-12", "2027/5/12": "2027-05-12"} {
		if got, err := c.Future(in); err != nil || got.String() != want {
			t.Errorf("year first: Future(%q) = %s, %v, want %s", in, got, err, want)
		}
	}
}

func TestErrorsSayWhyAndWhat(t *testing.T) {
	us := monday()
	us.Order = when.MDY
	ymd := monday()
	ymd.Order = when.YMD
	future, past := when.Context.Future, when.Context.Past
	for _, c := range []struct {
		ctx  when.Context
		read func(when.Context, string) (when.Moment, error)
		in   string
		want string
	}{
		{monday(), future, "31/2", `"31/2" is not a day: February has 29 days; type 29/2`},
		{monday(), future, "2027-02-29", `"2027-02-29" is not a day: February 2027 has 28 days; type 2027-02-28`},
		{monday(), future, "12/25", `"12/25" has no month 25: dates are read day/month; type 25/12`},
		{us, future, "25/12", `"25/12" has no month 25: dates are read month/day; type 12/25`},
		{ymd, future, "05/12/2026", `"05/12/2026" has the year at the end, but dates are read year/month/day; type 2026-month-day`},
		{monday(), future, "3m", `"3m" is not clear; type 3mo (months) or 3min (minutes)`},
		{monday(), future, "yesterday", `"yesterday" is in the past (Sun 22 Nov (yesterday)); type a day from today on, as tomorrow or 3d`},
		{monday(), future, "today 8:00", `"today 8:00" has passed: it is 09:41; type tomorrow 08:00`},
		{monday(), future, "fri 25:00", `"fri 25:00" is not a time of day: hours go from 0 to 23, minutes to 59; type 14:30`},
		{monday(), future, "999999d", `"999999d" is more than 100 years; type a date, as 2027-03-01`},
		{monday(), future, "2026-11", `"2026-11" is not one day; type a day, as 1 dec or 2026-12-01`},
		{monday(), future, "3026-01-01", `"3026-01-01" has a year outside 1900 to 2199; type the year with four digits`},
		{monday(), future, "2h 14:00", `"2h 14:00" has both hours to count and a time of day; type one of them`},
		{monday(), future, "0/5", `"0/5" has a day or month 0; type 2026-12-05`},
		{monday(), past, "tomorrow", `"tomorrow" is in the future (Tue 24 Nov (tomorrow)); type a day up to today, as yesterday or 12/05`},
		{monday(), past, "14:00", `"14:00" has not come: it is 09:41; type yesterday 14:00`},
	} {
		_, err := c.read(c.ctx, c.in)
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: %v\nwant %s", c.in, err, c.want)
		}
		if errors.Is(err, when.ErrUnknown) {
			t.Errorf("%q is a date, if a wrong one", c.in)
		}
	}
}

func TestNoDates(t *testing.T) {
	for _, in := range []string{
		"", " ", "1", "12", "84", "foo", "anh Hòa", "thứ", "may", "3x", "d3", "12 05", "1/2/3/4", "fri mon", "+", "@", "12/", "/12", "-",
		"tháng", "1 boxes", "84 912 345 678", "0912345678", "3d5", "明", strings.Repeat("1 ", 200), "\x00", "\xff\xfe",
	} {
		m, err := monday().Future(in)
		if in == "may" { // a month, so not unknown, but not a day either
			if err == nil {
				t.Errorf("Future(%q) = %s", in, m)
			}
			continue
		}
		if !errors.Is(err, when.ErrUnknown) {
			t.Errorf("Future(%q) = %s, %v, want unknown", in, m, err)
		}
	}
}
