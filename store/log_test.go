package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crm/store"
	"crm/store/entry"
	"crm/store/storetest"
)

// logLine logs what a person types and returns what came of it.
func logLine(t *testing.T, s *store.Store, uid, line string) store.Logged {
	t.Helper()
	l, err := s.Lists(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var out store.Logged
	storetest.Write(t, s, func(tx *store.Tx) error {
		out, err = tx.Log(uid, entry.Parse(line, today(s), l), today(s))
		return err
	})
	return out
}

// open lists the open reminders of a contact as "kind date text".
func open(t *testing.T, s *store.Store, uid string) []string {
	t.Helper()
	list, err := s.Reminders(ctx, uid, false)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range list {
		line := r.Kind + " " + r.DueOn
		if !r.DueAt.IsZero() {
			line += " " + r.DueAt.In(s.Zone()).Format("15:04")
		}
		out = append(out, strings.TrimSpace(line+" "+r.Text))
	}
	return out
}

// A promise is a dated item of its own; the call that made it settles none.
func TestLogPromises(t *testing.T) {
	s, _ := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Ánh"})
	l := logLine(t, s, uid, "call ok: price → send quote fri ← contract mon +3d")
	if len(l.Promises) != 2 || l.Promises[0].Owed != "me" || l.Promises[1].Owed != "them" {
		t.Errorf("%+v", l.Promises)
	}
	want := []string{"follow-up 2026-11-26 price", "promise 2026-11-27 send quote", "promise 2026-11-30 contract"}
	if got := open(t, s, uid); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	logLine(t, s, uid, "call ok: sent it")
	if got := open(t, s, uid); len(got) != 3 {
		t.Errorf("a call closed a promise: %q", got)
	}
}

// TestLogSettles is the table of what an entry closes. The person has a follow-up
// that is overdue, today's and tomorrow's appointment, a promise and a renewal.
func TestLogSettles(t *testing.T) {
	const (
		followUp = "follow-up 2026-11-20 báo giá"
		now      = "appointment 2026-11-23 gặp"
		tomorrow = "appointment 2026-11-24 demo"
		promise  = "promise 2026-11-22 mẫu"
		renewal  = "renewal 2026-11-23 gia hạn"
	)
	all := []string{followUp, promise, now, renewal, tomorrow}
	for line, want := range map[string][]string{
		"call 15m ok: đồng ý":       {promise, renewal, tomorrow},
		"call later":                {promise, renewal, tomorrow},
		"call no: không mua":        {promise, renewal, tomorrow},
		"meet 45m: gặp tại xưởng":   {promise, renewal, tomorrow},
		"email sent quote":          {promise, renewal, tomorrow},
		"note: thích trà":           all,
		"feedback: giao chậm":       all,
		"call wrong":                all,
		"call na":                   {promise, now, renewal, "follow-up 2026-11-24 báo giá", tomorrow},
		"call vm":                   {promise, now, renewal, tomorrow, "follow-up 2026-11-25 báo giá"},
		"call busy":                 {promise, "follow-up 2026-11-23 11:41 báo giá", now, renewal, tomorrow},
		"call na +5d":               {promise, now, renewal, tomorrow, "follow-up 2026-11-28 báo giá"},
		"call na: bận họp +5d":      {promise, now, renewal, tomorrow, "follow-up 2026-11-28 bận họp"},
		"call ok: hỏi lại +3d":      {promise, renewal, tomorrow, "follow-up 2026-11-26 hỏi lại"},
		"note: hỏi lại +3d":         {promise, now, renewal, tomorrow, "follow-up 2026-11-26 hỏi lại"},
		"note: xong +none":          {promise, now, renewal, tomorrow},
		"call na +none":             {promise, now, renewal, tomorrow},
		"call ok: xong +none":       {promise, renewal, tomorrow},
		"call ok: gọi lại +3d@8:30": {promise, renewal, tomorrow, "follow-up 2026-11-26 08:30 gọi lại"},
	} {
		t.Run(line, func(t *testing.T) {
			s, _ := storetest.New(t)
			uid := storetest.Add(t, s, store.Contact{Name: "Ánh"})
			storetest.Write(t, s, func(tx *store.Tx) error {
				for _, r := range []store.Reminder{
					{DueOn: "2026-11-20", Text: "báo giá"}, {Kind: "appointment", DueOn: "2026-11-23", Text: "gặp"},
					{Kind: "appointment", DueOn: "2026-11-24", Text: "demo"}, {Kind: "promise", DueOn: "2026-11-22", Text: "mẫu"},
					{Kind: "renewal", DueOn: "2026-11-23", Text: "gia hạn"},
				} {
					r.Contact = uid
					if _, err := tx.AddReminder(r); err != nil {
						return err
					}
				}
				return nil
			})
			before := dump(t, s)
			l, err := s.Lists(ctx)
			if err != nil {
				t.Fatal(err)
			}
			e := entry.Parse(line, today(s), l)
			facts, err := s.LogFacts(ctx, uid, e, today(s))
			if err != nil {
				t.Fatal(err)
			}
			out := logLine(t, s, uid, line)
			got := open(t, s, uid)
			slices.Sort(got)
			want = slices.Sorted(slices.Values(want))
			equalLines(t, "open", got, want)
			var closed []string
			for _, r := range out.Closed {
				closed = append(closed, r.Text)
			}
			equalLines(t, "closed, as previewed", closed, facts.Closes)
			if out.Reminder != nil && !slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(w, "follow-up "+out.Reminder.DueOn) }) {
				t.Errorf("reminder %+v", out.Reminder)
			}
			if _, err := s.Undo(ctx, cli, "", false); err != nil {
				t.Fatal(err)
			}
			if after := dump(t, s); after != before {
				t.Errorf("undone:\n%s\nwant:\n%s", after, before)
			}
		})
	}
}

