package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"crm/store/fold"
	"crm/store/query"
	"crm/store/when"
)

// where is a query as SQL: conditions on contact c and contact_stats s, and the
// words of the query as an FTS5 expression where they all have to match.
type where struct {
	cond []string
	args []any
	// match finds the rows that hold every bare word; nameMatch those of them that
	// hold them in the name. "" without bare words at the top of the query.
	match, nameMatch string
}

// all is every condition, the words as a subquery.
func (w where) all() ([]string, []any) {
	if w.match == "" {
		return append([]string(nil), w.cond...), append([]any(nil), w.args...)
	}
	cond := append([]string{`c.id IN (SELECT rowid FROM search WHERE search MATCH @words)`}, w.cond...)
	return cond, append([]any{sql.Named("words", w.match)}, w.args...)
}

// compile makes SQL of a query. It is the only place that composes SQL from what
// a person typed, and every value of theirs is a parameter.
func (s *Store) compile(ctx context.Context, q *query.Query) (where, error) {
	c := &compiler{ctx: ctx, s: s, zone: s.opt.Zone}
	var w where
	if q == nil || q.Root == nil {
		return w, nil
	}
	nodes := []query.Node{q.Root}
	if all, ok := q.Root.(*query.All); ok {
		nodes = all.Nodes
	}
	var words []*query.Text
	for _, n := range nodes {
		if t, ok := n.(*query.Text); ok {
			words = append(words, t)
			continue
		}
		cond, err := c.node(n)
		if err != nil {
			return where{}, err
		}
		w.cond = append(w.cond, cond)
	}
	if len(words) > 0 {
		w.match, w.nameMatch = matchAll(words)
		if w.match == "" { // only punctuation: nothing holds it
			w.cond = append(w.cond, `0`)
		}
	}
	w.args = c.args
	return w, nil
}

// matchAll makes one FTS5 expression of words that must all match. Neighbours
// that are pieces of a number (549 988) are looked up as one number, too.
func matchAll(words []*query.Text) (match, nameMatch string) {
	var exprs, names []string
	for i := 0; i < len(words); {
		n := numberRun(words[i:])
		var each []string
		for _, t := range words[i : i+n] {
			expr := matchTerm(t.Words, t.Quoted)
			if expr == "" {
				return "", ""
			}
			each = append(each, expr)
			names = append(names, `{name} : `+expr)
		}
		expr := strings.Join(each, ` AND `)
		if n > 1 {
			elsewhere := make([]string, n)
			for j := range each {
				elsewhere[j] = `- {phone} : ` + each[j]
			}
			expr = `(({phone} : ` + matchTerm(joinWords(words[i:i+n]), false) + `) OR (` + strings.Join(elsewhere, ` AND `) + `))`
		}
		exprs = append(exprs, expr)
		i += n
	}
	return strings.Join(exprs, ` AND `), strings.Join(names, ` AND `)
}

// numberRun counts the leading words that could be pieces of one number; 1 when
// the first is none.
func numberRun(words []*query.Text) int {
	n := 0
	for n < len(words) && !words[n].Quoted && len(fold.PhoneQuery(words[n].Words)) > 0 {
		n++
	}
	return max(n, 1)
}

func joinWords(words []*query.Text) string {
	var b strings.Builder
	for _, t := range words {
		b.WriteString(t.Words)
	}
	return b.String()
}

type compiler struct {
	ctx  context.Context
	s    *Store // for what a query names that only the book has: segments, values
	zone *time.Location
	args []any
}

func (c *compiler) bind(v any) string {
	name := fmt.Sprintf("q%d", len(c.args))
	c.args = append(c.args, sql.Named(name, v))
	return "@" + name
}

func (c *compiler) node(n query.Node) (string, error) {
	switch n := n.(type) {
	case *query.All:
		return c.join(n.Nodes, ` AND `)
	case *query.Any:
		return c.join(n.Nodes, ` OR `)
	case *query.Not:
		cond, err := c.node(n.Node)
		return `NOT coalesce((` + cond + `), 0)`, err
	case *query.Text:
		expr := matchTerm(n.Words, n.Quoted)
		if expr == "" {
			return `0`, nil
		}
		return `c.id IN (SELECT rowid FROM search WHERE search MATCH ` + c.bind(expr) + `)`, nil
	case *query.Term:
		return c.term(n)
	}
	return "", fmt.Errorf("query: a %T has no meaning", n)
}

func (c *compiler) join(nodes []query.Node, sep string) (string, error) {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		cond, err := c.node(n)
		if err != nil {
			return "", err
		}
		parts[i] = cond
	}
	return `(` + strings.Join(parts, sep) + `)`, nil
}

func (c *compiler) term(t *query.Term) (string, error) {
	meaning := c.meaning(t.Field.Name)
	if meaning == nil {
		return "", &Invalid{"query", fmt.Sprintf("%s: has no meaning in this book", t.Field.Name)}
	}
	parts := make([]string, len(t.Values))
	for i, v := range t.Values {
		parts[i] = meaning(t.Op, v)
	}
	return `(` + strings.Join(parts, ` OR `) + `)`, nil
}

