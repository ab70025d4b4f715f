package csv

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// isMojibake reports whether text is UTF-8 that some program took for
// Windows-1252 and saved as UTF-8 once more:
// all of its characters beyond ASCII, but for a few,
// stand in groups like "Ã©" that are the bytes of one.
// One such group in a correct file is no evidence about the file.
func isMojibake(text string) bool {
	groups, others := 0, 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		if _, n := twiceEncoded(text[i:]); n > 0 {
			groups++
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		others++
		i += n
	}
	return groups > 0 && groups >= 10*others
}

// maxRepairs is how many times over a text may have been damaged.
const maxRepairs = 3

// levels returns how many times over a text was damaged as a whole.
func levels(text string) (n int) {
	for ; n < maxRepairs && isMojibake(text); n++ {
		text, _ = unmojibake(text)
	}
	return n
}

// repair undoes the damage in a cell, and reports whether there was any.
// In a file that is damaged as a whole every group is repaired, else only
// a cell that can be nothing else.
func (r *Reader) repair(s string) (string, bool) {
	better := s
	for n := range maxRepairs {
		if n >= r.mojibake && !isDamaged(better) {
			break
		}
		undone, ok := unmojibake(better)
		if !ok {
			break
		}
		better = undone
	}
	if better == s || strings.ContainsFunc(better, isControl) && !strings.ContainsFunc(s, isControl) {
		return s, false
	}
	return better, true
}

// isControl reports whether r is a control character beyond ASCII. Damaged text has them
// where Windows-1252 has no character, sound text never.
func isControl(r rune) bool { return r >= 0x80 && r < 0xA0 }

// isDamaged reports whether a single cell of a correct file is damaged beyond doubt.
// All of its characters beyond ASCII stand in groups, what comes out of them is
// letters of one script or usual signs, and one of the groups could be no part
// of a text as it stands: it has a sign or a control character in it, and next to it,
// without a space, is a letter or another group.
func isDamaged(s string) bool {
	sure := false
	var script *unicode.RangeTable
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := twiceEncoded(s[i:])
		if n == 0 {
			return false
		}
		_, western := windows1252Byte(r)
		if of := scriptOf(r); of != nil {
			if script != nil && of != script {
				return false
			}
			script = of
		} else if unicode.IsLetter(r) && !western {
			return false
		} else if !western && !unicode.IsMark(r) && (r < 0x2000 || r >= 0x2100 && r < 0x3000) {
			return false
		}
		inWord := i > 0 && isLetter(s[i-1]) || i+n < len(s) && (isLetter(s[i+n]) || s[i+n] >= utf8.RuneSelf)
		if inWord && hasSign(s[i:i+n]) {
			sure = true
		}
		i += n
	}
	return sure
}

// isLetter reports whether an ASCII byte is a letter, or a byte is part of a character beyond.
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf }

// hasSign reports whether a group has anything but letters in it.
func hasSign(group string) bool {
	for _, r := range group {
		if !unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// scriptOf returns the script of a letter that names are written in. Those that one
// name mixes, as Japanese does, count as one.
func scriptOf(r rune) *unicode.RangeTable {
	for _, t := range []*unicode.RangeTable{
		unicode.Latin, unicode.Han, unicode.Hangul, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Thai,
	} {
		if unicode.Is(t, r) {
			return t
		}
	}
	if unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー' {
		return unicode.Han
	}
	return nil
}

// unmojibake undoes the damage in s, and reports whether there was any.
func unmojibake(s string) (string, bool) {
	var b strings.Builder
	done := 0 // s[:done] is in b
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := twiceEncoded(s[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		b.WriteString(s[done:i])
		b.WriteRune(r)
		i += n
		done = i
	}
	if done == 0 {
		return s, false
	}
	b.WriteString(s[done:])
	return b.String(), true
}

// twiceEncoded decodes the character whose UTF-8 bytes, read as Windows-1252,
// are the first n bytes of s. n is 0 if there is none,
// or if it is one that hardly anybody writes: "É»" is the end of a quotation
// more often than the phonetic letter ɻ.
func twiceEncoded(s string) (r rune, n int) {
	var raw [utf8.UTFMax]byte
	size := 0
	for size < len(raw) && n < len(s) {
		c, m := utf8.DecodeRuneInString(s[n:])
		b, ok := windows1252Byte(c)
		if !ok || b < utf8.RuneSelf {
			return 0, 0
		}
		raw[size] = b
		size++
		n += m
		if size == 1 && !utf8.RuneStart(b) {
			return 0, 0
		}
		if utf8.FullRune(raw[:size]) {
			break
		}
	}
	r, m := utf8.DecodeRune(raw[:size])
	if m < 2 || m != size {
		return 0, 0
	}
	if _, western := windows1252Byte(r); r >= 0x0250 && r < 0x0300 && !western {
		return 0, 0
	}
	return r, n
}

// western returns s with each byte that is not part of valid UTF-8 read as
// Windows-1252.
func western(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			r = windows1252Rune(s[i])
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// windows1252Rune decodes one byte as Windows does: the five bytes that have no
// character in the table are control characters, not lost
// (https://encoding.spec.whatwg.org/index-windows-1252.txt).
func windows1252Rune(b byte) rune {
	if r := charmap.Windows1252.DecodeByte(b); r != utf8.RuneError {
		return r
	}
	return rune(b)
}

// windows1252Byte is the inverse of windows1252Rune.
func windows1252Byte(r rune) (b byte, ok bool) {
	if b, ok = charmap.Windows1252.EncodeRune(r); ok {
		return b, true
	}
	return byte(r), r >= 0x80 && r < 0xA0 && windows1252Rune(byte(r)) == r
}
