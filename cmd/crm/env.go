package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"crm/cmd/crm/quiet"

	"github.com/charmbracelet/x/term"
)

// env is what a run gets from outside. Everything else is handed its parts.
type env struct {
	args         []string // without the program's name
	get          func(string) string
	stdin        *bufio.Reader
	inTTY        bool     // standard input is a terminal
	outTTY       bool     // standard output is one
	errTTY       bool     // standard error is one
	screen       *os.File // standard output, for the interface
	width        int      // of the terminal, 0 when there is none
	height       int
	clock        func() time.Time
	localZone    *time.Location
	home         string
	terminalless bool // TERM=dumb or so: no styles
}

// systemEnv is the real one.
func systemEnv() env {
	home, _ := os.UserHomeDir() // "" is handled where paths are made
	e := env{
		args:      os.Args[1:],
		get:       os.Getenv,
		stdin:     bufio.NewReader(os.Stdin),
		inTTY:     term.IsTerminal(os.Stdin.Fd()),
		outTTY:    term.IsTerminal(os.Stdout.Fd()),
		errTTY:    term.IsTerminal(os.Stderr.Fd()),
		screen:    os.Stdout,
		clock:     time.Now,
		localZone: time.Local,
		home:      home,
	}
	if e.outTTY {
		if w, h, err := term.GetSize(os.Stdout.Fd()); err == nil {
			e.width, e.height = w, h
		}
	}
	noColor := os.Getenv("NO_COLOR") != "" && !quiet.Did
	e.terminalless = noColor || os.Getenv("TERM") == "dumb"
	return e
}

// interactive tells that somebody can be asked.
func (e *env) interactive() bool { return e.inTTY && e.errTTY }

// xdg is a folder of the XDG base directory specification, on every system:
// people of the terminal look for it there, on macOS too.
func (e *env) xdg(variable string, fallback ...string) (string, error) {
	// A relative path in it is to be ignored, says the specification.
	if dir := e.get(variable); filepath.IsAbs(dir) {
		return filepath.Join(dir, "crm"), nil
	}
	if e.home == "" {
		return "", &failure{what: "there is no home folder: HOME is not set", hint: "set HOME, or name the book with --db and the configuration with --config", code: exitFailed}
	}
	return filepath.Join(append(append([]string{e.home}, fallback...), "crm")...), nil
}

func (e *env) configDir() (string, error) { return e.xdg("XDG_CONFIG_HOME", ".config") }
func (e *env) dataDir() (string, error)   { return e.xdg("XDG_DATA_HOME", ".local", "share") }
func (e *env) stateDir() (string, error)  { return e.xdg("XDG_STATE_HOME", ".local", "state") }

// expand resolves a leading "~/".
func (e *env) expand(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok && e.home != "" {
		return filepath.Join(e.home, rest)
	}
	return path
}

// maxStdin bounds what is read as a text from standard input.
const maxStdin = 1 << 20

func (e *env) readStdin() (string, error) {
	b, err := io.ReadAll(io.LimitReader(e.stdin, maxStdin+1))
	if err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	if len(b) > maxStdin {
		return "", usagef("standard input is longer than 1 MiB", "a note has to be shorter; import a file with crm import")
	}
	return string(b), nil
}

// parseNow reads the time that --now or CRM_NOW gives.
func parseNow(s string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time", s)
}
