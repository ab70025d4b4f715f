package tui

import (
	"context"
	"errors"
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/safe"
	"crm/tui/lineedit"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// tag asks for tags to add, and with a minus to take away.
func (a *App) tag() tea.Cmd {
	targets := a.top().Targets()
	line := &lineedit.Line{Suggest: a.suggestTag}
	p := &prompt{
		title: safe.Sprintf("Tag · %s", named(targets)),
		verb:  safe.Line("tags"),
		line:  line,
	}
	p.change = func(value string) tea.Cmd {
		add, drop := readTags(value)
		p.says = a.sayTags(add, drop)
		return nil
	}
	p.accept = func(value string) (tea.Cmd, error) {
		add, drop := readTags(value)
		if len(add)+len(drop) == 0 {
			return nil, errors.New("type a tag; -tag takes it away")
		}
		return a.saveTags(targets, add, drop), nil
	}
	p.digit = func(n int) (tea.Cmd, bool) {
		if n > len(a.words.tags) {
			return nil, false
		}
		return a.saveTags(targets, []string{a.words.tags[n-1].Name}, nil), true
	}
	return a.start(p, "")
}

// readTags takes a line apart: by commas if there are any, else by spaces.
func readTags(value string) (add, drop []string) {
	parts := strings.Fields(value)
	if strings.ContainsAny(value, ",，、") {
		parts = strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",，、", r) })
	}
	for _, p := range parts {
		p = strings.TrimSpace(p)
		name := strings.TrimSpace(strings.TrimLeft(p, "-+# "))
		switch {
		case name == "":
		case strings.HasPrefix(p, "-"):
			drop = append(drop, name)
		default:
			add = append(add, name)
		}
	}
	return add, drop
}

// sayTags says what will be done, or offers the tags that are used most.
func (a *App) sayTags(add, drop []string) []safe.Text {
	var says []string
	for _, name := range add {
		s := "adds #" + name
		if !a.knownTag(name) {
			s += " (new tag)"
		}
		says = append(says, s)
	}
	for _, name := range drop {
		says = append(says, "takes #"+name+" away")
	}
	if len(says) > 0 {
		return []safe.Text{safe.Line(strings.Join(says, " · "))}
	}
	for i, t := range a.words.tags[:min(len(a.words.tags), 9)] {
		says = append(says, safe.Sprintf("%d %s", i+1, t.Name).String())
	}
	return []safe.Text{safe.Line(strings.Join(says, "   "))}
}

func (a *App) knownTag(name string) bool {
	for _, t := range a.words.tags {
		if fold.Text(t.Name) == fold.Text(name) {
			return true
		}
	}
	return false
}

// suggestTag completes the last tag of a line.
func (a *App) suggestTag(left string) string {
	i := strings.LastIndexAny(left, " ,-+#") + 1
	begun := fold.Text(left[i:])
	if begun == "" {
		return ""
	}
	for _, t := range a.words.tags {
		if rest, ok := strings.CutPrefix(fold.Text(t.Name), begun); ok && rest != "" && strings.HasPrefix(t.Name, left[i:]) {
			return t.Name[len(left[i:]):]
		}
	}
	return ""
}

func (a *App) saveTags(targets []nav.Target, add, drop []string) tea.Cmd {
	label := "tag"
	for _, t := range add {
		label += " +" + t
	}
	for _, t := range drop {
		label += " -" + t
	}
	any := false
	return a.change(label, targets, func(tx *store.Tx, t nav.Target) error {
		changed, err := tx.Tag(t.ID, add, drop)
		any = any || changed
		return err
	}, func() safe.Text {
		if !any {
			return safe.Sprintf("No change: the tags are so already, %s", named(targets))
		}
		return safe.Sprintf("%s, %s", strings.Replace(label, "tag ", "Tagged ", 1), named(targets))
	})
}

// trash puts contacts into the trash, at once if it is one.
func (a *App) trash() tea.Cmd {
	targets := a.top().Targets()
	page := a.top().Page() == nav.Contact
	run := func(ctx context.Context, st *store.Store) (nav.Done, error) {
		op, err := st.Write(ctx, store.Op{Who: "tui", What: what("trash", targets)}, func(tx *store.Tx) error {
			for _, t := range targets {
				if err := tx.Trash(t.ID); err != nil {
					return err
				}
			}
			return nil
		})
		return nav.Done{Operation: op.UID, IDs: ids(targets), Text: safe.Sprintf("In the trash for 30 days: %s", named(targets))}, err
	}
	start := func() tea.Cmd {
		a.unmark()
		return a.do(job{run: run})
	}
	if len(targets) == 1 || page {
		return start()
	}
	return a.ask(&confirm{
		title: safe.Line("Trash"),
		body: []safe.Text{
			safe.Sprintf("Put %s contacts into the trash?", thousands(len(targets))),
			safe.Line("They stay there for 30 days; one u brings all of them back."),
		},
		yes: start,
	})
}
