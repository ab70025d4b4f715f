package query

import (
	"slices"
	"strings"
)

// piece is a part of a query that is being typed: a parenthesis, a bar (or
// OR), 'a' for AND, '-' for NOT or a minus before a group, 'w' for a word with
// all that is glued to it.
type piece struct {
	kind       rune
	start, end int
}

// cut takes a text apart, whatever is wrong with it.
func cut(s string) []piece {
	p := &parser{s: s, forgiving: true}
	var out []piece
	for {
		p.skipSpace()
		start := p.pos
		r, size := p.peek()
		switch {
		case size == 0:
			return out
		case r == '(' || r == ')' || r == '|':
			p.pos += size
			out = append(out, piece{r, start, p.pos})
			continue
		}
		kind := p.skipTerm()
		switch s[start:p.pos] {
		case "OR":
			kind = '|'
		case "AND":
			kind = 'a'
		case "NOT":
			kind = '-'
		}
		out = append(out, piece{kind, start, p.pos})
	}
}

// skipTerm moves to the end of a term, over quotes where they may open: at its
// start, and where a value begins. It is '-' when there is only a minus before
// a group.
func (p *parser) skipTerm() rune {
	opens, minus, field := true, true, false
	for {
		r, size := p.peek()
		switch {
		case size == 0 || ends(r):
			if minus && r == '(' {
				return '-'
			}
			return 'w'
		case r == '"' && opens:
			_, _ = p.quoted() // forgiving: the end closes it
			opens, minus = false, false
			continue
		}
		p.pos += size
		switch {
		case r == ':' && !field, r == ',' && field, field && endsRange(p.s[:p.pos]):
			opens, field = true, true
		case minus && r == '#':
			field = true
		case opens && field && strings.ContainsRune("=~^<>!≥≤", r), minus && r == '-':
		default:
			opens = false
		}
		minus = minus && r == '-'
	}
}

// endsRange reports that a text ends with a range's sign.
func endsRange(s string) bool {
	return strings.HasSuffix(s, "..") || strings.HasSuffix(s, "。。") || strings.HasSuffix(s, "．．")
}

// rest is what has to be true beside the term under the cursor: the other
// terms of its alternative, and of each group around it. at is the index of
// that term, -1 when the cursor is between terms.
func rest(s string, pieces []piece, at, cursor int) string {
	from, to := at, at+1
	if at < 0 {
		from = slices.IndexFunc(pieces, func(x piece) bool { return x.end > cursor })
		if from < 0 {
			from = len(pieces)
		}
		to = from
	}
	var parts []string
	for {
		first, open := before(pieces, from)
		last, closed := after(pieces, to)
		parts = append(terms(s, pieces[first:from]), append(parts, terms(s, pieces[to:last])...)...)
		if open < 0 {
			return strings.Join(parts, " ")
		}
		from, to = open, closed
	}
}

// before finds where the alternative begins that ends before index i, and the
// parenthesis that opens the group it is in, or -1.
func before(pieces []piece, i int) (first, open int) {
	first, depth := -1, 0
	for j := i - 1; j >= 0; j-- {
		switch pieces[j].kind {
		case ')':
			depth++
		case '(':
			if depth == 0 {
				return max(first, j+1), j
			}
			depth--
		case '|':
			if depth == 0 && first < 0 {
				first = j + 1
			}
		}
	}
	return max(first, 0), -1
}

// after finds where the alternative ends that begins at index i, and the
// first piece behind the group it is in.
func after(pieces []piece, i int) (last, closed int) {
	last, depth := -1, 0
	for j := i; j < len(pieces); j++ {
		switch pieces[j].kind {
		case '(':
			depth++
		case ')':
			if depth == 0 {
				if last < 0 {
					last = j
				}
				return last, j + 1
			}
			depth--
		case '|':
			if depth == 0 && last < 0 {
				last = j
			}
		}
	}
	if last < 0 {
		last = len(pieces)
	}
	return last, len(pieces)
}

// terms is the text of pieces that are all to be true, without an AND or NOT
// that stands at their end for what is left out.
func terms(s string, pieces []piece) []string {
	glue := func(x piece) bool { return x.kind == 'a' || x.kind == '-' }
	for len(pieces) > 0 && glue(pieces[len(pieces)-1]) {
		pieces = pieces[:len(pieces)-1]
	}
	for len(pieces) > 0 && pieces[0].kind == 'a' {
		pieces = pieces[1:]
	}
	if len(pieces) == 0 {
		return nil
	}
	return []string{s[pieces[0].start:pieces[len(pieces)-1].end]}
}
