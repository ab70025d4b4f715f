// Package nav holds the messages by which a screen asks for what only the
// root can do: go elsewhere, tell all screens that the book has changed, say
// something in the status line. Screens import nav and never one another.
package nav

import (
	"context"
	"slices"

	"crm/store/safe"
	"crm/tui/keys"

	tea "charm.land/bubbletea/v2"
)

// Page names a kind of screen.
type Page string

// The pages of the program.
const (
	Today    Page = "today"
	Contacts Page = "contacts"
	Contact  Page = "contact" // one person, over the full width
	Dupes    Page = "dupes"   // who may be in the book twice
	Segments Page = "segments"
)

// Act is a key that has been looked up: what to do, and the key that a class
// of keys stood for. Screens and dialogs are sent actions, never keys, except
// for what is typed into an input.
type Act struct {
	ID  keys.ID
	Arg string
}

// Target is a contact that a verb acts on.
type Target struct {
	ID   string
	Name safe.Text // what to call it; empty if the row is not loaded
	Item string    // in a queue: the reminder under the cursor, or nothing
}

// Write asks for a change of the book. The root runs changes one after the
// other, in the order in which they were asked for, and does not quit before
// they are done.
type Write struct {
	Run func(ctx context.Context) (Done, error) // required
	// Reply makes the message that tells the asker how it went, before the
	// screens hear of the change; with it the root shows no error.
	Reply func(error) tea.Msg
}

// Done says what a change has done.
type Done struct {
	Operation string    // uid; empty if nothing was changed
	IDs       []string  // the contacts concerned; none means any
	Focus     string    // the contact that the cursor goes to, if it is listed
	Segment   string    // the segment that it goes to, where segments are listed
	Text      safe.Text // for the status line
}

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
	// Focus is the contact that the cursor goes to if it is listed: what an
	// undo has brought back, what was added. Empty: the cursor stays.
	Focus string
	// Segment is the same where segments are listed.
	Segment string
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
