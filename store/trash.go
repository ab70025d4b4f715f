package store

import (
	"context"
	"database/sql"
	"fmt"
)

// TrashCount tells how many contacts are in the trash.
func (s *Store) TrashCount(ctx context.Context) (int, error) {
	return s.count(ctx, `SELECT count(*) FROM contact WHERE deleted_at IS NOT NULL`)
}

// Purge deletes contacts in the trash for good, with everything that belongs to
// them. No uids means all of the trash. It cannot be undone: what the journal
// knew of them is deleted too. It returns how many there were.
func (tx *Tx) Purge(uids ...string) (int, error) {
	var ids []int64
	if len(uids) == 0 {
		rows, err := tx.query(`SELECT id FROM contact WHERE deleted_at IS NOT NULL`)
		if err != nil {
			return 0, fmt.Errorf("purge trash: %w", err)
		}
		if ids, err = scanInts(rows); err != nil {
			return 0, fmt.Errorf("purge trash: %w", err)
		}
	}
	for _, uid := range uids {
		id, err := tx.contactID(uid)
		if err != nil {
			return 0, err
		}
		var trashed bool
		if err := tx.row(`SELECT deleted_at IS NOT NULL FROM contact WHERE id = ?`, id).Scan(&trashed); err != nil {
			return 0, fmt.Errorf("purge trash: %w", mapErr(err))
		}
		if !trashed {
			return 0, fmt.Errorf("purge %s: it is not in the trash: %w", uid, ErrNotFound)
		}
		ids = append(ids, id)
	}
	for _, id := range ids {
		if err := tx.erase(id); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// erase deletes a contact and what the journal knows of them: else an undo, of
// this operation or of an older one, would put back rows that belong to nobody.
func (tx *Tx) erase(id int64) error {
	deals, err := tx.dealsEver(id)
	if err != nil {
		return fmt.Errorf("purge trash: %w", err)
	}
	who, err := tx.mergedEver(id)
	if err != nil {
		return fmt.Errorf("purge trash: %w", err)
	}
	forget := func() error {
		for _, id := range append(who, id) {
			if err := tx.forget("contact", "id", id); err != nil {
				return err
			}
			if err := tx.forgetChildren("contact", id); err != nil {
				return err
			}
		}
		for _, deal := range deals {
			if err := tx.forgetChildren("deal", deal); err != nil {
				return err
			}
		}
		return nil
	}
	// Before, for the rows that stand; after, for the images of deleting them.
	if err := forget(); err != nil {
		return fmt.Errorf("purge trash: %w", err)
	}
	if err := tx.deleteContact(id); err != nil {
		return err
	}
	tx.lasting, tx.erased = true, true
	return wrap("purge trash", forget())
}

// dealsEver lists the deals of a contact, those that were taken back included.
func (tx *Tx) dealsEver(contact int64) ([]int64, error) {
	rows, err := tx.query(`
		SELECT id FROM deal WHERE contact_id = ?1
		UNION
		SELECT row_id FROM change WHERE tbl = 'deal' AND before ->> '$.contact_id' = ?1`, contact)
	if err != nil {
		return nil, err
	}
	return scanInts(rows)
}

// forgetChildren deletes the changes of all rows that point at a row of parent.
func (tx *Tx) forgetChildren(parent string, id int64) error {
	tables, err := journalled(tx.ctx, tx)
	if err != nil {
		return err
	}
	for _, table := range tables {
		rows, err := tx.query(`SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = ?`, table, parent)
		if err != nil {
			return err
		}
		cols, err := scanStrings(rows)
		if err != nil {
			return err
		}
		for _, col := range cols {
			if err := tx.forget(table, col, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// forget deletes the changes of the rows of a table whose column holds id, now or
// in an image. A range of an import is nobody's alone, and says nothing of anybody.
func (tx *Tx) forget(table, col string, id int64) error {
	return tx.exec(`
		DELETE FROM change
		WHERE tbl = '`+table+`' AND act <> 'r'
		  AND (row_id IN (SELECT id FROM `+table+` WHERE `+col+` = ?1) OR before ->> '$.`+col+`' = ?1)`, id)
}

// overwrite takes the words of erased people out of the search index, which keeps
// those of deleted rows until it merges them away.
func (tx *Tx) overwrite() error {
	if !tx.erased {
		return nil
	}
	return wrap("purge trash", tx.exec(`INSERT INTO search (search) VALUES ('optimize')`))
}

// emptyLog moves the -wal into the book and cuts it to nothing, since it holds the
// pages as they were. A reader that is in the way keeps it for the next time.
//
// Before that the book is written anew: secure_delete zeroes deleted rows, but where
// SQLite moves rows from a page to another, it leaves a copy in the gap of the first
// (3.54: rebuildPage), which showed in one of 40 books.
func (s *Store) emptyLog(ctx context.Context) error {
	exec := func(text string) error {
		_, err := s.write.ExecContext(ctx, text)
		return mapErr(err)
	}
	back := s.sortInFolder(exec) // else SQLite makes the new one in memory
	err := exec(`VACUUM`)
	if back(); err != nil {
		return fmt.Errorf("purge trash: %w", err)
	}
	_, err = collect(ctx, s.write, func(r *sql.Rows, _ *struct{}) error {
		var busy, log, done int
		return r.Scan(&busy, &log, &done)
	}, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return wrap("purge trash", err)
}
