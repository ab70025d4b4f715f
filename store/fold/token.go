package fold

import (
	"unicode"
	"unicode/utf8"
)

// Key returns s as the names of things compare, column headers, tags and
// settings: [Text] without spaces and punctuation, so that "E-mail (work)",
// "e_mail work" and "EmailWork" are one. Symbols that tell names apart stay:
// + # & @ % and currency signs ("C++" is not "C#"). Key(Key(s)) == Key(s).
//
// A string of nothing but punctuation has an empty key.
func Key(s string) string {
	t := Text(s)
	var scratch [128]byte
	b, composes := scratch[:0], false
	for i := 0; i < len(t); {
		r, n := rune(t[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(t[i:])
			composes = composes || r < 0x1200 || isMark(r)
		}
		if !dividesKey(r) {
			b = append(b, t[i:i+n]...)
		}
		i += n
	}
	switch {
	case len(b) == len(t):
		return t
	case !composes:
		return string(b)
	}
	// What has come together may compose, or be a mark after a letter that
	// takes none.
	return Text(string(b))
}

// dividesKey reports spaces and punctuation, as Key sees them.
func dividesKey(r rune) bool {
	if r < utf8.RuneSelf {
		switch r {
		case '#', '%', '&', '+', '@', '$', '<', '=', '>', '|', '~':
			return false
		}
		return !isASCIIWord(byte(r))
	}
	return unicode.IsPunct(r)
}

func isASCIIWord(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
}

// Tokens appends the search tokens of s to dst: [Text] split at everything
// that is not a letter, a digit or a mark, and around every Han or kana
// character, which is a token of its own. Hangul stays in words. Katakana become
// hiragana, and the long vowel mark the vowel that they spell it with.
func Tokens(dst []string, s string) []string {
	var scratch [256]byte
	text, ok := foldCommon(scratch[:0], s)
	if !ok {
		text = foldAny(s)
	}
	oneKana(text)
	for len(text) > 0 {
		start, end := nextToken(text)
		if start == end {
			break
		}
		dst = append(dst, string(text[start:end]))
		text = text[end:]
	}
	return dst
}

// SearchText appends the tokens of s to dst, each after a single space unless
// dst was empty: what goes into a column of the full-text index.
func SearchText(dst []byte, s string) []byte {
	var scratch [256]byte
	text, ok := foldCommon(scratch[:0], s)
	if !ok {
		text = foldAny(s)
	}
	oneKana(text)
	for len(text) > 0 {
		start, end := nextToken(text)
		if start == end {
			break
		}
		if len(dst) > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, text[start:end]...)
		text = text[end:]
	}
	return dst
}

// nextToken finds the first token of folded text. start == end: there is none.
func nextToken(text []byte) (start, end int) {
	for start < len(text) {
		kind, n := classify(text[start:])
		if kind != divider && kind != mark {
			break
		}
		start += n
	}
	end = start
	for i := start; i < len(text); {
		if isASCIIWord(text[i]) {
			i++
			end = i
			continue
		}
		kind, n := classify(text[i:])
		if kind == divider || i > start && kind == single {
			break
		}
		i += n
		end = i
		if kind == single {
			return start, end + marks(text[end:])
		}
	}
	return start, end
}

// marks is the length of the marks that text begins with.
func marks(text []byte) (n int) {
	for n < len(text) {
		kind, size := classify(text[n:])
		if kind != mark {
			break
		}
		n += size
	}
	return n
}

// What a character is to search.
type class uint8

const (
	divider class = iota // not part of a token
	word                 // part of a token
	single               // a token by itself
	mark                 // part of the token before it
)

// classify says what the first character of folded text is, and its length.
func classify(text []byte) (class, int) {
	if c := text[0]; c < utf8.RuneSelf {
		if isASCIIWord(c) {
			return word, 1
		}
		return divider, 1
	}
	r, n := utf8.DecodeRune(text)
	switch {
	case r >= 0x4e00 && r <= 0x9fff, r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fa, r == 0x30fc:
		return single, n
	case r >= 0xac00 && r <= 0xd7a3:
		return word, n
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		if unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) {
			return single, n
		}
		return divider, n
	case isMark(r):
		return mark, n
	case unicode.IsLetter(r), unicode.IsNumber(r):
		return word, n
	}
	return divider, n
}

// isMark reports combining marks of every kind. Those that need a cell of
// their own (Mc, as in Indic vowels) are no less part of a word.
func isMark(r rune) bool {
	return r >= 0x300 && unicode.Is(unicode.M, r)
}
