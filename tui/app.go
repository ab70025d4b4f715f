package tui

import (
	"context"
	"time"

	"crm/store"
	"crm/store/entry"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/complete"
	"crm/tui/contact"
	"crm/tui/contacts"
	"crm/tui/dupes"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/segments"
	"crm/tui/theme"
	"crm/tui/today"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// App is the model of the program: which screens there are, which is shown,
// what lies over it, and what is being written.
type App struct {
	ctx    context.Context // of Run: the methods of a model get none
	opt    Options
	st     *theme.Styles
	dark   bool
	keys   *keys.Map
	store  *store.Store // nil while there is no book
	own    []*store.Store
	w, h   int
	layers []dialog // the last is on top

	today    *today.Model
	contacts *contacts.Model
	dupes    *dupes.Model
	segments *segments.Model
	stack    []screen      // the last is shown
	past     []place       // where - goes back to
	stale    map[page]bool // kept screens that have not heard of a change
	pending  keys.Pending  // the menu that is open

	work   work
	say    say
	words  words
	poll   poll
	drafts map[string]string // what was typed and not saved, by what it was for
	held   []tea.Msg         // keys that wait for what they are about

	fetching int  // contacts that a verb waits for
	naming   int  // readings of names under way
	starting bool // it is not known yet which screen comes first

	offer string // text that waits for / to search for it

	dirty bool // the frame has to be drawn anew
	frame frame
}

type page = nav.Page

// words are what the book calls things, for completion and menus.
type words struct {
	lists    entry.Lists
	tags     []store.TagCount
	segments []store.Segment
	due      int // items in the queue, -1 if not known
	all      int // contacts, -1 if not known
}

// screen is one of the program's screens. It is updated in place.
type screen interface {
	Init() tea.Cmd
	Update(tea.Msg) tea.Cmd
	// View draws the screen in exactly w by h cells: what is between the
	// header and the status line.
	View(w, h int) widget.Lines
	// Bar is the line under the header; the cursor's cell in it, or -1. An
	// empty one is left out.
	Bar(w int) (line string, cursor int)
	Scope() keys.Scope
	Page() nav.Page
	// Can reports whether an action does something on the screen itself; it
	// is then sent as nav.Act.
	Can(keys.ID) bool
	// Targets are what a verb acts on.
	Targets() []nav.Target
	// Waiting reports that what is shown is about to be replaced: the answer
	// to a search or a change has not come yet.
	Waiting() bool
	// Status is what the status line says while nothing else is to be said:
	// at the left what is marked or wrong, at the right what is shown.
	Status() (text, right safe.Text)
}

// New returns the model, for Run and for tests.
func New(ctx context.Context, o Options) *App {
	if o.Tick == nil {
		o.Tick = tea.Tick
	}
	if o.When.Zone == nil {
		o.When.Zone = time.UTC
	}
	a := &App{ctx: ctx, opt: o, dark: true, dirty: true, store: o.Store, drafts: map[string]string{}}
	a.keys, a.say.keys = keys.New(o.Keys)
	a.st = &theme.Styles{}
	a.paint()
	a.work.made = &made{ids: map[string]bool{}, segments: map[string]string{}}
	a.screens()
	return a
}

// paint makes the styles anew in the place that all screens point to. How the
// terminal measures stays.
func (a *App) paint() {
	method := a.st.Cell
	*a.st = *theme.New(a.opt.Theme, a.dark)
	a.st.Cell = method
	if a.opt.Glyphs != (theme.Glyphs{}) {
		a.st.Glyph = a.opt.Glyphs
	}
}

// when is the moment of typing, for dates without all their parts.
func (a *App) when() when.Context {
	wc := a.opt.When
	wc.Now = a.opt.Now()
	return wc
}

// screens makes the screens for the book as it is now.
func (a *App) screens() {
	pane := func() *contact.Pane { return contact.NewPane(a.contactOptions()) }
	a.today = today.New(today.Options{Ctx: a.ctx, Store: a.store, Styles: a.st, Detail: pane(), When: a.when})
	a.contacts = contacts.New(contacts.Options{
		Ctx: a.ctx, Store: a.store, Styles: a.st, Detail: pane(), When: a.when, Tick: a.opt.Tick, Sample: a.opt.Fill != nil && a.opt.Scratch != nil,
		Ask: complete.Book(a.store), History: a.opt.History,
	})
	a.segments = segments.New(a.segmentOptions())
	a.dupes = dupes.New(dupes.Options{Ctx: a.ctx, Store: a.store, Styles: a.st, Write: a.write, Merge: a.mergeTwo})
	a.stale, a.past, a.pending = map[page]bool{}, nil, keys.Pending{}
	a.words = words{lists: entry.Default(), due: -1, all: -1}
	a.stack = []screen{a.contacts}
	if a.store != nil && a.opt.Start == string(nav.Today) {
		a.stack = []screen{a.today}
	}
}

func (a *App) contactOptions() contact.Options {
	return contact.Options{Ctx: a.ctx, Store: a.store, Styles: a.st, When: a.when}
}

// Init starts the first screen and the watch over the book.
func (a *App) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, a.begin(), a.watch(), a.tellKeys())
}

// begin reads what the screens of a book need.
func (a *App) begin() tea.Cmd {
	a.starting = a.store != nil
	return tea.Batch(a.today.Init(), a.contacts.Init(), a.readWords(true))
}

// Update is the one place where anything changes.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if t, ok := msg.(tick); ok {
		// A tick that changes nothing draws nothing.
		return a, a.ticked(t)
	}
	a.dirty = true
	return a, tea.Batch(a.update(msg), a.release())
}

func (a *App) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		a.paint()
	case tea.ModeReportMsg:
		a.st.Cell = a.st.Cell.FromModeReport(msg.Mode, msg.Value)
	case tea.KeyPressMsg:
		return a.typedKey(msg)
	case tea.PasteMsg:
		if a.waiting() {
			a.held = append(a.held, msg)
			return nil
		}
		return a.paste(msg)
	case nav.Open:
		return a.open(msg)
	case nav.Back:
		return a.back()
	case nav.Toast:
		return a.toast(msg)
	case nav.Fail:
		return a.failed(msg.Err)
	case nav.Write:
		return a.do(job{run: func(ctx context.Context, _ *store.Store) (nav.Done, error) { return msg.Run(ctx) }, reply: msg.Reply})
	case nav.Changed:
		return a.changed(msg)
	case finished:
		return a.finish(msg)
	case namesRead:
		return a.takeNames(msg)
	case countsRead:
		return a.takeCounts(msg)
	case fetched:
		return a.takeFetched(msg)
	case dialled:
		return a.takeDialled(msg)
	case segmentTaken:
		return a.askReplace(msg)
	case nil:
	case expired:
		a.say.expire(msg)
	default:
		return a.broadcast(msg)
	}
	return nil
}

// broadcast hands the answer to a command to whoever asked: each asker knows
// its own.
func (a *App) broadcast(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, d := range a.layers {
		cmds = append(cmds, d.Update(msg))
	}
	for _, s := range a.live() {
		cmds = append(cmds, s.Update(msg))
	}
	return tea.Batch(cmds...)
}

// live are the screens that exist: the kept ones and the pages on the stack.
func (a *App) live() []screen {
	out := []screen{a.today, a.contacts, a.segments, a.dupes}
	for _, s := range a.stack {
		if s.Page() == nav.Contact {
			out = append(out, s)
		}
	}
	return out
}

// top is the screen shown.
func (a *App) top() screen { return a.stack[len(a.stack)-1] }
