package keys

// screens is what one screen alone has.
func screens() []Binding {
	var t []Binding
	t = append(t, in(Contacts, "List",
		Binding{ID: SaveAs, Keys: k("S"), Label: "save search", Help: "save the search as a segment"},
		Binding{ID: Preview, Keys: k("p"), Label: "preview", Help: "show or hide the detail beside the list"},
		Binding{ID: "use-nearest", As: Complete, Keys: k("tab"), Label: "nearest", Help: "search for the nearest value, if nobody has the one typed"},
	)...)
	t = append(t, in(Today, "Queue",
		Binding{ID: Fold, Keys: k("z"), Label: "fold", Help: "fold or unfold what is done"},
		Binding{ID: "today-preview", As: Preview, Keys: k("p"), Label: "preview", Help: "show or hide the detail beside the list"},
	)...)
	t = append(t, in(Empty, "Start",
		Binding{ID: Sample, Keys: k("d"), Label: "sample", Rank: 3, Help: "try it with 200 sample people, in a book that is thrown away"},
	)...)
	return t
}

func moving() []Binding {
	t := in(Moving, "Moving",
		Binding{ID: Down, Keys: k("j", "down"), Label: "down", Help: "next row"},
		Binding{ID: Up, Keys: k("k", "up"), Label: "up", Help: "row before"},
		Binding{ID: Go, Keys: k("g"), Opens: GoMenu, Label: "go…", Help: "go to"},
		Binding{ID: First, Keys: k("home"), Label: "first", Help: "first row"},
		Binding{ID: Last, Keys: k("G", "end"), Label: "last", Help: "last row"},
		Binding{ID: HalfDown, Keys: k("ctrl+d"), Label: "half page", Help: "half a page down"},
		Binding{ID: HalfUp, Keys: k("ctrl+u"), Label: "half page", Help: "half a page up"},
		Binding{ID: PageDown, Keys: k("pgdown", "ctrl+f"), Label: "page", Help: "a page down"},
		Binding{ID: PageUp, Keys: k("pgup", "ctrl+b"), Label: "page", Help: "a page up"},
		Binding{ID: DetailDown, Keys: k("J"), Label: "scroll", Help: "scroll the detail down"},
		Binding{ID: DetailUp, Keys: k("K"), Label: "scroll", Help: "scroll the detail up"},
		Binding{ID: OpenPage, Keys: k("enter"), Label: "open", Help: "open the contact"},
	)
	return append(t, in(GoMenu, "Go to",
		Binding{ID: "go-first", As: First, Keys: k("g"), Label: "top", Help: "first row"},
		Binding{ID: GoDupes, Keys: k("p"), Label: "possible duplicates", Help: "contacts that may be one person"},
	)...)
}

func global() []Binding {
	t := in(Global, "Everywhere",
		Binding{ID: GoToday, Keys: k("1"), Label: "today", Help: "what is due"},
		Binding{ID: GoContacts, Keys: k("2"), Label: "contacts", Help: "all contacts"},
		Binding{ID: GoSegments, Keys: k("4"), Label: "segments", Help: "saved searches and lists"},
		Binding{ID: Find, Keys: k("/"), Label: "search", Short: "find", Rank: 4, Help: "search contacts"},
		Binding{ID: Segment, Keys: k("'"), Opens: SegmentMenu, Label: "segment", Help: "open a segment"},
		Binding{ID: Add, Keys: k("a"), Label: "add", Rank: 12, Help: "add a contact, in one line"},
		Binding{ID: Import, Keys: k("I"), Label: "import", Rank: 13, Help: "import a file"},
		Binding{ID: Undo, Keys: k("u"), Label: "undo", Help: "undo, as often as you like"},
		Binding{ID: Redo, Keys: k("U", "ctrl+r"), Label: "redo", Help: "redo"},
		Binding{ID: GoBack, Keys: k("-", "ctrl+o"), Label: "back", Help: "back to the place before"},
		Binding{ID: ErrorDetails, Keys: k("ctrl+e"), Label: "details", Help: "the whole of the error in the status line"},
		Binding{ID: Help, Keys: k("?", "f1"), Label: "help", Rank: 2, Help: "what the keys do here"},
		Binding{ID: Peel, Keys: k("esc"), Label: "close", Fixed: true, Help: "close what is on top, clear the search, clear the marks"},
		Binding{ID: Quit, Keys: k("q"), Label: "quit", Help: "close the page; on a screen quit"},
		Binding{ID: Interrupt, Keys: k("ctrl+c"), Label: "quit", Fixed: true, Help: "quit"},
		Binding{ID: Suspend, Keys: k("ctrl+z"), Label: "suspend", Help: "back to the shell; fg returns"},
		Binding{ID: Redraw, Keys: k("ctrl+l"), Label: "redraw", Help: "draw the screen anew"},
	)
	return append(t, in(SegmentMenu, "Segments",
		Binding{ID: OpenSegment, Keys: k("letter"), Label: "open", Help: "the segment with that letter"},
		Binding{ID: LastList, Keys: k("'"), Label: "list before", Help: "the list before"},
		Binding{ID: ListAdd, Keys: k("+"), Label: "add to a list…", Help: "put the contacts into a list"},
		Binding{ID: ListRemove, Keys: k("-"), Label: "take off the list", Help: "take the contacts off the list that is shown"},
	)...)
}
