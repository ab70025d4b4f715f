package entry

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/store/when"
)

// The most words that one head, and one date, may have.
const (
	headWords = 4
	dateWords = 6
)

// slot is what a head fills.
type slot uint8

const (
	noSlot slot = iota
	kindSlot
	directionSlot
	durationSlot
	outcomeSlot
	whenSlot
)

// head reads words from the front while they parse.
func (p *parser) head() {
	var taken [whenSlot + 1]bool
	i := 0
	for i < len(p.words) {
		w := p.words[i]
		if cut, ok := cutColon(w.s); ok && cut == "" {
			i++
			break
		}
		h, ok := p.headAt(i, taken)
		if !ok {
			p.noHead(i)
			break
		}
		taken[h.slot] = true
		h.set(&p.entry)
		i += h.words
		if h.rest > 0 {
			p.text, p.first = h.rest, i
			return
		}
		if h.ends {
			break
		}
	}
	p.first, p.text = i, len(p.line)
	if i < len(p.words) {
		p.text = p.words[i].start
	}
}

// head is one read head.
type head struct {
	slot  slot
	words int
	ends  bool // a colon behind it starts the text
	rest  int  // the text starts at this byte, inside the last word
	set   func(*Entry)
}

// headAt reads the head that starts at word i, the longest first.
func (p *parser) headAt(i int, taken [whenSlot + 1]bool) (head, bool) {
	if isAt(p.words[i].s) {
		h, err := p.whenAt(i)
		return h, err == nil && !taken[whenSlot]
	}
	for n := min(headWords, len(p.words)-i); n > 0; n-- {
		typed, ends := cutColon(p.join(i, n, "-"))
		if strings.ContainsAny(typed, ":：") && n > 1 {
			continue
		}
		h, m := p.lookUp(typed, taken)
		if m == none {
			continue
		}
		h.words, h.ends = n, ends
		if m == exact || !p.accented || ends || p.followed(i+n, taken, h.slot) {
			return h, true
		}
	}
	return p.glued(i, taken)
}

// followed reports that what follows word i bears out a doubtful head:
// the end, a colon, or another head.
func (p *parser) followed(i int, taken [whenSlot + 1]bool, s slot) bool {
	if i >= len(p.words) {
		return true
	}
	if cut, ok := cutColon(p.words[i].s); ok && cut == "" {
		return true
	}
	taken[s] = true
	_, ok := p.headAt(i, taken)
	return ok
}

