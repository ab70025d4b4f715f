package json

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"crm/importer/table"
)

// Limits of a file. Real records are far smaller: the largest have a photo.
const (
	maxRecord = 16 << 20 // bytes of one record
	maxDepth  = 64       // of objects and arrays in one another
)

// Sniff reports whether a text, in UTF-8 or UTF-16, begins like JSON records: an
// object, or an array of objects.
func Sniff(head []byte) bool {
	head, _, _ = transform.Bytes(unicode.BOMOverride(transform.Nop), head)
	text := bytes.TrimLeft(head, " \t\r\n")
	if len(text) == 0 {
		return false
	}
	next := bytes.TrimLeft(text[1:], " \t\r\n")
	switch {
	case text[0] == '[':
		return len(next) > 0 && (next[0] == '{' || next[0] == ']')
	case text[0] == '{':
		return len(next) > 0 && (next[0] == '"' || next[0] == '}')
	}
	return false
}

// Record is one value of a file, or what is wrong where one should be.
type Record struct {
	Line int    // where it begins; grows from record to record
	Text []byte // valid until the next call of Next; nil with a Problem
	Err  error  // why there is no value
}

// Splitter cuts a file into its records: the lines of NDJSON, the elements of an
// array, objects one after the other.
type Splitter struct {
	in    *bufio.Reader
	lines bool
	line  int // that the next byte is on
	last  int // line of the last record
	buf   []byte
	open  bool // inside the array
	ended bool
}

// Split begins to cut. A file is read by lines if its first line is a whole object:
// then a damaged line is one line. Else by brackets.
func Split(r io.Reader) *Splitter {
	s := &Splitter{in: bufio.NewReaderSize(transform.NewReader(r, unicode.BOMOverride(transform.Nop)), 256<<10), line: 1}
	head, _ := s.in.Peek(256 << 10)
	text := bytes.TrimLeft(head, " \t\r\n")
	if len(text) > 0 && text[0] == '{' {
		first, _, found := bytes.Cut(text, []byte("\n"))
		var n nesting
		for _, c := range first {
			n.step(c)
		}
		s.lines = n.depth == 0 && !n.quoted || !found && len(head) == 256<<10
	}
	return s
}

// Next returns the next record; io.EOF after the last, another error if the file
// cannot be read on.
func (s *Splitter) Next() (Record, error) {
	var rec Record
	var err error
	if s.lines {
		rec, err = s.nextLine()
	} else {
		rec, err = s.nextValue()
	}
	if err != nil {
		return Record{}, err
	}
	// Several records on one line have numbers of their own.
	rec.Line = max(rec.Line, s.last+1)
	s.last = rec.Line
	return rec, nil
}

func (s *Splitter) nextLine() (Record, error) {
	for {
		s.buf = s.buf[:0]
		long := false
		line := s.line
		for {
			part, err := s.in.ReadSlice('\n')
			if long = long || len(s.buf)+len(part) > maxRecord; !long {
				s.buf = append(s.buf, part...)
			}
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if err != nil && (!errors.Is(err, io.EOF) || len(s.buf) == 0 && !long) {
				return Record{}, err
			}
			break
		}
		s.line++
		text := bytes.Trim(s.buf, " \t\r\n")
		switch {
		case long:
			return Record{Line: line, Err: fmt.Errorf("the line is longer than %d MB", maxRecord>>20)}, nil
		case len(text) == 0:
			continue
		case depth(text) > maxDepth:
			return Record{Line: line, Err: errDeep}, nil
		}
		return Record{Line: line, Text: text}, nil
	}
}

var errDeep = fmt.Errorf("objects stand in one another more than %d deep", maxDepth)

// nesting follows brackets and quotes.
type nesting struct {
	depth           int
	quoted, escaped bool
}

func (n *nesting) step(c byte) {
	switch {
	case n.escaped:
		n.escaped = false
	case n.quoted && c == '\\':
		n.escaped = true
	case c == '"':
		n.quoted = !n.quoted
	case n.quoted:
	case c == '{' || c == '[':
		n.depth++
	case c == '}' || c == ']':
		n.depth--
	}
}

func depth(text []byte) int {
	var n nesting
	deepest := 0
	for _, c := range text {
		n.step(c)
		deepest = max(deepest, n.depth)
	}
	return deepest
}

func (s *Splitter) byte() (byte, error) {
	c, err := s.in.ReadByte()
	if c == '\n' && err == nil {
		s.line++
	}
	return c, err
}

// nextValue cuts at brackets. What stands between two values is skipped, if it is
// a comma or white space, and else is a record that is none.
func (s *Splitter) nextValue() (Record, error) {
	for {
		c, err := s.byte()
		if errors.Is(err, io.EOF) && s.open && !s.ended {
			s.ended = true
			return Record{Line: s.line, Err: errors.New("the list does not end: the file may have been cut off")}, nil
		}
		if err != nil {
			return Record{}, err
		}
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' && s.open:
		case c == '[' && !s.open && !s.ended:
			s.open = true
		case c == ']' && s.open:
			s.open, s.ended = false, true
		case c == '{' || c == '[' && s.open:
			return s.nested(c)
		default:
			return s.scalar(c)
		}
	}
}

// nested reads an object or array that begins with c.
func (s *Splitter) nested(c byte) (Record, error) {
	rec := Record{Line: s.line}
	s.buf = append(s.buf[:0], c)
	var n nesting
	n.step(c)
	deepest := 1
	for n.depth > 0 {
		c, err := s.byte()
		if errors.Is(err, io.EOF) {
			s.ended = true
			rec.Err = errors.New("the file ends in the middle of a record: it may have been cut off")
			return rec, nil
		}
		if err != nil {
			return Record{}, err
		}
		if len(s.buf) == maxRecord {
			return Record{}, &table.LimitError{Limit: "bytes of one record", Max: maxRecord, Line: rec.Line, Fix: "check that the brackets of the file match"}
		}
		s.buf = append(s.buf, c)
		n.step(c)
		deepest = max(deepest, n.depth)
	}
	if rec.Text = s.buf; deepest > maxDepth {
		rec.Text, rec.Err = nil, errDeep
	}
	return rec, nil
}

// scalar reads up to what ends a value that has no brackets.
func (s *Splitter) scalar(c byte) (Record, error) {
	rec := Record{Line: s.line}
	s.buf = append(s.buf[:0], c)
	var n nesting
	n.step(c)
	for {
		head, err := s.in.Peek(1)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Record{}, err
		}
		if !n.quoted && bytes.IndexByte([]byte(",[]{}\n"), head[0]) >= 0 {
			break
		}
		c, err := s.byte()
		if err != nil {
			return Record{}, err
		}
		if len(s.buf) == maxRecord {
			return Record{}, &table.LimitError{Limit: "bytes of one record", Max: maxRecord, Line: rec.Line, Fix: "check the quotes of the file"}
		}
		s.buf = append(s.buf, c)
		n.step(c)
	}
	if !s.open && s.ended {
		rec.Err = errors.New("there is text behind the end of the list")
		return rec, nil
	}
	rec.Text = s.buf
	return rec, nil
}

// Lines reports whether the file is read by lines, as NDJSON is.
func (s *Splitter) Lines() bool { return s.lines }
