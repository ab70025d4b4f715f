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

func newStage(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "stage CONTACT... STAGE",
		Short: "Move deals to a stage, and say which stages there are.",
		Example: `crm stage k7f3 quote
crm stage stage:contacted 'since:>30d' lost    # everybody that a query matches
crm stage list
crm stage add demo --before quote
crm stage limit quote 7                        # a quote goes cold in 7 days`,
		Long: `A contact without an open deal gets one. Arguments with an operator of the query
language in them are one query, as for crm list; one that matches more than 50
asks first, or needs --yes. Stages belong to the book: crm undo takes back what
changed them, too.`,
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(2, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			args = unshield(args)
			last := len(args) - 1
			return a.stage(cmd.Context(), args[:last], args[last])
		},
		ValidArgsFunction: a.completeStage,
	}
	cmd.AddCommand(newStageChanges(a)...)
	return cmd
}

func (a *app) stage(ctx context.Context, who []string, to string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	to, err = a.findStage(ctx, s, to)
	if err != nil {
		return err
	}
	t, err := a.several(ctx, s, who, "Move to "+to)
	if err != nil {
		return err
	}
	op, changed, err := a.change(ctx, s, t, "move to "+to+" "+t.ref(), func(tx *store.Tx, uid string) (bool, error) {
		return tx.SetStage(uid, to)
	})
	if err != nil {
		return err
	}
	named := contacts(changed)
	if len(t.uids) == 1 {
		named = t.String()
	}
	a.done(op, fmt.Sprintf("Moved %s to %s", named, to), fmt.Sprintf("move %s to %s", named, to))
	a.nameTarget(t)
	return a.printTouched(t.uids, op)
}

// findStage finds a stage of the book by its name.
func (a *app) findStage(ctx context.Context, s *store.Store, name string) (string, error) {
	stages, err := s.Stages(ctx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(stages, func(o string) bool { return fold.Text(o) == fold.Text(name) })
	if i < 0 {
		return "", usagef(fmt.Sprintf("there is no stage %q%s", name, didYouMean(name, stages)), "one of: "+strings.Join(stages, " "))
	}
	return stages[i], nil
}

// stageRow is a stage with who is in it.
type stageRow struct {
	name     string
	contacts int
	limit    int // days until somebody goes cold in it; 0 for never
}

func (a *app) stageList(ctx context.Context) error {
	s, err := a.lister(ctx)
	if err != nil {
		return err
	}
	var rows []stageRow
	if s != nil {
		defer s.Close()
		if rows, err = a.stageRows(ctx, s); err != nil {
			return err
		}
	}
	fields := []string{"name", "contacts", "limit"}
	return a.print(sheet{fields: fields, columns: fields, rows: len(rows), field: func(row int, name string) (any, error) {
		switch name {
		case "name":
			return rows[row].name, nil
		case "contacts":
			return rows[row].contacts, nil
		}
		if rows[row].limit == 0 {
			return nil, nil
		}
		return rows[row].limit, nil
	}})
}

func (a *app) stageRows(ctx context.Context, s *store.Store) ([]stageRow, error) {
	stages, err := s.Stages(ctx)
	if err != nil {
		return nil, err
	}
	limits, err := s.ColdLimits(ctx)
	if err != nil {
		return nil, err
	}
	c, err := a.queryContext(ctx, s)
	if err != nil {
		return nil, err
	}
	var rows []stageRow
	for _, name := range stages {
		q, err := query.Parse(fieldTerm(c, "stage", name), c)
		if err != nil {
			return nil, err
		}
		n, err := s.Count(ctx, q)
		if err != nil {
			return nil, err
		}
		rows = append(rows, stageRow{name, n, limits[name]})
	}
	return rows, nil
}
