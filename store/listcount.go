package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"crm/store/query"
)

// Count tells how many live contacts match; nil counts all. A query that asks about
// the trash counts those in it, too.
func (s *Store) Count(ctx context.Context, q *query.Query) (int, error) {
	w, err := s.compile(ctx, q)
	if err != nil {
		return 0, err
	}
	f, err := s.finder(ctx, ListOptions{}, w)
	if err != nil {
		return 0, err
	}
	return f.count()
}

const countLive = `SELECT count(*) FROM contact WHERE deleted_at IS NULL`

// count is the size of a set where one condition is all there is: what is in it and
// in the trash is taken off, which is little.
func (f *finder) count() (int, error) {
	if f.scope == live && len(f.terms) == 0 {
		return f.s.count(f.ctx, countLive)
	}
	if f.scope == live && len(f.terms) == 1 {
		switch x := f.terms[0]; {
		case x.set != "" && !x.loose:
			return f.s.count(f.ctx, `SELECT count(*) FROM (`+x.set+`) WHERE id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)`, f.args...)
		case x.but != "":
			return f.s.count(f.ctx, `SELECT (`+countLive+`) - count(*) FROM (`+x.but+`) WHERE id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)`, f.args...)
		}
	}
	from, n, err := f.smallest(f.bounds.some)
	if err != nil {
		return 0, err
	}
	if n > f.bounds.some {
		from = slices.IndexFunc(f.terms, func(x cond) bool { return x.set != "" && x.scan })
	}
	tests := f.tests(from)
	source := `contact_stats s`
	if from >= 0 {
		source = `(` + f.terms[from].set + `) d CROSS JOIN contact_stats s ON s.contact_id = d.id`
	}
	// The contact's own row is wide: it is left out where nothing is asked of it.
	last := len(tests) - 1
	if f.scope == live && !strings.Contains(strings.Join(tests[:last], ` `), `c.`) {
		tests[last] = `s.contact_id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)`
	} else {
		source += withContact
	}
	return f.s.count(f.ctx, `SELECT count(*) FROM `+source+` WHERE `+strings.Join(tests, ` AND `), f.args...)
}

func (s *Store) count(ctx context.Context, text string, args ...any) (n int, err error) {
	err = mapErr(s.read.QueryRowContext(ctx, text, args...).Scan(&n))
	if err != nil && !errors.Is(err, context.Canceled) {
		err = wrap("count contacts", err)
	}
	return n, err
}
