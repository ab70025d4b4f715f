package main

import (
	"errors"
	"strings"
	"unicode"

	"crm/store"
	"crm/store/fold"
	"crm/store/when"
)

// readPerson reads somebody as they are typed: a name with phones, emails and
// #tags around it and a follow-up, in any order, and FIELD=VALUE arguments.
//
//	Lan 0901 234 567 lan@x.vn #vip +3d
func (a *app) readPerson(args []string, customs []store.Custom) (newcomer, error) {
	var n newcomer
	c := &n.contact
	var name []string
	for _, arg := range args {
		x, ok, err := parseAssignment(arg, customs)
		if err != nil {
			return n, err
		}
		if ok {
			if err := x.apply(a, c); err != nil {
				return n, err
			}
			continue
		}
		rest, err := a.readWords(&n, strings.Fields(arg))
		if err != nil {
			return n, err
		}
		name = append(name, rest...)
	}
	if len(name) > 0 {
		c.Name = strings.Join(name, " ")
	}
	return n, nil
}

// readWords takes out of words what is a tag, a follow-up, an email or a phone,
// and returns the others.
func (a *app) readWords(n *newcomer, list []string) (rest []string, err error) {
	c := &n.contact
	for i := 0; i < len(list); i++ {
		w := list[i]
		if tags, ok := strings.CutPrefix(w, "#"); ok && fold.Key(tags) != "" {
			c.Tags = append(c.Tags, splitByComma(tags)...)
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
		due, ok, err := a.readDue(w)
		if err != nil {
			return nil, err
		}
		if ok {
			n.due = due
			continue
		}
		rest = append(rest, w)
	}
	return rest, nil
}

// readDue reads a follow-up: +3d, due:fri. Behind a plus alone, what is no date
// at all is a part of the name.
func (a *app) readDue(w string) (due store.Due, ok bool, err error) {
	at, plus := strings.CutPrefix(w, "+")
	if !plus {
		if at, ok = strings.CutPrefix(w, "due:"); !ok {
			return due, false, nil
		}
		at = strings.TrimPrefix(at, "+")
	}
	m, err := a.when().Future(at)
	if plus && errors.Is(err, when.ErrUnknown) {
		return due, false, nil
	}
	if err != nil {
		return due, false, err
	}
	return store.DueOf(m), true, nil
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
