package entry

import (
	"strings"
	"unicode/utf8"

	"crm/store/fold"
	"crm/store/when"
)

// Promise is what one of the two owes the other, and by when.
type Promise struct {
	Owed string // by "me" or by "them"
	Text string
	When when.Moment
	Spec string // the date as typed
}

// arrow tells how a word begins a promise: "→ send quote fri" is what I owe,
// "← signed contract mon" what they owe. On a shell, where > is a redirection, owe:
// and owes: say the same. rest is what stands behind it in the same word.
func arrow(w string) (owed, rest string) {
	for _, a := range [...]struct{ sign, owed string }{{"→", "me"}, {"->", "me"}, {"⇒", "me"}, {"←", "them"}, {"<-", "them"}, {"⇐", "them"}} {
		if rest, ok := strings.CutPrefix(w, a.sign); ok {
			return a.owed, rest
		}
	}
	at := strings.IndexFunc(w, isColon)
	if at <= 0 {
		return "", ""
	}
	_, size := utf8.DecodeRuneInString(w[at:])
	switch fold.Text(w[:at]) {
	case "owe", "no", "欠":
		if fold.Text(w[:at]) == "no" && !accented(w[:at]) {
			return "", "" // nợ is to owe; no is refused
		}
		return "me", w[at+size:]
	case "owes", "cho", "等":
		if fold.Text(w[:at]) == "cho" && !accented(w[:at]) {
			return "", "" // chờ is to wait; cho is to give
		}
		return "them", w[at+size:]
	}
	return "", ""
}

// promiseBefore reads the promise that ends before the word *end: an arrow, words
// and a date. Without a date of its own it takes the one of a "+3d" right behind it.
// An arrow that has neither is text (giá 500 → 450).
func (p *parser) promiseBefore(end *int) bool {
	for i := *end - 1; i >= p.first; i-- {
		owed, rest := arrow(p.words[i].s)
		if owed == "" {
			continue
		}
		words := make([]string, 0, *end-i)
		if rest != "" {
			words = append(words, rest)
		}
		for _, w := range p.words[i+1 : *end] {
			words = append(words, w.s)
		}
		pr, ok := p.promise(owed, words)
		if !ok && p.plus {
			if pr, ok = p.promise(owed, append(words, strings.Fields(p.entry.Follow.Spec)...)); ok {
				p.entry.Follow = nil
			}
		}
		if !ok || fold.Key(pr.Text) == "" {
			return false
		}
		p.plus = false
		p.entry.Promises = append(p.entry.Promises, pr)
		*end = i
		return true
	}
	return false
}

// promise cuts the date off the end, the longest run of words that is one.
func (p *parser) promise(owed string, words []string) (Promise, bool) {
	for n := min(dateWords, len(words)-1); n > 0; n-- {
		spec := strings.Join(words[len(words)-n:], " ")
		if isNumber(spec) {
			continue // "send 3" is no date
		}
		if m, err := p.ctx.Future(spec); err == nil {
			return Promise{Owed: owed, Text: promised(words[:len(words)-n]), When: m, Spec: spec}, true
		}
	}
	return Promise{}, false
}

func promised(words []string) string { return strings.Join(words, " ") }

// String is the promise as Parse reads it.
func (pr Promise) String() string {
	name := "owe:"
	if pr.Owed == "them" {
		name = "owes:"
	}
	spec := pr.Spec
	if spec == "" {
		spec = pr.When.String()
	}
	return name + pr.Text + " " + spec
}

// Words says the promise: "I owe “send quote” Fri 27 Nov (in 4 days)".
func (pr Promise) Words(today when.Date) string {
	who := "I owe"
	if pr.Owed == "them" {
		who = "they owe"
	}
	return who + " “" + pr.Text + "” " + pr.When.Say(today)
}
