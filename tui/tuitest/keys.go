package tuitest

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Key returns the message that a terminal's bytes for this key give: "enter",
// "ctrl+d", "alt+enter", "j", "L", "小". A capital comes with shift and its
// text; ctrl and alt leave no text, as they do from real bytes.
func Key(name string) (tea.KeyPressMsg, bool) {
	mods, base := tea.KeyMod(0), name
	for {
		mod, rest, ok := strings.Cut(base, "+")
		m, known := modifiers()[mod]
		if !ok || !known || rest == "" {
			break
		}
		mods |= m
		base = rest
	}
	if base == "space" || base == " " {
		return press(tea.KeySpace, " ", mods), true
	}
	if code, ok := named()[base]; ok {
		return tea.KeyPressMsg{Code: code, Mod: mods}, true
	}
	r, n := utf8.DecodeRuneInString(base)
	if n == 0 || n != len(base) {
		return tea.KeyPressMsg{}, false
	}
	return press(r, base, mods), true
}

func press(r rune, text string, mods tea.KeyMod) tea.KeyPressMsg {
	k := tea.KeyPressMsg{Code: r, Text: text, Mod: mods}
	if unicode.IsUpper(r) {
		k.Code, k.ShiftedCode, k.Mod = unicode.ToLower(r), r, mods|tea.ModShift
	}
	if mods&(tea.ModCtrl|tea.ModAlt) != 0 {
		k.Text = ""
	}
	return k
}

func modifiers() map[string]tea.KeyMod {
	return map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}
}

func named() map[string]rune {
	return map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "insert": tea.KeyInsert,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
		"f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
	}
}

// Keys returns the messages for a list of keys. What is not the name of a key
// is text, typed letter by letter: Keys("L", "ok: gửi mẫu +3d", "enter"). A
// word that is the name of a key is typed with [Text].
func Keys(keys ...string) []tea.Msg {
	var msgs []tea.Msg
	for _, k := range keys {
		if msg, ok := Key(k); ok {
			msgs = append(msgs, msg)
		} else {
			msgs = append(msgs, Text(k)...)
		}
	}
	return msgs
}

// Text returns the messages for typing s letter by letter.
func Text(s string) []tea.Msg {
	msgs := make([]tea.Msg, 0, len(s))
	for _, r := range s {
		switch r {
		case '\n':
			msgs = append(msgs, tea.KeyPressMsg{Code: tea.KeyEnter})
		case ' ':
			msgs = append(msgs, press(tea.KeySpace, " ", 0))
		default:
			msgs = append(msgs, press(r, string(r), 0))
		}
	}
	return msgs
}

// failf ends a test; a helper, so that the caller's line is shown.
func failf(tb testing.TB, format string, args ...any) {
	tb.Helper()
	tb.Fatalf(format, args...)
}
