package importer

import (
	"hash/maphash"
	"slices"

	"crm/importer/field"
	"crm/importer/table"
	"crm/importer/vcard"
)

// cardLook is what a first pass learns of the properties of cards.
type cardLook struct {
	cols []column
	seed maphash.Seed
}

func newCardLook() *cardLook { return &cardLook{seed: maphash.MakeSeed()} }

// maxCardColumns is how many properties a report lists.
const maxCardColumns = 500

func (l *cardLook) see(c *vcard.Card, region string) {
	for i := range c.Props {
		p := &c.Props[i]
		j := slices.IndexFunc(l.cols, func(col column) bool { return col.name == p.Name })
		if j < 0 {
			if len(l.cols) == maxCardColumns {
				continue
			}
			j = len(l.cols)
			t := field.Target{ID: propertyField(p.Name)}
			if t.ID == "" {
				t.ID = field.Custom
			}
			l.cols = append(l.cols, column{name: p.Name, named: true, target: t, confidence: 1})
		}
		text := p.Text()
		if p.Binary != nil {
			text = "(binary)"
		}
		l.cols[j].seen.see(&table.Cell{Text: text, Kind: table.Text}, l.seed, region)
	}
}

// propertyField is the field that a property goes to; "" is kept as a line of the
// card.
func propertyField(name string) field.ID {
	switch name {
	case "FN":
		return field.Name
	case "N":
		return field.Family
	case "NICKNAME":
		return field.Nickname
	case "ORG":
		return field.Company
	case "TITLE", "ROLE":
		return field.Title
	case "TEL":
		return field.Phone
	case "EMAIL":
		return field.Email
	case "ADR", "LABEL":
		return field.Formatted
	case "URL", "X-SOCIALPROFILE", "IMPP":
		return field.Link
	case "BDAY":
		return field.Birthday
	case "NOTE":
		return field.Note
	case "CATEGORIES":
		return field.Tags
	case "LANG":
		return field.Language
	case "UID":
		return field.External
	case "X-PHONETIC-FIRST-NAME", "X-PHONETIC-LAST-NAME", "SOUND":
		return field.Phonetic
	case "REV", "PRODID", "VERSION", "X-ABLABEL", "X-ABADR", "X-ABSHOWAS", "KIND", cardLine, cardReason, cardContact, cardWas:
		return field.Skip
	}
	if _, ok := messenger(name); ok {
		return field.Link
	}
	if id, ok := fieldOf(name); ok {
		return id
	}
	switch name {
	case ownStar:
		return field.Star
	case ownOutside:
		return field.External
	case ownConsent:
		return field.Consent
	case ownMark, ownName, ownCreated, ownUpdated:
		return field.Skip
	}
	return ""
}
