package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/theme"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// person is a row for tests.
type person struct {
	id, name, company, stage, email string
	days                            int
	heading                         string
}

func people(n int) []person {
	names := []string{"Sarah O’Connor", "Nguyễn Thị Ánh", "王小明", "Đặng Minh Khôi", "👩‍💻 Lan", "Mai Anh Tuấn"}
	companies := []string{"Blue Harbour Pte", "Công ty May Hòa Bình", "北京云帆科技", "—", "Nordlicht GmbH"}
	rows := make([]person, n)
	for i := range rows {
		rows[i] = person{
			id: fmt.Sprintf("p%06d", i), name: names[i%len(names)], company: companies[i%len(companies)],
			stage: "Quote", email: "anh@mayhoabinh.vn", days: i,
		}
	}
	return rows
}

func options(overdue *theme.Style) GridOptions[person] {
	text := func(f func(person) string) func(person) Cell {
		return func(p person) Cell { return Cell{Text: safe.Line(f(p))} }
	}
	return GridOptions[person]{
		ID: func(p person) string { return p.id },
		Heading: func(p person) (safe.Text, bool) {
			return safe.Line(p.heading), p.heading != ""
		},
		Columns: []Column[person]{
			{ID: "name", Title: "NAME", Min: 12, Max: 40, Grow: 3, Cell: text(func(p person) string { return p.name })},
			{ID: "company", Title: "COMPANY", Min: 12, Max: 40, Grow: 2, Rank: 3, From: 80, Cell: text(func(p person) string { return p.company })},
			{ID: "email", Title: "EMAIL", Min: 11, Max: 30, Grow: 1, Rank: 4, From: 100, Cell: func(p person) Cell {
				return Cell{Text: safe.Line(p.email), Cut: CutMiddle}
			}},
			{ID: "stage", Title: "STAGE", Min: 9, Rank: 2, From: 60, Cell: text(func(p person) string { return p.stage })},
			{ID: "last", Title: "LAST", Min: 5, Rank: 1, Right: true, Cell: func(p person) Cell {
				return Cell{Text: safe.Line(fmt.Sprint(p.days, "d")), Cut: CutNumber, Style: overdue}
			}},
		},
	}
}

// book stands in for the store: pages of a list, by key.
type book struct{ all []person }

const page = 200

// serve answers what the grid needs, as a screen does, until it needs nothing.
func (b book) serve(g *Grid[person]) {
	for {
		n, ok := g.Need()
		if !ok {
			return
		}
		rows, more := b.page(n)
		g.Answer(n, rows, more)
	}
}

func (b book) page(n Need[person]) ([]person, bool) {
	at := slices.IndexFunc(b.all, func(p person) bool { return p.id == n.From.id })
	from, to := 0, min(page, len(b.all))
	switch n.Side {
	case Last:
		from, to = max(0, len(b.all)-page), len(b.all)
	case After:
		from, to = at+1, min(at+1+page, len(b.all))
	case Before:
		from, to = max(0, at-page), at
	}
	more := to < len(b.all)
	if n.Side == Last || n.Side == Before {
		more = from > 0
	}
	return slices.Clone(b.all[from:to]), more
}

func open(b book, h int) *Grid[person] {
	g := NewGrid(options(nil))
	g.Lines(theme.New("ansi", true), 120, h, true)
	b.serve(g)
	g.SetTotal(len(b.all))
	return g
}

// A grid that holds a window moves like one that holds everything.
func TestGridMovesAsIfItHeldAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 2, 199, 200, 201, 777, 3000}).Draw(t, "n")
		b := book{people(n)}
		h := rapid.IntRange(4, 60).Draw(t, "h")
		g := open(b, h)
		at := 0
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch rapid.IntRange(0, 5).Draw(t, "step") {
			case 0:
				d := rapid.IntRange(-90, 90).Draw(t, "d")
				g.Move(d)
				at += d
			case 1:
				d := rapid.SampledFrom([]int{-1, 1}).Draw(t, "d")
				g.Page(d)
				at += d * max(1, g.height-1)
			case 2:
				d := rapid.SampledFrom([]int{-1, 1}).Draw(t, "d")
				g.HalfPage(d)
				at += d * max(1, g.height/2)
			case 3:
				g.Home()
				at = 0
			case 4:
				g.End()
				at = n - 1
			case 5:
				g.SetRows(slices.Clone(g.Rows()), g.before, g.after)
			}
			at = min(max(at, 0), n-1)
			b.serve(g)
			if got := g.RowID(); got != b.all[at].id {
				t.Fatalf("cursor on %s, want %s", got, b.all[at].id)
			}
			if pos, ok := g.Position(); ok && pos != at {
				t.Fatalf("position %d, want %d", pos, at)
			}
			if g.Len() > 600+2*page {
				t.Fatalf("%d rows held", g.Len())
			}
			if g.cursor < g.top || g.cursor >= g.top+g.height {
				t.Fatalf("cursor %d outside of %d rows from %d", g.cursor, g.height, g.top)
			}
		}
	})
}

