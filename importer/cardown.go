package importer

import (
	"strings"
	"time"

	"crm/importer/field"
	"crm/importer/vcard"
	"crm/store"
)

// What crm's own cards say beside the standard, so that a contact that went out
// comes back equal. Other programs pass over such names (RFC 6350, 6.10).
const (
	ownMark    = "X-CRM-CARD"     // a card of crm's; its value is the version of what is below
	ownName    = "X-CRM-NAME"     // the name is empty, whatever FN has to say
	ownField   = "X-CRM-FIELD"    // a custom field
	ownOutside = "X-CRM-EXTERNAL" // what another system calls the contact
	ownConsent = "X-CRM-CONSENT"
	ownStar    = "X-CRM-STAR"
	ownCreated = "X-CRM-CREATED"
	ownUpdated = "X-CRM-UPDATED"

	ownWhole = "X-CRM-WHOLE" // of N: it has no parts, but the whole name
	ownLabel = "X-CRM-LABEL"
	ownKey   = "X-CRM-KEY" // of a phone: E.164; of a custom field: its key
	ownExt   = "X-CRM-EXT"
	ownWrong = "X-CRM-WRONG" // of a phone: wrong; of an email: bounced
	ownKind  = "X-CRM-KIND"
	ownDay   = "X-CRM-DAY"
	ownNote  = "X-CRM-NOTE"
	ownState = "X-CRM-STATE"
)

// ownProperty reads what only crm writes.
func (r *cardReader) ownProperty(p *vcard.Property) bool {
	if !r.own {
		return false
	}
	c := r.c
	text := p.Text()
	switch p.Name {
	case ownMark:
	case ownName:
		c.Name = ""
	case ownField:
		c.Custom = append(c.Custom, store.Custom{Key: p.Param(ownKey), Label: p.Param(ownLabel), Value: store.CleanBlock(text)})
	case ownOutside:
		c.External = append(c.External, store.External{System: p.Param(ownKind), ID: store.Clean(text)})
	case ownConsent:
		c.Consents = append(c.Consents, store.Consent{
			Channel: p.Param(ownKind), State: p.Param(ownState), Source: store.Clean(text), On: p.Param(ownDay), Note: p.Param(ownNote),
		})
	case ownStar:
		c.Star = true
	case ownCreated, ownUpdated:
		t, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return false
		}
		if p.Name == ownCreated {
			c.Created = t.UTC()
		} else {
			c.Updated = t.UTC()
		}
	default:
		id, ok := fieldOf(p.Name)
		if !ok {
			return false
		}
		field.SetText(c, id, store.Clean(text))
	}
	return true
}

// props makes the properties of a card, of version "3.0" or "4.0".
func cardProps(c *store.Contact, extras []string, version string) []vcard.Property {
	b := cardBuilder{version: version}
	b.names(c)
	b.text("TITLE", c.Title)
	if c.Company != "" || c.Department != "" {
		b.add("ORG", vcard.Escape(c.Company)+";"+vcard.Escape(c.Department))
	}
	b.channels(c)
	b.birthday(c.Birthday)
	b.text("NOTE", c.Note)
	if len(c.Tags) > 0 {
		tags := make([]string, len(c.Tags))
		for i, t := range c.Tags {
			tags[i] = vcard.Escape(t)
		}
		b.add("CATEGORIES", strings.Join(tags, ","))
	}
	b.own(c)
	for _, line := range extras {
		if p, ok := vcard.ParseLine(line); ok {
			if version == "4.0" {
				toData(&p)
			}
			b.props = append(b.props, p)
		}
	}
	return b.props
}

// cardBuilder collects the properties of a card.
type cardBuilder struct {
	version string
	props   []vcard.Property
}

func (b *cardBuilder) add(name, value string, params ...vcard.Param) {
	kept := params[:0]
	for _, p := range params {
		if p.Value != "" {
			kept = append(kept, p)
		}
	}
	b.props = append(b.props, vcard.Property{Name: name, Value: value, Params: kept})
}

func (b *cardBuilder) text(name, value string, params ...vcard.Param) {
	if value != "" {
		b.add(name, vcard.Escape(value), params...)
	}
}

func (b *cardBuilder) names(c *store.Contact) {
	b.add("PRODID", "-//crm//EN")
	b.text("UID", c.UID)
	b.text("FN", c.Display())
	parts := []string{vcard.Escape(c.Family), vcard.Escape(c.Given), vcard.Escape(c.Additional), "", ""}
	if c.Family+c.Given+c.Additional == "" {
		parts[0] = vcard.Escape(c.Display()) // programs that show N alone show the name
		b.add("N", strings.Join(parts, ";"), vcard.Param{Name: ownWhole, Value: "1"})
	} else {
		b.add("N", strings.Join(parts, ";"))
	}
	b.text("NICKNAME", c.Nickname)
}

