package store

import (
	"context"
	"database/sql"
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
	far  int // so many are looked at along an index before thinking again
	some int // a set of more is no better than all contacts
}

// usualBounds were found by trying: see BenchmarkQueries.
func usualBounds() bounds { return bounds{few: 1500, far: 2000, some: 20_000} }

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
	args   []any
	scope  scope
	orders []ordering
	limit  int
	at     Cursor
	keys   []any
	back   bool

	bounds bounds
	ran    []statement // what was asked, for Explain
}

type statement struct {
	text string
	args []any
}

func (s *Store) finder(ctx context.Context, o ListOptions, w where) (*finder, error) {
	f := &finder{ctx: ctx, s: s, terms: w.terms, args: slices.Clone(w.args), limit: o.Limit, at: o.After, bounds: s.bounds}
	if f.bounds == (bounds{}) {
		f.bounds = usualBounds()
	}
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
	if f.orders, err = s.orders(ctx, o); err != nil {
		return nil, err
	}
	for _, x := range f.orders {
		f.args = append(f.args, x.args...)
	}
	if f.at.set {
		if f.keys, err = f.at.keys(len(f.orders)); err != nil {
			return nil, err
		}
		f.args = append(f.args, sql.Named("id", f.at.id))
		for i, k := range f.keys {
			f.args = append(f.args, sql.Named(fmt.Sprint("key", i), k))
		}
	}
	return f, nil
}

// page finds the contacts of the page, in the direction of reading.
func (f *finder) page() ([]placed, error) {
	walkable := len(f.orders) == 1 && len(f.orders[0].walk) > 0 && f.scope == live
	if len(f.terms) == 0 && walkable {
		return f.walk(0, -1)
	}
	set, n, err := f.smallest(f.bounds.few)
	if err != nil || n <= f.bounds.few {
		return f.sortedUnless(err, set)
	}
	if walkable && f.limit < f.bounds.far {
		rows, err := f.walk(f.bounds.far, -1)
		if err != nil || len(rows) >= f.limit {
			return rows, err
		}
		if len(rows) > f.limit/4 { // it is not much farther to the end of the page
			return f.walk(0, -1)
		}
	}
	if set, n, err = f.smallest(f.bounds.some); err != nil {
		return nil, err
	}
	if walkable && f.limit < f.bounds.far && f.anySet(&set) {
		return f.walk(0, set)
	}
	if n > f.bounds.some {
		set = -1
	}
	return f.sorted(set)
}

func (f *finder) sortedUnless(err error, set int) ([]placed, error) {
	if err != nil {
		return nil, err
	}
	return f.sorted(set)
}

// smallest is the index of the term with the smallest set, and how many are in it:
// more than most when all of them have more, or none is a set.
func (f *finder) smallest(most int) (at, n int, err error) {
	at, n = -1, most+1
	for i, x := range f.terms {
		if x.set == "" || x.scan {
			continue
		}
		size, err := f.s.count(f.ctx, `SELECT count(*) FROM (`+x.set+` LIMIT @most)`, append(slices.Clone(f.args), sql.Named("most", n))...)
		if err != nil {
			return 0, 0, err
		}
		if size < n {
			at, n = i, size
		}
	}
	return at, n, nil
}

// anySet finds a term with a set when none of them is small.
func (f *finder) anySet(at *int) bool {
	if *at < 0 {
		*at = slices.IndexFunc(f.terms, func(x cond) bool { return x.set != "" && !x.scan })
	}
	return *at >= 0
}

// tests are the conditions but one, of which the rows are known to be in the set.
func (f *finder) tests(but int) []string {
	var list []string
	for i, x := range f.terms {
		if i != but || x.loose {
			list = append(list, x.test)
		}
	}
	return append(list, f.scope.cond())
}

// sorted reads the set of a term, or all contacts for -1, and sorts what passes.
func (f *finder) sorted(from int) ([]placed, error) {
	source := `contact_stats s` + withContact
	if from >= 0 {
		source = `(` + f.terms[from].set + `) d CROSS JOIN contact_stats s ON s.contact_id = d.id` + withContact
	}
	exprs := make([]string, len(f.orders))
	for i, x := range f.orders {
		exprs[i] = x.expr
	}
	tests := f.tests(from)
	if f.at.set {
		tests = append(tests, behind(exprs, `c.id`, f.orders, f.back))
	}
	return f.read(`c.id, json_array(`+strings.Join(exprs, `, `)+`)`, source, tests, orderBy(exprs, `c.id`, f.orders, f.back), f.limit)
}

