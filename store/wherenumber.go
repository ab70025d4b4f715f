package store

import (
	"strings"

	"crm/store/query"
)

// meaningOfNumber is about counts and amounts.
func (c *compiler) meaningOfNumber(t *query.Term) meaning {
	switch name := t.Field.Name; name {
	case "calls", "mails", "meets", "logs":
		return sure(c.count(name, false))
	case "tries", "orders":
		return sure(c.count(name, true))
	case "value":
		return sure(c.value)
	case "spent":
		return sure(c.spent)
	}
	return nil
}

// count is how many there are of something: none is 0. Of what few contacts have
// any, there is an index of those.
func (c *compiler) count(column string, few bool) func(query.Value) cond {
	return func(v query.Value) cond {
		some := `SELECT contact_id AS id FROM contact_stats WHERE ` + column + ` > 0`
		x := cond{test: c.within(`s.`+column, v.Numbers)}
		switch n := v.Numbers; {
		case v.Kind == query.None:
			x = cond{test: `s.` + column + ` = 0`, but: some}
		case v.Kind == query.Has:
			x = cond{test: `s.` + column + ` > 0`, set: some}
		case n.HasFrom && n.From > 0:
			x.set = some + ` AND ` + c.within(column, n)
		}
		if !few {
			x.set, x.but = "", ""
		}
		return x
	}
}

// within is From <= column and column <= To. What has no number is in no range.
func (c *compiler) within(column string, n query.Numbers) string {
	parts := []string{column + ` IS NOT NULL`}
	if n.HasFrom {
		parts = append(parts, column+` >= `+c.bind(n.From))
	}
	if n.HasTo {
		parts = append(parts, column+` <= `+c.bind(n.To))
	}
	return `(` + strings.Join(parts, ` AND `) + `)`
}

// money is within, of the currency that was said, or of any.
func (c *compiler) money(column, currency string, v query.Value) string {
	test := c.within(column, v.Numbers)
	if v.Currency != "" {
		test = `(` + test + ` AND ` + currency + ` = ` + c.bind(v.Currency) + `)`
	}
	return test
}

func (c *compiler) value(v query.Value) cond {
	switch v.Kind {
	case query.None:
		return cond{test: `s.value IS NULL`, but: `SELECT contact_id AS id FROM contact_stats WHERE value IS NOT NULL`}
	case query.Has:
		return cond{test: `s.value IS NOT NULL`, set: `SELECT contact_id AS id FROM contact_stats WHERE value IS NOT NULL`}
	}
	return cond{
		test: c.money(`s.value`, `s.value_currency`, v),
		set:  `SELECT contact_id AS id FROM contact_stats WHERE ` + c.money(`value`, `value_currency`, v),
	}
}

// spent is the sum of all purchases. Money of several currencies has none: it is
// added up by currency, and any of the sums may be meant.
func (c *compiler) spent(v query.Value) cond {
	switch v.Kind {
	case query.None:
		return c.count("orders", true)(v)
	case query.Has:
		return c.count("orders", true)(v)
	}
	const sum = `total(crm_thousandths(x.amount, x.currency))`
	return cond{
		test: `(` + c.money(`s.spent`, `s.spent_currency`, v) + ` OR s.spent_currency = '*' AND EXISTS (
			SELECT 1 FROM purchase x WHERE x.contact_id = s.contact_id AND x.amount <> 0 GROUP BY x.currency HAVING ` + c.money(sum, `x.currency`, v) + `))`,
		set: `SELECT contact_id AS id FROM contact_stats WHERE orders > 0`, loose: true,
	}
}
