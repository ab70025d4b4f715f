package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Reminder is something to do about a contact.
type Reminder struct {
	UID     string
	Contact string    // uid
	Kind    string    // follow-up, appointment, renewal or promise
	DueOn   string    // the local date
	DueAt   time.Time // set when it has a time of day
	Text    string
	Owed    string // of a promise: by me or by them
	Rule    string // recurrence; "" for once
	Ahead   int    // days of warning
	DoneAt  time.Time
}

var reminderKinds = []string{"follow-up", "appointment", "renewal", "promise"}

// dueKinds are what "due" means; renewals are asked for by themselves.
const dueKinds = `('follow-up', 'appointment', 'promise')`

const reminderSelect = `
	SELECT r.uid, c.uid, r.kind, r.due_on, r.due_at, r.text, r.owed, r.rule, r.ahead_days, r.done_at
	FROM reminder r
	JOIN contact c ON c.id = r.contact_id`

func scanReminder(r *sql.Rows, m *Reminder) error {
	return r.Scan(&m.UID, &m.Contact, &m.Kind, &m.DueOn, timeText{&m.DueAt}, &m.Text, &m.Owed, &m.Rule, &m.Ahead, timeText{&m.DoneAt})
}

// Reminders returns a contact's open reminders, the earliest first; with done,
// the finished ones too.
func (s *Store) Reminders(ctx context.Context, uid string, done bool) ([]Reminder, error) {
	return remindersOf(ctx, s.read, uid, done)
}

// Reminders is Store.Reminders within the transaction.
func (tx *Tx) Reminders(uid string, done bool) ([]Reminder, error) {
	return remindersOf(tx.ctx, tx, uid, done)
}

func remindersOf(ctx context.Context, q querier, uid string, done bool) ([]Reminder, error) {
	list, err := collect(ctx, q, scanReminder, reminderSelect+`
		WHERE c.uid = ? AND (r.done_at IS NULL OR ?)
		ORDER BY r.due_on, coalesce(r.due_at, '~'), r.id`, uid, done)
	return list, wrap("read reminders", err)
}

// RemindersOf returns all reminders of some contacts by contact, the finished ones
// too, the earliest first.
func (s *Store) RemindersOf(ctx context.Context, uids []string) (map[string][]Reminder, error) {
	list, err := collect(ctx, s.read, scanReminder, reminderSelect+`
		WHERE c.uid IN (SELECT value FROM json_each(?))
		ORDER BY c.id, r.due_on, coalesce(r.due_at, '~'), r.id`, jsonList(uids))
	out := map[string][]Reminder{}
	for _, r := range list {
		out[r.Contact] = append(out[r.Contact], r)
	}
	return out, wrap("read reminders", err)
}

// Reminder finds a reminder by its id or the beginning of it. Errors: ErrNotFound, Invalid.
func (s *Store) Reminder(ctx context.Context, prefix string) (Reminder, error) {
	uids, err := findUID(ctx, s.read, "reminder", prefix, 2)
	if err != nil {
		return Reminder{}, err
	}
	if len(uids) > 1 {
		return Reminder{}, &Invalid{"reminder", `more than one id begins with "` + prefix + `": give more of it`}
	}
	if len(uids) == 0 {
		return Reminder{}, fmt.Errorf("reminder %s: %w", prefix, ErrNotFound)
	}
	return reminderByUID(ctx, s.read, uids[0])
}

func reminderByUID(ctx context.Context, q querier, uid string) (Reminder, error) {
	list, err := collect(ctx, q, scanReminder, reminderSelect+` WHERE r.uid = ?`, uid)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Reminder{}, fmt.Errorf("reminder %s: %w", uid, err)
	}
	return list[0], nil
}

func (r *Reminder) validate() error {
	if r.Kind == "" {
		r.Kind = "follow-up"
	}
	if !slices.Contains(reminderKinds, r.Kind) {
		return &Invalid{"kind", `"` + r.Kind + `" is not follow-up, appointment, renewal or promise`}
	}
	if _, err := time.Parse(time.DateOnly, r.DueOn); err != nil {
		return &Invalid{"due", `"` + r.DueOn + `" is not a date`}
	}
	return nil
}

