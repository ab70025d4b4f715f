package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// minBook is a page, the least that a book can be. SQLite takes files of 0 and 1
// bytes for new databases and overwrites them.
const minBook = 4096

// tempPrefix begins the names of books that are being made; Sweep removes what a
// kill left of them.
const tempPrefix = ".crm-new-"

// Create makes an empty book at path, 0600 in a folder made 0700, and opens it.
// It never replaces anything: ErrExists. The book appears under its name only
// when it is whole and on the disk, since a resurrected rollback journal would
// empty a book that was made in place.
func Create(ctx context.Context, path string, opt Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("create book %s: %w", path, err)
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("create book %s: %w", path, ErrExists)
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create book: %w", fsErr(err))
	}
	temp, err := build(ctx, dir, opt)
	if err != nil {
		return nil, err
	}
	defer os.Remove(temp)
	if err := os.Link(temp, path); err != nil { // link(2) never clobbers
		if errors.Is(err, fs.ErrExist) {
			// Another crm was first: its book is the book.
			return Open(ctx, path, opt)
		}
		return nil, fmt.Errorf("create book %s: %w", path, fsErr(err))
	}
	if err := syncDir(dir); err != nil {
		return nil, fmt.Errorf("create book %s: %w", path, fsErr(err))
	}
	return Open(ctx, path, opt)
}

// build makes an empty book under a temporary name and returns the name.
func build(ctx context.Context, dir string, opt Options) (_ string, err error) {
	f, err := os.CreateTemp(dir, tempPrefix+"*") // 0600
	if err != nil {
		return "", fmt.Errorf("create book: %w", fsErr(err))
	}
	name := f.Name()
	defer func() {
		if err != nil {
			removeBook(name)
		}
	}()
	if info, err := f.Stat(); err == nil {
		sweep(dir, info)
	}
	if err := f.Close(); err != nil {
		return "", fmt.Errorf("create book: %w", fsErr(err))
	}
	db, err := sql.Open("sqlite", dsn(name, writing, busyWait))
	if err != nil {
		return "", fmt.Errorf("create book: %w", err)
	}
	db.SetMaxOpenConns(1)
	s := &Store{path: name, opt: opt.withDefaults(), write: db, read: db}
	if err := errors.Join(s.migrate(ctx), db.Close()); err != nil {
		return "", fmt.Errorf("create book in %s: %w", dir, mapErr(err))
	}
	removeSidecars(name)
	return name, syncFile(name)
}

// sweep removes half-made books that a kill left in the folder, except ones
// that another process may be making now: those about as young as ours.
func sweep(dir string, ours os.FileInfo) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && strings.HasPrefix(e.Name(), tempPrefix) && ours.ModTime().Sub(info.ModTime()) > 10*time.Minute {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

func removeBook(name string) {
	os.Remove(name)
	removeSidecars(name)
}

func removeSidecars(name string) {
	for _, end := range []string{"-wal", "-shm", "-journal"} {
		os.Remove(name + end)
	}
}

// checkFile refuses what SQLite would take for a new database, without opening
// the file: closing it again would drop another handle's locks.
func checkFile(path string) (os.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open book: %w", fsErr(err))
	}
	switch {
	case info.IsDir():
		return nil, fmt.Errorf("open book %s: %w: it is a folder", path, ErrNotBook)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("open book %s: %w: it is not a regular file", path, ErrNotBook)
	case info.Size() < minBook:
		return nil, fmt.Errorf("open book %s: %w: it is only %d bytes long", path, ErrNotBook, info.Size())
	}
	return info, nil
}

// unmoved checks that the path still leads to the file that is open. SQLite
// itself would write into a deleted file and report success.
func (s *Store) unmoved() error {
	if s.file == nil {
		return nil
	}
	info, err := os.Stat(s.path)
	if err == nil && info.Size() >= minBook && os.SameFile(info, s.file) {
		return nil
	}
	return fmt.Errorf("%s: %w", s.path, ErrMoved)
}

// peek refuses foreign and newer files before anything may write to them: opening
// for writing turns another program's database into one with a WAL. It sees the
// file without its -wal, so what it accepts is checked again. SQLite itself opens
// the file, since it keeps other handles' locks when it closes one.
func peek(ctx context.Context, path string) error {
	db, err := openPool(path, peeking, 0, 1)
	if err != nil {
		return err
	}
	defer db.Close()
	return checkVersion(ctx, db, peeking)
}

// checkVersion refuses foreign files and other schemas than this program's own.
func checkVersion(ctx context.Context, db *sql.DB, a access) error {
	var app, version int
	err := db.QueryRowContext(ctx, "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version").Scan(&app, &version)
	if err != nil {
		return fmt.Errorf("open book: %w", mapErr(err))
	}
	switch {
	case app != applicationID:
		return fmt.Errorf("open book: %w: it is a database of another program", ErrNotBook)
	case version < 1 && a != remote:
		return fmt.Errorf("open book: %w: it says that its schema is %d", ErrDamaged, version)
	case version > schemaVersion:
		return fmt.Errorf("open book: %w: its schema is %d, this program knows %d", ErrNewer, version, schemaVersion)
	case version < schemaVersion && a == remote:
		return fmt.Errorf("open book: %w: %d, not %d", ErrOlder, version, schemaVersion)
	}
	return nil
}

func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("sync %s: %w", name, err)
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes a new name in the folder durable. Windows has no such call.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// fsErr names a file system's refusal in the store's own words.
func fsErr(err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission), isReadOnlyFS(err):
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	case isFull(err):
		return fmt.Errorf("%w (%w)", ErrFull, err)
	}
	return err
}
