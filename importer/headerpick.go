package importer

import (
	"fmt"
	"strings"
	"unicode"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

// pickHeader finds the row that names the most fields, -1 for none. A row of data
// may be full of such words, too ("Email", "Website" in a column of channels), so
// that no row is taken that has rows of the table above it: they would be lost.
func pickHeader(f *field.Finder, head []table.Row) int {
	best, hits := -1, 0
	for i, row := range head {
		if row.Problem != nil && row.Problem.Rejected {
			continue
		}
		l := look(f, row)
		if !l.header() || l.hits <= hits || !clearAbove(f, head, i, best, l) {
			continue
		}
		best, hits = i, l.hits
	}
	return best
}

// weakHeader finds a header of which too few names are known, in a table without
// values to tell: the first row, if it names a field and rows below name more. Those
// are rows of data, as they have this one above them.
func weakHeader(f *field.Finder, head []table.Row) int {
	if len(head) < 2 || head[0].Problem != nil {
		return -1
	}
	first := look(f, head[0])
	if first.hits == 0 || first.values > 0 || !wide(head[0], first, len(head[0].Cells)) {
		return -1
	}
	for _, text := range texts(head[0]) {
		if text == "" || len(text) > maxHeaderText {
			return -1
		}
	}
	for _, row := range head[1:] {
		if look(f, row).header() {
			return 0
		}
	}
	return -1
}

// clearAbove reports whether nothing above row i is data, if i is the header. Above
// it stand titles and notes, which are narrower, a row of groups, or one of other
// names for the same columns.
func clearAbove(f *field.Finder, head []table.Row, i, best int, l rowLook) bool {
	proof := proven(f, head, i)
	plain := 0
	for j := range i {
		above := look(f, head[j])
		if !wide(head[j], above, l.filled) || j == i-1 && groups(head[j], texts(head[i])) {
			continue
		}
		if above.values > 0 && (above.filled > 2 || proof <= 0 || reachable(head[j])) {
			return false
		}
		if best >= 0 && j > best {
			return false // below a header that was found: its first row
		}
		plain++
	}
	switch {
	case plain == 0:
		return true
	case plain == 1:
		return proof > 0 || proof == 0 && l.hits*2 > l.filled
	}
	return proof > 0 && l.filled <= 2
}

// wide reports whether a row is about as wide as a table, and not one of a label
// and what it says: "Prepared by:", "Ann Lee".
func wide(row table.Row, l rowLook, width int) bool {
	if l.filled < 2 || l.filled*4 < width*3 {
		return false
	}
	different := map[string]bool{}
	first := ""
	for _, text := range texts(row) {
		if text == "" {
			continue
		}
		if first == "" {
			first = text
		}
		different[text] = true
	}
	return len(different) > 1 && !strings.HasSuffix(first, ":") && !strings.HasSuffix(first, "：")
}

// reachable reports whether a cell is an email or has the digits of a phone number.
func reachable(row table.Row) bool {
	for i := range row.Cells {
		text := strings.TrimSpace(beginning(row.Cells[i].Text))
		if strings.ContainsRune(text, '@') {
			return true
		}
		if len(justDigits(text)) >= 8 && row.Cells[i].Kind != table.Date && row.Cells[i].Kind != table.DateTime && !strings.ContainsAny(text, "/:") && isValue(text) {
			return true
		}
	}
	return false
}

// proven says whether the columns below a row hold what it names: 1 if there are
// emails below "Email" or numbers below "Phone", -1 if there is something else, 0
// if it names neither.
func proven(f *field.Finder, head []table.Row, i int) int {
	yes, no := 0, 0
	for c := range head[i].Cells {
		t, _, ok := f.Find(strings.TrimSpace(head[i].Cells[c].Text))
		if !ok || t.ID != field.Email && t.ID != field.Phone {
			continue
		}
		good, filled := 0, 0
		for _, row := range head[i+1:] {
			if c >= len(row.Cells) || strings.TrimSpace(row.Cells[c].Text) == "" {
				continue
			}
			filled++
			if text := row.Cells[c].Text; t.ID == field.Email && strings.ContainsRune(text, '@') || t.ID == field.Phone && len(justDigits(text)) >= 5 {
				good++
			}
		}
		switch {
		case filled == 0:
		case good*2 >= filled:
			yes++
		default:
			no++
		}
	}
	switch {
	case yes > no:
		return 1
	case no > 0:
		return -1
	}
	return 0
}

// unquoted splits a header that stands in quotes as a whole above rows that do not:
// "Name;Phone;Email". It is one cell above a table of as many columns as it names.
func unquoted(f *field.Finder, head []table.Row) []table.Row {
	if len(head) < 2 || len(head[0].Cells) == 0 || lastFilled(head[0]) != 0 {
		return head
	}
	width := 0
	for _, row := range head[1:] {
		width = max(width, lastFilled(row)+1)
	}
	for _, by := range []string{";", ",", "\t", "|"} {
		parts := strings.Split(head[0].Cells[0].Text, by)
		if len(parts) < 2 || len(parts) != width {
			continue
		}
		row := table.Row{Line: head[0].Line, Problem: head[0].Problem}
		for _, p := range parts {
			row.Cells = append(row.Cells, table.Cell{Text: strings.TrimSpace(p), Kind: table.Text})
		}
		if look(f, row).header() {
			return append([]table.Row{row}, head[1:]...)
		}
	}
	return head
}

// titles counts the lines above the data of a table without a header that are no
// data: lone cells above rows of more, with the words or the length of a title. A
// lone name may be somebody, and stays.
func titles(head []table.Row) int {
	n := 0
	for n < len(head) && head[n].Problem == nil && lone(head[n]) && isTitle(head[n]) {
		n++
	}
	below := 0
	for _, row := range head[n:] {
		if lone(row) {
			return 0
		}
		below++
	}
	if below < 2 {
		return 0
	}
	return n
}

func lone(row table.Row) bool {
	filled := 0
	for _, text := range texts(row) {
		if text != "" {
			filled++
		}
	}
	return filled <= 1
}

func isTitle(row table.Row) bool {
	text := strings.Join(strings.Fields(strings.Join(texts(row), " ")), " ")
	if text == "" || isValue(text) || strings.ContainsRune(text, '@') {
		return false
	}
	folded := " " + fold.Text(text) + " "
	for _, word := range []string{" danh sach ", " khach hang ", " bao cao ", " list ", " contacts ", " customers ", " clients ", " report ", " export ", " members ", " liste ", " kunden ", " clientes ", " lista ", " список "} {
		if strings.Contains(folded, word) {
			return true
		}
	}
	for _, word := range []string{"名单", "列表", "客户", "通讯录", "名簿", "一覧", "リスト"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return len(strings.Fields(text)) > 6
}

// aboveNote says which lines above the header are left out, nil if there are none.
func aboveNote(rows []table.Row) *table.Problem {
	if len(rows) == 0 {
		return nil
	}
	var said []string
	for _, row := range rows {
		for _, text := range texts(row) {
			if strings.IndexFunc(text, unicode.IsGraphic) >= 0 {
				said = append(said, text)
			}
		}
	}
	where := fmt.Sprintf("line %d stands", rows[0].Line)
	if last := rows[len(rows)-1].Line; last != rows[0].Line {
		where = fmt.Sprintf("lines %d to %d stand", rows[0].Line, last)
	}
	return &table.Problem{
		Line: rows[0].Line, Value: table.Excerpt(store.Clean(strings.Join(said, " "))),
		Reason: where + " above the table", Fix: "left out; if that is a contact, move it below the header",
	}
}
