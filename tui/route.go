package tui

import (
	"slices"
	"strings"

	"crm/store/safe"
	"crm/tui/contact"
	"crm/tui/keys"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// place is where one has been: the screens, and the search of the list.
type place struct {
	stack []screen
	query string
	id    string // the row of the list
}

// maxPast bounds how far - goes back.
const maxPast = 50

// small reports a terminal in which nothing can be shown.
func (a *App) small() bool { return a.w < 40 || a.h < 10 }

// scope is where keys are looked up now.
func (a *App) scope() keys.Scope {
	if d := a.dialog(); d != nil {
		return d.Scope()
	}
	return a.top().Scope()
}

// key looks a key up and does what it means. A layer swallows what it does not
// use.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	name := msg.String()
	if a.small() {
		// State is kept, and nothing is done unseen.
		if hit := a.keys.Press(keys.Global, keys.Pending{}, name); hit.ID == keys.Quit || hit.ID == keys.Interrupt {
			return a.quit()
		}
		return nil
	}
	offer := a.offer
	a.offer = ""
	scope := a.scope()
	hit := a.keys.Press(scope, a.pending, name)
	if hit.ID != keys.ErrorDetails {
		a.say.press()
	}
	if offer != "" && (name == "enter" || hit.ID == keys.Find) {
		return a.search(offer)
	}
	was := a.pending
	a.pending = keys.Pending{}
	switch {
	case hit.Pending.Menu != "":
		if was.Menu != "" || a.opens(hit.Pending.Menu) {
			a.pending = hit.Pending
		}
		return nil
	case hit.ID != "":
		return a.act(nav.Act{ID: hit.ID, Arg: hit.Arg})
	case was.Menu != "":
		return nil
	case scope.Typing():
		return a.typed(msg)
	case scope.Screen() && keys.Word(name):
		return a.offerSearch(name, "Input method is on")
	}
	return nil
}

// typed hands a key to the input that is open.
func (a *App) typed(msg tea.Msg) tea.Cmd {
	if d := a.dialog(); d != nil {
		return d.Update(msg)
	}
	return a.top().Update(msg)
}

// paste is text wherever something is typed. On a screen it is never a row of
// commands, but may be searched for.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	a.pending = keys.Pending{}
	scope := a.scope()
	switch {
	case a.small():
	case scope.Typing():
		return a.typed(msg)
	case scope.Screen():
		return a.offerSearch(msg.Content, "Pasted")
	}
	return nil
}

// offerSearch asks whether text that came where commands are typed is to be
// searched for.
func (a *App) offerSearch(text, why string) tea.Cmd {
	text, _, _ = strings.Cut(strings.TrimSpace(strings.ReplaceAll(text, "\r", "\n")), "\n")
	if text = safe.Line(text).String(); text == "" || !a.contacts.Can(keys.Find) {
		return nil
	}
	if r := []rune(text); len(r) > 60 {
		text = string(r[:60])
	}
	a.offer = text
	return a.toast(nav.Toast{Text: safe.Sprintf("%s — press / to search “%s”", why, text)})
}

// search shows the contacts that a text finds.
func (a *App) search(text string) tea.Cmd {
	return a.open(nav.Open{Page: nav.Contacts, Query: text})
}

// act does what a key means: the dialog on top does, else the screen, else the
// program itself.
func (a *App) act(act nav.Act) tea.Cmd {
	if d := a.dialog(); d != nil {
		return d.Update(act)
	}
	if a.top().Can(act.ID) {
		return a.top().Update(act)
	}
	if a.can(act.ID) {
		return a.common(act)
	}
	return nil
}

// common does what is the same on every screen.
func (a *App) common(act nav.Act) tea.Cmd {
	switch act.ID {
	case keys.GoToday:
		return a.open(nav.Open{Page: nav.Today})
	case keys.GoContacts:
		return a.open(nav.Open{Page: nav.Contacts, Query: a.contacts.Query()})
	case keys.GoSegments:
		return a.open(nav.Open{Page: nav.Segments})
	case keys.GoBack:
		return a.backward()
	case keys.Find:
		return tea.Batch(a.open(nav.Open{Page: nav.Contacts, Query: a.contacts.Query()}), a.contacts.Update(act))
	case keys.Quit:
		if len(a.stack) > 1 {
			return a.back()
		}
		return a.quit()
	case keys.Interrupt:
		return a.quit()
	case keys.Peel:
		return a.back()
	case keys.Help:
		a.push(a.help())
		return nil
	case keys.ErrorDetails:
		a.push(a.details())
		return nil
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		return tea.Suspend
	}
	return a.verb(act)
}

