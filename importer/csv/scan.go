package csv

import (
	"bytes"
	"errors"
	"io"

	"crm/importer/table"
)

// scanner cuts UTF-8 text into records and cells.
//
// It works on a window of the text, buf[r:w], that begins with the record being
// read. A line without a quote, by far the most, is cut where it lies;
// only cells in quotes are copied, because their quotes have to go.
// The window grows to the longest record and no further than maxRecord allows.
type scanner struct {
	src    io.Reader
	buf    []byte
	r, w   int
	eof    bool // src is read to its end
	lf     int  // first line feed of the window at or after the last findLine, or w
	line   int  // number of the line at r, from 1
	delim  byte
	quote  byte
	width  int    // cells of the record before
	text   []byte // the cells of the record
	begun  bool   // a line has been read
	spans  []span // where they lie in text
	copied []byte // memory of text for records with quotes
}

// span is a cell in scanner.text.
type span struct{ start, end int }

// fault is what may be wrong with a record.
type fault uint8

const (
	noFault  fault = iota
	unclosed       // a quote opened and did not close
	stray          // text stands after a closing quote; all cells are there
	tooLong        // longer than maxRecord
)

// record is what the scanner says about a record, beside its cells.
type record struct {
	line  int // where it begins
	fault fault
	at    int  // line of the fault
	cell  int  // index of the cell with the fault
	cut   bool // the text ended before the quote closed: perhaps there is more of it
}

// errTooLong says that a record does not end within maxRecord bytes.
var errTooLong = errors.New("record too long")

// firstWindow is the size of the window to begin with.
const firstWindow = 128 << 10

func newScanner(src io.Reader, delim, quote byte) *scanner {
	return &scanner{src: src, buf: make([]byte, firstWindow), line: 1, delim: delim, quote: quote}
}

// newTextScanner returns a scanner of text that is in memory. It does not change it.
func newTextScanner(text []byte, delim, quote byte) *scanner {
	return &scanner{buf: text, w: len(text), lf: -1, eof: true, line: 1, delim: delim, quote: quote}
}

// next reads the next record that is not an empty line.
// Its cells are s.text and s.spans, until the next call.
// The error is io.EOF at the end, a *table.LimitError, or that of the source.
func (s *scanner) next() (record, error) {
	s.width = len(s.spans)
	for {
		s.spans = s.spans[:0]
		s.copied = s.copied[:0]
		n, sep, err := s.findLine(0)
		if errors.Is(err, errTooLong) {
			return s.overlong(record{line: s.line})
		}
		if err != nil {
			return record{}, err
		}
		if n == 0 {
			if sep == 0 {
				return record{}, io.EOF
			}
			s.consume(sep, 1)
			continue
		}
		if !s.begun || s.buf[s.r] == 0xEF {
			if skip := s.prefix(s.buf[s.r : s.r+n]); skip > 0 {
				s.consume(skip, 0)
				continue
			}
		}
		line := s.buf[s.r : s.r+n]
		if bytes.IndexByte(line, s.quote) >= 0 {
			return s.quoted(n, sep)
		}
		s.text = line
		if err := s.cut(0, n); err != nil {
			return record{}, err
		}
		rec := record{line: s.line}
		s.consume(n+sep, 1)
		return rec, nil
	}
}

// prefix returns how many bytes before the first cell of a line are nobody's:
// byte order marks, of which joined files have several, and the "#" that abook
// writes before its header, #"name","email".
func (s *scanner) prefix(line []byte) (n int) {
	for line[n] == 0xEF && bytes.HasPrefix(line[n:], []byte("\uFEFF")) {
		if n += len("\uFEFF"); n == len(line) {
			return n
		}
	}
	if !s.begun && len(line) > n+1 && line[n] == '#' && line[n+1] == s.quote {
		n++
	}
	s.begun = true
	return n
}

// cut cuts s.text[from:to] at the delimiters and adds the cells to s.spans.
func (s *scanner) cut(from, to int) error {
	for {
		if len(s.spans) == maxFields {
			return s.tooManyFields()
		}
		i := bytes.IndexByte(s.text[from:to], s.delim)
		if i < 0 {
			s.spans = append(s.spans, span{from, to})
			return nil
		}
		s.spans = append(s.spans, span{from, from + i})
		from += i + 1
	}
}

