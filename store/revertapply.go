package store

import (
	"fmt"
	"strings"
)

// apply takes a run of changes of one table and act back.
func (r *reverter) apply(run []changeRow) error {
	t, err := r.info(run[0].table)
	if err != nil {
		return err
	}
	switch run[0].act {
	case "r":
		for _, c := range run {
			if err := r.deleteRange(t, c); err != nil {
				return err
			}
		}
	case "i":
		for _, c := range run {
			if err := r.deleteRow(t, c); err != nil {
				return err
			}
		}
	case "u":
		for _, c := range run {
			if err := r.restoreRow(t, c); err != nil {
				return err
			}
		}
	case "d":
		return r.reinsert(t, run)
	}
	return nil
}

// skip tells whether the row belongs to a contact that is kept whole.
func (r *reverter) skip(c changeRow) (contact int64, skip bool, err error) {
	contact, err = r.contactOf(c, nil)
	return contact, r.keep[contact], err
}

func (r *reverter) deleteRow(t *tableInfo, c changeRow) error {
	contact, skip, err := r.skip(c)
	if err != nil || skip {
		return err
	}
	if t.shared {
		r.shared = append(r.shared, c)
		return nil
	}
	if c.table == "contact" {
		r.tx.touch(c.row, staleSearch)
		if r.force {
			return r.tx.deleteContact(c.row)
		}
	} else if contact != 0 {
		r.tx.touch(contact, staleStats|staleSearch)
	}
	return r.tx.exec(`DELETE FROM `+c.table+` WHERE id = ?`, c.row)
}

// inUse is the condition under which a company, tag or custom field is used.
func inUse(table string) string {
	switch table {
	case "company":
		return `EXISTS (SELECT 1 FROM contact WHERE company_id = company.id)`
	case "tag":
		return `EXISTS (SELECT 1 FROM contact_tag WHERE tag_id = tag.id)`
	default:
		return `EXISTS (SELECT 1 FROM custom_value WHERE field_id = custom_field.id)`
	}
}

// deleteRange removes the rows that a bulk import added. The delete triggers
// journal them one by one, so that redo restores the same rows and uids.
func (r *reverter) deleteRange(t *tableInfo, c changeRow) error {
	t.from, t.to = c.row, c.end
	cond := ""
	switch {
	case t.shared:
		r.shared = append(r.shared, c)
		return nil
	case c.table == "contact":
		cond = ` AND id NOT IN (` + idList(r.keep) + `)`
		if err := r.tx.unindexRange(c.row, c.end, r.keep); err != nil {
			return err
		}
	case t.ofContact:
		cond = ` AND contact_id NOT IN (` + idList(r.keep) + `)`
		if err := r.touchOutside(c); err != nil {
			return err
		}
	}
	return r.tx.exec(`DELETE FROM `+c.table+` WHERE id BETWEEN ? AND ?`+cond, c.row, c.end)
}

// touchOutside marks the contacts that stood before the import and were given
// rows by it. Those that it added are deleted with their derived rows.
func (r *reverter) touchOutside(c changeRow) error {
	rows, err := r.tx.query(`
		SELECT DISTINCT contact_id
		FROM `+c.table+`
		WHERE id BETWEEN ?1 AND ?2
		  AND NOT EXISTS (SELECT 1 FROM change WHERE operation_id = ?3 AND tbl = 'contact' AND act = 'r' AND contact_id BETWEEN row_id AND row_end)`,
		c.row, c.end, r.target.id)
	if err != nil {
		return err
	}
	ids, err := scanInts(rows)
	for _, id := range ids {
		r.tx.touch(id, staleStats|staleSearch)
	}
	return err
}

func idList(ids map[int64]bool) string {
	var b strings.Builder
	for id := range ids {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		fmt.Fprint(&b, id)
	}
	return b.String()
}

// restoreRow puts an updated row back: whole when nothing touched it since, else
// only the columns that this change had changed.
func (r *reverter) restoreRow(t *tableInfo, c changeRow) error {
	_, skip, err := r.skip(c)
	if err != nil || skip {
		return err
	}
	if err := r.touchRow(t, c); err != nil {
		return err
	}
	then, _, touched, err := r.next(c, r.last)
	if err != nil {
		return err
	}
	if !touched {
		return r.tx.exec(t.update, c.id)
	}
	after, err := decodeImage(then)
	if err != nil {
		return err
	}
	now, err := r.current(c.table, c.row)
	if err != nil {
		return err
	}
	_, mine, err := r.changedBy(c)
	if err != nil {
		return err
	}
	var sets []string
	for _, col := range mine {
		if soft(col) && !sameField(after, now, col) {
			continue
		}
		sets = append(sets, `"`+col+`" = c.before ->> '$.`+col+`'`)
	}
	if len(sets) == 0 {
		return nil
	}
	return r.tx.exec(`UPDATE `+c.table+` SET `+strings.Join(sets, ", ")+`
		FROM change c
		WHERE c.id = ? AND `+c.table+`.id = c.row_id`, c.id)
}

// touchRow marks the contacts whose derived rows depend on a row.
func (r *reverter) touchRow(t *tableInfo, c changeRow) error {
	switch {
	case c.table == "contact":
		r.tx.touch(c.row, staleStats|staleSearch)
	case c.table == "company":
		return r.touchAll(`SELECT id FROM contact WHERE company_id = ?`, c.row)
	case c.table == "tag":
		return r.touchAll(`SELECT contact_id FROM contact_tag WHERE tag_id = ?`, c.row)
	case t.ofContact:
		contact, err := r.contactOf(c, nil)
		if err != nil {
			return err
		}
		r.tx.touch(contact, staleStats|staleSearch)
	}
	return nil
}

func (r *reverter) touchAll(query string, id int64) error {
	rows, err := r.tx.query(query, id)
	if err != nil {
		return err
	}
	ids, err := scanInts(rows)
	for _, id := range ids {
		r.tx.touch(id, staleSearch)
	}
	return err
}

// reinsert puts deleted rows back, a run at a time when none is left out.
func (r *reverter) reinsert(t *tableInfo, run []changeRow) error {
	if len(r.keep) == 0 {
		return r.reinsertRange(t, run[0].table, run[len(run)-1].id, run[0].id)
	}
	for _, c := range run {
		_, skip, err := r.skip(c)
		if err != nil {
			return err
		}
		if skip {
			continue
		}
		if err := r.reinsertRange(t, c.table, c.id, c.id); err != nil {
			return err
		}
	}
	return nil
}

// reinsertRange puts back the rows of one table that the operation deleted in
// the changes from to to.
func (r *reverter) reinsertRange(t *tableInfo, table string, from, to int64) error {
	// A row that the same import had added and deleted again stays away.
	if err := r.tx.exec(t.insert, from, to, r.target.id, t.from, t.to); err != nil {
		return err
	}
	col := "contact_id"
	switch {
	case table == "contact":
		col = "id"
	case !t.ofContact:
		return nil
	}
	rows, err := r.tx.query(`
		SELECT DISTINCT before ->> '$.`+col+`'
		FROM change
		WHERE id BETWEEN ? AND ? AND operation_id = ? AND tbl = '`+table+`' AND act = 'd'`, from, to, r.target.id)
	if err != nil {
		return err
	}
	ids, err := scanInts(rows)
	for _, id := range ids {
		r.tx.touch(id, staleStats|staleSearch)
	}
	return err
}
