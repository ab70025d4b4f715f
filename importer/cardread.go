package importer

import (
	"slices"
	"strings"

	"crm/importer/field"
	"crm/importer/table"
	"crm/importer/vcard"
	"crm/store"
)

// cardReader puts the properties of a card into a draft. A card that crm wrote says
// of itself what the standard has no word for (cardown.go), and is taken exactly.
type cardReader struct {
	cd     *cardDrafts
	card   *vcard.Card
	d      *draft
	c      *store.Contact
	own    bool
	phones phoneReader
	labels map[string]string // X-ABLabel by group
	prefs  []int             // of the phones, then sorted by it
	mails  []int
	prefix string // of the name, and its suffix
	suffix string
	extras []string
}

func newCardReader(cd *cardDrafts, c *vcard.Card, d *draft) *cardReader {
	r := &cardReader{cd: cd, card: c, d: d, c: &d.c, labels: map[string]string{}}
	if cd.cc.region != "" {
		r.phones.regions = append(r.phones.regions, cd.cc.region)
	}
	for i := range c.Props {
		p := &c.Props[i]
		switch {
		case p.Name == "ADR":
			// A number without a country code may be of the country where they live.
			if f := p.Fields(); len(f) > 6 {
				if region := countryRegion(f[6]); region != "" && !slices.Contains(r.phones.regions, region) {
					r.phones.regions = append(r.phones.regions, region)
				}
			}
		case p.Name == "X-ABLABEL" && p.Group != "":
			r.labels[p.Group] = appleLabel(p.Text())
		case p.Name == ownMark:
			r.own = true
		}
	}
	if len(r.phones.regions) == 0 {
		r.phones.regions = []string{""}
	}
	return r
}

// appleLabel takes the wrapping off Apple's own labels: _$!<HomePage>!$_.
func appleLabel(s string) string {
	if inner, ok := strings.CutPrefix(s, "_$!<"); ok {
		return strings.ToLower(strings.TrimSuffix(inner, ">!$_"))
	}
	return store.Clean(s)
}

func (r *cardReader) problem(p *vcard.Property, value, reason, fix string) {
	r.d.problems = append(r.d.problems, table.Problem{Line: p.Line, Column: p.Name, Value: table.Excerpt(value), Reason: reason, Fix: fix})
}

// keep keeps a property as a line of the card.
func (r *cardReader) keep(p *vcard.Property) {
	fromData(p)
	line := p.Content()
	if len(line) > maxExtra {
		r.problem(p, "", "over 2 MiB in one property", "it is left out")
		return
	}
	if !slices.Contains(r.extras, line) {
		r.extras = append(r.extras, line)
	}
}

// maxExtra is how long a line of a card may be that the book keeps: a photo of
// 1.5 MB.
const maxExtra = 2 << 20

// custom keeps a text as a custom field, under a label that no other has.
func (r *cardReader) custom(label, value string) {
	label, value = store.Clean(label), store.CleanBlock(value)
	if value != "" {
		r.c.Custom = append(r.c.Custom, newCustom(r.c.Custom, label, value))
	}
}

func (r *cardReader) read() {
	for i := range r.card.Props {
		p := &r.card.Props[i]
		if strings.TrimSpace(p.Value) == "" && !strings.HasPrefix(p.Name, "X-CRM") {
			continue
		}
		if !ofReport(p.Name) {
			r.property(p)
		}
	}
	r.reported()
	r.finish()
}

func (r *cardReader) property(p *vcard.Property) {
	switch p.Name {
	case "FN":
		r.once(&r.c.Name, p)
	case "N":
		r.name(p)
	case "NICKNAME":
		r.once(&r.c.Nickname, p)
	case "ORG":
		r.org(p)
	case "TITLE":
		r.once(&r.c.Title, p)
	case "ROLE":
		if r.c.Title == "" && !r.has("TITLE") {
			r.c.Title = store.Clean(p.Text())
		} else {
			r.custom("Role", p.Text())
		}
	case "TEL":
		r.phone(p)
	case "EMAIL":
		r.email(p)
	case "ADR":
		r.address(p)
	case "LABEL":
		if !r.has("ADR") {
			r.c.Addresses = append(r.c.Addresses, store.Address{Label: r.label(p), Street: store.Clean(strings.ReplaceAll(p.Text(), "\n", ", "))})
		}
	case "URL", "X-SOCIALPROFILE", "IMPP":
		r.link(p)
	case "BDAY":
		r.birthday(p)
	case "ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY":
		r.custom("Anniversary", p.Text())
	case "NOTE":
		r.c.Note = strings.TrimSpace(r.c.Note + "\n" + store.CleanBlock(p.Text()))
	case "CATEGORIES":
		r.tags(p)
	case "LANG":
		r.once(&r.c.Language, p)
	case "UID":
		r.uid(p)
	case "X-ABSHOWAS", "KIND", "REV", "PRODID", "X-ABLABEL", "X-ABADR", "X-PRODID":
		// said elsewhere, or of the file and not of the person
	default:
		r.other(p)
	}
}

