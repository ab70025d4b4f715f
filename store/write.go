package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Op describes the operation that a Write makes.
type Op struct {
	Who    string // tui, cli or import: required
	What   string // in words; contacts as Ref writes them, never by name: required
	Source string // the file that an import read
	SHA256 string // of that file
	DryRun bool   // run everything, then roll back: the exact plan of the change
}

// Ref stands for a contact in Op.What. Names do not stand in the journal, so
// that erasing a person leaves no trace there; History puts them back.
func Ref(uid string) string { return "@" + uid }

// Tx is an open operation. It is valid only inside the function given to Write.
type Tx struct {
	ctx     context.Context
	brief   context.Context // ctx without its end: see short
	s       *Store
	sql     *sql.Tx
	now     time.Time
	op      int64
	n       int // contacts touched, unless SetCount said another number
	counted bool
	dirty   map[int64]derived // contacts whose derived rows are to be made anew
	stmts   map[string]*sql.Stmt
	bulk    *bulk
	dropped []string // triggers and indexes to make again at the end
	wide    bool     // FTS5 gathers more than it does by default
	lasting bool     // something changed that the journal does not hold
	erased  bool     // somebody was deleted for good
	restage bool     // the order of the stages changed
	recold  bool     // what makes people cold did
}

// derived says what of a contact's derived rows is stale.
type derived uint8

const (
	staleStats derived = 1 << iota
	staleSearch
)

// Write runs fn in one transaction and one operation, and returns that
// operation. An error of fn, or a cancelled ctx, leaves the book as it was.
// A fn that changes nothing makes no operation: the zero Operation is returned.
//
// Errors: ErrBusy, ErrFull, ErrReadOnly, ErrMoved, ErrClosed, and those of fn.
func (s *Store) Write(ctx context.Context, op Op, fn func(*Tx) error) (Operation, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return Operation{}, ErrClosed
	case s.write == nil:
		return Operation{}, ErrReadOnly
	}
	if err := s.unmoved(); err != nil {
		return Operation{}, err
	}
	t, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return Operation{}, fmt.Errorf("begin write: %w", mapErr(err))
	}
	defer t.Rollback()
	tx := &Tx{
		ctx: ctx, brief: context.WithoutCancel(ctx), s: s, sql: t, now: s.opt.Now().UTC(),
		dirty: map[int64]derived{}, stmts: map[string]*sql.Stmt{},
	}
	defer tx.closeStmts()
	done, err := tx.run(op, fn)
	if stop := ctx.Err(); err != nil && stop != nil && !errors.Is(err, stop) {
		// database/sql rolls back by itself then, under the statement that was next.
		err = fmt.Errorf("%w (%w)", stop, err)
	}
	if err != nil || done.UID == "" || op.DryRun {
		return done, err
	}
	if err := s.unmoved(); err != nil {
		return Operation{}, err
	}
	tx.closeStmts()
	if err := t.Commit(); err != nil {
		return Operation{}, fmt.Errorf("commit: %w", mapErr(err))
	}
	if tx.erased {
		// The purge is committed: that the log could not be emptied does not undo it.
		_ = s.emptyLog(ctx)
	}
	return done, s.unmoved()
}

// run opens the operation, calls fn, brings derived rows up to date and closes
// the operation again. Without a change it returns the zero Operation.
func (tx *Tx) run(op Op, fn func(*Tx) error) (Operation, error) {
	done := Operation{UID: tx.s.opt.UID(), At: tx.now, Who: op.Who, What: op.What, Source: op.Source}
	id, err := tx.insert(`
		INSERT INTO operation (uid, at, who, what, source, source_sha256)
		VALUES (?, ?, ?, ?, ?, ?)`,
		done.UID, formatTime(tx.now), op.Who, op.What, op.Source, op.SHA256)
	if err != nil {
		return Operation{}, fmt.Errorf("open operation: %w", err)
	}
	tx.op = id
	if err := tx.exec(`INSERT INTO cur (one, id) VALUES (1, ?)`, id); err != nil {
		return Operation{}, fmt.Errorf("open operation: %w", err)
	}
	if err := tx.prune(); err != nil {
		return Operation{}, err
	}
	if err := fn(tx); err != nil {
		return Operation{}, err
	}
	if err := tx.flush(); err != nil {
		return Operation{}, err
	}
	if err := tx.overwrite(); err != nil {
		return Operation{}, err
	}
	var changed bool
	if err := tx.row(`SELECT EXISTS (SELECT 1 FROM change WHERE operation_id = ?)`, id).Scan(&changed); err != nil {
		return Operation{}, fmt.Errorf("close operation: %w", mapErr(err))
	}
	if !changed && !tx.lasting {
		return Operation{}, nil
	}
	done.N = tx.n
	if err := tx.exec(`UPDATE operation SET n = ? WHERE id = ?`, tx.n, id); err != nil {
		return Operation{}, fmt.Errorf("close operation: %w", err)
	}
	if err := tx.exec(`DELETE FROM cur`); err != nil {
		return Operation{}, fmt.Errorf("close operation: %w", err)
	}
	return done, nil
}

