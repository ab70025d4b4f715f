// Package store keeps the book: one SQLite file with everything in it.
//
// Reads are methods of Store. Writes are methods of Tx, and only Write hands out
// a Tx: the type system says what can change data. Each Write is one transaction
// and one operation of the journal. Triggers record every row that it touches
// (journal.go), so that any operation can be undone, by any process, after any
// restart (undo.go). Search rows and statistics are derived from the rows, in
// the same transaction, by Go (search.go, stats.go).
//
// SQL stands as a literal in the function that scans it; where.go alone composes
// SQL, from a parsed query, with parameters only. Row ids stay inside: outside, a
// record is known by its uid.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	busyWait   = 30 * time.Second       // for other writers to finish, before ErrBusy: a large import holds the book for seconds
	remoteWait = 200 * time.Millisecond // the same for OpenReadOnly: a login shell waits for it
	readers    = 3
)

// Options are what a Store is handed from outside.
type Options struct {
	Now    func() time.Time // required: the clock, read once per Write
	Zone   *time.Location   // required: where days begin and end
	UID    func() string    // nil means RandomUID
	Region string           // ISO 3166 code for phone numbers without a country code; "" reads none of them
}

// Store is an open book. Its methods may be called from any goroutine.
type Store struct {
	path  string
	opt   Options
	read  *sql.DB
	write *sql.DB // nil when read-only

	mu     sync.Mutex // held by Write, and by Close: a book is not closed under a write
	closed bool
	file   os.FileInfo // as it was at opening; nil for a scratch book
	bounds bounds      // of lists; tests set them

	watchMu sync.Mutex
	watch   *sql.Conn // its own connection: data_version counts other connections' commits
}

// querier is what reads need: a pool, a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Open opens the book at path for reading and writing, and brings an older
// schema up to date after copying the file aside. Errors: fs.ErrNotExist when
// there is no file, ErrNewer, ErrBusy, ErrNotBook, ErrReadOnly.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	info, err := checkFile(path)
	if err != nil {
		return nil, err
	}
	if err := peek(ctx, path); err != nil {
		return nil, err
	}
	s := &Store{path: path, opt: opt.withDefaults(), file: info}
	if s.write, err = openPool(path, writing, busyWait, 1); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		s.write.Close()
		return nil, err
	}
	if s.read, err = openPool(path, reading, busyWait, readers); err != nil {
		s.write.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) prepare(ctx context.Context) error {
	if err := checkVersion(ctx, s.write, writing); err != nil {
		return err
	}
	if err := readBack(ctx, s.write, writing); err != nil {
		return err
	}
	return s.migrate(ctx)
}

// OpenReadOnly opens the book for a process that only looks, such as a login
// shell: it waits 200 ms for a lock, migrates nothing and creates no file but
// SQLite's own -wal and -shm beside the book. Errors: as Open, and ErrOlder.
func OpenReadOnly(ctx context.Context, path string, opt Options) (*Store, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	info, err := checkFile(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, opt: opt.withDefaults(), file: info}
	if s.read, err = openPool(path, remote, remoteWait, 1); err != nil {
		return nil, err
	}
	if err := checkVersion(ctx, s.read, remote); err != nil {
		s.read.Close()
		return nil, err
	}
	return s, nil
}

// OpenScratch makes an empty book in memory, for planning against when there is
// no book yet. It is gone when closed.
func OpenScratch(ctx context.Context, opt Options) (*Store, error) {
	if err := registerOnce(); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file::memory:?_txlock=immediate&_pragma=foreign_keys(1)&_pragma=recursive_triggers(1)&_pragma=temp_store(2)")
	if err != nil {
		return nil, fmt.Errorf("open scratch book: %w", err)
	}
	// One connection: each connection to :memory: would be a book of its own.
	db.SetMaxOpenConns(1)
	db.SetConnMaxIdleTime(0)
	s := &Store{opt: opt.withDefaults(), read: db, write: db}
	if err := s.migrate(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

func openPool(path string, a access, wait time.Duration, conns int) (*sql.DB, error) {
	if err := registerOnce(); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn(path, a, wait))
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", path, err)
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

func (o Options) withDefaults() Options {
	if o.UID == nil {
		o.UID = RandomUID
	}
	return o
}

// Close waits for a write that is under way, then closes the book.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.watchMu.Lock()
	if s.watch != nil {
		s.watch.Close()
		s.watch = nil
	}
	s.watchMu.Unlock()
	err := s.read.Close()
	if s.write != nil && s.write != s.read {
		err = errors.Join(err, s.write.Close())
	}
	return err
}

// Path returns the book's file, absolute and with links resolved; "" for a scratch book.
func (s *Store) Path() string { return s.path }

// Now returns the clock that the Store was given, in its zone.
func (s *Store) Now() time.Time { return s.opt.Now().In(s.opt.Zone) }

// Zone returns where this book's days begin and end.
func (s *Store) Zone() *time.Location { return s.opt.Zone }

// Region returns the region that phone numbers without a country code belong to.
func (s *Store) Region() string { return s.opt.Region }

// Version changes whenever anybody, this process included, commits to the book.
// It costs microseconds: poll it to notice another process's changes. Nobody else
// sees a scratch book: its version stands, and its one connection stays free.
func (s *Store) Version(ctx context.Context) (int64, error) {
	if s.path == "" {
		return 0, nil
	}
	s.watchMu.Lock()
	defer s.watchMu.Unlock()
	if s.watch == nil {
		c, err := s.read.Conn(ctx)
		if err != nil {
			return 0, fmt.Errorf("watch book: %w", mapErr(err))
		}
		s.watch = c
	}
	var v int64
	if err := s.watch.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v); err != nil {
		return 0, fmt.Errorf("watch book: %w", mapErr(err))
	}
	return v, nil
}

// resolve makes path absolute and follows links, since -wal and -shm stand
// beside the real file.
func resolve(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("open book %s: %w", path, err)
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		if info, lerr := os.Lstat(abs); lerr == nil && info.Mode()&fs.ModeSymlink != 0 {
			return "", fmt.Errorf("open book %s: the link points nowhere: %w", path, err)
		}
		return "", fmt.Errorf("open book: %w", err)
	}
	return real, nil
}
