// Package contact shows one contact: as a pane beside a list ([Pane]) and as a
// page of its own ([Page]).
package contact

import (
	"context"
	"errors"
	"time"

	"crm/store"
	"crm/store/when"
	"crm/tui/match"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// Options are what a pane needs. All are required.
type Options struct {
	Ctx    context.Context // of the program: models get none in their methods
	Store  *store.Store
	Styles *theme.Styles
	When   func() when.Context // the clock, its zone and the order of dates
}

// record is what is known about a contact.
type record struct {
	contact   store.Contact
	reminders []store.Reminder // open
	timeline  []store.Interaction
	older     bool // there are interactions that are not in timeline
}

// timelinePage is how many interactions are read at first.
const timelinePage = 100

// Pane shows the contact that it is told to. It reads the book by commands:
// until the answer comes, the contact before stays.
type Pane struct {
	opt    Options
	id     string // the contact wanted
	limit  int    // interactions wanted
	seq    int
	cancel context.CancelFunc

	rec    *record // the contact shown
	gone   bool    // the contact wanted is in the trash, or nowhere
	scroll widget.Scroll
	text   text // rec as lines, drawn once
	found  *match.Words
}

// Found marks in what is drawn of the contact what a search has found.
func (p *Pane) Found(w *match.Words) { p.found = w }

// NewPane returns an empty pane.
func NewPane(o Options) *Pane { return &Pane{opt: o, limit: timelinePage} }

// loaded answers a read.
type loaded struct {
	pane *Pane
	seq  int
	rec  *record
	err  error
}

// Show asks for a contact; none empties the pane.
func (p *Pane) Show(id string) tea.Cmd {
	if id == p.id {
		return nil
	}
	p.id, p.limit, p.gone = id, timelinePage, false
	p.scroll.Home()
	if id == "" {
		p.stop()
		p.rec, p.text = nil, text{}
		return nil
	}
	return p.load()
}

// stop ends the read under way.
func (p *Pane) stop() {
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
	p.seq++
}

func (p *Pane) load() tea.Cmd {
	p.stop()
	ctx, cancel := context.WithCancel(p.opt.Ctx)
	p.cancel = cancel
	st, id, seq, limit := p.opt.Store, p.id, p.seq, p.limit
	return func() tea.Msg {
		rec, err := read(ctx, st, id, limit)
		return loaded{p, seq, rec, err}
	}
}

func read(ctx context.Context, st *store.Store, id string, limit int) (*record, error) {
	c, err := st.Contact(ctx, id)
	if err != nil {
		return nil, err
	}
	r := &record{contact: c}
	if r.reminders, err = st.Reminders(ctx, id, false); err != nil {
		return nil, err
	}
	if r.timeline, err = st.Timeline(ctx, id, time.Time{}, limit+1); err != nil {
		return nil, err
	}
	if len(r.timeline) > limit {
		r.timeline, r.older = r.timeline[:limit], true
	}
	return r, nil
}

// Update takes the answers to the pane's reads, and reads again when the book
// has changed.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		if msg.pane != p || msg.seq != p.seq {
			return nil
		}
		return p.take(msg)
	case nav.Changed:
		if p.id != "" && msg.Touches(p.id) {
			return p.load()
		}
	}
	return nil
}

func (p *Pane) take(msg loaded) tea.Cmd {
	p.cancel()
	p.cancel = nil
	switch {
	case errors.Is(msg.err, store.ErrNotFound):
		p.gone = true
	case errors.Is(msg.err, context.Canceled):
	case msg.err != nil:
		return nav.Send(nav.Fail{Err: msg.err})
	default:
		p.rec, p.text = msg.rec, text{}
		p.gone = !msg.rec.contact.Deleted.IsZero()
	}
	return nil
}

// Scroll scrolls by n lines. At the end of what was read it asks for more.
func (p *Pane) Scroll(n int) tea.Cmd {
	p.scroll.Move(n)
	return p.more()
}

func (p *Pane) more() tea.Cmd {
	if _, below := p.scroll.More(); below || p.rec == nil || !p.rec.older || p.limit > len(p.rec.timeline) {
		return nil
	}
	p.limit *= 4
	return p.load()
}

// ID is the contact wanted.
func (p *Pane) ID() string { return p.id }
