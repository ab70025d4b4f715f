package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

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
	} {
		if errors.Is(err, k.is) {
			return plain(err), k.hint, k.code
		}
	}
	what, hint = explainFile(err)
	return what, hint, exitFailed
}

// explainFile is explain for a path that leads nowhere: the name that somebody
// gave, not that of the file that stands in for it meanwhile.
func explainFile(err error) (what, hint string) {
	what = plain(err)
	if before, ok := cutDangling(err); ok {
		return before, "mend the link or remove it, or name another book with --db"
	}
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		name := p.Path
		if strings.HasPrefix(filepath.Base(name), ".crm-") {
			name = filepath.Dir(name)
		}
		what = fmt.Sprintf("%s: %v", name, p.Err)
		if p.Op == "mkdir" {
			what = fmt.Sprintf("the folder %s cannot be made: %v", name, p.Err)
		}
	}
	switch {
	case strings.HasPrefix(what, "the folder "):
		hint = "check the path, and who may write there"
	case errors.Is(err, syscall.ENOTDIR):
		hint = "check the path: a part of it is a file and no folder"
	case errors.Is(err, fs.ErrNotExist):
		hint = "check the path: the folder is not there"
	case errors.Is(err, fs.ErrPermission):
		hint = "check the permissions of the file and its folder"
	}
	return what, hint
}

// cutDangling finds the error of a book that is a link to nothing, and leaves out
// what the system says about the other end.
func cutDangling(err error) (what string, ok bool) {
	const nowhere = "the link points nowhere"
	before, _, ok := strings.Cut(err.Error(), nowhere)
	return before + nowhere, ok && errors.Is(err, fs.ErrNotExist)
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
