package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"crm/store"
	"crm/store/fold"
	"crm/store/safe"
	"crm/store/when"

	"github.com/spf13/cobra"
)

func newShow(a *app) *cobra.Command {
	var timeline int
	var only string
	cmd := &cobra.Command{
		Use:   "show CONTACT",
		Short: "Show one contact with what happened and what is to do.",
		Example: `crm show "Nguyễn Thị Ánh"
crm show 0912345678
crm show k7f3 --field phone | wl-copy
crm show anh@mayhoabinh.vn --json`,
		Annotations: marks(takesFormat),
		Args:        counted(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.show(cmd.Context(), unshield(args)[0], only, timeline)
		},
		ValidArgsFunction: a.completeContact,
	}
	cmd.Flags().IntVar(&timeline, "timeline", 10, "the newest `N` entries of the log, 0 for all")
	cmd.Flags().StringVar(&only, "field", "", "only the value of this `FIELD`")
	_ = cmd.RegisterFlagCompletionFunc("field", fixed(slices.Concat(rowFields(), moreFields())...))
	return cmd
}

func (a *app) show(ctx context.Context, arg, only string, timeline int) error {
	s, err := a.reader(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	found, err := a.contact(ctx, s, arg)
	if err != nil {
		return err
	}
	whole := a.flags.json == allFields || a.flags.json == "" && a.format() == "json"
	if card := a.flags.json == "" && (a.format() == "table" || a.format() == "tsv"); only != "" || !card && !whole {
		return a.showFields(ctx, s, found, only)
	}
	if whole {
		timeline = 0
	}
	c, err := s.Contact(ctx, found.UID)
	if err != nil {
		return err
	}
	log, err := s.Timeline(ctx, c.UID, time.Time{}, timeline)
	if err != nil {
		return err
	}
	todo, err := s.Reminders(ctx, c.UID, whole)
	if err != nil {
		return err
	}
	if whole {
		out := withRest{Schema: schema, Contact: a.contactRecord(&c), Interactions: []object{}, Reminders: a.reminderRecords(todo)}
		for i := range log {
			out.Interactions = append(out.Interactions, a.interactionRecord(&log[i]))
		}
		return a.out.json(out)
	}
	return a.showCard(ctx, s, &c, log, todo)
}

// showFields prints one field, or some in a format.
func (a *app) showFields(ctx context.Context, s *store.Store, found store.Listed, only string) error {
	p := a.people(ctx, s, []store.Listed{found})
	if only == "" {
		list := p.sheet(rowFields())
		list.object = true
		return a.print(list)
	}
	v, err := p.field(0, only)
	if err != nil {
		return err
	}
	a.out.block(safe.Block(textOf(v)))
	return nil
}

// showCard is a contact for people and, a line each, for scripts.
func (a *app) showCard(ctx context.Context, s *store.Store, c *store.Contact, log []store.Interaction, todo []store.Reminder) error {
	short, err := s.ShortID(ctx, c.UID)
	if err != nil {
		return err
	}
	rows := a.cardRows(c, short)
	lists, err := s.Lists(ctx)
	if err != nil {
		return err
	}
	// What is owed comes first: it is what people are held to.
	slices.SortStableFunc(todo, func(a, b store.Reminder) int { return cmp.Compare(promiseLast(a), promiseLast(b)) })
	for _, r := range todo {
		reminder, err := s.ShortID(ctx, r.UID)
		if err != nil {
			return err
		}
		kind := r.Kind
		if kind == "promise" && r.Owed != "" {
			kind = owes(&r)
		}
		rows = append(rows, [2]string{kind, strings.Join(filled(a.dueWords(&r), r.Text, "("+reminder+")"), "  ")})
	}
	for _, i := range log {
		what := strings.Join(filled(lists.Kind(i.Kind).Label, i.Direction, durationWords(i.Seconds), lists.Outcome(i.Outcome).Label), " ")
		rows = append(rows, [2]string{a.momentWords(i.At), strings.Join(filled(what, i.Text), ": ")})
	}
	a.printCard(rows)
	return nil
}

// printCard prints what is known of one thing, a label and a value a line.
func (a *app) printCard(rows [][2]string) {
	wide := 0
	for _, r := range rows {
		wide = max(wide, method.Width(r[0]))
	}
	for _, r := range rows {
		if !a.outTTY {
			a.out.cells("\t", safe.Line(r[0]), safe.Line(tsvEscape.Replace(r[1])))
			continue
		}
		for n, line := range method.Wrap(safe.Block(r[1]), max(20, a.wideOr(defaultWide)-wide-2), 0) {
			label := r[0]
			if n > 0 {
				label = ""
			}
			a.out.line(safe.Line(method.Fit(safe.Line(label), wide) + "  " + line))
		}
	}
}

func (a *app) wideOr(other int) int {
	if a.width > 0 {
		return a.width
	}
	return other
}

func (a *app) cardRows(c *store.Contact, short string) [][2]string {
	region := a.conf.get("phone.region")
	var rows [][2]string
	add := func(label string, value string) {
		if value != "" {
			rows = append(rows, [2]string{label, value})
		}
	}
	name := c.Display()
	if c.Star {
		name += " ★"
	}
	add("name", name)
	add("id", short)
	add("company", c.Company)
	add("title", strings.Join(filled(c.Title, c.Department), ", "))
	for _, p := range c.Phones {
		text := p.Text
		if p.Key != "" {
			text = fold.PhoneFormat(p.Key, region)
		}
		add("phone", strings.Join(filled(text, ext(p.Ext), bracket(p.Label), wrong(p.Wrong)), " "))
	}
	for _, e := range c.Emails {
		add("email", strings.Join(filled(e.Address, bracket(e.Label), bounced(e.Bounced)), " "))
	}
	for _, x := range c.Addresses {
		add("address", strings.Join(filled(addressLine(x), bracket(x.Label)), " "))
	}
	for _, l := range c.Links {
		add(l.Kind, l.URL)
	}
	add("tags", strings.Join(c.Tags, ", "))
	if c.Relation != "customer" {
		add("relation", c.Relation)
	}
	add("life", c.Life)
	add("stage", strings.Join(filled(c.Stage, showOf(amount{c.Value}, a.now())), ", "))
	for _, name := range []string{"nickname", "phonetic", "source", "prefers", "rating", "language", "birthday", "interests", "needs", "note"} {
		f, _ := findField(name)
		add(name, *f.text(c))
	}
	for _, v := range c.Custom {
		add(v.Label, v.Value)
	}
	return rows
}

func ext(s string) string {
	if s == "" {
		return ""
	}
	return "ext. " + s
}

func bracket(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

func wrong(is bool) string {
	if is {
		return "wrong number"
	}
	return ""
}

func bounced(is bool) string {
	if is {
		return "bounced"
	}
	return ""
}

func durationWords(seconds int) string {
	switch {
	case seconds == 0:
		return ""
	case seconds%60 == 0:
		return fmt.Sprintf("%d min", seconds/60)
	}
	return fmt.Sprintf("%d:%02d min", seconds/60, seconds%60)
}

func promiseLast(r store.Reminder) int {
	if r.Kind == "promise" {
		return 0
	}
	return 1
}

// dueWords is when a reminder is due, for a terminal with its distance.
func (a *app) dueWords(r *store.Reminder) string {
	if !a.outTTY {
		return a.due(r.DueOn, r.DueAt)
	}
	words := when.Long(when.Date(r.DueOn), when.DateOf(a.now().In(a.zone)))
	if !r.DueAt.IsZero() {
		words += " " + r.DueAt.In(a.zone).Format("15:04")
	}
	return words
}

func (a *app) momentWords(t time.Time) string {
	if !a.outTTY {
		return a.local(t).String()
	}
	return t.In(a.zone).Format("2006-01-02 15:04")
}
