package csv

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

const (
	headSize   = 256 << 10 // how much is looked at to find the dialect
	chunkSize  = 128 << 10 // how much is read at a time
	sampleSize = 48 << 10  // how much is decoded to tell legacy encodings apart
	tailSize   = 16 << 10  // and how much of the last lines
	brokenSize = 16 << 10  // and of the lines which are not UTF-8
)

// survey is what the raw bytes of a file say.
type survey struct {
	valid  bool   // strict UTF-8
	lines  int    // lines which are not ASCII
	whole  int    // those of them which are valid UTF-8
	bad    int    // bytes that are not part of valid UTF-8
	sample []byte // the first lines which are not ASCII, if not valid
	tail   []byte // the last lines which are not ASCII and not in sample
	broken []byte // lines which are not UTF-8
}

// all is the sample and the tail.
func (sv *survey) all() []byte { return append(sv.sample, sv.tail...) }

// readHead returns the first bytes of r, at most headSize.
func readHead(r io.ReaderAt, size int64) ([]byte, error) {
	head := make([]byte, min(size, headSize))
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return head[:n], nil
}

// takeSurvey reads r from off to size.
// Files that are valid UTF-8, nearly all, are read once and fast.
func takeSurvey(r io.ReaderAt, off, size int64) (survey, error) {
	valid, err := validUTF8(io.NewSectionReader(r, off, size-off))
	if err != nil || valid {
		return survey{valid: valid}, err
	}
	var sv survey
	err = sv.count(io.NewSectionReader(r, off, size-off))
	return sv, err
}

// validUTF8 reports whether everything in r is valid UTF-8.
func validUTF8(r io.Reader) (bool, error) {
	buf := make([]byte, chunkSize)
	carry := 0 // bytes of a character that the chunk before cut
	for {
		n, err := io.ReadFull(r, buf[carry:])
		end := carry + n
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return false, err
		}
		cut := end
		if !last {
			cut = wholeRunes(buf[:end])
		}
		if !utf8.Valid(buf[:cut]) {
			return false, nil
		}
		if last {
			return true, nil
		}
		carry = copy(buf, buf[cut:end])
	}
}

// wholeRunes returns the length of b without a character that is cut at its end.
func wholeRunes(b []byte) int {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return i
			}
			break
		}
	}
	return len(b)
}

// count counts good and bad, and collects the sample.
// It goes line by line: no encoding we know has a line feed inside a character,
// UTF-16 apart, so every line of the sample begins with a whole one.
func (sv *survey) count(r io.Reader) error {
	buf := make([]byte, chunkSize)
	have := 0
	for {
		n, err := io.ReadFull(r, buf[have:])
		have += n
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return err
		}
		cut := have
		if i := bytes.LastIndexByte(buf[:have], '\n'); i >= 0 && !last {
			cut = i + 1
		}
		sv.countLines(buf[:cut])
		if last {
			return nil
		}
		have = copy(buf, buf[cut:have])
	}
}

func (sv *survey) countLines(b []byte) {
	for len(b) > 0 {
		line := b
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			line = b[:i+1]
		}
		b = b[len(line):]
		if isASCII(line) {
			continue
		}
		if room := sampleSize - len(sv.sample); room > 0 {
			sv.sample = append(sv.sample, line[:min(room, len(line))]...)
		} else {
			sv.keepTail(line)
		}
		sv.lines++
		if utf8.Valid(line) {
			sv.whole++
			continue
		}
		if room := brokenSize - len(sv.broken); room > 0 {
			sv.broken = append(sv.broken, line[:min(room, len(line))]...)
		}
		for i := 0; i < len(line); {
			r, n := utf8.DecodeRune(line[i:])
			if r == utf8.RuneError && n == 1 {
				sv.bad++
			}
			i += n
		}
	}
}

// keepTail keeps the last lines: between two encodings that suit all that comes
// before, the end of a file may decide.
func (sv *survey) keepTail(line []byte) {
	line = line[:min(len(line), tailSize)]
	if over := len(sv.tail) + len(line) - 2*tailSize; over > 0 {
		// Whole lines go, and many at once.
		cut := max(over, tailSize)
		if i := bytes.IndexByte(sv.tail[min(cut, len(sv.tail)):], '\n'); i >= 0 {
			sv.tail = append(sv.tail[:0], sv.tail[cut+i+1:]...)
		} else {
			sv.tail = sv.tail[:0]
		}
	}
	sv.tail = append(sv.tail, line...)
}

// checkText refuses what is certainly no text, by well-known first bytes
// and, if nothing says which encoding it is, by bytes that no text has.
func checkText(head []byte) error {
	for _, m := range []struct{ magic, what, fix string }{
		{"PK\x03\x04", "a zip archive or an office document", "name it .xlsx if it is a workbook, else unpack it"},
		{"\xD0\xCF\x11\xE0", "an old or encrypted office document", "save it as .xlsx without a password, or as CSV"},
		{"\x89PNG", "a picture", "choose another file"},
		{"\xFF\xD8\xFF", "a picture", "choose another file"},
		{"GIF8", "a picture", "choose another file"},
		{"%PDF-", "a PDF", "export the table as CSV or .xlsx"},
		{"\x1F\x8B", "a gzip archive", "unpack it"},
		{"\x7FELF", "a program", "choose another file"},
		{"SQLite format 3\x00", "an SQLite database", "export the table as CSV"},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return &Error{ErrNotText, "it is " + m.what, m.fix}
		}
	}
	return nil
}

// checkBinary refuses bytes that are too rich in zeros and control characters.
// Valid UTF-8 is given more room:
// a text full of terminal escapes is a hostile text, but a text.
func checkBinary(head []byte, valid bool) error {
	controls := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' {
			controls++
		}
	}
	room := len(head) / 50
	if valid {
		room = len(head) / 3
	}
	if nulRich(head) || controls > max(room, 8) {
		return &Error{ErrNotText, "it has bytes that no text has", "choose another file, or save the table as CSV or .xlsx"}
	}
	return nil
}

// nulRich reports whether more than a tenth of b is zero.
func nulRich(b []byte) bool {
	return bytes.Count(b, []byte{0})*10 > len(b)
}
