package entry_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"crm/store/entry"
	"crm/store/when"
)

// pieces are what lines are made of: heads, tails, words that nearly are
// either, and ordinary text in three languages.
func pieces() []string {
	return strings.Split("call|c|gọi|goi|电话|mail|thư|thu|meet|in|out|vào|ra|15m|1h30m|15h|90s|ok|na|no|answer|không|nghe|máy|busy|"+
		"later|@9:30|@14:00|@-2h|@yesterday|@hôm|qua|@anh|14:00|14h|2|:|：|ok:|call:|ok：谈了|+3d|+fri|+31/2|+none|+|+thứ|6|tuần|sau|"+
		">quote|>foo|>|#vip|#1|-#vip|#mẫu-vải|$12k|$x|value:1,5|tỷ|tag:vip|tag:\"a|b\"|-tag:cold|due:+5d|stage:won|\\+3d|\\\\#x|\\|\\\\server|"+
		"→|←|->|<-|→gửi|owe:gửi|owes:hợp|nợ:|no:|chờ:x|fri|mon|talked|about|May|mai|王小明|báo giá|http://x.vn|re:|\"|C++|-|--|\n|\t", "|")
}

func drawLine(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom(pieces()), 0, 12).Draw(t, "words")
	return strings.Join(words, rapid.SampledFrom([]string{" ", "  ", "　"}).Draw(t, "space"))
}

// Whatever a line says, its canonical form says the same, and is canonical.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := drawLine(t)
		e := parse(line)
		checkRoundTrip(t, line, e)
	})
}

func checkRoundTrip(t interface{ Fatalf(string, ...any) }, line string, e entry.Entry) {
	again := parse(e.String())
	if !reflect.DeepEqual(bare(again), bare(e)) {
		t.Fatalf("%q\nreads  %+v\nprints %q\nreads  %+v", line, bare(e), e.String(), bare(again))
	}
	if again.String() != e.String() {
		t.Fatalf("%q prints %q, then %q", line, e.String(), again.String())
	}
}

