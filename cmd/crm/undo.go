package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"crm/store"

	"github.com/spf13/cobra"
)

func newUndo(a *app) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "undo [N|OPERATION]",
		Short: "Take back the last change, or the last N, or one operation.",
		Example: `crm undo
crm undo 3
crm undo r4td                                  # an operation's id, from crm history`,
		Long:        "Undo takes back what any crm did, also before a restart. A value that was\nchanged again since is not overwritten without --force. See: crm redo",
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			steps, which := 1, ""
			if len(args) > 0 {
				if n, err := strconv.Atoi(args[0]); err == nil {
					steps = n
				} else {
					which = strings.ToLower(args[0])
				}
			}
			if steps < 1 {
				return usagef(fmt.Sprintf("%d is no number of steps", steps), "crm undo 1")
			}
			return a.revert(cmd.Context(), steps, func(ctx context.Context, s *store.Store) (store.Undone, error) {
				return a.undo(ctx, s, which, force)
			})
		},
		ValidArgsFunction: a.completeOperation,
	}
	cmd.Flags().BoolVar(&force, "force", false, "overwrite what was changed since")
	return cmd
}

func newRedo(a *app) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:         "redo [N]",
		Short:       "Do again what the last undo took back.",
		Example:     "crm redo\ncrm redo 2",
		Long:        "A change made since the undo ends the chance.",
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			steps := 1
			if len(args) > 0 {
				n, err := strconv.Atoi(args[0])
				if err != nil || n < 1 {
					return usagef(fmt.Sprintf("%q is no number of steps", args[0]), "crm redo 1")
				}
				steps = n
			}
			return a.revert(cmd.Context(), steps, func(ctx context.Context, s *store.Store) (store.Undone, error) {
				return s.Redo(ctx, a.op(""), force)
			})
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "overwrite what was changed since")
	return cmd
}

// undo takes one operation back, and names in its result the contacts that are
// gone with it: afterwards nothing knows what they were called.
func (a *app) undo(ctx context.Context, s *store.Store, which string, force bool) (store.Undone, error) {
	var target store.Operation
	var err error
	if which == "" {
		target, err = s.LastUndoable(ctx)
	} else {
		target, err = s.Operation(ctx, which)
	}
	if err != nil {
		return store.Undone{}, err
	}
	words, err := s.Words(ctx, target.What)
	if err != nil {
		return store.Undone{}, err
	}
	u, err := s.Undo(ctx, a.op(""), which, force)
	if u.Of.UID == target.UID { // else another crm was faster
		u.Of.What = words
	}
	return u, err
}

// revert undoes or redoes some steps, each an operation of its own. A dry run
// changes nothing, so that it can only tell of the first.
func (a *app) revert(ctx context.Context, steps int, step func(context.Context, *store.Store) (store.Undone, error)) error {
	if a.flags.dryRun && steps > 1 {
		return usagef("--dry-run tells of one step", "crm history lists the operations before it")
	}
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var done []object
	told := map[string]bool{} // operations that cannot be undone
	for i := range steps {
		u, err := step(ctx, s)
		if errors.Is(err, store.ErrNothing) && i > 0 {
			a.out.sayf("There is nothing more.")
			break
		}
		if err != nil {
			return a.explainRevert(ctx, s, err)
		}
		if u.Of.What, err = s.Words(ctx, u.Of.What); err != nil {
			return err
		}
		if err := a.tellSkipped(ctx, s, u.Skipped, told); err != nil {
			return err
		}
		if err := a.reverted(ctx, s, u); err != nil {
			return err
		}
		kept := u.Kept
		if kept == nil {
			kept = []string{}
		}
		done = append(done, object{{"undone", u.Of.UID}, {"what", u.Of.What}, {"kept", kept},
			{"skipped", pick(u.Skipped, func(o *store.Operation) string { return o.UID })}, {"operation", a.operation(u.Operation)}})
	}
	if a.flags.json == "" {
		return nil
	}
	return a.out.json(object{{"schema", schema}, {"steps", done}, {"dry_run", a.flags.dryRun}})
}

// tellSkipped says which newer operations stay, once each.
func (a *app) tellSkipped(ctx context.Context, s *store.Store, list []store.Operation, told map[string]bool) error {
	var parts []string
	for _, o := range list {
		if told[o.UID] {
			continue
		}
		told[o.UID] = true
		words, err := s.Words(ctx, o.What)
		if err != nil {
			return err
		}
		parts = append(parts, words)
	}
	if len(parts) > 0 {
		a.out.sayf("Not undone: %s (it cannot be)", strings.Join(parts, ", "))
	}
	return nil
}

func (a *app) reverted(ctx context.Context, s *store.Store, u store.Undone) error {
	what := u.Of.What
	verb, back := "Undid", "Redo: crm redo"
	if u.Of.Undoes != "" {
		verb, back = "Redid", "Undo: crm undo"
		what = strings.TrimPrefix(what, "undo ")
	}
	switch {
	case a.flags.dryRun:
		a.out.sayf("Would %s: %s.", map[string]string{"Undid": "undo", "Redid": "redo"}[verb], what)
	case u.Operation.UID == "":
		a.out.sayf("Nothing was left to take back of: %s.", what)
	default:
		a.out.sayf("%s: %s. %s", verb, what, back)
	}
	for _, uid := range u.Kept {
		c, err := s.Contact(ctx, uid)
		if err != nil {
			return err
		}
		a.out.sayf("kept, since it was edited after the import: %s", c.Display())
	}
	return nil
}

// maxConflicts are told of at once.
const maxConflicts = 10

// explainRevert says why nothing was undone; of a conflict both values.
func (a *app) explainRevert(ctx context.Context, s *store.Store, err error) error {
	clash, ok := errors.AsType[*store.ConflictError](err)
	switch {
	case errors.Is(err, store.ErrNothing):
		return notFound("there is nothing to undo or redo", "crm history lists what was done")
	case errors.Is(err, store.ErrExists):
		return &failure{what: "that operation is undone already", hint: "crm history lists what was done", code: exitFailed, err: err}
	case errors.Is(err, store.ErrNotFound):
		return notFound(plain(err), "crm history lists the operations")
	case !ok:
		return err
	}
	for i, c := range clash.Conflicts {
		if i == maxConflicts {
			a.out.sayf("and %d more", len(clash.Conflicts)-i)
			break
		}
		name := c.Table
		if c.Contact != "" {
			if who, err := s.Contact(ctx, c.Contact); err == nil {
				name = who.Display()
			}
		}
		a.out.sayf("%s: %s is %q now, undoing puts back %q", name, strings.Join(filled(c.Table, c.Field), "."), c.Now, c.Undo)
	}
	short, serr := s.ShortID(ctx, clash.Operation.UID)
	if serr != nil {
		return serr
	}
	return &failure{
		what: counts(len(clash.Conflicts), "value was", "values were") + " changed again since",
		hint: "undo the later changes first, or overwrite them: crm undo " + short + " --force",
		code: exitFailed, err: err,
	}
}
