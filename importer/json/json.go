// Package json writes contacts and what belongs to them as JSON: one array for
// programs that read a document, or one record a line (NDJSON, ndjson.org) for
// those that stream.
//
// A line has a "type": contact, interaction or reminder. Contacts come first, so
// that a reader of lines knows the contact that a later line refers to by its id.
// In the array the interactions and reminders stand inside their contact. Names
// of keys are a contract (crm/1): new ones may be added, none changes or goes.
package json

import (
	"bufio"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"crm/store"
)

// Contact is a contact as a record.
type Contact struct {
	Type       string    `json:"type"`
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Given      string    `json:"given"`
	Family     string    `json:"family"`
	Additional string    `json:"additional"`
	Nickname   string    `json:"nickname"`
	Phonetic   string    `json:"phonetic"`
	Company    string    `json:"company"`
	Title      string    `json:"title"`
	Department string    `json:"department"`
	Relation   string    `json:"relation"`
	Life       string    `json:"life"`
	Source     string    `json:"source"`
	Prefers    string    `json:"prefers"`
	Rating     string    `json:"rating"`
	Language   string    `json:"language"`
	Birthday   string    `json:"birthday"`
	Interests  string    `json:"interests"`
	Needs      string    `json:"needs"`
	Note       string    `json:"note"`
	Star       bool      `json:"star"`
	Phone      string    `json:"phone"` // the first
	Phones     []Phone   `json:"phones"`
	Email      string    `json:"email"` // the first
	Emails     []Email   `json:"emails"`
	Addresses  []Address `json:"addresses"`
	Links      []Link    `json:"links"`
	Tags       []string  `json:"tags"`
	Custom     []Custom  `json:"custom"`
	External   []Outside `json:"external"`
	Stage      string    `json:"stage"`
	Value      *Money    `json:"value"`
	Last       string    `json:"last"` // when something happened last, RFC 3339
	Due        string    `json:"due"`  // the date of the next step
	Created    string    `json:"created"`
	Updated    string    `json:"updated"`

	// In the array only.
	Interactions []Interaction `json:"interactions,omitempty"`
	Reminders    []Reminder    `json:"reminders,omitempty"`
}

// Phone, Email, Address, Link, Custom, Outside and Money are parts of a Contact.
type (
	Phone struct {
		Text  string `json:"text"`
		Key   string `json:"key"` // E.164; empty for what is no number
		Ext   string `json:"ext,omitempty"`
		Label string `json:"label,omitempty"`
		Wrong bool   `json:"wrong,omitempty"`
	}
	Email struct {
		Address string `json:"address"`
		Label   string `json:"label,omitempty"`
		Bounced bool   `json:"bounced,omitempty"`
	}
	Address struct {
		Label    string `json:"label,omitempty"`
		Street   string `json:"street"`
		City     string `json:"city"`
		Region   string `json:"region"`
		Postcode string `json:"postcode"`
		Country  string `json:"country"`
	}
	Link struct {
		Kind string `json:"kind"`
		URL  string `json:"url"`
	}
	Custom struct {
		Key   string `json:"key"`
		Label string `json:"label"`
		Value string `json:"value"`
	}
	Outside struct {
		System string `json:"system"`
		ID     string `json:"id"`
	}
	Money struct {
		Minor    int64  `json:"minor"` // in cents; in whole units where the currency has none
		Currency string `json:"currency"`
	}
)

// Interaction is something that happened with a contact.
type Interaction struct {
	Type      string `json:"type"`
	ID        string `json:"id"`
	Contact   string `json:"contact"`
	At        string `json:"at"`
	Kind      string `json:"kind"`
	Direction string `json:"direction"`
	Outcome   string `json:"outcome"`
	Seconds   int    `json:"seconds"`
	Text      string `json:"text"`
}

// Reminder is something to do about a contact.
type Reminder struct {
	Type    string `json:"type"`
	ID      string `json:"id"`
	Contact string `json:"contact"`
	Kind    string `json:"kind"`
	Due     string `json:"due"` // a date, or RFC 3339 when it has a time of day
	DueOn   string `json:"due_on"`
	Text    string `json:"text"`
	Owed    string `json:"owed"`
	Rule    string `json:"rule"`
	Ahead   int    `json:"ahead_days"`
	Done    string `json:"done"`
}

