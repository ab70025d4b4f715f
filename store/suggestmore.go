package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"unicode"

	"crm/store/fold"
	"crm/store/query"
)

const (
	mostReady    = 6     // whole terms of one field, at the start of a term
	mostSegments = 12    // segments that are counted
	mostIn       = 20000 // contacts of a segment that are counted
)

// readyFields are those whose values are offered as whole terms. Few are worth
// the time before anything is typed.
func readyFields(typed string) []string {
	if typed == "" {
		return []string{"tag", "seg"}
	}
	return []string{"tag", "stage", "life", "city", "seg", "source", "company"}
}

// terms offers fields, and whole terms with values that match what is typed.
func (g *suggester) terms() ([]Suggestion, error) {
	out := g.withLanguage(nil)
	if strings.HasPrefix(g.c.Typed, `"`) {
		return out, nil
	}
	var ready []Suggestion
	for _, name := range readyFields(g.c.Typed) {
		f, ok := query.Lookup(name)
		if !ok {
			continue
		}
		values, err := g.values(f, query.Plain, g.c.Typed)
		if err != nil {
			return nil, err
		}
		values = slices.DeleteFunc(values, func(x Suggestion) bool { return x.N == 0 })
		for _, x := range values[:min(len(values), mostReady)] {
			x.Text = f.Name + ":" + x.Text
			ready = append(ready, x)
		}
	}
	slices.SortStableFunc(ready, func(a, b Suggestion) int { return b.N - a.N })
	// The fields leave room for some terms.
	room := max(g.limit-len(ready), g.limit/2)
	return append(out[:min(len(out), room)], ready...), nil
}

// people lists those within the rest whom a value of a field finds, the last
// contacted first.
func (g *suggester) people(f query.Field, op query.Op, typed string) ([]Listed, error) {
	if g.n.query == nil {
		return nil, nil
	}
	q := g.n.query
	if typed != "" {
		if op != query.Prefix {
			op = query.Plain
		}
		var err error
		q, err = g.n.and(f.Name + ":" + string(op) + g.c.Context().Quoted(f, op, typed))
		if _, unreadable := errors.AsType[*query.Error](err); unreadable {
			return nil, nil
		}
	}
	return g.s.List(g.listing, ListOptions{Query: q, Sort: ByLast, Desc: true, Limit: g.limit})
}

