package vcard

import (
	"bufio"
	"errors"
	"io"

	"crm/importer/table"
)

// Limits of what is read, far beyond real cards. A photo of 8 MB is base64 of 11.
const (
	maxLine  = 16 << 20 // bytes of a property, unfolded
	maxCard  = 32 << 20 // bytes of a card
	maxProps = 10_000   // properties of a card
	maxDepth = 20       // cards in cards
)

// lines delivers the lines of a file without their ends, which are LF, CRLF, CR or
// CR CR LF.
type lines struct {
	r    *bufio.Reader
	n    int    // of the last line, from 1
	back bool   // the last line is to be delivered again
	buf  []byte // the last line, valid until the next call
}

func newLines(r io.Reader) *lines { return &lines{r: bufio.NewReaderSize(r, 64<<10)} }

// unread makes the next call deliver the last line again.
func (l *lines) unread() { l.back = true }

// next returns a line; io.EOF behind the last one.
func (l *lines) next() ([]byte, error) {
	if l.back {
		l.back = false
		return l.buf, nil
	}
	l.buf = l.buf[:0]
	for {
		b, err := l.r.ReadByte()
		switch {
		case errors.Is(err, io.EOF) && len(l.buf) == 0:
			return nil, io.EOF
		case errors.Is(err, io.EOF):
			l.n++
			return l.buf, nil
		case err != nil:
			return nil, err
		case b == '\n':
			l.n++
			return l.buf, nil
		case b == '\r':
			l.n++
			return l.buf, l.end()
		}
		if l.buf = append(l.buf, b); len(l.buf) > maxLine {
			return nil, &table.LimitError{Limit: "bytes in a line", Max: maxLine, Line: l.n + 1, Fix: "check that the file is a vCard file"}
		}
	}
}

// end reads what belongs to a line end behind its CR: LF, or CR LF.
func (l *lines) end() error {
	for _, rest := range []string{"\n", "\r\n"} {
		next, err := l.r.Peek(len(rest))
		if string(next) == rest {
			_, err = l.r.Discard(len(rest))
			return err
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	return nil
}
