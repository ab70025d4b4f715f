package tui

import (
	"context"
	"sync"

	"crm/store"
	"crm/store/safe"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// work is the queue of changes. Bubble Tea runs commands at the same time;
// changes run one by one, so that they happen in the order of the keys.
type work struct {
	queue    []job
	busy     bool // the first of the queue is under way
	quitting bool // leave when the queue is empty
	made     *made
}

// job is a change of the book, and what to send when it is done.
type job struct {
	run   func(context.Context, *store.Store) (nav.Done, error)
	reply func(error) tea.Msg
	// quiet changes nothing that a screen shows.
	quiet bool
	// swap makes another book to go on with; run is nil then.
	swap func(context.Context) (*store.Store, error)
}

// finished answers a job.
type finished struct {
	job     job
	done    nav.Done
	err     error
	book    *store.Store // made for this job, now the program's
	version int64        // of the book, after the change
}

// made are the operations that this program has made: undoing another's asks
// first.
type made struct {
	mu  sync.Mutex
	ids map[string]bool
	// segments are those that operations were about: the cursor goes there
	// when one is taken back.
	segments map[string]string
}

func (m *made) add(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ids[id] = true
}

// about remembers which segment an operation was about.
func (m *made) about(op, segment string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.segments[op] = segment
}

// segment is the segment that an operation was about, or nothing.
func (m *made) segment(op string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.segments[op]
}

func (m *made) has(id string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.ids[id]
}

// do puts a change into the queue.
func (a *App) do(j job) tea.Cmd {
	a.work.queue = append(a.work.queue, j)
	return a.next()
}

// next begins the first change of the queue, unless one is under way.
func (a *App) next() tea.Cmd {
	if a.work.busy || len(a.work.queue) == 0 {
		return nil
	}
	a.work.busy = true
	j := a.work.queue[0]
	ctx, st, create, made := a.ctx, a.store, a.opt.Create, a.work.made
	return func() tea.Msg {
		f := finished{job: j}
		switch {
		case j.swap != nil:
			f.book, f.err = j.swap(ctx)
			return f
		case st == nil:
			// The book is made at the first change.
			if f.book, f.err = create(ctx); f.err != nil {
				return f
			}
			st = f.book
		}
		f.done, f.err = j.run(ctx, st)
		if f.done.Operation != "" {
			made.add(f.done.Operation)
			if f.done.Segment != "" {
				made.about(f.done.Operation, f.done.Segment)
			}
		}
		f.version = version(ctx, st)
		return f
	}
}

// finish tells what came of a change, and begins the next.
func (a *App) finish(f finished) tea.Cmd {
	a.work.busy = false
	a.work.queue = a.work.queue[1:]
	a.poll.version = f.version
	var cmds []tea.Cmd
	if f.book != nil {
		cmds = append(cmds, a.adopt(f.book, f.job.swap != nil))
	}
	if f.job.reply != nil {
		cmds = append(cmds, a.update(f.job.reply(f.err)))
	}
	switch {
	case f.err != nil && f.job.reply == nil && !f.job.quiet:
		cmds = append(cmds, a.failed(f.err))
	case f.err == nil && f.job.swap == nil && !f.job.quiet:
		cmds = append(cmds, a.changed(nav.Changed{IDs: f.done.IDs, Focus: f.done.Focus, Segment: f.done.Segment}))
		if f.done.Text.String() != "" {
			cmds = append(cmds, a.toast(nav.Toast{Text: f.done.Text, Undo: f.done.Operation != ""}))
		}
	}
	if a.work.quitting && len(a.work.queue) == 0 {
		return tea.Quit
	}
	return tea.Batch(append(cmds, a.next())...)
}

// adopt goes on with a book that was just made.
func (a *App) adopt(st *store.Store, sample bool) tea.Cmd {
	a.store = st
	a.own = append(a.own, st)
	a.opt.Demo = a.opt.Demo || sample
	a.opt.Start = string(nav.Contacts)
	a.screens()
	if !sample {
		return a.begin()
	}
	return tea.Batch(a.begin(), a.toast(nav.Toast{Text: safe.Line("Sample people, in a book that is thrown away when you quit")}))
}

// quit leaves, when what is being written is written.
func (a *App) quit() tea.Cmd {
	a.work.quitting = true
	if !a.work.busy {
		return tea.Quit
	}
	return nil
}

// close closes the books that the program has made itself.
func (a *App) close() error {
	var first error
	for _, st := range a.own {
		if err := st.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}
