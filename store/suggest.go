package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/store/fold"
	"crm/store/query"
)

// Suggestion is something to put at a place of a query.
type Suggestion struct {
	Text string // what to put in place of the completion's bytes, quoted where it has to be
	Help string // what it is, or ""
	N    int    // how many contacts within the rest of the query have it; -1 when not counted
}

// Suggest offers what fits a place of a query: behind a field the values that the
// book has, the most frequent within the rest of the query first, then what the
// language knows; at the start of a term fields, and whole terms that match what
// is typed. A value is offered when one of its words begins as typed, however
// accented.
//
// It reads indexes, and never the interactions. Counts that are not to be had in
// the time of a keystroke are left out; none of them is a guess. Errors: what ctx
// has when it is cancelled.
func (s *Store) Suggest(ctx context.Context, c query.Completion, limit int) ([]Suggestion, error) {
	if limit <= 0 {
		return nil, nil
	}
	n, err := s.newCounter(ctx, c.Rest, c.Context())
	if err != nil {
		return nil, err
	}
	counting, cancel, err := n.patience(ctx)
	if err != nil {
		return nil, err
	}
	defer cancel()
	g := &suggester{s: s, c: c, n: n, limit: limit, listing: ctx, counting: counting}
	out, err := g.all()
	if err != nil {
		return nil, err
	}
	return out[:min(len(out), limit)], nil
}

// suggester makes the suggestions of one completion.
type suggester struct {
	s        *Store
	c        query.Completion
	n        *counter
	limit    int
	listing  context.Context // of the values
	counting context.Context // of their counts: it may end before
}

func (g *suggester) all() ([]Suggestion, error) {
	f := g.c.Field
	if f == nil {
		return g.terms()
	}
	values, err := g.values(*f, g.c.Op, g.c.Typed)
	if err != nil {
		return nil, err
	}
	return g.withLanguage(values), nil
}

// values offers values of a field that the book has.
func (g *suggester) values(f query.Field, op query.Op, typed string) ([]Suggestion, error) {
	switch {
	case f.Custom:
	case f.Name == "name":
		return g.names(f, op, typed)
	case f.Name == "id":
		return g.ids(typed)
	case f.Name == "email", f.Name == "phone":
		return g.channels(f, op, typed)
	case f.Name == "seg", f.Name == "in":
		return g.segments(f, op, typed)
	}
	v, ok := vocabularyOf(f)
	if !ok {
		return nil, nil
	}
	list, err := g.s.listValues(g.listing, v, f.Name, typed)
	if err != nil {
		return nil, err
	}
	groups, err := g.count(v, f.Name, group(list))
	if err != nil {
		return nil, err
	}
	out := make([]Suggestion, 0, len(groups))
	for _, x := range groups {
		out = append(out, Suggestion{Text: g.c.Context().Quoted(f, op, x.text), N: x.n})
	}
	return out, nil
}

// value is a value of a field in all its spellings.
type value struct {
	key  string   // folded
	refs []string // as they stand in the book
	text string   // the most frequent of them
	n    int      // -1 when not counted
	all  int      // in the whole book, for the order of what was not
}

// group puts spellings together that differ in accents or capitals only.
func group(list []written) []value {
	var out []value
	at := map[string]int{}
	for _, w := range list {
		key := fold.Text(w.text)
		i, seen := at[key]
		if !seen {
			i, at[key] = len(out), len(out)
			out = append(out, value{key: key, text: w.text, n: -1})
		}
		out[i].refs = append(out[i].refs, w.ref)
	}
	return out
}

// count counts the values and puts the most frequent first: those that were not
// counted last, in the order of how many have them in the whole book.
func (g *suggester) count(v vocabulary, field string, list []value) ([]value, error) {
	var refs []string
	for _, x := range list {
		refs = append(refs, x.refs...)
	}
	within, all, err := g.n.tallies(g.counting, v, field, refs)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := g.sum(v, field, &list[i], within, all); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b value) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(b.all, a.all), cmp.Compare(a.key, b.key))
	})
	return list, nil
}

// sum adds the spellings of a value up. Somebody with two of them counts once.
func (g *suggester) sum(v vocabulary, field string, x *value, within, all tally) error {
	n, most, counted := 0, -1, true
	for _, ref := range x.refs {
		k, ok := within[ref]
		counted = counted && ok
		n += k
		x.all += all[ref]
		// Of spellings as frequent, the one with accents.
		if often := max(k, all[ref]); !v.folded && (often > most || often == most && len(ref) > len(x.text)) {
			most, x.text = often, ref
		}
	}
	if !counted {
		return nil
	}
	if v.many && len(x.refs) > 1 && n > 0 {
		if n > g.n.probe {
			return nil
		}
		var err error
		if n, err = g.n.together(g.counting, v, field, x.refs); err != nil {
			if g.counting.Err() != nil && g.listing.Err() == nil {
				return nil
			}
			return err
		}
	}
	x.n = n
	return nil
}

// withLanguage adds what the language knows to values of the book. A word of its
// own explains the value that it is, and follows where the book has none.
func (g *suggester) withLanguage(values []Suggestion) []Suggestion {
	for _, c := range g.c.Candidates {
		i := slices.IndexFunc(values, func(s Suggestion) bool { return fold.Text(s.Text) == fold.Text(c.Text) })
		if i >= 0 {
			values[i].Help = c.Help
			continue
		}
		values = append(values, Suggestion{Text: c.Text, Help: c.Help, N: -1})
	}
	return values
}

// beginsWord reports that one of the words of a folded text begins with key. Han
// and kana have no spaces between words: there any place will do.
func beginsWord(text, key string) bool {
	if key == "" {
		return true
	}
	for at := 0; ; {
		i := strings.Index(text[at:], key)
		if i < 0 {
			// The hyphens of a value compare as the spaces that key has for them.
			return strings.Contains(text, "-") && beginsWord(strings.ReplaceAll(text, "-", " "), key)
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		first, size := utf8.DecodeRuneInString(key)
		if at+i == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before) || unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return true
		}
		at += i + size
	}
}
