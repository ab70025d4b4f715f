package query

import "crm/store/fold"

// word is a value of a list, and what else people type for it.
type word struct {
	field, name string
	aliases     []string
}

// enumWords is never written to. Their keys are compared folded.
var enumWords = [...]word{
	{"life", "potential", []string{"tiem-nang", "潜在", "潜在客户"}},
	{"life", "current", []string{"hien-tai", "dang-dung", "现有", "现有客户"}},
	{"life", "past", []string{"cu", "da-qua", "过去", "老客户"}},
	{"life", "cancelled", []string{"canceled", "da-huy", "huy", "已取消", "流失"}},
	{"relation", "customer", []string{"khach", "khach-hang", "客户"}},
	{"relation", "partner", []string{"doi-tac", "伙伴", "合作伙伴"}},
	{"relation", "supplier", []string{"nha-cung-cap", "ncc", "供应商"}},
	{"relation", "personal", []string{"ca-nhan", "个人", "私人"}},
	{"rating", "hot", []string{"nong", "热", "高"}},
	{"rating", "warm", []string{"am", "温", "中"}},
	{"rating", "cold", []string{"lanh", "冷", "低"}},
}

// enum resolves a value of a list. One that is not in the list is no error:
// nobody has it, and whoever looks says so.
func (p *parser) enum(f Field, op Op, v *Value) error {
	switch {
	case op == Contains, op == Prefix, (compares(op) || v.ranged) && !f.Ordered:
		sign := string(op)
		if v.ranged {
			sign = ".."
		}
		return errorf(v.Span, "write "+f.Help+", or several with commas", "%s: does not take %q", f.Name, sign)
	case v.ranged && compares(op):
		return errorf(v.Span, "leave one of them out", "%q and .. stand together", string(op))
	case v.ranged && v.Text == "" && v.upper == "":
		return errorf(v.Span, "write "+f.Name+":"+f.someRange(p.book)+", or one end of it", "a range has no ends").soon()
	case !v.ranged && fold.Text(v.Text) == "":
		return errorf(v.Span, "write "+f.Help+", or "+f.Name+":none for those without", "%s: has an empty value", f.Name).soon()
	}
	values := p.book.list(f)
	v.Text, v.upper = known(f, values, v.Text), known(f, values, v.upper)
	if at, to := place(values, v.Text), place(values, v.upper); v.ranged && at >= 0 && to >= 0 && at > to {
		return errorf(v.Span, "write "+f.Name+":"+v.upper+".."+v.Text, "the range ends before it begins").soon()
	}
	switch {
	case v.ranged || place(values, v.Text) >= 0:
		v.Quoted = false
	default:
		v.Quoted = v.Quoted || !plainValue(v.Text, op) || hasDots(v.Text)
	}
	return nil
}

// list is the values of a field of words, lowest first.
func (b Book) list(f Field) []string {
	switch f.Name {
	case "stage":
		return b.Stages
	case "type":
		return b.Kinds
	case "outcome":
		return b.Outcomes
	}
	return f.Enum
}

// someRange is an example of a range.
func (f Field) someRange(b Book) string {
	if l := b.list(f); len(l) > 1 {
		return l[0] + ".." + l[len(l)-1]
	}
	return "quote..won"
}

// known is a typed word as the list spells it, or as typed.
func known(f Field, values []string, s string) string {
	if s == "" {
		return ""
	}
	key := hyphened(s)
	for _, v := range values {
		if v == s || hyphened(v) == key {
			return v
		}
	}
	for i := range enumWords {
		w := &enumWords[i]
		if w.field != f.Name {
			continue
		}
		for _, a := range w.aliases {
			if a == key {
				return w.name
			}
		}
	}
	return s
}

func place(values []string, s string) int {
	for i, v := range values {
		if v == s {
			return i
		}
	}
	return -1
}

// presence makes of has: and no: what they say of another field: has:phone is
// phone:any. Of several values any may be true, as everywhere.
func (p *parser) presence(has Field, op Op, v Value, start int) (Node, error) {
	if op != Plain && op != Equal && op != NotEqual {
		return nil, errorf(v.Span, "write "+has.Help, "%s: does not take %q", has.Name, string(op))
	}
	f, ok := p.book.lookup(v.Text)
	if !ok || !f.hasPresence() {
		hint := "write " + has.Help
		if near := p.book.nearestPresence(v.Text); near != "" {
			hint = `did you mean "` + near + `"?  Type ` + has.Name + ":" + near
		}
		return nil, errorf(v.Span, hint+".  All fields: crm help query", "%s: knows no field %q", has.Name, v.Text).soon()
	}
	v.Kind, v.Quoted = Has, false
	if has.Name == "no" {
		v.Kind = None
	}
	if err := p.some(f, Plain, &v); err != nil {
		return nil, err
	}
	return &Term{Span: p.span(start, p.pos), Field: f, Values: []Value{v}}, nil
}

// hasPresence reports that a contact may have none of the field.
func (f Field) hasPresence() bool {
	return f.Type != FlagField && f.Type != ListField && f.Type != PresenceField
}

func (b Book) nearestPresence(typed string) string {
	return nearest(typed, func(yield func(string, string) bool) {
		for i := range fieldTable {
			if f := &fieldTable[i]; f.hasPresence() && !f.each(yield) {
				return
			}
		}
		for i := range b.Custom {
			f := b.custom(i)
			if !yield(f.print(), f.print()) {
				return
			}
		}
	})
}

// each yields the names of a field, with the first of them for all.
func (f *Field) each(yield func(shown, compared string) bool) bool {
	if !yield(f.Name, f.Name) {
		return false
	}
	for _, a := range f.Aliases {
		if !yield(f.Name, a) {
			return false
		}
	}
	return true
}
