package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
)

// queueBook opens an empty book whose clock stands at a moment of a zone.
func queueBook(t *testing.T, now time.Time) *store.Store {
	t.Helper()
	opt := storetest.Options(storetest.NewClock())
	opt.Now, opt.Zone = func() time.Time { return now }, now.Location()
	s, err := store.Create(ctx, filepath.Join(t.TempDir(), "crm.db"), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func remind(t *testing.T, s *store.Store, name string, r store.Reminder) string {
	t.Helper()
	r.Contact = storetest.Add(t, s, store.Contact{Name: name})
	storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.AddReminder(r); return err })
	return r.Contact
}

// lines are the items of a queue as "section name date [time]".
func lines(t *testing.T, s *store.Store, o store.QueueOptions) ([]string, store.Counts) {
	t.Helper()
	items, counts, err := s.Queue(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range items {
		line := i.Section + " " + i.Name + " " + i.DueOn
		if !i.DueAt.IsZero() {
			line += " " + i.DueAt.In(s.Zone()).Format("15:04")
		}
		if i.Turns != 0 {
			line += fmt.Sprint(" turns ", i.Turns)
		}
		out = append(out, line)
	}
	return out, counts
}

func equalLines(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n  %s\nwant:\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestQueueOrder(t *testing.T) {
	s := queueBook(t, storetest.Start) // Monday 23 November 2026, 09:41
	clock := func(h, m int) time.Time { return time.Date(2026, 11, 23, h, m, 0, 0, storetest.Zone) }
	remind(t, s, "today", store.Reminder{DueOn: "2026-11-23"})
	remind(t, s, "at two", store.Reminder{Kind: "appointment", DueOn: "2026-11-23", DueAt: clock(14, 0)})
	remind(t, s, "yesterday", store.Reminder{DueOn: "2026-11-22"})
	remind(t, s, "at ten", store.Reminder{Kind: "promise", DueOn: "2026-11-23", DueAt: clock(10, 0)})
	remind(t, s, "last year", store.Reminder{DueOn: "2025-12-31"})
	remind(t, s, "tomorrow", store.Reminder{DueOn: "2026-11-24"})
	remind(t, s, "renew in 4", store.Reminder{Kind: "renewal", DueOn: "2026-11-27"})
	remind(t, s, "renew late", store.Reminder{Kind: "renewal", DueOn: "2026-11-20"})
	remind(t, s, "renew in 14", store.Reminder{Kind: "renewal", DueOn: "2026-12-07"})
	remind(t, s, "renew in 15", store.Reminder{Kind: "renewal", DueOn: "2026-12-08"})
	remind(t, s, "done", store.Reminder{DueOn: "2026-11-22", DoneAt: clock(8, 0)})
	trashed := remind(t, s, "trashed", store.Reminder{DueOn: "2026-11-22"})
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(trashed) })
	for name, born := range map[string]string{
		"born today": "1990-11-23", "born in 7": "--11-30", "born in 8": "1990-12-01", "born yesterday": "1990-11-22", "newborn": "2026-11-25",
	} {
		storetest.Add(t, s, store.Contact{Name: name, Birthday: born})
	}
	all := []string{
		"overdue last year 2025-12-31", "overdue yesterday 2026-11-22",
		"due at ten 2026-11-23 10:00", "due at two 2026-11-23 14:00", "due today 2026-11-23",
		"renew renew late 2026-11-20", "renew renew in 4 2026-11-27", "renew renew in 14 2026-12-07",
		"birthday born today 2026-11-23 turns 36", "birthday newborn 2026-11-25", "birthday born in 7 2026-11-30",
	}
	got, counts := lines(t, s, store.QueueOptions{})
	equalLines(t, "all", got, all)
	if fmt.Sprint(counts) != "map[birthday:3 due:3 overdue:2 renew:3]" || counts.Total() != 11 {
		t.Errorf("counts %v", counts)
	}
	for limit := 1; limit <= len(all)+1; limit++ {
		some, c := lines(t, s, store.QueueOptions{Limit: limit})
		equalLines(t, fmt.Sprint("limit ", limit), some, all[:min(limit, len(all))])
		if fmt.Sprint(c) != fmt.Sprint(counts) {
			t.Errorf("limit %d: counts %v, want %v", limit, c, counts)
		}
	}
	got, counts = lines(t, s, store.QueueOptions{Sections: []string{store.Renew, store.Overdue}})
	equalLines(t, "two sections", got, append(slices.Clone(all[:2]), all[5:8]...))
	if counts.Total() != 5 {
		t.Errorf("counts of two sections: %v", counts)
	}
	got, _ = lines(t, s, store.QueueOptions{Within: 1, Renewals: 4, Birthdays: 1})
	equalLines(t, "other spans", got, append(append(slices.Clone(all[:5]), "due tomorrow 2026-11-24"), all[5], all[6], all[8]))
	var invalid *store.Invalid
	if _, _, err := s.Queue(ctx, store.QueueOptions{Sections: []string{"cold"}}); !errors.As(err, &invalid) {
		t.Errorf("an unknown section: %v", err)
	}
}

