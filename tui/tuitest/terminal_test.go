package tuitest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// echo shows what it was sent, one message a line.
type echo struct {
	lines []string
	w, h  int
	mode  string
}

func (e echo) Init() tea.Cmd { return nil }

func (e echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.w, e.h = msg.Width, msg.Height
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeUnicodeCore {
			e.mode = fmt.Sprint("mode 2027 is ", msg.Value)
		}
	case tea.PasteMsg:
		e.lines = append(e.lines, fmt.Sprintf("paste %q", msg.Content))
	case tea.KeyPressMsg:
		if msg.String() == "q" {
			return e, tea.Quit
		}
		e.lines = append(e.lines, msg.String()+".")
	}
	return e, nil
}

func (e echo) View() tea.View {
	v := tea.NewView(fmt.Sprintf("%dx%d 王小明│\n%s\n%s", e.w, e.h, e.mode, strings.Join(e.lines, "\n")))
	v.AltScreen = true
	v.Cursor = tea.NewCursor(7, len(e.lines))
	return v
}

func TestTerminalShowsTheProgram(t *testing.T) {
	term := tuitest.Start(t, echo{}, 40, 20, tuitest.Options{})
	term.Await("40x20 王小明│")
	term.Send("j", "L", "ctrl+d", "enter", "alt+enter", "esc", "space", "小")
	term.Paste("a b")
	term.Await(`paste "a b"`)
	want := []string{"40x20 王小明│", "mode 2027 is 0", "j.", "L.", "ctrl+d.", "enter.", "alt+enter.", "esc.", "space.", "小.", `paste "a b"`}
	if got := strings.TrimRight(term.Screen(), "\n"); got != strings.Join(want, "\n") {
		t.Errorf("screen:\n%s", got)
	}
}

func TestTerminalResizes(t *testing.T) {
	term := tuitest.Start(t, echo{}, 40, 10, tuitest.Options{})
	term.Await("40x10")
	term.Resize(60, 5)
	term.Await("60x5 王小明│")
}

func TestTerminalAnswersQueries(t *testing.T) {
	plain := tuitest.Start(t, echo{}, 40, 10, tuitest.Options{})
	plain.Await(fmt.Sprint("mode 2027 is ", ansi.ModeNotRecognized))
	clusters := tuitest.Start(t, echo{}, 40, 10, tuitest.Options{Clusters: true})
	clusters.Await(fmt.Sprint("mode 2027 is ", ansi.ModeReset))
}

func TestTerminalReadsBytes(t *testing.T) {
	term := tuitest.Start(t, echo{}, 40, 10, tuitest.Options{})
	term.Bytes("j\x1b[A\x04")
	term.Await("j.\nup.\nctrl+d.")
	term.Bytes("\x1b[200~x\ry\x1b[201~")
	term.Await(`paste "x\ry"`)
}

func TestTerminalShowsTheCursor(t *testing.T) {
	term := tuitest.Start(t, echo{}, 40, 10, tuitest.Options{})
	term.Send("j")
	term.WaitFor("the cursor in the second row", func(string) bool {
		x, y, visible := term.Cursor()
		return x == 7 && y == 1 && visible
	})
}

func TestTerminalFinishes(t *testing.T) {
	start := time.Now()
	term := tuitest.Start(t, echo{}, 40, 10, tuitest.Options{})
	term.Send("x", "q")
	m, err := term.Finish()
	if err != nil || len(m.(echo).lines) != 1 {
		t.Errorf("ended with %v, %v", m, err)
	}
	if spent := time.Since(start); spent > tuitest.Deadline/2 {
		t.Errorf("took %v", spent)
	}
	if term.Written() == 0 {
		t.Error("nothing was written")
	}
}

func TestKilledProgramReports(t *testing.T) {
	term := tuitest.Start(t, echo{}, 40, 10, tuitest.Options{})
	term.Await("40x10")
	term.Msg(tea.InterruptMsg{})
	if _, err := term.Finish(); !errors.Is(err, tea.ErrInterrupted) {
		t.Errorf("interrupted program ended with %v", err)
	}
}
