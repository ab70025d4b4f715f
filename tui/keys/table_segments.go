package keys

// segments are the saved queries and fixed lists, and the form of one of them.
func segments() []Binding {
	t := in(Segments, "Segments",
		Binding{ID: "segments-open", As: OpenPage, Keys: k("enter"), Label: "open", Rank: 1, Help: "list who is in it"},
		Binding{ID: SegmentEdit, Keys: k("e"), Label: "edit", Rank: 3, Help: "edit the query, the name and the key"},
		Binding{ID: SegmentAdd, Keys: k("a"), Hides: Add, Label: "add", Rank: 4, Help: "add a segment or a list"},
		Binding{ID: SegmentRename, Keys: k("R"), Label: "rename", Rank: 6, Help: "give it another name"},
		Binding{ID: SegmentDelete, Keys: k("D"), Label: "delete", Rank: 5, Help: "delete it, not the contacts in it"},
		Binding{ID: SegmentCopy, Keys: k("y"), Label: "copy", Rank: 7, Help: "copy the command that lists it"},
		Binding{ID: "segments-down", As: Down, Keys: k("j", "down"), Label: "down", Help: "next segment"},
		Binding{ID: "segments-up", As: Up, Keys: k("k", "up"), Label: "up", Help: "segment before"},
		Binding{ID: "segments-first", As: First, Keys: k("g", "home"), Label: "first", Help: "first segment"},
		Binding{ID: "segments-last", As: Last, Keys: k("G", "end"), Label: "last", Help: "last segment"},
		Binding{ID: "segments-half-down", As: HalfDown, Keys: k("ctrl+d"), Label: "half page", Help: "half a page down"},
		Binding{ID: "segments-half-up", As: HalfUp, Keys: k("ctrl+u"), Label: "half page", Help: "half a page up"},
		Binding{ID: "segments-page-down", As: PageDown, Keys: k("pgdown", "ctrl+f"), Label: "page", Help: "a page down"},
		Binding{ID: "segments-page-up", As: PageUp, Keys: k("pgup", "ctrl+b"), Label: "page", Help: "a page up"},
		Binding{ID: "segments-scroll-down", As: DetailDown, Keys: k("J"), Label: "scroll", Help: "scroll what is in it down"},
		Binding{ID: "segments-scroll-up", As: DetailUp, Keys: k("K"), Label: "scroll", Help: "scroll what is in it up"},
	)
	return append(t, segmentForm()...)
}

// segmentForm are the keys of the editor, and those that it has while the
// completion is open. It takes two keys of the line editor: what was cut can be
// put back by undoing.
func segmentForm() []Binding {
	return append(in(SegmentForm, "Segment",
		Binding{ID: "segment-save", As: Save, Keys: k("ctrl+s"), Label: "save", Rank: 1, Fixed: true, Help: "save"},
		Binding{ID: "segment-next", As: NextField, Keys: k("tab", "down", "enter", "alt+down"), Label: "next", Rank: 4, Fixed: true, Help: "next field"},
		Binding{ID: "segment-before", As: PrevField, Keys: k("shift+tab", "up", "alt+up"), Label: "before", Fixed: true, Help: "field before"},
		Binding{ID: SaveNew, Keys: k("ctrl+n"), Hides: "edit-history-next", Label: "save as new", Short: "as new", Rank: 5, Fixed: true, Help: "save as another segment; the one that was opened stays as it was"},
		Binding{ID: Revert, Keys: k("ctrl+r"), Label: "revert", Rank: 3, Fixed: true, Help: "back to what is saved"},
		Binding{ID: "segment-form-copy", As: SegmentCopy, Keys: k("ctrl+y"), Hides: "edit-paste", Label: "copy as CLI", Short: "copy", Rank: 6, Fixed: true, Help: "copy the command that lists it"},
		Binding{ID: "segment-scroll-down", As: DetailDown, Keys: k("ctrl+down"), Label: "browse", Fixed: true, Help: "scroll who matches down"},
		Binding{ID: "segment-scroll-up", As: DetailUp, Keys: k("ctrl+up"), Label: "browse", Fixed: true, Help: "scroll who matches up"},
		Binding{ID: "segment-close", As: Cancel, Keys: k("esc", "ctrl+c"), Label: "close", Rank: 2, Fixed: true, Help: "close; asks if something has changed"},
	), in(SegmentPopup, "Completion",
		Binding{ID: "popup-take", As: Complete, Keys: k("tab"), Hides: "segment-next", Label: "complete", Rank: 1, Fixed: true, Help: "take the completion"},
		Binding{ID: "popup-down", As: Down, Keys: k("down"), Hides: "segment-next", Label: "next", Rank: 3, Fixed: true, Help: "next completion"},
		Binding{ID: "popup-up", As: Up, Keys: k("up"), Hides: "segment-before", Label: "before", Fixed: true, Help: "completion before"},
		Binding{ID: "popup-accept", As: Accept, Keys: k("enter"), Hides: "segment-next", Label: "take", Fixed: true, Help: "take the completion that was moved to, else next field"},
		Binding{ID: "popup-close", As: Cancel, Keys: k("esc"), Hides: "segment-close", Label: "close", Rank: 2, Fixed: true, Help: "close the completion"},
	)...)
}
