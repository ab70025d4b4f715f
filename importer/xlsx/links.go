package xlsx

import (
	"bytes"
	"strings"
)

// links are the hyperlinks of one sheet.
// They stand behind the rows in the file and are wanted with them,
// so a sheet that has any is read twice.
type links struct {
	rows  map[int][]link // those within one row, by row
	areas []area         // those over several
}

// link is a hyperlink over the columns from first to last, counted from 0.
type link struct {
	first, last int
	target      string
}

// area is a hyperlink over several rows.
type area struct {
	link
	top, bottom int
}

// maxAreas is how many links over several rows are kept. Real sheets have a few;
// each is looked at in each row.
const maxAreas = 1000

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
	l := &links{rows: map[int][]link{}}
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
			l.add(attrs[0], target)
		}
	}
}

// add adds the link of a cell or an area: "B2", "B2:C9".
func (l *links) add(ref, target string) {
	from, to, isArea := strings.Cut(ref, ":")
	col, row, ok := parseRef([]byte(from))
	if !ok {
		return
	}
	lastCol, lastRow := col, row
	if isArea {
		if lastCol, lastRow, ok = parseRef([]byte(to)); !ok {
			return
		}
	}
	k := link{first: col, last: lastCol, target: target}
	if row == lastRow {
		l.rows[row] = append(l.rows[row], k)
	} else if len(l.areas) < maxAreas {
		l.areas = append(l.areas, area{k, row, lastRow})
	}
}

// at returns the target of a cell, or nothing.
func (l *links) at(row, col int) string {
	for _, k := range l.rows[row] {
		if k.first <= col && col <= k.last {
			return k.target
		}
	}
	for _, k := range l.areas {
		if k.top <= row && row <= k.bottom && k.first <= col && col <= k.last {
			return k.target
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
