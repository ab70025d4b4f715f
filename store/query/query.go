// Package query reads the language of the search bar, of saved segments and of
// "crm list", prints it in one canonical form and says it in words.
//
//	query = or
//	or    = and { ("OR" | "|") and }
//	and   = term { [ "AND" ] term }
//	term  = [ "-" | "NOT" ] ( "(" or ")" | field | "#" tag | text )
//	field = name ":" [ op ] value { "," value }        comma: any of
//	op    = ">" ">=" "<" "<=" "=" "!=" "~" (contains) "^" (starts with)
//	value = word | "quoted" | [v] ".." [v] | none | any | never
//	text  = word | "quoted words in this order"
//	extra = sort:[-]key{,…} | limit:N                  at the top level
//
// It knows fields and their types, not tables: what it hands on are typed
// values. A date is resolved to days here, once, so that whoever writes SQL
// maps a range to a range and decides nothing. What a bare length of time
// means depends on the field:
//
//   - a past field has ages: last:>30d is more than 30 days ago, and someone
//     never contacted is infinitely old, so that is included;
//   - a future field has time left: due:<7d is within 7 days and includes what
//     is overdue; due:0d..7d does not; due:<0d is what is overdue;
//   - a date behind an operator is the calendar: last:<2026-10-01.
//
// Numbers and amounts become ranges of whole numbers. has:phone and no:phone
// become phone:any and phone:none. Only the ordered lists (stage:>=quote) keep
// their operator, for the book may have another order by then.
//
// Parse is strict, for the command line and for segments: anything it cannot
// read is an error with a column and a hint, because a filter that silently
// means something else is worse than none. Forgive is for a search bar, where
// the last term is still being typed: it is left out, and said to be.
package query

// The limits keep a hostile query from becoming a hostile SQL statement.
const (
	MaxBytes   = 4096 // of text
	MaxTerms   = 64   // words and values
	MaxNesting = 16   // groups and negations inside one another
)

// Query is a parsed query. The zero Query matches everything.
type Query struct {
	Text  string // as typed
	Root  Node   // nil matches everything
	Sort  []Key
	Limit int // 0 when not said

	// Notes are what is worth saying about a query that was understood.
	Notes []Note

	ctx Context
}

// Context is what the query was read with: what a segment in it is read with, too.
func (q *Query) Context() Context { return q.ctx }

// Key is one key of sort:, the name of a sortable field.
type Key struct {
	Span
	Name string
	Desc bool
}

// Note is a remark about a part of the query.
type Note struct {
	Span
	Text    string
	Ignored bool // the part is left out: it is still being typed
}

// Span is a part of the text: bytes from Start up to End, and the columns of
// the first character and the one behind the last, counted from 1 as people
// count characters.
type Span struct {
	Start, End  int
	Col, EndCol int
}

// At returns the span; it makes every node have one.
func (s Span) At() Span { return s }

// Node is *All, *Any, *Not, *Text or *Term.
type Node interface {
	At() Span
	node()
}

// All matches when all of at least two nodes do.
type All struct {
	Span
	Nodes []Node
}

// Any matches when at least one of at least two nodes does.
type Any struct {
	Span
	Nodes []Node
}

// Not matches when the node does not. A contact for which the node has nothing
// to compare (no date, no tag) does not match the node, so it matches Not.
type Not struct {
	Span
	Node Node
}

// Text is a bare word, or quoted words in their order, looked for in
// everything that is searched.
type Text struct {
	Span
	Words  string
	Quoted bool
}

// Term compares a field with values, any of which may match.
type Term struct {
	Span
	Field  Field
	Op     Op
	Values []Value
}

func (*All) node()  {}
func (*Any) node()  {}
func (*Not) node()  {}
func (*Text) node() {}
func (*Term) node() {}

// Op is an operator as it was typed. "!=" does not occur in a tree:
// it became a Not.
type Op string

// The operators. Which of them a field takes depends on its type; for dates,
// numbers and money they are already worked into the values. Ordered lists keep
// < <= > >= for whoever knows their order.
const (
	Plain    Op = "" // contains for text, is for the others
	Contains Op = "~"
	Prefix   Op = "^"
	Equal    Op = "="
	NotEqual Op = "!="
	Less     Op = "<"
	AtMost   Op = "<="
	More     Op = ">"
	AtLeast  Op = ">="
)

// Kind is what a value is.
type Kind uint8

// The kinds of values.
const (
	Word   Kind = iota // a text, a tag, a word of a list, a name: Text holds it
	None               // there is none of the field; never, for dates
	Has                // there is any of the field
	Range              // Days holds it
	Flag               // Text holds the flag's name, and Days what it means where it is about days
	Number             // Numbers holds it, and Currency whose money it is
)

// Value is one value of a term.
type Value struct {
	Span
	Kind     Kind
	Text     string // without quotes; of a range the first end. Spelled as the language or the book spells it
	Quoted   bool
	Days     Days
	Numbers  Numbers
	Currency string // ISO 4217; "" means whatever the currency is

	upper  string // the second end of a typed range
	ranged bool
	words  string // what it means, for Say
}

// Ranged reports a value typed as a range, a..b, either end of which may be
// missing. It matters for the ordered lists alone, stage:quote..won: the other
// types have their ranges worked out.
func (v Value) Ranged() bool { return v.ranged }

// Upper is the second end of a range, or "".
func (v Value) Upper() string { return v.upper }

// Numbers is a range of whole numbers, both ends included. Of money they are
// thousandths of the major unit whatever the currency: 1000.5 is 1000500.
type Numbers struct {
	From, To       int64
	HasFrom, HasTo bool // an end that is not there is open
}

// Holds reports whether a number is in the range.
func (n Numbers) Holds(x int64) bool {
	return (!n.HasFrom || x >= n.From) && (!n.HasTo || x <= n.To)
}
