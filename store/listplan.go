package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A page of a list is found in two steps: which contacts (here), and what lists show
// of them (listread.go). There are three ways to the first:
//
//   - from the smallest set that one of the conditions has, testing the others, and
//     sorting: best where few match;
//   - along the index of the order, testing each contact, until the page is full:
//     best where many match, and endless where few do, so at first it goes some
//     thousand contacts far; then a set helps it to pass by most contacts without
//     reading them;
//   - through all contacts, when neither will do.
//
// Sets are counted to find out, up to a bound: 0.1 ms for each thousand.

// bounds are how many contacts decide the way; the zero bounds are usualBounds.
type bounds struct {
	few  int // a set of so many is read and sorted without further ado
	more int // the same when there are other conditions, which may leave few of it
	some int // a set of so many helps along an index
	far  int // so many are looked at along an index before thinking again
}

// usualBounds were found by trying: see BenchmarkQueries. In a book ten times as big
// the same share of it is ten times as many, and it may take somewhat longer.
func usualBounds(book int) bounds {
	scale := min(max(1, book/100_000), 8)
	return bounds{few: 1000, more: 4000, some: 10_000 * scale, far: 2000 * min(scale, 2)}
}

// placed is a contact and its place in a list.
type placed struct {
	id  int64
	key string
}

// scope is which contacts a list is of.
type scope uint8

const (
	live scope = iota
	trashed
	either // live and in the trash: a query says which
)

func (s scope) cond() string {
	switch s {
	case live:
		return `c.deleted_at IS NULL`
	case trashed:
		return `c.deleted_at IS NOT NULL`
	}
	return `1`
}

// finder finds the page of a list.
type finder struct {
	ctx    context.Context
	s      *Store
	terms  []cond
	args   []any // of the terms and the orders
	scope  scope
	orders []ordering
	limit  int
	back   bool

	at      Cursor // where the page begins
	keys    []any  // the values there
	reached Cursor // how far a walk went

	bounds bounds
	ran    []statement // what was asked, for Explain
}

type statement struct {
	text string
	args []any
}

func (s *Store) finder(ctx context.Context, o ListOptions, w where) (*finder, error) {
	f := &finder{ctx: ctx, s: s, terms: w.terms, args: slices.Clone(w.args), limit: o.Limit, at: o.After, bounds: s.bounds}
	if w.found.test != "" {
		f.terms = append([]cond{w.found}, f.terms...)
	}
	switch {
	case o.Trash:
		f.scope = trashed
	case w.trash:
		f.scope = either
	}
	if o.Before.set {
		f.at, f.back = o.Before, true
	}
	var err error
	if f.bounds == (bounds{}) && len(f.terms) > 0 {
		n, err := s.count(ctx, `SELECT coalesce(max(id), 0) FROM contact`)
		if err != nil {
			return nil, err
		}
		f.bounds = usualBounds(n)
	}
	if f.orders, err = s.orders(ctx, o); err != nil {
		return nil, err
	}
	for _, x := range f.orders {
		f.args = append(f.args, x.args...)
	}
	return f, f.from(f.at)
}

// from sets where the page begins.
func (f *finder) from(at Cursor) (err error) {
	if f.at = at; at.set {
		f.keys, err = at.keys(len(f.orders))
	}
	return err
}

// bound are the parameters of a statement.
func (f *finder) bound(more ...any) []any {
	args := slices.Concat(f.args, more)
	if f.at.set {
		args = append(args, sql.Named("id", f.at.id))
		for i, k := range f.keys {
			args = append(args, sql.Named(fmt.Sprint("key", i), k))
		}
	}
	return args
}

// page finds the contacts of the page, in the direction of reading.
func (f *finder) page() ([]placed, error) {
	walkable := len(f.orders) == 1 && len(f.orders[0].walk) > 0 && f.scope == live
	if len(f.terms) == 0 && walkable {
		return f.walk(0, -1)
	}
	set, n, err := f.smallest(f.bounds.some)
	few := f.bounds.few
	if len(f.terms) > 1 {
		few = f.bounds.more
	}
	walkable = walkable && f.limit < f.bounds.far
	switch {
	case err != nil:
		return nil, err
	case n <= few, n <= f.bounds.some && !walkable:
		return f.sorted(set)
	case !walkable:
		return f.sorted(f.scanned())
	case n <= f.bounds.some:
		return f.walk(0, set)
	}
	return f.walkOn(f.walk(f.bounds.far, -1))
}

