package theme

// Glyphs are the signs of the interface. Each is one cell under every way of
// measuring, is no emoji (terminals draw those two cells wide), and needs no
// special font.
type Glyphs struct {
	Cursor  string // beside the cursor row
	Mark    string // marked row
	Overdue string
	Today   string
	None    string // nothing planned
	Cold    string
	Done    string
	Star    string
	Dirty   string // changed field
	Renew   string
	Birth   string
	Call    string
	Mail    string
	Meeting string
	Note    string
	Change  string // a field or a stage changed

	Arrow   string // leads to
	Prompt  string // before typed text
	Dot     string // between words
	SortUp  string
	SortDn  string
	Vert    string // between panes
	Horiz   string
	TeeDown string    // where Vert leaves Horiz
	TeeUp   string    // where Vert ends on Horiz
	Corner  [4]string // upper left, upper right, lower left, lower right
	Full    string    // filled part of a bar
	Rest    string    // its rest
}

// Unicode is the usual set.
func Unicode() Glyphs {
	return Glyphs{
		Cursor: "▌", Mark: "✓",
		Overdue: "!", Today: "•", None: "△", Cold: "~", Done: "✓", Star: "★",
		Dirty: "•", Renew: "↻", Birth: "✿",
		Call: "☏", Mail: "@", Meeting: "◆", Note: "≡", Change: "▸",
		Arrow: "→", Prompt: "›", Dot: "·", SortUp: "▲", SortDn: "▼",
		Vert: "│", Horiz: "─", TeeDown: "┬", TeeUp: "┴",
		Corner: [4]string{"╭", "╮", "╰", "╯"},
		Full:   "█", Rest: "░",
	}
}

// ASCII is for fonts and terminals that have no others, and for those that
// draw box lines two cells wide (ambiguous width set to wide).
func ASCII() Glyphs {
	return Glyphs{
		Cursor: ">", Mark: "x",
		Overdue: "!", Today: "o", None: "?", Cold: "~", Done: "v", Star: "*",
		Dirty: "*", Renew: "%", Birth: "&",
		Call: "c", Mail: "@", Meeting: "m", Note: "=", Change: "+",
		Arrow: ">", Prompt: ">", Dot: "-", SortUp: "^", SortDn: "v",
		Vert: "|", Horiz: "-", TeeDown: "+", TeeUp: "+",
		Corner: [4]string{"+", "+", "+", "+"},
		Full:   "#", Rest: ".",
	}
}
