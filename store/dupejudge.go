package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"crm/store/fold"
)

// suspect is what is known of a contact that may be there twice.
type suspect struct {
	id                       int64
	uid, name, company, born string
	created                  string
	display                  string
	emails                   []Email
	phones                   []Phone
	addresses                []Address
	links                    []Link
	tokens                   []string
	key                      string // nameKey of the tokens
}

// readSuspects reads the live ones of some contacts.
func readSuspects(ctx context.Context, q querier, ids []int64) (map[int64]*suspect, error) {
	list := jsonList(ids)
	found := map[int64]*Contact{}
	out := make(map[int64]*suspect, len(ids))
	_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
		x, c := &suspect{}, &Contact{}
		if err := r.Scan(&x.id, &x.uid, &x.name, &c.Nickname, &x.company, &x.born, &x.created); err != nil {
			return err
		}
		c.Name, c.Company = x.name, x.company
		out[x.id], found[x.id] = x, c
		return nil
	}, `
		SELECT c.id, c.uid, c.name, c.nickname, coalesce(o.name, ''), c.birthday, c.created_at
		FROM json_each(?) j
		CROSS JOIN contact c ON c.id = j.value
		LEFT JOIN company o ON o.id = c.company_id
		WHERE c.deleted_at IS NULL`, list)
	if err != nil {
		return nil, wrap("find duplicates", err)
	}
	const of = ` WHERE x.contact_id IN (SELECT value FROM json_each(?)) ORDER BY x.contact_id, x.pos, x.id`
	for _, read := range []struct {
		query string
		scan  func(*sql.Rows, func(int64) *Contact) error
	}{
		{`SELECT x.contact_id, x.label, x.address, x.key, x.bounced FROM email x` + of, scanEmail},
		{`SELECT x.contact_id, x.label, x.text, x.key, x.ext, x.wrong FROM phone x` + of, scanPhone},
		{`SELECT x.contact_id, x.label, x.street, x.city, x.region, x.postcode, x.country FROM address x` + of, scanAddress},
		{`SELECT x.contact_id, x.kind, x.url FROM link x` + of, scanLink},
	} {
		_, err := collect(ctx, q, func(r *sql.Rows, _ *struct{}) error {
			return read.scan(r, func(id int64) *Contact {
				if c := found[id]; c != nil {
					return c
				}
				return &Contact{} // in the trash
			})
		}, read.query, list)
		if err != nil {
			return nil, wrap("find duplicates", err)
		}
	}
	for id, x := range out {
		c := found[id]
		x.display = c.Display()
		x.emails, x.phones, x.addresses, x.links = c.Emails, c.Phones, c.Addresses, c.Links
		x.tokens = fold.Tokens(nil, x.name)
		x.key = nameKey(x.tokens)
	}
	return out, nil
}

// firm reports the entry of a company: nobody's name, and a front desk's number.
func (x *suspect) firm() bool { return x.name == "" && x.company != "" }

// judge weighs what two contacts have in common. What either has alone is no
// evidence against them; what contradicts is.
type judge struct {
	region  string
	crowded func(kind blockKind, key string) bool
	free    func(domain string) bool
}

// verdict of a judge; said is nil where the two are not worth showing.
type verdict struct {
	sure bool
	said []string
}

func (j *judge) weigh(a, b *suspect) verdict {
	names := compareNames(a.name, b.name)
	hard, soft := j.reached(a, b, names)
	said := slices.Concat(hard, soft)
	if names >= namesNear && a.name != "" && b.name != "" {
		said = append(said, j.besideName(a, b, names)...)
	}
	if len(said) == 0 || len(hard)+len(soft) == 0 && bornApart(a.born, b.born) {
		return verdict{}
	}
	var but []string
	switch {
	case names == namesApart && len(said) < 2 && !j.personal(a, b):
		return verdict{}
	case names == namesApart:
		but = append(but, "the names differ")
	case names == namesNear:
		but = append(but, "the names differ a little")
	case accentsApart(a.name, b.name):
		but = append(but, "the names have other accents")
	case (a.firm() || b.firm()) && a.firm() != b.firm():
		but = append(but, "one is the entry of a company")
	}
	if bornApart(a.born, b.born) {
		but = append(but, "the birthdays differ")
	}
	if len(but) > 0 {
		return verdict{said: append(said, "but "+strings.Join(but, " and "))}
	}
	return verdict{sure: len(hard) > 0, said: said}
}

// reached finds by what both are reached. Hard evidence is a number or an address
// that few others have.
func (j *judge) reached(a, b *suspect, names nameMatch) (hard, soft []string) {
	for _, p := range a.phones {
		n := phoneNumber(p.Key, p.Text)
		if n == "" || p.Wrong {
			continue
		}
		ext, same := sameLine(p, n, b.phones)
		shown := p.Show(j.region)
		switch {
		case same && !j.crowded(byPhone, n):
			hard = append(hard, "same phone "+shown)
		case same && names == namesEqual:
			soft = append(soft, "same name, and phone "+shown+" which others have too")
		case ext != "" && names >= namesNear && !j.crowded(byPhone, n) && !shareLine(a, b, n):
			soft = append(soft, "same phone "+shown+", but extension "+ext)
		}
	}
	for _, e := range a.emails {
		same := slices.ContainsFunc(b.emails, func(o Email) bool { return o.Key == e.Key })
		switch {
		case same && !roleMailbox(e.Key) && !j.crowded(byEmail, e.Key):
			hard = append(hard, "same email "+e.Address)
		case same && names == namesEqual:
			soft = append(soft, "same name, and email "+e.Address+" which others may have too")
		case !same && !roleMailbox(e.Key) && slices.ContainsFunc(b.emails, func(o Email) bool { return mailbox(o.Key) == mailbox(e.Key) }):
			soft = append(soft, "same mailbox "+e.Address)
		}
	}
	for _, l := range a.links {
		if key := accountKey(l); key != "" && slices.ContainsFunc(b.links, func(o Link) bool { return accountKey(o) == key }) {
			soft = append(soft, "same "+l.Kind+" "+l.URL)
		}
	}
	return hard, soft
}

