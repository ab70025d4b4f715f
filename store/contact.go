package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
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
	Consents  []Consent // at most one a channel, by channel

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
	list, err := contactsByUID(ctx, q, []string{uid})
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Contact{}, fmt.Errorf("contact %s: %w", uid, err)
	}
	return list[0], nil
}

// Contacts returns the contacts with those uids, in that order, without the ones
// that are not there: some statements for all of them, not some for each.
func (s *Store) Contacts(ctx context.Context, uids []string) ([]Contact, error) {
	return contactsByUID(ctx, s.read, uids)
}

func contactsByUID(ctx context.Context, q querier, uids []string) ([]Contact, error) {
	ids, err := collect(ctx, q, func(r *sql.Rows, id *int64) error { return r.Scan(id) }, `
		SELECT c.id
		FROM json_each(?) j
		CROSS JOIN contact c ON c.uid = j.value
		ORDER BY j.key`, jsonList(uids))
	if err != nil {
		return nil, fmt.Errorf("read contacts: %w", err)
	}
	return contactsByID(ctx, q, ids)
}

func contactByID(ctx context.Context, q querier, id int64) (Contact, error) {
	list, err := contactsByID(ctx, q, []int64{id})
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Contact{}, err
	}
	return list[0], nil
}

func contactsByID(ctx context.Context, q querier, ids []int64) ([]Contact, error) {
	found, err := readContacts(ctx, q, ids)
	out := make([]Contact, len(found))
	for i := range found {
		out[i] = found[i].Contact
	}
	return out, err
}

// foundContact is a contact and its row.
type foundContact struct {
	Contact
	id int64
}

// readContacts reads the contacts of some rows, in that order, without those
// that are not there.
func readContacts(ctx context.Context, q querier, ids []int64) ([]foundContact, error) {
	list := jsonList(ids)
	found, err := collect(ctx, q, scanContact, `
		SELECT c.id, c.uid, c.name, c.given, c.family, c.additional, c.nickname, c.phonetic,
		       coalesce(o.name, ''), c.title, c.department, c.relation, c.life, c.source,
		       c.prefers, c.rating, c.language, c.birthday, c.interests, c.needs, c.note, c.star,
		       c.created_at, c.updated_at, c.deleted_at,
		       s.last_at, coalesce(s.last_kind, ''), coalesce(s.tries, 0), coalesce(s.next_due, '')
		FROM json_each(?) j
		CROSS JOIN contact c ON c.id = j.value
		LEFT JOIN company o ON o.id = c.company_id
		LEFT JOIN contact_stats s ON s.contact_id = c.id
		ORDER BY j.key`, list)
	if err != nil || len(found) == 0 {
		return nil, wrap("read contacts", err)
	}
	byID := make(map[int64]*Contact, len(found))
	for i := range found {
		byID[found[i].id] = &found[i].Contact
	}
	if err := readChannels(ctx, q, list, byID); err != nil {
		return nil, fmt.Errorf("read contacts: %w", err)
	}
	deals, err := stageDeals(ctx, q, list)
	if err != nil {
		return nil, fmt.Errorf("read contacts: %w", err)
	}
	for id, d := range deals {
		byID[id].Stage, byID[id].Value = d.Stage, d.Value
	}
	return found, nil
}

func scanContact(r *sql.Rows, c *foundContact) error {
	return r.Scan(&c.id, &c.UID, &c.Name, &c.Given, &c.Family, &c.Additional, &c.Nickname, &c.Phonetic,
		&c.Company, &c.Title, &c.Department, &c.Relation, &c.Life, &c.Source,
		&c.Prefers, &c.Rating, &c.Language, &c.Birthday, &c.Interests, &c.Needs, &c.Note, &c.Star,
		timeText{&c.Created}, timeText{&c.Updated}, timeText{&c.Deleted},
		timeText{&c.Stats.LastAt}, &c.Stats.LastKind, &c.Stats.Tries, &c.Stats.NextDue)
}

// jsonList is a list as one parameter, for json_each.
func jsonList[T any](list []T) string {
	if list == nil {
		return "[]" // and not null, which json_each reads as one value
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings and integers always marshal
	}
	return string(b)
}

// sortKey orders contacts by their name as written. A key that is only a number
// or an address sorts after the names.
func sortKey(c *Contact, folded string) string {
	if c.Name == "" {
		return "~" + strings.ToLower(c.Display())
	}
	return folded
}
