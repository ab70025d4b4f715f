package xlsx

import (
	"bytes"
	"io"

	"golang.org/x/text/encoding/unicode"

	"crm/importer/table"
)

// token is what the scanner found.
type token uint8

const (
	tokStart token = iota + 1 // a start tag; scanner.name and scanner.attr tell which
	tokEnd                    // an end tag, also of an element written <c/>
	tokText                   // character data, still raw: see appendText
	tokEOF                    // the end, after the root element was closed
)

// scanner cuts one XML part into tokens.
//
// It is not a general XML parser: it goes through the subset that the Open
// Packaging Conventions allow (ECMA-376 part 2, §6.2.5: UTF-8 or UTF-16, no DTD),
// looks at local names only, which makes prefixes and the strict namespaces equal,
// and expands nothing.
// It does check what damage breaks first: that tags nest, that there is one root,
// that nothing but white space follows it, and that the part ends where it should,
// which makes zip compare the checksum.
//
// A token lies in one piece in buf, so no token may be longer than limits.text.
type scanner struct {
	r    io.Reader
	part string // for messages
	lim  *limits

	buf      []byte
	pos, end int  // buf[pos:end] is not yet scanned
	eof      bool // r is at its end

	name  []byte // local name of the tag; valid until next
	attrs []byte // what is left of its attributes
	text  []byte // raw character data; valid until next
	cdata bool   // text stood in CDATA: nothing in it is escaped

	stack   []byte  // full names of the open elements, one behind the other
	marks   []int32 // where each begins in stack
	closing bool    // an empty element waits for its tokEnd
	rooted  bool    // the root element was seen
	bad     error   // an attribute that attr could not read
}

// scanBuffer is the first size of the buffer; it grows for longer tokens.
const scanBuffer = 64 << 10

// newScanner returns a scanner over r, which it transcodes if it is UTF-16.
func newScanner(r io.Reader, part string, lim *limits) (*scanner, error) {
	s := &scanner{r: r, part: part, lim: lim, buf: make([]byte, scanBuffer)}
	for s.end < 3 {
		if err := s.fill(); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
	}
	head := s.buf[:s.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.pos = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		raw := io.MultiReader(bytes.NewReader(bytes.Clone(head)), r)
		s.r = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Reader(raw)
		s.end, s.eof = 0, false
	}
	return s, nil
}

// depth is the number of open elements.
func (s *scanner) depth() int { return len(s.marks) }

// fill reads more behind buf[pos:end], which may move.
func (s *scanner) fill() error {
	if s.eof {
		return io.EOF
	}
	if s.pos > 0 {
		s.end = copy(s.buf, s.buf[s.pos:s.end])
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) > s.lim.text {
			return s.tooLong()
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err == io.EOF {
			s.eof = true
			if n == 0 {
				return io.EOF
			}
			return nil
		}
		if err != nil {
			return err
		}
		if n > 0 {
			return nil
		}
	}
	return io.ErrNoProgress
}

// next returns the next token.
func (s *scanner) next() (token, error) {
	if s.bad != nil {
		return 0, s.bad
	}
	if s.closing {
		s.closing = false
		s.pop()
		return tokEnd, nil
	}
	for {
		if s.pos == s.end {
			if err := s.fill(); err == io.EOF {
				return s.finish()
			} else if err != nil {
				return 0, err
			}
		}
		if s.buf[s.pos] != '<' {
			if err := s.characters(); err != nil {
				return 0, err
			}
			if len(s.marks) > 0 {
				return tokText, nil
			}
			continue
		}
		if err := s.need(2); err != nil {
			return 0, err
		}
		switch s.buf[s.pos+1] {
		case '/':
			return tokEnd, s.endTag()
		case '?':
			if err := s.instruction(); err != nil {
				return 0, err
			}
		case '!':
			if isText, err := s.declaration(); err != nil {
				return 0, err
			} else if isText {
				return tokText, nil
			}
		default:
			return tokStart, s.startTag()
		}
	}
}

// finish ends the part: everything that was opened must be closed.
func (s *scanner) finish() (token, error) {
	switch {
	case len(s.marks) > 0:
		return 0, s.damaged("it ends inside <%s>", s.stack[s.marks[len(s.marks)-1]:])
	case !s.rooted:
		return 0, s.damaged("it is empty")
	}
	return tokEOF, nil
}

// need makes sure that n bytes lie at pos.
func (s *scanner) need(n int) error {
	for s.end-s.pos < n {
		if err := s.fill(); err == io.EOF {
			return s.damaged("it ends in the middle of a tag")
		} else if err != nil {
			return err
		}
	}
	return nil
}

// find returns the offset from pos of the first sep at or behind pos+from.
func (s *scanner) find(sep string, from int) (int, error) {
	for {
		if from < s.end-s.pos {
			if i := bytes.Index(s.buf[s.pos+from:s.end], []byte(sep)); i >= 0 {
				return from + i, nil
			}
			from = max(from, s.end-s.pos-len(sep)+1)
		}
		if err := s.fill(); err == io.EOF {
			return 0, s.damaged("it ends before %q", sep)
		} else if err != nil {
			return 0, err
		}
	}
}

// characters takes the text up to the next tag.
func (s *scanner) characters() error {
	n := 0
	for {
		if i := bytes.IndexByte(s.buf[s.pos+n:s.end], '<'); i >= 0 {
			n += i
			break
		}
		n = s.end - s.pos
		if err := s.fill(); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
	}
	s.text, s.cdata = s.buf[s.pos:s.pos+n], false
	s.pos += n
	if len(s.marks) == 0 && len(bytes.TrimSpace(s.text)) > 0 {
		return s.damaged("text outside the root element: %q", table.Excerpt(string(s.text[:min(n, 80)])))
	}
	return nil
}

// skip goes on behind the element whose start tag was the last token.
func (s *scanner) skip() error {
	for depth := s.depth(); s.depth() >= depth; {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

// tooLong is the error about a token or a text that is too long.
func (s *scanner) tooLong() error {
	return &table.LimitError{
		Part: s.part, Limit: "bytes in one cell or tag", Max: int64(s.lim.text),
		Fix: "a spreadsheet cell holds at most 32,767 characters; save the file anew",
	}
}
