package store

import (
	"database/sql"
	"fmt"
	"hash/maphash"
)

// bulk is the state of an import of many contacts: insert triggers are away and
// the added rows are journalled as id ranges; companies, tags and fields are
// remembered instead of looked up; rows are inserted some at a time (gather.go), and
// search rows many at a time (pending.go).
type bulk struct {
	first     map[string]int64 // the last id that each journalled table had given before the import
	tables    []string
	companies map[string]int64
	tags      map[string]int64
	fields    map[string]int64
	empty     bool // the book held no contact
	pending   pending
	owners    ownerTable // by channel key: what the dropped indexes would find
	seed      maphash.Seed
	cold      coldRules

	rows        []*gathered // those of contact first
	waiting     bool
	failed      error               // what could not be inserted
	uids        map[string]int64    // contacts that wait
	marks       map[uint64]struct{} // by what those rows may be looked for
	lastContact int64
}

// BeginBulk prepares the transaction for adding many contacts. In an empty book
// the indexes of keys are made after the rows, which takes 0.6 of the time.
func (tx *Tx) BeginBulk() error {
	b := &bulk{
		first:     map[string]int64{},
		companies: map[string]int64{}, tags: map[string]int64{}, fields: map[string]int64{},
		seed: maphash.MakeSeed(), uids: map[string]int64{}, marks: map[uint64]struct{}{},
	}
	var err error
	if b.cold, err = coldRulesOf(tx.ctx, tx); err != nil {
		return fmt.Errorf("begin import: %w", err)
	}
	if b.tables, err = journalled(tx.ctx, tx); err != nil {
		return fmt.Errorf("begin import: %w", err)
	}
	for _, table := range b.tables {
		if b.first[table], err = tx.lastID(table); err != nil {
			return fmt.Errorf("begin import: %w", err)
		}
	}
	b.lastContact = b.first["contact"]
	if err := tx.row(`SELECT NOT EXISTS (SELECT 1 FROM contact)`).Scan(&b.empty); err != nil {
		return fmt.Errorf("begin import: %w", mapErr(err))
	}
	if err := tx.dropForBulk(b); err != nil {
		return fmt.Errorf("begin import: %w", err)
	}
	if err := tx.widenSearch(); err != nil {
		return fmt.Errorf("begin import: %w", err)
	}
	tx.bulk, tx.counted = b, true
	return nil
}

// keyTables have indexes whose keys come in no order, so that adding a row touches a
// page of its own. None of these is read while rows are added; what is unique, and
// what leads from a contact to its rows, is.
var keyTables = [...]string{"contact", "contact_stats", "email", "phone", "address", "custom_value", "purchase"}

// dropForBulk drops the insert triggers, and in an empty book the key indexes.
func (tx *Tx) dropForBulk(b *bulk) error {
	for _, table := range b.tables {
		if err := tx.without("trigger", table+"_i"); err != nil {
			return err
		}
	}
	if !b.empty {
		return nil
	}
	for _, table := range keyTables {
		names, err := collect(tx.ctx, tx, func(r *sql.Rows, name *string) error { return r.Scan(name) }, `
			SELECT l.name
			FROM pragma_index_list(?) l
			JOIN pragma_index_info(l.name) i ON i.seqno = 0
			WHERE l.origin = 'c' AND NOT l."unique" AND (i.name IS NULL OR i.name <> 'contact_id')
			ORDER BY l.name`, table)
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := tx.without("index", name); err != nil {
				return err
			}
		}
	}
	return nil
}

// endBulk journals the rows that were added.
func (tx *Tx) endBulk() error {
	b := tx.bulk
	if b == nil {
		return nil
	}
	tx.bulk = nil
	added := map[string][]span{}
	for _, table := range b.tables {
		last, err := tx.lastID(table)
		if err != nil {
			return fmt.Errorf("end import: %w", err)
		}
		if last > b.first[table] {
			added[table] = []span{{b.first[table] + 1, last}}
		}
	}
	return wrap("end import", tx.journalRanges(added))
}

// lastID returns the highest id that a table ever gave, which may be gone.
func (tx *Tx) lastID(table string) (id int64, err error) {
	err = tx.row(`SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)`, table).Scan(&id)
	return id, mapErr(err)
}

// bulkDerived makes the search row and the statistics of a contact that was just
// added, from the record at hand.
func (tx *Tx) bulkDerived(id int64, c *Contact) error {
	b := tx.bulk
	tx.remember(id, c)
	if c.Deleted.IsZero() {
		b.pending.add(id, c)
	}
	cold := b.cold.on(coldFacts{relation: c.Relation, life: c.Life, trashed: !c.Deleted.IsZero(), since: formatTime(c.Created)})
	if err := tx.add(`INSERT INTO contact_stats (contact_id, cold_on)`, "", id, cold); err != nil {
		return fmt.Errorf("add statistics: %w", err)
	}
	if !b.pending.full() {
		return nil
	}
	return tx.writePending()
}

// logPending adds the text of an interaction to the search row of its contact,
// while that row is not written yet. Else the row is to be made anew.
func (tx *Tx) logPending(contact int64, text string) bool {
	return tx.bulk != nil && tx.bulk.pending.addLog(contact, text)
}

func (tx *Tx) writePending() error {
	b := tx.bulk
	if b == nil {
		return nil
	}
	for i := range b.pending.rows {
		if err := tx.insertSearch(b.pending.rows[i].id, b.pending.searchRow(i)); err != nil {
			return err
		}
	}
	b.pending.clear()
	return nil
}

func (tx *Tx) bulkCompany(key string) (int64, bool) { return tx.recall(companies, key) }
func (tx *Tx) bulkTag(key string) (int64, bool)     { return tx.recall(tags, key) }
func (tx *Tx) bulkField(key string) (int64, bool)   { return tx.recall(fields, key) }

func (tx *Tx) keepCompany(key string, id int64) { tx.memorize(companies, key, id) }
func (tx *Tx) keepTag(key string, id int64)     { tx.memorize(tags, key, id) }
func (tx *Tx) keepField(key string, id int64)   { tx.memorize(fields, key, id) }

type memo int

const (
	companies memo = iota
	tags
	fields
)

func (b *bulk) memo(m memo) map[string]int64 {
	return [...]map[string]int64{b.companies, b.tags, b.fields}[m]
}

func (tx *Tx) recall(m memo, key string) (int64, bool) {
	if tx.bulk == nil {
		return 0, false
	}
	id, ok := tx.bulk.memo(m)[key]
	return id, ok
}

func (tx *Tx) memorize(m memo, key string, id int64) {
	if tx.bulk != nil {
		tx.bulk.memo(m)[key] = id
	}
}
