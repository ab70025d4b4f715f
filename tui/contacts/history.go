package contacts

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// History keeps the searches typed from one run to the next. They are about
// people, so the file is the user's alone. What Save is given replaces the
// whole; two programs that run at once both find what the other has added,
// because it is read again before.
type History interface {
	Load() ([]byte, error) // nothing, if there is none yet
	Save([]byte) error
}

// maxHistory is how many searches are kept: the last ones.
const maxHistory = 200

// searched is a search of the history.
type searched struct {
	text string
	n    int // how often
	last time.Time
}

// history is what was searched for. It is used by commands, which run beside
// one another.
type history struct {
	mu   sync.Mutex
	keep History // nil: only while the program runs
	list []searched
}

// recalled is the history as ↑ goes through it: the last first.
type recalled struct {
	model *Model
	lines []string
	err   error
}

// recall reads the history.
func (m *Model) recall() tea.Cmd {
	h, now := m.history, m.opt.When
	return func() tea.Msg {
		h.mu.Lock()
		defer h.mu.Unlock()
		err := h.load()
		return recalled{m, h.lines(now().Now), err}
	}
}

// remember adds the search in the bar to the history.
func (m *Model) remember() tea.Cmd {
	if m.text == "" {
		return nil
	}
	h, now, text := m.history, m.opt.When, m.text
	return func() tea.Msg {
		h.mu.Lock()
		defer h.mu.Unlock()
		at := now().Now
		err := h.load()
		h.add(text, at)
		if err == nil && h.keep != nil {
			err = h.keep.Save(h.encode())
		}
		return recalled{m, h.lines(at), err}
	}
}

// takeHistory makes the history what ↑ goes through in an empty bar. That it
// cannot be kept is told once: nothing else depends on it.
func (m *Model) takeHistory(r recalled) tea.Cmd {
	if r.model != m {
		return nil
	}
	slices.Reverse(r.lines) // the line goes from the end
	if !m.line.Recalling() {
		m.line.SetHistory(r.lines)
	}
	if r.err == nil || m.forgets {
		return nil
	}
	m.forgets = true
	return nav.Send(nav.Fail{Err: fmt.Errorf("keep the searches typed: %w", r.err)})
}

func (h *history) load() error {
	if h.keep == nil {
		return nil
	}
	b, err := h.keep.Load()
	if err != nil {
		return err
	}
	h.list = decode(b)
	return nil
}

// add counts a search.
func (h *history) add(text string, at time.Time) {
	i := slices.IndexFunc(h.list, func(s searched) bool { return s.text == text })
	n := 1
	if i >= 0 {
		n += h.list[i].n
		h.list = slices.Delete(h.list, i, i+1)
	}
	h.list = append(h.list, searched{text, n, at})
	if over := len(h.list) - maxHistory; over > 0 {
		h.list = slices.Delete(h.list, 0, over)
	}
}

// lines are the searches in the order in which they are wanted: the last one,
// which ↑ brings back in every other program, then by how often and how lately.
func (h *history) lines(now time.Time) []string {
	if len(h.list) == 0 {
		return nil
	}
	last := h.list[len(h.list)-1]
	rest := slices.Clone(h.list[:len(h.list)-1])
	slices.Reverse(rest)
	slices.SortStableFunc(rest, func(a, b searched) int {
		switch x, y := a.weight(now), b.weight(now); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	out := []string{last.text}
	for _, s := range rest {
		out = append(out, s.text)
	}
	return out
}

// weight halves with each week that a search has not been used.
func (s searched) weight(now time.Time) float64 {
	weeks := max(0, now.Sub(s.last).Hours()/(7*24))
	return float64(s.n) * math.Exp2(-weeks)
}

// encode writes a line for each search, the oldest first: when it was used last,
// how often, and the search.
func (h *history) encode() []byte {
	var b bytes.Buffer
	for _, s := range h.list {
		fmt.Fprintf(&b, "%s\t%d\t%s\n", s.last.UTC().Format(time.RFC3339), s.n, s.text)
	}
	return b.Bytes()
}

// decode reads what encode has written; a line that is not of that kind is left
// out.
func decode(b []byte) []searched {
	var out []searched
	for line := range strings.Lines(string(b)) {
		at, rest, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		count, text, ok := strings.Cut(rest, "\t")
		last, err := time.Parse(time.RFC3339, at)
		n, err2 := strconv.Atoi(count)
		if ok && err == nil && err2 == nil && n > 0 && strings.TrimSpace(text) != "" {
			out = append(out, searched{text, n, last})
		}
	}
	slices.SortStableFunc(out, func(a, b searched) int { return a.last.Compare(b.last) })
	return out[max(0, len(out)-maxHistory):]
}
