package importer

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// WriteError says that a file could not be written, why, and what to do.
type WriteError struct {
	What string
	Next string
	Err  error // of the file system
}

// Error implements error.
func (e *WriteError) Error() string { return e.What + "; " + e.Next }

// Unwrap returns what the file system said.
func (e *WriteError) Unwrap() error { return e.Err }

// writeError tells an error of writing the file of that name by the name that the
// user knows: it is written under another one until it is whole. Other errors
// stay as they are.
func writeError(path string, err error) error {
	if err == nil {
		return nil
	}
	var why error
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		why = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		why = e.Err
	}
	if why == nil || errors.Is(err, context.Canceled) {
		return err
	}
	next := "name another file"
	switch {
	case errors.Is(why, fs.ErrNotExist):
		next = "make its folder, or name a file in another one"
	case errors.Is(why, fs.ErrPermission):
		next = "check the permissions of its folder, or name a file in another one"
	case errors.Is(why, syscall.ENOSPC):
		next = "make room, or name a file on another disk"
	}
	return &WriteError{What: "cannot write " + path + ": " + why.Error(), Next: next, Err: why}
}
