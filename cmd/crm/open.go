package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"runtime"
	"time"
)

// openerWait is how long the system's opener may take to say that it failed.
const openerWait = 2 * time.Second

// dialable is all that may stand in a number that is handed to another program.
var dialable = regexp.MustCompile(`^\+?[0-9]{3,20}$`)

// opener returns what hands a target to the program that the system has for it.
// Over SSH that program would open on the other machine: nil, and the interface
// copies instead.
func (a *app) opener() func(kind, target string) error {
	if a.env.get("SSH_TTY") != "" {
		return nil
	}
	return openTarget
}

// openTarget starts the system's opener with a URI, detached and without our
// terminal. No shell is involved, and the number holds nothing but digits.
func openTarget(kind, target string) error {
	if kind != "tel" || !dialable.MatchString(target) {
		return fmt.Errorf("%q is no number to call", target)
	}
	argv := openerCommand(runtime.GOOS, kind+":"+target)
	cmd := exec.Command(argv[0], argv[1:]...)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("open %s: %w", kind, err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("open %s: %s: %w", kind, argv[0], err)
		}
		return nil
	case <-time.After(openerWait): // it is showing something
		return nil
	}
}

func openerCommand(system, uri string) []string {
	switch system {
	case "darwin":
		return []string{"open", uri}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", uri}
	}
	return []string{"xdg-open", uri}
}
