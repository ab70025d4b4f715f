package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"crm/store/fold"
)

// nameMatch says how far two names could be one person's.
type nameMatch uint8

const (
	namesApart nameMatch = iota // two people, or one under two names
	namesNear                   // one letter is another, or a form of address apart
	namesAgree                  // the same, with words left out, initials or in another order
	namesEqual                  // the same words
)

// SameName tells whether two names could be one person's: equal when folded, or
// one is the other with words left out, in another order or as initials ("J.
// Becker" and "Julien Becker"). An empty name contradicts nothing.
func SameName(a, b string) bool { return compareNames(a, b) >= namesAgree }

func compareNames(a, b string) nameMatch {
	x, y := fold.Tokens(nil, a), fold.Tokens(nil, b)
	m := compareWords(x, y)
	if m != namesApart || len(x) == 0 || len(y) == 0 {
		return m
	}
	if s, t := bareName(x), bareName(y); (len(s) < len(x) || len(t) < len(y)) && compareWords(s, t) != namesApart {
		return namesNear
	}
	if oneSlip(x, y) {
		return namesNear
	}
	return namesApart
}

func compareWords(x, y []string) nameMatch {
	if len(x) > len(y) {
		x, y = y, x
	}
	switch {
	case len(x) == 0 && len(y) > 0:
		return namesAgree
	case allHan(x) && allHan(y):
		return compareHan(strings.Join(x, ""), strings.Join(y, ""))
	}
	onlyX, onlyY := difference(x, y)
	if len(onlyX) == 0 {
		if len(onlyY) == 0 {
			return namesEqual
		}
		return namesAgree
	}
	if len(onlyX) == len(x) {
		return namesApart // initials alone are nobody's
	}
	for _, t := range onlyX {
		i := slices.IndexFunc(onlyY, func(o string) bool { return initialOf(t, o) || initialOf(o, t) })
		if i < 0 {
			return namesApart
		}
		onlyY = slices.Delete(onlyY, i, i+1)
	}
	return namesAgree
}

// difference returns what x has that y has not, and the other way round, each
// word as often as it stands there.
func difference(x, y []string) (onlyX, onlyY []string) {
	onlyY = slices.Clone(y)
	for _, t := range x {
		if i := slices.Index(onlyY, t); i >= 0 {
			onlyY = slices.Delete(onlyY, i, i+1)
		} else {
			onlyX = append(onlyX, t)
		}
	}
	return onlyX, onlyY
}

// initialOf reports whether short is the first letter of long.
func initialOf(short, long string) bool {
	return utf8.RuneCountInString(short) == 1 && strings.HasPrefix(long, short)
}

// allHan reports names whose every character is a token of its own: there a
// character left out makes another name, 王明 is not 王小明.
func allHan(tokens []string) bool {
	for _, t := range tokens {
		r, n := utf8.DecodeRuneInString(t)
		if n != len(t) || !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) && r != 'ー' && r != '々' {
			return false
		}
	}
	return len(tokens) > 0
}

// compareHan compares names written without spaces, the shorter one first: equal,
// the other part first, or the family or the given name alone.
func compareHan(x, y string) nameMatch {
	n, all := utf8.RuneCountInString(x), utf8.RuneCountInString(y)
	switch {
	case n == all && strings.Contains(y+y, x):
		return namesEqual
	case n == all:
		return namesApart
	case strings.HasPrefix(y, x) && (n == 1 || all-n >= 2), strings.HasSuffix(y, x) && n >= 2:
		return namesAgree
	}
	return namesApart
}

// bareName is a name without the form of address before or behind it.
func bareName(tokens []string) []string {
	if allHan(tokens) {
		s := strings.Join(tokens, "")
		for _, title := range []string{"先生", "女士", "小姐", "太太", "老师", "経理", "经理", "さん", "様", "总"} {
			if rest, ok := strings.CutSuffix(s, title); ok && rest != "" {
				return strings.Split(rest, "")
			}
		}
		return tokens
	}
	for len(tokens) > 1 && formOfAddress(tokens[0]) {
		tokens = tokens[1:]
	}
	return tokens
}

func formOfAddress(token string) bool {
	switch token {
	case "anh", "chi", "co", "chu", "bac", "em", "ong", "ba", "thay", "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mme", "mlle":
		return true
	}
	return false
}

// oneSlip reports names that differ in one letter of one word: a slip of the
// pen. In Vietnam one letter makes another name, Thanh is not Khánh: those
// names are left alone.
func oneSlip(x, y []string) bool {
	if len(x) != len(y) || len(x) < 2 || allHan(x) || slices.ContainsFunc(x, vietnameseFamily) {
		return false
	}
	onlyX, onlyY := difference(x, y)
	return len(onlyX) == 1 && len(onlyY) == 1 && slip([]rune(onlyX[0]), []rune(onlyY[0]))
}

// vietnameseFamily knows the family names of nine in ten people of Vietnam.
func vietnameseFamily(token string) bool {
	switch token {
	case "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong",
		"ly", "dinh", "truong", "doan", "mai", "cao", "ta", "trinh", "luong", "luu", "dao", "ha", "to", "thai", "lam":
		return true
	}
	return false
}

// slip reports words of at least four letters that one letter put in, left out,
// changed or swapped with the next makes the same.
func slip(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return slices.Equal(a[i:], b[i+1:])
	}
	if i == len(a) || slices.Equal(a[i+1:], b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

// accentsApart reports names that are equal but for their accents, both written
// with accents: Ánh is not Anh, while Anh in a name without any may be Ánh.
func accentsApart(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if plainLetters(a) || plainLetters(b) {
		return false
	}
	for _, w := range x {
		key, spelled, other := fold.Key(w), accentForm(w), false
		for _, v := range y {
			if fold.Key(v) == key {
				if accentForm(v) == spelled {
					other = false
					break
				}
				other = true
			}
		}
		if other {
			return true
		}
	}
	return false
}

func plainLetters(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) || unicode.IsMark(r) })
}

// accentForm writes a word with its tone at the end: hòa and hoà are one word.
func accentForm(w string) string {
	var letters, tones []rune
	for _, r := range norm.NFD.String(w) {
		switch r {
		case 0x300, 0x301, 0x303, 0x309, 0x323: // the five tones of Vietnamese
			tones = append(tones, r)
		default:
			letters = append(letters, r)
		}
	}
	return string(letters) + string(tones)
}

// nameKey is a name as it compares whatever the order of its words; "" for none.
func nameKey(tokens []string) string {
	if !allHan(tokens) {
		tokens = slices.Sorted(slices.Values(tokens))
	}
	return strings.Join(tokens, " ")
}

// fuller compares how much two names say: words, then letters, then accents.
func fuller(a, b string) int {
	x, y := fold.Tokens(nil, a), fold.Tokens(nil, b)
	if n := len(x) - len(y); n != 0 {
		return n
	}
	if n := len(strings.Join(x, "")) - len(strings.Join(y, "")); n != 0 {
		return n
	}
	return len(a) - len(b)
}