// meaning maps a field to a condition on one value. Every field of the language
// has a case here: a test walks query.Fields.
func (c *compiler) meaning(field string) func(query.Op, query.Value) string {
	switch field {
	case "name":
		return c.own(`c.name`, `c.sort_key`)
	case "company":
		return c.child(`SELECT 1 FROM company x WHERE x.id = c.company_id`, `x.fold`, "company")
	case "phone":
		return c.phone
	case "email":
		return c.child(`SELECT 1 FROM email x WHERE x.contact_id = c.id`, `x.key`, "email")
	case "city":
		return c.child(`SELECT 1 FROM address x WHERE x.contact_id = c.id AND x.city <> ''`, "", "city")
	case "tag":
		return c.child(`SELECT 1 FROM contact_tag ct JOIN tag x ON x.id = ct.tag_id WHERE ct.contact_id = c.id`, `x.fold`, "")
	case "last":
		return c.past(`s.last_at`)
	case "due":
		return c.due
	case "is":
		return c.flag
	}
	return nil
}

// own compares a column of the contact that has a folded twin.
func (c *compiler) own(column, folded string) func(query.Op, query.Value) string {
	return func(op query.Op, v query.Value) string {
		switch v.Kind {
		case query.None:
			return column + ` = ''`
		case query.Has:
			return column + ` <> ''`
		}
		return column + ` <> '' AND ` + c.compare(folded, op, v)
	}
}

// child compares rows of another table. A text is compared with its folded
// column; where there is none, or for a part of a text, the words of a search
// column are looked up, which is what "contains" means to a person.
func (c *compiler) child(rows, folded, column string) func(query.Op, query.Value) string {
	return func(op query.Op, v query.Value) string {
		switch {
		case v.Kind == query.None:
			return `NOT EXISTS (` + rows + `)`
		case v.Kind == query.Has:
			return `EXISTS (` + rows + `)`
		case column != "" && (op == query.Plain || op == query.Contains || folded == ""):
			return c.words(column, v)
		}
		if column == "" && op == query.Plain {
			op = query.Equal
		}
		return `EXISTS (` + rows + ` AND ` + c.compare(folded, op, v) + `)`
	}
}

func (c *compiler) words(column string, v query.Value) string {
	var exprs []string
	for _, s := range v.Spellings() {
		if expr := matchTerm(s, v.Quoted); expr != "" {
			exprs = append(exprs, `{`+column+`} : `+expr)
		}
	}
	if len(exprs) == 0 {
		return `0`
	}
	return `c.id IN (SELECT rowid FROM search WHERE search MATCH ` + c.bind(strings.Join(exprs, ` OR `)) + `)`
}

// compare matches a folded column with any spelling of a value.
func (c *compiler) compare(column string, op query.Op, v query.Value) string {
	var parts []string
	for _, s := range v.Spellings() {
		switch op {
		case query.Equal:
			parts = append(parts, column+` = `+c.bind(s))
		case query.Prefix:
			parts = append(parts, `(`+column+` >= `+c.bind(s)+` AND `+column+` < `+c.bind(s+"\U0010ffff")+`)`)
		default:
			parts = append(parts, `instr(`+column+`, `+c.bind(s)+`) > 0`)
		}
	}
	return `(` + strings.Join(parts, ` OR `) + `)`
}

func (c *compiler) phone(op query.Op, v query.Value) string {
	const rows = `SELECT 1 FROM phone x WHERE x.contact_id = c.id`
	switch v.Kind {
	case query.None:
		return `NOT EXISTS (` + rows + `)`
	case query.Has:
		return `EXISTS (` + rows + `)`
	}
	return c.words("phone", v)
}

// past compares a time with days of the zone. NULL is never, and infinitely old.
func (c *compiler) past(column string) func(query.Op, query.Value) string {
	return func(_ query.Op, v query.Value) string {
		switch v.Kind {
		case query.None:
			return column + ` IS NULL`
		case query.Has:
			return column + ` IS NOT NULL`
		}
		cond := c.dayRange(column, v.Days, func(d when.Date, end bool) string {
			start, next := when.Bounds(d, d, c.zone)
			if end {
				return formatTime(next)
			}
			return formatTime(start)
		}, `<`)
		if v.Days.Never {
			return `(` + column + ` IS NULL OR ` + cond + `)`
		}
		return `(` + column + ` IS NOT NULL AND ` + cond + `)`
	}
}

// dayRange is From <= column and column <= To, both ends a day.
func (c *compiler) dayRange(column string, d query.Days, at func(when.Date, bool) string, upTo string) string {
	var parts []string
	if d.From != "" {
		parts = append(parts, column+` >= `+c.bind(at(d.From, false)))
	}
	if d.To != "" {
		parts = append(parts, column+` `+upTo+` `+c.bind(at(d.To, true)))
	}
	if len(parts) == 0 {
		return `1`
	}
	return `(` + strings.Join(parts, ` AND `) + `)`
}

// due asks whether any open follow-up, appointment or promise falls on the days.
// The earliest decides alone when there is no lower bound; '~', which the index
// has for none, is behind every date.
func (c *compiler) due(_ query.Op, v query.Value) string {
	switch v.Kind {
	case query.None:
		return `s.next_due IS NULL`
	case query.Has:
		return `s.next_due IS NOT NULL`
	}
	return c.dueOn(v.Days)
}

func (c *compiler) dueOn(d query.Days) string {
	day := func(d when.Date, _ bool) string { return string(d) }
	if d.From == "" {
		return c.dayRange(`coalesce(s.next_due, '~')`, d, day, `<=`)
	}
	return `EXISTS (SELECT 1 FROM reminder r WHERE r.contact_id = c.id AND r.done_at IS NULL AND r.kind IN ` + dueKinds +
		` AND ` + c.dayRange(`r.due_on`, d, day, `<=`) + `)`
}

func (c *compiler) flag(_ query.Op, v query.Value) string {
	if v.Text == "star" {
		return `c.star = 1`
	}
	return c.dueOn(v.Days)
}