func (f *finder) read(what, source string, tests []string, order string, limit int, args ...any) ([]placed, error) {
	st := statement{
		text: `SELECT ` + what + ` FROM ` + source + ` WHERE ` + strings.Join(tests, ` AND `) + order + ` LIMIT @limit`,
		args: append(append(slices.Clone(f.args), args...), sql.Named("limit", limit)),
	}
	f.ran = append(f.ran, st)
	return collect(f.ctx, f.s.read, func(r *sql.Rows, p *placed) error { return r.Scan(&p.id, &p.key) }, st.text, st.args...)
}

// walk goes along the index of the order until the page is full, or so many
// contacts far; 0 is to the end. It passes by who is not in the set of a term; -1 is
// of none.
func (f *finder) walk(far, set int) ([]placed, error) {
	ways := slices.Clone(f.orders[0].walk)
	if f.orders[0].desc != f.back {
		slices.Reverse(ways)
	}
	at := f.at.set
	if at {
		ways = ways[f.wayOf(ways):]
	}
	var out []placed
	for i, x := range ways {
		rows, end, err := f.along(x, at && i == 0, far, set, f.limit-len(out))
		if err != nil {
			return nil, err
		}
		if out = append(out, rows...); len(out) >= f.limit || end {
			break
		}
	}
	return out, nil
}

// wayOf is the index of the way that the cursor is on.
func (f *finder) wayOf(ways []walk) int {
	open := 0
	for i, x := range ways {
		if x.same == nil {
			open = i
		} else if fmt.Sprint(x.same) == fmt.Sprint(f.keys[0]) {
			return i
		}
	}
	return open
}

// along reads one way. end says that there was more of it than was looked at.
func (f *finder) along(x walk, at bool, far, set, limit int) (rows []placed, end bool, err error) {
	var bounds []string
	if x.where != "" {
		bounds = append(bounds, x.where)
	}
	if x.join == withStats && f.scope == live {
		bounds = append(bounds, f.scope.cond()) // or their partial indexes would not do
	}
	exprs := []string{x.expr}
	if x.same != nil {
		exprs = nil
	}
	if at {
		bounds = append(bounds, behind(exprs, x.id(), f.orders, f.back))
	}
	var args []any
	if far > 0 {
		until, ok, err := f.milestone(x, exprs, bounds, far)
		if err != nil {
			return nil, false, err
		}
		if end = ok; ok {
			test, more := f.upTo(x, exprs, until)
			bounds, args = append(bounds, test), more
		}
	}
	if set >= 0 {
		bounds = append(bounds, x.id()+` IN (`+f.terms[set].set+`)`)
	}
	tests := append(bounds, f.tests(set)...)
	rows, err = f.read(x.id()+`, json_array(`+x.expr+`)`, x.index+x.join, tests, orderBy(exprs, x.id(), f.orders, f.back), limit, args...)
	return rows, end, err
}

// milestone is the place so many contacts ahead on a way; there may be none.
func (f *finder) milestone(x walk, exprs, bounds []string, far int) (Cursor, bool, error) {
	if len(bounds) == 0 {
		bounds = []string{`1`}
	}
	text := `SELECT ` + x.id() + `, json_array(` + x.expr + `) FROM ` + x.index + ` WHERE ` + strings.Join(bounds, ` AND `) +
		orderBy(exprs, x.id(), f.orders, f.back) + ` LIMIT 1 OFFSET @far`
	rows, err := collect(f.ctx, f.s.read, func(r *sql.Rows, p *placed) error { return r.Scan(&p.id, &p.key) }, text, append(slices.Clone(f.args), sql.Named("far", far))...)
	if err != nil || len(rows) == 0 {
		return Cursor{}, false, err
	}
	return Cursor{set: true, id: rows[0].id, key: rows[0].key}, true, nil
}

// upTo is the condition of the rows up to a place.
func (f *finder) upTo(x walk, exprs []string, at Cursor) (string, []any) {
	_, cmp := direction(f.orders[0].desc, !f.back)
	args := []any{sql.Named("lastid", at.id)}
	test := x.id() + ` ` + cmp + `= @lastid`
	if len(exprs) == 0 {
		return test, args
	}
	keys, err := at.keys(1)
	if err != nil {
		return `1`, args // SQLite made the key: it is one
	}
	return fmt.Sprintf(`(%s %s= @last AND (%[1]s %[2]s @last OR %[3]s))`, x.expr, cmp, test), append(args, sql.Named("last", keys[0]))
}
