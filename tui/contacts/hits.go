package contacts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/store/fold"
	"crm/store/query"
	"crm/tui/widget"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// hits finds in a text, as it is shown, the letters that the bare words of a
// query have found, in the way in which the book is searched: word by word as
// package fold splits it, however accented, the last word by its beginning. A
// Chinese name that was found by its pinyin has no such letters.
type hits struct {
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

// newHits takes the words out of a query; nil is none.
func newHits(q *query.Query) *hits {
	h := &hits{memo: map[string][]widget.Hit{}}
	if q != nil {
		h.collect(q.Root)
	}
	return h
}

// collect gathers the words that have to be there; what stands behind a minus
// is not.
func (h *hits) collect(n query.Node) {
	switch n := n.(type) {
	case *query.All:
		for _, x := range n.Nodes {
			h.collect(x)
		}
	case *query.Any:
		for _, x := range n.Nodes {
			h.collect(x)
		}
	case *query.Text:
		tokens := fold.Tokens(nil, n.Words)
		if len(tokens) == 0 {
			return
		}
		h.words = append(h.words, sought{tokens, n.Quoted, digitsOf(n.Words)})
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

// in finds the words in a text that is shown.
func (h *hits) in(shown string) []widget.Hit {
	return h.cached("t"+shown, func() []widget.Hit { return h.find(shown) })
}

// inPhone finds the digits in a number.
func (h *hits) inPhone(shown string) []widget.Hit {
	return h.cached("p"+shown, func() []widget.Hit {
		var out []widget.Hit
		for _, w := range h.words {
			if hit, ok := digitsIn(shown, w.digits); ok {
				out = append(out, hit)
			}
		}
		return merged(out)
	})
}

func (h *hits) cached(key string, find func() []widget.Hit) []widget.Hit {
	if len(h.words) == 0 {
		return nil
	}
	if found, ok := h.memo[key]; ok {
		return found
	}
	if len(h.memo) >= maxMemo {
		clear(h.memo)
	}
	found := find()
	h.memo[key] = found
	return found
}

func (h *hits) find(shown string) []widget.Hit {
	var out []widget.Hit
	words := wordsOf(shown)
	for _, w := range h.words {
		for i := range words {
			if hit, ok := w.at(words[i:]); ok {
				out = append(out, hit)
			}
		}
	}
	return merged(out)
}

// at reports whether the words of a text begin with what is sought.
func (s sought) at(words []shownWord) (widget.Hit, bool) {
	last := len(s.tokens) - 1
	if len(words) <= last {
		return widget.Hit{}, false
	}
	for i, t := range s.tokens {
		w := words[i]
		if w.fold != t && (i < last || s.whole || !strings.HasPrefix(w.fold, t)) {
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
	fold  string
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
	var words []shownWord
	joins := false // the next cluster goes on with the last word
	for it := graphemes.FromString(shown); it.Next(); {
		tokens := fold.Tokens(nil, it.Value())
		if len(tokens) == 0 {
			joins = joins && ignorable(it.Value())
			continue
		}
		for i, t := range tokens {
			alone := single(t)
			if i > 0 || !joins || alone {
				words = append(words, shownWord{})
			}
			w := &words[len(words)-1]
			w.fold += t
			w.parts = append(w.parts, part{len(w.fold), it.Start(), it.End()})
			joins = !alone
		}
	}
	return words
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