// sameLine looks for a number among phones. Two extensions of one switchboard are
// two desks; ext is then the other one.
func sameLine(p Phone, number string, phones []Phone) (ext string, same bool) {
	for _, o := range phones {
		switch {
		case o.Wrong || phoneNumber(o.Key, o.Text) != number:
		case p.Ext == "" || o.Ext == "" || p.Ext == o.Ext:
			return "", true
		default:
			ext = o.Ext
		}
	}
	return ext, false
}

func shareLine(a, b *suspect, number string) bool {
	return slices.ContainsFunc(a.phones, func(p Phone) bool {
		_, same := sameLine(p, number, b.phones)
		return same && !p.Wrong && phoneNumber(p.Key, p.Text) == number
	})
}

// personal reports an email that is a person's, and under which one person may
// well stand twice with different names: before and after a wedding.
func (j *judge) personal(a, b *suspect) bool {
	return slices.ContainsFunc(a.emails, func(e Email) bool {
		return !roleMailbox(e.Key) && !j.crowded(byEmail, e.Key) && slices.ContainsFunc(b.emails, func(o Email) bool { return o.Key == e.Key })
	})
}

// besideName finds what two contacts with a like name share beside it. The name
// alone is no evidence: a handful of family names cover most people of Vietnam,
// and a city holds many of one name.
func (j *judge) besideName(a, b *suspect, names nameMatch) []string {
	word := "same name"
	switch {
	case names == namesNear:
		word = "almost the same name"
	case names == namesAgree:
		word = "like name"
		if min(len(a.tokens), len(b.tokens)) < 2 {
			return nil // the given name alone
		}
	}
	if names < namesEqual && len(a.emails)*len(b.emails)*len(a.phones)*len(b.phones) > 0 {
		return nil // each is reached in every way, and none is the other's
	}
	var out []string
	if a.company != "" && fold.Text(a.company) == fold.Text(b.company) {
		out = append(out, word+" and company "+a.company)
	}
	if names < namesEqual && len(out) == 0 {
		return j.sameDomain(a, b, word)
	}
	if a.born != "" && b.born != "" && monthDay(a.born) == monthDay(b.born) && !bornApart(a.born, b.born) {
		out = append(out, word+" and birthday "+max(a.born, b.born))
	}
	for _, x := range a.addresses {
		if x.Street != "" && slices.ContainsFunc(b.addresses, func(y Address) bool { return samePlace(x, y) }) {
			out = append(out, word+" and address "+strings.Join(slices.DeleteFunc([]string{x.Street, x.City}, func(s string) bool { return s == "" }), ", "))
			break
		}
	}
	for _, e := range a.emails {
		local := ownLocal(e.Key, a.tokens)
		if local != "" && slices.ContainsFunc(b.emails, func(o Email) bool { return o.Key != e.Key && ownLocal(o.Key, b.tokens) == local }) {
			out = append(out, word+" and "+local+"@ in both emails")
			break
		}
	}
	if len(out) == 0 {
		return j.sameDomain(a, b, word)
	}
	return out
}

// sameDomain is evidence where one of the two lacks the company; two companies
// contradict it.
func (j *judge) sameDomain(a, b *suspect, word string) []string {
	if a.company != "" && b.company != "" {
		return nil
	}
	for _, e := range a.emails {
		domain := domainOf(e.Key)
		if domain != "" && !j.free(domain) && slices.ContainsFunc(b.emails, func(o Email) bool { return mailbox(o.Key) != mailbox(e.Key) && domainOf(o.Key) == domain }) {
			return []string{word + " and emails at " + domain}
		}
	}
	return nil
}

// samePlace compares addresses: the street, and the town as far as both say it.
func samePlace(x, y Address) bool {
	if fold.Key(x.Street) != fold.Key(y.Street) {
		return false
	}
	for _, p := range [...][2]string{{x.City, y.City}, {x.Postcode, y.Postcode}, {x.Country, y.Country}} {
		if p[0] != "" && p[1] != "" && fold.Key(p[0]) != fold.Key(p[1]) {
			return false
		}
	}
	return true
}

// bornApart reports birthdays that cannot be one person's.
func bornApart(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	noYear := strings.HasPrefix(a, "--") || strings.HasPrefix(b, "--")
	return monthDay(a) != monthDay(b) || !noYear && a != b
}

// elder compares which of two contacts stays when they become one: the one with
// the fuller name, else the one who has been known longer.
func elder(a, b *suspect) int {
	return cmp.Or(-fuller(a.name, b.name), strings.Compare(a.created, b.created), cmp.Compare(a.id, b.id))
}
