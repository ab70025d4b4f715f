package xlsx

import (
	"bytes"
	"io"

	"crm/importer/table"
)

// startTag takes a start tag and opens its element.
func (s *scanner) startTag() error {
	if len(s.marks) == 0 && s.rooted {
		return s.damaged("there is a second root element")
	}
	for {
		n, colon, nameEnd := s.tagEnd()
		if n < 0 {
			return s.damaged("a tag holds another one")
		}
		if n == 0 {
			if err := s.fill(); err == io.EOF {
				return s.damaged("it ends in the middle of a tag")
			} else if err != nil {
				return err
			}
			continue
		}
		tag := s.buf[s.pos : s.pos+n]
		if nameEnd == colon {
			return s.damaged("a tag has no name")
		}
		full := tag[1:nameEnd]
		s.name = tag[colon:nameEnd]
		s.attrs = tag[nameEnd : n-1]
		if tag[n-2] == '/' {
			s.closing = true
			s.attrs = tag[nameEnd : n-2]
		}
		s.pos += n
		return s.push(full)
	}
}

// tagEnd measures the start tag at pos: its length, where its local name begins
// and where its name ends. A length of 0 means that the tag is not in buf as a whole,
// a negative one that it is none.
func (s *scanner) tagEnd() (n, local, nameEnd int) {
	b := s.buf[s.pos:s.end]
	i := 1
	local = 1
	for i < len(b) && b[i] > ' ' && b[i] != '>' && b[i] != '/' {
		if b[i] == ':' {
			local = i + 1
		}
		i++
	}
	nameEnd = i
	for i < len(b) {
		switch b[i] {
		case '>':
			return i + 1, local, nameEnd
		case '<':
			return -1, 0, 0
		case '"', '\'':
			j := bytes.IndexByte(b[i+1:], b[i])
			if j < 0 {
				return 0, 0, 0
			}
			i += j + 1
		}
		i++
	}
	return 0, 0, 0
}

func (s *scanner) push(full []byte) error {
	if len(s.marks) >= s.lim.depth {
		return &table.LimitError{Part: s.part, Limit: "depth of XML elements", Max: int64(s.lim.depth), Fix: anew}
	}
	s.rooted = true
	s.marks = append(s.marks, int32(len(s.stack)))
	s.stack = append(s.stack, full...)
	return nil
}

func (s *scanner) pop() {
	last := len(s.marks) - 1
	s.stack = s.stack[:s.marks[last]]
	s.marks = s.marks[:last]
}

// endTag takes an end tag, which must be that of the innermost element.
func (s *scanner) endTag() error {
	n, err := s.find(">", 2)
	if err != nil {
		return err
	}
	name := s.buf[s.pos+2 : s.pos+n]
	s.pos += n + 1
	if len(s.marks) == 0 {
		return s.damaged("</%s> closes nothing", table.Excerpt(string(name)))
	}
	open := s.stack[s.marks[len(s.marks)-1]:]
	if !bytes.Equal(name, open) {
		name = bytes.TrimRight(name, " \t\r\n")
		if !bytes.Equal(name, open) {
			return s.damaged("<%s> is closed by </%s>", open, table.Excerpt(string(name)))
		}
	}
	s.name = open
	if i := bytes.IndexByte(open, ':'); i >= 0 {
		s.name = open[i+1:]
	}
	s.pop()
	return nil
}

// attr returns the next attribute of the start tag: its local name and its raw value.
func (s *scanner) attr() (name, value []byte, ok bool) {
	b := s.attrs
	i := 0
	for i < len(b) && b[i] <= ' ' {
		i++
	}
	if i == len(b) {
		return nil, nil, false
	}
	from := i
	for i < len(b) && b[i] != '=' && b[i] > ' ' {
		if b[i] == ':' {
			from = i + 1
		}
		i++
	}
	name = b[from:i]
	for i < len(b) && b[i] <= ' ' {
		i++
	}
	if i < len(b) && b[i] == '=' {
		i++
		for i < len(b) && b[i] <= ' ' {
			i++
		}
		if i < len(b) && (b[i] == '"' || b[i] == '\'') {
			if n := bytes.IndexByte(b[i+1:], b[i]); n >= 0 {
				s.attrs = b[i+n+2:]
				return name, b[i+1 : i+1+n], true
			}
		}
	}
	s.attrs = nil
	s.bad = s.damaged("attribute %q has no value", table.Excerpt(string(name)))
	return nil, nil, false
}
