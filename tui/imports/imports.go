// Package imports is the dialog that brings a file in: its path, then what
// would come in, then, on y, the import itself.
//
// What is shown is the plan of the same pass that imports (package importer),
// so it cannot differ from what is then done. While there is no book it is made
// against an empty one in memory.
package imports

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"crm/importer"
	"crm/store"
	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/lineedit"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// Options are what the dialog needs. All are required but Store and Home.
type Options struct {
	Ctx     context.Context                                  // of the program: models get none in their methods
	Store   *store.Store                                     // nil: no book yet
	Scratch func(context.Context) (*store.Store, error)      // to plan against while there is none
	Write   func(run Run, reply func(error) tea.Msg) tea.Cmd // puts the import into the queue of changes
	Styles  *theme.Styles
	Import  importer.Options
	Close   func() // takes the dialog off the screen
	Home    string // what ~ stands for
	Now     func() time.Time
	Tick    func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// Run is a change of the book.
type Run = func(context.Context, *store.Store) (nav.Done, error)

type state uint8

const (
	asking  state = iota // for the path
	reading              // the file is read and planned
	showing              // the plan
	writing              // the import
	told                 // the report, if there is something to look at
)

// Dialog is the dialog.
type Dialog struct {
	opt    Options
	state  state
	line   *lineedit.Line
	dir    listing
	wrong  safe.Text
	seq    int
	cancel context.CancelFunc

	file     *importer.File
	report   *importer.Report
	previews []importer.Preview
	scroll   widget.Scroll
	progress *progress
	cursor   int
}

// progress is how far the import is. It is written by the import and looked at
// at each tick: a message for each batch would draw a frame for each.
type progress struct{ done, total atomic.Int64 }

// planned answers the reading of the file.
type planned struct {
	dialog   *Dialog
	seq      int
	file     *importer.File
	report   *importer.Report
	previews []importer.Preview
	err      error
}

// applied answers the import.
type applied struct {
	dialog *Dialog
	report *importer.Report
	err    error
}

// drawn is the time to draw the progress anew.
type drawn struct{ dialog *Dialog }

// New returns the dialog, asking for the path.
func New(o Options) *Dialog {
	d := &Dialog{opt: o, line: &lineedit.Line{}}
	d.line.Suggest = d.suggest
	return d
}

// Scope is where the keys are found.
func (d *Dialog) Scope() keys.Scope {
	if d.state == asking {
		return keys.Prompt
	}
	return keys.Plan
}

// Docked is true while only a line is asked for.
func (d *Dialog) Docked() bool { return d.state == asking }

// Can reports what a key does now.
func (d *Dialog) Can(id keys.ID) bool {
	switch id {
	case keys.Accept:
		return d.state == asking
	case keys.Complete:
		return d.state == asking && d.line.Ghost() != ""
	case keys.Yes:
		return d.state == showing && d.report.Added+d.report.Changed > 0
	case keys.Cancel:
		return true
	case keys.Down, keys.Up, keys.PageDown, keys.PageUp:
		above, below := d.scroll.More()
		return (d.state == showing || d.state == told) && (above || below)
	}
	return false
}

// Update goes from one state to the next.
func (d *Dialog) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nav.Act:
		return d.act(msg.ID)
	case tea.KeyPressMsg, tea.PasteMsg:
		if d.state == asking && d.line.Update(msg) {
			d.wrong = safe.Text{}
			return d.list()
		}
	case listing:
		if msg.dialog == d {
			d.dir = msg
			d.line.Move(0) // asks for the completion again
		}
	case planned:
		return d.takePlan(msg)
	case applied:
		return d.takeReport(msg)
	case drawn:
		if msg.dialog == d && d.state == writing {
			return d.tick()
		}
	}
	return nil
}

func (d *Dialog) act(id keys.ID) tea.Cmd {
	switch id {
	case keys.Complete:
		if d.line.TakeGhost() {
			return d.list()
		}
	case keys.Accept:
		return d.read()
	case keys.Yes:
		if d.Can(keys.Yes) {
			return d.apply()
		}
	case keys.Down:
		d.scroll.Move(1)
	case keys.Up:
		d.scroll.Move(-1)
	case keys.PageDown:
		d.scroll.Page(1)
	case keys.PageUp:
		d.scroll.Page(-1)
	case keys.Cancel:
		return d.leave()
	}
	return nil
}

