package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"crm/store/query"
)

// Listed is a contact as a row of a list: no more than lists show.
type Listed struct {
	UID      string
	Name     string // what to call them: never empty
	Company  string
	Title    string
	Phone    string // the first
	PhoneKey string
	Email    string // the first
	City     string
	Life     string
	Tags     []string
	Star     bool
	Stage    string
	Value    Money
	LastAt   time.Time
	LastKind string
	Tries    int
	NextDue  string // a date, or ""
	Created  time.Time
	Updated  time.Time

	at Cursor
}

// Cursor is a place in a list that stays right when rows come and go.
type Cursor struct {
	set   bool
	class int    // of a search: 0 matched by name, 1 by something else
	key   string // of an ordered list
	id    int64
}

// Cursor returns the row's place.
func (l Listed) Cursor() Cursor { return l.at }

// Sort is an order of lists.
type Sort string

// The orders that a list can have. ByDefault is by name, except that a search
// has those whose name matched first.
const (
	ByDefault Sort = ""
	ByName    Sort = "name"
	ByCompany Sort = "company"
	ByLast    Sort = "last"
	ByDue     Sort = "due"
	ByCreated Sort = "created"
)

// Sorts lists the names that -s takes.
func Sorts() []Sort { return []Sort{ByName, ByCompany, ByLast, ByDue, ByCreated} }

// sortExpr is what an order compares, and the FROM clause that lets SQLite walk
// an index in that order instead of sorting.
func sortExpr(s Sort) (expr, from string, err error) {
	const people = `contact c JOIN contact_stats s ON s.contact_id = c.id`
	const stats = `contact_stats s CROSS JOIN contact c ON c.id = s.contact_id`
	switch s {
	case ByDefault, ByName:
		return `c.sort_key`, people, nil
	case ByCompany:
		return `coalesce((SELECT fold FROM company WHERE id = c.company_id), '~')`, people, nil
	case ByLast:
		return `coalesce(s.last_at, '')`, stats, nil
	case ByDue:
		return `coalesce(s.next_due, '~')`, stats, nil
	case ByCreated:
		return `c.created_at`, people, nil
	}
	return "", "", &Invalid{"sort", fmt.Sprintf(`there is no %q: name, company, last, due, created`, s)}
}

// ListOptions say which contacts, in which order, and which page of them.
type ListOptions struct {
	Query  *query.Query // nil means all
	Sort   Sort
	Desc   bool
	Trash  bool   // those in the trash instead; they are not searched
	Limit  int    // rows at most; 0 means all
	After  Cursor // the page behind this row
	Before Cursor // or the page before it
}

const listedColumns = `
	c.id, c.uid, c.name, c.nickname, coalesce((SELECT name FROM company WHERE id = c.company_id), ''), c.title,
	coalesce((SELECT json_array(text, key) FROM phone WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), '["",""]'),
	coalesce((SELECT address FROM email WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), ''),
	coalesce((SELECT city FROM address WHERE contact_id = c.id ORDER BY pos, id LIMIT 1), ''),
	c.life, c.star,
	(SELECT group_concat(t.name, char(31) ORDER BY t.fold) FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id = c.id),
	(SELECT json_array(d.stage, d.value, d.currency)
	 FROM deal d
	 WHERE d.contact_id = c.id
	 ORDER BY d.closed_at IS NULL DESC, (SELECT key FROM json_each(@stages) WHERE value = d.stage AND d.closed_at IS NULL) DESC, d.closed_at DESC, d.id DESC
	 LIMIT 1),
	s.last_at, s.last_kind, s.tries, s.next_due, c.created_at, c.updated_at`

func scanListed(rows *sql.Rows, l *Listed) error {
	var nickname, phone string
	var tags, deal, lastKind, nextDue, key sql.NullString
	err := rows.Scan(&l.at.id, &l.UID, &l.Name, &nickname, &l.Company, &l.Title, &phone, &l.Email, &l.City, &l.Life, &l.Star, &tags, &deal,
		timeText{&l.LastAt}, &lastKind, &l.Tries, &nextDue, timeText{&l.Created}, timeText{&l.Updated}, &key)
	if err != nil {
		return err
	}
	l.LastKind, l.NextDue = lastKind.String, nextDue.String
	l.at.key, l.at.set = key.String, true
	if err := json.Unmarshal([]byte(phone), &[]any{&l.Phone, &l.PhoneKey}); err != nil {
		return fmt.Errorf("scan phone: %w", err)
	}
	if tags.Valid {
		l.Tags = strings.Split(tags.String, "\x1f")
	}
	if deal.Valid {
		if err := json.Unmarshal([]byte(deal.String), &[]any{&l.Stage, &l.Value.Minor, &l.Value.Currency}); err != nil {
			return fmt.Errorf("scan deal: %w", err)
		}
	}
	l.Name = display(l.Name, nickname, l.Company, l.Phone, l.Email)
	return nil
}

// List returns one page of contacts. Pages are by key, never by offset: any page
// costs the same. Errors: Invalid for an order that does not exist.
func (s *Store) List(ctx context.Context, o ListOptions) ([]Listed, error) {
	w, err := s.compile(ctx, o.Query)
	if err != nil {
		return nil, err
	}
	if o.Limit <= 0 {
		o.Limit = 1 << 40
	}
	if w.match != "" && o.Sort == ByDefault && !o.Trash {
		return s.listMatches(ctx, o, w)
	}
	return s.listSorted(ctx, o, w)
}

