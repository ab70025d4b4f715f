package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"

	"crm/store/fold"
)

// Who could be one person is not asked of every two contacts, which would be
// five thousand million questions in a book of 100,000. Contacts that have
// something in common (a phone, an email, a name and a company) get one number
// for it; the numbers are sorted, and those who share one are compared.

// blockKind is what contacts have in common. It stands in the low bits of the
// number.
type blockKind uint64

const (
	byPhone blockKind = iota
	byEmail
	byMailbox
	byLink
	byNameAndCompany
	byNameAndBirthday
	byNameAndStreet
	byNameAndLocal
	byWordAndCompany
	byWordAndDomain
	blockKinds = 16
)

// strong blocks hold people who share a way to reach them, whatever their name.
func (k blockKind) strong() bool { return k <= byLink }

// block is one contact in a block.
type block struct {
	hash uint64
	id   int64
}

// pair are the row ids of two contacts to be compared, the lower one first.
type pair struct {
	a, b   int64
	strong bool
}

const (
	// partContacts is how many contacts are held at a time: of a larger book the
	// numbers are dealt out into parts, which are gathered one after the other.
	partContacts = 250_000
	// wholeBlock is how many contacts of a block are each compared with each;
	// of more each only with the first and the next.
	wholeBlock = 8
	// wordBlock is how many contacts that share only a word of their name, a
	// letter and a company are compared: of more these say nothing.
	wordBlock = 8
	// sharers is how many names a phone or an email may have before it is that
	// of a family, a front desk or a company.
	sharers = 4
	// domainUsers is how many emails a domain may have before it is taken for
	// that of no company in particular.
	domainUsers = 100
)

// gatherer collects the blocks of one part of the book's numbers.
type gatherer struct {
	ctx         context.Context
	q           querier
	seed        maphash.Seed
	parts, part uint64
	list        []block
	crowded     map[uint64]bool // strong blocks of more than sharers names
	domains     map[string]bool // of mail, used by people of many companies
	pairs       []pair
	tokens      []string
}

func (g *gatherer) hash(kind blockKind, texts ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(g.seed)
	for _, t := range texts {
		h.WriteString(t)
		h.WriteByte(0)
	}
	return h.Sum64()&^(blockKinds-1) | uint64(kind)
}

func (g *gatherer) add(id int64, kind blockKind, texts ...string) {
	h := g.hash(kind, texts...)
	if h>>32%g.parts == g.part {
		g.list = append(g.list, block{h, id})
	}
}

// candidates returns who is to be compared with whom, in order.
func (g *gatherer) candidates() ([]pair, error) {
	if err := g.manyDomains(); err != nil {
		return nil, err
	}
	for g.part = range g.parts {
		g.list = g.list[:0]
		for _, read := range []func() error{g.people, g.phones, g.emails, g.streets, g.links} {
			if err := read(); err != nil {
				return nil, err
			}
		}
		slices.SortFunc(g.list, func(a, b block) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.id, b.id)) })
		g.list = slices.Compact(g.list)
		for from := 0; from < len(g.list); {
			to := from + 1
			for to < len(g.list) && g.list[to].hash == g.list[from].hash {
				to++
			}
			if to-from > 1 {
				if err := g.match(g.list[from:to]); err != nil {
					return nil, err
				}
			}
			from = to
		}
		g.compact()
	}
	return g.pairs, nil
}

// match makes pairs of the contacts of a block.
func (g *gatherer) match(run []block) error {
	kind := blockKind(run[0].hash & (blockKinds - 1))
	switch {
	case (kind == byWordAndCompany || kind == byWordAndDomain) && len(run) > wordBlock:
		return nil
	case kind.strong() && len(run) > sharers:
		return g.crowd(run)
	}
	g.combine(run, kind.strong())
	return nil
}

func (g *gatherer) combine(run []block, strong bool) {
	for i := range run {
		for j := i + 1; j < len(run); j++ {
			if len(run) > wholeBlock && i > 0 && j > i+1 {
				break
			}
			g.pairs = append(g.pairs, pair{run[i].id, run[j].id, strong})
		}
	}
	if len(g.pairs) > 1<<20 {
		g.compact()
	}
}

// crowd makes pairs of many contacts that share a number or an address. Under
// more than a few names it is evidence only for those of one name.
func (g *gatherer) crowd(run []block) error {
	ids := make([]int64, len(run))
	for i, b := range run {
		ids[i] = b.id
	}
	names, err := namesOf(g.ctx, g.q, ids)
	if err != nil {
		return err
	}
	groups, keys := map[string][]block{}, []string{}
	for _, b := range run {
		name, live := names[b.id]
		if !live {
			continue
		}
		g.tokens = fold.Tokens(g.tokens[:0], name)
		key := nameKey(g.tokens)
		if groups[key] == nil {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], b)
	}
	if len(keys) <= sharers {
		g.combine(run, true)
		return nil
	}
	g.crowded[run[0].hash] = true
	for _, key := range keys {
		if key != "" && len(groups[key]) > 1 {
			g.combine(groups[key], true)
		}
	}
	return nil
}