// names offers the names of contacts.
func (g *suggester) names(f query.Field, op query.Op, typed string) ([]Suggestion, error) {
	rows, err := g.people(f, op, typed)
	var out []Suggestion
	for _, l := range rows {
		// A name in other letters may have been found by how it is spoken.
		if key := fold.Text(l.Name); !beginsWord(key, spaced(typed)) && strings.ContainsFunc(key, isLatin) {
			continue
		}
		text := g.c.Context().Quoted(f, op, l.Name)
		if !slices.ContainsFunc(out, func(x Suggestion) bool { return x.Text == text }) {
			out = append(out, Suggestion{Text: text, Help: l.Company, N: -1})
		}
	}
	return out, err
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// ids offers ids, each with whom it is of.
func (g *suggester) ids(typed string) ([]Suggestion, error) {
	if typed != "" && !IsUID(strings.ToLower(typed)) {
		return nil, nil
	}
	f, _ := query.Lookup("id")
	rows, err := g.people(f, query.Plain, typed)
	if err != nil {
		return nil, err
	}
	uids := make([]string, len(rows))
	for i, l := range rows {
		uids[i] = l.UID
	}
	short, err := g.s.ShortIDs(g.listing, uids)
	out := make([]Suggestion, len(rows))
	for i, l := range rows {
		id := short[l.UID]
		if len(typed) > len(id) {
			id = l.UID[:min(len(typed), len(l.UID))]
		}
		out[i] = Suggestion{Text: id, Help: l.Name, N: -1}
	}
	return out, err
}

// channels offers emails and phones that begin as typed, each with whose it is;
// before anything is typed those of the last contacted.
func (g *suggester) channels(f query.Field, op query.Op, typed string) ([]Suggestion, error) {
	if g.n.query == nil {
		return nil, nil
	}
	list, err := g.channelsLike(f, typed)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	for _, x := range list {
		text := x.text
		if f.Name == "phone" {
			text = phoneText(text, typed)
		}
		if text != "" {
			out = append(out, Suggestion{Text: g.c.Context().Quoted(f, op, text), Help: x.owner, N: -1})
		}
	}
	return out, nil
}

// channel is an email or a phone, and whose it is.
type channel struct{ text, owner string }

func (g *suggester) channelsLike(f query.Field, typed string) ([]channel, error) {
	if typed == "" {
		rows, err := g.people(f, query.Plain, "")
		var out []channel
		for _, l := range rows {
			out = append(out, channel{map[string]string{"email": l.Email, "phone": l.Phone}[f.Name], l.Name})
		}
		return slices.DeleteFunc(out, func(x channel) bool { return x.text == "" }), err
	}
	cond, args := g.n.conditions()
	args = append(args, sql.Named("limit", g.limit))
	scan := func(r *sql.Rows, x *channel) error { return r.Scan(&x.text, &x.owner) }
	if f.Name == "email" {
		from := strings.ToLower(typed)
		out, err := collect(g.listing, g.s.read, scan, `
			SELECT x.address, c.name
			FROM email x
			CROSS JOIN contact c ON c.id = x.contact_id
			CROSS JOIN contact_stats s ON s.contact_id = c.id
			WHERE x.key >= @from AND x.key < @to AND `+cond+`
			ORDER BY x.key
			LIMIT @limit`, append(args, sql.Named("from", from), sql.Named("to", from+"\U0010ffff"))...)
		return out, wrap("list emails", err)
	}
	if len(fold.PhoneQuery(typed)) == 0 {
		return nil, nil
	}
	// Digits are words of the search, however the number is written.
	out, err := collect(g.listing, g.s.read, scan, `
		SELECT x.text, c.name
		FROM search
		CROSS JOIN contact c ON c.id = search.rowid
		CROSS JOIN contact_stats s ON s.contact_id = c.id
		CROSS JOIN phone x ON x.contact_id = c.id
		WHERE search MATCH @number AND `+cond+`
		LIMIT @limit`, append(args, sql.Named("number", `{phone} : `+matchTerm(typed, false)))...)
	return out, wrap("list phones", err)
}

// phoneText is a number as it is looked for, in digits; "" when it has not what
// was typed.
func phoneText(text, typed string) string {
	digits := fold.PhoneQuery(text)
	if len(digits) == 0 || typed == "" {
		return strings.Join(digits[:min(len(digits), 1)], "")
	}
	for _, want := range fold.PhoneQuery(typed) {
		if strings.Contains(digits[0], want) {
			return digits[0]
		}
	}
	return ""
}

// segments offers segments, in: only static lists.
func (g *suggester) segments(f query.Field, op query.Op, typed string) ([]Suggestion, error) {
	list, err := g.s.Segments(g.listing)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	for _, x := range list {
		if f.Name == "in" && x.Query != "" || !beginsWord(fold.Text(x.Name), spaced(typed)) {
			continue
		}
		text := g.c.Context().Quoted(f, op, x.Name)
		n := -1
		if len(out) < mostSegments {
			if n, err = g.countTerm("seg:" + text); err != nil {
				return nil, err
			}
		}
		out = append(out, Suggestion{Text: text, Help: x.Query, N: n})
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return b.N - a.N })
	return out, nil
}

// countTerm counts the contacts that match a term within the rest, unless they
// are many.
func (g *suggester) countTerm(term string) (int, error) {
	if g.n.query == nil || g.counting.Err() != nil {
		return -1, g.listing.Err()
	}
	n, err := g.s.countUpTo(g.counting, g.n, term, mostIn)
	if err == nil && n <= mostIn {
		return n, nil
	}
	_, unreadable := errors.AsType[*query.Error](err)
	_, invalid := errors.AsType[*Invalid](err)
	if err == nil || unreadable || invalid || g.counting.Err() != nil && g.listing.Err() == nil {
		return -1, nil
	}
	return -1, err
}

// countUpTo counts what matches a term within the rest, at most one more than most.
func (s *Store) countUpTo(ctx context.Context, c *counter, term string, most int) (int, error) {
	q, err := c.and(term)
	if err != nil {
		return 0, err
	}
	w, err := s.compile(ctx, q)
	if err != nil {
		return 0, err
	}
	set := (&counter{within: w}).contacts()
	return s.count(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+set.from+` WHERE `+set.cond+` LIMIT @most + 1)`,
		append(set.args, sql.Named("most", most))...)
}
