package xlsx

import (
	"strconv"
	"strings"
	"time"

	"crm/importer/table"
)

// cell appends a cell to the row.
func (s *SheetWriter) cell(col int, c *table.Cell, bad bool) error {
	look := plain
	switch {
	case bad:
		look = marked
	case s.header && s.rows == 1:
		look = heading
	}
	if c.Text == "" {
		if look == marked {
			s.open(col, s.book.styles.of(s.format(col), look))
			s.buf = append(s.buf, `/>`...)
		}
		return nil
	}
	if err := s.link(col, c); err != nil {
		return err
	}
	switch c.Kind {
	case table.Number:
		if format, ok := s.numberFormat(col, c); ok {
			s.value(col, s.book.styles.of(format, look), "", c.Text)
			return nil
		}
	case table.Date, table.DateTime, table.Time:
		if serial, format, ok := serialOf(c); ok {
			s.value(col, s.book.styles.of(format, look), "", serial)
			return nil
		}
	case table.Bool:
		if c.Text == "TRUE" || c.Text == "FALSE" {
			s.value(col, s.book.styles.of(formatGeneral, look), "b", strconv.Itoa(strings.Index("FT", c.Text[:1])))
			return nil
		}
	case table.Fault:
		if isFault(c.Text) {
			s.value(col, s.book.styles.of(formatGeneral, look), "e", c.Text)
			return nil
		}
	}
	return s.text(col, c.Text, look)
}

// open appends a cell's tag up to its style.
func (s *SheetWriter) open(col, style int) {
	s.buf = append(s.buf, `<c r="`...)
	s.buf = appendColumn(s.buf, col)
	s.buf = strconv.AppendInt(s.buf, int64(s.rows), 10)
	s.buf = append(s.buf, '"')
	if style > 0 {
		s.buf = append(s.buf, ` s="`...)
		s.buf = strconv.AppendInt(s.buf, int64(style), 10)
		s.buf = append(s.buf, '"')
	}
}

// value appends a cell that is no text; kind "" is a number.
func (s *SheetWriter) value(col, style int, kind, v string) {
	s.open(col, style)
	if kind != "" {
		s.buf = append(s.buf, ` t="`+kind+`"`...)
	}
	s.buf = append(s.buf, `><v>`...)
	s.buf = append(s.buf, v...)
	s.buf = append(s.buf, `</v></c>`...)
}

// text appends a cell of text. What a column of texts holds stays text when it is
// edited, and so does what a column of dates or numbers has of texts.
func (s *SheetWriter) text(col int, text string, look look) error {
	if tooLongForCell(text) {
		return s.limit("characters in a cell", MaxChars, col+1, "shorten the text, or write CSV, which has no such limit")
	}
	format := formatGeneral
	if look != heading && col < len(s.columns) && s.columns[col].Kind != table.Empty {
		format = formatText
	}
	s.open(col, s.book.styles.of(format, look))
	s.buf = append(s.buf, ` t="inlineStr"><is><t`...)
	if strings.TrimSpace(text) != text {
		s.buf = append(s.buf, ` xml:space="preserve"`...)
	}
	s.buf = append(s.buf, '>')
	s.buf = appendString(s.buf, text)
	s.buf = append(s.buf, `</t></is></c>`...)
	return nil
}

// link makes the cell a hyperlink if it has a target that can be one.
func (s *SheetWriter) link(col int, c *table.Cell) error {
	if c.Link == "" || !Linkable(c.Link) {
		return nil
	}
	if len(s.links) == MaxLinks {
		return s.limit("hyperlinks", MaxLinks, col+1, "write CSV instead")
	}
	s.links = append(s.links, link{s.rows, col, c.Link})
	return nil
}

// format is that of an empty cell of a column.
func (s *SheetWriter) format(col int) string {
	if col < len(s.columns) {
		return kindFormat(s.columns[col].Kind)
	}
	return formatGeneral
}

