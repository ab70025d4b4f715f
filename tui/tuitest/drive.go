package tuitest

import (
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Driver sends messages to a model and runs the commands that come back, one
// after the other in the order they came, until none is left. What is asked
// of it is done when it returns.
type Driver struct {
	tb     testing.TB
	update func(tea.Msg) tea.Cmd
	model  tea.Model

	// Seen are all messages so far, those from commands included: what a
	// screen asks of the root is among them.
	Seen []tea.Msg
	// Quit is set when a command has ended the program.
	Quit bool
}

// Drive runs a program's model: Init, the size, then what is sent.
func Drive(tb testing.TB, model tea.Model, w, h int) *Driver {
	tb.Helper()
	d := &Driver{tb: tb, model: model}
	d.update = func(msg tea.Msg) tea.Cmd {
		var cmd tea.Cmd
		d.model, cmd = d.model.Update(msg)
		return cmd
	}
	d.Run(model.Init())
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

// DriveScreen runs a screen, which is updated in place.
func DriveScreen(tb testing.TB, init tea.Cmd, update func(tea.Msg) tea.Cmd) *Driver {
	tb.Helper()
	d := &Driver{tb: tb, update: update}
	d.Run(init)
	return d
}

// Model returns the model as it is now.
func (d *Driver) Model() tea.Model { return d.model }

// Frame returns what the model draws.
func (d *Driver) Frame() string { return d.model.View().Content }

// Keys sends keys and text, as [Keys] reads them.
func (d *Driver) Keys(keys ...string) {
	d.tb.Helper()
	d.Send(Keys(keys...)...)
}

// Paste sends text as a bracketed paste.
func (d *Driver) Paste(text string) {
	d.tb.Helper()
	d.Send(tea.PasteMsg{Content: text})
}

// Send sends messages, each when all that came of the one before is done.
func (d *Driver) Send(msgs ...tea.Msg) {
	d.tb.Helper()
	for _, msg := range msgs {
		d.settle([]tea.Msg{msg})
	}
}

// Run runs a command and all that comes of it.
func (d *Driver) Run(cmd tea.Cmd) {
	d.tb.Helper()
	d.settle(d.results(cmd))
}

// tooMany is a number of messages that no key sets off.
const tooMany = 10_000

func (d *Driver) settle(queue []tea.Msg) {
	d.tb.Helper()
	for n := 0; len(queue) > 0 && !d.Quit; n++ {
		if n == tooMany {
			failf(d.tb, "the model does not come to rest; last: %T", queue[0])
		}
		msg := queue[0]
		queue = queue[1:]
		d.Seen = append(d.Seen, msg)
		if _, quit := msg.(tea.QuitMsg); quit {
			d.Quit = true
			return
		}
		queue = append(queue, d.results(d.update(msg))...)
	}
}

// results runs a command, and those of the batch or sequence that it returns.
func (d *Driver) results(cmd tea.Cmd) []tea.Msg {
	d.tb.Helper()
	if cmd == nil {
		return nil
	}
	msg := d.call(cmd)
	if msg == nil {
		return nil
	}
	// A sequence is a type of its own that Bubble Tea keeps to itself.
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return []tea.Msg{msg}
	}
	var msgs []tea.Msg
	for i := range v.Len() {
		if c, ok := v.Index(i).Interface().(tea.Cmd); ok {
			msgs = append(msgs, d.results(c)...)
		}
	}
	return msgs
}

// call runs one command. One that waits (a timer of tea.Tick) has no place
// here: a model that is tested this way is handed its timers.
func (d *Driver) call(cmd tea.Cmd) tea.Msg {
	d.tb.Helper()
	result := make(chan tea.Msg, 1)
	go func() { result <- cmd() }()
	late := time.NewTimer(Deadline)
	defer late.Stop()
	select {
	case msg := <-result:
		return msg
	case <-late.C:
		failf(d.tb, "a command does not return: %s", nameOf(cmd))
		return nil
	}
}

func nameOf(cmd tea.Cmd) string {
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	return name[strings.LastIndex(name, "/")+1:]
}

// Last returns the latest message of a type.
func Last[T tea.Msg](d *Driver) (T, bool) {
	for i := len(d.Seen) - 1; i >= 0; i-- {
		if msg, ok := d.Seen[i].(T); ok {
			return msg, true
		}
	}
	var none T
	return none, false
}
