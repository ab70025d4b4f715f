//go:build unix

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

// self is this test program standing in for crm, in a home of its own.
func self(t *testing.T, home string, args ...string) *exec.Cmd {
	t.Helper()
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Args[0] = "crm"
	cmd.Env = []string{"HOME=" + home, "CRM_NOW=2026-11-23T09:41:00+07:00", "TZ=UTC", "GORACE=atexit_sleep_ms=0", "PATH=" + os.Getenv("PATH")}
	return cmd
}

// exitOf runs a command and returns its exit code and what it said.
func exitOf(t *testing.T, cmd *exec.Cmd) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

func makeBook(t *testing.T, home string) string {
	t.Helper()
	book := filepath.Join(home, ".local", "share", "crm", "crm.db")
	s, err := store.Create(t.Context(), book, storetest.Options(storetest.NewClock()))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, store.Contact{Name: "Nguyễn Thị Ánh"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return book
}

// setUserVersion writes a schema version into the header of a closed book: bytes
// 60 to 63, big-endian (the SQLite file format, 1.3).
func setUserVersion(t *testing.T, book string, version uint32) {
	t.Helper()
	f, err := os.OpenFile(book, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(binary.BigEndian.AppendUint32(nil, version), 60); err != nil {
		t.Fatal(err)
	}
}

func TestNewerBook(t *testing.T) {
	home := t.TempDir()
	setUserVersion(t, makeBook(t, home), 999)
	for _, args := range [][]string{{"list"}, {"add", "Lan"}, {"show", "ánh"}, {"db", "check"}} {
		code, out, errs := exitOf(t, self(t, home, args...))
		if code != exitUnavailable || out != "" || !strings.HasPrefix(errs, "error: ") || !strings.Contains(errs, "\nhint: update crm") {
			t.Errorf("%q: exit %d, %q, %q", args, code, out, errs)
		}
	}
	if code, out, errs := exitOf(t, self(t, home, "remind")); code != exitOK || out != "" || strings.Count(errs, "\n") != 1 {
		t.Errorf("remind: exit %d, %q, %q", code, out, errs)
	}
}

// Another process holds the book for longer than anybody waits.
func TestBusyBook(t *testing.T) {
	home := t.TempDir()
	book := makeBook(t, home)
	opt := storetest.Options(storetest.NewClock())
	opt.UID = nil // seeded ids would repeat those of makeBook
	s, err := store.Open(t.Context(), book, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	held := errors.New("held")
	writer := self(t, home, "add", "Lan")
	_, err = s.Write(t.Context(), store.Op{Who: "cli", What: "hold"}, func(*store.Tx) error {
		if code, out, errs := exitOf(t, self(t, home, "list", "--count")); code != exitOK || out != "1\n" {
			t.Errorf("a reader has to go on: exit %d, %q, %q", code, out, errs)
		}
		if code, _, errs := exitOf(t, self(t, home, "remind")); code != exitOK || errs != "" {
			t.Errorf("remind has to go on: exit %d, %q", code, errs)
		}
		if err := writer.Start(); err != nil {
			return err
		}
		return held
	})
	if !errors.Is(err, held) {
		t.Fatal(err)
	}
	if err := writer.Wait(); err != nil {
		t.Errorf("a writer has to wait for its turn: %v", err)
	}
	if code, out, errs := exitOf(t, self(t, home, "list", "--count")); out != "2\n" {
		t.Errorf("exit %d, %q, %q", code, out, errs)
	}
}

// A writer that waited in vain says why and what to do.
func TestBusyWords(t *testing.T) {
	what, hint, code := explain(fmt.Errorf("begin write: %w", store.ErrBusy))
	if code != exitUnavailable || what == "" || !strings.Contains(hint, "another crm is writing") {
		t.Errorf("%d %q %q", code, what, hint)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root writes everywhere")
	}
	home := t.TempDir()
	book := makeBook(t, home)
	for _, name := range []string{book, filepath.Dir(book)} {
		if err := os.Chmod(name, 0o500); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Dir(book), 0o700) })
	if code, _, errs := exitOf(t, self(t, home, "add", "Lan")); code != exitUnavailable || !strings.Contains(errs, "hint: check the permissions") {
		t.Errorf("exit %d, %q", code, errs)
	}
}

// A signal ends a command with 130 and leaves the book as it was.
func TestInterrupt(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		home := t.TempDir()
		makeBook(t, home)
		cmd := self(t, home, "import", "-")
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		var errs bytes.Buffer
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// More than a pipe holds: once it is taken, the program is up and reads.
		io.WriteString(in, "name,phone\n"+strings.Repeat("Lan,0901234567\n", 10_000))
		cmd.Process.Signal(sig)
		in.Close()
		cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(errs.String(), "error: interrupted; nothing was changed\n") {
			t.Errorf("%v: exit %d, %q", sig, code, errs.String())
		}
		if _, out, _ := exitOf(t, self(t, home, "list", "--count")); out != "1\n" {
			t.Errorf("%v: %s contacts are left", sig, out)
		}
	}
}

// A reader that goes away is no error: a shell shows the signal as 141.
func TestBrokenPipe(t *testing.T) {
	home := t.TempDir()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	cmd := self(t, home, "help", "query")
	var errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = w, &errs
	cmd.Run()
	w.Close()
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() || status.Signal() != syscall.SIGPIPE || errs.Len() > 0 {
		t.Errorf("%v, %q", cmd.ProcessState, errs.String())
	}
}

// Files are 0600 and folders 0700 whatever the umask.
func TestFileModes(t *testing.T) {
	for _, mask := range []int{0o000, 0o022, 0o077} {
		home := t.TempDir()
		old := syscall.Umask(mask)
		for _, args := range [][]string{
			{"add", "Lan", "0901234567"}, {"follow", "lan", "today"}, {"remind", "--daily"}, {"db", "backup"},
			{"config", "set", "dates.order", "mdy"}, {"export", "-o", filepath.Join(home, "out.csv")},
		} {
			if code, _, errs := exitOf(t, self(t, home, args...)); code != exitOK {
				t.Errorf("%q: exit %d, %s", args, code, errs)
			}
		}
		syscall.Umask(old)
		err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
			if err != nil || path == home {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("umask %03o: %s is %v", mask, strings.TrimPrefix(path, home), info.Mode())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
