package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"crm/store/query"
)

// ordering is one order of a list.
type ordering struct {
	expr string // over contact c and contact_stats s; never NULL
	desc bool
	args []any
	walk []walk // ways through the contacts in that order, one behind the other; none without an index
}

// walk is a way through contacts in an order, along an index.
type walk struct {
	index string // the table read first, c or s, by its index
	join  string // the other one
	where string // which part of the contacts it has; "" for all
	expr  string // the order's expr, as the index has it
	same  any    // the value of expr, where it is one and the same for all
}

const (
	withStats   = ` CROSS JOIN contact_stats s ON s.contact_id = c.id`
	withContact = ` CROSS JOIN contact c ON c.id = s.contact_id`
)

func (x walk) id() string {
	if x.join == withContact {
		return `s.contact_id`
	}
	return `c.id`
}

// byColumn is the order of a column of the contact, byFigure that of a figure of its
// statistics, each with an index of all contacts.
func byColumn(column, index string) ordering {
	expr := `c.` + column
	return ordering{expr: expr, walk: []walk{{index: `contact c INDEXED BY ` + index, join: withStats, expr: expr}}}
}

func byFigure(expr, index string) ordering {
	return ordering{expr: expr, walk: []walk{{index: `contact_stats s INDEXED BY ` + index, join: withContact, expr: expr}}}
}

// byFew is the order of a figure that few contacts have, with an index of those that
// where is true for. Whoever has none comes in the order of the ids, at the end, or
// at the beginning where none is less than any.
func byFew(figure, where, index string, none any, last bool) ordering {
	literal := fmt.Sprint(none)
	if text, ok := none.(string); ok {
		literal = `'` + text + `'`
	}
	few := walk{index: `contact_stats s INDEXED BY ` + index, join: withContact, where: where, expr: figure}
	rest := walk{index: `contact_stats s NOT INDEXED`, join: withContact, where: `NOT (` + where + `)`, expr: literal, same: none}
	o := ordering{expr: `iif(` + where + `, ` + figure + `, ` + literal + `)`, walk: []walk{few, rest}}
	if !last {
		o.walk = []walk{rest, few}
	}
	return o
}

// orders are those asked for.
func (s *Store) orders(ctx context.Context, o ListOptions) ([]ordering, error) {
	keys := o.Sorts
	if len(keys) == 0 {
		keys = []query.Key{{Name: string(o.Sort), Desc: o.Desc}}
	}
	out := make([]ordering, len(keys))
	for i, k := range keys {
		x, err := s.order(ctx, Sort(k.Name))
		if err != nil {
			return nil, err
		}
		x.desc = k.Desc
		out[i] = x
	}
	return out, nil
}

// order has who lacks something behind the others, where people look: behind the
// next dates, the stages, the companies; behind the biggest amounts and numbers.
func (s *Store) order(ctx context.Context, by Sort) (ordering, error) {
	switch by {
	case ByDefault, ByName:
		return byColumn("sort_key", "contact_sort"), nil
	case ByCreated:
		return byColumn("created_at", "contact_created"), nil
	case ByUpdated:
		return byColumn("updated_at", "contact_updated"), nil
	case ByLast:
		return byFigure(`coalesce(s.last_at, '')`, "contact_stats_last"), nil
	case ByDue:
		return byFigure(`coalesce(s.next_due, '~')`, "contact_stats_due"), nil
	case ByRenew:
		return byFew(`s.renew_on`, `s.renew_on IS NOT NULL`, "contact_stats_renew", "~", true), nil
	case BySince:
		return byFew(`s.stage_at`, `s.stage_at IS NOT NULL`, "contact_stats_since", "~", true), nil
	case ByValue:
		return byFew(`s.value`, `s.value IS NOT NULL`, "contact_stats_value", -1, false), nil
	case BySpent: // of several currencies there is no sum: as if it were 0
		return byFew(`coalesce(s.spent, 0)`, `s.orders > 0`, "contact_stats_spent", -1, false), nil
	case ByOrders:
		return byFew(`s.orders`, `s.orders > 0`, "contact_stats_orders", 0, false), nil
	case ByTries:
		return byFew(`s.tries`, `s.tries > 0`, "contact_stats_tries", 0, false), nil
	case ByCompany:
		// No name of a company is behind the last character that there is.
		return ordering{expr: `coalesce((SELECT fold FROM company WHERE id = c.company_id), char(1114111))`, walk: []walk{
			{index: `company o INDEXED BY company_fold CROSS JOIN contact c INDEXED BY contact_company ON c.company_id = o.id`, join: withStats, expr: `o.fold`},
			{index: `contact c NOT INDEXED`, join: withStats, where: `c.company_id IS NULL`, expr: `char(1114111)`, same: "\U0010ffff"},
		}}, nil
	case ByStage:
		return s.byStage(ctx)
	}
	names := make([]string, 0, len(Sorts()))
	for _, x := range Sorts() {
		names = append(names, string(x))
	}
	return ordering{}, &Invalid{"sort", fmt.Sprintf(`there is no %q: %s`, by, strings.Join(names, ", "))}
}

