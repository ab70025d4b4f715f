package main

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"crm/store"
	"crm/store/fold"
	"crm/store/query"
	"crm/store/safe"
)

// A query on the command line has two things in its way: pflag takes "-tag:lost"
// for flags, and what a field is may depend on the book, which is open only later.
// So an argument is marked by its shape before flags are read, and read as a query
// when the book is there to say what its words mean.

// shieldMark begins an argument that pflag must not take for a flag. No
// argument of a process can have a NUL in it.
const shieldMark = "\x00"

// shield marks what begins with "-" and is no flag: negated terms of queries
// (-tag:lost), and after "tag" the tags to remove (-vip).
func (a *app) shield(word string, at int) []string {
	out := slices.Clone(a.args)
	for i := at + 1; i < len(out); i++ {
		if out[i] == "--" {
			break
		}
		untag := word == "tag" && len(out[i]) > 1 && out[i][0] == '-' && out[i][1] != '-' && !slices.Contains([]string{"-n", "-q", "-v", "-h"}, out[i])
		if untag || query.IsNegated(out[i]) || slices.Contains(queryCommands(), word) && looksNegated(word, out[i]) {
			out[i] = shieldMark + out[i]
		}
	}
	return out
}

// queryCommands are the commands whose arguments are, or may be, a query.
func queryCommands() []string {
	return []string{"list", "ls", "export", "tag", "stage", "edit", "rm", "segment", "seg"}
}

// looksNegated tells what can only be a negated term of a field that the book may
// have, or one that is misspelled: -ma_nv:NV03. No value of a short flag has a colon
// behind such a word, but the name of a file that export writes.
func looksNegated(command, arg string) bool {
	rest, ok := strings.CutPrefix(arg, "-")
	if !ok || command == "export" && strings.HasPrefix(rest, "o") {
		return false
	}
	name, _, ok := strings.Cut(rest, ":")
	return ok && isFieldWord(name)
}

// isFieldWord tells what may be the name of a field: a letter, then letters, digits
// and the signs that hold them together. One letter could be a flag or a drive.
func isFieldWord(name string) bool {
	for i, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && (i == 0 || !unicode.IsDigit(r) && r != '_' && r != '-') {
			return false
		}
	}
	return len(name) > 1
}

// unshield returns arguments as they were typed.
func unshield(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		out[i] = strings.TrimPrefix(arg, shieldMark)
	}
	return out
}

// queryContext is what queries of a book are read with; s is nil where there is none.
func (a *app) queryContext(ctx context.Context, s *store.Store) (query.Context, error) {
	c := query.Context{When: a.when()}
	if s == nil {
		return c, nil
	}
	if a.language == nil || a.speaker != s {
		book, err := s.Language(ctx)
		if err != nil {
			return c, err
		}
		a.language, a.speaker = &book, s
	}
	c.Book = *a.language
	return c, nil
}

// parseQuery reads the arguments of a command as one query; nil for none. s is nil
// where there is no book.
func (a *app) parseQuery(ctx context.Context, s *store.Store, args []string) (*query.Query, error) {
	text := query.Args(args)
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	c, err := a.queryContext(ctx, s)
	if err != nil {
		return nil, err
	}
	q, err := query.Parse(text, c)
	if err != nil {
		return nil, err
	}
	for _, n := range q.Notes {
		a.out.note(safe.Line(n.Text))
	}
	return q, nil
}

// listerFor is lister for a command that a query narrows. What is wrong with the
// query is said where there is no book, too.
func (a *app) listerFor(ctx context.Context, args []string) (*store.Store, *query.Query, error) {
	s, missing := a.reader(ctx)
	if missing != nil && !isNoBook(missing) {
		return nil, nil, missing
	}
	q, err := a.parseQuery(ctx, s, args)
	if err != nil {
		if s != nil {
			s.Close() // it was only read
		}
		return nil, nil, err
	}
	if missing != nil {
		a.sayNoBook(missing)
	}
	return s, q, nil
}

// isTerm tells an argument that is a query and no contact: it names a field, of the
// language or of the book, or has another operator in it.
func isTerm(arg string, book query.Book) bool {
	if query.IsNegated(arg) || strings.HasPrefix(arg, "#") {
		return true
	}
	words := strings.Fields(arg)
	if slices.ContainsFunc(words[min(1, len(words)):], isConnector) {
		return true
	}
	return slices.ContainsFunc(words, func(w string) bool {
		name, _, ok := strings.Cut(strings.TrimLeft(w, "(-"), ":")
		return ok && isField(name, book)
	})
}

func isField(name string, book query.Book) bool {
	if _, known := query.Lookup(name); known || name == "sort" || name == "limit" {
		return true
	}
	key := fold.Key(name)
	return slices.ContainsFunc(book.Custom, func(c query.Custom) bool { return c.Key == name || c.Key == key || fold.Key(c.Label) == key })
}

// isConnector tells a word that stands between the terms of a query.
func isConnector(arg string) bool { return slices.Contains([]string{"OR", "AND", "NOT", "|"}, arg) }

// fieldTerm is a term of a field that has just this value, in quotes if it needs them.
func fieldTerm(c query.Context, field, value string) string {
	f, _ := query.Lookup(field)
	return field + ":" + c.Quoted(f, query.Plain, value)
}
