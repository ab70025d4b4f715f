package contact

import (
	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// Page is a contact over the full width: who it is at the left, the timeline at
// the right; one under the other where there is no room for both.
type Page struct {
	pane *Pane
	left bool // it has asked to be closed, its contact being gone
}

// NewPage returns the page of a contact.
func NewPage(o Options, id string) *Page {
	p := &Page{pane: NewPane(o)}
	p.pane.id = id
	return p
}

// ID is the contact shown.
func (p *Page) ID() string { return p.pane.id }

// Init reads the contact.
func (p *Page) Init() tea.Cmd {
	p.left = false
	return p.pane.load()
}

// Scope is where the page's keys are found.
func (p *Page) Scope() keys.Scope { return keys.Contact }

// Page names the kind of screen.
func (p *Page) Page() nav.Page { return nav.Contact }

// Can reports whether an action does something on the page itself.
func (p *Page) Can(id keys.ID) bool {
	switch id {
	case keys.Down, keys.Up, keys.First, keys.Last, keys.HalfDown, keys.HalfUp, keys.PageDown, keys.PageUp,
		keys.DetailDown, keys.DetailUp, keys.Go:
		return true
	}
	return false
}

// Update scrolls, and takes what was read.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if act, ok := msg.(nav.Act); ok {
		return p.act(act.ID)
	}
	cmd := p.pane.Update(msg)
	if p.pane.gone && !p.left {
		p.left = true
		return tea.Batch(cmd, nav.Send(nav.Back{}))
	}
	return cmd
}

func (p *Page) act(id keys.ID) tea.Cmd {
	s := &p.pane.scroll
	switch id {
	case keys.Down, keys.DetailDown:
		s.Move(1)
	case keys.Up, keys.DetailUp:
		s.Move(-1)
	case keys.HalfDown:
		s.Move(8)
	case keys.HalfUp:
		s.Move(-8)
	case keys.PageDown:
		s.Page(1)
	case keys.PageUp:
		s.Page(-1)
	case keys.First:
		s.Home()
	case keys.Last:
		s.End()
	}
	return p.pane.more()
}

// Waiting reports that the contact has not come yet.
func (p *Page) Waiting() bool { return p.pane.cancel != nil }

// Targets is the contact.
func (p *Page) Targets() []nav.Target {
	if p.pane.rec == nil || p.pane.gone || p.pane.rec.contact.UID != p.pane.id {
		return nil
	}
	return []nav.Target{{ID: p.pane.id, Name: safe.Line(p.pane.rec.contact.Display())}}
}

// Bar is empty: the page starts with the name.
func (p *Page) Bar(int) (string, int) { return "", -1 }

// Status says what stands in the status line.
func (p *Page) Status() (text, right safe.Text) {
	if p.pane.rec == nil {
		return safe.Text{}, safe.Text{}
	}
	n := len(p.pane.rec.timeline)
	if p.pane.rec.older {
		return safe.Text{}, safe.Sprintf("the last %d entries", n)
	}
	if n == 0 {
		return safe.Text{}, safe.Text{}
	}
	return safe.Text{}, safe.Sprintf("%d in the timeline", n)
}

// Cursor is none: nothing is typed here.
func (p *Page) Cursor() (x, y int, ok bool) { return 0, 0, false }

// View draws the page.
func (p *Page) View(w, h int) widget.Lines {
	st := p.pane.opt.Styles
	if w < 100 {
		return p.pane.Lines(w, h)
	}
	left := min(w*2/5, 80)
	right := min(w-left-1, 120)
	// Two widths at once: what is kept is for one of them, so the left is
	// drawn by a pane of its own over the same record.
	who := &Pane{opt: p.pane.opt, rec: p.pane.rec, gone: p.pane.gone}
	lines := widget.Beside(st, who.Who(left, h), p.pane.Timeline(right, h))
	for i, l := range lines {
		lines[i] = st.Cell.FitStyled(l, w)
	}
	return lines
}
