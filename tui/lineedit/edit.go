package lineedit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// moveTo puts the cursor before cluster i.
func (l *Line) moveTo(i int) {
	l.at = min(max(i, 0), len(l.text))
	l.all = false
	l.past.last = editNone
	l.suggest()
}

// Start moves the cursor to the start.
func (l *Line) Start() { l.moveTo(0) }

// End moves the cursor to the end.
func (l *Line) End() { l.moveTo(len(l.text)) }

// Move moves the cursor by n clusters.
func (l *Line) Move(n int) { l.moveTo(l.at + n) }

// MoveWord moves the cursor by a word, to the left if n is negative.
func (l *Line) MoveWord(n int) { l.moveTo(l.word(n)) }

// word returns where the next word in that direction ends or starts.
func (l *Line) word(n int) int {
	i := l.at
	if n < 0 {
		for i > 0 && !inWord(l.text[i-1]) {
			i--
		}
		for i > 0 && inWord(l.text[i-1]) {
			i--
		}
		return i
	}
	for i < len(l.text) && !inWord(l.text[i]) {
		i++
	}
	for i < len(l.text) && inWord(l.text[i]) {
		i++
	}
	return i
}

func inWord(cluster string) bool {
	r, _ := utf8.DecodeRuneInString(cluster)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// space returns where the run of what is not a space, left of the cursor,
// starts: what ctrl+w takes, as in a shell.
func (l *Line) space() int {
	i := l.at
	for i > 0 && l.text[i-1] == " " {
		i--
	}
	for i > 0 && l.text[i-1] != " " {
		i--
	}
	return i
}

// deleteSelected takes away the selected text.
func (l *Line) deleteSelected() bool {
	if !l.all {
		return false
	}
	l.text, l.at, l.all = nil, 0, false
	return true
}

// deleteLeft takes away the cluster left of the cursor.
func (l *Line) deleteLeft() {
	if !l.deleteSelected() && l.at > 0 {
		l.cut(l.at-1, l.at)
	}
	l.suggest()
}

// Backspace takes away the cluster left of the cursor, or what is selected.
func (l *Line) Backspace() {
	l.save(editType)
	l.deleteLeft()
}

// Delete takes away the cluster at the cursor, or what is selected.
func (l *Line) Delete() {
	l.save(editDelete)
	if !l.deleteSelected() && l.at < len(l.text) {
		l.cut(l.at, l.at+1)
	}
	l.suggest()
}

// kill cuts clusters and keeps them for [Line.Yank].
func (l *Line) kill(from, to int) {
	if from >= to {
		return
	}
	l.save(editOther)
	l.killed = strings.Join(l.text[from:to], "")
	l.cut(from, to)
	l.suggest()
}

// Yank puts back what was cut last.
func (l *Line) Yank() {
	if l.killed == "" {
		return
	}
	l.save(editOther)
	l.insert(l.killed)
}

// Clear takes all text away. ctrl+y brings it back.
func (l *Line) Clear() { l.kill(0, len(l.text)) }

// cut takes clusters out. What they kept apart may grow together.
func (l *Line) cut(from, to int) {
	l.set(strings.Join(l.text[:from], ""), strings.Join(l.text[to:], ""))
}
