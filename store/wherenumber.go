package store

import (
	"strings"

	"crm/store/query"
)

// meaningOfNumber is about counts and amounts.
func (c *compiler) meaningOfNumber(t *query.Term) meaning {
	switch name := t.Field.Name; name {
	case "calls", "mails", "meets", "logs", "tries", "orders":
		return sure(c.count(`s.` + name))
	case "value":
		return sure(c.value)
	case "spent":
		return sure(c.spent)
	}
	return nil
}

// count is how many there are of something: none is 0.
func (c *compiler) count(column string) func(query.Value) cond {
	return func(v query.Value) cond {
		switch v.Kind {
		case query.None:
			return cond{test: column + ` = 0`}
		case query.Has:
			return cond{test: column + ` > 0`}
		}
		return cond{test: c.within(column, v.Numbers)}
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
		return cond{test: `s.value IS NULL`}
	case query.Has:
		return cond{test: `s.value IS NOT NULL`}
	}
	return cond{test: c.money(`s.value`, `s.value_currency`, v)}
}

// spent is the sum of all purchases. Money of several currencies has none: it is
// added up by currency, and any of the sums may be meant.
func (c *compiler) spent(v query.Value) cond {
	switch v.Kind {
	case query.None:
		return cond{test: `s.orders = 0`}
	case query.Has:
		return cond{test: `s.orders > 0`}
	}
	const sum = `total(crm_thousandths(x.amount, x.currency))`
	return cond{test: `(` + c.money(`s.spent`, `s.spent_currency`, v) + ` OR s.spent_currency = '*' AND EXISTS (
		SELECT 1 FROM purchase x WHERE x.contact_id = s.contact_id AND x.amount <> 0 GROUP BY x.currency HAVING ` + c.money(sum, `x.currency`, v) + `))`}
}
