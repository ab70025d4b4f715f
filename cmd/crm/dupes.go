package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"crm/store"

	"github.com/spf13/cobra"
)

func newDupes(a *app) *cobra.Command {
	var applySure, notSame bool
	cmd := &cobra.Command{
		Use:   "dupes [--not-same CONTACT CONTACT]",
		Short: "Find contacts that may be one person.",
		Example: `crm dupes
crm dupes --apply-sure -n                      # who would be merged
crm dupes --apply-sure                         # crm undo takes it back
crm dupes --not-same k7f3 m2p9                 # never show these two again
crm dupes | cut -f 1,2,5`,
		Long: `A pair is sure when both share an email or a phone that few others have and
nothing contradicts; it is likely when names and companies agree, or when
something is in the way. Nobody is taken for somebody by the name alone, and the
number of a family, a front desk or an office is nobody's.

The first of two is the one that --apply-sure keeps: the one with the fuller
name, else the one known longer. The others are merged into it as with crm merge.`,
		Annotations: marks(takesFormat, takesDryRun),
		RunE: func(cmd *cobra.Command, args []string) error {
			args = unshield(args)
			shaped := a.flags.format != "" || a.flags.header || a.flags.json != "" && a.flags.json != allFields
			switch {
			case applySure && notSame:
				return usagef("--apply-sure and --not-same are two things to do", "give one of them")
			case (applySure || notSame) && shaped:
				return usagef("a change has no --format and no fields", "give --json alone")
			case notSame:
				return a.notSame(cmd.Context(), args)
			case len(args) > 0:
				return usagef(fmt.Sprintf("crm dupes: %q is too much", args[0]), "crm dupes, or crm dupes --not-same CONTACT CONTACT")
			case applySure:
				return a.mergeSure(cmd.Context())
			case a.flags.dryRun:
				return usagef("crm dupes changes nothing: -n has no effect", "crm dupes --apply-sure -n")
			}
			return a.dupes(cmd.Context())
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if !notSame || len(args) > 1 {
				return nil, noFiles
			}
			return a.contactsLike(cmd, typed), noFiles
		},
	}
	cmd.Flags().BoolVar(&applySure, "apply-sure", false, "merge the sure ones, as one operation")
	cmd.Flags().BoolVar(&notSame, "not-same", false, "remember that two contacts are two people")
	return cmd
}

// party is one of a pair.
type party struct {
	id   string
	name string
}

// MarshalJSON implements json.Marshaler.
func (p party) MarshalJSON() ([]byte, error) {
	return json.Marshal(object{{"id", p.id}, {"name", p.name}})
}

// String is the form for scripts.
func (p party) String() string { return p.id }

func partyOf(o store.Owner) party { return party{o.UID, o.Name} }

func parties(list []store.Owner) []party {
	out := make([]party, len(list))
	for i, o := range list {
		out[i] = partyOf(o)
	}
	return out
}

func (a *app) dupes(ctx context.Context) error {
	s, err := a.lister(ctx)
	if err != nil {
		return err
	}
	var list []store.Dupe
	if s != nil {
		defer s.Close()
		if list, err = s.Dupes(ctx); err != nil {
			return err
		}
	}
	uids := make([]string, 0, 2*len(list))
	for _, d := range list {
		uids = append(uids, d.A.UID, d.B.UID)
	}
	ids := shortener(ctx, s, uids...)
	if err := a.print(dupeSheet(list, ids)); err != nil {
		return err
	}
	if s == nil || !a.outTTY || a.format() != "table" {
		return nil
	}
	sure := 0
	for _, d := range list {
		if d.Sure {
			sure++
		}
	}
	switch {
	case len(list) == 0:
		a.out.sayf("Nobody seems to be there twice.")
	case sure > 0:
		a.out.sayf("%s, %d sure: crm dupes --apply-sure merges those, crm merge KEEP OTHER any two.", counts(len(list), "pair", "pairs"), sure)
	default:
		a.out.sayf("%s: crm merge KEEP OTHER merges two, crm dupes --not-same tells them apart.", counts(len(list), "pair", "pairs"))
	}
	return nil
}