// other reads what is no property of the standard, or keeps it.
func (r *cardReader) other(p *vcard.Property) {
	if kind, ok := messenger(p.Name); ok {
		r.c.Links = append(r.c.Links, store.Link{Kind: kind, URL: store.Clean(p.Text())})
		return
	}
	switch {
	case r.ownProperty(p):
	case p.Name == "X-PHONETIC-LAST-NAME" || p.Name == "X-PHONETIC-FIRST-NAME":
		family, given := r.first("X-PHONETIC-LAST-NAME"), r.first("X-PHONETIC-FIRST-NAME")
		r.c.Phonetic = phonetic(family, given)
	case p.Name == "SOUND" && p.Is("x-irmc-n"):
		r.c.Phonetic = store.Clean(strings.Join(p.Fields(), " "))
	case p.Name == "X-ABRELATEDNAMES" || p.Name == "RELATED" && !strings.Contains(p.Value, ":"):
		label := r.labels[p.Group]
		if label == "" && len(p.Types()) > 0 {
			label = p.Types()[0]
		}
		if label == "" {
			label = "related"
		}
		r.custom(strings.ToUpper(label[:1])+label[1:], p.Text())
	case p.Name == "X-ABDATE" && r.labels[p.Group] != "":
		r.custom(r.labels[p.Group], p.Text())
	case p.Name == "X-ANDROID-CUSTOM" && strings.HasPrefix(p.Value, "vnd.android.cursor.item/nickname") && r.c.Nickname == "":
		r.c.Nickname = store.Clean(p.Fields()[min(1, len(p.Fields())-1)])
	default:
		r.keep(p)
	}
}

// once sets a field that a contact has once; what comes more often is kept as text.
func (r *cardReader) once(to *string, p *vcard.Property) {
	text := store.Clean(p.Text())
	switch {
	case *to == "":
		*to = text
	case *to != text:
		r.keep(p)
	}
}

func (r *cardReader) has(name string) bool { return r.first(name) != "" }

func (r *cardReader) first(name string) string {
	for i := range r.card.Props {
		if r.card.Props[i].Name == name {
			if text := store.Clean(r.card.Props[i].Text()); text != "" {
				return text
			}
		}
	}
	return ""
}

// finish makes the contact whole after its last property.
func (r *cardReader) finish() {
	c := r.c
	r.preferred()
	if !r.own {
		r.wholeCardName()
		c.Tags = append(c.Tags, r.groups()...)
	}
	compact(c)
	if c.Name == "" && c.Nickname == "" && c.Company == "" && len(c.Emails) == 0 && len(c.Phones) == 0 && len(c.Links) == 0 && c.UID == "" {
		r.d.reject = "nothing in this card names or reaches anybody"
	}
}

// wholeCardName settles the name: of a company's card it is the company's.
func (r *cardReader) wholeCardName() {
	c := r.c
	company := r.first("X-ABSHOWAS") == "COMPANY" || strings.EqualFold(r.first("KIND"), "org")
	if company && c.Company == "" {
		c.Company = c.Name
	}
	if company && c.Name == c.Company && c.Given == "" && c.Family == "" {
		c.Name = ""
		return
	}
	wholeName(c)
	if c.Name == "" {
		c.Name = strings.TrimSpace(strings.Join(strings.Fields(r.prefix+" "+fullName(c)+" "+r.suffix), " "))
	} else {
		for _, part := range [][2]string{{"Name prefix", r.prefix}, {"Name suffix", r.suffix}} {
			if !strings.Contains(c.Name, part[1]) {
				r.custom(part[0], part[1])
			}
		}
	}
}

// groups are the tags of a card by the groups that it is a member of.
func (r *cardReader) groups() []string {
	var out []string
	keys := []string{memberKey(r.first("UID"))}
	for _, e := range r.c.Emails {
		keys = append(keys, e.Key)
	}
	for _, k := range keys {
		out = append(out, r.cd.cc.groups[k]...)
	}
	return out
}

// fieldOf are fields that only crm's own cards have.
func fieldOf(name string) (field.ID, bool) {
	rest, own := strings.CutPrefix(name, "X-CRM-")
	id := field.ID(strings.ToLower(rest))
	return id, own && slices.Contains(field.Singles(), id)
}
