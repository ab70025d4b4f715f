// Package match finds in a text, as it is shown, the letters that the bare words
// of a query have found, in the way in which the book is searched: word by word
// as package fold splits it, however accented, the last word by its beginning.
//
// What is found are clusters of the text itself, so the letter đ, a name in NFD
// and full-width digits are marked as they stand. A Chinese name that was found
// by its pinyin, and a name by its initials, have no such letters.
package match

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/store/fold"
	"crm/store/query"
	"crm/tui/theme"
	"crm/tui/widget"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Words are the bare words of a query. A nil one has none.
type Words struct {
	words []sought
	memo  map[string][]widget.Hit // by what is looked at, which is drawn again and again
}

// sought is a bare word of the query.
type sought struct {
	tokens []string
	whole  bool   // quoted: its last word is not a beginning
	digits string // of a number, without the zero in front
}

// maxMemo bounds what is remembered, at some screens full.
const maxMemo = 2000

// New takes the words out of a query; nil is none.
func New(q *query.Query) *Words {
	w := &Words{memo: map[string][]widget.Hit{}}
	if q != nil {
		w.collect(q.Root)
	}
	return w
}

// collect gathers the words that have to be there; what stands behind a minus
// is not.
func (w *Words) collect(n query.Node) {
	switch n := n.(type) {
	case *query.All:
		for _, x := range n.Nodes {
			w.collect(x)
		}
	case *query.Any:
		for _, x := range n.Nodes {
			w.collect(x)
		}
	case *query.Text:
		tokens := fold.Tokens(nil, n.Words)
		if len(tokens) == 0 {
			return
		}
		w.words = append(w.words, sought{tokens, n.Quoted, digitsOf(n.Words)})
	}
}

// digitsOf is the digits of a typed phone number as they stand in any spelling of
// it: without the zero or zeros in front.
func digitsOf(s string) string {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune("+-.() ", r):
			return -1
		}
		return 'x'
	}, s)
	if strings.Contains(digits, "x") {
		return ""
	}
	return strings.TrimLeft(digits, "0")
}

// In finds the words in a text that is shown.
func (w *Words) In(shown string) []widget.Hit {
	return w.cached("t"+shown, func() []widget.Hit { return w.find(shown) })
}

// InPhone finds the digits in a number.
func (w *Words) InPhone(shown string) []widget.Hit {
	return w.cached("p"+shown, func() []widget.Hit {
		var out []widget.Hit
		for _, s := range w.words {
			if hit, ok := digitsIn(shown, s.digits); ok {
				out = append(out, hit)
			}
		}
		return merged(out)
	})
}

func (w *Words) cached(key string, find func() []widget.Hit) []widget.Hit {
	if w == nil || len(w.words) == 0 {
		return nil
	}
	if found, ok := w.memo[key]; ok {
		return found
	}
	if len(w.memo) >= maxMemo {
		clear(w.memo)
	}
	found := find()
	w.memo[key] = found
	return found
}

func (w *Words) find(shown string) []widget.Hit {
	if !w.may(shown) {
		return nil
	}
	var out []widget.Hit
	words := wordsOf(shown)
	for _, s := range w.words {
		for i := range words {
			if hit, ok := s.at(words[i:]); ok {
				out = append(out, hit)
			}
		}
	}
	return merged(out)
}

// may reports whether there can be anything in a text: most texts of a list have
// nothing, and are not taken apart.
func (w *Words) may(shown string) bool {
	folded := fold.Text(shown)
	return slices.ContainsFunc(w.words, func(s sought) bool {
		return strings.Contains(folded, s.tokens[0]) || !ascii(s.tokens[0])
	})
}

