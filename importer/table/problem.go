package table

import (
	"fmt"
	"strings"
	"unicode"
)

// Problem is one thing in a file that is not as it should be,
// in words for the person who has the file:
// where, what stands there, why it is a problem, and what to do.
// Its JSON form is part of the contract of "crm import --json".
type Problem struct {
	Line     int    `json:"line"`     // line or sheet row from 1; 0: the file as a whole
	Column   string `json:"column"`   // name of the column; empty: the row as a whole
	Value    string `json:"value"`    // what stands there, shortened by Excerpt if it is long
	Reason   string `json:"reason"`   // why it is a problem
	Fix      string `json:"fix"`      // what was done about it, or what the person can do
	Rejected bool   `json:"rejected"` // the row does not come in
}

// String returns the problem as one line: "line 14: phone: letter O in a number".
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", p.Line)
	}
	if p.Column != "" {
		b.WriteString(p.Column + ": ")
	}
	b.WriteString(p.Reason)
	if p.Fix != "" {
		b.WriteString("; " + p.Fix)
	}
	return b.String()
}

// LimitError says that a file exceeds a limit which protects the program,
// and the reading ends there.
// Limits are far beyond real files; whoever meets one has a damaged or hostile file,
// or one for which the Fix names a way.
type LimitError struct {
	Limit string // what is limited: "fields in a record", "inflated size of a sheet"
	Max   int64  // the greatest value that is allowed
	Line  int    // line or sheet row where it was hit; 0 if it is not one
	Part  string // part of the file ("xl/styles.xml"), or empty
	Fix   string // the next step
}

// Error implements error: what, and the next step.
func (e *LimitError) Error() string {
	if e.Fix == "" {
		return e.What()
	}
	return e.What() + "; " + e.Fix
}

// What is where, what, and the limit.
func (e *LimitError) What() string {
	var b strings.Builder
	if e.Part != "" {
		b.WriteString(e.Part + ": ")
	}
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	fmt.Fprintf(&b, "%s: over the limit of %d", e.Limit, e.Max)
	return b.String()
}

// excerptRunes is how much of a value a Problem shows.
const excerptRunes = 60

// Excerpt shortens a value for Problem.Value: its first 60 characters.
// It copies them, so that a Problem does not keep a long record in memory.
func Excerpt(s string) string {
	n := 0
	for i := range s {
		if n == excerptRunes {
			return strings.Clone(s[:i]) + "…"
		}
		n++
	}
	return strings.Clone(s)
}

// blank reports whether s is nothing but white space.
func blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}
