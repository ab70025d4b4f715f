package query

import (
	"slices"

	"crm/store/when"
)

// Parse reads a query strictly. Its error is an *Error.
func Parse(s string, ctx Context) (*Query, error) { return read(s, ctx, false) }

// Forgive reads a query that is being typed. A last term which is not finished
// is left out, with a Note; an open quote or parenthesis is closed at the end.
// What is wrong before the end, or cannot become right, is an *Error still.
func Forgive(s string, ctx Context) (*Query, error) { return read(s, ctx, true) }

func read(s string, ctx Context, forgiving bool) (*Query, error) {
	p := &parser{s: s, ctx: ctx.When, book: ctx.Book, today: ctx.When.Today(), forgiving: forgiving, q: &Query{Text: s, ctx: ctx}}
	if len(s) > MaxBytes {
		return nil, errorf(p.span(MaxBytes, len(s)), "save parts of it as segments", "the query is longer than %d bytes", MaxBytes)
	}
	root, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if nesting(root, false) > MaxNesting {
		return nil, tooDeep(p.span(0, len(s)))
	}
	p.q.Root = root
	p.contradictions(root)
	return p.q, nil
}

func tooDeep(at Span) error {
	return errorf(at, "save parts of it as segments", "more than %d groups inside one another", MaxNesting)
}

// nesting is how deep the canonical form of a node goes, which has groups that
// need not be typed: a b OR c is (a b) OR c. It, too, has to be read.
func nesting(n Node, inside bool) (deepest int) {
	var nodes []Node
	switch n := n.(type) {
	case *All:
		nodes = n.Nodes
	case *Any:
		nodes = n.Nodes
	case *Not:
		return 1 + nesting(n.Node, true)
	}
	for _, k := range nodes {
		deepest = max(deepest, nesting(k, true))
	}
	if inside && len(nodes) > 0 {
		deepest++
	}
	return deepest
}

// parser reads one query from left to right.
type parser struct {
	s         string
	pos       int
	ctx       when.Context
	book      Book
	today     when.Date
	forgiving bool
	toldOr    bool // the note about "or" is there
	terms     int
	q         *Query

	seenPos, seenCol int // column counts on from here
}

// or reads alternatives up to the end or, inside a group, its parenthesis.
func (p *parser) or(depth int) (Node, error) {
	var nodes []Node
	p.skipSpace()
	start, sign := p.pos, -1
	for {
		n, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		end := p.pos
		more := p.orSign()
		switch {
		case n != nil:
			nodes = append(nodes, n)
		case more:
			return nil, oneSided(p.span(end, p.pos))
		case sign >= 0 && p.forgiving && p.pos == len(p.s):
			p.ignoreIf(!p.ignored(), sign, "it waits for what comes next")
		case sign >= 0:
			return nil, oneSided(p.span(sign, end))
		}
		if !more {
			return combine(nodes, p.span(start, p.pos), false), nil
		}
		sign = end
	}
}

func oneSided(at Span) error {
	return errorf(at, `write both sides, as tag:vip OR tag:hot; the word itself needs quotes: "OR"`, "OR has nothing on one side")
}

// ignored reports that the end of the query has been left out already.
func (p *parser) ignored() bool {
	n := len(p.q.Notes)
	return n > 0 && p.q.Notes[n-1].Ignored
}

// orSign takes OR or | if it stands here.
func (p *parser) orSign() bool {
	if r, size := p.peek(); r == '|' {
		p.pos += size
		return true
	}
	if p.atWord("OR") {
		p.pos += len("OR")
		return true
	}
	return false
}

// and reads terms up to what ends them. nil means there was none.
func (p *parser) and(depth int) (Node, error) {
	var nodes []Node
	start, end, sign := -1, 0, -1
	for {
		p.skipSpace()
		r, size := p.peek()
		if size == 0 || r == '|' || r == ')' && depth > 0 || p.atWord("OR") {
			break
		}
		if r == ')' {
			return nil, errorf(p.span(p.pos, p.pos+size), `leave it out, or quote it: ")"`, "a parenthesis closes nothing")
		}
		if p.atWord("AND") {
			at := p.pos
			p.pos += len("AND")
			if start < 0 || sign >= 0 {
				return nil, errorf(p.span(at, p.pos), `a space means AND already; the word itself needs quotes: "AND"`, "AND has nothing on one side")
			}
			sign = at
			continue
		}
		if start < 0 {
			start = p.pos
		}
		n, err := p.term(depth)
		if err != nil {
			return nil, err
		}
		if n != nil {
			nodes = append(nodes, n)
		}
		end, sign = p.pos, -1
	}
	switch {
	case sign >= 0 && p.forgiving && p.pos == len(p.s):
		p.ignore(sign, "it waits for what comes next")
	case sign >= 0:
		return nil, errorf(p.span(sign, sign+len("AND")), `a space means AND already; the word itself needs quotes: "AND"`, "AND has nothing on one side")
	}
	return combine(nodes, p.span(max(start, 0), end), true), nil
}