// stamp is how times stand in records: UTC with milliseconds, as in the book.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// OfContact makes a record of a contact.
func OfContact(c *store.Contact) Contact {
	out := Contact{
		Type: "contact", ID: c.UID, Name: c.Name, Given: c.Given, Family: c.Family, Additional: c.Additional,
		Nickname: c.Nickname, Phonetic: c.Phonetic, Company: c.Company, Title: c.Title, Department: c.Department,
		Relation: c.Relation, Life: c.Life, Source: c.Source, Prefers: c.Prefers, Rating: c.Rating,
		Language: c.Language, Birthday: c.Birthday, Interests: c.Interests, Needs: c.Needs, Note: c.Note, Star: c.Star,
		Phones: []Phone{}, Emails: []Email{}, Addresses: []Address{}, Links: []Link{}, Tags: []string{}, Custom: []Custom{}, External: []Outside{},
		Stage: c.Stage, Last: stamp(c.Stats.LastAt), Due: c.Stats.NextDue, Created: stamp(c.Created), Updated: stamp(c.Updated),
	}
	for _, p := range c.Phones {
		out.Phones = append(out.Phones, Phone{p.Text, p.Key, p.Ext, p.Label, p.Wrong})
	}
	for _, e := range c.Emails {
		out.Emails = append(out.Emails, Email{e.Address, e.Label, e.Bounced})
	}
	for _, a := range c.Addresses {
		out.Addresses = append(out.Addresses, Address(a))
	}
	for _, l := range c.Links {
		out.Links = append(out.Links, Link(l))
	}
	for _, v := range c.Custom {
		out.Custom = append(out.Custom, Custom(v))
	}
	for _, e := range c.External {
		out.External = append(out.External, Outside(e))
	}
	out.Tags = append(out.Tags, c.Tags...)
	if len(c.Phones) > 0 {
		out.Phone = c.Phones[0].Text
	}
	if len(c.Emails) > 0 {
		out.Email = c.Emails[0].Address
	}
	if c.Value != (store.Money{}) {
		out.Value = &Money{c.Value.Minor, c.Value.Currency}
	}
	return out
}

// OfInteraction makes a record of an interaction.
func OfInteraction(i *store.Interaction) Interaction {
	return Interaction{
		Type: "interaction", ID: i.UID, Contact: i.Contact, At: stamp(i.At), Kind: i.Kind,
		Direction: i.Direction, Outcome: i.Outcome, Seconds: i.Seconds, Text: i.Text,
	}
}

// OfReminder makes a record of a reminder.
func OfReminder(r *store.Reminder) Reminder {
	due := r.DueOn
	if !r.DueAt.IsZero() {
		due = stamp(r.DueAt)
	}
	return Reminder{
		Type: "reminder", ID: r.UID, Contact: r.Contact, Kind: r.Kind, Due: due, DueOn: r.DueOn,
		Text: r.Text, Owed: r.Owed, Rule: r.Rule, Ahead: r.Ahead, Done: stamp(r.DoneAt),
	}
}

// Writer writes records: one a line, or as one array.
type Writer struct {
	w     *bufio.Writer
	enc   *stdjson.Encoder
	lines bool
	n     int
	err   error
}

// NewWriter returns a writer of lines, or of an array.
func NewWriter(w io.Writer, lines bool) *Writer {
	b := bufio.NewWriterSize(w, 64<<10)
	enc := stdjson.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return &Writer{w: b, enc: enc, lines: lines}
}

// Write adds a record: a Contact, an Interaction or a Reminder.
func (w *Writer) Write(record any) error {
	if w.err != nil {
		return w.err
	}
	if !w.lines {
		sep := ","
		if w.n == 0 {
			sep = "["
		}
		w.w.WriteString(sep) // errors stay in the bufio.Writer
		if w.n == 0 {
			w.w.WriteByte('\n')
		}
	}
	w.n++
	if err := w.enc.Encode(record); err != nil {
		w.err = fmt.Errorf("write JSON: %w", err)
	}
	return w.err
}

// Close ends the array and writes what is in memory. The output is whole only if
// it returns nil.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	if !w.lines {
		if w.n == 0 {
			w.w.WriteByte('[')
		}
		w.w.WriteString("]\n")
	}
	if err := w.w.Flush(); err != nil {
		w.err = fmt.Errorf("write JSON: %w", err)
	}
	err := w.err
	if err == nil {
		w.err = errClosed
	}
	return err
}

var errClosed = errors.New("the writer is closed")
