package importer

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"crm/importer/table"
	"crm/importer/vcard"
	"crm/store"
	"crm/store/fold"
)

// name reads the parts of a name: family; given; additional; prefixes; suffixes.
func (r *cardReader) name(p *vcard.Property) {
	if r.own && p.Param(ownWhole) != "" {
		return // the whole name, for programs that want it in parts
	}
	parts := append(p.Fields(), "", "", "", "", "")
	for i := range parts {
		parts[i] = store.Clean(parts[i])
	}
	if !r.own && parts[1] == "" && parts[2] == "" && r.c.Name == "" && !r.has("FN") && parts[3] == "" && parts[4] == "" {
		r.c.Name = parts[0] // phones put the whole name where the family name is
		return
	}
	r.c.Family, r.c.Given, r.c.Additional = parts[0], parts[1], parts[2]
	r.prefix, r.suffix = parts[3], parts[4]
	if r.own && r.prefix+r.suffix != "" {
		r.keep(p)
	}
}

// org reads a company and what is below it.
func (r *cardReader) org(p *vcard.Property) {
	parts := slices.DeleteFunc(p.Fields(), func(s string) bool { return store.Clean(s) == "" })
	if len(parts) == 0 {
		return
	}
	if r.c.Company != "" && r.c.Company != store.Clean(parts[0]) {
		r.keep(p)
		return
	}
	if p.Value[0] != ';' {
		r.c.Company, parts = store.Clean(parts[0]), parts[1:]
	}
	r.c.Department = store.Clean(strings.Join(parts, ", "))
}

// label is what the contact's channel is called: the label of its group, or the
// types that mean something.
func (r *cardReader) label(p *vcard.Property) string {
	if r.own {
		return p.Param(ownLabel)
	}
	if l := r.labels[p.Group]; l != "" && p.Group != "" {
		return l
	}
	types := p.Types()
	for _, kind := range []string{"fax", "pager", "cell", "mobile", "iphone", "car", "home", "work", "main", "other", "school"} {
		if !slices.Contains(types, kind) {
			continue
		}
		switch kind {
		case "cell", "iphone":
			return "mobile"
		case "main", "car", "school":
			return "other"
		}
		return kind
	}
	return ""
}

// pref is how much a channel is preferred: 0 the most. PREF=1 of 4.0 is before
// PREF=2; TYPE=pref of 3.0 is one level.
func pref(p *vcard.Property) int {
	if n, err := strconv.Atoi(p.Param("PREF")); err == nil {
		return n
	}
	if p.Is("pref") {
		return 0
	}
	return 1000
}

// preferred brings preferred phones and emails to the front.
func (r *cardReader) preferred() {
	sortBy(r.c.Phones, r.prefs)
	sortBy(r.c.Emails, r.mails)
}

func sortBy[T any](list []T, keys []int) {
	if len(keys) != len(list) {
		return
	}
	at := make([]int, len(list))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int { return keys[a] - keys[b] })
	old := slices.Clone(list)
	for i, from := range at {
		list[i] = old[from]
	}
}

func (r *cardReader) phone(p *vcard.Property) {
	text := p.Text()
	rest, isTel := strings.CutPrefix(text, "tel:")
	if isTel {
		number, ext, _ := strings.Cut(rest, ";ext=")
		if text = number; ext != "" {
			text += " ext " + ext
		}
	} else if scheme, _, ok := strings.Cut(text, ":"); ok && !strings.ContainsAny(scheme, " +0123456789") {
		r.c.Links = append(r.c.Links, store.Link{Kind: strings.ToLower(scheme), URL: store.Clean(text)}) // sip:, skype:
		return
	}
	text = store.Clean(text)
	if r.own {
		ph := store.Phone{Label: r.label(p), Text: text, Key: p.Param(ownKey), Ext: p.Param(ownExt), Wrong: p.Param(ownWrong) != ""}
		r.c.Phones = append(r.c.Phones, ph)
		return
	}
	if placeholder(text) {
		return
	}
	phones, odd, kept := r.phones.cell(text)
	for _, o := range append(odd, r.phones.outOfService(phones)...) {
		r.problem(p, o.Value, o.Reason, o.Fix)
	}
	if !kept {
		r.custom(p.Name, text)
	}
	for _, ph := range phones {
		ph.Label = r.label(p)
		r.c.Phones = append(r.c.Phones, ph)
		r.prefs = append(r.prefs, pref(p))
	}
}

func (r *cardReader) email(p *vcard.Property) {
	text := strings.TrimPrefix(p.Text(), "mailto:")
	if r.own {
		e := store.Email{Label: r.label(p), Address: text, Key: strings.ToLower(text), Bounced: p.Param(ownWrong) != ""}
		if address, key, ok := fold.Email(text); ok {
			e.Address, e.Key = address, key
		}
		r.c.Emails = append(r.c.Emails, e)
		return
	}
	if placeholder(text) {
		return
	}
	emails, rest, odd := emailCell(&table.Cell{Text: text, Kind: table.Text})
	for _, o := range odd {
		r.problem(p, o.Value, o.Reason, o.Fix)
	}
	r.custom(p.Name, rest)
	for _, e := range emails {
		if e.Label = r.label(p); !inventedEmail(e.Key) {
			r.c.Emails = append(r.c.Emails, e)
			r.mails = append(r.mails, pref(p))
		}
	}
}

