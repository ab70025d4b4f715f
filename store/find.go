package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"crm/store/fold"
	"crm/store/query"
)

// foundMax is how many candidates an Ambiguous error lists.
const foundMax = 10

// Find returns the one live contact that arg means: the beginning of its id, an
// email, a phone, its exact name, the id of one that was merged into it, or else a
// query that matches exactly one; q is arg parsed as a query, nil when it does not
// parse. Errors: ErrNotFound, Ambiguous.
func (s *Store) Find(ctx context.Context, arg string, q *query.Query) (Listed, error) {
	arg = strings.TrimSpace(arg)
	for _, look := range []func(context.Context, string) ([]string, error){s.findID, s.findEmail, s.findPhone, s.findName, s.findMerged} {
		uids, err := look(ctx, arg)
		if err != nil {
			return Listed{}, fmt.Errorf("find %q: %w", arg, err)
		}
		if len(uids) > 0 {
			return s.only(ctx, arg, uids)
		}
	}
	if q == nil || arg == "" {
		return Listed{}, fmt.Errorf("find %q: %w", arg, ErrNotFound)
	}
	rows, err := s.List(ctx, ListOptions{Query: q, Limit: foundMax})
	switch {
	case err != nil:
		return Listed{}, err
	case len(rows) == 0:
		return Listed{}, fmt.Errorf("find %q: %w", arg, ErrNotFound)
	case len(rows) == 1:
		return rows[0], nil
	}
	n, err := s.Count(ctx, q)
	if err != nil {
		return Listed{}, err
	}
	return Listed{}, &Ambiguous{Arg: arg, Total: n, Found: rows}
}

// only returns the contact when one was found, else says which ones were.
func (s *Store) only(ctx context.Context, arg string, uids []string) (Listed, error) {
	var found []Listed
	for _, uid := range uids[:min(len(uids), foundMax)] {
		rows, err := s.page(ctx, `
			SELECT `+listedColumns+`, ''
			FROM contact c
			JOIN contact_stats s ON s.contact_id = c.id
			WHERE c.uid = @uid
			LIMIT @limit`, 1, false, []any{sql.Named("uid", uid)})
		if err != nil {
			return Listed{}, err
		}
		found = append(found, rows...)
	}
	if len(found) == 1 && len(uids) == 1 {
		return found[0], nil
	}
	return Listed{}, &Ambiguous{Arg: arg, Total: len(uids), Found: found}
}

// findID finds contacts whose id begins so. Letters alone could be a name as
// well: at 100,000 contacts one word of four letters in seven begins some id.
func (s *Store) findID(ctx context.Context, arg string) ([]string, error) {
	prefix := strings.ToLower(arg)
	if !IsUID(prefix) {
		return nil, nil
	}
	uids, err := s.uids(ctx, `SELECT uid FROM contact WHERE uid >= ?1 AND uid < ?1 || '{' AND deleted_at IS NULL ORDER BY uid LIMIT 50`, prefix)
	if err != nil || len(uids) == 0 || len(prefix) == uidLen || strings.ContainsAny(prefix, "0123456789") {
		return uids, err
	}
	return s.withNamed(ctx, uids, arg)
}

// withNamed adds the contacts that have the word in their name.
func (s *Store) withNamed(ctx context.Context, uids []string, word string) ([]string, error) {
	names, err := s.uids(ctx, `
		SELECT c.uid
		FROM search
		CROSS JOIN contact c ON c.id = search.rowid
		WHERE search MATCH ?
		LIMIT 50`, `{name} : `+matchTerm(word, false))
	for _, uid := range names {
		if !slices.Contains(uids, uid) {
			uids = append(uids, uid)
		}
	}
	return uids, err
}

func (s *Store) findEmail(ctx context.Context, arg string) ([]string, error) {
	_, key, ok := fold.Email(arg)
	if !ok {
		return nil, nil
	}
	return s.uids(ctx, `
		SELECT DISTINCT c.uid
		FROM email e
		JOIN contact c ON c.id = e.contact_id
		WHERE e.key = ? AND c.deleted_at IS NULL
		LIMIT 50`, key)
}

func (s *Store) findPhone(ctx context.Context, arg string) ([]string, error) {
	key, _, ok := fold.Phone(arg, s.opt.Region)
	if !ok {
		return nil, nil
	}
	return s.uids(ctx, `
		SELECT DISTINCT c.uid
		FROM phone p
		JOIN contact c ON c.id = p.contact_id
		WHERE p.key = ? AND p.key <> '' AND c.deleted_at IS NULL
		LIMIT 50`, key)
}

func (s *Store) findName(ctx context.Context, arg string) ([]string, error) {
	return s.uids(ctx, `SELECT uid FROM contact WHERE sort_key = ? AND deleted_at IS NULL LIMIT 50`, fold.Text(arg))
}

func (s *Store) uids(ctx context.Context, text string, args ...any) ([]string, error) {
	return collect(ctx, s.read, func(r *sql.Rows, uid *string) error { return r.Scan(uid) }, text, args...)
}
