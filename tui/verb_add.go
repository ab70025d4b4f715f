package tui

import (
	"context"
	"errors"
	"strings"

	"crm/store"
	"crm/store/safe"
	"crm/tui/edit"
	"crm/tui/imports"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// add asks for a new contact in one line.
func (a *App) add() tea.Cmd {
	p := &prompt{
		title: safe.Line("Add a contact"),
		verb:  safe.Line("adds"),
		draft: "add",
		help:  []safe.Text{safe.Line("name, phone, email, #tag in any order: Lan Nguyễn 0901234567 lan@x.vn #vip")},
	}
	p.change = func(value string) tea.Cmd {
		p.says = nil
		if strings.TrimSpace(value) == "" {
			return nil
		}
		c := quickContact(value, a.region())
		p.says = []safe.Text{sayQuick(c, a.region())}
		if a.store == nil || len(c.Phones)+len(c.Emails) == 0 {
			return nil
		}
		st, says := a.store, p.says
		return p.look(func(ctx context.Context) ([]safe.Text, error) {
			has, err := known(ctx, st, c)
			if err != nil || has == "" {
				return says, err
			}
			return append(says, safe.Sprintf("! %s has this number or address already. Enter adds another contact.", has)), nil
		})
	}
	p.accept = func(value string) (tea.Cmd, error) {
		c := quickContact(value, a.region())
		if c.Name == "" && len(c.Phones)+len(c.Emails) == 0 {
			return nil, errors.New("type at least a name, a phone number or an email")
		}
		return a.saveNew(c), nil
	}
	return a.start(p, a.missed())
}

// missed is what the list was searched for in vain.
func (a *App) missed() string {
	if a.top() != screen(a.contacts) {
		return ""
	}
	return a.contacts.Missed()
}

// region is where numbers without a country code belong.
func (a *App) region() string {
	if a.store != nil {
		return a.store.Region()
	}
	return a.opt.Import.Region
}

// known returns who has one of the channels of c already.
func known(ctx context.Context, st *store.Store, c store.Contact) (string, error) {
	var args []string
	for _, p := range c.Phones {
		args = append(args, p.Key)
	}
	for _, e := range c.Emails {
		args = append(args, e.Key)
	}
	for _, arg := range args {
		found, err := st.Find(ctx, arg, nil)
		var many *store.Ambiguous
		switch {
		case err == nil:
			return found.Name, nil
		case errors.As(err, &many) && len(many.Found) > 0:
			return many.Found[0].Name, nil
		case !errors.Is(err, store.ErrNotFound):
			return "", err
		}
	}
	return "", nil
}

func (a *App) saveNew(c store.Contact) tea.Cmd {
	return a.do(job{run: func(ctx context.Context, st *store.Store) (nav.Done, error) {
		var uid string
		op, err := st.Write(ctx, store.Op{Who: "tui", What: "add a contact"}, func(tx *store.Tx) (err error) {
			uid, err = tx.AddContact(c)
			return err
		})
		return nav.Done{Operation: op.UID, IDs: []string{uid}, Focus: uid, Text: safe.Sprintf("Added %s", c.Display())}, err
	}})
}

// edit opens the form of the contact under the cursor.
func (a *App) edit() tea.Cmd {
	return a.fetch(func(c store.Contact) tea.Cmd {
		var f *edit.Form
		f = edit.New(edit.Options{Store: a.store, Styles: a.st, Contact: c, When: a.when, Close: func() { a.pop(f) }})
		a.push(f)
		return nil
	})
}

// importFile asks for a file and shows what would come in.
func (a *App) importFile() tea.Cmd {
	var d *imports.Dialog
	d = imports.New(imports.Options{
		Close: func() { a.pop(d) },
		Ctx:   a.ctx, Store: a.store, Scratch: a.opt.Scratch, Styles: a.st, Import: a.opt.Import, Home: a.opt.Home, Now: a.opt.Now, Tick: a.opt.Tick,
		Write: func(run func(context.Context, *store.Store) (nav.Done, error), reply func(error) tea.Msg) tea.Cmd {
			return a.do(job{run: run, reply: reply})
		},
	})
	a.push(d)
	return nil
}

// sample opens the sample people, in a book that is thrown away.
func (a *App) sample() tea.Cmd {
	scratch, fill := a.opt.Scratch, a.opt.Fill
	return tea.Batch(
		a.toast(nav.Toast{Text: safe.Line("making 200 sample people…")}),
		a.do(job{swap: func(ctx context.Context) (*store.Store, error) {
			st, err := scratch(ctx)
			if err != nil {
				return nil, err
			}
			if err := fill(ctx, st); err != nil {
				return nil, errors.Join(err, st.Close())
			}
			return st, nil
		}}),
	)
}
