package main

import (
	"context"
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"

	"github.com/spf13/cobra"
)

// completeTag offers contacts and queries, and behind a sign tags.
func (a *app) completeTag(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	typed = strings.TrimPrefix(typed, shieldMark)
	if typed != "" && (typed[0] == '+' || typed[0] == '-') {
		return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
			return tagsLike(ctx, s, typed[:1], typed[1:])
		}), noFiles
	}
	return a.completeWho(cmd, args, typed)
}

// completeWho offers contacts, and the values of a query where one is begun.
func (a *app) completeWho(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if strings.Contains(typed, ":") || strings.HasPrefix(typed, "#") {
		return a.completeQuery(cmd, args, typed)
	}
	return a.contactsLike(cmd, typed), noFiles
}

// completeTagName offers the tags that there are: the names that crm tag rename,
// merge and rm take.
func (a *app) completeTagName(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		return tagsLike(ctx, s, "", typed)
	}), noFiles
}

// completeStage offers contacts, then the stages of a deal.
func (a *app) completeStage(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	out, directive := a.completeStageName(cmd, args, typed)
	if len(args) == 0 || len(out) == 0 {
		return a.completeWho(cmd, args, typed)
	}
	return out, directive
}

// completeStageName offers the stages of a deal, in their order.
func (a *app) completeStageName(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		lists, err := s.Lists(ctx)
		if err != nil {
			return nil, err
		}
		var out []string
		for _, x := range lists.Stages {
			if strings.HasPrefix(fold.Text(x.Key), fold.Text(typed)) || strings.HasPrefix(fold.Text(x.Label), fold.Text(typed)) {
				out = append(out, described(x.Key, x.Label))
			}
		}
		return out, nil
	}), noFiles | cobra.ShellCompDirectiveKeepOrder
}

// completeLog offers a contact, then kinds, then outcomes, and dates behind "+".
func (a *app) completeLog(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	switch {
	case len(args) == 0:
		return a.contactsLike(cmd, typed), noFiles
	case strings.HasPrefix(typed, "+"):
		return begin([]string{"+1d", "+3d", "+7d", "+2w", "+1mo", "+mon", "+fri", "+none"}, typed), noFiles | cobra.ShellCompDirectiveKeepOrder
	case strings.HasPrefix(typed, "tag:"):
		return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
			return tagsLike(ctx, s, "tag:", typed[len("tag:"):])
		}), noFiles
	case strings.HasPrefix(typed, "stage:"):
		stages, directive := a.completeStageName(cmd, nil, typed[len("stage:"):])
		for i := range stages {
			stages[i] = "stage:" + stages[i]
		}
		return stages, directive
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
	}), noFiles | cobra.ShellCompDirectiveKeepOrder
}

func (a *app) completeFollow(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.contactsLike(cmd, typed), noFiles
	}
	days := []string{"today", "tomorrow", "+1d", "+3d", "+1w", "+2w", "+1mo", "mon", "tue", "wed", "thu", "fri", "none"}
	return begin(days, typed), noFiles | cobra.ShellCompDirectiveKeepOrder
}

// completeAssignment offers contacts for the first n arguments, then FIELD=, and
// behind it the values that the field has.
func (a *app) completeAssignment(n int) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) < n {
			return a.completeWho(cmd, args, typed)
		}
		if name, value, ok := strings.Cut(typed, "="); ok {
			return a.assignable(cmd, name+"=", strings.TrimRight(name, "+-"), value), noFiles | cobra.ShellCompDirectiveKeepOrder
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

// assignable offers the values that contacts have in a field.
func (a *app) assignable(cmd *cobra.Command, head, name, typed string) []string {
	if f, ok := findField(name); ok {
		name = f.name
	}
	switch name {
	case "star":
		return begin([]string{head + "yes", head + "no"}, head+typed)
	case "name", "phone", "email": // theirs alone
		return nil
	}
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		book, err := s.Language(ctx)
		if err != nil {
			return nil, err
		}
		text := strings.TrimPrefix(name, "custom.") + ":"
		c := query.Complete(text+quoteTyped(typed), len(text+quoteTyped(typed)), query.Context{When: a.when(), Book: book})
		if c.Field == nil {
			return nil, nil
		}
		list, err := s.Suggest(ctx, c, completeMax)
		var out []string
		for _, x := range list {
			value, err := unquote(x.Text)
			if err != nil || x.N < 0 && (x.Text == "none" || x.Text == "any" || x.Text == "never") {
				continue
			}
			help := x.Help
			if x.N >= 0 {
				help = contacts(x.N)
			}
			out = append(out, described(head+value, help))
		}
		return out, err
	})
}

// quoteTyped keeps what is typed one value of a query.
func quoteTyped(s string) string {
	if strings.ContainsAny(s, " ,()|") {
		return `"` + strings.ReplaceAll(s, `"`, `\"`)
	}
	return s
}

func (a *app) completeTrash(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		list, err := s.List(ctx, store.ListOptions{Trash: true, Limit: completeMax})
		if err != nil {
			return nil, err
		}
		short, err := s.ShortIDs(ctx, pick(list, func(l *store.Listed) string { return l.UID }))
		var out []string
		for _, l := range list {
			if id := short[l.UID]; strings.HasPrefix(id, typed) || strings.HasPrefix(fold.Text(l.Name), fold.Text(typed)) {
				out = append(out, described(id, l.Name))
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
		if err != nil {
			return nil, err
		}
		short, err := s.ShortIDs(ctx, pick(ops, func(o *store.Operation) string { return o.UID }))
		var out []string
		for _, op := range ops {
			if id := short[op.UID]; strings.HasPrefix(id, typed) {
				out = append(out, described(id, op.What))
			}
		}
		return out, err
	}), noFiles | cobra.ShellCompDirectiveKeepOrder
}