// glued reads "ok：谈了续约": a head, a colon and the text in one word, as
// Chinese is typed. With an ASCII colon a path (c:\x, line://x) stays text.
func (p *parser) glued(i int, taken [whenSlot + 1]bool) (head, bool) {
	w := p.words[i]
	at := strings.IndexFunc(w.s, isColon)
	if at <= 0 {
		return head{}, false
	}
	_, size := utf8.DecodeRuneInString(w.s[at:])
	rest := w.s[at+size:]
	if rest == "" || strings.ContainsAny(rest[:1], `/\`) || isNumber(rest[:1]) {
		return head{}, false
	}
	h, m := p.lookUp(w.s[:at], taken)
	if m != exact {
		return head{}, false
	}
	h.words, h.ends, h.rest = 1, true, w.start+at+size
	return h, true
}

// lookUp finds what a word, or several joined with hyphens, fills.
func (p *parser) lookUp(s string, taken [whenSlot + 1]bool) (h head, m match) {
	t := newTyped(s)
	if t.fold == "" {
		return h, none
	}
	consider := func(s slot, fit match, set func(*Entry)) {
		if fit > m && !taken[s] {
			h, m = head{slot: s, set: set}, fit
		}
	}
	for _, k := range p.lists.Kinds {
		consider(kindSlot, t.best(k.Key, k.Words), func(e *Entry) { e.Kind = k.Key })
	}
	for _, o := range p.lists.Outcomes {
		consider(outcomeSlot, t.best(o.Key, o.Words), func(e *Entry) { e.Outcome = o.Key })
	}
	for _, d := range directions() {
		consider(directionSlot, t.best(d.Key, d.Words), func(e *Entry) { e.Direction = d.Key })
	}
	if seconds, ok := parseSeconds(s); ok && seconds <= maxSeconds {
		consider(durationSlot, exact, func(e *Entry) { e.Seconds = seconds })
	}
	return h, m
}

func directions() []Stage {
	return []Stage{
		{Key: "in", Words: []string{"incoming", "inbound", "vào", "来电", "呼入"}},
		{Key: "out", Words: []string{"outgoing", "outbound", "ra", "去电", "呼出"}},
	}
}

// whenAt reads @9:30, @hôm qua 14:00: the longest run of words that is a
// moment of the past. A bare number never lengthens a date that stands
// without it: "@thu 2 boxes" is Thursday.
func (p *parser) whenAt(i int) (h head, err error) {
	for n := min(dateWords, len(p.words)-i); n > 0; n-- {
		typed, ends := cutColon(p.join(i, n, " "))
		if n > 1 && isNumber(p.words[i+n-1].s) && p.isPast(i, n-1) {
			continue
		}
		m, readErr := p.ctx.Past(cutAt(typed))
		if readErr == nil {
			return head{slot: whenSlot, words: n, ends: ends, set: func(e *Entry) { e.At = m }}, nil
		}
		if g, ok := p.gluedWhen(i, n); ok {
			return g, nil
		}
		if err == nil || !errors.Is(readErr, when.ErrUnknown) || errors.Is(err, when.ErrUnknown) {
			err = readErr
		}
	}
	return head{}, err
}

// gluedWhen reads "@周五：看仓库" and "@周四 14:00：谈合同": n words, the last
// with a colon and the text in it.
func (p *parser) gluedWhen(i, n int) (head, bool) {
	w := p.words[i+n-1]
	front := ""
	if n > 1 {
		front = p.join(i, n-1, " ") + " "
	}
	for at, r := range w.s {
		rest := at + utf8.RuneLen(r)
		if !isColon(r) || rest == len(w.s) || isNumber(w.s[rest:rest+1]) {
			continue
		}
		if m, err := p.ctx.Past(cutAt(front + w.s[:at])); err == nil && at > 0 {
			return head{slot: whenSlot, words: n, ends: true, rest: w.start + rest, set: func(e *Entry) { e.At = m }}, true
		}
	}
	return head{}, false
}

// noHead reports a time or a length that the head could not take.
func (p *parser) noHead(i int) {
	w := p.words[i]
	if n, ok := parseSeconds(w.s); ok && n > maxSeconds {
		p.problem(w.start, w.end, "no interaction is that long; type @"+w.s+" for a time of day")
	}
	if !isAt(w.s) {
		return
	}
	reason := "there is a time already; the first one counts"
	if _, err := p.whenAt(i); err != nil {
		reason = why(err)
	}
	p.problem(w.start, w.end, reason)
}

// why is an error without the text, which the problem has.
func why(err error) string {
	var e *when.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	if e.Try == "" {
		return e.Why
	}
	return e.Why + "; type " + e.Try
}

func isAt(s string) bool { return strings.HasPrefix(s, "@") || strings.HasPrefix(s, "＠") }

func cutAt(s string) string { return strings.TrimPrefix(strings.TrimPrefix(s, "@"), "＠") }

func (p *parser) isPast(i, n int) bool {
	_, err := p.ctx.Past(cutAt(p.join(i, n, " ")))
	return err == nil
}

// join puts n words together.
func (p *parser) join(i, n int, sep string) string {
	if n == 1 {
		return p.words[i].s
	}
	parts := make([]string, n)
	for k := range parts {
		parts[k] = p.words[i+k].s
	}
	return strings.Join(parts, sep)
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}
