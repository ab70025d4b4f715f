package widget

// Side is where a page lies in the list.
type Side uint8

// The sides.
const (
	None   Side = iota
	First       // the start of the list
	Last        // its end
	Before      // before the row From
	After       // after the row From
)

// Need is a page that the grid wants.
type Need[R any] struct {
	Side Side
	From R // the loaded row next to the page, for Before and After
}

// Need returns the page that is wanted, once: it then counts as under way
// until [Grid.Answer], [Grid.SetRows] or [Grid.Drop].
func (g *Grid[R]) Need() (Need[R], bool) {
	if g.want != None {
		g.asked, g.want = g.want, None
		return Need[R]{Side: g.asked}, true
	}
	if g.asked != None || len(g.rows) == 0 {
		return Need[R]{}, false
	}
	switch {
	case g.after && len(g.rows)-1-g.cursor < g.opts.Page+g.height:
		g.asked = After
		return Need[R]{After, g.rows[len(g.rows)-1]}, true
	case g.before && g.cursor < g.opts.Page+g.height:
		g.asked = Before
		return Need[R]{Before, g.rows[0]}, true
	}
	return Need[R]{}, false
}

// NeedAfter returns the last loaded row if the page after it is wanted, and
// NeedBefore the first one if the page before it is. Both only look.
func (g *Grid[R]) NeedAfter() (R, bool) { return g.peek(After) }

// NeedBefore is described at [Grid.NeedAfter].
func (g *Grid[R]) NeedBefore() (R, bool) { return g.peek(Before) }

func (g *Grid[R]) peek(side Side) (R, bool) {
	want, asked := g.want, g.asked
	n, ok := g.Need()
	g.want, g.asked = want, asked
	return n.From, ok && n.Side == side
}

// Answer takes the page n, which then belongs to the grid: its rows in list
// order, and whether the list goes
// on beyond them (for Last and Before: on the side of the start). It returns
// false, and does nothing, if the list is no longer the one that the page was
// asked for.
func (g *Grid[R]) Answer(n Need[R], rows []R, more bool) bool {
	switch n.Side {
	case First:
		g.asked = None
		g.jump(rows, false, more)
		g.base, g.cursor, g.top = 0, 0, 0
		g.cursor = g.selectable(0, 1)
	case Last:
		g.asked = None
		g.jump(rows, more, false)
		g.base = -1
		g.SetTotal(g.total)
		g.cursor = g.selectable(len(rows)-1, -1)
		g.scroll()
	case After:
		if len(g.rows) == 0 || g.opts.ID(g.rows[len(g.rows)-1]) != g.opts.ID(n.From) {
			return false
		}
		g.asked = None
		g.rows = append(g.rows, rows...)
		g.after = more
		g.dropFront(len(g.rows) - g.opts.Window)
	case Before:
		if len(g.rows) == 0 || g.opts.ID(g.rows[0]) != g.opts.ID(n.From) {
			return false
		}
		g.asked = None
		g.extendFront(rows, more)
	default:
		return false
	}
	return true
}

// Drop forgets the page under way, which could not be loaded. It is wanted
// again at the next move.
func (g *Grid[R]) Drop() { g.asked = None }

// Reset asks for the first page of another list: a new search, another order.
// Until it comes the old rows stay; then the cursor is on its first row. Marks
// stay.
func (g *Grid[R]) Reset() {
	g.want, g.asked = First, None
	g.total = -1
}

// SetRows replaces the window after a change in the book: same place, fresh
// rows. The cursor stays on its row; if that has left, it goes to the next row
// of the old window that is still there, else to the one before. It reports
// whether the row under the cursor is the same as before.
func (g *Grid[R]) SetRows(rows []R, before, after bool) bool {
	old, at, shown := g.rows, g.cursor, g.cursor-g.top
	base := g.base
	var first string
	if len(old) > 0 {
		first = g.opts.ID(old[0])
	}
	g.jump(rows, before, after)
	g.base = -1
	switch {
	case !before:
		g.base = 0
	case len(rows) > 0 && g.opts.ID(rows[0]) == first:
		g.base = base
	}
	g.SetTotal(g.total)
	same := g.findNear(old, at)
	g.top = max(0, g.cursor-shown)
	g.scroll()
	return same
}

// findNear puts the cursor on the row old[at], or on its nearest neighbour
// that is still loaded: the following first.
func (g *Grid[R]) findNear(old []R, at int) bool {
	index := make(map[string]int, len(g.rows))
	for i := range g.rows {
		if !g.isHeading(i) {
			index[g.opts.ID(g.rows[i])] = i
		}
	}
	for i := at; i < len(old); i++ {
		if j, ok := index[g.opts.ID(old[i])]; ok {
			g.cursor = j
			return i == at
		}
	}
	for i := min(at, len(old)) - 1; i >= 0; i-- {
		if j, ok := index[g.opts.ID(old[i])]; ok {
			g.cursor = j
			return false
		}
	}
	g.cursor = g.selectable(0, 1)
	return len(old) == 0
}

// Select puts the cursor on the row of that identity, if it is loaded.
func (g *Grid[R]) Select(id string) bool {
	for i := range g.rows {
		if !g.isHeading(i) && g.opts.ID(g.rows[i]) == id {
			g.cursor = i
			g.scroll()
			return true
		}
	}
	return false
}

// Rows returns the window, for the screen to ask the book for the same rows
// again. It must not be changed.
func (g *Grid[R]) Rows() []R { return g.rows }

func (g *Grid[R]) jump(rows []R, before, after bool) {
	g.rows, g.before, g.after = rows, before, after
	g.want, g.asked = None, None
}

// dropFront forgets the first n rows, but none that is drawn.
func (g *Grid[R]) dropFront(n int) {
	n = min(n, g.top)
	if n <= 0 {
		return
	}
	g.rows = append([]R(nil), g.rows[n:]...)
	g.before = true
	g.cursor -= n
	g.top -= n
	if g.base >= 0 {
		g.base += n
	}
}

// extendFront puts rows in front, and forgets as many at the end if the window
// has grown too long, but none that is drawn.
func (g *Grid[R]) extendFront(rows []R, more bool) {
	all := make([]R, 0, len(rows)+len(g.rows))
	g.rows = append(append(all, rows...), g.rows...)
	g.before = more
	g.cursor += len(rows)
	g.top += len(rows)
	switch {
	case !more:
		g.base = 0
	case g.base >= 0:
		g.base = max(0, g.base-len(rows))
	}
	if keep := max(g.opts.Window, g.top+g.height, g.cursor+1); keep < len(g.rows) {
		clear(g.rows[keep:])
		g.rows = g.rows[:keep]
		g.after = true
	}
}
