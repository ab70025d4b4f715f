package store

import (
	"slices"
	"strings"

	"crm/store/fold"
)

// MergedIDs is the external system under which a contact keeps the ids of those
// that were merged into it: an old export, or a script, still finds the person.
const MergedIDs = "crm"

// Joint is what several contacts become when they are merged into one.
type Joint struct {
	Contact Contact      // as it will stand, under the uid of the one kept
	Fields  []JointField // the fields of one value in which any has something
}

// JointField is a field of which only one value can stay.
type JointField struct {
	Name   string   // "title", "custom.KEY"
	Label  string   // for people
	Values []string // of each contact, the kept one first; "" for none
	Value  string   // what stands afterwards
	Lost   []string // values that stand nowhere afterwards, but in the journal
}

// Differs reports that there is something to choose: two values that are not the
// same but for their case and accents.
func (f *JointField) Differs() bool {
	var first string
	for _, v := range f.Values {
		switch key := fold.Text(v); {
		case key == "":
		case first == "":
			first = key
		case key != first:
			return true
		}
	}
	return false
}

// single is a field of one value; mix says what two different values become.
type single struct {
	name, label string
	of          func(*Contact) *string
	mix         func(now, other string) string // nil: the first stays
}

// singles are the fields of one value, in the order of the record. The parts of a
// name are not among them: they go with the name.
func singles() []single {
	return []single{
		{"name", "Name", func(c *Contact) *string { return &c.Name }, nil},
		{"nickname", "Nickname", func(c *Contact) *string { return &c.Nickname }, nil},
		{"company", "Company", func(c *Contact) *string { return &c.Company }, nil},
		{"title", "Title", func(c *Contact) *string { return &c.Title }, nil},
		{"department", "Department", func(c *Contact) *string { return &c.Department }, nil},
		{"relation", "Relation", func(c *Contact) *string { return &c.Relation }, nil},
		{"life", "Group", func(c *Contact) *string { return &c.Life }, furtherLife},
		{"source", "Source", func(c *Contact) *string { return &c.Source }, nil},
		{"prefers", "Prefers", func(c *Contact) *string { return &c.Prefers }, nil},
		{"rating", "Rating", func(c *Contact) *string { return &c.Rating }, nil},
		{"language", "Language", func(c *Contact) *string { return &c.Language }, nil},
		{"birthday", "Birthday", func(c *Contact) *string { return &c.Birthday }, fullerBirthday},
		{"interests", "Interests", func(c *Contact) *string { return &c.Interests }, bothTexts("; ")},
		{"needs", "Needs", func(c *Contact) *string { return &c.Needs }, bothTexts("; ")},
		{"note", "Note", func(c *Contact) *string { return &c.Note }, bothTexts("\n\n")},
	}
}

// Joins reports that a field of that name has one value, of which Join takes a
// choice.
func Joins(name string) bool {
	label, own := strings.CutPrefix(name, "custom.")
	return own && label != "" || slices.ContainsFunc(singles(), func(s single) bool { return s.name == name })
}

// furtherLife: potential is what everybody is at first, and says nothing.
func furtherLife(now, other string) string {
	if now == "potential" {
		return other
	}
	return now
}

func fullerBirthday(now, other string) string {
	if strings.HasPrefix(now, "--") && !bornApart(now, other) {
		return other
	}
	return now
}

// bothTexts joins free texts, each once.
func bothTexts(sep string) func(string, string) string {
	return func(now, other string) string {
		switch {
		case strings.Contains(fold.Text(now), fold.Text(other)):
			return now
		case strings.Contains(fold.Text(other), fold.Text(now)):
			return other
		}
		return now + sep + other
	}
}

// Join says what keep and others become when they are merged, without doing it.
// Of the fields of one value that of choice stands afterwards ("" empties it),
// else keep's, else that of the first other who has one; notes, needs and interests
// are put one after the other. Phones, emails, tags and the like are united. A no
// to being reached wins over a yes.
func Join(choice map[string]string, keep Contact, others ...Contact) Joint {
	all := append([]Contact{keep}, others...)
	j := Joint{Contact: keep}
	c := &j.Contact
	for _, s := range singles() {
		f := JointField{Name: s.name, Label: s.label}
		for i := range all {
			f.Values = append(f.Values, *s.of(&all[i]))
		}
		f.settle(choice, s.mix)
		*s.of(c) = f.Value
		j.add(f)
	}
	c.takeNameParts(all)
	j.customs(choice, all)
	for i := range others {
		o := &others[i]
		c.Star = c.Star || o.Star
		if o.Created.Before(c.Created) {
			c.Created = o.Created
		}
		c.Emails = unite(c.Emails, o.Emails, sameMail, fillEmail)
		c.Phones = unite(c.Phones, o.Phones, samePhone, fillPhone)
		c.Addresses = unite(c.Addresses, o.Addresses, fitting, fillAddress)
		c.Links = unite(c.Links, o.Links, func(a, b Link) bool { return a.URL == b.URL }, nil)
		c.Tags = unite(c.Tags, o.Tags, func(a, b string) bool { return fold.Text(a) == fold.Text(b) }, nil)
		c.External = unite(c.External, append(slices.Clip(o.External), External{MergedIDs, o.UID}), func(a, b External) bool { return a == b }, nil)
		c.Consents = cleanConsents(slices.Concat(o.Consents, c.Consents))
	}
	c.Tags = cleanTags(slices.Clone(c.Tags))
	return j
}

