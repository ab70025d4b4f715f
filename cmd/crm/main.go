// Command crm is a contact manager for the terminal: an interface, and commands
// for scripts, over one book.
//
// A run goes: main prepares the process → run parses the arguments (root.go) →
// one command, one file each, asks the store and hands the printer what to show.
// Nothing else prints (print.go), reads the environment or the clock (env.go),
// or knows an exit code (exit.go). Standard output carries data, standard error
// words.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	_ "crm/cmd/crm/quiet" // before Lip Gloss: see there
	"crm/store"
)

func main() { os.Exit(start()) }

// start is main with a result, which is what the tests run.
func start() int {
	store.Prepare()
	harden()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGHUP, os.Interrupt, syscall.SIGTERM)
	defer stop()
	e := systemEnv()
	return run(ctx, e, systemPrinter())
}
