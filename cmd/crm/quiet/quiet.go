// Package quiet keeps "crm remind", which runs in every login shell, from
// starting a process.
//
// Lip Gloss asks tmux for its terminal's abilities at package initialisation,
// when standard output is a terminal, TMUX is set and NO_COLOR is not true: a
// process, and 2.3 ms. NO_COLOR has to be set before that, so in an init of a
// package that Go initialises earlier: it begins with the first package by path
// whose imports are ready, this one imports nothing but os, and crm/… sorts
// before github.com/…, which Lip Gloss waits for. An init of package main would
// come after all of them. This is the one init of the program.
package quiet

import "os"

// Did tells that NO_COLOR was set here and not by the user.
var Did = hush()

func init() {
	if Did {
		// Exactly "1": Lip Gloss reads it with strconv.ParseBool.
		_ = os.Setenv("NO_COLOR", "1")
	}
}

// hush reports a run of "crm remind" whose user has not set NO_COLOR.
func hush() bool {
	for _, arg := range os.Args[1:] {
		if arg == "remind" {
			return os.Getenv("NO_COLOR") == ""
		}
	}
	return false
}