// AddReminder adds a reminder and returns its uid. Errors: ErrNotFound, Invalid.
func (tx *Tx) AddReminder(r Reminder) (string, error) {
	if err := r.validate(); err != nil {
		return "", err
	}
	contact, err := tx.contactID(r.Contact)
	if err != nil {
		return "", err
	}
	err = tx.addNamed(&r.UID, `INSERT INTO reminder (uid, contact_id, kind, due_on, due_at, text, owed, rule, ahead_days, done_at)`,
		contact, r.Kind, r.DueOn, nullTime(r.DueAt), Clean(r.Text), r.Owed, r.Rule, r.Ahead, nullTime(r.DoneAt))
	if err != nil {
		return "", fmt.Errorf("add reminder: %w", err)
	}
	tx.touch(contact, staleStats)
	return r.UID, nil
}

// SaveReminder writes every field of an existing reminder. Errors: ErrNotFound, Invalid.
func (tx *Tx) SaveReminder(r Reminder) error {
	if err := r.validate(); err != nil {
		return err
	}
	id, contact, err := tx.reminderID(r.UID)
	if err != nil {
		return err
	}
	tx.touch(contact, staleStats)
	return wrap("save reminder", tx.exec(`
		UPDATE reminder
		SET kind = ?, due_on = ?, due_at = ?, text = ?, owed = ?, rule = ?, ahead_days = ?, done_at = ?
		WHERE id = ?`, r.Kind, r.DueOn, nullTime(r.DueAt), Clean(r.Text), r.Owed, r.Rule, r.Ahead, nullTime(r.DoneAt), id))
}

// Finish marks a reminder as done. Error: ErrNotFound.
func (tx *Tx) Finish(uid string) error {
	id, contact, err := tx.reminderID(uid)
	if err != nil {
		return err
	}
	tx.touch(contact, staleStats)
	return wrap("finish reminder", tx.exec(`UPDATE reminder SET done_at = ? WHERE id = ? AND done_at IS NULL`, formatTime(tx.now), id))
}

func (tx *Tx) reminderID(uid string) (id, contact int64, err error) {
	err = tx.row(`SELECT id, contact_id FROM reminder WHERE uid = ?`, uid).Scan(&id, &contact)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, fmt.Errorf("reminder %s: %w", uid, ErrNotFound)
	}
	return id, contact, mapErr(err)
}

// Due is when something is to be done.
type Due struct {
	On string    // the local date
	At time.Time // set when there is a time of day
}

// Follow sets the next step with a contact: their open follow-up is moved to the
// new date, or one is added. text "" keeps the text it had. It returns the
// reminder as it now stands. Errors: ErrNotFound, Invalid.
func (tx *Tx) Follow(contact string, due Due, text string) (Reminder, error) {
	open, err := tx.Reminders(contact, false)
	if err != nil {
		return Reminder{}, err
	}
	for _, r := range open {
		if r.Kind != "follow-up" {
			continue
		}
		r.DueOn, r.DueAt = due.On, due.At
		if text != "" {
			r.Text = Clean(text)
		}
		return r, tx.SaveReminder(r)
	}
	r := Reminder{Contact: contact, Kind: "follow-up", DueOn: due.On, DueAt: due.At, Text: Clean(text)}
	r.UID, err = tx.AddReminder(r)
	return r, err
}

// Unfollow finishes the open follow-ups of a contact and returns them.
func (tx *Tx) Unfollow(contact string) ([]Reminder, error) {
	open, err := tx.Reminders(contact, false)
	if err != nil {
		return nil, err
	}
	var out []Reminder
	for _, r := range open {
		if r.Kind == "follow-up" {
			if err := tx.Finish(r.UID); err != nil {
				return nil, err
			}
			out = append(out, r)
		}
	}
	return out, nil
}
