package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"crm/store"

	"github.com/spf13/cobra"
)

func reminderKinds() []string { return []string{"follow-up", "appointment", "renewal", "promise"} }

func newFollow(a *app) *cobra.Command {
	var kind, why string
	cmd := &cobra.Command{
		Use:   "follow CONTACT WHEN|none",
		Short: "Set the next step with a contact.",
		Example: `crm follow k7f3 +3d --why "send the quote"
crm follow "Nguyễn Thị Ánh" fri 14:00 --kind appointment
crm follow 0912345678 none                     # nothing more to do`,
		Long:        "A follow-up moves the open one. Appointments, renewals and promises are\nadded. See: crm help dates",
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(2, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			args = unshield(args)
			return a.follow(cmd.Context(), args[0], strings.Join(args[1:], " "), kind, why)
		},
		ValidArgsFunction: a.completeFollow,
	}
	cmd.Flags().StringVar(&kind, "kind", "follow-up", "`KIND`: "+strings.Join(reminderKinds(), ", "))
	cmd.Flags().StringVar(&why, "why", "", "what it is about: a `TEXT`")
	_ = cmd.RegisterFlagCompletionFunc("kind", fixed(reminderKinds()...))
	return cmd
}

// step is what follow and done changed.
type step struct {
	set    *store.Reminder
	closed []store.Reminder
}

func (a *app) follow(ctx context.Context, arg, at, kind, why string) error {
	if !slices.Contains(reminderKinds(), kind) {
		return usagef(fmt.Sprintf("there is no kind %q", kind), strings.Join(reminderKinds(), ", "))
	}
	none := strings.EqualFold(strings.TrimSpace(at), "none")
	var due store.Due
	if !none {
		m, err := a.when().Future(strings.TrimPrefix(strings.TrimSpace(at), "+"))
		if err != nil {
			return err
		}
		due = store.DueOf(m)
	}
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	who, err := a.contact(ctx, s, arg)
	if err != nil {
		return err
	}
	var made step
	op, err := s.Write(ctx, a.op("follow up with "+store.Ref(who.UID)), func(tx *store.Tx) error {
		made, err = setStep(tx, who.UID, due, kind, why, none)
		return err
	})
	if err != nil {
		return err
	}
	switch {
	case made.set != nil:
		what := fmt.Sprintf("%s with %s %s", kind, who.Name, a.sayDue(made.set))
		a.done(op, "Set "+what, "set "+what)
	default:
		a.done(op, "Closed "+closedWords(made.closed, who.Name), "close "+closedWords(made.closed, who.Name))
	}
	return a.printStep(made, op)
}

func setStep(tx *store.Tx, contact string, due store.Due, kind, why string, none bool) (step, error) {
	if none {
		closed, err := finish(tx, contact, func(r store.Reminder) bool { return r.Kind == kind })
		return step{closed: closed}, err
	}
	if kind == "follow-up" {
		r, err := tx.Follow(contact, due, why)
		return step{set: &r}, err
	}
	r := store.Reminder{Contact: contact, Kind: kind, DueOn: due.On, DueAt: due.At, Text: why}
	var err error
	r.UID, err = tx.AddReminder(r)
	return step{set: &r}, err
}

// finish closes the open reminders of a contact that are meant.
func finish(tx *store.Tx, contact string, meant func(store.Reminder) bool) ([]store.Reminder, error) {
	open, err := tx.Reminders(contact, false)
	if err != nil {
		return nil, err
	}
	var closed []store.Reminder
	for _, r := range open {
		if meant(r) {
			if err := tx.Finish(r.UID); err != nil {
				return nil, err
			}
			r.DoneAt = tx.Now()
			closed = append(closed, r)
		}
	}
	return closed, nil
}

func closedWords(closed []store.Reminder, name string) string {
	if len(closed) == 1 {
		return strings.Join(filled(closed[0].Kind+" with "+name, closed[0].Text), ": ")
	}
	return counts(len(closed), "reminder", "reminders") + " of " + name
}

func (a *app) printStep(made step, op store.Operation) error {
	if a.flags.json == "" {
		return nil
	}
	out := object{{"schema", schema}, {"reminder", nil}, {"closed", a.reminderRecords(made.closed)}, {"operation", a.operation(op)}}
	if made.set != nil {
		out[1].value = a.reminderRecord(made.set)
	}
	if a.flags.dryRun {
		out = append(out, member{"dry_run", true})
	}
	return a.out.json(out)
}

func newDone(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "done CONTACT|REMINDER",
		Short: "Close what is due with a contact, or one reminder.",
		Example: `crm done k7f3
crm done "Nguyễn Thị Ánh"
crm done p2m9                                  # a reminder's id, from crm show`,
		Long:        "Of a contact it closes what is due today or overdue; if nothing is, the next\nreminder. It logs nothing: crm log closes what it settles by itself.",
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.finished(cmd.Context(), unshield(args)[0])
		},
		ValidArgsFunction: a.completeContact,
	}
}

func (a *app) finished(ctx context.Context, arg string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	contact, name, meant, err := a.meant(ctx, s, arg)
	if err != nil {
		return err
	}
	var made step
	op, err := s.Write(ctx, a.op("close reminders of "+store.Ref(contact)), func(tx *store.Tx) error {
		made.closed, err = finish(tx, contact, meant)
		return err
	})
	if err != nil {
		return err
	}
	a.done(op, "Closed "+closedWords(made.closed, name), "close "+closedWords(made.closed, name))
	return a.printStep(made, op)
}

// meant finds the reminders that an argument of done means.
func (a *app) meant(ctx context.Context, s *store.Store, arg string) (contact, name string, is func(store.Reminder) bool, err error) {
	if store.IsUID(strings.ToLower(arg)) {
		r, err := s.Reminder(ctx, strings.ToLower(arg))
		switch {
		case err == nil && r.DoneAt.IsZero():
			c, err := s.Contact(ctx, r.Contact)
			return r.Contact, c.Display(), func(o store.Reminder) bool { return o.UID == r.UID }, err
		case err == nil:
			return "", "", nil, &failure{what: fmt.Sprintf("reminder %s is done already", arg), code: exitNotFound}
		case !errors.Is(err, store.ErrNotFound):
			return "", "", nil, err
		}
	}
	who, err := a.contact(ctx, s, arg)
	if err != nil {
		return "", "", nil, err
	}
	open, err := s.Reminders(ctx, who.UID, false)
	if err != nil {
		return "", "", nil, err
	}
	if len(open) == 0 {
		return "", "", nil, notFound("there is nothing to do with "+who.Name, "")
	}
	today := string(a.when().Today())
	if open[0].DueOn > today {
		return who.UID, who.Name, func(r store.Reminder) bool { return r.UID == open[0].UID }, nil
	}
	return who.UID, who.Name, func(r store.Reminder) bool { return r.DueOn <= today }, nil
}
