package repaint

import (
	"os"

	"github.com/charmbracelet/x/term"
)

// Terminal is a terminal behind a [Filter], for tea.WithOutput. The file is not
// embedded: its WriteString would go past the filter.
//
// A command run by tea.Exec is given this as its output; hand it the file
// itself.
type Terminal struct {
	*Filter
	file *os.File
}

// NewTerminal returns a filter in front of a terminal.
func NewTerminal(file *os.File) *Terminal {
	size := func() (int, int) {
		w, h, err := term.GetSize(file.Fd())
		if err != nil {
			return 0, 0
		}
		return w, h
	}
	return &Terminal{Filter: New(file, size), file: file}
}

// Fd returns the file's descriptor: Bubble Tea asks for the size and the mode
// of a terminal.
func (t *Terminal) Fd() uintptr { return t.file.Fd() }

// Read reads from the terminal.
func (t *Terminal) Read(p []byte) (int, error) { return t.file.Read(p) }

// Close closes the terminal.
func (t *Terminal) Close() error { return t.file.Close() }
