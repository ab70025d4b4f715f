package when_test

import (
	"testing"
	"time"

	"crm/store/when"
)

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"hôm qua": "yesterday", "昨天": "yesterday", "mai": "tomorrow", "today": "today", "ngày-kia": "day-after-tomorrow", "hôm kia": "day-before-yesterday", "大后天": "大后天",
		"tuần này": "this-week", "next week": "next-week", "上个月": "last-month", "quý sau": "next-quarter", "明年": "next-year",
		"eow": "eow", "月底": "eom", "t2": "mon", "CN": "sun", "周五": "fri", "next fri": "next-fri", "下周五": "next-fri", "t6 tuần trước": "last-fri",
		"23/11": "23-nov", "23/11/2026": "2026-11-23", "23.11.26": "2026-11-23", "2026-11": "2026-11", "11/2026": "2026-11", "2026": "2026", "20261123": "2026-11-23",
		"1 Dec": "1-dec", "December 5": "5-dec", "12月5日": "5-dec", "Dec": "dec", "ngày 5": "5th", "22日": "22nd", "1st": "1st", "13th": "13th", "3日": "3rd",
		"31/2": "31/2", "nonsense": "nonsense", "": "", "13/13": "13/13", "2 Dec 2027": "2027-12-02", "２６/１１": "26-nov",
	} {
		if got := fixed(when.DMY).Canonical(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if got := fixed(when.MDY).Canonical("11/23"); got != "23-nov" {
		t.Errorf("month first: %q", got)
	}
	if got := fixed(when.YMD).Canonical("26/11/23"); got != "2026-11-23" {
		t.Errorf("year first: %q", got)
	}
}

func fixed(o when.Order) when.Context {
	return when.Context{Now: time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC), Zone: time.UTC, Order: o, WeekStart: time.Monday}
}

// The canonical spelling is the same days, whatever order dates are read in.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"23/11", "11/23", "26/11/23", "hôm qua", "下周五", "ngày 5", "5 tháng 12", "29/2", "t6 tuần sau", "1-dec-2027", "mar 5th"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range []when.Order{when.DMY, when.MDY, when.YMD} {
			c := fixed(o)
			canon := c.Canonical(s)
			for _, lean := range []when.Lean{when.Earlier, when.Near, when.Later} {
				from, to, err := c.RangeLean(s, lean)
				if err != nil {
					continue
				}
				for _, other := range []when.Order{when.DMY, when.MDY, when.YMD} {
					if canon == s {
						other = o // a word without another spelling
					}
					f2, t2, err := fixed(other).RangeLean(canon, lean)
					if err != nil || f2 != from || t2 != to || fixed(other).Canonical(canon) != canon {
						t.Fatalf("%q under %s is %q: %s..%s, but %s..%s, %v", s, o, canon, from, to, f2, t2, err)
					}
				}
			}
		}
	})
}
