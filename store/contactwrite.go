package store

import (
	"cmp"
	"fmt"
	"slices"

	"crm/store/fold"
)

// AddContact stores a new contact and returns its uid: c.UID if it has one
// (an import of our own export keeps them), else a new one. Created and Updated
// are kept when set. Errors: Invalid, ErrExists for a uid in use.
func (tx *Tx) AddContact(c Contact) (string, error) {
	c.clean(tx.s.opt.Region)
	if err := c.validate(); err != nil {
		return "", err
	}
	company, err := tx.companyID(c.Company)
	if err != nil {
		return "", err
	}
	id, err := tx.insertContact(&c, company)
	if err != nil {
		return "", err
	}
	return c.UID, tx.added(id, &c)
}

// insertContact writes the rows of a clean contact and returns its id. A contact
// without a uid or times gets them.
func (tx *Tx) insertContact(c *Contact, company any) (int64, error) {
	if c.UID == "" {
		c.UID = tx.s.opt.UID()
	} else if live, trashed, err := tx.HasUID(c.UID); err != nil || live || trashed {
		return 0, fmt.Errorf("add contact: %w", cmp.Or(err, ErrExists))
	}
	if c.Created.IsZero() {
		c.Created = tx.now
	}
	if c.Updated.IsZero() {
		c.Updated = tx.now
	}
	sort := sortKey(c, fold.Text(c.Name))
	tx.mark(nameAsKey, sort)
	id, err := tx.addContact(c.UID,
		c.Name, c.Given, c.Family, c.Additional, c.Nickname, c.Phonetic, sort, company,
		c.Title, c.Department, c.Relation, c.Life, c.Source, c.Prefers, c.Rating, c.Language, c.Birthday, c.Interests, c.Needs,
		c.Note, c.Star, formatTime(c.Created), formatTime(c.Updated), nullTime(c.Deleted))
	if err != nil {
		return 0, fmt.Errorf("add contact: %w", err)
	}
	if err := tx.addChannels(id, c); err != nil {
		return 0, err
	}
	for _, name := range c.Tags {
		if _, err := tx.tagContact(id, name); err != nil {
			return 0, err
		}
	}
	if err := tx.setCustom(id, nil, c.Custom); err != nil {
		return 0, err
	}
	if err := tx.addExternal(id, c.External); err != nil {
		return 0, err
	}
	return id, tx.addConsents(id, c.Consents)
}

// added makes the derived rows of a new contact: at once in a bulk import, which
// has the record at hand, else at the end of the operation.
func (tx *Tx) added(id int64, c *Contact) error {
	if tx.bulk != nil {
		tx.n++
		return tx.bulkDerived(id, c)
	}
	tx.touch(id, staleStats|staleSearch)
	return nil
}

// SaveContact writes every field of c, channels, tags and custom fields
// included, over the contact with c.UID. Rows that stay the same are not
// touched, so an unchanged contact makes no change. Errors: ErrNotFound, Invalid.
func (tx *Tx) SaveContact(c Contact) error {
	id, err := tx.contactID(c.UID)
	if err != nil {
		return err
	}
	old, err := contactByID(tx.ctx, tx, id)
	if err != nil {
		return err
	}
	return tx.saveOver(id, &old, c)
}

// SaveOver is SaveContact for whoever has read the contact as it is, after the
// operation began: reading each again takes as long as all else of a change of many.
func (tx *Tx) SaveOver(old, c Contact) error {
	id, err := tx.contactID(c.UID)
	if err != nil {
		return err
	}
	return tx.saveOver(id, &old, c)
}

func (tx *Tx) saveOver(id int64, old *Contact, c Contact) error {
	c.clean(tx.s.opt.Region)
	if err := c.validate(); err != nil {
		return err
	}
	changed := false
	for _, save := range []func(int64, *Contact, *Contact) (bool, error){
		tx.saveFields, tx.saveEmails, tx.savePhones, tx.saveAddresses, tx.saveLinks, tx.saveTags, tx.saveCustom, tx.saveExternal, tx.saveConsents,
	} {
		did, err := save(id, old, &c)
		if err != nil {
			return fmt.Errorf("save contact %s: %w", c.UID, err)
		}
		changed = changed || did
	}
	if !changed {
		return nil
	}
	tx.remember(id, &c)
	tx.touch(id, staleStats|staleSearch)
	return tx.exec(`UPDATE contact SET updated_at = ? WHERE id = ?`, formatTime(tx.now), id)
}

func (tx *Tx) saveFields(id int64, old, c *Contact) (bool, error) {
	if c.fields() == old.fields() {
		return false, nil
	}
	company, err := tx.companyID(c.Company)
	if err != nil {
		return false, err
	}
	return true, tx.exec(`
		UPDATE contact
		SET name = ?, given = ?, family = ?, additional = ?, nickname = ?, phonetic = ?, sort_key = ?, company_id = ?,
		    title = ?, department = ?, relation = ?, life = ?, source = ?, prefers = ?, rating = ?, language = ?,
		    birthday = ?, interests = ?, needs = ?, note = ?, star = ?
		WHERE id = ?`,
		c.Name, c.Given, c.Family, c.Additional, c.Nickname, c.Phonetic, sortKey(c, fold.Text(c.Name)), company,
		c.Title, c.Department, c.Relation, c.Life, c.Source, c.Prefers, c.Rating, c.Language,
		c.Birthday, c.Interests, c.Needs, c.Note, c.Star, id)
}