// add keeps a field in which anybody has something that is not the usual.
func (j *Joint) add(f JointField) {
	usual := map[string]string{"relation": "customer", "life": "potential"}[f.Name]
	if usual != "" && !slices.ContainsFunc(append(slices.Clip(f.Values), f.Value), func(v string) bool { return v != "" && v != usual }) {
		return
	}
	if slices.ContainsFunc(f.Values, func(v string) bool { return v != "" }) || f.Value != "" {
		j.Fields = append(j.Fields, f)
	}
}

// settle decides what becomes of the values.
func (f *JointField) settle(choice map[string]string, mix func(string, string) string) {
	chosen, ok := choice[f.Name]
	if ok {
		f.Value = chosen
	}
	for _, v := range f.Values {
		switch {
		case ok || v == "":
		case f.Value == "":
			f.Value = v
		case mix != nil && fold.Text(v) != fold.Text(f.Value):
			f.Value = mix(f.Value, v)
		}
	}
	stands := fold.Text(f.Value)
	for _, v := range f.Values {
		said := v == "" || strings.Contains(stands, fold.Text(v)) && mix != nil || stands == fold.Text(v)
		switch f.Name {
		case "life":
			said = said || v == "potential"
		case "birthday":
			said = said || fullerBirthday(v, f.Value) == f.Value
		case "name": // as initials, or with words left out
			said = said || SameName(v, f.Value) && fuller(v, f.Value) <= 0
		}
		if !said && !slices.Contains(f.Lost, v) {
			f.Lost = append(f.Lost, v)
		}
	}
}

// takeNameParts gives a name the parts that belong to it: those of whoever is
// called so, and none that another name had.
func (c *Contact) takeNameParts(all []Contact) {
	name := fold.Text(c.Name)
	parts := func(c *Contact) []*string { return []*string{&c.Given, &c.Family, &c.Additional, &c.Phonetic} }
	if fold.Text(all[0].Name) != name {
		for _, p := range parts(c) {
			*p = ""
		}
	}
	for i := range all {
		if fold.Text(all[i].Name) != name {
			continue
		}
		from := parts(&all[i])
		for k, p := range parts(c) {
			if *p == "" {
				*p = *from[k]
			}
		}
	}
}

// customs joins the fields of the book's own.
func (j *Joint) customs(choice map[string]string, all []Contact) {
	var own []Custom
	for i := range all {
		for _, v := range all[i].Custom {
			if !slices.ContainsFunc(own, func(o Custom) bool { return o.Key == v.Key }) {
				own = append(own, v)
			}
		}
	}
	var out []Custom
	for _, v := range own {
		f := JointField{Name: "custom." + v.Key, Label: v.Label}
		for i := range all {
			at := slices.IndexFunc(all[i].Custom, func(o Custom) bool { return o.Key == v.Key })
			value := ""
			if at >= 0 {
				value = all[i].Custom[at].Value
			}
			f.Values = append(f.Values, value)
		}
		f.settle(choice, nil)
		if v.Value = f.Value; v.Value != "" {
			out = append(out, v)
		}
		j.add(f)
	}
	j.Contact.Custom = out
}

// unite adds what is new; what is there already is completed.
func unite[T any](list, more []T, same func(has, other T) bool, fill func(has *T, other T)) []T {
	out := slices.Clone(list)
	for _, m := range more {
		i := slices.IndexFunc(out, func(o T) bool { return same(o, m) })
		switch {
		case i < 0:
			out = append(out, m)
		case fill != nil:
			fill(&out[i], m)
		}
	}
	return out
}

func sameMail(a, b Email) bool { return a.Key == b.Key }

func fillEmail(has *Email, other Email) {
	fillIn(&has.Label, other.Label)
	has.Bounced = has.Bounced || other.Bounced
}

func samePhone(a, b Phone) bool {
	return a.Text == b.Text || a.Key != "" && a.Key == b.Key && (a.Ext == b.Ext || b.Ext == "")
}

func fillPhone(has *Phone, other Phone) {
	fillIn(&has.Label, other.Label)
	has.Wrong = has.Wrong || other.Wrong
}

// fitting reports addresses that do not contradict each other, and share more
// than a country.
func fitting(a, b Address) bool {
	shared := false
	for _, p := range [...][2]string{{a.Street, b.Street}, {a.City, b.City}, {a.Postcode, b.Postcode}, {a.Region, b.Region}, {a.Country, b.Country}, {a.Label, b.Label}} {
		x, y := fold.Key(p[0]), fold.Key(p[1])
		if x != "" && y != "" && x != y {
			return false
		}
	}
	for _, p := range [...][2]string{{a.Street, b.Street}, {a.City, b.City}, {a.Postcode, b.Postcode}} {
		shared = shared || p[0] != "" && p[1] != ""
	}
	return shared || a == b
}

func fillAddress(has *Address, other Address) {
	fillIn(&has.Label, other.Label)
	fillIn(&has.Street, other.Street)
	fillIn(&has.City, other.City)
	fillIn(&has.Region, other.Region)
	fillIn(&has.Postcode, other.Postcode)
	fillIn(&has.Country, other.Country)
}

func fillIn(to *string, from string) {
	if *to == "" {
		*to = from
	}
}
