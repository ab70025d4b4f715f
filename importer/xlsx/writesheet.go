package xlsx

import (
	"bufio"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"crm/importer/table"
)

// Column is how a column of a sheet looks.
type Column struct {
	Width  float64    // in digits of the standard font; 0 is usual
	Hidden bool       // it is there, and not shown
	Kind   table.Kind // what it holds: what is typed into its empty cells gets that format
}

// usualWidth is that of a column which is said nothing about.
const usualWidth = 14

// SheetWriter writes the rows of a sheet. It implements table.Writer.
type SheetWriter struct {
	book    *Writer
	name    string
	out     *bufio.Writer
	columns []Column
	header  bool
	rows    int
	widest  int
	buf     []byte // of the row that is being written
	links   []link
}

// link is a hyperlink of a cell.
type link struct {
	row, col int
	target   string
}

var _ table.Writer = (*SheetWriter)(nil)

// Write adds a row.
func (s *SheetWriter) Write(cells []table.Cell) error { return s.WriteMarked(cells, nil) }

// WriteMarked adds a row and colours the cells whose bad is true. A cell with a
// Shown gets a number format that shows it so; one with a Link becomes a
// hyperlink.
func (s *SheetWriter) WriteMarked(cells []table.Cell, bad []bool) error {
	w := s.book
	switch {
	case w.err != nil:
		return w.err
	case w.sheet != s:
		return fmt.Errorf("write workbook: sheet %s has ended", s.name)
	case s.rows == MaxRows:
		return s.limit("rows", MaxRows, 0, "write fewer rows, or CSV, which has no such limit")
	case len(cells) > MaxColumns:
		return tooManyColumns(s.name, s.rows+1)
	}
	s.rows++
	s.widest = max(s.widest, len(cells))
	s.buf = append(s.buf[:0], `<row r="`...)
	s.buf = strconv.AppendInt(s.buf, int64(s.rows), 10)
	s.buf = append(s.buf, `">`...)
	for i := range max(len(cells), len(bad)) {
		var c table.Cell
		if i < len(cells) {
			c = cells[i]
		}
		if err := s.cell(i, &c, i < len(bad) && bad[i]); err != nil {
			return err
		}
	}
	s.buf = append(s.buf, `</row>`...)
	if _, err := s.out.Write(s.buf); err != nil {
		w.err = fmt.Errorf("write workbook: %w", err)
	}
	return w.err
}

// Close ends the sheet. Writing the next one, or closing the workbook, does so too.
func (s *SheetWriter) Close() error {
	if s.book.sheet == s {
		s.book.endSheet()
	}
	if s.book.err == errClosed {
		return nil
	}
	return s.book.err
}

func (s *SheetWriter) limit(what string, limit int64, col int, fix string) error {
	part := "sheet " + s.name
	if col > 0 {
		part += ", column " + columnName(col-1)
	}
	return fmt.Errorf("write workbook: %w", &table.LimitError{Part: part, Line: s.rows, Limit: what, Max: limit, Fix: fix})
}

// begin writes what precedes the rows. The first sheet is the one in front.
func (s *SheetWriter) begin(first bool) {
	b := append(s.buf[:0], xmlHead+`<worksheet xmlns="`+mainNS+`" xmlns:r="`+officeNS+`"><sheetViews><sheetView`...)
	if first {
		b = append(b, ` tabSelected="1"`...)
	}
	b = append(b, ` workbookViewId="0">`...)
	if s.header {
		b = append(b, `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>`...)
	}
	b = append(b, `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`...)
	if len(s.columns) > 0 {
		b = append(b, `<cols>`...)
		for i, c := range s.columns {
			if c.Width <= 0 {
				c.Width = usualWidth
			}
			b = fmt.Appendf(b, `<col min="%d" max="%[1]d" width="%s" customWidth="1"`, i+1, strconv.FormatFloat(c.Width, 'f', -1, 64))
			if style := s.book.styles.of(kindFormat(c.Kind), plain); style > 0 {
				b = fmt.Appendf(b, ` style="%d"`, style)
			}
			if c.Hidden {
				b = append(b, ` hidden="1"`...)
			}
			b = append(b, `/>`...)
		}
		b = append(b, `</cols>`...)
	}
	b = append(b, `<sheetData>`...)
	_, _ = s.out.Write(b) // an error stays in the bufio.Writer
	s.buf = b
}

// end writes what follows the rows. There are no ignoredErrors, which would keep
// Excel from putting a green corner to digits in a text: gnumeric complains of them.
func (s *SheetWriter) end() error {
	b := append(s.buf[:0], `</sheetData>`...)
	if ref := s.filter(); ref != "" {
		b = append(b, `<autoFilter ref="`+ref+`"/>`...)
	}
	if len(s.links) > 0 {
		b = append(b, `<hyperlinks>`...)
		for i, l := range s.links {
			b = fmt.Appendf(b, `<hyperlink ref="%s%d" r:id="rId%d"/>`, columnName(l.col), l.row, i+1)
		}
		b = append(b, `</hyperlinks>`...)
	}
	b = append(b, `</worksheet>`...)
	_, _ = s.out.Write(b)
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// filter is the range of the filter, such as A1:C9; "" for none.
func (s *SheetWriter) filter() string {
	if !s.header || s.rows == 0 || s.widest == 0 {
		return ""
	}
	return "A1:" + columnName(s.widest-1) + strconv.Itoa(s.rows)
}

// absolute makes $A$1:$C$9 of A1:C9.
func absolute(ref string) string {
	var b strings.Builder
	letters := false
	for _, c := range ref {
		isLetter := c >= 'A' && c <= 'Z'
		if isLetter != letters && c != ':' {
			b.WriteByte('$')
		}
		letters = isLetter
		b.WriteRune(c)
	}
	return b.String()
}

// Linkable reports whether a hyperlink can have such a target: Excel calls a
// workbook damaged that has one over 2,079 characters, or none of RFC 3986.
func Linkable(target string) bool {
	if target == "" || len(target) > 2079 || strings.ContainsAny(target, " \"<>\\^`{|}") {
		return false
	}
	u, err := url.Parse(target)
	return err == nil && u.Scheme != ""
}

// linkRels is the part that says where the hyperlinks of a sheet go.
func linkRels(links []link) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packageNS + `/relationships">`)
	for i, l := range links {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, i+1, officeNS, appendAttr(nil, l.target))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}
