package tui

import (
	"context"
	"fmt"

	"crm/store"
	"crm/store/safe"
	"crm/tui/dupes"
	"crm/tui/keys"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// write puts a change of a screen or dialog into the queue.
func (a *App) write(run dupes.Run, reply func(error) tea.Msg) tea.Cmd {
	return a.do(job{run: run, reply: reply})
}

// mergeMarked shows the two marked contacts side by side. The one under the
// cursor, if it is one of them, is the one to keep.
func (a *App) mergeMarked() tea.Cmd {
	var two []string
	for _, t := range a.top().Targets() {
		if len(two) == 0 || two[0] != t.ID {
			two = append(two, t.ID)
		}
	}
	if len(two) != 2 {
		mark := a.keys.Key(keys.Mark)
		return a.toast(nav.Toast{Text: safe.Sprintf("Mark two contacts with %s, then %s merges them", mark, a.keys.Key(keys.Merge))})
	}
	if c, ok := a.current(); ok && c.ID == two[1] {
		two[0], two[1] = two[1], two[0]
	}
	return a.mergeTwo(two[0], two[1])
}

// mergeTwo shows two contacts side by side, on their way to become one.
func (a *App) mergeTwo(keep, other string) tea.Cmd {
	var d *dupes.Merge
	d = dupes.NewMerge(dupes.MergeOptions{
		Ctx: a.ctx, Store: a.store, Styles: a.st, Write: a.write, Keep: keep, Other: other,
		Close: func() { a.pop(d) }, Accepted: a.unmark,
	})
	a.push(d)
	return d.Init()
}

// mergeSure asks whether all those who are surely one person shall become one.
func (a *App) mergeSure() tea.Cmd {
	groups := a.dupes.Sure()
	gone := 0
	for _, g := range groups {
		gone += len(g) - 1
	}
	run := func(ctx context.Context, st *store.Store) (nav.Done, error) {
		what := fmt.Sprintf("merge %s into %s", count(gone, "contact"), count(len(groups), "contact"))
		op, err := st.Write(ctx, store.Op{Who: "tui", What: what}, func(tx *store.Tx) error {
			for _, g := range groups {
				others := make([]string, 0, len(g)-1)
				for _, o := range g[1:] {
					others = append(others, o.UID)
				}
				if _, err := tx.Merge(nil, g[0].UID, others...); err != nil {
					return err
				}
			}
			return nil
		})
		return nav.Done{Operation: op.UID, Text: safe.Sprintf("Merged %s into %s", count(gone, "contact"), count(len(groups), "contact"))}, err
	}
	return a.ask(&confirm{
		title: safe.Line("Merge all sure pairs?"),
		body: []safe.Text{
			safe.Sprintf("%s would become part of %s. Where two values differ, the one of the contact that stays is taken.", count(gone, "contact"), count(len(groups), "other")),
			safe.Line("One u brings all of them back."),
		},
		yes: func() tea.Cmd { return a.do(job{run: run}) },
	})
}
