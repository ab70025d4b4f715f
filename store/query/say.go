package query

import (
	"strconv"
	"strings"

	"crm/store/when"
)

// Say is the query in words:
// last contact more than 30 days ago, tagged vip.
func (q *Query) Say() string {
	parts := make([]string, 0, 3)
	switch n := q.Root.(type) {
	case nil:
		parts = append(parts, "everyone")
	default:
		parts = append(parts, say(n, false))
	}
	if len(q.Sort) > 0 {
		keys := make([]string, len(q.Sort))
		for i, k := range q.Sort {
			if keys[i] = k.Name; k.Desc {
				keys[i] += " (turned round)"
			}
		}
		parts = append(parts, "sorted by "+strings.Join(keys, ", then "))
	}
	if q.Limit > 0 {
		parts = append(parts, "the first "+strconv.Itoa(q.Limit))
	}
	return strings.Join(parts, ", ")
}

// say says a node; inside says that it is part of another, so that
// alternatives need parentheses.
func say(n Node, inside bool) string {
	switch n := n.(type) {
	case *All:
		s := joinNodes(n.Nodes, ", ")
		if inside {
			return "(" + joinNodes(n.Nodes, " and ") + ")"
		}
		return s
	case *Any:
		s := joinNodes(n.Nodes, " or ")
		if inside {
			return "(" + s + ")"
		}
		return s
	case *Not:
		switch t := n.Node.(type) {
		case *Text:
			return "without “" + t.Words + "”"
		case *Term:
			return t.sayNot()
		}
		return "not " + say(n.Node, true)
	case *Text:
		return "“" + n.Words + "”"
	case *Term:
		return n.say()
	}
	return ""
}

func joinNodes(nodes []Node, sep string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = say(n, true)
	}
	return strings.Join(parts, sep)
}

// say says a term. Values that share the words of the field are joined behind
// them; those that stand alone ("never contacted") come after.
func (t *Term) say() string {
	var shared, alone []string
	for _, v := range t.Values {
		switch {
		case v.Kind == None || v.Kind == Has:
			alone = append(alone, t.Field.presence(v.Kind == Has))
		case t.Field.Type == TextField:
			shared = append(shared, "“"+v.Text+"”")
		case v.words != "":
			shared = append(shared, v.words)
		default:
			shared = append(shared, v.Text)
		}
	}
	if len(shared) > 0 {
		head := t.Field.Words
		if t.Field.Type == TextField {
			head += map[Op]string{Plain: " contains", Equal: " is exactly", Prefix: " starts with"}[t.Op]
		}
		s := strings.Join(shared, " or ")
		// "overdue" and "due …" say the field themselves.
		if head != "" && t.Field.Type != FutureField {
			s = head + " " + s
		}
		alone = append([]string{s}, alone...)
	}
	return strings.Join(alone, " or ")
}

// sayNot says the opposite of a term.
func (t *Term) sayNot() string {
	s := t.say()
	if len(t.Values) > 1 {
		mixed := t.Field.Type == FlagField
		for _, v := range t.Values {
			mixed = mixed || v.Kind == None || v.Kind == Has
		}
		if mixed {
			return "not (" + s + ")"
		}
	}
	switch k := t.Values[0].Kind; {
	case k == None || k == Has:
		return t.Field.presence(k == None)
	case t.Field.Type != TextField:
		return "not " + s
	}
	for _, verb := range [...][2]string{{" contains ", " does not contain "}, {" is ", " is not "}, {" starts ", " does not start "}} {
		if head, rest, ok := strings.Cut(s, verb[0]); ok && head == t.Field.Words {
			return head + verb[1] + rest
		}
	}
	return "not (" + s + ")"
}

// fromTo says two lengths of time, the unit once: 7 to 30 days.
func fromTo(a, b when.Duration) string {
	first, last := a.Words(), b.Words()
	n, unit, _ := strings.Cut(first, " ")
	if m, other, _ := strings.Cut(last, " "); strings.TrimSuffix(unit, "s") == strings.TrimSuffix(other, "s") && !strings.Contains(unit, " ") {
		return n + " to " + m + " " + other
	}
	return first + " to " + last
}

// presence says that a field is there or not.
func (f Field) presence(has bool) string {
	words := [2]string{"no " + f.Words, "any " + f.Words}
	switch f.Type {
	case SetField:
		words = [2]string{"no tag", "any tag"}
	case PastField:
		words = [2]string{"never contacted", "ever contacted"}
	case FutureField:
		words = [2]string{"nothing due", "something due"}
	}
	if has {
		return words[1]
	}
	return words[0]
}

// pointWords says what one date value means.
func (p *parser) pointWords(f Field, op Op, pt point) string {
	past := f.Type == PastField
	if pt.age && (pt.dur != (when.Duration{}) || only(op, "x") == "") {
		d := pt.dur.Words()
		switch {
		case past:
			return map[Op]string{
				More: "more than " + d + " ago", AtLeast: d + " ago or more", Less: "within the last " + d,
				AtMost: "at most " + d + " ago",
			}[op] + only(op, d+" ago")
		case pt.dur == (when.Duration{}) && op == Less:
			return "overdue"
		case pt.negative:
			return "due " + map[Op]string{
				More: "after ", AtLeast: "from ", Less: "before ", AtMost: "up to ",
			}[op] + d + " ago"
		}
		return map[Op]string{
			More: "due in more than " + d, AtLeast: "due in " + d + " or more", Less: "due within " + d + " or overdue",
			AtMost: "due in at most " + d + " or overdue",
		}[op] + only(op, "due in "+d)
	}
	s := map[Op]string{More: "after ", AtLeast: "from ", Less: "before ", AtMost: "up to "}[op] + p.dayWords(pt.from, pt.to, op)
	if !past {
		s = "due " + s
	}
	return s
}

// only is s when there is no comparison.
func only(op Op, s string) string {
	switch op {
	case More, AtLeast, Less, AtMost:
		return ""
	}
	return s
}

// dayWords says a point of the calendar, of which an operator needs one end.
func (p *parser) dayWords(from, to when.Date, op Op) string {
	switch {
	case op == More || op == AtMost:
		from = to
	case op == Less || op == AtLeast:
		to = from
	}
	switch {
	case from == to && (from == p.today || from == p.today.AddDays(1) || from == p.today.AddDays(-1)):
		return when.Away(from, p.today)
	case from == to && only(op, "on") != "":
		return "on " + when.Full(from, p.today)
	case from == to:
		return when.Full(from, p.today)
	}
	return "from " + when.Full(from, p.today) + " to " + when.Full(to, p.today)
}

// rangeWords says what a..b means.
func (p *parser) rangeWords(f Field, ages bool, a, b point, v *Value) string {
	past := f.Type == PastField
	switch {
	case ages && past && v.upper == "":
		return a.dur.Words() + " ago or more"
	case ages && past && v.Text == "":
		return "at most " + b.dur.Words() + " ago"
	case ages && past:
		return fromTo(a.dur, b.dur) + " ago"
	case ages && !a.negative && !b.negative:
		switch {
		case v.upper == "":
			return "due in " + a.dur.Words() + " or more"
		case v.Text == "":
			return "due in at most " + b.dur.Words() + " or overdue"
		}
		return "due in " + fromTo(a.dur, b.dur)
	}
	var s string
	switch d := v.Days; {
	case d.To == "":
		s = "from " + when.Full(d.From, p.today) + " on"
	case d.From == "":
		s = "up to " + when.Full(d.To, p.today)
	default:
		s = p.dayWords(d.From, d.To, Plain)
	}
	if !past {
		s = "due " + s
	}
	return s
}
