package tui

import (
	"crm/store/safe"
	"crm/store/when"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/widget"
)

// menu is what may follow the key that was pressed, with what would come of
// it: the date, not only the rule.
func (a *App) menu(p keys.Pending) *widget.Menu {
	m := &widget.Menu{Title: safe.Line(keys.Shown(p.Key)), Cursor: -1}
	targets := a.top().Targets()
	switch p.Menu {
	case keys.FollowMenu:
		m.Title = safe.Sprintf("%s follow-up · %s", keys.Shown(p.Key), named(targets))
	case keys.OutcomeMenu:
		m.Title = safe.Sprintf("%s outcome · %s", keys.Shown(p.Key), named(targets))
	case keys.CopyMenu:
		t, _ := a.current()
		m.Title = safe.Sprintf("%s copy · %s", keys.Shown(p.Key), t.Name)
	case keys.SegmentMenu:
		return a.segmentMenu(m)
	}
	for _, b := range a.keys.In(p.Menu) {
		m.Items = append(m.Items, widget.MenuItem{
			Key: keys.Shown(b.Keys[0]), Text: safe.Line(b.Label), Note: a.menuNote(b.ID),
		})
	}
	return m
}

// menuNote is what would come of a choice.
func (a *App) menuNote(id keys.ID) safe.Text {
	wc := a.when()
	date := func(spec string) string {
		m, err := wc.Future(spec)
		if err != nil {
			return ""
		}
		if m.Clock != "" {
			return m.Clock
		}
		return when.Full(m.Date, wc.Today())
	}
	switch id {
	case keys.FollowDays:
		return safe.Sprintf("1 %s · 3 %s · 7 %s", date("1d"), date("3d"), date("7d"))
	case keys.FollowHours, keys.FollowWeek, keys.FollowMonth:
		return safe.Line(date(followSpec(nav.Act{ID: id})))
	case keys.OutNoAnswer:
		return a.retry("na", wc)
	case keys.OutVoicemail:
		return a.retry("vm", wc)
	case keys.OutBusy:
		return a.retry("busy", wc)
	}
	return safe.Text{}
}

// retry says when an outcome calls again by itself, the first time.
func (a *App) retry(outcome string, wc when.Context) safe.Text {
	due := a.words.lists.Outcome(outcome).Due
	if len(due) == 0 {
		return safe.Text{}
	}
	spec := due[0]
	if len(spec) > 0 && spec[0] == '+' {
		spec = spec[1:]
	}
	m, err := wc.Future(spec)
	if err != nil {
		return safe.Text{}
	}
	return safe.Sprintf("%s %s", a.st.Glyph.Arrow, m.Say(wc.Today()))
}

func (a *App) segmentMenu(m *widget.Menu) *widget.Menu {
	m.Title = safe.Line("' segments")
	for _, s := range a.words.segments {
		if s.Hotkey == "" {
			continue
		}
		note := safe.Line(s.Query)
		if s.Static() {
			note = safe.Line("static list")
		}
		m.Items = append(m.Items, widget.MenuItem{Key: s.Hotkey, Text: safe.Line(s.Name), Note: note})
	}
	if i := a.contactsBefore(); i >= 0 {
		note := a.past[i].query
		if note == "" {
			note = "all contacts"
		}
		m.Items = append(m.Items, widget.MenuItem{Key: "'", Text: safe.Line("the list before"), Note: safe.Line(note)})
	}
	if a.canVerb(keys.ListAdd) {
		m.Items = append(m.Items, widget.MenuItem{Key: "+", Text: safe.Line("add to a list…"), Note: named(a.top().Targets())})
	}
	if a.canVerb(keys.ListRemove) {
		g, _ := a.listShown()
		m.Items = append(m.Items, widget.MenuItem{Key: "-", Text: safe.Sprintf("take off %s", g.Name), Note: named(a.top().Targets())})
	}
	return m
}
