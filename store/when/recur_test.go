package when_test

import (
	"testing"

	"crm/store/when"

	"pgregory.net/rapid"
)

func TestParseRule(t *testing.T) {
	for in, want := range map[string]struct{ rule, words string }{
		"":                {"", "once"},
		"once":            {"", "once"},
		"3mo":             {"3mo", "every 3 months"},
		"1mo":             {"1mo", "every month"},
		"every month":     {"1mo", "every month"},
		"every 2 weeks":   {"14d", "every 14 days"},
		"weekly":          {"7d", "every 7 days"},
		"yearly":          {"1y", "every year"},
		"annual":          {"1y", "every year"},
		"quarterly":       {"3mo", "every 3 months"},
		"hàng tháng":      {"1mo", "every month"},
		"mỗi 3 tháng":     {"3mo", "every 3 months"},
		"hàng năm":        {"1y", "every year"},
		"每年":              {"1y", "every year"},
		"每3个月":            {"3mo", "every 3 months"},
		"3mo done":        {"3mo done", "3 months after it is done"},
		"90d when done":   {"90d done", "90 days after it is done"},
		"hàng tháng xong": {"1mo done", "1 month after it is done"},
	} {
		r, err := when.ParseRule(in)
		if err != nil || r.String() != want.rule || r.Words() != want.words {
			t.Errorf("%q: %q, %q, %v; want %q, %q", in, r.String(), r.Words(), err, want.rule, want.words)
		}
	}
	for _, in := range []string{"sometimes", "2h", "0d", "3m", "done", "every", "每"} {
		if r, err := when.ParseRule(in); err == nil {
			t.Errorf("%q is %q", in, r)
		}
	}
}

func TestRuleNext(t *testing.T) {
	for _, c := range []struct {
		rule              string
		anchor, due, done when.Date
		want              when.Date
	}{
		{"1mo", "2026-01-31", "2026-01-31", "2026-01-31", "2026-02-28"},
		{"1mo", "2026-01-31", "2026-02-28", "2026-02-27", "2026-03-31"},
		{"1y", "2024-02-29", "2027-02-28", "2027-02-20", "2028-02-29"},
		{"7d", "2026-11-02", "2026-11-02", "2026-11-23", "2026-11-30"}, // three weeks away: one, not three
		{"7d", "2026-11-02", "2026-11-23", "2026-11-20", "2026-11-30"}, // done early
		{"7d done", "2026-11-02", "2026-11-02", "2026-11-20", "2026-11-27"},
		{"", "2026-11-02", "2026-11-02", "2026-11-20", ""},
	} {
		r, err := when.ParseRule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Next(c.anchor, c.due, c.done); got != c.want {
			t.Errorf("%s from %s due %s done %s: %s, want %s", c.rule, c.anchor, c.due, c.done, got, c.want)
		}
	}
}

// A rule printed is read back; the next day lies behind both days, and no further
// than a step behind the later of them.
func TestRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := when.Rule{Done: rapid.Bool().Draw(t, "done")}
		if rapid.Bool().Draw(t, "months") {
			r.Every.Months = rapid.IntRange(1, 40).Draw(t, "n")
		} else {
			r.Every.Days = rapid.IntRange(1, 400).Draw(t, "n")
		}
		back, err := when.ParseRule(r.String())
		if err != nil || back != r {
			t.Fatalf("%q is read as %q, %v", r, back, err)
		}
		anchor := when.Date("2024-01-31").AddDays(rapid.IntRange(0, 900).Draw(t, "anchor"))
		due := anchor.AddDays(rapid.IntRange(0, 900).Draw(t, "due"))
		done := anchor.AddDays(rapid.IntRange(0, 900).Draw(t, "finished"))
		next := r.Next(anchor, due, done)
		last := max(due, done)
		if r.Done {
			last = done
		}
		// A month later may be up to 3 days earlier in the month: 31 January, 28 February, 31 March.
		if next <= last || next > last.Add(r.Every).AddDays(3) {
			t.Fatalf("%q from %s due %s done %s: %s", r, anchor, due, done, next)
		}
	})
}
