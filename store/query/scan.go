package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span makes a span of bytes.
func (p *parser) span(start, end int) Span {
	return Span{Start: start, End: end, Col: p.column(start), EndCol: p.column(end)}
}

// column counts characters before a byte: combining marks do not count.
func (p *parser) column(pos int) int {
	at, col := p.seenPos, p.seenCol
	if pos < at {
		at, col = 0, 0
	}
	for at < pos {
		if p.s[at] < utf8.RuneSelf {
			at++
			col++
			continue
		}
		r, size := utf8.DecodeRuneInString(p.s[at:])
		if !unicode.Is(unicode.Mn, r) {
			col++
		}
		at += size
	}
	p.seenPos, p.seenCol = at, col
	return col + 1
}

// peek is the next character, with those of input methods as their plain
// ones; 0 at the end.
func (p *parser) peek() (r rune, size int) {
	if p.pos >= len(p.s) {
		return 0, 0
	}
	r, size = utf8.DecodeRuneInString(p.s[p.pos:])
	return plainSign(r), size
}

// plainSign maps the signs of the language from their full-width forms, which
// Chinese and Japanese input methods type.
func plainSign(r rune) rune {
	switch r {
	case '：':
		return ':'
	case '，', '、':
		return ','
	case '（':
		return '('
	case '）':
		return ')'
	case '“', '”', '＂':
		return '"'
	case '｜':
		return '|'
	case '＃':
		return '#'
	case '－':
		return '-'
	case '＞', '＜', '＝', '！', '～', '＾':
		return r - '！' + '!'
	}
	return r
}

func (p *parser) skipSpace() {
	for {
		r, size := p.peek()
		if size == 0 || !unicode.IsSpace(r) {
			return
		}
		p.pos += size
	}
}

// atWord reports that the upper-case word stands here on its own.
func (p *parser) atWord(w string) bool {
	if len(p.s)-p.pos < len(w) || p.s[p.pos:p.pos+len(w)] != w {
		return false
	}
	if p.pos+len(w) == len(p.s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(p.s[p.pos+len(w):])
	return ends(plainSign(r))
}

// ends reports a character that no bare word contains.
func ends(r rune) bool { return r == '(' || r == ')' || r == '|' || unicode.IsSpace(r) }

// dots is the length of the sign of a range that a text begins with: two dots,
// also as Chinese input methods type them; 0 when there is none.
func dots(s string) int {
	for _, sign := range [...]string{"..", "。。", "．．"} {
		if strings.HasPrefix(s, sign) {
			return len(sign)
		}
	}
	return 0
}

// hasDots reports that a range's sign is somewhere in the text.
func hasDots(s string) bool {
	return strings.Contains(s, "..") || strings.Contains(s, "。。") || strings.Contains(s, "．．")
}