// kinds are the TYPEs that a label means to other programs.
func kinds(label string) string {
	switch label {
	case "mobile":
		return "cell"
	case "home", "work", "fax", "pager", "other":
		return label
	}
	return ""
}

func (b *cardBuilder) channels(c *store.Contact) {
	for _, p := range c.Phones {
		b.text("TEL", p.Text, vcard.Param{Name: "TYPE", Value: kinds(p.Label)}, vcard.Param{Name: ownLabel, Value: p.Label},
			vcard.Param{Name: ownKey, Value: p.Key}, vcard.Param{Name: ownExt, Value: p.Ext}, vcard.Param{Name: ownWrong, Value: one(p.Wrong)})
	}
	for _, e := range c.Emails {
		b.text("EMAIL", e.Address, vcard.Param{Name: "TYPE", Value: kinds(e.Label)}, vcard.Param{Name: ownLabel, Value: e.Label}, vcard.Param{Name: ownWrong, Value: one(e.Bounced)})
	}
	for _, a := range c.Addresses {
		parts := []string{"", "", a.Street, a.City, a.Region, a.Postcode, a.Country}
		for i := range parts {
			parts[i] = vcard.Escape(parts[i])
		}
		b.add("ADR", strings.Join(parts, ";"), vcard.Param{Name: "TYPE", Value: kinds(a.Label)}, vcard.Param{Name: ownLabel, Value: a.Label})
	}
	for _, l := range c.Links {
		if l.Kind == "web" {
			b.text("URL", l.URL)
			continue
		}
		b.text("X-SOCIALPROFILE", l.URL, vcard.Param{Name: "TYPE", Value: l.Kind}, vcard.Param{Name: ownKind, Value: l.Kind})
	}
}

func one(b bool) string {
	if b {
		return "1"
	}
	return ""
}

// birthday writes a day as the version has it; 3.0 knows none without a year but by
// Apple's parameter.
func (b *cardBuilder) birthday(day string) {
	rest, yearless := strings.CutPrefix(day, "--")
	switch {
	case day == "":
	case b.version == "4.0":
		b.add("BDAY", strings.ReplaceAll(strings.TrimPrefix(day, "--"), "-", ""))
		if yearless {
			b.props[len(b.props)-1].Value = "--" + strings.ReplaceAll(rest, "-", "")
		}
	case yearless:
		b.add("BDAY", "1604-"+rest, vcard.Param{Name: "X-APPLE-OMIT-YEAR", Value: "1604"})
	default:
		b.add("BDAY", day)
	}
}

// own writes what the standard has no word for.
func (b *cardBuilder) own(c *store.Contact) {
	b.add(ownMark, "1")
	if c.Name == "" {
		b.add(ownName, "")
	}
	for _, id := range field.Singles() {
		switch id {
		case field.Name, field.Given, field.Family, field.Additional, field.Nickname, field.Company, field.Title, field.Department, field.Birthday, field.Note:
			continue
		}
		text, _ := field.Text(c, id)
		b.text("X-CRM-"+strings.ToUpper(string(id)), text)
	}
	if c.Star {
		b.add(ownStar, "1")
	}
	for _, v := range c.Custom {
		b.text(ownField, v.Value, vcard.Param{Name: ownKey, Value: v.Key}, vcard.Param{Name: ownLabel, Value: v.Label})
	}
	for _, e := range c.External {
		b.text(ownOutside, e.ID, vcard.Param{Name: ownKind, Value: e.System})
	}
	for _, v := range c.Consents {
		b.add(ownConsent, vcard.Escape(v.Source), vcard.Param{Name: ownKind, Value: v.Channel}, vcard.Param{Name: ownState, Value: v.State},
			vcard.Param{Name: ownDay, Value: v.On}, vcard.Param{Name: ownNote, Value: v.Note})
	}
	if !c.Created.IsZero() {
		b.add(ownCreated, c.Created.UTC().Format("2006-01-02T15:04:05.000Z"))
	}
	if !c.Updated.IsZero() {
		b.add(ownUpdated, c.Updated.UTC().Format("2006-01-02T15:04:05.000Z"))
		b.add("REV", c.Updated.UTC().Format("20060102T150405Z"))
	}
}
