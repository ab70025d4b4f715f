package tui

import (
	"slices"
	"strings"

	"crm/store/safe"
	"crm/tui/complete"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// frame is the last one drawn: Bubble Tea asks for it after every message.
type frame struct {
	content string
	cursor  *tea.Cursor
}

// View is the one place where the program says how the terminal shall be.
func (a *App) View() tea.View {
	if a.dirty {
		a.draw()
		a.dirty = false
	}
	v := tea.NewView(a.frame.content)
	v.AltScreen = true
	v.WindowTitle = "crm"
	v.Cursor = a.frame.cursor
	return v
}

// draw makes the frame: header, bar, screen, status line, hints; what is
// pending or asked lies over it.
func (a *App) draw() {
	a.frame = frame{}
	if a.w <= 0 || a.h <= 0 {
		return
	}
	if a.small() {
		a.frame.content = a.tooSmall().String()
		return
	}
	var box widget.Lines
	d := a.dialog()
	if d != nil {
		box = d.View(a.w, a.h-3) // first: what its keys do depends on what fits
	}
	lines, cursor := a.base()
	if d != nil {
		lines, cursor = a.over(lines, box, d)
	} else if a.pending.Menu != "" {
		cursor = nil
		m := a.menu(a.pending)
		lines = widget.Dock(a.st, lines, m.Lines(a.st, a.w, a.h-2), 2)
	}
	a.frame = frame{lines.String(), cursor}
}

// base draws the screen shown with what frames it.
func (a *App) base() (widget.Lines, *tea.Cursor) {
	top := a.top()
	lines := make(widget.Lines, 0, a.h)
	var cursor *tea.Cursor
	bar, at := top.Bar(a.w)
	if at >= 0 {
		cursor = tea.NewCursor(at, 1)
	}
	switch {
	case bar == "":
		lines = append(lines, a.header())
	case a.h < 14 && (at >= 0 || a.contacts.Query() != "" && top == screen(a.contacts)):
		// There is room for one of the two.
		lines = append(lines, bar)
		if cursor != nil {
			cursor.Y = 0
		}
	case a.h < 14:
		lines = append(lines, a.header())
	default:
		lines = append(lines, a.header(), bar)
	}
	h, y := a.h-len(lines)-2, len(lines)
	lines = append(lines, top.View(a.w, h).Resize(a.w, h)...)
	if in, ok := top.(interface{ Cursor() (x, y int, ok bool) }); ok && cursor == nil {
		if cx, cy, ok := in.Cursor(); ok {
			cursor = tea.NewCursor(cx, y+cy)
		}
	}
	if p, ok := top.(completed); ok && at >= 0 {
		box, x := p.Popup(a.w, h)
		lines = complete.Over(a.st, lines, box, x, cursor.Y+1)
	}
	return append(lines, a.status(), a.hints()), cursor
}

// completed is a screen with a popup below its bar.
type completed interface {
	Popup(w, h int) (box widget.Lines, at int)
}

// over lays the top dialog over the rest.
func (a *App) over(lines, box widget.Lines, d dialog) (widget.Lines, *tea.Cursor) {
	x, y := 0, max(0, a.h-2-len(box))
	if !d.Docked() && len(box) > 0 {
		x = max(0, (a.w-a.st.Cell.Width(box[0]))/2)
		y = max(0, (a.h-len(box))/2)
	}
	lines = widget.Over(a.st, lines, box, x, y)
	cx, cy, ok := d.Cursor()
	if !ok {
		return lines, nil
	}
	return lines, tea.NewCursor(x+cx, y+cy)
}

// tooSmall asks for more room.
func (a *App) tooSmall() widget.Lines {
	text := safe.Sprintf("crm needs 40×10 (now %d×%d) · q quit", a.w, a.h)
	var out widget.Lines
	for _, l := range a.st.Cell.Wrap(text, a.w, a.h) {
		out = append(out, a.st.Cell.FitString(l, a.w))
	}
	return out.Resize(a.w, a.h)
}

// clock is the time as the header shows it.
func (a *App) clock() string { return a.opt.Now().In(a.opt.When.Zone).Format("Mon 2 Jan 15:04") }

// header draws the screens that there are and the time. What there is no room
// for is left out: first the counts, then screens that are not shown.
func (a *App) header() string {
	a.poll.minute = a.clock()
	st := a.st
	name := "crm"
	if a.opt.Demo {
		name = "crm sample"
	}
	right := a.clock()
	if a.w < 80 {
		right = right[len(right)-5:]
	}
	left := " " + st.Strong.Render(name) + " "
	tabs := []tab{
		{keys.GoToday, nav.Today, "Today", a.words.due},
		{keys.GoContacts, nav.Contacts, "Contacts", a.words.all},
		{keys.GoSegments, nav.Segments, "Segments", len(a.words.segments)},
	}
	for len(tabs) > 0 {
		for _, full := range []bool{true, false} {
			line := left + a.tabs(tabs, full)
			if st.Cell.Width(line)+2+st.Cell.Width(right) <= a.w {
				return st.Cell.FitStyled(widget.Spread(st, line, right+" ", a.w), a.w)
			}
		}
		last := len(tabs) - 1
		if last > 0 && a.stack[0].Page() == tabs[last].page {
			last--
		}
		tabs = slices.Delete(tabs, last, last+1)
	}
	return st.Cell.FitStyled(left, a.w)
}

// tab is a screen in the header: its key, its name and how much there is.
type tab struct {
	id   keys.ID
	page nav.Page
	name string
	n    int
}

// tabs names the screens; the one shown stands in brackets and is never told by
// its look alone.
func (a *App) tabs(tabs []tab, full bool) string {
	var parts []string
	for _, t := range tabs {
		text := a.keys.Key(t.id) + " " + t.name
		if full && t.n > 0 {
			text += " " + thousands(t.n)
		}
		if a.stack[0].Page() == t.page {
			parts = append(parts, a.st.TabHere.Render("["+text+"]"))
		} else {
			parts = append(parts, a.st.Tab.Render(" "+text+" "))
		}
	}
	return strings.Join(parts, " ")
}

// thousands writes a number with its thousands apart.
func thousands(n int) string {
	s := safe.Sprintf("%d", n).String()
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// status draws the line above the hints.
func (a *App) status() string {
	s := widget.Status{Mode: a.mode()}
	s.Text, s.Right = a.top().Status()
	if t, ok := a.top().(interface{ Tone() widget.Tone }); ok && s.Text.String() != "" {
		s.Tone = t.Tone()
	}
	switch {
	case a.say.err != nil:
		s.Text, s.Tone, s.Right = sentence(a.say.err), widget.Failed, safe.Line(a.keys.Key(keys.ErrorDetails)+" details")
	case a.work.quitting:
		s.Text, s.Tone = safe.Line("saving…"), widget.Quiet
	case len(a.held) > 0 && a.work.busy:
		s.Text, s.Tone = safe.Line("saving…"), widget.Quiet
	case s.Text.String() != "" && s.Text.String() != a.say.under:
		// What has changed since is newer than the toast.
	case a.say.toast.Text.String() != "":
		s.Text, s.Tone = a.say.toast.Text, widget.Did
		if a.offer != "" {
			s.Tone = widget.Warned
		}
		if a.say.toast.Undo {
			s.Undo = a.keys.Key(keys.Undo)
		}
	}
	return s.Line(a.st, a.w)
}

// mode is the word at the left of the status line.
func (a *App) mode() string {
	switch {
	case a.pending.Menu != "":
		return keys.Shown(a.pending.Key) + "…"
	case a.scope().Typing():
		return "INPUT"
	}
	return ""
}

// hints draws the footer: what can be typed, and does something.
func (a *App) hints() string {
	if a.pending.Menu != "" {
		return a.st.Cell.FitStyled(" "+a.st.Key.Render("Esc")+" "+a.st.Hint.Render("closes the menu"), a.w)
	}
	return widget.Hints(a.st, a.keys.Footer(a.scope(), a.w, a.on), a.w)
}
