package main

import (
	"context"
	"fmt"
	"strings"

	"crm/store"
	"crm/store/query"

	"github.com/spf13/cobra"
)

func newTag(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "tag CONTACT... +TAG -TAG",
		Short: "Add tags to contacts and take tags off.",
		Example: `crm tag k7f3 +vip -cold
crm tag "Nguyễn Thị Ánh" 王小明 +hội-chợ-2026
crm tag 'city:ha-noi' +miền-bắc                # everybody that a query matches
crm tag list`,
		Long:        "Behind tag, -x is a tag to take off and no flag, but for -n, -q, -v and -h.",
		Annotations: marks(takesJSON, takesDryRun),
		Args:        counted(2, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.tag(cmd.Context(), unshield(args))
		},
		ValidArgsFunction: a.completeTag,
	}
	cmd.AddCommand(&cobra.Command{
		Use:         "list",
		Short:       "List all tags, the most used first.",
		Example:     "crm tag list\ncrm tag list --json",
		Annotations: marks(takesFormat),
		Args:        counted(0, 0),
		RunE:        func(cmd *cobra.Command, _ []string) error { return a.tagList(cmd.Context()) },
	})
	return cmd
}

func (a *app) tag(ctx context.Context, args []string) error {
	who, add, drop := splitTags(args)
	if len(add)+len(drop) == 0 {
		return usagef("crm tag: +TAG is missing", "crm tag CONTACT... +TAG -TAG")
	}
	if err := checkTags(add); err != nil {
		return err
	}
	if len(who) == 0 {
		return usagef("crm tag: CONTACT is missing", "crm tag CONTACT... +TAG -TAG")
	}
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	list, err := a.several(ctx, s, who, "Tag")
	if err != nil {
		return err
	}
	changed := 0
	op, err := s.Write(ctx, a.op("tag "+tagWords(add, drop)+whom(list)), func(tx *store.Tx) error {
		for _, l := range list {
			did, err := tx.Tag(l.UID, add, drop)
			if err != nil {
				return err
			}
			if did {
				changed++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	named := contacts(changed)
	if len(list) == 1 {
		named = list[0].Name
	}
	a.done(op, fmt.Sprintf("Tagged %s %s", named, tagWords(add, drop)), fmt.Sprintf("tag %s %s", named, tagWords(add, drop)))
	return a.printTouched(list, op)
}

// splitTags parts the arguments into contacts, tags to add and tags to take off.
func splitTags(args []string) (who, add, drop []string) {
	for _, arg := range args {
		switch {
		case strings.HasPrefix(arg, "+") && !isNumber(arg):
			add = append(add, orWhole(splitByComma(arg[1:]), arg)...)
		case strings.HasPrefix(arg, "-") && !query.IsNegated(arg) || strings.HasPrefix(arg, "-#"):
			drop = append(drop, splitByComma(arg[1:])...)
		default:
			who = append(who, arg)
		}
	}
	return who, add, drop
}

// orWhole is the argument itself where nothing is left of it, for an error to name.
func orWhole(tags []string, arg string) []string {
	if len(tags) == 0 {
		return []string{arg}
	}
	return tags
}

// isNumber tells a phone in its international form, +84…, from a tag.
func isNumber(arg string) bool {
	return strings.Trim(arg, "+0123456789 .-()") == "" && len(arg) > 7
}

func tagWords(add, drop []string) string {
	var parts []string
	for _, t := range add {
		parts = append(parts, "+"+t)
	}
	for _, t := range drop {
		parts = append(parts, "-"+t)
	}
	return strings.Join(parts, " ")
}

// whom is who an operation is about, for its label: the one, or how many.
func whom(list []store.Listed) string {
	if len(list) == 1 {
		return " " + store.Ref(list[0].UID)
	}
	return " " + contacts(len(list))
}

// several finds the contacts that arguments mean: each one contact, or all that
// match when it is a query. Many at once are asked about.
func (a *app) several(ctx context.Context, s *store.Store, args []string, verb string) ([]store.Listed, error) {
	var out []store.Listed
	seen := map[string]bool{}
	asked := false
	for _, arg := range args {
		found, byQuery, err := a.matching(ctx, s, arg)
		if err != nil {
			return nil, err
		}
		asked = asked || byQuery
		for _, l := range found {
			if !seen[l.UID] {
				seen[l.UID] = true
				out = append(out, l)
			}
		}
	}
	if !asked {
		return out, nil
	}
	return out, a.confirmMany(len(out), verb)
}

// matching is what one argument means. One with an operator of the query
// language is a query, which may match several.
func (a *app) matching(ctx context.Context, s *store.Store, arg string) (found []store.Listed, byQuery bool, err error) {
	if !isQuery(arg) {
		l, err := a.contact(ctx, s, arg)
		return []store.Listed{l}, false, err
	}
	q, err := a.parseQuery([]string{arg})
	if err != nil {
		return nil, true, err
	}
	found, err = s.List(ctx, store.ListOptions{Query: q})
	if err == nil && len(found) == 0 {
		err = a.nobody(ctx, s, arg)
	}
	return found, true, err
}

// nobody says that an argument matches no contact, and what may be wrong with it.
func (a *app) nobody(ctx context.Context, s *store.Store, arg string) error {
	what := fmt.Sprintf("nobody matches %q", arg)
	if !isQuery(arg) {
		return notFound(what, "look with: crm list "+shellQuote(arg))
	}
	if tag, ok := strings.CutPrefix(strings.Replace(arg, "#", "tag:", 1), "tag:"); ok {
		tags, err := s.Tags(ctx)
		if err != nil {
			return err
		}
		near := didYouMean(tag, pick(tags, func(t *store.TagCount) string { return t.Name }))
		return notFound(what, "nobody has that tag"+near+"  (crm tag list)")
	}
	return notFound(what, "it is read as a query, which no contact matches now: see crm help query")
}

// isQuery tells an argument that names a field of the query language.
func isQuery(arg string) bool {
	if query.IsNegated(arg) || strings.HasPrefix(arg, "#") {
		return true
	}
	for _, w := range strings.Fields(strings.TrimLeft(arg, "(")) {
		name, _, ok := strings.Cut(w, ":")
		if _, known := query.Lookup(strings.TrimLeft(name, "(-")); ok && known {
			return true
		}
	}
	return false
}

// printTouched is the JSON of a command that changed contacts.
func (a *app) printTouched(list []store.Listed, op store.Operation) error {
	if a.flags.json == "" {
		return nil
	}
	ids := make([]string, len(list))
	for i, l := range list {
		ids[i] = l.UID
	}
	return a.out.json(object{{"schema", schema}, {"contacts", ids}, {"operation", a.operation(op)}, {"dry_run", a.flags.dryRun}})
}

func (a *app) tagList(ctx context.Context) error {
	s, err := a.lister(ctx)
	if err != nil {
		return err
	}
	var tags []store.TagCount
	if s != nil {
		defer s.Close()
		if tags, err = s.Tags(ctx); err != nil {
			return err
		}
	}
	return a.print(sheet{
		fields: []string{"name", "contacts"}, columns: []string{"name", "contacts"}, rows: len(tags),
		field: func(row int, name string) (any, error) {
			if name == "name" {
				return tags[row].Name, nil
			}
			return tags[row].N, nil
		},
	})
}