// flush makes the derived rows of every touched contact anew, then what the
// operation did without.
func (tx *Tx) flush() error {
	if err := tx.settle(); err != nil {
		return err
	}
	if err := tx.writePending(); err != nil {
		return err
	}
	if tx.bulk != nil {
		tx.bulk.owners = ownerTable{} // nobody is looked for any more, and indexes need the memory
	}
	if !tx.counted {
		tx.n = len(tx.dirty)
	}
	if err := tx.touchStaged(); err != nil {
		return err
	}
	// In order: FTS5 writes out what it has gathered when a row id is not higher
	// than the one before. And in two passes: any other write between two search
	// rows would make it do so, too.
	ids := slices.Sorted(maps.Keys(tx.dirty))
	stale := func(what derived) (out []int64) {
		for _, id := range ids {
			if tx.dirty[id]&what != 0 {
				out = append(out, id)
			}
		}
		return out
	}
	if err := tx.restatAll(stale(staleStats)); err != nil {
		return err
	}
	if err := tx.recoldAll(); err != nil {
		return err
	}
	again := stale(staleSearch)
	if len(again) >= manyStale && !tx.wide {
		if err := tx.widenSearch(); err != nil {
			return err
		}
	}
	if err := tx.reindex(again); err != nil {
		return err
	}
	for _, end := range []func() error{tx.remake, tx.endBulk, tx.narrowSearch} {
		if err := end(); err != nil {
			return err
		}
	}
	return nil
}

// manyStale is from how many search rows on FTS5 shall gather more and merge less.
const manyStale = 2000

// Now is the moment of the operation, in UTC.
func (tx *Tx) Now() time.Time { return tx.now }

// Today is the local date of the operation.
func (tx *Tx) Today() string { return tx.now.In(tx.s.opt.Zone).Format(time.DateOnly) }

// SetCount says how many contacts the operation is about, where that is not the
// number of contacts touched.
func (tx *Tx) SetCount(n int) { tx.n, tx.counted = n, true }

func (tx *Tx) touch(contact int64, what derived) { tx.dirty[contact] |= what }

// stmt prepares a statement that finds every row of the operation in its table.
func (tx *Tx) stmt(query string) (*sql.Stmt, error) {
	if err := tx.settle(); err != nil {
		return nil, err
	}
	return tx.prepared(query)
}

// short is the context of a statement that takes microseconds. The driver starts a
// goroutine for each statement whose context may end; an import runs millions, and
// asks here whether it is to end. Statements that may take long get tx.ctx.
func (tx *Tx) short() (context.Context, error) {
	if tx.bulk == nil {
		return tx.ctx, nil
	}
	return tx.brief, tx.ctx.Err()
}

func (tx *Tx) closeStmts() {
	for _, st := range tx.stmts {
		st.Close()
	}
	clear(tx.stmts)
}

func (tx *Tx) exec(query string, args ...any) error {
	ctx, err := tx.short()
	if err != nil {
		return err
	}
	st, err := tx.stmt(query)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(ctx, args...)
	return mapErr(err)
}

// insert runs an INSERT and returns the new row's id.
func (tx *Tx) insert(query string, args ...any) (int64, error) {
	if err := tx.settle(); err != nil {
		return 0, err
	}
	return tx.insertApart(query, args...)
}

// row runs a query that yields one row. Its error, if any, comes from Scan.
func (tx *Tx) row(query string, args ...any) scanner {
	if err := tx.settle(); err != nil {
		return failed{err}
	}
	return tx.rowApart(query, args...)
}

func (tx *Tx) query(query string, args ...any) (*sql.Rows, error) {
	if err := tx.settle(); err != nil {
		return nil, err
	}
	return tx.queryApart(query, args...)
}

type scanner interface{ Scan(...any) error }

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// QueryContext and QueryRowContext let reads that take a querier run inside the
// transaction.
func (tx *Tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := tx.stmt(query)
	if err != nil {
		return nil, err
	}
	if ctx == tx.ctx {
		if ctx, err = tx.short(); err != nil {
			return nil, err
		}
	}
	return st.QueryContext(ctx, args...)
}

// QueryRowContext: see QueryContext.
func (tx *Tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	st, err := tx.stmt(query)
	if err != nil {
		return tx.sql.QueryRowContext(ctx, query, args...) // carries the same error, or the operation ends with it
	}
	return st.QueryRowContext(ctx, args...)
}

// contactID finds the row of a live or trashed contact.
func (tx *Tx) contactID(uid string) (int64, error) {
	if id := tx.waits(uid); id != 0 {
		return id, nil
	}
	var id int64
	err := tx.rowApart(`SELECT id FROM contact WHERE uid = ?`, uid).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("contact %s: %w", uid, ErrNotFound)
	}
	return id, mapErr(err)
}
