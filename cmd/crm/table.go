package main

import (
	"strings"

	"crm/store/safe"
	"crm/tui/cell"
)

// method measures text. No terminal is asked anything, so code points are counted.
const method = cell.WcWidth

const (
	columnGap   = 2
	leastColumn = 8  // cells that a column keeps when the terminal is too narrow
	defaultWide = 80 // where the terminal does not say
)

// printTable writes aligned columns for people, cut to the terminal's width.
func (a *app) printTable(s sheet) error {
	now := a.now().In(a.zone)
	rows := make([][]safe.Text, 0, s.rows+1)
	head := make([]safe.Text, len(s.columns))
	for i, c := range s.columns {
		head[i] = safe.Line(strings.ToUpper(c))
	}
	rows = append(rows, head)
	for row := range s.rows {
		texts, err := s.texts(row, func(v any) string { return showOf(v, now) })
		if err != nil {
			return err
		}
		rows = append(rows, lines(texts))
	}
	if s.rows == 0 {
		return nil
	}
	width := a.width
	if width == 0 {
		width = defaultWide
	}
	return a.printLong(lines(align(rows, width)))
}

// align pads rows to columns that together take at most width cells. Columns
// that hold nothing but their heading are left out.
func align(rows [][]safe.Text, width int) []string {
	if len(rows) == 0 {
		return nil
	}
	sizes := make([]int, len(rows[0]))
	for n, row := range rows {
		for i, t := range row {
			if w := method.TextWidth(t); n > 0 && w > 0 {
				sizes[i] = max(sizes[i], w, method.TextWidth(rows[0][i]))
			}
		}
	}
	shrink(sizes, width)
	out := make([]string, len(rows))
	for n, row := range rows {
		var line strings.Builder
		for i, t := range row {
			if sizes[i] == 0 {
				continue
			}
			if line.Len() > 0 {
				line.WriteString(cell.Spaces(columnGap))
			}
			line.WriteString(method.Fit(t, sizes[i]))
		}
		out[n] = strings.TrimRight(line.String(), " ")
	}
	return out
}

// shrink takes cells from the widest column until all fit.
func shrink(sizes []int, width int) {
	for {
		total, widest, shown := 0, 0, 0
		for i, w := range sizes {
			if w == 0 {
				continue
			}
			shown++
			total += w
			if w > sizes[widest] {
				widest = i
			}
		}
		if total+columnGap*(shown-1) <= width || sizes[widest] <= leastColumn {
			return
		}
		sizes[widest]--
	}
}
