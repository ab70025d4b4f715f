package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"crm/store"
	"crm/store/query"

	"github.com/spf13/cobra"
)

func newSegment(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "segment list|show|save|run|add|remove|rename|rm",
		Short: "Keep queries and lists of people under names.",
		Example: `crm segment save vip-hn 'tag:vip city:ha-noi' --key v
crm segment list
crm segment show vip-hn                        # and who came and went
crm segment run vip-hn 'last:>30d' --json=name,phone
crm segment save fair-2026 --static tag:fair   # a list that stays as it is
crm segment add fair-2026 k7f3 0912345678
crm list seg:vip-hn -in:fair-2026`,
		Long: `A live segment is a query: who matches it is in it. A static one is a list: who
was put into it is in it.`,
		RunE: needsSubcommand,
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List the segments with how many are in them.", Example: "crm segment list --json",
			Annotations: marks(takesFormat), Args: counted(0, 0),
			RunE: func(cmd *cobra.Command, _ []string) error { return a.segmentList(cmd.Context()) },
		},
		newSegmentShow(a), newSegmentSave(a), newSegmentRun(a))
	cmd.AddCommand(newSegmentChanges(a)...)
	return cmd
}

func newSegmentRun(a *app) *cobra.Command {
	var o listOptions
	cmd := &cobra.Command{
		Use: "run NAME [QUERY...]", Short: "List the contacts that are in a segment now.",
		Example: "crm segment run vip-hn\ncrm segment run vip-hn --count\ncrm segment run vip-hn 'last:>30d' -s last",
		Long: "A QUERY narrows it down: only who matches that, too. Without one it is said who\n" +
			"came and went since the last look, and remembered that you looked; -n looks\nwithout remembering.",
		Annotations: marks(takesFormat, takesDryRun), Args: counted(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			args = unshield(args)
			return a.segmentRun(cmd.Context(), args[0], args[1:], o)
		},
		ValidArgsFunction: a.completeSegmentQuery,
	}
	addListFlags(cmd, &o)
	return cmd
}

func (a *app) segmentRun(ctx context.Context, name string, args []string, o listOptions) error {
	if err := a.checkList(o); err != nil {
		return err
	}
	s, err := a.reader(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	g, err := a.findSegment(ctx, s, name)
	if err != nil {
		return err
	}
	q, err := a.segmentQuery(ctx, s, &g)
	if err != nil {
		return err
	}
	more, err := a.parseQuery(ctx, s, args)
	if err != nil {
		return err
	}
	if more != nil {
		if q, err = a.narrowed(ctx, s, &g, q, more); err != nil {
			return err
		}
	}
	if err := a.listIn(ctx, s, q, o); err != nil || more != nil || o.count || g.Static() {
		return err
	}
	moves, err := s.SegmentMoves(ctx, g, a.when())
	if err != nil {
		return err
	}
	if words := a.sayMoves(moves); words != "" {
		a.out.sayf("%s: crm segment show %s", words, shellQuote(g.Name))
	}
	return a.remember(ctx, s, g)
}

// narrowed is a segment of whom only those are meant who match another query, too.
// Order and number are those of the query, else those of the segment.
func (a *app) narrowed(ctx context.Context, s *store.Store, g *store.Segment, own, more *query.Query) (*query.Query, error) {
	c, err := a.queryContext(ctx, s)
	if err != nil {
		return nil, err
	}
	field := "seg"
	if g.Static() {
		field = "in"
	}
	text := fieldTerm(c, field, g.Name)
	if more.Root != nil {
		terms := *more
		terms.Sort, terms.Limit = nil, 0
		text += " (" + terms.String() + ")"
	}
	q, err := query.Parse(text, c)
	if err != nil {
		return nil, err
	}
	if q.Sort = more.Sort; len(q.Sort) == 0 {
		q.Sort = own.Sort
	}
	if q.Limit = more.Limit; q.Limit == 0 {
		q.Limit = own.Limit
	}
	q.Text = g.Name + " " + more.Text
	return q, nil
}

// remember keeps who is in a segment now, so that the next look can tell who came
// and went. A book that cannot be written, now or at all, is no failure of a look.
func (a *app) remember(ctx context.Context, s *store.Store, g store.Segment) error {
	if a.flags.dryRun {
		return nil
	}
	if err := a.out.flush(); err != nil {
		return err
	}
	brief, stop := context.WithTimeout(ctx, rememberWait)
	defer stop()
	w, err := store.Open(brief, s.Path(), a.storeOptions())
	if err == nil {
		err = w.SeeSegment(brief, g, a.when())
		w.Close() // what it wrote is committed
	}
	if errors.Is(err, store.ErrReadOnly) || errors.Is(err, store.ErrBusy) || brief.Err() != nil {
		return ctx.Err()
	}
	return err
}

// rememberWait is how long a look waits for another program that writes, an import.
const rememberWait = 500 * time.Millisecond

func (a *app) findSegment(ctx context.Context, s *store.Store, name string) (store.Segment, error) {
	g, err := s.Segment(ctx, name)
	if !errors.Is(err, store.ErrNotFound) {
		return g, err
	}
	all, lerr := s.Segments(ctx)
	if lerr != nil {
		return g, lerr
	}
	names := pick(all, func(g *store.Segment) string { return g.Name })
	return g, notFound(fmt.Sprintf("there is no segment %q%s", name, didYouMean(name, names)), "crm segment list")
}

// segmentQuery reads the query of a segment; that of a list is who is in it.
func (a *app) segmentQuery(ctx context.Context, s *store.Store, g *store.Segment) (*query.Query, error) {
	c, err := a.queryContext(ctx, s)
	if err != nil {
		return nil, err
	}
	text := g.Query
	if g.Static() {
		text = fieldTerm(c, "in", g.Name)
	}
	q, err := query.Parse(text, c)
	if err != nil {
		what, hint, _ := explain(err)
		return nil, &failure{what: fmt.Sprintf("segment %s: %s: %s", g.Name, g.Query, what), hint: hint, code: exitUsage, err: err}
	}
	return q, nil
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
	}
	return a.print(sheet{
		fields:  []string{"name", "query", "words", "contacts", "key", "description", "kind", "canonical"},
		columns: []string{"name", "query", "contacts", "key", "kind", "description"},
		rows:    len(list),
		field: func(row int, name string) (any, error) {
			return a.segmentField(ctx, s, &list[row], name)
		},
	})
}

func kindOfSegment(g *store.Segment) string {
	if g.Static() {
		return "static"
	}
	return "live"
}

// segmentField is a field of a row of the list. One that cannot be read any more,
// since a field of its query is gone, does not hide the others.
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
	case "kind":
		return kindOfSegment(g), nil
	case "canonical":
		return g.Canonical, nil
	}
	q, err := a.segmentQuery(ctx, s, g)
	if err != nil {
		return a.unreadable(err, name)
	}
	if name == "words" {
		return q.Say(), nil
	}
	n, err := s.Count(ctx, q)
	if err != nil {
		return a.unreadable(err, name)
	}
	return n, nil
}

// unreadable is what a list shows of a segment that has a mistake in it.
func (a *app) unreadable(err error, field string) (any, error) {
	what, _, code := explain(err)
	if code != exitUsage {
		return nil, err
	}
	if field == "words" {
		return what, nil
	}
	a.out.sayf("note: %s", what)
	return nil, nil
}
