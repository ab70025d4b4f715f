package store

import (
	"fmt"

	"crm/store/fold"
)

// put finds a segment by its uid, or else by its name: a new book has some already
// (readySegments), which a record of another book replaces. What stands in the way
// of its name or its hotkey makes room then, and gets its own by its own record.
func (r SegmentRecord) put(tx *Tx, replace bool) (Put, error) {
	key, err := r.clean()
	if err != nil {
		return PutSame, err
	}
	id, err := tx.rowID(`SELECT id FROM segment WHERE uid = ?1 OR fold = ?2 ORDER BY uid = ?1 DESC LIMIT 1`, r.UID, key)
	if err != nil {
		return PutSame, fmt.Errorf("put segment: %w", err)
	}
	if r.Removed {
		return tx.putRemoved(r, replace)
	}
	if r.Fixed {
		r.Query, r.Canonical = "", ""
	}
	if id == 0 || replace {
		if err := tx.makeRoom(id, key, &r.Hotkey, replace); err != nil {
			return PutSame, fmt.Errorf("put segment: %w", err)
		}
	}
	did, err := tx.putRow("segment", id != 0, replace, `
		INSERT INTO segment (name, fold, description, query, canonical, uid, hotkey)
		VALUES (?2, ?3, ?4, ?5, ?6, ?7, ?8)`, `
		UPDATE segment
		SET name = ?2, fold = ?3, description = ?4, query = ?5, canonical = ?6, hotkey = ?8
		WHERE id = ?1 AND ((name, description, hotkey) <> (?2, ?4, ?8) OR query IS NOT ?5 OR canonical IS NOT ?6)`,
		id, r.Name, key, r.Description, r.text(r.Query), r.text(r.Canonical), tx.uidOr(r.UID), r.Hotkey)
	if err != nil || r.SeenAt.IsZero() {
		return did, err
	}
	// When it was looked at is derived: that alone is no change.
	return did, wrap("put segment", tx.exec(`
		INSERT INTO segment_look (segment_id, at)
		SELECT id, ?2 FROM segment WHERE fold = ?1
		ON CONFLICT (segment_id) DO UPDATE SET at = excluded.at WHERE excluded.at > at`, key, formatTime(r.SeenAt)))
}

// makeRoom lets a segment have its name and its hotkey. Without replace others keep
// their hotkey, and it goes without.
func (tx *Tx) makeRoom(id int64, key string, hotkey *string, replace bool) error {
	*hotkey = Clean(*hotkey)
	taken, err := tx.rowID(`SELECT id FROM segment WHERE hotkey = ? AND hotkey <> '' AND id <> ?`, *hotkey, id)
	switch {
	case err != nil:
		return err
	case taken != 0 && !replace:
		*hotkey = ""
	case taken != 0:
		if err := tx.exec(`UPDATE segment SET hotkey = '' WHERE id = ?`, taken); err != nil {
			return err
		}
	}
	other, err := tx.rowID(`SELECT id FROM segment WHERE fold = ? AND id <> ?`, key, id)
	if err != nil || other == 0 || id == 0 {
		return err
	}
	return tx.exec(`UPDATE segment SET name = name || ' (' || uid || ')', fold = fold || ' ' || uid WHERE id = ?`, other)
}

// putRemoved takes away a segment that a new book has and the record's book has no
// more: if it is still as it was made, or with replace.
func (tx *Tx) putRemoved(r SegmentRecord, replace bool) (Put, error) {
	var now Segment
	rows, err := collect(tx.ctx, tx, scanSegment, segmentSelect+` WHERE uid = ?`, r.UID)
	if err != nil || len(rows) == 0 {
		return PutSame, wrap("put segment", err)
	}
	now = rows[0]
	asMade := false
	for _, g := range readySegments {
		asMade = asMade || g == now
	}
	if !asMade && !replace {
		return PutSame, nil
	}
	id, err := tx.rowID(`SELECT id FROM segment WHERE uid = ?`, r.UID)
	if err == nil {
		err = tx.deleteSegment(id)
	}
	if err != nil {
		return PutSame, fmt.Errorf("put segment: %w", err)
	}
	return PutChanged, nil
}

// put finds the segment by its uid, or by its name where the book had one of that
// name before. Who was seen in it is derived: that alone is no change.
func (r MemberRecord) put(tx *Tx, _ bool) (Put, error) {
	segment, err := tx.rowID(`SELECT id FROM segment WHERE uid = ?1 OR fold = ?2 ORDER BY uid = ?1 DESC LIMIT 1`, r.Segment, fold.Text(r.Name))
	if err == nil && segment == 0 {
		err = fmt.Errorf("segment %q: %w", r.Name, ErrNotFound)
	}
	if err != nil {
		return PutSame, fmt.Errorf("put member: %w", err)
	}
	contact, err := tx.contactID(r.Contact)
	if err != nil {
		return PutSame, err
	}
	if r.Seen {
		return PutSame, wrap("put member", tx.exec(`INSERT INTO segment_seen (segment_id, contact_id) VALUES (?, ?) ON CONFLICT DO NOTHING`, segment, contact))
	}
	return tx.putOnce("member", `SELECT id FROM segment_member WHERE segment_id = ? AND contact_id = ?`, `INSERT INTO segment_member (segment_id, contact_id) VALUES (?, ?)`, segment, contact)
}
