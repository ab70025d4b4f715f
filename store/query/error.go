package query

import (
	"fmt"

	"crm/store/fold"
)

// Error says what is wrong with a query, where, and what to type.
type Error struct {
	Span
	What string // one line, with the column where it helps
	Hint string // one line, may be empty

	// unfinished: more typing may make it right, so that a search bar leaves
	// the term out for now when it is the last one.
	unfinished bool
}

// Error is what is wrong, without the hint.
func (e *Error) Error() string { return e.What }

// errorf makes an error whose text ends with the column.
func errorf(at Span, hint, format string, args ...any) *Error {
	return &Error{Span: at, Hint: hint, What: fmt.Sprintf(format, args...) + fmt.Sprintf(" at column %d", at.Col)}
}

func (e *Error) soon() *Error {
	e.unfinished = true
	return e
}

// nearest is the candidate that a typed word is a slip of, or "": at most two
// letters wrong, missing, extra or swapped, one in a word of three.
func nearest(typed string, candidates func(yield func(shown, compared string) bool)) string {
	word := []rune(fold.Text(typed))
	best, at := "", 3
	if len(word) < 4 {
		at = len(word)/2 + 1
	}
	candidates(func(shown, compared string) bool {
		if d := distance(word, []rune(fold.Text(compared)), at); d < at {
			best, at = shown, d
		}
		return at > 0
	})
	return best
}

// distance is Damerau and Levenshtein's (adjacent letters may be swapped,
// each once), or at least limit when it is not below that.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	next := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}

// nearestField looks through every name of every field, in all languages.
func (b Book) nearestField(typed string) string {
	return nearest(typed, func(yield func(string, string) bool) {
		for i := range fieldTable {
			if !fieldTable[i].each(yield) {
				return
			}
		}
		for i := range b.Custom {
			f := b.custom(i)
			if !yield(f.print(), f.print()) || !yield(f.print(), hyphened(f.Words)) {
				return
			}
		}
		for _, extra := range [...]string{"sort", "limit"} {
			if !yield(extra, extra) {
				return
			}
		}
	})
}

func nearestFlag(typed string) string {
	return nearest(typed, func(yield func(string, string) bool) {
		for i := range flagTable {
			if !yield(flagTable[i].name, flagTable[i].name) {
				return
			}
		}
	})
}
