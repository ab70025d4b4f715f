package tui

import (
	"strings"

	"crm/store"
	"crm/store/fold"
	"crm/store/safe"
)

// quickContact reads a new contact from one line: "Lan Nguyễn 0901 234 567
// lan@x.vn #vip #hà-nội". What is an email, a tag or a number goes where it
// belongs, in any order; the rest is the name. Nothing is left out: digits
// that are no phone number stay in the name.
func quickContact(line, region string) store.Contact {
	var c store.Contact
	var name []string
	words := strings.Fields(line)
	for i := 0; i < len(words); i++ {
		w := words[i]
		if tag := strings.TrimPrefix(w, "#"); tag != w && tag != "" {
			c.Tags = append(c.Tags, tag)
			continue
		}
		if strings.ContainsAny(w, "@＠") {
			if address, key, ok := fold.Email(strings.Trim(w, ",;<>()")); ok {
				c.Emails = append(c.Emails, store.Email{Address: address, Key: key})
				continue
			}
		}
		if text, key, ext, n := quickPhone(words[i:], region); n > 0 {
			c.Phones = append(c.Phones, store.Phone{Text: text, Key: key, Ext: ext})
			i += n - 1
			continue
		}
		name = append(name, w)
	}
	c.Name = strings.Trim(strings.Join(name, " "), ",; ")
	return c
}

// quickPhone reads the longest phone number that the words begin with: people
// put spaces into them. It returns of how many words it is made, 0 if none.
func quickPhone(words []string, region string) (text, key, ext string, n int) {
	for k := range words {
		if !strings.ContainsAny(words[k], "0123456789０１２３４５６７８９") || strings.Trim(words[k], "+().-/,;＋（）－0123456789０１２３４５６７８９") != "" {
			break
		}
		raw := strings.Trim(strings.Join(words[:k+1], " "), ",;")
		if kk, x, ok := fold.Phone(raw, region); ok {
			text, key, ext, n = raw, kk, x, k+1
		}
	}
	return text, key, ext, n
}

// sayQuick says what a line was read as.
func sayQuick(c store.Contact, region string) safe.Text {
	name := c.Name
	if name == "" {
		name = "(no name)"
	}
	parts := []string{name}
	for _, p := range c.Phones {
		parts = append(parts, fold.PhoneFormat(p.Key, region))
	}
	for _, e := range c.Emails {
		parts = append(parts, e.Address)
	}
	if len(c.Tags) > 0 {
		parts = append(parts, "#"+strings.Join(c.Tags, " #"))
	}
	return safe.Line(strings.Join(parts, " · "))
}
