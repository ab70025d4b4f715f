package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// BackupDir is where the copies of a book are kept unless another folder is named.
func BackupDir(book string) string { return filepath.Join(filepath.Dir(book), "backups") }

// Backup writes a copy of the book into dir and returns its path. The copy has
// its name only after it was opened and checked. Errors: ErrFull, ErrReadOnly.
func (s *Store) Backup(ctx context.Context, dir string) (string, error) {
	if s.write == nil {
		return "", ErrReadOnly
	}
	if err := s.unmoved(); err != nil {
		return "", err
	}
	return s.backup(ctx, s.write, dir, "manual")
}

func (s *Store) backup(ctx context.Context, db *sql.DB, dir, why string) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("back up: %w", fsErr(err))
	}
	// VACUUM INTO takes an existing file if it is empty, and keeps its mode.
	f, err := os.CreateTemp(dir, tempPrefix+"*")
	if err != nil {
		return "", fmt.Errorf("back up: %w", fsErr(err))
	}
	temp := f.Name()
	defer removeBook(temp)
	if err := f.Close(); err != nil {
		return "", fmt.Errorf("back up: %w", fsErr(err))
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, temp); err != nil {
		return "", fmt.Errorf("back up to %s: %w", dir, mapErr(err))
	}
	if err := checkCopy(ctx, temp); err != nil {
		return "", fmt.Errorf("back up to %s: the copy is not good: %w", dir, err)
	}
	if err := syncFile(temp); err != nil {
		return "", fmt.Errorf("back up: %w", fsErr(err))
	}
	return s.nameBackup(temp, dir, why)
}

// nameBackup links the copy under the time and the reason, and notes its hash.
func (s *Store) nameBackup(temp, dir, why string) (string, error) {
	base := "crm-" + s.opt.Now().UTC().Format("20060102T150405Z") + "-" + why
	name := base + ".db"
	for n := 2; ; n++ {
		err := os.Link(temp, filepath.Join(dir, name))
		if err == nil {
			break
		}
		if !errors.Is(err, os.ErrExist) {
			return "", fmt.Errorf("back up: %w", fsErr(err))
		}
		name = fmt.Sprintf("%s-%d.db", base, n)
	}
	sum, err := hashFile(temp)
	if err != nil {
		return "", fmt.Errorf("back up: %w", err)
	}
	if err := appendLine(filepath.Join(dir, "SHA256SUMS"), sum+"  "+name); err != nil {
		return "", fmt.Errorf("back up: %w", fsErr(err))
	}
	return filepath.Join(dir, name), syncDir(dir)
}

func checkCopy(ctx context.Context, path string) error {
	db, err := openPool(path, remote, remoteWait, 1)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := integrity(ctx, db)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("%w: %s", ErrDamaged, strings.Join(found, "; "))
	}
	return foreignKeysHold(ctx, db)
}

// hashFile reads a file that is no open book: closing a book's file would drop
// SQLite's locks.
func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, bufio.NewReaderSize(f, 1<<20)); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

func appendLine(path, line string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}
