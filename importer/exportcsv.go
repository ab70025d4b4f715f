package importer

import (
	"slices"
	"strconv"
	"strings"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
)

// shape is what the columns of a CSV have to hold.
type shape struct {
	emails, phones, addresses, links int

	emailLabel, bounced, phoneLabel, wrong, addressLabel, linkKind bool

	customs []store.Custom
	systems []string

	consents []string // channels
}

func (s *shape) see(c *store.Contact) {
	s.emails, s.phones = max(s.emails, len(c.Emails)), max(s.phones, len(c.Phones))
	s.addresses, s.links = max(s.addresses, len(c.Addresses)), max(s.links, len(c.Links))
	for _, e := range c.Emails {
		s.emailLabel, s.bounced = s.emailLabel || e.Label != "", s.bounced || e.Bounced
	}
	for _, p := range c.Phones {
		s.phoneLabel, s.wrong = s.phoneLabel || p.Label != "", s.wrong || p.Wrong
	}
	for _, a := range c.Addresses {
		s.addressLabel = s.addressLabel || a.Label != ""
	}
	for _, l := range c.Links {
		s.linkKind = s.linkKind || l.Kind != "web"
	}
	for _, v := range c.Custom {
		if !slices.ContainsFunc(s.customs, func(o store.Custom) bool { return o.Key == v.Key }) {
			s.customs = append(s.customs, store.Custom{Key: v.Key, Label: v.Label})
		}
	}
	for _, v := range c.Consents {
		if !slices.Contains(s.consents, v.Channel) {
			s.consents = append(s.consents, v.Channel)
		}
	}
	for _, e := range c.External {
		if !slices.Contains(s.systems, e.System) {
			s.systems = append(s.systems, e.System)
		}
	}
}

// columns are those that every export has, then those that these contacts need.
// Their headers are what the importer reads back.
func (s *shape) columns(f *field.Finder) []exportColumn {
	out := []exportColumn{{header: "id", target: field.Target{ID: field.UID}}}
	one := func(header string, id field.ID) {
		out = append(out, exportColumn{header: header, target: field.Target{ID: id}})
	}
	nth := func(header, of string, id field.ID, n int) {
		if n > 1 {
			header += " " + strconv.Itoa(n)
		}
		if of != "" {
			header += " " + of
		}
		out = append(out, exportColumn{header: header, target: field.Target{ID: id, N: n}})
	}
	for _, id := range field.Singles() {
		one(string(id), id)
	}
	one("star", field.Star)
	one("tags", field.Tags)
	for n := 1; n <= max(1, s.emails); n++ {
		nth("email", "", field.Email, n)
		s.when(s.emailLabel, func() { nth("email", "label", field.EmailLabel, n) })
		s.when(s.bounced, func() { nth("email", "bounced", field.EmailBounced, n) })
	}
	for n := 1; n <= max(1, s.phones); n++ {
		nth("phone", "", field.Phone, n)
		s.when(s.phoneLabel, func() { nth("phone", "label", field.PhoneLabel, n) })
		s.when(s.wrong, func() { nth("phone", "wrong", field.PhoneWrong, n) })
	}
	for n := 1; n <= max(1, s.addresses); n++ {
		s.when(s.addressLabel, func() { nth("address", "label", field.AddressLabel, n) })
		for _, id := range []field.ID{field.Street, field.City, field.Region, field.Postcode, field.Country} {
			nth(string(id), "", id, n)
		}
	}
	for n := 1; n <= max(1, s.links); n++ {
		nth("link", "", field.Link, n)
		s.when(s.linkKind, func() { nth("link", "kind", field.LinkKind, n) })
	}
	for _, channel := range s.consents {
		out = append(out, exportColumn{header: field.ConsentPrefix + channel, target: field.Target{ID: field.Consent, Label: channel}})
	}
	one("created", field.Created)
	one("updated", field.Updated)
	for _, v := range s.customs {
		out = append(out, customColumn(f, v))
	}
	for _, system := range s.systems {
		out = append(out, exportColumn{header: "external: " + system, target: field.Target{ID: field.External, Label: system}})
	}
	one(string(field.Exported), field.Exported)
	return out
}

func (s *shape) when(yes bool, do func()) {
	if yes {
		do()
	}
}

// wroteCSV reports whether an export of ours begins so: with a column of marks, and
// marks in it. A row or two that somebody put in before the others has none.
func wroteCSV(rd table.Reader) bool {
	var row table.Row
	if rd.Read(&row) != nil {
		return false
	}
	i := slices.IndexFunc(row.Cells, func(c table.Cell) bool { return c.Text == string(field.Exported) })
	if i < 0 {
		return false
	}
	for range 10 {
		if rd.Read(&row) != nil {
			return false
		}
		if i < len(row.Cells) && strings.HasPrefix(row.Cells[i].Text, basePrefix) {
			return true
		}
	}
	return false
}
