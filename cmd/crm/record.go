package main

import (
	"context"
	"fmt"
	"slices"

	record "crm/importer/json"
	"crm/store"
)

// schema names the contract of our JSON: keys are added to it, none changes.
const schema = "crm/1"

// contactRecord is a contact as JSON: as an export has it, but called what the
// lists call it and with times in the zone of the run.
func (a *app) contactRecord(c *store.Contact) record.Contact {
	r := record.OfContact(c)
	r.Name = c.Display()
	r.Last, r.Created, r.Updated = a.local(c.Stats.LastAt).String(), a.local(c.Created).String(), a.local(c.Updated).String()
	return r
}

func (a *app) interactionRecord(i *store.Interaction) object {
	return object{
		{"id", i.UID}, {"contact", i.Contact}, {"kind", i.Kind}, {"direction", i.Direction}, {"outcome", i.Outcome},
		{"seconds", i.Seconds}, {"at", a.local(i.At).String()}, {"text", i.Text},
	}
}

func (a *app) reminderRecord(r *store.Reminder) object {
	o := object{{"id", r.UID}, {"contact", r.Contact}, {"kind", r.Kind}, {"due", a.due(r.DueOn, r.DueAt)}, {"text", r.Text}}
	if r.Owed != "" {
		o = append(o, member{"owed", r.Owed})
	}
	if !r.DoneAt.IsZero() {
		o = append(o, member{"done", a.local(r.DoneAt).String()})
	}
	return o
}

// owes says whose promise a reminder is.
func owes(r *store.Reminder) string {
	if r.Owed == "them" {
		return "they owe"
	}
	return "I owe"
}

func (a *app) reminderRecords(list []store.Reminder) []object {
	out := make([]object, len(list))
	for i := range list {
		out[i] = a.reminderRecord(&list[i])
	}
	return out
}

// withRest is a contact with its log and reminders: all that show has.
type withRest struct {
	Schema string `json:"schema"`
	record.Contact
	Interactions []object `json:"interactions"`
	Reminders    []object `json:"reminders"`
}

// rowFields are those of a contact that a list reads for every row anyway.
func rowFields() []string {
	return []string{"id", "name", "company", "title", "phone", "email", "city", "life", "tags", "star", "stage", "value",
		"last", "due", "tries", "created", "updated"}
}

// moreFields need the whole contact.
func moreFields() []string {
	return []string{"phones", "emails", "addresses", "links", "custom", "external", "given", "family", "additional", "nickname",
		"phonetic", "department", "relation", "source", "prefers", "rating", "language", "birthday", "interests", "needs", "note"}
}

// people is a list of contacts as records. Whole contacts are read only when a
// field asks for one, and once.
type people struct {
	a     *app
	ctx   context.Context
	s     *store.Store
	list  []store.Listed
	ids   func(string) (id, error)
	whole map[string]*store.Contact // of the rows about to be printed
}

func (a *app) people(ctx context.Context, s *store.Store, list []store.Listed) *people {
	ids := shortener(ctx, s, pick(list, func(l *store.Listed) string { return l.UID })...)
	return &people{a: a, ctx: ctx, s: s, list: list, ids: ids}
}

func (p *people) sheet(columns []string) sheet {
	return sheet{
		fields: slices.Concat(rowFields(), moreFields()), columns: columns, rows: len(p.list), field: p.field,
		full: func(row int) (any, error) {
			c, err := p.contact(row)
			if err != nil {
				return nil, err
			}
			return p.a.contactRecord(c), nil
		},
	}
}

// wholeRows is how many contacts are read at a time.
const wholeRows = 500

func (p *people) contact(row int) (*store.Contact, error) {
	uid := p.list[row].UID
	if p.whole[uid] == nil {
		rows := p.list[row:min(row+wholeRows, len(p.list))]
		list, err := p.s.Contacts(p.ctx, pick(rows, func(l *store.Listed) string { return l.UID }))
		if err != nil {
			return nil, err
		}
		p.whole = map[string]*store.Contact{}
		for i := range list {
			p.whole[list[i].UID] = &list[i]
		}
		if p.whole[uid] == nil {
			return nil, fmt.Errorf("contact %s: %w", uid, store.ErrNotFound)
		}
	}
	return p.whole[uid], nil
}

func (p *people) field(row int, name string) (any, error) {
	l := &p.list[row]
	switch name {
	case "id":
		return p.ids(l.UID)
	case "name":
		return l.Name, nil
	case "company":
		return l.Company, nil
	case "title":
		return l.Title, nil
	case "phone":
		return l.Phone, nil
	case "email":
		return l.Email, nil
	case "city":
		return l.City, nil
	case "life":
		return l.Life, nil
	case "tags":
		return words(l.Tags), nil
	case "star":
		return l.Star, nil
	case "stage":
		return l.Stage, nil
	case "value":
		return amount{l.Value}, nil
	case "last":
		return p.a.local(l.LastAt), nil
	case "due":
		return day(l.NextDue), nil
	case "tries":
		return l.Tries, nil
	case "created":
		return p.a.local(l.Created), nil
	case "updated":
		return p.a.local(l.Updated), nil
	}
	return p.more(row, name)
}

func (p *people) more(row int, name string) (any, error) {
	c, err := p.contact(row)
	if err != nil {
		return nil, err
	}
	r := record.OfContact(c)
	switch name {
	case "phones":
		return rich{r.Phones, textsOf(c.Phones, func(x store.Phone) string { return x.Text })}, nil
	case "emails":
		return rich{r.Emails, textsOf(c.Emails, func(x store.Email) string { return x.Address })}, nil
	case "addresses":
		return rich{r.Addresses, textsOf(c.Addresses, addressLine)}, nil
	case "links":
		return rich{r.Links, textsOf(c.Links, func(x store.Link) string { return x.URL })}, nil
	case "custom":
		return rich{r.Custom, textsOf(c.Custom, func(x store.Custom) string { return x.Label + "=" + x.Value })}, nil
	case "external":
		return rich{r.External, textsOf(c.External, func(x store.External) string { return x.System + "=" + x.ID })}, nil
	}
	if f, ok := findField(name); ok && f.text != nil {
		return *f.text(c), nil
	}
	return nil, unknownField(name, slices.Concat(rowFields(), moreFields()))
}

func textsOf[T any](list []T, text func(T) string) words {
	out := words{}
	for _, x := range list {
		out = append(out, text(x))
	}
	return out
}
