package importer

import (
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

// headRows is how many rows are looked at to find the header. Titles, notes and
// instructions above it rarely take ten.
const headRows = 50

// maxHeaderText is how long the name of a column may be; longer text is prose.
const maxHeaderText = 80

// layout says which rows of a table are data.
type layout struct {
	header     []string    // the names of the columns; nil without a header
	headerLine int         // the line of the (lower) header row; 0 without one
	firstLine  int         // data does not begin before this line
	footer     []int       // the lines at the end that are no data
	example    int         // a line of instructions below the header; 0 is none
	above      []table.Row // what stands above the header, or the data, and is no data
}

// data reports whether a row is data: below the header, above the footer, and
// not the header once more, as on each page of a printed report.
func (l *layout) data(row *table.Row) bool {
	switch {
	case row.Line < l.firstLine, row.Line == l.example, slices.Contains(l.footer, row.Line):
		return false
	case row.Problem != nil && row.Problem.Rejected:
		return true
	case invisible(row):
		return false
	}
	return l.header == nil || !l.repeats(row)
}

// invisible reports whether no cell has anything to see: a lone zero-width space
// is no data.
func invisible(row *table.Row) bool {
	for i := range row.Cells {
		c := &row.Cells[i]
		if c.Text == "" && c.Kind != table.Fault {
			continue
		}
		if c.Kind != table.Text || c.Text[0] > ' ' && c.Text[0] < 0x7f || store.Clean(beginning(c.Text)) != "" || len(c.Text) > lookBytes && store.Clean(c.Text) != "" {
			return false
		}
	}
	return true
}

func (l *layout) repeats(row *table.Row) bool {
	same := 0
	for i := range row.Cells {
		text := row.Cells[i].Text
		if text == "" {
			continue
		}
		if i >= len(l.header) || len(text) > lookBytes || store.Clean(text) != l.header[i] {
			return false
		}
		same++
	}
	return same >= 2
}

// readHeadRows reads the first rows of a table and keeps them.
func readHeadRows(rd table.Reader, n int) ([]table.Row, error) {
	var out []table.Row
	var row table.Row
	for len(out) < n {
		err := rd.Read(&row)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		keep := row
		keep.Cells = slices.Clone(row.Cells)
		out = append(out, keep)
	}
	return out, nil
}

// rowLook is what the cells of a row look like.
type rowLook struct {
	filled int
	hits   int // cells that are the names of fields, each field once
	values int // cells that are no names: emails, phones, dates, numbers
}

func look(f *field.Finder, row table.Row) rowLook {
	var l rowLook
	seen := map[string]bool{}
	for i := range row.Cells {
		c := &row.Cells[i]
		text := strings.TrimSpace(c.Text)
		if text == "" {
			continue
		}
		l.filled++
		if c.Kind != table.Text || isValue(text) {
			l.values++
			continue
		}
		if len(text) > maxHeaderText {
			continue
		}
		if t, _, ok := f.Find(text); ok && (!seen[t.String()] || t.ID.Channel()) {
			seen[t.String()] = true
			l.hits++
		}
	}
	return l
}

// header tells whether such a row can be one.
func (l rowLook) header() bool {
	switch {
	case l.hits == 0 || l.values*3 > l.filled:
		return false
	case l.hits >= 4:
		return true
	}
	return l.hits*3 >= l.filled
}

// isValue reports whether text is what stands under a header, never in one.
func isValue(text string) bool {
	if strings.ContainsRune(text, '@') {
		_, _, ok := fold.Email(text)
		return ok
	}
	digits, letters := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters == 0 || digits >= 6 && letters <= digits/2 || strings.Contains(text, "://")
}

// findLayout finds the header among the first rows.
func findLayout(f *field.Finder, head []table.Row) layout {
	head = unquoted(f, head)
	best := pickHeader(f, head)
	if best < 0 {
		best = strangeHeader(head)
	}
	if best < 0 {
		best = weakHeader(f, head)
	}
	if best < 0 {
		l := layout{}
		if n := titles(head); n < len(head) {
			l.firstLine, l.above = head[n].Line, head[:n]
		}
		return l
	}
	first := best
	names, best := twoRows(f, head, best)
	line := head[best].Line
	if best == first && best > 0 && groups(head[best-1], names) {
		first--
	}
	l := layout{header: names, headerLine: line, firstLine: line + 1, above: head[:first]}
	if best+1 < len(head) && (isExample(names, head[best+1]) || instructions(f, names, head[best+1]) || secondNames(names, head[best+1])) {
		l.example = head[best+1].Line
	}
	return l
}

func texts(row table.Row) []string {
	out := make([]string, len(row.Cells))
	for i := range row.Cells {
		out[i] = store.Clean(row.Cells[i].Text)
	}
	return out
}

// strangeHeader finds a header in a language that the table of fields does not
// know: a first row of distinct short texts above columns of values.
func strangeHeader(head []table.Row) int {
	if len(head) < 2 {
		return -1
	}
	width := 0
	for _, row := range head {
		width = max(width, len(row.Cells))
	}
	for i, row := range head[:len(head)-1] {
		seen := map[string]bool{}
		filled := 0
		for _, c := range row.Cells {
			text := strings.TrimSpace(c.Text)
			if text == "" {
				continue
			}
			filled++
			if c.Kind != table.Text || isValue(text) || len(text) > maxHeaderText || seen[text] {
				return -1
			}
			seen[text] = true
		}
		if filled*2 > width && valuesBelow(row, head[i+1:]) {
			return i
		}
	}
	return -1
}

// valuesBelow reports whether some column is named in row and has values below.
func valuesBelow(row table.Row, below []table.Row) bool {
	for c := range row.Cells {
		if strings.TrimSpace(row.Cells[c].Text) == "" {
			continue
		}
		values, filled := 0, 0
		for _, r := range below {
			if c >= len(r.Cells) || strings.TrimSpace(r.Cells[c].Text) == "" {
				continue
			}
			filled++
			if r.Cells[c].Kind != table.Text || isValue(strings.TrimSpace(r.Cells[c].Text)) {
				values++
			}
		}
		if filled > 0 && values*3 >= filled*2 {
			return true
		}
	}
	return false
}

// instructions reports whether the row below a header explains the columns, as
// some import templates do.
func instructions(f *field.Finder, names []string, row table.Row) bool {
	marked := 0
	for i := range row.Cells {
		text := fold.Text(row.Cells[i].Text)
		if text == "" {
			continue
		}
		if isValue(strings.TrimSpace(row.Cells[i].Text)) {
			return false
		}
		for _, mark := range []string{"bat buoc", "required", "optional", "khong bat buoc", "vi du", "example", "e.g.", "必填", "选填", "必須", "任意", "(text)", "dinh dang"} {
			if strings.Contains(text, mark) {
				marked++
				break
			}
		}
	}
	return marked >= 2
}

// contactScore says how much the top of a sheet looks like a list of contacts.
func contactScore(head []table.Row) int {
	if len(head) == 0 {
		return 0
	}
	f := field.NewFinder()
	l := findLayout(f, head)
	score := 1 + min(len(head), 10)/5
	seen := map[field.ID]bool{}
	for _, name := range l.header {
		t, _, ok := f.Find(name)
		if !ok || seen[t.ID] {
			continue
		}
		seen[t.ID] = true
		switch t.ID {
		case field.Name, field.Given, field.Family:
			score += 10
		case field.Email, field.Phone:
			score += 12
		default:
			score += 2
		}
	}
	if l.header == nil {
		for _, row := range head {
			for i := range row.Cells {
				if _, _, ok := fold.Email(row.Cells[i].Text); ok {
					score += 2
				}
			}
		}
	}
	return score
}
