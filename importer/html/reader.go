package html

import (
	"errors"
	"fmt"
	"io"

	"crm/importer/table"
)

// found is a table of a file.
type found struct {
	name   string
	rows   int // that have a value
	values int
	widest int
}

// weight says how much a table is the one that people mean: what is beside it,
// such as a menu or a heading, has few rows or one column.
func (f found) weight() int {
	if f.widest < 2 {
		return min(f.values, 1)
	}
	return f.values
}

func (f found) label(number int) string {
	if f.name != "" {
		return fmt.Sprintf("%d (%s)", number, f.name)
	}
	return fmt.Sprintf("table %d", number)
}

// survey counts what is in each table of a text.
func survey(r io.Reader, xml bool) ([]found, error) {
	p := newParser(r, xml, 0)
	var all []found
	for {
		e, err := p.row()
		for len(all) < p.tables && len(all) < maxTables {
			all = append(all, found{})
		}
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if e.table > len(all) {
			continue
		}
		f := &all[e.table-1]
		f.name = e.name
		values := 0
		for i := range e.cells {
			if e.cells[i].Text != "" {
				values++
			}
		}
		if values > 0 {
			f.rows++
			f.values += values
			f.widest = max(f.widest, values)
		}
	}
}

// maxTables is how many tables are told apart. A page made of tables has hundreds.
const maxTables = 10000

// reader delivers the rows of one table. It implements table.Reader.
type reader struct {
	p    *parser
	want int
	err  error
}

func newReader(r io.Reader, xml bool, want int) *reader {
	return &reader{p: newParser(r, xml, want), want: want}
}

// Read sets *row to the next row that is not blank.
func (r *reader) Read(row *table.Row) error {
	for r.err == nil {
		row.Reset()
		e, err := r.p.row()
		if err != nil {
			r.err = err
			if !errors.Is(err, io.EOF) {
				r.err = fmt.Errorf("read page: %w", err)
			}
			break
		}
		if e.table != r.want {
			continue
		}
		if len(e.cells) > maxCells {
			r.err = fmt.Errorf("read page: %w", &table.LimitError{
				Limit: "cells in one row", Max: maxCells, Line: e.row,
				Fix: "remove the columns that hold no contact data",
			})
			break
		}
		row.Line = e.row
		row.Cells = append(row.Cells, trimmed(e.cells)...)
		if e.fault != "" {
			row.Problem = &table.Problem{Line: e.row, Reason: e.fault, Fix: "shorten it in the program that wrote the page", Rejected: true}
			return nil
		}
		if !row.Blank() {
			return nil
		}
	}
	row.Reset()
	return r.err
}

// trimmed returns cells without the empty ones at their end.
func trimmed(cells []table.Cell) []table.Cell {
	for len(cells) > 0 && cells[len(cells)-1].Text == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// Close ends the reading. The file stays open: it is the caller's.
func (r *reader) Close() error {
	if r.err == nil {
		r.err = io.EOF
	}
	return nil
}
