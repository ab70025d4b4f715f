package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"crm/importer/field"
	"crm/importer/table"
	"crm/importer/xlsx"
	"crm/store"
	"crm/store/money"
)

// exportXLSX writes a workbook: the contacts, with the columns of a CSV export, and
// what happened with them on sheets of their own, each row with the contact's id
// and name.
//
// A contact's birthday is a date when it has its year. When it was created and
// updated stands as text in UTC to the millisecond, because the import reads it
// back into a book that may lie in another zone. The other sheets are for people:
// their times are dates of the book's zone, to the second, and a text that is
// longer than a cell goes on in a row below with the same ids.
func exportXLSX(ctx context.Context, st *store.Store, all people, w io.Writer, opt ExportOptions) (int, error) {
	var s shape
	for c, err := range all {
		if err != nil {
			return 0, err
		}
		s.see(c)
	}
	sheets := historySheets(st)
	names := []string{"Contacts"}
	for _, h := range sheets {
		names = append(names, h.name)
	}
	book, err := xlsx.NewWriter(w, names, xlsx.WriterOptions{})
	if err != nil {
		return 0, err
	}
	who, err := writeContacts(book, all, opt.columnsOf(&s))
	if err != nil {
		return len(who), tooMuch(err)
	}
	for _, h := range sheets {
		if err := h.write(ctx, book, who); err != nil {
			return len(who), tooMuch(err)
		}
	}
	return len(who), book.Close()
}

// tooMuch says what to do about a limit of workbooks.
func tooMuch(err error) error {
	if limit, ok := errors.AsType[*table.LimitError](err); ok {
		return &WriteError{limit.What(), "export as csv, json or ndjson, which have no such limit", err}
	}
	return err
}

// known is a contact that was written: whose rows may follow on other sheets.
type known struct{ uid, name string }

// writeContacts writes the first sheet.
func writeContacts(book *xlsx.Writer, all people, columns []exportColumn) ([]known, error) {
	looks := make([]xlsx.Column, len(columns))
	cells := make([]table.Cell, len(columns))
	for i, col := range columns {
		looks[i] = lookOf(col.target)
		cells[i] = table.Cell{Text: col.header, Kind: table.Text}
	}
	sheet, err := book.Sheet(looks, true)
	if err != nil {
		return nil, err
	}
	if err := sheet.Write(cells); err != nil {
		return nil, err
	}
	var who []known
	for c, err := range all {
		if err != nil {
			return who, err
		}
		for i, col := range columns {
			cells[i] = table.Cell{Text: cellText(c, columns, i), Kind: table.Text}
			if col.target.ID == field.Birthday {
				cells[i].Kind = table.Date // one without its year becomes text
			}
		}
		if err := sheet.Write(cells); err != nil {
			return who, fmt.Errorf("contact %s: %w", c.Display(), err)
		}
		who = append(who, known{c.UID, c.Display()})
	}
	return who, nil
}

// lookOf is how the column of a field looks. What is typed into it stays text, so
// that a phone number keeps its zero; notes may be too long for that format.
func lookOf(t field.Target) xlsx.Column {
	switch t.ID {
	case field.UID, field.Exported: // for programs
		return xlsx.Column{Width: 18, Hidden: true, Kind: table.Text}
	case field.Name, field.Company, field.Email, field.Street, field.Link:
		return xlsx.Column{Width: 26, Kind: table.Text}
	case field.Note, field.Interests, field.Needs:
		return xlsx.Column{Width: 40}
	case field.Birthday:
		return xlsx.Column{Width: 12, Kind: table.Date}
	case field.Created, field.Updated:
		return xlsx.Column{Width: 24, Kind: table.Text}
	case field.Star, field.EmailLabel, field.EmailBounced, field.PhoneLabel, field.PhoneWrong, field.AddressLabel, field.LinkKind:
		return xlsx.Column{Width: 10, Kind: table.Text}
	}
	return xlsx.Column{Width: 16, Kind: table.Text}
}

// historySheet is a sheet of what belongs to contacts.
type historySheet struct {
	name    string
	columns []historyColumn

	// rows reads what belongs to some contacts and gives a row for each, in the
	// order of columns but for the contact's id and name, which come before.
	rows func(ctx context.Context, uids []string) (map[string][][]table.Cell, error)
}

