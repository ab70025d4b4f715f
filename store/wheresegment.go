package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"crm/store/fold"
	"crm/store/query"
)

// meaningOfList is about names that the book gives to contacts and lists of them.
func (c *compiler) meaningOfList(t *query.Term) meaning {
	switch t.Field.Name {
	case "seg", "in":
		return c.segment
	case "id":
		return sure(func(v query.Value) cond { return c.id(t.Op, v) })
	case "is":
		return sure(c.flag)
	}
	return nil
}

// id is an id, or its beginning.
func (c *compiler) id(op query.Op, v query.Value) cond {
	text := strings.ToLower(strings.TrimSpace(v.Text))
	test := `uid = ` + c.bind(text)
	if op != query.Equal {
		test = `(uid >= ` + c.bind(text) + ` AND uid < ` + c.bind(text+"{") + `)`
	}
	return cond{test: strings.ReplaceAll(test, `uid`, `c.uid`), set: `SELECT id FROM contact WHERE ` + test}
}

// segment is who is in a list, or matches a saved query, which is read as if it
// stood here in parentheses. Its order and its limit are about showing it.
func (c *compiler) segment(v query.Value) (x cond, err error) {
	err = c.inSegment(v, func(n query.Node) (err error) {
		x, err = c.node(n)
		return err
	}, func(list cond) { x = list })
	return x, err
}

// inSegment hands the saved query to live, or what else there is to say to done.
func (c *compiler) inSegment(v query.Value, live func(query.Node) error, done func(cond)) error {
	var id int64
	var name string
	var text sql.NullString
	err := c.s.read.QueryRowContext(c.ctx, `
		SELECT id, name, query
		FROM segment
		WHERE fold IN (SELECT value FROM json_each(?))
		ORDER BY fold <> ?
		LIMIT 1`, jsonList(v.Spellings()), fold.Text(v.Text)).Scan(&id, &name, &text)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return c.noSegment(v.Text)
	case err != nil:
		return fmt.Errorf("read segment %s: %w", v.Text, mapErr(err))
	case text.String == "":
		done(c.unindexed(has("segment_member", ` AND x.segment_id = `+c.bind(id))))
		return nil
	}
	if i := slices.Index(c.path, name); i >= 0 {
		path := strings.Join(append(slices.Clone(c.path[i:]), name), " → ")
		return &Invalid{"query", "segment “" + name + "” would be part of itself: " + path}
	}
	q, err := query.Parse(text.String, c.q.Context())
	if err != nil {
		return &Invalid{"query", fmt.Sprintf("segment “%s” cannot be read any more: %v", name, err)}
	}
	if q.Root == nil {
		done(everybody())
		return nil
	}
	c.path = append(c.path, name)
	defer func() { c.path = c.path[:len(c.path)-1] }()
	return live(q.Root)
}

// noSegment says which one there is that looks like it.
func (c *compiler) noSegment(typed string) error {
	names, err := collect(c.ctx, c.s.read, func(r *sql.Rows, s *string) error { return r.Scan(s) }, `SELECT name FROM segment ORDER BY fold`)
	if err != nil {
		return fmt.Errorf("list segments: %w", err)
	}
	why := "there is no segment “" + typed + "”"
	hyphened := func(s string) string { return strings.ReplaceAll(fold.Text(s), " ", "-") }
	near := query.Nearest(hyphened(typed), func(yield func(shown, compared string) bool) {
		for _, name := range names {
			if !yield(name, hyphened(name)) {
				return
			}
		}
	})
	if near != "" {
		return &Invalid{"query", why + ": did you mean “" + near + "”?"}
	}
	if len(names) == 0 {
		return &Invalid{"query", why + ": this book has none"}
	}
	return &Invalid{"query", why + "; there are: " + strings.Join(names[:min(len(names), 10)], ", ")}
}
