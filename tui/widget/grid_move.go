package widget

// Move moves the cursor by n rows, within what is loaded. Headings are
// stepped over.
func (g *Grid[R]) Move(n int) {
	if len(g.rows) == 0 {
		return
	}
	step := 1
	if n < 0 {
		step = -1
	}
	at := g.cursor
	for ; n != 0; n -= step {
		next := g.selectable(at+step, step)
		if next < 0 || next == at {
			break
		}
		at = next
	}
	if n != 0 && step < 0 && !g.before {
		g.top = 0 // show the heading above the first row
	}
	g.cursor = at
	g.scroll()
}

// Page moves by n screenfuls less one row, which stays as an anchor.
func (g *Grid[R]) Page(n int) { g.Move(n * max(1, g.height-1)) }

// HalfPage moves by n half screenfuls.
func (g *Grid[R]) HalfPage(n int) { g.Move(n * max(1, g.height/2)) }

// Home goes to the first row of the list. If that is not loaded, the first
// page is wanted.
func (g *Grid[R]) Home() {
	if g.before {
		g.want, g.asked = First, None
		return
	}
	g.cursor, g.top = g.selectable(0, 1), 0
	g.scroll()
}

// End goes to the last row of the list. If that is not loaded, the last page
// is wanted.
func (g *Grid[R]) End() {
	if g.after {
		g.want, g.asked = Last, None
		return
	}
	g.cursor = g.selectable(len(g.rows)-1, -1)
	g.scroll()
}

// selectable returns the first row from i on, in the direction step, that the
// cursor can stand on; if there is none, the nearest the other way; -1 if
// there is none at all.
func (g *Grid[R]) selectable(i, step int) int {
	for _, step := range []int{step, -step} {
		for j := i; j >= 0 && j < len(g.rows); j += step {
			if !g.isHeading(j) {
				return j
			}
		}
		i = min(max(i, 0), len(g.rows)-1)
	}
	return -1
}

// scroll brings the cursor row into view, with its heading if that is just
// above.
func (g *Grid[R]) scroll() {
	h := g.height
	if h <= 0 {
		return // not drawn yet: the first drawing scrolls
	}
	low := max(0, g.cursor)
	if low > 0 && h > 1 && g.isHeading(low-1) {
		low--
	}
	g.top = min(g.top, low)
	g.top = max(g.top, g.cursor-h+1)
	g.top = min(g.top, max(0, len(g.rows)-h))
	g.top = max(g.top, 0)
}

// ScrollBy moves what is shown by n rows, as a mouse wheel does; the cursor
// stays within it.
func (g *Grid[R]) ScrollBy(n int) {
	h := max(1, g.height)
	g.top = min(max(0, g.top+n), max(0, len(g.rows)-h))
	switch {
	case g.cursor < g.top:
		g.cursor = g.selectable(g.top, 1)
	case g.cursor >= g.top+h:
		g.cursor = g.selectable(g.top+h-1, -1)
	}
	g.scroll()
}
