package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"crm/importer"
	"crm/store"
	"crm/store/query"
	"crm/store/when"
)

// The exit codes are a contract: see "crm help exit-codes". Code 141 is the
// shell's name for SIGPIPE, which the Go runtime takes care of.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNotFound    = 3
	exitAmbiguous   = 4
	exitUnavailable = 5
	exitPartly      = 6
	exitProblems    = 7
	exitInterrupted = 130
)

// failure is an error that already is in words for people.
type failure struct {
	what string
	hint string // "" for none
	code int
	err  error // the cause, or nil
}

func (f *failure) Error() string { return f.what }
func (f *failure) Unwrap() error { return f.err }

// silent ends the run with a code and no word, when all is said already.
type silent int

func (s silent) Error() string { return fmt.Sprintf("exit %d", int(s)) }

func usagef(what, hint string) error {
	return &failure{what: what, hint: hint, code: exitUsage}
}

func notFound(what, hint string) error {
	return &failure{what: what, hint: hint, code: exitNotFound}
}

// explain is the one place that turns an error into words and a code.
func explain(err error) (what, hint string, code int) {
	if f, ok := errors.AsType[*failure](err); ok {
		return f.what, f.hint, f.code
	}
	if e, ok := errors.AsType[*query.Error](err); ok {
		return e.What, e.Hint, exitUsage
	}
	if e, ok := errors.AsType[*when.Error](err); ok {
		return e.Error(), "see: crm help dates", exitUsage
	}
	if e, ok := errors.AsType[*store.Invalid](err); ok {
		return e.Error(), "", exitUsage
	}
	if e, ok := errors.AsType[*importer.UsageError](err); ok {
		return e.What, e.Next, exitUsage
	}
	if e, ok := errors.AsType[*importer.ReadError](err); ok {
		return e.What, e.Next, exitUsage
	}
	if e, ok := errors.AsType[*importer.WriteError](err); ok {
		return e.What, e.Next, exitFailed
	}
	if errors.Is(err, context.Canceled) {
		return "interrupted; nothing was changed", "", exitInterrupted
	}
	return explainBook(err)
}

// explainBook is explain for what the store and the disk say.
func explainBook(err error) (what, hint string, code int) {
	for _, k := range []struct {
		is   error
		hint string
		code int
	}{
		{store.ErrNewer, "update crm, or open another book with --db", exitUnavailable},
		{store.ErrOlder, "any command that writes brings it up to date, after copying it aside", exitUnavailable},
		{store.ErrBusy, "another crm is writing, maybe an import: try again when it is done", exitUnavailable},
		{store.ErrReadOnly, "check the permissions of the file and its folder, or name another book with --db", exitUnavailable},
		{store.ErrFull, "make room and try again; nothing was changed", exitFailed},
		{store.ErrMoved, "put the file back, then look at it with: crm db check", exitFailed},
		{store.ErrDamaged, "look at it with: crm db check; copies are in the backups folder beside it", exitFailed},
		{store.ErrNotBook, "check the path; copies of a book are in the backups folder beside it (crm db path)", exitFailed},
		{store.ErrNotFound, "", exitNotFound},
		{store.ErrNothing, "", exitNotFound},
		{store.ErrExists, "", exitFailed},
		{fs.ErrNotExist, "", exitFailed},
		{fs.ErrPermission, "check the permissions of the file and its folder", exitFailed},
	} {
		if errors.Is(err, k.is) {
			return plain(err), k.hint, k.code
		}
	}
	return plain(err), "", exitFailed
}

// plain drops the driver's words in brackets behind the store's own.
func plain(err error) string {
	s := err.Error()
	for _, known := range []error{store.ErrNewer, store.ErrOlder, store.ErrBusy, store.ErrReadOnly, store.ErrFull, store.ErrDamaged, store.ErrNotBook} {
		if before, after, ok := strings.Cut(s, known.Error()+" ("); ok && strings.HasSuffix(after, ")") {
			return before + known.Error()
		}
	}
	return s
}
