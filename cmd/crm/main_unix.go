//go:build unix

package main

import "syscall"

// harden keeps what this process writes from other users, and people's data
// out of core files.
func harden() {
	syscall.Umask(0o077)
	// A refusal leaves the limit that the system has: nothing better is left to do.
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}
