package xlsx

import (
	"bytes"
	"strings"

	"crm/importer/table"
)

// links are the hyperlinks of one sheet.
// They stand behind the rows in the file and are wanted with them,
// so a sheet that has any is read twice.
type links struct {
	cells map[cellAt]string
	areas []area // those over too many cells for the map
}

// cellAt is a cell: its row from 1, its column from 0.
type cellAt struct{ row, col int }

// area is a hyperlink over a rectangle of cells.
type area struct {
	from, to cellAt
	target   string
}

const (
	smallArea = 4096 // cells
	maxAreas  = 100  // each is looked at for each cell
)

// readLinks returns the hyperlinks of a sheet part: nil if it has none to the outside.
// Damage in the sheet is left to the pass over its rows, which knows where it is.
func (a *archive) readLinks(name string) (*links, error) {
	rels, err := a.relations(name, a.lim.rels)
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for id, r := range rels {
		if r.kind == "hyperlink" && r.external {
			targets[id] = r.target
		}
	}
	if len(targets) == 0 {
		return nil, nil
	}
	s, rc, err := a.scan(name, a.lim.sheet, true)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	l := &links{cells: map[cellAt]string{}}
	for {
		tok, err := s.next()
		if err != nil || tok == tokEOF {
			return l, nil
		}
		if tok != tokStart || string(s.name) != "hyperlink" || s.depth() != 3 {
			continue
		}
		attrs, err := s.texts("ref", "id", "location")
		if err != nil {
			return l, nil
		}
		if target := targets[attrs[1]]; target != "" {
			if attrs[2] != "" {
				target += "#" + attrs[2]
			}
			if !l.add(attrs[0], target, a.lim.links) {
				return nil, &table.LimitError{Part: name, Limit: "cells with hyperlinks", Max: int64(a.lim.links), Fix: anew}
			}
		}
	}
}

// add adds the link of a cell or an area: "B2", "B2:C9".
// It reports whether there was room for it.
func (l *links) add(ref, target string, max int) bool {
	first, last, isArea := strings.Cut(ref, ":")
	col, row, ok := parseRef([]byte(first))
	if !ok {
		return true
	}
	lastCol, lastRow := col, row
	if isArea {
		if lastCol, lastRow, ok = parseRef([]byte(last)); !ok {
			return true
		}
	}
	if (lastCol-col+1)*(lastRow-row+1) > smallArea {
		l.areas = append(l.areas, area{cellAt{row, col}, cellAt{lastRow, lastCol}, target})
		return len(l.areas) <= maxAreas
	}
	for r := row; r <= lastRow; r++ {
		for c := col; c <= lastCol; c++ {
			l.cells[cellAt{r, c}] = target
		}
	}
	return len(l.cells) <= max
}

// at returns the target of a cell, or nothing.
func (l *links) at(row, col int) string {
	if target, ok := l.cells[cellAt{row, col}]; ok {
		return target
	}
	for _, a := range l.areas {
		if a.from.row <= row && row <= a.to.row && a.from.col <= col && col <= a.to.col {
			return a.target
		}
	}
	return ""
}

// formulaLink returns the target of a formula =HYPERLINK("target", …)
// whose target is a literal.
func formulaLink(formula []byte) string {
	const name = "HYPERLINK("
	if len(formula) < len(name) || !bytes.EqualFold(formula[:len(name)], []byte(name)) {
		return ""
	}
	rest := bytes.TrimLeft(formula[len(name):], " ")
	if len(rest) == 0 || rest[0] != '"' {
		return ""
	}
	rest = rest[1:]
	n := bytes.IndexByte(rest, '"')
	if n <= 0 {
		return ""
	}
	after := bytes.TrimLeft(rest[n+1:], " ")
	if len(after) == 0 || after[0] != ',' && after[0] != ')' {
		return "" // an expression, or a quote in the text
	}
	return string(rest[:n])
}

// parseRef reads a cell reference: the column from 0, the row from 1.
// A column beyond any sheet is returned as it is, up to a bound.
func parseRef(ref []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20 // upper case
		if ref[i] == '$' {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		if col = col*26 + int(c-'A') + 1; col > 1<<24 {
			return 0, 0, false
		}
	}
	if col == 0 || i == len(ref) {
		return 0, 0, false
	}
	for ; i < len(ref); i++ {
		if ref[i] == '$' {
			continue
		}
		if ref[i] < '0' || ref[i] > '9' {
			return 0, 0, false
		}
		if row = row*10 + int(ref[i]-'0'); row > 1<<24 {
			return 0, 0, false
		}
	}
	return col - 1, row, true
}
