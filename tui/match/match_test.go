package match

import (
	"strings"
	"testing"

	"crm/store/fold"
	"crm/store/query"
	"crm/tui/cell"
	"crm/tui/theme"
	"crm/tui/tuitest"
	"crm/tui/widget"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func words(t testing.TB, text string) *Words {
	t.Helper()
	q, err := query.Forgive(text, query.Context{})
	if err != nil {
		t.Fatal(err)
	}
	return New(q)
}

// marked puts brackets round what was found.
func marked(s string, hits []widget.Hit) string {
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(s[at:h.From] + "[" + s[h.From:h.To] + "]")
		at = h.To
	}
	return b.String() + s[at:]
}

func TestWhatIsFoundIsMarked(t *testing.T) {
	nfd := norm.NFD.String
	for _, c := range []struct{ query, text, want string }{
		{"anh", "Nguyễn Thị Ánh", "Nguyễn Thị [Ánh]"},
		{"ánh", "Anh Đào", "[Anh] Đào"},
		{"ng", "Nguyễn Thị Ngọc", "[Ng]uyễn Thị [Ng]ọc"},
		{"duc", "Trần Văn Đức", "Trần Văn [Đức]"},
		{"đ", "Đặng Đình", "[Đ]ặng [Đ]ình"},
		{"nguye", nfd("Nguyễn Ánh"), "[" + nfd("Nguyễ") + "]n " + nfd("Ánh")},
		{nfd("ánh"), "Thị Ánh", "Thị [Ánh]"},
		{"uy", "Nguyễn Huy", "Nguyễn Huy"}, // the middle of a word is not searched
		{"anh ng", "Nguyễn Ánh", "[Ng]uyễn [Ánh]"},
		{"an anh", "Ánh", "[Ánh]"},
		{`"thi anh"`, "Nguyễn Thị Ánh, Thị An", "Nguyễn [Thị Ánh], Thị An"},
		{`"thi a"`, "Thị Ánh", "Thị Ánh"}, // quoted words are whole
		{"o'con", "Sarah O’Connor", "Sarah [O’Con]nor"},
		{"小", "王小明", "王[小]明"},
		{"小明", "王小明小", "王[小明]小"},
		{"wxm", "王小明", "王小明"},
		{"wang", "王小明 Wang", "王小明 [Wang]"},
		{"ca", "ＣＡＦÉ", "[ＣＡ]ＦÉ"},
		{"strasse", "Große Straße", "Große [Straße]"},
		{"stras", "Straße", "[Straß]e"},
		{"might", "mi\u00adghty", "[mi\u00adght]y"},
		{"anh@may", "anh@mayhoabinh.vn", "[anh@may]hoabinh.vn"},
		{"-anh duc", "Ánh Đức", "Ánh [Đức]"},
		{"tag:anh", "Ánh", "Ánh"},
		{"anh OR duc", "Ánh Đức", "[Ánh] [Đức]"},
		{"はな", "佐藤 はなこ", "佐藤 [はな]こ"},
		{"", "Ánh", "Ánh"},
	} {
		w := words(t, c.query)
		for range 2 { // the second time out of what is remembered
			if got := marked(c.text, w.In(c.text)); got != c.want {
				t.Errorf("%q in %q: %q, want %q", c.query, c.text, got, c.want)
			}
		}
	}
	if (*Words)(nil).In("x") != nil {
		t.Error("no words find something")
	}
}

func TestDigitsOfANumber(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"0912", "0912 345 678", "0[912] 345 678"},
		{"0912345", "+84 912 345 678", "+84 [912 345] 678"},
		{"345 678", "0912 345 678", "0912 [345] [678]"},
		{`"345 678"`, "0912 345 678", "0912 [345 678]"},
		{"678", "+84 912 345 678", "+84 912 345 [678]"},
		{"anh", "0912", "0912"},
		{"000", "0912 000", "0912 000"},
		{"12a", "0912a", "0912a"},
	} {
		if got := marked(c.text, words(t, c.query).InPhone(c.text)); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.query, c.text, got, c.want)
		}
	}
}

// Whatever the text: what is marked are whole clusters, in order, that fold to
// something beginning as a word of the query does, and drawing changes nothing
// but the style.
func TestEveryHitIsAHit(t *testing.T) {
	st := theme.New("mono", true)
	letters := rapid.OneOf(rapid.SampledFrom([]string{"Nguyễn", norm.NFD.String("Ánh"), "đ", "王小明", "ß", "Ａ", "e\u0301\u0302", "👩‍💻", " ", "-", "カﾞ", "ー", "\u200d"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		text := cell.WcWidth.Show(strings.Join(rapid.SliceOfN(letters, 0, 6).Draw(t, "text"), ""))
		tokens := fold.Tokens(nil, text)
		if len(tokens) == 0 {
			return
		}
		typed := rapid.SampledFrom(tokens).Draw(t, "typed")
		w := New(&query.Query{Root: &query.Text{Words: typed}})
		hits := w.In(text)
		borders := map[int]bool{0: true}
		for it := graphemes.FromString(text); it.Next(); {
			borders[it.End()] = true
		}
		at := 0
		for _, h := range hits {
			if h.From < at || h.From >= h.To || !borders[h.From] || !borders[h.To] {
				t.Fatalf("%q in %q: %v", typed, text, hits)
			}
			at = h.To
		}
		if got := ansi.Strip(Render(text, hits, st.Text, st.Match)); got != ansi.Strip(text) {
			t.Fatalf("drawn as %q, not %q", got, text)
		}
	})
}

func TestRender(t *testing.T) {
	st := theme.New("mono", true)
	s := "Thị Ánh"
	got := tuitest.Tags(Render(s, words(t, "anh").In(s), st.Strong, st.Match))
	if want := tuitest.Tags(st.Strong.Render("Thị ") + st.Match.Render("Ánh")); got != want {
		t.Errorf("drawn as %s", got)
	}
	if got := Render(s, nil, st.Text, st.Match); got != s {
		t.Errorf("drawn as %q", got)
	}
}

func BenchmarkFirstSight(b *testing.B) {
	q := words(b, "nguyen anh")
	for b.Loop() {
		clear(q.memo)
		q.In("Nguyễn Thị Bích Ánh")
	}
}
