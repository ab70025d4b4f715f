package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/store/fold"
)

// Args joins the arguments of a command into one query. An argument with
// spaces that is no query itself (crm list "A - B (HCM)") stays the words that
// it is. Nothing can be done about a ">" that the shell has taken; Parse knows
// the "last:" that is left.
func Args(args []string) string {
	parts := make([]string, 0, len(args))
	for _, a := range args {
		if strings.ContainsFunc(a, unicode.IsSpace) && !isQuery(a) {
			a = asWords(a)
		}
		if a != "" {
			parts = append(parts, a)
		}
	}
	return strings.Join(parts, " ")
}

// IsNegated reports an argument that is a negated term and no flag of the
// command: -tag:lost, -#lost, -(a OR b). A command takes these out before it
// reads its flags, which is before a book is open: any name may be a field of
// the book, and no flag has a colon in it. What a flag's value may look like
// is left to the flags: a path (-oC:\x), an address, a time of day (-t9:30).
func IsNegated(arg string) bool {
	rest, ok := strings.CutPrefix(arg, "-")
	if !ok {
		return false
	}
	switch r, _ := utf8.DecodeRuneInString(rest); plainSign(r) {
	case '#', '(', '"':
		return true
	}
	name, end := (&parser{s: rest}).name()
	if end == 0 {
		return false
	}
	if builtin(name) != nil {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	next, _ := utf8.DecodeRuneInString(rest[end:])
	switch {
	case next == '\\', next == '/', unicode.IsDigit(last) && unicode.IsDigit(next), isScheme(name, rest[end:]):
		return false
	}
	return utf8.RuneCountInString(name) > 1
}

// isQuery reports that a text uses the language: a field (known or not, for
// the error of an unknown one is wanted), a tag, a quote, a negation, or
// groups and alternatives that are well formed.
func isQuery(s string) bool {
	signs := false
	for _, w := range strings.Fields(s) {
		switch w {
		case "OR", "AND", "NOT":
			signs = true
			continue
		}
		bare := strings.TrimLeft(w, "(-")
		if name, end := (&parser{s: bare}).name(); end > 0 && !isScheme(name, bare[end:]) {
			return true
		}
		r, size := utf8.DecodeRuneInString(bare)
		if sign := plainSign(r); (sign == '#' || sign == '"') && len(bare) > size {
			return true
		}
		signs = signs || strings.ContainsFunc(w, func(r rune) bool { return ends(plainSign(r)) }) || len(bare) < len(w) && bare != ""
	}
	if !signs {
		return false
	}
	p := &parser{s: s, q: &Query{}}
	_, err := p.or(0)
	return err == nil
}

// asWords keeps the words and drops the signs between them.
func asWords(s string) string {
	var words []string
	for _, w := range strings.Fields(s) {
		w = strings.TrimFunc(w, func(r rune) bool { return ends(plainSign(r)) || plainSign(r) == '"' || plainSign(r) == '-' })
		if fold.Key(w) == "" {
			continue
		}
		if !plainText(w) {
			w = quote(w)
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}
