package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrase is what one value says, or several that begin and end alike:
// "tagged vip or hot".
type phrase struct {
	head, not string   // before the values, said of the term and of its opposite
	items     []string // the values; none when head and not are whole
	tail      string
}

func (ph *phrase) say(not bool) string {
	s := ph.head
	if not {
		s = ph.not
	}
	if len(ph.items) > 0 {
		s = strings.TrimPrefix(s+" ", " ") + strings.Join(ph.items, " or ")
	}
	return s + ph.tail
}

// say says a term or its opposite. Values that begin alike are joined: those
// that stand alone ("never contacted") come after.
func (t *Term) say(not bool) string {
	var shared, alone []phrase
	for _, v := range t.Values {
		ph := t.phrase(v)
		if len(ph.items) == 0 {
			alone = append(alone, ph)
			continue
		}
		if n := len(shared) - 1; n >= 0 && shared[n].head == ph.head && shared[n].tail == ph.tail {
			shared[n].items = append(shared[n].items, ph.items...)
			continue
		}
		shared = append(shared, ph)
	}
	all := append(shared, alone...)
	if len(all) == 1 {
		return all[0].say(not)
	}
	parts := make([]string, len(all))
	for i := range all {
		parts[i] = all[i].say(false)
	}
	s := strings.Join(parts, " or ")
	if not {
		return "not (" + s + ")"
	}
	return s
}

// phrase is what one value says.
func (t *Term) phrase(v Value) phrase {
	f := &t.Field
	head := f.Words
	switch {
	case v.Kind == None:
		return phrase{head: f.presence(false), not: f.presence(true)}
	case v.Kind == Has:
		return phrase{head: f.presence(true), not: f.presence(false)}
	case v.Kind == Flag:
		return phrase{head: v.words, not: "not " + v.words}
	case v.Kind == Number && f.Type == NumberField:
		return f.countPhrase(t.Op, v)
	case f.Type == FutureField && v.words == "overdue":
		if f.Name == "due" {
			return phrase{head: "overdue", not: "not overdue"}
		}
		return phrase{head: head + " overdue", not: "no " + head + " overdue"}
	case v.Kind == Range && f.Dated:
		return phrase{head: "last purchase", not: "last purchase not", items: []string{v.words}}
	case v.words != "":
		return phrase{head: head, not: f.negated(), items: []string{v.words}}
	case f.Type == EnumField:
		return phrase{head: head, not: f.negated(), items: []string{f.enumWords(t.Op, v)}}
	case f.Type == TextField:
		verbs := f.verbs(t.Op)
		return phrase{head: verbs[0], not: verbs[1], items: []string{"“" + v.Text + "”"}}
	case f.Type == ListField && f.Name != "id":
		return phrase{head: head, not: f.negated(), items: []string{"“" + v.Text + "”"}}
	}
	return phrase{head: head, not: f.negated(), items: []string{v.Text}}
}

// negated is the field's words before what is not so.
func (f *Field) negated() string {
	switch f.Name {
	case "tag", "due", "seg", "in", "created", "updated", "since":
		return "not " + f.Words
	case "renew":
		return "no " + f.Words
	case "type":
		return "last contact not by"
	}
	return f.Words + " not"
}

// verbs compare a text with what is looked for.
func (f *Field) verbs(op Op) [2]string {
	if f.Name == "bought" {
		switch op {
		case Equal:
			return [2]string{"bought exactly", "did not buy exactly"}
		case Prefix:
			return [2]string{"bought what starts with", "did not buy what starts with"}
		}
		return [2]string{"bought", "did not buy"}
	}
	verbs := [2]string{" contains", " does not contain"}
	switch op {
	case Equal:
		verbs = [2]string{" is exactly", " is not exactly"}
	case Prefix:
		verbs = [2]string{" starts with", " does not start with"}
	}
	return [2]string{f.Words + verbs[0], f.Words + verbs[1]}
}

// enumWords says a value of a list, or what is compared with it.
func (f *Field) enumWords(op Op, v Value) string {
	later, after, earlier, before := " or higher", "above ", " or lower", "below "
	one, two := v.Text, v.upper
	if f.Name == "stage" {
		later, after, earlier, before = " or later", "after ", " or earlier", "before "
		one, two = capital(one), capital(two)
	}
	switch {
	case v.ranged && two == "":
		return one + later
	case v.ranged && one == "":
		return two + earlier
	case v.ranged:
		return one + " to " + two
	}
	switch op {
	case More:
		return after + one
	case AtLeast:
		return one + later
	case Less:
		return before + one
	case AtMost:
		return one + earlier
	}
	return one
}

// capital is a stage as screens show it.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// presence says that a field is there or not.
func (f *Field) presence(has bool) string {
	words := [2]string{"no " + f.Words, "any " + f.Words}
	switch f.Name {
	case "tag":
		words = [2]string{"no tag", "any tag"}
	case "last", "type":
		words = [2]string{"never contacted", "ever contacted"}
	case "call":
		words = [2]string{"never called", "ever called"}
	case "mail":
		words = [2]string{"never emailed", "ever emailed"}
	case "meet":
		words = [2]string{"never met", "ever met"}
	case "created":
		words = [2]string{"no date added", "any date added"}
	case "updated":
		words = [2]string{"never changed", "ever changed"}
	case "since":
		words = [2]string{"in no stage", "in any stage"}
	case "due":
		words = [2]string{"nothing due", "something due"}
	case "bought":
		words = [2]string{"never bought anything", "bought something"}
	case "spent":
		words = [2]string{"nothing spent", "something spent"}
	}
	if f.Type == NumberField {
		never, once, _ := f.counted()
		words = [2]string{never, once}
	}
	if has {
		return words[1]
	}
	return words[0]
}
