package importer

import (
	"testing"
	"time"

	"crm/store"
	"crm/store/when"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct {
		text  string
		order when.Order
		want  string // "" is no date
	}{
		{"2024-03-05", when.DMY, "2024-03-05"}, {"2024/3/5", when.MDY, "2024-03-05"}, {"20240305", when.DMY, "2024-03-05"},
		{"05/03/2024", when.DMY, "2024-03-05"}, {"05/03/2024", when.MDY, "2024-05-03"}, {"05/03/2024", when.YMD, "2024-03-05"},
		{"12/25/2024", when.DMY, "2024-12-25"}, {"5.3.2024", when.MDY, "2024-03-05"}, {"24/03/05", when.YMD, "2024-03-05"},
		{"March 5, 2024", when.DMY, "2024-03-05"}, {"5 Mar 2024", when.MDY, "2024-03-05"}, {"7-Feb-22", when.DMY, "2022-02-07"},
		{"Tue, 5th March 2024", when.DMY, "2024-03-05"}, {"5. März 2024", when.DMY, "2024-03-05"}, {"5 mars 2024", when.DMY, "2024-03-05"},
		{"ngày 5 tháng 3 năm 2024", when.DMY, "2024-03-05"}, {"2024年3月5日", when.DMY, "2024-03-05"}, {"令和6年3月5日", when.DMY, "2024-03-05"},
		{"２０２４/０３/０５", when.DMY, "2024-03-05"}, {"45356", when.DMY, "2024-03-05"}, {"45356.75", when.DMY, "2024-03-05"},
		{"2024-03-05T10:20:30Z", when.DMY, "2024-03-05"}, {"2024-03-05 10:20:30+07:00", when.DMY, "2024-03-05"}, {"3/5/24 3:05 PM", when.MDY, "2024-03-05"},
		{"--03-05", when.DMY, "--03-05"}, {"--0305", when.DMY, "--03-05"}, {"05/03", when.DMY, "--03-05"}, {"3月5日", when.DMY, "--03-05"}, {"29/02", when.DMY, "--02-29"},
		{"31/12/86", when.DMY, "1986-12-31"}, {"31/12/30", when.DMY, "2030-12-31"},
		{"31/04/2024", when.DMY, ""}, {"00/00/0000", when.DMY, ""}, {"1709596800", when.DMY, ""}, {"#########", when.DMY, ""}, {"12.5", when.DMY, ""},
		{"soon", when.DMY, ""}, {"10:20", when.DMY, ""}, {"", when.DMY, ""}, {"2024", when.DMY, ""}, {"2024-13-05", when.DMY, ""}, {"1.500.000", when.DMY, ""},
		{"2024-03-05T25:00:00Z", when.DMY, ""}, {"0912 345 678", when.DMY, ""}, {"5 x 2024", when.DMY, ""},
	} {
		d, ok := parseDate(c.text, c.order, 2026)
		got := ""
		if ok {
			got = d.date()
		}
		if got != c.want {
			t.Errorf("%q in the order %v: %q, want %q", c.text, c.order, got, c.want)
		}
	}
}

func TestDateMoment(t *testing.T) {
	hanoi := time.FixedZone("", 7*3600)
	for text, want := range map[string]string{
		"2024-03-05 10:20:30+07:00": "2024-03-05T03:20:30Z",
		"2024-03-05 10:20":          "2024-03-05T03:20:00Z",
		"2024-03-05T10:20:30Z":      "2024-03-05T10:20:30Z",
		"45356.75":                  "2024-03-05T11:00:00Z",
		"2024-03-05":                "2024-03-04T17:00:00Z",
	} {
		d, ok := parseDate(text, when.DMY, 2026)
		if got := d.at(hanoi).UTC().Format(time.RFC3339); !ok || got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Julien Becker", "Becker Julien", true}, {"Julien Becker", "J. Becker", true}, {"Đặng Ngọc Lan", "Dang Ngoc Lan", true},
		{"Anna", "Anna Schmidt", true}, {"", "Anna", true}, {"Anna Schmidt", "Anna Meier", false}, {"J. B.", "Julien Becker", false}, {"Bob Ray", "Ann Lee", false},
	} {
		if got := sameName(c.a, c.b); got != c.same {
			t.Errorf("sameName(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestPoorer(t *testing.T) {
	for _, c := range []struct {
		name, than string
		want       bool
	}{
		{"J. Becker", "Julien Becker", true}, {"Anna", "Anna Schmidt", true}, {"Dang Ngoc Lan", "Đặng Ngọc Lan", true},
		{"Julien Becker", "J. Becker", false}, {"Becker Julien", "Julien Becker", false}, {"Bob", "Ann Lee", false},
	} {
		if got := poorer(c.name, c.than); got != c.want {
			t.Errorf("poorer(%q, %q) = %v", c.name, c.than, got)
		}
	}
}

func TestCountryRegion(t *testing.T) {
	for name, want := range map[string]string{"Việt Nam": "VN", "viet nam": "VN", "United States": "US", "Deutschland": "DE", "日本": "JP", "Atlantis": "", "": "", "N/A": ""} {
		if got := countryRegion(name); got != want {
			t.Errorf("%q is in %q, want %q", name, got, want)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2024-03-05T10:20:30.5+07:00", "5. März 24", "令和6年3月5日", "45356.75", "--0305", "3/5 3:05 pm"} {
		f.Add(s, uint8(0))
	}
	f.Fuzz(func(t *testing.T, s string, order uint8) {
		d, ok := parseDate(s, when.Order(order%3), 2026)
		if !ok {
			return
		}
		if !d.valid() {
			t.Fatalf("%q is read as %+v", s, d)
		}
		again, ok := parseDate(d.date(), when.DMY, 2026)
		if !ok || again.date() != d.date() {
			t.Errorf("%q is read as %s, and that as %s", s, d.date(), again.date())
		}
	})
}

func FuzzMerge(f *testing.F) {
	f.Add("Ann Lee", "A. Lee", "x", "y", true)
	f.Fuzz(func(t *testing.T, a, b, x, y string, fill bool) {
		old := store.Contact{Name: store.Clean(a), Title: store.Clean(x)}
		row := store.Contact{Name: store.Clean(b), Title: store.Clean(y), Tags: []string{"t"}}
		first := merge(old, &row, fill)
		if second := merge(first.c, &row, fill); len(second.changes) != 0 {
			t.Errorf("merged twice, the second time changes %v", second.changes)
		}
	})
}
