package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Purchase is a sale that happened.
type Purchase struct {
	UID     string
	Contact string // uid
	Deal    string // uid of the deal that it came from; "" for none
	On      string // YYYY-MM-DD
	Item    string
	Amount  Money
	Note    string // may have several lines
}

const purchaseSelect = `
	SELECT p.uid, c.uid, coalesce((SELECT uid FROM deal WHERE id = p.deal_id), ''), p.on_date, p.item, p.amount, p.currency, p.note`

func scanPurchase(r *sql.Rows, p *Purchase) error {
	return r.Scan(&p.UID, &p.Contact, &p.Deal, &p.On, &p.Item, &p.Amount.Minor, &p.Amount.Currency, &p.Note)
}

// Purchases returns the purchases of some contacts by contact, the oldest first.
func (s *Store) Purchases(ctx context.Context, contacts []string) (map[string][]Purchase, error) {
	return purchases(ctx, s.read, contacts)
}

// Purchases returns the purchases of a contact, the oldest first.
func (tx *Tx) Purchases(contact string) ([]Purchase, error) {
	found, err := purchases(tx.ctx, tx, []string{contact})
	return found[contact], err
}

func purchases(ctx context.Context, q querier, contacts []string) (map[string][]Purchase, error) {
	list, err := collect(ctx, q, scanPurchase, purchaseSelect+`
		FROM json_each(?) j
		CROSS JOIN contact c ON c.uid = j.value
		CROSS JOIN purchase p ON p.contact_id = c.id
		ORDER BY c.id, p.on_date, p.id`, jsonList(contacts))
	out := map[string][]Purchase{}
	for _, p := range list {
		out[p.Contact] = append(out[p.Contact], p)
	}
	return out, wrap("read purchases", err)
}

// AddPurchase records a purchase and returns its uid: p.UID if it has one, else a
// new one. Who buys becomes a current customer (becomeCurrent), unless the purchase
// has a uid: it then comes out of a book, and the group of its contact with it.
// Errors: ErrNotFound, ErrExists for a uid in use, Invalid.
func (tx *Tx) AddPurchase(p Purchase) (string, error) {
	if err := p.clean(); err != nil {
		return "", err
	}
	contact, err := tx.contactID(p.Contact)
	if err != nil {
		return "", err
	}
	deal, err := tx.dealOf(contact, p.Deal)
	if err != nil {
		return "", err
	}
	restored := p.UID != ""
	err = tx.addNamed(&p.UID, `INSERT INTO purchase (uid, contact_id, deal_id, on_date, item, amount, currency, note)`,
		contact, deal, p.On, p.Item, p.Amount.Minor, p.Amount.Currency, p.Note)
	if err != nil {
		return "", fmt.Errorf("add purchase: %w", err)
	}
	tx.touch(contact, staleStats)
	if restored {
		return p.UID, nil
	}
	return p.UID, tx.becomeCurrent(contact)
}

func (p *Purchase) clean() error {
	p.Item, p.Note = Clean(p.Item), CleanBlock(p.Note)
	if _, err := time.Parse(time.DateOnly, p.On); err != nil {
		return &Invalid{"on", `"` + p.On + `" is not a date: write it as 2026-11-23`}
	}
	if p.Item == "" && p.Amount.Minor == 0 {
		return &Invalid{"item", "say what was bought, or for how much"}
	}
	return p.Amount.clean()
}

// clean brings the currency into the form of ISO 4217.
func (m *Money) clean() error {
	m.Currency = strings.ToUpper(Clean(m.Currency))
	if m.Currency == "" {
		return nil
	}
	letters := len(m.Currency) == 3
	for i := range len(m.Currency) {
		letters = letters && 'A' <= m.Currency[i] && m.Currency[i] <= 'Z'
	}
	if !letters {
		return &Invalid{"currency", `"` + m.Currency + `" is not a currency: write three letters, as VND`}
	}
	return nil
}

// dealOf finds the row of a deal of that contact; nil for no uid.
func (tx *Tx) dealOf(contact int64, uid string) (any, error) {
	if uid == "" {
		return nil, nil
	}
	var id, owner int64
	err := tx.row(`SELECT id, contact_id FROM deal WHERE uid = ?`, uid).Scan(&id, &owner)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("deal %s: %w", uid, ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("deal %s: %w", uid, mapErr(err))
	case owner != contact:
		return nil, &Invalid{"deal", "it is another contact's"}
	}
	return id, nil
}

// concerns counts a contact among those that the operation is about, where nothing
// derived changes. A bulk import says its count itself, and has 100,000s of them.
func (tx *Tx) concerns(contact int64) {
	if tx.bulk == nil {
		tx.touch(contact, 0)
	}
}

// becomeCurrent puts a customer who bought into the group of the current ones. An
// import does so for potential customers only: old sales in a file say nothing
// against a customer being a past one today. Partners and suppliers have no group.
func (tx *Tx) becomeCurrent(contact int64) error {
	var relation, life string
	if err := tx.row(`SELECT relation, life FROM contact WHERE id = ?`, contact).Scan(&relation, &life); err != nil {
		return fmt.Errorf("change group: %w", mapErr(err))
	}
	if relation != "customer" || life == "current" || tx.bulk != nil && life != "potential" {
		return nil
	}
	return wrap("change group", tx.exec(`UPDATE contact SET life = 'current', updated_at = ? WHERE id = ?`, formatTime(tx.now), contact))
}
