package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"crm/store"
	"crm/store/fold"

	"github.com/spf13/cobra"
)

// newStageChanges are the commands on the stages themselves.
func newStageChanges(a *app) []*cobra.Command {
	var before, after string
	add := &cobra.Command{
		Use: "add STAGE", Short: "Add a stage, the last before won if nothing says where.",
		Example:     "crm stage add demo --after contacted",
		Annotations: marks(takesDryRun), Args: counted(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if before != "" && after != "" {
				return usagef("--before and --after are two places", "give one of them")
			}
			return a.stageAdd(cmd.Context(), args[0], before, after)
		},
		ValidArgsFunction: fixed(),
	}
	add.Flags().StringVar(&before, "before", "", "the `STAGE` that it comes before")
	add.Flags().StringVar(&after, "after", "", "the `STAGE` that it comes after")
	_ = add.RegisterFlagCompletionFunc("before", a.completeStageName)
	_ = add.RegisterFlagCompletionFunc("after", a.completeStageName)
	return []*cobra.Command{
		{
			Use: "list", Short: "List the stages in order, with who is in them.", Example: "crm stage list --json",
			Annotations: marks(takesFormat), Args: counted(0, 0),
			RunE: func(cmd *cobra.Command, _ []string) error { return a.stageList(cmd.Context()) },
		},
		add,
		{
			Use: "rename STAGE NAME", Short: "Give a stage another name, in every deal.", Example: "crm stage rename quote offer",
			Annotations: marks(takesDryRun), Args: counted(2, 2),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.stageRename(cmd.Context(), args[0], args[1]) },
			ValidArgsFunction: a.completeStageName,
		},
		{
			Use: "reorder STAGE...", Short: "Put the stages in this order; name all of them.",
			Example:     "crm stage reorder new contacted negotiate quote won lost",
			Annotations: marks(takesDryRun), Args: counted(1, -1),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.stageReorder(cmd.Context(), args) },
			ValidArgsFunction: a.completeStageName,
		},
		{
			Use: "rm STAGE", Short: "Remove a stage that no deal is in.", Example: "crm stage rm demo",
			Annotations: marks(takesDryRun), Args: counted(1, 1),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.stageRm(cmd.Context(), args[0]) },
			ValidArgsFunction: a.completeStageName,
		},
		{
			Use: "limit STAGE DAYS", Short: "Say after how many days without contact somebody goes cold.",
			Example:     "crm stage limit quote 7\ncrm stage limit current 120\ncrm stage limit negotiate 0",
			Long:        "It is what is:cold goes by. The limit \"current\" is that of customers without a\ndeal. 0 days means never. crm stage list shows the limits.",
			Annotations: marks(takesDryRun), Args: counted(2, 2),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.stageLimit(cmd.Context(), args[0], args[1]) },
			ValidArgsFunction: a.completeStageName,
		},
	}
}

// setStages writes the list of stages that rework makes of theirs, and says so.
func (a *app) setStages(ctx context.Context, done, would string, rework func([]string) ([]string, error)) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := s.Stages(ctx)
	if err != nil {
		return err
	}
	if list, err = rework(slices.Clone(list)); err != nil {
		return err
	}
	op, err := s.Write(ctx, a.op(would), func(tx *store.Tx) error { return tx.SetStages(list) })
	if err != nil {
		return err
	}
	order := ": " + strings.Join(list, " ")
	a.done(op, done+order, would+order)
	return nil
}

func stageAt(list []string, name string) (int, error) {
	i := slices.IndexFunc(list, func(o string) bool { return fold.Text(o) == fold.Text(name) })
	if i < 0 {
		return 0, usagef(fmt.Sprintf("there is no stage %q%s", name, didYouMean(name, list)), "one of: "+strings.Join(list, " "))
	}
	return i, nil
}

func (a *app) stageAdd(ctx context.Context, name, before, after string) error {
	return a.setStages(ctx, "Added the stage "+name, "add the stage "+name, func(list []string) ([]string, error) {
		if _, err := stageAt(list, name); err == nil {
			return nil, &failure{what: fmt.Sprintf("there is a stage %q already", name), hint: "crm stage list", code: exitFailed}
		}
		at := slices.Index(list, "won")
		var err error
		switch {
		case before != "":
			at, err = stageAt(list, before)
		case after != "":
			at, err = stageAt(list, after)
			at++
		case at < 0:
			at = len(list)
		}
		if err != nil {
			return nil, err
		}
		return slices.Insert(list, at, name), nil
	})
}

func (a *app) stageReorder(ctx context.Context, names []string) error {
	return a.setStages(ctx, "Put the stages in order", "put the stages in order", func(list []string) ([]string, error) {
		var order []string
		for _, name := range names {
			i, err := stageAt(list, name)
			if err != nil {
				return nil, err
			}
			if slices.Contains(order, list[i]) {
				return nil, usagef(fmt.Sprintf("the stage %q is there twice", list[i]), "name each once: "+strings.Join(list, " "))
			}
			order = append(order, list[i])
		}
		for _, name := range list {
			if !slices.Contains(order, name) {
				return nil, usagef(fmt.Sprintf("the stage %q is missing", name), "name all of them: "+strings.Join(list, " "))
			}
		}
		return order, nil
	})
}

func (a *app) stageRm(ctx context.Context, name string) error {
	return a.setStages(ctx, "Removed the stage "+name, "remove the stage "+name, func(list []string) ([]string, error) {
		i, err := stageAt(list, name)
		if err != nil {
			return nil, err
		}
		return slices.Delete(list, i, i+1), nil
	})
}

func (a *app) stageRename(ctx context.Context, from, to string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	old, err := a.findStage(ctx, s, from)
	if err != nil {
		return err
	}
	n := 0
	op, err := s.Write(ctx, a.op("rename the stage "+old+" to "+to), func(tx *store.Tx) error {
		n, err = tx.RenameStage(old, to)
		return err
	})
	if err != nil {
		return err
	}
	what := fmt.Sprintf("the stage %s to %s, for %s", old, to, contacts(n))
	a.done(op, "Renamed "+what, "rename "+what)
	return nil
}

// currentLimit is the limit of customers without a deal, among those of the stages.
const currentLimit = "current"

func (a *app) stageLimit(ctx context.Context, name, text string) error {
	days, err := strconv.Atoi(strings.TrimSuffix(text, "d"))
	if err != nil || days < 0 {
		return usagef(fmt.Sprintf("%q is not a number of days", text), "crm stage limit STAGE DAYS; 0 for never")
	}
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if name != currentLimit {
		if name, err = a.findStage(ctx, s, name); err != nil {
			return err
		}
	}
	op, err := s.Write(ctx, a.op(fmt.Sprintf("set the limit of %s to %d days", name, days)), func(tx *store.Tx) error {
		return tx.SetColdLimit(name, days)
	})
	if err != nil {
		return err
	}
	what := fmt.Sprintf("the limit of %s to %s", name, counts(days, "day", "days"))
	a.done(op, "Set "+what, "set "+what)
	return nil
}
