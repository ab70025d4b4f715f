package importer

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"crm/importer/table"
	"crm/importer/vcard"
	"crm/store"
)

// What a report of cards says in each, above the card as it was read. They are of
// the report and not of the person: none is kept.
const (
	cardLine    = "X-CRM-LINE"    // of the card in its file
	cardReason  = "X-CRM-REASON"  // what is wrong
	cardContact = "X-CRM-CONTACT" // the id of the contact that it became, if it did
	cardWas     = "X-CRM-WAS"     // a property that something is wrong with, as the first import read it
)

func ofReport(name string) bool {
	return name == cardLine || name == cardReason || name == cardContact || name == cardWas
}

// cardReport is a report as cards: 4.0 for those that were, and 3.0 for the others,
// 2.1 too, whose encodings the reader undid.
type cardReport struct{ v3, v4 *vcard.Writer }

func newCardReport(w io.Writer) *cardReport {
	one := bufio.NewWriter(w) // both write into it as it is
	return &cardReport{vcard.NewWriter(one, "3.0"), vcard.NewWriter(one, "4.0")}
}

func (c *cardReport) write(row reportRow) error {
	if row.card == nil {
		return nil // cards have no header
	}
	props := []vcard.Property{
		{Name: cardLine, Value: row.line},
		{Name: cardReason, Value: vcard.Escape(row.reason)},
	}
	if row.contact != "" {
		props = append(props, vcard.Property{Name: cardContact, Value: row.contact})
		for _, line := range row.wrong {
			props = append(props, vcard.Property{Name: cardWas, Value: vcard.Escape(line)})
		}
	}
	for _, p := range row.card.Props {
		if !ofReport(p.Name) { // of an earlier report
			props = append(props, p)
		}
	}
	if row.card.Version == "4.0" {
		return c.v4.Write(props)
	}
	return c.v3.Write(props)
}

func (c *cardReport) close() error { return c.v3.Close() }

// wrongLines are the properties of a card that something is wrong with.
func wrongLines(c *vcard.Card, problems []table.Problem) []string {
	var out []string
	for i := range c.Props {
		p := &c.Props[i]
		if slices.ContainsFunc(problems, func(o table.Problem) bool { return o.Column == p.Name && o.Line == p.Line }) {
			out = append(out, p.Content())
		}
	}
	return out
}

// reported reads what a report says of a card that comes back mended: the contact
// that it became, whatever else it is called by, and the values to take out of it.
func (r *cardReader) reported() {
	var before []vcard.Property
	for i := range r.card.Props {
		p := &r.card.Props[i]
		switch p.Name {
		case cardContact:
			if id := strings.ToLower(store.Clean(p.Text())); len(id) == 16 && store.IsUID(id) {
				r.c.UID = id
			}
		case cardWas:
			if q, ok := vcard.ParseLine(p.Text()); ok && strings.TrimSpace(q.Value) != "" {
				before = append(before, q)
			}
		}
	}
	if len(before) == 0 {
		return
	}
	// What the first import made of them, in the same way, but for what is so still.
	var d draft
	was := &cardReader{cd: r.cd, card: &vcard.Card{Props: before}, d: &d, c: &d.c, own: r.own, phones: r.phones, labels: r.labels}
	for i := range before {
		was.property(&before[i])
	}
	r.d.was = &mended{}
	for _, p := range d.c.Phones {
		if !slices.ContainsFunc(r.c.Phones, func(o store.Phone) bool { return o.Text == p.Text }) {
			r.d.was.phones = append(r.d.was.phones, p.Text)
		}
	}
	for _, e := range d.c.Emails {
		if !slices.ContainsFunc(r.c.Emails, func(o store.Email) bool { return o.Key == e.Key }) {
			r.d.was.emails = append(r.d.was.emails, e.Key)
		}
	}
	for _, v := range d.c.Custom {
		if !slices.Contains(r.c.Custom, v) {
			r.d.was.customs = append(r.d.was.customs, v)
		}
	}
}
