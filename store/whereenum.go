package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"crm/store/fold"
	"crm/store/query"
)

// meaningOfEnum is about fields of which a book has few different values. Those are
// read by their index, a few microseconds each, compared here, and looked up.
func (c *compiler) meaningOfEnum(t *query.Term) meaning {
	op := t.Op
	switch t.Field.Name {
	case "source", "prefers":
		return c.listed(t.Field.Name, op, false)
	case "lang":
		return c.listed("language", op, false)
	case "relation", "life":
		return c.listed(t.Field.Name, op, true)
	case "rating":
		return c.ordered(c.listed("rating", query.Equal, true), t, `c.rating`, t.Field.Enum)
	case "industry":
		return c.industry(op)
	case "country":
		return c.country(op)
	case "stage":
		return c.ordered(c.stage, t, `s.stage`, c.q.Context().Book.Stages)
	case "outcome":
		return sure(func(v query.Value) cond { return c.lastly("outcome", `outcome <> ''`, v, c.q.Context().Book.Outcomes) })
	case "type":
		return sure(func(v query.Value) cond {
			return c.lastly("last_kind", `last_kind IS NOT NULL`, v, c.q.Context().Book.Kinds)
		})
	}
	return nil
}

// listed is a column of the contact with few different values.
func (c *compiler) listed(column string, op query.Op, whole bool) meaning {
	if whole {
		op = query.Equal
	}
	filled := `SELECT id FROM contact INDEXED BY contact_` + column + ` WHERE deleted_at IS NULL AND ` + column + ` <> ''`
	return func(v query.Value) (cond, error) {
		switch v.Kind {
		case query.None:
			return cond{test: `c.` + column + ` = ''`, but: filled}, nil
		case query.Has:
			return cond{test: `c.` + column + ` <> ''`, set: filled}, nil
		}
		list, err := c.alike("contact", column, op, v)
		if err != nil || list == "" {
			return nobody(), err
		}
		return cond{test: `c.` + column + ` IN ` + list, set: filled + ` AND ` + column + ` IN ` + list}, nil
	}
}

func (c *compiler) industry(op query.Op) meaning {
	return func(v query.Value) (cond, error) {
		switch v.Kind {
		case query.None:
			return c.ofCompany(`x.industry <> ''`).not(), nil
		case query.Has:
			return c.ofCompany(`x.industry <> ''`), nil
		}
		list, err := c.alike("company", "industry", op, v)
		if err != nil || list == "" {
			return nobody(), err
		}
		return c.ofCompany(`x.industry <> '' AND x.industry IN ` + list), nil
	}
}

func (c *compiler) country(op query.Op) meaning {
	return func(v query.Value) (cond, error) {
		switch v.Kind {
		case query.None:
			return filled("address", "country").not(), nil
		case query.Has:
			return filled("address", "country"), nil
		}
		list, err := c.alike("address", "country", op, v)
		if err != nil || list == "" {
			return nobody(), err
		}
		return has("address", ` AND x.country <> '' AND x.country IN `+list), nil
	}
}

// filled asks for any row of a part that has a column filled, which is what the
// column's index has.
func filled(table, column string) cond {
	x := has(table, ` AND x.`+column+` <> ''`)
	x.set = severalTimes + table + ` x INDEXED BY ` + table + `_` + column + ` WHERE x.` + column + ` <> ''`
	return x
}

// item is what somebody bought.
func (c *compiler) item(op query.Op, v query.Value) (cond, error) {
	list, err := c.alike("purchase", "item", op, v)
	if err != nil || list == "" {
		return nobody(), err
	}
	return has("purchase", ` AND x.item <> '' AND x.item IN `+list), nil
}

// alike binds the values of an indexed column that a typed value means; "" for none.
func (c *compiler) alike(table, column string, op query.Op, v query.Value) (string, error) {
	values, err := distinct(c, table, column)
	if err != nil {
		return "", fmt.Errorf("read values of %s: %w", column, err)
	}
	spellings := v.Spellings()
	values = slices.DeleteFunc(values, func(value string) bool {
		key := fold.Text(value)
		return !slices.ContainsFunc(spellings, func(s string) bool {
			switch op {
			case query.Equal:
				return key == s
			case query.Prefix:
				return strings.HasPrefix(key, s)
			}
			return strings.Contains(key, s)
		})
	})
	if len(values) == 0 {
		return "", nil
	}
	return bindList(c, values), nil
}

