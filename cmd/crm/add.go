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

func newAdd(a *app) *cobra.Command {
	var stdin bool
	var onDup string
	cmd := &cobra.Command{
		Use:   "add NAME [PHONE] [EMAIL] [#TAG] [+WHEN] [FIELD=VALUE...]",
		Short: "Add a contact.",
		Example: `crm add "Nguyễn Thị Ánh" 0912345678 anh@mayhoabinh.vn company="May Hòa Bình"
crm add 'Lan 0901 234 567 lan@example.com #vip +3d'   # with a follow-up
crm add 王小明 phone="+86 138 0013 8000" city=上海 birthday=1990-05-17
crm add --stdin < names.txt                       # one person a line`,
		Long:        "FIELDS\n  " + wrapWords(fieldNames(), 76) + "\n  A field of your own: custom.LABEL=VALUE",
		Annotations: marks(takesJSON, takesDryRun),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.add(cmd.Context(), unshield(args), stdin, onDup)
		},
		ValidArgsFunction: a.completeAssignment(0),
	}
	cmd.Flags().BoolVar(&stdin, "stdin", false, "read people from standard input, one a line")
	cmd.Flags().StringVar(&onDup, "on-dup", "ask", "somebody has that phone or email: `HOW`: ask, merge, fill, skip, new")
	_ = cmd.RegisterFlagCompletionFunc("on-dup", fixed("ask", "merge", "fill", "skip", "new"))
	return cmd
}

// newcomer is somebody to add, and what became of them.
type newcomer struct {
	contact  store.Contact
	due      store.Due       // of the first follow-up; zero for none
	reminder *store.Reminder // that one
	twin     *store.Owner    // who has their phone or email, and no other name
	result   string          // added, merged, skipped
	wanted   bool            // somebody said to add them all the same
}

func (a *app) add(ctx context.Context, args []string, stdin bool, onDup string) error {
	if !slices.Contains([]string{"ask", "merge", "fill", "skip", "new"}, onDup) {
		return usagef(fmt.Sprintf("there is no way %q to handle duplicates", onDup), "ask, merge, fill, skip or new")
	}
	rows, err := a.addRows(args, stdin)
	if err != nil {
		return err
	}
	if _, err := a.readPeople(rows, nil); err != nil && !isUnknownField(err) {
		return err // before a book is made
	}
	s, err := a.maker(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	customs, err := s.CustomFields(ctx)
	if err != nil {
		return err
	}
	people, err := a.readPeople(rows, customs)
	if err != nil {
		return err
	}
	label := "add " + contacts(len(people))
	if len(people) == 1 && onDup != "merge" && onDup != "fill" {
		people[0].contact.UID = store.RandomUID() // known before, for the label
		label = "add " + store.Ref(people[0].contact.UID)
	}
	if err := a.vetAll(ctx, s, people); err != nil {
		return err
	}
	op, err := a.addAll(ctx, s, people, label, onDup)
	if err != nil {
		return err
	}
	return a.added(ctx, s, people, op)
}

func (a *app) vetAll(ctx context.Context, s *store.Store, people []newcomer) error {
	lists, err := s.Lists(ctx)
	if err != nil {
		return err
	}
	for i := range people {
		if err := a.vet(lists, &store.Contact{}, &people[i].contact, a.out.note); err != nil {
			return err
		}
	}
	return nil
}

// addAll adds people as one operation. It asks between attempts: while somebody
// thinks about an answer, the book is not locked.
func (a *app) addAll(ctx context.Context, s *store.Store, people []newcomer, label, onDup string) (store.Operation, error) {
	for {
		op, err := s.Write(ctx, a.op(label), func(tx *store.Tx) error {
			for i := range people {
				if err := a.addOne(tx, &people[i], onDup); err != nil {
					return err
				}
			}
			return nil
		})
		known, ok := errors.AsType[*knownError](err)
		if !ok {
			return op, err
		}
		if err := a.askKnown(ctx, s, known); err != nil {
			return op, err
		}
		known.who.wanted = true
	}
}

func (a *app) addRows(args []string, stdin bool) ([][]string, error) {
	if !stdin {
		if len(args) == 0 {
			return nil, usagef("crm add: NAME is missing", `crm add "Nguyễn Thị Ánh" 0912345678`)
		}
		return [][]string{args}, nil
	}
	text, err := a.readStdin()
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			rows = append(rows, append([]string{line}, args...))
		}
	}
	if len(rows) == 0 {
		return nil, usagef("there is nobody on standard input", "write one person a line: Lan 0901234567 #vip")
	}
	return rows, nil
}

func (a *app) readPeople(rows [][]string, customs []store.Custom) ([]newcomer, error) {
	people := make([]newcomer, len(rows))
	for i, row := range rows {
		var err error
		if people[i], err = a.readPerson(row, customs); err != nil {
			return nil, err
		}
	}
	return people, nil
}

