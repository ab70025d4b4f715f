package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"crm/store"
	"crm/store/fold"
)

// field is a row of the table of what add and edit can set. One of text, list
// and set is there.
type field struct {
	name string
	help string
	text func(*store.Contact) *string
	list *listField
	set  func(a *app, c *store.Contact, value string) error
}

// listField is a field of several values, which += and -= add to and take from.
type listField struct {
	get  func(*store.Contact) []string
	put  func(c *store.Contact, values []string)
	same func(a *app, x, y string) bool

	split func(value string) []string // several that were typed as one; nil: it is one
	check func(value string) error    // what cannot be one at all; nil: anything can
}

func fieldTable() []field {
	text := func(name, help string, of func(*store.Contact) *string) field {
		return field{name: name, help: help, text: of}
	}
	return []field{
		text("name", "in full, as written", func(c *store.Contact) *string { return &c.Name }),
		text("given", "", func(c *store.Contact) *string { return &c.Given }),
		text("family", "", func(c *store.Contact) *string { return &c.Family }),
		text("additional", "", func(c *store.Contact) *string { return &c.Additional }),
		text("nickname", "", func(c *store.Contact) *string { return &c.Nickname }),
		text("phonetic", "", func(c *store.Contact) *string { return &c.Phonetic }),
		text("company", "", func(c *store.Contact) *string { return &c.Company }),
		text("title", "", func(c *store.Contact) *string { return &c.Title }),
		text("department", "", func(c *store.Contact) *string { return &c.Department }),
		text("relation", "customer, partner, supplier or personal", func(c *store.Contact) *string { return &c.Relation }),
		text("life", "potential, current, past or cancelled", func(c *store.Contact) *string { return &c.Life }),
		text("source", "", func(c *store.Contact) *string { return &c.Source }),
		text("prefers", "the channel they like: call, email, zalo, …", func(c *store.Contact) *string { return &c.Prefers }),
		{name: "rating", help: "hot, warm or cold", text: func(c *store.Contact) *string { return &c.Rating }, set: setRating},
		text("language", "", func(c *store.Contact) *string { return &c.Language }),
		{name: "birthday", help: "1986-12-02, or 12-02 without the year", text: func(c *store.Contact) *string { return &c.Birthday }, set: setBirthday},
		text("interests", "", func(c *store.Contact) *string { return &c.Interests }),
		text("needs", "", func(c *store.Contact) *string { return &c.Needs }),
		text("note", "", func(c *store.Contact) *string { return &c.Note }),
		{name: "phone", help: "several: phone+=…", list: &listField{getPhones, putPhones, samePhone, nil, checkPhone}},
		{name: "email", help: "several: email+=…", list: &listField{getEmails, putEmails, sameEmail, splitEmails, checkEmail}},
		{name: "link", help: "a web page or an account", list: &listField{getLinks, putLinks, sameText, nil, nil}},
		{name: "tag", help: "several: tag+=vip", list: &listField{getTags, putTags, sameText, splitByComma, checkTag}},
		{name: "city", help: "", set: setCity},
		{name: "street", help: "", set: setAddress(func(x *store.Address) *string { return &x.Street })},
		{name: "region", help: "of the address", set: setAddress(func(x *store.Address) *string { return &x.Region })},
		{name: "postcode", help: "", set: setAddress(func(x *store.Address) *string { return &x.Postcode })},
		{name: "country", help: "", set: setAddress(func(x *store.Address) *string { return &x.Country })},
		{name: "star", help: "yes or no", set: setStar},
	}
}

func findField(name string) (field, bool) {
	key := fold.Key(name)
	aliases := map[string]string{"phones": "phone", "emails": "email", "links": "link", "tags": "tag", "notes": "note", "co": "company", "job": "title", "mail": "email", "mobile": "phone"}
	if to, ok := aliases[key]; ok {
		key = to
	}
	for _, f := range fieldTable() {
		if f.name == key {
			return f, true
		}
	}
	return field{}, false
}

func fieldNames() []string {
	var out []string
	for _, f := range fieldTable() {
		out = append(out, f.name)
	}
	return out
}

// assignment is FIELD=VALUE, FIELD+=VALUE or FIELD-=VALUE.
type assignment struct {
	field  field
	custom string // the label, for a field of the book's own
	op     byte   // '=', '+' or '-'
	value  string
	spare  bool // what is not there need not go: one of many may lack it
}

// parseAssignment reads one argument; customs are the labels of the fields that
// the book knows beside its own. ok is false when it is no assignment at all.
func parseAssignment(arg string, customs []store.Custom) (x assignment, ok bool, err error) {
	name, value, found := strings.Cut(arg, "=")
	if !found || !isFieldName(name) && !isCustom(name, customs) {
		return x, false, nil // text that has a = in it
	}
	x.op, x.value = '=', value
	if last := name[len(name)-1]; last == '+' || last == '-' {
		x.op, name = last, name[:len(name)-1]
	}
	if f, known := findField(name); known {
		x.field = f
		if x.op != '=' && f.list == nil {
			return x, true, usagef(fmt.Sprintf("%s has one value: %q does not work", f.name, string(x.op)+"="), f.name+"=VALUE")
		}
		return x, true, nil
	}
	if label, isNew := strings.CutPrefix(name, "custom."); isNew || isCustom(name, customs) {
		x.custom = label
		return x, true, nil
	}
	return x, true, usagef(fmt.Sprintf("there is no field %q", name), strings.TrimPrefix(didYouMean(name, fieldNames())+"; ", "; ")+"a field of your own: custom."+name+"=…")
}

