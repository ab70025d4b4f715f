package tui

import (
	"context"
	"errors"
	"strings"

	"crm/store"
	"crm/store/safe"
	"crm/tui/nav"
	"crm/tui/segments"

	tea "charm.land/bubbletea/v2"
)

// saveSegment asks for a name for the search.
func (a *App) saveSegment() tea.Cmd {
	q := a.contacts.Parsed()
	if q == nil {
		return nil
	}
	p := &prompt{title: safe.Line("Save the search as a segment"), verb: safe.Line("saves")}
	p.change = func(value string) tea.Cmd {
		p.says = []safe.Text{safe.Line(q.Say())}
		return nil
	}
	seg := store.Segment{Query: a.contacts.Query(), Canonical: q.String()}
	p.accept = func(value string) (tea.Cmd, error) {
		if seg.Name = strings.TrimSpace(value); seg.Name == "" {
			return nil, errors.New("type a name for it")
		}
		return a.writeSegment(seg, false), nil
	}
	return a.start(p, "")
}

func (a *App) writeSegment(seg store.Segment, replace bool) tea.Cmd {
	run := func(ctx context.Context, st *store.Store) (nav.Done, error) {
		op, err := st.Write(ctx, store.Op{Who: "tui", What: "save segment " + seg.Name}, func(tx *store.Tx) error {
			return tx.SaveSegment(seg, replace)
		})
		if err != nil {
			return nav.Done{}, err
		}
		saved, err := st.Segment(ctx, seg.Name)
		text := safe.Sprintf("Saved %s", seg.Name)
		if saved.Hotkey != "" {
			text = safe.Sprintf("Saved %s · ' %s opens it", seg.Name, saved.Hotkey)
		}
		return nav.Done{Operation: op.UID, IDs: []string{nobody}, Segment: saved.UID, Text: text}, err
	}
	reply := func(err error) tea.Msg {
		if errors.Is(err, store.ErrExists) && !replace {
			return segmentTaken{seg}
		}
		if err != nil {
			return nav.Fail{Err: err}
		}
		return nil
	}
	return a.do(job{run: run, reply: reply})
}

// segmentTaken says that there is a segment of that name.
type segmentTaken struct{ seg store.Segment }

func (a *App) askReplace(t segmentTaken) tea.Cmd {
	return a.ask(&confirm{
		title: safe.Line("Replace the segment?"),
		body:  []safe.Text{safe.Sprintf("There is a segment “%s” already. Replace its search by %s?", t.seg.Name, t.seg.Query)},
		yes:   func() tea.Cmd { return a.writeSegment(t.seg, true) },
	})
}

// openLetter shows the segment of a letter.
func (a *App) openLetter(letter string) tea.Cmd {
	for _, s := range a.words.segments {
		if s.Hotkey == letter {
			return a.openSegment(s)
		}
	}
	return nil
}

// openSegment lists who is in a segment, and remembers who that was: the next
// time it is told who has come and gone.
func (a *App) openSegment(g store.Segment) tea.Cmd {
	kind := "Segment"
	if g.Static() {
		kind = "List"
	}
	cmds := []tea.Cmd{
		a.open(nav.Open{Page: nav.Contacts, Query: segments.Query(g)}),
		a.toast(nav.Toast{Text: safe.Sprintf("%s %s", kind, g.Name)}),
	}
	if !g.Static() {
		wc := a.when()
		cmds = append(cmds, a.do(job{quiet: true, run: func(ctx context.Context, st *store.Store) (nav.Done, error) {
			return nav.Done{}, st.SeeSegment(ctx, g, wc)
		}}))
		a.stale[nav.Segments] = true
	}
	return tea.Batch(cmds...)
}

// contactsBefore is the index in past of the list before this one, or -1.
func (a *App) contactsBefore() int {
	for i := len(a.past) - 1; i >= 0; i-- {
		if p := a.past[i]; p.stack[len(p.stack)-1].Page() == nav.Contacts && p.query != a.contacts.Query() {
			return i
		}
	}
	return -1
}

// lastList shows the list before this one: twice is back again.
func (a *App) lastList() tea.Cmd {
	if i := a.contactsBefore(); i >= 0 {
		return a.open(nav.Open{Page: nav.Contacts, Query: a.past[i].query, ID: a.past[i].id})
	}
	return nil
}
