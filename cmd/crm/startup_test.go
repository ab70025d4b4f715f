package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"crm/store"
	"crm/store/storetest"

	"github.com/creack/pty"
)

// What crm remind may cost at every login. How much time it takes is measured by
// benchmarks; here is what it must not do at all.

// TestStartup holds "crm remind" to it, in a program without the tests.
func TestStartup(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no pseudo-terminals and no login shells")
	}
	name := filepath.Join(t.TempDir(), "crm")
	if out, err := exec.Command("go", "build", "-o", name, ".").CombinedOutput(); err != nil {
		t.Fatalf("build crm: %v\n%s", err, out)
	}
	t.Run("lines", func(t *testing.T) { remindWritesOnlyItsLines(t, name) })
	t.Run("files", func(t *testing.T) { remindCreatesNoFile(t, name) })
	t.Run("processes", func(t *testing.T) { remindStartsNoProcess(t, name) })
}

// login is a home with a book in it that has something due, and its environment.
func login(t *testing.T) (home string, env []string) {
	t.Helper()
	home = t.TempDir()
	book := filepath.Join(home, ".local", "share", "crm", "crm.db")
	s, err := store.Create(t.Context(), book, storetest.Options(storetest.NewClock()))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		uid, err := tx.AddContact(store.Contact{Name: "Nguyễn Thị Ánh \x1b[31m", Phones: []store.Phone{{Text: "0912345678"}}})
		if err != nil {
			return err
		}
		_, err = tx.AddReminder(store.Reminder{Contact: uid, DueOn: "2026-11-21", Text: "Gọi lại"})
		return err
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return home, []string{"HOME=" + home, "CRM_NOW=2026-11-23T09:41:00+07:00", "TZ=UTC", "TERM=xterm-256color", "PATH=" + os.Getenv("PATH")}
}

// onTerminal runs a program on a terminal and returns what that was sent.
func onTerminal(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	screen, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24})
	if err != nil {
		t.Fatal(err)
	}
	defer screen.Close()
	var out bytes.Buffer
	io.Copy(&out, screen) // ends with an error when the program closes its side
	if err := cmd.Wait(); err != nil {
		t.Errorf("%s: %v\n%s", cmd, err, out.String())
	}
	return out.String()
}

func remindWritesOnlyItsLines(t *testing.T, name string) {
	_, env := login(t)
	cmd := exec.Command(name, "remind")
	cmd.Env = env
	want := "1 overdue                                                 crm opens them\r\n" +
		"! Nguyễn Thị Ánh ␛[…  Gọi lại                 2d ago   0912 345 678\r\n"
	if got := onTerminal(t, cmd); got != want {
		t.Errorf("the terminal was sent\n%q, want\n%q", got, want)
	}
}

func remindCreatesNoFile(t *testing.T, name string) {
	home, env := login(t)
	files := func() []string {
		var out []string
		err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
			if err == nil {
				rel, _ := filepath.Rel(home, path)
				out = append(out, rel)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	before := files()
	cmd := exec.Command(name, "remind")
	cmd.Env = append(env, "TMPDIR="+home)
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "Gọi lại") {
		t.Fatalf("crm remind: %v\n%s", err, out)
	}
	for _, f := range files() {
		if !slices.Contains(before, f) && !strings.HasSuffix(f, "crm.db-wal") && !strings.HasSuffix(f, "crm.db-shm") {
			t.Errorf("crm remind created %s", f)
		}
	}
	// With no book at all: nothing whatever.
	empty := t.TempDir()
	cmd = exec.Command(name, "remind")
	cmd.Env = append(env, "HOME="+empty)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("crm remind without a book: %v\n%s", err, out)
	}
	if list, err := os.ReadDir(empty); err != nil || len(list) > 0 {
		t.Errorf("crm remind without a book left %v (%v)", list, err)
	}
}

// Lip Gloss asks tmux at package initialisation; a shim on PATH counts that.
func remindStartsNoProcess(t *testing.T, name string) {
	home, env := login(t)
	bin, log := filepath.Join(home, "bin"), filepath.Join(home, "tmux.log")
	if err := os.Mkdir(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	shim := "#!/bin/sh\necho run >> " + log + "\n"
	if err := os.WriteFile(filepath.Join(bin, "tmux"), []byte(shim), 0o700); err != nil {
		t.Fatal(err)
	}
	runs := func(args ...string) int {
		t.Helper()
		os.Remove(log)
		cmd := exec.Command(name, args...)
		cmd.Env = append(env, "TMUX=/tmp/tmux-0/default,1,0", "TERM=screen", "PATH="+bin+":"+os.Getenv("PATH"))
		onTerminal(t, cmd)
		text, err := os.ReadFile(log)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		return strings.Count(string(text), "run")
	}
	if n := runs("remind"); n > 0 {
		t.Errorf("crm remind ran tmux %d times", n)
	}
	if n := runs("--tz", "UTC", "remind", "--within", "7d"); n > 0 {
		t.Errorf("crm remind behind a flag ran tmux %d times", n)
	}
	// The shim has to be able to fail: a command that is not so careful runs it.
	if n := runs("version"); n == 0 {
		t.Error("crm version did not run tmux: this test tests nothing, and package quiet may go")
	}
}

// TestNoCostlyPackages lists what is linked. Each of these was measured to cost
// the start of every command, or asks the terminal at package initialisation.
func TestNoCostlyPackages(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	banned := regexp.MustCompile(`nyaruka/phonenumbers|xuri/excelize|mozillazg/go-pinyin|x/text/language/display|charmbracelet/fang|` +
		`charmbracelet/huh|muesli/termenv|lipgloss/v2/compat|emersion/go-vcard|olebedev/when|dateparser|BurntSushi/toml|` +
		`google.golang.org/protobuf|glamour|^testing$|crm/.*test$`)
	for _, p := range strings.Fields(string(out)) {
		if banned.MatchString(p) {
			t.Errorf("crm links %s", p)
		}
	}
	if !strings.Contains(string(out), "crm/store\n") || !strings.Contains(string(out), "crm/tui\n") {
		t.Error("crm does not link the store and the interface: the list is of something else")
	}
}
