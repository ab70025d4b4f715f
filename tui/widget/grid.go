package widget

import (
	"crm/store/safe"
	"crm/tui/theme"
)

// Grid shows a long list of which it holds only a window of loaded rows; the
// rest stays in the book. It never counts or walks the whole list, so a move
// costs the same in a list of ten and of a hundred thousand.
//
// The window is fed by pages. After every move the screen asks [Grid.Need]
// which page is wanted, loads it, and hands it to [Grid.Answer]. A page that
// was asked for before the list changed is recognised by the row it hangs on,
// and refused.
//
// The cursor follows identity, not index: after a reload the same row is under
// it, at the same height on the screen; if the row has left the list, the next
// one that is still there.
type Grid[R any] struct {
	opts GridOptions[R]

	rows   []R  // the window
	before bool // the list has rows before the window
	after  bool // the list has rows after it
	base   int  // index in the list of rows[0], -1 if not known
	total  int  // length of the list, -1 if not known

	cursor int // index in rows
	top    int // index in rows of the first row drawn
	height int // rows drawn last

	want  Side // page wanted at a jump, or None
	asked Side // page under way, or None

	marks map[string]struct{}
	sort  string
	desc  bool
	stale bool
}

// GridOptions say what a grid shows.
type GridOptions[R any] struct {
	ID      func(R) string // required: identity of a row
	Columns []Column[R]    // required

	// Lead is a glyph in front of the first column.
	Lead func(R) Cell
	// Heading returns the text of a row that heads a section: it is drawn over
	// the whole width, and the cursor steps over it.
	Heading func(R) (safe.Text, bool)
	// Window is the most rows held; 600 if zero. Page is the distance to the
	// edge of the window at which the next page is wanted; 100 if zero.
	Window, Page int
}

// Column is a column of a grid. It is shown with at least Min cells or not at
// all.
type Column[R any] struct {
	ID    string
	Title string
	Min   int // required
	Max   int // widest useful width; Min if zero
	// Grow is the column's share of the cells that are left over.
	Grow int
	// Rank decides who goes when there is no room: the highest first. The
	// column of rank 0 stays.
	Rank int
	// From is the narrowest grid in which the column is shown.
	From  int
	Right bool // title at the right, over numbers
	Cell  func(R) Cell
}

// Cell is what stands in one place of the grid.
type Cell struct {
	Text  safe.Text
	Style *theme.Style // nil: the row's
	Cut   Cut
	// Hits are the parts of Text, as cell.Method.Show returns it, that a search
	// has found, in their order. Only a text that is cut at the end shows them.
	Hits []Hit
}

// Hit is a part of a text: bytes from From up to To, at borders of clusters.
type Hit struct{ From, To int }

// Cut says how a text that is too long for its place is shown.
type Cut uint8

// The ways to cut.
const (
	CutEnd    Cut = iota // Nguyễn Th…
	CutMiddle            // anh@may…nh.vn
	CutNumber            // at the right edge, ### if too long
	CutRight             // at the right edge, cut at the end
)

// NewGrid returns an empty grid. It wants its first page.
func NewGrid[R any](o GridOptions[R]) *Grid[R] {
	if o.Window == 0 {
		o.Window = 600
	}
	if o.Page == 0 {
		o.Page = 100
	}
	return &Grid[R]{opts: o, base: -1, total: -1, want: First, marks: map[string]struct{}{}}
}

// Len is the number of rows held.
func (g *Grid[R]) Len() int { return len(g.rows) }

// Row returns the row under the cursor.
func (g *Grid[R]) Row() (R, bool) {
	if g.cursor < 0 || g.cursor >= len(g.rows) || g.isHeading(g.cursor) {
		var none R
		return none, false
	}
	return g.rows[g.cursor], true
}

// RowID is the identity of the row under the cursor, or nothing.
func (g *Grid[R]) RowID() string {
	r, ok := g.Row()
	if !ok {
		return ""
	}
	return g.opts.ID(r)
}

// Position is the cursor's place in the whole list, from 0, if it is known.
func (g *Grid[R]) Position() (int, bool) {
	if g.base < 0 || len(g.rows) == 0 {
		return 0, false
	}
	return g.base + g.cursor, true
}

// SetTotal tells the length of the list; a negative one says that it is not
// known.
func (g *Grid[R]) SetTotal(n int) {
	g.total = n
	if n >= 0 && g.base < 0 && !g.after && len(g.rows) > 0 {
		g.base = max(0, n-len(g.rows))
	}
}

// Total is the length of the list, -1 if not known.
func (g *Grid[R]) Total() int { return g.total }

// SetSort puts the arrow at a column head.
func (g *Grid[R]) SetSort(column string, desc bool) { g.sort, g.desc = column, desc }

// SetStale says that the rows are not those wanted, but the last that were
// right: they are then drawn so.
func (g *Grid[R]) SetStale(on bool) { g.stale = on }

func (g *Grid[R]) isHeading(i int) bool {
	if g.opts.Heading == nil {
		return false
	}
	_, ok := g.opts.Heading(g.rows[i])
	return ok
}
