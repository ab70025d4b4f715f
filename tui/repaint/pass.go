package repaint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// kind is what a sequence does to the screen.
type kind uint8

const (
	unknown    kind = iota
	text            // written at the cursor
	inRow           // changes the cursor's row
	style           // SGR
	harmless        // changes no cell and moves no cursor
	horizontal      // moves within the row
	vertical        // CUU, CUD
	position        // CUP
	toRow           // VPA
	feed            // LF
	reverse         // RI
	eraseRight      // EL
	scrollUp        // SU
	scrollDown      // SD
	insert          // IL
	remove          // DL
	region          // DECSTBM
)

// kindOf tells a sequence or a cluster by its form (ECMA-48, 8.3; DEC STD 070).
func kindOf(seq string) kind {
	switch c := seq[0]; {
	case c == '\n':
		return feed
	case c == '\r', c == '\b', c == '\t':
		return horizontal
	case c == 0x1b:
		return kindOfEscape(seq)
	case c < ' ', c == 0x7f, c >= utf8.RuneSelf && c < 0xc0:
		return unknown
	}
	return text
}

func kindOfEscape(seq string) kind {
	if seq == "\x1bM" {
		return reverse
	}
	if len(seq) < 3 || seq[1] != '[' {
		return kindOfString(seq)
	}
	if strings.HasSuffix(seq, " q") {
		return harmless // DECSCUSR, the cursor's shape
	}
	params, final := seq[2:len(seq)-1], seq[len(seq)-1]
	if strings.HasPrefix(params, "?") {
		return kindOfMode(params, final)
	}
	if strings.ContainsFunc(params, func(r rune) bool { return (r < '0' || r > '9') && r != ';' && (r != ':' || final != 'm') }) {
		return unknown
	}
	switch final {
	case 'm':
		return style
	case 'H':
		return position
	case 'A', 'B':
		return vertical
	case 'C', 'D', 'G', '`', 'I', 'Z':
		return horizontal
	case 'd':
		return toRow
	case 'K':
		return eraseRight
	case '@', 'P', 'X', 'b':
		return inRow
	case 'S':
		return scrollUp
	case 'T':
		return scrollDown
	case 'L':
		return insert
	case 'M':
		return remove
	case 'r':
		return region
	}
	return unknown
}

// kindOfString knows the operating system commands that change no cell: titles,
// progress (9), the cursor's colour (12, 112), the clipboard (52), the program's
// status (7501). Hyperlinks (8) do.
func kindOfString(seq string) kind {
	if !strings.HasPrefix(seq, "\x1b]") {
		return unknown
	}
	number, _, _ := strings.Cut(strings.TrimRight(seq[2:], "\x07\x1b\\"), ";")
	switch number {
	case "0", "1", "2", "9", "12", "112", "52", "7501":
		return harmless
	}
	return unknown
}

// kindOfMode knows the modes that change nothing on the screen: autowrap, the
// cursor's visibility, synchronized output.
func kindOfMode(params string, final byte) kind {
	if final != 'h' && final != 'l' {
		return unknown
	}
	switch params {
	case "?7", "?25", "?2026":
		return harmless
	}
	return unknown
}

// param reads the i-th number of a sequence; 0 is the same as none.
func param(seq string, i, missing int) int {
	fields := strings.Split(seq[2:len(seq)-1], ";")
	if i >= len(fields) || fields[i] == "" {
		return missing
	}
	n := 0
	for _, c := range fields[i] {
		if c < '0' || c > '9' || n > 1<<16 {
			return missing
		}
		n = n*10 + int(c-'0')
	}
	if n == 0 {
		return missing
	}
	return n
}

// pass lets the first sequence or run of text of s through, follows what it
// does, and returns its length.
func (f *Filter) pass(s string) int {
	k, n := first(s)
	f.emit(s[:n])
	f.follow(k, s[:n])
	return n
}

// first returns the kind and the length of the first sequence, or of the run
// of text, at the start of s.
func first(s string) (kind, int) {
	if n := run(s); n > 0 {
		return text, n
	}
	_, _, n, _ := ansi.DecodeSequenceWc(s, 0, nil)
	if n <= 0 {
		return unknown, len(s)
	}
	return kindOf(s[:n]), n
}

// run is the length of the text at the start of s: up to the first control
// character, C1 in UTF-8 among them.
func run(s string) int {
	n := 0
	for n < len(s) && s[n] >= ' ' && s[n] != 0x7f && (s[n] != 0xc2 || n+1 < len(s) && s[n+1] >= 0xa0) {
		n++
	}
	if !utf8.ValidString(s[:n]) {
		return 0
	}
	return n
}

func (f *Filter) follow(k kind, seq string) {
	switch k {
	case text, inRow, eraseRight:
		f.touch()
	case style:
		f.setPen(addStyle(f.pen, seq))
	case position, toRow:
		f.goTo(param(seq, 0, 1) - 1)
	case vertical:
		if d := param(seq, 0, 1); seq[len(seq)-1] == 'A' {
			f.goBy(-d)
		} else {
			f.goBy(d)
		}
	case feed, reverse, scrollUp, scrollDown, insert, remove, region:
		f.followScroll(k, seq)
	case unknown:
		f.forget()
	}
}

// setPen notes the style of the program and the terminal.
func (f *Filter) setPen(pen string) {
	switch {
	case pen == "":
		f.lost = false
	case len(pen) > maxPen || f.lost:
		pen, f.lost = "", true
	}
	f.pen, f.realPen = pen, pen
}

// touch forgets the row that is written to.
func (f *Filter) touch() {
	if f.y < 0 || f.y >= len(f.rows) {
		clear(f.rows)
		return
	}
	f.rows[f.y] = ""
}

func (f *Filter) goTo(y int) { f.y = min(max(y, 0), f.h-1) }

// goBy moves up or down. The margins of a scroll region stop it.
func (f *Filter) goBy(d int) {
	switch {
	case f.y < 0:
	case f.top > 0 || f.bot < f.h-1:
		f.y = -1
	default:
		f.goTo(f.y + d)
	}
}

func (f *Filter) followScroll(k kind, seq string) {
	if k == region {
		f.top, f.bot = param(seq, 0, 1)-1, param(seq, 1, f.h)-1
		if f.top >= f.bot || f.bot >= f.h {
			f.forget()
		}
		f.goTo(0)
		return
	}
	if k == scrollUp || k == scrollDown {
		n := param(seq, 0, 1)
		if k == scrollDown {
			n = -n
		}
		f.shift(f.top, f.bot, n)
		return
	}
	if f.y < 0 {
		f.forget()
		return
	}
	switch k {
	case feed:
		if f.y == f.bot {
			f.shift(f.top, f.bot, 1)
		} else {
			f.goTo(f.y + 1)
		}
	case reverse:
		if f.y == f.top {
			f.shift(f.top, f.bot, -1)
		} else {
			f.goTo(f.y - 1)
		}
	case insert, remove:
		if f.y < f.top || f.y > f.bot {
			return
		}
		n := param(seq, 0, 1)
		if k == insert {
			n = -n
		}
		f.shift(f.y, f.bot, n)
	}
}

// shift moves what is remembered of the rows from top to bot up by n, down if
// n is negative. The rows that come in are not known.
func (f *Filter) shift(top, bot, n int) {
	if top < 0 || bot >= len(f.rows) || top > bot {
		f.forget()
		return
	}
	rows := f.rows[top : bot+1]
	old := slices.Clone(rows)
	for i := range rows {
		rows[i] = ""
		if j := i + n; j >= 0 && j < len(old) {
			rows[i] = old[j]
		}
	}
}
