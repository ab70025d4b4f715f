package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"crm/store/query"
)

// recordPage is how many contacts, or rows, are read at a time.
const recordPage = 500

// live yields the contacts of the snapshot.
func (b *Snapshot) live(yield func(Record, error) bool) bool { return b.contacts(b.ids, yield) }

func (b *Snapshot) trashed(yield func(Record, error) bool) bool {
	rows, err := b.q.QueryContext(b.ctx, `SELECT id FROM contact WHERE deleted_at IS NOT NULL ORDER BY id`)
	if err != nil {
		yield(nil, fmt.Errorf("read trash: %w", mapErr(err)))
		return false
	}
	ids, err := scanInts(rows)
	if err != nil {
		yield(nil, fmt.Errorf("read trash: %w", err))
		return false
	}
	return b.contacts(ids, yield)
}

func (b *Snapshot) contacts(ids []int64, yield func(Record, error) bool) bool {
	for page := range slices.Chunk(ids, recordPage) {
		found, err := readContacts(b.ctx, b.q, page)
		if err == nil && len(found) < len(page) {
			err = fmt.Errorf("read contacts: %d of %d: %w", len(found), len(page), ErrDamaged)
		}
		records := make([]ContactRecord, len(found))
		byID := make(map[int64]*ContactRecord, len(found))
		for i := range found {
			records[i].Contact = found[i].Contact
			byID[found[i].id] = &records[i]
		}
		if err == nil {
			err = b.complete(jsonList(page), byID)
		}
		if err != nil {
			yield(nil, err)
			return false
		}
		for i := range records {
			if !yield(&records[i], nil) {
				return false
			}
		}
	}
	return true
}

// complete fills in what Contact does not hold. Each statement reads only rows that
// have any of it, which are few.
func (b *Snapshot) complete(list string, byID map[int64]*ContactRecord) error {
	for _, read := range []struct {
		query string
		take  func(c *ContactRecord, i int, a, z string)
	}{
		{`
			SELECT c.id, 0, o.uid, ''
			FROM json_each(?) j
			CROSS JOIN contact c ON c.id = j.value
			JOIN company o ON o.id = c.company_id`,
			func(c *ContactRecord, _ int, uid, _ string) { c.CompanyUID = uid }},
		{`
			SELECT contact_id, (SELECT count(*) FROM email o WHERE o.contact_id = x.contact_id AND (o.pos, o.id) < (x.pos, x.id)), verified_on, ''
			FROM email x
			WHERE contact_id IN (SELECT value FROM json_each(?)) AND verified_on IS NOT NULL`,
			func(c *ContactRecord, i int, on, _ string) { place(&c.EmailVerified, len(c.Emails), i, on) }},
		{`
			SELECT contact_id, (SELECT count(*) FROM phone o WHERE o.contact_id = x.contact_id AND (o.pos, o.id) < (x.pos, x.id)), verified_on, ''
			FROM phone x
			WHERE contact_id IN (SELECT value FROM json_each(?)) AND verified_on IS NOT NULL`,
			func(c *ContactRecord, i int, on, _ string) { place(&c.PhoneVerified, len(c.Phones), i, on) }},
		{`
			SELECT contact_id, 0, line, ''
			FROM vcard_extra
			WHERE contact_id IN (SELECT value FROM json_each(?))
			ORDER BY contact_id, id`,
			func(c *ContactRecord, _ int, line, _ string) { c.Extras = append(c.Extras, line) }},
		{`
			SELECT contact_id, (SELECT count(*) FROM external_id o WHERE o.contact_id = x.contact_id AND (o.system, o.ext_id) < (x.system, x.ext_id)),
			       checksum, coalesce(exported_at, '')
			FROM external_id x
			WHERE contact_id IN (SELECT value FROM json_each(?)) AND (checksum <> '' OR exported_at IS NOT NULL)`,
			func(c *ContactRecord, i int, sum, at string) {
				h := Held{Checksum: sum}
				_ = timeText{&h.At}.Scan(at) // a time that cannot be read is none
				place(&c.Held, len(c.External), i, h)
			}},
	} {
		_, err := collect(b.ctx, b.q, func(r *sql.Rows, _ *struct{}) error {
			var id int64
			var i int
			var first, second string
			if err := r.Scan(&id, &i, &first, &second); err != nil {
				return err
			}
			read.take(byID[id], i, first, second)
			return nil
		}, read.query, list)
		if err != nil {
			return fmt.Errorf("read contacts: %w", err)
		}
	}
	return nil
}

// place sets one of n values, making the list when it is the first.
func place[T any](list *[]T, n, i int, v T) {
	if *list == nil {
		*list = make([]T, n)
	}
	if i < n {
		(*list)[i] = v
	}
}

// recordTable is how the records of a table are read.
type recordTable[T Record] struct {
	what string
	text string // the statement up to its WHERE: the key of the row x first
	by   string // the unique column that is the key; "" is its id
	of   string // the condition that keeps it to some contacts, a JSON list of ids
	once bool   // that list is all of them, since rows belong to more than one
	scan func(r *sql.Rows, key *any, v *T) error
	more func(b *Snapshot, list []T) error // what is in another table; nil for nothing
}

// tableRecords yields the records of a table by their key.
func tableRecords[T Record](b *Snapshot, d recordTable[T], yield func(Record, error) bool) bool {
	by := cmp.Or(d.by, "x.id")
	if !b.whole {
		size := recordPage
		if d.once {
			size = max(1, len(b.ids))
		}
		for ids := range slices.Chunk(b.ids, size) {
			if _, _, ok := recordsOf(b, d, yield, ` WHERE `+d.of+` ORDER BY `+by, jsonList(ids)); !ok {
				return false
			}
		}
		return true
	}
	last, n, ok := recordsOf(b, d, yield, ` ORDER BY `+by+` LIMIT ?`, recordPage)
	for ok && n == recordPage {
		last, n, ok = recordsOf(b, d, yield, ` WHERE `+by+` > ? ORDER BY `+by+` LIMIT ?`, last, recordPage)
	}
	return ok
}

// recordsOf yields the records of one statement, and returns the key of the last
// and how many there were.
func recordsOf[T Record](b *Snapshot, d recordTable[T], yield func(Record, error) bool, where string, args ...any) (last any, n int, ok bool) {
	list, err := collect(b.ctx, b.q, func(r *sql.Rows, v *T) error { return d.scan(r, &last, v) }, d.text+where, args...)
	if err == nil && d.more != nil && len(list) > 0 {
		err = d.more(b, list)
	}
	if err != nil {
		yield(nil, fmt.Errorf("read %s: %w", d.what, err))
		return nil, 0, false
	}
	for i := range list {
		if !yield(list[i], nil) {
			return nil, 0, false
		}
	}
	return last, len(list), true
}

// UIDs returns the uids of the live contacts that match q, all for nil, in the order
// of their names.
func (s *Store) UIDs(ctx context.Context, q *query.Query) ([]string, error) {
	w, err := s.compile(ctx, q)
	if err != nil {
		return nil, err
	}
	cond, args := w.all()
	rows, err := s.read.QueryContext(ctx, `
		SELECT c.uid
		FROM contact c
		JOIN contact_stats s ON s.contact_id = c.id
		WHERE `+strings.Join(append(cond, deletedIs(false)), ` AND `)+`
		ORDER BY c.sort_key, c.id`, args...)
	if err != nil {
		return nil, fmt.Errorf("list contacts: %w", mapErr(err))
	}
	uids, err := scanStrings(rows)
	return uids, wrap("list contacts", err)
}
