package main

import (
	"context"
	"fmt"
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
)

// nobody is the error of a query, or of another argument, that matches no contact.
// q is nil when it does not read as a query.
func (a *app) nobody(ctx context.Context, s *store.Store, q *query.Query, arg string) error {
	what := fmt.Sprintf("nobody matches %q", arg)
	missing, err := whyNone(ctx, s, q)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return notFound(what, strings.Join(missing, " "))
	}
	if c, err := a.queryContext(ctx, s); err == nil && isTerm(arg, c.Book) {
		return notFound(what, "it is read as a query, which no contact matches now: see crm help query")
	}
	return notFound(what, "look with: crm list "+shellQuote(arg))
}

// sayNone says on standard error that a query matches nobody, and what in it nobody
// has: an empty list alone does not tell a typing mistake from an answer.
func (a *app) sayNone(ctx context.Context, s *store.Store, q *query.Query) error {
	if q == nil || q.Root == nil {
		a.out.sayf("There is no contact.")
		return nil
	}
	missing, err := whyNone(ctx, s, q)
	if err != nil {
		return err
	}
	a.out.sayf("No contact matches %s.", q.Text)
	for _, m := range missing {
		a.out.say(safe.Line(m))
	}
	return nil
}

// whyNone says which values of a query nobody has, a sentence each.
func whyNone(ctx context.Context, s *store.Store, q *query.Query) ([]string, error) {
	if s == nil || q == nil {
		return nil, nil
	}
	missing, err := s.WhyNone(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range missing {
		if _, only := q.Root.(*query.Text); only && m.Nearest == "" {
			continue // that is all that was asked, and said already
		}
		out = append(out, sayMissing(m))
	}
	return out, nil
}

// sayMissing says that nobody has a value, and which one is near it: Tag “vpi” does
// not exist; “vip” has 58.
func sayMissing(m store.Missing) string {
	var words string
	switch f, ok := query.Lookup(m.Field); {
	case m.Field == "":
		words = fmt.Sprintf("“%s” is nowhere", m.Value)
	case ok && f.Type != query.TextField:
		words = fmt.Sprintf("%s “%s” does not exist", capital(m.Field), m.Value)
	case ok:
		words = fmt.Sprintf("Nobody has the %s “%s”", f.Words, m.Value)
	default:
		words = fmt.Sprintf("Nobody has the %s “%s”", m.Field, m.Value)
	}
	if m.Nearest != "" {
		words += fmt.Sprintf("; “%s” has %d", m.Nearest, m.N)
	}
	return words + "."
}
