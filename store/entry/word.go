package entry

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"crm/store/fold"
)

// word is a run of the line without spaces.
type word struct {
	s          string
	start, end int
}

func split(s string) []word {
	var words []word
	start := -1
	for i, r := range s {
		switch space := unicode.IsSpace(r); {
		case space && start >= 0:
			words = append(words, word{s[start:i], start, i})
			start = -1
		case !space && start < 0:
			start = i
		}
	}
	if start >= 0 {
		words = append(words, word{s[start:], start, len(s)})
	}
	return words
}

// lower is text with its accents, but one case, width and composition.
func lower(s string) string { return strings.ToLower(norm.NFKC.String(s)) }

// accented reports letters that fold to others.
func accented(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Join(strings.Fields(lower(s)), " ") != fold.Text(s)
		}
	}
	return false
}

// match is how well a typed word fits a word of a list.
type match uint8

const (
	none  match = iota
	loose       // without the accents that the list's word has, or one letter
	exact
)

// typed is a word of the line in the forms that it is compared in.
// It may be several words joined with hyphens.
type typed struct {
	lower    string
	fold     string
	accented bool
}

func newTyped(s string) typed {
	t := typed{lower: lower(s), fold: fold.Text(s)}
	t.accented = t.lower != t.fold
	return t
}

// fit compares with a word of a list.
func (t typed) fit(listed string) match {
	if strings.Contains(listed, " ") {
		listed = strings.ReplaceAll(listed, " ", "-")
	}
	if t.lower == listed || t.lower == lower(listed) {
		if len(t.lower) == 1 {
			return loose
		}
		return exact
	}
	// Folding never makes a word longer, and most words of a list begin with
	// another letter.
	if t.accented || len(t.fold) > len(listed) || listed[0] < utf8.RuneSelf && listed[0]|0x20 != t.fold[0] {
		return none
	}
	if t.fold == fold.Text(listed) {
		return loose
	}
	return none
}

// best is the best fit among a key and its words.
func (t typed) best(key string, words []string) match {
	m := t.fit(key)
	for _, w := range words {
		m = max(m, t.fit(w))
	}
	return m
}

// isColon knows the colon of an input method too.
func isColon(r rune) bool { return r == ':' || r == '：' }

// cutColon takes a colon off the end.
func cutColon(s string) (string, bool) {
	r, size := utf8.DecodeLastRuneInString(s)
	if !isColon(r) {
		return s, false
	}
	return s[:len(s)-size], true
}
