package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can go wrong with a book, for errors.Is.
var (
	// ErrNotFound: nothing has that id, name or path.
	ErrNotFound = errors.New("not found")
	// ErrExists: something has that name, or a book stands at that path already.
	ErrExists = errors.New("exists already")
	// ErrNewer: the book was written by a later version of crm.
	ErrNewer = errors.New("the book was written by a newer crm")
	// ErrOlder: a read-only opening met an older schema, which only Open upgrades.
	ErrOlder = errors.New("the book has an older schema")
	// ErrBusy: another process held the book longer than we wait.
	ErrBusy = errors.New("the book is busy")
	// ErrReadOnly: the file or its folder cannot be opened or written.
	ErrReadOnly = errors.New("the book cannot be opened or written")
	// ErrClosed: the Store was closed.
	ErrClosed = errors.New("the book is closed")
	// ErrNotBook: the file is something else, or damaged.
	ErrNotBook = errors.New("not a crm book")
	// ErrMoved: the file was removed, replaced or emptied while it was open.
	ErrMoved = errors.New("the book was moved or replaced while open")
	// ErrFull: the disk or the quota is full.
	ErrFull = errors.New("the disk is full")
	// ErrDamaged: SQLite found the file malformed.
	ErrDamaged = errors.New("the book is damaged")
	// ErrNothing: there is no operation to undo or redo.
	ErrNothing = errors.New("nothing to undo")
)

// Invalid says which field of a record cannot be stored, and why.
type Invalid struct {
	Field string
	Why   string
}

func (e *Invalid) Error() string { return e.Field + ": " + e.Why }

// Ambiguous is returned where one record was meant and several match.
type Ambiguous struct {
	Arg   string
	Total int
	Found []Listed // the first few
}

func (e *Ambiguous) Error() string {
	return fmt.Sprintf("%d contacts match %q", e.Total, e.Arg)
}

// mapErr turns a driver's code into one of the sentinels above.
// It is the only place that knows SQLite's codes; text is never compared.
func mapErr(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return err
	}
	if kind := codeKind(se.Code()); kind != nil {
		return fmt.Errorf("%w (%w)", kind, err)
	}
	return err
}

func codeKind(code int) error {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return ErrExists
	case sqlite3.SQLITE_IOERR_SHMSIZE: // the -shm beside the book could not be made longer
		return ErrFull
	}
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return ErrReadOnly
	case sqlite3.SQLITE_NOTADB:
		return ErrNotBook
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_CORRUPT:
		return ErrDamaged
	}
	return nil
}
