package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"crm/importer/charset"
	"crm/importer/table"
)

// Reader reads delimited text row by row. It implements table.Reader.
//
// The cells of a row are parts of one string,
// so keeping one cell keeps the text of its row.
type Reader struct {
	scan     *scanner
	encoding string
	patch    charset.Encoding // of what is not UTF-8 in a file that is
	unguard  bool
	verbatim bool
	mojibake int
	null     bool
	begun    bool  // a row has been read
	err      error // why there are no more rows
}

var _ table.Reader = (*Reader)(nil)

func newReader(src io.Reader, g Guess, opt Options) (*Reader, error) {
	patch, err := findEncoding(g.patch)
	if err != nil {
		return nil, err
	}
	return &Reader{
		scan:     newScanner(src, g.Delimiter[0], g.quote),
		encoding: g.Encoding,
		patch:    patch,
		unguard:  opt.Unguard,
		verbatim: opt.Verbatim,
		mojibake: g.mojibake,
		null:     g.null,
	}, nil
}

// Read sets *row to the next row that is not blank.
// Besides io.EOF the error is a *table.LimitError or that of the file.
func (r *Reader) Read(row *table.Row) error {
	for r.err == nil {
		row.Reset()
		rec, err := r.scan.next()
		if err != nil {
			r.err = err
			if !errors.Is(err, io.EOF) {
				r.err = fmt.Errorf("read delimited text: %w", err)
			}
			break
		}
		row.Line = rec.line
		reasons := r.setCells(row)
		row.Problem = r.problem(rec, row.Cells, reasons)
		if !r.begun && len(row.Cells) > 0 {
			// A byte order mark that was damaged with the rest of the text.
			c := &row.Cells[0]
			*c = textCell(strings.TrimPrefix(c.Text, "\uFEFF"), c.Note)
		}
		r.begun = true
		if row.Problem != nil || !row.Blank() {
			return nil
		}
	}
	row.Reset()
	return r.err
}

// Close ends the reading. The file stays open: it is the caller's.
func (r *Reader) Close() error {
	if r.err == nil {
		r.err = io.EOF
	}
	return nil
}

func textCell(s, note string) table.Cell {
	if s == "" {
		return table.Cell{}
	}
	return table.Cell{Text: s, Kind: table.Text, Note: note}
}

// setCells sets the cells of the row to those of the record,
// and returns what is wrong with their characters, nil for nearly all rows.
func (r *Reader) setCells(row *table.Row) []remark {
	text := r.scan.text
	if r.null || bytes.IndexByte(text, 0) >= 0 || !isASCII(text) && (r.mojibake > 0 || !isSettled(text)) {
		return r.setCleanCells(row)
	}
	s := string(text)
	row.Cells = slices.Grow(row.Cells, len(r.scan.spans))[:len(r.scan.spans)]
	for i, sp := range r.scan.spans {
		v := s[sp.start:sp.end]
		if r.unguard && v != "" && v[0] == '\'' {
			v = Unguard(v)
		}
		row.Cells[i] = textCell(v, "")
	}
	return nil
}

// setCleanCells is setCells for text that needs more than cutting.
func (r *Reader) setCleanCells(row *table.Row) []remark {
	var remarks []remark
	s := string(r.scan.text)
	for _, sp := range r.scan.spans {
		v, note := r.clean(s[sp.start:sp.end], &remarks)
		if r.null {
			v = unescape(v)
		}
		if r.unguard {
			v = Unguard(v)
		}
		row.Cells = append(row.Cells, textCell(v, note))
	}
	return remarks
}

func nfc(s string) string { return norm.NFC.String(s) }

// remark is something about the characters of a cell.
type remark struct{ value, reason, fix string }

// clean returns the cell as valid UTF-8 in NFC without zero bytes,
// and a note if that took a guess.
func (r *Reader) clean(s string, remarks *[]remark) (clean, note string) {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
		*remarks = append(*remarks, remark{s, "zero bytes in the text", "they are left out; check the value"})
	}
	if !utf8.ValidString(s) {
		if r.patch.Name == "windows-1252" {
			s = western(s)
		} else {
			s = r.patch.Decode([]byte(s))
		}
		*remarks = append(*remarks, remark{s, "bytes that are not UTF-8", "they are read as " + r.patch.Name + "; check the value"})
		note = "not UTF-8, read as " + r.patch.Name
	}
	if r.encoding != "utf-8" && strings.ContainsRune(s, utf8.RuneError) {
		*remarks = append(*remarks, remark{s, "bytes that are no characters of " + r.encoding,
			"they are shown as \uFFFD; check the value and the encoding"})
		note = "has bytes that are not " + r.encoding
	}
	if repaired, ok := r.repair(s); ok && !r.verbatim {
		note = fmt.Sprintf("was %q, UTF-8 read as windows-1252", table.Excerpt(s))
		if r.mojibake == 0 {
			*remarks = append(*remarks, remark{s, "UTF-8 that was read as windows-1252 and saved again", "it is repaired; check the value"})
		}
		s = repaired
	}
	return nfc(s), note
}

// problem says what is wrong with a row, nil if nothing is.
func (r *Reader) problem(rec record, cells []table.Cell, remarks []remark) *table.Problem {
	if rec.fault == noFault && len(remarks) == 0 {
		return nil
	}
	p := &table.Problem{Line: rec.at}
	if rec.cell < len(cells) {
		p.Value = table.Excerpt(cells[rec.cell].Text)
	}
	switch rec.fault {
	case unclosed:
		p.Rejected = true
		p.Reason = "a quote opens a cell here and does not close it"
		p.Fix = fmt.Sprintf("close the quote on line %d, or write it twice if it is part of the text", rec.at)
	case tooLong:
		p.Rejected = true
		p.Reason = fmt.Sprintf("the row is longer than %d bytes", maxRecord)
		p.Fix = fmt.Sprintf("shorten the row or look for a quote that does not close on line %d", rec.at)
	case stray:
		p.Reason = "text stands after a closing quote"
		p.Fix = "the cell is kept as it stands; a quote inside quotes is written twice"
	default:
		p.Line, p.Value = rec.line, table.Excerpt(remarks[0].value)
		p.Reason, p.Fix = remarks[0].reason, remarks[0].fix
		remarks = remarks[1:]
	}
	for _, m := range remarks {
		if !strings.Contains(p.Reason, m.reason) {
			p.Reason += "; " + m.reason
			p.Fix += "; " + m.fix
		}
	}
	return p
}
