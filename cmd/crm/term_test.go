package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"crm/cmd/crm/quiet"

	"github.com/creack/pty"
)

// termMain is the program "term" for the scripts: it runs another one on a
// terminal of 80×24, types standard input there, if asked to when a text has
// appeared, and writes what the terminal was sent to standard output, with plain
// line ends.
//
//	exec term [-await TEXT] crm remind
func termMain() {
	args, await := os.Args[1:], ""
	if len(args) > 2 && args[0] == "-await" {
		args, await = args[2:], args[1]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: term [-await TEXT] PROGRAM [ARG...]")
		os.Exit(2)
	}
	if quiet.Did {
		os.Unsetenv("NO_COLOR") // set for this program, whose arguments look like remind's
	}
	cmd := exec.Command(args[0], args[1:]...)
	screen, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24})
	if err != nil {
		fmt.Fprintln(os.Stderr, "term:", err)
		os.Exit(2)
	}
	out := readScreen(screen, await)
	err = cmd.Wait()
	os.Stdout.Write(bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n")))
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		os.Exit(exit.ExitCode())
	}
}

// readScreen reads until the program closes its side, and types once the text
// is there.
func readScreen(screen *os.File, await string) []byte {
	var out []byte
	typed := false
	buf := make([]byte, 4096)
	for {
		if !typed && bytes.Contains(out, []byte(await)) {
			typed = true
			go io.Copy(screen, os.Stdin)
		}
		n, err := screen.Read(buf)
		if out = append(out, buf[:n]...); err != nil {
			return out
		}
	}
}
