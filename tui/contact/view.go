package contact

import (
	"crm/store"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/cell"
	"crm/tui/widget"
)

// Lines draws the contact over its timeline, which scrolls.
func (p *Pane) Lines(w, h int) widget.Lines {
	return p.pad(w, h, func(w int) widget.Lines {
		t := p.lines(w)
		all := append(append([]string(nil), t.who...), "", widget.Rule(p.opt.Styles, "Timeline", w))
		return p.scroll.Lines(p.opt.Styles, append(all, t.timeline...), w, h)
	})
}

// Who draws the contact without its timeline, as much as there is room for.
func (p *Pane) Who(w, h int) widget.Lines {
	return p.pad(w, h, func(w int) widget.Lines {
		var still widget.Scroll
		return still.Lines(p.opt.Styles, p.lines(w).who, w, h)
	})
}

// Timeline draws the timeline alone, which scrolls.
func (p *Pane) Timeline(w, h int) widget.Lines {
	return p.pad(w, h, func(w int) widget.Lines {
		t := p.lines(w).timeline
		return p.scroll.Lines(p.opt.Styles, t, w, h)
	})
}

// Peek draws the contact in a few lines, for under a list.
func (p *Pane) Peek(w, h int) widget.Lines {
	if h <= 0 || w < 2 {
		return widget.Lines{}.Resize(max(w, 0), h)
	}
	st := p.opt.Styles
	if p.rec == nil {
		return widget.Lines{}.Resize(w, h)
	}
	c := p.rec.contact
	if h == 1 {
		return widget.Lines{" " + st.Cell.Fit(p.brief(), w-1)}
	}
	out := widget.Lines{widget.Rule(st, safe.Line(joined(" · ", c.Display(), c.Company).String()).String(), w)}
	b := brush{st: st, found: p.found, w: w - 2, today: p.opt.When().Today(), zone: p.opt.Store.Zone(), region: p.opt.Store.Region()}
	b.channels(c)
	b.out = b.out[:min(len(b.out), 1)]
	if len(c.Tags) > 0 && h > 4 {
		b.wrap(joined(" ", tagged(c.Tags)...), st.Tag, 1)
	}
	b.reminders(p.rec.reminders[:min(len(p.rec.reminders), 1)])
	for _, i := range p.rec.timeline[:min(len(p.rec.timeline), h)] {
		b.event(i)
	}
	if len(b.out) == 0 {
		b.add(st.Soft.Render("No number, no email, no notes yet.  e edits · L logs"))
	}
	for _, l := range b.out[:min(len(b.out), h-1)] {
		out = append(out, st.Cell.FitStyled(" "+l, w))
	}
	return out.Resize(w, h)
}

func tagged(tags []string) []string {
	out := make([]string, len(tags))
	for i, t := range tags {
		out[i] = "#" + t
	}
	return out
}

// brief is the contact in one line: how to reach it, and what is next.
func (p *Pane) brief() safe.Text {
	st, c := p.opt.Styles, p.rec.contact
	b := brush{st: st, w: 200, region: p.opt.Store.Region()}
	b.channels(firstOnly(c))
	first := ""
	if len(b.out) > 0 {
		first = b.out[0]
	}
	next := ""
	if len(p.rec.reminders) > 0 {
		r := p.rec.reminders[0]
		next = when.Say(when.Date(r.DueOn), p.opt.When().Today()) + " " + r.Text
	}
	return joined(" "+st.Glyph.Dot+" ", first, c.Stage, next)
}

// pad leaves a cell free at either side.
func (p *Pane) pad(w, h int, draw func(w int) widget.Lines) widget.Lines {
	if w < 10 || h <= 0 || p.rec == nil || p.gone {
		return widget.Lines{}.Resize(max(w, 0), h)
	}
	lines := draw(w - 2)
	for i, l := range lines {
		lines[i] = " " + l + cell.Spaces(1)
	}
	return lines
}

// firstOnly keeps the channel that is used first.
func firstOnly(c store.Contact) store.Contact {
	c.Phones = c.Phones[:min(len(c.Phones), 1)]
	c.Addresses, c.Links = nil, nil
	if len(c.Phones) > 0 {
		c.Emails = nil
	}
	return c
}
