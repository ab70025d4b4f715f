//go:build !windows

package store_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

// TestModes: nobody else reads a book, its log or its copies, whatever the umask.
func TestModes(t *testing.T) {
	for _, mask := range []int{0o000, 0o022, 0o077} {
		t.Run(fmt.Sprintf("%03o", mask), func(t *testing.T) {
			root := t.TempDir()
			defer syscall.Umask(syscall.Umask(mask))
			dir := filepath.Join(root, "crm")
			s, err := store.Create(ctx, filepath.Join(dir, "crm.db"), storetest.Options(storetest.NewClock()))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			storetest.Add(t, s, store.Contact{Name: "Đức"})
			if _, err := s.Backup(ctx, store.BackupDir(s.Path())); err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
				if err != nil {
					return err
				}
				info, err := e.Info()
				if err != nil {
					return err
				}
				seen[e.Name()] = true
				want := fs.FileMode(0o600)
				if e.IsDir() {
					want = 0o700
				}
				if info.Mode().Perm() != want {
					t.Errorf("%s is %s", path, info.Mode())
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"crm.db", "crm.db-wal", "crm.db-shm", "backups", "SHA256SUMS"} {
				if !seen[name] {
					t.Errorf("no %s among %v", name, seen)
				}
			}
		})
	}
}

func TestOpenRefusesAPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.db")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	for how, open := range openers() {
		if _, err := open(path, storetest.Options(storetest.NewClock())); !errors.Is(err, store.ErrNotBook) {
			t.Errorf("%s: %v", how, err)
		}
	}
}

// asNobody runs the role "open" as a user who owns nothing, so that modes count
// for root as well.
func asNobody(t *testing.T, path string) string {
	t.Helper()
	cmd := process(t, "open", path)
	if os.Geteuid() == 0 {
		exe := filepath.Join(t.TempDir(), "store.test")
		data, err := os.ReadFile(cmd.Path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(exe, data, 0o755); err != nil {
			t.Fatal(err)
		}
		reachable(t, exe)
		cmd.Path = exe
		cmd.Dir = "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

// reachable lets another user walk to a file under the test's folder.
func reachable(t *testing.T, path string) {
	t.Helper()
	top := filepath.Clean(os.TempDir())
	for dir := filepath.Dir(path); strings.HasPrefix(dir, top+"/"); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReadOnlyPlaces(t *testing.T) {
	for name, mode := range map[string]struct{ dir, file fs.FileMode }{
		"file":            {0o777, 0o444},
		"folder":          {0o555, 0o666},
		"file and folder": {0o555, 0o444},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "crm")
			path := filepath.Join(dir, "crm.db")
			closedBook(t, path)
			reachable(t, path)
			if err := errors.Join(os.Chmod(path, mode.file), os.Chmod(dir, mode.dir)); err != nil {
				t.Fatal(err)
			}
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(asNobody(t, path), "\n")
			if !strings.Contains(lines[0], store.ErrReadOnly.Error()) {
				t.Errorf("open and write: %s", lines[0])
			}
			if !strings.HasPrefix(lines[1], "1 ") && !strings.Contains(lines[1], store.ErrReadOnly.Error()) {
				t.Errorf("read only: %s", lines[1])
			}
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			after, err := os.ReadFile(path)
			if err != nil || string(after) != string(before) {
				t.Errorf("the book changed, %v", err)
			}
		})
	}
}

func TestUnreadableBook(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "crm")
	path := filepath.Join(dir, "crm.db")
	closedBook(t, path)
	reachable(t, path)
	for i, line := range strings.SplitN(asNobody(t, path), "\n", 2) {
		if !strings.Contains(line, "permission denied") && !strings.Contains(line, store.ErrReadOnly.Error()) && !strings.Contains(line, "unable to open") {
			t.Errorf("opening %d: %s", i, line)
		}
	}
}
