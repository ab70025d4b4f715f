package importer

import (
	"strings"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

// twoRows joins a header of two rows, groups above and names below: the row found
// may be either. It returns the names of the columns and the index of the lower row.
func twoRows(f *field.Finder, head []table.Row, best int) ([]string, int) {
	names := texts(head[best])
	hits := countHits(f, names)
	if best+1 < len(head) {
		below := head[best+1]
		both := joinHeaders(f, names, texts(below))
		// Below a whole row of names, one without proof is data full of such words.
		whole := wide(head[best], look(f, head[best]), max(len(below.Cells), 2)) && proven(f, head, best+1) <= 0
		if l := look(f, below); l.values == 0 && (l.header() && !whole || completes(names, below)) && countHits(f, both) > hits {
			return both, best + 1
		}
	}
	if best > 0 && groups(head[best-1], names) {
		return joinHeaders(f, texts(head[best-1]), names), best
	}
	return names, best
}

// completes reports whether a row fills only what the one above it leaves open, or
// stands below the groups of it: names below merged cells.
func completes(upper []string, lower table.Row) bool {
	filled, open := 0, 0
	for i := range lower.Cells {
		if store.Clean(lower.Cells[i].Text) == "" {
			continue
		}
		if filled++; i >= len(upper) || upper[i] == "" || i+1 < len(upper) && upper[i+1] == "" {
			open++
		}
	}
	return filled >= 2 && filled == open
}

// groups reports whether a row is one of groups above the names of columns: each of
// its cells stands over two columns or more, or over one that has no name below.
func groups(upper table.Row, names []string) bool {
	if upper.Problem != nil {
		return false
	}
	over, filled := 0, 0
	cells := texts(upper)
	for i, text := range cells {
		if text == "" {
			continue
		}
		if filled++; isValue(text) || len(text) > maxHeaderText || i >= len(names) {
			return false
		}
		if names[i] == "" {
			continue
		}
		n := 0
		for j := i; j < len(names) && (j == i || j >= len(cells) || cells[j] == "") && names[j] != ""; j++ {
			n++
		}
		if n < 2 {
			return false
		}
		over++
	}
	// One cell in the first column is a title.
	return over > 0 && (filled > 1 || cells[0] == "")
}

// joinHeaders names columns by a group and a name: by both where that says more
// than the name alone, or tells it from others of the same name.
func joinHeaders(f *field.Finder, upper, lower []string) []string {
	out := make([]string, max(len(upper), len(lower)))
	copy(out, upper)
	times := map[string]int{}
	for _, name := range lower {
		times[fold.Key(name)]++
	}
	group := ""
	for i, name := range lower {
		if i < len(upper) && upper[i] != "" {
			group = upper[i]
		}
		if name == "" {
			if i < len(upper) && upper[i] != "" {
				group = "" // a name over both rows ends the group before it
			}
			continue
		}
		out[i] = name
		if group == "" || strings.EqualFold(group, name) {
			continue
		}
		both, better := joinName(f, group, name)
		if times[fold.Key(name)] > 1 || better {
			out[i] = both
		}
	}
	return out
}

// joinName joins a group and a name, and reports whether that says more than the
// name alone. English puts the group first, Vietnamese last: Work Phone, Ngày mua hàng.
func joinName(f *field.Finder, group, name string) (both string, better bool) {
	alone, _, known := f.Find(name)
	for _, both := range []string{group + " " + name, name + " " + group} {
		if joined, _, ok := f.Find(both); ok && (!known || joined != alone) {
			return both, true
		}
	}
	return group + " " + name, false
}

func countHits(f *field.Finder, names []string) int {
	row := table.Row{Cells: make([]table.Cell, len(names))}
	for i, n := range names {
		row.Cells[i] = table.Cell{Text: n, Kind: table.Text}
	}
	return look(f, row).hits
}

// secondNames reports whether a row below the header names the columns once more,
// for a program: Salesforce's templates have FIRST_NAME__C below "First name".
func secondNames(names []string, row table.Row) bool {
	same, filled := 0, 0
	for i := range row.Cells {
		text := store.Clean(row.Cells[i].Text)
		if text == "" {
			continue
		}
		filled++
		if i < len(names) && (strings.HasSuffix(strings.ToLower(text), "__c") || fold.Key(text) == fold.Key(names[i]) && text != names[i]) {
			same++
		}
	}
	return filled >= 3 && same*5 >= filled*4
}
