// Package safe is the one type of text that printers and views accept.
//
// Names, notes, file names and error messages come from spreadsheets and
// strangers, and a terminal obeys what it is sent: an escape sequence in a
// company name can move the cursor, rename the window or fill the clipboard,
// and a bidirectional override can make an amount read backwards. A [Text]
// can only be made here, so a function that takes a Text cannot be handed a
// raw string, and forgetting to clean one does not compile.
//
// The rule (in the manner of cat -v, Unicode's control pictures, and UTS #39
// for what is dropped):
//
//   - bytes that are not UTF-8 and C1 controls (xterm obeys U+009B as CSI
//     even in UTF-8) become U+FFFD;
//   - C0 controls become their picture, U+2400 and up, DEL becomes U+2421;
//   - tab, CR, LF, U+2028 and U+2029 become a space ([Block] keeps LF, and
//     turns CR LF, CR, U+2028 and U+2029 into it);
//   - what is invisible or reorders its surroundings is dropped: U+00AD,
//     U+180E, U+200B, U+202A–E, U+2060, U+2066–206F, U+FEFF,
//     U+FFF9–B, and the tags and reserved ignorables U+E0000–E0FFF but the
//     variation selectors among them. ZWJ and ZWNJ stay, emoji and Persian
//     need them, and so do LRM and RLM, which move no letter;
//   - a base character keeps at most eight combining marks.
//
// A side effect: the flags of England, Scotland and Wales, spelled with tag
// characters, show as a plain black flag.
//
// Clean text is returned as it came, without an allocation.
package safe

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is text that a terminal shows and does not obey. The zero value is
// the empty text.
type Text struct{ s string }

// String returns the clean text.
func (t Text) String() string { return t.s }

// Line makes text for one line: no line break is left in it.
func Line(s string) Text { return Text{clean(s, false)} }

// Block makes text that may have several lines, ended by LF.
func Block(s string) Text { return Text{clean(s, true)} }

// Sprintf formats as [fmt.Sprintf] does, and cleans the result as one line:
// no argument can bring in anything that the format would not be allowed.
func Sprintf(format string, args ...any) Text {
	return Line(fmt.Sprintf(format, args...))
}

// Join puts sep between the texts. The result is one line if all of them and
// sep are.
func Join(texts []Text, sep Text) Text {
	switch len(texts) {
	case 0:
		return Text{}
	case 1:
		return texts[0]
	}
	n := len(sep.s) * (len(texts) - 1)
	for _, t := range texts {
		n += len(t.s)
	}
	var b strings.Builder
	b.Grow(n)
	for i, t := range texts {
		if i > 0 {
			b.WriteString(sep.s)
		}
		b.WriteString(t.s)
	}
	// Marks at the seams may add up to more than eight.
	return Block(b.String())
}

// maxMarks is how many combining marks one base character may carry: the
// most that a living script needs is four or five, and a stack of hundreds
// slows some terminals to a standstill.
const maxMarks = 8

// clean applies the rule. It looks for the first byte to change, and copies
// only when there is one.
func clean(s string, block bool) string {
	marks := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' && !(block && c == '\n') || c == 0x7f {
				return rewrite(s, i, marks, block)
			}
			marks = 0
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if kept, ok := replace(r, n, block); !ok || kept != r || n == 1 {
			return rewrite(s, i, marks, block)
		}
		if isMark(r) {
			if marks++; marks > maxMarks {
				return rewrite(s, i, marks-1, block)
			}
		} else if r != zwj && r != zwnj {
			marks = 0
		}
		i += n
	}
	return s
}

// rewrite cleans s from byte i on, where the base character at hand already
// has some marks.
func rewrite(s string, i, marks int, block bool) string {
	b := make([]byte, i, len(s)+8)
	copy(b, s)
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\r' && block && strings.HasPrefix(s[i+n:], "\n") {
			i += n
			continue
		}
		i += n
		r, ok := replace(r, n, block)
		if !ok {
			continue
		}
		if isMark(r) {
			if marks++; marks > maxMarks {
				continue
			}
		} else if r != zwj && r != zwnj {
			marks = 0
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

// replace says what stands for a rune of n bytes, and whether anything does.
func replace(r rune, n int, block bool) (rune, bool) {
	switch {
	case r == utf8.RuneError && n == 1:
		return utf8.RuneError, true
	case r == '\n' && block:
		return r, true
	case r == '\r' && block, r == 0x2028 && block, r == 0x2029 && block:
		return '\n', true
	case r == '\t', r == '\n', r == '\r', r == 0x2028, r == 0x2029:
		return ' ', true
	case r < ' ':
		return 0x2400 + r, true
	case r == 0x7f:
		return 0x2421, true
	case r >= 0x80 && r < 0xa0:
		return utf8.RuneError, true
	case dropped(r):
		return 0, false
	}
	return r, true
}

// dropped reports the runes that are invisible or reorder what is around
// them.
func dropped(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x180e, r == 0x200b, r == 0x2060, r == 0xfeff:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x206f, r >= 0xfff9 && r <= 0xfffb:
		return true
	case r >= 0xe0000 && r <= 0xe0fff:
		return r < 0xe0100 || r > 0xe01ef
	}
	return false
}

const (
	zwnj = 0x200c // zero width non-joiner
	zwj  = 0x200d // zero width joiner
)

// isMark reports whether r is drawn on the character before it. The tables of
// package unicode are searched only where marks are: not for Latin, kana
// (but for its two marks), Han and Hangul.
func isMark(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36f:
		return true
	case r >= 0x1e00 && r <= 0x1fff, r >= 0x2000 && r < 0x20d0:
		return false
	case r >= 0x3031 && r < 0x3099, r >= 0x309b && r < 0xa66f, r >= 0xac00 && r < 0xd7b0:
		return false
	}
	return unicode.In(r, unicode.Mn, unicode.Me)
}
