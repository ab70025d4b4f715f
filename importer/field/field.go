// Package field is the one table of the fields that a file can hold:
// what they are called in --map and in a report, what files call them,
// how a value is put into a contact, and how it is taken out for an export.
//
// A column header becomes a Target in two steps, both in Finder.Find: the whole
// header is looked up among the aliases; else what qualifies it ("Home …",
// "… 2 - Value", "Person - …") is taken off until the rest is an alias.
// Everything compares by fold.Key, so accents, case, spaces and punctuation of a
// header never matter. Which of two columns gets a field, and columns whose
// header says nothing, are matters of the importer, which knows all columns.
package field

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ID names a field, as --map and the report do.
type ID string

// The fields. Those of a timeline (When to Seconds) count only in a table whose
// rows are interactions; those of a purchase (Bought to BoughtNote) only beside the
// day of it. Some take a label: phone:work, email:home:2, link:linkedin,
// external:SYSTEM, last:call, next:appointment, consent:email (call, sms, post),
// opt-out:email, purchase-item:code, value:won, deal-closed:lost; and an amount the
// decimal mark of its column, where its values do not tell: value:comma,
// purchase-amount:point.
const (
	Name       ID = "name"
	Given      ID = "given"
	Family     ID = "family"
	Additional ID = "additional"
	Nickname   ID = "nickname"
	Phonetic   ID = "phonetic"
	PhonGiven  ID = "phonetic-given"
	PhonFamily ID = "phonetic-family"
	Company    ID = "company"
	Title      ID = "title"
	Department ID = "department"
	Relation   ID = "relation"
	Life       ID = "life"
	Source     ID = "source"
	Prefers    ID = "prefers"
	Rating     ID = "rating"
	Language   ID = "language"
	Birthday   ID = "birthday"
	Interests  ID = "interests"
	Needs      ID = "needs"
	Note       ID = "note"
	Star       ID = "star"

	Email        ID = "email"
	EmailLabel   ID = "email-label"
	EmailBounced ID = "email-bounced"
	Phone        ID = "phone"
	PhoneLabel   ID = "phone-label"
	PhoneWrong   ID = "phone-wrong"
	Street       ID = "street"
	City         ID = "city"
	Region       ID = "region"
	Postcode     ID = "postcode"
	Country      ID = "country"
	AddressLabel ID = "address-label"
	Formatted    ID = "address" // a whole address in one cell
	Link         ID = "link"
	LinkKind     ID = "link-kind"
	Tags         ID = "tags"

	UID      ID = "id"       // the contact's own id: a file that crm exported
	External ID = "external" // what another system calls the contact
	Created  ID = "created"
	Updated  ID = "updated"
	Last     ID = "last" // when there was contact last
	Next     ID = "next" // when there should be contact next

	When      ID = "when"
	Kind      ID = "kind"
	Direction ID = "direction"
	Outcome   ID = "outcome"
	Subject   ID = "subject"
	Body      ID = "body"
	Seconds   ID = "duration"

	Exported ID = "exported" // what an export of crm's held: marks of its cells

	BirthYear  ID = "birth-year" // a birthday in three columns, as Thunderbird has it
	BirthMonth ID = "birth-month"
	BirthDay   ID = "birth-day"

	Consent ID = "consent" // whether they may be reached; the label is the way: call, email, sms, post
	OptOut  ID = "opt-out" // the same, where yes means no

	Bought     ID = "purchase-date"
	Item       ID = "purchase-item"
	Spent      ID = "purchase-amount"
	Price      ID = "purchase-price" // of one piece
	Quantity   ID = "purchase-quantity"
	Invoice    ID = "purchase-id" // several rows may be lines of one
	BoughtNote ID = "purchase-note"
	Deal       ID = "deal"  // what the possible sale is about
	Stage      ID = "stage" // of the deal
	Value      ID = "value" // of the deal
	Expected   ID = "expected"
	DealClosed ID = "deal-closed" // when it was won or lost; the label says which
	MoneyIn    ID = "currency"    // of the other amounts of the row

	Flag   ID = "flag"   // the column's name is a tag of those who have 1, x or yes in it
	Custom ID = "custom" // a field of the book's own
	Skip   ID = "skip"   // nothing: row numbers, empty columns
)

