package tui

import (
	"crm/tui/keys"

	tea "charm.land/bubbletea/v2"
)

// A person who knows the program types ahead: “/ l a n enter L”. The letters
// take no time, the search a millisecond or ten. A verb must not act on the
// row that happens to be under the cursor meanwhile, nor “o n” twice on the
// person that the first has just dealt with. So while what is shown is about
// to be replaced, commands wait for it, in their order; text in an input does
// not, unless Tab has asked for a completion that is on its way.

// waiting reports that a key must wait.
func (a *App) waiting() bool {
	if len(a.held) > 0 {
		return true
	}
	return a.unsettled()
}

// unsettled reports that what is shown is about to be replaced.
func (a *App) unsettled() bool {
	if c, ok := a.top().(interface{ Completing() bool }); ok && a.dialog() == nil && c.Completing() {
		return true
	}
	if a.dialog() != nil || a.scope().Typing() || a.small() {
		return false
	}
	return a.work.busy || a.fetching > 0 || a.naming > 0 || a.starting || a.top().Waiting()
}

// typedKey does what a key means, at once or when it can be done.
func (a *App) typedKey(msg tea.KeyPressMsg) tea.Cmd {
	if !a.waiting() {
		return a.key(msg)
	}
	if hit := a.keys.Press(keys.Global, keys.Pending{}, msg.String()); hit.ID == keys.Interrupt {
		// Whatever it is that takes so long: one can leave.
		a.held = nil
		return a.quit()
	}
	a.held = append(a.held, msg)
	return nil
}

// release does what was held, as far as it can be done now.
func (a *App) release() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.held) > 0 && !a.unsettled() {
		msg := a.held[0]
		a.held = a.held[1:]
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			cmds = append(cmds, a.key(msg))
		case tea.PasteMsg:
			cmds = append(cmds, a.paste(msg))
		}
	}
	return tea.Batch(cmds...)
}
