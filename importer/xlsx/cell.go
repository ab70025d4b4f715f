package xlsx

import (
	"bytes"
	"strconv"

	"crm/importer/table"
)

// Notes of cells.
const (
	noteFormula = "a formula without a stored value: open the workbook in a spreadsheet program and save it"
	noteFault   = "the sheet shows an error here"
	noteShared  = "the cell refers to a text that the workbook does not have"
	noteBool    = "the cell should hold TRUE or FALSE"
	noteISO     = "the cell should hold a date"
)

// cellTag is what the tag of a cell says (CT_Cell, ECMA-376 part 1, §18.3.1.4).
type cellTag struct {
	col   int
	style int
	kind  cellKind
}

// cellKind is the type of a cell's value (ST_CellType, §18.18.11).
type cellKind uint8

const (
	kindNumber cellKind = iota
	kindShared
	kindText // text of a formula
	kindInline
	kindBool
	kindFault
	kindISO
)

// cell reads the cell whose start tag was the last token.
func (r *Rows) cell(row *table.Row) error {
	tag, err := r.cellTag()
	if err != nil {
		return err
	}
	r.value, r.formula = r.value[:0], r.formula[:0]
	hasValue, hasFormula, hasInline := false, false, false
	for {
		tok, err := r.s.next()
		if err != nil {
			return err
		}
		if tok == tokEnd && r.s.depth() < 4 {
			break
		}
		if tok != tokStart {
			continue
		}
		switch name := r.s.name; {
		case len(name) == 1 && name[0] == 'v' && !hasInline:
			hasValue = true
			r.value, err = r.s.content(r.value[:0])
		case len(name) == 1 && name[0] == 'f':
			hasFormula = true
			r.formula, err = r.s.content(r.formula[:0])
		case string(name) == "is":
			hasInline = true
			r.value, err = r.s.richText(r.value[:0])
		default:
			err = r.s.skip()
		}
		if err != nil {
			return err
		}
	}
	return r.take(row, tag, hasFormula, hasValue)
}

// take makes r.value a cell of the row.
func (r *Rows) take(row *table.Row, tag cellTag, hasFormula, hasValue bool) error {
	if tag.col >= r.book.lim.columns {
		return &table.LimitError{
			Part: r.sheet.part, Line: r.line, Limit: "columns", Max: int64(r.book.lim.columns),
			Fix: "no spreadsheet program has more; save the file anew",
		}
	}
	r.col = tag.col
	switch {
	case len(r.value) > 0:
		return r.fill(row, tag)
	case hasFormula && (!hasValue || tag.kind == kindNumber):
		// With an empty value of type str, the formula gives an empty text.
		return r.fault(row, tag.col, "", noteFormula)
	}
	return nil
}

// cellTag reads the attributes of a cell. Without a reference it follows the last one.
func (r *Rows) cellTag() (cellTag, error) {
	tag := cellTag{col: r.col + 1}
	for {
		name, value, ok := r.s.attr()
		if !ok {
			break
		}
		if len(name) != 1 {
			continue
		}
		switch name[0] {
		case 'r':
			if col, _, ok := parseRef(value); ok {
				tag.col = col
			}
		case 's':
			tag.style, _ = atoi(value)
		case 't':
			tag.kind = parseKind(value)
		}
	}
	return tag, r.s.bad
}

func parseKind(value []byte) cellKind {
	switch string(value) {
	case "s":
		return kindShared
	case "str":
		return kindText
	case "inlineStr":
		return kindInline
	case "b":
		return kindBool
	case "e":
		return kindFault
	case "d":
		return kindISO
	}
	return kindNumber
}

// fill sets the cell from r.value.
func (r *Rows) fill(row *table.Row, tag cellTag) error {
	switch tag.kind {
	case kindShared:
		return r.shared(row, tag.col)
	case kindText, kindInline:
		return r.text(row, tag.col, "")
	case kindFault:
		r.value, _ = clean(r.value, 0)
		return r.fault(row, tag.col, string(r.value), noteFault)
	case kindBool:
		return r.bool(row, tag.col)
	case kindISO:
		from := len(r.texts)
		var kind table.Kind
		if r.texts, kind = r.book.styles.format(tag.style).appendISO(r.texts, string(r.value)); kind == table.Text {
			return r.text(row, tag.col, noteISO)
		}
		return r.keep(row, tag.col, kind, from, "")
	}
	return r.numeric(row, tag)
}

// keep makes r.texts[from:] the text of a cell.
func (r *Rows) keep(row *table.Row, col int, kind table.Kind, from int, note string) error {
	cell, err := r.put(row, col)
	if err != nil {
		return err
	}
	cell.Kind, cell.Note = kind, note
	if len(r.formula) > 0 && cell.Link == "" {
		cell.Link = formulaLink(r.formula)
	}
	r.pending = append(r.pending, pending{col: col, from: from, to: len(r.texts)})
	if len(r.texts) > r.book.lim.row || len(r.pending) > 2*r.book.lim.columns {
		return r.rowTooLong()
	}
	return nil
}

