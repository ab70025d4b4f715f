package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
)

// Check looks for damage and returns what it found, one line each; none when the
// book is whole. deep also folds every contact again and compares the search
// index with the result, word by word.
func (s *Store) Check(ctx context.Context, deep bool) ([]string, error) {
	found, err := s.checkRows(ctx)
	if err != nil {
		return nil, err
	}
	if deep && s.write != nil {
		wrong, err := s.checkIndex(ctx)
		if err != nil {
			return nil, fmt.Errorf("check search index: %w", err)
		}
		if wrong > 0 {
			found = append(found, fmt.Sprintf("%d contacts are found by other words than they hold: crm db check --repair-index", wrong))
		}
	}
	return found, nil
}

// checkRows checks the file and what is derived by SQL, in one transaction, so
// that a write meanwhile is no damage.
func (s *Store) checkRows(ctx context.Context) ([]string, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("check book: %w", mapErr(err))
	}
	defer tx.Rollback()
	found, err := integrity(ctx, tx)
	if err != nil {
		return nil, err
	}
	if err := foreignKeysHold(ctx, tx); err != nil {
		found = append(found, err.Error())
	}
	for _, c := range derivedChecks {
		var n int
		if err := tx.QueryRowContext(ctx, c.query).Scan(&n); err != nil {
			return nil, fmt.Errorf("check book: %w", mapErr(err))
		}
		if n > 0 {
			found = append(found, fmt.Sprintf(c.words, n))
		}
	}
	wrong, err := wrongStats(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("check book: %w", err)
	}
	if wrong > 0 {
		found = append(found, fmt.Sprintf("%d contacts have wrong statistics: crm db check --repair-index", wrong))
	}
	return found, nil
}

// wrongStats counts the contacts whose statistics are not what their rows give.
func wrongStats(ctx context.Context, q querier) (wrong int, err error) {
	rules, err := coldRulesOf(ctx, q)
	if err != nil {
		return 0, err
	}
	ids, err := collect(ctx, q, func(r *sql.Rows, id *int64) error { return r.Scan(id) }, `SELECT id FROM contact ORDER BY id`)
	if err != nil {
		return 0, err
	}
	for ids := range slices.Chunk(ids, statsBatch) {
		right, err := statsOf(ctx, q, rules, ids)
		if err != nil {
			return 0, err
		}
		wrong += len(right)
		_, err = collect(ctx, q, func(r *sql.Rows, s *stats) error {
			var id int64
			err := r.Scan(append([]any{&id}, s.fields()...)...)
			if right[id] != nil && *right[id] == *s {
				wrong--
			}
			return err
		}, `SELECT contact_id, `+statsColumns+` FROM contact_stats WHERE contact_id IN (SELECT value FROM json_each(?))`, jsonList(ids))
		if err != nil {
			return 0, err
		}
	}
	return wrong, nil
}

var derivedChecks = [...]struct{ query, words string }{
	{`SELECT count(*)
	  FROM (SELECT id FROM contact WHERE deleted_at IS NULL EXCEPT SELECT id FROM search_docsize)`,
		"%d contacts cannot be found by searching: crm db check --repair-index"},
	{`SELECT count(*)
	  FROM (SELECT id FROM search_docsize EXCEPT SELECT id FROM contact WHERE deleted_at IS NULL)`,
		"%d search rows belong to nobody: crm db check --repair-index"},
	{`SELECT count(*) FROM cur`, "%d operations were left open"},
}

// integrity is what PRAGMA integrity_check says. FTS5's part of it trusts what its
// connection remembers of the index, and calls it corrupt when another connection
// has merged it since; opening a cursor on it, here by a read that finds nothing,
// makes it look again. (SQLite 3.54: fts5IntegrityMethod has no
// fts5NewTransaction.) What that read says of real damage the check says better.
func integrity(ctx context.Context, q querier) ([]string, error) {
	_, _ = collect(ctx, q, func(*sql.Rows, *struct{}) error { return nil }, `SELECT rowid FROM search WHERE rowid = 0`)
	lines, err := collect(ctx, q, func(r *sql.Rows, s *string) error { return r.Scan(s) }, `PRAGMA integrity_check(20)`)
	if err != nil {
		return nil, fmt.Errorf("check book: %w", err)
	}
	if len(lines) == 1 && lines[0] == "ok" {
		return nil, nil
	}
	return lines, nil
}

