package store

import (
	"context"
	"database/sql"
	"fmt"
)

// readChannels fills in what stands in tables of its own.
func (c *Contact) readChannels(ctx context.Context, q querier, id int64) error {
	var err error
	if c.Emails, err = collect(ctx, q, func(r *sql.Rows, e *Email) error {
		return r.Scan(&e.Label, &e.Address, &e.Key, &e.Bounced)
	}, `SELECT label, address, key, bounced FROM email WHERE contact_id = ? ORDER BY pos, id`, id); err != nil {
		return err
	}
	if c.Phones, err = collect(ctx, q, func(r *sql.Rows, p *Phone) error {
		return r.Scan(&p.Label, &p.Text, &p.Key, &p.Ext, &p.Wrong)
	}, `SELECT label, text, key, ext, wrong FROM phone WHERE contact_id = ? ORDER BY pos, id`, id); err != nil {
		return err
	}
	if c.Addresses, err = collect(ctx, q, func(r *sql.Rows, a *Address) error {
		return r.Scan(&a.Label, &a.Street, &a.City, &a.Region, &a.Postcode, &a.Country)
	}, `SELECT label, street, city, region, postcode, country FROM address WHERE contact_id = ? ORDER BY pos, id`, id); err != nil {
		return err
	}
	if c.Links, err = collect(ctx, q, func(r *sql.Rows, l *Link) error {
		return r.Scan(&l.Kind, &l.URL)
	}, `SELECT kind, url FROM link WHERE contact_id = ? ORDER BY pos, id`, id); err != nil {
		return err
	}
	if c.Tags, err = collect(ctx, q, func(r *sql.Rows, t *string) error {
		return r.Scan(t)
	}, `SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id WHERE ct.contact_id = ? ORDER BY t.fold`, id); err != nil {
		return err
	}
	if c.Custom, err = collect(ctx, q, func(r *sql.Rows, v *Custom) error {
		return r.Scan(&v.Key, &v.Label, &v.Value)
	}, `SELECT f.key, f.label, v.value FROM custom_value v JOIN custom_field f ON f.id = v.field_id WHERE v.contact_id = ? ORDER BY f.id`, id); err != nil {
		return err
	}
	c.External, err = collect(ctx, q, func(r *sql.Rows, e *External) error {
		return r.Scan(&e.System, &e.ID)
	}, `SELECT system, ext_id FROM external_id WHERE contact_id = ? ORDER BY system, id`, id)
	return err
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
	_, err := tx.insert(`INSERT INTO email (contact_id, pos, label, address, key, bounced) VALUES (?, ?, ?, ?, ?, ?)`,
		id, pos, e.Label, e.Address, e.Key, e.Bounced)
	return wrap("add email", err)
}

func (tx *Tx) addPhone(id int64, pos int, p Phone) error {
	_, err := tx.insert(`INSERT INTO phone (contact_id, pos, label, text, key, ext, wrong) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id, pos, p.Label, p.Text, p.Key, p.Ext, p.Wrong)
	return wrap("add phone", err)
}

func (tx *Tx) addAddress(id int64, pos int, a Address) error {
	_, err := tx.insert(`INSERT INTO address (contact_id, pos, label, street, city, region, postcode, country) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, pos, a.Label, a.Street, a.City, a.Region, a.Postcode, a.Country)
	return wrap("add address", err)
}

func (tx *Tx) addLink(id int64, pos int, l Link) error {
	_, err := tx.insert(`INSERT INTO link (contact_id, pos, kind, url) VALUES (?, ?, ?, ?)`, id, pos, l.Kind, l.URL)
	return wrap("add link", err)
}

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
