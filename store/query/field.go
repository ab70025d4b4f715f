package query

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"crm/store/fold"
)

// Type is what the values of a field are.
type Type uint8

// The types of fields.
const (
	TextField     Type = iota // contains, folded; = exact, ^ starts with
	SetField                  // a set of labels
	PastField                 // a day in the past, or never
	FutureField               // a day to come, or none
	FlagField                 // is:
	EnumField                 // one word of a list; < > and ranges where the list is ordered
	NumberField               // how many
	MoneyField                // an amount
	ListField                 // names of segments and lists, ids: never none or any
	PresenceField             // has: and no:, whose values are fields; no Term has it
)

// Field is one row of the table of fields. A new field is a new row, and a
// case for whoever maps it to a column.
type Field struct {
	Name    string   // of a custom field its key
	Aliases []string // in Vietnamese and Chinese, and short ones
	Type    Type
	Words   string   // what Say calls it
	Means   string   // what it is, for completion
	Help    string   // an example
	Single  bool     // a contact has at most one, so two values can contradict
	Enum    []string // the values of an EnumField, lowest first; nil when the book has them
	Ordered bool     // an EnumField whose values compare
	Dated   bool     // a text field that takes dates, too: bought:<90d is a Range

	// Yearly is a date without a year, a birthday. The Days of its values hold
	// days of the year, "12-02" and not "2026-12-02", both ends of them or
	// neither (any day of the year); a From behind its To goes round over New
	// Year: the days from From on, and those up to To. 29 February counts as
	// the 28th in other years, and that is worked in already: a range that
	// ends with 28 February of such a year ends with "02-29" here.
	Yearly bool

	Custom bool // of the book

	keys  []string // aliases as they compare
	shown string   // what a custom field is printed as
}

// Fields lists the fields in the order that help shows them. has and no are
// not among them: has:phone is read as phone:any.
func Fields() []Field {
	n := len(fieldTable) - presenceFields
	return fieldTable[:n:n] // who appends gets a copy, and not the rows behind
}

// Lookup finds a field of the language by a name in any of its tongues.
func Lookup(name string) (Field, bool) {
	if f := builtin(name); f != nil {
		return *f, true
	}
	return Field{}, false
}

// builtin is the row of a name. An alias as it is written goes before what it
// is without its accents: có is has, and co the company.
func builtin(name string) *Field {
	key := fold.Text(name)
	if !isASCII(name) {
		exact := strings.ToLower(norm.NFC.String(name))
		for i := range fieldTable {
			for _, a := range fieldTable[i].Aliases {
				if a == exact {
					return &fieldTable[i]
				}
			}
		}
	}
	for i := range fieldTable {
		if fieldTable[i].called(key) {
			return &fieldTable[i]
		}
	}
	return nil
}

// called reports that a folded name is one of the field's.
func (f *Field) called(key string) bool {
	if f.Name == key {
		return true
	}
	for _, a := range f.Aliases {
		if a == key {
			return true
		}
	}
	for _, k := range f.keys {
		if k == key {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// lookup finds a field of the language, or else of the book.
func (b Book) lookup(name string) (Field, bool) {
	if f := builtin(name); f != nil {
		return *f, true
	}
	key := hyphened(name)
	for i := range b.Custom {
		if hyphened(b.Custom[i].Key) == key {
			return b.custom(i), true
		}
	}
	for i := range b.Custom {
		if hyphened(b.Custom[i].Label) == key {
			return b.custom(i), true
		}
	}
	return Field{}, false
}

// hyphened is a name of a custom field as it compares.
func hyphened(s string) string { return strings.ReplaceAll(fold.Text(s), " ", "-") }

// custom is a field of the book, printed so that it is read back as itself: by
// its key, or where that is taken by its label.
func (b Book) custom(i int) Field {
	c := b.Custom[i]
	f := Field{Name: c.Key, Type: TextField, Words: c.Label, Custom: true, Single: true, shown: c.Key}
	if f.Words == "" {
		f.Words = c.Key
	}
	f.Means = f.Words
	if name, ok := asName(c.Key); ok && builtin(name) == nil && b.firstKey(name) == i {
		f.shown = name
	} else if name, ok := asName(c.Label); ok {
		f.shown = name
	}
	f.Help = f.shown + ":none"
	return f
}

// firstKey is the index of the custom field that a name finds by its key.
func (b Book) firstKey(name string) int {
	key := hyphened(name)
	for i := range b.Custom {
		if hyphened(b.Custom[i].Key) == key {
			return i
		}
	}
	return -1
}

// asName is a key or label as it can be typed before a colon.
func asName(s string) (string, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "-")
	_, end := (&parser{s: s + ":"}).name()
	return s, end == len(s)+1
}

// print is the name of a field in a canonical query.
func (f *Field) print() string {
	if f.shown != "" {
		return f.shown
	}
	return f.Name
}

// Sorts lists the keys that sort: takes.
func Sorts() []string {
	return []string{"name", "company", "last", "due", "created", "updated", "stage", "value", "since", "spent", "orders", "tries", "renew"}
}

// sortKey knows the keys and what else people type for them.
func sortKey(s string) (string, bool) {
	if fold.Text(s) == "age" {
		return "created", true
	}
	f := builtin(s)
	if f == nil {
		return "", false
	}
	for _, k := range Sorts() {
		if k == f.Name {
			return k, true
		}
	}
	return "", false
}

// Spellings are the folded forms that a value may be stored in: as typed, and
// with spaces for the hyphens of a word, because city:ha-noi saves the quotes.
func (v Value) Spellings() []string {
	s := fold.Text(v.Text)
	if v.Quoted || !strings.Contains(s, "-") {
		return []string{s}
	}
	return []string{s, fold.Text(strings.ReplaceAll(s, "-", " "))}
}
