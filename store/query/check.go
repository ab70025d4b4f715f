package query

// contradictions notes pairs of terms that no contact can satisfy together.
// It looks for what people do type, and only where a pair is enough to see it.
func (p *parser) contradictions(n Node) {
	switch n := n.(type) {
	case *All:
		for i, a := range n.Nodes {
			p.contradictions(a)
			for _, b := range n.Nodes[i+1:] {
				if advice := contradict(a, b); advice != "" {
					p.q.Notes = append(p.q.Notes, Note{
						Span: p.span(a.At().Start, b.At().End),
						Text: format(a, true) + " " + format(b, true) + " can never match" + advice,
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

// contradict returns what to say behind "can never match", or "".
func contradict(a, b Node) string {
	if x, ok := a.(*Not); ok {
		a, b = b, x
	}
	if x, ok := b.(*Not); ok {
		if _, both := a.(*Not); !both && format(a, true) == format(x.Node, true) {
			return " — leave one of them out"
		}
		return ""
	}
	s, ok1 := a.(*Term)
	t, ok2 := b.(*Term)
	if !ok1 || !ok2 || s.Field.Name != t.Field.Name {
		return ""
	}
	if s.onlyNone() && !t.allowsNone() || t.onlyNone() && !s.allowsNone() {
		return " — use OR"
	}
	if !s.Field.Single || s.Field.Type != PastField && s.Field.Type != FutureField {
		return ""
	}
	for _, v := range s.Values {
		for _, w := range t.Values {
			if overlap(v, w) {
				return ""
			}
		}
	}
	return " — use OR"
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
func overlap(v, w Value) bool {
	none := func(v Value) bool { return v.Kind == None || v.Days.Never }
	if none(v) && none(w) {
		return true
	}
	if v.Kind == None || w.Kind == None {
		return false
	}
	from, to := max(v.Days.From, w.Days.From), v.Days.To
	if to == "" || w.Days.To != "" && w.Days.To < to {
		to = w.Days.To
	}
	return to == "" || from <= to
}
