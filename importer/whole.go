package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"crm/store"
)

// writeWhole writes a file of mode 0600 under another name, and gives it its own
// when it is whole and on the disk. A link is followed, and what is no regular file
// (a pipe, a device) is written to as it is.
func writeWhole(path string, write func(*os.File) error) (err error) {
	target, regular, err := destination(path)
	if err != nil {
		return writeError(path, err)
	}
	if !regular {
		return writeError(path, writeInto(target, write))
	}
	temp, err := os.CreateTemp(filepath.Dir(target), ".crm-export-*")
	if err != nil {
		return writeError(path, err)
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	if err = write(temp); err != nil {
		return writeError(path, err)
	}
	if err = temp.Sync(); err == nil {
		err = temp.Close()
	}
	if err == nil {
		err = os.Rename(temp.Name(), target)
	}
	return writeError(path, err)
}

// destination is where a path leads, and whether a regular file is there or none.
func destination(path string) (target string, regular bool, err error) {
	target = path
	for range 40 { // as many links as Linux follows
		info, err := os.Lstat(target)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return target, true, nil
		case err != nil:
			return "", false, err
		case info.Mode()&fs.ModeSymlink == 0:
			return target, info.Mode().IsRegular(), nil
		}
		link, err := os.Readlink(target)
		if err != nil {
			return "", false, err
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(filepath.Dir(target), link)
		}
		target = link
	}
	return "", false, fmt.Errorf("%s: too many links", path)
}

func writeInto(path string, write func(*os.File) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = write(f)
	return errors.Join(err, f.Close())
}

// bookFiles are the files of a book.
func bookFiles(st *store.Store) []string {
	path := st.Path()
	if path == "" { // in memory
		return nil
	}
	return []string{path, path + "-wal", path + "-shm"}
}

// protect refuses to write over files that are in use.
func protect(path string, files ...string) error {
	there, err := os.Stat(path)
	if err != nil {
		return nil // not there: nothing to protect
	}
	for _, name := range files {
		if info, err := os.Stat(name); err == nil && os.SameFile(there, info) {
			return &UsageError{fmt.Sprintf("%s is the book, or the file that is read", path), "name another file"}
		}
	}
	return nil
}
