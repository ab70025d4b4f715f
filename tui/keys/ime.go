package keys

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Plain returns the key that was pressed when an input method is on: the
// ASCII key behind a full-width letter or a Chinese punctuation mark, and the
// key behind a letter that Telex has composed. pending is the key typed before
// in a sequence, with which the input method may have composed this one: after
// "o", ơ is the key w. Anything else comes back as it is.
func Plain(pending, key string) string {
	r, n := utf8.DecodeRuneInString(key)
	if n != len(key) || r < utf8.RuneSelf {
		return key
	}
	if ascii, ok := punctuation(r); ok {
		return ascii
	}
	switch f := width.LookupRune(r).Folded(); {
	case f == ' ', r == 0x3000:
		return "space"
	case f != 0 && f < utf8.RuneSelf:
		return string(f)
	}
	if plain, ok := telex(pending, r); ok {
		return plain
	}
	return key
}

// punctuation maps what width folding leaves: the marks of Chinese keyboards
// have wide forms of their own (U+3001 is no full-width comma).
func punctuation(r rune) (string, bool) {
	const from, to = "、。《》【】「」“”‘’￥·…—", `/.<>[][]""''$` + "`^_"
	i := strings.IndexRune(from, r)
	if i < 0 {
		return "", false
	}
	n := utf8.RuneCountInString(from[:i])
	return to[n : n+1], true
}

// telex undoes Vietnamese composition. The letter is taken apart into its base
// and the key that made it so (aa â, ee ê, oo ô, aw ă, ow ơ, uw ư, dd đ, and
// s f r x j for the tones). If the base is what was typed before, the key was
// the second; otherwise Telex had only this one key: a lone w gives ư.
func telex(pending string, r rune) (string, bool) {
	if r == 'đ' || r == 'Đ' {
		return like(r, "d"), true
	}
	d := []rune(norm.NFD.String(string(r)))
	if len(d) < 2 || !strings.ContainsRune("aeiouy", unicode.ToLower(d[0])) {
		return "", false
	}
	base := string(unicode.ToLower(d[0]))
	second, ok := telexKey(base, d[len(d)-1])
	switch {
	case !ok:
		return "", false
	case strings.EqualFold(pending, base):
		return like(r, second), true
	case base == "u" && second == "w":
		return like(r, "w"), true
	}
	return like(r, base), true
}

func telexKey(base string, mark rune) (string, bool) {
	switch mark {
	case 0x302: // circumflex: the letter doubled
		return base, true
	case 0x306, 0x31b: // breve, horn
		return "w", true
	case 0x301:
		return "s", true
	case 0x300:
		return "f", true
	case 0x309:
		return "r", true
	case 0x303:
		return "x", true
	case 0x323:
		return "j", true
	}
	return "", false
}

// like gives key the case of r.
func like(r rune, key string) string {
	if unicode.IsUpper(r) {
		return strings.ToUpper(key)
	}
	return key
}

// Word reports that text typed as a key is a word that an input method has
// committed, not a command: the status line then offers to search for it.
func Word(key string) bool {
	r, n := utf8.DecodeRuneInString(key)
	if n == 0 || r < utf8.RuneSelf && n < len(key) && asciiOnly(key) {
		return false // a key's name: "ctrl+d", "enter"
	}
	if n == len(key) {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	}
	for _, r := range key {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

func asciiOnly(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