// TestQueueShowsWhom: the item has what one needs to call.
func TestQueueShowsWhom(t *testing.T) {
	s := queueBook(t, storetest.Start)
	c := store.Contact{
		Name: "Nguyễn Thị Ánh", Company: "Hòa Bình", Star: true, Emails: []store.Email{{Address: "anh@example.com"}},
		Phones: []store.Phone{{Text: "0912 345 678"}, {Text: "028 3822 1234"}},
	}
	uid := storetest.Add(t, s, c)
	nameless := storetest.Add(t, s, store.Contact{Phones: []store.Phone{{Text: "0905 111 222"}}})
	var first store.Reminder
	storetest.Write(t, s, func(tx *store.Tx) (err error) {
		if first, err = tx.Follow(uid, store.Due{On: "2026-11-23"}, "Gọi lại báo giá"); err != nil {
			return err
		}
		_, err = tx.Follow(nameless, store.Due{On: "2026-11-23"}, "")
		return err
	})
	items, _, err := s.Queue(ctx, store.QueueOptions{})
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v, %v", items, err)
	}
	want := store.Item{
		Section: store.DueToday, Contact: uid, Name: "Nguyễn Thị Ánh", Company: "Hòa Bình", Phone: "0912 345 678", PhoneKey: "+84912345678",
		Email: "anh@example.com", Star: true, Kind: "follow-up", Reminder: first.UID, Reason: "Gọi lại báo giá", DueOn: "2026-11-23",
	}
	if items[0] != want {
		t.Errorf("%+v\nwant %+v", items[0], want)
	}
	if items[1].Name != "0905 111 222" {
		t.Errorf("nameless: %+v", items[1])
	}
}

// TestQueueBirthdays: leap days, the turn of the year, and ages.
func TestQueueBirthdays(t *testing.T) {
	for _, c := range []struct{ now, born, want string }{
		{"2027-02-25", "1992-02-29", "2027-03-01 turns 35"}, // no such day that year
		{"2027-02-25", "--02-29", "2027-03-01"},
		{"2027-03-01", "1992-02-29", "2027-03-01 turns 35"},
		{"2027-03-02", "1992-02-29", ""},
		{"2028-02-25", "1992-02-29", "2028-02-29 turns 36"},
		{"2028-03-01", "1992-02-29", ""},
		{"2100-02-26", "1992-02-29", "2100-03-01 turns 108"}, // not a leap year
		{"2026-12-29", "1980-01-03", "2027-01-03 turns 47"},
		{"2026-12-29", "1980-12-31", "2026-12-31 turns 46"},
		{"2026-12-31", "--01-07", "2027-01-07"},
		{"2026-12-31", "--01-08", ""},
		{"2026-11-23", "2026-11-23", "2026-11-23"},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now+" 12:00", storetest.Zone)
		if err != nil {
			t.Fatal(err)
		}
		s := queueBook(t, now)
		storetest.Add(t, s, store.Contact{Name: "x", Birthday: c.born})
		got, _ := lines(t, s, store.QueueOptions{})
		var want []string
		if c.want != "" {
			want = []string{"birthday x " + c.want}
		}
		equalLines(t, c.now+" born "+c.born, got, want)
	}
}

// TestQueueDayBorders: the day turns at midnight of the zone, not of UTC, and where
// clocks change.
func TestQueueDayBorders(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip(err)
	}
	for _, c := range []struct {
		now  time.Time
		want string
	}{
		{time.Date(2026, 11, 22, 23, 59, 59, 0, storetest.Zone), ""},
		{time.Date(2026, 11, 23, 0, 0, 0, 0, storetest.Zone), "due"},
		{time.Date(2026, 11, 23, 23, 59, 59, 0, storetest.Zone), "due"},
		{time.Date(2026, 11, 24, 0, 0, 0, 0, storetest.Zone), "overdue"},
		{time.Date(2026, 11, 23, 23, 30, 0, 0, newYork), "due"}, // the 24th in UTC
		{time.Date(2026, 11, 22, 20, 0, 0, 0, newYork), ""},     // the 23rd in UTC
		{time.Date(2026, 11, 23, 0, 30, 0, 0, time.FixedZone("+14", 14*3600)), "due"},
		{time.Date(2026, 11, 23, 23, 30, 0, 0, time.FixedZone("-12", -12*3600)), "due"},
	} {
		s := queueBook(t, c.now)
		remind(t, s, "x", store.Reminder{DueOn: "2026-11-23"})
		got, _ := lines(t, s, store.QueueOptions{})
		var want []string
		if c.want != "" {
			want = []string{c.want + " x 2026-11-23"}
		}
		equalLines(t, c.now.String(), got, want)
	}
	// Clocks go back on 1 November 2026: the day has 25 hours and is one day.
	s := queueBook(t, time.Date(2026, 11, 1, 23, 59, 0, 0, newYork))
	remind(t, s, "x", store.Reminder{DueOn: "2026-11-01"})
	remind(t, s, "y", store.Reminder{DueOn: "2026-11-02"})
	got, _ := lines(t, s, store.QueueOptions{Within: 1})
	equalLines(t, "25 hours", got, []string{"due x 2026-11-01", "due y 2026-11-02"})
}

// TestQueueIsReadAlike: a login shell's read-only opening sees the same queue.
func TestQueueIsReadAlike(t *testing.T) {
	s, clock := samples(t, 200)
	want, counts := lines(t, s, store.QueueOptions{Limit: 7})
	r, err := store.OpenReadOnly(ctx, s.Path(), storetest.Options(clock))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got, c := lines(t, r, store.QueueOptions{Limit: 7})
	equalLines(t, "read-only", got, want)
	if fmt.Sprint(c) != fmt.Sprint(counts) || counts.Total() != 12 {
		t.Errorf("%v, %v", c, counts)
	}
}
