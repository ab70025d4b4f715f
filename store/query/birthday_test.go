package query_test

import (
	"testing"
	"time"

	"crm/store/query"
	"crm/store/when"
)

// A birthday is a day of the year.
func TestBirthdays(t *testing.T) {
	for _, c := range []struct{ in, canonical, days, say string }{
		{"birthday:dec", "birthday:dec", "12-01..12-31", "birthday in December"},
		{"sinh-nhật:dec", "birthday:dec", "12-01..12-31", "birthday in December"},
		{"生日:12月", "birthday:dec", "12-01..12-31", "birthday in December"},
		{"birthday:this-month", "birthday:this-month", "11-01..11-30", "birthday in November"},
		{"birthday:feb", "birthday:feb", "02-01..02-29", "birthday in February"},
		{"birthday:today", "birthday:today", "11-23..11-23", "birthday today"},
		{"birthday:tomorrow", "birthday:tomorrow", "11-24..11-24", "birthday tomorrow"},
		{"birthday:fri", "birthday:fri", "11-27..11-27", "birthday on 27 November"},
		{"birthday:12-02", "birthday:12-02", "12-02..12-02", "birthday on 2 December"},
		{"birthday:--12-02", "birthday:12-02", "12-02..12-02", "birthday on 2 December"},
		{"birthday:2/12", "birthday:12-02", "12-02..12-02", "birthday on 2 December"},
		{`birthday:"2 dec"`, "birthday:12-02", "12-02..12-02", "birthday on 2 December"},
		{"birthday:02-29", "birthday:02-29", "02-29..02-29", "birthday on 29 February"},
		{"birthday:02-28", "birthday:02-28", "02-28..02-29", "birthday on 28 February"}, // of 2027, which has no 29th
		{"birthday:<7d", "birthday:<7d", "11-23..11-29", "birthday within 7 days"},
		{"birthday:..7d", "birthday:..7d", "11-23..11-30", "birthday in at most 7 days"},
		{"birthday:<=7d", "birthday:<=7d", "11-23..11-30", "birthday in at most 7 days"},
		{"birthday:7d..14d", "birthday:7d..14d", "11-30..12-07", "birthday in 7 to 14 days"},
		{"birthday:7d", "birthday:7d", "11-30..11-30", "birthday in 7 days"},
		{"birthday:<60d", "birthday:<60d", "11-23..01-21", "birthday within 60 days"},
		{"birthday:>7d", "birthday:>7d", "12-01..11-22", "birthday in more than 7 days"},
		{"birthday:7d..", "birthday:7d..", "11-30..11-22", "birthday in 7 days or more"},
		{"birthday:-7d..0d", "birthday:-7d..0d", "11-16..11-23", "birthday from 16 November to 23 November"},
		{"birthday:20/12..5/1", "birthday:12-20..01-05", "12-20..01-05", "birthday from 20 December to 5 January"},
		{"birthday:dec..feb", "birthday:dec..feb", "12-01..02-29", "birthday from 1 December to 28 February"},
		{"birthday:next-week", "birthday:next-week", "11-30..12-06", "birthday from 30 November to 6 December"},
		{"birthday:>=dec", "birthday:>=dec", "12-01..11-22", "birthday from 1 December on"},
		{"birthday:<12-02", "birthday:<12-02", "11-23..12-01", "birthday before 2 December"},
		{"birthday:..12-02", "birthday:..12-02", "11-23..12-02", "birthday up to 2 December"},
		{"birthday:<02-29", "birthday:<02-29", "11-23..02-28", "birthday before 29 February"},
		{"birthday:>02-29", "birthday:>02-29", "03-01..11-22", "birthday after 29 February"},
		{"birthday:>=02-29", "birthday:>=02-29", "02-29..11-22", "birthday from 29 February on"},
		{"birthday:0d..1y", "birthday:0d..1y", "..", "birthday in 0 days to 1 year"},
		{"birthday:>=0d", "birthday:>=0d", "..", "birthday in 0 days or more"},
		{"birthday:>0d", "birthday:>0d", "11-24..11-22", "birthday in more than 0 days"},
		{"-birthday:dec", "-birthday:dec", "12-01..12-31", "birthday not in December"},
		{"birthday:none", "birthday:none", "..", "no birthday"},
	} {
		q, err := query.Parse(c.in, monday())
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		reads(t, c.in, q)
		var d query.Days
		walk(q.Root, func(n *query.Term) { d = n.Values[0].Days })
		if got := string(d.From + ".." + d.To); got != c.days || q.String() != c.canonical || q.Say() != c.say {
			t.Errorf("%s is %s, %s, %q\nwant %s, %s, %q", c.in, q, got, q.Say(), c.canonical, c.days, c.say)
		}
	}
}

// born reports that a day of the year is in the days of a birthday, as SQL compares it.
func born(d query.Days, md string) bool {
	from, to := string(d.From), string(d.To)
	switch {
	case from == "":
		return true
	case from <= to:
		return md >= from && md <= to
	}
	return md >= from || md <= to
}

// Whatever today is, "within n days" has those whose next birthday is so near.
func TestNextBirthdays(t *testing.T) {
	ctx := monday()
	for _, today := range []string{"2026-02-20", "2026-02-28", "2026-03-01", "2027-12-31", "2028-01-01", "2028-02-28", "2028-02-29", "2028-03-01"} {
		now, _ := time.Parse("2006-01-02", today)
		ctx.When.Now, ctx.When.Zone = now, time.UTC
		away := map[string]int{} // of each day of the year
		for d := time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == 2028; d = d.AddDate(0, 0, 1) {
			away[d.Format("01-02")] = next(now, d)
		}
		for op, in := range map[string]func(days, n int) bool{
			"<": func(d, n int) bool { return d < n }, "<=": func(d, n int) bool { return d <= n }, ">": func(d, n int) bool { return d > n }, ">=": func(d, n int) bool { return d >= n },
		} {
			for _, n := range []int{1, 7, 60, 300} {
				text := "birthday:" + op + when.Duration{Days: n}.String()
				q, err := query.Parse(text, ctx)
				if err != nil {
					t.Fatal(err)
				}
				days := q.Root.(*query.Term).Values[0].Days
				for md, d := range away {
					if born(days, md) != in(d, n) {
						t.Errorf("on %s %s is %v: wrong about %s, %d days away", today, text, days, md, d)
					}
				}
			}
		}
	}
}

// next is how many days a birthday is away; 29 February is the 28th in other years.
func next(today, born time.Time) int {
	for y := today.Year(); ; y++ {
		d := time.Date(y, born.Month(), born.Day(), 0, 0, 0, 0, time.UTC)
		if d.Month() != born.Month() {
			d = d.AddDate(0, 0, -1)
		}
		if !d.Before(today) {
			return int(d.Sub(today).Hours() / 24)
		}
	}
}