// Target is where the values of a column go.
type Target struct {
	ID    ID
	Label string // work, home, mobile …; the system of an External; the kind of a Link
	N     int    // the how-manieth of several, from 1; 0 is not said
}

// String is the target as --map takes it: phone, phone:work, email:home:2.
func (t Target) String() string {
	s := string(t.ID)
	if t.Label != "" {
		s += ":" + t.Label
	}
	if t.N > 1 {
		s += ":" + strconv.Itoa(t.N)
	}
	return s
}

// Parse reads what String wrote. Any alias of a field does for its name
// ("--map SĐT=mobile").
func (f *Finder) Parse(s string) (Target, error) {
	name, rest, _ := strings.Cut(strings.TrimSpace(s), ":")
	id := ID(strings.ToLower(strings.TrimSpace(name)))
	var t Target
	switch {
	case f.known[id]:
		t = Target{ID: id}
	default:
		found, _, ok := f.Find(name)
		if !ok {
			return Target{}, &UnknownError{name}
		}
		t = found
	}
	for part := range strings.SplitSeq(rest, ":") {
		part = strings.TrimSpace(part)
		if n, err := strconv.Atoi(part); err == nil && n > 0 && n < 100 {
			t.N = n
		} else if part != "" {
			t.Label = part
		}
	}
	return t, nil
}

// UnknownError says that a name is that of no field.
type UnknownError struct{ Name string }

// Error implements error.
func (e *UnknownError) Error() string { return fmt.Sprintf("there is no field %q", e.Name) }

// Names lists the fields that --map takes, each once.
func Names() []string {
	var out []string
	for _, a := range aliases() {
		if a.id != Skip && !slices.Contains(out, string(a.id)) {
			out = append(out, string(a.id))
		}
	}
	return append(out, string(Custom), string(Skip))
}

// Nearest lists up to three fields that a name may be a slip of, likely ones
// first: one begins like the other, or at most two letters are wrong, missing or
// extra, one in a short name.
func Nearest(name string) []string {
	name = strings.ToLower(strings.TrimSpace(name))
	var out []string
	far := map[string]int{}
	for _, n := range Names() {
		far[n] = distance([]rune(name), []rune(n))
		short := min(len(n), len(name))
		begins := short >= 3 && (strings.HasPrefix(n, name) || strings.HasPrefix(name, n))
		if begins || far[n] <= min(2, short/2) {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return far[a] - far[b] })
	return out[:min(len(out), 3)]
}

// distance is Levenshtein's.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Channel reports whether a contact can have several values of the field.
func (id ID) Channel() bool {
	switch id {
	case Email, Phone, Link, Tags, External, Flag, Consent, OptOut:
		return true
	}
	return id.Address()
}

// Address reports whether the field is part of a postal address.
func (id ID) Address() bool {
	switch id {
	case Street, City, Region, Postcode, Country, Formatted, AddressLabel:
		return true
	}
	return false
}

// Purchase reports whether the field is of a sale that happened.
func (id ID) Purchase() bool {
	switch id {
	case Bought, Item, Spent, Price, Quantity, Invoice, BoughtNote:
		return true
	}
	return false
}

// Deal reports whether the field is of a possible sale.
func (id ID) Deal() bool {
	switch id {
	case Deal, Stage, Value, Expected, DealClosed:
		return true
	}
	return false
}

// Money reports whether the field is an amount of money.
func (id ID) Money() bool { return id == Spent || id == Price || id == Value }

// Date reports whether the field is a date.
func (id ID) Date() bool {
	switch id {
	case Birthday, Last, Next, When, Bought, Expected, DealClosed:
		return true
	}
	return false
}

// Timeline reports whether the field belongs to an interaction.
func (id ID) Timeline() bool {
	switch id {
	case When, Kind, Direction, Outcome, Subject, Body, Seconds:
		return true
	}
	return false
}
