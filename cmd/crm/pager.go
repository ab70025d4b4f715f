package main

import (
	"cmp"
	"os/exec"
	"strings"

	"crm/store/safe"
)

// defaultPager ends by itself when all fits (F), keeps styles (R) and leaves what was
// shown on the screen (X).
const defaultPager = "less -FRX"

// printLong writes lines, through a pager where they do not fit on the terminal.
func (a *app) printLong(lines []safe.Text) error {
	if cmd := a.pager(len(lines)); cmd != nil {
		if shown, err := a.out.page(cmd, lines); shown || err != nil {
			return err
		}
	}
	for _, l := range lines {
		a.out.line(l)
	}
	return nil
}

// pager is what shows so many lines; nil when they go straight to the output.
// The setting may have arguments; no shell is asked to part them.
func (a *app) pager(lines int) *exec.Cmd {
	if !a.outTTY || a.flags.noPager || a.height == 0 || lines < a.height || a.get("TERM") == "dumb" {
		return nil
	}
	words := strings.Fields(cmp.Or(a.get("CRM_PAGER"), a.get("PAGER"), defaultPager))
	if len(words) == 0 || words[0] == "cat" {
		return nil
	}
	cmd := exec.Command(words[0], words[1:]...)
	if a.get("LESS") == "" {
		cmd.Env = append(cmd.Environ(), "LESS=FRX")
	}
	return cmd
}
