package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"crm/store/fold"
)

// Merge makes one contact of several: keep stays, and what the others have becomes
// its own, their log, reminders, deals and purchases included; what becomes of the
// fields is told by Join, which is also what it returns. The others are gone, and
// not in the trash; undoing the operation brings them back. Their ids stay, as
// external ids of MergedIDs. Errors: ErrNotFound, Invalid.
func (tx *Tx) Merge(choice map[string]string, keep string, others ...string) (Joint, error) {
	ids, err := tx.toMerge(append([]string{keep}, others...))
	if err != nil {
		return Joint{}, err
	}
	all, err := contactsByID(tx.ctx, tx, ids)
	if err != nil {
		return Joint{}, err
	}
	j := Join(choice, all[0], all[1:]...)
	c := &j.Contact
	c.clean(tx.s.opt.Region)
	if err := c.validate(); err != nil {
		return Joint{}, err
	}
	for _, other := range ids[1:] {
		if err := tx.moveRows(other, ids[0]); err != nil {
			return Joint{}, fmt.Errorf("merge contacts: %w", err)
		}
	}
	for i, uid := range others {
		if err := tx.moveCadence(uid, keep); err != nil {
			return Joint{}, fmt.Errorf("merge contacts: %w", err)
		}
		if err := tx.deleteContact(ids[i+1]); err != nil {
			return Joint{}, err
		}
	}
	if err := tx.SaveContact(*c); err != nil {
		return Joint{}, err
	}
	tx.touch(ids[0], staleStats|staleSearch)
	// The sort key of somebody without a name is the first number, which may have
	// come with the rows.
	err = tx.exec(`UPDATE contact SET created_at = ?, updated_at = ?, sort_key = ? WHERE id = ?`,
		formatTime(c.Created), formatTime(tx.now), sortKey(c, fold.Text(c.Name)), ids[0])
	return j, wrap("merge contacts", err)
}

