package importer

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"strings"

	"crm/importer/field"
	"crm/importer/table"
)

// scan reads the file once: it finds the layout, learns what the columns hold,
// and maps them.
func (f *File) scan(ctx context.Context) error {
	rd, err := f.src.rows(ctx)
	if err != nil {
		return err
	}
	defer rd.Close()
	head, err := readHeadRows(rd, headRows)
	if err != nil {
		return explain(err)
	}
	if len(head) == 0 {
		return &ReadError{What: "there are no rows in " + f.opt.Name, Next: "check that it is the file, or the sheet, you mean"}
	}
	finder := field.NewFinder()
	f.finder, f.head = finder, head
	f.lay = f.src.layout(finder, head)
	f.setColumns(head)
	if note := aboveNote(f.lay.above); note != nil {
		f.notes = append(f.notes, *note)
	}
	f.lay.above = nil
	s := scanner{f: f, seed: maphash.MakeSeed()}
	for i := range head {
		s.row(&head[i])
	}
	var row table.Row
	for n := 0; ; n++ {
		if n%16 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		err := rd.Read(&row)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return explain(err)
		}
		s.row(&row)
	}
	s.footer()
	f.total = s.rows
	f.noteNameless()
	if f.lay.example > 0 {
		f.notes = append(f.notes, table.Problem{
			Line: f.lay.example, Reason: "this line explains the columns", Fix: "it is left out",
		})
	}
	err = f.mapColumns(finder)
	f.finder, f.head = nil, nil
	return err
}

// amounts reports whether a column may be one of money: its separators are looked
// at in every row, as the one value that decides may be the last.
func (f *File) amounts(name string) bool {
	t, _, ok := f.finder.Find(name)
	return ok && t.ID.Money() || f.finder.Vague(name) == field.AMoney || len(f.opt.Map) > 0
}

// setColumns makes the columns of the header, or those that the first rows have.
func (f *File) setColumns(head []table.Row) {
	width := len(f.lay.header)
	for _, row := range head {
		if row.Line >= f.lay.firstLine {
			width = max(width, lastFilled(row)+1)
		}
	}
	f.grow(width)
}

func lastFilled(row table.Row) int {
	for i := len(row.Cells) - 1; i >= 0; i-- {
		if strings.TrimSpace(row.Cells[i].Text) != "" {
			return i
		}
	}
	return -1
}

// grow adds columns up to a width: rows may be longer than the header.
func (f *File) grow(width int) {
	for i := len(f.cols); i < width; i++ {
		c := column{name: fmt.Sprintf("Column %d", i+1)}
		if i < len(f.lay.header) && f.lay.header[i] != "" {
			c.name, c.named = f.lay.header[i], true
		}
		c.amounts = f.amounts(c.name)
		f.cols = append(f.cols, c)
	}
}

// scanner is the state of the first pass.
type scanner struct {
	f    *File
	seed maphash.Seed
	rows int
	tail []tailRow
}

// see learns of the columns from a row of data.
func (s *scanner) see(row *table.Row) {
	for i := range min(len(row.Cells), len(s.f.cols)) {
		c := &row.Cells[i]
		if c.Text == "" {
			continue
		}
		s.f.cols[i].seen.see(c, s.seed, s.f.opt.Region)
		if s.f.cols[i].amounts && c.Kind == table.Text {
			s.f.cols[i].seen.money.see(c.Text)
		}
	}
}