// Behind a colon nothing but a tail can be taken from the text, and a tail
// ends where a plain word stands: the words are kept, byte for byte.
func TestTextIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.TrimSpace(strings.ReplaceAll(drawLine(t), `\`, "")) + " end"
		e := parse("call: " + text)
		if e.Text != strings.TrimSpace(text) {
			t.Fatalf("text %q became %q", text, e.Text)
		}
	})
}

// A problem always is text: its piece of the line is in Text, but for the
// backslashes that Parse takes off.
func checkProblems(t interface{ Fatalf(string, ...any) }, line string, e entry.Entry) {
	for _, p := range e.Problems {
		if p.Start < 0 || p.End > len(line) || p.Start >= p.End || line[p.Start:p.End] != p.Text || p.Why == "" {
			t.Fatalf("%q: problem %+v", line, p)
		}
		if !strings.Contains(e.Text, p.Text) {
			t.Fatalf("%q: %q is reported as text, which is %q", line, p.Text, e.Text)
		}
	}
}

// checkWords: every word of the line that is not in the text went into a
// field. What a field holds is bounded by what was typed, so a word can only
// be missing when some field is set.
func checkWords(t interface{ Fatalf(string, ...any) }, line string, e entry.Entry) {
	empty := reflect.DeepEqual(bare(e), entry.Entry{Text: e.Text})
	if !empty {
		return
	}
	want := strings.TrimSpace(line)
	got := e.Text
	for _, cut := range []string{"", ":", "："} {
		if rest, ok := strings.CutPrefix(want, cut); ok && strings.ReplaceAll(strings.TrimSpace(rest), `\`, "") == strings.ReplaceAll(got, `\`, "") {
			return
		}
	}
	if _, length := lengthOf(want); length {
		return // 0m: a length of nothing
	}
	t.Fatalf("%q has no field but the text is %q", line, e.Text)
}

// lengthOf tells a line that begins with a length of zero, the only head that
// leaves no trace.
func lengthOf(s string) (string, bool) {
	first, _, _ := strings.Cut(s, " ")
	return first, strings.HasPrefix(first, "0") || strings.HasPrefix(first, "０")
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"call 15m ok: talked about renewal +3d >quote #vip -#cold $1.5tr", "@hôm qua 14h gặp", "电话 15分 ok：谈了续约 +3天", `\+3d`, ": x",
		`note tag:"a b" due:"fri 14:00"`, "+31/2", "call call", "\xff+3d", "C:\\x #1", "value:1,5 tỷ", "gọi không nghe máy",
		"call ok: giá 500 → gửi báo giá thứ 6 ← hợp đồng mai +3d", "→ a +3d", "x \\→ y fri",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if len(line) > 400 {
			return
		}
		e := parse(line)
		checkProblems(t, line, e)
		checkWords(t, line, e)
		checkRoundTrip(t, line, e)
		e.Preview(monday(), entry.Default(), entry.Facts{})
	})
}

// Under other lists the words are theirs.
func TestOtherLists(t *testing.T) {
	lists := entry.Lists{
		Kinds:    []entry.Kind{{Key: "fax", Label: "Fax", Words: []string{"điện tín"}, Directed: true}},
		Outcomes: []entry.Outcome{{Key: "sent", Label: "sent through", Reached: true, Due: []string{"+1w"}}},
	}
	e := entry.Parse("điện tín sent: call me >anything", monday(), lists)
	if e.Kind != "fax" || e.Outcome != "sent" || e.Text != "call me" || e.Stage != "anything" {
		t.Errorf("%+v", e)
	}
	want := "Fax out · sent through · “call me” → follow-up Mon 30 Nov (in 7 days), after sent through → stage anything"
	if got := strings.Join(e.Preview(monday(), lists, entry.Facts{}), " "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if again := entry.Parse(e.Format(lists), monday(), lists); !reflect.DeepEqual(again, e) {
		t.Errorf("%q reads as %+v", e.Format(lists), again)
	}
}

func TestOutcomeDelays(t *testing.T) {
	for tries, want := range map[int]when.Date{-1: "2026-11-24", 0: "2026-11-24", 1: "2026-11-26", 2: "2026-11-30", 3: "2026-11-30"} {
		u := parse("call na").FollowUp(monday(), entry.Default(), tries)
		if u == nil || u.When.Date != want {
			t.Errorf("after %d tries: %+v, want %s", tries, u, want)
		}
	}
	if u := parse("call na +none").FollowUp(monday(), entry.Default(), 0); u != nil {
		t.Errorf("+none gives %+v", u)
	}
	if u := parse("call ok").FollowUp(monday(), entry.Default(), 0); u != nil {
		t.Errorf("ok gives %+v", u)
	}
}

func TestPreviewSaysTheFacts(t *testing.T) {
	e := parse("ok: agreed >quote #vip #new -#cold -#old")
	got := e.Preview(monday(), entry.Default(), entry.Facts{
		Kind: "call", Stage: "quote", Tags: []string{"VIP", "cold"}, NewTags: []string{"new"}, Closes: []string{"Gọi lại báo giá"},
	})
	want := []string{
		"Call out · reached · “agreed”", "→ stage Quote (no change)", "+ tag vip (no change)", "+ tag new (new tag)",
		"− tag cold", "− tag old (no change)", "✓ closes “Gọi lại báo giá”",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// The preview is the sentence of the design.
func TestPreviewSentence(t *testing.T) {
	got := strings.Join(parse("call 15m ok: talked about renewal +3d").Preview(monday(), entry.Default(), entry.Facts{}), " ")
	if want := "Call out · 15 min · reached · “talked about renewal” → follow-up Thu 26 Nov (in 3 days)"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestLinesAreKept(t *testing.T) {
	e := parse("note first line\n  second line\n\nthird +3d")
	if want := "first line\n  second line\n\nthird"; e.Text != want || e.Follow == nil {
		t.Errorf("%+v", e)
	}
}

func TestProblemSpans(t *testing.T) {
	e := parse("call ok: gửi mẫu +31/2 14:00 #vip")
	if len(e.Problems) != 1 || e.Problems[0].Text != "+31/2 14:00" {
		t.Errorf("%+v", e.Problems)
	}
	checkProblems(t, "call ok: gửi mẫu +31/2 14:00 #vip", e)
}

// The log line previews at every key, and drafts can be long.
func BenchmarkParse(b *testing.B) {
	lists, ctx := entry.Default(), monday()
	for name, line := range map[string]string{
		"line": "call 12m ok: đã gửi mẫu vải, chờ anh Hòa duyệt +3d >quote #mẫu-vải",
		"page": "note: " + strings.Repeat("một dòng ghi chú rất dài ", 400) + "+3d",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				entry.Parse(line, ctx, lists)
			}
		})
	}
}