// byStage is the order of the funnel, a way for each stage. Their names are the
// book's, so they come as parameters.
func (s *Store) byStage(ctx context.Context) (ordering, error) {
	list, err := s.Stages(ctx)
	if err != nil {
		return ordering{}, fmt.Errorf("list contacts: %w", err)
	}
	var o ordering
	text, names := `CASE`, make([]string, len(list))
	way := func(index, where string) {
		n := len(o.walk)
		o.walk = append(o.walk, walk{index: `contact_stats s ` + index, join: withContact, where: where, expr: fmt.Sprint(n), same: int64(n)})
	}
	for i, stage := range list {
		names[i] = fmt.Sprint("@stage", i)
		o.args = append(o.args, sql.Named(names[i][1:], stage))
		text += fmt.Sprintf(` WHEN s.stage = %s THEN %d`, names[i], i)
		way(`INDEXED BY contact_stats_stage`, `s.stage = `+names[i])
	}
	way(`INDEXED BY contact_stats_stage`, `s.stage IS NOT NULL AND s.stage NOT IN (`+strings.Join(names, `, `)+`)`)
	way(`NOT INDEXED`, `s.stage IS NULL`)
	o.expr = text + fmt.Sprintf(` WHEN s.stage IS NOT NULL THEN %d ELSE %d END`, len(list), len(list)+1)
	return o, nil
}

// direction is how an order runs, read forward or back.
func direction(desc, back bool) (dir, cmp string) {
	if desc != back {
		return ` DESC`, `<`
	}
	return ` ASC`, `>`
}

// orderBy and behind are the order of a list, and the condition of the rows behind
// the place @key0, @key1 … @id in it. Among equals the id decides.
func orderBy(exprs []string, id string, orders []ordering, back bool) string {
	var list []string
	for i, x := range exprs {
		dir, _ := direction(orders[i].desc, back)
		list = append(list, x+dir)
	}
	dir, _ := direction(orders[0].desc, back)
	return `ORDER BY ` + strings.Join(append(list, id+dir), `, `)
}

func behind(exprs []string, id string, orders []ordering, back bool) string {
	_, cmp := direction(orders[0].desc, back)
	text := id + ` ` + cmp + ` @id`
	for i := len(exprs) - 1; i >= 0; i-- {
		// Not a row value: those do not use an index on an expression.
		_, cmp := direction(orders[i].desc, back)
		text = fmt.Sprintf(`(%s %s= @key%d AND (%[1]s %[2]s @key%[3]d OR %[4]s))`, exprs[i], cmp, i, text)
	}
	return text
}

// keys are the values that a row is ordered by.
func (at Cursor) keys(orders int) ([]any, error) {
	dec := json.NewDecoder(strings.NewReader(at.key))
	dec.UseNumber()
	var keys []any
	if err := dec.Decode(&keys); err != nil || len(keys) != orders {
		return nil, &Invalid{"sort", "the row is of a list in another order"}
	}
	for i, k := range keys {
		if n, ok := k.(json.Number); ok {
			v, err := n.Int64()
			if err != nil {
				return nil, &Invalid{"sort", "the row is of a list in another order"}
			}
			keys[i] = v
		}
	}
	return keys, nil
}