func TestGridRefusesStalePages(t *testing.T) {
	b := book{people(1000)}
	g := open(b, 20)
	g.Move(150)
	n, ok := g.Need()
	if !ok || n.Side != After {
		t.Fatalf("near the end of the window it needs %v, %v", n.Side, ok)
	}
	if _, again := g.Need(); again {
		t.Error("a page is asked for twice")
	}
	g.SetRows(people(10), false, false)
	if g.Answer(n, people(200), true) {
		t.Error("a page of the old list is taken")
	}
	if g.Len() != 10 {
		t.Errorf("%d rows", g.Len())
	}
}

func TestGridAsksAgainAfterAFailure(t *testing.T) {
	g := open(book{people(1000)}, 20)
	g.Move(150)
	if _, ok := g.NeedAfter(); !ok {
		t.Fatal("NeedAfter sees nothing")
	}
	if _, ok := g.NeedBefore(); ok {
		t.Error("NeedBefore sees a page before the first")
	}
	first, _ := g.Need()
	g.Drop()
	second, ok := g.Need()
	if !ok || second.From.id != first.From.id {
		t.Errorf("needs %v, %v after a failure", second.From.id, ok)
	}
}

func TestGridKeepsTheRow(t *testing.T) {
	without := func(rows []person, ids ...string) []person {
		return slices.DeleteFunc(slices.Clone(rows), func(p person) bool { return slices.Contains(ids, p.id) })
	}
	rows := people(50)
	for _, c := range []struct {
		name string
		now  []person
		want string
		same bool
	}{
		{"same", rows, "p000020", true},
		{"one before left", without(rows, "p000003"), "p000020", true},
		{"it left", without(rows, "p000020"), "p000021", false},
		{"it and the next left", without(rows, "p000020", "p000021"), "p000022", false},
		{"the rest left", rows[:20], "p000019", false},
		{"all left", people(0), "", false},
		{"turned round", reversed(rows), "p000020", true},
	} {
		g := open(book{rows}, 20)
		g.Move(20)
		if same := g.SetRows(slices.Clone(c.now), false, false); same != c.same {
			t.Errorf("%s: same is %v", c.name, same)
		}
		if got := g.RowID(); got != c.want {
			t.Errorf("%s: cursor on %q, want %q", c.name, got, c.want)
		}
	}
}

func reversed(rows []person) []person {
	out := slices.Clone(rows)
	slices.Reverse(out)
	return out
}

func TestGridKeepsItsHeightOnTheScreen(t *testing.T) {
	g := open(book{people(100)}, 21)
	g.Move(50)
	g.Move(-5)
	at := g.cursor - g.top
	g.SetRows(people(100)[10:], false, false)
	if got := g.cursor - g.top; got != at {
		t.Errorf("row %d of the screen, want %d", got, at)
	}
}

func TestGridStepsOverHeadings(t *testing.T) {
	rows := people(6)
	list := []person{{id: "h1", heading: "! OVERDUE  3"}, rows[0], rows[1], {id: "h2", heading: "• DUE TODAY"}, rows[2], {id: "h3", heading: "~ COLD"}}
	g := open(book{list}, 12)
	var seen []string
	for range 4 {
		seen = append(seen, g.RowID())
		g.Move(1)
	}
	if want := []string{"p000000", "p000001", "p000002", "p000002"}; !slices.Equal(seen, want) {
		t.Errorf("cursor goes through %q, want %q", seen, want)
	}
	g.Home()
	if g.RowID() != "p000000" {
		t.Errorf("Home goes to %q", g.RowID())
	}
	g.End()
	if g.RowID() != "p000002" {
		t.Errorf("End goes to %q", g.RowID())
	}
	none := open(book{[]person{{id: "h", heading: "nothing"}}}, 12)
	none.Move(1)
	if _, ok := none.Row(); ok {
		t.Error("there is a row where only a heading is")
	}
}

