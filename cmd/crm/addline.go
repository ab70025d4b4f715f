package main

import (
	"strings"
	"unicode"

	"crm/store"
	"crm/store/fold"
)

// readPerson reads somebody as they are typed: a name with phones, emails and
// #tags around it, in any order, and FIELD=VALUE arguments.
//
//	Lan 0901 234 567 lan@x.vn #vip
func (a *app) readPerson(args []string, customs []store.Custom) (store.Contact, error) {
	var c store.Contact
	var name []string
	for _, arg := range args {
		x, ok, err := parseAssignment(arg, customs)
		if err != nil {
			return c, err
		}
		if ok {
			if err := x.apply(a, &c); err != nil {
				return c, err
			}
			continue
		}
		name = append(name, a.readWords(&c, strings.Fields(arg))...)
	}
	if len(name) > 0 {
		c.Name = strings.Join(name, " ")
	}
	return c, nil
}

// readWords takes out of words what is a tag, an email or a phone, and returns
// the others.
func (a *app) readWords(c *store.Contact, list []string) (rest []string) {
	for i := 0; i < len(list); i++ {
		w := list[i]
		if tag, ok := strings.CutPrefix(w, "#"); ok && fold.Key(tag) != "" {
			c.Tags = append(c.Tags, tag)
			continue
		}
		if strings.Contains(w, "@") {
			if address, _, ok := fold.Email(w); ok {
				c.Emails = append(c.Emails, store.Email{Address: address})
				continue
			}
		}
		if n := a.phoneWords(list[i:]); n > 0 {
			c.Phones = append(c.Phones, store.Phone{Text: strings.Join(list[i:i+n], " ")})
			i += n - 1
			continue
		}
		rest = append(rest, w)
	}
	return rest
}

// phoneWords is how many words at the beginning are one phone number: as many as
// can be, since 0901 is none and 0901 234 567 is one.
func (a *app) phoneWords(list []string) int {
	most := 0
	for most < len(list) && isPhonePart(list[most]) {
		most++
	}
	for n := most; n > 0; n-- {
		if _, _, ok := fold.Phone(strings.Join(list[:n], " "), a.conf.get("phone.region")); ok {
			return n
		}
	}
	return 0
}

func isPhonePart(w string) bool {
	digits := 0
	for _, r := range w {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune("+-.()/（）＋", r):
			return false
		}
	}
	return digits > 0
}
