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
crm list stage:new,quote due:..7d                  # no shell quoting needed
crm list is:cold --count
crm list is:due --ids | xargs -n1 crm show
crm list tag:vip --json=name,phone | jq -r '.[].phone'
crm list seg:vip-hn --format '{{.Name | pad 24}} {{.Last | timeago}}'
crm list 'bought:máy -bought:"bảo hành"' -s -spent,name`,
		Long:        "Quote queries that contain < > ( ) # $ or spaces. See: crm help query",
		Annotations: marks(takesFormat),
		RunE: func(cmd *cobra.Command, args []string) error {
			if explain {
				return a.explainQuery(cmd.Context(), unshield(args), o)
			}
			return a.list(cmd.Context(), unshield(args), o)
		},
		ValidArgsFunction: a.completeQuery,
	}
	addListFlags(cmd, &o)
	cmd.Flags().BoolVar(&explain, "explain", false, "say what the query means, and how it is asked")
	return cmd
}

// addListFlags are the flags of everything that lists contacts.
func addListFlags(cmd *cobra.Command, o *listOptions) {
	f := cmd.Flags()
	f.StringVarP(&o.sort, "sort", "s", "", "`KEYS`, with commas: "+strings.Join(query.Sorts(), ", ")+"; -KEY for the other way round")
	f.StringVarP(&o.columns, "columns", "c", "", "`COLUMNS`, with commas; --json=? lists them")
	f.IntVar(&o.limit, "limit", 0, "at most `N` contacts")
	f.BoolVar(&o.count, "count", false, "only how many")
	f.BoolVar(&o.ids, "ids", false, "only the ids")
	f.BoolVarP(&o.nul, "null", "0", false, "end ids with NUL, for xargs -0")
	f.BoolVar(&o.failEmpty, "fail-empty", false, "exit with 3 when nobody matches")
	_ = cmd.RegisterFlagCompletionFunc("sort", commaSeparated(query.Sorts()...))
	_ = cmd.RegisterFlagCompletionFunc("columns", commaSeparated(slices.Concat(rowFields(), moreFields())...))
}

func (a *app) list(ctx context.Context, args []string, o listOptions) error {
	if err := a.checkList(o); err != nil {
		return err
	}
	s, q, err := a.listerFor(ctx, args)
	if err != nil {
		return err
	}
	if s == nil {
		return a.emptyList(o)
	}
	defer s.Close()
	return a.listIn(ctx, s, q, o)
}

// checkList finds what is wrong with flags before a book is looked for.
func (a *app) checkList(o listOptions) error {
	if _, err := a.listQuery(nil, o); err != nil {
		return err
	}
	_, err := pickColumns(o.columns)
	return err
}

// listIn lists the contacts of a book that a query matches.
func (a *app) listIn(ctx context.Context, s *store.Store, q *query.Query, o listOptions) error {
	opt, err := a.listQuery(q, o)
	if err != nil {
		return err
	}
	columns, err := pickColumns(o.columns)
	if err != nil {
		return err
	}
	n, found := 0, []store.Listed(nil)
	if o.count && opt.Limit == 0 {
		n, err = s.Count(ctx, q)
	} else {
		found, err = s.List(ctx, opt)
		n = len(found)
	}
	if err != nil {
		return err
	}
	p := a.people(ctx, s, found)
	switch {
	case n == 0 && a.out.quiet:
		return a.emptyList(o)
	case n == 0:
		empty := a.emptyList(o)
		if err := a.sayNone(ctx, s, q); err != nil {
			return err
		}
		return empty
	case o.count:
		a.out.line(safe.Sprintf("%d", n))
		return nil
	case o.ids || o.nul:
		return a.printIDs(p, o)
	}
	return a.print(p.sheet(columns))
}

// listQuery is what is asked of the store: flags win over sort: and limit:.
func (a *app) listQuery(q *query.Query, o listOptions) (store.ListOptions, error) {
	opt := store.ListOptions{Query: q, Limit: o.limit}
	if o.limit < 0 {
		return opt, usagef("--limit cannot be negative", "0 is all")
	}
	if q != nil {
		if opt.Limit == 0 {
			opt.Limit = q.Limit
		}
		opt.Sorts = q.Sort
	}
	if o.sort == "" {
		return opt, nil
	}
	opt.Sorts = nil
	for text := range strings.SplitSeq(o.sort, ",") {
		text = strings.TrimSpace(text)
		key, err := query.Parse("sort:"+text, query.Context{When: a.when()})
		if err != nil || key.Root != nil || len(key.Sort) != 1 {
			return opt, usagef(fmt.Sprintf("there is no sort key %q", strings.TrimPrefix(text, "-")), strings.Join(query.Sorts(), ", "))
		}
		opt.Sorts = append(opt.Sorts, key.Sort[0])
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

// emptyList prints a list of nobody: that is no failure unless it was asked to be one.
func (a *app) emptyList(o listOptions) error {
	columns, err := pickColumns(o.columns)
	if err != nil {
		return err
	}
	switch {
	case o.count:
		a.out.line(safe.Line("0"))
	case o.ids || o.nul:
	default:
		if err := a.print((&people{a: a}).sheet(columns)); err != nil {
			return err
		}
	}
	return failIfEmpty(0, o)
}

func failIfEmpty(n int, o listOptions) error {
	if n == 0 && o.failEmpty {
		return silent(exitNotFound)
	}
	return nil
}
