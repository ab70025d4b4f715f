package importer

import (
	"strings"

	"crm/importer/field"
	"crm/importer/table"
)

// beyond says that a row has cells that the header has no name for: a separator
// too many in an address, say, has shifted what stands behind it.
func (cl *cleaner) beyond() {
	width := len(cl.f.lay.header)
	if width == 0 {
		return
	}
	column, values := "", []string(nil)
	where := "kept as text in custom fields"
	for i := width; i < min(len(cl.row.Cells), len(cl.f.cols)); i++ {
		col := &cl.f.cols[i]
		text := strings.TrimSpace(cl.row.Cells[i].Text)
		if text == "" || cl.f.nameless(col) || col.said {
			continue
		}
		if column == "" {
			column = col.name
		}
		if col.target.ID != field.Custom {
			where = "see in the mapping what they are taken for"
		}
		values = append(values, text)
	}
	if column == "" {
		return
	}
	cl.d.problems = append(cl.d.problems, table.Problem{
		Line: cl.d.line, Column: column, Value: table.Excerpt(strings.Join(values, " | ")),
		Reason: "the row has more cells than the header", Fix: where + "; check that no value has slipped into the next column",
	})
}

// nameless reports whether the header lacks the name of a column: most rows have a
// value there. That is said once, not for each row.
func (f *File) nameless(c *column) bool { return c.seen.filled*2 > f.total }

// noteNameless lists those columns.
func (f *File) noteNameless() {
	width := len(f.lay.header)
	for i := width; width > 0 && i < len(f.cols); i++ {
		if c := &f.cols[i]; f.nameless(c) && c.seen.filled > 0 {
			f.notes = append(f.notes, table.Problem{
				Line: f.lay.headerLine, Column: c.name, Value: c.seen.sample,
				Reason: "the header is shorter than the rows: this column has no name",
				Fix:    "name it in the file, or say what it is with --map",
			})
		}
	}
}
