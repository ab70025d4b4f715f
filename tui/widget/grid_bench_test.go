package widget

import (
	"testing"

	"crm/tui/theme"
)

// A step of the cursor and the frame after it, in a list of 100,000.
func BenchmarkGridFrame(b *testing.B) {
	st := theme.New("ansi", true)
	list := book{people(100_000)}
	g := NewGrid(options(&st.Overdue))
	g.Lines(st, 120, 40, true)
	list.serve(g)
	b.ReportAllocs()
	for b.Loop() {
		g.Move(1)
		if _, ok := g.NeedAfter(); ok {
			g.Home() // stay within the first window: the store is not measured
			n, _ := g.Need()
			rows, more := list.page(n)
			g.Answer(n, rows, more)
		}
		_ = g.Lines(st, 120, 40, true).String()
	}
}
