package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"crm/store/fold"
	"crm/store/query"
)

// Missing is a value of a query that nobody at all has.
type Missing struct {
	query.Span
	Field   string // its name; "" for a bare word
	Value   string // as typed, without quotes
	Nearest string // the value that it may be a slip of, or ""
	N       int    // how many have that one
}

// mostMissing is how many values of one query are looked up.
const mostMissing = 16

// WhyNone says which values of a query that found nobody are to blame: those that
// nobody has whatever else is asked, each with the nearest value that somebody has.
// What is left out by a minus is not to blame, nor are dates and numbers.
func (s *Store) WhyNone(ctx context.Context, q *query.Query) ([]Missing, error) {
	var out []Missing
	if q == nil {
		return nil, nil
	}
	looked := 0
	for n := range wanted(q.Root) {
		for _, m := range wordsOf(n) {
			if looked++; looked > mostMissing {
				return out, nil
			}
			some, err := s.anybody(ctx, m.node, q.Context())
			if err != nil {
				return nil, err
			}
			if some {
				continue
			}
			if m.Nearest, m.N, err = s.nearest(ctx, m, q.Context()); err != nil {
				return nil, err
			}
			out = append(out, m.Missing)
		}
	}
	return out, nil
}

// wanted yields the words and terms that a query asks for, without those that it
// leaves out.
func wanted(n query.Node) iter.Seq[query.Node] {
	return func(yield func(query.Node) bool) { walkWanted(n, yield) }
}

func walkWanted(n query.Node, yield func(query.Node) bool) bool {
	var nodes []query.Node
	switch n := n.(type) {
	case *query.All:
		nodes = n.Nodes
	case *query.Any:
		nodes = n.Nodes
	case *query.Text, *query.Term:
		return yield(n)
	}
	for _, x := range nodes {
		if !walkWanted(x, yield) {
			return false
		}
	}
	return true
}

// word is one word that a query asks for, as a query of its own.
type word struct {
	Missing
	field query.Field
	op    query.Op
	node  query.Node
}

// wordsOf takes a node apart into the words that somebody may have or not.
func wordsOf(n query.Node) []word {
	var out []word
	switch n := n.(type) {
	case *query.Text:
		out = append(out, word{Missing: Missing{Span: n.Span, Value: n.Words}, node: n})
	case *query.Term:
		for _, v := range n.Values {
			if v.Kind != query.Word {
				continue
			}
			one := *n
			one.Values = []query.Value{v}
			out = append(out, word{Missing: Missing{Span: v.Span, Field: n.Field.Name, Value: v.Text}, field: n.Field, op: n.Op, node: &one})
		}
	}
	return out
}

// anybody tells whether a node alone matches somebody.
func (s *Store) anybody(ctx context.Context, n query.Node, qc query.Context) (bool, error) {
	q, err := query.Parse("", qc)
	if err != nil {
		return false, err
	}
	q.Root = n
	w, err := s.compile(ctx, q)
	if _, invalid := errors.AsType[*Invalid](err); invalid {
		return true, nil // that is said by whoever runs the query
	}
	if err != nil {
		return false, err
	}
	set := (&counter{within: w}).contacts()
	k, err := s.count(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+set.from+` WHERE `+set.cond+` LIMIT 1)`, set.args...)
	return k > 0, err
}

// nearest finds the value that a typed one may be a slip of: one with at most two
// letters wrong, else one with a word that begins so. Of equals the most frequent.
func (s *Store) nearest(ctx context.Context, w word, qc query.Context) (string, int, error) {
	if w.Field == "" {
		return "", 0, nil
	}
	g := &suggester{s: s, c: query.Complete("", 0, qc), n: &counter{s: s, most: mostWithin, probe: mostProbed}, listing: ctx, counting: ctx, limit: mostValues}
	var err error
	if g.n.query, err = query.Parse("", qc); err != nil {
		return "", 0, err
	}
	list, v, err := s.known(ctx, w)
	if err != nil || len(list) == 0 {
		return "", 0, err
	}
	if v.values != "" {
		if list, err = g.count(v, w.Field, list); err != nil {
			return "", 0, err
		}
		// Nobody alive has it: no help.
		list = slices.DeleteFunc(list, func(x value) bool { return x.n == 0 })
	}
	best := closest(w.Value, list)
	if best < 0 {
		return "", 0, nil
	}
	return list[best].text, max(list[best].n, 0), nil
}

// closest is the index of the value that was meant; the first of equals.
func closest(typed string, list []value) int {
	best := -1
	near := query.Nearest(spaced(typed), func(yield func(shown, compared string) bool) {
		for i := range list {
			if !yield(list[i].key, strings.ReplaceAll(list[i].key, "-", " ")) {
				return
			}
		}
	})
	for i := range list {
		if near != "" && list[i].key == near {
			return i
		}
		if best < 0 && beginsWord(list[i].key, spaced(typed)) {
			best = i
		}
	}
	return best
}

// known lists the values of the field that a word may be a slip of.
func (s *Store) known(ctx context.Context, w word) ([]value, vocabulary, error) {
	switch w.Field {
	case "name":
		list, err := s.namesLike(ctx, w.Value)
		return group(list), vocabulary{}, err
	case "seg", "in":
		segments, err := s.Segments(ctx)
		var list []written
		for _, x := range segments {
			list = append(list, written{x.Name, x.Name})
		}
		return group(list), vocabulary{}, err
	}
	v, ok := vocabularyOf(w.field)
	if !ok {
		return nil, v, nil
	}
	list, err := s.listValues(ctx, v, w.Field, "")
	return group(list), v, err
}

// namesLike lists names that begin with the letter that a word does.
func (s *Store) namesLike(ctx context.Context, typed string) ([]written, error) {
	key := fold.Text(typed)
	if key == "" {
		return nil, nil
	}
	first := string([]rune(key)[:1])
	list, err := collect(ctx, s.read, func(r *sql.Rows, w *written) error { return r.Scan(&w.text) }, `
		SELECT name
		FROM contact
		WHERE sort_key >= ? AND sort_key < ? AND deleted_at IS NULL
		ORDER BY sort_key
		LIMIT ?`, first, first+"\U0010ffff", mostValues)
	if err != nil {
		return nil, fmt.Errorf("list names: %w", err)
	}
	for i := range list {
		list[i].ref = list[i].text
	}
	return list, nil
}
