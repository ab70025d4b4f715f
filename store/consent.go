package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Consent is whether a contact may be reached in one way, and how we know.
type Consent struct {
	Channel string // call, email, sms or post
	State   string // yes or no; no is do-not-contact
	Source  string // who or what says so: "form on the web", "unsubscribed"
	On      string // YYYY-MM-DD, or "" when it is not known
	Note    string
}

var consentChannels = []string{"call", "email", "sms", "post"}

// cleanConsents brings consents into the form and the order in which they stand.
// Of two about one channel a no is taken, else the last: to ask again is better
// than to write to somebody who does not want it.
func cleanConsents(list []Consent) []Consent {
	out := list[:0]
	for _, c := range list {
		c.Channel, c.State = strings.ToLower(Clean(c.Channel)), strings.ToLower(Clean(c.State))
		c.Source, c.On, c.Note = Clean(c.Source), Clean(c.On), Clean(c.Note)
		if c.Channel == "" && c.State == "" {
			continue
		}
		at := slices.IndexFunc(out, func(o Consent) bool { return o.Channel == c.Channel })
		switch {
		case at < 0:
			out = append(out, c)
		case out[at].State != "no" || c.State == "no":
			out[at] = c
		}
	}
	slices.SortStableFunc(out, func(a, b Consent) int { return strings.Compare(a.Channel, b.Channel) })
	return out
}

func (c Consent) validate() error {
	switch {
	case !slices.Contains(consentChannels, c.Channel):
		return &Invalid{"consent", `"` + c.Channel + `" is not call, email, sms or post`}
	case c.State != "yes" && c.State != "no":
		return &Invalid{"consent", `"` + c.State + `" is not yes or no`}
	case c.On != "":
		if _, err := time.Parse(time.DateOnly, c.On); err != nil {
			return &Invalid{"consent", `"` + c.On + `" is not a date: write it as 2026-11-23`}
		}
	}
	return nil
}

func scanConsent(r *sql.Rows, c func(int64) *Contact) error {
	var id int64
	var x Consent
	if err := r.Scan(&id, &x.Channel, &x.State, &x.Source, &x.On, &x.Note); err != nil {
		return err
	}
	c(id).Consents = append(c(id).Consents, x)
	return nil
}

func (tx *Tx) addConsents(id int64, list []Consent) error {
	for _, c := range list {
		err := tx.add(`INSERT INTO consent (contact_id, channel, state, source, on_date, note)`, "",
			id, c.Channel, c.State, c.Source, c.On, c.Note)
		if err != nil {
			return fmt.Errorf("add consent: %w", err)
		}
	}
	return nil
}

// saveConsents writes those that differ over the ones of the same channel.
func (tx *Tx) saveConsents(id int64, old, c *Contact) (bool, error) {
	if slices.Equal(old.Consents, c.Consents) {
		return false, nil
	}
	for _, x := range old.Consents {
		if slices.ContainsFunc(c.Consents, func(o Consent) bool { return o.Channel == x.Channel }) {
			continue
		}
		if err := tx.exec(`DELETE FROM consent WHERE contact_id = ? AND channel = ?`, id, x.Channel); err != nil {
			return false, fmt.Errorf("clear consent: %w", err)
		}
	}
	for _, x := range c.Consents {
		at := slices.IndexFunc(old.Consents, func(o Consent) bool { return o.Channel == x.Channel })
		switch {
		case at < 0:
			if err := tx.addConsents(id, []Consent{x}); err != nil {
				return false, err
			}
		case old.Consents[at] != x:
			err := tx.exec(`UPDATE consent SET state = ?, source = ?, on_date = ?, note = ? WHERE contact_id = ? AND channel = ?`,
				x.State, x.Source, x.On, x.Note, id, x.Channel)
			if err != nil {
				return false, fmt.Errorf("save consent: %w", err)
			}
		}
	}
	return true, nil
}
