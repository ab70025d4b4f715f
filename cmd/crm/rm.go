package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"crm/store"
	"crm/store/fold"

	"github.com/spf13/cobra"
)

func newRm(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "rm CONTACT...",
		Short: "Put contacts into the trash.",
		Example: `crm rm k7f3
crm rm tag:test -tag:vip                       # everybody that a query matches`,
		Long:        "They leave every list; crm trash restore or crm undo brings them back.",
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.rm(cmd.Context(), unshield(args))
		},
		ValidArgsFunction: a.completeContact,
	}
}

func (a *app) rm(ctx context.Context, args []string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	t, err := a.several(ctx, s, args, "Put into the trash")
	if err != nil {
		return err
	}
	op, _, err := a.change(ctx, s, t, "trash "+t.ref(), func(tx *store.Tx, uid string) (bool, error) {
		return true, tx.Trash(uid)
	})
	if err != nil {
		return err
	}
	a.done(op, "Put "+t.String()+" into the trash", "put "+t.String()+" into the trash")
	a.nameTarget(t)
	return a.printTouched(t.uids, op)
}

// whom is who an operation is about, for its label: the one, or how many.
func whom(list []store.Listed) string {
	if len(list) == 1 {
		return " " + store.Ref(list[0].UID)
	}
	return " " + contacts(len(list))
}

// named is one contact by name, or how many.
func named(list []store.Listed) string {
	if len(list) == 1 {
		return list[0].Name
	}
	return contacts(len(list))
}

func newTrash(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "trash list|restore|purge",
		Short: "List, bring back or delete for good what was thrown away.",
		Example: `crm trash list
crm trash restore k7f3
crm trash purge                                # all of it, for good`,
		RunE: needsSubcommand,
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List the contacts in the trash.", Example: "crm trash list --json",
			Annotations: marks(takesFormat), Args: counted(0, 0),
			RunE: func(cmd *cobra.Command, _ []string) error { return a.trashList(cmd.Context()) },
		},
		&cobra.Command{
			Use: "restore CONTACT...", Short: "Bring contacts back.", Example: "crm trash restore k7f3",
			Annotations: marks(takesJSON, takesDryRun), Args: counted(1, -1),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.restore(cmd.Context(), args) },
			ValidArgsFunction: a.completeTrash,
		},
		&cobra.Command{
			Use: "purge [CONTACT...]", Short: "Delete contacts in the trash for good.",
			Example:           "crm trash purge\ncrm trash purge k7f3 --yes",
			Long:              "Nothing brings them back: crm undo neither. Copies of the book (crm db\nbackup) still have them.",
			Annotations:       marks(takesJSON, takesDryRun),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.purge(cmd.Context(), args) },
			ValidArgsFunction: a.completeTrash,
		})
	return cmd
}

// needsSubcommand is the run of a command that only groups others.
func needsSubcommand(cmd *cobra.Command, args []string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	what := cmd.CommandPath() + " needs one of its commands"
	if len(args) > 0 {
		what = fmt.Sprintf("%s: there is no command %q", cmd.CommandPath(), strings.TrimPrefix(args[0], shieldMark))
	}
	return usagef(what, cmd.CommandPath()+" "+strings.Join(names, "|"))
}

func (a *app) trashList(ctx context.Context) error {
	s, err := a.lister(ctx)
	if err != nil {
		return err
	}
	columns := []string{"id", "name", "company", "phone", "email", "tags"}
	if s == nil {
		return a.print((&people{a: a}).sheet(columns))
	}
	defer s.Close()
	list, err := s.List(ctx, store.ListOptions{Trash: true})
	if err != nil {
		return err
	}
	p := a.people(ctx, s, list)
	return a.print(p.sheet(columns))
}

// trashed finds contacts in the trash by the beginning of their id or by name.
func (a *app) trashed(ctx context.Context, s *store.Store, args []string) ([]store.Listed, error) {
	all, err := s.List(ctx, store.ListOptions{Trash: true})
	if err != nil {
		return nil, err
	}
	var out []store.Listed
	for _, arg := range args {
		var found []store.Listed
		for _, l := range all {
			if store.IsUID(strings.ToLower(arg)) && strings.HasPrefix(l.UID, strings.ToLower(arg)) || fold.Text(l.Name) == fold.Text(arg) {
				found = append(found, l)
			}
		}
		switch len(found) {
		case 0:
			return nil, notFound(fmt.Sprintf("nobody in the trash is %q", arg), "crm trash list")
		case 1:
			if !slices.ContainsFunc(out, func(o store.Listed) bool { return o.UID == found[0].UID }) {
				out = append(out, found[0])
			}
		default:
			one, err := a.pick(ctx, s, &store.Ambiguous{Arg: arg, Total: len(found), Found: found[:min(len(found), 10)]})
			if err != nil {
				return nil, err
			}
			out = append(out, one)
		}
	}
	return out, nil
}

func (a *app) restore(ctx context.Context, args []string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := a.trashed(ctx, s, args)
	if err != nil {
		return err
	}
	op, err := s.Write(ctx, a.op("restore"+whom(list)), func(tx *store.Tx) error {
		for _, l := range list {
			if err := tx.Restore(l.UID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	a.done(op, "Restored "+named(list), "restore "+named(list))
	return a.printTouched(uidsOf(list), op)
}

func (a *app) purge(ctx context.Context, args []string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := a.trashed(ctx, s, args)
	if len(args) == 0 && err == nil {
		list, err = s.List(ctx, store.ListOptions{Trash: true})
	}
	if err != nil {
		return err
	}
	if len(list) == 0 {
		a.out.sayf("The trash is empty.")
		return a.printTouched(uidsOf(list), store.Operation{})
	}
	if !a.flags.dryRun {
		if err := a.confirm("Delete " + named(list) + " for good?"); err != nil {
			return err
		}
	}
	op, err := s.Write(ctx, a.op("purge "+contacts(len(list))), func(tx *store.Tx) error {
		uids := make([]string, len(list))
		for i, l := range list {
			uids[i] = l.UID
		}
		_, err := tx.Purge(uids...)
		return err
	})
	if err != nil {
		return err
	}
	if a.flags.dryRun {
		a.out.sayf("Would delete %s for good.", named(list))
	} else {
		a.out.sayf("Deleted %s for good.", named(list))
	}
	return a.printTouched(uidsOf(list), op)
}
