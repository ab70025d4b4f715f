package query

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word reads a bare word, a field or an extra.
func (p *parser) word(start, depth int) (Node, error) {
	if name, end := p.name(); end > 0 {
		switch key := strings.ToLower(name); key {
		case "sort", "limit":
			p.pos = end
			return nil, p.extra(key, start, depth)
		}
		if f, ok := p.book.lookup(name); ok {
			p.pos = end
			return p.field(f, start)
		}
		if !isScheme(name, p.s[end:]) {
			return nil, p.unknownField(name, p.span(start, start+len(name)))
		}
	}
	for {
		r, size := p.peek()
		if size == 0 || ends(r) {
			break
		}
		p.pos += size
	}
	t := &Text{Span: p.span(start, p.pos), Words: p.s[start:p.pos]}
	t.Quoted = !plainText(t.Words)
	if t.Words == "or" && start > 0 && !p.toldOr {
		p.toldOr = true
		p.q.Notes = append(p.q.Notes, Note{Span: t.Span, Text: "“or” is looked for as a word; between alternatives write OR"})
	}
	return p.counted(t)
}

// name reads a field's name with its colon, without moving: letters, then
// digits, hyphens and underscores too. end is 0 when none stands here, so
// that 9:30 is text.
func (p *parser) name() (name string, end int) {
	for i, r := range p.s[p.pos:] {
		switch sign := plainSign(r); {
		case sign == ':' && i > 0:
			return p.s[p.pos : p.pos+i], p.pos + i + utf8.RuneLen(r)
		case unicode.IsLetter(r):
		case i > 0 && (unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '-' || r == '_'):
		default:
			return "", 0
		}
	}
	return "", 0
}

// isScheme reports the start of an address (http://…), which is text.
func isScheme(name, rest string) bool {
	if strings.HasPrefix(rest, "//") {
		return true
	}
	switch strings.ToLower(name) {
	case "http", "https", "mailto", "tel", "sms", "ftp", "geo", "urn":
		return true
	}
	return false
}

// unknownField says which field was meant, and what to type with the value
// that stands there.
func (p *parser) unknownField(name string, at Span) error {
	hint := "quote it to look for the text"
	if near := p.book.nearestField(name); near != "" {
		p.pos = at.End
		p.skipWord()
		_, size := utf8.DecodeRuneInString(p.s[at.End:]) // the colon
		hint = "did you mean " + strconv.Quote(near) + "?  Type " + near + ":" + p.s[at.End+size:p.pos]
	}
	return errorf(at, hint+".  All fields: crm help query", "unknown field %q", name)
}

// field reads what follows the colon of a field.
func (p *parser) field(f Field, start int) (Node, error) {
	n, err := p.values(f, start)
	if err == nil {
		return n, nil
	}
	var e *Error
	if p.forgiving && errors.As(err, &e) && e.unfinished && p.pos == len(p.s) {
		p.ignore(start, "it is not finished")
		return nil, nil
	}
	return nil, err
}

// values reads an operator and values.
func (p *parser) values(f Field, start int) (Node, error) {
	op := p.operator()
	t := &Term{Field: f, Op: op}
	var presences []Node
	for {
		v, raw, err := p.value(f)
		if err != nil {
			return nil, err
		}
		if raw == 0 {
			return nil, p.noValue(f, start, len(t.Values) > 0)
		}
		if f.Type == PresenceField {
			var n Node
			if n, err = p.presence(f, op, v, start); err == nil {
				presences = append(presences, n)
			}
		} else {
			err = p.resolve(f, op, &v)
		}
		if err != nil {
			p.skipWord()
			return nil, err
		}
		t.Values, t.Span = append(t.Values, v), p.span(start, p.pos)
		if _, err := p.counted(t); err != nil {
			return nil, err
		}
		r, size := p.peek()
		if r != ',' {
			break
		}
		p.pos += size
	}
	if len(t.Values) > 1 && compares(op) {
		return nil, errorf(t.Span, "write one value, or leave the operator out", "%q compares with one value", string(op))
	}
	if f.Type == PresenceField {
		n := combine(presences, t.Span, false)
		if op == NotEqual {
			n = negate(n, t.Span)
		}
		return n, nil
	}
	return p.finish(t), nil
}

// finish turns "!=" into a negation, and drops an operator that says nothing
// and values that are there twice.
func (p *parser) finish(t *Term) Node {
	not := t.Op == NotEqual
	texts := t.Field.Type == TextField && slices.ContainsFunc(t.Values, func(v Value) bool { return v.Kind == Word })
	switch {
	case not && texts:
		t.Op = Equal
	case not, t.Op == Equal && !texts, t.Op == Contains:
		t.Op = Plain
	}
	if len(t.Values) > 1 {
		seen := make(map[string]bool, len(t.Values))
		t.Values = slices.DeleteFunc(t.Values, func(v Value) bool {
			s := v.format(t.Field, t.Op)
			again := seen[s]
			seen[s] = true
			return again
		})
	}
	if not {
		return negate(t, t.Span)
	}
	return t
}

