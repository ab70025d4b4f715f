package tui

import (
	"context"
	"fmt"

	"crm/store"
	"crm/store/safe"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// foreignError stops an undo of what this program has not done: it is asked
// about first.
type foreignError struct {
	op   store.Operation
	what string
}

func (e *foreignError) Error() string { return "undo: another process did that: " + e.what }

// undo takes the newest operation back.
func (a *App) undo() tea.Cmd {
	made := a.work.made
	return a.do(job{run: func(ctx context.Context, st *store.Store) (nav.Done, error) {
		op, err := st.LastUndoable(ctx)
		if err != nil {
			return nav.Done{}, err
		}
		if !made.has(op.UID) {
			words, err := st.Words(ctx, op.What)
			if err != nil {
				return nav.Done{}, err
			}
			return nav.Done{}, &foreignError{op, words}
		}
		return made.revert(ctx, st, op.UID, false)
	}})
}

// revert undoes one operation and says which.
func (m *made) revert(ctx context.Context, st *store.Store, uid string, force bool) (nav.Done, error) {
	u, err := st.Undo(ctx, store.Op{Who: "tui"}, uid, force)
	return m.reverted(ctx, st, u, err, "Undone")
}

func (m *made) reverted(ctx context.Context, st *store.Store, u store.Undone, err error, verb string) (nav.Done, error) {
	if err != nil {
		return nav.Done{}, err
	}
	label := u.Of.What
	if verb == "Redone" && u.Of.Undoes != "" {
		label = trimUndo(label)
	}
	words, err := st.Words(ctx, label)
	if err != nil {
		return nav.Done{}, err
	}
	d := nav.Done{Operation: u.Operation.UID, Segment: m.segment(u.Of.UID), Text: safe.Sprintf("%s: %s", verb, words)}
	if len(u.Kept) > 0 {
		d.Text = safe.Sprintf("%s: %s · %d kept, they were edited since", verb, words, len(u.Kept))
	}
	changes, err := st.Changes(ctx, u.Of, 8)
	for _, c := range changes {
		if c.Contact != "" {
			d.Focus = c.Contact
			break
		}
	}
	return d, err
}

func trimUndo(label string) string {
	if len(label) > 5 && label[:5] == "undo " {
		return label[5:]
	}
	return label
}

// redo takes the newest undo back.
func (a *App) redo() tea.Cmd {
	made := a.work.made
	return a.do(job{run: func(ctx context.Context, st *store.Store) (nav.Done, error) {
		u, err := st.Redo(ctx, store.Op{Who: "tui"}, false)
		return made.reverted(ctx, st, u, err, "Redone")
	}})
}

// askForeign asks before another process's operation is undone.
func (a *App) askForeign(e *foreignError) tea.Cmd {
	at := e.op.At.In(a.opt.When.Zone).Format("Mon 2 Jan 15:04")
	return a.ask(&confirm{
		title: safe.Line("Undo what was not done here?"),
		body: []safe.Text{
			safe.Line(e.what),
			safe.Sprintf("%s · %s · %s", e.op.Who, at, count(e.op.N, "contact")),
		},
		yes: func() tea.Cmd {
			return a.do(job{run: func(ctx context.Context, st *store.Store) (nav.Done, error) {
				return a.work.made.revert(ctx, st, e.op.UID, false)
			}})
		},
	})
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%s %ss", thousands(n), what)
}

// askConflict shows what an undo would overwrite.
func (a *App) askConflict(e *store.ConflictError) tea.Cmd {
	body := []safe.Text{safe.Line("Since then this was changed again. Undo would overwrite it:"), {}}
	for i, c := range e.Conflicts {
		if i == 6 {
			body = append(body, safe.Sprintf("… and %d more", len(e.Conflicts)-i))
			break
		}
		field := c.Field
		if field == "" {
			field = c.Table
		}
		body = append(body, safe.Sprintf("%s: now “%s”, undo puts back “%s”", field, c.Now, c.Undo))
	}
	return a.ask(&confirm{title: safe.Line("Overwrite later changes?"), body: body, yes: func() tea.Cmd {
		return a.do(job{run: func(ctx context.Context, st *store.Store) (nav.Done, error) {
			return a.work.made.revert(ctx, st, e.Operation.UID, true)
		}})
	}})
}
