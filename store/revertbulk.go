package store

import (
	"database/sql"
	"fmt"
	"strings"
)

// heavy is from how many rows of a table on it pays to do without its triggers.
const heavy = 2000

// survey reads what the changes of the operation are by themselves: the ranges that
// it added, and which later changes cancel out. An undo of the operation and the
// redo of that undo leave the rows as they were, all of them, so what only these
// two touched was not changed since.
func (r *reverter) survey() error {
	type added struct {
		table string
		span
	}
	list, err := collect(r.tx.ctx, r.tx, func(rows *sql.Rows, a *added) error { return rows.Scan(&a.table, &a.from, &a.to) },
		`SELECT tbl, row_id, row_end FROM change WHERE operation_id = ? AND act = 'r' ORDER BY id`, r.target.id)
	if err != nil {
		return err
	}
	r.ranges = map[string][]span{}
	for _, a := range list {
		r.ranges[a.table] = append(r.ranges[a.table], a.span)
	}
	rows, err := r.tx.query(`
		SELECT u.id
		FROM operation u
		JOIN operation v ON v.id = u.undone_by
		WHERE u.undoes = ?1 AND v.undone_by IS NULL
		UNION ALL
		SELECT v.id
		FROM operation u
		JOIN operation v ON v.id = u.undone_by
		WHERE u.undoes = ?1 AND v.undone_by IS NULL`, r.target.id)
	if err != nil {
		return err
	}
	r.again, err = scanInts(rows)
	return err
}

// lighten does without the triggers that would record each of very many rows, and
// without the indexes of keys where most of a table goes or comes.
func (r *reverter) lighten() error {
	type load struct {
		table, act string
		n          int
	}
	loads, err := collect(r.tx.ctx, r.tx, func(rows *sql.Rows, l *load) error { return rows.Scan(&l.table, &l.act, &l.n) }, `
		SELECT tbl, act, sum(coalesce(row_end, row_id) - row_id + 1) AS n
		FROM change
		WHERE operation_id = ? AND act IN ('r', 'd')
		GROUP BY tbl, act
		HAVING n >= ?
		ORDER BY tbl, act`, r.target.id, heavy)
	if err != nil {
		return err
	}
	dropped := map[string]bool{}
	for _, l := range loads {
		t, err := r.info(l.table)
		if err != nil {
			return err
		}
		if t.shared {
			continue
		}
		stay := 0
		if err := r.tx.row(`SELECT count(*) FROM ` + l.table).Scan(&stay); err != nil {
			return mapErr(err)
		}
		if l.act == "r" {
			stay -= l.n
			t.journal = `INSERT INTO change (operation_id, tbl, row_id, act, before)
				SELECT ` + fmt.Sprint(r.tx.op) + `, '` + l.table + `', id, 'd', ` + imageOf("", t.cols) + ` FROM ` + l.table
			err = r.tx.without("trigger", l.table+"_d")
		} else {
			t.unheard = true
			err = r.tx.without("trigger", l.table+"_i")
		}
		if err != nil {
			return err
		}
		if stay > l.n/4 || dropped[l.table] {
			continue
		}
		dropped[l.table] = true
		if err := r.withoutKeys(l.table); err != nil {
			return err
		}
	}
	return nil
}

func (r *reverter) withoutKeys(table string) error {
	if err := r.tx.withoutKeys(table); err != nil || table != "contact" {
		return err
	}
	if err := r.tx.withoutKeys("contact_stats"); err != nil {
		return err
	}
	return r.tx.widenSearch()
}

// remove deletes rows of a table, and records them.
func (r *reverter) remove(table, where string, args ...any) error {
	t, err := r.info(table)
	if err != nil {
		return err
	}
	if t.journal != "" {
		if err := r.tx.exec(t.journal+` WHERE `+where+` ORDER BY id`, args...); err != nil {
			return err
		}
	}
	return r.tx.exec(`DELETE FROM `+table+` WHERE `+where, args...)
}

// deleteRange removes the rows that a bulk import added, and records each of them,
// so that redo restores the same rows and uids.
func (r *reverter) deleteRange(t *tableInfo, c changeRow) error {
	where := `id BETWEEN ? AND ?`
	switch {
	case t.shared:
		r.shared = append(r.shared, c)
		return nil
	case c.table == "contact":
		return r.deleteContacts(c.row, c.end)
	case c.table == "segment":
		return r.deleteSegments(c)
	case t.ofContact:
		where += r.notKept("contact_id")
		if err := r.touchOutside(c); err != nil {
			return err
		}
	case t.ofDeal:
		if err := r.touchDealsOutside(c); err != nil {
			return err
		}
		if len(r.keep) == 0 {
			break
		}
		where += ` AND deal_id NOT IN (SELECT id FROM deal WHERE contact_id IN (` + idList(r.keep) + `))`
	}
	if c.table == "deal" {
		if err := r.freeDeals(where, c.row, c.end); err != nil {
			return err
		}
	}
	return r.remove(c.table, where, c.row, c.end)
}

