package widget

import (
	"fmt"
	"strings"
	"testing"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/keys"
	"crm/tui/theme"
	"crm/tui/tuitest"

	"pgregory.net/rapid"
)

// words generates text of the scripts in a book.
func words() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom([]string{
		"", "Log · Nguyễn Thị Ánh", "王小明 · 北京云帆科技", "o outcome", "👨‍👩‍👧 family", "đã gửi mẫu vải, chờ anh Hòa duyệt",
		strings.Repeat("dài ", 60), "a\u0301", "\u0301",
	}), rapid.String())
}

// TestEveryWidgetIsExact draws everything at any size under both methods.
func TestEveryWidgetIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := theme.New(rapid.SampledFrom(theme.Names()).Draw(t, "theme"), rapid.Bool().Draw(t, "dark"))
		st.Cell = rapid.SampledFrom([]cell.Method{cell.WcWidth, cell.Grapheme}).Draw(t, "method")
		if rapid.Bool().Draw(t, "ascii") {
			st.Glyph = theme.ASCII()
		}
		w, h := rapid.IntRange(2, 300).Draw(t, "w"), rapid.IntRange(1, 100).Draw(t, "h")
		text := func(label string) safe.Text { return safe.Line(words().Draw(t, label)) }
		line := func(what, s string) { checkBlock(t, what, st.Cell, Lines{s}, w, 1) }

		if w >= 6 {
			line("rule", Rule(st, st.Cell.Show(text("rule").String()), w))
		}
		line("bar", Bar(st, rapid.IntRange(-1, 60).Draw(t, "part"), 50, w))
		line("hints", Hints(st, hints(t, w), w))
		line("status", Status{
			Mode: rapid.SampledFrom([]string{"", "INPUT", "o…"}).Draw(t, "mode"), Text: text("status"),
			Tone: Tone(rapid.IntRange(0, 3).Draw(t, "tone")), Undo: rapid.SampledFrom([]string{"", "u"}).Draw(t, "undo"), Right: text("right"),
		}.Line(st, w))

		body := Lines{st.Cell.Show(text("body").String()), st.Error.Render("x"), ""}
		box := Box{Title: text("title"), Hint: text("hint"), Flush: rapid.Bool().Draw(t, "flush")}.Lines(st, body, w)
		checkBlock(t, "box", st.Cell, box, w, 5)

		var s Scroll
		s.Move(rapid.IntRange(-3, 9).Draw(t, "scroll"))
		checkBlock(t, "scroll", st.Cell, s.Lines(st, body, w, h), w, h)

		base := s.Lines(st, []string{st.Cell.Show(text("a").String()), st.Today.Render("王小明王小明"), "abc"}, w, h)
		over := Over(st, base, box, rapid.IntRange(-9, w).Draw(t, "x"), rapid.IntRange(-3, h).Draw(t, "y"))
		checkBlock(t, "over", st.Cell, over, w, h)
		checkBlock(t, "centre", st.Cell, Centre(st, base, box), w, h)
		checkBlock(t, "dock", st.Cell, Dock(st, base, box, 2), w, h)
		checkBlock(t, "beside", st.Cell, Beside(st, base, base), 2*w+1, h)
	})
}

func hints(t *rapid.T, w int) []keys.Hint {
	m, problems := keys.New(nil)
	if len(problems) > 0 {
		t.Fatalf("%v", problems)
	}
	return m.Footer(rapid.SampledFrom(keys.Scopes()).Draw(t, "scope"), w, nil)
}

func TestFormAndMenuAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := theme.New("ansi", true)
		st.Cell = rapid.SampledFrom([]cell.Method{cell.WcWidth, cell.Grapheme}).Draw(t, "method")
		w, h := rapid.IntRange(8, 200).Draw(t, "w"), rapid.IntRange(1, 40).Draw(t, "h")

		f := NewForm()
		m := Menu{Title: safe.Line(words().Draw(t, "title")), Cursor: rapid.IntRange(-1, 6).Draw(t, "cursor")}
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			text := safe.Line(words().Draw(t, "text"))
			field := NewField(fmt.Sprint("f", i), text, words().Draw(t, "value"))
			field.Hint = text
			f.fields = append(f.fields, field)
			if rapid.Bool().Draw(t, "wrong") {
				f.SetError(field.ID, text)
			}
			m.Items = append(m.Items, MenuItem{
				Key: rapid.SampledFrom([]string{"", "n", "王"}).Draw(t, "key"), Text: text,
				Note: safe.Line(words().Draw(t, "note")), Off: rapid.Bool().Draw(t, "off"),
			})
		}
		f.Move(rapid.IntRange(-20, 20).Draw(t, "move"))
		checkBlock(t, "form", st.Cell, f.Lines(st, w, h), w, h)
		if x, y := f.Cursor(); x < 0 || x >= w || y < 0 || y >= h {
			t.Fatalf("form %dx%d: cursor at %d,%d", w, h, x, y)
		}

		m.Move(rapid.IntRange(-5, 5).Draw(t, "step"))
		l := m.Lines(st, w, h)
		if len(l) == 0 || len(l) > max(h, 3) {
			t.Fatalf("menu: %d lines, room for %d", len(l), h)
		}
		mw := st.Cell.Width(l[0])
		checkBlock(t, "menu", st.Cell, l, mw, len(l))
		if mw > w {
			t.Fatalf("menu: %d cells, room for %d", mw, w)
		}
	})
}

