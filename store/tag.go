package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"crm/store/fold"
)

// TagCount is a tag and how many live contacts have it.
type TagCount struct {
	Name string
	N    int
}

// Tags lists all tags, the most used first.
func (s *Store) Tags(ctx context.Context) ([]TagCount, error) {
	tags, err := collect(ctx, s.read, func(r *sql.Rows, t *TagCount) error { return r.Scan(&t.Name, &t.N) }, `
		SELECT t.name, count(c.id) AS n
		FROM tag t
		LEFT JOIN contact_tag ct ON ct.tag_id = t.id
		LEFT JOIN contact c ON c.id = ct.contact_id AND c.deleted_at IS NULL
		GROUP BY t.id
		ORDER BY n DESC, t.fold`)
	return tags, wrap("list tags", err)
}

// Tag adds and removes tags of a contact, and makes new tags as needed. It
// reports whether anything changed. Errors: ErrNotFound, Invalid.
func (tx *Tx) Tag(uid string, add, drop []string) (bool, error) {
	id, err := tx.contactID(uid)
	if err != nil {
		return false, err
	}
	changed := false
	for _, name := range add {
		name = Clean(name)
		if fold.Text(name) == "" {
			return false, &Invalid{"tag", "a tag needs a letter or a digit"}
		}
		did, err := tx.tagContact(id, name)
		if err != nil {
			return false, err
		}
		changed = changed || did
	}
	for _, name := range drop {
		did, err := tx.untagContact(id, name)
		if err != nil {
			return false, err
		}
		changed = changed || did
	}
	if !changed {
		return false, nil
	}
	tx.touch(id, staleSearch)
	return true, tx.exec(`UPDATE contact SET updated_at = ? WHERE id = ?`, formatTime(tx.now), id)
}

func (tx *Tx) tagContact(id int64, name string) (bool, error) {
	tag, err := tx.tagID(name)
	if err != nil {
		return false, err
	}
	var has bool
	if tx.bulk == nil {
		if err := tx.row(`SELECT EXISTS (SELECT 1 FROM contact_tag WHERE contact_id = ? AND tag_id = ?)`, id, tag).Scan(&has); err != nil || has {
			return false, wrap("tag contact", mapErr(err))
		}
	}
	err = tx.add(`INSERT INTO contact_tag (contact_id, tag_id)`, `ON CONFLICT DO NOTHING`, id, tag)
	return err == nil, wrap("tag contact", err)
}

func (tx *Tx) tagID(name string) (int64, error) {
	key := fold.Text(name)
	if id, ok := tx.bulkTag(key); ok {
		return id, nil
	}
	var id int64
	err := tx.rowApart(`SELECT id FROM tag WHERE fold = ?`, key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		id, err = tx.insertApart(`INSERT INTO tag (name, fold) VALUES (?, ?)`, name, key)
	}
	if err != nil {
		return 0, fmt.Errorf("add tag: %w", mapErr(err))
	}
	tx.keepTag(key, id)
	return id, nil
}

func (tx *Tx) untagContact(id int64, name string) (bool, error) {
	var row int64
	err := tx.row(`
		SELECT ct.id
		FROM contact_tag ct
		JOIN tag t ON t.id = ct.tag_id
		WHERE ct.contact_id = ? AND t.fold = ?`, id, fold.Text(name)).Scan(&row)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("untag contact: %w", mapErr(err))
	}
	return true, wrap("untag contact", tx.exec(`DELETE FROM contact_tag WHERE id = ?`, row))
}

func (tx *Tx) saveTags(id int64, old, c *Contact) (bool, error) {
	changed := false
	has := func(tags []string, name string) bool {
		return slices.ContainsFunc(tags, func(t string) bool { return fold.Text(t) == fold.Text(name) })
	}
	for _, name := range old.Tags {
		if !has(c.Tags, name) {
			if _, err := tx.untagContact(id, name); err != nil {
				return false, err
			}
			changed = true
		}
	}
	for _, name := range c.Tags {
		if !has(old.Tags, name) {
			if _, err := tx.tagContact(id, name); err != nil {
				return false, err
			}
			changed = true
		}
	}
	return changed, nil
}
