package tuitest_test

import (
	"slices"
	"testing"
	"time"

	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

type word string

// chain answers keys with commands of every kind.
type chain struct {
	words []word
	clock *tuitest.Clock
}

func say(w word) tea.Cmd { return func() tea.Msg { return w } }

func (c *chain) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case word:
		c.words = append(c.words, msg)
		if msg == "again" {
			return say("after")
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "b":
			return tea.Batch(say("one"), nil, say("two"))
		case "s":
			return tea.Sequence(tea.Batch(say("a"), say("b")), say("c"))
		case "n":
			return say("again")
		case "t":
			return c.clock.Tick(time.Second, func(time.Time) tea.Msg { return word("tick") })
		case "q":
			return tea.Sequence(say("bye"), tea.Quit, say("never"))
		}
	}
	return nil
}

func TestDriveRunsAllCommands(t *testing.T) {
	for keys, want := range map[string][]word{
		"b":  {"one", "two"},
		"s":  {"a", "b", "c"},
		"n":  {"again", "after"},
		"bn": {"one", "two", "again", "after"},
		"q":  {"bye"},
		"x":  nil,
	} {
		c := &chain{}
		d := tuitest.DriveScreen(t, nil, c.update)
		d.Keys(keys)
		if !slices.Equal(c.words, want) {
			t.Errorf("keys %q gave %q, want %q", keys, c.words, want)
		}
		if d.Quit != (keys == "q") {
			t.Errorf("keys %q: quit is %v", keys, d.Quit)
		}
	}
}

func TestDriveAndTheClock(t *testing.T) {
	c := &chain{clock: tuitest.NewClock(time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC))}
	d := tuitest.DriveScreen(t, nil, c.update)
	d.Keys("t")
	if msgs := c.clock.Advance(999 * time.Millisecond); len(msgs) > 0 {
		t.Fatalf("a timer is early: %v", msgs)
	}
	d.Send(c.clock.Advance(time.Millisecond)...)
	if !slices.Equal(c.words, []word{"tick"}) {
		t.Errorf("words are %q", c.words)
	}
	if msgs := c.clock.Advance(time.Hour); len(msgs) > 0 {
		t.Errorf("a timer came twice: %v", msgs)
	}
	if got := c.clock.Now().Format("15:04"); got != "10:41" {
		t.Errorf("the clock shows %s", got)
	}
}

func TestLast(t *testing.T) {
	c := &chain{}
	d := tuitest.DriveScreen(t, nil, c.update)
	d.Keys("b")
	if got, ok := tuitest.Last[word](d); !ok || got != "two" {
		t.Errorf("last word is %q, %v", got, ok)
	}
	if _, ok := tuitest.Last[tea.WindowSizeMsg](d); ok {
		t.Error("there was no size")
	}
}

func TestDriveModel(t *testing.T) {
	d := tuitest.Drive(t, echo{}, 60, 20)
	d.Keys("j", "enter")
	d.Paste("x")
	if m := d.Model().(echo); m.w != 60 || !slices.Equal(m.lines, []string{"j.", "enter.", `paste "x"`}) {
		t.Errorf("model is %+v", m)
	}
}

// What Key makes of a name is what the decoder makes of a terminal's bytes.
func TestKeysAreThoseOfATerminal(t *testing.T) {
	for name, bytes := range map[string]string{
		"j": "j", "L": "L", "?": "?", "1": "1", "space": " ", "é": "é", "小": "小",
		"enter": "\r", "esc": "\x1b", "tab": "\t", "backspace": "\x7f", "delete": "\x1b[3~",
		"up": "\x1b[A", "down": "\x1b[B", "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
		"ctrl+d": "\x04", "ctrl+_": "\x1f", "alt+b": "\x1bb", "alt+enter": "\x1b\r", "alt+backspace": "\x1b\x7f",
		"shift+tab": "\x1b[Z", "ctrl+left": "\x1b[1;5D", "f1": "\x1bOP",
	} {
		key, ok := tuitest.Key(name)
		if !ok {
			t.Errorf("%q is no key", name)
			continue
		}
		var dec uv.EventDecoder
		_, event := dec.Decode([]byte(bytes))
		real, ok := event.(uv.KeyPressEvent)
		if !ok {
			t.Errorf("%q: bytes %q give %T", name, bytes, event)
			continue
		}
		if uv.Key(key) != uv.Key(real) {
			t.Errorf("%q is %#v, a terminal gives %#v", name, uv.Key(key), uv.Key(real))
		}
	}
	for _, name := range []string{"", "enterr", "ctrl+", "ctrl+entr"} {
		if k, ok := tuitest.Key(name); ok && name != "ctrl+" {
			t.Errorf("%q is taken for %v", name, k)
		}
	}
}
