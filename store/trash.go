package store

import (
	"context"
	"fmt"
	"slices"
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

// erase deletes a contact and what the journal knows of them.
func (tx *Tx) erase(id int64) error {
	tables, err := journalled(tx.ctx, tx)
	if err != nil {
		return fmt.Errorf("purge trash: %w", err)
	}
	forget := func() error {
		for _, table := range tables {
			cols, err := columns(tx.ctx, tx, table)
			if err != nil {
				return err
			}
			switch {
			case table == "contact":
				err = tx.exec(`DELETE FROM change WHERE tbl = 'contact' AND row_id = ?`, id)
			case slices.Contains(cols, "contact_id"):
				err = tx.exec(`
					DELETE FROM change
					WHERE tbl = '`+table+`'
					  AND (row_id IN (SELECT id FROM `+table+` WHERE contact_id = ?1) OR before ->> '$.contact_id' = ?1)`, id)
			}
			if err != nil {
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
	tx.lasting = true
	return wrap("purge trash", forget())
}
