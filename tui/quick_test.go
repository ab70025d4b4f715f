package tui

import (
	"strings"
	"testing"

	"crm/store"
)

func TestQuickContact(t *testing.T) {
	for line, want := range map[string]string{
		"Lan Nguyễn 0901 234 567 lan@x.vn #vip": "Lan Nguyễn · 0901 234 567 · lan@x.vn · #vip",
		"#vip lan@x.vn 0901234567 Lan":          "Lan · 0901 234 567 · lan@x.vn · #vip",
		"王小明 +86 138 0013 8000 #展会 #vip":        "王小明 · +86 138 0013 8000 · #展会 #vip",
		"Trần Văn Đức, 0903.111.222":            "Trần Văn Đức · 0903 111 222",
		"Phòng 12 tầng 3":                       "Phòng 12 tầng 3",
		"0901234567":                            "(no name) · 0901 234 567",
		"A 0901234567 0903111222":               "A · 0901 234 567 · 0903 111 222",
		"Lan ＋８４ 90 123 45 67":                  "Lan · 0901 234 567",
		"a@b":                                   "a@b",
		"Lan, lan@x.vn; 0901234567":             "Lan · 0901 234 567 · lan@x.vn",
		"   ":                                   "(no name)",
	} {
		if got := sayQuick(quickContact(line, "VN"), "VN").String(); got != want {
			t.Errorf("%q is read as %q, want %q", line, got, want)
		}
	}
}

// Nothing that was typed is lost, whatever it is.
func FuzzQuickContact(f *testing.F) {
	for _, s := range []string{"Lan 0901 234 567 lan@x.vn #vip", "#", "## @ +", "+84 +84 90", "李娜 021-62880000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		c := quickContact(line, "VN")
		var kept strings.Builder
		kept.WriteString(c.Name)
		for _, p := range c.Phones {
			kept.WriteString(p.Text)
			if p.Key == "" {
				t.Errorf("%q: phone %q without a key", line, p.Text)
			}
		}
		for _, e := range c.Emails {
			kept.WriteString(e.Address)
		}
		for _, tag := range c.Tags {
			kept.WriteString(tag)
		}
		if letters(kept.String()) < letters(line)-emailNoise(c) {
			t.Errorf("%q is read as %+v", line, c)
		}
	})
}

// letters counts what is not punctuation nor space.
func letters(s string) (n int) {
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			n++
		}
	}
	return n
}

// emailNoise is what reading an email may leave out: the scheme.
func emailNoise(c store.Contact) int { return len("mailto") * len(c.Emails) }

func TestReadTags(t *testing.T) {
	for line, want := range map[string][2]string{
		"vip":                       {"vip", ""},
		"#vip -cold":                {"vip", "cold"},
		"áo đồng phục, vip, -#lạnh": {"áo đồng phục|vip", "lạnh"},
		"- # ,":                     {"", ""},
		"展会，vip":                    {"展会|vip", ""},
	} {
		add, drop := readTags(line)
		if got := [2]string{strings.Join(add, "|"), strings.Join(drop, "|")}; got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
