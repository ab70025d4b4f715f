package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

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
	f.reached = Cursor{}
	var out []placed
	for i, x := range ways {
		rows, err := f.along(x, at && i == 0, far, set, f.limit-len(out))
		if err != nil {
			return nil, err
		}
		if out = append(out, rows...); len(out) >= f.limit || f.reached.set {
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

// along reads one way. Where there is more of it than it may look at, it notes how
// far it came.
func (f *finder) along(x walk, at bool, far, set, limit int) ([]placed, error) {
	var bounds []string
	if x.where != "" {
		bounds = append(bounds, x.where)
	}
	if x.join == withStats {
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
		var err error
		if f.reached, err = f.milestone(x, exprs, bounds, far); err != nil {
			return nil, err
		}
		if f.reached.set {
			test, more := f.upTo(x, exprs, f.reached)
			bounds, args = append(bounds, test), more
		}
	}
	if set >= 0 {
		bounds = append(bounds, x.id()+` IN (`+f.terms[set].set+`)`)
	}
	source, tests := x.source(append(bounds, f.tests(set, cond.ofEach)...))
	return f.read(x.id()+`, `+x.expr, source, tests, orderBy(exprs, x.id(), f.orders, f.back), limit, args...)
}

// source is the tables that a walk reads: the second one only where a test, or the
// order, asks for it.
func (x walk) source(tests []string) (string, []string) {
	id, other, table := `s.contact_id`, `c.id`, `c.`
	if x.join == withStats {
		id, other, table = other, id, `s.`
	}
	lean := make([]string, len(tests))
	for i, test := range tests {
		lean[i] = strings.ReplaceAll(test, other, id)
		if test == live.cond() && x.join == withContact {
			lean[i] = id + ` ` + notInTrash
		}
		if mentions(lean[i], table) {
			return x.index + x.join, tests
		}
	}
	return x.index, lean
}

// mentions tells whether SQL of ours names a column of a table, c. or s.
func mentions(text, table string) bool {
	for {
		i := strings.Index(text, table)
		if i < 0 {
			return false
		}
		if i == 0 || !isWordByte(text[i-1]) {
			return true
		}
		text = text[i+len(table):]
	}
}

func isWordByte(b byte) bool { return b == '_' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// milestone is the place so many contacts ahead on a way; there may be none.
func (f *finder) milestone(x walk, exprs, bounds []string, far int) (Cursor, error) {
	if len(bounds) == 0 {
		bounds = []string{`1`}
	}
	text := `SELECT ` + x.id() + `, ` + x.expr + ` FROM ` + x.index + ` WHERE ` + strings.Join(bounds, ` AND `) +
		` ` + orderBy(exprs, x.id(), f.orders, f.back) + ` LIMIT 1 OFFSET @far`
	rows, err := collect(f.ctx, f.s.read, f.scan, text, f.bound(sql.Named("far", far))...)
	if err != nil || len(rows) == 0 {
		return Cursor{}, err
	}
	return Cursor{set: true, id: rows[0].id, key: rows[0].key}, nil
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
