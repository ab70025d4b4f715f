package csv

import (
	"encoding/binary"
	"unicode/utf8"
)

// isASCII reports whether b has no byte above 0x7F.
func isASCII(b []byte) bool {
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isSettled reports, fast, whether b is valid UTF-8 in NFC.
// A false is no verdict: it means that b has characters which need a closer look.
//
// It accepts the blocks in which every character is NFC by itself and composes
// with no other accepted one: Latin to U+02FF and U+1E00–1EFF (Vietnamese),
// general punctuation, currency signs, the CJK ideographs from U+4000 to U+9FFF,
// and full-width forms. That is nearly everything in contact lists but Japanese
// kana and Korean, for which golang.org/x/text/unicode/norm decides.
// A letter from À to ô with a sign or an accented letter after it, such as "Ã¼",
// is NFC but may be damage, which Reader.repair looks into.
func isSettled(b []byte) bool {
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			i++
			continue
		}
		if c < 0xCC {
			if c < 0xC2 || i+1 >= len(b) || b[i+1]&0xC0 != 0x80 {
				return false
			}
			i += 2
			if c == 0xC3 && i < len(b) && b[i] >= 0xC2 && b[i] <= 0xE2 && b[i] != 0xC3 && b[i] != 0xC4 && b[i] != 0xE1 {
				return false
			}
			continue
		}
		if i+2 >= len(b) || b[i+1]&0xC0 != 0x80 || b[i+2]&0xC0 != 0x80 {
			return false
		}
		switch {
		case c >= 0xE4 && c <= 0xE9:
		case c == 0xE1 && b[i+1] >= 0xB8 && b[i+1] <= 0xBB:
		case c == 0xE2 && (b[i+1] == 0x80 && b[i+2] >= 0x90 || b[i+1] == 0x82):
		case c == 0xEF && (b[i+1] == 0xBC || b[i+1] == 0xBD):
		default:
			return false
		}
		i += 3
	}
	return true
}
