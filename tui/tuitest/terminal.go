// Package tuitest runs the interface without a terminal, for tests.
//
// There are three ways, the cheapest first. [Drive] sends keys to a model and
// runs the commands that come back until nothing is left to do: no program,
// no goroutines left, no waiting. [Golden] compares a drawn frame with a file.
// [Start] runs the real program against a terminal in memory (x/vt) and looks
// at its screen; it is for what only the whole can show: the renderer, the
// cursor, resizing, leaving.
//
// Size, environment and colours are fixed; clock and time zone are handed to
// the program by the test. Nothing here sleeps: [Terminal.WaitFor] looks again
// whenever the program has written.
package tuitest

import (
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// Deadline is how long a test waits for what should take milliseconds.
const Deadline = 10 * time.Second

// Options say what terminal the program runs in. The zero value is an
// xterm with 16 million colours that does not count grapheme clusters.
type Options struct {
	Env     []string             // more environment, "NAME=value"
	Profile colorprofile.Profile // TrueColor if zero
	// Clusters makes the terminal report mode 2027.
	Clusters bool
	// Filter is put between the program and the terminal.
	Filter func(io.Writer) io.Writer
	// Program adds options of Bubble Tea.
	Program []tea.ProgramOption
}

// Terminal is a terminal in memory with a program running in it.
type Terminal struct {
	tb   testing.TB
	prog *tea.Program
	in   *input

	mu      sync.Mutex // of all below: the emulator locks nothing itself
	em      *vt.Emulator
	changed chan struct{} // closed at the next write
	written int           // bytes

	done  chan struct{}
	model tea.Model
	err   error
}

// Start runs a model in a terminal of w by h cells. The program is ended with
// the test.
func Start(tb testing.TB, model tea.Model, w, h int, o Options) *Terminal {
	tb.Helper()
	t := &Terminal{
		tb: tb, in: newInput(), em: vt.NewEmulator(w, h),
		changed: make(chan struct{}), done: make(chan struct{}),
	}
	t.prepare(o)
	if o.Profile == colorprofile.Unknown {
		o.Profile = colorprofile.TrueColor
	}
	var out io.Writer = screen{t}
	if o.Filter != nil {
		out = o.Filter(out)
	}
	t.prog = tea.NewProgram(model, append([]tea.ProgramOption{
		tea.WithInput(t.in), tea.WithOutput(out), tea.WithWindowSize(w, h),
		tea.WithEnvironment(append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"}, o.Env...)),
		tea.WithColorProfile(o.Profile), tea.WithoutSignalHandler(),
	}, o.Program...)...)
	go t.answer()
	go t.run()
	tb.Cleanup(t.close)
	return t
}

// prepare makes up for what x/vt and Bubble Tea do not know of each other.
func (t *Terminal) prepare(o Options) {
	// The input is not a tty, so Bubble Tea takes a line feed to return the
	// carriage; without this mode the lines form a staircase.
	_, _ = t.em.WriteString(ansi.SetModeLineFeedNewLine)
	if !o.Clusters {
		return
	}
	t.em.RegisterCsiHandler(ansi.Command('?', '$', 'p'), func(p ansi.Params) bool {
		if n, _, _ := p.Param(0, 0); n != ansi.ModeUnicodeCore.Mode() {
			return false
		}
		_, _ = io.WriteString(t.em.InputPipe(), ansi.ReportMode(ansi.ModeUnicodeCore, ansi.ModeReset))
		return true
	})
}

// answer carries the terminal's replies to the program. They come through a
// pipe without a buffer: while nobody reads it, a write to the terminal blocks
// for ever.
func (t *Terminal) answer() { _, _ = io.Copy(t.in, t.em) }

func (t *Terminal) run() {
	m, err := t.prog.Run()
	t.mu.Lock()
	t.model, t.err = m, err
	t.mu.Unlock()
	close(t.done)
}

func (t *Terminal) close() {
	t.prog.Kill()
	<-t.done
	t.in.end()
	// Emulator.Close would race with its Read; its pipe may be closed at any
	// time.
	if p, ok := t.em.InputPipe().(io.Closer); ok {
		_ = p.Close()
	}
}

// screen is the program's output. It is no *os.File, so Bubble Tea cannot go
// past it.
type screen struct{ t *Terminal }

func (s screen) Write(p []byte) (int, error) {
	s.t.mu.Lock()
	defer s.t.mu.Unlock()
	n, err := s.t.em.Write(p)
	s.t.written += n
	close(s.t.changed)
	s.t.changed = make(chan struct{})
	return n, err
}

// Send sends keys and text, as [Keys] reads them.
func (t *Terminal) Send(keys ...string) {
	for _, msg := range Keys(keys...) {
		t.prog.Send(msg)
	}
}

// Type sends text, even if it is the name of a key.
func (t *Terminal) Type(text string) {
	for _, msg := range Text(text) {
		t.prog.Send(msg)
	}
}

// Paste sends text as a bracketed paste.
func (t *Terminal) Paste(text string) { t.prog.Send(tea.PasteMsg{Content: text}) }

// Msg sends any message.
func (t *Terminal) Msg(msg tea.Msg) { t.prog.Send(msg) }

// Bytes sends what a terminal would send.
func (t *Terminal) Bytes(s string) { _, _ = io.WriteString(t.in, s) }

// Resize changes the size of the terminal.
func (t *Terminal) Resize(w, h int) {
	t.mu.Lock()
	t.em.Resize(w, h)
	t.mu.Unlock()
	t.prog.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Screen returns what the terminal shows, without trailing spaces.
func (t *Terminal) Screen() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.em.String()
}

// Styled returns what the terminal shows, with its styles as [Tags].
func (t *Terminal) Styled() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return Tags(t.em.Render())
}

// Cursor returns the cell of the cursor, and whether it is shown.
func (t *Terminal) Cursor() (x, y int, visible bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.em.CursorPosition()
	return p.X, p.Y, !t.em.CursorHidden()
}

// Written returns how many bytes have reached the terminal.
func (t *Terminal) Written() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.written
}

// WaitFor waits until the screen is as wanted, and ends the test if it never
// is.
func (t *Terminal) WaitFor(what string, ok func(screen string) bool) {
	t.tb.Helper()
	late := time.NewTimer(Deadline)
	defer late.Stop()
	for {
		t.mu.Lock()
		now, changed := t.em.String(), t.changed
		t.mu.Unlock()
		if ok(now) {
			return
		}
		select {
		case <-changed:
		case <-t.done:
			if now = t.Screen(); !ok(now) {
				failf(t.tb, "the program has ended (%v); never came: %s\n%s", t.err, what, now)
			}
			return
		case <-late.C:
			failf(t.tb, "never came: %s\n%s", what, now)
		}
	}
}

// Await waits until the screen shows a text.
func (t *Terminal) Await(text string) {
	t.tb.Helper()
	t.WaitFor("“"+text+"”", func(s string) bool { return strings.Contains(s, text) })
}

// Gone waits until the screen no longer shows a text.
func (t *Terminal) Gone(text string) {
	t.tb.Helper()
	t.WaitFor("a screen without “"+text+"”", func(s string) bool { return !strings.Contains(s, text) })
}

// Finish waits for the program to end by itself, and returns its last model
// and its error.
func (t *Terminal) Finish() (tea.Model, error) {
	t.tb.Helper()
	select {
	case <-t.done:
		return t.model, t.err
	case <-time.After(Deadline):
		failf(t.tb, "the program does not end\n%s", t.Screen())
		return nil, errors.New("the program does not end")
	}
}
