package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// reverter puts the rows of one operation back as they were.
type reverter struct {
	tx     *Tx
	target Operation
	force  bool
	last   int64 // the operation's newest change: later ones are other operations'
	later  bool  // there are later ones
	keep   map[int64]bool
	found  []Conflict
	tables map[string]*tableInfo
	ranges map[string][]span // the rows that the operation added in bulk
	shared []changeRow       // rows that others may use, to be deleted last
	again  []int64           // undos of the operation that were undone themselves, and what did so
	refs   map[string][]ref  // by table: the columns that point at its rows
}

type tableInfo struct {
	cols      []string
	ofContact bool // has a contact_id
	ofDeal    bool // belongs to a contact by its deal
	shared    bool // a company, a tag, a custom field: kept while anybody uses it
	insert    string
	update    string
	journal   string // records rows as deleted, where no trigger does; "" while one does
	unheard   bool   // no trigger records what is added
	added     []span // what was
}

// ref is a column that points at the rows of another table.
type ref struct{ table, col string }

type changeRow struct {
	id, row, end int64
	table, act   string
}

// conflictMax bounds what a ConflictError lists.
const conflictMax = 100

// batch is how many changes are read at a time: an import has 100,000s.
const batch = 10_000

func (r *reverter) run() error {
	if err := r.tx.exec(`PRAGMA defer_foreign_keys = 1`); err != nil {
		return fmt.Errorf("undo: %w", err)
	}
	err := r.tx.row(`
		SELECT coalesce(max(id), 0), EXISTS (SELECT 1 FROM change c WHERE c.id > (SELECT max(id) FROM change WHERE operation_id = ?1))
		FROM change
		WHERE operation_id = ?1`, r.target.id).Scan(&r.last, &r.later)
	if err != nil {
		return fmt.Errorf("undo: %w", mapErr(err))
	}
	if err := r.survey(); err != nil {
		return fmt.Errorf("undo: %w", err)
	}
	if r.later {
		if err := r.each(r.check); err != nil {
			return err
		}
		if r.target.Who == "import" && !r.force {
			if err := r.keepEdited(); err != nil {
				return fmt.Errorf("undo: %w", err)
			}
		}
		if len(r.found) > 0 && !r.force && r.target.Who != "import" {
			return &ConflictError{Operation: r.target, Conflicts: r.found}
		}
	}
	if err := r.lighten(); err != nil {
		return fmt.Errorf("undo: %w", err)
	}
	if err := r.each(r.apply); err != nil {
		return err
	}
	for _, c := range r.shared {
		if err := r.tx.exec(`DELETE FROM `+c.table+` WHERE id BETWEEN ? AND ? AND NOT `+inUse(c.table), c.row, c.end); err != nil {
			return fmt.Errorf("undo %s: %w", c.table, err)
		}
	}
	if r.later {
		if err := r.mend(); err != nil {
			return fmt.Errorf("undo: %w", err)
		}
	}
	added := map[string][]span{}
	for name, t := range r.tables {
		added[name] = t.added
	}
	return r.tx.journalRanges(added)
}

// each calls fn with the operation's changes, newest first, in runs of the same
// table and act.
func (r *reverter) each(fn func(run []changeRow) error) error {
	from := r.last + 1
	for {
		rows, err := r.load(from)
		if err != nil || len(rows) == 0 {
			return err
		}
		from = rows[len(rows)-1].id
		for len(rows) > 0 {
			n := 1
			for n < len(rows) && rows[n].table == rows[0].table && rows[n].act == rows[0].act {
				n++
			}
			if err := fn(rows[:n]); err != nil {
				return fmt.Errorf("undo %s: %w", rows[0].table, err)
			}
			rows = rows[n:]
		}
	}
}

func (r *reverter) load(before int64) ([]changeRow, error) {
	rows, err := r.tx.query(`
		SELECT id, tbl, row_id, coalesce(row_end, row_id), act
		FROM change
		WHERE operation_id = ? AND id < ?
		ORDER BY id DESC
		LIMIT ?`, r.target.id, before, batch)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []changeRow
	for rows.Next() {
		var c changeRow
		if err := rows.Scan(&c.id, &c.table, &c.row, &c.end, &c.act); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, mapErr(rows.Err())
}

func (r *reverter) info(table string) (*tableInfo, error) {
	if t := r.tables[table]; t != nil {
		return t, nil
	}
	cols, err := columns(r.tx.ctx, r.tx, table)
	if err != nil {
		return nil, err
	}
	var names, values, sets []string
	for _, c := range cols {
		names = append(names, `"`+c+`"`)
		values = append(values, `before ->> '$.`+c+`'`)
		sets = append(sets, `"`+c+`" = c.before ->> '$.`+c+`'`)
	}
	t := &tableInfo{
		cols:      cols,
		ofContact: slices.Contains(cols, "contact_id"),
		ofDeal:    table == "deal_change",
		shared:    table == "company" || table == "tag" || table == "custom_field",
		insert: `INSERT INTO ` + table + ` (` + strings.Join(names, ", ") + `)
			SELECT ` + strings.Join(values, ", ") + `
			FROM change
			WHERE id BETWEEN ? AND ? AND operation_id = ? AND tbl = '` + table + `' AND act = 'd'`,
		update: `UPDATE ` + table + ` SET ` + strings.Join(sets, ", ") + `
			FROM change c
			WHERE c.id IN (SELECT value FROM json_each(?)) AND ` + table + `.id = c.row_id`,
	}
	r.tables[table] = t
	return t, nil
}

// next returns the first change after id to the row: what it holds as before is
// how the row stood after id. ok is false when nothing touched the row since.
func (r *reverter) next(c changeRow, id int64) (before string, act string, ok bool, err error) {
	var text sql.NullString
	err = r.tx.row(`
		SELECT act, before
		FROM change
		WHERE tbl = ? AND row_id = ? AND id > ? AND operation_id <> ?
		ORDER BY id
		LIMIT 1`, c.table, c.row, id, r.tx.op).Scan(&act, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", false, nil
	}
	return text.String, act, err == nil, mapErr(err)
}

// image is a row as JSON text by column.
type image map[string]json.RawMessage

func decodeImage(text string) (image, error) {
	if text == "" {
		return nil, nil
	}
	var m image
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	return m, nil
}

func (m image) text(col string) string {
	var s string
	if json.Unmarshal(m[col], &s) == nil {
		return s
	}
	return string(m[col])
}

// soft columns follow every change and never make a conflict.
func soft(col string) bool { return col == "updated_at" }

// current reads the row as the journal would image it; nil when it is not there.
func (r *reverter) current(table string, row int64) (image, error) {
	t, err := r.info(table)
	if err != nil {
		return nil, err
	}
	return rowImage(r.tx.ctx, r.tx, table, t.cols, row)
}

// before reads what a change recorded.
func (r *reverter) before(id int64) (image, error) {
	var text sql.NullString
	if err := r.tx.row(`SELECT before FROM change WHERE id = ?`, id).Scan(&text); err != nil {
		return nil, mapErr(err)
	}
	return decodeImage(text.String)
}

func sameField(a, b image, col string) bool { return string(a[col]) == string(b[col]) }
