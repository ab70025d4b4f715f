package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"crm/store/fold"
)

// write runs a statement and reports whether it changed a row.
func (tx *Tx) write(query string, args ...any) (bool, error) {
	st, err := tx.stmt(query)
	if err != nil {
		return false, err
	}
	res, err := st.ExecContext(tx.ctx, args...)
	if err != nil {
		return false, mapErr(err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// rowID finds a row; 0 for none.
func (tx *Tx) rowID(query string, args ...any) (id int64, err error) {
	err = tx.row(query, args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, mapErr(err)
}

// putRow adds a row, or with replace changes the one that is there where it differs.
// Not by ON CONFLICT: that takes a row id even when nothing is inserted, and a bulk
// import would journal it.
func (tx *Tx) putRow(what string, there, replace bool, insert, update string, args ...any) (Put, error) {
	query, done := insert, PutAdded
	if there {
		query, done = update, PutChanged
	}
	if there && (!replace || update == "") {
		return PutSame, nil
	}
	did, err := tx.write(query, args...)
	if err != nil {
		return PutSame, fmt.Errorf("put %s: %w", what, err)
	}
	if !did {
		return PutSame, nil
	}
	return done, nil
}

// putOnce adds a row that has nothing to change, unless the look-up finds it.
func (tx *Tx) putOnce(what, lookup, insert string, args ...any) (Put, error) {
	id, err := tx.rowID(lookup, args...)
	if err != nil {
		return PutSame, fmt.Errorf("put %s: %w", what, err)
	}
	return tx.putRow(what, id != 0, false, insert, "", args...)
}

// put adds a contact exactly as the record has it: a phone without a key stays
// without one, whatever region this book is of. One that is there gets what it lacks.
func (r *ContactRecord) put(tx *Tx, _ bool) (Put, error) {
	id, err := tx.rowID(`SELECT id FROM contact WHERE uid = ?`, r.UID)
	if err != nil {
		return PutSame, fmt.Errorf("put contact: %w", err)
	}
	if id != 0 {
		did, err := tx.putRest(id, r)
		if did {
			tx.concerns(id)
			return PutChanged, err
		}
		return PutSame, err
	}
	c := r.Contact
	c.clean("")
	if err := c.validate(); err != nil {
		return PutSame, err
	}
	company, err := tx.companyOf(r.CompanyUID, c.Company)
	if err != nil {
		return PutSame, err
	}
	if id, err = tx.insertContact(&c, company); err != nil {
		return PutSame, err
	}
	r.UID = c.UID
	tx.remember(id, &c)
	// Its log comes later: one pass at the end makes all derived rows.
	tx.touch(id, staleStats|staleSearch)
	_, err = tx.putRest(id, r)
	return PutAdded, err
}

// companyOf finds the company of a contact by its uid or name, or adds it with that uid.
func (tx *Tx) companyOf(uid, name string) (any, error) {
	if uid == "" || name == "" {
		return tx.companyID(name)
	}
	id, err := tx.rowID(`SELECT id FROM company WHERE uid = ?1 OR fold = ?2 ORDER BY uid = ?1 DESC, id LIMIT 1`, uid, fold.Text(name))
	if err == nil && id == 0 {
		id, err = tx.insert(`INSERT INTO company (uid, name, fold) VALUES (?, ?, ?)`, uid, name, fold.Text(name))
	}
	if err != nil {
		return nil, fmt.Errorf("add company: %w", err)
	}
	return id, nil
}

// putRest adds what Contact does not hold, where the book does not know it.
func (tx *Tx) putRest(id int64, r *ContactRecord) (did bool, err error) {
	write := func(query string, args ...any) {
		if err == nil {
			var wrote bool
			wrote, err = tx.write(query, args...)
			did = did || wrote
		}
	}
	for i, on := range r.EmailVerified {
		if on != "" && i < len(r.Emails) {
			write(`UPDATE email SET verified_on = ? WHERE contact_id = ? AND address = ? AND verified_on IS NULL`, on, id, Clean(r.Emails[i].Address))
		}
	}
	for i, on := range r.PhoneVerified {
		if on != "" && i < len(r.Phones) {
			write(`UPDATE phone SET verified_on = ? WHERE contact_id = ? AND text = ? AND verified_on IS NULL`, on, id, Clean(r.Phones[i].Text))
		}
	}
	for i, h := range r.Held {
		if h != (Held{}) && i < len(r.External) {
			write(`
				UPDATE external_id
				SET checksum = ?, exported_at = ?
				WHERE contact_id = ? AND system = ? AND ext_id = ? AND checksum = '' AND exported_at IS NULL`,
				h.Checksum, nullTime(h.At), id, r.External[i].System, r.External[i].ID)
		}
	}
	for _, line := range r.Extras {
		write(`
			INSERT INTO vcard_extra (contact_id, line)
			SELECT ?1, ?2
			WHERE ?2 <> '' AND NOT EXISTS (SELECT 1 FROM vcard_extra WHERE contact_id = ?1 AND line = ?2)`, id, Clean(line))
	}
	return did, wrap("put contact", err)
}

func (r CompanyRecord) put(tx *Tx, replace bool) (Put, error) {
	name := Clean(r.Name)
	key := fold.Text(name)
	if name == "" {
		return PutSame, &Invalid{"company", "it needs a name"}
	}
	id, err := tx.rowID(`SELECT id FROM company WHERE uid = ?1 OR fold = ?2 ORDER BY uid = ?1 DESC, id LIMIT 1`, r.UID, key)
	if err != nil {
		return PutSame, fmt.Errorf("put company: %w", err)
	}
	industry, website, note := Clean(r.Industry), Clean(r.Website), CleanBlock(r.Note)
	if r.UID == "" {
		r.UID = tx.s.opt.UID()
	}
	// A contact before it made the company with its name alone: gaps are filled always.
	return tx.putRow("company", id != 0, true, `
		INSERT INTO company (uid, name, fold, industry, website, note)
		VALUES (?4, ?5, ?6, ?1, ?2, ?3)`, `
		UPDATE company
		SET industry = iif(?1 <> '' AND (?7 OR industry = ''), ?1, industry),
		    website = iif(?2 <> '' AND (?7 OR website = ''), ?2, website),
		    note = iif(?3 <> '' AND (?7 OR note = ''), ?3, note)
		WHERE id = ?8
		  AND (?1 <> '' AND ?1 <> industry AND (?7 OR industry = '')
		    OR ?2 <> '' AND ?2 <> website AND (?7 OR website = '')
		    OR ?3 <> '' AND ?3 <> note AND (?7 OR note = ''))`,
		industry, website, note, r.UID, name, key, replace, id)
}

func (r FieldRecord) put(tx *Tx, replace bool) (Put, error) {
	label := Clean(r.Label)
	if r.Key == "" {
		r.Key = fold.Key(label)
	}
	if r.Key == "" || r.Key != fold.Key(r.Key) {
		return PutSame, &Invalid{"field", "it needs a label, or a key of letters and digits"}
	}
	if label == "" {
		label = r.Key
	}
	kind, class := strings.ToLower(Clean(r.Type)), strings.ToLower(Clean(r.Class))
	if kind == "" {
		kind = "text"
	}
	if class == "" {
		class = "personal"
	}
	id, err := tx.rowID(`SELECT id FROM custom_field WHERE key = ?`, r.Key)
	if err != nil {
		return PutSame, fmt.Errorf("put custom field: %w", err)
	}
	return tx.putRow("custom field", id != 0, replace, `
		INSERT INTO custom_field (key, label, type, class)
		VALUES (?1, ?2, ?3, ?4)`, `
		UPDATE custom_field
		SET label = ?2, type = ?3, class = ?4
		WHERE key = ?1 AND (label, type, class) <> (?2, ?3, ?4)`, r.Key, label, kind, class)
}

func (r TagRecord) put(tx *Tx, _ bool) (Put, error) {
	names := cleanTags([]string{r.Name})
	if len(names) == 0 {
		return PutSame, &Invalid{"tag", "a tag needs a letter or a digit"}
	}
	return tx.putOnce("tag", `SELECT id FROM tag WHERE fold = ?2 AND ?1 <> ''`, `INSERT INTO tag (name, fold) VALUES (?1, ?2)`, names[0], fold.Text(names[0]))
}

func (r RelationRecord) put(tx *Tx, _ bool) (Put, error) {
	contact, other, err := tx.pair(r.Contact, r.Other)
	if err != nil {
		return PutSame, err
	}
	kind := Clean(r.Kind)
	if kind == "" {
		return PutSame, &Invalid{"relation", "say what they are to each other: referrer, boss, colleague"}
	}
	return tx.putOnce("relation",
		`SELECT id FROM relation WHERE contact_id = ? AND other_id = ? AND kind = ?`,
		`INSERT INTO relation (contact_id, other_id, kind) VALUES (?, ?, ?)`, contact, other, kind)
}

// put keeps the smaller id first, so that a pair stands once.
func (r NotSameRecord) put(tx *Tx, _ bool) (Put, error) {
	a, b, err := tx.pair(r.A, r.B)
	if err != nil {
		return PutSame, err
	}
	return tx.putOnce("pair", `SELECT id FROM not_same WHERE a = ? AND b = ?`, `INSERT INTO not_same (a, b) VALUES (?, ?)`, min(a, b), max(a, b))
}

func (tx *Tx) pair(one, other string) (a, b int64, err error) {
	if a, err = tx.contactID(one); err == nil {
		b, err = tx.contactID(other)
	}
	if err == nil && a == b {
		err = &Invalid{"contact", "it is twice the same"}
	}
	return a, b, err
}

func (r CadenceRecord) put(tx *Tx, replace bool) (Put, error) {
	if !slices.Contains([]string{"contact", "tag", "stage", "life"}, r.Of) || r.Ref == "" {
		return PutSame, &Invalid{"cadence", `"` + r.Of + `" is not contact, tag, stage or life, or it does not say which`}
	}
	id, err := tx.rowID(`SELECT id FROM cadence WHERE of = ? AND ref = ?`, r.Of, r.Ref)
	if err != nil {
		return PutSame, fmt.Errorf("put cadence: %w", err)
	}
	return tx.putRow("cadence", id != 0, replace, `
		INSERT INTO cadence (of, ref, ideal_days, latest_days)
		VALUES (?1, ?2, ?3, ?4)`, `
		UPDATE cadence
		SET ideal_days = ?3, latest_days = ?4
		WHERE of = ?1 AND ref = ?2 AND (ideal_days, latest_days) <> (?3, ?4)`, r.Of, Clean(r.Ref), r.Ideal, r.Latest)
}
