package repaint_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"crm/tui/repaint"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
)

// list is a program with wide rows: a cursor, a scroll, a counter.
type list struct {
	w, h, cursor, top, steps int
	dialog                   bool
}

func (l list) Init() tea.Cmd { return nil }

func (l list) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		l.w, l.h = msg.Width, msg.Height
	case tea.KeyPressMsg:
		l.steps++
		switch msg.String() {
		case "j":
			l.cursor++
		case "k":
			l.cursor = max(0, l.cursor-1)
		case "pgdown":
			l.cursor += l.h
		case "pgup":
			l.cursor = max(0, l.cursor-l.h)
		case "home":
			l.cursor = 0
		case "d":
			l.dialog = !l.dialog
		}
	}
	if rows := l.h - 2; rows > 0 {
		l.top = max(min(l.top, l.cursor), l.cursor-rows+1)
	}
	return l, nil
}

func (l list) View() tea.View {
	var b strings.Builder
	fmt.Fprintf(&b, " list %dx%d\n", l.w, l.h)
	for i := l.top; i < l.top+l.h-2; i++ {
		row := fmt.Sprintf("%6d 王小明 %s 北京云帆科技", i%4, // rows that recur: a wrong memory shows
			strings.Repeat(" ", max(0, l.w-40)))
		if i%3 == 0 {
			row = fmt.Sprintf("%6d Nguyễn Thị Ánh", i)
		}
		if l.dialog && i-l.top > 2 && i-l.top < 6 {
			row = "   ╭── 确认 ──╮   " + row
		}
		if i == l.cursor {
			row = "\x1b[1;7m" + row + "\x1b[m"
		} else if i%5 == 0 {
			row = "\x1b[31m" + row + "\x1b[m"
		}
		b.WriteString(row + "\n")
	}
	fmt.Fprintf(&b, " step %d.", l.steps)
	v := tea.NewView(b.String())
	v.AltScreen = true
	if l.steps%7 == 0 {
		v.Cursor = tea.NewCursor(3, 1)
	}
	return v
}

// pair sends what a program writes to two terminals, to one through a filter,
// and compares them after every write.
type pair struct {
	mu              sync.Mutex
	plain, filtered *vt.Emulator
	filter          *repaint.Filter
	raw, less       int
	w, h            int
	differs         string
}

func newPair(w, h int) *pair {
	p := &pair{plain: vt.NewEmulator(w, h), filtered: vt.NewEmulator(w, h), w: w, h: h}
	for _, em := range []*vt.Emulator{p.plain, p.filtered} {
		_, _ = em.WriteString(ansi.SetModeLineFeedNewLine)
		go func() { _, _ = io.Copy(io.Discard, em) }()
	}
	p.filter = repaint.New(counter{p}, func() (int, int) { return p.w, p.h })
	return p
}

type counter struct{ p *pair }

func (c counter) Write(b []byte) (int, error) {
	c.p.less += len(b)
	return c.p.filtered.Write(b)
}

func (p *pair) resize(w, h int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.plain.Resize(w, h)
	p.filtered.Resize(w, h)
	p.w, p.h = w, h
}

func (p *pair) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.raw += len(b)
	_, _ = p.plain.Write(b)
	_, _ = p.filter.Write(b)
	if p.differs == "" && (p.plain.Render() != p.filtered.Render() || p.plain.CursorPosition() != p.filtered.CursorPosition()) {
		p.differs = fmt.Sprintf("after %q\nplain, cursor %v:\n%s\nfiltered, cursor %v:\n%s", b,
			p.plain.CursorPosition(), tuitest.Tags(p.plain.Render()),
			p.filtered.CursorPosition(), tuitest.Tags(p.filtered.Render()))
	}
	return len(b), nil
}

func (p *pair) bytes() (raw, less int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.raw, p.less
}

func (p *pair) check(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.differs != "" {
		t.Fatal(p.differs)
	}
}

// start runs the list with its output going to a pair as well.
func start(t *testing.T, w, h int) (*tuitest.Terminal, *pair) {
	t.Helper()
	p := newPair(w, h)
	term := tuitest.Start(t, list{}, w, h, tuitest.Options{
		Filter:  func(out io.Writer) io.Writer { return io.MultiWriter(p, out) },
		Program: []tea.ProgramOption{tea.WithFPS(120)},
	})
	term.Await("step 0.")
	return term, p
}

