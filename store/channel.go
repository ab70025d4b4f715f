package store

import (
	"context"
	"database/sql"
	"fmt"
)

// part is what of a contact stands in a table of its own: a query by ids, and how
// its rows are scanned.
type part struct {
	query string
	scan  func(r *sql.Rows, c func(int64) *Contact) error
}

const partOf = ` WHERE x.contact_id IN (SELECT value FROM json_each(?)) ORDER BY x.contact_id, `

// searchedParts are the parts whose words are searched.
var searchedParts = [...]part{
	{`SELECT x.contact_id, x.label, x.address, x.key, x.bounced FROM email x` + partOf + `x.pos, x.id`, scanEmail},
	{`SELECT x.contact_id, x.label, x.text, x.key, x.ext, x.wrong FROM phone x` + partOf + `x.pos, x.id`, scanPhone},
	{`SELECT x.contact_id, x.label, x.street, x.city, x.region, x.postcode, x.country FROM address x` + partOf + `x.pos, x.id`, scanAddress},
	{`SELECT x.contact_id, t.name FROM contact_tag x JOIN tag t ON t.id = x.tag_id` + partOf + `t.fold`, scanTag},
	{`SELECT x.contact_id, f.key, f.label, x.value FROM custom_value x JOIN custom_field f ON f.id = x.field_id` + partOf + `f.id`, scanCustom},
}

var otherParts = [...]part{
	{`SELECT x.contact_id, x.kind, x.url FROM link x` + partOf + `x.pos, x.id`, scanLink},
	{`SELECT x.contact_id, x.system, x.ext_id FROM external_id x` + partOf + `x.system, x.ext_id`, scanExternal},
	{`SELECT x.contact_id, x.channel, x.state, x.source, x.on_date, x.note FROM consent x` + partOf + `x.channel`, scanConsent},
}

// readChannels fills in what stands in tables of its own; list are the ids.
func readChannels(ctx context.Context, q querier, list string, byID map[int64]*Contact) error {
	if err := readParts(ctx, q, searchedParts[:], list, byID); err != nil {
		return err
	}
	return readParts(ctx, q, otherParts[:], list, byID)
}

// readParts fills in parts of the contacts of byID. Of others on the list, in the
// trash, nothing is kept.
func readParts(ctx context.Context, q querier, parts []part, list string, byID map[int64]*Contact) error {
	var other Contact
	of := func(id int64) *Contact {
		if c := byID[id]; c != nil {
			return c
		}
		return &other
	}
	for _, p := range parts {
		_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error { return p.scan(r, of) }, p.query, list)
		if err != nil {
			return err
		}
	}
	return nil
}

func scanEmail(r *sql.Rows, c func(int64) *Contact) error {
	var id int64
	var e Email
	if err := r.Scan(&id, &e.Label, &e.Address, &e.Key, &e.Bounced); err != nil {
		return err
	}
	c(id).Emails = append(c(id).Emails, e)
	return nil
}

func scanPhone(r *sql.Rows, c func(int64) *Contact) error {
	var id int64
	var p Phone
	if err := r.Scan(&id, &p.Label, &p.Text, &p.Key, &p.Ext, &p.Wrong); err != nil {
		return err
	}
	c(id).Phones = append(c(id).Phones, p)
	return nil
}

func scanAddress(r *sql.Rows, c func(int64) *Contact) error {
	var id int64
	var a Address
	if err := r.Scan(&id, &a.Label, &a.Street, &a.City, &a.Region, &a.Postcode, &a.Country); err != nil {
		return err
	}
	c(id).Addresses = append(c(id).Addresses, a)
	return nil
}

func scanLink(r *sql.Rows, c func(int64) *Contact) error {
	var id int64
	var l Link
	if err := r.Scan(&id, &l.Kind, &l.URL); err != nil {
		return err
	}
	c(id).Links = append(c(id).Links, l)
	return nil
}

func scanTag(r *sql.Rows, c func(int64) *Contact) error {
	var id int64
	var t string
	if err := r.Scan(&id, &t); err != nil {
		return err
	}
	c(id).Tags = append(c(id).Tags, t)
	return nil
}

func scanCustom(r *sql.Rows, c func(int64) *Contact) error {
	var id int64
	var v Custom
	if err := r.Scan(&id, &v.Key, &v.Label, &v.Value); err != nil {
		return err
	}
	c(id).Custom = append(c(id).Custom, v)
	return nil
}

func scanExternal(r *sql.Rows, c func(int64) *Contact) error {
	var id int64
	var e External
	if err := r.Scan(&id, &e.System, &e.ID); err != nil {
		return err
	}
	c(id).External = append(c(id).External, e)
	return nil
}

// collect runs a query and scans each row into a new T.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows, *T) error, query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, mapErr(err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var t T
		if err := scan(rows, &t); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, mapErr(rows.Err())
}

func scanInts(rows *sql.Rows) ([]int64, error) {
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, mapErr(rows.Err())
}

// addChannels inserts every channel of a contact that has none yet.
func (tx *Tx) addChannels(id int64, c *Contact) error {
	for i := range c.Emails {
		if err := tx.addEmail(id, i, c.Emails[i]); err != nil {
			return err
		}
	}
	for i := range c.Phones {
		if err := tx.addPhone(id, i, c.Phones[i]); err != nil {
			return err
		}
	}
	for i := range c.Addresses {
		if err := tx.addAddress(id, i, c.Addresses[i]); err != nil {
			return err
		}
	}
	for i := range c.Links {
		if err := tx.addLink(id, i, c.Links[i]); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) addEmail(id int64, pos int, e Email) error {
	tx.mark(emailKey, e.Key)
	return wrap("add email", tx.add(`INSERT INTO email (contact_id, pos, label, address, key, bounced)`, "",
		id, pos, e.Label, e.Address, e.Key, e.Bounced))
}

func (tx *Tx) addPhone(id int64, pos int, p Phone) error {
	tx.mark(phoneKey, p.Key)
	return wrap("add phone", tx.add(`INSERT INTO phone (contact_id, pos, label, text, key, ext, wrong)`, "",
		id, pos, p.Label, p.Text, p.Key, p.Ext, p.Wrong))
}

func (tx *Tx) addAddress(id int64, pos int, a Address) error {
	return wrap("add address", tx.add(`INSERT INTO address (contact_id, pos, label, street, city, region, postcode, country)`, "",
		id, pos, a.Label, a.Street, a.City, a.Region, a.Postcode, a.Country))
}

func (tx *Tx) addLink(id int64, pos int, l Link) error {
	return wrap("add link", tx.add(`INSERT INTO link (contact_id, pos, kind, url)`, "",
		id, pos, l.Kind, l.URL))
}

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
