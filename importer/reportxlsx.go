package importer

import (
	"fmt"
	"io"
	"strconv"

	"crm/importer/field"
	"crm/importer/table"
	"crm/importer/xlsx"
)

// bookReport is a report as a workbook: the columns of the file with their values
// as they were, dates and numbers too, the cells coloured that something is wrong
// with, and beside them the line and the reason. Hidden columns hold what was
// wrong and the id of the contact that a row became, so that the mended row finds it
// even if it was the phone or the email, and takes its wrong value out.
type bookReport struct {
	book  *xlsx.Writer
	sheet *xlsx.SheetWriter
	width int
	rows  int
	links int
	known bool // the file's rows have the ids of contacts anyway
}

func newBookReport(w io.Writer, f *File, width int) (*bookReport, error) {
	name := f.src.info.Sheet
	if !xlsx.ValidName(name) {
		name = "Sheet1"
	}
	book, err := xlsx.NewWriter(w, []string{name}, xlsx.WriterOptions{})
	if err != nil {
		return nil, err
	}
	b := &bookReport{book: book, width: width, known: f.own}
	var looks []xlsx.Column
	for i := range min(width, len(f.cols)) {
		look := lookOf(f.cols[i].target)
		look.Hidden = false
		if f.cols[i].target.ID.Date() {
			look.Kind = table.Date
		}
		looks = append(looks, look)
	}
	if len(f.cols) == 0 {
		for _, id := range cardColumns {
			looks = append(looks, lookOf(field.Target{ID: id}))
		}
	}
	if !b.known {
		hidden := lookOf(field.Target{ID: field.UID})
		looks = append(looks, hidden, hidden)
	}
	looks = append(looks, xlsx.Column{Width: 8}, xlsx.Column{Width: 60})
	if b.sheet, err = book.Sheet(looks, true); err != nil {
		return nil, noReport(err)
	}
	return b, nil
}

func (b *bookReport) write(row reportRow) error {
	if b.rows == xlsx.MaxRows-1 {
		row = reportRow{line: row.line, reason: "there are more rows to look at, from this line on: mend these first, or name the report .csv"}
	}
	if b.rows++; b.rows > xlsx.MaxRows {
		return nil // the last row says so
	}
	cells := make([]table.Cell, b.width, b.width+4)
	copy(cells, row.cells)
	was := wasText(cells, row.bad, strconv.Itoa)
	for i := range cells {
		if long := b.fit(&cells[i]); long > 0 {
			row.reason += fmt.Sprintf("; column %d: %d characters, more than a cell of a workbook holds: mend it in the file itself", i+1, long)
		}
	}
	kind := table.Number
	if b.rows == 1 {
		kind, was, row.contact = table.Text, wasHeader, contactIDHeader
	}
	if !b.known {
		cells = append(cells, textCell(was), textCell(row.contact))
	}
	cells = append(cells, table.Cell{Text: row.line, Kind: kind}, textCell(row.reason))
	return noReport(b.sheet.WriteMarked(cells, row.bad))
}

// fit makes a cell one that a workbook can have. A text that is too long is left
// out, and its length returned: a part of it would be imported for the whole.
// A link that cannot be one stands behind its text.
func (b *bookReport) fit(c *table.Cell) (long int) {
	if c.Link != "" {
		if b.links++; b.links > xlsx.MaxLinks || !xlsx.Linkable(c.Link) {
			c.Text, c.Kind, c.Link = c.Text+" <"+c.Link+">", table.Text, ""
		}
	}
	if cellEnd(c.Text) < len(c.Text) {
		long = len([]rune(c.Text))
		*c = table.Cell{}
	}
	return long
}

func (b *bookReport) close() error { return b.book.Close() }

// noReport says what to do about a limit of workbooks.
func noReport(err error) error {
	if failed, ok := tooMuch(err).(*WriteError); ok {
		failed.Next = "name the report .csv"
		return failed
	}
	return err
}
