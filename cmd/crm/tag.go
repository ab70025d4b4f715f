package main

import (
	"context"
	"fmt"
	"slices"
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
crm tag city:ha-noi -tag:lost 'last:<1y' +miền-bắc
crm tag list
crm tag merge hot-lead hot`,
		Long: `Arguments with an operator of the query language in them are one query, as for
crm list; each other one is a contact. A query that matches more than 50 asks
first, or needs --yes. Behind tag, -x is a tag to take off and no flag, but for
-n, -q, -v and -h.`,
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
	cmd.AddCommand(newTagChanges(a)...)
	return cmd
}

const tagUsage = "crm tag CONTACT... +TAG -TAG"

func (a *app) tag(ctx context.Context, args []string) error {
	_, add, drop := splitTags(args, query.Book{})
	if len(add)+len(drop) == 0 {
		return usagef("crm tag: +TAG is missing", tagUsage)
	}
	if err := checkTags(add); err != nil {
		return err
	}
	s, err := a.writer(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	c, err := a.queryContext(ctx, s)
	if err != nil {
		return err
	}
	who, add, drop := splitTags(args, c.Book)
	switch {
	case len(who) == 0:
		return usagef("crm tag: CONTACT is missing", tagUsage)
	case len(add)+len(drop) == 0:
		return usagef("crm tag: +TAG is missing", tagUsage)
	}
	t, err := a.several(ctx, s, who, "Tag")
	if err != nil {
		return err
	}
	words := tagWords(add, drop)
	op, changed, err := a.change(ctx, s, t, "tag "+words+" "+t.ref(), func(tx *store.Tx, uid string) (bool, error) {
		return tx.Tag(uid, add, drop)
	})
	if err != nil {
		return err
	}
	named := contacts(changed)
	if len(t.uids) == 1 {
		named = t.String()
	}
	a.done(op, fmt.Sprintf("Tagged %s %s", named, words), fmt.Sprintf("tag %s %s", named, words))
	a.nameTarget(t)
	return a.printTouched(t.uids, op)
}

// splitTags parts the arguments into contacts, tags to add and tags to take off.
func splitTags(args []string, book query.Book) (who, add, drop []string) {
	for _, arg := range args {
		switch {
		case strings.HasPrefix(arg, "+") && !isNumber(arg):
			add = append(add, orWhole(splitByComma(arg[1:]), arg)...)
		case strings.HasPrefix(arg, "-") && !isTerm(arg, book) || strings.HasPrefix(arg, "-#"):
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

// findTag finds a tag of the book, however accented or cased.
func (a *app) findTag(ctx context.Context, s *store.Store, name string) (store.TagCount, error) {
	tags, err := s.Tags(ctx)
	if err != nil {
		return store.TagCount{}, err
	}
	name = strings.TrimPrefix(strings.TrimSpace(name), "#")
	i := slices.IndexFunc(tags, func(t store.TagCount) bool { return sameText(a, t.Name, name) })
	if i < 0 {
		near := didYouMean(name, pick(tags, func(t *store.TagCount) string { return t.Name }))
		return store.TagCount{}, notFound(fmt.Sprintf("there is no tag %q%s", name, near), "crm tag list")
	}
	return tags[i], nil
}
