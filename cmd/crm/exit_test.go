package main

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"crm/store"
)

// Every error of a path is one line that names it, and a hint.
func TestExplainFile(t *testing.T) {
	path := func(op, name string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }
	for _, c := range []struct {
		err        error
		what, hint string
		code       int
	}{
		{fmt.Errorf("create book: %w", path("mkdir", "/proc/x", fs.ErrNotExist)), "the folder /proc/x cannot be made: file does not exist", "check the path, and who may write there", exitFailed},
		{fmt.Errorf("write: %w", path("open", "/no/.crm-x-123", syscall.ENOENT)), "/no: no such file or directory", "check the path: the folder is not there", exitFailed},
		{fmt.Errorf("open: %w", path("stat", "/a/b", fs.ErrPermission)), "/a/b: permission denied", "check the permissions of the file and its folder", exitFailed},
		{fmt.Errorf("open book: %w", syscall.ENOTDIR), "open book: not a directory", "check the path: a part of it is a file and no folder", exitFailed},
		{fmt.Errorf("open book d.db: the link points nowhere: %w", path("lstat", "/x", fs.ErrNotExist)), "open book d.db: the link points nowhere", "mend the link or remove it, or name another book with --db", exitFailed},
		{fmt.Errorf("open book: %w (%w)", store.ErrReadOnly, path("open", "crm.db", fs.ErrPermission)), "open book: the book cannot be opened or written", "check the permissions of the file and its folder, or name another book with --db", exitUnavailable},
	} {
		what, hint, code := explain(c.err)
		if hint != c.hint || code != c.code || what != c.what {
			t.Errorf("%v:\n%q, %q, %d", c.err, what, hint, code)
		}
	}
}
