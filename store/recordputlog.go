package store

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// put keeps an interaction with the contact that the book has it with: two people
// may have been merged since.
func (i Interaction) put(tx *Tx, replace bool) (Put, error) {
	contact, err := tx.contactID(i.Contact)
	if err != nil {
		return PutSame, err
	}
	if i.Kind = strings.ToLower(Clean(i.Kind)); i.Kind == "" {
		return PutSame, &Invalid{"kind", "say what it was: call, email, meeting, note …"}
	}
	if i.Direction != "" && i.Direction != "in" && i.Direction != "out" {
		return PutSame, &Invalid{"direction", `"` + i.Direction + `" is not in or out`}
	}
	there, contact, err := tx.ownerOf(`SELECT contact_id FROM interaction WHERE uid = ?`, i.UID, contact)
	if err != nil {
		return PutSame, fmt.Errorf("put interaction: %w", err)
	}
	did, err := tx.putRow("interaction", there, replace, `
		INSERT INTO interaction (uid, contact_id, at, kind, direction, outcome, seconds, text)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`, `
		UPDATE interaction
		SET at = ?3, kind = ?4, direction = ?5, outcome = ?6, seconds = ?7, text = ?8
		WHERE uid = ?1 AND contact_id = ?2 AND (at, kind, direction, outcome, seconds, text) <> (?3, ?4, ?5, ?6, ?7, ?8)`,
		tx.uidOr(i.UID), contact, tx.timeOr(i.At), i.Kind, i.Direction, Clean(i.Outcome), i.Seconds, CleanBlock(i.Text))
	if did != PutSame {
		tx.touch(contact, staleStats|staleSearch)
	}
	return did, err
}

func (r ReminderRecord) put(tx *Tx, replace bool) (Put, error) {
	if err := r.validate(); err != nil {
		return PutSame, err
	}
	if !slices.Contains([]string{"", "me", "them"}, r.Owed) {
		return PutSame, &Invalid{"owed", `"` + r.Owed + `" is not me or them`}
	}
	contact, err := tx.contactID(r.Contact)
	if err != nil {
		return PutSame, err
	}
	there, contact, err := tx.ownerOf(`SELECT contact_id FROM reminder WHERE uid = ?`, r.UID, contact)
	if err != nil {
		return PutSame, fmt.Errorf("put reminder: %w", err)
	}
	did, err := tx.putRow("reminder", there, replace, `
		INSERT INTO reminder (uid, contact_id, kind, due_on, text, owed, rule, anchor, ahead_days, due_at, done_at, snoozed_on)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`, `
		UPDATE reminder
		SET kind = ?3, due_on = ?4, text = ?5, owed = ?6, rule = ?7, anchor = ?8, ahead_days = ?9, due_at = ?10, done_at = ?11, snoozed_on = ?12
		WHERE uid = ?1 AND contact_id = ?2
		  AND ((kind, due_on, text, owed, rule, anchor, ahead_days) <> (?3, ?4, ?5, ?6, ?7, ?8, ?9)
		    OR due_at IS NOT ?10 OR done_at IS NOT ?11 OR snoozed_on IS NOT ?12)`,
		tx.uidOr(r.UID), contact, r.Kind, r.DueOn, Clean(r.Text), r.Owed, Clean(r.Rule), Clean(r.Anchor), r.Ahead,
		nullTime(r.DueAt), nullTime(r.DoneAt), nullText(Clean(r.SnoozedOn)))
	if did != PutSame {
		tx.touch(contact, staleStats)
	}
	return did, err
}

