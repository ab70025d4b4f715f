package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"crm/store"
	"crm/store/fold"

	"github.com/spf13/cobra"
)

func newMerge(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "merge KEEP OTHER... [FIELD=keep|other|VALUE...]",
		Short: "Make one contact of two or more.",
		Example: `crm merge k7f3 m2p9
crm merge k7f3 m2p9 -n                         # each field as it would stand
crm merge k7f3 m2p9 title=other source=Zalo
crm merge "Nguyễn Thị Lan" lan@old.vn 0912345678`,
		Long: `The first stays, under its own id; the others are gone, and their ids lead to
it. Their log, reminders, deals, purchases, tags, phones, emails and addresses
move along, and notes are put one after the other. Of a field with one value that
of KEEP stays, or of the first who has one: FIELD=other takes another's, and
FIELD=VALUE a new one. A no to calls or mail from either stays a no. What is left
out is said, and crm undo brings everything back as it was.`,
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(2, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.merge(cmd.Context(), unshield(args))
		},
		ValidArgsFunction: a.completeMerge,
	}
}

func (a *app) merge(ctx context.Context, args []string) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, fields, err := a.mergeArgs(ctx, s, args)
	if err != nil {
		return err
	}
	uids := pick(list, func(l *store.Listed) string { return l.UID })
	all, err := s.Contacts(ctx, uids)
	if err != nil {
		return err
	}
	choice, err := a.choices(fields, all)
	if err != nil {
		return err
	}
	moves, err := s.Moves(ctx, uids[1:]...)
	if err != nil {
		return err
	}
	var j store.Joint
	gone := contacts(len(list) - 1)
	if len(list) == 2 {
		gone = "a contact" // who is gone has no name in the journal
	}
	op, err := s.Write(ctx, a.op("merge "+gone+" into "+store.Ref(uids[0])), func(tx *store.Tx) error {
		j, err = tx.Merge(choice, uids[0], uids[1:]...)
		return err
	})
	if err != nil {
		return err
	}
	if a.flags.dryRun && a.flags.json == "" {
		if err := a.print(jointSheet(&j)); err != nil {
			return err
		}
	} else {
		a.tellLost([]mergedGroup{{joint: j}})
	}
	did := strings.Join(pick(list[1:], func(l *store.Listed) string { return l.Name }), ", ") + " into " + j.Contact.Display() + movesWords(moves)
	a.done(op, "Merged "+did, "merge "+did)
	if a.flags.json == "" {
		return nil
	}
	if !a.flags.dryRun { // with what follows from its new log and reminders
		if j.Contact, err = s.Contact(ctx, uids[0]); err != nil {
			return err
		}
	}
	return a.printJoint(&j, list, moves, op)
}

