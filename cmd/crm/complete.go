package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"
	"crm/store/safe"

	"github.com/spf13/cobra"
)

// What a shell offers behind a command. Completions read the book as remind
// does: nothing is migrated or created, and whatever is wrong is no candidate.
const (
	completeWait = 300 * time.Millisecond
	completeMax  = 50
)

type completer = cobra.CompletionFunc

const noFiles = cobra.ShellCompDirectiveNoFileComp

// fixed offers the same words at every place.
func fixed(words ...string) completer {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return begin(words, typed), noFiles
	}
}

// fixedFirst offers words for the first argument only.
func fixedFirst(words ...string) completer {
	return func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, noFiles
		}
		return begin(words, typed), noFiles
	}
}

// commaSeparated offers words behind the last comma.
func commaSeparated(words ...string) completer {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		at := strings.LastIndexByte(typed, ',') + 1
		var out []string
		for _, w := range begin(words, typed[at:]) {
			out = append(out, typed[:at]+w)
		}
		return out, noFiles | cobra.ShellCompDirectiveNoSpace
	}
}

func begin(words []string, typed string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !strings.HasPrefix(w, typed) })
}

// described is a candidate with what the shell shows beside it. Both are made
// safe: a completion is printed on a terminal as well.
func described(text, help string) string {
	text = safe.Line(text).String()
	if help = safe.Line(help).String(); help == "" {
		return text
	}
	return text + "\t" + help
}

// withBook runs a completion on the book; with none there is nothing to offer.
func (a *app) withBook(cmd *cobra.Command, fn func(context.Context, *store.Store) ([]string, error)) []string {
	ctx, cancel := context.WithTimeout(cmd.Context(), completeWait)
	defer cancel()
	path, err := a.bookPath()
	if err != nil {
		return nil
	}
	s, err := store.OpenReadOnly(ctx, path, a.storeOptions())
	if err != nil {
		return nil
	}
	defer s.Close()
	out, err := fn(ctx, s)
	if err != nil {
		return nil
	}
	return out
}

func (a *app) completeContact(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 && strings.HasSuffix(cmd.Use, " CONTACT") {
		return nil, noFiles
	}
	return a.contactsLike(cmd, typed), noFiles
}

// contactsLike offers the ids of contacts whose name, company or number begins
// so, with their names; without anything typed those of the last interactions.
func (a *app) contactsLike(cmd *cobra.Command, typed string) []string {
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		o := store.ListOptions{Limit: completeMax, Sort: store.ByLast, Desc: true}
		byID := store.IsUID(strings.ToLower(typed))
		if typed != "" {
			q, err := query.Forgive(query.Args([]string{typed}), query.Context{When: a.when()})
			if err != nil {
				return nil, err
			}
			o = store.ListOptions{Limit: completeMax, Query: q}
		}
		list, err := s.List(ctx, o)
		if err != nil {
			return nil, err
		}
		if byID && len(list) == 0 {
			if l, err := s.Find(ctx, typed, nil); err == nil {
				list = append(list, l)
			}
		}
		var out []string
		for _, l := range list {
			short, err := s.ShortID(ctx, l.UID)
			if err != nil {
				return nil, err
			}
			// Shells drop what does not begin as it was typed: then the name stands for the id.
			if typed != "" && !strings.HasPrefix(short, typed) && strings.HasPrefix(l.Name, typed) {
				out = append(out, described(l.Name, strings.Join(filled(short, l.Company), " · ")))
			} else {
				out = append(out, described(short, strings.Join(filled(l.Name, l.Company), " · ")))
			}
		}
		return out, nil
	})
}

// completeQuery offers fields, and behind a field its values: those of the
// language, and those of the book with how many have them.
func (a *app) completeQuery(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	typed = strings.TrimPrefix(typed, shieldMark)
	c := query.Complete(typed, len(typed), query.Context{When: a.when()})
	head := typed[:c.Start]
	var out []string
	if c.Field != nil && c.Field.Name == "tag" {
		out = append(out, a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
			return tagsLike(ctx, s, head, c.Typed)
		})...)
	}
	for _, x := range c.Candidates {
		out = append(out, described(head+x.Text, x.Help))
	}
	if c.Field == nil {
		return out, noFiles | cobra.ShellCompDirectiveNoSpace
	}
	return out, noFiles
}

