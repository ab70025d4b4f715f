package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// Interaction is something that happened with a contact.
type Interaction struct {
	UID       string
	Contact   string // uid
	At        time.Time
	Kind      string // call, email, meeting, visit, sms, zalo, …: the book's list
	Direction string // in, out or ""
	Outcome   string // ok, na, vm, busy, wrong, no, later, booked or ""
	Seconds   int
	Text      string // may have several lines
}

// AddInteraction records an interaction and returns its uid. At defaults to the
// moment of the operation. Errors: ErrNotFound, Invalid.
func (tx *Tx) AddInteraction(i Interaction) (string, error) {
	contact, err := tx.contactID(i.Contact)
	if err != nil {
		return "", err
	}
	if i.Kind = strings.ToLower(Clean(i.Kind)); i.Kind == "" {
		return "", &Invalid{"kind", "say what it was: call, email, meeting, note …"}
	}
	if i.Direction != "" && i.Direction != "in" && i.Direction != "out" {
		return "", &Invalid{"direction", `"` + i.Direction + `" is not in or out`}
	}
	if i.At.IsZero() {
		i.At = tx.now
	}
	i.Text = CleanBlock(i.Text)
	err = tx.addNamed(&i.UID, `INSERT INTO interaction (uid, contact_id, at, kind, direction, outcome, seconds, text)`,
		contact, formatTime(i.At), i.Kind, i.Direction, Clean(i.Outcome), i.Seconds, i.Text)
	if err != nil {
		return "", fmt.Errorf("add interaction: %w", err)
	}
	stale := staleStats
	if !tx.logPending(contact, i.Text) {
		stale |= staleSearch
	}
	tx.touch(contact, stale)
	return i.UID, nil
}

// Timeline returns a contact's interactions, newest first: those before a moment
// (zero for all), limit of them at most (0 for all).
func (s *Store) Timeline(ctx context.Context, uid string, before time.Time, limit int) ([]Interaction, error) {
	until := "~"
	if !before.IsZero() {
		until = formatTime(before)
	}
	if limit <= 0 {
		limit = -1
	}
	list, err := collect(ctx, s.read, scanInteraction, `
		SELECT i.uid, c.uid, i.at, i.kind, i.direction, i.outcome, i.seconds, i.text
		FROM contact c
		JOIN interaction i ON i.contact_id = c.id
		WHERE c.uid = ? AND i.at < ?
		ORDER BY i.at DESC, i.id DESC
		LIMIT ?`, uid, until, limit)
	return list, wrap("read timeline", err)
}

// Timelines returns the interactions of some contacts by contact, newest first.
func (s *Store) Timelines(ctx context.Context, uids []string) (map[string][]Interaction, error) {
	list, err := collect(ctx, s.read, scanInteraction, `
		SELECT i.uid, c.uid, i.at, i.kind, i.direction, i.outcome, i.seconds, i.text
		FROM json_each(?) j
		CROSS JOIN contact c ON c.uid = j.value
		CROSS JOIN interaction i ON i.contact_id = c.id
		ORDER BY c.id, i.at DESC, i.id DESC`, jsonList(uids))
	out := map[string][]Interaction{}
	for _, i := range list {
		out[i.Contact] = append(out[i.Contact], i)
	}
	return out, wrap("read timelines", err)
}

func scanInteraction(r *sql.Rows, i *Interaction) error {
	return r.Scan(&i.UID, &i.Contact, timeText{&i.At}, &i.Kind, &i.Direction, &i.Outcome, &i.Seconds, &i.Text)
}
