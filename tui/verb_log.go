package tui

import (
	"context"
	"errors"
	"strings"

	"crm/store"
	"crm/store/entry"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/keys"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// log asks for the line that says what happened.
func (a *App) log(text string) tea.Cmd {
	targets := a.top().Targets()
	if len(targets) == 0 {
		return nil
	}
	p := &prompt{
		title: safe.Sprintf("Log · %s", named(targets)),
		verb:  safe.Line("saves"),
		draft: "log " + strings.Join(ids(targets[:min(len(targets), 3)]), " "),
		help: []safe.Text{
			safe.Line("call mail meet visit sms zalo wechat note · 15m · ok na vm busy wrong no"),
			safe.Line("+3d +1w +fri +12/05 +none · @9:30 @yesterday · >stage · #tag · $12k"),
		},
	}
	p.change = func(value string) tea.Cmd { return a.previewLog(p, targets, value) }
	p.accept = func(value string) (tea.Cmd, error) {
		if strings.TrimSpace(value) == "" {
			return nil, errors.New("type what happened: call ok: sent the quote +3d")
		}
		return a.saveLog(targets, value), nil
	}
	return a.start(p, text)
}

// previewLog says what a line will do. What only the book knows comes later.
func (a *App) previewLog(p *prompt, targets []nav.Target, value string) tea.Cmd {
	if strings.TrimSpace(value) == "" {
		p.says = []safe.Text{safe.Line("call ok: what was said +3d")}
		return nil
	}
	wc, lists, st := a.when(), a.words.lists, a.store
	e := entry.Parse(value, wc, lists)
	return p.look(func(ctx context.Context) ([]safe.Text, error) {
		facts, err := st.LogFacts(ctx, targets[0].ID, e, wc)
		if err != nil {
			return nil, err
		}
		var says []safe.Text
		for _, s := range e.Preview(wc, lists, facts) {
			says = append(says, safe.Line(s))
		}
		if len(targets) > 1 {
			says = append(says, safe.Sprintf("for %s contacts, shown for the first", thousands(len(targets))))
		}
		return says, nil
	})
}

// saveLog makes the line true: one operation.
func (a *App) saveLog(targets []nav.Target, value string) tea.Cmd {
	wc, lists := a.when(), a.words.lists
	e := entry.Parse(value, wc, lists)
	var last store.Logged
	return a.change("log "+kindWord(e), targets, func(tx *store.Tx, t nav.Target) (err error) {
		last, err = tx.Log(t.ID, e, wc)
		return err
	}, func() safe.Text {
		done := lists.Kind(last.Interaction.Kind).Label
		if o := last.Interaction.Outcome; o != "" {
			done += " · " + lists.Outcome(o).Label
		}
		s := safe.Sprintf("Logged %s, %s", strings.ToLower(done), named(targets)).String()
		if r := last.Reminder; r != nil {
			s += " · follow-up " + when.Full(when.Date(r.DueOn), wc.Today())
			if !r.DueAt.IsZero() {
				s += " " + r.DueAt.In(wc.Zone).Format("15:04")
			}
		}
		return safe.Line(s)
	})
}

func kindWord(e entry.Entry) string {
	if e.Kind == "" || e.Kind == "note" {
		return "for"
	}
	return e.Kind + " with"
}

// outcome logs how a call went, or opens the line where more has to be said.
func (a *App) outcome(id keys.ID) tea.Cmd {
	targets := a.top().Targets()
	switch id {
	case keys.OutReached:
		return a.log("call ok: ")
	case keys.OutLater:
		return a.log("call later: +")
	case keys.OutBooked:
		return a.log("call booked: +")
	case keys.OutNoAnswer:
		return a.saveLog(targets, "call na")
	case keys.OutVoicemail:
		return a.saveLog(targets, "call vm")
	case keys.OutBusy:
		return a.saveLog(targets, "call busy")
	case keys.OutWrong:
		return a.saveLog(targets, "call wrong")
	}
	return a.saveLog(targets, "call no")
}

// note asks for a line to keep with the contact.
func (a *App) note() tea.Cmd {
	targets := a.top().Targets()
	p := &prompt{
		title: safe.Sprintf("Note · %s", named(targets)),
		verb:  safe.Line("saves"),
		draft: "note " + strings.Join(ids(targets[:min(len(targets), 3)]), " "),
	}
	p.accept = func(value string) (tea.Cmd, error) {
		if strings.TrimSpace(value) == "" {
			return nil, errors.New("type the note")
		}
		return a.change("note for", targets, func(tx *store.Tx, t nav.Target) error {
			_, err := tx.AddInteraction(store.Interaction{Contact: t.ID, Kind: "note", Text: value})
			return err
		}, func() safe.Text { return safe.Sprintf("Noted, %s", named(targets)) }), nil
	}
	return a.start(p, "")
}