func (s *scanner) tooManyFields() error {
	return &table.LimitError{
		Limit: "cells in one row",
		Max:   maxFields,
		Line:  s.line,
		Fix:   "check the delimiter, or remove the columns that hold no contact data",
	}
}

// findLine returns where the line that reaches over r+off ends:
// n bytes after r, with a line end of sep bytes, 0 at the end of the text.
func (s *scanner) findLine(off int) (n, sep int, err error) {
	for {
		if s.lf < s.r+off {
			s.lf = s.w
			if i := bytes.IndexByte(s.buf[s.r+off:s.w], '\n'); i >= 0 {
				s.lf = s.r + off + i
			}
		}
		n = s.lf - s.r
		if i := bytes.IndexByte(s.buf[s.r+off:s.lf], '\r'); i >= 0 {
			n = off + i
		}
		if n > maxRecord {
			return 0, 0, errTooLong
		}
		switch end := s.r + n; {
		case end < s.w && s.buf[end] == '\n':
			return n, 1, nil
		case end+1 < s.w: // CR and one byte more
			if s.buf[end+1] == '\n' {
				return n, 2, nil
			}
			return n, 1, nil
		case s.eof:
			return n, s.w - end, nil
		}
		if err := s.fill(); err != nil {
			return 0, 0, err
		}
	}
}

// skipLine skips the line at r.
func (s *scanner) skipLine() error {
	n, sep, err := s.findLine(0)
	if err != nil {
		return err
	}
	s.consume(n+sep, 1)
	return nil
}

// consume moves past n bytes and that many lines.
func (s *scanner) consume(n, lines int) {
	s.r += n
	s.line += lines
}

// fill reads more text into the window. At the end of the text it sets s.eof.
func (s *scanner) fill() error {
	if s.r > 0 {
		copy(s.buf, s.buf[s.r:s.w])
		s.w -= s.r
		s.lf -= s.r
		s.r = 0
	}
	if s.w == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadFull(s.src, s.buf[s.w:])
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		s.eof = true
	} else if err != nil {
		return err
	}
	before := s.w
	s.w += n
	if s.eof {
		s.dropCtrlZ()
	}
	if s.lf >= before { // no line feed was in the window
		before = min(before, s.w)
		s.lf = s.w
		if i := bytes.IndexByte(s.buf[before:s.w], '\n'); i >= 0 {
			s.lf = before + i
		}
	}
	return nil
}

// dropCtrlZ takes the end mark of DOS off the end of the text.
func (s *scanner) dropCtrlZ() {
	for s.w > s.r && s.buf[s.w-1] == 0x1A {
		s.w--
	}
}

// overlong gives up a record that is longer than maxRecord.
// Its whole cells so far stay; what follows is skipped to the end of the line.
func (s *scanner) overlong(rec record) (record, error) {
	if len(s.spans) == 0 {
		s.copied = append(s.copied[:0], s.buf[s.r:min(s.w, s.r+maxRecord)]...)
		s.text = s.copied
		if err := s.cut(0, len(s.text)); err != nil {
			return rec, err
		}
		s.spans = s.spans[:len(s.spans)-1] // the last one may be cut
	}
	s.text = s.copied
	rec.fault, rec.at, rec.cell = tooLong, rec.line, len(s.spans)
	for {
		i := bytes.IndexByte(s.buf[s.r:s.w], '\n')
		end := s.w
		if i >= 0 {
			end = s.r + i
		}
		if j := bytes.IndexByte(s.buf[s.r:end], '\r'); j >= 0 && (s.r+j+1 < s.w || s.eof) {
			sep := 1
			if s.r+j+1 < s.w && s.buf[s.r+j+1] == '\n' {
				sep = 2
			}
			s.consume(j+sep, 1)
			return rec, nil
		} else if j >= 0 {
			s.r += j // a CR at the very end of the window: is there an LF?
		} else if i >= 0 {
			s.consume(i+1, 1)
			return rec, nil
		} else {
			s.r = s.w
		}
		if s.eof {
			return rec, nil
		}
		if err := s.fill(); err != nil {
			return rec, err
		}
	}
}
