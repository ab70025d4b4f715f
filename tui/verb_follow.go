package tui

import (
	"errors"
	"strings"

	"crm/store"
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/keys"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// followSpec is the date that a key of the follow-up menu stands for.
func followSpec(act nav.Act) string {
	switch act.ID {
	case keys.FollowDays:
		return act.Arg + "d"
	case keys.FollowHours:
		return "2h"
	case keys.FollowWeek:
		return "1w"
	}
	return "1mo"
}

func (a *App) followIn(act nav.Act) tea.Cmd {
	m, err := a.when().Future(followSpec(act))
	if err != nil {
		return a.failed(err)
	}
	return a.follow(m)
}

// followOn asks for the date.
func (a *App) followOn() tea.Cmd {
	targets := a.top().Targets()
	p := &prompt{
		title: safe.Sprintf("Follow-up · %s", named(targets)),
		verb:  safe.Line("sets it"),
		help:  []safe.Text{safe.Line("3d · 2w · fri · tomorrow · t6 · mai · 下周五 · 12/05 · 26/11 14:00 · 2h")},
	}
	p.change = func(value string) tea.Cmd {
		p.says = nil
		if strings.TrimSpace(value) == "" {
			return nil
		}
		wc := a.when()
		m, err := wc.Future(value)
		if err != nil {
			p.says = []safe.Text{safe.Line(err.Error())}
			return nil
		}
		p.says = []safe.Text{safe.Sprintf("%s %s", a.st.Glyph.Arrow, m.Say(wc.Today()))}
		return nil
	}
	p.accept = func(value string) (tea.Cmd, error) {
		m, err := a.when().Future(value)
		if err != nil {
			return nil, err
		}
		return a.follow(m), nil
	}
	return a.start(p, "")
}

// follow sets the next step. On a queue the appointment or promise under the
// cursor is moved itself.
func (a *App) follow(m when.Moment) tea.Cmd {
	targets := a.top().Targets()
	today := a.when().Today()
	return a.change("follow-up for", targets, func(tx *store.Tx, t nav.Target) error {
		open, err := tx.Reminders(t.ID, false)
		if err != nil {
			return err
		}
		due := store.DueOf(m)
		for _, r := range open {
			if r.UID == t.Item && (r.Kind == "appointment" || r.Kind == "promise") {
				r.DueOn, r.DueAt = due.On, due.At
				return tx.SaveReminder(r)
			}
		}
		_, err = tx.Follow(t.ID, due, "")
		return err
	}, func() safe.Text { return safe.Sprintf("Follow-up %s, %s", m.Say(today), named(targets)) })
}

func (a *App) unfollow() tea.Cmd {
	targets := a.top().Targets()
	n := 0
	return a.change("no follow-up for", targets, func(tx *store.Tx, t nav.Target) error {
		was, err := tx.Unfollow(t.ID)
		n += len(was)
		return err
	}, func() safe.Text {
		if n == 0 {
			return safe.Sprintf("No follow-up was set, %s", named(targets))
		}
		return safe.Sprintf("No follow-up, %s", named(targets))
	})
}

// done finishes what is due, without a log: in a queue the reminder under the
// cursor, elsewhere all of the contact that are due.
func (a *App) done() tea.Cmd {
	targets := a.top().Targets()
	today := string(a.when().Today())
	queue := a.top().Page() == nav.Today
	n := 0
	return a.change("done with", targets, func(tx *store.Tx, t nav.Target) error {
		if queue && t.Item == "" {
			return errors.New("a birthday is not done, it passes: L logs that you wrote")
		}
		open, err := tx.Reminders(t.ID, false)
		if err != nil {
			return err
		}
		for _, r := range open {
			if queue && r.UID != t.Item || !queue && r.DueOn > today {
				continue
			}
			n++
			if err := tx.Finish(r.UID); err != nil {
				return err
			}
		}
		return nil
	}, func() safe.Text {
		if n == 0 {
			return safe.Sprintf("Nothing is due, %s", named(targets))
		}
		return safe.Sprintf("Done, %s", named(targets))
	})
}
