package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// NotSame remembers that two contacts are two people, who are never again shown
// as one. It reports whether that is news. Errors: ErrNotFound, Invalid.
func (tx *Tx) NotSame(a, b string) (bool, error) {
	x, err := tx.contactID(a)
	if err != nil {
		return false, err
	}
	y, err := tx.contactID(b)
	if err != nil {
		return false, err
	}
	if x == y {
		return false, &Invalid{"contact", "give two contacts: this is one and the same"}
	}
	tx.touch(x, 0)
	tx.touch(y, 0)
	return tx.apart(x, y)
}

// apart stores a pair of not_same, whose lower row id stands first.
func (tx *Tx) apart(x, y int64) (bool, error) {
	var known int64
	err := tx.row(`SELECT id FROM not_same WHERE a = ? AND b = ?`, min(x, y), max(x, y)).Scan(&known)
	if !errors.Is(err, sql.ErrNoRows) {
		return false, wrap("remember not the same", mapErr(err))
	}
	err = tx.exec(`INSERT INTO not_same (a, b) VALUES (?, ?)`, min(x, y), max(x, y))
	return err == nil, wrap("remember not the same", err)
}

// apartPairs are the row ids of those who are known to be two people.
func apartPairs(ctx context.Context, q querier) (map[[2]int64]bool, error) {
	list, err := collect(ctx, q, func(r *sql.Rows, p *[2]int64) error { return r.Scan(&p[0], &p[1]) }, `SELECT a, b FROM not_same`)
	if err != nil {
		return nil, fmt.Errorf("find duplicates: %w", err)
	}
	out := make(map[[2]int64]bool, len(list))
	for _, p := range list {
		out[p] = true
	}
	return out, nil
}

// moveApart gives the memory of who a contact is not to the one it becomes part of.
func (tx *Tx) moveApart(from, to int64) error {
	rows, err := tx.query(`SELECT CASE a WHEN ?1 THEN b ELSE a END FROM not_same WHERE a = ?1 OR b = ?1 ORDER BY id`, from)
	if err != nil {
		return err
	}
	others, err := scanInts(rows)
	if err != nil {
		return err
	}
	if err := tx.exec(`DELETE FROM not_same WHERE a = ?1 OR b = ?1`, from); err != nil {
		return err
	}
	for _, other := range others {
		if other == to {
			continue
		}
		if _, err := tx.apart(other, to); err != nil {
			return err
		}
	}
	return nil
}
