// Package tui is the interface: what a person sees and types.
//
// There is one Bubble Tea model, the [App]. Screens (contacts, contact, today)
// and the full-size dialogs (edit, imports) are packages beneath, which know
// the store and the leaves (cell, keys, nav, theme, widget, lineedit) but
// neither each other nor the App: they ask for what only the App can do by the
// messages of package nav.
//
// A key is looked up in the one table (package keys) and travels as the action
// that it means: to the top dialog if there is one, else to the screen, else to
// the App itself, which owns the verbs on contacts, since a letter is the same
// verb on every screen. In an input the key itself goes on, after the lookup.
//
// Nothing is read or written in Update: every access to the book is a command,
// whose result is a message. Changes are queued and run one after the other, in
// the order in which they were typed, so that u takes back what was just done
// and not what came before it; the App leaves when the queue is empty.
//
// There is no clock, environment or file here: all comes by [Options].
package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"crm/importer"
	"crm/store"
	"crm/store/when"
	"crm/tui/contacts"
	"crm/tui/repaint"
	"crm/tui/theme"

	tea "charm.land/bubbletea/v2"
)

// Options are what the interface is handed from outside. Now is required, and
// Create when there is no Store.
type Options struct {
	// Store is the book; nil if there is none yet. Whoever opened it closes
	// it, after Run.
	Store *store.Store
	// Create makes the book, at the first change when there was none. The
	// interface closes what it has created.
	Create func(context.Context) (*store.Store, error)
	// Scratch makes an empty book in memory: an import is planned against it
	// while there is no book, and the sample lives in one. Nil: neither.
	Scratch func(context.Context) (*store.Store, error)
	// Fill puts the sample people into a book. Nil: no sample.
	Fill func(context.Context, *store.Store) error
	// Open hands a target ("tel", "+84912345678") to the program that handles
	// it. Nil: it is copied instead, as it is when Open fails.
	Open func(kind, target string) error

	Now    func() time.Time // required
	When   when.Context     // zone, order of day and month; its Now is not used
	Import importer.Options // how files are read: region, zone, temporary folder; its Now is not used

	Home string // what ~ stands for in a path; nothing: itself

	// History keeps the searches typed from one run to the next. Nil: they are
	// forgotten, as for a sample.
	History contacts.History

	Theme  string              // a name of theme.Names, or nothing for the default
	Glyphs theme.Glyphs        // the zero value is theme.Unicode
	Keys   map[string][]string // the user's keys, as keys.New takes them
	Start  string              // "today", "contacts"; nothing: today if something is due
	Demo   bool                // the book is a sample that is thrown away: the header says so

	In  io.Reader // the terminal; nil is standard input and output
	Out io.Writer
	Env []string // nil is the environment of the process

	// Tick is tea.Tick unless a test has its own clock.
	Tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// Run shows the interface until it is left. A cancelled ctx ends it with an
// error that is tea.ErrProgramKilled and ctx's own.
func Run(ctx context.Context, o Options) error {
	a := New(ctx, o)
	_, err := tea.NewProgram(a, a.program()...).Run()
	return errors.Join(err, a.close())
}

// program are the options of Bubble Tea.
func (a *App) program() []tea.ProgramOption {
	opts := []tea.ProgramOption{tea.WithContext(a.ctx)}
	if a.opt.In != nil {
		opts = append(opts, tea.WithInput(a.opt.In))
	}
	switch out := a.opt.Out.(type) {
	case nil:
	case *os.File:
		opts = append(opts, tea.WithOutput(repaint.NewTerminal(out)))
	default:
		opts = append(opts, tea.WithOutput(out))
	}
	if a.opt.Env != nil {
		opts = append(opts, tea.WithEnvironment(a.opt.Env))
	}
	return opts
}
