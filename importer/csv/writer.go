package csv

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"crm/importer/table"
)

// WriterOptions say how delimited text is written. The zero value is
// a table for scripts; for Excel set BOM, without which it takes UTF-8
// for the code page of the machine.
type WriterOptions struct {
	BOM       bool   // begin with the byte order mark of UTF-8
	Delimiter string // as in Options; a comma if empty
	Raw       bool   // do not guard cells that a spreadsheet would run
}

// Writer writes delimited text: UTF-8, lines end in CRLF as RFC 4180 says,
// cells are quoted where it is needed. It implements table.Writer.
//
// Reading gives back what was written, with these exceptions:
// a line end in a cell comes back as "\n", text as NFC,
// and rows of white space not at all.
type Writer struct {
	w       *bufio.Writer
	delim   byte
	bom     bool
	raw     bool
	special [256]bool // bytes for which a cell is quoted
	err     error
}

var _ table.Writer = (*Writer)(nil)

// NewWriter returns a writer to w.
func NewWriter(w io.Writer, opt WriterOptions) (*Writer, error) {
	delim, err := parseDelimiter(opt.Delimiter)
	if err != nil {
		return nil, err
	}
	if delim == 0 {
		delim = ','
	}
	wr := &Writer{w: bufio.NewWriterSize(w, 64<<10), delim: delim, bom: opt.BOM, raw: opt.Raw}
	// All usual delimiters are quoted, so that no reader takes another one
	// for ours because it stands in every row.
	for _, c := range []byte(delimiters + "\"\r\n\x1a" + string(rune(delim))) {
		wr.special[c] = true
	}
	return wr, nil
}

// Write adds a row of the texts of the cells.
func (w *Writer) Write(cells []table.Cell) error {
	if w.err != nil {
		return w.err
	}
	if w.bom {
		w.w.WriteString("\uFEFF")
		w.bom = false
	}
	for i := range cells {
		if i > 0 {
			w.w.WriteByte(w.delim)
		}
		w.cell(cells[i].Text, len(cells) == 1)
	}
	if _, err := w.w.WriteString("\r\n"); err != nil {
		w.err = fmt.Errorf("write delimited text: %w", err)
	}
	return w.err
}

// cell writes one cell, which may be alone in its row.
// Errors stay in the bufio.Writer.
func (w *Writer) cell(s string, alone bool) {
	if s == "" {
		return
	}
	if !w.raw {
		s = Guard(s)
	}
	if !w.needsQuotes(s, alone) {
		w.w.WriteString(s)
		return
	}
	w.w.WriteByte('"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		w.w.WriteString(s[:i])
		w.w.WriteString(`""`)
		s = s[i+1:]
	}
	w.w.WriteString(s)
	w.w.WriteByte('"')
}

// needsQuotes reports whether a reader could take s for something else.
// Beside the obvious that is what begins or ends with a space,
// which many readers drop, or begins with what some take for a quote
// or a byte order mark; the mark \N of databases; and in a table of one column times, and Excel's line "sep=;".
func (w *Writer) needsQuotes(s string, alone bool) bool {
	for i := range len(s) {
		if w.special[s[i]] {
			return true
		}
	}
	return s[0] == ' ' || s == `\N` || strings.HasPrefix(s, "\uFEFF") || s[0] == '\'' || s[len(s)-1] == ' ' ||
		alone && (strings.IndexByte(s, ':') >= 0 || len(s) > 4 && strings.EqualFold(s[:4], "sep="))
}

// Close writes what is still in memory.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	if w.bom { // no row at all: an empty table is a file with the mark only
		w.w.WriteString("\uFEFF")
		w.bom = false
	}
	if err := w.w.Flush(); err != nil {
		w.err = fmt.Errorf("write delimited text: %w", err)
	}
	return w.err
}
