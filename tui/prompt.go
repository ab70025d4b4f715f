package tui

import (
	"context"
	"errors"

	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/lineedit"
	"crm/tui/nav"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// prompt is a line to type, docked at the bottom, with a preview in words: log,
// tag, note, date, new contact, name of a segment.
type prompt struct {
	app   *App
	title safe.Text
	verb  safe.Text // what Enter does
	line  *lineedit.Line
	says  []safe.Text // the preview
	help  []safe.Text // what may be typed
	wrong safe.Text   // why Enter did nothing

	draft  string // what it is for, for keeping what was not saved; "" keeps nothing
	seq    int
	cancel context.CancelFunc

	// change makes the preview: at once in says, and later by the command.
	change func(value string) tea.Cmd
	// accept is Enter. A text that is not right stays, with the error.
	accept func(value string) (tea.Cmd, error)
	// digit is 1 to 9 typed into the empty line; nil if they are text.
	digit func(n int) (tea.Cmd, bool)

	cursor [2]int
}

// previewed is a preview that needed the book.
type previewed struct {
	prompt *prompt
	seq    int
	says   []safe.Text
	err    error
}

// start opens a prompt with a text, or with what was typed the last time.
func (a *App) start(p *prompt, text string) tea.Cmd {
	p.app = a
	if d := a.drafts[p.draft]; d != "" && p.draft != "" {
		text = d
	}
	if p.line == nil {
		p.line = &lineedit.Line{}
	}
	p.line.SetValue(text)
	a.push(p)
	return p.changed()
}

func (p *prompt) changed() tea.Cmd {
	p.wrong = safe.Text{}
	p.seq++
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
	if p.change == nil {
		return nil
	}
	return p.change(p.line.Value())
}

// look makes a preview with the help of the book. A later one ends it.
func (p *prompt) look(f func(context.Context) ([]safe.Text, error)) tea.Cmd {
	ctx, cancel := context.WithCancel(p.app.ctx)
	p.cancel = cancel
	seq := p.seq
	return func() tea.Msg {
		says, err := f(ctx)
		return previewed{p, seq, says, err}
	}
}

func (p *prompt) Scope() keys.Scope { return keys.Prompt }
func (p *prompt) Docked() bool      { return true }

// Can reports what a key does here.
func (p *prompt) Can(id keys.ID) bool {
	switch id {
	case keys.Accept, keys.Cancel:
		return true
	case keys.Complete:
		return p.line.Ghost() != ""
	}
	return false
}

// Update edits the line.
func (p *prompt) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case nav.Act:
		return p.act(msg.ID)
	case previewed:
		if msg.prompt == p && msg.seq == p.seq && !errors.Is(msg.err, context.Canceled) {
			p.says = msg.says
			if msg.err != nil {
				p.says = []safe.Text{sentence(msg.err)}
			}
		}
	case tea.KeyPressMsg:
		if n := digit(msg); n > 0 && p.digit != nil && p.line.Empty() {
			if cmd, ok := p.digit(n); ok {
				p.close()
				return cmd
			}
		}
		return p.edit(msg)
	case tea.PasteMsg:
		return p.edit(msg)
	}
	return nil
}

func digit(msg tea.KeyPressMsg) int {
	if k := keys.Plain("", msg.String()); len(k) == 1 && k[0] >= '1' && k[0] <= '9' {
		return int(k[0] - '0')
	}
	return 0
}

func (p *prompt) edit(msg tea.Msg) tea.Cmd {
	was := p.line.Value()
	p.line.Update(msg)
	if p.line.Value() == was {
		return nil
	}
	return p.changed()
}

func (p *prompt) act(id keys.ID) tea.Cmd {
	switch id {
	case keys.Complete:
		if p.line.TakeGhost() {
			return p.changed()
		}
	case keys.Cancel:
		if p.draft != "" {
			p.app.drafts[p.draft] = p.line.Value()
		}
		p.app.pop(p)
	case keys.Accept:
		cmd, err := p.accept(p.line.Value())
		if err != nil {
			p.wrong = sentence(err)
			return nil
		}
		p.close()
		return cmd
	}
	return nil
}

func (p *prompt) close() {
	delete(p.app.drafts, p.draft)
	p.app.pop(p)
}

// View draws the prompt as wide as the screen.
func (p *prompt) View(w, h int) widget.Lines {
	st := p.app.st
	box := widget.Box{Title: p.title, Hint: safe.Sprintf("Enter %s · Esc closes", p.verb)}
	inner := box.Inner(w)
	lead := st.Glyph.Prompt + " "
	body := widget.Lines{st.Key.Render(lead) + p.line.View(max(1, inner-2), st)}
	p.cursor = [2]int{2 + 2 + p.line.Cursor(), 1}
	room := max(0, h-3)
	texts, style := p.says, st.Text
	if p.wrong.String() != "" {
		texts, style = []safe.Text{safe.Sprintf("! %s", p.wrong)}, st.Error
	}
	says := wrapAll(st, texts, inner, room)
	var help widget.Lines
	if help = wrapAll(st, p.help, inner, 4); p.app.h < 18 || len(help) > len(p.help) {
		help = nil // what does not fit into its lines is no help
	}
	for _, l := range says {
		body = append(body, style.Render(l))
	}
	if len(help) > 0 && len(body)+len(help)+1 <= room {
		body = append(body, "")
		for _, l := range help {
			body = append(body, st.Soft.Render(l))
		}
	}
	return box.Lines(st, body, w)
}

// Cursor is the cell of the insertion point.
func (p *prompt) Cursor() (x, y int, ok bool) { return p.cursor[0], p.cursor[1], true }
