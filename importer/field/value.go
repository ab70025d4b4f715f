package field

import (
	"slices"
	"strings"
	"time"

	"crm/store"
)

// single is the place of a field that a contact has once, as text; nil for others.
func single(c *store.Contact, id ID) *string {
	switch id {
	case Name:
		return &c.Name
	case Given:
		return &c.Given
	case Family:
		return &c.Family
	case Additional:
		return &c.Additional
	case Nickname:
		return &c.Nickname
	case Phonetic:
		return &c.Phonetic
	case Company:
		return &c.Company
	case Title:
		return &c.Title
	case Department:
		return &c.Department
	case Relation:
		return &c.Relation
	case Life:
		return &c.Life
	case Source:
		return &c.Source
	case Prefers:
		return &c.Prefers
	case Rating:
		return &c.Rating
	case Language:
		return &c.Language
	case Birthday:
		return &c.Birthday
	case Interests:
		return &c.Interests
	case Needs:
		return &c.Needs
	case Note:
		return &c.Note
	}
	return nil
}

// Singles lists the fields that a contact has once, in the order of an export.
func Singles() []ID {
	return []ID{
		Name, Given, Family, Additional, Nickname, Phonetic, Company, Title, Department, Relation, Life, Source,
		Prefers, Rating, Language, Birthday, Interests, Needs, Note,
	}
}

// Text returns the field of a contact if it is one of Singles, and whether it is.
func Text(c *store.Contact, id ID) (string, bool) {
	if p := single(c, id); p != nil {
		return *p, true
	}
	return "", false
}

// SetText sets the field of a contact if it is one of Singles, and says whether it is.
func SetText(c *store.Contact, id ID, value string) bool {
	p := single(c, id)
	if p != nil {
		*p = value
	}
	return p != nil
}

// part is the place of a field in an address; nil for others.
func part(a *store.Address, id ID) *string {
	switch id {
	case Street, Formatted:
		return &a.Street
	case City:
		return &a.City
	case Region:
		return &a.Region
	case Postcode:
		return &a.Postcode
	case Country:
		return &a.Country
	case AddressLabel:
		return &a.Label
	}
	return nil
}

// AddPart puts a value into the n-th address of a contact, from 1. A street of
// several lines, or a district beside a province, stands behind a comma.
func AddPart(c *store.Contact, n int, id ID, value string) {
	for len(c.Addresses) < n {
		c.Addresses = append(c.Addresses, store.Address{})
	}
	p := part(&c.Addresses[n-1], id)
	switch {
	case p == nil || value == "":
	case *p == "" || id == AddressLabel:
		*p = value
	case !slices.Contains(strings.Split(*p, ", "), value):
		*p += ", " + value
	}
}

// SetPart gives a part of the n-th address of a contact, from 1, a value.
func SetPart(c *store.Contact, n int, id ID, value string) {
	for len(c.Addresses) < n {
		c.Addresses = append(c.Addresses, store.Address{})
	}
	if p := part(&c.Addresses[n-1], id); p != nil {
		*p = value
	}
}

// Take returns the field that a target means as the text of an export column.
func Take(c *store.Contact, t Target) string {
	if s, ok := Text(c, t.ID); ok {
		return s
	}
	i := max(t.N, 1) - 1
	switch t.ID {
	case UID:
		return c.UID
	case Star:
		return yes(c.Star)
	case Created:
		return stamp(c.Created)
	case Updated:
		return stamp(c.Updated)
	case Tags:
		return JoinTags(c.Tags)
	case Custom:
		if j := slices.IndexFunc(c.Custom, func(v store.Custom) bool { return v.Key == t.Label }); j >= 0 {
			return c.Custom[j].Value
		}
	case External:
		var ids []string
		for _, e := range c.External {
			if e.System == t.Label {
				ids = append(ids, e.ID)
			}
		}
		return JoinTags(ids)
	case Consent:
		if j := slices.IndexFunc(c.Consents, func(v store.Consent) bool { return v.Channel == t.Label }); j >= 0 {
			return c.Consents[j].State
		}
	case Email, EmailLabel, EmailBounced:
		return takeEmail(c, t.ID, i)
	case Phone, PhoneLabel, PhoneWrong:
		return takePhone(c, t.ID, i)
	case Link, LinkKind:
		if i < len(c.Links) {
			if t.ID == Link {
				return c.Links[i].URL
			}
			return c.Links[i].Kind
		}
	default:
		if t.ID.Address() && i < len(c.Addresses) {
			return *part(&c.Addresses[i], t.ID)
		}
	}
	return ""
}

func takeEmail(c *store.Contact, id ID, i int) string {
	switch {
	case i >= len(c.Emails):
		return ""
	case id == EmailLabel:
		return c.Emails[i].Label
	case id == EmailBounced:
		return yes(c.Emails[i].Bounced)
	}
	return c.Emails[i].Address
}

func takePhone(c *store.Contact, id ID, i int) string {
	switch {
	case i >= len(c.Phones):
		return ""
	case id == PhoneLabel:
		return c.Phones[i].Label
	case id == PhoneWrong:
		return yes(c.Phones[i].Wrong)
	}
	return c.Phones[i].Text
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// JoinTags writes several values into one cell; SplitTags reads them back.
// A value with a separator or a quote in it stands in quotes.
func JoinTags(tags []string) string {
	var b strings.Builder
	for i, t := range tags {
		if i > 0 {
			b.WriteString(", ")
		}
		if strings.ContainsAny(t, ",;|\"\n，、；") || strings.Contains(t, ":::") {
			t = `"` + strings.ReplaceAll(t, `"`, `""`) + `"`
		}
		b.WriteString(t)
	}
	return b.String()
}

// SplitTags splits a cell of several values at "," ";" "|" ":::" and line ends,
// outside quotes.
func SplitTags(s string) []string {
	var out []string
	for s != "" {
		s = strings.TrimLeft(s, " \t")
		if strings.HasPrefix(s, `"`) {
			if text, rest, ok := unquote(s); ok {
				out, s = append(out, text), rest
				continue
			}
		}
		i, triple := strings.IndexAny(s, ",;|\n，、；"), strings.Index(s, ":::")
		if triple >= 0 && (i < 0 || triple < i) {
			out, s = append(out, strings.TrimSpace(s[:triple])), s[triple+3:]
			continue
		}
		if i < 0 {
			out = append(out, strings.TrimSpace(s))
			break
		}
		out = append(out, strings.TrimSpace(s[:i]))
		_, rest := cutRune(s[i:])
		s = rest
	}
	return slices.DeleteFunc(out, func(t string) bool { return t == "" })
}

func cutRune(s string) (r rune, rest string) {
	for i, c := range s {
		if i > 0 {
			return r, s[i:]
		}
		r = c
	}
	return r, ""
}

// unquote takes a quoted value off the beginning of s, with the separator behind it.
func unquote(s string) (text, rest string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			b.WriteByte(s[i])
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		rest = strings.TrimLeft(s[i+1:], " \t")
		if after, found := strings.CutPrefix(rest, ":::"); found {
			return b.String(), after, true
		}
		if rest != "" && !strings.ContainsAny(rest[:1], ",;|\n") {
			return "", "", false
		}
		return b.String(), strings.TrimLeft(rest, ",;|\n"), true
	}
	return "", "", false
}
