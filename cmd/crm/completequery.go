package main

import (
	"context"
	"errors"
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"

	"github.com/spf13/cobra"
)

// completeQuery offers fields, and behind a field its values: those of the book
// with how many have them within what else is asked, and those of the language.
func (a *app) completeQuery(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	typed = strings.TrimPrefix(typed, shieldMark)
	before := query.Args(unshield(args))
	if before != "" {
		before += " "
	}
	var c query.Completion
	var list []store.Suggestion
	a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		book, err := s.Language(ctx)
		if err != nil {
			return nil, err
		}
		c = query.Complete(before+typed, len(before+typed), query.Context{When: a.when(), Book: book})
		list, err = s.Suggest(ctx, c, completeMax)
		return nil, err
	})
	if list == nil { // no book: what the language itself knows
		c = query.Complete(before+typed, len(before+typed), query.Context{When: a.when()})
		for _, x := range c.Candidates {
			list = append(list, store.Suggestion{Text: x.Text, Help: x.Help, N: -1})
		}
	}
	if c.Start < len(before) {
		return nil, noFiles // the cursor stands in a term that the shell has split
	}
	head, word := typed[:c.Start-len(before)], typed[c.Start-len(before):]
	directive, out := noFiles|cobra.ShellCompDirectiveKeepOrder, []string(nil)
	for _, x := range list {
		text, plain := onShell(x.Text, word)
		help := x.Help
		if plain != "" && fold.Text(text) == text {
			help = strings.Join(filled(plain, help), " · ")
		}
		if x.N >= 0 {
			help = strings.Join(filled(help, contacts(x.N)), " · ")
		}
		out = append(out, described(head+text, help))
		if strings.HasSuffix(text, ":") {
			directive |= cobra.ShellCompDirectiveNoSpace
		}
	}
	return out, directive
}

func (a *app) completeQueryAfter(n int) completer {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) < n {
			return nil, noFiles
		}
		return a.completeQuery(cmd, args[n:], typed)
	}
}

// onShell is a value of a query as it is easily typed on a shell: with hyphens
// instead of quotes where the language reads them as the same, city:Hà-Nội, and
// folded where only so it begins with what was typed, city:ha-noi, since shells
// drop what does not. plain is the value that such a spelling stands for.
func onShell(text, typed string) (spelled, plain string) {
	head := ""
	value := text
	if i := strings.Index(text, `:"`); i > 0 && !strings.HasPrefix(text, `"`) {
		head, value = text[:i+1], text[i+1:]
	}
	quoted := strings.HasPrefix(value, `"`)
	if quoted && (strings.HasPrefix(typed, head+`"`) || strings.Contains(value, `\`)) {
		return text, ""
	}
	plain = strings.Trim(value, `"`)
	spelled = text
	key := fold.Text(plain)
	if quoted && strings.Contains(key, " ") && !strings.ContainsFunc(key, func(r rune) bool { return r != ' ' && fold.Key(string(r)) == "" }) {
		spelled = head + strings.ReplaceAll(plain, " ", "-")
	} else if quoted {
		return text, ""
	}
	folded := head + strings.ReplaceAll(key, " ", "-")
	if !strings.HasPrefix(spelled, typed) && strings.HasPrefix(folded, typed) {
		spelled = folded
	}
	if spelled == text {
		plain = ""
	}
	return spelled, plain
}

// completeSegment offers segments with their queries, for the first argument only.
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

// tagsLike offers tags behind what stands before them.
func tagsLike(ctx context.Context, s *store.Store, head, typed string) ([]string, error) {
	const field = "tag:"
	c := query.Complete(field+typed, len(field+typed), query.Context{})
	list, err := s.Suggest(ctx, c, completeMax)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, x := range list {
		if x.N < 0 && x.Help != "" {
			continue // none and any are no tags
		}
		name := x.Text
		if unquoted, err := unquote(name); err == nil {
			name = unquoted
		}
		help := ""
		if x.N >= 0 {
			help = contacts(x.N)
		}
		out = append(out, described(head+name, help))
	}
	return out, nil
}

// unquote is a value of a query as the text that it is.
func unquote(value string) (string, error) {
	q, err := query.Parse("tag:"+value, query.Context{})
	if err != nil {
		return "", err
	}
	if t, ok := q.Root.(*query.Term); ok && len(t.Values) == 1 {
		return t.Values[0].Text, nil
	}
	return "", errors.New("several values")
}
