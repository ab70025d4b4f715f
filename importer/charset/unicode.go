package charset

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// mark is a byte order mark.
type mark struct{ bytes, encoding string }

// marks returns the marks that are known, longer ones before their beginnings.
func marks() []mark {
	return []mark{
		{"\xEF\xBB\xBF", "utf-8"},
		{"\xFF\xFE\x00\x00", "utf-32le"},
		{"\x00\x00\xFE\xFF", "utf-32be"},
		{"\xFF\xFE", "utf-16le"},
		{"\xFE\xFF", "utf-16be"},
		{"\x84\x31\x95\x33", "gb18030"},
	}
}

// Mark returns the encoding that the byte order mark at the beginning of a text
// says, and the length of the mark; "" and 0 if it has none.
func Mark(head []byte) (encoding string, n int) {
	for _, m := range marks() {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return m.encoding, len(m.bytes)
		}
	}
	return "", 0
}

// Wide returns the encoding of a text in UTF-16 or UTF-32 that has no mark,
// "" if it is in neither. Delimiters, line ends and digits have zero bytes in them,
// always in the same places.
func Wide(head []byte) string {
	var zeros [4]int
	for i, c := range head {
		if c == 0 {
			zeros[i&3]++
		}
	}
	units := len(head) / 4
	switch {
	case units == 0 || zeros == [4]int{}:
		return wide16(head)
	case zeros[2] >= units && zeros[3] >= units && zeros[0] == 0 && plausibleUTF32(head, false):
		return "utf-32le"
	case zeros[0] >= units && zeros[1] >= units && zeros[3] == 0 && plausibleUTF32(head, true):
		return "utf-32be"
	}
	return wide16(head)
}

func wide16(head []byte) string {
	head = head[:len(head)&^1]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	units := len(head) / 2
	switch {
	case zeros[1] > max(1, units/20) && zeros[0] <= zeros[1]/10 && plausibleUTF16(head, 0, 1):
		return "utf-16le"
	case zeros[0] > max(1, units/20) && zeros[1] <= zeros[0]/10 && plausibleUTF16(head, 1, 0):
		return "utf-16be"
	}
	return ""
}

// plausibleUTF16 reports whether b, with the low and the high byte at lo and hi
// of each pair, is text: it has a line end, surrogates come in pairs,
// and there are no controls.
func plausibleUTF16(b []byte, lo, hi int) bool {
	var before rune
	lines := 0
	for i := 0; i+1 < len(b); i += 2 {
		c := rune(b[i+lo]) | rune(b[i+hi])<<8
		if utf16.IsSurrogate(before) && before < 0xDC00 {
			if utf16.DecodeRune(before, c) == utf8.RuneError {
				return false
			}
			before = 0
			continue
		}
		if c >= 0xDC00 && c < 0xE000 || c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
		if c == '\n' || c == '\r' {
			lines++
		}
		before = c
	}
	return lines > 0
}

// plausibleUTF32 reports whether b is characters of four bytes each,
// with a line end among them and no controls.
func plausibleUTF32(b []byte, big bool) bool {
	lines := 0
	for ; len(b) >= 4; b = b[4:] {
		c := rune(b[0]) | rune(b[1])<<8 | rune(b[2])<<16 | rune(b[3])<<24
		if big {
			c = rune(b[3]) | rune(b[2])<<8 | rune(b[1])<<16 | rune(b[0])<<24
		}
		if !utf8.ValidRune(c) || c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
		if c == '\n' || c == '\r' {
			lines++
		}
	}
	return lines > 0
}

// Escaped returns "iso-2022-jp" if head is text in it, else "".
// To a program it is pure ASCII: its characters stand between escape sequences.
func Escaped(head []byte) string {
	for _, esc := range []string{"\x1b$B", "\x1b$@", "\x1b(J"} {
		if bytes.Contains(head, []byte(esc)) {
			return "iso-2022-jp"
		}
	}
	return ""
}
