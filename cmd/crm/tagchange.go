package main

import (
	"context"
	"fmt"
	"strings"

	"crm/store"

	"github.com/spf13/cobra"
)

// newTagChanges are the commands that change a tag itself, wherever it is.
func newTagChanges(a *app) []*cobra.Command {
	return []*cobra.Command{
		{
			Use: "rename TAG NAME", Short: "Give a tag another name.", Example: "crm tag rename hot nóng",
			Annotations: marks(takesJSON, takesDryRun), Args: counted(2, 2),
			RunE: func(cmd *cobra.Command, args []string) error {
				args = unshield(args)
				return a.tagRename(cmd.Context(), args[0], args[1])
			},
			ValidArgsFunction: a.completeTagName,
		},
		{
			Use: "merge TAG... INTO", Short: "Make one tag of several.", Example: "crm tag merge hot-lead nóng hot",
			Long:        "Who has any of them has the last one; the others are no more.",
			Annotations: marks(takesJSON, takesDryRun), Args: counted(2, -1),
			RunE: func(cmd *cobra.Command, args []string) error {
				args = unshield(args)
				last := len(args) - 1
				return a.tagMerge(cmd.Context(), args[:last], args[last])
			},
			ValidArgsFunction: a.completeTagName,
		},
		{
			Use: "rm TAG", Short: "Take a tag off everybody.", Example: "crm tag rm test",
			Annotations: marks(takesJSON, takesDryRun), Args: counted(1, 1),
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.tagRm(cmd.Context(), unshield(args)[0])
			},
			ValidArgsFunction: a.completeTagName,
		},
	}
}

func (a *app) tagRename(ctx context.Context, from, to string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	old, err := a.findTag(ctx, s, from)
	if err != nil {
		return err
	}
	if err := checkTag(to); err != nil {
		return err
	}
	if other, err := a.findTag(ctx, s, to); err == nil && other.Name != old.Name {
		return &failure{what: fmt.Sprintf("there is a tag %q already", other.Name), hint: "to make one of both: crm tag merge " + shellQuote(old.Name) + " " + shellQuote(other.Name), code: exitFailed}
	}
	op, err := s.Write(ctx, a.op("rename the tag "+old.Name+" to "+to), func(tx *store.Tx) error { return tx.RenameTag(old.Name, to) })
	if err != nil {
		return err
	}
	what := fmt.Sprintf("the tag %s to %s", old.Name, to)
	a.done(op, "Renamed "+what, "rename "+what)
	return a.printTagChange(old.N, op)
}

func (a *app) tagMerge(ctx context.Context, from []string, into string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	to, err := a.findTag(ctx, s, into)
	if err != nil {
		return err
	}
	var old []store.TagCount
	total := 0
	for _, name := range from {
		t, err := a.findTag(ctx, s, name)
		if err != nil {
			return err
		}
		if t.Name != to.Name {
			old = append(old, t)
			total += t.N
		}
	}
	names := tagNames(old)
	if err := a.confirmMany(total, "Merge the tags "+names+" into "+to.Name+", for"); err != nil {
		return err
	}
	n := 0
	op, err := s.Write(ctx, a.op("merge the tags "+names+" into "+to.Name), func(tx *store.Tx) error {
		for _, t := range old {
			did, err := tx.MergeTags(t.Name, to.Name)
			if err != nil {
				return err
			}
			n += did
		}
		return nil
	})
	if err != nil {
		return err
	}
	what := fmt.Sprintf("%s into the tag %s, %s", names, to.Name, contacts(n))
	a.done(op, "Merged "+what, "merge "+what)
	return a.printTagChange(n, op)
}

func tagNames(list []store.TagCount) string {
	return strings.Join(pick(list, func(t *store.TagCount) string { return t.Name }), ", ")
}

func (a *app) tagRm(ctx context.Context, name string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	t, err := a.findTag(ctx, s, name)
	if err != nil {
		return err
	}
	if err := a.confirmMany(t.N, "Take the tag "+t.Name+" off"); err != nil {
		return err
	}
	n := 0
	op, err := s.Write(ctx, a.op("remove the tag "+t.Name), func(tx *store.Tx) error {
		n, err = tx.RemoveTag(t.Name)
		return err
	})
	if err != nil {
		return err
	}
	what := fmt.Sprintf("the tag %s, which %s had", t.Name, contacts(n))
	a.done(op, "Removed "+what, "remove "+what)
	return a.printTagChange(n, op)
}

// printTagChange is the JSON of a change of a tag.
func (a *app) printTagChange(n int, op store.Operation) error {
	if a.flags.json == "" {
		return nil
	}
	return a.out.json(object{{"schema", schema}, {"count", n}, {"operation", a.operation(op)}, {"dry_run", a.flags.dryRun}})
}
