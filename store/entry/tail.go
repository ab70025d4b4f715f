package entry

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"crm/store/fold"
	"crm/store/money"
	"crm/store/when"
)

// tail reads tokens from the end while they parse; what is left is the text.
func (p *parser) tail() {
	end := len(p.words)
	for end > p.first && (p.tailBefore(&end) || p.promiseBefore(&end)) {
	}
	slices.Reverse(p.entry.Promises)
	slices.Reverse(p.entry.AddTags)
	slices.Reverse(p.entry.DropTags)
	slices.SortFunc(p.entry.Problems, func(a, b Problem) int { return a.Start - b.Start })
	stop := p.text
	if end > 0 {
		stop = max(stop, p.words[end-1].end)
	}
	p.entry.Text = unescape(strings.TrimSpace(p.line[p.text:stop]))
}

// tailBefore reads the one token that ends before the word *end, which may
// have several words ("+fri 14:00"): the nearest that begins like a token.
func (p *parser) tailBefore(end *int) bool {
	for i := *end - 1; i >= max(p.first, *end-dateWords); i-- {
		kind, _ := looksTail(p.words[i].s)
		if kind == 0 {
			continue
		}
		err := p.tailToken(p.join(i, *end-i, " "))
		if err == nil {
			p.plus = kind == '+' && !p.entry.Follow.None
			*end = i
			return true
		}
		// "+1 from the boss" is a sentence; "+31/2 14:00" is a mistake.
		if i == *end-1 || !errors.Is(err, when.ErrUnknown) && !errors.Is(err, errNotToken) {
			p.problem(p.words[i].start, p.words[*end-1].end, why(err))
		}
		return false
	}
	return false
}

// errNotToken is the error of several words that are no one token.
var errNotToken = errors.New("is more than one word")

// looksTail tells how a word begins: '+' follow-up, '>' stage, '#' tag,
// '-' tag to drop, '$' value, 0 for a word of the text. value is the rest.
func looksTail(s string) (kind byte, value string) {
	r, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	switch r {
	case '+', '＋':
		if unicode.IsLetter(next) || unicode.IsDigit(next) {
			return '+', s[size:]
		}
		return 0, ""
	case '>', '＞':
		if unicode.IsLetter(next) {
			return '>', s[size:]
		}
		return 0, ""
	case '#', '＃':
		if next != utf8.RuneError && next != '#' {
			return '#', s[size:]
		}
		return 0, ""
	case '$', '＄':
		if unicode.IsDigit(next) {
			return '$', s[size:]
		}
		return 0, ""
	case '-', '－':
		if kind, value := looksTail(s[size:]); kind == '#' {
			return '-', value
		}
		return 0, ""
	}
	return longForm(s)
}

// longForm reads due:+3d, stage:quote, tag:vip, value:12k and their names in
// Vietnamese and Chinese. They are for the shell, where the signs mean
// something else.
func longForm(s string) (kind byte, value string) {
	at := strings.IndexFunc(s, isColon)
	if at <= 0 {
		return 0, ""
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	value = s[at+size:]
	if value == "" {
		return 0, ""
	}
	switch fold.Text(s[:at]) {
	case "due", "hen", "跟进":
		return '+', value
	case "stage", "trang-thai", "阶段":
		return '>', value
	case "tag", "nhan", "标签":
		return '#', value
	case "value", "gia", "金额":
		return '$', value
	}
	return 0, ""
}

// tailToken takes one token, whose first word looks like one, into the entry.
func (p *parser) tailToken(s string) error {
	kind, value := looksTail(s)
	sigil := strings.HasPrefix(fold.Text(s), "#") || strings.HasPrefix(fold.Text(s), "-#")
	if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
		value = value[1 : len(value)-1]
	} else if strings.Contains(value, " ") && kind != '+' && kind != '$' {
		return errNotToken
	}
	switch kind {
	case '+':
		return p.follow(value)
	case '>':
		return p.stage(value)
	case '$':
		return p.value(value)
	}
	if sigil && isNumber(value) {
		return fmt.Errorf("a tag of digits needs its long form; type tag:%s", value)
	}
	return p.tags(value, kind == '-')
}

func (p *parser) follow(spec string) error {
	if p.entry.Follow != nil {
		return errors.New("there is a follow-up already; the last one counts")
	}
	spec = strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimPrefix(spec, "+"), "＋")), " ")
	switch fold.Text(spec) {
	case "none", "khong", "无":
		p.entry.Follow = &Follow{None: true}
		return nil
	}
	m, err := p.ctx.Future(spec)
	if err != nil {
		return err
	}
	p.entry.Follow = &Follow{When: m, Spec: spec}
	return nil
}

func (p *parser) stage(typed string) error {
	if p.entry.Stage != "" {
		return errors.New("there is a stage already; the last one counts")
	}
	key, ok := p.lists.stage(typed)
	if !ok {
		keys := make([]string, len(p.lists.Stages))
		for i, s := range p.lists.Stages {
			keys[i] = s.Key
		}
		return fmt.Errorf("there is no stage %q; the stages are %s", typed, strings.Join(keys, ", "))
	}
	p.entry.Stage = key
	return nil
}

func (p *parser) value(typed string) error {
	if p.entry.Value != nil {
		return errors.New("there is a value already; the last one counts")
	}
	m, err := money.Parse(typed)
	if err != nil {
		return err
	}
	p.entry.Value = &m
	return nil
}

// tags takes one tag or several with commas between them. Nothing is taken
// when one of them is already on the other side.
func (p *parser) tags(value string, drop bool) error {
	names := strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == '，' })
	mine, other := &p.entry.AddTags, p.entry.DropTags
	if drop {
		mine, other = &p.entry.DropTags, p.entry.AddTags
	}
	for _, n := range names {
		if fold.Key(n) == "" {
			return fmt.Errorf("%q is no tag: it has no letter", n)
		}
		if has(other, n) {
			return fmt.Errorf("the tag %q is both added and removed; the last one counts", n)
		}
	}
	if len(names) == 0 {
		return fmt.Errorf("%q is no tag: it has no letter", value)
	}
	for _, n := range slices.Backward(names) {
		if n = strings.TrimSpace(n); !has(*mine, n) {
			*mine = append(*mine, n)
		}
	}
	return nil
}

func has(tags []string, name string) bool {
	return slices.ContainsFunc(tags, func(t string) bool { return fold.Text(t) == fold.Text(name) })
}

// escaped tells a word that is a tail token behind backslashes.
func escaped(w string) bool {
	bare := strings.TrimLeft(w, `\`)
	return bare != w && (isTail(bare) || isArrow(bare))
}

func isArrow(w string) bool {
	owed, _ := arrow(w)
	return owed != ""
}

func isTail(w string) bool {
	kind, _ := looksTail(w)
	return kind != 0
}

// mapWords changes the words of a text and leaves the space between them.
func mapWords(s string, change func(string) string) string {
	var b strings.Builder
	at := 0
	for _, w := range split(s) {
		b.WriteString(s[at:w.start])
		b.WriteString(change(w.s))
		at = w.end
	}
	b.WriteString(s[at:])
	return b.String()
}

// unescape drops the backslash in front of a literal token, and only there:
// a path (\\server\share) keeps all of its own.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return mapWords(s, func(w string) string {
		if escaped(w) {
			return w[1:]
		}
		return w
	})
}
