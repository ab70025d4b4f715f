package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"crm/store/money"
)

// Deal is a possible sale.
type Deal struct {
	UID        string
	Contact    string // uid
	Title      string
	Stage      string
	Value      Money
	Opened     time.Time
	ExpectedOn string
	Closed     time.Time // zero while open
	Outcome    string    // won, lost or ""
	LostReason string
	Changes    []DealChange // how it came to its stage, the oldest first; read by Deals only

	id, contact int64
}

// DealChange is a step of a deal from one stage to another.
type DealChange struct {
	At       time.Time
	From, To string
}

// defaultStages is the funnel of a new book, in order.
var defaultStages = [...]string{"new", "contacted", "quote", "negotiate", "won", "lost"}

// stagesKey is the setting that lists the stages.
const stagesKey = "stages"

// Stages lists the stages of a deal, in order; won and lost close it.
func (s *Store) Stages(ctx context.Context) ([]string, error) { return stages(ctx, s.read) }

func stages(ctx context.Context, q querier) ([]string, error) {
	v, err := setting(ctx, q, stagesKey)
	if err != nil || v != "" {
		return strings.Split(v, ","), err
	}
	return defaultStages[:], nil
}

const dealSelect = `
	SELECT contact_id, id, uid, title, stage, value, currency, opened_at, coalesce(expected_on, ''), closed_at, outcome, lost_reason`

// stageDeals returns, by contact, the deal that gives the stage: the most advanced
// open one, else the last closed one. Contacts without a deal are left out.
func stageDeals(ctx context.Context, q querier, contacts string) (map[int64]Deal, error) {
	deals, err := collect(ctx, q, scanDeal, dealSelect+`
		FROM deal
		WHERE contact_id IN (SELECT value FROM json_each(?))
		ORDER BY contact_id, coalesce(closed_at, '~'), id`, contacts)
	if err != nil || len(deals) == 0 {
		return nil, wrap("read deals", err)
	}
	order, err := stages(ctx, q)
	if err != nil {
		return nil, err
	}
	out := map[int64]Deal{}
	for _, d := range deals {
		best, ok := out[d.contact]
		if !ok || !d.Closed.IsZero() || !best.Closed.IsZero() || slices.Index(order, d.Stage) > slices.Index(order, best.Stage) {
			out[d.contact] = d
		}
	}
	return out, nil
}

func scanDeal(r *sql.Rows, d *Deal) error {
	return r.Scan(&d.contact, &d.id, &d.UID, &d.Title, &d.Stage, &d.Value.Minor, &d.Value.Currency,
		timeText{&d.Opened}, &d.ExpectedOn, timeText{&d.Closed}, &d.Outcome, &d.LostReason)
}

// SetStage moves the contact's open deal to a stage, and opens a deal when there
// is none. It reports whether anything changed. Errors: ErrNotFound, Invalid.
func (tx *Tx) SetStage(contact, stage string) (bool, error) {
	list, err := stages(tx.ctx, tx)
	if err != nil {
		return false, err
	}
	stage = strings.ToLower(Clean(stage))
	if !slices.Contains(list, stage) {
		return false, &Invalid{"stage", `there is no "` + stage + `": ` + strings.Join(list, ", ")}
	}
	d, err := tx.openDeal(contact)
	if err != nil || d.Stage == stage {
		return false, err
	}
	outcome, closed := "", any(nil)
	if isClosing(stage) {
		outcome, closed = stage, formatTime(tx.now)
	}
	if err := tx.exec(`UPDATE deal SET stage = ?, outcome = ?, closed_at = ? WHERE id = ?`, stage, outcome, closed, d.id); err != nil {
		return false, fmt.Errorf("set stage: %w", err)
	}
	err = tx.addDealChange(d.id, DealChange{At: tx.now, From: d.Stage, To: stage})
	return err == nil, wrap("set stage", err)
}

// SetValue sets the value of the contact's open deal, and opens one when there
// is none. Without a currency it counts hundredths, in the deal's own currency
// if it has one. It reports whether anything changed.
func (tx *Tx) SetValue(contact string, value Money) (bool, error) {
	d, err := tx.openDeal(contact)
	if err != nil {
		return false, err
	}
	if value.Currency == "" && d.Value.Currency != "" {
		m := money.Money{Amount: value.Minor}.In(d.Value.Currency)
		value = Money{Minor: m.Amount, Currency: m.Currency}
	}
	if d.Value == value {
		return false, nil
	}
	return true, wrap("set value", tx.exec(`UPDATE deal SET value = ?, currency = ? WHERE id = ?`, value.Minor, value.Currency, d.id))
}

// openDeal returns the contact's open deal that shows its stage, making one in
// no stage when all are closed.
func (tx *Tx) openDeal(contact string) (Deal, error) {
	id, err := tx.contactID(contact)
	if err != nil {
		return Deal{}, err
	}
	deals, err := stageDeals(tx.ctx, tx, jsonList([]int64{id}))
	if err != nil {
		return Deal{}, err
	}
	tx.touch(id, staleStats)
	if d, ok := deals[id]; ok && d.Closed.IsZero() {
		return d, nil
	}
	order, err := stages(tx.ctx, tx)
	if err != nil {
		return Deal{}, err
	}
	d := Deal{UID: tx.s.opt.UID(), Contact: contact, Stage: order[0], Opened: tx.now}
	d.id, err = tx.insert(`INSERT INTO deal (uid, contact_id, stage, opened_at) VALUES (?, ?, ?, ?)`, d.UID, id, d.Stage, formatTime(tx.now))
	if errors.Is(err, ErrExists) {
		return Deal{}, fmt.Errorf("open deal: %w", err)
	}
	return d, wrap("open deal", err)
}