// notKept is a condition that leaves out the contacts that are kept.
func (r *reverter) notKept(col string) string {
	if len(r.keep) == 0 {
		return ""
	}
	return ` AND ` + col + ` NOT IN (` + idList(r.keep) + `)`
}

// deleteContacts removes contacts with all that points at them. Of that little is
// left: what the operation had added is gone before them, and who was given more
// since is kept, or was given up by force.
func (r *reverter) deleteContacts(from, to int64) error {
	refs, err := r.refsTo("contact")
	if err != nil {
		return err
	}
	if err := r.freeDeals(`contact_id BETWEEN ? AND ?`+r.notKept("contact_id"), from, to); err != nil {
		return err
	}
	for _, ref := range refs {
		if err := r.remove(ref.table, ref.col+` BETWEEN ? AND ?`+r.notKept(ref.col), from, to); err != nil {
			return err
		}
	}
	where := `id BETWEEN ? AND ?` + r.notKept("id")
	if err := r.unindex(where, from, to); err != nil {
		return err
	}
	if err := r.tx.exec(`DELETE FROM contact_stats WHERE contact_id BETWEEN ? AND ?`+r.notKept("contact_id"), from, to); err != nil {
		return err
	}
	return r.remove("contact", where, from, to)
}

// freeDeals takes away what points at deals that are about to go.
func (r *reverter) freeDeals(where string, from, to int64) error {
	in := `deal_id IN (SELECT id FROM deal WHERE ` + where + `)`
	if err := r.remove("deal_change", in, from, to); err != nil {
		return err
	}
	return r.tx.exec(`UPDATE purchase SET deal_id = NULL WHERE `+in, from, to)
}

// refsTo lists the journalled columns that point at a table's rows.
func (r *reverter) refsTo(parent string) ([]ref, error) {
	if list, ok := r.refs[parent]; ok {
		return list, nil
	}
	tables, err := journalled(r.tx.ctx, r.tx)
	if err != nil {
		return nil, err
	}
	var list []ref
	for _, table := range tables {
		rows, err := r.tx.query(`SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = ?`, table, parent)
		if err != nil {
			return nil, err
		}
		cols, err := scanStrings(rows)
		if err != nil {
			return nil, err
		}
		for _, col := range cols {
			list = append(list, ref{table, col})
		}
	}
	r.refs[parent] = list
	return list, nil
}

// unindex removes the search rows of contacts that are about to go: of all of them
// in one step when nobody stays.
func (r *reverter) unindex(where string, from, to int64) error {
	var others bool
	err := r.tx.row(`SELECT EXISTS (SELECT 1 FROM contact WHERE NOT (`+where+`))`, from, to).Scan(&others)
	switch {
	case err != nil:
		return mapErr(err)
	case others:
		return r.tx.exec(`DELETE FROM search WHERE rowid IN (SELECT id FROM contact WHERE `+where+`)`, from, to)
	}
	return r.tx.exec(`INSERT INTO search (search) VALUES ('delete-all')`)
}

// touchOutside marks the contacts that stood before the import and were given
// rows by it. Those that it added are deleted with their derived rows.
func (r *reverter) touchOutside(c changeRow) error {
	rows, err := r.tx.query(`
		SELECT DISTINCT contact_id
		FROM `+c.table+`
		WHERE id BETWEEN ?1 AND ?2 AND NOT `+r.inRanges("contact", "contact_id"), c.row, c.end)
	if err != nil {
		return err
	}
	ids, err := scanInts(rows)
	for _, id := range ids {
		r.tx.touch(id, staleStats|staleSearch)
	}
	return err
}

// touchDealsOutside is touchOutside for the steps of deals.
func (r *reverter) touchDealsOutside(c changeRow) error {
	_, err := r.tx.touchRows(staleStats, `
		SELECT DISTINCT d.contact_id
		FROM deal_change x
		JOIN deal d ON d.id = x.deal_id
		WHERE x.id BETWEEN ?1 AND ?2 AND NOT `+r.inRanges("contact", "d.contact_id"), c.row, c.end)
	return err
}

// inRanges is the condition that a row id is one that the operation added in bulk.
func (r *reverter) inRanges(table, id string) string {
	list := r.ranges[table]
	if len(list) > 50 { // a redo that left some out; SQLite bounds the depth of a condition
		return fmt.Sprintf(`EXISTS (
			SELECT 1
			FROM change
			WHERE operation_id = %d AND tbl = '%s' AND act = 'r' AND %s BETWEEN row_id AND row_end)`, r.target.id, table, id)
	}
	parts := []string{"0"}
	for _, s := range list {
		parts = append(parts, fmt.Sprintf(`%s BETWEEN %d AND %d`, id, s.from, s.to))
	}
	return `(` + strings.Join(parts, ` OR `) + `)`
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
