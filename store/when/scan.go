package when

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxText bounds the text that is looked at; no date is longer.
const maxText = 80

// text is what was typed, seen in the three ways that the readers need.
type text struct {
	raw   string
	plain string // lower case, no accents, half width
	key   string // plain without spaces and hyphens: nextfri, thu6, 下周五
	toks  []tok
}

// tok is a number, a run of letters (spaces and hyphens inside dropped), or a
// separator between two numbers.
type tok struct {
	s   string
	num bool
	sep bool
	n   int
}

// scan prepares text. Too long a text has no tokens, so nothing matches it.
func scan(s string) text {
	t := text{raw: s}
	if len(s) > maxText {
		return t
	}
	t.plain = strings.TrimSpace(plain(s))
	t.key = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '_' {
			return -1
		}
		return r
	}, t.plain)
	t.toks = tokens(t.plain)
	return t
}

// plain drops case, accents and width. It is store/fold in small: this leaf
// imports nothing of ours, and the words of dates need only this much.
func plain(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'đ' || r == 'Đ':
			return 'd'
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// maxTokens is more than any date has.
const maxTokens = 12

// tokens cuts plain text up.
func tokens(s string) []tok {
	toks := make([]tok, 0, 6)
	for i := 0; i < len(s) && len(toks) < maxTokens; {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= '0' && r <= '9':
			j := i
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
			toks = append(toks, tok{s: s[i:j], num: true, n: number(s[i:j])})
			i = j
		case hanDigit(r) > 0:
			j, n := hanNumber(s, i)
			toks = append(toks, tok{s: s[i:j], num: true, n: n})
			i = j
		case unicode.IsLetter(r):
			j := wordEnd(s, i)
			toks = append(toks, tok{s: squeeze(s[i:j])})
			i = j
		case r == '/' || r == '.' || r == '-':
			toks = append(toks, tok{s: s[i : i+size], sep: true})
			i += size
		case unicode.IsSpace(r) || r == '_' || r == ',':
			i += size
		default:
			return nil
		}
	}
	return dropJoints(toks)
}

// wordEnd is the end of the run of letters at i, over single spaces, hyphens
// and underscores that have a letter behind them.
func wordEnd(s string, i int) int {
	end := i
	for j := i; j < len(s); {
		r, size := utf8.DecodeRuneInString(s[j:])
		j += size
		switch {
		case unicode.IsLetter(r) && hanDigit(r) == 0:
			end = j
		case unicode.IsSpace(r) || r == '-' || r == '_':
		default:
			return end
		}
	}
	return end
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// dropJoints removes separators that stand next to a word (1-dec-2027):
// only between numbers do they say something.
func dropJoints(toks []tok) []tok {
	out := toks[:0]
	for i, t := range toks {
		if t.sep && (i == 0 || i == len(toks)-1) {
			return nil
		}
		if t.sep && !(toks[i-1].num && toks[i+1].num) {
			continue
		}
		out = append(out, t)
	}
	return out
}

// number reads digits; more than eight give a number too large for any use.
func number(s string) int {
	if len(s) > 8 {
		return 1 << 30
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// hanDigit is the value of a Chinese numeral up to ten, or 0.
func hanDigit(r rune) int {
	switch r {
	case '一':
		return 1
	case '二', '两', '兩':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	case '十':
		return 10
	}
	return 0
}

// hanNumber reads a Chinese numeral below 100 (三, 十五, 二十, 三十一).
func hanNumber(s string, i int) (end, n int) {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		d := hanDigit(r)
		switch {
		case d == 0:
			return i, n
		case d == 10 && n == 0:
			n = 10
		case d == 10 && n < 10:
			n *= 10
		case d < 10 && n%10 == 0:
			n += d
		default:
			return i, n
		}
		i += size
	}
	return i, n
}