// fields is what stands in the contact's own row, for comparing. The first
// channels are in it because the sort key of a nameless contact is one of them.
func (c *Contact) fields() [21]string {
	star := ""
	if c.Star {
		star = "*"
	}
	nameless := ""
	if c.Name == "" {
		nameless = c.Display()
	}
	return [...]string{c.Name, c.Given, c.Family, c.Additional, c.Nickname, c.Phonetic, c.Company, c.Title, c.Department,
		c.Relation, c.Life, c.Source, c.Prefers, c.Rating, c.Language, c.Birthday, c.Interests, c.Needs, c.Note, star, nameless}
}

// saveRows rewrites the rows of a channel from the first one that differs.
func saveRows[T comparable](tx *Tx, table string, id int64, old, now []T, add func(int64, int, T) error) (bool, error) {
	if slices.Equal(old, now) {
		return false, nil
	}
	same := 0
	for same < len(old) && same < len(now) && old[same] == now[same] {
		same++
	}
	if err := tx.exec(`
		DELETE FROM `+table+`
		WHERE contact_id = ?1 AND id NOT IN (SELECT id FROM `+table+` WHERE contact_id = ?1 ORDER BY pos, id LIMIT ?2)`, id, same); err != nil {
		return false, err
	}
	for i := same; i < len(now); i++ {
		if err := add(id, i, now[i]); err != nil {
			return false, err
		}
	}
	return true, nil
}

func (tx *Tx) saveEmails(id int64, old, c *Contact) (bool, error) {
	return saveRows(tx, "email", id, old.Emails, c.Emails, tx.addEmail)
}

func (tx *Tx) savePhones(id int64, old, c *Contact) (bool, error) {
	return saveRows(tx, "phone", id, old.Phones, c.Phones, tx.addPhone)
}

func (tx *Tx) saveAddresses(id int64, old, c *Contact) (bool, error) {
	return saveRows(tx, "address", id, old.Addresses, c.Addresses, tx.addAddress)
}

func (tx *Tx) saveLinks(id int64, old, c *Contact) (bool, error) {
	return saveRows(tx, "link", id, old.Links, c.Links, tx.addLink)
}

// Star sets or clears the star. Error: ErrNotFound.
func (tx *Tx) Star(uid string, on bool) error {
	id, err := tx.contactID(uid)
	if err != nil {
		return err
	}
	tx.touch(id, 0)
	return wrap("star contact", tx.exec(`UPDATE contact SET star = ?1, updated_at = ?2 WHERE id = ?3 AND star <> ?1`, on, formatTime(tx.now), id))
}

// Trash puts a contact into the trash: it leaves every list, and Restore brings
// it back. Error: ErrNotFound.
func (tx *Tx) Trash(uid string) error { return tx.setDeleted(uid, formatTime(tx.now)) }

// Restore takes a contact out of the trash. Error: ErrNotFound.
func (tx *Tx) Restore(uid string) error { return tx.setDeleted(uid, nil) }

func (tx *Tx) setDeleted(uid string, at any) error {
	id, err := tx.contactID(uid)
	if err != nil {
		return err
	}
	tx.touch(id, staleStats|staleSearch)
	return wrap("delete contact", tx.exec(`
		UPDATE contact
		SET deleted_at = ?1
		WHERE id = ?2 AND (deleted_at IS NULL) <> (?1 IS NULL)`, at, id))
}

// deleteContact removes a contact and everything that belongs to it, for good.
func (tx *Tx) deleteContact(id int64) error {
	for _, query := range []string{
		`DELETE FROM deal_change WHERE deal_id IN (SELECT id FROM deal WHERE contact_id = ?)`,
		`DELETE FROM purchase WHERE contact_id = ?`,
		`DELETE FROM deal WHERE contact_id = ?`,
		`DELETE FROM interaction WHERE contact_id = ?`,
		`DELETE FROM reminder WHERE contact_id = ?`,
		`DELETE FROM email WHERE contact_id = ?`,
		`DELETE FROM phone WHERE contact_id = ?`,
		`DELETE FROM address WHERE contact_id = ?`,
		`DELETE FROM link WHERE contact_id = ?`,
		`DELETE FROM relation WHERE contact_id = ?1 OR other_id = ?1`,
		`DELETE FROM contact_tag WHERE contact_id = ?`,
		`DELETE FROM custom_value WHERE contact_id = ?`,
		`DELETE FROM segment_member WHERE contact_id = ?`,
		`DELETE FROM consent WHERE contact_id = ?`,
		`DELETE FROM external_id WHERE contact_id = ?`,
		`DELETE FROM vcard_extra WHERE contact_id = ?`,
		`DELETE FROM not_same WHERE a = ?1 OR b = ?1`,
		`DELETE FROM contact WHERE id = ?`,
	} {
		if err := tx.exec(query, id); err != nil {
			return fmt.Errorf("delete contact: %w", err)
		}
	}
	tx.touch(id, staleSearch)
	return nil
}
