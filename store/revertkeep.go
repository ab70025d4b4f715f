package store

import (
	"database/sql"
	"slices"
)

// edits are the operations in effect after the one that ?1 names: those that
// nothing took back, and undos of older ones. What took a later one back cancels
// out with it.
const edits = `
	SELECT o.id
	FROM operation o
	WHERE o.id > ?1 AND o.undone_by IS NULL
	  AND (o.undoes IS NULL OR o.undoes IN (SELECT id FROM operation WHERE undoes IS NULL AND id < ?1))
	  AND o.id NOT IN (SELECT id FROM cur)`

// keepEdited marks the contacts of an import that any later operation changed,
// even where it was another field: they stay whole.
func (r *reverter) keepEdited() error {
	later, err := r.contactsOf(`c.operation_id IN (`+edits+`)`, r.target.id)
	if err != nil || len(later) == 0 {
		return err
	}
	// Who was added in bulk since cannot be one of this import.
	news, err := collect(r.tx.ctx, r.tx, func(rows *sql.Rows, s *span) error { return rows.Scan(&s.from, &s.to) },
		`SELECT row_id, row_end FROM change WHERE tbl = 'contact' AND act = 'r' AND operation_id IN (`+edits+`)`, r.target.id)
	if err != nil {
		return err
	}
	holds := func(list []span, id int64) bool {
		return slices.ContainsFunc(list, func(s span) bool { return s.holds(id) })
	}
	var ask []int64
	for _, id := range later {
		switch {
		case holds(r.ranges["contact"], id):
			r.keep[id] = true
		case !holds(news, id):
			ask = append(ask, id)
		}
	}
	return r.keepTouched(ask)
}

// keepTouched marks those of some contacts that the import changed.
func (r *reverter) keepTouched(ask []int64) error {
	if len(ask) == 0 {
		return nil
	}
	mine, err := r.contactsOf(`c.operation_id = ?1 AND c.act <> 'r'`, r.target.id)
	if err != nil {
		return err
	}
	for _, id := range ask {
		if _, found := slices.BinarySearch(mine, id); found {
			r.keep[id] = true
		}
	}
	// What it added in bulk is found from the contacts: it can be very much.
	tables, err := r.childTables()
	if err != nil {
		return err
	}
	for _, table := range tables {
		if len(r.ranges[table]) == 0 {
			continue
		}
		rows, err := r.tx.query(`
			SELECT DISTINCT x.contact_id
			FROM `+table+` x
			WHERE x.contact_id IN (SELECT value FROM json_each(?)) AND `+r.inRanges(table, "x.id"), jsonList(ask))
		if err != nil {
			return err
		}
		ids, err := scanInts(rows)
		if err != nil {
			return err
		}
		for _, id := range ids {
			r.keep[id] = true
		}
	}
	return nil
}

// contactsOf lists, in order, the contacts whose rows the changes are of, as the
// rows stand and as they were.
func (r *reverter) contactsOf(changes string, args ...any) ([]int64, error) {
	tables, err := r.childTables()
	if err != nil {
		return nil, err
	}
	const rows = `BETWEEN c.row_id AND coalesce(c.row_end, c.row_id)`
	query := `
		SELECT c.row_id AS contact FROM change c WHERE c.tbl = 'contact' AND c.act <> 'r' AND ` + changes + `
		UNION SELECT d.contact_id FROM change c JOIN deal_change x ON x.id ` + rows + ` JOIN deal d ON d.id = x.deal_id
		WHERE c.tbl = 'deal_change' AND ` + changes
	for _, table := range tables {
		query += `
		UNION SELECT x.contact_id FROM change c JOIN ` + table + ` x ON x.id ` + rows + ` WHERE c.tbl = '` + table + `' AND ` + changes + `
		UNION SELECT c.before ->> '$.contact_id' FROM change c WHERE c.tbl = '` + table + `' AND c.before IS NOT NULL AND ` + changes
	}
	return collect(r.tx.ctx, r.tx, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) },
		`SELECT contact FROM (`+query+`) ORDER BY contact`, args...)
}