// TestLogRetries: the longer nobody answers, the later the next try.
func TestLogRetries(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Ánh"})
	for i, want := range []string{"2026-11-24", "2026-11-27", "2026-12-04", "2026-12-11"} {
		out := logLine(t, s, uid, "call na")
		if out.Reminder == nil || out.Reminder.DueOn != want {
			t.Fatalf("try %d: %+v, want %s", i+1, out.Reminder, want)
		}
		if c := contact(t, s, uid); c.Stats.Tries != i+1 || c.Stats.NextDue != want {
			t.Errorf("try %d: %+v", i+1, c.Stats)
		}
		if got := open(t, s, uid); len(got) != 1 {
			t.Errorf("try %d: open %v", i+1, got)
		}
		due, err := time.ParseInLocation(time.DateOnly, want, s.Zone())
		if err != nil {
			t.Fatal(err)
		}
		clock.Add(due.Add(10 * time.Hour).Sub(clock.Now()))
	}
	logLine(t, s, uid, "call ok: nghe máy rồi")
	if c := contact(t, s, uid); c.Stats.Tries != 0 || c.Stats.NextDue != "" {
		t.Errorf("reached: %+v", c.Stats)
	}
	clock.Add(time.Hour)
	if out := logLine(t, s, uid, "call na"); out.Reminder == nil || !strings.HasPrefix(out.Reminder.DueOn, clock.Now().AddDate(0, 0, 1).Format(time.DateOnly)) {
		t.Errorf("the first try again: %+v", out.Reminder)
	}
}

// TestLogWhole: one line says all of it, and one undo takes all of it back.
func TestLogWhole(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Ánh", Tags: []string{"lạnh"}})
	before := dump(t, s)
	clock.Add(time.Minute)
	out := logLine(t, s, uid, "call in 15m ok @yesterday 14:00: chốt 500 áo +fri stage:quote tag:vip -tag:lạnh value:120tr")
	i := out.Interaction
	if i.Kind != "call" || i.Direction != "in" || i.Seconds != 900 || i.Outcome != "ok" || i.Text != "chốt 500 áo" ||
		!i.At.Equal(time.Date(2026, 11, 22, 14, 0, 0, 0, storetest.Zone)) {
		t.Errorf("interaction %+v", i)
	}
	c := contact(t, s, uid)
	if !slices.Equal(c.Tags, []string{"vip"}) || c.Stage != "quote" || c.Value.Minor == 0 || c.Stats.NextDue != "2026-11-27" || c.Stats.LastKind != "call" {
		t.Errorf("contact %+v", c)
	}
	if out.Reminder == nil || out.Reminder.Text != "chốt 500 áo" {
		t.Errorf("reminder %+v", out.Reminder)
	}
	if n, err := s.History(ctx, store.HistoryOptions{}); err != nil || len(n) != 2 {
		t.Errorf("%d operations, %v", len(n), err)
	}
	if _, err := s.Undo(ctx, cli, "", false); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, s); after != before {
		t.Errorf("undone:\n%s\nwant:\n%s", after, before)
	}
}

