package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// How long operations can be undone. Inside 30 days nothing is forgotten; after
// 90 days everything is; between, the oldest while the journal is over 50 MB.
const (
	pruneNever  = 30 * 24 * time.Hour
	pruneAlways = 90 * 24 * time.Hour
	pruneBytes  = 50 << 20
)

// prune forgets old operations, in the first write of a day.
func (tx *Tx) prune() error {
	var last time.Time
	err := tx.row(`SELECT at FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1`, tx.op).Scan(timeText{&last})
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("prune journal: %w", mapErr(err))
	}
	if !last.Before(tx.now.Truncate(24 * time.Hour)) {
		return nil
	}
	cut, err := tx.pruneTo()
	if err != nil || cut == 0 {
		return wrap("prune journal", err)
	}
	for _, query := range []string{
		`DELETE FROM change WHERE operation_id <= ?1`,
		`DELETE FROM operation
		 WHERE id <= ?1
		   AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.id > ?1 AND (o.undoes = operation.id OR o.undone_by = operation.id))
		   AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.id <= ?1 AND o.undoes = operation.id
		                   AND EXISTS (SELECT 1 FROM operation p WHERE p.id > ?1 AND (p.undoes = o.id OR p.undone_by = o.id)))`,
	} {
		if err := tx.exec(query, cut); err != nil {
			return fmt.Errorf("prune journal: %w", err)
		}
	}
	return nil
}

// pruneTo returns the newest operation to forget; 0 for none.
func (tx *Tx) pruneTo() (int64, error) {
	var cut int64
	err := tx.row(`SELECT coalesce(max(id), 0) FROM operation WHERE at < ?`, formatTime(tx.now.Add(-pruneAlways))).Scan(&cut)
	if err != nil {
		return 0, mapErr(err)
	}
	var bytes int64
	if err := tx.row(`SELECT coalesce(sum(length(before)), 0) FROM change WHERE operation_id > ?`, cut).Scan(&bytes); err != nil {
		return 0, mapErr(err)
	}
	if bytes <= pruneBytes {
		return cut, nil
	}
	rows, err := tx.query(`
		SELECT o.id, coalesce(sum(length(c.before)), 0)
		FROM operation o
		LEFT JOIN change c ON c.operation_id = o.id
		WHERE o.id > ? AND o.at < ?
		GROUP BY o.id
		ORDER BY o.id`, cut, formatTime(tx.now.Add(-pruneNever)))
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for bytes > pruneBytes && rows.Next() {
		var n int64
		if err := rows.Scan(&cut, &n); err != nil {
			return 0, err
		}
		bytes -= n
	}
	return cut, mapErr(rows.Err())
}
