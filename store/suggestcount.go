package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"crm/store/query"
)

// In a big book the values of a completion are counted for countWait, of which
// the contacts within the rest of the query are tried for withinWait: what is left
// then is for how frequent the values are at all, which is their order.
const (
	countWait  = 17 * time.Millisecond
	withinWait = 10 * time.Millisecond
)

// smallBook is up to how many contacts nothing can take long: there the clock
// decides nothing.
const smallBook = 10_000

// counter counts the contacts that have a value within the rest of a query.
type counter struct {
	s      *Store
	big    bool
	query  *query.Query // the rest; nil when it cannot be read
	within where        // the same as SQL
	rest   bool         // there is a rest; else all live contacts are counted
	most   int          // contacts of the rest that are taken one at a time
	probe  int          // rows of values that are compared with it
}

// newCounter reads the rest of a query. What is wrong with it is said by whoever
// reads the whole; here it means that nothing is counted.
func (s *Store) newCounter(ctx context.Context, text string, qc query.Context) (*counter, error) {
	c := &counter{s: s, most: mostWithin, probe: mostProbed}
	q, err := query.Forgive(text, qc)
	if err != nil {
		return c, nil
	}
	if q.Root == nil {
		c.query = q
		return c, nil
	}
	c.rest = true
	if c.within, err = s.compile(ctx, q); err == nil {
		c.query = q
	} else if _, invalid := errors.AsType[*Invalid](err); !invalid {
		return nil, err
	}
	return c, nil
}

// and is another query within the rest.
func (c *counter) and(text string) (*query.Query, error) {
	q, err := query.Parse(text, c.query.Context())
	if err == nil && c.rest {
		q.Root = &query.All{Nodes: []query.Node{q.Root, c.query.Root}}
	}
	return q, err
}

// patience bounds the counting in a big book, so that values come in time even
// where their counts do not. In a small one everything is counted.
func (c *counter) patience(ctx context.Context) (context.Context, context.CancelFunc, error) {
	last, err := c.s.count(ctx, `SELECT coalesce(max(id), 0) FROM contact`)
	if err != nil {
		return nil, nil, err
	}
	if last <= smallBook {
		c.most, c.probe = smallBook, smallBook
		return ctx, func() {}, nil
	}
	c.big = true
	ctx, cancel := context.WithTimeout(ctx, countWait)
	return ctx, cancel, nil
}

// tally is how many contacts have values, by ref; one that is not there was not
// counted.
type tally map[string]int

// tallies counts values within the rest, and in the whole book where that is known.
// Running out of time is no error here.
func (c *counter) tallies(ctx context.Context, v vocabulary, field string, refs []string) (within, all tally, err error) {
	if c.query == nil || len(refs) == 0 {
		return nil, nil, nil
	}
	fits := false
	if c.rest {
		within, fits, err = c.oneByOne(ctx, v, field, refs)
	}
	if err == nil && !fits {
		if all, err = c.live(ctx, v, field, refs); !c.rest {
			within = all
		} else if err == nil {
			within, err = c.probed(ctx, v, field, affordable(all, c.probe))
		}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = nil
	}
	return within, all, wrap("count values of "+field, err)
}

// oneByOne counts values by looking at each contact within the rest. fits is false
// where those are too many, or take too long to find.
func (c *counter) oneByOne(ctx context.Context, v vocabulary, field string, refs []string) (tally, bool, error) {
	inner := ctx
	if c.big {
		var cancel context.CancelFunc
		inner, cancel = context.WithTimeout(ctx, withinWait)
		defer cancel()
	}
	n, fits, err := c.each(inner, v, field, c.contacts(), c.most)
	if err != nil && ctx.Err() == nil && errors.Is(inner.Err(), context.DeadlineExceeded) {
		return nil, false, nil
	}
	if err != nil || !fits {
		return nil, false, err
	}
	for _, ref := range refs {
		n[ref] += 0 // those that none of them has
	}
	return n, true, nil
}

