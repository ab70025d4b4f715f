package html

import (
	"strings"
	"unicode"

	"crm/importer/table"
)

// grid is a table that is open, with the row and the cell that are.
type grid struct {
	number int // of the table in the file, from 1
	name   string
	row    int // number of the row that is open or was the last
	inRow  bool
	header bool // the row looks like one of a header: it has <th>, or cells over columns
	cells  []table.Cell
	cell   *cell
	down   []spanned // cells of rows above that reach into the ones below
	fault  string    // why the row cannot be read
}

// spanned is a cell over several rows.
type spanned struct {
	column, columns int
	row             int // in which it begins
	rows            int // how many rows more
	value           table.Cell
}

// cell is a cell that is open.
type cell struct {
	text          strings.Builder
	space         bool // white space is due before the next character
	columns, rows int
	exact         string // what Excel left beside the text
	number        string
	kind          table.Kind
	link          string
}

// write adds text to the cell, white space joined as a browser does.
func (c *cell) write(s string) {
	for _, r := range s {
		if unicode.IsSpace(r) {
			c.space = true
			continue
		}
		if c.text.Len() > maxText {
			return
		}
		if c.space && c.text.Len() > 0 && !strings.HasSuffix(c.text.String(), "\n") {
			c.text.WriteByte(' ')
		}
		c.space = false
		c.text.WriteRune(r)
	}
}

// writeAsIs adds text of XML, where white space is meant.
func (c *cell) writeAsIs(s string) {
	if c.text.Len() <= maxText {
		c.text.WriteString(s)
	}
}

// lineEnd adds a line end, once for several paragraph ends, or another if it is a <br>.
func (c *cell) lineEnd(always bool) {
	if s := c.text.String(); s != "" && (always || !strings.HasSuffix(s, "\n")) && len(s) <= maxText {
		c.text.WriteByte('\n')
	}
	c.space = false
}

// value returns the cell as a reader delivers it.
func (c *cell) value() table.Cell {
	text := strings.TrimRight(c.text.String(), "\n ")
	kind := table.Text
	switch {
	case c.exact != "":
		text = c.exact
	case c.number != "" && isHidden(text):
		text = c.number
	case c.kind != table.Empty:
		kind = c.kind
	}
	text = clean(text)
	if text == "" {
		return table.Cell{}
	}
	return table.Cell{Text: text, Kind: kind, Link: c.link}
}

// isHidden reports whether a cell shows its number in a way that loses digits.
func isHidden(shown string) bool {
	if strings.Trim(shown, "#") == "" {
		return true
	}
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(shown), "E+")
	return ok && strings.Trim(mantissa, "0123456789.,-") == "" && strings.Trim(exponent, "0123456789") == ""
}

func (g *grid) openRow() {
	g.closeRow()
	g.inRow = true
	g.row++
	g.cells = g.cells[:0]
	g.header = false
	g.fault = ""
	g.fromAbove()
}

// fromAbove adds the cells that reach from a row above to the end of the row so far.
func (g *grid) fromAbove() {
	for found := true; found; {
		found = false
		for i := range g.down {
			if d := &g.down[i]; d.rows > 0 && d.column == len(g.cells) {
				d.rows--
				g.append(d.value, d.columns)
				found = true
			}
		}
	}
}

// append adds a value and the columns that it spans.
func (g *grid) append(value table.Cell, columns int) {
	for range columns {
		if len(g.cells) > maxCells {
			return
		}
		g.cells = append(g.cells, value)
		value = table.Cell{}
	}
}

func (g *grid) openCell(c *cell, header bool) {
	if !g.inRow {
		g.openRow()
	}
	g.closeCell()
	g.header = g.header || header || c.columns > 1
	g.cell = c
}

func (g *grid) closeCell() {
	c := g.cell
	if c == nil {
		return
	}
	g.cell = nil
	if c.text.Len() > maxText {
		g.fault = "a cell is longer than it may be"
	}
	value := c.value()
	if c.rows > 1 && len(g.down) < maxCells {
		g.down = append(g.down, spanned{len(g.cells), c.columns, g.row, c.rows - 1, value})
	}
	g.append(value, c.columns)
	g.fromAbove()
}

// closeRow ends the row that is open. Its cells stay until the next one opens.
func (g *grid) closeRow() {
	if !g.inRow {
		return
	}
	g.closeCell()
	g.inRow = false
	kept := g.down[:0]
	for _, d := range g.down {
		if d.rows == 0 {
			continue
		}
		if g.header && d.row == g.row {
			d.value = table.Cell{}
		}
		kept = append(kept, d)
	}
	g.down = kept
}
