package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"crm/store/fold"
)

// What changes a tag as such: whoever has it has it changed, in one operation. The
// rows of the contacts themselves do not change, so neither does when they were last
// updated.

// RenameTag gives a tag another name. Errors: ErrNotFound, Invalid, and ErrExists
// for the name of another tag: MergeTags makes one of two.
func (tx *Tx) RenameTag(from, to string) error {
	id, old, err := tx.tagRow(from)
	if err != nil {
		return err
	}
	names := cleanTags([]string{to})
	if len(names) == 0 {
		return &Invalid{"tag", "a tag needs a letter or a digit"}
	}
	key := fold.Text(names[0])
	other, err := tx.rowID(`SELECT id FROM tag WHERE fold = ? AND id <> ?`, key, id)
	if err != nil {
		return fmt.Errorf("rename tag: %w", err)
	}
	if other != 0 {
		return fmt.Errorf("tag %q: %w", names[0], ErrExists)
	}
	if names[0] == old {
		return nil
	}
	what := derived(0)
	if key != fold.Text(old) {
		what = staleSearch
	}
	if _, err := tx.touchTagged(id, what); err != nil {
		return fmt.Errorf("rename tag: %w", err)
	}
	if err := tx.exec(`UPDATE tag SET name = ?, fold = ? WHERE id = ?`, names[0], key, id); err != nil {
		return fmt.Errorf("rename tag: %w", err)
	}
	return wrap("rename tag", tx.moveRule("tag", old, names[0]))
}

// MergeTags gives whoever has one tag another instead, and deletes the first. It
// returns how many contacts had it. Errors: ErrNotFound for either, Invalid.
func (tx *Tx) MergeTags(from, into string) (n int, err error) {
	id, old, err := tx.tagRow(from)
	if err != nil {
		return 0, err
	}
	to, name, err := tx.tagRow(into)
	if err != nil {
		return 0, err
	}
	if id == to {
		return 0, &Invalid{"tag", "a tag cannot be merged with itself"}
	}
	if n, err = tx.touchTagged(id, staleSearch); err != nil {
		return 0, fmt.Errorf("merge tags: %w", err)
	}
	err = tx.exec(`
		UPDATE contact_tag
		SET tag_id = ?2
		WHERE tag_id = ?1 AND contact_id NOT IN (SELECT contact_id FROM contact_tag WHERE tag_id = ?2)`, id, to)
	if err == nil {
		err = tx.moveRule("tag", old, name)
	}
	if err == nil {
		err = tx.dropTag(id)
	}
	return n, wrap("merge tags", err)
}

// RemoveTag takes a tag from whoever has it and deletes it. It returns how many
// contacts had it. Error: ErrNotFound.
func (tx *Tx) RemoveTag(name string) (n int, err error) {
	id, old, err := tx.tagRow(name)
	if err != nil {
		return 0, err
	}
	if n, err = tx.touchTagged(id, staleSearch); err == nil {
		err = tx.exec(`DELETE FROM cadence WHERE of = 'tag' AND ref = ?`, old)
	}
	if err == nil {
		err = tx.dropTag(id)
	}
	return n, wrap("remove tag", err)
}

func (tx *Tx) tagRow(name string) (id int64, stored string, err error) {
	key := fold.Text(strings.TrimLeft(Clean(name), "#"))
	err = tx.row(`SELECT id, name FROM tag WHERE fold = ?`, key).Scan(&id, &stored)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", fmt.Errorf("tag %q: %w", name, ErrNotFound)
	}
	return id, stored, wrap("find tag", mapErr(err))
}

func (tx *Tx) dropTag(id int64) error {
	if err := tx.exec(`DELETE FROM contact_tag WHERE tag_id = ?`, id); err != nil {
		return err
	}
	return tx.exec(`DELETE FROM tag WHERE id = ?`, id)
}

// touchTagged marks whoever has a tag, and counts them.
func (tx *Tx) touchTagged(tag int64, what derived) (int, error) {
	return tx.touchRows(what, `SELECT contact_id FROM contact_tag WHERE tag_id = ?`, tag)
}

func (tx *Tx) touchRows(what derived, query string, args ...any) (int, error) {
	rows, err := tx.query(query, args...)
	if err != nil {
		return 0, err
	}
	ids, err := scanInts(rows)
	for _, id := range ids {
		tx.touch(id, what)
	}
	return len(ids), err
}

// moveRule lets how often to be in touch follow a tag or a stage to another name,
// unless there is a rule for that name.
func (tx *Tx) moveRule(of, from, to string) error {
	err := tx.exec(`
		UPDATE cadence
		SET ref = ?3
		WHERE of = ?1 AND ref = ?2 AND NOT EXISTS (SELECT 1 FROM cadence WHERE of = ?1 AND ref = ?3)`, of, from, to)
	if err != nil || from == to {
		return err
	}
	return tx.exec(`DELETE FROM cadence WHERE of = ? AND ref = ?`, of, from)
}
