package store

import (
	"database/sql"

	"crm/store/query"
)

// meaning is what one value of a field asks.
type meaning = func(query.Value) (cond, error)

// sure makes a meaning of what cannot fail.
func sure(f func(query.Value) cond) meaning {
	return func(v query.Value) (cond, error) { return f(v), nil }
}

// meaning maps a field to what its values ask. Every field of the language has a
// case in it or in one of those that it calls: a test walks query.Fields.
func (c *compiler) meaning(t *query.Term) (meaning, error) {
	if t.Field.Custom {
		return sure(c.custom(t.Field.Name, t.Op)), nil
	}
	for _, of := range []func(*query.Term) meaning{c.meaningOfText, c.meaningOfEnum, c.meaningOfNumber, c.meaningOfDate, c.meaningOfList} {
		if m := of(t); m != nil {
			return m, nil
		}
	}
	return nil, nil
}

// meaningOfText is about fields whose values people make up.
func (c *compiler) meaningOfText(t *query.Term) meaning {
	switch t.Field.Name {
	case "name":
		return sure(func(v query.Value) cond { return c.name(t.Op, v) })
	case "company":
		return sure(func(v query.Value) cond { return c.company(t.Op, v) })
	case "email":
		return sure(func(v query.Value) cond { return c.email(t.Op, v) })
	case "phone":
		return sure(c.phone)
	case "title", "interest", "need", "note":
		return sure(c.own(t.Field.Name, t.Op))
	case "address", "city":
		return c.place(t.Field.Name, t.Op)
	case "log":
		return sure(func(v query.Value) cond { return c.log(t.Op, v) })
	case "tag":
		return c.tag
	}
	return nil
}

// name compares the whole name, as it sorts: names are what people look for by
// pieces, too.
func (c *compiler) name(op query.Op, v query.Value) cond {
	switch v.Kind {
	case query.None:
		return cond{test: `c.name = ''`}
	case query.Has:
		return cond{test: `c.name <> ''`}
	}
	// What is nobody's name, a bare phone, has a key that begins with ~.
	return cond{
		test:  `(` + c.compare(`c.sort_key`, op, v) + ` AND c.name <> '')`,
		set:   `SELECT id FROM contact INDEXED BY contact_sort WHERE deleted_at IS NULL AND ` + c.compare(`sort_key`, op, v),
		loose: true,
		scan:  op != query.Equal && op != query.Prefix,
	}
}

func (c *compiler) company(op query.Op, v query.Value) cond {
	switch v.Kind {
	case query.None:
		return cond{test: `c.company_id IS NULL`, but: `SELECT id FROM contact WHERE company_id IS NOT NULL`}
	case query.Has:
		return cond{test: `c.company_id IS NOT NULL`, set: `SELECT id FROM contact WHERE company_id IS NOT NULL`}
	}
	if op == query.Plain || op == query.Contains {
		return c.words("company", v)
	}
	return c.ofCompany(c.compare(`x.fold`, op, v))
}

// ofCompany are the contacts of the companies x that a condition holds of.
func (c *compiler) ofCompany(which string) cond {
	return cond{
		test: `c.company_id IN (SELECT x.id FROM company x WHERE ` + which + `)`,
		set:  `SELECT c.id AS id FROM company x CROSS JOIN contact c ON c.company_id = x.id WHERE ` + which,
	}
}

func (c *compiler) email(op query.Op, v query.Value) cond {
	switch v.Kind {
	case query.None:
		return has("email", "").not()
	case query.Has:
		return has("email", "")
	}
	if op == query.Plain || op == query.Contains {
		return c.words("email", v)
	}
	which := c.compare(`x.key`, op, v)
	return cond{
		test: `EXISTS (SELECT 1 FROM email x WHERE x.contact_id = s.contact_id AND ` + which + `)`,
		set:  `SELECT x.contact_id AS id FROM email x WHERE ` + which,
	}
}

// has asks for any row of a table of contacts' parts.
func has(table, which string) cond {
	return cond{
		test: `EXISTS (SELECT 1 FROM ` + table + ` x WHERE x.contact_id = s.contact_id` + which + `)`,
		set:  `SELECT x.contact_id AS id FROM ` + table + ` x WHERE 1` + which,
	}
}

// phone compares by digits, whatever the operator: a number has no beginning that
// people agree on.
func (c *compiler) phone(v query.Value) cond {
	switch v.Kind {
	case query.None:
		return has("phone", "").not()
	case query.Has:
		return has("phone", "")
	}
	return c.words("phone", v)
}

