package json

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"crm/store"
	"crm/store/fold"
)

// types are what a line of crm's can be.
var types = [...]string{
	"contact", "trashed", "interaction", "reminder", "deal", "purchase", "company", "field", "tag", "relation", "not_same",
	"cadence", "segment", "member", "seen", "setting", "profile", "erased",
}

// Own reports whether a text is a record that crm wrote: it has one of the types,
// and what has an id has one as a book makes them. Another program's "contact" has not.
func Own(text []byte) bool {
	var v struct {
		Type string  `json:"type"`
		ID   *string `json:"id"`
	}
	if err := stdjson.Unmarshal(text, &v); err != nil || !slices.Contains(types[:], v.Type) {
		return false
	}
	if v.ID == nil {
		return slices.Contains(types[7:], v.Type) && v.Type != "segment"
	}
	return len(*v.ID) == uidLen && store.IsUID(*v.ID)
}

const uidLen = 16

// ErrType says that a line is no record of crm's.
var ErrType = errors.New("not a record of crm")

// Read makes the records of a line that Of wrote, or of a contact of the array
// with what stands inside it, the contact first. Keys that are not there are empty;
// a phone without a key is read for the region.
func Read(text []byte, region string) ([]store.Record, error) {
	var kind struct {
		Type string `json:"type"`
	}
	if err := stdjson.Unmarshal(text, &kind); err != nil {
		return nil, plainError(err)
	}
	p := parser{region: region}
	out := p.records(kind.Type, text)
	return out, p.err
}

// parser reads one line; its first error stands.
type parser struct {
	region string
	err    error
}

func (p *parser) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *parser) into(text []byte, v any) {
	if err := stdjson.Unmarshal(text, v); err != nil {
		p.fail(plainError(err))
	}
}

// time reads a time as stamp wrote it, or with any other offset.
func (p *parser) time(key, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.Year() < 1 || t.Year() > 9999 {
		p.fail(fmt.Errorf("%s: %q is not a time: write it as 2026-11-23T09:41:00Z", key, s))
		return time.Time{}
	}
	return t.UTC()
}

func (p *parser) records(kind string, text []byte) []store.Record {
	one := func(r store.Record) []store.Record { return []store.Record{r} }
	switch kind {
	case "contact", "trashed":
		var v Contact
		p.into(text, &v)
		return p.contact(&v)
	case "interaction":
		var v Interaction
		p.into(text, &v)
		return one(p.interaction(&v))
	case "reminder":
		var v Reminder
		p.into(text, &v)
		return one(p.reminder(&v))
	case "deal":
		var v Deal
		p.into(text, &v)
		return one(p.deal(&v))
	case "purchase":
		var v Purchase
		p.into(text, &v)
		return one(p.purchase(&v))
	case "company":
		var v company
		p.into(text, &v)
		return one(store.CompanyRecord{UID: v.ID, Name: v.Name, Industry: v.Industry, Website: v.Website, Note: v.Note})
	case "field":
		var v customField
		p.into(text, &v)
		return one(store.FieldRecord{Key: v.Key, Label: v.Label, Type: v.Kind, Class: v.Class})
	case "tag":
		var v tag
		p.into(text, &v)
		return one(store.TagRecord{Name: v.Name})
	}
	return p.bookRecords(kind, text)
}

func (p *parser) bookRecords(kind string, text []byte) []store.Record {
	one := func(r store.Record) []store.Record { return []store.Record{r} }
	switch kind {
	case "relation":
		var v relation
		p.into(text, &v)
		return one(store.RelationRecord{Contact: v.Contact, Other: v.Other, Kind: v.Kind})
	case "not_same":
		var v notSame
		p.into(text, &v)
		return one(store.NotSameRecord{A: v.A, B: v.B})
	case "cadence":
		var v cadence
		p.into(text, &v)
		return one(store.CadenceRecord{Of: v.Of, Ref: v.Ref, Ideal: v.Ideal, Latest: v.Latest})
	case "segment":
		var v segment
		p.into(text, &v)
		out := store.SegmentRecord{Segment: store.Segment{UID: v.ID, Name: v.Name, Hotkey: v.Hotkey, Description: v.Description, Canonical: v.Canonical}, Fixed: v.Query == nil, SeenAt: p.time("seen_at", v.SeenAt), Removed: v.Removed}
		if v.Query != nil {
			out.Query = *v.Query
		}
		return one(out)
	case "member", "seen":
		var v member
		p.into(text, &v)
		return one(store.MemberRecord{Segment: v.Segment, Name: v.Name, Contact: v.Contact, Seen: kind == "seen"})
	case "setting":
		var v setting
		p.into(text, &v)
		return one(store.SettingRecord{Key: v.Key, Value: v.Value})
	case "profile":
		var v profile
		p.into(text, &v)
		return one(store.Profile{Signature: v.Signature, Mapping: v.Mapping})
	case "erased":
		var v erased
		p.into(text, &v)
		return one(store.ErasedRecord{Hash: v.Hash, On: v.On})
	}
	p.fail(fmt.Errorf("type %q: %w", kind, ErrType))
	return nil
}

