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
	b := appendText(scratch[:0], s)
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
// before something else, and whether marks are to be dropped.
type folder struct {
	b     []byte
	start int  // length of b at the start: no space is written there
	space bool // a space is owed
	bare  bool // the last character takes no marks: Latin, ASCII, or none
}

// put writes one character that is its own folded form.
func (f *folder) put(r rune, bare bool) {
	if f.space {
		f.b = append(f.b, ' ')
		f.space = false
	}
	f.b = utf8.AppendRune(f.b, r)
	f.bare = bare
}

// gap notes a space.
func (f *folder) gap() {
	f.space = len(f.b) > f.start
	f.bare = true
}

// appendText appends Text(s) to dst.
func appendText(dst []byte, s string) []byte {
	f := folder{b: dst, start: len(dst), bare: true}
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			f.ascii(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !f.common(r) {
			return appendTextSlow(dst, s)
		}
		i += n
	}
	return f.b
}

// ascii folds one byte of ASCII.
func (f *folder) ascii(c byte) {
	switch {
	case c <= ' ' || c == 0x7f:
		f.gap()
	case 'A' <= c && c <= 'Z':
		f.put(rune(c)+'a'-'A', true)
	default:
		f.put(rune(c), true)
	}
}

// common folds a character of the scripts that nearly all text is made of,
// without the tables of package norm. It reports false for everything that
// may decompose, or compose with its neighbours, in a way not known here.
func (f *folder) common(r rune) bool {
	switch {
	case r < latinEnd:
		return f.latin(r, latin0[:], latinStart)
	case r >= 0x1e00 && r < 0x1f00:
		return f.latin(r, latin1[:], 0x1e00)
	case r >= 0x300 && r <= 0x36f: // combining marks; U+034F is one too
		return f.bare
	case isGap(r):
		f.gap()
	case isIgnored(r):
	case r >= 0x3400 && r <= 0x4dbf, r >= 0x4e00 && r <= 0x9fff: // Han
		f.put(r, false)
	case r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fe, // kana, composed
		r >= 0xac00 && r <= 0xd7a3,                         // Hangul syllables
		r == 0x3005, r == 0x3007, r == 0x3001, r == 0x3002: // 々 〇 、 。
		f.put(r, false)
	case r >= 0x410 && r <= 0x42f: // Cyrillic capitals
		f.put(r+0x20, false)
	case r >= 0x430 && r <= 0x44f:
		f.put(r, false)
	case r > 0xff00 && r < 0xff5f: // full-width ASCII
		f.ascii(byte(r - 0xfee0))
	default:
		c := plain(r)
		if c != 0 {
			f.put(c, true)
		}
		return c != 0
	}
	return true
}

// plain gives the ASCII for the quotes, apostrophes, hyphens and dashes that
// word processors put in its place (O’Brien, Smith‐Jones), or 0.
func plain(r rune) rune {
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
func (f *folder) latin(r rune, table []uint16, first rune) bool {
	if r < first {
		f.gap() // C1 controls
		return true
	}
	v := table[r-first]
	switch {
	case v == 0:
		if isGap(r) {
			f.gap()
			return true
		}
		return isIgnored(r)
	case v > 0xff:
		f.put(rune(v>>8), true)
	}
	f.put(rune(v&0xff), true)
	return true
}

// appendTextSlow is appendText for text in any script.
func appendTextSlow(dst []byte, s string) []byte {
	f := folder{bare: true}
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r < utf8.RuneSelf:
			f.ascii(byte(r))
		case isGap(r):
			f.gap()
		case isIgnored(r):
		case unicode.In(r, unicode.Mn, unicode.Me):
			if !f.bare {
				f.put(r, false)
			}
		case r == 'ς': // final sigma
			f.put('σ', false)
		case plain(r) != 0:
			f.put(plain(r), true)
		case r >= latinStart && r < latinEnd && latin0[r-latinStart] != 0,
			r >= 0x1e00 && r < 0x1f00 && latin1[r-0x1e00] != 0:
			f.common(r)
		default:
			r = unicode.ToLower(r)
			f.put(r, unicode.Is(unicode.Latin, r))
		}
	}
	return norm.NFC.Append(dst, f.b...)
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