func (a *app) completeQueryAfter(n int) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) < n {
			return nil, noFiles
		}
		return a.completeQuery(cmd, args, typed)
	}
}

func tagsLike(ctx context.Context, s *store.Store, head, typed string) ([]string, error) {
	tags, err := s.Tags(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, t := range tags {
		if strings.HasPrefix(fold.Text(t.Name), fold.Text(typed)) && len(out) < completeMax {
			out = append(out, described(head+quoteSpaces(t.Name), contacts(t.N)))
		}
	}
	return out, nil
}

func quoteSpaces(s string) string {
	if strings.ContainsAny(s, " ,()") {
		return `"` + s + `"`
	}
	return s
}

// completeTag offers contacts, and behind a sign tags.
func (a *app) completeTag(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	typed = strings.TrimPrefix(typed, shieldMark)
	if typed != "" && (typed[0] == '+' || typed[0] == '-') {
		return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
			return tagsLike(ctx, s, typed[:1], typed[1:])
		}), noFiles
	}
	return a.contactsLike(cmd, typed), noFiles
}

// completeLog offers a contact, then kinds, then outcomes, and dates behind "+".
func (a *app) completeLog(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	switch {
	case len(args) == 0:
		return a.contactsLike(cmd, typed), noFiles
	case strings.HasPrefix(typed, "+"):
		return begin([]string{"+1d", "+3d", "+7d", "+2w", "+1mo", "+mon", "+fri", "+none"}, typed), noFiles
	}
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		lists, err := s.Lists(ctx)
		if err != nil {
			return nil, err
		}
		var out []string
		if len(args) == 1 {
			for _, k := range lists.Kinds {
				out = append(out, described(k.Key, k.Label))
			}
		} else {
			for _, o := range lists.Outcomes {
				out = append(out, described(o.Key, o.Label))
			}
		}
		return begin(out, typed), nil
	}), noFiles
}

func (a *app) completeFollow(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.contactsLike(cmd, typed), noFiles
	}
	return begin([]string{"today", "tomorrow", "+1d", "+3d", "+1w", "+2w", "+1mo", "mon", "tue", "wed", "thu", "fri", "none"}, typed), noFiles
}

// completeAssignment offers FIELD= behind the first n arguments.
func (a *app) completeAssignment(n int) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) < n {
			return a.contactsLike(cmd, typed), noFiles
		}
		var out []string
		for _, f := range fieldTable() {
			if strings.HasPrefix(f.name, typed) {
				out = append(out, described(f.name+"=", f.help))
			}
		}
		return out, noFiles | cobra.ShellCompDirectiveNoSpace
	}
}

func (a *app) completeSegment(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		list, err := s.Segments(ctx)
		var out []string
		for _, g := range list {
			if strings.HasPrefix(fold.Text(g.Name), fold.Text(typed)) {
				out = append(out, described(g.Name, g.Query))
			}
		}
		return out, err
	}), noFiles
}

func (a *app) completeTrash(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		list, err := s.List(ctx, store.ListOptions{Trash: true, Limit: completeMax})
		var out []string
		for _, l := range list {
			short, err := s.ShortID(ctx, l.UID)
			if err != nil {
				return nil, err
			}
			if strings.HasPrefix(short, typed) || strings.HasPrefix(fold.Text(l.Name), fold.Text(typed)) {
				out = append(out, described(short, l.Name))
			}
		}
		return out, err
	}), noFiles
}

func (a *app) completeOperation(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		ops, err := s.History(ctx, store.HistoryOptions{Limit: completeMax})
		var out []string
		for _, op := range ops {
			short, err := s.ShortID(ctx, op.UID)
			if err != nil {
				return nil, err
			}
			if strings.HasPrefix(short, typed) {
				out = append(out, described(short, op.What))
			}
		}
		return out, err
	}), noFiles
}
