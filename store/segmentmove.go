package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"crm/store/query"
	"crm/store/when"
)

// Who is in a live segment changes by itself: time passes, stages change, people are
// imported. segment_look holds when somebody last looked, segment_seen who was in it
// then. Both are derived in that nothing is lost with them: looking is no operation,
// and cannot be undone.

// Movement is who came into a live segment and who left it.
type Movement struct {
	Since           time.Time // when it was last looked at; zero for never
	Entered, Left   []Listed  // by name, movementMost of each at most
	NEntered, NLeft int
}

const movementMost = 100

// SegmentMoves tells who entered and who left a live segment since SeeSegment was
// last called for it, or since its query was changed: then, and for a fixed list,
// nobody did. Contacts in the trash are left out. Errors: ErrNotFound, and those of
// reading the query.
func (s *Store) SegmentMoves(ctx context.Context, g Segment, wc when.Context) (Movement, error) {
	var m Movement
	entered, left, err := s.moved(ctx, g, wc, &m.Since)
	if err != nil {
		return m, err
	}
	m.NEntered, m.NLeft = len(entered), len(left)
	if m.Entered, err = s.listedByID(ctx, entered); err != nil {
		return m, err
	}
	m.Left, err = s.listedByID(ctx, left)
	return m, err
}

func (s *Store) moved(ctx context.Context, g Segment, wc when.Context, since *time.Time) (entered, left []int64, err error) {
	w, err := s.segmentWhere(ctx, g, wc)
	if err != nil {
		return nil, nil, err
	}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, fmt.Errorf("read segment: %w", mapErr(err))
	}
	defer tx.Rollback()
	id, err := lookedAt(ctx, tx, g, since)
	if err != nil || g.Static() || since.IsZero() {
		return nil, nil, err
	}
	now, err := inSegment(ctx, tx, w)
	if err != nil {
		return nil, nil, err
	}
	then, err := seenLive(ctx, tx, id)
	return without(now, then), without(then, now), err
}

// SeeSegment remembers who is in a live segment now, for SegmentMoves. It is no
// operation. Errors: ErrNotFound, ErrReadOnly, and those of reading the query.
func (s *Store) SeeSegment(ctx context.Context, g Segment, wc when.Context) error {
	if g.Static() {
		return nil
	}
	w, err := s.segmentWhere(ctx, g, wc)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return ErrClosed
	case s.write == nil:
		return ErrReadOnly
	}
	if err := s.unmoved(); err != nil {
		return err
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("see segment: %w", mapErr(err))
	}
	defer tx.Rollback()
	var since time.Time
	id, err := lookedAt(ctx, tx, g, &since)
	if err != nil {
		return err
	}
	now, err := inSegment(ctx, tx, w)
	if err != nil {
		return err
	}
	then, err := seenIDs(ctx, tx, id)
	if err != nil {
		return err
	}
	for _, c := range [...]struct {
		query string
		ids   []int64
	}{
		{`DELETE FROM segment_seen WHERE segment_id = ? AND contact_id IN (SELECT value FROM json_each(?))`, without(then, now)},
		{`INSERT INTO segment_seen (segment_id, contact_id) SELECT ?, value FROM json_each(?)`, without(now, then)},
	} {
		if len(c.ids) == 0 {
			continue
		}
		if _, err := tx.ExecContext(ctx, c.query, id, jsonList(c.ids)); err != nil {
			return fmt.Errorf("see segment: %w", mapErr(err))
		}
	}
	_, err = tx.ExecContext(ctx, `
		INSERT INTO segment_look (segment_id, at)
		VALUES (?, ?)
		ON CONFLICT (segment_id) DO UPDATE SET at = excluded.at`, id, formatTime(s.opt.Now()))
	if err != nil {
		return fmt.Errorf("see segment: %w", mapErr(err))
	}
	return wrap("see segment", mapErr(tx.Commit()))
}

// lookedAt finds the row of a segment and when it was last looked at.
func lookedAt(ctx context.Context, q querier, g Segment, at *time.Time) (id int64, err error) {
	err = q.QueryRowContext(ctx, `
		SELECT g.id, l.at
		FROM segment g
		LEFT JOIN segment_look l ON l.segment_id = g.id
		WHERE g.uid = ?`, g.UID).Scan(&id, timeText{at})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("segment %q: %w", g.Name, ErrNotFound)
	}
	return id, wrap("read segment", mapErr(err))
}

// segmentWhere is the query of a live segment as SQL.
func (s *Store) segmentWhere(ctx context.Context, g Segment, wc when.Context) (where, error) {
	if g.Static() {
		return where{}, nil
	}
	book, err := s.Language(ctx)
	if err != nil {
		return where{}, err
	}
	parsed, err := query.Parse(g.Query, query.Context{When: wc, Book: book})
	if err != nil {
		return where{}, fmt.Errorf("segment %q: %w", g.Name, err)
	}
	w, err := s.compile(ctx, parsed)
	return w, wrap("segment "+strconv.Quote(g.Name), err)
}

// inSegment lists the live contacts that match, in order of their ids.
func inSegment(ctx context.Context, q querier, w where) ([]int64, error) {
	cond, args := w.all()
	rows, err := q.QueryContext(ctx, `
		SELECT c.id
		FROM contact c
		JOIN contact_stats s ON s.contact_id = c.id
		WHERE `+strings.Join(append(cond, deletedIs(false)), ` AND `)+`
		ORDER BY c.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read segment: %w", mapErr(err))
	}
	ids, err := scanInts(rows)
	return ids, wrap("read segment", err)
}

func seenIDs(ctx context.Context, q querier, segment int64) ([]int64, error) {
	ids, err := collect(ctx, q, func(r *sql.Rows, id *int64) error { return r.Scan(id) },
		`SELECT contact_id FROM segment_seen WHERE segment_id = ? ORDER BY contact_id`, segment)
	return ids, wrap("read segment", err)
}

// seenLive is seenIDs without those in the trash.
func seenLive(ctx context.Context, q querier, segment int64) ([]int64, error) {
	ids, err := collect(ctx, q, func(r *sql.Rows, id *int64) error { return r.Scan(id) }, `
		SELECT x.contact_id
		FROM segment_seen x
		WHERE x.segment_id = ?
		  AND x.contact_id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)
		ORDER BY x.contact_id`, segment)
	return ids, wrap("read segment", err)
}

// without is what stands in a but not in b, both in order.
func without(a, b []int64) []int64 {
	var out []int64
	for _, id := range a {
		i, found := slices.BinarySearch(b, id)
		if b = b[i:]; !found {
			out = append(out, id)
		}
	}
	return out
}

// listedByID reads the first of some contacts by name.
func (s *Store) listedByID(ctx context.Context, ids []int64) ([]Listed, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.page(ctx, `
		SELECT `+listedColumns+`, ''
		FROM json_each(@ids) j
		CROSS JOIN contact c ON c.id = j.value
		CROSS JOIN contact_stats s ON s.contact_id = c.id
		ORDER BY c.sort_key, c.id
		LIMIT @limit`, movementMost, false, []any{sql.Named("ids", jsonList(ids))})
}
