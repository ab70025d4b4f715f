package lineedit

import (
	tea "charm.land/bubbletea/v2"
)

// Update edits the line by a message: a key or a paste. It returns false, and
// does nothing, for a message that is not for a line editor; enter, esc and
// tab are not.
func (l *Line) Update(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		l.Paste(msg.Content)
		return true
	case tea.KeyPressMsg:
		return l.key(msg)
	}
	return false
}

func (l *Line) key(msg tea.KeyPressMsg) bool {
	if msg.Text != "" && msg.Mod&(tea.ModCtrl|tea.ModAlt) == 0 {
		l.Type(msg.Text)
		return true
	}
	s := msg.Keystroke()
	return l.moveKey(s) || l.editKey(s)
}

func (l *Line) moveKey(key string) bool {
	switch key {
	case "ctrl+a", "home":
		l.Start()
	case "ctrl+e", "end":
		if !l.TakeGhost() {
			l.End()
		}
	case "left", "ctrl+b":
		l.Move(-1)
	case "right", "ctrl+f":
		if !l.TakeGhost() {
			l.Move(1)
		}
	case "alt+b", "ctrl+left", "alt+left":
		l.MoveWord(-1)
	case "alt+f", "ctrl+right", "alt+right":
		l.MoveWord(1)
	case "up", "ctrl+p":
		return l.Older()
	case "down", "ctrl+n":
		return l.Newer()
	default:
		return false
	}
	return true
}

func (l *Line) editKey(key string) bool {
	switch key {
	case "backspace", "ctrl+h", "shift+backspace":
		l.Backspace()
	case "delete":
		l.Delete()
	case "ctrl+w":
		l.kill(l.space(), l.at)
	case "alt+backspace":
		l.kill(l.word(-1), l.at)
	case "alt+d":
		l.kill(l.at, l.word(1))
	case "ctrl+k":
		l.kill(l.at, len(l.text))
	case "ctrl+u":
		l.kill(0, l.at)
	case "ctrl+y":
		l.Yank()
	case "ctrl+_", "ctrl+/", "ctrl+-", "ctrl+7":
		// The byte 0x1F, and the keys by which terminals that tell keys
		// apart report it.
		l.Undo()
	default:
		return false
	}
	return true
}
