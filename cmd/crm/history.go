package main

import (
	"context"
	"fmt"
	"slices"

	"crm/store"

	"github.com/spf13/cobra"
)

func newHistory(a *app) *cobra.Command {
	var since, who string
	var limit int
	cmd := &cobra.Command{
		Use:   "history [OPERATION]",
		Short: "List what was done, or what one operation changed.",
		Example: `crm history
crm history --since monday --who import
crm history r4td                               # field by field`,
		Annotations: marks(takesFormat),
		Args:        counted(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.changes(cmd.Context(), args[0], limit)
			}
			return a.history(cmd.Context(), since, who, limit)
		},
		ValidArgsFunction: a.completeOperation,
	}
	cmd.Flags().StringVar(&since, "since", "", "from this `DAY` on")
	cmd.Flags().StringVar(&who, "who", "", "only what this did: `WHO`: tui, cli, import")
	cmd.Flags().IntVar(&limit, "limit", 50, "at most `N`, 0 for all")
	_ = cmd.RegisterFlagCompletionFunc("who", fixed("tui", "cli", "import"))
	return cmd
}

func (a *app) history(ctx context.Context, since, who string, limit int) error {
	o := store.HistoryOptions{Who: who, Limit: limit}
	if who != "" && !slices.Contains([]string{"tui", "cli", "import"}, who) {
		return usagef(fmt.Sprintf("%q made no changes ever", who), "tui, cli or import")
	}
	if since != "" {
		m, err := a.when().Past(since)
		if err != nil {
			return err
		}
		if o.Since = m.At; o.Since.IsZero() {
			o.Since = m.Date.Time(a.zone)
		}
	}
	s, err := a.lister(ctx)
	if err != nil {
		return err
	}
	var ops []store.Operation
	if s != nil {
		defer s.Close()
		if ops, err = s.History(ctx, o); err != nil {
			return err
		}
	}
	uids := pick(ops, func(o *store.Operation) string { return o.UID })
	uids = append(uids, pick(ops, func(o *store.Operation) string { return o.Undoes })...)
	uids = append(uids, pick(ops, func(o *store.Operation) string { return o.UndoneBy })...)
	ids := shortener(ctx, s, uids...)
	return a.print(sheet{
		fields:  []string{"id", "at", "who", "what", "contacts", "state", "source", "undoes", "undone_by"},
		columns: []string{"id", "at", "who", "what", "contacts", "state"},
		rows:    len(ops),
		field:   func(row int, name string) (any, error) { return a.operationField(ids, &ops[row], name) },
	})
}

func (a *app) operationField(ids func(string) (id, error), op *store.Operation, name string) (any, error) {
	switch name {
	case "id":
		return ids(op.UID)
	case "at":
		return a.local(op.At), nil
	case "who":
		return op.Who, nil
	case "what":
		return op.What, nil
	case "contacts":
		return op.N, nil
	case "source":
		return op.Source, nil
	case "undoes":
		return ids(op.Undoes)
	case "undone_by":
		return ids(op.UndoneBy)
	case "state":
		if op.UndoneBy != "" {
			return "undone", nil
		}
		return "", nil
	}
	return nil, fmt.Errorf("no field %s", name)
}

// changes lists what one operation did, field by field.
func (a *app) changes(ctx context.Context, which string, limit int) error {
	s, err := a.reader(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	op, err := s.Operation(ctx, which)
	if err != nil {
		return a.explainRevert(ctx, s, err)
	}
	if limit <= 0 {
		limit = maxChanges
	}
	list, err := s.Changes(ctx, op, limit)
	if err != nil {
		return err
	}
	ids := shortener(ctx, s, pick(list, func(c *store.Change) string { return c.Contact })...)
	return a.print(sheet{
		fields:  []string{"contact", "table", "act", "field", "before", "after"},
		columns: []string{"contact", "table", "act", "field", "before", "after"},
		rows:    len(list),
		field: func(row int, name string) (any, error) {
			c := &list[row]
			switch name {
			case "contact":
				return ids(c.Contact)
			case "table":
				return c.Table, nil
			case "act":
				return c.Act, nil
			case "field":
				return c.Field, nil
			case "before":
				return c.Before, nil
			}
			return c.After, nil
		},
	})
}

// maxChanges is all of an operation, for one that fits on any screen.
const maxChanges = 100_000
