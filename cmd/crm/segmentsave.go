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

// segmentOptions are what can be said of a segment when it is saved.
type segmentOptions struct {
	key            string
	description    string
	hasKey         bool
	hasDescription bool
	static         bool
}

func newSegmentSave(a *app) *cobra.Command {
	var o segmentOptions
	cmd := &cobra.Command{
		Use: "save NAME QUERY...", Short: "Keep a query under a name, or who matches it now.",
		Example: `crm segment save quiet 'last:>30d'
crm segment save quiet --key q --description 'call them on Mondays'
crm segment save fair-2026 --static tag:fair`,
		Long: "Without a QUERY it changes the key or the description of one that is there, or\n" +
			"with --static begins an empty list.",
		Annotations: marks(takesDryRun), Args: counted(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			args = unshield(args)
			o.hasKey, o.hasDescription = cmd.Flags().Changed("key"), cmd.Flags().Changed("description")
			if len(args) == 1 && !o.static && !o.hasKey && !o.hasDescription {
				return counted(2, -1)(cmd, args)
			}
			return a.segmentSave(cmd.Context(), args[0], args[1:], o)
		},
		ValidArgsFunction: a.completeQueryAfter(1),
	}
	cmd.Flags().StringVar(&o.key, "key", "", "the `LETTER` that opens it behind ' in the interface; '' for none")
	cmd.Flags().StringVar(&o.description, "description", "", "a `TEXT` of what it is for")
	cmd.Flags().BoolVar(&o.static, "static", false, "keep who matches now, and not the query")
	return cmd
}

func (a *app) segmentSave(ctx context.Context, name string, args []string, o segmentOptions) error {
	s, err := a.maker(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	q, err := a.parseQuery(ctx, s, args)
	if err != nil {
		return err
	}
	old, err := s.Segment(ctx, name)
	there := err == nil
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	switch {
	case q == nil && o.static && !there:
	case q == nil && there && len(args) == 0:
		return a.segmentEdit(ctx, s, old, o)
	case q == nil:
		return usagef("the query is empty", "crm segment save NAME QUERY...")
	}
	if err := checkKey(ctx, s, o, old.UID); err != nil {
		return err
	}
	if there && old.Static() != o.static {
		return usagef(fmt.Sprintf("the segment %q is %s, and stays so", old.Name, kindWords(&old)), "take another name, or crm segment rm "+shellQuote(old.Name))
	}
	w := &segmentWrite{segment: store.Segment{Name: name}, options: o, old: old, there: there}
	if err := a.fillSegment(ctx, s, w, q, args); err != nil {
		return err
	}
	if there && !old.Static() && w.segment.Canonical != old.Canonical && !a.flags.dryRun {
		if err := a.confirm(fmt.Sprintf("The segment %q is %s. Replace it?", old.Name, old.Query)); err != nil {
			return err
		}
	}
	if there && len(w.drop) > 0 && !a.flags.dryRun {
		if err := a.confirm(fmt.Sprintf("The segment %q is a list of %s. Replace it?", old.Name, contacts(len(w.drop)))); err != nil {
			return err
		}
	}
	op, err := s.Write(ctx, a.op("save segment "+name), w.write)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("segment %s: %s", name, w.words)
	a.done(op, "Saved "+what, "save "+what)
	return nil
}

// segmentWrite is what is to be saved.
type segmentWrite struct {
	segment   store.Segment
	options   segmentOptions
	old       store.Segment
	there     bool
	add, drop []string // of a static one
	words     string
}

// fillSegment makes the segment out of a query, which has to be one that can be asked.
func (a *app) fillSegment(ctx context.Context, s *store.Store, w *segmentWrite, q *query.Query, args []string) error {
	if err := s.CheckSegment(ctx, w.segment.Name, q); err != nil {
		return err
	}
	if !w.options.static {
		w.segment.Query, w.segment.Canonical, w.words = query.Args(args), q.String(), q.Say()
		return nil
	}
	if q != nil {
		opt, err := a.listQuery(q, listOptions{})
		if err != nil {
			return err
		}
		if w.add, err = a.matches(ctx, s, opt); err != nil {
			return err
		}
	}
	w.words = contacts(len(w.add))
	if !w.there {
		return nil
	}
	in, err := a.segmentQuery(ctx, s, &w.old)
	if err != nil {
		return err
	}
	w.drop, err = s.UIDs(ctx, in)
	return err
}

func (w *segmentWrite) write(tx *store.Tx) error {
	g := w.segment
	g.Hotkey, g.Description = w.options.key, w.options.description
	if err := tx.SaveSegment(g, w.there); err != nil {
		return err
	}
	if w.there && (w.options.hasKey || w.options.hasDescription) {
		g.Hotkey, g.Description = w.old.Hotkey, w.old.Description
		w.options.fill(&g)
		if err := tx.EditSegment(w.old.UID, g); err != nil {
			return err
		}
	}
	if !g.Static() {
		return nil
	}
	stays := make(map[string]bool, len(w.add))
	for _, uid := range w.add {
		stays[uid] = true
	}
	gone := slices.DeleteFunc(w.drop, func(uid string) bool { return stays[uid] })
	if _, err := tx.RemoveMembers(g.Name, gone); err != nil {
		return err
	}
	_, err := tx.AddMembers(g.Name, w.add)
	return err
}

func kindWords(g *store.Segment) string {
	if g.Static() {
		return "a static one, a list"
	}
	return "a live one, a query"
}

// checkKey refuses a letter that another segment has: one that is new would else get
// another letter without a word.
func checkKey(ctx context.Context, s *store.Store, o segmentOptions, uid string) error {
	if !o.hasKey || o.key == "" {
		return nil
	}
	if key := strings.ToLower(strings.TrimSpace(o.key)); len(key) != 1 || key[0] < 'a' || key[0] > 'z' {
		return usagef(fmt.Sprintf("--key: %q is not a letter", o.key), "one of a to z")
	}
	all, err := s.Segments(ctx)
	for _, g := range all {
		if g.UID != uid && g.Hotkey == strings.ToLower(strings.TrimSpace(o.key)) {
			return &failure{what: fmt.Sprintf("the key %s is that of the segment %q", g.Hotkey, g.Name), hint: "take another letter, or crm segment save " + shellQuote(g.Name) + " --key ''", code: exitFailed}
		}
	}
	return err
}

// fill puts into a segment what was said of it.
func (o *segmentOptions) fill(g *store.Segment) {
	if o.hasKey {
		g.Hotkey = strings.ToLower(strings.TrimSpace(o.key))
	}
	if o.hasDescription {
		g.Description = o.description
	}
}

// segmentEdit changes the key and the description of a segment.
func (a *app) segmentEdit(ctx context.Context, s *store.Store, g store.Segment, o segmentOptions) error {
	if o.static {
		return usagef(fmt.Sprintf("the segment %q is there already", g.Name), "crm segment save NAME --static QUERY... replaces it")
	}
	o.fill(&g)
	op, err := s.Write(ctx, a.op("change segment "+g.Name), func(tx *store.Tx) error { return tx.EditSegment(g.UID, g) })
	if err != nil {
		return err
	}
	a.done(op, "Changed segment "+g.Name, "change segment "+g.Name)
	return nil
}
