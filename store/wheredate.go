package store

import (
	"strings"

	"crm/store/query"
	"crm/store/when"
)

// meaningOfDate is about days.
func (c *compiler) meaningOfDate(t *query.Term) meaning {
	switch t.Field.Name {
	case "last":
		return sure(c.last)
	case "call", "mail", "meet":
		return sure(func(v query.Value) cond { return c.past(`s.last_`+t.Field.Name, v) })
	case "since":
		return sure(func(v query.Value) cond { return c.past(`s.stage_at`, v) })
	case "created", "updated":
		return sure(func(v query.Value) cond { return c.stamped(t.Field.Name+`_at`, v) })
	case "bought":
		return func(v query.Value) (cond, error) { return c.bought(t.Op, v) }
	case "due":
		return sure(c.due)
	case "renew":
		return sure(c.renew)
	case "birthday":
		return sure(c.birthday)
	}
	return nil
}

// days is From <= column and column <= To, as text: of dates, or of times in the
// zone's days.
func (c *compiler) days(column string, d query.Days, times bool) string {
	parts := []string{column + ` IS NOT NULL`}
	from, to, upTo := string(d.From), string(d.To), ` <= `
	if times {
		start, next := when.Bounds(d.From, d.To, c.s.opt.Zone)
		from, to, upTo = formatTime(start), formatTime(next), ` < `
	}
	if d.From != "" {
		parts = append(parts, column+` >= `+c.bind(from))
	}
	if d.To != "" {
		parts = append(parts, column+upTo+c.bind(to))
	}
	return `(` + strings.Join(parts, ` AND `) + `)`
}

// past compares a time with days of the zone. NULL is never, and infinitely old.
func (c *compiler) past(column string, v query.Value) cond {
	switch {
	case v.Kind == query.None:
		return cond{test: column + ` IS NULL`}
	case v.Kind == query.Has:
		return cond{test: column + ` IS NOT NULL`}
	case v.Days.Never:
		return cond{test: `(` + column + ` IS NULL OR ` + c.days(column, v.Days, true) + `)`}
	}
	return cond{test: c.days(column, v.Days, true)}
}

// last is past, with an index, in which never is ”.
func (c *compiler) last(v query.Value) cond {
	const ids, key = `SELECT contact_id AS id FROM contact_stats WHERE `, `coalesce(last_at, '')`
	x := c.past(`s.last_at`, v)
	switch {
	case v.Kind == query.None:
		x.set, x.but = ids+key+` = ''`, ids+key+` > ''`
	case v.Kind == query.Has:
		x.set, x.but = ids+key+` > ''`, ids+key+` = ''`
	case v.Days.Never || v.Days.From != "":
		x.set = ids + c.days(key, v.Days, true)
	default:
		x.set = ids + key + ` > '' AND ` + c.days(key, v.Days, true)
	}
	return x
}

// stamped is a time that every contact has.
func (c *compiler) stamped(column string, v query.Value) cond {
	switch v.Kind {
	case query.None:
		return nobody()
	case query.Has:
		return everybody()
	}
	test := c.days(column, v.Days, true)
	return cond{
		test: strings.ReplaceAll(test, column, `c.`+column),
		set:  `SELECT id FROM contact WHERE deleted_at IS NULL AND ` + test,
	}
}

// bought is an item that was bought, or when something last was.
func (c *compiler) bought(op query.Op, v query.Value) (cond, error) {
	switch v.Kind {
	case query.None:
		return c.count("orders", true)(v), nil
	case query.Has:
		return c.count("orders", true)(v), nil
	case query.Range:
		test := c.days(`s.bought_on`, v.Days, false)
		if v.Days.Never {
			return cond{test: `(s.bought_on IS NULL OR ` + test + `)`}, nil
		}
		return cond{test: test, set: `SELECT contact_id AS id FROM contact_stats WHERE orders > 0`, loose: true}, nil
	}
	return c.item(op, v)
}

// next is what there is to say of the next open reminder of some kinds.
type next struct {
	column string // its date
	open   string // which reminders x are meant, as their index has it
	some   string // the set of who has one
	key    string // column as an index has it, in which none is behind every date
}

// ahead asks whether any open reminder falls on the days. The earliest decides
// alone when there is no lower bound.
func (c *compiler) ahead(n next, v query.Value) cond {
	switch v.Kind {
	case query.None:
		return cond{test: n.column + ` IS NULL`, but: n.some}
	case query.Has:
		return cond{test: n.column + ` IS NOT NULL`, set: n.some}
	}
	if v.Days.From == "" {
		return cond{test: c.days(n.column, v.Days, false), set: `SELECT contact_id AS id FROM contact_stats WHERE ` + c.days(n.key, v.Days, false)}
	}
	on := n.open + ` AND ` + c.days(`x.due_on`, v.Days, false)
	test := `EXISTS (SELECT 1 FROM reminder x WHERE x.contact_id = s.contact_id AND ` + on + `)`
	if v.Days.To != "" { // most have their next one behind the days, or none
		test = `(` + c.days(n.column, query.Days{To: v.Days.To}, false) + ` AND ` + test + `)`
	}
	return cond{test: test, set: severalTimes + `reminder x WHERE ` + on}
}

func (c *compiler) due(v query.Value) cond {
	return c.ahead(next{
		column: `s.next_due`, key: `coalesce(next_due, '~')`,
		open: `x.done_at IS NULL AND x.kind <> 'renewal'`,
		some: `SELECT contact_id AS id FROM contact_stats WHERE coalesce(next_due, '~') < '~'`,
	}, v)
}

func (c *compiler) renew(v query.Value) cond {
	return c.ahead(next{
		column: `s.renew_on`, key: `renew_on`,
		open: `x.done_at IS NULL AND x.kind = 'renewal'`,
		some: `SELECT contact_id AS id FROM contact_stats WHERE renew_on IS NOT NULL`,
	}, v)
}

// birthday compares days of the year, which every birthday has at its end. A span
// that begins behind its end goes round over New Year.
func (c *compiler) birthday(v query.Value) cond {
	const set, day = `SELECT id FROM contact WHERE birthday <> '' AND deleted_at IS NULL AND `, `substr(birthday, -5)`
	switch d := v.Days; {
	case v.Kind == query.None:
		return cond{test: `c.birthday = ''`}
	case v.Kind == query.Has, d.From == "" && d.To == "":
		return cond{test: `c.birthday <> ''`}
	case d.From <= d.To:
		return c.onDays(set, day, d)
	default:
		return anyOf([]cond{c.onDays(set, day, query.Days{From: d.From}), c.onDays(set, day, query.Days{To: d.To})})
	}
}

func (c *compiler) onDays(set, day string, d query.Days) cond {
	on := c.days(day, d, false)
	return cond{test: `(c.birthday <> '' AND ` + strings.ReplaceAll(on, day, `substr(c.birthday, -5)`) + `)`, set: set + on}
}