// toMerge finds the rows of the contacts, the one to keep first.
func (tx *Tx) toMerge(uids []string) ([]int64, error) {
	if len(uids) < 2 {
		return nil, &Invalid{"contact", "give the contact to keep and another"}
	}
	var ids []int64
	for _, uid := range uids {
		id, err := tx.contactID(uid)
		if err != nil {
			return nil, err
		}
		if slices.Contains(ids, id) {
			return nil, &Invalid{"contact", "a contact cannot be merged with itself"}
		}
		var live bool
		if err := tx.row(`SELECT deleted_at IS NULL FROM contact WHERE id = ?`, id).Scan(&live); err != nil {
			return nil, mapErr(err)
		}
		if !live {
			return nil, &Invalid{"contact", uid + " is in the trash: restore it first"}
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// moveRows gives to one contact the rows of another. What both have stays behind,
// for deleteContact; so do rows that SaveContact writes anew.
func (tx *Tx) moveRows(from, to int64) error {
	for _, query := range []string{
		`UPDATE interaction SET contact_id = ?2 WHERE contact_id = ?1`,
		`UPDATE reminder SET contact_id = ?2 WHERE contact_id = ?1`,
		`UPDATE deal SET contact_id = ?2 WHERE contact_id = ?1`,
		`UPDATE purchase SET contact_id = ?2 WHERE contact_id = ?1`,
		`UPDATE external_id SET contact_id = ?2 WHERE contact_id = ?1`,
		`UPDATE email
		 SET contact_id = ?2, pos = pos + (SELECT coalesce(max(pos) + 1, 0) FROM email WHERE contact_id = ?2)
		 WHERE contact_id = ?1 AND key NOT IN (SELECT key FROM email WHERE contact_id = ?2)`,
		`UPDATE phone
		 SET contact_id = ?2, pos = pos + (SELECT coalesce(max(pos) + 1, 0) FROM phone WHERE contact_id = ?2)
		 WHERE contact_id = ?1 AND NOT EXISTS (
			SELECT 1 FROM phone k
			WHERE k.contact_id = ?2 AND (k.text = phone.text OR k.key <> '' AND k.key = phone.key AND (k.ext = phone.ext OR phone.ext = '')))`,
		`UPDATE vcard_extra SET contact_id = ?2 WHERE contact_id = ?1 AND line NOT IN (SELECT line FROM vcard_extra WHERE contact_id = ?2)`,
		`UPDATE segment_member SET contact_id = ?2
		 WHERE contact_id = ?1 AND segment_id NOT IN (SELECT segment_id FROM segment_member WHERE contact_id = ?2)`,
		`UPDATE relation SET contact_id = ?2
		 WHERE contact_id = ?1 AND other_id <> ?2
		   AND NOT EXISTS (SELECT 1 FROM relation k WHERE k.contact_id = ?2 AND k.other_id = relation.other_id AND k.kind = relation.kind)`,
		`UPDATE relation SET other_id = ?2
		 WHERE other_id = ?1 AND contact_id <> ?2
		   AND NOT EXISTS (SELECT 1 FROM relation k WHERE k.other_id = ?2 AND k.contact_id = relation.contact_id AND k.kind = relation.kind)`,
	} {
		if err := tx.exec(query, from, to); err != nil {
			return err
		}
	}
	return tx.moveApart(from, to)
}

// moveCadence keeps how often to be in touch, unless the contact has a rule of its
// own.
func (tx *Tx) moveCadence(from, to string) error {
	err := tx.exec(`
		UPDATE cadence SET ref = ?2
		WHERE of = 'contact' AND ref = ?1 AND NOT EXISTS (SELECT 1 FROM cadence WHERE of = 'contact' AND ref = ?2)`, from, to)
	if err != nil {
		return err
	}
	return tx.exec(`DELETE FROM cadence WHERE of = 'contact' AND ref = ?`, from)
}

// SureGroups are the contacts of a list of pairs that are surely one person, the
// one to keep first: a pair, or more that hang together.
func SureGroups(list []Dupe) [][]Owner {
	var out [][]Owner
	for _, chain := range chains(list) {
		who := map[int64]*suspect{}
		for _, i := range chain {
			for _, x := range list[i].who {
				who[x.id] = x
			}
		}
		var all []*suspect
		for _, x := range who {
			all = append(all, x)
		}
		slices.SortFunc(all, elder)
		group := make([]Owner, len(all))
		for i, x := range all {
			group[i] = Owner{x.uid, x.display}
		}
		out = append(out, group)
	}
	return out
}

// MergedInto returns the contact that one which is gone was merged into, by the
// id that it had or the beginning of it. Error: ErrNotFound.
func (s *Store) MergedInto(ctx context.Context, prefix string) (string, error) {
	uids, err := s.mergedFrom(ctx, prefix)
	switch {
	case err != nil:
		return "", err
	case len(uids) != 1:
		return "", fmt.Errorf("contact %s: %w", prefix, ErrNotFound)
	}
	return uids[0], nil
}

// findMerged finds contacts by the ids of those merged into them. Letters alone
// could be a name as well, as with findID.
func (s *Store) findMerged(ctx context.Context, arg string) ([]string, error) {
	uids, err := s.mergedFrom(ctx, arg)
	if err != nil || len(uids) == 0 || len(arg) == uidLen || strings.ContainsAny(arg, "0123456789") {
		return uids, err
	}
	return s.withNamed(ctx, uids, arg)
}

func (s *Store) mergedFrom(ctx context.Context, arg string) ([]string, error) {
	prefix := strings.ToLower(arg)
	if !IsUID(prefix) {
		return nil, nil
	}
	return s.uids(ctx, `
		SELECT DISTINCT c.uid
		FROM external_id x
		JOIN contact c ON c.id = x.contact_id
		WHERE x.system = '`+MergedIDs+`' AND x.ext_id >= ?1 AND x.ext_id < ?1 || '{' AND c.deleted_at IS NULL
		LIMIT 50`, prefix)
}

// formerName is what somebody was called who was merged into another: as the
// journal tells it, or else as the other is called; "" for who was not.
func (s *Store) formerName(ctx context.Context, uid string) (string, error) {
	names, err := collect(ctx, s.read, func(r *sql.Rows, name *string) error { return r.Scan(name) }, `
		SELECT coalesce(
			(SELECT nullif(coalesce(nullif(before ->> '$.name', ''), before ->> '$.nickname'), '')
			 FROM change
			 WHERE tbl = 'contact' AND act = 'd' AND before ->> '$.uid' = x.ext_id
			 ORDER BY id DESC
			 LIMIT 1), '')
		FROM external_id x
		WHERE x.system = '`+MergedIDs+`' AND x.ext_id = ?`, uid)
	if err != nil || len(names) == 0 || names[0] != "" {
		return strings.Join(names, ""), wrap("read name", err)
	}
	into, err := s.MergedInto(ctx, uid)
	if errors.Is(err, ErrNotFound) { // in the trash
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return s.nameOf(ctx, into)
}

// mergedEver lists the rows that the contacts merged into one had: the journal
// holds them, for undoing the merge, until the one is deleted for good.
func (tx *Tx) mergedEver(contact int64) ([]int64, error) {
	rows, err := tx.query(`
		SELECT DISTINCT c.row_id
		FROM external_id x
		JOIN change c ON c.tbl = 'contact' AND c.act = 'd' AND c.before ->> '$.uid' = x.ext_id
		WHERE x.contact_id = ? AND x.system = '`+MergedIDs+`'`, contact)
	if err != nil {
		return nil, err
	}
	return scanInts(rows)
}

// Moves counts what a contact brings along when it is merged into another.
type Moves struct{ Interactions, Reminders, Deals, Purchases int }

// Moves counts what belongs to some contacts.
func (s *Store) Moves(ctx context.Context, uids ...string) (Moves, error) {
	var m Moves
	err := s.read.QueryRowContext(ctx, `
		WITH who AS (SELECT c.id FROM json_each(?) j CROSS JOIN contact c ON c.uid = j.value)
		SELECT (SELECT count(*) FROM interaction WHERE contact_id IN who),
		       (SELECT count(*) FROM reminder WHERE contact_id IN who),
		       (SELECT count(*) FROM deal WHERE contact_id IN who),
		       (SELECT count(*) FROM purchase WHERE contact_id IN who)`, jsonList(uids)).
		Scan(&m.Interactions, &m.Reminders, &m.Deals, &m.Purchases)
	return m, wrap("count what moves", mapErr(err))
}

// Any reports that there is something to move.
func (m Moves) Any() bool { return cmp.Or(m.Interactions, m.Reminders, m.Deals, m.Purchases) != 0 }
