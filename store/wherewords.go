package store

import (
	"fmt"
	"slices"
	"strings"

	"crm/store/query"
)

func matchText(t *query.Text) string { return matchTerm(t.Words, t.Quoted) }

// search looks words up in everything that is searched.
func (c *compiler) search(match string, words ...*query.Text) cond {
	if match == "" {
		return nobody()
	}
	x := c.found(match)
	if !c.trash {
		return x
	}
	var all []string
	for _, t := range words {
		pattern := c.bind(holdsPattern(t.Words, t.Quoted))
		all = append(all, joinOr(searchedColumns[:], func(column string) string { return `crm_holds(` + searchedText(column) + `, ` + pattern + `)` }))
	}
	x.test = `(` + x.test + ` OR c.deleted_at IS NOT NULL AND ` + strings.Join(all, ` AND `) + `)`
	return c.unindexed(x)
}

// found are the live contacts that an FTS5 expression finds.
func (c *compiler) found(match string) cond {
	set := `SELECT rowid AS id FROM search WHERE search MATCH ` + c.bind(match)
	return cond{test: `s.contact_id IN (` + set + `)`, set: set}
}

// words looks a value up in one search column: what "contains" means to a person.
func (c *compiler) words(column string, v query.Value) cond {
	var exprs, patterns []string
	for _, s := range v.Spellings() {
		expr := `{` + column + `} : ` + matchTerm(s, v.Quoted)
		if !strings.HasSuffix(expr, ` : `) && !slices.Contains(exprs, expr) { // ha-noi has the words of ha noi
			exprs = append(exprs, expr)
			patterns = append(patterns, holdsPattern(s, v.Quoted))
		}
	}
	if len(exprs) == 0 {
		return nobody()
	}
	x := c.found(strings.Join(exprs, ` OR `))
	text := searchedText(column)
	x.each = joinOr(patterns, func(p string) string { return `crm_holds(` + text + `, ` + c.bind(p) + `)` })
	if c.trash {
		x.test = x.each
	}
	return x
}

// reading looks a value up in a search column and then reads the texts of those that
// have its words: what the column holds is more than these texts, or less than is
// asked. within puts the check of the texts where they are.
func (c *compiler) reading(column string, op query.Op, v query.Value, within func(check string) string, texts ...string) cond {
	shared := column == "about" || column == "custom"
	if !shared && (op == query.Plain || op == query.Contains) {
		return c.words(column, v)
	}
	w := v
	w.Quoted = op == query.Equal || v.Quoted && op != query.Prefix
	var checks []string
	for _, s := range v.Spellings() {
		if matchTerm(s, w.Quoted) == "" {
			continue
		}
		check, with := `crm_holds(%s, `, any(holdsPattern(s, v.Quoted))
		switch op {
		case query.Equal:
			check, with = `crm_fold(%s) IN (`, s
		case query.Prefix:
			check, with = `crm_starts(%s, `, s
		}
		value := c.bind(with)
		for _, text := range texts {
			checks = append(checks, fmt.Sprintf(check, text)+value+`)`)
		}
	}
	x := c.words(column, w)
	if len(checks) == 0 {
		return nobody()
	}
	check := within(`(` + strings.Join(checks, ` OR `) + `)`)
	x.test, x.each, x.loose = `(`+x.test+` AND `+check+`)`, check, true
	return x
}

// searchedColumns are the columns of the search table whose text stands elsewhere
// in the book as it was typed.
var searchedColumns = [...]string{"name", "pinyin", "company", "email", "phone", "city", "tag", "title", "about", "address", "custom", "note", "log"}

// searchedText is what a column of the search table is made of, for those in the
// trash, whom it has not.
func searchedText(column string) string {
	part := func(table, text string) string {
		return `(SELECT group_concat(` + text + `, ' ' ORDER BY x.id) FROM ` + table + ` x WHERE x.contact_id = s.contact_id)`
	}
	switch column {
	case "name":
		return `c.name || ' ' || c.nickname || ' ' || c.phonetic || iif(instr(c.name, c.given) AND instr(c.name, c.family), '', ' ' || c.given || ' ' || c.family)`
	case "pinyin":
		return `crm_spelled(c.name) || ' ' || crm_spelled(c.nickname) || ' ' || crm_spelled(c.phonetic)`
	case "company":
		return `(SELECT x.name FROM company x WHERE x.id = c.company_id)`
	case "email":
		return part("email", `x.address`)
	case "phone":
		return part("phone", `crm_digits(x.key, x.text)`)
	case "city":
		return part("address", `x.city`)
	case "address":
		return part("address", `x.street || ' ' || x.region || ' ' || x.postcode || ' ' || x.country`)
	case "tag":
		return part(`(SELECT ct.contact_id, t.id, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id)`, `x.name`)
	case "about":
		return `c.interests || ' ' || c.needs || ' ' || c.department`
	case "title":
		return `c.title`
	case "custom":
		return part("custom_value", `x.value`)
	case "log":
		return part("interaction", `x.text`)
	}
	return `c.note`
}