func TestOverLeavesTheRest(t *testing.T) {
	st := theme.New("mono", true)
	base := Lines{"0123456789", "王小明王小", "abcdefghij"}
	got := Over(st, base, Lines{"[--]", "[--]"}, 3, 1)
	want := Lines{"0123456789", "王 [--] 小", "abc[--]hij"}
	if got.String() != want.String() {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if base[2] != "abcdefghij" {
		t.Error("the base has been changed")
	}
}

func TestSpread(t *testing.T) {
	st := theme.New("mono", true)
	for w, want := range map[int]string{10: "ab      cd", 5: "ab cd", 4: "ab  ", 2: "ab"} {
		if got := Spread(st, "ab", "cd", w); got != want {
			t.Errorf("in %d: %q, want %q", w, got, want)
		}
	}
}

func TestScroll(t *testing.T) {
	st := theme.New("mono", true)
	text := strings.Split("1 2 3 4 5 6 7 8 9", " ")
	var s Scroll
	show := func() string { return strings.ReplaceAll(s.Lines(st, text, 1, 3).String(), "\n", "") }
	for _, c := range []struct {
		name string
		move func()
		want string
	}{
		{"start", func() {}, "123"},
		{"down", func() { s.Move(1) }, "234"},
		{"page", func() { s.Page(1) }, "456"},
		{"end", s.End, "789"},
		{"beyond", func() { s.Move(5) }, "789"},
		{"page up", func() { s.Page(-1) }, "567"},
		{"home", s.Home, "123"},
	} {
		c.move()
		if got := show(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if above, below := s.More(); above || !below {
		t.Errorf("at the start there is more above %v, below %v", above, below)
	}
	s.End()
	text = text[:4] // the text has become shorter
	if got := show(); got != "234" {
		t.Errorf("shorter: %q", got)
	}
}

func TestFrames(t *testing.T) {
	st := theme.New("ansi", true)
	g := NewGrid(options(&st.Overdue))
	book{people(300)}.serve(g)
	g.SetSort("last", false)
	g.SetMark("p000001", true)
	g.Move(2)
	tuitest.Golden(t, "grid-120", g.Lines(st, 120, 10, true).String())
	tuitest.Golden(t, "grid-60-blurred", g.Lines(st, 60, 8, false).String())

	menu := Menu{Title: safe.Line("o outcome · Nguyễn Thị Ánh"), Cursor: -1, Items: []MenuItem{
		{Key: "o", Text: safe.Line("reached…")},
		{Key: "n", Text: safe.Line("no answer"), Note: safe.Line("→ Tue")},
		{Key: "b", Text: safe.Line("busy"), Note: safe.Line("no number"), Off: true},
	}, Foot: []safe.Text{safe.Line("busy days: Thu 26 has 9 already")}}
	over := Centre(st, g.Lines(st, 60, 10, true), menu.Lines(st, 60, 10))
	tuitest.Golden(t, "menu", over.String())

	form := NewForm(
		NewField("name", safe.Line("Name"), "Nguyễn Thị Ánh"),
		NewField("phone", safe.Line("Phone"), "0912 34"),
		NewField("company", safe.Line("Company"), ""),
	)
	form.Field("company").Hint = safe.Line("who they work for")
	form.Update(tuitest.Text("5")[0])
	form.SetError("phone", safe.Line("“0912 34” is too short for a Vietnamese number"))
	box := Box{Title: safe.Line("Edit · Nguyễn Thị Ánh"), Hint: safe.Line("ctrl+s save · Esc close")}
	tuitest.Golden(t, "form", box.Lines(st, form.Lines(st, box.Inner(58), 5), 58).String())

	tuitest.Golden(t, "status", strings.Join([]string{
		Status{Text: safe.Line("2 marked"), Right: safe.Line("last contact more than 30 days ago")}.Line(st, 60),
		Status{Text: safe.Line("no answer, Mai Anh Tuấn · retry Tue 24 Nov"), Tone: Did, Undo: "u"}.Line(st, 60),
		Status{Text: safe.Line("cannot write: the disk is full"), Tone: Failed}.Line(st, 60),
		Status{Mode: "INPUT", Text: safe.Line("what you type is text")}.Line(st, 60),
		Status{Text: safe.Line("no answer, Mai Anh Tuấn · retry Tue 24 Nov"), Tone: Did, Undo: "u"}.Line(st, 40),
	}, "\n"))
}