// distinct jumps from value to value of an indexed column, which costs by the
// values and not by the rows. The names of table and column are ours. The indexes
// of a contact's own columns are of the live ones; the trash is read.
func distinct(c *compiler, table, column string) ([]string, error) {
	filled, rest := column+` <> ''`, ``
	if table == "contact" {
		filled += ` AND deleted_at IS NULL`
		if c.trash {
			rest = ` UNION SELECT ` + column + ` FROM contact WHERE deleted_at IS NOT NULL AND ` + column + ` <> ''`
		}
	}
	return collect(c.ctx, c.s.read, func(r *sql.Rows, s *string) error { return r.Scan(s) }, `
		WITH RECURSIVE each(value) AS (
			SELECT min(`+column+`) FROM `+table+` WHERE `+filled+`
			UNION ALL
			SELECT (SELECT min(`+column+`) FROM `+table+` WHERE `+filled+` AND `+column+` > each.value) FROM each WHERE each.value IS NOT NULL)
		SELECT value FROM each WHERE value IS NOT NULL`+rest)
}

// ordered adds the comparisons of a list that has an order to what its words mean.
func (c *compiler) ordered(word meaning, t *query.Term, column string, list []string) meaning {
	return func(v query.Value) (cond, error) {
		if v.Kind != query.Word {
			return word(v)
		}
		var span []string
		switch {
		case v.Ranged():
			span = between(list, v.Text, v.Upper())
		case t.Op == query.Less || t.Op == query.AtMost:
			span = between(list, "", v.Text)
		case t.Op == query.More || t.Op == query.AtLeast:
			span = between(list, v.Text, "")
		default:
			return word(v)
		}
		if t.Op == query.Less || t.Op == query.More {
			span = slices.DeleteFunc(span, func(s string) bool { return s == v.Text })
		}
		x := cond{test: column + ` IN ` + bindList(c, span)}
		if t.Field.Name == "stage" {
			x.set = `SELECT contact_id AS id FROM contact_stats s WHERE ` + x.test
		}
		return x, nil
	}
}

// between are the values of a list from one to another; an end that is "" is open,
// and one that is not in the list compares with nothing.
func between(list []string, from, to string) []string {
	first, last := 0, len(list)-1
	if from != "" {
		if first = slices.Index(list, from); first < 0 {
			return nil
		}
	}
	if to != "" {
		last = slices.Index(list, to)
	}
	if first > last {
		return nil
	}
	return slices.Clone(list[first : last+1])
}

func (c *compiler) stage(v query.Value) (cond, error) {
	const some = `SELECT contact_id AS id FROM contact_stats WHERE stage IS NOT NULL`
	switch v.Kind {
	case query.None:
		return cond{test: `s.stage IS NULL`, but: some}, nil
	case query.Has:
		return cond{test: `s.stage IS NOT NULL`, set: some}, nil
	}
	test := `s.stage IN ` + bindList(c, known(v, c.q.Context().Book.Stages))
	return cond{test: test, set: `SELECT contact_id AS id FROM contact_stats s WHERE ` + test}, nil
}

// lastly is about the last interaction.
func (c *compiler) lastly(column, there string, v query.Value, list []string) cond {
	some := `SELECT contact_id AS id FROM contact_stats WHERE ` + there
	switch v.Kind {
	case query.None:
		return cond{test: `coalesce(s.` + column + `, '') = ''`, but: some}
	case query.Has:
		return cond{test: `coalesce(s.` + column + `, '') <> ''`, set: some}
	}
	words := bindList(c, known(v, list))
	return cond{test: `s.` + column + ` IN ` + words, set: some + ` AND ` + column + ` IN ` + words}
}

// known are the words of a list that a typed one means, and itself: the book may
// have what is no longer in the list.
func known(v query.Value, list []string) []string {
	out := v.Spellings()
	for _, word := range append([]string{v.Text}, list...) {
		if !slices.Contains(out, word) && slices.Contains(out, fold.Text(word)) {
			out = append(out, word)
		}
	}
	return out
}