// can reports whether the program itself can do something here and now. The
// footer and the help show nothing else.
func (a *App) can(id keys.ID) bool {
	switch id {
	case keys.GoToday, keys.GoContacts:
		return true
	case keys.GoSegments:
		return a.store != nil
	case keys.Find:
		return a.store != nil
	case keys.GoBack:
		return len(a.past) > 0
	case keys.Peel:
		return len(a.stack) > 1
	case keys.Quit, keys.Interrupt, keys.Help, keys.Redraw, keys.Suspend:
		return true
	case keys.ErrorDetails:
		return a.say.err != nil
	}
	return a.canVerb(id)
}

// on reports whether an action does something, wherever it is done.
func (a *App) on(id keys.ID) bool {
	b, _ := a.keys.Get(id)
	if b.As != "" {
		id = b.As
	}
	if d := a.dialog(); d != nil {
		return d.Can(id)
	}
	if b.Opens != "" {
		return a.opens(b.Opens)
	}
	return a.top().Can(id) || a.can(id)
}

// here remembers the place shown, for -.
func (a *App) here() {
	t, _ := a.contacts.Current()
	a.past = append(a.past, place{slices.Clone(a.stack), a.contacts.Query(), t.ID})
	if len(a.past) > maxPast {
		a.past = slices.Delete(a.past, 0, 1)
	}
}

// open goes to a page.
func (a *App) open(o nav.Open) tea.Cmd {
	top := a.top()
	switch {
	case o.Page == nav.Contact && a.store == nil:
		return nil
	case o.Page == nav.Contact:
		a.here()
		p := contact.NewPage(a.contactOptions(), o.ID)
		a.stack = append(slices.Clone(a.stack), p)
		return p.Init()
	case o.Page == nav.Dupes:
		if a.store == nil || top.Page() == nav.Dupes {
			return nil
		}
		a.here()
		return a.show(append(slices.Clone(a.stack), a.dupes), o)
	case top.Page() != o.Page, o.Page == nav.Contacts && o.Query != a.contacts.Query():
		a.here()
	}
	s := screen(a.today)
	switch o.Page {
	case nav.Contacts:
		s = a.contacts
	case nav.Segments:
		s = a.segments
	}
	return a.show([]screen{s}, o)
}

// show puts screens in place, and tells the top one what it has missed.
func (a *App) show(stack []screen, o nav.Open) tea.Cmd {
	if a.top() == screen(a.segments) {
		a.segments.Leave()
	}
	a.stack = stack
	top := a.top()
	var cmds []tea.Cmd
	if top.Page() != nav.Contact {
		cmds = append(cmds, top.Update(o))
	}
	for _, s := range stack {
		switch {
		case s.Page() == nav.Contact:
			cmds = append(cmds, s.Init())
		case a.stale[s.Page()]:
			delete(a.stale, s.Page())
			cmds = append(cmds, s.Update(nav.Changed{}))
		}
	}
	return tea.Batch(cmds...)
}

// back closes what is on top: a dialog, or a page.
func (a *App) back() tea.Cmd {
	if len(a.layers) > 0 {
		a.pop(a.dialog())
		return nil
	}
	if len(a.stack) > 1 {
		a.stack = a.stack[:len(a.stack)-1]
		if len(a.past) > 0 && slices.Equal(a.past[len(a.past)-1].stack, a.stack) {
			a.past = a.past[:len(a.past)-1] // one is there again
		}
		return a.show(a.stack, nav.Open{Page: a.top().Page(), Query: a.contacts.Query()})
	}
	return nil
}

// backward goes to the place before.
func (a *App) backward() tea.Cmd {
	p := a.past[len(a.past)-1]
	a.past = a.past[:len(a.past)-1]
	o := nav.Open{Page: p.stack[len(p.stack)-1].Page(), Query: p.query, ID: p.id}
	if o.Page == nav.Today || o.Page == nav.Segments {
		o.ID = ""
	}
	return a.show(p.stack, o)
}
