package tui

import (
	"context"
	"errors"
	"slices"
	"time"

	"crm/store"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// poll watches the book for changes of other processes.
type poll struct {
	version int64  // of the book when it was looked at last, 0 if not known
	asked   bool   // a look is under way
	minute  string // as the clock in the header shows it
}

// pollTime is how often the book is looked at: another process's change is on
// the screen within a second.
const pollTime = 500 * time.Millisecond

// tick is the time to look, or what was seen.
type tick struct {
	looked  bool
	store   *store.Store
	version int64
}

// watch sets the next look.
func (a *App) watch() tea.Cmd {
	return a.opt.Tick(pollTime, func(time.Time) tea.Msg { return tick{} })
}

// ticked looks at the book, or takes what was seen.
func (a *App) ticked(t tick) tea.Cmd {
	if t.looked {
		a.poll.asked = false
		return a.looked(t)
	}
	if minute := a.clock(); minute != a.poll.minute {
		a.poll.minute, a.dirty = minute, true
	}
	if a.store == nil || a.poll.asked || a.work.busy {
		return a.watch()
	}
	a.poll.asked = true
	ctx, st := a.ctx, a.store
	look := func() tea.Msg { return tick{looked: true, store: st, version: version(ctx, st)} }
	return tea.Batch(look, a.watch())
}

// version is the book's version, 0 if it is not known: the watch then begins
// anew. A book in memory is nobody else's, and has one connection, which the
// look would keep to itself.
func version(ctx context.Context, st *store.Store) int64 {
	if st.Path() == "" {
		return 0
	}
	v, err := st.Version(ctx)
	if err != nil {
		return 0
	}
	return v
}

// looked reloads what is shown if the book is not as it was. What this program
// has written itself it knows of already.
func (a *App) looked(t tick) tea.Cmd {
	if a.work.busy || t.store != a.store || t.version == 0 {
		return nil
	}
	was := a.poll.version
	a.poll.version = t.version
	if was == 0 || was == t.version {
		return nil
	}
	a.dirty = true
	return a.changed(nav.Changed{Foreign: true})
}

// changed tells the screen shown, and those beneath it, that the book has
// changed; the others hear of it when they are shown.
func (a *App) changed(msg nav.Changed) tea.Cmd {
	cmds := []tea.Cmd{a.readWords(false)}
	for _, s := range a.live() {
		if slices.Contains(a.stack, s) {
			cmds = append(cmds, s.Update(msg))
		} else {
			a.stale[s.Page()] = true
		}
	}
	for _, d := range a.layers {
		cmds = append(cmds, d.Update(msg))
	}
	return tea.Batch(cmds...)
}

// namesRead answers a reading of names.
type namesRead struct {
	store *store.Store
	words words
	err   error
}

// countsRead answers a counting.
type countsRead struct {
	store    *store.Store
	due, all int
	first    bool
	err      error
}

// readWords reads what the menus, completion and the header need. At first it
// also decides which screen to begin with. Counting may take a while in a large
// book, and nothing waits for it; the menus wait for their names.
func (a *App) readWords(first bool) tea.Cmd {
	if a.store == nil {
		return nil
	}
	a.naming++
	ctx, st := a.ctx, a.store
	names := func() tea.Msg {
		w, err := bookNames(ctx, st)
		return namesRead{st, w, err}
	}
	counts := func() tea.Msg {
		c := countsRead{store: st, first: first}
		if c.all, c.err = st.Count(ctx, nil); c.err != nil {
			return c
		}
		var n store.Counts
		_, n, c.err = st.Queue(ctx, store.QueueOptions{Limit: 1})
		c.due = n.Total()
		return c
	}
	return tea.Batch(names, counts)
}

func bookNames(ctx context.Context, st *store.Store) (w words, err error) {
	if w.lists, err = st.Lists(ctx); err != nil {
		return w, err
	}
	if w.tags, err = st.Tags(ctx); err != nil {
		return w, err
	}
	w.segments, err = st.Segments(ctx)
	return w, err
}

func (a *App) takeNames(r namesRead) tea.Cmd {
	a.naming--
	switch {
	case r.store != a.store || errors.Is(r.err, context.Canceled):
		return nil
	case r.err != nil:
		return a.failed(r.err)
	}
	r.words.due, r.words.all = a.words.due, a.words.all
	a.words = r.words
	return nil
}

func (a *App) takeCounts(r countsRead) tea.Cmd {
	a.starting = a.starting && !(r.first && r.store == a.store)
	switch {
	case r.store != a.store || errors.Is(r.err, context.Canceled):
		return nil
	case r.err != nil:
		return a.failed(r.err)
	}
	a.words.due, a.words.all = r.due, r.all
	if r.first && len(a.stack) == 1 && len(a.layers) == 0 && len(a.past) == 0 && a.scope().Screen() && a.contacts.Query() == "" {
		a.begun()
	}
	return nil
}

// begun chooses the screen to begin with, now that it is known what there is:
// an empty book opens on what to do about that, and without another wish Today
// comes first if there is something to do.
func (a *App) begun() {
	switch {
	case a.words.all == 0:
		a.stack = []screen{a.contacts}
	case a.opt.Start == "" && a.words.due > 0:
		a.stack = []screen{a.today}
	}
}