func TestScreensAreEqual(t *testing.T) {
	term, p := start(t, 90, 24)
	rnd := rand.New(rand.NewPCG(1, 2))
	keys := []string{"j", "j", "j", "k", "pgdown", "pgup", "d", "home", "x"}
	for step := 1; step <= 120; step++ {
		if step%40 == 0 {
			w, h := 60+rnd.IntN(60), 10+rnd.IntN(20)
			p.resize(w, h)
			term.Resize(w, h)
			term.Await(fmt.Sprintf("list %dx%d", w, h))
		}
		term.Send(keys[rnd.IntN(len(keys))])
		term.Await(fmt.Sprintf("step %d.", step))
		p.check(t)
	}
	if raw, less := p.bytes(); less > raw {
		t.Errorf("%d bytes became %d", raw, less)
	}
}

func TestAStepIsCheap(t *testing.T) {
	term, p := start(t, 200, 50)
	term.Send("j")
	term.Await("step 1.")
	raw, less := p.bytes()
	const steps = 10
	for i := range steps {
		term.Send("j")
		term.Await(fmt.Sprintf("step %d.", i+2))
	}
	raw2, less2 := p.bytes()
	p.check(t)
	t.Logf("a step of the cursor at 200x50: %d bytes, filtered %d", (raw2-raw)/steps, (less2-less)/steps)
	if less2-less > (raw2-raw)/5 {
		t.Errorf("%d bytes, filtered %d: the repaints are not recognised", raw2-raw, less2-less)
	}
}

func TestOff(t *testing.T) {
	var out bytes.Buffer
	f := repaint.New(&out, func() (int, int) { return 80, 24 })
	f.Off()
	paint := "\x1b[?7l\x1b[2;1H\x1b[K王小明\x1b[?7h\x1b[2;7H"
	for range 2 {
		if _, err := f.Write([]byte(paint)); err != nil {
			t.Fatal(err)
		}
	}
	if out.String() != paint+paint {
		t.Errorf("switched off it writes %q", out.String())
	}
}

// What is let through and what is dropped, by hand.
func TestRepaints(t *testing.T) {
	const a = "\x1b[?7l\x1b[2;1H\x1b[K王\x1b[?7h\x1b[2;3H"
	const styled = "\x1b[?7l\x1b[2;1H\x1b[K王\x1b[1m小\x1b[?7h\x1b[2;5H"
	for _, c := range []struct {
		name  string
		in    []string
		wants string // of the last write
	}{
		{"equal", []string{a, a}, "\x1b[2;3H"},
		{"other text", []string{a, strings.Replace(a, "王", "小", 1)}, strings.Replace(a, "王", "小", 1)},
		{"other row", []string{a, strings.ReplaceAll(a, "[2;", "[3;")}, strings.ReplaceAll(a, "[2;", "[3;")},
		{"row written to", []string{a, "x", a}, a},
		{"row erased", []string{a, "\x1b[K", a}, a},
		{"other row written to", []string{a, "\x1b[5;1Hx", a}, "\x1b[2;3H"},
		{"screen erased", []string{a, "\x1b[2J", a}, a},
		{"other style before", []string{a, "\x1b[1m", a}, a},
		{"style is made up for", []string{styled, "\x1b[m", styled}, "\x1b[2;5H\x1b[m\x1b[1m"},
		{"scrolled", []string{"\x1b[1;5r" + a, "\x1b[5;1H\n", strings.ReplaceAll(a, "[2;", "[1;")}, "\x1b[1;3H"},
		{"scrolled back", []string{a, "\x1b[H\x1bM", strings.ReplaceAll(a, "[2;", "[3;")}, "\x1b[3;3H"},
		{"line deleted", []string{a, "\x1b[1;1H\x1b[M", strings.ReplaceAll(a, "[2;", "[1;")}, "\x1b[1;3H"},
		{"line inserted", []string{a, "\x1b[1;1H\x1b[L", strings.ReplaceAll(a, "[2;", "[3;")}, "\x1b[3;3H"},
		{"scrolled up", []string{a, "\x1b[S", strings.ReplaceAll(a, "[2;", "[1;")}, "\x1b[1;3H"},
		{"scrolled down", []string{a, "\x1b[2T", strings.ReplaceAll(a, "[2;", "[4;")}, "\x1b[4;3H"},
		{"unknown", []string{a, "\x1b7", a}, a},
		{"title", []string{a, "\x1b]0;x\x07", a}, "\x1b[2;3H"},
		{"cursor's shape", []string{a, "\x1b[5 q\x1b[?25h", a}, "\x1b[2;3H"},
		{"link", []string{a, "\x1b]8;;http://x\x07", a}, a},
		{"no anchor", []string{a, strings.TrimSuffix(a, "\x1b[2;3H")}, strings.TrimSuffix(a, "\x1b[2;3H")},
		{"cut in two", []string{a, a[:9], a[9:]}, a[9:]},
		{"moves before text", []string{a, a + "\x1b[9;9Hx"}, "\x1b[2;3H\x1b[9;9Hx"},
	} {
		var out bytes.Buffer
		f := repaint.New(&out, func() (int, int) { return 80, 10 })
		for _, s := range c.in {
			out.Reset()
			if n, err := f.Write([]byte(s)); err != nil || n != len(s) {
				t.Fatalf("%s: wrote %d, %v", c.name, n, err)
			}
		}
		if out.String() != c.wants {
			t.Errorf("%s: last write gives %q, want %q", c.name, out.String(), c.wants)
		}
	}
}