func (c *compiler) tag(v query.Value) (cond, error) {
	switch v.Kind {
	case query.None:
		return has("contact_tag", "").not(), nil
	case query.Has:
		return has("contact_tag", ""), nil
	}
	ids, err := collect(c.ctx, c.s.read, func(r *sql.Rows, id *int64) error { return r.Scan(id) },
		`SELECT id FROM tag WHERE fold IN (SELECT value FROM json_each(?))`, jsonList(v.Spellings()))
	if err != nil || len(ids) == 0 {
		return nobody(), wrap("read tags", err)
	}
	return has("contact_tag", ` AND x.tag_id IN `+bindList(c, ids)), nil
}

// columnOf is where a field of the contact's own stands.
func columnOf(field string) (column, searched string) {
	switch field {
	case "interest":
		return `c.interests`, "about"
	case "need":
		return `c.needs`, "about"
	case "note":
		return `c.note`, "note"
	}
	return `c.title`, "title"
}

// own is a text of the contact that has no folded twin: its words are looked up in
// the search column that holds them, and the few that have them are read.
func (c *compiler) own(field string, op query.Op) func(query.Value) cond {
	column, searched := columnOf(field)
	return func(v query.Value) cond {
		switch v.Kind {
		case query.None:
			return cond{test: column + ` = ''`}
		case query.Has:
			return cond{test: column + ` <> ''`}
		}
		return c.reading(searched, op, v, func(check string) string { return check }, column)
	}
}

// place is a part of an address. The city has a search column of its own, and an
// index.
func (c *compiler) place(field string, op query.Op) meaning {
	some, texts := has("address", ` AND (x.street <> '' OR x.region <> '' OR x.postcode <> '')`), []string{`x.street`, `x.region`, `x.postcode`}
	some.set = "" // nothing but the rows has it
	if field == "city" {
		some, texts = filled("address", "city"), []string{`x.city`}
	}
	return func(v query.Value) (cond, error) {
		switch {
		case v.Kind == query.None:
			return some.not(), nil
		case v.Kind == query.Has:
			return some, nil
		case field == "city" && op != query.Plain && op != query.Contains:
			list, err := c.alike("address", "city", op, v)
			if err != nil || list == "" {
				return nobody(), err
			}
			return has("address", ` AND x.city <> '' AND x.city IN `+list), nil
		}
		return c.reading(field, op, v, func(check string) string {
			return `EXISTS (SELECT 1 FROM address x WHERE x.contact_id = s.contact_id AND ` + check + `)`
		}, texts...), nil
	}
}

// log is about the texts of the interactions. A contact's are a few rows, which are
// read only where the search column has the words.
func (c *compiler) log(op query.Op, v query.Value) cond {
	switch v.Kind {
	case query.None:
		return cond{test: `s.logs = 0`}
	case query.Has:
		return cond{test: `s.logs > 0`}
	}
	return c.reading("log", op, v, func(check string) string {
		return `EXISTS (SELECT 1 FROM interaction x WHERE x.contact_id = s.contact_id AND ` + check + `)`
	}, `x.text`)
}

// custom is a field that the book has of its own.
func (c *compiler) custom(key string, op query.Op) func(query.Value) cond {
	return func(v query.Value) cond {
		which := ` AND x.field_id = (SELECT id FROM custom_field WHERE key = ` + c.bind(key) + `)`
		switch v.Kind {
		case query.None:
			return has("custom_value", which).not()
		case query.Has:
			return has("custom_value", which)
		}
		return c.reading("custom", op, v, func(check string) string {
			return `EXISTS (SELECT 1 FROM custom_value x WHERE x.contact_id = s.contact_id` + which + ` AND ` + check + `)`
		}, `x.value`)
	}
}

// compare matches a folded column with any spelling of a value.
func (c *compiler) compare(column string, op query.Op, v query.Value) string {
	return joinOr(v.Spellings(), func(s string) string {
		switch op {
		case query.Equal:
			return column + ` = ` + c.bind(s)
		case query.Prefix:
			return `(` + column + ` >= ` + c.bind(s) + ` AND ` + column + ` < ` + c.bind(s+"\U0010ffff") + `)`
		}
		return `instr(` + column + `, ` + c.bind(s) + `) > 0`
	})
}

func joinOr(list []string, one func(string) string) string {
	text := `(`
	for i, s := range list {
		if i > 0 {
			text += ` OR `
		}
		text += one(s)
	}
	return text + `)`
}
