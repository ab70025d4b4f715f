package cell

import (
	"slices"
	"strings"
	"testing"

	"crm/store/safe"

	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in     string
		w, max int
		want   []string
	}{
		{"", 10, 0, []string{""}},
		{"short", 10, 0, []string{"short"}},
		{"Hỏi giá 500 áo, cần mẫu vải.", 12, 0, []string{"Hỏi giá 500", "áo, cần mẫu", "vải."}},
		{"确认演示时间", 6, 0, []string{"确认演", "示时间"}},
		{"确认演示时间", 5, 0, []string{"确认", "演示", "时间"}},
		{"gọi 王小明 mai", 8, 0, []string{"gọi 王小", "明 mai"}},
		{"abcdefghij", 4, 0, []string{"abcd", "efgh", "ij"}},
		{"one\ntwo", 10, 0, []string{"one", "two"}},
		{"one\n\ntwo\n", 10, 0, []string{"one", "", "two"}},
		{"one two three", 5, 2, []string{"one", "two…"}},
		{"one two three", 4, 2, []string{"one", "two…"}},
		{"one\ntwo\nthree", 9, 2, []string{"one", "two…"}},
		{"a   b", 3, 0, []string{"a", "b"}},
		{"王", 1, 0, []string{"…"}},
		{"a", 0, 0, nil},
	} {
		if got := WcWidth.Wrap(safe.Block(c.in), c.w, c.max); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q, %d, %d) = %q, want %q", c.in, c.w, c.max, got, c.want)
		}
	}
}

func TestWrapNeverTooWideNorLosesText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, text := method(t), safe.Block(mixed().Draw(t, "text"))
		w := rapid.IntRange(2, 40).Draw(t, "w")
		limit := rapid.IntRange(0, 4).Draw(t, "limit")
		lines := m.Wrap(text, w, limit)
		if limit > 0 && len(lines) > limit {
			t.Fatalf("%d lines, limit %d", len(lines), limit)
		}
		for _, l := range lines {
			if n := m.Width(l); n > w {
				t.Fatalf("line %q has %d cells, limit %d", l, n, w)
			}
		}
		if limit > 0 || tooWide(m, text.String(), w) {
			return
		}
		var shown []string
		for para := range strings.SplitSeq(text.String(), "\n") {
			shown = append(shown, m.Show(para))
		}
		drop := strings.NewReplacer(" ", "", "\n", "")
		if got, want := drop.Replace(strings.Join(lines, "")), drop.Replace(strings.Join(shown, "")); got != want {
			t.Fatalf("text %q became %q", want, got)
		}
	})
}

// tooWide reports a cluster that fits into no line.
func tooWide(m Method, s string, w int) bool {
	s = m.Show(s)
	for s != "" {
		c, n := m.First(s)
		if n > w {
			return true
		}
		s = s[len(c):]
	}
	return false
}
