package lineedit

import "slices"

// edit is a kind of change. Changes of one kind in a row are undone together,
// a word at a time.
type edit uint8

const (
	editNone edit = iota
	editType
	editSpace
	editDelete
	editOther // each is undone by itself
)

// past is what undo goes back to.
type past struct {
	steps []step
	last  edit
}

type step struct {
	text []string
	at   int
}

// maxSteps bounds what is kept; nobody undoes more in one line.
const maxSteps = 200

// save notes the state before a change.
func (l *Line) save(kind edit) {
	l.recall.at = 0
	together := kind == l.past.last && kind != editOther && !l.all
	// A space ends a word: it belongs to the word before it.
	together = together || kind == editSpace && l.past.last == editType && !l.all
	l.past.last = kind
	if together {
		return
	}
	if len(l.past.steps) == maxSteps {
		l.past.steps = slices.Delete(l.past.steps, 0, 1)
	}
	l.past.steps = append(l.past.steps, step{slices.Clone(l.text), l.at})
}

// Undo takes back the last change of the text. It returns false if there is
// none.
func (l *Line) Undo() bool {
	for len(l.past.steps) > 0 {
		s := l.past.steps[len(l.past.steps)-1]
		l.past.steps = l.past.steps[:len(l.past.steps)-1]
		if slices.Equal(s.text, l.text) {
			continue // a change that changed nothing: Backspace at the start
		}
		l.text, l.at, l.all = s.text, s.at, false
		l.past.last = editNone
		l.suggest()
		return true
	}
	return false
}

// recall goes through lines typed before.
type recall struct {
	lines []string // oldest first
	at    int      // the one shown is lines[at-1]; 0: none
	draft string   // what was typed before going back
}

// SetHistory gives the lines typed before, oldest first.
func (l *Line) SetHistory(lines []string) {
	l.recall = recall{lines: lines}
}

// Remembers reports that there are lines typed before.
func (l *Line) Remembers() bool { return len(l.recall.lines) > 0 }

// Recalling reports that a line typed before is shown, as it was.
func (l *Line) Recalling() bool { return l.recall.at > 0 }

// Older shows the line typed before the one shown. It returns false if there
// is none.
func (l *Line) Older() bool {
	h := &l.recall
	i := h.at - 1
	if h.at == 0 {
		i = len(h.lines)
		h.draft = l.Value()
	}
	if i < 1 {
		return false
	}
	l.show(i, h.lines[i-1])
	return true
}

// Newer shows the line typed after the one shown, and at last what was being
// typed. It returns false if no older line is shown.
func (l *Line) Newer() bool {
	h := &l.recall
	switch h.at {
	case 0:
		return false
	case len(h.lines):
		l.show(0, h.draft)
	default:
		l.show(h.at+1, h.lines[h.at])
	}
	return true
}

// show puts a line of the history into place; undo takes that back.
func (l *Line) show(i int, s string) {
	l.save(editOther)
	l.put(clean(s))
	l.recall.at = i
}
