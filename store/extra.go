package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// Extras returns, by contact, the lines of their vCards that the book has no place
// for, photos among them, in the order in which they were given: what came in a
// card goes out in it again.
func (s *Store) Extras(ctx context.Context, contacts []string) (map[string][]string, error) {
	out := map[string][]string{}
	_, err := collect(ctx, s.read, func(r *sql.Rows, _ *struct{}) error {
		var uid, line string
		err := r.Scan(&uid, &line)
		out[uid] = append(out[uid], line)
		return err
	}, `
		SELECT c.uid, x.line
		FROM json_each(?) j
		CROSS JOIN contact c ON c.uid = j.value
		CROSS JOIN vcard_extra x ON x.contact_id = c.id
		ORDER BY c.id, x.id`, jsonList(contacts))
	return out, wrap("read extras", err)
}

// SetExtras sets a contact's unknown vCard lines, unfolded, in place of those that
// it had; none clears them. Error: ErrNotFound.
func (tx *Tx) SetExtras(contact string, lines []string) error {
	id, err := tx.contactID(contact)
	if err != nil {
		return err
	}
	var now []string
	for _, line := range lines {
		if line = Clean(line); line != "" {
			now = append(now, line)
		}
	}
	old, err := tx.extras(id)
	if err != nil || slices.Equal(old, now) {
		return wrap("set extras", err)
	}
	if len(old) > 0 {
		if err := tx.exec(`DELETE FROM vcard_extra WHERE contact_id = ?`, id); err != nil {
			return fmt.Errorf("set extras: %w", err)
		}
	}
	for _, line := range now {
		if _, err := tx.insert(`INSERT INTO vcard_extra (contact_id, line) VALUES (?, ?)`, id, line); err != nil {
			return fmt.Errorf("set extras: %w", err)
		}
	}
	tx.concerns(id)
	return nil
}

// AddExtras adds those of a contact's unknown vCard lines that it does not have,
// and reports whether there were any. Error: ErrNotFound.
func (tx *Tx) AddExtras(contact string, lines []string) (bool, error) {
	id, err := tx.contactID(contact)
	if err != nil {
		return false, err
	}
	old, err := tx.extras(id)
	if err != nil {
		return false, wrap("add extras", err)
	}
	all := slices.Clip(old)
	for _, line := range lines {
		if line = Clean(line); line != "" && !slices.Contains(all, line) {
			all = append(all, line)
		}
	}
	if len(all) == len(old) {
		return false, nil
	}
	return true, tx.SetExtras(contact, all)
}

func (tx *Tx) extras(id int64) ([]string, error) {
	rows, err := tx.query(`SELECT line FROM vcard_extra WHERE contact_id = ? ORDER BY id`, id)
	if err != nil {
		return nil, err
	}
	return scanStrings(rows)
}
