package tui

import (
	"slices"
	"time"

	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// dialog is a layer over the screen. The top one gets all keys.
type dialog interface {
	Update(tea.Msg) tea.Cmd
	Scope() keys.Scope
	Can(keys.ID) bool
	// View draws it, within w by h cells.
	View(w, h int) widget.Lines
	// Docked dialogs lie at the bottom, so that the record above stays
	// readable; the others in the middle.
	Docked() bool
	// Cursor is the insertion point in what View drew last.
	Cursor() (x, y int, ok bool)
}

// dialog is the layer on top, or nil.
func (a *App) dialog() dialog {
	if len(a.layers) == 0 {
		return nil
	}
	return a.layers[len(a.layers)-1]
}

func (a *App) push(d dialog) {
	a.pending = keys.Pending{}
	a.layers = append(a.layers, d)
}

// pop closes a dialog, if it is still open.
func (a *App) pop(d dialog) {
	a.layers = slices.DeleteFunc(a.layers, func(x dialog) bool { return x == d })
}

// confirm asks yes or no. The answer yes is never the key that asked, nor
// Enter, and what was typed before the question could be read is not taken.
type confirm struct {
	app   *App
	title safe.Text
	body  []safe.Text
	armed bool
	yes   func() tea.Cmd
}

// armTime is how long a question is on the screen before it can be answered.
const armTime = 250 * time.Millisecond

type arm struct{ c *confirm }

func (a *App) ask(c *confirm) tea.Cmd {
	c.app = a
	a.push(c)
	return a.opt.Tick(armTime, func(time.Time) tea.Msg { return arm{c} })
}

func (c *confirm) Scope() keys.Scope           { return keys.Confirm }
func (c *confirm) Docked() bool                { return false }
func (c *confirm) Cursor() (x, y int, ok bool) { return 0, 0, false }
func (c *confirm) Can(id keys.ID) bool         { return id == keys.Yes || id == keys.No }

func (c *confirm) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case arm:
		c.armed = c.armed || msg.c == c
	case nav.Act:
		switch {
		case msg.ID == keys.Yes && c.armed:
			c.app.pop(c)
			return c.yes()
		case msg.ID == keys.No:
			c.app.pop(c)
		}
	}
	return nil
}

func (c *confirm) View(w, h int) widget.Lines {
	box := widget.Box{Title: c.title, Hint: safe.Line("y yes · n no")}
	outer := min(w, 72)
	return box.Lines(c.app.st, wrapAll(c.app.st, c.body, box.Inner(outer), h-2), outer)
}

// wrapAll breaks texts into at most n lines.
func wrapAll(st *theme.Styles, texts []safe.Text, w, n int) widget.Lines {
	var out widget.Lines
	for _, t := range texts {
		if t.String() == "" {
			out = append(out, "")
			continue
		}
		out = append(out, st.Cell.Wrap(t, w, 0)...)
	}
	return out[:min(len(out), max(n, 0))]
}

// choose asks which of some.
type choose struct {
	app  *App
	menu widget.Menu
	take func(i int) tea.Cmd
}

func (c *choose) Scope() keys.Scope           { return keys.Menu }
func (c *choose) Docked() bool                { return true }
func (c *choose) Cursor() (x, y int, ok bool) { return 0, 0, false }

func (c *choose) Can(id keys.ID) bool { return true }

func (c *choose) Update(msg tea.Msg) tea.Cmd {
	act, ok := msg.(nav.Act)
	if !ok {
		return nil
	}
	switch act.ID {
	case keys.Down:
		c.menu.Move(1)
	case keys.Up:
		c.menu.Move(-1)
	case keys.Pick:
		c.menu.Cursor = int(act.Arg[0] - '1')
		fallthrough
	case keys.Accept:
		if _, ok := c.menu.Chosen(); ok {
			c.app.pop(c)
			return c.take(c.menu.Cursor)
		}
	case keys.Cancel:
		c.app.pop(c)
	}
	return nil
}

func (c *choose) View(w, h int) widget.Lines { return c.menu.Lines(c.app.st, w, h) }

// viewer shows text.
type viewer struct {
	app    *App
	title  safe.Text
	lines  func(w int) []string
	scroll widget.Scroll
}

func (v *viewer) Scope() keys.Scope           { return keys.Viewer }
func (v *viewer) Docked() bool                { return false }
func (v *viewer) Cursor() (x, y int, ok bool) { return 0, 0, false }

func (v *viewer) Can(id keys.ID) bool {
	above, below := v.scroll.More()
	return id == keys.Cancel || above || below
}

func (v *viewer) Update(msg tea.Msg) tea.Cmd {
	act, ok := msg.(nav.Act)
	if !ok {
		return nil
	}
	switch act.ID {
	case keys.Down:
		v.scroll.Move(1)
	case keys.Up:
		v.scroll.Move(-1)
	case keys.PageDown:
		v.scroll.Page(1)
	case keys.PageUp:
		v.scroll.Page(-1)
	case keys.First:
		v.scroll.Home()
	case keys.Last:
		v.scroll.End()
	case keys.Cancel:
		v.app.pop(v)
	}
	return nil
}

func (v *viewer) View(w, h int) widget.Lines {
	box := widget.Box{Title: v.title, Hint: safe.Line("Esc closes")}
	outer := min(w, 90)
	lines := v.lines(box.Inner(outer))
	body := v.scroll.Lines(v.app.st, lines, box.Inner(outer), min(len(lines), max(1, h-2)))
	return box.Lines(v.app.st, body, outer)
}
