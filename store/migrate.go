package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
)

// schemaVersion is the PRAGMA user_version of the books that this program writes.
const schemaVersion = 2

//go:embed schema/*.sql
var schemaFiles embed.FS

// schemaSteps lists the files of schema/, the step to version n at n-1.
func schemaSteps() []string { return []string{"0001_book.sql", "0002_query.sql"} }

// migrate brings the book to schemaVersion in one transaction, after copying an
// older one aside: a kill leaves the old book or the new one.
func (s *Store) migrate(ctx context.Context) error {
	version, err := userVersion(ctx, s.write)
	if err != nil || version == schemaVersion {
		return err
	}
	if version > 0 {
		if _, err := s.backup(ctx, s.write, BackupDir(s.path), "pre-migrate"); err != nil {
			return fmt.Errorf("copy the book before its upgrade: %w", err)
		}
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("upgrade book: %w", mapErr(err))
	}
	defer tx.Rollback()
	// Another process may have done it while we waited for the lock.
	if version, err = userVersion(ctx, tx); err != nil || version == schemaVersion {
		return err
	}
	if err := s.applySteps(ctx, tx, version); err != nil {
		return fmt.Errorf("upgrade book from schema %d: %w", version, mapErr(err))
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("upgrade book: %w", mapErr(err))
	}
	return nil
}

func (s *Store) applySteps(ctx context.Context, tx *sql.Tx, from int) error {
	for _, name := range schemaSteps()[from:] {
		text, err := schemaFiles.ReadFile("schema/" + name)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if from == 0 {
		if err := addReadySegments(ctx, tx); err != nil {
			return err
		}
	}
	if err := installTriggers(ctx, tx); err != nil {
		return err
	}
	if from == 1 {
		if err := s.rederive(ctx, tx); err != nil {
			return err
		}
	}
	if err := foreignKeysHold(ctx, tx); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, schemaVersion))
	return err
}

func userVersion(ctx context.Context, q querier) (v int, err error) {
	if err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v); err != nil {
		return 0, fmt.Errorf("open book: %w", mapErr(err))
	}
	return v, nil
}

var errForeignKeys = errors.New("rows point at rows that are not there")

func foreignKeysHold(ctx context.Context, q querier) error {
	var table sql.NullString
	err := q.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("table %s: %w", table.String, errForeignKeys)
}
