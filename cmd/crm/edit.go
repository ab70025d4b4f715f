package main

import (
	"context"
	"fmt"

	"crm/store"
	"crm/store/query"

	"github.com/spf13/cobra"
)

func newEdit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "edit CONTACT|QUERY [FIELD=VALUE...] [FIELD+=V] [FIELD-=V]",
		Short: "Change fields of contacts, or all of one contact in an editor.",
		Example: `crm edit k7f3 title="Giám đốc" city="Hà Nội"
crm edit k7f3 phone+=0987654321 tag-=cold
crm edit k7f3 birthday=                        # empty removes it
crm edit k7f3                                  # opens $VISUAL or $EDITOR
crm edit tag:vip city:ha-noi relation=partner  # everybody that a query matches`,
		Long: "A QUERY that matches more than 50 contacts asks first, or needs --yes.\n\n" +
			"FIELDS\n  " + wrapWords(fieldNames(), 76) + "\n  A field of your own: custom.LABEL=VALUE",
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.edit(cmd.Context(), unshield(args))
		},
		ValidArgsFunction: a.completeAssignment(1),
	}
}

func (a *app) edit(ctx context.Context, args []string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	c, err := a.queryContext(ctx, s)
	if err != nil {
		return err
	}
	customs, err := s.CustomFields(ctx)
	if err != nil {
		return err
	}
	terms, fields := partEdit(args, c.Book, customs)
	if len(terms) == 0 || len(fields) == 0 {
		who, err := a.contact(ctx, s, args[0])
		if err != nil {
			return err
		}
		return a.editOne(ctx, s, who.UID, args[1:], customs)
	}
	list, err := parseAssignments(fields, customs)
	if err != nil {
		return err
	}
	t, err := a.targets(ctx, s, terms)
	if err != nil {
		return err
	}
	if uid, ok := t.one(); ok && !t.all {
		return a.editOne(ctx, s, uid, fields, customs)
	}
	return a.editAll(ctx, s, t, list)
}

// partEdit tells the query before the fields that are to change; there is none when
// the first argument is a contact.
func partEdit(args []string, book query.Book, customs []store.Custom) (terms, fields []string) {
	if !isTerm(args[0], book) {
		return nil, args[1:]
	}
	n := 1
	for n < len(args) && (isTerm(args[n], book) || isConnector(args[n])) {
		if _, ok, err := parseAssignment(args[n], customs); ok || err != nil {
			break
		}
		n++
	}
	return args[:n], args[n:]
}

// editOne changes one contact, in an editor when no field is given.
func (a *app) editOne(ctx context.Context, s *store.Store, uid string, fields []string, customs []store.Custom) error {
	change, err := a.changeOf(ctx, s, uid, fields, customs)
	if err != nil {
		return err
	}
	lists, err := s.Lists(ctx)
	if err != nil {
		return err
	}
	var after store.Contact
	op, err := s.Write(ctx, a.op("edit "+store.Ref(uid)), func(tx *store.Tx) error {
		if after, err = tx.Contact(uid); err != nil {
			return err
		}
		before := after // change makes new lists
		if err = change(&after); err != nil {
			return err
		}
		if err = a.vet(lists, &before, &after, a.out.note); err != nil {
			return err
		}
		if err = tx.SaveContact(after); err != nil {
			return err
		}
		after, err = tx.Contact(uid)
		return err
	})
	if err != nil {
		return err
	}
	a.done(op, "Changed "+after.Display(), "change "+after.Display())
	if a.flags.json == "" {
		return nil
	}
	return a.out.json(object{{"schema", schema}, {"contact", a.contactRecord(&after)}, {"operation", a.operation(op)}, {"dry_run", a.flags.dryRun}})
}

func (a *app) changeOf(ctx context.Context, s *store.Store, uid string, fields []string, customs []store.Custom) (func(*store.Contact) error, error) {
	if len(fields) == 0 {
		return a.editInEditor(ctx, s, uid)
	}
	list, err := parseAssignments(fields, customs)
	return func(c *store.Contact) error { return a.applyAll(list, c) }, err
}

func parseAssignments(args []string, customs []store.Custom) ([]assignment, error) {
	var list []assignment
	for _, arg := range args {
		x, ok, err := parseAssignment(arg, customs)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, usagef(fmt.Sprintf("%q is not FIELD=VALUE", arg), "crm edit CONTACT city=Hanoi phone+=0912345678")
		}
		list = append(list, x)
	}
	return list, nil
}

func (a *app) applyAll(list []assignment, c *store.Contact) error {
	for _, x := range list {
		if err := x.apply(a, c); err != nil {
			return err
		}
	}
	return nil
}
