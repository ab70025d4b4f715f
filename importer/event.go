package importer

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"crm/importer/field"
	"crm/store"
)

// events records what a row says happened and is to happen with a contact. It
// reports whether that changed anything. fresh is a contact that was just added,
// again one that an earlier row was about.
func (r *run) events(uid string, d *draft, fresh, again bool) (bool, error) {
	changed := false
	for _, e := range d.events {
		did, err := r.event(uid, e)
		if err != nil {
			return false, err
		}
		changed = changed || did
	}
	for _, a := range d.next {
		did, err := r.next(uid, a, fresh, again)
		if err != nil {
			return false, err
		}
		changed = changed || did
	}
	return changed, nil
}

// event adds an interaction unless the book has it: its id is made of what it
// says, so a second import finds it there. The same line twice in one file is two
// interactions.
func (r *run) event(uid string, e event) (bool, error) {
	e.Contact = uid
	key := uid + "\x00" + e.Kind + "\x00" + e.Direction + "\x00" + e.Outcome + "\x00" + e.stamp + "\x00" + strconv.Itoa(e.Seconds) + "\x00" + e.Text
	h := maphash.String(r.seed, key)
	r.times[h]++
	e.UID = contentUID(key, r.times[h])
	_, err := r.tx.AddInteraction(e.Interaction)
	if errors.Is(err, store.ErrExists) {
		return false, nil
	}
	return err == nil, err
}

// keyless reports whether a contact has no channel by which another row or
// another import could find it.
func keyless(c *store.Contact) bool {
	for _, e := range c.Emails {
		if e.Key != "" {
			return false
		}
	}
	for _, p := range c.Phones {
		if p.Key != "" {
			return false
		}
	}
	return len(c.External) == 0
}

// rowUID is the id of a contact that only the text of its row tells from others,
// so that the same row finds it again. The same row twice in one file is two
// people: a name alone is no evidence.
func (r *run) rowUID(c *store.Contact) string {
	var b strings.Builder
	for _, id := range field.Singles() {
		s, _ := field.Text(c, id)
		b.WriteString(s + "\x00")
	}
	fmt.Fprintf(&b, "%#v%#v%#v%#v%#v%#v", c.Emails, c.Phones, c.Addresses, c.Links, c.Tags, c.Custom)
	h := maphash.String(r.seed, b.String())
	r.times[h]++
	return contentUID(b.String(), r.times[h])
}

// contentUID is an id like store.RandomUID's, made of a text.
func contentUID(text string, n int) string {
	const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
	sum := sha256.Sum256(binary.AppendUvarint([]byte(text), uint64(n)))
	var b [16]byte
	b[0] = alphabet[10+int(sum[0])%22]
	for i := 1; i < len(b); i++ {
		b[i] = alphabet[sum[i]&31]
	}
	return string(b[:])
}

// planned reports whether a contact has every next step of a row already.
func (r *run) planned(uid string, d *draft) (bool, error) {
	if len(d.next) == 0 {
		return true, nil
	}
	list, err := r.tx.Reminders(uid, true)
	for _, a := range d.next {
		due := r.due(a)
		if !slices.ContainsFunc(list, func(old store.Reminder) bool { return old.Kind == a.kind && old.DueOn == due.On }) {
			return false, err
		}
	}
	return true, err
}

// due is when a next step is due, in the zone of the import.
func (r *run) due(a appointment) store.Due {
	due := store.Due{On: a.on}
	if a.at.clock && (a.at.hour > 0 || a.at.min > 0) {
		due.At = a.at.at(r.f.opt.Zone).UTC()
		due.On = due.At.In(r.f.opt.Zone).Format("2006-01-02")
	}
	return due
}

// next sets what is to happen next with a contact. One that the book has for that
// day already, done or not, is left alone; an open follow-up moves to the day of
// the file, but not when only empty fields may be written. Two days in one file
// are two follow-ups.
func (r *run) next(uid string, a appointment, fresh, again bool) (bool, error) {
	due := r.due(a)
	var list []store.Reminder
	if !fresh {
		var err error
		if list, err = r.tx.Reminders(uid, true); err != nil {
			return false, err
		}
	}
	for _, old := range list {
		if old.Kind == a.kind && old.DueOn == due.On {
			return false, nil
		}
	}
	for _, old := range list {
		if old.Kind != a.kind || !old.DoneAt.IsZero() || a.kind != "follow-up" || again {
			continue
		}
		if r.f.opt.OnDup == Fill {
			return false, nil
		}
		old.DueOn, old.DueAt = due.On, due.At
		return true, r.tx.SaveReminder(old)
	}
	_, err := r.tx.AddReminder(store.Reminder{Contact: uid, Kind: a.kind, DueOn: due.On, DueAt: due.At})
	if err != nil {
		return false, fmt.Errorf("next step: %w", err)
	}
	return true, nil
}
