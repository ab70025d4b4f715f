package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"crm/store/query"
	"crm/store/when"
)

// The where*.go files give the query language its meaning: they alone compose SQL
// from what a person typed, and every value of theirs is a parameter.
//
// A condition is written twice where an index allows it: as a test of one contact,
// and as the set of the contacts that it holds of. Which is cheaper depends on the
// book: of a hundred thousand contacts the four hundred suppliers are a set, the
// ninety thousand customers are a test that nearly every row passes. listplan.go
// decides, by counting a little.

// where is a query as SQL, over contact c and contact_stats s.
type where struct {
	cond []string // each a test of one contact; all have to hold
	args []any
	// match finds the rows that hold every bare word; nameMatch those of them that
	// hold them in the name. "" without bare words at the top of the query.
	match, nameMatch string
	words            []*query.Text // those words

	terms []cond // what cond are the tests of, in the same order
	found cond   // what match finds, as one condition
	trash bool   // it asks about the trash, so the trash is looked at, too
}

// cond is one condition.
type cond struct {
	test string // of one contact
	// set selects, as id, the contacts that test holds of, each once, by an index;
	// "" when there is none for it. With loose it selects others, too.
	set   string
	loose bool
	// but is the set of those that test does not hold of.
	but string
	// scan says that set is read from end to end of an index, whatever it yields.
	scan bool
}

// all is every condition, the words as a subquery.
func (w where) all() ([]string, []any) {
	cond := append([]string(nil), w.cond...)
	if w.found.test != "" {
		cond = append([]string{w.found.test}, cond...)
	}
	return cond, append([]any(nil), w.args...)
}

// compile makes SQL of a query. Errors: Invalid for a segment that there is not, or
// that leads back to itself.
func (s *Store) compile(ctx context.Context, q *query.Query) (where, error) {
	if q == nil || q.Root == nil {
		return where{}, nil
	}
	c := &compiler{ctx: ctx, s: s, q: q}
	w, err := c.query()
	if err == nil && c.sawTrash {
		// Search knows nothing of the trash: the words of those in it are read.
		c = &compiler{ctx: ctx, s: s, q: q, trash: true}
		w, err = c.query()
	}
	return w, err
}

type compiler struct {
	ctx   context.Context
	s     *Store // for what a query names that only the book has: segments, values
	q     *query.Query
	args  []any
	trash bool // look at those in the trash

	sawTrash bool
	path     []string // the segments that are being read, for a cycle
}

func (c *compiler) query() (where, error) {
	w := where{trash: c.trash}
	nodes := []query.Node{c.q.Root}
	if all, ok := c.q.Root.(*query.All); ok {
		nodes = all.Nodes
	}
	var words []*query.Text
	for _, n := range nodes {
		if t, ok := n.(*query.Text); ok {
			words = append(words, t)
			continue
		}
		cond, err := c.node(n)
		if err != nil {
			return where{}, err
		}
		w.cond = append(w.cond, cond.test)
		w.terms = append(w.terms, cond)
	}
	if len(words) > 0 {
		w.words = words
		w.match, w.nameMatch = matchAll(words)
		w.found = c.search(w.match, words...)
		if w.match == "" { // only punctuation: nothing holds it
			w.cond = append(w.cond, `0`)
			w.terms = append(w.terms, w.found)
			w.found = cond{}
		}
	}
	w.args = c.args
	return w, nil
}

// bind makes a parameter of a value.
func (c *compiler) bind(v any) string {
	name := fmt.Sprintf("q%d", len(c.args))
	c.args = append(c.args, sql.Named(name, v))
	return "@" + name
}

// bindList makes a parameter of texts, for IN.
func (c *compiler) bindList(list []string) string {
	return `(SELECT value FROM json_each(` + c.bind(jsonList(list)) + `))`
}

func (c *compiler) node(n query.Node) (cond, error) {
	switch n := n.(type) {
	case *query.All:
		return c.both(n.Nodes)
	case *query.Any:
		return c.either(n.Nodes)
	case *query.Not:
		x, err := c.node(n.Node)
		return x.not(), err
	case *query.Text:
		return c.search(matchText(n), n), nil
	case *query.Term:
		return c.term(n)
	}
	return cond{}, fmt.Errorf("query: a %T has no meaning", n)
}

func (c *compiler) both(nodes []query.Node) (cond, error) {
	out := cond{loose: true}
	tests := make([]string, len(nodes))
	for i, n := range nodes {
		x, err := c.node(n)
		if err != nil {
			return cond{}, err
		}
		tests[i] = x.test
		if out.set == "" && !x.scan {
			out.set = x.set
		}
	}
	out.test = `(` + strings.Join(tests, ` AND `) + `)`
	return out, nil
}

func (c *compiler) either(nodes []query.Node) (cond, error) {
	list := make([]cond, len(nodes))
	for i, n := range nodes {
		x, err := c.node(n)
		if err != nil {
			return cond{}, err
		}
		list[i] = x
	}
	return anyOf(list), nil
}

// anyOf holds where one of the conditions does.
func anyOf(list []cond) cond {
	if len(list) == 1 {
		return list[0]
	}
	var out cond
	var tests, sets []string
	for _, x := range list {
		tests = append(tests, x.test)
		out.loose, out.scan = out.loose || x.loose, out.scan || x.scan
		if x.set != "" {
			sets = append(sets, x.set)
		}
	}
	out.test = `(` + strings.Join(tests, ` OR `) + `)`
	if len(sets) == len(list) {
		out.set = strings.Join(sets, ` UNION `)
	}
	return out
}

// not holds where x does not; where x has nothing to compare, it does not hold.
func (x cond) not() cond {
	y := cond{test: `NOT coalesce((` + x.test + `), 0)`, set: x.but, scan: x.but != ""}
	if !x.loose {
		y.but = x.set
	}
	return y
}

// nobody is the condition that holds of no contact, everybody its opposite.
func nobody() cond {
	return cond{test: `0`, set: `SELECT contact_id AS id FROM contact_stats WHERE 0`}
}

func everybody() cond { return nobody().not() }

func (c *compiler) term(t *query.Term) (cond, error) {
	meaning, err := c.meaning(t)
	if err != nil {
		return cond{}, err
	}
	if meaning == nil {
		return cond{}, &Invalid{"query", fmt.Sprintf("%s: has no meaning in this book", t.Field.Name)}
	}
	list := make([]cond, len(t.Values))
	for i, v := range t.Values {
		if list[i], err = meaning(v); err != nil {
			return cond{}, err
		}
	}
	x := anyOf(list)
	if t.Field.Name != "is" {
		x = c.unindexed(x)
	}
	return x, nil
}

// unindexed takes the sets away where the trash is looked at: some hold the live
// contacts only.
func (c *compiler) unindexed(x cond) cond {
	if c.trash {
		x.set, x.but = "", ""
	}
	return x
}

func (c *compiler) today() when.Date { return c.q.Context().When.Today() }