func dupeSheet(list []store.Dupe, ids func(string) (id, error)) sheet {
	return sheet{
		fields:  []string{"a", "b", "class", "evidence", "id", "name", "other", "other_name"},
		columns: []string{"id", "other", "name", "other_name", "class", "evidence"},
		rows:    len(list),
		field: func(row int, name string) (any, error) {
			d := &list[row]
			switch name {
			case "a":
				return partyOf(d.A), nil
			case "b":
				return partyOf(d.B), nil
			case "id":
				return ids(d.A.UID)
			case "other":
				return ids(d.B.UID)
			case "name":
				return d.A.Name, nil
			case "other_name":
				return d.B.Name, nil
			case "class":
				return d.Class(), nil
			}
			return rich{d.Evidence, words{strings.Join(d.Evidence, "; ")}}, nil
		},
		full: func(row int) (any, error) {
			d := &list[row]
			return object{{"a", partyOf(d.A)}, {"b", partyOf(d.B)}, {"class", d.Class()}, {"evidence", d.Evidence}}, nil
		},
	}
}

// notSame remembers that two contacts are two people.
func (a *app) notSame(ctx context.Context, args []string) error {
	if len(args) != 2 {
		return usagef("crm dupes --not-same takes two contacts", "crm dupes --not-same CONTACT CONTACT")
	}
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var list []store.Listed
	for _, arg := range args {
		l, err := a.contact(ctx, s, arg)
		if err != nil {
			return err
		}
		list = append(list, l)
	}
	op, err := s.Write(ctx, a.op("tell "+store.Ref(list[0].UID)+" from "+store.Ref(list[1].UID)), func(tx *store.Tx) error {
		_, err := tx.NotSame(list[0].UID, list[1].UID)
		return err
	})
	if err != nil {
		return err
	}
	both := list[0].Name + " and " + list[1].Name
	a.done(op, "Remembered that "+both+" are two people", "remember that "+both+" are two people")
	return a.printTouched(uidsOf(list), op)
}

// mergedGroup is some contacts that became one.
type mergedGroup struct {
	kept  store.Owner
	gone  []store.Owner
	joint store.Joint
}

func (a *app) mergeSure(ctx context.Context) error {
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := s.Dupes(ctx)
	if err != nil {
		return err
	}
	var groups []mergedGroup
	gone := 0
	for _, g := range store.SureGroups(list) {
		groups = append(groups, mergedGroup{kept: g[0], gone: g[1:]})
		gone += len(g) - 1
	}
	if gone == 0 {
		a.out.sayf("Nobody is there twice for sure.")
		return a.printMerged(groups, store.Operation{})
	}
	if err := a.confirmMany(gone, "Merge away"); err != nil {
		return err
	}
	op, err := s.Write(ctx, a.op(fmt.Sprintf("merge %s into %s", contacts(gone), contacts(len(groups)))), func(tx *store.Tx) error {
		for i := range groups {
			g := &groups[i]
			others := pick(g.gone, func(o *store.Owner) string { return o.UID })
			if g.joint, err = tx.Merge(nil, g.kept.UID, others...); err != nil {
				return fmt.Errorf("%s: %w", g.kept.Name, err)
			}
		}
		tx.SetCount(gone + len(groups))
		return nil
	})
	if err != nil {
		return err
	}
	a.tellLost(groups)
	did := fmt.Sprintf("%s into %s", contacts(gone), contacts(len(groups)))
	a.done(op, "Merged "+did, "merge "+did)
	return a.printMerged(groups, op)
}

// lostShown is how many values that found no place are told of one by one.
const lostShown = 20

// tellLost names the values that stand nowhere any more.
func (a *app) tellLost(groups []mergedGroup) {
	n := 0
	for _, g := range groups {
		for _, f := range g.joint.Fields {
			for _, v := range f.Lost {
				if n++; n <= lostShown {
					a.out.sayf("%s: %s is %s; left out: %s", g.joint.Contact.Display(), strings.ToLower(f.Label), orNothing(f.Value), v)
				}
			}
		}
	}
	if n > lostShown {
		a.out.sayf("… and %d more values left out; crm undo brings them back", n-lostShown)
	}
}

func orNothing(s string) string {
	if s == "" {
		return "empty"
	}
	return s
}

func (a *app) printMerged(groups []mergedGroup, op store.Operation) error {
	if a.flags.json == "" {
		return nil
	}
	merged := make([]object, len(groups))
	for i, g := range groups {
		merged[i] = object{{"kept", partyOf(g.kept)}, {"gone", parties(g.gone)}, {"lost", lostRecords(g.joint)}}
	}
	return a.out.json(object{{"schema", schema}, {"merged", merged}, {"operation", a.operation(op)}, {"dry_run", a.flags.dryRun}})
}

// lostRecords are the values of a merge that stand nowhere any more, as JSON.
func lostRecords(j store.Joint) []object {
	out := []object{}
	for _, f := range j.Fields {
		for _, v := range f.Lost {
			out = append(out, object{{"field", f.Name}, {"value", v}})
		}
	}
	return out
}