// compact sorts the pairs and leaves one of each.
func (g *gatherer) compact() {
	slices.SortFunc(g.pairs, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	out := g.pairs[:0]
	for _, p := range g.pairs {
		if n := len(out); n > 0 && out[n-1].a == p.a && out[n-1].b == p.b {
			out[n-1].strong = out[n-1].strong || p.strong
			continue
		}
		out = append(out, p)
	}
	g.pairs = out
}

// each runs a query and hands its rows on, without keeping them.
func (g *gatherer) each(scan func(*sql.Rows) error, query string) error {
	rows, err := g.q.QueryContext(g.ctx, query)
	if err != nil {
		return fmt.Errorf("find duplicates: %w", mapErr(err))
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("find duplicates: %w", err)
		}
	}
	return wrap("find duplicates", mapErr(rows.Err()))
}

func (g *gatherer) people() error {
	return g.each(func(r *sql.Rows) error {
		var id int64
		var name, company, birthday string
		if err := r.Scan(&id, &name, &company, &birthday); err != nil {
			return err
		}
		g.tokens = fold.Tokens(g.tokens[:0], name)
		if key := nameKey(g.tokens); key != "" {
			if company != "" {
				g.add(id, byNameAndCompany, key, company)
			}
			if day := monthDay(birthday); day != "" {
				g.add(id, byNameAndBirthday, key, day)
			}
		}
		if company != "" {
			g.words(id, byWordAndCompany, company)
		}
		return nil
	}, `
		SELECT id, name, coalesce(company_id, ''), birthday
		FROM contact
		WHERE deleted_at IS NULL AND name <> ''`)
}

// words adds a contact for each word of its name with the first letter of each
// other, beside something else: what "J. Becker" and "Julien Becker" share.
func (g *gatherer) words(id int64, kind blockKind, beside string) {
	for i, t := range g.tokens {
		if len(t) < 2 {
			continue
		}
		for j, o := range g.tokens {
			if _, n := utf8.DecodeRuneInString(o); i != j {
				g.add(id, kind, t, o[:n], beside)
			}
		}
	}
}

func (g *gatherer) phones() error {
	return g.each(func(r *sql.Rows) error {
		var id int64
		var key, text string
		if err := r.Scan(&id, &key, &text); err != nil {
			return err
		}
		if n := phoneNumber(key, text); n != "" {
			g.add(id, byPhone, n)
		}
		return nil
	}, `SELECT contact_id, key, text FROM phone WHERE wrong = 0`)
}

func (g *gatherer) emails() error {
	return g.each(func(r *sql.Rows) error {
		var id int64
		var key, name string
		if err := r.Scan(&id, &key, &name); err != nil {
			return err
		}
		g.add(id, byEmail, key)
		if !strings.Contains(key, "@") {
			return nil
		}
		g.add(id, byMailbox, mailbox(key))
		g.tokens = fold.Tokens(g.tokens[:0], name)
		if len(g.tokens) == 0 {
			return nil
		}
		if local := ownLocal(key, g.tokens); local != "" {
			g.add(id, byNameAndLocal, nameKey(g.tokens), local)
		}
		if domain := domainOf(key); !g.freeMail(domain) {
			g.words(id, byWordAndDomain, domain)
		}
		return nil
	}, `
		SELECT e.contact_id, e.key, c.name
		FROM email e
		JOIN contact c ON c.id = e.contact_id`)
}

func (g *gatherer) manyDomains() error {
	list, err := collect(g.ctx, g.q, func(r *sql.Rows, d *string) error { return r.Scan(d) }, `
		SELECT substr(key, instr(key, '@') + 1) AS domain
		FROM email
		GROUP BY domain
		HAVING count(*) > ?`, domainUsers)
	g.domains = make(map[string]bool, len(list))
	for _, d := range list {
		g.domains[d] = true
	}
	return wrap("find duplicates", err)
}

// freeMail reports a domain that is no company's: a known one, or one that very
// many have.
func (g *gatherer) freeMail(domain string) bool { return g.domains[domain] || freeMail(domain) }

func (g *gatherer) streets() error {
	return g.each(func(r *sql.Rows) error {
		var id int64
		var street, name string
		if err := r.Scan(&id, &street, &name); err != nil {
			return err
		}
		g.tokens = fold.Tokens(g.tokens[:0], name)
		g.add(id, byNameAndStreet, nameKey(g.tokens), fold.Key(street))
		return nil
	}, `
		SELECT a.contact_id, a.street, c.name
		FROM address a
		JOIN contact c ON c.id = a.contact_id
		WHERE a.street <> '' AND c.name <> ''`)
}

func (g *gatherer) links() error {
	return g.each(func(r *sql.Rows) error {
		var id int64
		var l Link
		if err := r.Scan(&id, &l.Kind, &l.URL); err != nil {
			return err
		}
		if key := accountKey(l); key != "" {
			g.add(id, byLink, key)
		}
		return nil
	}, `SELECT contact_id, kind, url FROM link WHERE kind <> 'web'`)
}
