package tui

import (
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/widget"

	tea "charm.land/bubbletea/v2"
)

// fetched is a contact that a verb needs in full.
type fetched struct {
	contact store.Contact
	err     error
	then    func(store.Contact) tea.Cmd
}

// fetch reads the contact under the cursor for a verb.
func (a *App) fetch(then func(store.Contact) tea.Cmd) tea.Cmd {
	t, ok := a.current()
	if !ok {
		return nil
	}
	a.fetching++
	ctx, st := a.ctx, a.store
	return func() tea.Msg {
		c, err := st.Contact(ctx, t.ID)
		return fetched{c, err, then}
	}
}

func (a *App) takeFetched(f fetched) tea.Cmd {
	a.fetching--
	if f.err != nil {
		return a.failed(f.err)
	}
	return f.then(f.contact)
}

// call hands the number to the program that calls, or copies it.
func (a *App) call() tea.Cmd {
	return a.fetch(func(c store.Contact) tea.Cmd {
		name := safe.Line(c.Display())
		switch len(c.Phones) {
		case 0:
			return a.toast(nav.Toast{Text: safe.Sprintf("%s has no phone number: e adds one", name)})
		case 1:
			return a.dial(name, c.Phones[0])
		}
		menu := widget.Menu{Title: safe.Sprintf("Call · %s", name), Hint: safe.Line("Enter calls · Esc closes")}
		for i, p := range c.Phones {
			menu.Items = append(menu.Items, widget.MenuItem{
				Key: safe.Sprintf("%d", i+1).String(), Text: a.phone(p), Note: safe.Line(p.Label),
			})
		}
		a.push(&choose{app: a, menu: menu, take: func(i int) tea.Cmd { return a.dial(name, c.Phones[i]) }})
		return nil
	})
}

// phone is a number as people read it.
func (a *App) phone(p store.Phone) safe.Text {
	if p.Key == "" {
		return safe.Line(p.Text)
	}
	return safe.Line(fold.PhoneFormat(p.Key, a.region()))
}

// dialled tells how it went.
type dialled struct {
	name, phone safe.Text
	err         error
}

func (a *App) dial(name safe.Text, p store.Phone) tea.Cmd {
	shown := a.phone(p)
	number := p.Key
	open := a.opt.Open
	if open == nil || number == "" {
		return a.clip(shown.String(), safe.Sprintf("Copied %s to call %s", shown, name))
	}
	return func() tea.Msg { return dialled{name, shown, open("tel", number)} }
}

func (a *App) takeDialled(d dialled) tea.Cmd {
	if d.err != nil {
		return a.clip(d.phone.String(), safe.Sprintf("No program calls here (%v): copied %s instead", d.err, d.phone))
	}
	return a.toast(nav.Toast{Text: safe.Sprintf("Calling %s, %s · L logs it", d.name, d.phone)})
}

// clip puts text into the terminal's clipboard (OSC 52).
func (a *App) clip(text string, say safe.Text) tea.Cmd {
	return tea.Batch(tea.SetClipboard(text), a.toast(nav.Toast{Text: say}))
}

// copy puts a part of the contact into the clipboard.
func (a *App) copy(id keys.ID) tea.Cmd {
	return a.fetch(func(c store.Contact) tea.Cmd {
		text, part := a.part(c, id)
		if text == "" {
			return a.toast(nav.Toast{Text: safe.Sprintf("%s has no %s", c.Display(), part)})
		}
		first, _, more := strings.Cut(text, "\n")
		if more {
			first += " …"
		}
		return a.clip(text, safe.Sprintf("Copied %s", first))
	})
}

// part is what is copied, clean: it is pasted into another terminal next.
func (a *App) part(c store.Contact, id keys.ID) (text, part string) {
	switch id {
	case keys.CopyPhone:
		if len(c.Phones) > 0 {
			text = a.phone(c.Phones[0]).String()
		}
		return text, "phone number"
	case keys.CopyEmail:
		if len(c.Emails) > 0 {
			text = c.Emails[0].Address
		}
		return safe.Line(text).String(), "email"
	case keys.CopyName:
		return safe.Line(c.Display()).String(), "name"
	case keys.CopyAddress:
		if len(c.Addresses) > 0 {
			x := c.Addresses[0]
			text = lines(x.Street, strings.TrimSpace(x.Postcode+" "+x.City), x.Region, x.Country)
		}
		return safe.Block(text).String(), "address"
	}
	all := []string{c.Display(), strings.Trim(c.Title+", "+c.Company, ", ")}
	for _, p := range c.Phones {
		all = append(all, a.phone(p).String())
	}
	for _, e := range c.Emails {
		all = append(all, e.Address)
	}
	return safe.Block(lines(all...)).String(), "summary"
}

// lines puts what there is of parts under one another.
func lines(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}
