// Package lineedit is a line of text that is being typed.
//
// It is our own because the cursor must be right to the cell: the candidate
// window of an input method opens at the terminal's cursor, and
// bubbles/textinput v2.2.1 puts that in the wrong place after Chinese text
// (bubbles issues 906 and 1001). Text is kept as NFC and edited by grapheme
// clusters, so Backspace takes away a letter and not its accent, and the
// cursor's cell is the width of what is drawn to its left, measured as the
// renderer measures (package cell).
//
// A [Line] is a plain struct: give it messages with [Line.Update] or call its
// methods; draw it with [Line.View] and then place the terminal's cursor with
// [Line.Cursor].
package lineedit

import (
	"strings"
	"unicode"

	"crm/store/safe"
	"crm/tui/cell"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
)

// Line is a line being edited. The zero value is empty and ready.
type Line struct {
	// Suggest returns what could follow the text left of the cursor; it is
	// asked when the cursor is at the end, and shown after it. Nil: nothing.
	Suggest func(left string) string
	// Limit is the most clusters the line takes; 0 means no limit.
	Limit int

	text   []string // clusters
	at     int      // insertion point: before text[at]
	all    bool     // the whole text is selected
	ghost  string
	killed string // what ctrl+y puts back

	past   past
	recall recall

	// As drawn last.
	method cell.Method
	off    int // first cell shown
	width  int
}

// New returns a line with a text, the cursor at its end.
func New(value string) *Line {
	l := &Line{}
	l.SetValue(value)
	return l
}

// Value returns the text.
func (l *Line) Value() string { return strings.Join(l.text, "") }

// Left returns the text left of the cursor.
func (l *Line) Left() string { return strings.Join(l.text[:l.at], "") }

// Right returns the text right of the cursor.
func (l *Line) Right() string { return strings.Join(l.text[l.at:], "") }

// Empty reports whether there is no text.
func (l *Line) Empty() bool { return len(l.text) == 0 }

// SetValue replaces the text and forgets what was typed; the cursor goes to the
// end.
func (l *Line) SetValue(s string) {
	l.past = past{}
	l.recall.at = 0
	l.put(clean(s))
}

// put replaces the text.
func (l *Line) put(s string) {
	l.text = split(s)
	l.at = len(l.text)
	l.all = false
	l.suggest()
}

// Replace puts s in place of the text from byte from to byte to, which a
// completion has looked up in [Line.Value]. The cursor goes behind it. One
// undo takes it back.
func (l *Line) Replace(from, to int, s string) {
	v := l.Value()
	if from < 0 || to < from || to > len(v) {
		return
	}
	l.save(editOther)
	l.set(v[:from]+clean(s), v[to:])
}

// SelectAll selects the text: typing replaces it, moving keeps it.
func (l *Line) SelectAll() {
	l.at = len(l.text)
	l.all = len(l.text) > 0
	l.suggest()
}

// Selected reports whether the text is selected.
func (l *Line) Selected() bool { return l.all }

// Type edits the line as if s had been typed in one go. Backspaces in s (BS,
// DEL) take away what is left of the cursor: a Vietnamese input method sends
// them with the letters that it composes anew, and the whole is one edit.
func (l *Line) Type(s string) {
	if s == "" {
		return
	}
	kind := editType
	if s == " " {
		kind = editSpace
	}
	l.save(kind)
	for s != "" {
		i := strings.IndexAny(s, "\b\x7f")
		if i < 0 {
			l.insert(clean(s))
			return
		}
		l.insert(clean(s[:i]))
		l.deleteLeft()
		s = s[i+1:]
	}
}

// Paste inserts text from the clipboard: line breaks and tabs become spaces,
// what a terminal would obey is left out.
func (l *Line) Paste(s string) {
	l.save(editOther)
	l.insert(clean(strings.Trim(s, "\r\n")))
}

// insert puts s at the cursor, or in place of the selected text.
func (l *Line) insert(s string) {
	if s == "" {
		return
	}
	l.deleteSelected()
	l.set(l.Left()+s, l.Right())
}

// set replaces the text, with the cursor between the two parts. Both may grow
// together there: a combining mark joins the letter before it, and the cursor
// then stands behind the whole.
func (l *Line) set(left, right string) {
	left = norm.NFC.String(left)
	all := norm.NFC.String(left + right)
	l.text = split(all)
	if l.Limit > 0 && len(l.text) > l.Limit {
		l.text = l.text[:l.Limit]
	}
	l.all = false
	n := len(all) - len(right)
	l.at = 0
	for i := 0; l.at < len(l.text) && i < n; l.at++ {
		i += len(l.text[l.at])
	}
	l.suggest()
}

// suggest asks for the ghost text.
func (l *Line) suggest() {
	l.ghost = ""
	if l.Suggest != nil && l.at == len(l.text) && !l.all {
		l.ghost = clean(l.Suggest(l.Value()))
	}
}

// Offer shows a text behind the cursor, until the line changes, that
// [Line.TakeGhost] accepts: for what is found out only after typing. Before the
// end of the line nothing is offered.
func (l *Line) Offer(ghost string) {
	l.ghost = ""
	if l.at == len(l.text) && !l.all {
		l.ghost = clean(ghost)
	}
}

// Ghost returns the text that is suggested.
func (l *Line) Ghost() string { return l.ghost }

// TakeGhost accepts the suggested text. It returns false if there is none.
func (l *Line) TakeGhost() bool {
	if l.ghost == "" || l.at < len(l.text) {
		return false
	}
	l.save(editOther)
	l.insert(l.ghost)
	return true
}

// split takes text apart into clusters.
func split(s string) []string {
	if s == "" {
		return nil
	}
	text := make([]string, 0, len(s))
	for it := graphemes.FromString(s); it.Next(); {
		text = append(text, it.Value())
	}
	return text
}

// clean makes one line of what is typed, pasted or set: NFC, breaks and tabs
// as spaces (CR LF is one), no control characters, and only what safe.Line
// lets through to the screen: a character that is kept but not drawn would put
// the cursor off.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(safe.Line(s).String())
}