// numberFormat returns the format for a number; ok is false if it has to be
// written as text.
func (s *SheetWriter) numberFormat(col int, c *table.Cell) (format string, ok bool) {
	v, note, ok := appendNumber(nil, []byte(c.Text))
	if !ok || note != "" || !samePoint(string(v), c.Text) {
		return "", false
	}
	if c.Shown != "" {
		if mask := maskOf(c.Shown); mask != "" && s.book.styles.room(mask) && string(parseFormat(mask).appendShown(nil, v)) == c.Shown {
			return mask, true
		}
	}
	if col >= len(s.columns) || s.columns[col].Kind != table.Number {
		return formatGeneral, true
	}
	_, fraction, _ := strings.Cut(c.Text, ".")
	switch len(fraction) {
	case 0:
		return formatWhole, true
	case 1, 2:
		return formatCents, true
	case 3:
		return formatMills, true
	}
	return formatGeneral, true
}

// samePoint reports whether a number reads as it is written but for zeros behind
// the point: 12.50 is fine, 007 is no number.
func samePoint(read, written string) bool {
	if read == written {
		return true
	}
	if rest, ok := strings.CutPrefix(written, read); ok && strings.Contains(written, ".") {
		return strings.Trim(rest, ".0") == ""
	}
	return false
}

// maskOf is a number format that shows a number as shown, digit for digit: a place
// for each digit, and the rest as it stands.
func maskOf(shown string) string {
	var b strings.Builder
	point := strings.LastIndexByte(shown, '.')
	for i, r := range strings.TrimPrefix(shown, "-") {
		i += len(shown) - len(strings.TrimPrefix(shown, "-"))
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte('0')
		case r == '.' && i == point, r == '%':
			b.WriteRune(r)
		case r == '"' || r < ' ':
			return ""
		default:
			b.WriteString(`"` + string(r) + `"`)
		}
	}
	mask := strings.ReplaceAll(b.String(), `""`, "")
	if len(mask) > 250 { // Excel allows 255
		return ""
	}
	return mask
}

// serialUnix is the serial date of 1970-01-01.
const serialUnix = 25_569

// serialOf returns a date or a time as a number, and its format.
func serialOf(c *table.Cell) (serial, format string, ok bool) {
	if c.Kind == table.Time {
		return serialTime(c.Text)
	}
	layout, format := time.DateOnly, formatDate
	if c.Kind == table.DateTime {
		layout, format = "2006-01-02T15:04:05", formatMinutes
	}
	t, err := time.Parse(layout, c.Text) // takes a fraction of a second, too
	midnight := t.Truncate(24 * time.Hour)
	day := midnight.Unix()/secondsPerDay + serialUnix
	if err != nil || day <= 60 || t.Nanosecond()%1e6 != 0 {
		return "", "", false
	}
	switch {
	case t.Nanosecond() != 0:
		format = formatMillis
	case t.Second() != 0:
		format = formatSeconds
	}
	v := float64(day) + float64(t.Sub(midnight).Milliseconds())/(secondsPerDay*1000)
	return strconv.FormatFloat(v, 'f', -1, 64), format, true
}

// serialTime returns a time of day or a duration, such as 36:00:00.
func serialTime(text string) (serial, format string, ok bool) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 || len(parts[0]) > 5 || len(parts[1]) != 2 {
		return "", "", false
	}
	h, err1 := strconv.ParseUint(parts[0], 10, 32)
	m, err2 := strconv.ParseUint(parts[1], 10, 32)
	whole, fraction, _ := strings.Cut(parts[2], ".")
	sec, err3 := strconv.ParseUint(whole, 10, 32)
	ms := uint64(0)
	format = formatElapsed
	if fraction != "" {
		var err error
		if ms, err = strconv.ParseUint(fraction, 10, 32); err != nil || len(fraction) != 3 {
			return "", "", false
		}
		format = formatElapsedMillis
	}
	if err1 != nil || err2 != nil || err3 != nil || m > 59 || sec > 59 {
		return "", "", false
	}
	v := float64(((h*60+m)*60+sec)*1000+ms) / (secondsPerDay * 1000)
	return strconv.FormatFloat(v, 'f', -1, 64), format, true
}

// isFault reports whether text is one of the errors that a cell can hold
// (ST_CellType e; Excel calls a workbook damaged that has others).
func isFault(text string) bool {
	switch text {
	case "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A":
		return true
	}
	return false
}

// appendColumn appends the name of a column: A, Z, AA.
func appendColumn(dst []byte, col int) []byte {
	if col < 26 {
		return append(dst, byte('A'+col))
	}
	return append(dst, columnName(col)...)
}
