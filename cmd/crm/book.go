package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/store/when"
)

// bookPath is where the book is: flag, environment, configuration, default.
func (a *app) bookPath() (string, error) {
	for _, path := range []string{a.flags.db, a.get("CRM_DB"), a.conf.get("db")} {
		if path != "" {
			return a.expand(path), nil
		}
	}
	dir, err := a.dataDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "crm.db"), nil
}

func (a *app) storeOptions() store.Options {
	return store.Options{Now: a.now, Zone: a.zone, Region: a.conf.get("phone.region")}
}

// when is what a date that people type depends on.
func (a *app) when() when.Context {
	return when.Context{Now: a.now(), Zone: a.zone, Order: a.conf.order(), WeekStart: a.conf.weekStart()}
}

// noBook says that there is none, for a command that needs one.
func (a *app) noBook(path string) error {
	return notFound("there is no book yet at "+path, noBookHint)
}

const noBookHint = "crm add NAME or crm import FILE makes one; crm demo shows a sample"

// isMissing tells that the book itself is not there; a link that leads nowhere
// is a mistake and not a book to be made.
func isMissing(err error) bool {
	if !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	_, dangling := cutDangling(err)
	return !dangling
}

// reader opens the book for looking: nothing is migrated or written, so it works
// on a disk that cannot be written. An older schema, or a book that is busy for
// long, is opened as for writing.
func (a *app) reader(ctx context.Context) (*store.Store, error) {
	path, err := a.bookPath()
	if err != nil {
		return nil, err
	}
	s, err := store.OpenReadOnly(ctx, path, a.storeOptions())
	if errors.Is(err, store.ErrOlder) || errors.Is(err, store.ErrBusy) {
		s, err = store.Open(ctx, path, a.storeOptions())
	}
	if isMissing(err) {
		return nil, a.noBook(path)
	}
	return s, err
}

// lister is reader for commands to which no book is an empty one: it then
// returns nil, and has said so.
func (a *app) lister(ctx context.Context) (*store.Store, error) {
	s, err := a.reader(ctx)
	if isNoBook(err) {
		a.sayNoBook(err)
		return nil, nil
	}
	return s, err
}

func isNoBook(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && f.code == exitNotFound && f.hint == noBookHint
}

func (a *app) sayNoBook(err error) {
	what, hint, _ := explain(err)
	a.out.say(safe.Line(what))
	a.out.sayf("hint: %s", hint)
}

// writer opens the book for a command that changes what is in it.
func (a *app) writer(ctx context.Context) (*store.Store, error) {
	path, err := a.bookPath()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, path, a.storeOptions())
	if isMissing(err) {
		return nil, a.noBook(path)
	}
	return s, err
}

// maker is writer for a command that can begin a book. A dry run of it is run
// against an empty one in memory, and creates nothing.
func (a *app) maker(ctx context.Context) (*store.Store, error) {
	path, err := a.bookPath()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, path, a.storeOptions())
	if !isMissing(err) {
		return s, err
	}
	if a.flags.dryRun {
		return store.OpenScratch(ctx, a.storeOptions())
	}
	s, err = store.Create(ctx, path, a.storeOptions())
	if err == nil {
		a.out.sayf("Made a new book: %s", path)
	}
	return s, err
}

// op describes what this command does, for the journal.
func (a *app) op(what string) store.Op {
	return store.Op{Who: "cli", What: what, DryRun: a.flags.dryRun}
}

// done says what was changed and how to take it back, or what would be.
func (a *app) done(op store.Operation, did, would string) {
	switch {
	case a.flags.dryRun:
		a.out.sayf("Would %s.", would)
	case op.UID == "":
		a.out.sayf("Nothing to change.")
	default:
		a.out.sayf("%s. Undo: crm undo", did)
	}
}

// operation is the id that JSON names an operation by; a dry run made none.
func (a *app) operation(op store.Operation) string {
	if a.flags.dryRun {
		return ""
	}
	return op.UID
}

// contact finds the one contact that an argument means. Several are a question
// on a terminal, else an error that lists them.
func (a *app) contact(ctx context.Context, s *store.Store, arg string) (store.Listed, error) {
	c, err := a.queryContext(ctx, s)
	if err != nil {
		return store.Listed{}, err
	}
	q, qerr := query.Parse(query.Args([]string{arg}), c)
	if qerr != nil {
		q = nil
	}
	found, err := s.Find(ctx, arg, q)
	if err == nil {
		return found, nil
	}
	if many, ok := errors.AsType[*store.Ambiguous](err); ok {
		return a.pick(ctx, s, many)
	}
	if errors.Is(err, store.ErrNotFound) {
		if qerr != nil {
			return store.Listed{}, qerr
		}
		return store.Listed{}, a.nobody(ctx, s, q, arg)
	}
	return store.Listed{}, err
}

// candidates are shown this many at once.
const maxCandidates = 6

// pick asks which of several contacts is meant, or says who they are.
func (a *app) pick(ctx context.Context, s *store.Store, many *store.Ambiguous) (store.Listed, error) {
	if a.interactive() && !a.noInput() && !a.flags.yes {
		return a.choose(ctx, s, many)
	}
	var parts []string
	for _, l := range many.Found[:min(len(many.Found), maxCandidates)] {
		id, err := s.ShortID(ctx, l.UID)
		if err != nil {
			return store.Listed{}, err
		}
		company := l.Company
		if company == "" {
			company = "—"
		}
		parts = append(parts, fmt.Sprintf("%s %s (%s)", id, l.Name, company))
	}
	if many.Total > len(parts) {
		parts = append(parts, "…")
	}
	return store.Listed{}, &failure{
		what: many.Error(), hint: strings.Join(parts, " · ") + "; use an id, e-mail or phone",
		code: exitAmbiguous, err: many,
	}
}

// shellQuote shows an argument as a shell has to get it.
func shellQuote(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("@.:,+-_/=", r))
	}) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
