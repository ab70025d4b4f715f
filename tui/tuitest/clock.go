package tuitest

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Clock is a clock that stands still until it is moved. Hand a program its Now
// and its Tick in place of time.Now and tea.Tick.
type Clock struct {
	mu     sync.Mutex
	now    time.Time
	timers []timer
}

type timer struct {
	at  time.Time
	msg func(time.Time) tea.Msg
}

// NewClock returns a clock that shows a time.
func NewClock(now time.Time) *Clock { return &Clock{now: now} }

// Now returns the time shown.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Tick has the signature of tea.Tick. The command returns at once, with
// nothing; the message is due when the clock is moved so far.
func (c *Clock) Tick(d time.Duration, msg func(time.Time) tea.Msg) tea.Cmd {
	c.mu.Lock()
	at := c.now.Add(d)
	c.mu.Unlock()
	return func() tea.Msg {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.timers = append(c.timers, timer{at, msg})
		return nil
	}
}

// Advance moves the clock and returns the messages that have become due, in
// the order of their times.
func (c *Clock) Advance(d time.Duration) []tea.Msg {
	c.mu.Lock()
	c.now = c.now.Add(d)
	var due, later []timer
	for _, t := range c.timers {
		if t.at.After(c.now) {
			later = append(later, t)
			continue
		}
		i := len(due)
		for i > 0 && due[i-1].at.After(t.at) {
			i--
		}
		due = append(due[:i], append([]timer{t}, due[i:]...)...)
	}
	c.timers = later
	now := c.now
	c.mu.Unlock()

	msgs := make([]tea.Msg, 0, len(due))
	for _, t := range due {
		msgs = append(msgs, t.msg(now))
	}
	return msgs
}
