package store

import (
	"database/sql"
	"slices"
)

// apply takes a run of changes of one table and act back.
func (r *reverter) apply(run []changeRow) error {
	t, err := r.info(run[0].table)
	if err != nil {
		return err
	}
	if run[0].table == "setting" {
		if err := r.settingsChanged(run); err != nil {
			return err
		}
	}
	switch run[0].act {
	case "r":
		return eachRow(run, func(c changeRow) error { return r.deleteRange(t, c) })
	case "i":
		return eachRow(run, func(c changeRow) error { return r.deleteRow(t, c) })
	case "u":
		if !r.later && len(r.keep) == 0 {
			return r.restoreRun(t, run)
		}
		return eachRow(run, func(c changeRow) error { return r.restoreRow(t, c) })
	case "d":
		return r.reinsert(t, run)
	}
	return nil
}

// settingsChanged marks what is derived from settings that are about to change.
func (r *reverter) settingsChanged(run []changeRow) error {
	for _, c := range run {
		keys, err := collect(r.tx.ctx, r.tx, func(rows *sql.Rows, key *string) error { return rows.Scan(key) }, `
			SELECT key FROM setting WHERE id BETWEEN ?1 AND ?2
			UNION
			SELECT before ->> '$.key' FROM change WHERE id = ?3 AND before IS NOT NULL`, c.row, c.end, c.id)
		if err != nil {
			return err
		}
		for _, key := range keys {
			r.tx.settingChanged(key)
		}
	}
	return nil
}

func eachRow(run []changeRow, fn func(changeRow) error) error {
	for _, c := range run {
		if err := fn(c); err != nil {
			return err
		}
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
	switch {
	case t.shared:
		r.shared = append(r.shared, c)
		return nil
	case c.table == "contact":
		r.tx.touch(c.row, staleSearch)
		return r.deleteContacts(c.row, c.row)
	case contact != 0:
		r.tx.touch(contact, staleStats|staleSearch)
	}
	switch c.table {
	case "deal":
		if err := r.freeDeals(`id BETWEEN ? AND ?`, c.row, c.row); err != nil {
			return err
		}
	case "segment":
		return r.deleteSegments(c)
	}
	return r.remove(c.table, `id = ?`, c.row)
}

// deleteSegments takes segments back. A fixed list that was given contacts since the
// import stays; any other undo had to be forced, and takes them off it.
func (r *reverter) deleteSegments(c changeRow) error {
	if r.target.Who == "import" && !r.force {
		return r.remove("segment", `id BETWEEN ? AND ? AND id NOT IN (SELECT segment_id FROM segment_member)`, c.row, c.end)
	}
	if err := r.remove("segment_member", `segment_id BETWEEN ? AND ?`, c.row, c.end); err != nil {
		return err
	}
	return r.remove("segment", `id BETWEEN ? AND ?`, c.row, c.end)
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

// restoreRun puts updated rows back whole, each as the oldest of its changes in the
// run found it. Nothing touched them since.
func (r *reverter) restoreRun(t *tableInfo, run []changeRow) error {
	oldest := map[int64]int64{}
	for _, c := range run { // the newest first
		oldest[c.row] = c.id
	}
	var changes, rows []int64
	for row, change := range oldest {
		changes, rows = append(changes, change), append(rows, row)
	}
	slices.Sort(changes)
	slices.Sort(rows)
	if err := r.touchRows(t, run[0].table, rows); err != nil {
		return err
	}
	return r.tx.exec(t.update, jsonList(changes))
}

// restoreRow puts an updated row back: whole when nothing touched it since, else
// only the columns that this change had changed.
func (r *reverter) restoreRow(t *tableInfo, c changeRow) error {
	_, skip, err := r.skip(c)
	if err != nil || skip {
		return err
	}
	if err := r.touchRows(t, c.table, []int64{c.row}); err != nil {
		return err
	}
	then, _, touched, err := r.next(c, r.last)
	if err != nil {
		return err
	}
	if !touched {
		return r.tx.exec(t.update, jsonList([]int64{c.id}))
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
	sets := ""
	for _, col := range mine {
		if soft(col) && !sameField(after, now, col) {
			continue
		}
		if sets != "" {
			sets += ", "
		}
		sets += `"` + col + `" = c.before ->> '$.` + col + `'`
	}
	if sets == "" {
		return nil
	}
	return r.tx.exec(`UPDATE `+c.table+` SET `+sets+`
		FROM change c
		WHERE c.id = ? AND `+c.table+`.id = c.row_id`, c.id)
}

// touchRows marks the contacts whose derived rows depend on rows that stand.
func (r *reverter) touchRows(t *tableInfo, table string, rows []int64) error {
	list := jsonList(rows)
	switch {
	case table == "contact":
		for _, id := range rows {
			r.tx.touch(id, staleStats|staleSearch)
		}
	case table == "company":
		return r.touchAll(staleSearch, `SELECT id FROM contact WHERE company_id IN (SELECT value FROM json_each(?))`, list)
	case table == "tag":
		return r.touchAll(staleSearch, `SELECT contact_id FROM contact_tag WHERE tag_id IN (SELECT value FROM json_each(?))`, list)
	case t.ofDeal:
		return r.touchAll(staleStats, `SELECT DISTINCT d.contact_id FROM deal_change x JOIN deal d ON d.id = x.deal_id WHERE x.id IN (SELECT value FROM json_each(?))`, list)
	case t.ofContact:
		return r.touchAll(staleStats|staleSearch, `SELECT DISTINCT contact_id FROM `+table+` WHERE id IN (SELECT value FROM json_each(?))`, list)
	}
	return nil
}

func (r *reverter) touchAll(what derived, query, list string) error {
	rows, err := r.tx.query(query, list)
	if err != nil {
		return err
	}
	ids, err := scanInts(rows)
	for _, id := range ids {
		r.tx.touch(id, what)
	}
	return err
}

// reinsert puts deleted rows back, but those of contacts that are kept, and those
// that the same import had added itself.
func (r *reverter) reinsert(t *tableInfo, run []changeRow) error {
	from := 0
	for i, c := range run {
		skip := slices.ContainsFunc(r.ranges[c.table], func(s span) bool { return s.holds(c.row) })
		if !skip && len(r.keep) > 0 {
			var err error
			if _, skip, err = r.skip(c); err != nil {
				return err
			}
		}
		if !skip {
			continue
		}
		if err := r.reinsertRun(t, run[from:i]); err != nil {
			return err
		}
		from = i + 1
	}
	return r.reinsertRun(t, run[from:])
}

// reinsertRun puts back rows of one table, which the operation deleted one after
// the other.
func (r *reverter) reinsertRun(t *tableInfo, run []changeRow) error {
	if len(run) == 0 {
		return nil
	}
	if err := r.tx.exec(t.insert, run[len(run)-1].id, run[0].id, r.target.id); err != nil {
		return err
	}
	rows := make([]int64, len(run))
	for i, c := range run {
		rows[i] = c.row
		if t.unheard {
			t.added = addSpan(t.added, c.row)
		}
	}
	if run[0].table == "company" || run[0].table == "tag" {
		return nil // whoever has one was put back, or touched, by a row of its own
	}
	return r.touchRows(t, run[0].table, rows)
}
