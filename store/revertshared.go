package store

import "database/sql"

// mend gives back the companies, tags and custom fields which the rows put back
// use, and which are gone since: the undo of the import that brought them took
// them along when nobody had them.
func (r *reverter) mend() error {
	for _, table := range []string{"company", "tag", "custom_field"} {
		type lost struct{ row, change, operation int64 }
		list, err := collect(r.tx.ctx, r.tx, func(rows *sql.Rows, l *lost) error { return rows.Scan(&l.row, &l.change, &l.operation) }, `
			SELECT c.row_id, c.id, c.operation_id
			FROM change c
			JOIN (
				SELECT max(id) AS id
				FROM change
				WHERE tbl = '`+table+`' AND act = 'd' AND id > ?
				GROUP BY row_id) newest ON newest.id = c.id
			WHERE NOT EXISTS (SELECT 1 FROM `+table+` WHERE id = c.row_id)
			ORDER BY c.id`, r.last)
		if err != nil {
			return err
		}
		for _, l := range list {
			if err := r.mendRow(table, l.row, l.change, l.operation); err != nil {
				return err
			}
		}
	}
	return nil
}

// mendRow puts one of them back from what a later operation recorded when it
// deleted it. Where another of that name was made since, that one is used.
func (r *reverter) mendRow(table string, row, change, operation int64) error {
	t, err := r.info(table)
	if err != nil {
		return err
	}
	user, col, name := "contact", "company_id", "fold"
	switch table {
	case "tag":
		user, col = "contact_tag", "tag_id"
	case "custom_field":
		user, col, name = "custom_value", "field_id", "key"
	}
	var used bool
	var same int64
	err = r.tx.row(`
		SELECT EXISTS (SELECT 1 FROM `+user+` WHERE `+col+` = ?1),
		       coalesce((SELECT id FROM `+table+` WHERE `+name+` = (SELECT before ->> '$.`+name+`' FROM change WHERE id = ?2) ORDER BY id LIMIT 1), 0)`,
		row, change).Scan(&used, &same)
	switch {
	case err != nil:
		return mapErr(err)
	case !used:
		return nil
	case same == 0:
		return r.tx.exec(t.insert, change, change, operation)
	}
	if err := r.tx.exec(`UPDATE OR IGNORE `+user+` SET `+col+` = ? WHERE `+col+` = ?`, same, row); err != nil {
		return err
	}
	if user == "contact" {
		return nil
	}
	// Whoever had both keeps the one.
	return r.tx.exec(`DELETE FROM `+user+` WHERE `+col+` = ?`, row)
}
