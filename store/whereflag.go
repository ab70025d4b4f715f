package store

import (
	"crm/store/query"
)

// flag is one value of is:.
func (c *compiler) flag(v query.Value) cond {
	if v.Text == "trash" {
		c.sawTrash = true
		return cond{test: `c.deleted_at IS NOT NULL`, set: `SELECT id FROM contact WHERE deleted_at IS NOT NULL`}
	}
	return c.unindexed(c.flagOfLive(v))
}

func (c *compiler) flagOfLive(v query.Value) cond {
	switch v.Text {
	case "due", "overdue", "today":
		v.Kind = query.Range
		return c.due(v)
	case "new":
		v.Kind = query.Range
		return c.stamped(`created_at`, v)
	case "star":
		return cond{test: `c.star = 1`, set: `SELECT id FROM contact INDEXED BY contact_star WHERE star = 1 AND deleted_at IS NULL`}
	case "cold":
		// A date, so that neither a change of zone nor of clocks moves it during the day.
		test := `cold_on < ` + c.bind(formatTime(c.today().Time(c.s.opt.Zone)))
		return cond{test: `(s.cold_on IS NOT NULL AND s.` + test + `)`, set: `SELECT contact_id AS id FROM contact_stats WHERE ` + test}
	case "customer":
		return cond{test: `c.relation = 'customer'`, set: `SELECT id FROM contact INDEXED BY contact_relation WHERE deleted_at IS NULL AND relation <> '' AND relation = 'customer'`}
	case "dup":
		return c.dup()
	case "unreachable":
		return unreachable()
	}
	return cond{}
}

// dup is whoever shares an email or a phone with somebody else, unless it was said
// that they are two people. The keys that stand twice are found by their index alone.
func (c *compiler) dup() cond {
	pair := func(table string) (test, set string) {
		other := ` x CROSS JOIN contact o ON o.id = x.contact_id
			WHERE x.key = a.key AND x.key <> '' AND x.contact_id <> a.contact_id AND o.deleted_at IS NULL
			  AND NOT EXISTS (SELECT 1 FROM not_same n WHERE n.a = min(a.contact_id, x.contact_id) AND n.b = max(a.contact_id, x.contact_id))`
		test = `EXISTS (SELECT 1 FROM ` + table + ` a WHERE a.contact_id = s.contact_id AND a.key <> '' AND EXISTS (SELECT 1 FROM ` + table + other + `))`
		set = `SELECT a.contact_id AS id FROM ` + table + ` a WHERE a.key <> '' AND a.key IN (SELECT key FROM ` + table + ` WHERE key <> '' GROUP BY key HAVING count(*) > 1)`
		return test, set
	}
	emails, sameEmail := pair("email")
	phones, samePhone := pair("phone")
	return cond{test: `(` + emails + ` OR ` + phones + `)`, set: sameEmail + ` UNION ALL ` + samePhone, loose: true, scan: true}
}

// unreachable is who has no email that came through and no phone that is right.
func unreachable() cond {
	email, phone := has("email", ` AND x.bounced = 0`), has("phone", ` AND x.wrong = 0`)
	return cond{
		test: `(` + phone.not().test + ` AND ` + email.not().test + `)`,
		// In order, the three are read side by side.
		set:  `SELECT id FROM (SELECT contact_id AS id FROM contact_stats EXCEPT ` + phone.set + ` EXCEPT ` + email.set + ` ORDER BY 1)`,
		scan: true,
	}
}
