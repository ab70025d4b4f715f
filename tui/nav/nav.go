// Package nav holds the messages by which a screen asks for what only the
// root can do: go elsewhere, tell all screens that the book has changed, say
// something in the status line. Screens import nav and never one another.
package nav

import (
	"slices"

	"crm/store/safe"

	tea "charm.land/bubbletea/v2"
)

// Page names a kind of screen.
type Page string

// The pages of the program.
const (
	Today    Page = "today"
	Contacts Page = "contacts"
	Contact  Page = "contact" // one person, over the full width
)

// Open asks to show a page: the one person ID names on Contact, the list with
// the cursor on ID elsewhere, with Query as its search if that is not empty.
type Open struct {
	Page  Page
	ID    string
	Query string
}

// Back asks to close what is on top and return to the place before.
type Back struct{}

// Changed tells every screen on the stack that the book is not what it has
// loaded. IDs are the contacts concerned; none means any.
type Changed struct {
	IDs []string
	// Foreign is set when another process made the change.
	Foreign bool
}

// Touches reports whether the contact of that id may have changed.
func (c Changed) Touches(id string) bool {
	return len(c.IDs) == 0 || slices.Contains(c.IDs, id)
}

// Toast says what was done, in the status line, for a few seconds.
type Toast struct {
	Text safe.Text
	Undo bool // u takes it back: say so
}

// Fail says what could not be done, in the status line, until a key.
type Fail struct{ Err error }

// Send returns a command that delivers msg.
func Send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
