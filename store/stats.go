package store

import "fmt"

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
