package store

import (
	"database/sql"
	"strings"
)

// A bulk import gathers the rows that it adds and inserts them some at a time: for
// each statement SQLite looks AUTOINCREMENT's counter up and writes it back, which
// takes as long as the row itself. Any other statement finds them inserted (see
// stmt), but for those that by their nature do not meet them: prepared.

// gathered are rows of one table that wait.
type gathered struct {
	insert, tail string // before and behind the rows of the statement
	width        int
	args         []any
	texts        map[int]string // the statement for so many rows
}

// gatherMax is how many rows of a table wait, a power of two: of 32 rows each costs
// half of what it costs alone, and more do not help.
const gatherMax = 32

// contactInsert comes first: other rows point at contacts.
const contactInsert = `
	INSERT INTO contact (id, uid, name, given, family, additional, nickname, phonetic, sort_key, company_id,
		title, department, relation, life, source, prefers, rating, language, birthday, interests, needs,
		note, star, created_at, updated_at, deleted_at)`

// add inserts a row of which nobody asks the id; insert ends before VALUES.
func (tx *Tx) add(insert, tail string, args ...any) error {
	b := tx.bulk
	if b == nil {
		return tx.exec(rowsText(insert, tail, len(args), 1), args...)
	}
	if b.failed != nil {
		return b.failed
	}
	var g *gathered
	for _, o := range b.rows {
		if o.insert == insert {
			g = o
		}
	}
	if g == nil {
		g = &gathered{insert: insert, tail: tail, width: len(args), texts: map[int]string{}}
		if b.rows = append(b.rows, g); insert == contactInsert {
			b.rows[0], b.rows[len(b.rows)-1] = g, b.rows[0]
		}
	}
	g.args = append(g.args, args...)
	b.waiting = true
	if len(g.args) < gatherMax*g.width {
		return nil
	}
	return tx.settle()
}

// addNamed is add of a row that begins with a uid, and makes one where there is
// none. With one of its own the row does not wait: it may be taken.
func (tx *Tx) addNamed(uid *string, insert string, args ...any) error {
	if *uid != "" {
		return tx.exec(rowsText(insert, "", len(args)+1, 1), append([]any{*uid}, args...)...)
	}
	*uid = tx.s.opt.UID()
	return tx.add(insert, "", append([]any{*uid}, args...)...)
}

// addContact inserts the row of a contact and returns its id.
func (tx *Tx) addContact(uid string, args ...any) (int64, error) {
	b := tx.bulk
	if b == nil {
		return tx.insert(rowsText(contactInsert, "", len(args)+2, 1), append([]any{nil, uid}, args...)...)
	}
	b.lastContact++
	b.uids[uid] = b.lastContact
	return b.lastContact, tx.add(contactInsert, "", append([]any{b.lastContact, uid}, args...)...)
}

// settle inserts the rows that wait. What it could not insert ends the operation,
// whoever asked.
func (tx *Tx) settle() error {
	b := tx.bulk
	if b == nil || !b.waiting {
		return nil
	}
	if b.failed != nil {
		return b.failed
	}
	for _, g := range b.rows {
		if b.failed = tx.insertGathered(g); b.failed != nil {
			return b.failed
		}
	}
	b.waiting = false
	clear(b.uids)
	clear(b.marks)
	return nil
}

// mark keeps a key of a row that waits, for settleFor.
func (tx *Tx) mark(kind channelKind, key string) {
	if b := tx.bulk; b != nil {
		b.marks[b.hash(kind, key)] = struct{}{}
	}
}

// settleFor settles when a row with that key may wait: an import asks for the keys
// of each row, and most are nobody's.
func (tx *Tx) settleFor(kind channelKind, key string) error {
	b := tx.bulk
	if b == nil || !b.waiting {
		return nil
	}
	if _, ok := b.marks[b.hash(kind, key)]; !ok {
		return b.failed
	}
	return tx.settle()
}

func (tx *Tx) insertGathered(g *gathered) error {
	for args := g.args; len(args) > 0; {
		n := gatherMax
		for n*g.width > len(args) {
			n /= 2
		}
		if g.texts[n] == "" {
			g.texts[n] = rowsText(g.insert, g.tail, g.width, n)
		}
		st, err := tx.prepared(g.texts[n])
		if err != nil {
			return err
		}
		ctx, err := tx.short()
		if err != nil {
			return err
		}
		if _, err := st.ExecContext(ctx, args[:n*g.width]...); err != nil {
			return mapErr(err)
		}
		args = args[n*g.width:]
	}
	clear(g.args)
	g.args = g.args[:0]
	return nil
}

// rowsText is an INSERT of n rows.
func rowsText(insert, tail string, width, n int) string {
	row := `(` + strings.Repeat(`?, `, width-1) + `?)`
	return insert + ` VALUES ` + strings.Repeat(row+`, `, n-1) + row + ` ` + tail
}

// rowApart is row for a query that rows which wait do not change.
func (tx *Tx) rowApart(query string, args ...any) scanner {
	ctx, err := tx.short()
	if err != nil {
		return failed{err}
	}
	st, err := tx.prepared(query)
	if err != nil {
		return failed{err}
	}
	return st.QueryRowContext(ctx, args...)
}

// queryApart is query for what rows which wait do not change.
func (tx *Tx) queryApart(query string, args ...any) (*sql.Rows, error) {
	ctx, err := tx.short()
	if err != nil {
		return nil, err
	}
	st, err := tx.prepared(query)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(ctx, args...)
	return rows, mapErr(err)
}

// insertApart is insert into a table whose rows never wait.
func (tx *Tx) insertApart(query string, args ...any) (int64, error) {
	ctx, err := tx.short()
	if err != nil {
		return 0, err
	}
	st, err := tx.prepared(query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, mapErr(err)
	}
	return res.LastInsertId()
}

// waits returns the row id of a contact that waits; 0 for others.
func (tx *Tx) waits(uid string) int64 {
	if tx.bulk == nil {
		return 0
	}
	return tx.bulk.uids[uid]
}

// prepared prepares a statement once per operation: an import runs it 100,000 times.
func (tx *Tx) prepared(query string) (*sql.Stmt, error) {
	if st := tx.stmts[query]; st != nil {
		return st, nil
	}
	st, err := tx.sql.PrepareContext(tx.ctx, query)
	if err != nil {
		return nil, mapErr(err)
	}
	tx.stmts[query] = st
	return st, nil
}
