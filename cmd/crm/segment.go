package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"crm/store"
	"crm/store/query"

	"github.com/spf13/cobra"
)

func newSegment(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "segment save|list|run|rm",
		Short: "Keep queries under names.",
		Example: `crm segment save vip-hn 'tag:vip city:ha-noi'
crm segment list
crm segment run vip-hn --json=name,phone
crm segment rm vip-hn`,
		RunE: needsSubcommand,
	}
	var o listOptions
	run := &cobra.Command{
		Use: "run NAME", Short: "List the contacts that a segment's query matches now.",
		Example:     "crm segment run vip-hn\ncrm segment run vip-hn --count",
		Annotations: marks(takesFormat), Args: counted(1, 1),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.segmentRun(cmd.Context(), args[0], o) },
		ValidArgsFunction: a.completeSegment,
	}
	addListFlags(run, &o)
	cmd.AddCommand(
		&cobra.Command{
			Use: "save NAME QUERY...", Short: "Keep a query under a name.",
			Example:     "crm segment save quiet 'last:>30d'",
			Annotations: marks(takesDryRun), Args: counted(2, -1),
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.segmentSave(cmd.Context(), unshield(args)[0], unshield(args)[1:])
			},
			ValidArgsFunction: a.completeQueryAfter(1),
		},
		&cobra.Command{
			Use: "list", Short: "List the segments with their queries.", Example: "crm segment list --json",
			Annotations: marks(takesFormat), Args: counted(0, 0),
			RunE: func(cmd *cobra.Command, _ []string) error { return a.segmentList(cmd.Context()) },
		},
		run,
		&cobra.Command{
			Use: "rm NAME", Short: "Remove a segment, not the contacts in it.", Example: "crm segment rm quiet",
			Annotations: marks(takesDryRun), Args: counted(1, 1),
			RunE:              func(cmd *cobra.Command, args []string) error { return a.segmentRm(cmd.Context(), args[0]) },
			ValidArgsFunction: a.completeSegment,
		})
	return cmd
}

func (a *app) segmentSave(ctx context.Context, name string, args []string) error {
	text := query.Args(args)
	q, err := a.parseQuery(args)
	if err != nil {
		return err
	}
	if q == nil {
		return usagef("the query is empty", "crm segment save NAME QUERY...")
	}
	s, err := a.maker(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	g := store.Segment{Name: name, Query: text, Canonical: q.String()}
	replace := false
	if old, err := s.Segment(ctx, name); err == nil {
		if old.Canonical != g.Canonical && !a.flags.dryRun {
			if err := a.confirm(fmt.Sprintf("The segment %q is %s. Replace it?", old.Name, old.Query)); err != nil {
				return err
			}
		}
		replace = true
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	op, err := s.Write(ctx, a.op("save segment "+name), func(tx *store.Tx) error { return tx.SaveSegment(g, replace) })
	if err != nil {
		return err
	}
	what := fmt.Sprintf("segment %s: %s", name, q.Say())
	a.done(op, "Saved "+what, "save "+what)
	return nil
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
	return nil
}

func (a *app) findSegment(ctx context.Context, s *store.Store, name string) (store.Segment, error) {
	g, err := s.Segment(ctx, name)
	if !errors.Is(err, store.ErrNotFound) {
		return g, err
	}
	all, lerr := s.Segments(ctx)
	if lerr != nil {
		return g, lerr
	}
	var names []string
	for _, o := range all {
		names = append(names, o.Name)
	}
	return g, notFound(fmt.Sprintf("there is no segment %q%s", name, didYouMean(name, names)), "crm segment list")
}

func (a *app) segmentRun(ctx context.Context, name string, o listOptions) error {
	s, err := a.reader(ctx)
	if err != nil {
		return err
	}
	g, err := a.findSegment(ctx, s, name)
	s.Close() // it was only read
	if err != nil {
		return err
	}
	q, err := query.Parse(g.Query, query.Context{When: a.when()})
	if err != nil {
		return fmt.Errorf("segment %s: %w", g.Name, err)
	}
	return a.list(ctx, q, o)
}

func (a *app) segmentList(ctx context.Context) error {
	s, err := a.lister(ctx)
	if err != nil {
		return err
	}
	var list []store.Segment
	if s != nil {
		defer s.Close()
		if list, err = s.Segments(ctx); err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(g store.Segment) bool { return g.Query == "" })
	}
	return a.print(sheet{
		fields:  []string{"name", "query", "words", "contacts", "key", "description"},
		columns: []string{"name", "query", "contacts", "key"},
		rows:    len(list),
		field: func(row int, name string) (any, error) {
			return a.segmentField(ctx, s, &list[row], name)
		},
	})
}

func (a *app) segmentField(ctx context.Context, s *store.Store, g *store.Segment, name string) (any, error) {
	switch name {
	case "name":
		return g.Name, nil
	case "query":
		return g.Query, nil
	case "key":
		return g.Hotkey, nil
	case "description":
		return g.Description, nil
	}
	q, err := query.Parse(g.Query, query.Context{When: a.when()})
	if err != nil {
		return nil, fmt.Errorf("segment %s: %w", g.Name, err)
	}
	if name == "words" {
		return strings.TrimSpace(q.Say()), nil
	}
	return s.Count(ctx, q)
}
