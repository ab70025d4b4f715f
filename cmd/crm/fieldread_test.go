package main

import (
	"slices"
	"testing"
	"time"

	"crm/store"
	"crm/store/when"
)

func TestBirthday(t *testing.T) {
	at := func(order string) *app {
		return &app{
			conf: &config{values: map[string]string{"dates.order": order}},
			now:  func() time.Time { return time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC) }, zone: time.UTC,
		}
	}
	for _, c := range []struct{ order, typed, want string }{
		{"dmy", "1986-12-02", "1986-12-02"},
		{"mdy", "1986-12-02", "1986-12-02"},
		{"dmy", "--12-02", "--12-02"},
		{"dmy", "12-02", "--12-02"},
		{"dmy", "17/5", "--05-17"},
		{"mdy", "5/17", "--05-17"},
		{"ymd", "5/17", "--05-17"},
		{"dmy", "29/2", "--02-29"},
		{"dmy", "2/12/1986", "1986-12-02"},
		{"mdy", "12/2/1986", "1986-12-02"},
		{"dmy", "2.12.86", "1986-12-02"},
		{"ymd", "1986/12/2", "1986-12-02"},
		{"dmy", "1986年12月2日", "1986-12-02"},
		{"dmy", " ", ""},
	} {
		var got store.Contact
		if err := setBirthday(at(c.order), &got, c.typed); err != nil || got.Birthday != c.want {
			t.Errorf("%s %q: %q, %v, want %q", c.order, c.typed, got.Birthday, err, c.want)
		}
	}
	for _, typed := range []string{"mon", "today", "yesterday", "t2", "3d", "2000d", "1986", "1986-12", "5/17", "31/2", "29/2/2025", "this-week", "12", "-5-1", "+5/+1", "dec"} {
		var got store.Contact
		if err := setBirthday(at("dmy"), &got, typed); err == nil {
			t.Errorf("%q was read as %q", typed, got.Birthday)
		}
	}
}

func FuzzYearless(f *testing.F) {
	for _, s := range []string{"17/5", "5.17", "--02-29", "12-02", "-1/+2", "0/0", "2000-01-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range []when.Order{when.DMY, when.MDY, when.YMD} {
			on, ok := yearless(s, o)
			if !ok {
				continue
			}
			if again, ok := yearless(on, o); !ok || again != on {
				t.Errorf("%q is %q, which is %q", s, on, again)
			}
		}
	})
}

func TestSplitEmails(t *testing.T) {
	for typed, want := range map[string][]string{
		"":                    nil,
		"a@b.vn":              {"a@b.vn"},
		"A <b@C.VN>; c@d.vn":  {"b@C.VN", "c@d.vn"},
		`"X, Y; Z" <a@b.vn>,`: {"a@b.vn"},
		"nobody, a@b.vn":      {"nobody", "a@b.vn"},
	} {
		if got := splitEmails(typed); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
