package sample

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"crm/store"
	"crm/store/fold"
)

// nation is a way of being called, of writing a phone number, of talking.
type nation struct {
	language, country, land string
	weight                  int
	familyFirst             bool
	joint                   string   // between family and given name
	family                  []string // "王|wang" where the letters are not Latin
	women, men              givens
	cities                  []string
	firms                   []string // %s is a word of firmWords
	firmWords               []string
	titles, tags, sources   []string
	messenger               string
	mobile                  mobile
	talk                    talk
}

// givens are given names, and what stands before them in Vietnam.
type givens struct{ middle, given []string }

// mobile writes mobile numbers: those for fiction while they last, then others.
type mobile struct {
	fiction  string // the fixed digits before those that count
	room     int    // how many there are; 0 for a country without
	prefixes []string
	digits   int    // behind a prefix
	groups   []int  // how many digits stand together
	trunk    string // before the number at home
	code     string // of the country
}

// lifeWeights and others are the shares of a population, not of one book.
var (
	lives       = []string{"potential", "current", "past", "cancelled"}
	lifeWeights = []int{48, 36, 11, 5}
	ratings     = []string{"", "hot", "warm", "cold"}
	ratingLoads = []int{55, 10, 20, 15}
	tagLoads    = []int{40, 35, 18, 7} // none, one, two, three
	domains     = []string{"example.com", "example.net", "example.org"}
)

// In a thousand: how many people have it.
const (
	withEmail     = 820
	withMobile    = 930
	withSecond    = 90
	withCompany   = 850
	withBirthday  = 420
	withoutYear   = 250 // of those
	withNote      = 300
	withStar      = 40
	withCode      = 110
	abroadInFull  = 350 // numbers written with the country code
	withMessenger = 450
)

type maker struct {
	taken   map[string]bool // addresses without a number
	seed    uint64
	d       *dice
	nations []nation
	weights []int
}

func newMaker(seed uint64) *maker {
	m := &maker{taken: map[string]bool{}, seed: seed, d: newDice(), nations: nations()}
	for i := range m.nations {
		m.weights = append(m.weights, m.nations[i].weight)
	}
	return m
}

func (m *maker) person(i int) Person {
	m.d.person(m.seed, i, profile)
	d := m.d
	n := &m.nations[d.weighed(m.weights)]
	p := Person{Country: n.country, nation: n}
	p.Language, p.Relation = n.language, "customer"
	p.named(d, n)
	if d.in(withCompany) {
		p.Company = fmt.Sprintf(d.one(n.firms), d.one(n.firmWords))
		p.Title = d.one(n.titles)
	}
	if d.in(withEmail) {
		p.Emails = []store.Email{{Label: "work", Address: m.address(p.latin, i)}}
	}
	if len(p.Emails) == 0 || d.in(withMobile) {
		p.Phones = []store.Phone{{Label: "mobile", Text: n.mobile.number(d, i)}}
	}
	if d.in(withSecond) {
		p.Phones = append(p.Phones, store.Phone{Label: "home", Text: n.mobile.number(d, i+secondNumbers)})
	}
	p.Addresses = []store.Address{{Label: "work", City: d.one(n.cities), Country: n.land}}
	for range d.weighed(tagLoads) {
		if t := d.one(n.tags); !slices.Contains(p.Tags, t) {
			p.Tags = append(p.Tags, t)
		}
	}
	p.Life = lives[d.weighed(lifeWeights)]
	p.Rating = ratings[d.weighed(ratingLoads)]
	p.Source = d.one(n.sources)
	p.Birthday = birthday(d)
	p.Star = d.in(withStar)
	if d.in(withMessenger) {
		p.Prefers = n.messenger
	}
	if d.in(withNote) {
		p.Note = d.one(n.talk.about)
	}
	if d.in(withCode) {
		p.Custom = []store.Custom{{Label: "Code", Value: fmt.Sprintf("%s-%05d", n.country, i+1)}}
	}
	return p
}

func (p *Person) named(d *dice, n *nation) {
	family, familyLatin := spelled(d.one(n.family))
	names := n.women
	if d.in(500) {
		names = n.men
	}
	given, givenLatin := spelled(d.one(names.given))
	p.Family, p.Given = family, given
	if len(names.middle) > 0 {
		p.Additional = d.one(names.middle)
	}
	parts := []string{given, family}
	if n.familyFirst {
		parts = []string{family, given}
		if p.Additional != "" {
			parts = []string{family, p.Additional, given}
		}
	}
	p.Name = strings.Join(parts, n.joint)
	p.latin = plain(givenLatin) + "." + plain(familyLatin)
}

// spelled splits a name from its Latin spelling, where it has one of its own.
func spelled(s string) (name, latin string) {
	name, latin, found := strings.Cut(s, "|")
	if !found {
		latin = name
	}
	return name, latin
}

// plain is a name as it stands in an address.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, fold.Text(s))
}

// address makes an address of its own for everybody. The first people of a seed
// are those that are looked at: theirs have a number only when the name is taken.
func (m *maker) address(local string, i int) string {
	if i >= numbered || m.taken[local] {
		return local + strconv.Itoa(i+1) + "@" + m.d.one(domains)
	}
	m.taken[local] = true
	return local + "@" + m.d.one(domains)
}

// numbered is from whom on every address has a number.
const numbered = 1000

// secondNumbers keeps second numbers apart from all first ones.
const secondNumbers = 5_000_000

// number returns the i-th mobile number of the country: no two people share one.
func (m mobile) number(d *dice, i int) string {
	var digits string
	prefix := d.one(m.prefixes)
	// 3,141,593 has no factor in common with 10^digits: every i has its own number.
	if m.room > 0 && i < m.room {
		width := len(strconv.Itoa(m.room - 1))
		digits = fmt.Sprintf("%s%0*d", m.fiction, width, i*(3_141_593%m.room)%m.room)
	} else {
		room := 1
		for range m.digits {
			room *= 10
		}
		digits = fmt.Sprintf("%s%0*d", prefix, m.digits, (i*3_141_593+271_828)%room)
	}
	lead, sep := m.trunk, " "
	full := d.in(abroadInFull)
	if full {
		lead = "+" + m.code + " "
	}
	var b strings.Builder
	for k := range len(digits) {
		if slices.Contains(m.groups, k) {
			b.WriteString(sep)
		}
		b.WriteByte(digits[k])
	}
	return lead + b.String()
}

func birthday(d *dice) string {
	if !d.in(withBirthday) {
		return ""
	}
	year, day := 1950+d.IntN(55), d.IntN(365)
	month := 1
	for _, n := range [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30} {
		if day < n {
			break
		}
		day -= n
		month++
	}
	if d.in(withoutYear) {
		return fmt.Sprintf("--%02d-%02d", month, day+1)
	}
	return fmt.Sprintf("%d-%02d-%02d", year, month, day+1)
}