func TestGridMarks(t *testing.T) {
	g := open(book{people(300)}, 20)
	g.Mark()
	g.Mark()
	if got := g.Targets(); len(got) != 2 || !g.Marked("p000000") || !g.Marked("p000001") || g.RowID() != "p000002" {
		t.Errorf("marks %q, cursor %s", got, g.RowID())
	}
	g.Home()
	g.Mark()
	if g.Marked("p000000") {
		t.Error("a second Mark does not take the mark away")
	}
	g.MarkAll([]string{"p000005", "p000250", "gone"})
	if got := g.HiddenMarks(2); got != 1 {
		t.Errorf("%d marks hidden", got)
	}
	g.InvertAll([]string{"p000005", "p000006"})
	marks := g.Marks()
	slices.Sort(marks)
	if want := []string{"gone", "p000006", "p000250"}; !slices.Equal(marks, want) {
		t.Errorf("inverted: %q, want %q", marks, want)
	}
	if !g.ClearMarks() || g.ClearMarks() {
		t.Error("ClearMarks reports wrongly")
	}
	if got := g.Targets(); !slices.Equal(got, []string{g.RowID()}) {
		t.Errorf("without marks a verb acts on %q", got)
	}
}

// checkBlock fails unless the block has exactly h lines of w cells.
func checkBlock(t interface{ Fatalf(string, ...any) }, what string, m cell.Method, l Lines, w, h int) {
	if len(l) != h {
		t.Fatalf("%s: %d lines, want %d", what, len(l), h)
	}
	for i, s := range l {
		if n := ansi.Method(m).StringWidth(s); n != w {
			t.Fatalf("%s: line %d has %d cells, want %d: %q", what, i, n, w, s)
		}
	}
}

func TestGridIsExactAtEverySize(t *testing.T) {
	for _, method := range []cell.Method{cell.WcWidth, cell.Grapheme} {
		st := theme.New("ansi", true)
		st.Cell = method
		g := NewGrid(options(&st.Overdue))
		book{people(3000)}.serve(g)
		g.SetMark("p000002", true)
		g.SetSort("last", true)
		for _, h := range []int{0, 1, 3, 4, 10, 12, 14, 18, 24, 36, 50, 100} {
			for w := range 301 {
				g.Move(7)
				l := g.Lines(st, w, h, w%2 == 0)
				checkBlock(t, fmt.Sprintf("grid %dx%d", w, h), method, l, w, h)
				if cursor := st.Glyph.Cursor; w > 0 && h > 0 && !strings.Contains(l.String(), cursor) {
					t.Fatalf("grid %dx%d: no cursor row", w, h)
				}
			}
		}
	}
}

func TestGridColumns(t *testing.T) {
	g := NewGrid(options(nil))
	for w, want := range map[int]string{
		20: "name", 40: "name last", 59: "name last", 60: "name stage last",
		80: "name company stage last", 100: "name company email stage last",
	} {
		var ids []string
		for _, c := range g.layout(w) {
			ids = append(ids, c.ID)
			if c.w < c.Min {
				t.Errorf("at %d column %s has %d cells, less than %d", w, c.ID, c.w, c.Min)
			}
			if c.w > max(c.Max, c.Min) {
				t.Errorf("at %d column %s has %d cells, more than %d", w, c.ID, c.w, c.Max)
			}
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("at %d the columns are %q, want %q", w, got, want)
		}
	}
}

func TestGridEmpty(t *testing.T) {
	g := NewGrid(options(nil))
	if n, ok := g.Need(); !ok || n.Side != First {
		t.Errorf("a new grid needs %v, %v", n.Side, ok)
	}
	g.Move(1)
	g.Page(-1)
	g.End()
	g.ScrollBy(3)
	g.Mark()
	if _, ok := g.Row(); ok || g.Targets() != nil {
		t.Error("an empty grid has a row")
	}
	g.Answer(Need[person]{Side: First}, nil, false)
	if _, ok := g.Need(); ok {
		t.Error("an empty list needs more")
	}
	st := theme.New("ansi", true)
	checkBlock(t, "empty grid", st.Cell, g.Lines(st, 50, 5, true), 50, 5)
}

func TestGridScrollBy(t *testing.T) {
	g := open(book{people(100)}, 21)
	g.ScrollBy(30)
	if g.top != 30 || g.RowID() != "p000030" {
		t.Errorf("top %d, cursor %s", g.top, g.RowID())
	}
	g.ScrollBy(-10)
	if g.top != 20 || g.RowID() != "p000030" {
		t.Errorf("top %d, cursor %s", g.top, g.RowID())
	}
	g.ScrollBy(-99)
	if g.top != 0 || g.RowID() != "p000019" {
		t.Errorf("top %d, cursor %s", g.top, g.RowID())
	}
}
