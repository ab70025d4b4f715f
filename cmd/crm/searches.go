package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// searches is the file of the searches typed in the interface. What somebody
// looks for says whom they know, so it is theirs alone, as the book is.
type searches struct{ path string }

// maxSearches bounds what is read: 200 searches of the greatest length are less.
const maxSearches = 1 << 20

// searchFile is where the searches of a person are kept, whatever the book.
func (a *app) searchFile() (searches, error) {
	dir, err := a.stateDir()
	return searches{filepath.Join(dir, "searches")}, err
}

// Load reads the file; none is nothing.
func (s searches) Load() ([]byte, error) {
	f, err := os.Open(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxSearches))
}

// Save puts another file in place of it: whoever reads finds the one or the
// other as a whole.
func (s searches) Save(b []byte) (err error) {
	dir := filepath.Dir(s.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, "searches-*") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	// Not synced: after a power cut a search or two are missing at worst.
	return os.Rename(f.Name(), s.path)
}