// TestLogKind: an entry without a kind is what was used last with the person.
func TestLogKind(t *testing.T) {
	s, clock := storetest.New(t)
	uid := storetest.Add(t, s, store.Contact{Name: "Ánh"})
	for _, c := range []struct{ line, kind, direction string }{
		{"hỏi về giá", "note", ""},
		{"ok: nghe máy", "call", "out"},
		{"zalo: gửi hình", "zalo", "out"},
		{"gửi thêm hình", "zalo", "out"},
		{"note: thích trà", "note", ""},
		{"na", "call", "out"},
	} {
		clock.Add(time.Minute)
		if i := logLine(t, s, uid, c.line).Interaction; i.Kind != c.kind || i.Direction != c.direction {
			t.Errorf("%s: %s %s, want %s %s", c.line, i.Kind, i.Direction, c.kind, c.direction)
		}
	}
	if _, err := s.Write(ctx, cli, func(tx *store.Tx) error {
		_, err := tx.Log("zzzz000000000000", entry.Entry{Kind: "call"}, today(s))
		return err
	}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown contact: %v", err)
	}
}

// naiveStats computes a contact's statistics as a person would, from the timeline.
func naiveStats(t rapid.TB, s *store.Store, uid string) store.Stats {
	past, err := s.Timeline(ctx, uid, time.Time{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	todo, err := s.Reminders(ctx, uid, false)
	if err != nil {
		t.Fatal(err)
	}
	var st store.Stats
	if len(past) > 0 {
		st.LastAt, st.LastKind = past[0].At, past[0].Kind
	}
	var reached time.Time // the last moment at which anything but a try or a note happened
	missed := func(i store.Interaction) bool {
		return i.Kind == "call" && slices.Contains([]string{"na", "vm", "busy"}, i.Outcome)
	}
	for _, i := range past {
		if !missed(i) && i.Kind != "note" && i.At.After(reached) {
			reached = i.At
		}
	}
	for _, i := range past {
		if missed(i) && i.At.After(reached) {
			st.Tries++
		}
	}
	for _, r := range todo {
		if r.Kind != "renewal" && (st.NextDue == "" || r.DueOn < st.NextDue) {
			st.NextDue = r.DueOn
		}
	}
	return st
}

// TestStats holds the statistics of random logs, in any order of time, and after
// their undo, against the timeline.
func TestStats(t *testing.T) {
	s, clock := storetest.New(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		uid := storetest.Add(t, s, store.Contact{Name: fmt.Sprint("Ánh ", n)})
		same := func(what string) {
			if got, want := contact(t, s, uid).Stats, naiveStats(rt, s, uid); fmt.Sprint(got) != fmt.Sprint(want) {
				rt.Fatalf("%s: %+v, want %+v", what, got, want)
			}
		}
		clock.Add(time.Minute)
		storetest.Write(t, s, func(tx *store.Tx) error {
			for range rapid.IntRange(1, 8).Draw(rt, "log") {
				if _, err := tx.AddInteraction(store.Interaction{
					Contact: uid, At: clock.Now().Add(-time.Duration(rapid.IntRange(0, 6).Draw(rt, "hours")) * time.Hour),
					Kind:    rapid.SampledFrom([]string{"call", "call", "call", "note", "email"}).Draw(rt, "kind"),
					Outcome: rapid.SampledFrom([]string{"", "na", "vm", "busy", "ok", "wrong"}).Draw(rt, "outcome"),
				}); err != nil {
					return err
				}
			}
			for range rapid.IntRange(0, 3).Draw(rt, "reminders") {
				r := store.Reminder{
					Contact: uid, Kind: rapid.SampledFrom([]string{"follow-up", "appointment", "promise", "renewal"}).Draw(rt, "of"),
					DueOn: someDates.Draw(rt, "due"),
				}
				if rapid.Bool().Draw(rt, "done") {
					r.DoneAt = clock.Now()
				}
				if _, err := tx.AddReminder(r); err != nil {
					return err
				}
			}
			return nil
		})
		same("logged")
		logLine(t, s, uid, rapid.SampledFrom([]string{"call na", "call ok", "note: x +3d", "call vm", "email: y +none"}).Draw(rt, "line"))
		same("one more")
		for range 2 {
			if _, err := s.Undo(ctx, cli, "", false); err != nil {
				rt.Fatal(err)
			}
			same("undone")
		}
	})
	whole(t, s)
}
