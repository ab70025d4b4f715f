package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strings"
	"time"

	"crm/store/query"
)

// A Record is a piece of a book in the form in which it can leave it and come into
// another one: with its uid and its times, and with the uids of what it refers to.
// Snapshot reads them, Tx.Put writes them. The records of a book, put into an empty
// one in the order in which Records yields them, make a book with the same content;
// what is derived (statistics, search) and the journal are made anew.
type Record interface {
	put(tx *Tx, replace bool) (Put, error)
}

// The records beside Interaction, Deal, Purchase and Profile, which are whole as
// they are.
type (
	// ContactRecord is a contact with what no screen shows, in the trash or not.
	ContactRecord struct {
		Contact
		CompanyUID    string
		EmailVerified []string // by place in Emails, dates; nil when none is
		PhoneVerified []string // by place in Phones
		Held          []Held   // by place in External; nil when no export holds anything
		Extras        []string // unknown vCard lines
	}

	// Held is what an export last held of a contact.
	Held struct {
		Checksum string
		At       time.Time
	}

	// CompanyRecord is an organisation.
	CompanyRecord struct{ UID, Name, Industry, Website, Note string }

	// FieldRecord is a custom field; its values stand in the contacts.
	FieldRecord struct{ Key, Label, Type, Class string }

	// TagRecord is a tag, on contacts or on none.
	TagRecord struct{ Name string }

	// RelationRecord says what one contact is of another.
	RelationRecord struct{ Contact, Other, Kind string }

	// NotSameRecord is a pair that was found to be two people.
	NotSameRecord struct{ A, B string }

	// ReminderRecord is a reminder with what only its recurrence needs.
	ReminderRecord struct {
		Reminder
		Anchor    string
		SnoozedOn string
	}

	// CadenceRecord is how often to be in touch with a contact (Ref is its uid), or
	// with all of a tag, a stage or a life-cycle group.
	CadenceRecord struct {
		Of, Ref       string
		Ideal, Latest int // days
	}

	// SegmentRecord is a saved query, or a fixed list: its members are records.
	SegmentRecord struct {
		Segment
		Fixed   bool
		SeenAt  time.Time // when a live one was last looked at; zero for never
		Removed bool      // every new book has it, and this one has it no more
	}

	// MemberRecord is a contact in a fixed list, or, with Seen, in a live segment
	// when that was last looked at.
	MemberRecord struct {
		Segment, Name string // the segment's uid and name
		Contact       string
		Seen          bool
	}

	// SettingRecord is a setting of the book.
	SettingRecord struct{ Key, Value string }

	// ErasedRecord keeps an erased person from coming in again.
	ErasedRecord struct{ Hash, On string }
)

// Snapshot is the book, or some contacts of it, at one moment: what others write
// meanwhile does not show. It is valid only inside the function given to
// Store.Snapshot, which must use no other method of the Store.
type Snapshot struct {
	ctx   context.Context
	q     querier
	whole bool
	ids   []int64 // the live contacts, in the order in which they were added
}

// Snapshot calls fn with the contacts that match q, or with the whole book for nil.
func (s *Store) Snapshot(ctx context.Context, q *query.Query, fn func(*Snapshot) error) error {
	w, err := s.compile(ctx, q)
	if err != nil {
		return err
	}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("read book: %w", mapErr(err))
	}
	defer tx.Rollback()
	b := &Snapshot{ctx: ctx, q: tx, whole: q == nil || q.Root == nil}
	cond, args := w.all()
	rows, err := tx.QueryContext(ctx, `
		SELECT c.id
		FROM contact c
		JOIN contact_stats s ON s.contact_id = c.id
		WHERE `+strings.Join(append(cond, deletedIs(false)), ` AND `)+`
		ORDER BY c.id`, args...)
	if err != nil {
		return fmt.Errorf("read book: %w", mapErr(err))
	}
	if b.ids, err = scanInts(rows); err != nil {
		return fmt.Errorf("read book: %w", err)
	}
	return fn(b)
}

// Len is the number of live contacts.
func (b *Snapshot) Len() int { return len(b.ids) }

// Whole reports whether this is the whole book.
func (b *Snapshot) Whole() bool { return b.whole }

// Records yields the live contacts, then those in the trash, then what belongs to
// them, then what is the book's own; each kind in the order in which it was
// written. Of some contacts it yields them and what belongs to them alone: no
// trash, and no segments, settings and profiles. The first error ends it.
func (b *Snapshot) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		parts := []func(func(Record, error) bool) bool{b.live}
		if b.whole {
			parts = append(parts, b.trashed)
		}
		parts = append(parts, b.fields, b.companies, b.relations, b.interactions, b.reminders, b.deals, b.purchases, b.notSame, b.cadences)
		if b.whole {
			parts = append(parts, b.tags, b.segments, b.members, b.settings, b.profiles, b.erased)
		}
		for _, part := range parts {
			if !part(yield) {
				return
			}
		}
	}
}

// Put says what putting a record into a book did.
type Put int

// What Tx.Put did: nothing, since the book says the same or more; added a record;
// or changed the one with its uid.
const (
	PutSame Put = iota
	PutAdded
	PutChanged
)

// Put brings a record into the book, with the uid and the times that it has. What
// stands there by its uid (a company, a tag or a segment also by its name) is kept,
// or with replace gets what the record says; of a contact only gaps are filled, as
// there is SaveContact for the rest. Putting the same record again does nothing.
// Errors: ErrNotFound for a record whose contact is not there, Invalid.
func (tx *Tx) Put(r Record, replace bool) (Put, error) { return r.put(tx, replace) }
