package importer

import (
	"slices"
	"strings"

	"crm/importer/field"
	"crm/store"
	"crm/store/fold"
)

// Presets lists the programs whose columns a CSV export can have.
func Presets() []string { return []string{"google", "outlook", "hubspot", "salesforce"} }

// presetColumns are the columns that a program's own import reads, by the headers
// that it writes itself.
func presetColumns(preset string, s *shape) []exportColumn {
	switch preset {
	case "google":
		return googleColumns(s)
	case "outlook":
		return outlookColumns()
	case "hubspot":
		return hubspotColumns()
	}
	return salesforceColumns()
}

type columnList []exportColumn

func (l *columnList) add(header string, of func(*store.Contact) string) {
	*l = append(*l, exportColumn{header: header, of: of})
}

// none adds columns that the program has and we have nothing for.
func (l *columnList) none(headers ...string) {
	for _, h := range headers {
		l.add(h, func(*store.Contact) string { return "" })
	}
}

// given and family are the name as programs want it: those that the contact has,
// else the whole name in one of them, since nobody may guess where it parts.
func given(c *store.Contact) string {
	if c.Given == "" && c.Family == "" {
		return c.Name
	}
	return c.Given
}

func family(c *store.Contact) string { return c.Family }

// lastName is family for a program that takes nobody without one.
func lastName(c *store.Contact) string {
	switch {
	case c.Family != "":
		return c.Family
	case c.Given != "":
		return forenames(c)
	}
	return c.Display()
}

func firstName(c *store.Contact) string {
	if c.Family == "" {
		return ""
	}
	return forenames(c)
}

// forenames are the given and the middle name, for a program that has no column for
// the latter, in the order in which they stand in the whole name.
func forenames(c *store.Contact) string {
	if c.Additional == "" || c.Given == "" {
		return strings.TrimSpace(given(c) + " " + c.Additional)
	}
	if strings.HasSuffix(c.Name, c.Additional+" "+c.Given) {
		return c.Additional + " " + c.Given
	}
	return c.Given + " " + c.Additional
}

func middle(c *store.Contact) string     { return c.Additional }
func nick(c *store.Contact) string       { return c.Nickname }
func employer(c *store.Contact) string   { return c.Company }
func job(c *store.Contact) string        { return c.Title }
func department(c *store.Contact) string { return c.Department }
func leadSource(c *store.Contact) string { return c.Source }

// born is a birthday with its year. The programs but Google know no other, and have
// one without it in the note.
func born(c *store.Contact) string {
	if strings.HasPrefix(c.Birthday, "--") {
		return ""
	}
	return c.Birthday
}

// about is the note with what the program has no column for.
func about(c *store.Contact) string {
	parts := []string{wants(c)}
	for _, v := range c.Custom {
		parts = append(parts, v.Label+": "+v.Value)
	}
	if len(c.Tags) > 0 {
		parts = append(parts, "Tags: "+field.JoinTags(c.Tags))
	}
	if c.Birthday != born(c) {
		parts = append(parts, "Birthday: "+c.Birthday)
	}
	return strings.TrimSpace(strings.Join(parts, "\n"))
}

// wants is the note with what somebody likes and needs, which no program has a
// column for.
func wants(c *store.Contact) string {
	note := func(c *store.Contact) string { return c.Note }
	return also(also(note, "Interests", func(c *store.Contact) string { return c.Interests }), "Needs",
		func(c *store.Contact) string { return c.Needs })(c)
}

// also adds a line to a note, if there is something to say.
func also(of func(*store.Contact) string, label string, value func(*store.Contact) string) func(*store.Contact) string {
	return func(c *store.Contact) string {
		if v := value(c); v != "" {
			return strings.TrimSpace(of(c) + "\n" + label + ": " + v)
		}
		return of(c)
	}
}

func email(n int) func(*store.Contact) string {
	return func(c *store.Contact) string {
		if n < len(c.Emails) {
			return c.Emails[n].Address
		}
		return ""
	}
}

// international is a number as any program reads it, whatever country it takes its
// users to be in.
func international(p store.Phone) string {
	switch {
	case p.Key == "":
		return p.Text
	case p.Ext != "":
		return p.Key + " x" + p.Ext
	}
	return p.Key
}

// phoneKind is which column of other programs a label belongs to.
func phoneKind(label string) string {
	switch l := fold.Text(label); {
	case strings.Contains(l, "fax"):
		return "fax"
	case strings.Contains(l, "home") || l == "nha" || l == "nha rieng":
		return "home"
	case strings.Contains(l, "work") || strings.Contains(l, "business") || strings.Contains(l, "office") || l == "co quan" || l == "cong ty":
		return "work"
	case l == "" || strings.Contains(l, "mobile") || strings.Contains(l, "cell") || l == "di dong" || l == "main":
		return "mobile"
	}
	return "other"
}

// phone is the n-th number of a kind, from 0. Numbers for which a kind has no room
// any more are in the note of their contact all the same: see spare.
func phone(kind string, n int) func(*store.Contact) string {
	return func(c *store.Contact) string {
		left := n
		for _, p := range c.Phones {
			if phoneKind(p.Label) != kind {
				continue
			}
			if left == 0 {
				return international(p)
			}
			left--
		}
		return ""
	}
}

// spare adds to a note the numbers, addresses and links that found no column.
func spare(of func(*store.Contact) string, room map[string]int, emails, addresses int) func(*store.Contact) string {
	return func(c *store.Contact) string {
		out := []string{of(c)}
		used := map[string]int{}
		for _, p := range c.Phones {
			kind := phoneKind(p.Label)
			if used[kind]++; used[kind] > room[kind] {
				out = append(out, strings.TrimSpace("Phone: "+international(p)+" "+p.Label))
			}
		}
		for i, e := range c.Emails {
			if i >= emails {
				out = append(out, "Email: "+e.Address)
			}
		}
		for i, a := range c.Addresses {
			if i >= addresses {
				out = append(out, "Address: "+addressLine(a))
			}
		}
		for _, l := range c.Links {
			if l.URL != page(c) {
				out = append(out, "Link: "+strings.TrimSpace(l.URL+" "+strings.TrimPrefix(l.Kind, "web")))
			}
		}
		return strings.TrimSpace(strings.Join(out, "\n"))
	}
}

func address(n int, part func(store.Address) string) func(*store.Contact) string {
	return func(c *store.Contact) string {
		if n < len(c.Addresses) {
			return part(c.Addresses[n])
		}
		return ""
	}
}

func street(a store.Address) string   { return a.Street }
func city(a store.Address) string     { return a.City }
func region(a store.Address) string   { return a.Region }
func postcode(a store.Address) string { return a.Postcode }
func country(a store.Address) string  { return a.Country }

// page is the first link of the web.
func page(c *store.Contact) string {
	i := slices.IndexFunc(c.Links, func(l store.Link) bool { return l.Kind == "web" })
	if i < 0 {
		return ""
	}
	return c.Links[i].URL
}
