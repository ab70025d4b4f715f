package html

import (
	"strconv"
	"strings"

	"crm/importer/table"
)

// Excel's XML of 2003 (“XML Spreadsheet”, namespace urn:schemas-microsoft-com:office:spreadsheet;
// the reference is Microsoft's “XML Spreadsheet Reference”): Worksheet, Table, Row, Cell, Data.
// Rows and cells without a value are left out, and Index says where the next one stands.

// startXML is a start tag; empty says that it is the end tag too.
func (p *parser) startXML(name string, attrs map[string]string, empty bool) {
	if name == "worksheet" {
		p.sheet = attrs["name"]
		return
	}
	if name == "table" && len(p.open) == 0 {
		p.openTable(p.sheet)
		if empty {
			p.closeTable()
		}
		return
	}
	g := p.top()
	if g == nil {
		return
	}
	switch name {
	case "row":
		p.closeRow(g)
		if n, err := strconv.Atoi(attrs["index"]); err == nil && n > g.row && n <= maxRow {
			g.row = n - 1
		}
		g.openRow()
	case "cell":
		if !g.inRow {
			g.openRow()
		}
		g.closeCell()
		if n, err := strconv.Atoi(attrs["index"]); err == nil && n-1 > len(g.cells) {
			g.append(table.Cell{}, min(n-1, maxCells)-len(g.cells))
		}
		across, err := strconv.Atoi(attrs["mergeacross"])
		if err != nil || across < 0 {
			across = 0
		}
		p.silent = "cell" // until there is data: what stands between tags is indentation
		g.cell = &cell{columns: min(across, maxCells) + 1, rows: 1, link: clean(attrs["href"])}
		if empty {
			g.closeCell()
		}
	case "data":
		if g.cell != nil && !p.comment && !empty {
			p.silent = ""
			g.cell.kind = kindXML(attrs["type"])
		}
	case "comment":
		p.comment = !empty
	}
}

// maxRow is the last row of a sheet of any spreadsheet.
const maxRow = 1 << 20

// endXML is an end tag.
func (p *parser) endXML(name string) {
	if name == "comment" {
		p.comment = false
	}
	g := p.top()
	if g == nil {
		return
	}
	switch name {
	case "data":
		if !p.comment {
			p.silent = "cell"
		}
	case "cell":
		if c := g.cell; c != nil {
			finishXML(c)
		}
		g.closeCell()
	case "row":
		p.closeRow(g)
	case "table":
		p.closeTable()
	}
}

func kindXML(name string) table.Kind {
	switch strings.ToLower(name) {
	case "number":
		return table.Number
	case "datetime":
		return table.DateTime
	case "boolean":
		return table.Bool
	case "error":
		return table.Fault
	}
	return table.Text
}

// finishXML brings a value into the form that table.Cell has for its kind.
func finishXML(c *cell) {
	s := strings.TrimSpace(c.text.String())
	switch c.kind {
	case table.Number:
		if strings.ContainsAny(s, "eE") { // Excel writes numbers of 16 digits so
			if f, err := strconv.ParseFloat(s, 64); err == nil {
				s = strconv.FormatFloat(f, 'f', -1, 64)
			}
		}
	case table.Bool:
		s = map[string]string{"1": "TRUE", "0": "FALSE"}[s]
	case table.DateTime:
		day, clock, ok := strings.Cut(s, "T")
		clock, _, _ = strings.Cut(clock, ".")
		switch {
		case !ok:
			c.kind = table.Text
		case clock == "00:00:00":
			s, c.kind = day, table.Date
		case day == "1899-12-31" || day == "1899-12-30":
			s, c.kind = clock, table.Time
		default:
			s = day + "T" + clock
		}
	default:
		return
	}
	c.text.Reset()
	c.text.WriteString(s)
}