func TestSizeIsNotKnown(t *testing.T) {
	var out bytes.Buffer
	f := repaint.New(&out, func() (int, int) { return 0, 0 })
	paint := "\x1b[?7l\x1b[2;1H\x1b[K王\x1b[?7h\x1b[2;3H\n"
	for range 2 {
		_, _ = f.Write([]byte(paint))
	}
	if out.String() != paint+paint {
		t.Errorf("without a size it writes %q", out.String())
	}
}

func TestWriteError(t *testing.T) {
	broken := errors.New("broken")
	f := repaint.New(failing{broken}, func() (int, int) { return 80, 24 })
	if _, err := f.Write([]byte("x")); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestTerminal(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "tty"))
	if err != nil {
		t.Fatal(err)
	}
	terminal := repaint.NewTerminal(file)
	var _ term.File = terminal // what Bubble Tea asks for
	if _, ok := any(terminal).(io.StringWriter); ok {
		t.Error("a string can be written past the filter")
	}
	if terminal.Fd() != file.Fd() {
		t.Error("the descriptor is another")
	}
	if _, err := terminal.Write([]byte("x\x1b[H")); err != nil {
		t.Error(err)
	}
	if err := terminal.Close(); err != nil {
		t.Error(err)
	}
	if got, _ := os.ReadFile(file.Name()); string(got) != "x\x1b[H" {
		t.Errorf("the file holds %q", got)
	}
}

// Without a repaint in it nothing is changed, whatever the bytes.
func FuzzFilter(f *testing.F) {
	f.Add("\x1b[2;1Habc\x1b[m\n\x1b[1;5r\x1bM", 10)
	f.Add("\x1b[999999999999A\x1b[;;;m\xff\xc2\x9b1m", 3)
	f.Add("\x1b[?7l\x1b[2;1H\x1b[K王\x1b[?7h\x1b[2;3H", 5)
	f.Fuzz(func(t *testing.T, s string, h int) {
		var out bytes.Buffer
		filter := repaint.New(&out, func() (int, int) { return 80, h % 200 })
		for range 2 {
			if n, err := filter.Write([]byte(s)); err != nil || n != len(s) {
				t.Fatalf("wrote %d of %d, %v", n, len(s), err)
			}
		}
		if !strings.Contains(s, "\x1b[?7l") && out.String() != s+s {
			t.Fatalf("%q became %q", s+s, out.String())
		}
		if out.Len() > 2*len(s)+2*1024 {
			t.Fatalf("%d bytes became %d", 2*len(s), out.Len())
		}
	})
}

func BenchmarkFilter(b *testing.B) {
	var frame strings.Builder
	for y := range 50 {
		fmt.Fprintf(&frame, "\x1b[?7l\r\n\x1b[K%s\x1b[?7h\x1b[%d;190H", strings.Repeat("王小明 ", 27), y+1)
	}
	f := repaint.New(io.Discard, func() (int, int) { return 200, 50 })
	p := []byte(frame.String())
	b.SetBytes(int64(len(p)))
	b.ReportAllocs()
	for b.Loop() {
		_, _ = f.Write(p)
	}
}
