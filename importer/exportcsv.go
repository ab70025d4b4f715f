package importer

import (
	"io"
	"slices"
	"strconv"

	"crm/importer/csv"
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
	for _, e := range c.External {
		if !slices.Contains(s.systems, e.System) {
			s.systems = append(s.systems, e.System)
		}
	}
}

// exportColumn is a column of an export: its header and what stands in it.
type exportColumn struct {
	header string
	target field.Target
}

// columns are those that every export has, then those that these contacts need.
// Their headers are what the importer reads back.
func (s *shape) columns(f *field.Finder) []exportColumn {
	out := []exportColumn{{"id", field.Target{ID: field.UID}}}
	one := func(header string, id field.ID) { out = append(out, exportColumn{header, field.Target{ID: id}}) }
	nth := func(header, of string, id field.ID, n int) {
		if n > 1 {
			header += " " + strconv.Itoa(n)
		}
		if of != "" {
			header += " " + of
		}
		out = append(out, exportColumn{header, field.Target{ID: id, N: n}})
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
	one("created", field.Created)
	one("updated", field.Updated)
	for _, v := range s.customs {
		header := v.Label
		if _, _, known := f.Find(header); known || header == "" {
			header = field.CustomPrefix + header
		}
		out = append(out, exportColumn{header, field.Target{ID: field.Custom, Label: v.Key}})
	}
	for _, system := range s.systems {
		out = append(out, exportColumn{"external: " + system, field.Target{ID: field.External, Label: system}})
	}
	one(string(field.Exported), field.Exported)
	return out
}

func (s *shape) when(yes bool, do func()) {
	if yes {
		do()
	}
}

// exportCSV reads the contacts twice: to know the columns, and to write them.
func exportCSV(all people, w io.Writer, opt ExportOptions) (int, error) {
	var s shape
	for c, err := range all {
		if err != nil {
			return 0, err
		}
		s.see(c)
	}
	out, err := csv.NewWriter(w, csv.WriterOptions{BOM: !opt.NoBOM, Raw: opt.Raw})
	if err != nil {
		return 0, err
	}
	columns := s.columns(field.NewFinder())
	cells := make([]table.Cell, len(columns))
	for i, col := range columns {
		cells[i] = table.Cell{Text: col.header, Kind: table.Text}
	}
	if err := out.Write(cells); err != nil {
		return 0, err
	}
	n := 0
	for c, err := range all {
		if err != nil {
			return n, err
		}
		for i := range columns {
			cells[i] = table.Cell{Text: exportCell(c, columns, i), Kind: table.Text}
		}
		if err := out.Write(cells); err != nil {
			return n, err
		}
		n++
	}
	return n, out.Close()
}
