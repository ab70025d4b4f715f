package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Deals returns the deals of some contacts by contact, the oldest first.
func (s *Store) Deals(ctx context.Context, contacts []string) (map[string][]Deal, error) {
	return deals(ctx, s.read, contacts)
}

// Deals returns the deals of a contact, the oldest first.
func (tx *Tx) Deals(contact string) ([]Deal, error) {
	found, err := deals(tx.ctx, tx, []string{contact})
	return found[contact], err
}

func deals(ctx context.Context, q querier, contacts []string) (map[string][]Deal, error) {
	list := jsonList(contacts)
	uids := map[int64]string{}
	_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		var id int64
		var uid string
		err := r.Scan(&id, &uid)
		uids[id] = uid
		return err
	}, `SELECT c.id, c.uid FROM json_each(?) j CROSS JOIN contact c ON c.uid = j.value`, list)
	if err != nil {
		return nil, fmt.Errorf("read deals: %w", err)
	}
	found, err := collect(ctx, q, scanDeal, dealSelect+`
		FROM deal
		WHERE contact_id IN (SELECT c.id FROM json_each(?) j CROSS JOIN contact c ON c.uid = j.value)
		ORDER BY contact_id, opened_at, id`, list)
	if err != nil {
		return nil, fmt.Errorf("read deals: %w", err)
	}
	if err := readDealChanges(ctx, q, found); err != nil {
		return nil, err
	}
	out := map[string][]Deal{}
	for _, d := range found {
		d.Contact = uids[d.contact]
		out[d.Contact] = append(out[d.Contact], d)
	}
	return out, nil
}

func readDealChanges(ctx context.Context, q querier, list []Deal) error {
	if len(list) == 0 {
		return nil
	}
	ids, at := make([]int64, len(list)), make(map[int64]*Deal, len(list))
	for i := range list {
		ids[i], at[list[i].id] = list[i].id, &list[i]
	}
	_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		var deal int64
		var c DealChange
		if err := r.Scan(&deal, timeText{&c.At}, &c.From, &c.To); err != nil {
			return err
		}
		at[deal].Changes = append(at[deal].Changes, c)
		return nil
	}, `
		SELECT deal_id, at, "from", "to"
		FROM deal_change
		WHERE deal_id IN (SELECT value FROM json_each(?))
		ORDER BY deal_id, at, id`, jsonList(ids))
	return wrap("read deals", err)
}

// AddDeal adds a deal and returns its uid: d.UID if it has one, else a new one.
// Without a stage it is in the first one; without a day of opening it is opened
// now. One that is won or lost is closed, now unless it says when. Changes are
// kept when set. Who bought becomes a current customer, as with AddPurchase.
// Errors: ErrNotFound, ErrExists for a uid in use, Invalid.
func (tx *Tx) AddDeal(d Deal) (string, error) {
	contact, err := tx.contactID(d.Contact)
	if err != nil {
		return "", err
	}
	list, err := stages(tx.ctx, tx)
	if err != nil {
		return "", err
	}
	if err := d.clean(list, tx.now); err != nil {
		return "", err
	}
	restored := d.UID != ""
	if !restored {
		d.UID = tx.s.opt.UID()
	}
	id, err := tx.insert(`
		INSERT INTO deal (uid, contact_id, title, stage, value, currency, opened_at, expected_on, closed_at, outcome, lost_reason)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.UID, contact, d.Title, d.Stage, d.Value.Minor, d.Value.Currency, formatTime(d.Opened),
		nullText(d.ExpectedOn), nullTime(d.Closed), d.Outcome, d.LostReason)
	if err != nil {
		return "", fmt.Errorf("add deal: %w", err)
	}
	for _, c := range d.Changes {
		if err := tx.addDealChange(id, c); err != nil {
			return "", err
		}
	}
	tx.touch(contact, staleStats)
	if restored || d.Outcome != "won" {
		return d.UID, nil
	}
	return d.UID, tx.becomeCurrent(contact)
}

func (tx *Tx) addDealChange(deal int64, c DealChange) error {
	_, err := tx.insert(`INSERT INTO deal_change (deal_id, at, "from", "to") VALUES (?, ?, ?, ?)`, deal, formatTime(c.At), c.From, c.To)
	return wrap("add deal change", err)
}

// clean brings a deal into the form in which SetStage leaves one, and refuses what
// contradicts itself.
func (d *Deal) clean(stages []string, now time.Time) error {
	d.Title, d.LostReason = Clean(d.Title), Clean(d.LostReason)
	d.Stage, d.Outcome = strings.ToLower(Clean(d.Stage)), strings.ToLower(Clean(d.Outcome))
	if d.Outcome != "" && !isClosing(d.Outcome) {
		return &Invalid{"outcome", `"` + d.Outcome + `" is not won or lost`}
	}
	if d.Stage == "" {
		d.Stage = cmp.Or(d.Outcome, stages[0])
	}
	if !isClosing(d.Stage) && !slices.Contains(stages, d.Stage) {
		return &Invalid{"stage", `there is no "` + d.Stage + `": ` + strings.Join(stages, ", ")}
	}
	if d.Outcome == "" && isClosing(d.Stage) {
		d.Outcome = d.Stage
	}
	switch {
	case d.Outcome == "" && !d.Closed.IsZero():
		return &Invalid{"closed", "a deal that is closed is won or lost"}
	case isClosing(d.Stage) && d.Stage != d.Outcome:
		return &Invalid{"outcome", "a deal in the stage " + d.Stage + " is not " + d.Outcome}
	}
	if d.ExpectedOn != "" {
		if _, err := time.Parse(time.DateOnly, d.ExpectedOn); err != nil {
			return &Invalid{"expected", `"` + d.ExpectedOn + `" is not a date: write it as 2026-11-23`}
		}
	}
	d.settle(now)
	return d.Value.clean()
}

// settle fills in the times, and closes a deal that was lost while in a stage: the
// stage it was lost from stays among its changes.
func (d *Deal) settle(now time.Time) {
	if d.Outcome != "" && d.Closed.IsZero() {
		d.Closed = now
	}
	if d.Opened.IsZero() {
		d.Opened = now
		if !d.Closed.IsZero() && d.Closed.Before(now) {
			d.Opened = d.Closed
		}
	}
	if d.Outcome == "" || d.Stage == d.Outcome {
		return
	}
	if len(d.Changes) == 0 {
		d.Changes = []DealChange{{At: d.Closed, From: d.Stage, To: d.Outcome}}
	}
	d.Stage = d.Outcome
}

// isClosing tells whether a deal in that stage is closed.
func isClosing(stage string) bool { return stage == "won" || stage == "lost" }
