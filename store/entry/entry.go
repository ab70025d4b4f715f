// Package entry reads the one line that a person types to log an interaction,
//
//	call 15m ok: talked about renewal +3d >quote #vip
//
// prints it back, and says in words what it will do before it does it.
//
//	entry     = { head } [ ":" ] text { tail }
//	head      = kind | direction | duration | outcome | when     any order, each once
//	when      = "@" date or time, as the package when reads the past
//	tail      = "+" date | "+none"        follow-up        due:+3d
//	          | ">" stage                                  stage:quote
//	          | "#" tag | "-#" tag                         tag:vip  -tag:cold
//	          | "$" amount                                 value:12k
//	          | "→" text date                              owe:send quote fri
//	          | "←" text date                              owes:contract mon
//
// Three rules keep text from being lost. Head words are read only while they
// parse: the first unknown word starts the text, and ":" starts it at once.
// Tail tokens are read only at the very end, so that a + or # inside a
// sentence is a sentence. And nothing is an error: what looks like a token
// and cannot be read stays in the text and is reported as a Problem. A
// backslash keeps a tail token literal (\+3d).
//
// Words come from the book's Lists, in three languages, with or without
// accents. A word typed with accents is only that word (gói is not gọi). A
// word typed without them, in a line that has them, counts when what follows
// is a head too: "goi ok: đã gửi mẫu" is a call, "thu tiền cọc" no mail (thư).
package entry

import (
	"crm/store/money"
	"crm/store/when"
)

// Entry is what one line says. Empty fields were not said.
type Entry struct {
	Kind      string // a key of Lists.Kinds: call, email, meeting, …
	Direction string // "in" or "out"
	Seconds   int
	Outcome   string // a key of Lists.Outcomes: ok, na, vm, …
	At        when.Moment
	Text      string // as typed, with its line breaks
	Follow    *Follow
	Stage     string // a key of Lists.Stages, or as typed when there is no list
	AddTags   []string
	DropTags  []string
	Value     *money.Money
	Promises  []Promise

	// Problems are what looked like a token and stayed text.
	Problems []Problem
}

// Follow is the follow-up that an entry asks for.
type Follow struct {
	None bool // "+none": no follow-up, not even the outcome's own
	When when.Moment
	Spec string // as typed, without the plus: "3d", "fri 14:00"
}

// Problem is a piece of the line that looked like a token.
type Problem struct {
	Start, End int // bytes of the line
	Text       string
	Why        string
}

// Parse reads a line. It has no error: whatever it cannot read is text.
func Parse(s string, ctx when.Context, lists Lists) Entry {
	p := &parser{line: s, words: split(s), ctx: ctx, lists: lists}
	p.accented = accented(s)
	p.head()
	p.tail()
	return p.entry
}

// parser holds one line while it is read from both ends.
type parser struct {
	line     string
	words    []word
	ctx      when.Context
	lists    Lists
	accented bool // the line has letters with accents

	entry Entry
	text  int  // byte where the text starts
	first int  // the first word that may be a tail token
	plus  bool // the tail token read last is a follow-up with a date
}

func (p *parser) problem(start, end int, why string) {
	p.entry.Problems = append(p.entry.Problems, Problem{Start: start, End: end, Text: p.line[start:end], Why: why})
}
