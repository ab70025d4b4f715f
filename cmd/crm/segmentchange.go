package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"

	"github.com/spf13/cobra"
)

// newSegmentChanges are the commands that change a segment that is there.
func newSegmentChanges(a *app) []*cobra.Command {
	return []*cobra.Command{
		{
			Use: "add NAME CONTACT...", Short: "Put contacts into a static segment.",
			Example:     "crm segment add fair-2026 k7f3 0912345678\ncrm segment add fair-2026 tag:fair",
			Annotations: marks(takesJSON, takesDryRun), Args: counted(2, -1),
			RunE: func(cmd *cobra.Command, args []string) error {
				args = unshield(args)
				return a.segmentMembers(cmd.Context(), args[0], args[1:], true)
			},
			ValidArgsFunction: a.completeSegmentContact,
		},
		{
			Use: "remove NAME CONTACT...", Short: "Take contacts out of a static segment.",
			Example:     "crm segment remove fair-2026 k7f3",
			Annotations: marks(takesJSON, takesDryRun), Args: counted(2, -1),
			RunE: func(cmd *cobra.Command, args []string) error {
				args = unshield(args)
				return a.segmentMembers(cmd.Context(), args[0], args[1:], false)
			},
			ValidArgsFunction: a.completeSegmentContact,
		},
		{
			Use: "rename NAME NEW", Short: "Give a segment another name.", Example: "crm segment rename quiet 'silent VIPs'",
			Annotations: marks(takesDryRun), Args: counted(2, 2),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.segmentRename(cmd.Context(), args[0], args[1]) },
			ValidArgsFunction: a.completeSegment,
		},
		{
			Use: "rm NAME", Short: "Remove a segment, not the contacts in it.", Example: "crm segment rm quiet",
			Annotations: marks(takesDryRun), Args: counted(1, 1),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.segmentRm(cmd.Context(), args[0]) },
			ValidArgsFunction: a.completeSegment,
		},
	}
}

// segmentMembers puts contacts into a static segment, or takes them out of it.
func (a *app) segmentMembers(ctx context.Context, name string, args []string, add bool) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	g, err := a.findSegment(ctx, s, name)
	if err != nil {
		return err
	}
	if !g.Static() {
		return usagef(fmt.Sprintf("the segment %q is live: who matches %s is in it", g.Name, g.Query),
			"crm segment save NAME --static 'seg:"+g.Name+"' makes a list of who is in it now")
	}
	verb, did, where := "put", "Put", " into "+g.Name
	if !add {
		verb, did, where = "take", "Took", " out of "+g.Name
	}
	t, err := a.several(ctx, s, args, capital(verb)+where)
	if err != nil {
		return err
	}
	n := 0
	op, err := s.Write(ctx, a.op(verb+" "+t.ref()+where), func(tx *store.Tx) error {
		if add {
			n, err = tx.AddMembers(g.Name, t.uids)
		} else {
			n, err = tx.RemoveMembers(g.Name, t.uids)
		}
		return err
	})
	if err != nil {
		return err
	}
	who := contacts(n)
	if len(t.uids) == 1 {
		who = t.String()
	}
	a.done(op, did+" "+who+where, verb+" "+who+where)
	a.nameTarget(t)
	return a.printTouched(t.uids, op)
}

func (a *app) segmentRename(ctx context.Context, from, to string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	g, err := a.findSegment(ctx, s, from)
	if err != nil {
		return err
	}
	old := g.Name
	g.Name = to
	op, err := s.Write(ctx, a.op("rename the segment "+old+" to "+to), func(tx *store.Tx) error { return tx.EditSegment(g.UID, g) })
	if err != nil {
		return err
	}
	what := fmt.Sprintf("segment %s to %s", old, to)
	a.done(op, "Renamed "+what, "rename "+what)
	return a.warnUsers(ctx, s, old)
}

func (a *app) segmentRm(ctx context.Context, name string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	g, err := a.findSegment(ctx, s, name)
	if err != nil {
		return err
	}
	op, err := s.Write(ctx, a.op("remove segment "+g.Name), func(tx *store.Tx) error { return tx.DeleteSegment(g.Name) })
	if err != nil {
		return err
	}
	a.done(op, "Removed segment "+g.Name, "remove segment "+g.Name)
	return a.warnUsers(ctx, s, g.Name)
}

// warnUsers says which segments ask for one that is no longer called so.
func (a *app) warnUsers(ctx context.Context, s *store.Store, name string) error {
	all, err := s.Segments(ctx)
	if err != nil {
		return err
	}
	var users []string
	for i := range all {
		q, err := a.segmentQuery(ctx, s, &all[i])
		if err == nil && !all[i].Static() && asksFor(q.Root, fold.Text(name)) {
			users = append(users, all[i].Name)
		}
	}
	if len(users) > 0 {
		a.out.sayf("note: asked for by %s: crm segment save writes a query anew", strings.Join(users, ", "))
	}
	return nil
}

// asksFor tells whether a query asks for the segment of a folded name.
func asksFor(n query.Node, name string) bool {
	within := func(n query.Node) bool { return asksFor(n, name) }
	switch n := n.(type) {
	case *query.All:
		return slices.ContainsFunc(n.Nodes, within)
	case *query.Any:
		return slices.ContainsFunc(n.Nodes, within)
	case *query.Not:
		return within(n.Node)
	case *query.Term:
		return (n.Field.Name == "seg" || n.Field.Name == "in") && slices.ContainsFunc(n.Values, func(v query.Value) bool {
			return slices.Contains(v.Spellings(), name)
		})
	}
	return false
}
