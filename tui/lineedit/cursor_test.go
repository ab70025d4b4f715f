package lineedit_test

import (
	"strings"
	"testing"
	"unicode"

	"crm/tui/cell"
	"crm/tui/lineedit"
	"crm/tui/theme"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// mixed generates what people of three languages type.
func mixed() *rapid.Generator[string] {
	parts := []string{
		"Nguyễn", "Thị", "Ánh", "đ", "ữ", "A\u0301", "王小明", "北京", "，", "たなか", "김민수", "Zoë", "👩‍💻", "👨‍👩‍👧", "👍🏽",
		"❤️", "🇻🇳", "1️⃣", "ｆｕｌｌ", " ", "a", "+3d", "#mẫu-vải", ">quote", "…",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 12).Draw(t, "parts"), "")
	})
}

// plainText reports that s has no format characters, behind which a mark
// stands for itself in the line and for nothing in the whole text.
func plainText(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.Is(unicode.Cf, r) || r >= 0xfff0 && r <= 0xfff8
	})
}

// edits changes a line at random.
func edits(t *rapid.T, l *lineedit.Line) {
	for range rapid.IntRange(0, 12).Draw(t, "edits") {
		switch rapid.IntRange(0, 9).Draw(t, "edit") {
		case 0, 1, 2:
			l.Type(mixed().Draw(t, "type"))
		case 3:
			l.Move(rapid.IntRange(-9, 9).Draw(t, "move"))
		case 4:
			l.MoveWord(rapid.SampledFrom([]int{-1, 1}).Draw(t, "word"))
		case 5:
			l.Backspace()
		case 6:
			l.Delete()
		case 7:
			l.Paste(rapid.String().Filter(plainText).Draw(t, "paste"))
		case 8:
			l.Undo()
		case 9:
			l.Yank()
		}
	}
}

// The cell of the cursor is the width of what is drawn to its left: that is
// where an input method opens its window.
func TestCursorIsTheWidthOfWhatIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := theme.New("mono", true)
		st.Cell = rapid.SampledFrom([]cell.Method{cell.WcWidth, cell.Grapheme}).Draw(t, "method")
		l := lineedit.New(mixed().Draw(t, "start"))
		edits(t, l)
		if !norm.NFC.IsNormalString(l.Value()) {
			t.Fatalf("%q is not NFC", l.Value())
		}
		if l.Left()+l.Right() != l.Value() {
			t.Fatalf("%q and %q are not %q", l.Left(), l.Right(), l.Value())
		}

		const wide = 4000
		drawn := l.View(wide, st)
		left := st.Cell.Show(l.Left())
		if l.Cursor() != st.Cell.Width(left) {
			t.Fatalf("cursor %d, but %q is %d cells wide", l.Cursor(), left, st.Cell.Width(left))
		}
		if !strings.HasPrefix(drawn, strings.TrimRight(left, " ")) {
			t.Fatalf("drawn %q does not start with %q", drawn, left)
		}

		w := rapid.IntRange(1, 60).Draw(t, "w")
		drawn = l.View(w, st)
		if n := ansi.Method(st.Cell).StringWidth(drawn); n != w {
			t.Fatalf("View(%d) of %q: %d cells", w, l.Value(), n)
		}
		if l.Cursor() < 0 || l.Cursor() >= w {
			t.Fatalf("View(%d): cursor %d", w, l.Cursor())
		}
	})
}

// What a terminal has left of the cursor is what the line has there, for 500
// mixed strings.
func TestCursorOnATerminal(t *testing.T) {
	const w = 300
	em := vt.NewEmulator(w, 1)
	st := theme.New("mono", true)
	checks := 0
	rapid.Check(t, func(t *rapid.T) {
		for range 5 {
			l := lineedit.New(mixed().Draw(t, "start"))
			l.Move(-rapid.IntRange(0, 30).Draw(t, "back"))
			line := l.View(w, st)
			if _, err := em.WriteString("\x1b[1;1H\x1b[2K" + line); err != nil {
				t.Fatal(err)
			}
			var left strings.Builder
			for x := 0; x < l.Cursor(); {
				c := em.CellAt(x, 0)
				left.WriteString(c.Content)
				x += max(1, c.Width)
			}
			if want := st.Cell.Show(l.Left()); left.String() != want {
				t.Fatalf("the terminal has %q left of cell %d, want %q", left.String(), l.Cursor(), want)
			}
			checks++
		}
	})
	want := 500
	if testing.Short() {
		want = 100 // rapid tries a fifth of the cases
	}
	if checks < want {
		t.Errorf("only %d strings were compared", checks)
	}
}

func FuzzLine(f *testing.F) {
	f.Add("Nguyễn 王小明", "\x7f\x7fễn", 3, 20)
	f.Add("👨‍👩‍👧", "\u0301", 0, 1)
	f.Add("a\x00\x1b[31m", "\r\n", -2, 5)
	f.Fuzz(func(t *testing.T, start, typed string, move, w int) {
		st := theme.New("mono", true)
		l := lineedit.New(start)
		l.Move(move % 1000)
		l.Type(typed)
		if strings.ContainsFunc(l.Value(), func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
			t.Fatalf("%q holds a control character", l.Value())
		}
		w = max(0, w%500)
		if n := st.Cell.Width(l.View(w, st)); n != w {
			t.Fatalf("View(%d) of %q: %d cells", w, l.Value(), n)
		}
		l.Undo()
		if !norm.NFC.IsNormalString(l.Value()) {
			t.Fatalf("%q is not NFC", l.Value())
		}
	})
}
