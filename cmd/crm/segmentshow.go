package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"crm/store"

	"github.com/spf13/cobra"
)

func newSegmentShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "Say what a segment is, and who came and went since the last look.",
		Example: "crm segment show vip-hn\ncrm segment show vip-hn --json",
		Long: "It remembers that you looked, as crm segment run does; -n looks without\n" +
			"remembering. Of a book that cannot be written nothing is remembered.",
		Annotations: marks(takesJSON, takesDryRun), Args: counted(1, 1),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.segmentShow(cmd.Context(), args[0]) },
		ValidArgsFunction: a.completeSegment,
	}
}

func (a *app) segmentShow(ctx context.Context, name string) error {
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
	n, err := s.Count(ctx, q)
	if err != nil {
		return err
	}
	var moves store.Movement
	if !g.Static() {
		if moves, err = s.SegmentMoves(ctx, g, a.when()); err != nil {
			return err
		}
	}
	if a.flags.json != "" {
		err = a.out.json(object{
			{"schema", schema}, {"name", g.Name}, {"kind", kindOfSegment(&g)}, {"query", g.Query}, {"canonical", g.Canonical},
			{"words", q.Say()}, {"key", g.Hotkey}, {"description", g.Description}, {"contacts", n},
			{"since", a.local(moves.Since).String()},
			{"entered", movedRecords(moves.Entered)}, {"entered_count", moves.NEntered},
			{"left", movedRecords(moves.Left)}, {"left_count", moves.NLeft},
		})
	} else {
		a.printCard(a.segmentCard(&g, q.Say(), n, moves))
	}
	if err != nil || g.Static() {
		return err
	}
	return a.remember(ctx, s, g)
}

func (a *app) segmentCard(g *store.Segment, words string, n int, moves store.Movement) [][2]string {
	rows := [][2]string{{"name", g.Name}, {"kind", kindOfSegment(g)}}
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, [2]string{label, value})
		}
	}
	add("query", g.Query)
	if g.Canonical != g.Query {
		add("canonical", g.Canonical)
	}
	if !g.Static() {
		add("words", words)
	}
	add("key", g.Hotkey)
	add("description", g.Description)
	add("contacts", strconv.Itoa(n))
	if moves.Since.IsZero() {
		return rows
	}
	add("looked", a.momentWords(moves.Since))
	add("entered", movedWords(moves.Entered, moves.NEntered))
	add("left", movedWords(moves.Left, moves.NLeft))
	return rows
}

// sayMoves says who came and went, in a few words; nothing when nobody did.
func (a *app) sayMoves(m store.Movement) string {
	var parts []string
	if m.NEntered > 0 {
		parts = append(parts, fmt.Sprintf("%d entered", m.NEntered))
	}
	if m.NLeft > 0 {
		parts = append(parts, fmt.Sprintf("%d left", m.NLeft))
	}
	if len(parts) == 0 || m.Since.IsZero() {
		return ""
	}
	return "Since " + a.momentWords(m.Since) + " " + strings.Join(parts, ", ")
}

func movedWords(list []store.Listed, n int) string {
	t := target{uids: make([]string, n), first: pick(list[:min(len(list), namedAtMost)], func(l *store.Listed) string { return l.Name })}
	if n == 0 {
		return "nobody"
	}
	return t.who()
}

func movedRecords(list []store.Listed) []object {
	out := make([]object, len(list))
	for i, l := range list {
		out[i] = object{{"id", l.UID}, {"name", l.Name}}
	}
	return out
}
