package complete

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"crm/store/query"
	"crm/tui/theme"
	"crm/tui/tuitest"
	"crm/tui/widget"
)

// filled is a popup with these in it.
func filled(items ...Item) *Popup {
	p := New(context.Background(), func(context.Context, query.Completion, int) ([]Item, error) { return items, nil })
	cmd := p.Look("tag:", 4, query.Context{})
	p.Update(cmd())
	return p
}

func TestFrames(t *testing.T) {
	var items []Item
	for i, s := range []string{"vip", `"áo đồng phục"`, "展会", "lost"} {
		items = append(items, Item{s, "", 1284 / (i + 1)})
	}
	items = append(items, Item{"none", "no tag", -1}, Item{"any", "any tag", -1})
	for i := range 9 {
		items = append(items, Item{fmt.Sprintf("tag-%d", i), "", i})
	}
	st := theme.New("mono", true)
	p := filled(items...)
	tuitest.Golden(t, "open", p.Lines(st, 80, 20).String())
	for range 10 {
		p.Move(1)
	}
	tuitest.Golden(t, "chosen", p.Lines(st, 80, 20).String())
	tuitest.Golden(t, "narrow", p.Lines(st, 24, 5).String())
}

// It is a rectangle that stays within its room, whatever is in it.
func TestItFits(t *testing.T) {
	st := theme.New("mono", true)
	p := filled(Item{"\x1b[2Jevil\u202e", "\x07" + strings.Repeat("dài ", 40), 3}, Item{strings.Repeat("王", 60), "", 100000}, Item{"e" + strings.Repeat("\u0301", 40), "", -1})
	for w := range 90 {
		for h := range 12 {
			lines := p.Lines(st, w, h)
			if (lines == nil) != (w < leastWidth || h < leastHeight) {
				t.Fatalf("%d×%d: %d lines", w, h, len(lines))
			}
			if len(lines) > h {
				t.Fatalf("%d×%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				n := st.Cell.Width(l)
				if n > w || n != st.Cell.Width(lines[0]) {
					t.Fatalf("%d×%d: a line of %d: %q", w, h, n, l)
				}
				if strings.Contains(l, "\x1b[2J") || strings.ContainsAny(l, "\x07\u202e") {
					t.Fatalf("the terminal obeys %q", l)
				}
			}
		}
	}
}

func TestOverStaysWithinTheFrame(t *testing.T) {
	st := theme.New("mono", true)
	p := filled(Item{"vip", "", 58})
	base := widget.Lines{}.Resize(40, 8)
	for _, at := range []int{0, 3, 30, 39} {
		got := Over(st, base, p.Lines(st, 40, 6), at, 1)
		for _, l := range got {
			if st.Cell.Width(l) != 40 {
				t.Errorf("at %d a line is %q", at, l)
			}
		}
		if !strings.Contains(got.String(), "vip") || !strings.Contains(got.String(), "╯") {
			t.Errorf("at %d it is cut:\n%s", at, got)
		}
	}
	if got := Over(st, base, nil, 3, 1); got.String() != base.String() {
		t.Error("nothing is drawn as something")
	}
}
