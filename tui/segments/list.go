package segments

import (
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/tui/widget"
)

// row is a segment, or the heading of a section.
type row struct {
	heading string
	seg     store.Segment
}

func (r row) id() string {
	if r.heading != "" {
		return "section " + r.heading
	}
	return r.seg.UID
}

// rowsOf puts the saved queries before the fixed lists.
func rowsOf(list []store.Segment) []row {
	var live, static []row
	for _, g := range list {
		if g.Static() {
			static = append(static, row{seg: g})
		} else {
			live = append(live, row{seg: g})
		}
	}
	var rows []row
	if len(live) > 0 {
		rows = append(rows, row{heading: " SEGMENTS"})
		rows = append(rows, live...)
	}
	if len(static) > 0 {
		rows = append(rows, row{heading: " STATIC LISTS"})
		rows = append(rows, static...)
	}
	return rows
}

func newGrid(m *Model) *widget.Grid[row] {
	return widget.NewGrid(widget.GridOptions[row]{
		ID:      row.id,
		Heading: func(r row) (safe.Text, bool) { return safe.Line(r.heading), r.heading != "" },
		Lead: func(r row) widget.Cell {
			return widget.Cell{Text: safe.Line(r.seg.Hotkey), Style: &m.opt.Styles.Key}
		},
		Window: 1 << 20,
		Columns: []widget.Column[row]{
			{ID: "name", Min: 12, Max: 60, Grow: 1, Cell: func(r row) widget.Cell { return widget.Cell{Text: safe.Line(r.seg.Name)} }},
			{ID: "count", Min: 7, Max: 7, Rank: 1, Right: true, Cell: m.countCell},
		},
	})
}

// countCell is how many a segment has: … until it is known, ! if its query
// cannot be read.
func (m *Model) countCell(r row) widget.Cell {
	c, ok := m.counts[r.seg.UID]
	switch {
	case !ok:
		return widget.Cell{Text: safe.Line("…"), Cut: widget.CutRight}
	case c.err != nil:
		return widget.Cell{Text: safe.Line("!"), Cut: widget.CutRight, Style: &m.opt.Styles.Error}
	}
	return widget.Cell{Text: safe.Line(thousands(c.n)), Cut: widget.CutNumber}
}

// Query is what lists who is in a segment, as it is typed into the search bar:
// the query of a live one, so that it can be changed there.
func Query(g store.Segment) string {
	if !g.Static() {
		return g.Query
	}
	in, _ := query.Lookup("in")
	return "in:" + query.Context{}.Quoted(in, query.Plain, g.Name)
}

// Command is the command that lists what a query finds, as a shell reads it.
func Command(query string) string { return "crm list " + shell(query) }

// shell quotes a word for a POSIX shell, if it needs that. Within single quotes
// nothing means anything but the quote itself.
func shell(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_:.,/@%+", r)
	}
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// thousands writes a number with its thousands apart.
func thousands(n int) string {
	s := safe.Sprintf("%d", n).String()
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
