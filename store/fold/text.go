package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text returns s as it compares: compatibility forms resolved (full-width
// letters become plain, half-width kana become whole), combining marks dropped
// after Latin letters, đ ø ł ß æ and their like spelled with plain letters,
// lower case, every run of space or control characters one space, none at the
// ends, and what is invisible (zero-width, bidi, variation selectors) left
// out. Marks that make another letter stay: dakuten, Thai vowels, the breve
// of й. What stays is composed (NFC).
//
// Text(Text(s)) == Text(s), and the result is valid UTF-8. A string that is
// already folded is returned as it is, without an allocation.
func Text(s string) string {
	if foldedASCII(s) {
		return s
	}
	var scratch [128]byte
	b, ok := foldCommon(scratch[:0], s)
	if !ok {
		b = foldAny(s)
	}
	if string(b) == s {
		return s
	}
	return string(b)
}

// foldedASCII reports whether s is plain ASCII that folding would not change.
func foldedASCII(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c < ' ', c >= 0x7f, 'A' <= c && c <= 'Z', c == ' ' && last == ' ':
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// A folder appends folded characters to b. Two things about what came before
// decide over a character: whether a space is owed, which is written only
// between characters, and whether marks are to be dropped.
type folder struct {
	b     []byte
	space bool // a space is owed
	bare  bool // the last character takes no marks: Latin, ASCII, or none
}

// put writes one character that is its own folded form.
func (f folder) put(r rune, bare bool) folder {
	if f.space {
		f.b = append(f.b, ' ')
	}
	return folder{b: utf8.AppendRune(f.b, r), bare: bare}
}

// putByte writes one byte of ASCII.
func (f folder) putByte(c byte) folder {
	if f.space {
		f.b = append(f.b, ' ')
	}
	return folder{b: append(f.b, c), bare: true}
}

// gap notes a space.
func (f folder) gap() folder {
	return folder{b: f.b, space: len(f.b) > 0, bare: true}
}

// foldCommon folds text of the most common scripts into buf, which is empty.
// ok is false if foldAny has to do it. (They are apart so that buf can stay
// on the stack: what package norm gets to see cannot.)
func foldCommon(buf []byte, s string) (folded []byte, ok bool) {
	f := folder{b: buf, bare: true}
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			f = f.ascii(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if f, ok = f.common(r); !ok {
			return nil, false
		}
		i += n
	}
	return f.b, true
}

// ascii folds one byte of ASCII.
func (f folder) ascii(c byte) folder {
	switch {
	case c <= ' ' || c == 0x7f:
		return f.gap()
	case 'A' <= c && c <= 'Z':
		c += 'a' - 'A'
	}
	return f.putByte(c)
}

// common folds a character of the scripts that nearly all text is made of,
// without the tables of package norm. It reports false for everything that
// may decompose, or compose with its neighbours, in a way not known here.
func (f folder) common(r rune) (folder, bool) {
	switch {
	case r < latinEnd:
		return f.latin(r, latin0[:], latinStart)
	case r >= 0x1e00 && r < 0x1f00:
		return f.latin(r, latin1[:], 0x1e00)
	case r >= 0x300 && r <= 0x36f: // combining marks; U+034F is one too
		return f, f.bare
	case r >= 0x3400 && r <= 0x4dbf, r >= 0x4e00 && r <= 0x9fff, // Han
		r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fe, // kana, composed
		r >= 0xac00 && r <= 0xd7a3,                         // Hangul syllables
		r == 0x3005, r == 0x3007, r == 0x3001, r == 0x3002, // 々 〇 、 。
		r >= 0x430 && r <= 0x44f: // Cyrillic
		return f.put(r, false), true
	case r >= 0x410 && r <= 0x42f: // Cyrillic capitals
		return f.put(r+0x20, false), true
	case isGap(r):
		return f.gap(), true
	case isIgnored(r):
		return f, true
	case r > 0xff00 && r < 0xff5f: // full-width ASCII
		return f.ascii(byte(r - 0xfee0)), true
	}
	if c := plain(r); c != 0 {
		return f.putByte(c), true
	}
	return f, false
}

// plain gives the ASCII for the quotes, apostrophes, hyphens and dashes that
// word processors put in its place (O’Brien, Smith‐Jones), or 0.
func plain(r rune) byte {
	switch r {
	case 0x2018, 0x2019, 0x201b, 0x2bc:
		return '\''
	case 0x201c, 0x201d, 0x201f:
		return '"'
	case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212:
		return '-'
	}
	return 0
}

// latin folds a letter by one of the generated tables, which hold up to two
// bytes of ASCII for it, or 0 when the letter needs the slow way.
func (f folder) latin(r rune, table []uint16, first rune) (folder, bool) {
	switch {
	case isGap(r):
		return f.gap(), true
	case r < first || table[r-first] == 0:
		return f, isIgnored(r)
	}
	v := table[r-first]
	if v > 0xff {
		f = f.putByte(byte(v >> 8))
	}
	return f.putByte(byte(v)), true
}

// foldAny folds text of any script.
func foldAny(s string) []byte {
	if !utf8.ValidString(s) {
		// Behind invalid bytes package norm leaves some characters as they are.
		s = string([]rune(s))
	}
	f := folder{bare: true}
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r < utf8.RuneSelf:
			f = f.ascii(byte(r))
		case isGap(r):
			f = f.gap()
		case isIgnored(r):
		case unicode.In(r, unicode.Mn, unicode.Me):
			if !f.bare {
				f = f.put(r, false)
			}
		case r == 'ς': // final sigma
			f = f.put('σ', false)
		case plain(r) != 0:
			f = f.putByte(plain(r))
		case r >= latinStart && r < latinEnd && latin0[r-latinStart] != 0:
			f, _ = f.latin(r, latin0[:], latinStart)
		case r >= 0x1e00 && r < 0x1f00 && latin1[r-0x1e00] != 0:
			f, _ = f.latin(r, latin1[:], 0x1e00)
		default:
			r = unicode.ToLower(r)
			f = f.put(r, unicode.Is(unicode.Latin, r))
		}
	}
	return norm.NFC.Bytes(f.b)
}

// isGap reports what separates words: Unicode spaces and controls.
func isGap(r rune) bool {
	switch {
	case r < 0xa1:
		return r <= ' ' || r >= 0x7f
	case r < 0x1680:
		return false
	}
	switch r {
	case 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

// isIgnored reports what is there to be neither seen nor compared: the
// format characters (soft hyphen, zero-width space and joiners, bidi
// controls, byte order mark, tags), variation selectors and fillers.
func isIgnored(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x3164, r == 0xffa0:
		return true
	case r >= 0x180b && r <= 0x180f, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r >= 0xfe00 && r <= 0xfe0f, r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}
