package store

import (
	"database/sql"
	"fmt"
	"slices"
)

// statsOf computes the statistics of contacts from their rows.
//
// Tries are the calls without an answer since the person was last reached, or
// anything else happened between us; a note is nothing that happens between us.
const statsOf = `
	SELECT c.id AS contact_id,
	       (SELECT at FROM interaction WHERE contact_id = c.id ORDER BY at DESC, id DESC LIMIT 1) AS last_at,
	       (SELECT kind FROM interaction WHERE contact_id = c.id ORDER BY at DESC, id DESC LIMIT 1) AS last_kind,
	       (SELECT count(*)
	        FROM interaction
	        WHERE contact_id = c.id AND kind = 'call' AND outcome IN ` + unanswered + `
	          AND at > coalesce((SELECT max(at)
	                             FROM interaction
	                             WHERE contact_id = c.id AND kind <> 'note' AND NOT (kind = 'call' AND outcome IN ` + unanswered + `)), '')) AS tries,
	       (SELECT min(due_on) FROM reminder WHERE contact_id = c.id AND done_at IS NULL AND kind IN ` + dueKinds + `) AS next_due
	FROM contact c`

// restat makes the statistics of one contact anew from its rows.
func (tx *Tx) restat(contact int64) error {
	err := tx.exec(`
		INSERT INTO contact_stats (contact_id, last_at, last_kind, tries, next_due)`+statsOf+`
		WHERE c.id = ?
		ON CONFLICT (contact_id) DO UPDATE SET
			last_at = excluded.last_at, last_kind = excluded.last_kind,
			tries = excluded.tries, next_due = excluded.next_due`, contact)
	if err != nil {
		return fmt.Errorf("update statistics: %w", err)
	}
	return nil
}

// unanswered are the outcomes of a call that reached nobody.
const unanswered = `('na', 'vm', 'busy')`

// statsBatch is how many contacts' statistics are made in one pass.
const statsBatch = 2000

// restatAll makes the statistics of contacts anew. Of many it reads the rows once
// and counts here: restat's statement takes five times as long for each.
func (tx *Tx) restatAll(ids []int64) error {
	if len(ids) < 50 {
		for _, id := range ids {
			if err := tx.restat(id); err != nil {
				return err
			}
		}
		return nil
	}
	for ids := range slices.Chunk(ids, statsBatch) {
		if err := tx.restatBatch(ids); err != nil {
			return fmt.Errorf("update statistics: %w", err)
		}
	}
	return nil
}

// tally gathers the statistics of one contact.
type tally struct {
	lastAt, lastKind, nextDue any // text, or nil for NULL
	reached                   string
	tried                     []string // when calls reached nobody
}

func (t *tally) tries() (n int) {
	for _, at := range t.tried {
		if at > t.reached {
			n++
		}
	}
	return n
}

func (tx *Tx) restatBatch(ids []int64) error {
	list := jsonList(ids)
	there := map[int64]*tally{}
	_, err := collect(tx.ctx, tx, func(r *sql.Rows, _ *struct{}) error {
		var id int64
		err := r.Scan(&id)
		there[id] = &tally{}
		return err
	}, `SELECT c.id FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value`, list)
	if err != nil {
		return err
	}
	_, err = collect(tx.ctx, tx, func(r *sql.Rows, _ *struct{}) error {
		var id int64
		var at, kind string
		var missed bool
		if err := r.Scan(&id, &at, &kind, &missed); err != nil {
			return err
		}
		t := there[id]
		t.lastAt, t.lastKind = at, kind
		switch {
		case missed:
			t.tried = append(t.tried, at)
		case kind != "note":
			t.reached = at
		}
		return nil
	}, `
		SELECT i.contact_id, i.at, i.kind, i.kind = 'call' AND i.outcome IN `+unanswered+`
		FROM json_each(?) j
		CROSS JOIN interaction i ON i.contact_id = j.value
		ORDER BY i.contact_id, i.at, i.id`, list)
	if err != nil {
		return err
	}
	_, err = collect(tx.ctx, tx, func(r *sql.Rows, _ *struct{}) error {
		var id int64
		var due string
		if err := r.Scan(&id, &due); err != nil {
			return err
		}
		there[id].nextDue = due
		return nil
	}, `
		SELECT r.contact_id, min(r.due_on)
		FROM json_each(?) j
		CROSS JOIN reminder r ON r.contact_id = j.value
		WHERE r.done_at IS NULL AND r.kind IN `+dueKinds+`
		GROUP BY r.contact_id`, list)
	if err != nil {
		return err
	}
	for _, id := range ids {
		t := there[id]
		if t == nil {
			continue
		}
		err := tx.exec(`
			INSERT INTO contact_stats (contact_id, last_at, last_kind, tries, next_due)
			VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (contact_id) DO UPDATE SET
				last_at = excluded.last_at, last_kind = excluded.last_kind,
				tries = excluded.tries, next_due = excluded.next_due`, id, t.lastAt, t.lastKind, t.tries(), t.nextDue)
		if err != nil {
			return err
		}
	}
	return nil
}
