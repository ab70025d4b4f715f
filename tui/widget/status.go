package widget

import (
	"unicode/utf8"

	"crm/store/safe"
	"crm/tui/cell"
	"crm/tui/keys"
	"crm/tui/theme"

	"charm.land/bubbles/v2/progress"
)

// Status is the line above the hints: the mode, what was done or failed, and
// at the right what is worth knowing about the list.
type Status struct {
	Mode  string // INPUT, or the key of an open menu
	Text  safe.Text
	Tone  Tone
	Undo  string // the key that takes it back; then the word undo stands at the right
	Right safe.Text
}

// Tone is the kind of message.
type Tone uint8

// The tones.
const (
	Quiet  Tone = iota // what is so
	Did                // what was done
	Warned             // what to look at
	Failed             // what could not be done
)

// Line draws the status in exactly w cells. The message comes before what
// stands at the right.
func (s Status) Line(st *theme.Styles, w int) string {
	m := st.Cell
	lead := " "
	if s.Mode != "" {
		lead += st.Mode.Render(" " + s.Mode + " ")
		if s.Text.String() != "" {
			lead += " "
		}
	}
	right, rightStyle := m.Show(s.Right.String()), st.Soft
	if s.Undo != "" {
		right = s.Undo + " undo"
		rightStyle = st.Key
	}
	glyph, style := s.look(st)
	room := w - m.Width(lead) - m.Width(glyph)
	text := m.Show(s.Text.String())
	switch {
	case s.Undo != "":
	case text == "":
		right = m.Truncate(right, max(0, room-2))
	case m.Width(text) > room-m.Width(right)-2:
		right = "" // only a hint: the message needs the room
	}
	if right != "" {
		room -= m.Width(right) + 2
	}
	left := lead + style.Render(glyph+m.Truncate(text, max(0, room)))
	if right == "" {
		return m.FitStyled(left, w)
	}
	gap := w - m.Width(left) - m.Width(right) - 1
	return m.FitStyled(left+cell.Spaces(gap)+rightStyle.Render(right), w)
}

// look returns the sign and the style of a message: never colour alone.
func (s Status) look(st *theme.Styles) (glyph string, style theme.Style) {
	if s.Text.String() == "" {
		return "", st.Text
	}
	switch s.Tone {
	case Did:
		return st.Glyph.Done + " ", st.Toast
	case Warned:
		return "! ", st.Warn
	case Failed:
		return "! ", st.Error
	}
	return "", st.Text
}

// Hints draws a footer of exactly w cells.
func Hints(st *theme.Styles, hints []keys.Hint, w int) string {
	line := ""
	for i, h := range hints {
		if i == 0 {
			line = " "
		} else {
			line += cell.Spaces(keys.Gap(w))
		}
		line += st.Key.Render(h.Key) + " " + st.Hint.Render(h.Word)
	}
	return st.Cell.FitStyled(line, w)
}

// Bar draws a bar of w cells, part of whole filled.
func Bar(st *theme.Styles, part, whole, w int) string {
	bar := progress.New(
		progress.WithWidth(max(w, 0)),
		progress.WithoutPercentage(),
		progress.WithColors(st.Bar.Lipgloss().GetForeground()),
		progress.WithFillCharacters(firstRune(st.Glyph.Full), firstRune(st.Glyph.Rest)),
	)
	bar.EmptyColor = st.BarRow.Lipgloss().GetForeground()
	if whole <= 0 {
		return bar.ViewAs(0)
	}
	return bar.ViewAs(float64(min(max(0, part), whole)) / float64(whole))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
