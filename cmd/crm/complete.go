package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"crm/store"
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

// contactsLike offers contacts whose name, company or number begins so, the best
// match first; without anything typed those of the last interactions. What it
// offers is the id, beside the name: for a shell that drops what does not begin as
// it was typed, the name where that does.
func (a *app) contactsLike(cmd *cobra.Command, typed string) []string {
	return a.withBook(cmd, func(ctx context.Context, s *store.Store) ([]string, error) {
		o := store.ListOptions{Limit: completeMax, Sort: store.ByLast, Desc: true}
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
		if len(list) == 0 && store.IsUID(strings.ToLower(typed)) {
			if l, err := s.Find(ctx, typed, nil); err == nil {
				list = append(list, l)
			}
		}
		short, err := s.ShortIDs(ctx, pick(list, func(l *store.Listed) string { return l.UID }))
		var out []string
		for _, l := range list {
			id := short[l.UID]
			if !a.takesAny() && typed != "" && !strings.HasPrefix(id, typed) && strings.HasPrefix(l.Name, typed) {
				out = append(out, described(l.Name, strings.Join(filled(id, l.Company), " · ")))
			} else {
				out = append(out, described(id, strings.Join(filled(l.Name, l.Company), " · ")))
			}
		}
		return out, err
	})
}

// anyVariable is set by our completion scripts of shells that show candidates
// however they begin.
const anyVariable = "CRM_COMPLETE_ANY"

func (a *app) takesAny() bool { return a.get(anyVariable) != "" }
