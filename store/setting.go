package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Setting returns a setting of the book; "" when it was never set.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	return setting(ctx, s.read, key)
}

// Setting is Store.Setting within the transaction.
func (tx *Tx) Setting(key string) (string, error) { return setting(tx.ctx, tx, key) }

func setting(ctx context.Context, q querier, key string) (string, error) {
	var v string
	err := q.QueryRowContext(ctx, `SELECT value FROM setting WHERE key = ?`, key).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, wrap("read setting", mapErr(err))
}

// SetSetting changes a setting of the book; "" removes it. Settings belong to
// the book: they change through operations and travel with it.
func (tx *Tx) SetSetting(key, value string) error {
	if key == "" {
		return &Invalid{"setting", "it needs a name"}
	}
	tx.settingChanged(key)
	if value == "" {
		return wrap("clear setting", tx.exec(`DELETE FROM setting WHERE key = ?`, key))
	}
	err := tx.exec(`
		INSERT INTO setting (key, value)
		VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	if err != nil {
		return fmt.Errorf("set %s: %w", key, err)
	}
	return nil
}
