package widget

import (
	"slices"
	"strings"
	"testing"

	"crm/store/safe"
	"crm/tui/theme"
	"crm/tui/tuitest"

	"github.com/charmbracelet/x/ansi"
)

// found is a grid of names in which "Ánh" and "明" were found.
func found(names ...string) *Grid[string] {
	g := NewGrid(GridOptions[string]{
		ID: func(s string) string { return s },
		Columns: []Column[string]{{ID: "name", Title: "NAME", Min: 4, Max: 30, Grow: 1, Cell: func(s string) Cell {
			c := Cell{Text: safe.Line(s)}
			for _, part := range []string{"Ánh", "明"} {
				if i := strings.Index(s, part); i >= 0 {
					c.Hits = append(c.Hits, Hit{i, i + len(part)})
				}
			}
			slices.SortFunc(c.Hits, func(a, b Hit) int { return a.From - b.From })
			return c
		}}},
	})
	n, _ := g.Need()
	g.Answer(n, names, false)
	return g
}

func TestHitsAreMarkedAndCutWithTheText(t *testing.T) {
	st := theme.New("mono", true)
	names := []string{"Nguyễn Thị Ánh", "王小明 Ánh", "Ánh", "李娜"}
	g := found(names...)
	match, here := st.Match.Render("Ánh"), st.MatchHere.Render("Ánh")
	lines := g.Lines(st, 40, 10, true)
	if !strings.Contains(lines[1], here) || strings.Contains(lines[1], match) {
		t.Errorf("the cursor row is %s", tuitest.Tags(lines[1]))
	}
	if !strings.Contains(lines[2], st.Match.Render("明")+" "+match) {
		t.Errorf("a row is %s", tuitest.Tags(lines[2]))
	}
	if lines = g.Lines(st, 40, 10, false); !strings.Contains(lines[1], match) {
		t.Errorf("the row left is %s", tuitest.Tags(lines[1]))
	}
	g.SetMark("Ánh", true)
	g.SetStale(true)
	lines = g.Lines(st, 40, 10, true)
	if strings.Contains(lines.String(), "underline") || !strings.Contains(lines[3], st.Stale.Render("x")[:3]) {
		t.Errorf("old rows are %s", tuitest.Tags(lines.String()))
	}
	g.SetStale(false)
	for w := 1; w < 40; w++ {
		for i, l := range g.Lines(st, w, 10, w%2 == 0) {
			if st.Cell.Width(l) != w {
				t.Fatalf("%d cells: row %d is %q", w, i, l)
			}
		}
	}
	// Cut in the middle of what was found, the … is not marked.
	got := tuitest.Tags(g.Lines(st, 3+13, 10, false)[1])
	if plain := ansi.Strip(g.Lines(st, 3+13, 10, false)[1]); !strings.Contains(plain, "Nguyễn Thị Á…") || !strings.Contains(got, "Á{/}") {
		t.Errorf("cut to %q", got)
	}
}
