package fold

import "math/bits"

// The patterns of the numbering plans are regular expressions over digits, of
// a narrow kind: digits, d for any digit, [classes], (groups), alternatives,
// and the counts ? {n} {n,m}. They are matched as they are, without being
// compiled, by keeping the set of all positions in the number that are within
// reach, a bit each: matching is linear, cannot blow up, and allocates
// nothing. Prefixes have two signs more: <…> captures, and ! is the end of
// the number.
//
// The patterns come from gen.go, which refuses any other sign, and a test
// runs every one of them; so their syntax is not checked here.

// reach is a set of positions in the number: bit n is the place after n
// digits.
type reach uint32

// maxDigits is the longest number that is matched. The limit of libphonenumber
// is 17 national digits and 3 of the country code; the carrier codes of some
// countries come before those.
const maxDigits = 24

// matcher runs one pattern over one number.
type matcher struct {
	pattern string
	digits  []byte
	span    span  // what <…> has to capture; start -1: nothing
	forced  bool  // whether it has to
	starts  reach // where <…> was met, if not forced
}

// span is a captured piece of the number.
type span struct{ start, end int }

// matchAll reports whether the pattern matches all of the digits.
func matchAll(pattern string, digits []byte) bool {
	return matchSet(pattern, digits)>>len(digits)&1 != 0
}

// matchStart reports whether the pattern matches the digits from the start.
func matchStart(pattern string, digits []byte) bool {
	return matchSet(pattern, digits) != 0
}

// matchSet returns the lengths of the starts of digits that the pattern
// matches. The empty pattern matches nothing.
func matchSet(pattern string, digits []byte) reach {
	if pattern == "" || len(digits) > maxDigits {
		return 0
	}
	m := matcher{pattern: pattern, digits: digits}
	to, _ := m.alternatives(0, 1)
	return to
}

// matchLongest returns the length of the longest start of the digits that the
// pattern matches, 0 for none, and what was captured on the way, with end 0
// if nothing was. Longest is what Perl would find, too: in every prefix the
// counts are greedy and the longer alternatives come first.
func matchLongest(pattern string, digits []byte) (n int, captured span) {
	if pattern == "" || len(digits) > maxDigits {
		return 0, span{}
	}
	m := matcher{pattern: pattern, digits: digits}
	to, _ := m.alternatives(0, 1)
	if to == 0 {
		return 0, span{}
	}
	n = bits.Len32(uint32(to)) - 1
	m.forced, m.span.start = true, -1
	if to, _ := m.alternatives(0, 1); to>>n&1 != 0 {
		return n, span{} // there without capturing anything
	}
	for starts := m.starts; starts != 0; starts &= starts - 1 {
		m.span.start = bits.TrailingZeros32(uint32(starts))
		for m.span.end = n; m.span.end > m.span.start; m.span.end-- {
			if to, _ := m.alternatives(0, 1); to>>n&1 != 0 {
				return n, m.span
			}
		}
	}
	return n, span{}
}

// alternatives matches a|b|c from byte p of the pattern to the end of the
// group, and returns the byte where that is.
func (m *matcher) alternatives(p int, from reach) (all reach, end int) {
	for {
		one, end := m.sequence(p, from)
		all |= one
		if end == len(m.pattern) || m.pattern[end] != '|' {
			return all, end
		}
		p = end + 1
	}
}

// sequence matches the pieces of one alternative after each other.
func (m *matcher) sequence(p int, at reach) (reach, int) {
	for p < len(m.pattern) {
		switch m.pattern[p] {
		case '|', ')', '>':
			return at, p
		}
		end := m.pieceEnd(p)
		least, most, next := m.count(end)
		if at != 0 {
			at = m.repeat(p, at, least, most)
		}
		p = next
	}
	return at, p
}

// repeat matches the piece at p between least and most times.
func (m *matcher) repeat(p int, at reach, least, most int) (all reach) {
	for i := 0; ; i++ {
		if i >= least {
			all |= at
		}
		if i == most || at == 0 {
			return all
		}
		at = m.piece(p, at)
	}
}

// piece matches the piece at p once.
func (m *matcher) piece(p int, from reach) (to reach) {
	switch m.pattern[p] {
	case '(':
		to, _ = m.alternatives(p+1, from)
		return to
	case '<':
		return m.capture(p+1, from)
	case '!':
		return from & (1 << len(m.digits))
	}
	want := m.digitSet(p)
	for b := from; b != 0; b &= b - 1 {
		i := bits.TrailingZeros32(uint32(b))
		if i < len(m.digits) && want>>(m.digits[i]-'0')&1 != 0 {
			to |= 2 << i
		}
	}
	return to
}

// capture matches the group at p, in the span that it is forced to if it is.
func (m *matcher) capture(p int, from reach) (to reach) {
	switch {
	case !m.forced:
		m.starts |= from
		to, _ = m.alternatives(p, from)
	case m.span.start >= 0:
		to, _ = m.alternatives(p, from&(1<<m.span.start))
		to &= 1 << m.span.end
	}
	return to
}

// digitSet is the set of digits that the piece at p stands for.
func (m *matcher) digitSet(p int) (set uint16) {
	switch c := m.pattern[p]; c {
	case 'd':
		return 1<<10 - 1
	case '[':
	default:
		return 1 << (c - '0')
	}
	for p++; m.pattern[p] != ']'; p++ {
		lo := m.pattern[p] - '0'
		hi := lo
		if m.pattern[p+1] == '-' {
			p += 2
			hi = m.pattern[p] - '0'
		}
		set |= 1<<(hi+1) - 1<<lo
	}
	return set
}

// pieceEnd is the byte after the piece at p, where its count is.
func (m *matcher) pieceEnd(p int) int {
	switch m.pattern[p] {
	case '[':
		for m.pattern[p] != ']' {
			p++
		}
	case '(', '<':
		for depth := 1; depth > 0; {
			p++
			switch m.pattern[p] {
			case '(', '<':
				depth++
			case ')', '>':
				depth--
			}
		}
	}
	return p + 1
}

// count reads ? {n} {n,m} at p, and the byte after it.
func (m *matcher) count(p int) (least, most, next int) {
	if p == len(m.pattern) {
		return 1, 1, p
	}
	switch m.pattern[p] {
	case '?':
		return 0, 1, p + 1
	case '{':
		least, p = m.number(p + 1)
		most = least
		if m.pattern[p] == ',' {
			most, p = m.number(p + 1)
		}
		return least, most, p + 1
	}
	return 1, 1, p
}

func (m *matcher) number(p int) (n, next int) {
	for m.pattern[p] >= '0' && m.pattern[p] <= '9' {
		n = n*10 + int(m.pattern[p]-'0')
		p++
	}
	return n, p
}
