package keys

// The scopes.
const (
	Global  Scope = "global"  // everywhere but in dialogs
	Moving  Scope = "moving"  // lists
	Marking Scope = "marking" // lists of contacts
	Record  Scope = "record"  // the verbs on a contact: the cursor row or the marks

	Contacts Scope = "contacts"
	Contact  Scope = "contact" // the page of one contact
	Today    Scope = "today"
	Empty    Scope = "empty" // a book with no contacts
	Dupes    Scope = "dupes" // pairs of contacts that may be one person
	Segments Scope = "segments"

	Editor Scope = "editor" // the line editor; read by package lineedit
	Search Scope = "search" // the search bar
	// The search bar while completions are offered, and when one of them was
	// moved to.
	SearchPopup  Scope = "search-completion"
	SearchChoice Scope = "search-choice"
	Prompt       Scope = "prompt"  // one line to type: log, note, tag, date, name
	Form         Scope = "form"    // several fields
	Confirm      Scope = "confirm" // yes or no
	Menu         Scope = "menu"    // a list to choose from
	Viewer       Scope = "viewer"  // text to read: the help, an error
	Unsaved      Scope = "unsaved" // what to do with a form that is being left
	Plan         Scope = "plan"    // what an import would do
	Merging      Scope = "merging" // two contacts side by side

	SegmentForm  Scope = "segment"            // the fields of a segment
	SegmentPopup Scope = "segment-completion" // while completions of its query are offered
)

// The menus that a key opens.
const (
	OutcomeMenu Scope = "menu-outcome"
	FollowMenu  Scope = "menu-follow"
	CopyMenu    Scope = "menu-copy"
	GoMenu      Scope = "menu-go"
	SegmentMenu Scope = "menu-segment"
)

// Menus returns the menus that a key opens.
func Menus() []Scope {
	return []Scope{OutcomeMenu, FollowMenu, CopyMenu, GoMenu, SegmentMenu}
}

// Scopes returns the scopes that a screen or a dialog can have.
func Scopes() []Scope {
	return []Scope{Contacts, Contact, Today, Empty, Dupes, Segments, Search, SearchPopup, SearchChoice, Prompt, Form, Confirm, Menu, Viewer, Unsaved, Plan, Merging, SegmentForm, SegmentPopup, Global}
}

// Sees returns the scopes whose bindings hold in s, the innermost first.
func (s Scope) Sees() []Scope {
	switch s {
	case Contacts, Today:
		return []Scope{s, Record, Marking, Moving, Global}
	case Contact:
		return []Scope{s, Record, Moving, Global}
	case Empty, Dupes, Segments:
		return []Scope{s, Global}
	case Search, Prompt, Form, SegmentForm:
		return []Scope{s, Editor}
	case SearchPopup:
		return []Scope{s, Search, Editor}
	case SearchChoice:
		return []Scope{s, SearchPopup, Search, Editor}
	case SegmentPopup:
		return []Scope{s, SegmentForm, Editor}
	}
	return []Scope{s}
}

// Screen reports that s is a screen and not a dialog: its keys are commands,
// and the global ones are among them.
func (s Scope) Screen() bool {
	switch s {
	case Contacts, Contact, Today, Empty, Dupes, Segments, Global:
		return true
	}
	return false
}

// Typing reports that in s what is typed is text (mode INPUT).
func (s Scope) Typing() bool {
	switch s {
	case Search, SearchPopup, SearchChoice, Prompt, Form, SegmentForm, SegmentPopup:
		return true
	}
	return false
}
