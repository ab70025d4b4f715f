package edit

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"crm/store"
	"crm/store/fold"
	"crm/store/when"
)

// field is a line of the form: what stands in it, and how what was typed is
// put into a contact.
type field struct {
	id, label, value, hint string
	read                   func(value string, r reading) (func(*store.Contact), error)
}

// reading is what a text depends on.
type reading struct {
	when   when.Context
	region string
}

// fieldsOf are the fields of a contact. The ids are the fields of
// store.Invalid.
func fieldsOf(c store.Contact) []field {
	list := []field{
		plain("name", "Name", c.Name, func(c *store.Contact) *string { return &c.Name }),
		{"phone", "Phones", phones(c), "0912 345 678, 028 3822 1234", readPhones(c)},
		{"email", "Emails", emails(c), "anh@mayhoabinh.vn", readEmails(c)},
		plain("company", "Company", c.Company, func(c *store.Contact) *string { return &c.Company }),
		plain("title", "Title", c.Title, func(c *store.Contact) *string { return &c.Title }),
		{"tags", "Tags", strings.Join(c.Tags, ", "), "vip, áo đồng phục", readTags},
		{"city", "City", city(c), "", readCity},
		{"birthday", "Birthday", c.Birthday, "1986-12-02, 2/12/1986 or 2/12", readBirthday},
		hinted(plain("life", "Group", c.Life, func(c *store.Contact) *string { return &c.Life }), "potential, current, past or cancelled"),
		hinted(plain("relation", "Relation", c.Relation, func(c *store.Contact) *string { return &c.Relation }), "customer, partner, supplier or personal"),
		plain("source", "Source", c.Source, func(c *store.Contact) *string { return &c.Source }),
		hinted(plain("prefers", "Prefers", c.Prefers, func(c *store.Contact) *string { return &c.Prefers }), "call, email, zalo"),
		plain("nickname", "Nickname", c.Nickname, func(c *store.Contact) *string { return &c.Nickname }),
		plain("needs", "Needs", c.Needs, func(c *store.Contact) *string { return &c.Needs }),
		plain("interests", "Interests", c.Interests, func(c *store.Contact) *string { return &c.Interests }),
		plain("note", "Note", c.Note, func(c *store.Contact) *string { return &c.Note }),
	}
	for _, x := range c.Custom {
		list = append(list, custom(x))
	}
	return list
}

// plain is a field of text.
func plain(id, label, value string, at func(*store.Contact) *string) field {
	return field{id, label, value, "", func(v string, _ reading) (func(*store.Contact), error) {
		return func(c *store.Contact) { *at(c) = v }, nil
	}}
}

func hinted(f field, hint string) field {
	f.hint = hint
	return f
}

func custom(x store.Custom) field {
	return field{"custom " + x.Key, x.Label, x.Value, "", func(v string, _ reading) (func(*store.Contact), error) {
		return func(c *store.Contact) {
			for i := range c.Custom {
				if c.Custom[i].Key == x.Key {
					c.Custom[i].Value = v
					return
				}
			}
			c.Custom = append(c.Custom, store.Custom{Key: x.Key, Label: x.Label, Value: v})
		}, nil
	}}
}

// lineBreak stands for a line break in a field, which has one line.
const lineBreak = " ↵ "

func oneLine(s string) string { return strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", lineBreak) }

func severalLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, lineBreak, "\n"), strings.TrimSpace(lineBreak), "\n")
}

// parts takes a list in one field apart.
func parts(value string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",;，；、\n", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func phones(c store.Contact) string {
	var out []string
	for _, p := range c.Phones {
		out = append(out, p.Text)
	}
	return strings.Join(out, ", ")
}

// readPhones keeps the numbers that were there as they were, with their labels,
// and reads the others.
func readPhones(was store.Contact) func(string, reading) (func(*store.Contact), error) {
	return func(value string, r reading) (func(*store.Contact), error) {
		var list []store.Phone
		for _, text := range parts(value) {
			p := store.Phone{Text: text}
			old := false
			for _, o := range was.Phones {
				if o.Text == text {
					p, old = o, true
				}
			}
			if !old {
				var ok bool
				if p.Key, p.Ext, ok = fold.Phone(text, r.region); !ok {
					return nil, fmt.Errorf("“%s”: %s", text, fold.PhoneProblem(text, r.region))
				}
			}
			list = append(list, p)
		}
		return func(c *store.Contact) { c.Phones = list }, nil
	}
}

func emails(c store.Contact) string {
	var out []string
	for _, e := range c.Emails {
		out = append(out, e.Address)
	}
	return strings.Join(out, ", ")
}

func readEmails(was store.Contact) func(string, reading) (func(*store.Contact), error) {
	return func(value string, _ reading) (func(*store.Contact), error) {
		var list []store.Email
		for _, text := range parts(value) {
			e := store.Email{Address: text}
			old := false
			for _, o := range was.Emails {
				if o.Address == text {
					e, old = o, true
				}
			}
			if !old {
				var ok bool
				if e.Address, e.Key, ok = fold.Email(text); !ok {
					return nil, fmt.Errorf("“%s”: %s", text, fold.EmailProblem(text))
				}
			}
			list = append(list, e)
		}
		return func(c *store.Contact) { c.Emails = list }, nil
	}
}

func readTags(value string, _ reading) (func(*store.Contact), error) {
	var list []string
	for _, t := range parts(value) {
		if t = strings.TrimLeft(t, "#"); t != "" {
			list = append(list, t)
		}
	}
	return func(c *store.Contact) { c.Tags = list }, nil
}

func city(c store.Contact) string {
	if len(c.Addresses) == 0 {
		return ""
	}
	return c.Addresses[0].City
}

func readCity(value string, _ reading) (func(*store.Contact), error) {
	return func(c *store.Contact) {
		switch {
		case len(c.Addresses) > 0:
			c.Addresses[0].City = value
		case value != "":
			c.Addresses = []store.Address{{City: value}}
		}
	}, nil
}

// readBirthday reads a day with or without its year.
func readBirthday(value string, r reading) (func(*store.Contact), error) {
	value = strings.TrimSpace(value)
	set := func(s string) func(*store.Contact) { return func(c *store.Contact) { c.Birthday = s } }
	if value == "" {
		return set(""), nil
	}
	if _, err := when.ParseDate(value); err == nil {
		return set(value), nil
	}
	if _, err := time.Parse("--01-02", value); err == nil {
		return set(value), nil
	}
	m, err := r.when.Past(value)
	if err != nil {
		return nil, err
	}
	if m.Date > r.when.Today() || m.Date == "" {
		return nil, errors.New("nobody is born in the future")
	}
	if !hasYear(value, m.Date) {
		return set(fmt.Sprintf("--%02d-%02d", int(m.Date.Month()), m.Date.Day())), nil
	}
	return set(string(m.Date)), nil
}

// hasYear reports that a date was typed with its year.
func hasYear(value string, d when.Date) bool {
	return strings.Contains(value, fmt.Sprintf("%04d", d.Year())) || strings.Count(value, "/") == 2 || strings.Count(value, ".") == 2 || strings.Count(value, "-") == 2
}
