package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"

	"github.com/spf13/cobra"
)

type listOptions struct {
	sort      string
	columns   string
	limit     int
	count     bool
	ids       bool
	nul       bool
	failEmpty bool
}

func newList(a *app) *cobra.Command {
	var o listOptions
	var explain bool
	cmd := &cobra.Command{
		Use:   "list [QUERY...]",
		Short: "List contacts that match a query.",
		Example: `crm list 'tag:vip last:>30d city:"Hà Nội" -tag:lost'
crm list tag:vip,hot due:..7d                      # no shell quoting needed
crm list is:overdue --count
crm list is:due --ids | xargs -n1 crm show
crm list tag:vip --json=name,phone | jq -r '.[].phone'
crm list tag:vip --format '{{.Name | pad 24}} {{.Last | timeago}}'`,
		Long:        "Quote queries that contain < > ( ) # $ or spaces. See: crm help query",
		Annotations: marks(takesFormat),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := a.parseQuery(unshield(args))
			if err != nil {
				return err
			}
			if explain {
				a.explainQuery(q)
				return nil
			}
			return a.list(cmd.Context(), q, o)
		},
		ValidArgsFunction: a.completeQuery,
	}
	addListFlags(cmd, &o)
	cmd.Flags().BoolVar(&explain, "explain", false, "say what the query means")
	return cmd
}

// addListFlags are the flags of everything that lists contacts.
func addListFlags(cmd *cobra.Command, o *listOptions) {
	f := cmd.Flags()
	f.StringVarP(&o.sort, "sort", "s", "", "`KEY`: "+strings.Join(query.Sorts(), ", ")+"; -KEY for the other way round")
	f.StringVarP(&o.columns, "columns", "c", "", "`COLUMNS`, with commas; --json=? lists them")
	f.IntVar(&o.limit, "limit", 0, "at most `N` contacts")
	f.BoolVar(&o.count, "count", false, "only how many")
	f.BoolVar(&o.ids, "ids", false, "only the ids")
	f.BoolVarP(&o.nul, "null", "0", false, "end ids with NUL, for xargs -0")
	f.BoolVar(&o.failEmpty, "fail-empty", false, "exit with 3 when nobody matches")
	_ = cmd.RegisterFlagCompletionFunc("sort", fixed(query.Sorts()...))
	_ = cmd.RegisterFlagCompletionFunc("columns", commaSeparated(slices.Concat(rowFields(), moreFields())...))
}

func (a *app) list(ctx context.Context, q *query.Query, o listOptions) error {
	opt, err := listQuery(q, o)
	if err != nil {
		return err
	}
	columns, err := pickColumns(o.columns)
	if err != nil {
		return err
	}
	s, err := a.lister(ctx)
	if err != nil {
		return err
	}
	if s == nil {
		return a.emptyList(columns, o)
	}
	defer s.Close()
	if o.count && opt.Limit == 0 {
		n, err := s.Count(ctx, q)
		if err != nil {
			return err
		}
		return a.printCount(n, o)
	}
	found, err := s.List(ctx, opt)
	if err != nil {
		return err
	}
	if o.count {
		return a.printCount(len(found), o)
	}
	if len(found) == 0 {
		return a.emptyList(columns, o)
	}
	p := a.people(ctx, s, found)
	if o.ids || o.nul {
		return a.printIDs(p, o)
	}
	return a.print(p.sheet(columns))
}

// listQuery is what is asked of the store: flags win over sort: and limit:.
func listQuery(q *query.Query, o listOptions) (store.ListOptions, error) {
	opt := store.ListOptions{Query: q, Limit: o.limit}
	if o.limit < 0 {
		return opt, usagef("--limit cannot be negative", "0 is all")
	}
	if q != nil {
		if opt.Limit == 0 {
			opt.Limit = q.Limit
		}
		switch len(q.Sort) {
		case 0:
		case 1:
			opt.Sort, opt.Desc = store.Sort(q.Sort[0].Name), q.Sort[0].Desc
		default:
			return opt, usagef("sort: takes one key", "for example sort:-last")
		}
	}
	if o.sort != "" {
		key, desc := strings.CutPrefix(o.sort, "-")
		if !slices.Contains(query.Sorts(), key) {
			return opt, usagef(fmt.Sprintf("there is no sort key %q", key), strings.Join(query.Sorts(), ", "))
		}
		opt.Sort, opt.Desc = store.Sort(key), desc
	}
	return opt, nil
}

func pickColumns(text string) ([]string, error) {
	if text == "" {
		return []string{"id", "name", "company", "phone", "email", "tags", "last", "due"}, nil
	}
	fields := slices.Concat(rowFields(), moreFields())
	columns := strings.Split(text, ",")
	for i, c := range columns {
		columns[i] = strings.TrimSpace(c)
		if !slices.Contains(fields, columns[i]) {
			return nil, unknownField(columns[i], fields)
		}
	}
	return columns, nil
}

func (a *app) printCount(n int, o listOptions) error {
	a.out.line(safe.Sprintf("%d", n))
	return failIfEmpty(n, o)
}

func (a *app) printIDs(p *people, o listOptions) error {
	for _, l := range p.list {
		short, err := p.ids(l.UID)
		if err != nil {
			return err
		}
		if o.nul {
			a.out.nul(safe.Line(short.short))
		} else {
			a.out.line(safe.Line(short.short))
		}
	}
	return nil
}

// emptyList is a list of nobody: that is no failure unless it was asked to be one.
func (a *app) emptyList(columns []string, o listOptions) error {
	switch {
	case o.count:
		return a.printCount(0, o)
	case o.ids || o.nul:
	default:
		empty := (&people{a: a}).sheet(columns)
		if err := a.print(empty); err != nil {
			return err
		}
	}
	if a.outTTY {
		a.out.say(safe.Line("Nobody matches."))
	}
	return failIfEmpty(0, o)
}

func failIfEmpty(n int, o listOptions) error {
	if n == 0 && o.failEmpty {
		return silent(exitNotFound)
	}
	return nil
}

func (a *app) explainQuery(q *query.Query) {
	if q == nil {
		a.out.line(safe.Line("everybody"))
		return
	}
	a.out.line(safe.Line(q.Say()))
	a.out.line(safe.Line(q.String()))
}
