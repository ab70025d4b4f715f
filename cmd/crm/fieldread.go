package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"crm/store"
	"crm/store/entry"
	"crm/store/fold"
	"crm/store/safe"
	"crm/store/when"
)

// setBirthday reads a birthday: 1986-12-02, --12-02 or 12-02, or day and month
// in the configured order, with a year or without. A day that depends on today,
// such as a weekday, is none.
func setBirthday(a *app, c *store.Contact, value string) error {
	value = strings.TrimSpace(value)
	if value == "" {
		c.Birthday = ""
		return nil
	}
	on, ok := yearless(value, a.conf.order())
	if !ok {
		on, ok = a.withYear(value)
	}
	if !ok {
		return usagef(fmt.Sprintf("birthday: %q is no date", value), "write 1986-12-02, or 12-02 without the year")
	}
	c.Birthday = on
	return nil
}

// yearless reads a day of the year as --MM-DD. 2000 had a 29 February.
func yearless(value string, order when.Order) (string, bool) {
	const year = "2000-"
	rest := strings.TrimPrefix(value, "--")
	if d, err := when.ParseDate(year + rest); err == nil && len(rest) == len("12-02") {
		return "--" + strings.TrimPrefix(string(d), year), true
	}
	first, second, found := strings.Cut(value, "/")
	if !found {
		first, second, found = strings.Cut(value, ".")
	}
	x, errX := strconv.ParseUint(first, 10, 8)
	y, errY := strconv.ParseUint(second, 10, 8)
	if !found || errX != nil || errY != nil {
		return "", false
	}
	month, day := x, y
	if order == when.DMY {
		month, day = y, x
	}
	d, ok := when.NewDate(2000, time.Month(month), int(day))
	return "--" + strings.TrimPrefix(string(d), year), ok
}

// withYear reads one day that says its year, if only with two digits.
func (a *app) withYear(value string) (string, bool) {
	from, to, err := a.when().Range(value)
	if err != nil || from != to {
		return "", false
	}
	numbers := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("/.-", r) })
	says := strings.Contains(value, string(from)[:len("2000")]) ||
		len(numbers) == 3 && !strings.ContainsFunc(strings.Join(numbers, ""), func(r rune) bool { return r < '0' || r > '9' })
	return string(from), says
}

func setRating(_ *app, c *store.Contact, value string) error {
	value = strings.ToLower(strings.TrimSpace(value))
	if !slices.Contains([]string{"", "hot", "warm", "cold"}, value) {
		return usagef(fmt.Sprintf("rating: %q is not hot, warm or cold", value), "empty takes it off: rating=")
	}
	c.Rating = value
	return nil
}

// splitByComma parts tags: none has a comma in it.
func splitByComma(value string) []string {
	var out []string
	for _, t := range strings.Split(value, ",") {
		out = append(out, filled(strings.TrimPrefix(strings.TrimSpace(t), "#"))...)
	}
	return out
}

// splitEmails parts a list of recipients as mail programs write it, at commas and
// semicolons outside quotes, and takes the addresses out of it.
func splitEmails(value string) []string {
	var out []string
	quoted := false
	for _, part := range strings.FieldsFunc(value, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return !quoted && (r == ';' || r == ',' || r == '\n')
	}) {
		part = strings.TrimSpace(part)
		if address, _, ok := fold.Email(part); ok {
			part = address
		}
		out = append(out, filled(part)...)
	}
	return out
}

func checkEmail(value string) error {
	if strings.ContainsAny(value, "@＠") {
		return nil
	}
	return usagef(fmt.Sprintf("email: %q has no @", value), "write name@example.com; other texts go into note=")
}

func checkPhone(value string) error {
	if strings.ContainsFunc(value, unicode.IsDigit) {
		return nil
	}
	return usagef(fmt.Sprintf("phone: %q has no digit", value), "write 0912345678; other texts go into note=")
}

func checkTag(value string) error {
	if strings.ContainsFunc(value, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return nil
	}
	return usagef(fmt.Sprintf("tag: %q has no letter or digit", value), "write a word: vip")
}

func checkTags(list []string) error {
	for _, t := range list {
		if err := checkTag(t); err != nil {
			return err
		}
	}
	return nil
}

// vet looks at what a change puts into a contact: the channel that they like has
// to be one of the book's, and of numbers and addresses that nothing can be done
// with but keeping them it is said.
func (a *app) vet(lists entry.Lists, before, after *store.Contact, say func(safe.Text)) error {
	if after.Prefers != "" && after.Prefers != before.Prefers {
		key, ok := kindOf(lists, after.Prefers)
		if !ok {
			return usagef(fmt.Sprintf("prefers: %q is no channel", after.Prefers), "one of: "+strings.Join(pick(lists.Kinds, func(k *entry.Kind) string { return k.Key }), " "))
		}
		after.Prefers = key
	}
	region := a.conf.get("phone.region")
	for _, p := range after.Phones {
		if _, _, ok := fold.Phone(p.Text, region); !ok && !slices.Contains(getPhones(before), p.Text) {
			say(safe.Sprintf("note: phone %q is kept as text: %s", p.Text, fold.PhoneProblem(p.Text, region)))
		}
	}
	for _, e := range after.Emails {
		if _, _, ok := fold.Email(e.Address); !ok && !slices.Contains(getEmails(before), e.Address) {
			say(safe.Sprintf("note: email %q is kept as text: %s", e.Address, fold.EmailProblem(e.Address)))
		}
	}
	return nil
}

// kindOf finds a kind of interaction by a word for it.
func kindOf(lists entry.Lists, word string) (key string, ok bool) {
	for _, k := range lists.Kinds {
		for _, w := range append([]string{k.Key, k.Label}, k.Words...) {
			if fold.Key(w) == fold.Key(word) {
				return k.Key, true
			}
		}
	}
	return "", false
}
