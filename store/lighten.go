package store

import (
	"fmt"
	"path/filepath"
	"strings"
)

// An operation that writes very many rows does without some triggers and indexes:
// what they would do for each row is done for all of them at once, at the end.
// Schema changes are part of the transaction: after a failure all stand as before.

// without drops a trigger or an index until the end of the operation.
func (tx *Tx) without(kind, name string) error {
	var text string
	if err := tx.sql.QueryRowContext(tx.ctx, `SELECT sql FROM sqlite_schema WHERE type = ? AND name = ?`, kind, name).Scan(&text); err != nil {
		return mapErr(err)
	}
	tx.dropped = append(tx.dropped, text)
	_, err := tx.sql.ExecContext(tx.ctx, `DROP `+kind+` `+name)
	return mapErr(err)
}

// remake makes what was dropped again.
func (tx *Tx) remake() error {
	if len(tx.dropped) == 0 {
		return nil
	}
	tx.closeStmts()
	back := tx.s.sortInFolder(func(text string) error {
		_, err := tx.sql.ExecContext(tx.brief, text)
		return err
	})
	defer back()
	for _, text := range tx.dropped {
		if _, err := tx.sql.ExecContext(tx.ctx, text); err != nil {
			return fmt.Errorf("make index: %w", mapErr(err))
		}
	}
	tx.dropped = nil
	return nil
}

// sortInFolder lets SQLite sort in files rather than in memory, which the keys of
// 1,000,000 rows would fill with 100 MB, until the function it returns is called.
// The files have no name, or lose it at once, and lie in the book's folder, mode
// 0600: outside it nothing of the book is ever written. Where a temporary table is
// open SQLite refuses; then it sorts in memory, as everywhere else.
func (s *Store) sortInFolder(exec func(text string) error) (back func()) {
	if s.path == "" {
		return func() {}
	}
	set := func(pragma, value string) bool {
		return exec(`PRAGMA `+pragma+` = '`+strings.ReplaceAll(value, `'`, `''`)+`'`) == nil
	}
	// The folder belongs to the process: no other connection sorts in files.
	if !set("temp_store_directory", filepath.Dir(s.path)) {
		return func() {}
	}
	set("temp_store", "FILE")
	return func() {
		set("temp_store", "MEMORY")
		set("temp_store_directory", "")
	}
}

// withoutKeys drops the indexes of a table but those that lead from a parent to its
// rows: a foreign key asks for these whenever a parent goes.
func (tx *Tx) withoutKeys(table string) error {
	rows, err := tx.sql.QueryContext(tx.ctx, `
		SELECT l.name
		FROM pragma_index_list(?1) l
		JOIN pragma_index_info(l.name) i ON i.seqno = 0
		WHERE l.origin = 'c' AND (i.name IS NULL OR i.name NOT IN (SELECT "from" FROM pragma_foreign_key_list(?1)))`, table)
	if err != nil {
		return mapErr(err)
	}
	names, err := scanStrings(rows)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := tx.without("index", name); err != nil {
			return err
		}
	}
	return nil
}

// widenSearch lets FTS5 gather more before it writes, and merge nothing meanwhile
// but 16 pieces into one. More than 4 MB gathered is not faster, and takes five
// times as much memory as it counts. Both settings are kept in the book, so
// narrowSearch sets FTS5's defaults again.
func (tx *Tx) widenSearch() error {
	tx.wide = true
	return tx.configSearch(4<<20, 0)
}

func (tx *Tx) narrowSearch() error {
	if !tx.wide {
		return nil
	}
	tx.wide = false
	return tx.configSearch(1<<20, 4)
}

func (tx *Tx) configSearch(hashsize, automerge int) error {
	for _, set := range []struct {
		name  string
		value int
	}{{"hashsize", hashsize}, {"automerge", automerge}} {
		if err := tx.exec(`INSERT INTO search (search, rank) VALUES (?, ?)`, set.name, set.value); err != nil {
			return fmt.Errorf("set up search: %w", err)
		}
	}
	return nil
}

// span is a range of row ids, both ends in it.
type span struct{ from, to int64 }

func (s span) holds(id int64) bool { return s.from <= id && id <= s.to }

// addSpan adds a row id to spans, which it lengthens where it can.
func addSpan(list []span, id int64) []span {
	if n := len(list); n > 0 {
		switch last := &list[n-1]; id {
		case last.to + 1:
			last.to = id
			return list
		case last.from - 1:
			last.from = id
			return list
		}
	}
	return append(list, span{id, id})
}

// journalRanges records rows that were added while no trigger did. Parents are
// recorded first: an undo takes the newest change back first.
func (tx *Tx) journalRanges(added map[string][]span) error {
	tables, err := journalled(tx.ctx, tx)
	if err != nil {
		return err
	}
	for _, table := range parentsFirst(tables) {
		for _, s := range added[table] {
			err := tx.exec(`INSERT INTO change (operation_id, tbl, row_id, row_end, act) VALUES (?, ?, ?, ?, 'r')`, tx.op, table, s.from, s.to)
			if err != nil {
				return fmt.Errorf("journal %s: %w", table, err)
			}
		}
	}
	return nil
}

// parentsFirst orders tables so that undoing from the end deletes children first.
func parentsFirst(tables []string) []string {
	var out, rest []string
	for _, want := range []string{"company", "tag", "custom_field", "contact", "deal"} {
		for _, t := range tables {
			if t == want {
				out = append(out, t)
			}
		}
	}
	for _, t := range tables {
		switch t {
		case "company", "tag", "custom_field", "contact", "deal":
		default:
			rest = append(rest, t)
		}
	}
	return append(out, rest...)
}

// imageOf is the expression of a row as the journal keeps it; of is OLD. in a trigger.
func imageOf(of string, cols []string) string {
	var parts []string
	for _, c := range cols {
		parts = append(parts, fmt.Sprintf(`'%s', %s"%s"`, c, of, c))
	}
	return "json_object(" + strings.Join(parts, ", ") + ")"
}