// ascii reports that a token is spelled in no other way where it is folded as a
// part of a text: kana may be.
func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// at reports whether the words of a text begin with what is sought.
func (s sought) at(words []shownWord) (widget.Hit, bool) {
	last := len(s.tokens) - 1
	if len(words) <= last {
		return widget.Hit{}, false
	}
	for i, t := range s.tokens {
		w := words[i]
		if string(w.fold) != t && (i < last || s.whole || !bytes.HasPrefix(w.fold, []byte(t))) {
			return widget.Hit{}, false
		}
	}
	return widget.Hit{From: words[0].parts[0].from, To: words[last].end(len(s.tokens[last]))}, true
}

// merged puts hits in order, and joins those that touch.
func merged(in []widget.Hit) []widget.Hit {
	slices.SortFunc(in, func(a, b widget.Hit) int { return a.From - b.From })
	out := in[:0]
	for _, h := range in {
		if n := len(out); n > 0 && h.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, h.To)
			continue
		}
		out = append(out, h)
	}
	return out
}

// shownWord is a word of a text, folded, and the clusters that it came from.
type shownWord struct {
	fold  []byte
	parts []part
}

// part is a cluster of a text: where its letters end in the folded word, and
// its bytes in the text.
type part struct{ folded, from, to int }

// end is the byte behind the cluster that holds the last of so many folded
// bytes.
func (w shownWord) end(folded int) int {
	for _, p := range w.parts {
		if p.folded >= folded {
			return p.to
		}
	}
	return w.parts[len(w.parts)-1].to
}

// wordsOf splits a text into words as fold.Tokens does, keeping where they
// stand. Folding is done by clusters: a letter and its marks are what is shown,
// and found, as one.
func wordsOf(shown string) []shownWord {
	words := make([]shownWord, 0, 4)
	joins := false // the next cluster goes on with the last word
	var scratch [4]string
	for it := graphemes.FromString(shown); it.Next(); {
		tokens := tokensOf(scratch[:0], it.Value())
		if len(tokens) == 0 {
			joins = joins && ignorable(it.Value())
			continue
		}
		for i, t := range tokens {
			alone := single(t)
			if i > 0 || !joins || alone {
				words = append(words, shownWord{make([]byte, 0, 16), make([]part, 0, 8)})
			}
			w := &words[len(words)-1]
			w.fold = append(w.fold, t...)
			w.parts = append(w.parts, part{len(w.fold), it.Start(), it.End()})
			joins = !alone
		}
	}
	return words
}

// tokensOf are the tokens of a cluster.
func tokensOf(dst []string, cluster string) []string {
	if len(cluster) > 1 {
		return fold.Tokens(dst, cluster)
	}
	switch c := cluster[0]; {
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		return append(dst, cluster)
	case c >= 'A' && c <= 'Z':
		return append(dst, strings.ToLower(cluster))
	}
	return nil
}

// ignorable reports what stands within a word without being part of it: a soft
// hyphen, a zero-width joiner.
func ignorable(cluster string) bool { return fold.Text("a"+cluster+"b") == "ab" }

// single reports a character that is a word by itself.
func single(token string) bool {
	r, _ := utf8.DecodeRuneInString(token)
	return r > 0x3000 && (r == 'ー' || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana))
}

// digitsIn finds digits in a number, whatever stands between them.
func digitsIn(shown, digits string) (widget.Hit, bool) {
	if digits == "" {
		return widget.Hit{}, false
	}
	var at []int
	var all []byte
	for i := range len(shown) {
		if c := shown[i]; c >= '0' && c <= '9' {
			at, all = append(at, i), append(all, c)
		}
	}
	i := strings.Index(string(all), digits)
	if i < 0 {
		return widget.Hit{}, false
	}
	return widget.Hit{From: at[i], To: at[i+len(digits)-1] + 1}, true
}

// Render draws a text in one style and what was found in it in another.
func Render(s string, hits []widget.Hit, style, found theme.Style) string {
	if len(hits) == 0 {
		return style.Render(s)
	}
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(style.Render(s[at:h.From]))
		b.WriteString(found.Render(s[h.From:h.To]))
		at = h.To
	}
	b.WriteString(style.Render(s[at:]))
	return b.String()
}
