package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/store/fold"
)

// Completion is what can be typed at a place of a query.
type Completion struct {
	Start, End int    // the bytes that a candidate replaces
	Typed      string // what stands there up to the cursor, without quotes

	// Field is whose values are wanted; nil at the start of a term, where
	// fields and frequent values are. The book knows the values of text
	// fields and tags; Candidates holds what the language knows.
	Field      *Field
	Op         Op
	Candidates []Candidate

	Rest string // the query without the term that the cursor is in: values are counted within it

	ctx Context
}

// Context is what the text was read with: what Rest is to be read with, too.
func (c Completion) Context() Context { return c.ctx }

// Candidate is one text to offer, with what it means.
type Candidate struct {
	Text string
	Help string
}

// Complete looks at the word of the text that the cursor, a byte offset,
// stands in or behind.
func Complete(s string, cursor int, ctx Context) Completion {
	cursor = min(max(cursor, 0), len(s))
	start := wordStart(s, cursor)
	c := complete(s, cursor, start, ctx)
	c.ctx = ctx
	c.Rest = strings.TrimSpace(s[:start] + s[max(termEnd(s, start), cursor):])
	return c
}

// termEnd is the end of the term that begins at a byte.
func termEnd(s string, start int) int {
	p := &parser{s: s, pos: start}
	for {
		r, size := p.peek()
		switch {
		case size == 0 || ends(r):
			return p.pos
		case r == '"':
			p.forgiving = true
			_, _ = p.quoted() // forgiving, so that the end closes it
		default:
			p.pos += size
		}
	}
}

func complete(s string, cursor, start int, ctx Context) Completion {
	p := &parser{s: s[:cursor], pos: start, book: ctx.Book}
	for {
		r, size := p.peek()
		if r != '-' {
			break
		}
		p.pos += size
	}
	if r, size := p.peek(); r == '#' {
		p.pos += size
		f, _ := Lookup("tag")
		return p.completeValue(f, s, cursor)
	}
	if name, end := p.name(); end > 0 {
		switch strings.ToLower(name) {
		case "sort":
			p.pos = end
			return p.completeList(s, cursor, Sorts())
		case "limit":
			return Completion{Start: end, End: cursor, Typed: s[end:cursor]}
		}
		if f, ok := p.book.lookup(name); ok {
			p.pos = end
			return p.completeValue(f, s, cursor)
		}
	}
	c := Completion{Start: p.pos, End: wordEnd(s, cursor), Typed: s[p.pos:cursor]}
	for i := range fieldTable {
		f := &fieldTable[i]
		if f.startsWith(c.Typed) {
			c.Candidates = append(c.Candidates, Candidate{f.Name + ":", f.Help})
		}
	}
	for _, x := range [...]Candidate{{"sort:", "sort:-last"}, {"limit:", "limit:20"}} {
		if c.Typed != "" && strings.HasPrefix(x.Text, strings.ToLower(c.Typed)) {
			c.Candidates = append(c.Candidates, x)
		}
	}
	return c
}

// startsWith reports that a name or alias begins with what was typed.
func (f *Field) startsWith(typed string) bool {
	key := fold.Text(typed)
	if strings.HasPrefix(f.Name, key) {
		return true
	}
	for _, a := range f.Aliases {
		if strings.HasPrefix(fold.Text(a), key) {
			return true
		}
	}
	return false
}

// completeValue completes behind a field's colon, after the last comma.
func (p *parser) completeValue(f Field, s string, cursor int) Completion {
	op := p.operator()
	start := p.pos
	for {
		r, size := p.peek()
		if size == 0 {
			break
		}
		p.pos += size
		if r == ',' || strings.HasSuffix(p.s[start:p.pos], "..") {
			start = p.pos
		}
	}
	c := Completion{Start: start, End: wordEnd(s, cursor), Typed: strings.Trim(s[start:cursor], `"“”`), Field: &f, Op: op}
	for _, x := range f.values(op) {
		if strings.HasPrefix(x.Text, fold.Text(c.Typed)) {
			c.Candidates = append(c.Candidates, x)
		}
	}
	return c
}

// completeList completes the keys of sort:.
func (p *parser) completeList(s string, cursor int, keys []string) Completion {
	start := p.pos + strings.LastIndexByte(p.s[p.pos:], ',') + 1
	start += len(p.s[start:]) - len(strings.TrimPrefix(p.s[start:], "-"))
	c := Completion{Start: start, End: wordEnd(s, cursor), Typed: s[start:cursor]}
	for _, k := range keys {
		if strings.HasPrefix(k, strings.ToLower(c.Typed)) {
			c.Candidates = append(c.Candidates, Candidate{Text: k})
		}
	}
	return c
}

// values are the values of a field that the language itself has.
func (f Field) values(op Op) []Candidate {
	compared := op == More || op == AtLeast || op == Less || op == AtMost
	switch f.Type {
	case FlagField:
		out := make([]Candidate, len(flagTable))
		for i := range flagTable {
			out[i] = Candidate{flagTable[i].name, flagTable[i].words}
		}
		return out
	case PastField, FutureField:
		out := []Candidate{{"7d", "7 days"}, {"14d", "14 days"}, {"30d", "30 days"}, {"3mo", "3 months"}, {"1y", "1 year"}}
		if compared {
			return out
		}
		days := []Candidate{{"today", ""}, {"this-week", ""}, {"this-month", ""}}
		if f.Type == PastField {
			out = append(days, []Candidate{{"yesterday", ""}, {"last-week", ""}, {"last-month", ""}, {"30d..", "30 days ago or more"}, {"..7d", "at most 7 days ago"}, {"never", f.presence(false)}}...)
		} else {
			out = append(days, []Candidate{{"tomorrow", ""}, {"next-week", ""}, {"next-month", ""}, {"..7d", "within 7 days or overdue"}, {"none", f.presence(false)}}...)
		}
		return append(out, Candidate{"any", f.presence(true)})
	}
	if compared || op == Prefix {
		return nil
	}
	return []Candidate{{"none", f.presence(false)}, {"any", f.presence(true)}}
}

// wordStart is where the term under the cursor begins: behind the last space,
// parenthesis or bar outside quotes.
func wordStart(s string, cursor int) int {
	start, quoted := 0, false
	prev := ' '
	for i, r := range s[:cursor] {
		sign := plainSign(r)
		switch {
		case sign == '"' && quoted && prev != '\\':
			quoted = false
		case sign == '"' && (ends(prev) || prev == ':' || prev == ',' || strings.ContainsRune("=~^><", prev)):
			quoted = true
		case !quoted && ends(sign):
			start = i + utf8.RuneLen(r)
		}
		prev = sign
	}
	return start
}

// wordEnd is the end of the word that the cursor stands in.
func wordEnd(s string, cursor int) int {
	for i, r := range s[cursor:] {
		if sign := plainSign(r); ends(sign) || sign == ',' || unicode.IsSpace(r) {
			return cursor + i
		}
	}
	return len(s)
}
