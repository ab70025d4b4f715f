package query

import (
	"slices"
	"strings"
)

// contradictions notes pairs of terms that no contact can satisfy together.
// It looks for what people do type, and only where a pair is enough to see it.
func (p *parser) contradictions(n Node) {
	switch n := n.(type) {
	case *All:
		for i, a := range n.Nodes {
			p.contradictions(a)
			for _, b := range n.Nodes[i+1:] {
				if advice, never := p.contradict(a, b); never {
					p.q.Notes = append(p.q.Notes, Note{
						Span: p.span(a.At().Start, b.At().End),
						Text: format(a, true) + " " + format(b, true) + " can never match — " + advice,
					})
				}
			}
		}
	case *Any:
		for _, a := range n.Nodes {
			p.contradictions(a)
		}
	case *Not:
		p.contradictions(n.Node)
	}
}

// contradict returns what to do about two nodes that can never match together.
func (p *parser) contradict(a, b Node) (advice string, never bool) {
	if x, ok := a.(*Not); ok {
		a, b = b, x
	}
	if x, ok := b.(*Not); ok {
		if _, both := a.(*Not); !both && p.same(a, x.Node) {
			return "leave one of them out", true
		}
		return "", false
	}
	s, ok1 := a.(*Term)
	t, ok2 := b.(*Term)
	if !ok1 || !ok2 || s.Field.Name != t.Field.Name || s.Field.Custom != t.Field.Custom || p.together(s, t) {
		return "", false
	}
	some := func(v Value) bool { return v.Kind == Has }
	switch {
	case slices.ContainsFunc(s.Values, some) || slices.ContainsFunc(t.Values, some):
		return "leave one of them out", true // either of them would be everyone
	case s.Op != t.Op || s.Op != Plain && s.Op != Equal:
		return "use OR", true
	}
	both := &Term{Field: s.Field, Op: s.Op, Values: append(s.Values[:len(s.Values):len(s.Values)], t.Values...)}
	return "use " + both.format(), true
}

// same reports nodes that are printed alike, without printing most of those
// that are not.
func (p *parser) same(a, b Node) bool {
	switch x := a.(type) {
	case *Term:
		if y, ok := b.(*Term); !ok || x.Field.Name != y.Field.Name || x.Op != y.Op || len(x.Values) != len(y.Values) {
			return false
		}
	case *Text:
		y, ok := b.(*Text)
		return ok && *x == Text{x.Span, y.Words, y.Quoted}
	}
	return format(a, true) == format(b, true)
}

// together reports that a contact can be in both terms of a field.
func (p *parser) together(s, t *Term) bool {
	if s.Field.Type != NumberField {
		if s.onlyNone() && !t.allowsNone() || t.onlyNone() && !s.allowsNone() {
			return false
		}
	}
	if !s.Field.Single {
		return true
	}
	if s.Field.Type == EnumField {
		return p.share(s, t)
	}
	for _, v := range s.Values {
		for _, w := range t.Values {
			if overlap(s, t, v, w) {
				return true
			}
		}
	}
	return false
}

func (t *Term) onlyNone() bool {
	for _, v := range t.Values {
		if v.Kind != None {
			return false
		}
	}
	return true
}

func (t *Term) allowsNone() bool {
	for _, v := range t.Values {
		if v.Kind == None || v.Days.Never {
			return true
		}
	}
	return false
}

// overlap reports that a contact can be in both values.
func overlap(s, t *Term, v, w Value) bool {
	f := &s.Field
	if f.Type == NumberField {
		return v.Numbers.meets(w.Numbers)
	}
	none := func(v Value) bool { return v.Kind == None || v.Days.Never }
	switch {
	case none(v) && none(w):
		return true
	case v.Kind == None || w.Kind == None:
		return false
	case v.Kind == Has || w.Kind == Has:
		return true
	case f.Type == MoneyField:
		return (v.Currency == w.Currency || v.Currency == "" || w.Currency == "") && v.Numbers.meets(w.Numbers)
	case f.Yearly:
		return v.Days.meetsYearly(w.Days)
	case f.dates():
		return v.Days.meets(w.Days)
	case f.Type == ListField: // the start of an id
		a, b := strings.ToLower(v.Text), strings.ToLower(w.Text)
		return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
	case s.Op == Equal && t.Op == Equal:
		return shareSpelling(v, w)
	}
	return true
}

func shareSpelling(v, w Value) bool {
	for _, a := range v.Spellings() {
		for _, b := range w.Spellings() {
			if a == b {
				return true
			}
		}
	}
	return false
}

// meets reports that a number can be in both.
func (n Numbers) meets(m Numbers) bool {
	return (!n.HasTo || !m.HasFrom || m.From <= n.To) && (!m.HasTo || !n.HasFrom || n.From <= m.To) &&
		(!n.HasFrom || !n.HasTo || n.From <= n.To) && (!m.HasFrom || !m.HasTo || m.From <= m.To)
}

// meets reports that a day can be in both.
func (d Days) meets(e Days) bool {
	return (d.To == "" || e.From == "" || e.From <= d.To) && (e.To == "" || d.From == "" || d.From <= e.To)
}

// meetsYearly is meets for days of the year: a range over New Year is two.
func (d Days) meetsYearly(e Days) bool {
	for _, x := range d.parts() {
		for _, y := range e.parts() {
			if x.meets(y) {
				return true
			}
		}
	}
	return false
}

func (d Days) parts() []Days {
	if d.From > d.To && d.To != "" {
		return []Days{{From: d.From}, {To: d.To}}
	}
	return []Days{d}
}

// share reports that a value of a list can be in both terms. Where the order of
// the list is not known, it is said to be.
func (p *parser) share(s, t *Term) bool {
	list := p.book.list(s.Field)
	all := append([]string(nil), list...)
	for _, x := range [...]*Term{s, t} {
		for _, v := range x.Values {
			switch {
			case v.ranged || compares(x.Op):
				if v.Text != "" && place(list, v.Text) < 0 || v.upper != "" && place(list, v.upper) < 0 {
					return true
				}
			case v.Kind == Word:
				all = append(all, v.Text)
			}
		}
	}
	if s.allowsNone() && t.allowsNone() {
		return true
	}
	for _, x := range all {
		if s.takes(list, x) && t.takes(list, x) {
			return true
		}
	}
	return false
}

// takes reports that a value of a list is in the term.
func (t *Term) takes(list []string, x string) bool {
	at := place(list, x)
	for _, v := range t.Values {
		one, two := place(list, v.Text), place(list, v.upper)
		ok := false
		switch {
		case v.Kind != Word:
			ok = v.Kind == Has
		case v.ranged:
			ok = at >= 0 && at >= one && (v.upper == "" || at <= two)
		case t.Op == More:
			ok = at > one
		case t.Op == AtLeast:
			ok = at >= one
		case t.Op == Less:
			ok = at >= 0 && at < one
		case t.Op == AtMost:
			ok = at >= 0 && at <= one
		default:
			ok = shareSpelling(v, Value{Text: x})
		}
		if ok {
			return true
		}
	}
	return false
}
