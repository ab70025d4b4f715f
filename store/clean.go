package store

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"crm/store/fold"
	"crm/store/safe"
)

// Clean is how one-line text stands in the book: NFC, trimmed, and nothing in it
// that a terminal would obey. What is clean stays as it is: a mark may meet its
// letter only when what stood between them is gone, so it is composed once more.
func Clean(s string) string {
	return strings.TrimSpace(norm.NFC.String(safe.Line(norm.NFC.String(s)).String()))
}

// CleanBlock is Clean for text of several lines.
func CleanBlock(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(norm.NFC.String(safe.Block(norm.NFC.String(s)).String()))
}

// clean brings every field into the form in which it is stored, and makes the
// keys by which channels compare.
func (c *Contact) clean(region string) {
	for _, f := range []*string{
		&c.Name, &c.Given, &c.Family, &c.Additional, &c.Nickname, &c.Phonetic, &c.Company, &c.Title, &c.Department,
		&c.Relation, &c.Life, &c.Source, &c.Prefers, &c.Rating, &c.Language, &c.Birthday, &c.Interests, &c.Needs,
	} {
		*f = Clean(*f)
	}
	c.Note = CleanBlock(c.Note)
	if c.Relation == "" {
		c.Relation = "customer"
	}
	if c.Life == "" && c.Relation == "customer" {
		c.Life = "potential"
	}
	c.cleanEmails()
	c.cleanPhones(region)
	c.cleanPlaces()
	c.Tags = cleanTags(c.Tags)
	c.Consents = cleanConsents(c.Consents)
	for i := range c.Custom {
		v := &c.Custom[i]
		v.Label, v.Value = Clean(v.Label), CleanBlock(v.Value)
		if v.Key == "" {
			v.Key = fold.Key(v.Label)
		}
	}
	c.Custom = slices.DeleteFunc(c.Custom, func(v Custom) bool { return v.Key == "" || v.Value == "" })
}

func (c *Contact) cleanEmails() {
	seen := c.Emails[:0]
	for _, e := range c.Emails {
		e.Label, e.Address = Clean(e.Label), Clean(e.Address)
		if e.Address == "" {
			continue
		}
		if address, key, ok := fold.Email(e.Address); ok {
			e.Address, e.Key = address, key
		} else {
			e.Key = strings.ToLower(e.Address)
		}
		if !slices.ContainsFunc(seen, func(o Email) bool { return o.Key == e.Key }) {
			seen = append(seen, e)
		}
	}
	c.Emails = seen
}

func (c *Contact) cleanPhones(region string) {
	seen := c.Phones[:0]
	for _, p := range c.Phones {
		p.Label, p.Text = Clean(p.Label), Clean(p.Text)
		if p.Text == "" {
			continue
		}
		if p.Key == "" {
			if key, ext, ok := fold.Phone(p.Text, region); ok {
				p.Key, p.Ext = key, ext
			}
		}
		same := func(o Phone) bool { return o.Text == p.Text || p.Key != "" && o.Key == p.Key && o.Ext == p.Ext }
		if !slices.ContainsFunc(seen, same) {
			seen = append(seen, p)
		}
	}
	c.Phones = seen
}

func (c *Contact) cleanPlaces() {
	for i := range c.Addresses {
		a := &c.Addresses[i]
		for _, f := range []*string{&a.Label, &a.Street, &a.City, &a.Region, &a.Postcode, &a.Country} {
			*f = Clean(*f)
		}
	}
	c.Addresses = slices.DeleteFunc(c.Addresses, func(a Address) bool {
		return a == Address{Label: a.Label}
	})
	for i := range c.Links {
		l := &c.Links[i]
		l.Kind, l.URL = Clean(l.Kind), Clean(l.URL)
		if l.Kind == "" {
			l.Kind = "web"
		}
	}
	c.Links = slices.DeleteFunc(c.Links, func(l Link) bool { return l.URL == "" })
}

// cleanTags drops empty and repeated tags and orders them as they are read back.
func cleanTags(tags []string) []string {
	out := tags[:0]
	for _, t := range tags {
		t = strings.TrimSpace(strings.TrimLeft(Clean(t), "#"))
		if fold.Text(t) != "" && !slices.ContainsFunc(out, func(o string) bool { return fold.Text(o) == fold.Text(t) }) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(fold.Text(a), fold.Text(b)) })
	return out
}

// validate refuses what no screen could show a person by, and what the schema
// would refuse with a worse message.
func (c *Contact) validate() error {
	if c.Name == "" && c.Nickname == "" && c.Company == "" && len(c.Emails) == 0 && len(c.Phones) == 0 && len(c.Links) == 0 {
		return &Invalid{"name", "nothing here names or reaches anybody: give a name, a phone or an email"}
	}
	if !slices.Contains([]string{"customer", "partner", "supplier", "personal"}, c.Relation) {
		return &Invalid{"relation", `"` + c.Relation + `" is not customer, partner, supplier or personal`}
	}
	if !slices.Contains([]string{"", "potential", "current", "past", "cancelled"}, c.Life) {
		return &Invalid{"life", `"` + c.Life + `" is not potential, current, past or cancelled`}
	}
	if c.Birthday != "" && !validBirthday(c.Birthday) {
		return &Invalid{"birthday", `"` + c.Birthday + `" is not a date: write 1986-12-02, or --12-02 without the year`}
	}
	for _, x := range c.Consents {
		if err := x.validate(); err != nil {
			return err
		}
	}
	return nil
}

// validBirthday accepts YYYY-MM-DD and --MM-DD.
func validBirthday(s string) bool {
	if rest, ok := strings.CutPrefix(s, "--"); ok {
		s = "2000-" + rest // a leap year: 29 February is a birthday
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
