package csv

import (
	"bytes"
	"errors"
)

// closing is how a cell in quotes ended.
type closing struct {
	end   int   // offset from r of what follows the cell
	lines int   // line ends inside
	fault fault // none, stray or unclosed
	cut   bool  // unclosed because the text ends
}

// quoted reads a record whose first line has a quote in it and is n bytes long.
func (s *scanner) quoted(n, sep int) (record, error) {
	rec := record{line: s.line}
	lines := 0
	for p := 0; ; p++ { // p: offset of the cell from r, past the delimiter after each
		if len(s.spans) == maxFields {
			return rec, s.tooManyFields()
		}
		start := len(s.copied)
		if q, ok := s.opensQuote(p, n); ok {
			c, err := s.quotedCell(p, q, n)
			if err != nil {
				return rec, err
			}
			if c.fault == unclosed {
				s.copied = s.copied[:start]
				rec.fault, rec.at, rec.cell = unclosed, s.line+lines, len(s.spans)
				rec.cut = c.cut
				return s.asText(rec, p, lines)
			}
			if c.fault == stray && rec.fault == noFault {
				rec.fault, rec.at, rec.cell = stray, s.line+lines, len(s.spans)
			}
			p = c.end
			if c.lines > 0 {
				lines += c.lines
				if n, sep, err = s.findLine(p); errors.Is(err, errTooLong) {
					s.spans = append(s.spans, span{start, len(s.copied)})
					s.consume(p, lines)
					return s.overlong(rec)
				} else if err != nil {
					return rec, err
				}
			}
		} else {
			end := n
			if i := bytes.IndexByte(s.buf[s.r+p:s.r+n], s.delim); i >= 0 {
				end = p + i
			}
			s.copied = append(s.copied, s.buf[s.r+p:s.r+end]...)
			p = end
		}
		s.spans = append(s.spans, span{start, len(s.copied)})
		if p >= n {
			s.text = s.copied
			s.consume(n+sep, lines+1)
			return rec, nil
		}
	}
}

// opensQuote reports whether the cell at p is in quotes, and where the quote is.
// Spaces before the quote are allowed if the cell also ends properly on its
// line, since some programs write a space after every comma;
// a quote after anything else is text.
func (s *scanner) opensQuote(p, n int) (q int, ok bool) {
	cell := s.buf[s.r+p : s.r+n]
	if len(cell) == 0 || cell[0] != ' ' {
		return p, len(cell) > 0 && cell[0] == s.quote
	}
	rest := bytes.TrimLeft(cell, " ")
	if len(rest) == 0 || rest[0] != s.quote {
		return 0, false
	}
	q = p + len(cell) - len(rest)
	for rest = rest[1:]; ; rest = rest[2:] {
		i := bytes.IndexByte(rest, s.quote)
		if i < 0 {
			return 0, false
		}
		rest = rest[i:]
		if len(rest) < 2 || rest[1] != s.quote {
			after := bytes.TrimLeft(rest[1:], " ")
			return q, len(after) == 0 || after[0] == s.delim
		}
	}
}

// quotedCell copies the cell that begins at p and opens with the quote at q,
// in a line that ends at n.
func (s *scanner) quotedCell(p, q, n int) (closing, error) {
	c := closing{end: q + 1}
	start := len(s.copied)
	for {
		j, err := s.findQuote(c.end)
		if err != nil {
			return c, err
		}
		if j < 0 {
			c.fault, c.cut = unclosed, s.eof && s.w-s.r <= maxRecord
			return c, nil
		}
		if text := s.buf[s.r+c.end : s.r+j]; j < n {
			s.copied = append(s.copied, text...) // still in the first line
		} else {
			c.lines += s.copyText(text)
		}
		if c.lines > maxQuotedLines {
			c.fault = unclosed
			return c, nil
		}
		next, err := s.byteAt(j + 1)
		if err != nil {
			return c, err
		}
		if c.end = j + 1; next != int(s.quote) {
			break
		}
		s.copied = append(s.copied, s.quote)
		c.end++
	}
	after, ends, err := s.closes(c.end)
	if err != nil {
		return c, err
	}
	if ends {
		c.end = after
		if c.lines > longCell && areRows(s.copied[start:], s.delim, s.width) {
			c.fault = unclosed // and this quote is of another cell
		}
		return c, nil
	}
	if c.lines > 0 {
		// A quote that opened on a line before and "closes" before text
		// is in truth the opening quote of another cell.
		c.fault = unclosed
		return c, nil
	}
	c.fault = stray
	c.end = n
	if i := bytes.IndexByte(s.buf[s.r+after:s.r+n], s.delim); i >= 0 {
		c.end = after + i
	}
	raw := s.buf[s.r+p : s.r+c.end]
	if len(raw) > 2 && raw[0] == s.quote && raw[len(raw)-1] == s.quote {
		raw = raw[1 : len(raw)-1] // the writer did not double its quotes
	}
	s.copied = append(s.copied[:start], raw...)
	return c, nil
}