// isFieldName tells what can stand before the = of an assignment.
func isFieldName(s string) bool {
	label, own := strings.CutPrefix(s, "custom.")
	return s != "" && (own && label != "" || !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-+.", r)
	}))
}

func isCustom(name string, customs []store.Custom) bool {
	return slices.ContainsFunc(customs, func(v store.Custom) bool { return fold.Key(v.Label) == fold.Key(name) || v.Key == name })
}

// apply sets the value in a contact.
func (x assignment) apply(a *app, c *store.Contact) error {
	switch {
	case x.custom != "":
		c.Custom = slices.DeleteFunc(c.Custom, func(v store.Custom) bool { return v.Key == fold.Key(x.custom) || v.Key == x.custom })
		if x.value != "" && x.op != '-' {
			c.Custom = append(c.Custom, store.Custom{Key: fold.Key(x.custom), Label: x.custom, Value: x.value})
		}
	case x.field.list != nil:
		return x.applyList(a, c)
	case x.field.set != nil:
		return x.field.set(a, c, x.value)
	default:
		*x.field.text(c) = x.value
	}
	return nil
}

func (x assignment) applyList(a *app, c *store.Contact) error {
	l := x.field.list
	now := l.get(c)
	if x.op == '=' {
		now = nil
	}
	for _, v := range l.read(x.value) {
		has := slices.IndexFunc(now, func(o string) bool { return l.same(a, o, v) })
		switch {
		case x.op == '-' && has < 0 && x.spare:
			continue
		case x.op == '-' && has < 0:
			return notFound(fmt.Sprintf("%s has no %s %q", c.Display(), x.field.name, v), "see what there is: crm show CONTACT")
		case x.op == '-':
			now = slices.Delete(now, has, has+1)
			continue
		case has >= 0:
			continue
		}
		if l.check != nil {
			if err := l.check(v); err != nil {
				return err
			}
		}
		now = append(now, v)
	}
	l.put(c, now)
	return nil
}

// read parts a typed value into the values that it is.
func (l *listField) read(value string) []string {
	if l.split != nil {
		return l.split(value)
	}
	return filled(strings.TrimSpace(value))
}

// readAll reads several typed values. Those that were there stay as they are.
func (l *listField) readAll(values, old []string) ([]string, error) {
	var out []string
	for _, typed := range values {
		if slices.Contains(old, typed) {
			out = append(out, filled(typed)...)
			continue
		}
		for _, v := range l.read(typed) {
			if l.check != nil {
				if err := l.check(v); err != nil {
					return nil, err
				}
			}
			out = append(out, v)
		}
	}
	return out, nil
}

func sameText(_ *app, x, y string) bool { return fold.Text(x) == fold.Text(y) }

func samePhone(a *app, x, y string) bool {
	kx, _, okx := fold.Phone(x, a.conf.get("phone.region"))
	ky, _, oky := fold.Phone(y, a.conf.get("phone.region"))
	return x == y || okx && oky && kx == ky
}

func sameEmail(_ *app, x, y string) bool { return strings.EqualFold(x, y) }

// keep makes a list of values anew and keeps the parts of those that stay.
func keep[T any](old []T, values []string, text func(T) string, fresh func(string) T) []T {
	out := make([]T, 0, len(values))
	for _, v := range values {
		if i := slices.IndexFunc(old, func(o T) bool { return text(o) == v }); i >= 0 {
			out = append(out, old[i])
		} else {
			out = append(out, fresh(v))
		}
	}
	return out
}

func phoneText(p store.Phone) string        { return p.Text }
func emailText(e store.Email) string        { return e.Address }
func linkText(l store.Link) string          { return l.URL }
func getPhones(c *store.Contact) []string   { return textsOf(c.Phones, phoneText) }
func getEmails(c *store.Contact) []string   { return textsOf(c.Emails, emailText) }
func getLinks(c *store.Contact) []string    { return textsOf(c.Links, linkText) }
func getTags(c *store.Contact) []string     { return slices.Clone(c.Tags) }
func putTags(c *store.Contact, to []string) { c.Tags = to }

func putPhones(c *store.Contact, to []string) {
	c.Phones = keep(c.Phones, to, phoneText, func(s string) store.Phone { return store.Phone{Text: s} })
}

func putEmails(c *store.Contact, to []string) {
	c.Emails = keep(c.Emails, to, emailText, func(s string) store.Email { return store.Email{Address: s} })
}

func putLinks(c *store.Contact, to []string) {
	c.Links = keep(c.Links, to, linkText, func(s string) store.Link { return store.Link{URL: s} })
}

func setStar(_ *app, c *store.Contact, value string) error {
	switch strings.ToLower(value) {
	case "yes", "y", "true", "1", "*":
		c.Star = true
	case "no", "n", "false", "0", "":
		c.Star = false
	default:
		return usagef(fmt.Sprintf("star: %q is not yes or no", value), "")
	}
	return nil
}

func setAddress(part func(*store.Address) *string) func(*app, *store.Contact, string) error {
	return func(_ *app, c *store.Contact, value string) error {
		if len(c.Addresses) == 0 {
			c.Addresses = []store.Address{{}}
		}
		*part(&c.Addresses[0]) = value
		return nil
	}
}

func setCity(a *app, c *store.Contact, value string) error {
	return setAddress(func(x *store.Address) *string { return &x.City })(a, c, value)
}

// addressLine is an address in one line.
func addressLine(x store.Address) string {
	return strings.Join(filled(x.Street, x.City, x.Region, x.Postcode, x.Country), ", ")
}
