package importer

import (
	"strings"

	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

// placeholder reports whether a cell that should hold a phone, an email or a date
// says in words that there is none. Of names and notes nothing is a placeholder.
func placeholder(s string) bool {
	switch fold.Text(s) {
	case "-", "--", "---", "n/a", "na", "none", "null", "nil", "no", "khong", "khong co", "chua co", "无", "没有", "なし", "無", "x", "?", ".", "unknown", "tba":
		return true
	}
	return false
}

// splitChannels cuts a cell with several phones or emails in it.
func splitChannels(s string) []string {
	s = strings.ReplaceAll(s, ":::", "\n")
	for _, word := range []string{" hoặc ", " hoac ", " or ", " và ", " & ", " and "} {
		s = strings.ReplaceAll(s, word, "\n")
	}
	var out []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("\n;,/|、，；", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// phoneReader reads phone numbers of one row: those without a country code are of
// the region of the column, or of the country in the row's address.
type phoneReader struct {
	regions []string
}

func (p phoneReader) read(text string) (store.Phone, bool) {
	var possible store.Phone
	ok := false
	for _, region := range p.regions {
		key, ext, fits := fold.Phone(text, region)
		if !fits {
			continue
		}
		found := store.Phone{Text: text, Key: key, Ext: ext}
		if fold.PhoneValid(key) {
			return found, true
		}
		if !ok {
			possible, ok = found, true
		}
	}
	return possible, ok
}

// cell reads a cell of phone numbers. What is no number but has digits stands
// beside the numbers as typed, without a key; what has none is no phone at all.
func (p phoneReader) cell(text string) (phones []store.Phone, odd []table.Problem, kept bool) {
	text = store.Clean(strings.ReplaceAll(text, "\n", ";"))
	if ph, ok := p.read(text); ok && !several(text) {
		return []store.Phone{ph}, nil, true
	}
	if parts := splitChannels(text); len(parts) > 1 {
		all := true
		for _, part := range parts {
			ph, ok := p.read(part)
			all = all && ok
			phones = append(phones, ph)
		}
		if all {
			return phones, nil, true
		}
	}
	if ph, ok := p.read(text); ok {
		return []store.Phone{ph}, nil, true
	}
	region := ""
	if len(p.regions) > 0 {
		region = p.regions[0]
	}
	reason := fold.PhoneProblem(text, region)
	if reason == "" {
		reason = "not a phone number"
	}
	problem := table.Problem{Value: table.Excerpt(text), Reason: reason, Fix: "kept as it stands; write the number in full, with its country code"}
	if n := strings.IndexFunc(text, func(r rune) bool { return r >= '0' && r <= '9' }); n < 0 {
		problem.Fix = "kept as text in a custom field"
		return nil, []table.Problem{problem}, false
	}
	return []store.Phone{{Text: text}}, []table.Problem{problem}, true
}

// outOfService are the problems with numbers that telephones could have and that
// the numbering plan of their region does not. What has a country code of its
// own was written by somebody who knew.
func (p phoneReader) outOfService(phones []store.Phone) (odd []table.Problem) {
	for _, ph := range phones {
		if ph.Key == "" || p.regions[0] == "" || fold.PhoneValid(ph.Key) {
			continue
		}
		if _, _, full := fold.Phone(ph.Text, ""); full {
			continue
		}
		odd = append(odd, table.Problem{
			Value:  table.Excerpt(ph.Text),
			Reason: "not in service by the numbering plan of " + strings.Join(p.regions, " or "),
			Fix:    "kept as it stands; correct it, or name its country with --region",
		})
	}
	return odd
}

// several reports whether a text that reads as one number holds separators of
// several with enough digits on both sides: "0901234567; 0912345678" also reads
// as a number and its extension.
func several(text string) bool {
	parts := splitChannels(text)
	long := 0
	for _, part := range parts {
		n := 0
		for _, r := range part {
			if r >= '0' && r <= '9' {
				n++
			}
		}
		if n >= 7 {
			long++
		}
	}
	return long > 1
}

// emailCell reads a cell of emails. rest is what is none, to be kept as text.
func emailCell(c *table.Cell) (emails []store.Email, rest string, odd []table.Problem) {
	text := strings.TrimSpace(c.Text)
	if address, key, ok := fold.Email(text); ok && strings.Count(text, "@") == 1 {
		return []store.Email{{Address: address, Key: key}}, "", nil
	}
	if target, ok := strings.CutPrefix(c.Link, "mailto:"); ok && !strings.ContainsRune(text, '@') {
		target, _, _ = strings.Cut(target, "?")
		if address, key, ok := fold.Email(target); ok {
			return []store.Email{{Address: address, Key: key}}, "", nil
		}
	}
	parts := splitEmails(text)
	var bad []string
	for _, part := range parts {
		address, key, ok := fold.Email(part)
		if !ok {
			bad = append(bad, part)
			continue
		}
		emails = append(emails, store.Email{Address: address, Key: key})
	}
	if len(bad) == 0 && len(emails) > 0 {
		return emails, "", nil
	}
	if len(emails) == 0 {
		bad = []string{text}
	}
	reason := fold.EmailProblem(bad[0])
	if reason == "" {
		reason = "not an email address"
	}
	rest = strings.Join(bad, "; ")
	return emails, rest, []table.Problem{{
		Value: table.Excerpt(rest), Reason: reason, Fix: "kept as text in a custom field; correct it and import again",
	}}
}

// splitEmails cuts a cell with several addresses. A piece without an @ belongs to
// an address in angle brackets behind it: "Roe, Jane <jane@x.vn>" is one.
func splitEmails(text string) []string {
	parts := splitChannels(text)
	if len(parts) == 1 && !strings.ContainsRune(text, '<') {
		return strings.Fields(text)
	}
	var out, name []string
	for _, part := range parts {
		switch {
		case !strings.ContainsRune(part, '@'):
			name = append(name, part)
			continue
		case strings.ContainsRune(part, '<'):
			part = strings.Join(append(name, part), ", ")
		default:
			out = append(out, name...)
		}
		out, name = append(out, part), nil
	}
	return append(out, name...)
}

// inventedEmail reports whether a shop system made the address up for somebody
// without one: Haravan writes [phone]@[country code].phone.
func inventedEmail(key string) bool { return strings.HasSuffix(key, ".phone") }