func (r *Rows) rowTooLong() error {
	return &table.LimitError{
		Part: r.sheet.part, Line: r.line, Limit: "bytes in one row", Max: int64(r.book.lim.row),
		Fix: "a spreadsheet program writes no such row; save the file anew",
	}
}

// fault sets a cell that has no value to go by.
func (r *Rows) fault(row *table.Row, col int, text, note string) error {
	from := len(r.texts)
	r.texts = append(r.texts, text...)
	return r.keep(row, col, table.Fault, from, note)
}

// text makes the value a text.
func (r *Rows) text(row *table.Row, col int, note string) error {
	from := len(r.texts)
	r.texts = append(r.texts, r.value...)
	var d doubt
	r.texts, d = clean(r.texts, from)
	r.texts, d = curb(r.texts, from, d)
	r.refuse(row, col, d)
	if note == "" {
		note = d.note()
	}
	return r.keep(row, col, table.Text, from, note)
}

// shared makes the value one of the shared strings.
func (r *Rows) shared(row *table.Row, col int) error {
	all := r.book.strings
	i, ok := atoi(bytes.TrimSpace(r.value))
	if !ok || i >= all.len() {
		return r.fault(row, col, "", noteShared)
	}
	text, d, ok := all.inMemory(i)
	second := col < len(row.Cells) && row.Cells[col].Kind != table.Empty
	switch {
	case !ok || second:
		from := len(r.texts)
		if ok {
			r.texts = append(r.texts, text...)
		} else {
			var err error
			if r.texts, d, err = all.appendFromDisk(r.texts, i); err != nil {
				return err
			}
		}
		if len(r.texts) == from {
			return nil
		}
		r.refuse(row, col, d)
		return r.keep(row, col, table.Text, from, d.note())
	case text == "":
		return nil
	}
	cell, err := r.put(row, col)
	if err != nil {
		return err
	}
	cell.Text, cell.Kind, cell.Note = text, table.Text, d.note()
	r.refuse(row, col, d)
	if r.borrowed += len(text); r.borrowed > r.book.lim.row {
		return r.rowTooLong()
	}
	return nil
}

// refuse rejects the row if a text in it is too long for a cell.
func (r *Rows) refuse(row *table.Row, col int, d doubt) {
	if d&doubtLong != 0 {
		row.Problem = &table.Problem{
			Line:     row.Line,
			Reason:   "column " + columnName(col) + ": " + d.note(),
			Fix:      "shorten the cell, or import the table as CSV",
			Rejected: true,
		}
	}
}

// columnName is the column as a spreadsheet shows it: A, Z, AA.
func columnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// bool makes the value TRUE or FALSE.
func (r *Rows) bool(row *table.Row, col int) error {
	from := len(r.texts)
	switch string(r.value) {
	case "1", "true", "TRUE":
		r.texts = append(r.texts, "TRUE"...)
	case "0", "false", "FALSE":
		r.texts = append(r.texts, "FALSE"...)
	default:
		return r.text(row, col, noteBool)
	}
	return r.keep(row, col, table.Bool, from, "")
}

// numeric makes the value a number, a date or a time, as its format says.
func (r *Rows) numeric(row *table.Row, tag cellTag) error {
	from := len(r.texts)
	f := r.book.styles.format(tag.style)
	text, note, ok := appendNumber(r.texts, r.value)
	if !ok {
		return r.text(row, tag.col, noteNumber)
	}
	if f.class != classNumber {
		v, ok := serial(text[from:])
		if !ok {
			return r.text(row, tag.col, noteNumber)
		}
		dated, kind, dateNote := f.appendSerial(r.texts, v, r.book.workbook.epoch1904)
		if kind != table.Number {
			r.texts = dated
			return r.keep(row, tag.col, kind, from, dateNote)
		}
		note = dateNote
	}
	r.texts = text
	if err := r.keep(row, tag.col, table.Number, from, note); err != nil {
		return err
	}
	to := len(r.texts)
	if r.texts = f.appendShown(r.texts, r.texts[from:to]); len(r.texts) == to {
		r.texts = appendRounded(r.texts, r.texts[from:to])
	}
	if len(r.texts) > to {
		r.pending = append(r.pending, pending{col: tag.col, from: to, to: len(r.texts), shown: true})
	}
	return nil
}

// serial reads a number that may be a date; most are whole.
func serial(text []byte) (v float64, ok bool) {
	if n, ok := atoi(text); ok {
		return float64(n), true
	}
	v, err := strconv.ParseFloat(string(text), 64)
	return v, err == nil
}