// combine makes one node of several, taking apart those of its own kind and
// keeping of equal ones the first.
func combine(nodes []Node, at Span, all bool) Node {
	flat := nodes[:0:0]
	for _, n := range nodes {
		a, isAll := n.(*All)
		o, isAny := n.(*Any)
		switch {
		case isAll && all:
			flat = append(flat, a.Nodes...)
		case isAny && !all:
			flat = append(flat, o.Nodes...)
		default:
			flat = append(flat, n)
		}
	}
	flat = unique(flat)
	switch {
	case len(flat) == 0:
		return nil
	case len(flat) == 1:
		return flat[0]
	case all:
		return &All{Span: at, Nodes: flat}
	}
	return &Any{Span: at, Nodes: flat}
}

// unique drops nodes that are printed like an earlier one.
func unique(nodes []Node) []Node {
	if len(nodes) < 2 {
		return nodes
	}
	seen := make([]string, 0, len(nodes))
	return slices.DeleteFunc(nodes, func(n Node) bool {
		s := format(n, true)
		if slices.Contains(seen, s) {
			return true
		}
		seen = append(seen, s)
		return false
	})
}

// term reads one term. nil without an error is one that is left out, or an
// extra, which has gone into the query.
func (p *parser) term(depth int) (Node, error) {
	start := p.pos
	if depth > MaxNesting {
		return nil, tooDeep(p.span(start, len(p.s)))
	}
	r, size := p.peek()
	if r == '-' || p.atWord("NOT") {
		if r != '-' {
			size = len("NOT")
		}
		p.pos += size
		if r != '-' {
			p.skipSpace()
		}
		return p.negated(start, depth)
	}
	switch r {
	case '(':
		return p.group(depth)
	case '"':
		words, err := p.quoted()
		if err != nil || words == "" {
			return nil, err
		}
		return p.counted(&Text{Span: p.span(start, p.pos), Words: words, Quoted: true})
	case '#':
		p.pos += size
		f, _ := Lookup("tag")
		return p.field(f, start)
	}
	return p.word(start, depth)
}

// negated reads what a minus or NOT stands before.
func (p *parser) negated(start, depth int) (Node, error) {
	r, size := p.peek()
	if size == 0 || ends(r) && r != '(' {
		if p.forgiving && p.pos == len(p.s) {
			p.ignore(start, "it waits for what to leave out")
			return nil, nil
		}
		return nil, errorf(p.span(start, p.pos), `write it together, as -tag:lost; a dash on its own needs quotes`, "%q has nothing behind it", p.s[start:p.pos])
	}
	n, err := p.term(depth + 1)
	if err != nil {
		return nil, err
	}
	if n == nil {
		if p.ignored() {
			p.q.Notes = p.q.Notes[:len(p.q.Notes)-1]
			p.ignore(start, "it is not finished")
		}
		return nil, nil
	}
	return negate(n, p.span(start, p.pos)), nil
}

// negate is the opposite of a node; of an opposite it is the node itself.
func negate(n Node, at Span) Node {
	if inner, ok := n.(*Not); ok {
		return inner.Node
	}
	return &Not{Span: at, Node: n}
}

// group reads a parenthesis.
func (p *parser) group(depth int) (Node, error) {
	start := p.pos
	_, size := p.peek()
	p.pos += size
	n, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	r, size := p.peek()
	if r != ')' {
		if !p.forgiving {
			return nil, errorf(p.span(start, start+1), `close it with ")"`, "a parenthesis is not closed")
		}
		p.ignoreIf(n == nil, start, "the group is empty yet")
		return n, nil
	}
	p.pos += size
	if n == nil {
		return nil, errorf(p.span(start, p.pos), "write something in it or leave it out", "a group is empty")
	}
	return n, nil
}

// counted counts a term against the limit.
func (p *parser) counted(n Node) (Node, error) {
	p.terms++
	if p.terms > MaxTerms {
		return nil, errorf(n.At(), "save parts of it as segments", "more than %d terms", MaxTerms)
	}
	return n, nil
}

// ignore notes that what starts at a byte is left out.
func (p *parser) ignore(start int, why string) {
	start = min(start, len(p.s))
	text := p.s[start:]
	p.q.Notes = append(p.q.Notes, Note{Span: p.span(start, len(p.s)), Ignored: true, Text: "“" + text + "” is left out: " + why})
}

func (p *parser) ignoreIf(cond bool, start int, why string) {
	if cond {
		p.ignore(start, why)
	}
}
