package store

import (
	"context"
	"errors"
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
			return f.s.count(f.ctx, `SELECT count(*) FROM (`+x.source()+`) WHERE id `+notInTrash, f.args...)
		case x.but != "":
			return f.s.count(f.ctx, `SELECT (`+countLive+`) - count(*) FROM (`+distinctIDs(x.but)+`) WHERE id `+notInTrash, f.args...)
		}
	}
	most := 6 * f.bounds.some // nothing ends a count early
	from, n, err := f.smallest(most)
	if err != nil {
		return 0, err
	}
	source := `contact_stats s`
	if n > most {
		from = f.scanned()
	}
	if from >= 0 {
		source = `(` + f.terms[from].source() + `) d CROSS JOIN contact_stats s ON s.contact_id = d.id`
	}
	tests := f.tests(from, ofMany)
	source = f.withContact(source, tests)
	return f.s.count(f.ctx, `SELECT count(*) FROM `+source+` WHERE `+strings.Join(tests, ` AND `), f.args...)
}

func (s *Store) count(ctx context.Context, text string, args ...any) (n int, err error) {
	err = mapErr(s.read.QueryRowContext(ctx, text, args...).Scan(&n))
	if err != nil && !errors.Is(err, context.Canceled) {
		err = wrap("count contacts", err)
	}
	return n, err
}