// areRows reports whether nearly all lines of a cell would be rows as wide as the
// one before it. Two columns are no evidence: sentences have commas too.
func areRows(text []byte, delim byte, width int) bool {
	if width < 3 {
		return false
	}
	lines, rows := 0, 0
	for line := range bytes.Lines(text) {
		lines++
		if bytes.Count(line, []byte{delim}) == width-1 {
			rows++
		}
	}
	return rows*10 >= lines*9
}

// closes reports whether the cell in quotes that ends at off is followed by a
// delimiter, a line end or the end of the text, and where that is.
// Spaces in between are nobody's.
func (s *scanner) closes(off int) (end int, ok bool, err error) {
	for ; off <= maxRecord; off++ {
		c, err := s.byteAt(off)
		if err != nil {
			return off, false, err
		}
		if c != ' ' {
			return off, c < 0 || c == int(s.delim) || c == '\n' || c == '\r', nil
		}
	}
	return off, false, nil
}

// byteAt returns the byte at r+off, or -1 at the end of the text.
func (s *scanner) byteAt(off int) (int, error) {
	for s.r+off >= s.w {
		if s.eof {
			return -1, nil
		}
		if err := s.fill(); err != nil {
			return -1, err
		}
	}
	return int(s.buf[s.r+off]), nil
}

// findQuote returns the offset of the first quote at or after off,
// or -1 if there is none before the end of the text or the limit.
func (s *scanner) findQuote(off int) (int, error) {
	for {
		i := bytes.IndexByte(s.buf[s.r+off:s.w], s.quote)
		if i >= 0 && off+i <= maxRecord {
			return off + i, nil
		}
		if i >= 0 || s.eof || s.w-s.r > maxRecord {
			return -1, nil
		}
		off = s.w - s.r
		if err := s.fill(); err != nil {
			return -1, err
		}
	}
}

// copyText copies text from inside quotes, each line end as "\n",
// and returns how many there are.
func (s *scanner) copyText(text []byte) (lines int) {
	for {
		i := bytes.IndexByte(text, '\r')
		if i < 0 {
			s.copied = append(s.copied, text...)
			return lines + bytes.Count(text, []byte{'\n'})
		}
		s.copied = append(s.copied, text[:i]...)
		s.copied = append(s.copied, '\n')
		lines += bytes.Count(text[:i], []byte{'\n'}) + 1
		text = text[i+1:]
		if len(text) > 0 && text[0] == '\n' {
			text = text[1:]
		}
	}
}

// asText ends a record in which the quote at p never closes:
// from there to the end of the line, the quote is text like any other.
// The lines after it are records of their own again.
func (s *scanner) asText(rec record, p, lines int) (record, error) {
	s.lf = -1 // it was sought further on
	n, sep, err := s.findLine(p)
	if errors.Is(err, errTooLong) {
		s.consume(p, lines)
		return s.overlong(rec)
	}
	if err != nil {
		return rec, err
	}
	from := len(s.copied)
	s.copied = append(s.copied, s.buf[s.r+p:s.r+n]...)
	s.text = s.copied
	if err := s.cut(from, len(s.text)); err != nil {
		return rec, err
	}
	s.consume(n+sep, lines+1)
	return rec, nil
}