// walkOn fills a page that a walk has begun. The contacts of a page may stand far
// behind in its order however many they are: all that speak a language, by name.
func (f *finder) walkOn(rows []placed, err error) ([]placed, error) {
	dense := slices.IndexFunc(f.terms, func(x cond) bool { return x.set != "" && !x.scan })
	first := true
	for err == nil && len(rows) < f.limit && f.reached.set {
		far, set := 0, -1
		switch {
		case len(rows) >= f.limit/4, f.narrow(): // it is not much farther, or costs little
		case dense < 0:
			return f.sorted(f.scanned())
		case first:
			far, first = 2*f.bounds.far, false
		default:
			set = dense
		}
		rest, more := *f, []placed(nil)
		rest.limit = f.limit - len(rows)
		if err = rest.from(f.reached); err == nil {
			more, err = rest.walk(far, set)
		}
		rows, f.reached, f.ran = append(rows, more...), rest.reached, rest.ran
	}
	return rows, err
}

// narrow says that the index of the order has all that is asked of most contacts.
func (f *finder) narrow() bool { return f.orders[0].expr == `c.sort_key` && f.scanned() >= 0 }

// scanned is a term whose set is read from end to end of an index, which is narrower
// than the rows; -1 without one.
func (f *finder) scanned() int {
	return slices.IndexFunc(f.terms, func(x cond) bool { return x.set != "" && x.scan })
}

// smallest is the index of the term with the smallest set, and how many are in it:
// more than most when all of them have more, or none is a set.
func (f *finder) smallest(most int) (at, n int, err error) {
	at, n = -1, most+1
	for i, x := range f.terms {
		if x.set == "" || x.scan {
			continue
		}
		size, err := f.s.count(f.ctx, `SELECT count(*) FROM (`+x.source()+` LIMIT @most)`, f.bound(sql.Named("most", n))...)
		if err != nil {
			return 0, 0, err
		}
		if size < n {
			at, n = i, size
		}
	}
	return at, n, nil
}

// tests are the conditions but one, of which the rows are known to be in the set.
func (f *finder) tests(but int, test func(cond) string) []string {
	var list []string
	for i, x := range f.terms {
		if i != but || x.loose {
			list = append(list, test(x))
		}
	}
	return append(list, f.scope.cond())
}

// ofMany is the test for many contacts.
func ofMany(x cond) string { return x.test }

// sorted reads the set of a term, or all contacts for -1, and sorts what passes.
func (f *finder) sorted(from int) ([]placed, error) {
	source, test := `contact_stats s`, ofMany
	if from >= 0 {
		source = `(` + f.terms[from].source() + `) d CROSS JOIN contact_stats s ON s.contact_id = d.id`
		if !f.terms[from].scan {
			test = cond.ofEach
		}
	}
	exprs := make([]string, len(f.orders))
	for i, x := range f.orders {
		exprs[i] = x.expr
	}
	tests := f.tests(from, test)
	source = f.withContact(source, tests, exprs...)
	if f.at.set {
		tests = append(tests, behind(exprs, `s.contact_id`, f.orders, f.back))
	}
	return f.read(`s.contact_id, `+strings.Join(exprs, `, `), source, tests, orderBy(exprs, `s.contact_id`, f.orders, f.back), f.limit)
}

// withContact joins the contact's own row, which is wide, unless nothing is asked of
// it but whether it is in the trash, which are few. That test is the last.
func (f *finder) withContact(source string, tests []string, exprs ...string) string {
	last := len(tests) - 1
	asked := strings.Join(append(exprs, tests[:last]...), ` `)
	if f.scope != live || mentions(asked, `c.`) {
		return source + withContact
	}
	tests[last] = `s.contact_id ` + notInTrash
	return source
}

// notInTrash is for ids: the trash is small.
const notInTrash = `NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)`

func (f *finder) read(what, source string, tests []string, order string, limit int, args ...any) ([]placed, error) {
	st := statement{
		text: "SELECT " + what + "\nFROM " + source + "\nWHERE " + strings.Join(tests, "\n  AND ") + "\n" + order + "\nLIMIT @limit",
		args: f.bound(append(args, sql.Named("limit", limit))...),
	}
	f.ran = append(f.ran, st)
	return collect(f.ctx, f.s.read, f.scan, st.text, st.args...)
}

// scan reads an id, and the values that it is ordered by.
func (f *finder) scan(r *sql.Rows, p *placed) error {
	keys := make([]any, len(f.orders))
	into := []any{&p.id}
	for i := range keys {
		into = append(into, &keys[i])
	}
	if err := r.Scan(into...); err != nil {
		return err
	}
	text, err := json.Marshal(keys)
	p.key = string(text)
	return err
}
