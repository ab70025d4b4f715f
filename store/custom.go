package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// CustomFields lists the fields that this book knows beside its own.
func (s *Store) CustomFields(ctx context.Context) ([]Custom, error) {
	list, err := collect(ctx, s.read, func(r *sql.Rows, c *Custom) error { return r.Scan(&c.Key, &c.Label) },
		`SELECT key, label FROM custom_field ORDER BY id`)
	return list, wrap("list custom fields", err)
}

func (tx *Tx) fieldID(v Custom) (int64, error) {
	if id, ok := tx.bulkField(v.Key); ok {
		return id, nil
	}
	label := v.Label
	if label == "" {
		label = v.Key
	}
	var id int64
	err := tx.rowApart(`SELECT id FROM custom_field WHERE key = ?`, v.Key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		id, err = tx.insertApart(`INSERT INTO custom_field (key, label) VALUES (?, ?)`, v.Key, label)
	}
	if err != nil {
		return 0, fmt.Errorf("add custom field: %w", mapErr(err))
	}
	tx.keepField(v.Key, id)
	return id, nil
}

// setCustom writes the values of now that differ from old, and removes those
// that are no longer there.
func (tx *Tx) setCustom(id int64, old, now []Custom) error {
	for _, v := range old {
		if !slices.ContainsFunc(now, func(o Custom) bool { return o.Key == v.Key }) {
			if err := tx.exec(`
				DELETE FROM custom_value
				WHERE contact_id = ? AND field_id = (SELECT id FROM custom_field WHERE key = ?)`, id, v.Key); err != nil {
				return fmt.Errorf("clear custom field: %w", err)
			}
		}
	}
	distinct := distinctKeys(now)
	for _, v := range now {
		field, err := tx.fieldID(v)
		if err != nil {
			return err
		}
		if len(old) == 0 && distinct {
			err = tx.add(`INSERT INTO custom_value (contact_id, field_id, value)`, "", id, field, v.Value)
		} else {
			err = tx.exec(`
				INSERT INTO custom_value (contact_id, field_id, value)
				VALUES (?, ?, ?)
				ON CONFLICT (contact_id, field_id) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`, id, field, v.Value)
		}
		if err != nil {
			return fmt.Errorf("set custom field: %w", err)
		}
	}
	return nil
}

func distinctKeys(list []Custom) bool {
	for i, v := range list {
		if slices.ContainsFunc(list[:i], func(o Custom) bool { return o.Key == v.Key }) {
			return false
		}
	}
	return true
}

func (tx *Tx) saveCustom(id int64, old, c *Contact) (bool, error) {
	values := func(list []Custom) map[string]string {
		m := map[string]string{}
		for _, v := range list {
			m[v.Key] = v.Value
		}
		return m
	}
	was, now := values(old.Custom), values(c.Custom)
	same := len(was) == len(now)
	for k, v := range now {
		same = same && was[k] == v
	}
	if same {
		return false, nil
	}
	return true, tx.setCustom(id, old.Custom, c.Custom)
}

// addExternal records what other systems call the contact. An id that another
// contact has already stays with that one.
func (tx *Tx) addExternal(id int64, list []External) error {
	for _, e := range list {
		tx.mark(externalKey, e.System+"\x00"+e.ID)
		if err := tx.add(`INSERT INTO external_id (contact_id, system, ext_id)`, `ON CONFLICT DO NOTHING`, id, e.System, e.ID); err != nil {
			return fmt.Errorf("add external id: %w", err)
		}
	}
	return nil
}

func (tx *Tx) saveExternal(id int64, old, c *Contact) (bool, error) {
	var fresh []External
	for _, e := range c.External {
		if !slices.Contains(old.External, e) {
			fresh = append(fresh, e)
		}
	}
	return len(fresh) > 0, tx.addExternal(id, fresh)
}
