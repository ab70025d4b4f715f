package importer

import (
	"slices"
	"strings"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

func (cl *cleaner) phone(i int, text string) {
	col := &cl.f.cols[i]
	label := cl.label(field.PhoneLabel, col)
	wrong := cl.label(field.PhoneWrong, col) != "" && cl.f.own
	if cl.f.own {
		text = store.Clean(text)
		key, ext, _ := fold.Phone(text, cl.f.opt.Region)
		cl.d.c.Phones = append(cl.d.c.Phones, store.Phone{Label: label, Text: text, Key: key, Ext: ext, Wrong: wrong})
		return
	}
	if placeholder(text) {
		return
	}
	text = strings.TrimPrefix(text, "p:") // Facebook's lead forms: p:+84901234567
	rd := cl.reader(col)
	phones, odd, kept := rd.cell(text)
	for _, p := range append(odd, rd.outOfService(phones)...) {
		cl.problem(i, p.Value, p.Reason, p.Fix)
	}
	if !kept {
		cl.custom(i, text)
		return
	}
	for _, p := range phones {
		p.Label = label
		cl.d.c.Phones = append(cl.d.c.Phones, p)
	}
}

// reader is the phone reader for a column in this row. The country of the row's
// address knows better than the rest of the file, unless a region was asked for.
func (cl *cleaner) reader(col *column) phoneReader {
	regions := cl.phones.regions[:0]
	if col.region != "" && cl.f.opt.RegionGiven {
		regions = append(regions, col.region)
	}
	for _, i := range cl.country {
		if i < len(cl.row.Cells) && cl.row.Cells[i].Text != "" {
			if r := countryRegion(cl.row.Cells[i].Text); r != "" && !slices.Contains(regions, r) {
				regions = append(regions, r)
			}
		}
	}
	if col.region != "" && !slices.Contains(regions, col.region) {
		regions = append(regions, col.region)
	}
	if len(regions) == 0 {
		regions = append(regions, "")
	}
	cl.phones.regions = regions
	return cl.phones
}

func (cl *cleaner) email(i int, c *table.Cell) {
	col := &cl.f.cols[i]
	label := cl.label(field.EmailLabel, col)
	if cl.f.own {
		text := store.Clean(c.Text)
		e := store.Email{Label: label, Address: text, Key: strings.ToLower(text), Bounced: cl.label(field.EmailBounced, col) != ""}
		if address, key, ok := fold.Email(text); ok {
			e.Address, e.Key = address, key
		}
		cl.d.c.Emails = append(cl.d.c.Emails, e)
		return
	}
	if placeholder(c.Text) && c.Link == "" {
		return
	}
	emails, rest, odd := emailCell(c)
	for _, p := range odd {
		cl.problem(i, p.Value, p.Reason, p.Fix)
	}
	if rest != "" {
		cl.custom(i, rest)
	}
	for _, e := range emails {
		e.Label, e.Bounced = label, cl.f.bounced
		if inventedEmail(e.Key) {
			cl.invented = e.Key
			continue
		}
		cl.d.c.Emails = append(cl.d.c.Emails, e)
	}
}

// label finds what another column says about the values of this one.
func (cl *cleaner) label(id field.ID, col *column) string {
	for _, j := range cl.labels {
		t := cl.f.cols[j].target
		if t.ID == id && max(t.N, 1) == max(col.target.N, 1) && j < len(cl.row.Cells) {
			if text := store.Clean(cl.row.Cells[j].Text); text != "" {
				if cl.f.own {
					return text
				}
				return strings.ToLower(strings.TrimPrefix(text, "* "))
			}
		}
	}
	if id == field.EmailBounced || id == field.PhoneWrong {
		return ""
	}
	return col.target.Label
}

func (cl *cleaner) tags(text string) {
	for _, t := range field.SplitTags(text) {
		t = strings.TrimLeft(store.Clean(strings.TrimPrefix(t, "* ")), "#")
		if !cl.f.own && (t == "myContacts" || t == "myContact") {
			continue
		}
		if fold.Text(t) != "" {
			cl.d.c.Tags = append(cl.d.c.Tags, t)
		}
	}
}

func (cl *cleaner) link(i int, c *table.Cell, text string) {
	col := &cl.f.cols[i]
	l := store.Link{Kind: cl.label(field.LinkKind, col), URL: store.Clean(text)}
	if !cl.f.own {
		if c.Link != "" && !strings.Contains(text, ".") {
			cl.custom(i, text)
			l.URL = store.Clean(c.Link)
		}
		for _, host := range []string{"linkedin", "facebook", "twitter", "instagram", "youtube", "tiktok"} {
			if strings.Contains(strings.ToLower(l.URL), host+".com/") {
				l.Kind = host
			}
		}
	}
	if l.Kind == "" {
		l.Kind = "web"
	}
	cl.d.c.Links = append(cl.d.c.Links, l)
}

// reachable completes the ways to a contact when the row is read: the phone that
// Haravan makes an address of for people without one, and what the name of the
// file says of its emails.
func (cl *cleaner) reachable() {
	c := &cl.d.c
	if national, code, ok := strings.Cut(strings.TrimSuffix(cl.invented, ".phone"), "@"); ok && cl.invented != "" && len(c.Phones) == 0 {
		text := "+" + strings.TrimLeft(code, "+") + strings.TrimLeft(national, "0")
		if key, ext, ok := fold.Phone(text, ""); ok {
			c.Phones = append(c.Phones, store.Phone{Text: text, Key: key, Ext: ext})
		}
	}
	if cl.f.consent != "" && len(c.Emails) > 0 {
		c.Consents = append(c.Consents, store.Consent{Channel: "email", State: cl.f.consent, Source: "mailchimp"})
	}
}