// affordable are the most frequent values that have no more than so many rows
// together.
func affordable(n tally, most int) []string {
	refs := make([]string, 0, len(n))
	for ref := range n {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b string) int {
		if d := n[b] - n[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return slices.DeleteFunc(refs, func(ref string) bool {
		if n[ref] > most {
			return true
		}
		most -= n[ref]
		return false
	})
}

// live counts the live contacts that have a value: all who have it, from the
// index, less those in the trash, who are few. With an error it returns those
// that were counted before.
func (c *counter) live(ctx context.Context, v vocabulary, field string, refs []string) (tally, error) {
	var gone tally
	if !v.live {
		var fits bool
		var err error
		gone, fits, err = c.each(ctx, v, field, contactSet{from: `contact c`, cond: `c.deleted_at IS NOT NULL`}, mostTrashed)
		if err != nil || !fits {
			return nil, err
		}
	}
	n := tally{}
	rows, err := c.s.read.QueryContext(ctx, v.countSQL(), sql.Named("refs", jsonList(refs)), sql.Named("field", field))
	err = scanTally(rows, err, n)
	for ref := range n {
		n[ref] -= gone[ref]
	}
	return n, err
}

// contactSet is contacts as SQL.
type contactSet struct {
	from, cond string
	args       []any
}

// contacts are those within the rest of the query.
func (c *counter) contacts() contactSet {
	w := c.within
	set := contactSet{from: `contact c CROSS JOIN contact_stats s ON s.contact_id = c.id`, args: slices.Clone(w.args)}
	cond := append(slices.Clone(w.cond), deletedIs(false))
	if w.match != "" {
		set.from = `search CROSS JOIN contact c ON c.id = search.rowid CROSS JOIN contact_stats s ON s.contact_id = c.id`
		cond = append(cond, `search MATCH @words`)
		set.args = append(set.args, sql.Named("words", w.match))
	}
	set.cond = strings.Join(cond, ` AND `)
	return set
}

// conditions are those of the rest on contact c, and that it is not in the trash.
func (c *counter) conditions() (string, []any) {
	cond, args := c.within.all()
	return strings.Join(append(cond, deletedIs(false)), ` AND `), args
}

// each counts values by looking at each contact of a set; fits tells that there
// were no more than most.
func (c *counter) each(ctx context.Context, v vocabulary, field string, set contactSet, most int) (n tally, fits bool, err error) {
	n = tally{}
	args := append(slices.Clone(set.args), sql.Named("field", field), sql.Named("most", most))
	rows, err := c.s.read.QueryContext(ctx, `
		WITH r(id) AS MATERIALIZED (SELECT c.id FROM `+set.from+` WHERE `+set.cond+` LIMIT @most + 1)
		SELECT '', (SELECT count(*) FROM r)
		UNION ALL
		SELECT `+v.ref+`, count(DISTINCT r.id)
		FROM r `+v.of+`
		WHERE (SELECT count(*) FROM r) <= @most AND `+v.cond+`
		GROUP BY 1`, args...)
	if err := scanTally(rows, err, n); err != nil {
		return nil, false, err
	}
	fits = n[""] <= most
	delete(n, "")
	return n, fits, nil
}

// probed counts values by comparing each row of them with the rest.
func (c *counter) probed(ctx context.Context, v vocabulary, field string, refs []string) (tally, error) {
	cond, args := c.conditions()
	n := tally{}
	rows, err := c.s.read.QueryContext(ctx, `
		SELECT j.value, (
			SELECT count(DISTINCT c.id)
			FROM `+v.values+` `+v.rows+`
			CROSS JOIN contact c ON c.id = `+v.contact+`
			CROSS JOIN contact_stats s ON s.contact_id = c.id
			WHERE `+v.ref+` = j.value AND `+v.cond+` AND `+cond+`)
		FROM json_each(@refs) j`, append(args, sql.Named("refs", jsonList(refs)), sql.Named("field", field))...)
	return n, scanTally(rows, err, n)
}

// together counts the contacts that have one of several spellings of a value.
func (c *counter) together(ctx context.Context, v vocabulary, field string, refs []string) (int, error) {
	cond, args := c.conditions()
	return c.s.count(ctx, `
		SELECT count(DISTINCT c.id)
		FROM json_each(@refs) j
		CROSS JOIN `+v.values+` `+v.rows+`
		CROSS JOIN contact c ON c.id = `+v.contact+`
		CROSS JOIN contact_stats s ON s.contact_id = c.id
		WHERE `+v.ref+` = j.value AND `+v.cond+` AND `+cond,
		append(args, sql.Named("refs", jsonList(refs)), sql.Named("field", field))...)
}

// scanTally reads rows of a value and a count.
func scanTally(rows *sql.Rows, err error, n tally) error {
	if err != nil {
		return mapErr(err)
	}
	defer rows.Close()
	for rows.Next() {
		var ref string
		var k int
		if err := rows.Scan(&ref, &k); err != nil {
			return fmt.Errorf("scan count: %w", err)
		}
		n[ref] = k
	}
	return mapErr(rows.Err())
}
