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

// termMain is the program "term" for the scripts: it runs another one on a terminal of 80×24,
// types standard input there, and writes what the terminal was sent to standard
// output, with plain line ends.
//
//	exec term crm remind
func termMain() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: term PROGRAM [ARG...]")
		os.Exit(2)
	}
	if quiet.Did {
		os.Unsetenv("NO_COLOR") // set for this program, whose arguments look like remind's
	}
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	screen, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24})
	if err != nil {
		fmt.Fprintln(os.Stderr, "term:", err)
		os.Exit(2)
	}
	go io.Copy(screen, os.Stdin)
	var out bytes.Buffer
	io.Copy(&out, screen) // ends with an error when the program closes its side
	err = cmd.Wait()
	os.Stdout.Write(bytes.ReplaceAll(out.Bytes(), []byte("\r\n"), []byte("\n")))
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		os.Exit(exit.ExitCode())
	}
}
