package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"
	"crm/store/safe"
	"crm/tui/lineedit"
	"crm/tui/nav"
	"crm/tui/segments"

	tea "charm.land/bubbletea/v2"
)

// nobody is the id of no contact: a change that is about a segment only.
const nobody = "-"

// segmentOptions are what the screen of segments is handed.
func (a *App) segmentOptions() segments.Options {
	return segments.Options{
		Ctx: a.ctx, Store: a.store, Styles: a.st, When: a.when, Tick: a.opt.Tick, Open: a.openSegment, Copy: a.clip,
		Write: func(run segments.Run, reply func(error) tea.Msg) tea.Cmd { return a.do(job{run: run, reply: reply}) },
	}
}

// renameSegment asks for another name of the segment under the cursor.
func (a *App) renameSegment() tea.Cmd {
	g, ok := a.segments.Current()
	if !ok {
		return nil
	}
	p := &prompt{title: safe.Sprintf("Rename · %s", g.Name), verb: safe.Line("renames")}
	p.accept = func(value string) (tea.Cmd, error) {
		name := strings.TrimSpace(value)
		if name == "" {
			return nil, errors.New("type a name for it")
		}
		if other, ok := a.segmentNamed(name); ok && other.UID != g.UID {
			return nil, errors.New("there is a segment “" + other.Name + "” already")
		}
		was, users := g.Name, a.askedBy(g)
		g.Name = name
		return a.do(job{run: func(ctx context.Context, st *store.Store) (nav.Done, error) {
			op, err := st.Write(ctx, store.Op{Who: "tui", What: "rename segment " + was + " to " + name}, func(tx *store.Tx) error {
				return tx.EditSegment(g.UID, g)
			})
			return nav.Done{Operation: op.UID, IDs: []string{nobody}, Segment: g.UID, Text: safe.Sprintf("Renamed %s to %s%s", was, name, users)}, err
		}}), nil
	}
	return a.start(p, g.Name)
}

// segmentNamed is the segment of a name, however it is accented or cased.
func (a *App) segmentNamed(name string) (store.Segment, bool) {
	i := slices.IndexFunc(a.words.segments, func(g store.Segment) bool { return fold.Text(g.Name) == fold.Text(name) })
	if i < 0 {
		return store.Segment{}, false
	}
	return a.words.segments[i], true
}

// deleteSegment takes the segment under the cursor away, at once: u brings it
// back.
func (a *App) deleteSegment() tea.Cmd {
	g, ok := a.segments.Current()
	if !ok {
		return nil
	}
	users := a.askedBy(g)
	return a.do(job{run: func(ctx context.Context, st *store.Store) (nav.Done, error) {
		op, err := st.Write(ctx, store.Op{Who: "tui", What: "delete segment " + g.Name}, func(tx *store.Tx) error {
			return tx.DeleteSegment(g.Name)
		})
		return nav.Done{Operation: op.UID, IDs: []string{nobody}, Segment: g.UID, Text: safe.Sprintf("Deleted %s, not the contacts in it%s", g.Name, users)}, err
	}})
}

// askedBy says which other segments will miss one under its name.
func (a *App) askedBy(g store.Segment) string {
	if users := a.segments.Users(g); len(users) > 0 {
		return " · edit " + strings.Join(users, ", ") + ": it asks for " + g.Name
	}
	return ""
}

// lists are the fixed lists of the book.
func (a *App) lists() []store.Segment {
	return slices.DeleteFunc(slices.Clone(a.words.segments), func(g store.Segment) bool { return !g.Static() })
}

// listAdd asks for a list to put the contacts into, which may be a new one.
func (a *App) listAdd() tea.Cmd {
	targets, lists := a.top().Targets(), a.lists()
	p := &prompt{title: safe.Sprintf("Add to a list · %s", named(targets)), verb: safe.Line("adds"), line: &lineedit.Line{}}
	p.line.Suggest = func(left string) string {
		for _, g := range lists {
			if rest, ok := strings.CutPrefix(g.Name, left); ok && left != "" {
				return rest
			}
		}
		return ""
	}
	p.change = func(value string) tea.Cmd {
		p.says = []safe.Text{a.sayList(strings.TrimSpace(value), lists)}
		return nil
	}
	p.accept = func(value string) (tea.Cmd, error) {
		name := strings.TrimSpace(value)
		g, known := a.segmentNamed(name)
		switch {
		case name == "":
			return nil, errors.New("type the name of a list")
		case known && !g.Static():
			return nil, errors.New("“" + g.Name + "” is live: its query decides who is in it. Type another name")
		case known:
			name = g.Name
		}
		return a.addToList(targets, name, !known), nil
	}
	p.digit = func(n int) (tea.Cmd, bool) {
		if n > len(lists) {
			return nil, false
		}
		return a.addToList(targets, lists[n-1].Name, false), true
	}
	return a.start(p, "")
}

// sayList says what would be done, or offers the lists that there are.
func (a *App) sayList(name string, lists []store.Segment) safe.Text {
	if name != "" {
		g, known := a.segmentNamed(name)
		switch {
		case known && g.Static():
			return safe.Sprintf("adds to %s", g.Name)
		case known:
			return safe.Sprintf("“%s” is live: its query decides who is in it", g.Name)
		}
		return safe.Sprintf("makes a new list “%s”", name)
	}
	if len(lists) == 0 {
		return safe.Line("type a name: a new list is made")
	}
	var names []string
	for i, g := range lists[:min(len(lists), 9)] {
		names = append(names, safe.Sprintf("%d %s", i+1, g.Name).String())
	}
	return safe.Line(strings.Join(names, "   "))
}

func (a *App) addToList(targets []nav.Target, name string, fresh bool) tea.Cmd {
	added := 0
	return a.changeAll("add to list "+name, targets, func(tx *store.Tx) (err error) {
		if fresh {
			if err := tx.SaveSegment(store.Segment{Name: name}, false); err != nil {
				return err
			}
		}
		added, err = tx.AddMembers(name, ids(targets))
		return err
	}, func() safe.Text {
		if added == 0 && !fresh {
			return safe.Sprintf("No change: in %s already, %s", name, named(targets))
		}
		return safe.Sprintf("Added to %s, %s", name, named(targets))
	}, nil)
}

// listShown is the fixed list that the contacts are searched for by.
func (a *App) listShown() (store.Segment, bool) {
	q := a.contacts.Parsed()
	if q == nil || a.top() != screen(a.contacts) {
		return store.Segment{}, false
	}
	nodes := []query.Node{q.Root}
	if all, ok := q.Root.(*query.All); ok {
		nodes = all.Nodes
	}
	for _, n := range nodes {
		t, ok := n.(*query.Term)
		if !ok || len(t.Values) != 1 || t.Field.Name != "in" && t.Field.Name != "seg" {
			continue
		}
		for _, s := range t.Values[0].Spellings() {
			for _, g := range a.lists() {
				if fold.Text(g.Name) == s {
					return g, true
				}
			}
		}
	}
	return store.Segment{}, false
}

// listRemove takes the contacts off the list that is shown.
func (a *App) listRemove() tea.Cmd {
	g, ok := a.listShown()
	if !ok {
		return nil
	}
	targets := a.top().Targets()
	return a.changeAll("take off list "+g.Name, targets, func(tx *store.Tx) error {
		_, err := tx.RemoveMembers(g.Name, ids(targets))
		return err
	}, func() safe.Text { return safe.Sprintf("Off %s, %s", g.Name, named(targets)) }, a.unmark)
}
