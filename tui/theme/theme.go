// Package theme says how things look, by what they mean: screens name a state
// (Overdue, Selected, Border) and never a colour. It is the only package with
// colour literals.
//
// A state is never told by colour alone. Each has a glyph in [Glyphs] and a
// style in [Styles], so that NO_COLOR, a monochrome terminal and a colour-
// blind reader lose nothing. Body text is never SGR 2 and never bright black:
// both vanish on some palettes.
//
// There is one Styles value in the program. Screens hold a pointer to it, and
// the root replaces what it points to when the terminal answers (background
// colour, mode 2027) or the user changes the theme.
package theme

import (
	"strings"

	"crm/tui/cell"

	"charm.land/lipgloss/v2"
)

// Style is the look of a piece of text.
//
// It is described by lipgloss, but applied by our own two lines: lipgloss
// v2.0.6 draws underlined text rune by rune, each in its own escape sequence,
// which tears clusters apart, and costs four times as much.
type Style struct {
	open string
	lip  lipgloss.Style
}

// reset ends a style.
const reset = "\x1b[m"

// makeStyle takes the opening sequence out of what lipgloss makes of one
// letter.
func makeStyle(s lipgloss.Style) Style {
	open, _, _ := strings.Cut(s.Render("x"), "x")
	return Style{open: open, lip: s}
}

// Render returns s in this style. A style inside s ends it: style pieces
// apart and join them.
func (s Style) Render(text string) string {
	if s.open == "" || text == "" {
		return text
	}
	return s.open + text + reset
}

// Plain reports whether the style changes nothing.
func (s Style) Plain() bool { return s.open == "" }

// Lipgloss returns the style for components of bubbles.
func (s Style) Lipgloss() lipgloss.Style { return s.lip }

// Styles is how everything looks and is measured.
type Styles struct {
	Cell  cell.Method // how the terminal measures; see package cell
	Glyph Glyphs

	Text   Style // body text
	Soft   Style // what may be overlooked: notes, counts
	Strong Style // names, the title of the focused pane
	Link   Style // addresses and phone numbers that a key acts on

	Header   Style // column heads
	Heading  Style // head of a section of rows
	Tab      Style // a screen's name in the top line
	TabHere  Style // the screen shown
	Border   Style // lines between panes, frames
	BoxTitle Style // title in a frame

	Selected     Style // cursor row of the focused pane
	SelectedBlur Style // cursor row of another pane
	Marked       Style // marked rows
	Match        Style // what the search found in a text
	MatchHere    Style // the same in the cursor row
	Stale        Style // rows of the last good search while the new one is wrong

	Overdue Style
	Today   Style
	None    Style // nothing planned
	Cold    Style
	Done    Style
	Star    Style
	Tag     Style

	Input       Style // text being typed
	Placeholder Style // what an empty field is for
	Ghost       Style // completion not yet taken
	Picked      Style // selected text in a field
	Label       Style // name of a field
	Dirty       Style // a changed field

	Key    Style // a key in a hint
	Hint   Style // its words
	Mode   Style // INPUT, o…
	Toast  Style // what was done
	Error  Style // what failed
	Warn   Style
	Bar    Style // filled part of a bar
	BarRow Style // its rest
}

// Names lists the themes. The first is the default.
func Names() []string { return []string{"ansi", "contrast", "mono"} }

// New returns the theme of that name for a dark or a light background, and
// the default for a name it does not know. Only contrast looks at dark: the
// others have no colours of their own.
func New(name string, dark bool) *Styles {
	s := &Styles{Glyph: Unicode()}
	switch name {
	case "contrast":
		s.paint(contrast(dark))
	case "mono":
		s.paint(palette{})
	default:
		s.paint(ansi16())
	}
	return s
}

// paint fills in the styles from the colours of p. What p leaves out is
// carried by bold, underline and reverse, which every theme has.
func (s *Styles) paint(p palette) {
	plain := lipgloss.NewStyle()
	bold := plain.Bold(true)
	fg := func(st lipgloss.Style, c colour) Style { return makeStyle(c.on(st)) }

	s.Text, s.Soft, s.Strong = makeStyle(plain), makeStyle(plain), makeStyle(bold)
	s.Link = makeStyle(plain.Underline(true))

	s.Header = makeStyle(bold)
	s.Heading = fg(bold, p.accent)
	s.Tab, s.TabHere = makeStyle(plain), makeStyle(bold.Reverse(true))
	s.Border = fg(plain, p.line)
	s.BoxTitle = makeStyle(bold)

	s.Selected = makeStyle(bold.Reverse(true))
	s.SelectedBlur = makeStyle(plain.Underline(true))
	s.Marked = fg(bold, p.accent)
	s.Match = fg(bold.Underline(true), p.accent)
	s.MatchHere = makeStyle(bold.Reverse(true).Underline(true))
	s.Stale = makeStyle(plain.Italic(true))

	s.Overdue = fg(bold, p.bad)
	s.Today = fg(bold, p.warn)
	s.None = fg(plain, p.warn)
	s.Cold = fg(plain, p.cold)
	s.Done = fg(plain, p.good)
	s.Star = fg(plain, p.star)
	s.Tag = fg(plain, p.tag)

	s.Input, s.Placeholder = makeStyle(plain), makeStyle(plain.Italic(true))
	s.Ghost = makeStyle(plain.Italic(true))
	s.Picked = makeStyle(plain.Reverse(true))
	s.Label = makeStyle(plain)
	s.Dirty = fg(bold, p.warn)

	s.Key, s.Hint = makeStyle(bold), makeStyle(plain)
	s.Mode = makeStyle(bold.Reverse(true))
	s.Toast = fg(plain, p.good)
	s.Error = fg(bold, p.bad)
	s.Warn = fg(bold, p.warn)
	s.Bar, s.BarRow = fg(plain, p.accent), fg(plain, p.line)
}