// isUnknownField tells an error that the book's own fields may cure.
func isUnknownField(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && strings.HasPrefix(f.what, "there is no field")
}

func (a *app) addOne(tx *store.Tx, n *newcomer, onDup string) error {
	owners, err := a.owners(tx, &n.contact)
	if err != nil {
		return err
	}
	n.twin, n.result = nil, "added"
	for i := range owners {
		if n.twin == nil && store.SameName(owners[i].Name, n.contact.Name) {
			n.twin = &owners[i].Owner
		}
	}
	switch {
	case onDup == "ask" && len(owners) > 0 && !n.wanted && !a.flags.yes:
		return &knownError{who: n, owners: owners}
	case n.twin == nil || onDup == "ask" || onDup == "new":
		if n.contact.UID, err = tx.AddContact(n.contact); err != nil {
			return err
		}
		return n.follow(tx)
	case onDup == "skip":
		n.result, n.contact.UID = "skipped", n.twin.UID
		return nil
	}
	n.result = "merged"
	old, err := tx.Contact(n.twin.UID)
	if err != nil {
		return err
	}
	merge(&old, &n.contact, onDup == "fill")
	n.contact = old
	if err := tx.SaveContact(old); err != nil {
		return err
	}
	return n.follow(tx)
}

// follow sets the follow-up that was typed with somebody.
func (n *newcomer) follow(tx *store.Tx) error {
	if n.due == (store.Due{}) {
		return nil
	}
	r, err := tx.Follow(n.contact.UID, n.due, "")
	n.reminder = &r
	return err
}

// merge puts what was typed into a contact that is there: over what it has, or
// with fill only where it has nothing. Channels, tags and fields are added.
func merge(to, from *store.Contact, fill bool) {
	for _, f := range fieldTable() {
		if f.text == nil {
			continue
		}
		if v := *f.text(from); v != "" && (!fill || *f.text(to) == "") {
			*f.text(to) = v
		}
	}
	to.Emails = append(to.Emails, from.Emails...)
	to.Phones = append(to.Phones, from.Phones...)
	to.Links = append(to.Links, from.Links...)
	to.Tags = append(to.Tags, from.Tags...)
	if len(to.Addresses) == 0 || !fill {
		to.Addresses = append(from.Addresses, to.Addresses...)
	}
	for _, v := range from.Custom {
		if i := slices.IndexFunc(to.Custom, func(o store.Custom) bool { return o.Key == v.Key }); i < 0 {
			to.Custom = append(to.Custom, v)
		} else if !fill {
			to.Custom[i].Value = v.Value
		}
	}
	to.Star = to.Star || from.Star
}

func (a *app) added(ctx context.Context, s *store.Store, people []newcomer, op store.Operation) error {
	n := map[string]int{}
	for i := range people {
		n[people[i].result]++
	}
	who := contacts(len(people))
	if len(people) == 1 {
		who = people[0].contact.Display()
		if people[0].twin != nil && n["added"] == 0 {
			who = people[0].twin.Name
		}
	}
	next := ""
	if len(people) == 1 && people[0].reminder != nil {
		next = "; follow-up " + a.sayDue(people[0].reminder)
	}
	switch {
	case n["added"] > 0:
		a.done(op, "Added "+who+a.shortOf(ctx, s, people)+next, "add "+who+next)
	case n["merged"] > 0:
		a.done(op, "Changed "+who+next, "change "+who+next)
	default:
		a.out.sayf("%s is there already: nothing was changed.", who)
	}
	if a.flags.json == "" {
		return nil
	}
	records := make([]any, 0, len(people))
	for i := range people {
		c := people[i].contact
		if !a.flags.dryRun {
			var err error
			if c, err = s.Contact(ctx, c.UID); err != nil {
				return err
			}
		}
		records = append(records, a.contactRecord(&c))
	}
	if len(records) == 1 {
		out := object{{"schema", schema}, {"contact", records[0]}, {"operation", a.operation(op)}, {"dry_run", a.flags.dryRun}}
		if r := people[0].reminder; r != nil {
			out = append(out, member{"reminder", a.reminderRecord(r)})
		}
		return a.out.json(out)
	}
	return a.out.json(object{{"schema", schema}, {"contacts", records}, {"operation", a.operation(op)}, {"dry_run", a.flags.dryRun}})
}

// shortOf is the id of the one that was added, for the next command.
func (a *app) shortOf(ctx context.Context, s *store.Store, people []newcomer) string {
	if len(people) != 1 || a.flags.dryRun {
		return ""
	}
	short, err := s.ShortID(ctx, people[0].contact.UID)
	if err != nil {
		return ""
	}
	return " (" + short + ")"
}
