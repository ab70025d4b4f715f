package query

// Quoted is a text as it can stand behind a field and its operator: in quotes
// when it has to, because of a space, a comma or a meaning of its own.
func (ctx Context) Quoted(f Field, op Op, value string) string {
	if plainValue(value, op) && ctx.readsBack(f, op, value) {
		return value
	}
	return quote(value)
}

// readsBack reports that a value without quotes is this text, and no date and
// no range.
func (ctx Context) readsBack(f Field, op Op, value string) bool {
	p := &parser{s: value, ctx: ctx.When, book: ctx.Book, today: ctx.When.Today(), q: &Query{ctx: ctx}}
	v, n, err := p.value(f)
	if err != nil || n != len(value) || v.ranged {
		return false
	}
	return !f.Dated || p.resolve(f, op, &v) == nil && v.Kind == Word
}

// Nearest is the candidate that a typed word is a slip of, or "": at most two
// letters wrong, missing, extra or swapped, one in a word of three. What is
// compared is folded first.
func Nearest(typed string, candidates func(yield func(shown, compared string) bool)) string {
	return nearest(typed, candidates)
}