// leave closes the dialog, or stops what is under way: the import then leaves
// the book as it was, and says so.
func (d *Dialog) leave() tea.Cmd {
	if d.cancel != nil {
		d.cancel()
		d.cancel = nil
	}
	if d.state == writing {
		return nil
	}
	d.seq++
	d.opt.Close()
	if d.file == nil {
		return nil
	}
	file := d.file
	d.file = nil
	return func() tea.Msg {
		if err := file.Close(); err != nil {
			return nav.Fail{Err: err}
		}
		return nil
	}
}

// read reads the file and plans its import.
func (d *Dialog) read() tea.Cmd {
	path := expand(d.line.Value(), d.opt.Home)
	if path == "" {
		d.wrong = safe.Line("type the path of a file; Tab completes it")
		return nil
	}
	ctx, cancel := context.WithCancel(d.opt.Ctx)
	d.seq++
	d.state, d.cancel, d.wrong = reading, cancel, safe.Text{}
	o, seq := d.opt, d.seq
	o.Import.Now = o.Now()
	return func() tea.Msg {
		p := planned{dialog: d, seq: seq}
		p.file, p.report, p.previews, p.err = plan(ctx, o, path)
		return p
	}
}

func plan(ctx context.Context, o Options, path string) (*importer.File, *importer.Report, []importer.Preview, error) {
	st := o.Store
	if st == nil {
		scratch, err := o.Scratch(ctx)
		if err != nil {
			return nil, nil, nil, err
		}
		defer func() { _ = scratch.Close() }() // in memory: nothing can be lost
		st = scratch
	}
	o.Import.Remembered = importer.RememberedBy(ctx, st)
	f, err := importer.Open(ctx, path, o.Import)
	if err != nil {
		return nil, nil, nil, err
	}
	r, previews, err := f.Plan(ctx, st)
	if err != nil {
		return nil, nil, nil, errors.Join(err, f.Close())
	}
	return f, r, previews, nil
}

func (d *Dialog) takePlan(p planned) tea.Cmd {
	if p.dialog != d {
		return nil
	}
	if p.seq != d.seq || d.state != reading { // left meanwhile
		if p.file != nil {
			return func() tea.Msg { return ignore(p.file.Close()) }
		}
		return nil
	}
	d.cancel = nil
	if p.err != nil {
		d.state, d.wrong = asking, why(p.err)
		return nil
	}
	d.state, d.file, d.report, d.previews = showing, p.file, p.report, p.previews
	d.scroll.Home()
	return nil
}

func ignore(error) tea.Msg { return nil }

// apply imports the file.
func (d *Dialog) apply() tea.Cmd {
	ctx, cancel := context.WithCancel(d.opt.Ctx)
	d.state, d.cancel, d.progress = writing, cancel, &progress{}
	file, progress := d.file, d.progress
	d.file = nil // the import closes it
	var report *importer.Report
	run := func(_ context.Context, st *store.Store) (nav.Done, error) {
		r, err := file.Apply(ctx, st, func(done, total int) {
			progress.done.Store(int64(done))
			progress.total.Store(int64(total))
		})
		if err = errors.Join(err, file.Close()); err != nil {
			return nav.Done{}, err
		}
		report = r
		done := nav.Done{Text: safe.Sprintf("Imported %s: %s", r.File, counts(r))}
		if r.Operation == "" {
			return done, nil
		}
		op, err := st.Operation(ctx, r.Operation)
		done.Operation = op.UID
		return done, err
	}
	reply := func(err error) tea.Msg { return applied{d, report, err} }
	return tea.Batch(d.opt.Write(run, reply), d.tick())
}

// drawTime is how often progress is drawn.
const drawTime = 100 * time.Millisecond

func (d *Dialog) tick() tea.Cmd {
	return d.opt.Tick(drawTime, func(time.Time) tea.Msg { return drawn{d} })
}

func (d *Dialog) takeReport(a applied) tea.Cmd {
	if a.dialog != d {
		return nil
	}
	d.cancel = nil
	switch {
	case errors.Is(a.err, context.Canceled):
		d.opt.Close()
		return nav.Send(nav.Toast{Text: safe.Line("The import was stopped: nothing was written")})
	case a.err != nil:
		d.state, d.wrong = asking, why(a.err)
		return nil
	}
	d.report = a.report
	show := nav.Send(nav.Open{Page: nav.Contacts})
	if len(a.report.Problems) == 0 {
		d.opt.Close()
		return show
	}
	d.state = told
	d.scroll.Home()
	return show
}
