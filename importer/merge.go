package importer

import (
	"slices"
	"strings"

	"crm/importer/field"
	"crm/store"
	"crm/store/fold"
)

// merged is a contact of the book with a row put into it.
type merged struct {
	c       store.Contact
	changes []Change
	refused []string // ways to reach them that the row allows and the book does not
	kept    []string // fields whose value in the row lost to the one in the book
}

// merge puts what a row says into a contact. With fill only what is empty is
// written. Nothing is ever removed: channels and tags are added.
func merge(old store.Contact, row *store.Contact, fill bool) merged {
	m := merged{c: old}
	for _, id := range field.Singles() {
		m.single(id, row, fill)
	}
	if row.Star && !old.Star {
		m.c.Star = true
		m.change("star", "", "yes")
	}
	m.channels(row)
	m.consents(row)
	m.addresses(row)
	m.customs(row, fill)
	for _, t := range row.Tags {
		if !slices.ContainsFunc(m.c.Tags, func(o string) bool { return fold.Text(o) == fold.Text(t) }) {
			m.c.Tags = append(slices.Clip(m.c.Tags), t)
			m.change("tags", "", t)
		}
	}
	for _, e := range row.External {
		if !slices.Contains(m.c.External, e) {
			m.c.External = append(slices.Clip(m.c.External), e)
			m.change("external:"+e.System, "", e.ID)
		}
	}
	return m
}

func (m *merged) change(name, before, after string) {
	m.changes = append(m.changes, Change{name, before, after})
}

func (m *merged) single(id field.ID, row *store.Contact, fill bool) {
	now, _ := field.Text(row, id)
	was, _ := field.Text(&m.c, id)
	switch {
	case now == "" || now == was:
		return
	case id == field.Company && fold.Text(now) == fold.Text(was): // one company, another spelling
		return
	case isName(id) && was != "" && poorer(now, was):
		return
	case was != "" && fill:
		if !isName(id) || !sameName(was, now) {
			m.kept = append(m.kept, string(id))
		}
		return
	}
	field.SetText(&m.c, id, now)
	m.change(string(id), was, now)
}

func isName(id field.ID) bool {
	switch id {
	case field.Name, field.Given, field.Family, field.Additional:
		return true
	}
	return false
}

func (m *merged) channels(row *store.Contact) {
	for _, e := range row.Emails {
		if !slices.ContainsFunc(m.c.Emails, func(o store.Email) bool { return o.Key == e.Key }) {
			m.c.Emails = append(slices.Clip(m.c.Emails), e)
			m.change("email", "", e.Address)
		}
	}
	for _, p := range row.Phones {
		same := func(o store.Phone) bool {
			return o.Text == p.Text || p.Key != "" && o.Key == p.Key && (o.Ext == p.Ext || p.Ext == "")
		}
		if !slices.ContainsFunc(m.c.Phones, same) {
			m.c.Phones = append(slices.Clip(m.c.Phones), p)
			m.change("phone", "", p.Text)
		}
	}
	for _, l := range row.Links {
		if !slices.ContainsFunc(m.c.Links, func(o store.Link) bool { return o.URL == l.URL }) {
			m.c.Links = append(slices.Clip(m.c.Links), l)
			m.change("link", "", l.URL)
		}
	}
}

// consents takes what a row says about ways to reach the contact. A no of the book
// stands against a yes of a file, which may be older than it.
func (m *merged) consents(row *store.Contact) {
	for _, x := range row.Consents {
		i := slices.IndexFunc(m.c.Consents, func(o store.Consent) bool { return o.Channel == x.Channel })
		switch {
		case i < 0:
			m.c.Consents = append(slices.Clip(m.c.Consents), x)
			m.change("consent:"+x.Channel, "", x.State)
		case m.c.Consents[i].State == x.State:
		case m.c.Consents[i].State == "no":
			m.refused = append(m.refused, x.Channel)
		default:
			m.c.Consents = slices.Clone(m.c.Consents)
			m.change("consent:"+x.Channel, m.c.Consents[i].State, x.State)
			m.c.Consents[i] = x
		}
	}
}

// addresses completes an address that a row knows more of, and adds others.
func (m *merged) addresses(row *store.Contact) {
	for _, a := range row.Addresses {
		i := slices.IndexFunc(m.c.Addresses, func(o store.Address) bool { return fits(o, a) })
		if i < 0 {
			m.c.Addresses = append(slices.Clip(m.c.Addresses), a)
			m.change("address", "", addressLine(a))
			continue
		}
		was := m.c.Addresses[i]
		now := was
		for _, p := range [...]struct{ to, from *string }{
			{&now.Label, &a.Label}, {&now.Street, &a.Street}, {&now.City, &a.City},
			{&now.Region, &a.Region}, {&now.Postcode, &a.Postcode}, {&now.Country, &a.Country},
		} {
			if *p.to == "" {
				*p.to = *p.from
			}
		}
		if now != was {
			m.c.Addresses = slices.Clone(m.c.Addresses)
			m.c.Addresses[i] = now
			m.change("address", addressLine(was), addressLine(now))
		}
	}
}

// fits reports whether two addresses do not contradict each other.
func fits(a, b store.Address) bool {
	for _, p := range [...][2]string{
		{a.Label, b.Label}, {a.Street, b.Street}, {a.City, b.City}, {a.Region, b.Region}, {a.Postcode, b.Postcode}, {a.Country, b.Country},
	} {
		if p[0] != "" && p[1] != "" && fold.Text(p[0]) != fold.Text(p[1]) {
			return false
		}
	}
	return true
}

func addressLine(a store.Address) string {
	parts := slices.DeleteFunc([]string{a.Street, a.Region, a.City, a.Postcode, a.Country}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

func (m *merged) customs(row *store.Contact, fill bool) {
	for _, v := range row.Custom {
		i := slices.IndexFunc(m.c.Custom, func(o store.Custom) bool { return o.Key == v.Key })
		switch {
		case i < 0:
			m.c.Custom = append(slices.Clip(m.c.Custom), v)
			m.change(v.Label, "", v.Value)
		case m.c.Custom[i].Value == v.Value:
		case fill:
			m.kept = append(m.kept, v.Label)
		default:
			m.c.Custom = slices.Clone(m.c.Custom)
			m.change(v.Label, m.c.Custom[i].Value, v.Value)
			m.c.Custom[i].Value = v.Value
		}
	}
}