func (s *Store) listSorted(ctx context.Context, o ListOptions, w where) ([]Listed, error) {
	expr, from, err := sortExpr(o.Sort)
	if err != nil {
		return nil, err
	}
	cond, args := w.all()
	cond = append(cond, deletedIs(o.Trash))
	at, back := o.After, false
	if o.Before.set {
		at, back = o.Before, true
	}
	dir, cmp := "ASC", ">"
	if o.Desc != back {
		dir, cmp = "DESC", "<"
	}
	if at.set {
		// Not a row value: those do not use an index on an expression.
		cond = append(cond, fmt.Sprintf(`%s %s= @key AND (%[1]s %[2]s @key OR c.id %[2]s @id)`, expr, cmp))
		args = append(args, sql.Named("key", at.key), sql.Named("id", at.id))
	}
	// The columns are read for the rows of the page only, not for all that are sorted.
	return s.page(ctx, `
		SELECT `+listedColumns+`, p.at
		FROM (
			SELECT c.id AS id, `+expr+` AS at
			FROM `+from+`
			WHERE `+strings.Join(cond, ` AND `)+`
			ORDER BY `+expr+` `+dir+`, c.id `+dir+`
			LIMIT @limit) p
		JOIN contact c ON c.id = p.id
		JOIN contact_stats s ON s.contact_id = c.id
		ORDER BY p.at `+dir+`, p.id `+dir, o.Limit, back, args)
}

func deletedIs(trash bool) string {
	if trash {
		return `c.deleted_at IS NOT NULL`
	}
	return `c.deleted_at IS NULL`
}

// listMatches lists what a search found: those whose name matched, then the
// others, each in the order in which they were added. FTS5 yields rows in that
// order without sorting: ranking 60,000 matches of one letter would take 100 times
// as long as reading the first page of them.
func (s *Store) listMatches(ctx context.Context, o ListOptions, w where) ([]Listed, error) {
	at, back := o.After, false
	if o.Before.set {
		at, back = o.Before, true
	}
	classes := []int{0, 1}
	if back {
		classes = []int{1, 0}
	}
	var out []Listed
	for _, class := range classes {
		if at.set && (class < at.class != back) && class != at.class {
			continue
		}
		rows, err := s.matchPage(ctx, w, class, at, back, o.Limit-len(out))
		if err != nil {
			return nil, err
		}
		if back {
			out = append(rows, out...)
		} else {
			out = append(out, rows...)
		}
		if len(out) >= o.Limit {
			break
		}
	}
	return out, nil
}

func (s *Store) matchPage(ctx context.Context, w where, class int, at Cursor, back bool, limit int) ([]Listed, error) {
	cond, args := slices.Clone(w.cond), slices.Clone(w.args)
	cond = append(cond, `search MATCH @match`, `c.deleted_at IS NULL`)
	match := w.nameMatch
	if class == 1 {
		match = `(` + w.match + `) NOT (` + w.nameMatch + `)`
	}
	args = append(args, sql.Named("match", match))
	dir, cmp := "ASC", ">"
	if back {
		dir, cmp = "DESC", "<"
	}
	if at.set && at.class == class {
		cond = append(cond, `search.rowid `+cmp+` @id`)
		args = append(args, sql.Named("id", at.id))
	}
	rows, err := s.page(ctx, `
		SELECT `+listedColumns+`, ''
		FROM search
		CROSS JOIN contact c ON c.id = search.rowid
		CROSS JOIN contact_stats s ON s.contact_id = c.id
		WHERE `+strings.Join(cond, ` AND `)+`
		ORDER BY search.rowid `+dir+`
		LIMIT @limit`, limit, back, args)
	for i := range rows {
		rows[i].at.class = class
	}
	return rows, err
}

// page runs a list query; @stages and @limit are bound here.
func (s *Store) page(ctx context.Context, text string, limit int, back bool, args []any) ([]Listed, error) {
	names, err := stages(ctx, s.read)
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(names)
	if err != nil {
		return nil, err
	}
	args = append(args, sql.Named("stages", string(list)), sql.Named("limit", limit))
	rows, err := collect(ctx, s.read, scanListed, text, args...)
	if err != nil {
		return nil, fmt.Errorf("list contacts: %w", err)
	}
	if back {
		slices.Reverse(rows)
	}
	return rows, nil
}

// Count tells how many live contacts match; nil counts all.
func (s *Store) Count(ctx context.Context, q *query.Query) (int, error) {
	w, err := s.compile(ctx, q)
	if err != nil {
		return 0, err
	}
	cond, args := w.all()
	if len(cond) == 0 && w.match == "" {
		return s.count(ctx, `SELECT count(*) FROM contact WHERE deleted_at IS NULL`)
	}
	if w.match != "" && len(w.cond) == 0 {
		return s.count(ctx, `SELECT count(*) FROM search WHERE search MATCH ?`, w.match)
	}
	return s.count(ctx, `
		SELECT count(*)
		FROM contact c
		JOIN contact_stats s ON s.contact_id = c.id
		WHERE `+strings.Join(append(cond, deletedIs(false)), ` AND `), args...)
}

func (s *Store) count(ctx context.Context, text string, args ...any) (n int, err error) {
	err = mapErr(s.read.QueryRowContext(ctx, text, args...).Scan(&n))
	if err != nil && !errors.Is(err, context.Canceled) {
		err = fmt.Errorf("count contacts: %w", err)
	}
	return n, err
}