// checkIndex counts the live contacts whose search row holds other words than
// folding them again gives. The index keeps no text, so its instances are summed
// by contact in any order and compared with the sums of the words expected.
func (s *Store) checkIndex(ctx context.Context) (wrong int, err error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return 0, mapErr(err)
	}
	defer tx.Rollback() // takes the temporary table along
	if _, err := tx.ExecContext(ctx, `CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)`); err != nil {
		return 0, mapErr(err)
	}
	sums := map[int64]uint64{}
	rows, err := tx.QueryContext(ctx, `SELECT doc, term, col FROM temp.words`)
	if err != nil {
		return 0, mapErr(err)
	}
	defer rows.Close()
	for rows.Next() {
		var doc int64
		var term, col string
		if err := rows.Scan(&doc, &term, &col); err != nil {
			return 0, err
		}
		sums[doc] += wordSum(term, col)
	}
	if err := rows.Err(); err != nil {
		return 0, mapErr(err)
	}
	ids, err := collect(ctx, tx, func(r *sql.Rows, id *int64) error { return r.Scan(id) }, `SELECT id FROM contact WHERE deleted_at IS NULL`)
	if err != nil {
		return 0, err
	}
	for ids := range slices.Chunk(ids, indexBatch) {
		rows, err := searchRows(ctx, tx, ids)
		if err != nil {
			return 0, err
		}
		for id, r := range rows {
			if r.sum() != sums[id] {
				wrong++
			}
		}
	}
	return wrong, nil
}

func wordSum(term, col string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(col))
	h.Write([]byte{0})
	h.Write([]byte(term))
	return h.Sum64()
}

// RepairIndex makes all derived rows, search and statistics, anew.
func (s *Store) RepairIndex(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.write == nil {
		return ErrReadOnly
	}
	t, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("repair index: %w", mapErr(err))
	}
	defer t.Rollback()
	if err := s.rederive(ctx, t); err != nil {
		return fmt.Errorf("repair index: %w", err)
	}
	return wrap("repair index", mapErr(t.Commit()))
}

// rederive makes all derived rows anew within a transaction.
func (s *Store) rederive(ctx context.Context, t *sql.Tx) error {
	tx := &Tx{ctx: ctx, brief: context.WithoutCancel(ctx), s: s, sql: t, now: s.opt.Now().UTC(), dirty: map[int64]derived{}, stmts: map[string]*sql.Stmt{}}
	defer tx.closeStmts()
	if err := tx.exec(`DELETE FROM contact_stats`); err != nil {
		return err
	}
	ids, err := collect(ctx, tx, func(r *sql.Rows, id *int64) error { return r.Scan(id) }, `SELECT id FROM contact ORDER BY id`)
	if err != nil {
		return err
	}
	tx.closeStmts()
	if err := tx.withoutKeys("contact_stats"); err != nil {
		return err
	}
	if err := tx.widenSearch(); err != nil {
		return err
	}
	if err := tx.restatAll(ids); err != nil {
		return err
	}
	if err := tx.indexAll(); err != nil {
		return err
	}
	if err := tx.remake(); err != nil {
		return err
	}
	return tx.narrowSearch()
}

// CheckFile looks for damage in a book that cannot be opened, and returns what
// SQLite finds, one line each.
func CheckFile(ctx context.Context, path string) ([]string, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	db, err := openPool(path, remote, busyWait, 1)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	found, err := integrity(ctx, db)
	if errors.Is(err, ErrDamaged) {
		return []string{err.Error()}, nil
	}
	return found, err
}
