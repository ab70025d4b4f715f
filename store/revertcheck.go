package store

import (
	"fmt"
	"strconv"
)

// check looks for later changes that undoing the run would lose. For an import
// the contacts are marked to be kept; otherwise the conflicts are collected.
func (r *reverter) check(run []changeRow) error {
	for _, c := range run {
		var err error
		switch c.act {
		case "r":
			err = r.checkRange(c)
		case "i":
			err = r.checkInserted(c)
		case "u":
			err = r.checkUpdated(c)
		case "d":
			err = r.checkDeleted(c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reverter) conflict(c changeRow, now image, field, undo, stands string) error {
	contact, err := r.contactOf(c, now)
	if err != nil {
		return err
	}
	if contact != 0 && r.target.Who == "import" && !r.force {
		r.keep[contact] = true
		return nil
	}
	if len(r.found) >= conflictMax {
		return nil
	}
	var uid string
	if contact != 0 {
		if err := r.tx.row(`SELECT coalesce((SELECT uid FROM contact WHERE id = ?), '')`, contact).Scan(&uid); err != nil {
			return err
		}
	}
	r.found = append(r.found, Conflict{Contact: uid, Table: c.table, Field: field, Undo: undo, Now: stands})
	return nil
}

// contactOf finds the contact that a changed row belongs to, from the row as it
// stands or as any change of it recorded; 0 for none.
func (r *reverter) contactOf(c changeRow, now image) (int64, error) {
	if c.table == "contact" {
		return c.row, nil
	}
	t, err := r.info(c.table)
	switch {
	case err != nil:
		return 0, err
	case t.ofDeal:
		deal, err := r.pointer(c, now, "deal_id")
		if err != nil {
			return 0, err
		}
		return r.pointer(changeRow{table: "deal", row: deal}, nil, "contact_id")
	case !t.ofContact:
		return 0, nil
	}
	return r.pointer(c, now, "contact_id")
}

// pointer reads a column of a row as it stands or as any change of it recorded.
func (r *reverter) pointer(c changeRow, now image, col string) (id int64, err error) {
	if now != nil {
		return strconv.ParseInt(now.text(col), 10, 64)
	}
	err = r.tx.row(`
		SELECT coalesce(
			(SELECT `+col+` FROM `+c.table+` WHERE id = ?1),
			(SELECT before ->> '$.`+col+`' FROM change WHERE tbl = '`+c.table+`' AND row_id = ?1 AND before IS NOT NULL ORDER BY id DESC LIMIT 1),
			0)`, c.row).Scan(&id)
	return id, mapErr(err)
}

func (r *reverter) checkInserted(c changeRow) error {
	now, err := r.current(c.table, c.row)
	if err != nil {
		return err
	}
	then, act, ok, err := r.next(c, r.last)
	if err != nil {
		return err
	}
	if now == nil {
		if ok && c.table != "contact" && r.target.Who == "import" {
			// A tag that somebody took away since is an edit of the contact.
			return r.conflict(c, nil, "", "", "was deleted since")
		}
		return nil // gone already: nothing to take back
	}
	if ok && act != "i" {
		after, err := decodeImage(then)
		if err != nil {
			return err
		}
		for col := range now {
			if !soft(col) && !sameField(after, now, col) {
				return r.conflict(c, now, col, "", now.text(col))
			}
		}
	}
	switch c.table {
	case "contact":
		return r.checkChildren(c, now, c.row, c.row)
	case "deal":
		return r.checkSales(c, c.row, c.row)
	case "segment":
		return r.checkMembers(c, now)
	}
	return nil
}

// checkMembers finds whether a segment was given contacts since.
func (r *reverter) checkMembers(c changeRow, now image) error {
	n := 0
	err := r.tx.row(`
		SELECT count(*)
		FROM segment_member x
		WHERE x.segment_id = ?1 AND NOT EXISTS (SELECT 1 FROM change WHERE tbl = 'segment_member' AND row_id = x.id AND operation_id = ?2)`,
		c.row, r.target.id).Scan(&n)
	if err != nil || n == 0 {
		return mapErr(err)
	}
	return r.conflict(c, now, "", "", fmt.Sprintf("has %d contacts added since", n))
}

// childTables hold what belongs to a contact.
func (r *reverter) childTables() ([]string, error) {
	tables, err := journalled(r.tx.ctx, r.tx)
	if err != nil {
		return nil, err
	}
	out := tables[:0]
	for _, table := range tables {
		t, err := r.info(table)
		if err != nil {
			return nil, err
		}
		if t.ofContact {
			out = append(out, table)
		}
	}
	return out, nil
}

// checkChildren finds contacts of the range that were given something since by
// another operation: a call, a tag, a reminder.
func (r *reverter) checkChildren(c changeRow, now image, from, to int64) error {
	tables, err := r.childTables()
	if err != nil {
		return err
	}
	for _, table := range tables {
		rows, err := r.tx.query(`
			SELECT DISTINCT x.contact_id
			FROM `+table+` x
			WHERE x.contact_id BETWEEN ?1 AND ?2
			  AND NOT `+r.inRanges(table, "x.id")+`
			  AND NOT EXISTS (SELECT 1 FROM change WHERE tbl = '`+table+`' AND row_id = x.id AND operation_id = ?3)`,
			from, to, r.target.id)
		if err != nil {
			return err
		}
		ids, err := scanInts(rows)
		if err != nil {
			return err
		}
		for _, id := range ids {
			one := changeRow{id: c.id, table: "contact", row: id, end: id, act: "i"}
			if err := r.conflict(one, now, "", "", fmt.Sprintf("has a %s added since", table)); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkSales finds deals of the range that a purchase points at which another
// operation added.
func (r *reverter) checkSales(c changeRow, from, to int64) error {
	rows, err := r.tx.query(`
		SELECT DISTINCT x.deal_id
		FROM purchase x
		WHERE x.deal_id BETWEEN ?1 AND ?2
		  AND NOT `+r.inRanges("purchase", "x.id")+`
		  AND NOT EXISTS (SELECT 1 FROM change WHERE tbl = 'purchase' AND row_id = x.id AND operation_id = ?3)`, from, to, r.target.id)
	if err != nil {
		return err
	}
	ids, err := scanInts(rows)
	if err != nil {
		return err
	}
	for _, id := range ids {
		one := changeRow{id: c.id, table: "deal", row: id, end: id, act: "i"}
		if err := r.conflict(one, nil, "", "", "has a purchase added since"); err != nil {
			return err
		}
	}
	return nil
}

// checkRange looks at the rows of a bulk import that a later change touched.
func (r *reverter) checkRange(c changeRow) error {
	rows, err := r.tx.query(`
		SELECT DISTINCT row_id
		FROM change
		WHERE tbl = ? AND row_id BETWEEN ? AND ? AND id > ? AND operation_id NOT IN (SELECT value FROM json_each(?))`,
		c.table, c.row, c.end, r.last, jsonList(r.again))
	if err != nil {
		return err
	}
	ids, err := scanInts(rows)
	if err != nil {
		return err
	}
	for _, id := range ids {
		one := changeRow{id: c.id, table: c.table, row: id, end: id, act: "i"}
		if c.table == "contact" || r.tables[c.table] == nil || r.tables[c.table].ofContact {
			if err := r.checkInsertedRow(one); err != nil {
				return err
			}
		}
	}
	switch c.table {
	case "contact":
		return r.checkChildren(c, nil, c.row, c.end)
	case "deal":
		return r.checkSales(c, c.row, c.end)
	}
	return nil
}

// checkInsertedRow is checkInserted without the children, which checkRange looks
// for in one query; a row that a later operation deleted is part of its contact.
func (r *reverter) checkInsertedRow(c changeRow) error {
	now, err := r.current(c.table, c.row)
	if err != nil {
		return err
	}
	then, act, ok, err := r.next(c, r.last)
	if err != nil || !ok {
		return err
	}
	if now == nil {
		if c.table == "contact" {
			return nil
		}
		return r.conflict(c, nil, "", "", "was deleted since")
	}
	if act == "i" {
		return nil
	}
	after, err := decodeImage(then)
	if err != nil {
		return err
	}
	for col := range now {
		if !soft(col) && !sameField(after, now, col) {
			return r.conflict(c, now, col, "", now.text(col))
		}
	}
	return nil
}

func (r *reverter) checkUpdated(c changeRow) error {
	then, act, ok, err := r.next(c, r.last)
	if err != nil || !ok {
		return err
	}
	now, err := r.current(c.table, c.row)
	if err != nil {
		return err
	}
	if now == nil {
		return r.conflict(c, nil, "", "", "was deleted since")
	}
	if act == "i" {
		return nil
	}
	after, err := decodeImage(then)
	if err != nil {
		return err
	}
	before, mine, err := r.changedBy(c)
	if err != nil {
		return err
	}
	for _, col := range mine {
		if !soft(col) && !sameField(after, now, col) {
			if err := r.conflict(c, now, col, before.text(col), now.text(col)); err != nil {
				return err
			}
		}
	}
	return nil
}

// changedBy returns the row before an update, and the columns it changed.
func (r *reverter) changedBy(c changeRow) (before image, cols []string, err error) {
	if before, err = r.before(c.id); err != nil {
		return nil, nil, err
	}
	then, _, ok, err := r.next(c, c.id)
	if err != nil {
		return nil, nil, err
	}
	var after image
	if ok {
		after, err = decodeImage(then)
	} else {
		after, err = r.current(c.table, c.row)
	}
	if err != nil {
		return nil, nil, err
	}
	t, err := r.info(c.table)
	if err != nil {
		return nil, nil, err
	}
	for _, col := range t.cols {
		if !sameField(before, after, col) {
			cols = append(cols, col)
		}
	}
	return before, cols, nil
}

func (r *reverter) checkDeleted(c changeRow) error {
	now, err := r.current(c.table, c.row)
	if err != nil || now == nil {
		return err
	}
	if _, _, ok, err := r.next(c, r.last); err != nil || !ok {
		return err // put back within the operation itself
	}
	return r.conflict(c, now, "", "", "stands there again")
}