// put writes a deal as it stands, in a stage that this book may not list; its steps
// are added where they are not known.
func (d Deal) put(tx *Tx, replace bool) (Put, error) {
	if d.Stage = strings.ToLower(Clean(d.Stage)); d.Stage == "" {
		return PutSame, &Invalid{"stage", "a deal is in some stage"}
	}
	if !slices.Contains([]string{"", "won", "lost"}, d.Outcome) {
		return PutSame, &Invalid{"outcome", `"` + d.Outcome + `" is not won or lost`}
	}
	if err := d.Value.clean(); err != nil {
		return PutSame, err
	}
	contact, err := tx.contactID(d.Contact)
	if err != nil {
		return PutSame, err
	}
	there, contact, err := tx.ownerOf(`SELECT contact_id FROM deal WHERE uid = ?`, d.UID, contact)
	if err != nil {
		return PutSame, fmt.Errorf("put deal: %w", err)
	}
	d.UID = tx.uidOr(d.UID)
	did, err := tx.putRow("deal", there, replace, `
		INSERT INTO deal (uid, contact_id, title, stage, value, currency, opened_at, outcome, lost_reason, expected_on, closed_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`, `
		UPDATE deal
		SET title = ?3, stage = ?4, value = ?5, currency = ?6, opened_at = ?7, outcome = ?8, lost_reason = ?9, expected_on = ?10, closed_at = ?11
		WHERE uid = ?1 AND contact_id = ?2
		  AND ((title, stage, value, currency, opened_at, outcome, lost_reason) <> (?3, ?4, ?5, ?6, ?7, ?8, ?9)
		    OR expected_on IS NOT ?10 OR closed_at IS NOT ?11)`,
		d.UID, contact, Clean(d.Title), d.Stage, d.Value.Minor, d.Value.Currency, tx.timeOr(d.Opened), d.Outcome, Clean(d.LostReason),
		nullText(Clean(d.ExpectedOn)), nullTime(d.Closed))
	if err != nil || there && !replace {
		return did, err
	}
	for _, c := range d.Changes {
		wrote, err := tx.write(`
			INSERT INTO deal_change (deal_id, at, "from", "to")
			SELECT id, ?2, ?3, ?4
			FROM deal
			WHERE uid = ?1 AND NOT EXISTS (
				SELECT 1 FROM deal_change WHERE deal_id = deal.id AND at = ?2 AND "from" = ?3 AND "to" = ?4)`,
			d.UID, formatTime(c.At), Clean(c.From), Clean(c.To))
		if err != nil {
			return did, fmt.Errorf("put deal: %w", err)
		}
		if wrote && did == PutSame {
			did = PutChanged
		}
	}
	if did != PutSame {
		tx.touch(contact, staleStats)
	}
	return did, nil
}

func (p Purchase) put(tx *Tx, replace bool) (Put, error) {
	if err := p.clean(); err != nil {
		return PutSame, err
	}
	contact, err := tx.contactID(p.Contact)
	if err != nil {
		return PutSame, err
	}
	there, contact, err := tx.ownerOf(`SELECT contact_id FROM purchase WHERE uid = ?`, p.UID, contact)
	if err != nil {
		return PutSame, fmt.Errorf("put purchase: %w", err)
	}
	deal, err := tx.dealOf(contact, p.Deal)
	if err != nil {
		return PutSame, err
	}
	did, err := tx.putRow("purchase", there, replace, `
		INSERT INTO purchase (uid, contact_id, on_date, item, amount, currency, note, deal_id)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`, `
		UPDATE purchase
		SET on_date = ?3, item = ?4, amount = ?5, currency = ?6, note = ?7, deal_id = ?8
		WHERE uid = ?1 AND contact_id = ?2
		  AND ((on_date, item, amount, currency, note) <> (?3, ?4, ?5, ?6, ?7) OR deal_id IS NOT ?8)`,
		tx.uidOr(p.UID), contact, p.On, p.Item, p.Amount.Minor, p.Amount.Currency, p.Note, deal)
	if did != PutSame {
		tx.touch(contact, staleStats)
	}
	return did, err
}

// ownerOf tells whether a row with that uid is there, and whose it is; else it is
// to be the given contact's.
func (tx *Tx) ownerOf(query, uid string, contact int64) (there bool, owner int64, err error) {
	owner, err = tx.rowID(query, uid)
	if owner == 0 {
		return false, contact, err
	}
	return true, owner, err
}

func (tx *Tx) uidOr(uid string) string {
	if uid == "" {
		return tx.s.opt.UID()
	}
	return uid
}

func (tx *Tx) timeOr(t time.Time) string {
	if t.IsZero() {
		t = tx.now
	}
	return formatTime(t)
}

func (r SettingRecord) put(tx *Tx, replace bool) (Put, error) {
	old, err := tx.Setting(r.Key)
	switch {
	case err != nil || r.Value == "" || r.Value == old || old != "" && !replace:
		return PutSame, err
	case old == "":
		return PutAdded, tx.SetSetting(r.Key, r.Value)
	}
	return PutChanged, tx.SetSetting(r.Key, r.Value)
}

func (p Profile) put(tx *Tx, replace bool) (Put, error) {
	id, err := tx.rowID(`SELECT id FROM import_profile WHERE signature = ? AND (? OR mapping = ?)`, p.Signature, !replace, p.Mapping)
	if err != nil || id != 0 {
		return PutSame, wrap("put profile", err)
	}
	if id, err = tx.rowID(`SELECT id FROM import_profile WHERE signature = ?`, p.Signature); err != nil {
		return PutSame, wrap("put profile", err)
	}
	if err := tx.SaveProfile(p); err != nil {
		return PutSame, err
	}
	if id != 0 {
		return PutChanged, nil
	}
	return PutAdded, nil
}

func (r ErasedRecord) put(tx *Tx, _ bool) (Put, error) {
	if r.Hash == "" {
		return PutSame, &Invalid{"erased", "it needs a hash"}
	}
	return tx.putOnce("erased person", `SELECT id FROM erased WHERE hash = ?1 AND ?2 IS NOT NULL`, `INSERT INTO erased (hash, on_date) VALUES (?1, ?2)`, Clean(r.Hash), Clean(r.On))
}