// mergeArgs parts the arguments into contacts and choices of fields.
func (a *app) mergeArgs(ctx context.Context, s *store.Store, args []string) (list []store.Listed, fields []assignment, err error) {
	customs, err := s.CustomFields(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, arg := range args {
		x, isField, err := parseAssignment(arg, customs)
		if err != nil {
			return nil, nil, err
		}
		if isField {
			fields = append(fields, x)
			continue
		}
		l, err := a.contact(ctx, s, arg)
		if err != nil {
			return nil, nil, err
		}
		if i := slices.IndexFunc(list, func(o store.Listed) bool { return o.UID == l.UID }); i >= 0 {
			return nil, nil, usagef(fmt.Sprintf("%q is %s, who is named already", arg, l.Name), "crm merge KEEP OTHER: give two contacts")
		}
		list = append(list, l)
	}
	if len(list) < 2 {
		return nil, nil, usagef("crm merge: OTHER is missing", "crm merge KEEP OTHER... [FIELD=keep|other|VALUE...]")
	}
	return list, fields, nil
}

// choices are the values that the fields shall have, by the names of store.Join.
func (a *app) choices(fields []assignment, all []store.Contact) (map[string]string, error) {
	plain := store.Join(nil, all[0], all[1:]...)
	out := map[string]string{}
	for _, x := range fields {
		name := x.field.name
		if x.custom != "" {
			name = "custom." + fold.Key(x.custom)
		}
		if x.op != '=' || !store.Joins(name) {
			return nil, usagef(fmt.Sprintf("%s is not chosen: all of it is kept", name), "crm merge first, then crm edit CONTACT "+name+"=…")
		}
		var now []string
		if i := slices.IndexFunc(plain.Fields, func(f store.JointField) bool { return f.Name == name }); i >= 0 {
			now = plain.Fields[i].Values
		} else if x.custom != "" {
			return nil, usagef(fmt.Sprintf("none of them has a field %q", x.custom), "crm merge first, then crm edit CONTACT custom."+x.custom+"=…")
		} else {
			now = make([]string, len(all))
		}
		switch fold.Text(x.value) {
		case "keep":
			out[name] = now[0]
		case "other":
			out[name] = ""
			if i := slices.IndexFunc(now[1:], func(v string) bool { return v != "" }); i >= 0 {
				out[name] = now[1+i]
			}
		default:
			value, err := a.typedValue(x)
			if err != nil {
				return nil, err
			}
			out[name] = value
		}
	}
	return out, nil
}

// typedValue reads the value of an assignment as crm edit would.
func (a *app) typedValue(x assignment) (string, error) {
	if x.custom != "" {
		return x.value, nil
	}
	var c store.Contact
	if err := x.apply(a, &c); err != nil {
		return "", err
	}
	return *x.field.text(&c), nil
}

// movesWords says what came along.
func movesWords(m store.Moves) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{m.Interactions, "interaction", "interactions"}, {m.Reminders, "reminder", "reminders"},
		{m.Deals, "deal", "deals"}, {m.Purchases, "purchase", "purchases"},
	} {
		if p.n > 0 {
			parts = append(parts, counts(p.n, p.one, p.many))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " with " + strings.Join(parts, ", ")
}

// jointSheet shows each field as it would stand, and what is united.
func jointSheet(j *store.Joint) sheet {
	rows := make([][4]string, 0, len(j.Fields))
	for _, f := range j.Fields {
		rows = append(rows, [4]string{f.Name, f.Values[0], strings.Join(filled(f.Values[1:]...), " | "), f.Value})
	}
	c := &j.Contact
	for _, u := range []struct {
		name string
		all  words
	}{
		{"phone", getPhones(c)}, {"email", getEmails(c)}, {"address", textsOf(c.Addresses, addressLine)}, {"link", getLinks(c)}, {"tag", getTags(c)},
	} {
		if len(u.all) > 0 {
			rows = append(rows, [4]string{u.name, "", "", strings.Join(u.all, ", ")})
		}
	}
	names := []string{"field", "keep", "other", "result"}
	return sheet{
		fields: names, columns: names, rows: len(rows),
		field: func(row int, name string) (any, error) { return rows[row][slices.Index(names, name)], nil },
	}
}

func (a *app) printJoint(j *store.Joint, list []store.Listed, m store.Moves, op store.Operation) error {
	gone := make([]party, 0, len(list)-1)
	for _, l := range list[1:] {
		gone = append(gone, party{l.UID, l.Name})
	}
	return a.out.json(object{
		{"schema", schema}, {"contact", a.contactRecord(&j.Contact)}, {"gone", gone}, {"lost", lostRecords(*j)},
		{"moved", object{{"interactions", m.Interactions}, {"reminders", m.Reminders}, {"deals", m.Deals}, {"purchases", m.Purchases}}},
		{"operation", a.operation(op)}, {"dry_run", a.flags.dryRun},
	})
}

// completeMerge offers contacts, and behind two of them the fields to choose.
func (a *app) completeMerge(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) < 2 {
		return a.contactsLike(cmd, typed), noFiles
	}
	var out []string
	for _, f := range fieldTable() {
		if !store.Joins(f.name) {
			continue
		}
		for _, c := range []string{"other", "keep"} {
			if s := f.name + "=" + c; strings.HasPrefix(s, typed) {
				out = append(out, described(s, f.help))
			}
		}
	}
	return append(out, a.contactsLike(cmd, typed)...), noFiles
}
