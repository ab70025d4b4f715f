package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"crm/store"
	"crm/store/fold"
)

// owner is who has a phone or an email already.
type owner struct {
	store.Owner
	of string // the phone or email, as it was typed
}

// knownError stops adding somebody whose phone or email is in the book.
type knownError struct {
	who    *newcomer
	owners []owner
}

func (e *knownError) Error() string { return e.owners[0].of + " is in the book already" }

// owners finds the contacts that have an email or a phone of c.
func (a *app) owners(tx *store.Tx, c *store.Contact) ([]owner, error) {
	var out []owner
	take := func(of string, found []store.Owner) {
		for _, o := range found {
			if !slices.ContainsFunc(out, func(x owner) bool { return x.UID == o.UID }) {
				out = append(out, owner{o, of})
			}
		}
	}
	for _, e := range c.Emails {
		if _, key, ok := fold.Email(e.Address); ok {
			found, err := tx.ByEmail(key)
			if err != nil {
				return nil, err
			}
			take(e.Address, found)
		}
	}
	for _, p := range c.Phones {
		if key, _, ok := fold.Phone(p.Text, a.conf.get("phone.region")); ok {
			found, err := tx.ByPhone(key)
			if err != nil {
				return nil, err
			}
			take(p.Text, found)
		}
	}
	return out, nil
}

// askKnown asks whether to add somebody all the same. Where nobody can be asked
// it is an error that says who has that phone or email.
func (a *app) askKnown(ctx context.Context, s *store.Store, known *knownError) error {
	var parts []string
	for _, o := range known.owners[:min(len(known.owners), maxCandidates)] {
		who := o.Name
		// An id of this very attempt is not in the book: that one has no id to say.
		if _, err := s.Contact(ctx, o.UID); err == nil {
			short, err := s.ShortID(ctx, o.UID)
			if err != nil {
				return err
			}
			who += " (" + short + ")"
		}
		parts = append(parts, fmt.Sprintf("%s has %s already", who, o.of))
	}
	if more := len(known.owners) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	what := strings.Join(parts, ", ")
	if a.noInput() || !a.interactive() {
		return usagef(what, "say what to do: --on-dup merge, fill, skip or new")
	}
	return a.confirm(what + ". Add another contact?")
}
