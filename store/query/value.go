package query

import (
	"strings"
	"unicode/utf8"

	"crm/store/fold"
)

// value reads one value; length 0 means that none stands here.
func (p *parser) value(f Field) (v Value, length int, err error) {
	start := p.pos
	ranges := f.ranges()
	if v.Text, v.Quoted, err = p.piece(ranges); err != nil {
		return v, 0, err
	}
	if n := dots(p.s[p.pos:]); ranges && n > 0 {
		p.pos += n
		v.ranged = true
		if v.upper, _, err = p.piece(ranges); err != nil {
			return v, 0, err
		}
	}
	v.Span = p.span(start, p.pos)
	return v, p.pos - start, nil
}

// ranges reports that a..b is two ends for the field, and not a text.
func (f *Field) ranges() bool {
	switch f.Type {
	case PastField, FutureField, EnumField, NumberField, MoneyField:
		return true
	}
	return f.Dated
}

// dates reports a field of days.
func (f *Field) dates() bool { return f.Type == PastField || f.Type == FutureField }

// piece reads a word or quoted words of a value.
func (p *parser) piece(ranges bool) (s string, quoted bool, err error) {
	if r, _ := p.peek(); r == '"' {
		s, err = p.quoted()
		return s, true, err
	}
	start := p.pos
	for {
		r, size := p.peek()
		if size == 0 || r == ',' || ends(r) || ranges && dots(p.s[p.pos:]) > 0 {
			return p.s[start:p.pos], false, nil
		}
		p.pos += size
	}
}

// quoted reads quoted words. Inside, a backslash keeps a quote or a backslash.
func (p *parser) quoted() (string, error) {
	start := p.pos
	_, size := p.peek()
	p.pos += size
	var b strings.Builder
	for {
		r, size := p.peek()
		switch {
		case size == 0 && p.forgiving:
			return b.String(), nil
		case size == 0:
			return "", errorf(p.span(start, start+1), `close it with "`, "a quote is not closed")
		case r == '"':
			p.pos += size
			return b.String(), nil
		case r == '\\':
			if next, n := utf8.DecodeRuneInString(p.s[p.pos+size:]); next == '\\' || plainSign(next) == '"' {
				p.pos += size
				size = n
			}
		}
		b.WriteString(p.s[p.pos : p.pos+size])
		p.pos += size
	}
}

// resolve finds out what a value means for its field.
func (p *parser) resolve(f Field, op Op, v *Value) error {
	if !v.Quoted && !v.ranged && f.hasPresence() {
		switch fold.Text(v.Text) {
		case "none":
			v.Kind = None
		case "any":
			v.Kind = Has
		case "never":
			if f.dates() || f.Dated {
				v.Kind = None
			}
		}
		if v.Kind != Word {
			return p.some(f, op, v)
		}
	}
	switch f.Type {
	case PastField, FutureField:
		return p.days(f, op, v)
	case FlagField:
		return p.flag(op, v)
	case NumberField, MoneyField:
		return p.number(f, op, v)
	case EnumField:
		return p.enum(f, op, v)
	}
	return p.text(f, op, v)
}

// text resolves a text, a label or a name.
func (p *parser) text(f Field, op Op, v *Value) error {
	if f.Dated {
		if done, err := p.dated(f, op, v); done || err != nil {
			return err
		}
	}
	switch {
	case f.Type != TextField && (op == Contains || op == Prefix), compares(op):
		return errorf(v.Span, "write "+f.Help, "%s: does not take %q", f.Name, string(op))
	case fold.Text(v.Text) == "" && f.hasPresence():
		return errorf(v.Span, "write "+f.Help+", or "+f.Name+":none for those without", "%s: has an empty value", f.Name).soon()
	case fold.Text(v.Text) == "":
		return errorf(v.Span, "write "+f.Help, "%s: has an empty value", f.Name).soon()
	}
	// What is only read back with quotes is what quotes would have made of it.
	v.Quoted = v.Quoted || !plainValue(v.Text, op)
	return nil
}

// some resolves none and any.
func (p *parser) some(f Field, op Op, v *Value) error {
	if op != Plain && op != Equal && op != NotEqual {
		return errorf(v.Span, "leave the operator out, or quote the word", "%q cannot be compared with %q", v.Text, string(op))
	}
	v.Text = "any"
	if v.Kind == None {
		v.Text = "none"
	}
	if f.Type == NumberField { // none of them is 0 of them
		v.Numbers = Numbers{From: 1, HasFrom: true}
		if v.Kind == None {
			v.Numbers = Numbers{HasFrom: true, HasTo: true}
		}
	}
	return nil
}
