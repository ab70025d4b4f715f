package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"crm":  func() { os.Exit(start()) },
		"term": termMain,
	})
}

// TestScript runs the scripts of testdata/script: the program as a whole, with a
// fixed clock and zone and a home of its own.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			home := filepath.Join(e.WorkDir, "home")
			e.Setenv("HOME", home)
			e.Setenv("CRM_NOW", "2026-11-23T09:41:00+07:00")
			e.Setenv("TZ", "Asia/Ho_Chi_Minh")
			e.Setenv("TERM", "xterm-256color")
			e.Setenv("GORACE", "atexit_sleep_ms=0") // else the race detector adds a second to each run
			e.Setenv("BOOK", filepath.Join(home, ".local", "share", "crm", "crm.db"))
			return os.Mkdir(home, 0o755)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"save":    saveCmd,
			"mask":    maskCmd,
			"mode":    modeCmd,
			"tree":    treeCmd,
			"json":    jsonCmd,
			"code":    codeCmd,
			"hostile": hostileCmd,
			"damage":  damageCmd,
			"login":   loginCmd,
			"version": versionCmd,
		},
	})
}

// saveCmd puts the last standard output into a variable: save VAR.
func saveCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: save VAR")
	}
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
}

// maskCmd writes the last standard output into a file, every id in it an X: ids
// are random. In full they have 16 characters: mask FILE.
func maskCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: mask FILE")
	}
	fullID := regexp.MustCompile(`\b[a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{15}\b|(?m:^id(\t| +)[a-z0-9]{4,16}$)`)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), fullID.ReplaceAll([]byte(ts.ReadFile("stdout")), []byte("X")), 0o600))
}

// modeCmd checks the permissions of a file: mode 0600 FILE.
func modeCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: mode MODE FILE")
	}
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := fmt.Sprintf("%04o", info.Mode().Perm()); (got == args[0]) == neg {
		ts.Fatalf("%s has mode %s", args[1], got)
	}
}

// treeCmd checks that a folder holds these files and no others: tree DIR [FILE...].
func treeCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: tree DIR [FILE...]")
	}
	dir := ts.MkAbs(args[0])
	var got []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			got = append(got, rel)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		ts.Check(err)
	}
	if strings.Join(got, " ") != strings.Join(args[1:], " ") {
		ts.Fatalf("%s holds %q", args[0], got)
	}
}

// jsonCmd checks that the last standard output is JSON.
func jsonCmd(ts *testscript.TestScript, neg bool, _ []string) {
	if json.Valid([]byte(ts.ReadFile("stdout"))) == neg {
		ts.Fatalf("standard output is JSON: %t", neg)
	}
}

// hostileCmd writes people with names that a terminal would obey into a file,
// and sets ESC and BEL: hostile FILE. A text of this repository has none of it.
func hostileCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hostile FILE")
	}
	ts.Setenv("ESC", "\x1b")
	ts.Setenv("BEL", "\a")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("Evil\x1b[31mRed #ta\x07g\n"+
		"Bidi\u202egnihton\u2066 x\n"+
		"Clip\x1b]52;c;aGk=\a\u009b2J\xff\x7f\r\n"), 0o600))
}

// loginCmd runs "crm remind" in bad surroundings. With --daily it has to be silent
// and to succeed, without it may say one line: login [FLAG...] [daily], where
// daily leaves the second out.
func loginCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: login [FLAG...] [daily]")
	}
	only := len(args) > 0 && args[len(args)-1] == "daily"
	if only {
		args = args[:len(args)-1]
	}
	ts.Check(ts.Exec("crm", append([]string{"remind", "--daily"}, args...)...))
	if out := ts.ReadFile("stdout") + ts.ReadFile("stderr"); out != "" {
		ts.Fatalf("crm remind --daily said %q", out)
	}
	if only {
		return
	}
	ts.Check(ts.Exec("crm", append([]string{"remind"}, args...)...))
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("crm remind printed %q", out)
	}
	if said := ts.ReadFile("stderr"); strings.Count(said, "\n") != 1 {
		ts.Fatalf("crm remind said %q", said)
	}
}

// damageCmd overwrites everything of a closed book but its first page: damage FILE.
func damageCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage FILE")
	}
	const page = 4096
	text := []byte(ts.ReadFile(args[0]))
	for i := page; i < len(text); i++ {
		text[i] = 0xff
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o600))
}

// versionCmd sets the schema version in the header of a closed book: version N FILE.
func versionCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: version N FILE")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	text := []byte(ts.ReadFile(args[1]))
	binary.BigEndian.PutUint32(text[60:], uint32(n)) // the SQLite file format, 1.3
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), text, 0o600))
}

// codeCmd runs a program and checks its exit code: code N PROGRAM [ARG...].
func codeCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N PROGRAM [ARG...]")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, not %s", got, args[0])
	}
}
