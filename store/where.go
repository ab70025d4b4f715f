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
	cond []string // each a test for few contacts; all have to hold
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
	// set selects, as id, the contacts that test holds of, by an index; "" when there
	// is none for it. With loose it selects others, too.
	set   string
	loose bool
	// but is the set of those that test does not hold of.
	but string
	// each is test without a set, for few contacts; "" where test is.
	each string
	// scan says that set is read from end to end of an index, whatever it yields.
	scan bool
}

// all is every condition as a test for many contacts, the words as a subquery.
func (w where) all() ([]string, []any) {
	var tests []string
	if w.found.test != "" {
		tests = append(tests, w.found.test)
	}
	for _, x := range w.terms {
		tests = append(tests, x.test)
	}
	return tests, append([]any(nil), w.args...)
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
		list, err := c.conjuncts(n)
		if err != nil {
			return where{}, err
		}
		w.terms = append(w.terms, list...)
	}
	for _, x := range w.terms {
		w.cond = append(w.cond, x.ofEach())
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
func bindList[T any](c *compiler, list []T) string {
	if len(list) == 1 {
		return `(` + c.bind(list[0]) + `)`
	}
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

// conjuncts are the conditions of a node of which all have to hold: those of a
// segment one by one, so that any of them may be the one to begin with.
func (c *compiler) conjuncts(n query.Node) ([]cond, error) {
	var out []cond
	switch n := n.(type) {
	case *query.All:
		for _, n := range n.Nodes {
			list, err := c.conjuncts(n)
			if err != nil {
				return nil, err
			}
			out = append(out, list...)
		}
		return out, nil
	case *query.Term:
		if (n.Field.Name == "seg" || n.Field.Name == "in") && len(n.Values) == 1 {
			err := c.inSegment(n.Values[0], func(n query.Node) (err error) {
				out, err = c.conjuncts(n)
				return err
			}, func(x cond) { out = []cond{x} })
			return out, err
		}
	}
	x, err := c.node(n)
	return []cond{x}, err
}

func (c *compiler) both(nodes []query.Node) (cond, error) {
	out := cond{loose: true}
	tests, each := make([]string, len(nodes)), make([]string, len(nodes))
	for i, n := range nodes {
		x, err := c.node(n)
		if err != nil {
			return cond{}, err
		}
		tests[i], each[i] = x.test, x.ofEach()
		if out.set == "" && !x.scan {
			out.set = x.set
		}
	}
	out.test, out.each = `(`+strings.Join(tests, ` AND `)+`)`, `(`+strings.Join(each, ` AND `)+`)`
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
	var tests, each, sets []string
	for _, x := range list {
		tests, each = append(tests, x.test), append(each, x.ofEach())
		out.loose, out.scan = out.loose || x.loose, out.scan || x.scan
		if x.set != "" {
			sets = append(sets, x.set)
		}
	}
	out.test, out.each = `(`+strings.Join(tests, ` OR `)+`)`, `(`+strings.Join(each, ` OR `)+`)`
	if len(sets) == len(list) {
		out.set = strings.Join(sets, ` UNION ALL `) // UNION would have each in the order of the ids, and read them all
	}
	return out
}

// not holds where x does not; where x has nothing to compare, it does not hold.
func (x cond) not() cond {
	not := func(test string) string { return `NOT coalesce((` + test + `), 0)` }
	y := cond{test: not(x.test), each: not(x.ofEach()), set: x.but, scan: x.but != ""}
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

// source is the set with each contact once.
func (x cond) source() string { return distinctIDs(x.set) }

// distinctIDs takes contacts once that a set has several times. For IN that would
// only be more work.
func distinctIDs(set string) string {
	if strings.HasPrefix(set, severalTimes) || strings.Contains(set, ` UNION ALL `) {
		return `SELECT DISTINCT id FROM (` + set + `)`
	}
	return set
}

// severalTimes begins a set that may have contacts several times.
const severalTimes = `SELECT x.contact_id AS id FROM `

// ofEach is the test for few contacts.
func (x cond) ofEach() string {
	if x.each != "" {
		return x.each
	}
	return x.test
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
