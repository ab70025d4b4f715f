package xlsx

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// appendString appends text as an ST_Xstring in XML: what XML cannot hold as
// _xHHHH_, and what looks like such an escape with its underscore escaped.
// Bytes that are no UTF-8 become U+FFFD.
func appendString(dst []byte, text string) []byte {
	if !needsEscape(text) {
		return append(dst, text...)
	}
	for i, r := range text {
		switch {
		case r == '_' && looksEscaped(text[i:]):
			dst = append(dst, "_x005F_"...)
		case mustEscape(r):
			dst = appendEscape(dst, r)
		default:
			dst = appendRune(dst, r)
		}
	}
	return dst
}

// needsEscape reports whether text has anything that does not stand for itself.
func needsEscape(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' && c != '\t' && c != '\n', c == '&', c == '<', c == '>', c == '_', c == 0xEF:
			return true // 0xEF begins U+FFFE
		}
	}
	return !utf8.ValidString(text)
}

// looksEscaped reports whether a reader would take the underscore at the
// beginning of s for the beginning of an escape: _xHHHH and another underscore,
// which may be that of an escape behind it.
func looksEscaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if _, ok := hexDigit(c); !ok {
			return false
		}
	}
	r, _ := utf8.DecodeRuneInString(s[6:])
	return r == '_' || mustEscape(r)
}

// mustEscape reports whether r has to be written as _xHHHH_.
// A carriage return could stand in XML, where readers make a line feed of it.
func mustEscape(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF
}

func appendEscape(dst []byte, r rune) []byte {
	const hex = "0123456789ABCDEF"
	return append(dst, '_', 'x', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15], '_')
}

func appendRune(dst []byte, r rune) []byte {
	switch r {
	case '&':
		return append(dst, "&amp;"...)
	case '<':
		return append(dst, "&lt;"...)
	case '>':
		return append(dst, "&gt;"...)
	}
	return utf8.AppendRune(dst, r)
}

// appendAttr appends text as the value of an attribute in double quotes.
func appendAttr(dst []byte, text string) []byte {
	for _, r := range text {
		switch {
		case r == '"':
			dst = append(dst, "&quot;"...)
		case r == '\t' || r == '\n' || r == '\r':
			dst = append(strconv.AppendInt(append(dst, "&#"...), int64(r), 10), ';')
		case !isXML(r):
			dst = append(dst, "\uFFFD"...)
		default:
			dst = appendRune(dst, r)
		}
	}
	return dst
}

// isXML reports whether XML 1.0 has such a character (§2.2).
func isXML(r rune) bool {
	return r >= ' ' && r != 0xFFFE && r != 0xFFFF || r == '\t' || r == '\n' || r == '\r'
}

// tooLongForCell reports whether a text is over MaxChars.
func tooLongForCell(text string) bool {
	if len(text) <= maxChars {
		return false
	}
	units := 0
	for _, r := range text {
		if units += utf16.RuneLen(r); units > maxChars {
			return true
		}
	}
	return false
}