// address reads post box; extended; street; city; region; postcode; country.
func (r *cardReader) address(p *vcard.Property) {
	parts := append(p.Fields(), "", "", "", "", "", "", "")
	for i := range parts {
		parts[i] = store.Clean(strings.ReplaceAll(parts[i], "\n", ", "))
	}
	street := strings.Join(slices.DeleteFunc([]string{parts[2], parts[1], parts[0]}, func(s string) bool { return s == "" }), ", ")
	a := store.Address{Label: r.label(p), Street: street, City: parts[3], Region: parts[4], Postcode: parts[5], Country: parts[6]}
	if (a == store.Address{Label: a.Label}) {
		a.Street = store.Clean(strings.ReplaceAll(p.Param("LABEL"), "\n", ", "))
	}
	r.c.Addresses = append(r.c.Addresses, a)
}

// link reads a page or an account.
func (r *cardReader) link(p *vcard.Property) {
	l := store.Link{Kind: "web", URL: store.Clean(p.Text())}
	switch {
	case r.own && p.Param(ownKind) != "":
		l.Kind = p.Param(ownKind)
	case p.Name != "URL":
		for _, kind := range append([]string{p.Param("SERVICE-TYPE"), p.Param("X-SERVICE-TYPE")}, p.Types()...) {
			if kind = strings.ToLower(kind); kind != "" && kind != "home" && kind != "work" && kind != "pref" {
				l.Kind = kind
				break
			}
		}
		if scheme, _, ok := strings.Cut(l.URL, ":"); ok && l.Kind == "web" && scheme != "http" && scheme != "https" {
			l.Kind = strings.ToLower(scheme)
		}
	}
	for _, host := range []string{"linkedin", "facebook", "twitter", "instagram", "youtube", "tiktok"} {
		if !r.own && strings.Contains(strings.ToLower(l.URL), host+".com/") {
			l.Kind = host
		}
	}
	r.c.Links = append(r.c.Links, l)
}

// messenger is the kind of link that a property of a messenger becomes.
func messenger(name string) (kind string, ok bool) {
	for _, prefix := range []string{"X-MS-IMADDRESS", "X-AIM", "X-MSN", "X-YAHOO", "X-ICQ", "X-JABBER", "X-SKYPE", "X-GOOGLE-TALK", "X-GTALK", "X-QQ", "X-WECHAT", "X-TELEGRAM", "X-WHATSAPP", "X-ZALO", "X-LINE", "X-TWITTER", "X-SIP", "X-GADUGADU", "X-GROUPWISE", "X-MATRIX", "X-SKYPE-USERNAME"} {
		if name == prefix {
			return strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(prefix, "X-"), "-USERNAME")), true
		}
	}
	return "", false
}

// birthday reads the forms of 3.0 and 4.0, Apple's without a year, and what people
// write.
func (r *cardReader) birthday(p *vcard.Property) {
	text := store.Clean(p.Text())
	if r.c.Birthday != "" || p.Param("ALTID") != "" && p.Param("VALUE") == "text" {
		r.keep(p)
		return
	}
	if r.own && exactDay(text) && p.Param("X-APPLE-OMIT-YEAR") == "" {
		r.c.Birthday = text
		return
	}
	day, _, _ := strings.Cut(text, "T")
	for _, form := range []struct{ layout, out string }{
		{"2006-01-02", "2006-01-02"}, {"20060102", "2006-01-02"}, {"--0102", "--01-02"}, {"--01-02", "--01-02"},
	} {
		if t, err := time.Parse(form.layout, day); err == nil {
			out := t.Format(form.out)
			if year, rest, _ := strings.Cut(out, "-"); year != "" && year == p.Param("X-APPLE-OMIT-YEAR") || !r.own && (year == "1604" || year == "1900") {
				out = "--" + rest
			}
			r.setBirthday(p, out)
			return
		}
	}
	if day == "--0229" || day == "--02-29" {
		r.setBirthday(p, "--02-29")
		return
	}
	if d, ok := parseDate(text, r.cd.f.opt.Order, r.cd.f.opt.Now.Year()); ok {
		r.setBirthday(p, d.date())
		return
	}
	r.problem(p, text, "not a date", "kept as text in a custom field")
	r.custom("Birthday", text)
}

func (r *cardReader) setBirthday(p *vcard.Property, day string) {
	if t, err := time.Parse(time.DateOnly, day); err == nil && t.After(r.cd.f.opt.Now) {
		r.problem(p, day, "a birthday in the future", "kept as text in a custom field")
		r.custom("Birthday", day)
		return
	}
	r.c.Birthday = day
}

// tags reads categories. Some programs escape the commas between them.
func (r *cardReader) tags(p *vcard.Property) {
	list := p.List()
	if !r.own && len(list) == 1 {
		list = strings.Split(list[0], ",")
	}
	for _, t := range list {
		if t = store.Clean(t); fold.Text(t) != "" && !strings.EqualFold(t, "myContacts") {
			r.c.Tags = append(r.c.Tags, t)
		}
	}
}

// uid takes an id of ours for the contact's own, and keeps any other.
func (r *cardReader) uid(p *vcard.Property) {
	text := store.Clean(strings.TrimPrefix(p.Text(), "urn:uuid:"))
	if id := strings.ToLower(text); len(id) == 16 && store.IsUID(id) {
		r.c.UID = id
		return
	}
	r.c.External = append(r.c.External, store.External{System: "vcard", ID: text})
}

// newCustom is a custom field whose label no other of the contact has.
func newCustom(list []store.Custom, label, value string) store.Custom {
	if fold.Key(label) == "" {
		label = "Field"
	}
	for n, base := 2, label; slices.ContainsFunc(list, func(v store.Custom) bool { return v.Key == fold.Key(label) }); n++ {
		label = base + " " + strconv.Itoa(n)
	}
	return store.Custom{Key: fold.Key(label), Label: label, Value: value}
}
