package xlsx

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"crm/importer/table"
)

// Rows reads the rows of one sheet. It implements table.Reader.
//
// Damage behind the rows counts, too: the reader returns io.EOF only
// when the XML ended as it began and the checksum of the part is right.
type Rows struct {
	book  *Book
	sheet sheetPart
	s     *scanner
	close func() error
	links *links
	err   error // of the last Read

	inData bool  // inside sheetData
	line   int   // of the last row
	col    int   // of the last cell
	gaps   int64 // empty cells delivered
	hidden []hiddenColumns

	// Of the row that is being read: its texts one behind the other,
	// of which one string is made at its end, and which cell has which.
	texts   []byte
	pending []pending

	borrowed int // bytes of its shared strings

	// Of the cell that is being read.
	value   []byte
	formula []byte
}

// pending is a text that a cell will have at the end of its row.
type pending struct {
	col, from, to int
	shown         bool // it is Cell.Shown
}

// hiddenColumns is a run of hidden columns, counted from 0.
type hiddenColumns struct{ first, last int }

// Excel's last row.
const maxRow = 1 << 20

var _ table.Reader = (*Rows)(nil)

// Read implements table.Reader.
func (r *Rows) Read(row *table.Row) error {
	row.Reset()
	if r.err != nil {
		return r.err
	}
	for {
		filled, err := r.next(row)
		if err != nil {
			row.Reset()
			if err != io.EOF {
				err = fmt.Errorf("read sheet %q: %w", r.sheet.Name, at(err, r.line))
			}
			r.err = err
			return err
		}
		if filled {
			return nil
		}
	}
}

// Close implements table.Reader.
func (r *Rows) Close() error {
	if r.err == nil {
		r.err = errors.New("read sheet: it is closed")
	}
	return r.close()
}

// HiddenColumn reports whether the column is hidden, counted from 0.
// It knows as soon as the first row was read.
// Hidden columns are read like any other; programs that export for a later
// import keep their keys in them.
func (r *Rows) HiddenColumn(col int) bool {
	for _, h := range r.hidden {
		if h.first <= col && col <= h.last {
			return true
		}
	}
	return false
}

// next reads up to the end of the next row and reports whether anything is in it.
func (r *Rows) next(row *table.Row) (filled bool, err error) {
	for {
		tok, err := r.s.next()
		if err != nil {
			return false, err
		}
		switch tok {
		case tokEOF:
			return false, io.EOF
		case tokEnd:
			if r.s.depth() == 1 {
				r.inData = false
			}
		case tokStart:
			if r.inData && r.s.depth() == 3 && string(r.s.name) == "row" {
				err := r.row(row)
				return len(row.Cells) > 0, err
			}
			if err := r.around(); err != nil {
				return false, err
			}
		}
	}
}

// around takes a start tag outside the rows.
func (r *Rows) around() error {
	switch name := string(r.s.name); {
	case r.s.depth() == 1 && name != "worksheet":
		return r.s.damaged("it is no sheet, its root is <%s>", table.Excerpt(name))
	case r.s.depth() == 2 && name == "sheetData":
		r.inData = true
	case r.s.depth() == 3 && name == "col" && !r.inData:
		return r.column()
	}
	return nil
}

// column takes the description of a run of columns.
func (r *Rows) column() error {
	attrs, err := r.s.texts("min", "max", "hidden")
	if err != nil {
		return err
	}
	first, last := number([]byte(attrs[0])), number([]byte(attrs[1]))
	if hidden := attrs[2] == "1" || attrs[2] == "true"; hidden && len(r.hidden) < r.book.lim.columns {
		r.hidden = append(r.hidden, hiddenColumns{first - 1, last - 1})
	}
	return nil
}

// row reads the row whose start tag was the last token.
func (r *Rows) row(row *table.Row) error {
	row.Reset()
	r.texts, r.pending, r.borrowed, r.col = r.texts[:0], r.pending[:0], 0, -1
	if err := r.number(row); err != nil {
		return err
	}
	for {
		if tag, ok := r.quickCell(); ok {
			if err := r.take(row, tag, false, true); err != nil {
				return err
			}
			continue
		}
		tok, err := r.s.next()
		if err != nil {
			return err
		}
		switch {
		case tok == tokEnd && r.s.depth() < 3:
			r.settle(row)
			return nil
		case tok != tokStart:
		case len(r.s.name) == 1 && r.s.name[0] == 'c':
			if err := r.cell(row); err != nil {
				return err
			}
		default:
			if err := r.s.skip(); err != nil {
				return err
			}
		}
	}
}

// number finds the row's number: its own, or the one behind the last row's
// if it has none or one that cannot be.
func (r *Rows) number(row *table.Row) error {
	row.Line = r.line + 1
	for {
		name, value, ok := r.s.attr()
		if !ok {
			break
		}
		if len(name) != 1 || name[0] != 'r' {
			continue
		}
		n, ok := atoi(value)
		if ok && n > r.line && n <= maxRow {
			row.Line = n
			continue
		}
		row.Problem = &table.Problem{
			Line:   row.Line,
			Value:  table.Excerpt(string(value)),
			Reason: "the sheet gives this row a number that cannot follow the one before",
			Fix:    "counted on from there",
		}
	}
	r.line = row.Line
	return r.s.bad
}

// settle gives the cells their texts.
func (r *Rows) settle(row *table.Row) {
	if len(r.pending) == 0 {
		return
	}
	all := string(r.texts)
	for _, p := range r.pending {
		cell := &row.Cells[p.col]
		if p.shown {
			cell.Shown = all[p.from:p.to]
		} else {
			cell.Text, cell.Shown = all[p.from:p.to], ""
		}
	}
}

// put returns the cell of a column for its value, with empty ones before it.
func (r *Rows) put(row *table.Row, col int) (*table.Cell, error) {
	if n := len(row.Cells); col >= n {
		if r.gaps += int64(col - n); r.gaps > r.book.lim.gaps {
			return nil, &table.LimitError{
				Part: r.sheet.part, Line: r.line, Limit: "empty cells before filled ones", Max: r.book.lim.gaps,
				Fix: "delete what stands far to the right of the table",
			}
		}
		row.Cells = slices.Grow(row.Cells, col+1-n)[:col+1]
		clear(row.Cells[n:])
	} else if row.Cells[col].Kind != table.Empty {
		if row.Problem != nil && row.Problem.Rejected {
			return &row.Cells[col], nil
		}
		row.Problem = &table.Problem{
			Line:   row.Line,
			Value:  table.Excerpt(row.Cells[col].Text),
			Reason: "two values for one cell",
			Fix:    "the last one is kept",
		}
		row.Cells[col] = table.Cell{} // and settle gives it the last text
	}
	cell := &row.Cells[col]
	if r.links != nil {
		cell.Link = r.links.at(r.line, col)
	}
	return cell, nil
}

// atoi reads a number without sign.
func atoi(b []byte) (n int, ok bool) {
	if len(b) == 0 || len(b) > 10 {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
