package tui

import (
	"context"
	"fmt"

	"crm/store"
	"crm/store/safe"
	"crm/tui/keys"
	"crm/tui/nav"

	tea "charm.land/bubbletea/v2"
)

// manyRows is how many marked rows a verb changes without asking.
const manyRows = 50

// verb does what is the same on every screen with contacts, to the marked rows
// or the one under the cursor, and what is done to the book as a whole.
func (a *App) verb(act nav.Act) tea.Cmd {
	switch act.ID {
	case keys.Log:
		return a.log("")
	case keys.Note:
		return a.note()
	case keys.TagIt:
		return a.tag()
	case keys.FollowDays, keys.FollowHours, keys.FollowWeek, keys.FollowMonth:
		return a.followIn(act)
	case keys.FollowDate:
		return a.followOn()
	case keys.FollowClear:
		return a.unfollow()
	case keys.OutReached, keys.OutNoAnswer, keys.OutVoicemail, keys.OutBusy, keys.OutWrong, keys.OutRefused, keys.OutLater, keys.OutBooked:
		return a.outcome(act.ID)
	case keys.Done:
		return a.done()
	case keys.Trash:
		return a.trash()
	case keys.Edit:
		return a.edit()
	case keys.Call:
		return a.call()
	case keys.CopyPhone, keys.CopyEmail, keys.CopyName, keys.CopyAddress, keys.CopySummary:
		return a.copy(act.ID)
	case keys.Add:
		return a.add()
	case keys.Import:
		return a.importFile()
	case keys.Sample:
		return a.sample()
	case keys.Merge:
		return a.mergeMarked()
	case keys.MergeSure:
		return a.mergeSure()
	case keys.GoDupes:
		return a.open(nav.Open{Page: nav.Dupes})
	case keys.Undo:
		return a.undo()
	case keys.Redo:
		return a.redo()
	case keys.SaveAs:
		return a.saveSegment()
	case keys.OpenSegment:
		return a.openLetter(act.Arg)
	case keys.SegmentRename:
		return a.renameSegment()
	case keys.SegmentDelete:
		return a.deleteSegment()
	case keys.ListAdd:
		return a.listAdd()
	case keys.ListRemove:
		return a.listRemove()
	case keys.LastList:
		return a.lastList()
	}
	return nil
}

// canVerb reports whether a verb does something here and now.
func (a *App) canVerb(id keys.ID) bool {
	switch id {
	case keys.Add:
		return a.store != nil || a.opt.Create != nil
	case keys.Import:
		return a.store != nil || a.opt.Create != nil && a.opt.Scratch != nil
	case keys.Sample:
		return a.opt.Fill != nil && a.opt.Scratch != nil && a.contacts.Empty()
	case keys.Undo, keys.Redo, keys.GoDupes:
		return a.store != nil
	case keys.MergeSure:
		return a.top().Page() == nav.Dupes && a.dupes.AnySure()
	case keys.SaveAs:
		return a.contacts.Parsed() != nil
	case keys.OpenSegment:
		return len(a.words.segments) > 0
	case keys.LastList:
		return a.contactsBefore() >= 0
	case keys.SegmentRename, keys.SegmentDelete:
		_, ok := a.segments.Current()
		return ok && a.top() == screen(a.segments)
	case keys.ListAdd:
		return a.store != nil && len(a.top().Targets()) > 0
	case keys.ListRemove:
		_, ok := a.listShown()
		return ok && len(a.top().Targets()) > 0
	}
	if b, ok := a.keys.Get(id); ok {
		switch b.Scope {
		case keys.Record, keys.FollowMenu, keys.OutcomeMenu, keys.CopyMenu:
			return len(a.top().Targets()) > 0
		}
	}
	return false
}

// opens reports whether a menu has anything to offer here and now.
func (a *App) opens(menu keys.Scope) bool {
	switch menu {
	case keys.FollowMenu, keys.OutcomeMenu, keys.CopyMenu:
		return a.dialog() == nil && len(a.top().Targets()) > 0
	case keys.SegmentMenu:
		return len(a.words.segments) > 0 || a.contactsBefore() >= 0 || a.canVerb(keys.ListAdd)
	case keys.GoMenu:
		return a.top().Can(keys.Go)
	}
	return false
}

// named says whom a verb is about: a name, or how many.
func named(targets []nav.Target) safe.Text {
	if len(targets) == 1 {
		if targets[0].Name.String() != "" {
			return targets[0].Name
		}
		return safe.Line("1 contact")
	}
	return safe.Sprintf("%s contacts", thousands(len(targets)))
}

// what labels an operation. Names do not stand in the journal.
func what(verb string, targets []nav.Target) string {
	if len(targets) == 1 {
		return verb + " " + store.Ref(targets[0].ID)
	}
	return fmt.Sprintf("%s %d contacts", verb, len(targets))
}

func ids(targets []nav.Target) []string {
	out := make([]string, len(targets))
	for i, t := range targets {
		out[i] = t.ID
	}
	return out
}

// change writes one operation over targets. f is called for each; text says
// afterwards what was done.
func (a *App) change(label string, targets []nav.Target, f func(*store.Tx, nav.Target) error, text func() safe.Text) tea.Cmd {
	return a.changeAll(label, targets, func(tx *store.Tx) error {
		for _, t := range targets {
			if err := f(tx, t); err != nil {
				return err
			}
		}
		return nil
	}, text, nil)
}

// changeAll is change for what is written for all targets at once. It asks
// first if there are many, and then calls begun, if it is not nil.
func (a *App) changeAll(label string, targets []nav.Target, f func(*store.Tx) error, text func() safe.Text, begun func()) tea.Cmd {
	run := func(ctx context.Context, st *store.Store) (nav.Done, error) {
		op, err := st.Write(ctx, store.Op{Who: "tui", What: what(label, targets)}, f)
		return nav.Done{Operation: op.UID, IDs: ids(targets), Text: text()}, err
	}
	start := func() tea.Cmd {
		if begun != nil {
			begun()
		}
		return a.do(job{run: run})
	}
	if len(targets) <= manyRows {
		return start()
	}
	return a.ask(&confirm{
		title: safe.Sprintf("%s contacts", thousands(len(targets))),
		body:  []safe.Text{safe.Sprintf("Change %s contacts at once? One u takes it back.", thousands(len(targets)))},
		yes:   start,
	})
}

// unmark takes the marks of the screen shown away.
func (a *App) unmark() {
	if m, ok := a.top().(interface{ Unmark() }); ok {
		m.Unmark()
	}
}

// current is the one contact under the cursor, whatever is marked: some verbs
// make no sense for several.
func (a *App) current() (nav.Target, bool) {
	if c, ok := a.top().(interface{ Current() (nav.Target, bool) }); ok {
		return c.Current()
	}
	targets := a.top().Targets()
	if len(targets) == 0 {
		return nav.Target{}, false
	}
	return targets[0], true
}
