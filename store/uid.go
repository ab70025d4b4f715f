package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"strings"
)

// crockford is Crockford's base 32 in lower case: no i, l, o or u,
// so that an id read aloud or copied by hand stays the same.
const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

const (
	uidLen   = 16
	shortMin = 4 // characters of an id shown at the least
)

// RandomUID makes ids of 16 characters, a letter and then letters and digits
// (79.5 random bits). The letter keeps ids apart from counts of steps.
func RandomUID() string {
	var b [uidLen]byte
	rand.Read(b[:]) // never fails: crypto/rand
	b[0] = crockford[10+int(b[0])%22]
	for i := 1; i < uidLen; i++ {
		b[i] = crockford[b[i]&31]
	}
	return string(b[:])
}

// IsUID tells whether s could be an id or the beginning of one.
func IsUID(s string) bool {
	if len(s) < shortMin || len(s) > uidLen || s[0] < 'a' {
		return false
	}
	for i := range len(s) {
		if strings.IndexByte(crockford, s[i]) < 0 {
			return false
		}
	}
	return true
}

// uidSpace lists the tables whose ids share one name space.
var uidSpace = [...]string{"contact", "reminder", "deal", "operation"}

// ShortID returns the shortest beginning of uid, of at least 4 characters,
// that no other contact, reminder, deal or operation begins with.
func (s *Store) ShortID(ctx context.Context, uid string) (string, error) {
	return shortID(ctx, s.read, uid)
}

// ShortID is Store.ShortID within the transaction.
func (tx *Tx) ShortID(uid string) (string, error) { return shortID(tx.ctx, tx, uid) }

func shortID(ctx context.Context, q querier, uid string) (string, error) {
	short, err := shortByLookup(ctx, q, []string{uid})
	return short[uid], err
}

// ShortIDs is ShortID of many ids at once, those that are in no table included.
func (s *Store) ShortIDs(ctx context.Context, uids []string) (map[string]string, error) {
	if len(uids) > byPass {
		return shortByPass(ctx, s.read, uids)
	}
	return shortByLookup(ctx, s.read, uids)
}

// byPass is from how many ids on one pass over all ids of the book (0.4 s at
// 300,000) is faster than eight look-ups for each.
const byPass = 10_000

// shortByLookup compares each id with its neighbours in the four tables.
func shortByLookup(ctx context.Context, q querier, uids []string) (map[string]string, error) {
	var near []string
	for _, table := range uidSpace {
		near = append(near,
			`coalesce((SELECT max(uid) FROM `+table+` WHERE uid < j.value), '')`,
			`coalesce((SELECT min(uid) FROM `+table+` WHERE uid > j.value), '')`)
	}
	out := make(map[string]string, len(uids))
	_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		var uid string
		var by [2 * len(uidSpace)]string
		if err := r.Scan(&uid, &by[0], &by[1], &by[2], &by[3], &by[4], &by[5], &by[6], &by[7]); err != nil {
			return err
		}
		n := shortMin
		for _, other := range by {
			n = max(n, common(uid, other)+1)
		}
		out[uid] = uid[:min(n, len(uid))]
		return nil
	}, `SELECT j.value, `+strings.Join(near, ", ")+` FROM json_each(?) j`, jsonList(uids))
	return out, wrap("shorten ids", err)
}

func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// findUID returns the full ids in a table that begin with prefix, at most limit.
func findUID(ctx context.Context, q querier, table, prefix string, limit int) ([]string, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT uid
		FROM `+table+`
		WHERE uid >= ?1 AND uid < ?1 || '{'
		ORDER BY uid
		LIMIT ?2`, prefix, limit)
	if err != nil {
		return nil, fmt.Errorf("find id %q: %w", prefix, mapErr(err))
	}
	return scanStrings(rows)
}

func scanStrings(rows *sql.Rows) ([]string, error) {
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, mapErr(rows.Err())
}

// shortByPass walks all ids of the book in order.
func shortByPass(ctx context.Context, q querier, uids []string) (map[string]string, error) {
	wanted := make(map[string]bool, len(uids))
	for _, uid := range uids {
		wanted[uid] = true
	}
	rows, err := q.QueryContext(ctx, `
		SELECT uid FROM contact
		UNION SELECT uid FROM reminder
		UNION SELECT uid FROM deal
		UNION SELECT uid FROM operation
		UNION SELECT value FROM json_each(?)
		ORDER BY uid`, jsonList(uids))
	if err != nil {
		return nil, fmt.Errorf("shorten ids: %w", mapErr(err))
	}
	defer rows.Close()
	out := make(map[string]string, len(uids))
	var last, uid string
	before := 0 // what the last one has in common with the one before it
	settle := func(next string) {
		after := common(last, next)
		if wanted[last] {
			out[last] = last[:min(len(last), max(shortMin, before+1, after+1))]
		}
		last, before = next, after
	}
	for rows.Next() {
		if err := rows.Scan(&uid); err != nil {
			return nil, fmt.Errorf("shorten ids: %w", err)
		}
		settle(uid)
	}
	settle("")
	return out, wrap("shorten ids", mapErr(rows.Err()))
}
