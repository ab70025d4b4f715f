package keys

// search is the search bar, with what it has while completions are offered.
func search() []Binding {
	return append(in(Search, "Search",
		Binding{ID: "search-keep", As: Accept, Keys: k("enter"), Label: "keep", Rank: 1, Fixed: true, Help: "keep the search and return to the list"},
		Binding{ID: OpenFirst, Keys: k("alt+enter"), Label: "open", Rank: 5, Help: "open the first hit"},
		Binding{ID: "search-complete", As: Complete, Keys: k("tab"), Label: "complete", Rank: 3, Fixed: true, Help: "take the completion, or show what there is; the nearest value if nobody is found"},
		Binding{ID: "search-down", As: Down, Keys: k("down"), Label: "list", Rank: 4, Fixed: true, Help: "next row of the list"},
		Binding{ID: "search-up", As: Up, Keys: k("up"), Label: "list", Fixed: true, Help: "row before; in an empty bar what was searched for before"},
		Binding{ID: "search-page-down", As: PageDown, Keys: k("pgdown"), Label: "page", Fixed: true, Help: "a page down"},
		Binding{ID: "search-page-up", As: PageUp, Keys: k("pgup"), Label: "page", Fixed: true, Help: "a page up"},
		Binding{ID: "search-clear", As: Cancel, Keys: k("esc", "ctrl+c"), Label: "clear", Rank: 2, Fixed: true, Help: "clear the search"},
	), append(in(SearchPopup, "Completion",
		Binding{ID: "offer-take", As: Complete, Keys: k("tab"), Hides: "search-complete", Label: "complete", Rank: 3, Fixed: true, Help: "take the completion moved to, or the first"},
		Binding{ID: "offer-down", As: Down, Keys: k("down"), Hides: "search-down", Label: "next", Rank: 4, Fixed: true, Help: "next completion"},
		Binding{ID: "offer-up", As: Up, Keys: k("up"), Hides: "search-up", Label: "before", Fixed: true, Help: "completion before"},
		Binding{ID: "offer-next", As: Down, Keys: k("ctrl+n"), Hides: "edit-history-next", Label: "next", Fixed: true, Help: "next completion"},
		Binding{ID: "offer-before", As: Up, Keys: k("ctrl+p"), Hides: "edit-history", Label: "before", Fixed: true, Help: "completion before"},
		Binding{ID: "offer-close", As: Cancel, Keys: k("esc"), Hides: "search-clear", Label: "close", Rank: 2, Fixed: true, Help: "close the completion"},
	), in(SearchChoice, "Completion",
		Binding{ID: "choice-take", As: Accept, Keys: k("enter"), Hides: "search-keep", Label: "take", Rank: 1, Fixed: true, Help: "take the completion moved to"},
	)...)...)
}