func (p *parser) contact(v *Contact) []store.Record {
	r := &store.ContactRecord{CompanyUID: v.CompanyID, Extras: v.Extras}
	r.Contact = store.Contact{
		UID: v.ID, Name: v.Name, Given: v.Given, Family: v.Family, Additional: v.Additional, Nickname: v.Nickname, Phonetic: v.Phonetic,
		Company: v.Company, Title: v.Title, Department: v.Department, Relation: v.Relation, Life: v.Life, Source: v.Source,
		Prefers: v.Prefers, Rating: v.Rating, Language: v.Language, Birthday: v.Birthday, Interests: v.Interests, Needs: v.Needs,
		Note: v.Note, Star: v.Star, Tags: v.Tags,
		Created: p.time("created", v.Created), Updated: p.time("updated", v.Updated),
	}
	if v.Type == "trashed" {
		r.Deleted = p.time("deleted", v.Deleted)
		if r.Deleted.IsZero() {
			p.fail(errors.New("a contact in the trash has to say when it was deleted"))
		}
	}
	p.channels(r, v)
	for _, a := range v.Addresses {
		r.Addresses = append(r.Addresses, store.Address(a))
	}
	for _, l := range v.Links {
		r.Links = append(r.Links, store.Link(l))
	}
	for _, c := range v.Custom {
		r.Custom = append(r.Custom, store.Custom(c))
	}
	for _, c := range v.Consents {
		r.Consents = append(r.Consents, store.Consent(c))
	}
	out := []store.Record{r}
	for i := range v.Interactions {
		out = append(out, p.interaction(&v.Interactions[len(v.Interactions)-1-i])) // the array has the newest first
	}
	for i := range v.Reminders {
		out = append(out, p.reminder(&v.Reminders[i]))
	}
	for i := range v.Deals {
		out = append(out, p.deal(&v.Deals[i]))
	}
	for i := range v.Purchases {
		out = append(out, p.purchase(&v.Purchases[i]))
	}
	return out
}

// channels reads what may be verified, or known to other programs.
func (p *parser) channels(r *store.ContactRecord, v *Contact) {
	for i, e := range v.Emails {
		r.Emails = append(r.Emails, store.Email{Label: e.Label, Address: e.Address, Bounced: e.Bounced})
		put(&r.EmailVerified, len(v.Emails), i, e.Verified)
	}
	for i, x := range v.Phones {
		phone := store.Phone{Label: x.Label, Text: x.Text, Key: x.Key, Ext: x.Ext, Wrong: x.Wrong}
		if x.keyless {
			if key, ext, ok := fold.Phone(x.Text, p.region); ok {
				phone.Key, phone.Ext = key, ext
			}
		}
		r.Phones = append(r.Phones, phone)
		put(&r.PhoneVerified, len(v.Phones), i, x.Verified)
	}
	for i, e := range v.External {
		r.External = append(r.External, store.External{System: e.System, ID: e.ID})
		put(&r.Held, len(v.External), i, store.Held{Checksum: e.Checksum, At: p.time("exported", e.Exported)})
	}
}

// put sets one of n values, making the list for the first that says anything.
func put[T comparable](list *[]T, n, i int, v T) {
	var none T
	if v == none {
		return
	}
	if *list == nil {
		*list = make([]T, n)
	}
	(*list)[i] = v
}

// UnmarshalJSON notes whether the line says anything of a key: "" is a text that
// is no number in the book that it comes from.
func (p *Phone) UnmarshalJSON(text []byte) error {
	type plain Phone
	in := struct {
		*plain
		Key *string `json:"key"`
	}{plain: (*plain)(p)}
	if err := stdjson.Unmarshal(text, &in); err != nil {
		return err
	}
	if p.keyless = in.Key == nil; in.Key != nil {
		p.Key = *in.Key
	}
	return nil
}

func (p *parser) interaction(v *Interaction) store.Interaction {
	return store.Interaction{
		UID: v.ID, Contact: v.Contact, At: p.time("at", v.At), Kind: v.Kind, Direction: v.Direction, Outcome: v.Outcome, Seconds: v.Seconds, Text: v.Text,
	}
}

func (p *parser) reminder(v *Reminder) store.ReminderRecord {
	out := store.ReminderRecord{
		Reminder: store.Reminder{
			UID: v.ID, Contact: v.Contact, Kind: v.Kind, DueOn: v.DueOn, Text: v.Text, Owed: v.Owed, Rule: v.Rule, Ahead: v.Ahead,
			DoneAt: p.time("done", v.Done),
		},
		Anchor: v.Anchor, SnoozedOn: v.Snoozed,
	}
	if len(v.Due) > len(time.DateOnly) {
		out.DueAt = p.time("due", v.Due)
	}
	if out.DueOn == "" {
		out.DueOn = v.Due[:min(len(v.Due), len(time.DateOnly))]
	}
	if _, err := time.Parse(time.DateOnly, out.DueOn); err != nil && out.DueOn != "" {
		p.fail(fmt.Errorf("due: %q is not a date: write it as 2026-11-23", out.DueOn))
	}
	return out
}

func (p *parser) deal(v *Deal) store.Deal {
	out := store.Deal{
		UID: v.ID, Contact: v.Contact, Title: v.Title, Stage: v.Stage, Opened: p.time("opened", v.Opened), ExpectedOn: v.Expected,
		Closed: p.time("closed", v.Closed), Outcome: v.Outcome, LostReason: v.Lost,
	}
	if v.Value != nil {
		out.Value = store.Money(*v.Value)
	}
	for _, c := range v.Changes {
		out.Changes = append(out.Changes, store.DealChange{At: p.time("at", c.At), From: c.From, To: c.To})
	}
	return out
}

func (p *parser) purchase(v *Purchase) store.Purchase {
	out := store.Purchase{UID: v.ID, Contact: v.Contact, Deal: v.Deal, On: v.On, Item: v.Item, Note: v.Note}
	if v.Amount != nil {
		out.Amount = store.Money(*v.Amount)
	}
	return out
}

// plainError is what is wrong with a text, for people.
func plainError(err error) error {
	var wrong *stdjson.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("%s: a %s cannot stand here", wrong.Field, wrong.Value)
	}
	return errors.New("no JSON: " + err.Error())
}

// IsField reports whether a line is that of a custom field.
func IsField(text []byte) bool {
	return bytes.HasPrefix(text, []byte(`{"type":"field"`))
}
