package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// colour is a colour or nothing.
type colour struct{ c color.Color }

func (c colour) on(s lipgloss.Style) lipgloss.Style {
	if c.c == nil {
		return s
	}
	return s.Foreground(c.c)
}

// palette is what the themes differ in. The zero value is mono.
type palette struct {
	accent, line    colour
	good, warn, bad colour
	cold, star, tag colour
}

// ansi16 is the user's own 16 colours, which he has chosen to be readable on
// his background. White and the blacks are left alone, and so are the bright
// ones: on one palette or another each is the background.
func ansi16() palette {
	return palette{
		accent: colour{lipgloss.Cyan},
		good:   colour{lipgloss.Green}, warn: colour{lipgloss.Yellow}, bad: colour{lipgloss.Red},
		cold: colour{lipgloss.Blue}, star: colour{lipgloss.Yellow}, tag: colour{lipgloss.Magenta},
	}
}

// contrast is the palette of Okabe and Ito (Color Universal Design, 2008),
// told apart with any kind of colour vision. Its yellow and sky blue are too
// light for a white background, its blue too dark for a black one.
func contrast(dark bool) palette {
	hex := func(s string) colour { return colour{lipgloss.Color(s)} }
	pick := func(light, onDark string) colour {
		if dark {
			return hex(onDark)
		}
		return hex(light)
	}
	return palette{
		accent: pick("#0072B2", "#56B4E9"),
		good:   hex("#009E73"),
		warn:   pick("#B37700", "#E69F00"),
		bad:    hex("#D55E00"),
		cold:   pick("#0072B2", "#56B4E9"),
		star:   pick("#B37700", "#F0E442"),
		tag:    pick("#A64D79", "#CC79A7"),
	}
}
