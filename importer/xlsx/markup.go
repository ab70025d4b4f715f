package xlsx

import (
	"bytes"
	"io"
	"strings"

	"crm/importer/table"
)

// instruction skips a processing instruction; the XML declaration is one to it,
// and must not name an encoding that we do not read.
func (s *scanner) instruction() error {
	n, err := s.find("?>", 2)
	if err != nil {
		return err
	}
	body := s.buf[s.pos+2 : s.pos+n]
	s.pos += n + 2
	if !bytes.HasPrefix(body, []byte("xml ")) {
		return nil
	}
	_, rest, ok := bytes.Cut(body, []byte("encoding"))
	if !ok {
		return nil
	}
	name, _, _ := strings.Cut(strings.Trim(string(rest), "= \t\r\n\"'"), `"`)
	name, _, _ = strings.Cut(name, "'")
	switch strings.ToLower(name) {
	case "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
		return nil
	}
	return s.damaged("its encoding is %q, and a workbook must be UTF-8", table.Excerpt(name))
}

// declaration takes what begins with "<!": a comment, which it skips,
// CDATA, which is text, or a DTD, which is refused.
// A DTD is the one place where XML declares entities;
// no spreadsheet program writes one, so there is nothing to expand, ever.
func (s *scanner) declaration() (isText bool, err error) {
	if err := s.need(4); err != nil {
		return false, err
	}
	if bytes.HasPrefix(s.buf[s.pos:s.end], []byte("<!--")) {
		s.pos += 4
		return false, s.skipPast("-->")
	}
	const open = "<![CDATA["
	if s.buf[s.pos+2] != '[' {
		return false, s.damaged("it has a document type declaration, which a workbook never has")
	}
	if err := s.need(len(open)); err != nil {
		return false, err
	}
	if !bytes.HasPrefix(s.buf[s.pos:s.end], []byte(open)) || len(s.marks) == 0 {
		return false, s.damaged("it has a declaration that is not XML")
	}
	n, err := s.find("]]>", len(open))
	if err != nil {
		return false, err
	}
	s.text, s.cdata = s.buf[s.pos+len(open):s.pos+n], true
	s.pos += n + 3
	return true, nil
}

// skipPast goes on behind sep without holding what is skipped.
func (s *scanner) skipPast(sep string) error {
	for {
		if i := bytes.Index(s.buf[s.pos:s.end], []byte(sep)); i >= 0 {
			s.pos += i + len(sep)
			return nil
		}
		s.pos = max(s.pos, s.end-len(sep)+1)
		if err := s.fill(); err == io.EOF {
			return s.damaged("it ends inside a comment")
		} else if err != nil {
			return err
		}
	}
}
