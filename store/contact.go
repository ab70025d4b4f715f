package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// Contact is a person with everything that belongs to them but the timeline.
type Contact struct {
	UID        string
	Name       string // in full, as written: the truth. "" for a bare phone or address
	Given      string // as the source had it; never guessed from Name
	Family     string
	Additional string
	Nickname   string
	Phonetic   string
	Company    string // the company's name
	Title      string
	Department string
	Relation   string // customer, partner, supplier, personal; "" is customer
	Life       string // potential, current, past, cancelled; customers only
	Source     string
	Prefers    string // the channel they like: call, email, zalo, …
	Rating     string // hot, warm, cold
	Language   string
	Birthday   string // YYYY-MM-DD, or --MM-DD without a year
	Interests  string
	Needs      string
	Note       string // may have several lines
	Star       bool

	Emails    []Email
	Phones    []Phone
	Addresses []Address
	Links     []Link
	Tags      []string
	Custom    []Custom
	External  []External

	Created time.Time
	Updated time.Time
	Deleted time.Time // when it went to the trash; zero for a live contact

	Stats Stats
	Stage string // of the open deal, else of the last closed one; "" without deals
	Value Money  // of that deal
}

// Stats are derived from the timeline and the reminders.
type Stats struct {
	LastAt   time.Time // the last interaction that reached or tried the person; zero for never
	LastKind string
	Tries    int    // calls without an answer since the last one answered
	NextDue  string // date of the earliest open follow-up, appointment or promise; "" for none
}

// Money is an amount in minor units (cents; the unit itself where the currency
// has none). Currency is an ISO 4217 code or "".
type Money struct {
	Minor    int64
	Currency string
}

// Email is an address of a contact. Key is what compares (fold.Email).
type Email struct {
	Label, Address, Key string
	Bounced             bool
}

// Phone is a number of a contact: Text as typed, Key in E.164 or "" when it is
// not a number that fold.Phone understands.
type Phone struct {
	Label, Text, Key, Ext string
	Wrong                 bool
}

// Address is a postal address of a contact.
type Address struct{ Label, Street, City, Region, Postcode, Country string }

// Link is a web page or a messenger account of a contact.
type Link struct{ Kind, URL string }

// Custom is a field that the book does not know by itself.
type Custom struct{ Key, Label, Value string }

// External is what another system calls this contact.
type External struct{ System, ID string }

// Display is what to call the contact where a name is shown.
func (c Contact) Display() string {
	return display(c.Name, c.Nickname, c.Company, firstPhone(c.Phones), firstEmail(c.Emails))
}

func display(names ...string) string {
	return cmp.Or(cmp.Or(names...), "(no name)")
}

func firstPhone(list []Phone) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].Text
}

func firstEmail(list []Email) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].Address
}

// Contact returns the contact with that uid, in the trash or not. Error: ErrNotFound.
func (s *Store) Contact(ctx context.Context, uid string) (Contact, error) {
	return contactByUID(ctx, s.read, uid)
}

// Contact is Store.Contact within the transaction.
func (tx *Tx) Contact(uid string) (Contact, error) { return contactByUID(tx.ctx, tx, uid) }

func contactByUID(ctx context.Context, q querier, uid string) (Contact, error) {
	var id int64
	if err := q.QueryRowContext(ctx, `SELECT id FROM contact WHERE uid = ?`, uid).Scan(&id); err != nil {
		return Contact{}, fmt.Errorf("contact %s: %w", uid, mapErr(err))
	}
	return contactByID(ctx, q, id)
}

func contactByID(ctx context.Context, q querier, id int64) (Contact, error) {
	var c Contact
	var lastKind, nextDue sql.NullString
	err := q.QueryRowContext(ctx, `
		SELECT c.uid, c.name, c.given, c.family, c.additional, c.nickname, c.phonetic,
		       coalesce(o.name, ''), c.title, c.department, c.relation, c.life, c.source,
		       c.prefers, c.rating, c.language, c.birthday, c.interests, c.needs, c.note, c.star,
		       c.created_at, c.updated_at, c.deleted_at,
		       s.last_at, s.last_kind, coalesce(s.tries, 0), s.next_due
		FROM contact c
		LEFT JOIN company o ON o.id = c.company_id
		LEFT JOIN contact_stats s ON s.contact_id = c.id
		WHERE c.id = ?`, id).Scan(
		&c.UID, &c.Name, &c.Given, &c.Family, &c.Additional, &c.Nickname, &c.Phonetic,
		&c.Company, &c.Title, &c.Department, &c.Relation, &c.Life, &c.Source,
		&c.Prefers, &c.Rating, &c.Language, &c.Birthday, &c.Interests, &c.Needs, &c.Note, &c.Star,
		timeText{&c.Created}, timeText{&c.Updated}, timeText{&c.Deleted},
		timeText{&c.Stats.LastAt}, &lastKind, &c.Stats.Tries, &nextDue)
	if err != nil {
		return Contact{}, fmt.Errorf("read contact: %w", mapErr(err))
	}
	c.Stats.LastKind, c.Stats.NextDue = lastKind.String, nextDue.String
	if err := c.readChannels(ctx, q, id); err != nil {
		return Contact{}, fmt.Errorf("read contact %s: %w", c.UID, err)
	}
	d, err := stageDeal(ctx, q, id)
	if err != nil {
		return Contact{}, fmt.Errorf("read contact %s: %w", c.UID, err)
	}
	c.Stage, c.Value = d.Stage, d.Value
	return c, nil
}

// sortKey orders contacts by their name as written. A key that is only a number
// or an address sorts after the names.
func sortKey(c *Contact, folded string) string {
	if c.Name == "" {
		return "~" + strings.ToLower(c.Display())
	}
	return folded
}
