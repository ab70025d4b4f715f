package store

import (
	"database/sql"
	"fmt"
	"hash/maphash"

	"crm/store/fold"
)

// Owner is a live contact that has a certain email or phone.
type Owner struct {
	UID  string
	Name string
}

// ByEmail returns the live contacts with that email key (fold.Email), rows that
// this transaction added included.
func (tx *Tx) ByEmail(key string) ([]Owner, error) { return tx.owners(emailKey, key) }

// ByPhone returns the live contacts with that phone key (E.164).
func (tx *Tx) ByPhone(key string) ([]Owner, error) { return tx.owners(phoneKey, key) }

// ByExternal returns the contact that another system knows by that id.
func (tx *Tx) ByExternal(system, id string) ([]Owner, error) {
	if err := tx.settleFor(externalKey, system+"\x00"+id); err != nil {
		return nil, err
	}
	return tx.ownerQuery(`
		SELECT c.uid, c.name
		FROM external_id x
		JOIN contact c ON c.id = x.contact_id
		WHERE x.system = ? AND x.ext_id = ? AND c.deleted_at IS NULL`, system, id)
}

// ByNameCompany returns a live contact of that name in that company, both compared
// as they fold: too little to take two for one, enough to ask. It knows nobody who
// was added in this transaction to a book that was empty.
func (tx *Tx) ByNameCompany(name, company string) (Owner, bool, error) {
	key := fold.Text(company)
	if fold.Text(name) == "" || key == "" || tx.bulk != nil && tx.bulk.empty {
		return Owner{}, false, nil
	}
	if err := tx.settleFor(nameAsKey, fold.Text(name)); err != nil {
		return Owner{}, false, err
	}
	var o Owner
	err := tx.rowApart(`
		SELECT c.uid, c.name
		FROM contact c
		JOIN company o ON o.id = c.company_id
		WHERE c.sort_key = ? AND c.deleted_at IS NULL AND o.fold = ?
		LIMIT 1`, fold.Text(name), key).Scan(&o.UID, &o.Name)
	if err == sql.ErrNoRows {
		return Owner{}, false, nil
	}
	return o, err == nil, mapErr(err)
}

// HasUID tells whether a contact with that uid stands in the book, in the trash or not.
func (tx *Tx) HasUID(uid string) (live, trashed bool, err error) {
	if tx.waits(uid) != 0 {
		if err := tx.settle(); err != nil {
			return false, false, err
		}
	}
	var deleted sql.NullString
	err = tx.rowApart(`SELECT deleted_at FROM contact WHERE uid = ?`, uid).Scan(&deleted)
	if err == sql.ErrNoRows {
		return false, false, nil
	}
	return err == nil && !deleted.Valid, deleted.Valid, mapErr(err)
}

// AddedNow tells whether this operation added the contact with that uid. Trouble
// with the book it leaves to the next statement.
func (tx *Tx) AddedNow(uid string) bool {
	id, err := tx.contactID(uid)
	if err != nil {
		return false
	}
	if tx.bulk != nil {
		return id > tx.bulk.first["contact"]
	}
	var added bool
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM change WHERE tbl = 'contact' AND row_id = ? AND operation_id = ? AND act = 'i')`, id, tx.op).Scan(&added)
	return err == nil && added
}

// channelKind is what a key is, by which contacts are looked for.
type channelKind byte

const (
	emailKey    channelKind = 'e'
	phoneKey    channelKind = 'p'
	externalKey channelKind = 'x'
	nameAsKey   channelKind = 'n'
)

func (tx *Tx) owners(kind channelKind, key string) ([]Owner, error) {
	if key == "" {
		return nil, nil
	}
	if err := tx.settleFor(kind, key); err != nil {
		return nil, err
	}
	if tx.bulk != nil && tx.bulk.empty {
		return tx.remembered(kind, key)
	}
	if kind == emailKey {
		return tx.ownerQuery(`
			SELECT DISTINCT c.uid, c.name
			FROM email x
			JOIN contact c ON c.id = x.contact_id
			WHERE x.key = ? AND c.deleted_at IS NULL
			ORDER BY c.id
			LIMIT 200`, key)
	}
	return tx.ownerQuery(`
		SELECT DISTINCT c.uid, c.name
		FROM phone x
		JOIN contact c ON c.id = x.contact_id
		WHERE x.key = ? AND x.key <> '' AND c.deleted_at IS NULL
		ORDER BY c.id
		LIMIT 200`, key)
}

// ownerQuery asks after settleFor of what it asks for.
func (tx *Tx) ownerQuery(query string, args ...any) ([]Owner, error) {
	rows, err := tx.queryApart(query, args...)
	if err != nil {
		return nil, fmt.Errorf("match contact: %w", err)
	}
	defer rows.Close()
	var out []Owner
	for rows.Next() {
		var o Owner
		if err := rows.Scan(&o.UID, &o.Name); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, mapErr(rows.Err())
}

// remember keeps who owns the channels of a contact that was just written, while
// the indexes that would tell are away.
func (tx *Tx) remember(id int64, c *Contact) {
	b := tx.bulk
	if b == nil || !b.empty {
		return
	}
	for i := range c.Emails {
		b.own(emailKey, c.Emails[i].Key, id)
	}
	for i := range c.Phones {
		if c.Phones[i].Key != "" {
			b.own(phoneKey, c.Phones[i].Key, id)
		}
	}
}

func (b *bulk) own(kind channelKind, key string, id int64) {
	b.owners.add(b.hash(kind, key), uint32(id-b.first["contact"]))
}

func (b *bulk) hash(kind channelKind, key string) uint64 {
	var h maphash.Hash
	h.SetSeed(b.seed)
	h.WriteByte(byte(kind))
	h.WriteString(key)
	return h.Sum64()
}

// remembered looks the owners up in memory, and checks each against its rows:
// two keys may share a hash, and a contact may have lost the channel since.
func (tx *Tx) remembered(kind channelKind, key string) ([]Owner, error) {
	b := tx.bulk
	ids := b.owners.find(b.hash(kind, key))
	if len(ids) == 0 {
		return nil, nil
	}
	query := `SELECT uid, name FROM contact WHERE id = ?1 AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM phone WHERE contact_id = ?1 AND key = ?2)`
	if kind == emailKey {
		query = `SELECT uid, name FROM contact WHERE id = ?1 AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM email WHERE contact_id = ?1 AND key = ?2)`
	}
	var out []Owner
	for _, id := range ids {
		found, err := tx.ownerQuery(query, int64(id)+b.first["contact"], key)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}
