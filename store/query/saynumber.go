package query

import "strings"

// counted is how a number of something is said: that there was none, that
// there was at least one, and the words around how often: "called", "".
func (f *Field) counted() (never, once string, around [2]string) {
	switch f.Name {
	case "calls":
		return "never called", "called at least once", [2]string{"called", ""}
	case "mails":
		return "never emailed", "emailed at least once", [2]string{"emailed", ""}
	case "meets":
		return "never met", "met at least once", [2]string{"met", ""}
	case "orders":
		return "never ordered", "ordered at least once", [2]string{"ordered", ""}
	case "tries":
		return "no unanswered call", "at least one unanswered call", [2]string{"tried", " without an answer"}
	}
	return "nothing logged", "logged at least once", [2]string{"logged", ""}
}

// countPhrase says how often: "called 3 times or more".
func (f *Field) countPhrase(op Op, v Value) phrase {
	never, once, around := f.counted()
	n := v.Numbers
	switch {
	case n.HasTo && n.To == 0 && (!n.HasFrom || n.From == 0):
		return phrase{head: never, not: once}
	case !n.HasTo && n.HasFrom && n.From == 1:
		return phrase{head: once, not: never}
	}
	return phrase{head: around[0], not: "not " + around[0], items: []string{v.words}, tail: around[1]}
}

// countWords says a number of times.
func countWords(op Op, v *Value, a, b end) string {
	times := func(e end) string {
		if e.n == 1 {
			return "once"
		}
		return e.words + " times"
	}
	switch {
	case v.ranged && !b.there:
		return times(a) + " or more"
	case v.ranged && !a.there:
		return "at most " + times(b)
	case v.ranged && a.n == b.n:
		return times(a)
	case v.ranged:
		return a.words + " to " + strings.Replace(times(b), "once", "1 time", 1)
	}
	switch op {
	case More:
		return "more than " + times(a)
	case AtLeast:
		return times(a) + " or more"
	case Less:
		return "fewer than " + strings.Replace(times(a), "once", "1 time", 1)
	case AtMost:
		return "at most " + times(a)
	}
	return times(a)
}

// moneyWords says an amount: "over 10,000,000 in any currency".
func moneyWords(op Op, v *Value, a, b end) string {
	one, two, currency := a.words, b.words, ""
	if v.Currency == "" {
		currency = " in any currency"
	}
	switch {
	case v.ranged && !b.there:
		return one + " or more" + currency
	case v.ranged && !a.there:
		return "up to " + two + currency
	case v.ranged:
		return "from " + one + " to " + two + currency
	}
	switch op {
	case More:
		return "over " + one + currency
	case AtLeast:
		return one + " or more" + currency
	case Less:
		return "under " + one + currency
	case AtMost:
		return "up to " + one + currency
	}
	return "exactly " + one + currency
}
