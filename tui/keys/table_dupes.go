package keys

// duplicates are the list of those who may be one person, and the dialog that
// makes one contact of two.
func duplicates() []Binding {
	return append(in(Dupes, "Duplicates",
		Binding{ID: "dupes-merge", As: OpenPage, Keys: k("enter"), Label: "merge", Rank: 1, Help: "see the two side by side, and merge them"},
		Binding{ID: NotSame, Keys: k("n"), Label: "not the same", Short: "not same", Rank: 2, Help: "two people: never show the pair again"},
		Binding{ID: MergeSure, Keys: k("A"), Label: "merge all sure", Short: "all sure", Rank: 3, Help: "merge all the sure ones, as one change"},
		Binding{ID: "dupes-down", As: Down, Keys: k("j", "down"), Label: "down", Help: "next pair"},
		Binding{ID: "dupes-up", As: Up, Keys: k("k", "up"), Label: "up", Help: "pair before"},
		Binding{ID: "dupes-first", As: First, Keys: k("g", "home"), Label: "first", Help: "first pair"},
		Binding{ID: "dupes-last", As: Last, Keys: k("G", "end"), Label: "last", Help: "last pair"},
		Binding{ID: "dupes-half-down", As: HalfDown, Keys: k("ctrl+d"), Label: "half page", Help: "half a page down"},
		Binding{ID: "dupes-half-up", As: HalfUp, Keys: k("ctrl+u"), Label: "half page", Help: "half a page up"},
		Binding{ID: "dupes-page-down", As: PageDown, Keys: k("pgdown", "ctrl+f"), Label: "page", Help: "a page down"},
		Binding{ID: "dupes-page-up", As: PageUp, Keys: k("pgup", "ctrl+b"), Label: "page", Help: "a page up"},
	), in(Merging, "Merge",
		Binding{ID: "merging-merge", As: Accept, Keys: k("enter"), Label: "merge", Rank: 1, Fixed: true, Help: "make one contact of the two"},
		Binding{ID: TakeLeft, Keys: k("left", "h"), Label: "left", Rank: 3, Fixed: true, Help: "take the value at the left"},
		Binding{ID: TakeRight, Keys: k("right", "l"), Label: "right", Rank: 4, Fixed: true, Help: "take the value at the right"},
		Binding{ID: TakeBoth, Keys: k("b"), Label: "both", Rank: 6, Fixed: true, Help: "put both texts one after the other"},
		Binding{ID: Swap, Keys: k("s"), Label: "swap", Rank: 5, Fixed: true, Help: "swap which of the two stays"},
		Binding{ID: "merging-not-same", As: NotSame, Keys: k("n"), Label: "not the same", Short: "not same", Rank: 7, Fixed: true, Help: "two people: never show the pair again"},
		Binding{ID: "merging-down", As: Down, Keys: k("j", "down"), Label: "down", Fixed: true, Help: "next field"},
		Binding{ID: "merging-up", As: Up, Keys: k("k", "up"), Label: "up", Fixed: true, Help: "field before"},
		Binding{ID: "merging-page-down", As: PageDown, Keys: k("pgdown", "ctrl+d", "ctrl+f"), Label: "page", Fixed: true, Help: "down by several fields"},
		Binding{ID: "merging-page-up", As: PageUp, Keys: k("pgup", "ctrl+u", "ctrl+b"), Label: "page", Fixed: true, Help: "up by several fields"},
		Binding{ID: "merging-close", As: Cancel, Keys: k("esc", "q", "ctrl+c"), Label: "close", Rank: 2, Fixed: true, Help: "close; nothing is merged"},
	)...)
}
