package json

import (
	"time"

	"crm/store"
)

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
		out.Phones = append(out.Phones, Phone{Text: p.Text, Key: p.Key, Ext: p.Ext, Label: p.Label, Wrong: p.Wrong})
	}
	for _, e := range c.Emails {
		out.Emails = append(out.Emails, Email{Address: e.Address, Label: e.Label, Bounced: e.Bounced})
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
		out.External = append(out.External, Outside{System: e.System, ID: e.ID})
	}
	for _, x := range c.Consents {
		out.Consents = append(out.Consents, Consent(x))
	}
	out.Tags = append(out.Tags, c.Tags...)
	if len(c.Phones) > 0 {
		out.Phone = c.Phones[0].Text
	}
	if len(c.Emails) > 0 {
		out.Email = c.Emails[0].Address
	}
	out.Value = money(c.Value)
	return out
}

// money is null for an amount of nothing.
func money(m store.Money) *Money {
	if m == (store.Money{}) {
		return nil
	}
	return &Money{m.Minor, m.Currency}
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

// OfDeal makes a record of a deal.
func OfDeal(d *store.Deal) Deal {
	out := Deal{
		Type: "deal", ID: d.UID, Contact: d.Contact, Title: d.Title, Stage: d.Stage, Value: money(d.Value),
		Opened: stamp(d.Opened), Expected: d.ExpectedOn, Closed: stamp(d.Closed), Outcome: d.Outcome, Lost: d.LostReason, Changes: []Step{},
	}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, Step{stamp(c.At), c.From, c.To})
	}
	return out
}

// OfPurchase makes a record of a purchase.
func OfPurchase(p *store.Purchase) Purchase {
	return Purchase{
		Type: "purchase", ID: p.UID, Contact: p.Contact, Deal: p.Deal, On: p.On, Item: p.Item, Amount: money(p.Amount), Note: p.Note,
	}
}