type historyColumn struct {
	header string
	look   xlsx.Column
}

// sheetColumn makes a column of a sheet. Ids are there for programs, and hidden.
func sheetColumn(header string, kind table.Kind) historyColumn {
	look := xlsx.Column{Width: 16, Kind: kind}
	switch {
	case strings.HasSuffix(header, " id"):
		look.Hidden = true
	case header == "name":
		look.Width = 26
	case kind == table.Empty:
		look.Width = 50
	}
	return historyColumn{header, look}
}

// write writes the sheet for those contacts, some hundreds at a time.
func (h *historySheet) write(ctx context.Context, book *xlsx.Writer, who []known) error {
	columns := append([]historyColumn{sheetColumn("contact id", table.Text), sheetColumn("name", table.Text)}, h.columns...)
	looks := make([]xlsx.Column, len(columns))
	header := make([]table.Cell, len(columns))
	for i, col := range columns {
		looks[i], header[i] = col.look, table.Cell{Text: col.header, Kind: table.Text}
	}
	sheet, err := book.Sheet(looks, true)
	if err != nil {
		return err
	}
	if err := sheet.Write(header); err != nil {
		return err
	}
	for ; len(who) > 0; who = who[min(len(who), exportPage):] {
		page := who[:min(len(who), exportPage)]
		uids := make([]string, len(page))
		for i, k := range page {
			uids[i] = k.uid
		}
		rows, err := h.rows(ctx, uids)
		if err != nil {
			return err
		}
		for _, k := range page {
			for _, row := range rows[k.uid] {
				cells := append([]table.Cell{textCell(k.uid), textCell(k.name)}, row...)
				if err := writeLong(sheet, cells); err != nil {
					return fmt.Errorf("contact %s: %w", k.name, err)
				}
			}
		}
	}
	return nil
}

// writeLong writes a row, and what its texts have more than a cell holds into rows
// below: all else of them is the same.
func writeLong(sheet *xlsx.SheetWriter, cells []table.Cell) error {
	for {
		more := false
		now, rest := make([]table.Cell, len(cells)), make([]table.Cell, len(cells))
		copy(now, cells)
		copy(rest, cells)
		for i, c := range cells {
			if end := cellEnd(c.Text); end < len(c.Text) {
				now[i].Text, rest[i].Text, more = c.Text[:end], c.Text[end:], true
			}
		}
		if err := sheet.Write(now); err != nil || !more {
			return err
		}
		cells = rest
	}
}

// cellEnd is how much of a text a cell holds.
func cellEnd(text string) int {
	if len(text) <= xlsx.MaxChars {
		return len(text)
	}
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > xlsx.MaxChars {
			return i
		}
	}
	return len(text)
}

func textCell(s string) table.Cell { return table.Cell{Text: s, Kind: table.Text} }

func dateCell(s string) table.Cell { return table.Cell{Text: s, Kind: table.Date} }

// amountCells are an amount and its currency.
func amountCells(m store.Money) (amount, currency table.Cell) {
	if m == (store.Money{}) {
		return amount, currency
	}
	text, sign := strconv.FormatInt(m.Minor, 10), ""
	if m.Minor < 0 {
		sign, text = "-", text[1:]
	}
	if digits := money.Digits(m.Currency); digits > 0 {
		text = strings.Repeat("0", max(0, digits+1-len(text))) + text
		text = text[:len(text)-digits] + "." + text[len(text)-digits:]
	}
	return table.Cell{Text: sign + text, Kind: table.Number}, textCell(m.Currency)
}

// clock makes cells of moments, in the zone of the book.
type clock struct{ zone *time.Location }

func (z clock) cell(t time.Time) table.Cell {
	if t.IsZero() {
		return table.Cell{}
	}
	return table.Cell{Text: t.In(z.zone).Format("2006-01-02T15:04:05"), Kind: table.DateTime}
}

// length is a duration of so many seconds, empty for none.
func length(seconds int) table.Cell {
	if seconds <= 0 {
		return table.Cell{}
	}
	return table.Cell{Text: fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60), Kind: table.Time}
}
