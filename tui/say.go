package tui

import (
	"errors"
	"io/fs"
	"time"

	"crm/store"
	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// say is what the status line has to tell: what was done for a few seconds,
// what failed until a key.
type say struct {
	toast nav.Toast
	under string // what the status line said when the toast came
	seq   int
	err   error
	keys  []keys.Problem // what is wrong with the user's own keys
}

// expired ends a toast.
type expired struct{ seq int }

// toastTime is how long it is told what was done.
const toastTime = 4 * time.Second

func (a *App) toast(t nav.Toast) tea.Cmd {
	a.say.seq++
	a.say.toast = t
	under, _ := a.top().Status()
	a.say.under = under.String()
	seq := a.say.seq
	return a.opt.Tick(toastTime, func(time.Time) tea.Msg { return expired{seq} })
}

func (s *say) expire(e expired) {
	if e.seq == s.seq {
		s.toast = nav.Toast{}
	}
}

// press ends what stays until a key.
func (s *say) press() { s.err = nil }

// failed tells of an error. Some are questions, or no errors.
func (a *App) failed(err error) tea.Cmd {
	var foreign *foreignError
	var conflict *store.ConflictError
	switch {
	case errors.As(err, &foreign):
		return a.askForeign(foreign)
	case errors.As(err, &conflict):
		return a.askConflict(conflict)
	case errors.Is(err, errQuiet):
		return nil
	}
	a.say.err = err
	a.say.toast = nav.Toast{}
	return nil
}

// tellKeys says what is wrong with the user's own keys.
func (a *App) tellKeys() tea.Cmd {
	if len(a.say.keys) == 0 {
		return nil
	}
	return nav.Send(nav.Fail{Err: a.say.keys[0]})
}

// errQuiet is an error that was told already.
var errQuiet = errors.New("told already")

// sentence says an error to a person: what failed, why, what to do.
func sentence(err error) safe.Text {
	var invalid *store.Invalid
	switch {
	case errors.Is(err, store.ErrBusy):
		return safe.Line("The book is busy: another crm is writing. Try again in a moment.")
	case errors.Is(err, store.ErrFull):
		return safe.Line("The disk is full: nothing was changed. Make room and try again.")
	case errors.Is(err, store.ErrReadOnly):
		return safe.Line("The book cannot be written: nothing was changed. Check the permissions of the file and its folder.")
	case errors.Is(err, store.ErrMoved):
		return safe.Line("The book was moved or replaced while it was open: nothing was changed. Quit and start again.")
	case errors.Is(err, store.ErrNewer):
		return safe.Line("The book was written by a newer crm: install that one.")
	case errors.Is(err, store.ErrNothing):
		return safe.Line("Nothing to take back.")
	case errors.Is(err, fs.ErrNotExist):
		return safe.Sprintf("There is no such file: %v", err)
	case errors.As(err, &invalid):
		return safe.Sprintf("%s: %s", invalid.Field, invalid.Why)
	}
	return safe.Line(err.Error())
}

// details is the whole of the error in the status line.
func (a *App) details() dialog {
	err := a.say.err
	return &viewer{app: a, title: safe.Line("What went wrong"), lines: func(w int) []string {
		return wrapAll(a.st, []safe.Text{sentence(err), {}, safe.Block(err.Error())}, w, 1000)
	}}
}
