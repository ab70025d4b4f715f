package xlsx

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// appendText appends the meaning of raw XML character data or of an attribute value:
// the five entities and the character references replaced, line ends as "\n"
// (XML 1.0, §2.11 and §4.1). There are no other entities, because there is no DTD.
func (s *scanner) appendText(dst, raw []byte, cdata bool) ([]byte, error) {
	if bytes.IndexByte(raw, '\r') < 0 && (cdata || bytes.IndexByte(raw, '&') < 0) {
		return append(dst, raw...), nil
	}
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\r':
			if i+1 < len(raw) && raw[i+1] == '\n' {
				continue
			}
			dst = append(dst, '\n')
		case c == '&' && !cdata:
			n := bytes.IndexByte(raw[i:min(len(raw), i+12)], ';')
			if n < 0 {
				return dst, s.damaged("an & that begins no entity")
			}
			r, ok := entity(raw[i+1 : i+n])
			if !ok {
				return dst, s.damaged("the entity %q is not one of XML's five", raw[i:i+n+1])
			}
			dst = utf8.AppendRune(dst, r)
			i += n
		default:
			dst = append(dst, c)
		}
	}
	return dst, nil
}

// entity returns what stands between & and ; as a rune.
// A reference to what is no character becomes U+FFFD.
func entity(name []byte) (rune, bool) {
	switch string(name) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], rune(10)
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if len(digits) == 0 {
		return 0, false
	}
	var r rune
	for _, c := range digits {
		d, ok := hexDigit(c)
		if !ok || d >= base {
			return 0, false
		}
		if r = r*base + d; r > utf8.MaxRune {
			return utf8.RuneError, true
		}
	}
	if r == 0 || !utf8.ValidRune(r) {
		return utf8.RuneError, true
	}
	return r, true
}

func hexDigit(c byte) (rune, bool) {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0'), true
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10, true
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10, true
	}
	return 0, false
}

// unescape replaces _xHHHH_ in b[from:], in place, and returns b shortened.
// This is how a string of a workbook holds what XML cannot
// (ST_Xstring, ECMA-376 part 1, §22.9.2.19): one UTF-16 unit each,
// and _x005F_ for an underscore that would begin such an escape.
func unescape(b []byte, from int) []byte {
	i := bytes.Index(b[from:], []byte("_x"))
	if i < 0 {
		return b
	}
	w := from + i
	for i = w; i < len(b); {
		unit, ok := escapeAt(b[i:])
		if !ok {
			b[w] = b[i]
			w, i = w+1, i+1
			continue
		}
		i += 7
		if utf16.IsSurrogate(unit) {
			low, ok := escapeAt(b[i:])
			if pair := utf16.DecodeRune(unit, low); ok && pair != utf8.RuneError {
				unit = pair
				i += 7
			} else {
				unit = utf8.RuneError
			}
		}
		// Seven bytes at least became four at most: the write is behind the read.
		w += utf8.EncodeRune(b[w:w+utf8.UTFMax], unit)
	}
	return b[:w]
}

// escapeAt returns the UTF-16 unit of the escape at the beginning of b.
func escapeAt(b []byte) (rune, bool) {
	if len(b) < 7 || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	var r rune
	for _, c := range b[2:6] {
		d, ok := hexDigit(c)
		if !ok {
			return 0, false
		}
		r = r<<4 | d
	}
	return r, true
}

// doubt says what is odd about a text.
type doubt uint8

const (
	doubtBytes   doubt = 1 << iota // it was not UTF-8
	doubtControl                   // it holds control characters
	doubtLong                      // it is over maxChars, and was cut
)

// note puts a doubt into words.
func (d doubt) note() string {
	switch {
	case d&doubtLong != 0:
		return "more than 32,767 characters, the most that a spreadsheet keeps in a cell: the workbook is damaged"
	case d&doubtBytes != 0:
		return "some bytes are no text and became \uFFFD"
	case d&doubtControl != 0:
		return "the text holds control characters"
	}
	return ""
}

// clean makes b[from:] what table promises, valid UTF-8 in NFC with "\n" for line ends,
// and says what was odd about it.
// NUL becomes U+FFFD, because databases and terminals end a text at it.
func clean(b []byte, from int) ([]byte, doubt) {
	var d doubt
	plain, cr := true, false
	for _, c := range b[from:] {
		if c >= utf8.RuneSelf {
			plain = false
		} else if c < ' ' && c != '\t' && c != '\n' {
			if c == '\r' {
				cr = true
				continue
			}
			d |= doubtControl
			plain = plain && c != 0
		}
	}
	if cr {
		b = append(b[:from], bytes.ReplaceAll(b[from:], []byte("\r\n"), []byte("\n"))...)
		for i := range b[from:] {
			if b[from+i] == '\r' {
				b[from+i] = '\n'
			}
		}
	}
	if plain {
		return b, d
	}
	if !utf8.Valid(b[from:]) {
		d |= doubtBytes
		b = append(b[:from], bytes.ToValidUTF8(b[from:], []byte("\uFFFD"))...)
	}
	if d&doubtControl != 0 {
		b = append(b[:from], bytes.ReplaceAll(b[from:], []byte{0}, []byte("\uFFFD"))...)
	}
	if !plainNFC(b[from:]) && !norm.NFC.IsNormal(b[from:]) {
		b = append(b[:from], norm.NFC.Bytes(b[from:])...)
	}
	return b, d
}

// plainNFC reports whether b, valid UTF-8, has only Latin letters, Vietnamese ones
// among them, and Chinese characters, none of which ever combines with another: it
// is in NFC, and most texts are known to be so in a third of the time.
func plainNFC(b []byte) bool {
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c < utf8.RuneSelf:
		case c <= 0xCB: // up to U+02FF
			i++
		case c == 0xE1 && b[i+1] >= 0xB8 && b[i+1] <= 0xBB: // U+1E00 to U+1EFF
			i += 2
		case c >= 0xE4 && c <= 0xE9: // U+4000 to U+9FFF
			i += 2
		default:
			return false
		}
	}
	return true
}

// maxChars is how many UTF-16 units Excel keeps in a cell ("Excel specifications
// and limits"): what has more is damage, or an attack. keptBytes is what is left
// of such a text, to be recognised by: thousands of cells may share it.
const (
	maxChars  = 32_767
	keptBytes = 1 << 10
)

// curb cuts b[from:] if it is too long for a cell, and adds that to the doubt.
// b is valid UTF-8.
func curb(b []byte, from int, d doubt) ([]byte, doubt) {
	size := len(b) - from
	if size <= maxChars {
		return b, d
	}
	if size <= 3*maxChars { // a unit takes three bytes at most
		units := 0
		for _, r := range string(b[from:]) {
			units += utf16.RuneLen(r)
		}
		if units <= maxChars {
			return b, d
		}
	}
	end := from + keptBytes
	for !utf8.RuneStart(b[end]) {
		end--
	}
	return b[:end], d | doubtLong
}
