package query

import (
	"slices"
	"strings"

	"crm/store/fold"
)

// Completion is what can be typed at a place of a query.
type Completion struct {
	Start, End int    // the bytes that a candidate replaces
	Typed      string // what stands there up to the cursor, without quotes

	// Field is whose values are wanted; nil at the start of a term, where
	// fields and frequent values are, and behind sort: and limit:. The book
	// knows the values of text fields and tags; Candidates holds what the
	// language knows.
	Field      *Field
	Op         Op
	Candidates []Candidate

	// Rest is the query without the term that the cursor is in: values are
	// counted within it. Of alternatives it is the one that the cursor is in.
	Rest string

	ctx Context
}

// Context is what the text was read with: what Rest is to be read with, too.
func (c Completion) Context() Context { return c.ctx }

// Candidate is one text to offer, with what it means.
type Candidate struct {
	Text string
	Help string
}

// Complete looks at the term of the text that the cursor, a byte offset,
// stands in or behind.
func Complete(s string, cursor int, ctx Context) Completion {
	cursor = min(max(cursor, 0), len(s))
	pieces := cut(s)
	at := slices.IndexFunc(pieces, func(x piece) bool { return x.kind == 'w' && x.start < cursor && cursor <= x.end })
	p := &parser{s: s, ctx: ctx.When, book: ctx.Book, today: ctx.When.Today(), forgiving: true, q: &Query{ctx: ctx}}
	c := Completion{Start: cursor, End: cursor}
	if at >= 0 {
		c = p.completeTerm(pieces[at], cursor)
	} else {
		c.Candidates = p.startOfTerm("")
	}
	c.ctx, c.Rest = ctx, rest(s, pieces, at, cursor)
	return c
}

// completeTerm completes the word that the cursor is in.
func (p *parser) completeTerm(w piece, cursor int) Completion {
	p.pos = w.start
	for {
		r, size := p.peek()
		if r != '-' || p.pos+size > cursor {
			break
		}
		p.pos += size
	}
	if r, size := p.peek(); r == '#' && p.pos+size <= cursor {
		p.pos += size
		f, _ := Lookup("tag")
		return p.completeValue(f, Plain, w.end, cursor)
	}
	start := p.pos
	name, end := p.name()
	if end > 0 && end <= cursor {
		p.pos = end
		switch strings.ToLower(name) {
		case "sort":
			return p.completeSort(w.end, cursor)
		case "limit":
			return completion(p.s, end, w.end, cursor, []Candidate{{"10", ""}, {"20", ""}, {"50", ""}, {"100", ""}})
		}
		if f, ok := p.book.lookup(name); ok {
			op := p.operator()
			p.pos = min(p.pos, cursor)
			return p.completeValue(f, op, w.end, cursor)
		}
	}
	c := Completion{Start: start, End: w.end, Typed: p.s[start:cursor]}
	if end > 0 && cursor < end {
		c.End = end // the cursor is in a name that has its colon: the value stays
	}
	c.Candidates = p.startOfTerm(c.Typed)
	return c
}

// startOfTerm offers fields: those whose names begin as typed, those with an
// alias that does, then the flags, which go without their field.
func (p *parser) startOfTerm(typed string) []Candidate {
	key := fold.Text(typed)
	if key == "" && typed != "" {
		return nil
	}
	var names, aliases []Candidate
	add := func(f *Field) {
		x := Candidate{f.print() + ":", f.Means}
		switch {
		case strings.HasPrefix(fold.Text(f.print()), key):
			names = append(names, x)
		case f.startsWith(key):
			aliases = append(aliases, x)
		}
	}
	for i := range fieldTable {
		add(&fieldTable[i])
	}
	for i := range p.book.Custom {
		f := p.book.custom(i)
		if g, ok := p.book.lookup(f.print()); ok && g.Custom && g.Name == f.Name {
			add(&f)
		}
	}
	for _, x := range [...]Candidate{{"sort:", "order, as sort:-last"}, {"limit:", "how many, as limit:20"}} {
		if key != "" && strings.HasPrefix(x.Text, key) {
			names = append(names, x)
		}
	}
	names = append(names, aliases...)
	if key != "" {
		for i := range flagTable {
			if f := &flagTable[i]; strings.HasPrefix(f.name, key) {
				names = append(names, Candidate{"is:" + f.name, f.words})
			}
		}
	}
	return names
}

// startsWith reports that an alias begins with what was typed, folded.
func (f *Field) startsWith(key string) bool {
	for _, list := range [...][]string{f.Aliases, f.keys} {
		for _, a := range list {
			if strings.HasPrefix(a, key) {
				return true
			}
		}
	}
	return f.Custom && strings.HasPrefix(hyphened(f.Words), key)
}

// completeValue completes the value that the cursor is in, one of several with
// commas between them, or an end of a range. The parser stands at the first.
func (p *parser) completeValue(f Field, op Op, wordEnd, cursor int) Completion {
	ranges := f.ranges()
	upper := false
	for {
		start := p.pos
		_, quoted, _ := p.piece(ranges) // forgiving: the end closes a quote
		sign := dots(p.s[p.pos:])
		if !ranges {
			sign = 0
		}
		if cursor <= p.pos || p.pos >= wordEnd || cursor < p.pos+sign {
			c := completion(p.s, start, p.pos, cursor, nil)
			if quoted {
				c.Typed = unquoted(c.Typed)
			}
			c.Field, c.Op = &f, op
			c.Candidates = begun(p.offers(f, op, c.Typed, upper), c.Typed)
			return c
		}
		r, size := p.peek()
		switch {
		case sign > 0:
			p.pos += sign
			upper = true
		case r == ',':
			p.pos += size
			upper = false
		default: // something glued to a quote is a word of its own
			return completion(p.s, p.pos, wordEnd, cursor, nil)
		}
	}
}

// completion is the place from start to end with the cursor in it.
func completion(s string, start, end, cursor int, candidates []Candidate) Completion {
	typed := s[start:max(start, min(cursor, end))]
	return Completion{Start: start, End: end, Typed: typed, Candidates: begun(candidates, typed)}
}

// unquoted is the beginning of a quoted value, as far as it is typed.
func unquoted(s string) string {
	text, _ := (&parser{s: s, forgiving: true}).quoted()
	return text
}

// begun keeps the candidates that begin as typed, by themselves or, behind
// those, by another word for them.
func begun(list []Candidate, typed string) []Candidate {
	key := fold.Text(typed)
	var out, others []Candidate
	for _, x := range list {
		switch {
		case strings.HasPrefix(fold.Text(x.Text), key):
			out = append(out, x)
		case aliasBegins(x.Text, key):
			others = append(others, x)
		}
	}
	return append(out, others...)
}

// completeSort completes a key of sort:.
func (p *parser) completeSort(wordEnd, cursor int) Completion {
	start, end := p.pos, wordEnd
	for i, r := range p.s[p.pos:wordEnd] {
		if plainSign(r) != ',' {
			continue
		}
		if at := p.pos + i; at < cursor {
			start = at + len(string(r))
		} else {
			end = min(end, at)
		}
	}
	if strings.HasPrefix(p.s[start:], "-") && start < cursor {
		start++
	}
	var keys []Candidate
	for _, k := range Sorts() {
		f, _ := Lookup(k)
		keys = append(keys, Candidate{k, f.Means})
	}
	return completion(p.s, start, end, cursor, keys)
}
