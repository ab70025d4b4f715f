package html

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"crm/importer/charset"
	"crm/importer/table"
)

const (
	headSize   = 64 << 10 // how much is looked at to find the declaration
	chunkSize  = 128 << 10
	sampleSize = 64 << 10 // how much is decoded to tell encodings apart
)

// encoded is how the text of a file begins and is to be decoded.
type encoded struct {
	charset.Encoding
	mark int
}

// text returns the text of r as UTF-8.
func (e encoded) text(r io.ReaderAt, size int64) io.Reader {
	return e.NewReader(io.NewSectionReader(r, int64(e.mark), size-int64(e.mark)))
}

// findEncoding finds out how to decode a page, and says so in info.
//
// What the caller names is taken, then a byte order mark, then what the page declares.
// A declaration is no proof: programs copy the first lines of another page.
// So bytes that are valid UTF-8 and not ASCII are UTF-8,
// and text that is declared as UTF-8 and is not is detected.
func findEncoding(r io.ReaderAt, size int64, head []byte, name string, info *table.Info) (encoded, error) {
	mark, n := charset.Mark(head)
	if mark == "" {
		mark = charset.Wide(head)
	}
	if name == "" && mark == "" {
		return detect(r, size, head, info)
	}
	if name != "" {
		e, err := charset.Find(name)
		if err != nil {
			return encoded{}, &Error{ErrOption, err.Error(), fmt.Sprintf("the encodings are %v", charset.Names())}
		}
		if e.Name != mark {
			mark, n = e.Name, 0
		}
	}
	return encodedAs(mark, n, info)
}

func encodedAs(name string, mark int, info *table.Info) (encoded, error) {
	e, err := charset.Find(name)
	info.Encoding = e.Name
	return encoded{e, mark}, err
}

// declared returns the encoding that a page says it is in, "" if none or one that is not known.
func declared(head []byte) string {
	re := regexp.MustCompile(`(?i)(?:<meta[^>]{0,200}?charset\s*=\s*|<\?xml[^>]{0,100}?encoding\s*=\s*)["']?\s*([\w:.-]+)`)
	m := re.FindSubmatch(head)
	if m == nil {
		return ""
	}
	e, err := charset.Find(string(m[1]))
	if err != nil || bytes.Contains([]byte(e.Name), []byte("utf-16")) || bytes.Contains([]byte(e.Name), []byte("utf-32")) {
		return "" // what is read here is bytes of ASCII, so it cannot be true
	}
	return e.Name
}

func detect(r io.ReaderAt, size int64, head []byte, info *table.Info) (encoded, error) {
	says := declared(head)
	valid, ascii, sample, err := sampleOf(io.NewSectionReader(r, 0, size))
	switch {
	case err != nil:
		return encoded{}, err
	case ascii && charset.Escaped(head) != "":
		return encodedAs(charset.Escaped(head), 0, info)
	case valid:
		if says != "" && says != "utf-8" && !ascii {
			info.Notes = append(info.Notes, table.Problem{
				Reason: "the page says it is in " + says + " and is in utf-8",
				Fix:    "read as utf-8; --encoding decides",
			})
		}
		return encodedAs("utf-8", 0, info)
	case says != "" && says != "utf-8":
		return encodedAs(says, 0, info)
	}
	guess, err := charset.Detect(sample)
	if err != nil {
		if errors.Is(err, charset.ErrUnknown) && says == "" {
			return encoded{}, &Error{ErrEncoding, "", "name it with --encoding (gb18030, shift_jis, windows-1258, …)"}
		}
		guess = charset.Guess{Name: "utf-8"} // as it says, damaged
	}
	reason := fmt.Sprintf("the page does not say its encoding; %s fits best", guess.Name)
	if says != "" {
		reason = fmt.Sprintf("the page says it is in %s and is not; %s fits best", says, guess.Name)
	}
	if guess.Close {
		reason += ", " + guess.Other + " nearly as well"
		info.Doubt = doubt(guess, sample)
	}
	info.Notes = append(info.Notes, table.Problem{Reason: reason, Fix: "look at the sample; --encoding names another one"})
	return encodedAs(guess.Name, 0, info)
}

// doubt shows the first place in which two encodings differ.
func doubt(guess charset.Guess, sample []byte) *table.Doubt {
	first, err1 := charset.Find(guess.Name)
	second, err2 := charset.Find(guess.Other)
	if err1 != nil || err2 != nil {
		return nil
	}
	for part := range bytes.FieldsFuncSeq(sample, func(r rune) bool { return r == '<' || r == '>' || r == '\n' }) {
		if a, b := first.Decode(part), second.Decode(part); a != b {
			return &table.Doubt{Encoding: first.Name, Other: second.Name, Sample: table.Excerpt(a), OtherSample: table.Excerpt(b)}
		}
	}
	return nil
}

// sampleOf reports whether the bytes of r are valid UTF-8 and ASCII,
// and collects parts of the text that are not ASCII.
func sampleOf(r io.Reader) (valid, ascii bool, sample []byte, err error) {
	valid, ascii = true, true
	buf := make([]byte, chunkSize)
	have := 0
	for {
		n, err := io.ReadFull(r, buf[have:])
		have += n
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return false, false, nil, err
		}
		cut := have
		if i := bytes.LastIndexAny(buf[:have], ">\n"); i >= 0 && !last {
			cut = i + 1
		}
		if cut == have && !last {
			cut = wholeRunes(buf[:have]) // no border in sight
		}
		valid = valid && utf8.Valid(buf[:cut])
		for part := range bytes.FieldsFuncSeq(buf[:cut], func(r rune) bool { return r == '<' || r == '>' || r == '\n' }) {
			if !bytes.ContainsFunc(part, func(r rune) bool { return r >= utf8.RuneSelf }) {
				continue
			}
			ascii = false
			if room := sampleSize - len(sample); room > 0 {
				sample = append(append(sample, part[:min(room, len(part))]...), '\n')
			}
		}
		if last {
			return valid, ascii, sample, nil
		}
		have = copy(buf, buf[cut:have])
	}
}

// wholeRunes returns the length of b without a character that is cut at its end.
func wholeRunes(b []byte) int {
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax); i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return i
			}
			break
		}
	}
	return len(b)
}
