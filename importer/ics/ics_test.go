package ics_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"crm/importer/ics"
)

var now = time.Date(2026, 11, 23, 2, 41, 0, 0, time.UTC)

func calendar(t rapid.TB, items ...ics.Item) string {
	var b bytes.Buffer
	w := ics.NewWriter(&b, "-//crm//crm//EN", now)
	for _, it := range items {
		if err := w.Write(it); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriter(t *testing.T) {
	got := calendar(t,
		ics.Item{UID: "a@crm", Summary: "Demo; Zoom, link\\", Description: "1\n2", At: now.Add(time.Hour), Length: 30 * time.Minute, Alarm: 15 * time.Minute, Categories: []string{"appointment", "a,b"}},
		ics.Item{UID: "b@crm", Todo: true, Summary: "Gọi lại", On: "2026-12-01", Alarm: 7 * 24 * time.Hour},
		ics.Item{UID: "c@crm", Summary: "Birthday", On: "2000-02-29", Rule: ics.Rule{Years: 1}, Free: true},
	)
	want := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//crm//crm//EN
BEGIN:VEVENT
UID:a@crm
DTSTAMP:20261123T024100Z
DTSTART:20261123T034100Z
DURATION:PT30M
SUMMARY:Demo\; Zoom\, link\\
DESCRIPTION:1\n2
CATEGORIES:appointment,a\,b
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Demo\; Zoom\, link\\
TRIGGER:-PT15M
END:VALARM
END:VEVENT
BEGIN:VTODO
UID:b@crm
DTSTAMP:20261123T024100Z
DUE;VALUE=DATE:20261201
SUMMARY:Gọi lại
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Gọi lại
TRIGGER;RELATED=END:-P7D
END:VALARM
END:VTODO
BEGIN:VEVENT
UID:c@crm
DTSTAMP:20261123T024100Z
DTSTART;VALUE=DATE:20000229
RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1
SUMMARY:Birthday
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		on   string
		rule ics.Rule
		want string
	}{
		{"2026-01-31", ics.Rule{}, ""},
		{"2026-01-31", ics.Rule{Years: 1}, "FREQ=YEARLY"},
		{"2026-01-31", ics.Rule{Months: 24}, "FREQ=YEARLY;INTERVAL=2"},
		{"2026-01-31", ics.Rule{Months: 1}, "FREQ=MONTHLY;BYMONTHDAY=-1"},
		{"2026-01-30", ics.Rule{Months: 3}, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1"},
		{"2026-01-29", ics.Rule{Months: 1}, "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"},
		{"2026-01-28", ics.Rule{Months: 1}, "FREQ=MONTHLY"},
		{"2026-01-28", ics.Rule{Days: 14}, "FREQ=WEEKLY;INTERVAL=2"},
		{"2026-01-28", ics.Rule{Days: 10}, "FREQ=DAILY;INTERVAL=10"},
		{"2026-01-28", ics.Rule{Months: 1, Days: 2}, ""},
		{"2026-01-28", ics.Rule{Days: -1}, ""},
	} {
		rule := ""
		for _, l := range unfold(t, calendar(t, ics.Item{UID: "x", On: c.on, Rule: c.rule})) {
			if r, ok := strings.CutPrefix(l, "RRULE:"); ok {
				rule = r
			}
		}
		if rule != c.want {
			t.Errorf("%s %+v: %s, want %s", c.on, c.rule, rule, c.want)
		}
	}
}

// unfold reads the lines of a calendar as RFC 5545 says they are to be read, and
// checks that each is one.
func unfold(t rapid.TB, text string) []string {
	var out []string
	for _, l := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) || strings.ContainsAny(l, "\r\n") {
			t.Fatalf("no line: %q", l)
		}
		if rest, ok := strings.CutPrefix(l, " "); ok {
			out[len(out)-1] += rest
			continue
		}
		out = append(out, l)
	}
	return out
}

// unescape undoes escape, for a value of one text.
func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(s)
}

// TestAnyTextComesBack: what is written reads back by the rules of the format, but
// for characters that no line can hold.
func TestAnyTextComesBack(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringN(60, 300, 900), rapid.SampledFrom([]string{"", "\\n", "a\\;b", "\r\n\r", "END:VEVENT\r\nBEGIN:VEVENT", strings.Repeat("字", 80), strings.Repeat("🎂", 40)}))
	rapid.Check(t, func(t *rapid.T) {
		it := ics.Item{UID: "u@crm", Todo: rapid.Bool().Draw(t, "todo"), Summary: text.Draw(t, "summary"), Description: text.Draw(t, "description"), On: "2026-12-01"}
		kept := func(s string) string {
			s = strings.ToValidUTF8(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\uFFFD")
			return strings.Map(func(r rune) rune {
				if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
					return -1
				}
				return r
			}, s)
		}
		got := map[string]string{}
		components := 0
		for _, l := range unfold(t, calendar(t, it)) {
			name, value, ok := strings.Cut(l, ":")
			if !ok {
				t.Fatalf("no colon: %q", l)
			}
			if name == "BEGIN" {
				components++
			}
			got[name] = unescape(value)
		}
		if got["SUMMARY"] != kept(it.Summary) || got["DESCRIPTION"] != kept(it.Description) || components != 2 {
			t.Fatalf("%q", got)
		}
	})
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestErrors(t *testing.T) {
	w := ics.NewWriter(full{}, "p", now)
	if err := w.Write(ics.Item{UID: "x", On: "soon"}); err == nil {
		t.Error("an item without a day is written")
	}
	for range 1000 {
		w.Write(ics.Item{UID: "x", On: "2026-01-01"})
	}
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("Close: %v", err)
	}
}