// skipWord moves to the end of a word that could not be read.
func (p *parser) skipWord() {
	for {
		r, size := p.peek()
		if size == 0 || ends(r) {
			return
		}
		p.pos += size
	}
}

// noValue is the error of "last:" with nothing behind it: on a command line
// the shell has mostly taken ">30d" for a file to write to.
func (p *parser) noValue(f Field, start int, comma bool) error {
	at := p.span(start, p.pos)
	if comma {
		return errorf(at, "write "+f.Name+":a,b without spaces", "%q ends with a comma", p.s[start:p.pos]).soon()
	}
	hint := "write " + f.Help
	switch {
	case strings.ContainsAny(f.Help, "<>"):
		sign := ">"
		if strings.Contains(f.Help, "<") {
			sign = "<"
		}
		hint = `quote the query so the shell keeps "` + sign + `":  crm list '` + f.Help + "'   or write  " + f.shellSafe()
	case f.Type == FlagField:
		hint += ".  Flags: " + flagNames()
	case f.hasPresence():
		hint += ", " + f.print() + ":none or " + f.print() + ":any"
	}
	return (&Error{Span: at, Hint: hint, What: strconv.Quote(p.s[start:p.pos]) + " has no value"}).soon()
}

// shellSafe is an example without a sign that a shell takes.
func (f Field) shellSafe() string {
	switch f.Type {
	case FutureField:
		return f.Name + ":..7d"
	case EnumField:
		return f.Name + ":quote.."
	case NumberField:
		return f.Name + ":3.."
	case MoneyField:
		return f.Name + ":10tr.."
	}
	return f.Name + ":30d.."
}

// operator takes an operator if one stands here.
func (p *parser) operator() Op {
	r, size := p.peek()
	switch r {
	case '≥':
		p.pos += size
		return AtLeast
	case '≤':
		p.pos += size
		return AtMost
	case '>', '<', '=', '~', '^':
	case '!':
		if next, _ := utf8.DecodeRuneInString(p.s[p.pos+size:]); plainSign(next) != '=' {
			return Plain
		}
	default:
		return Plain
	}
	p.pos += size
	op := Op(string(r))
	if next, size := p.peek(); next == '=' && (r == '>' || r == '<' || r == '!') {
		p.pos += size
		op += "="
	}
	return op
}

// extra reads sort: and limit:.
func (p *parser) extra(key string, start, depth int) error {
	from := p.pos
	p.skipWord()
	text := p.s[from:p.pos]
	at := p.span(start, p.pos)
	if depth > 0 {
		return errorf(at, "put it at the end; to turn an order round write sort:-last", "%s: stands inside a group or behind a minus", key)
	}
	if text == "" {
		if p.forgiving && p.pos == len(p.s) {
			p.ignore(start, "it is not finished")
			return nil
		}
		return errorf(at, map[string]string{"sort": "write sort:last or sort:-due", "limit": "write limit:20"}[key], "%q has no value", key+":")
	}
	if key == "limit" {
		n, err := strconv.Atoi(text)
		switch {
		case p.q.Limit != 0:
			return errorf(at, "keep one of them", "limit: is there twice")
		case err != nil || n < 1:
			return errorf(at, "write limit:20", "limit: needs a number from 1")
		}
		p.q.Limit = n
		return nil
	}
	if len(p.q.Sort) > 0 {
		return errorf(at, "keep one, with commas: sort:due,-last", "sort: is there twice")
	}
	return p.sort(start, from, text)
}

// sort reads the keys of sort:.
func (p *parser) sort(start, from int, text string) error {
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "，", ","), ",") {
		name, desc := strings.CutPrefix(part, "-")
		key, ok := sortKey(name)
		if !ok {
			if p.forgiving && p.pos == len(p.s) {
				p.q.Sort = nil
				p.ignore(start, "it is not finished")
				return nil
			}
			return errorf(p.span(from, p.pos), p.sortHint(name), "no order %q", name)
		}
		p.q.Sort = append(p.q.Sort, Key{Span: p.span(start, p.pos), Name: key, Desc: desc})
	}
	return nil
}

// sortHint says what there is to sort by.
func (p *parser) sortHint(typed string) string {
	hint := "sort by " + strings.Join(Sorts(), ", ") + "; - turns it round"
	near := nearest(typed, func(yield func(string, string) bool) {
		for _, k := range Sorts() {
			if !yield(k, k) {
				return
			}
		}
	})
	if near != "" {
		hint = "did you mean " + strconv.Quote(near) + "?  " + hint
	}
	return hint
}
