package keys

// dialogs are the layers. Each swallows the keys that it does not use, so what
// is missing here does nothing there.
func dialogs() []Binding {
	t := search()
	t = append(t, in(Prompt, "Line",
		Binding{ID: "prompt-save", As: Accept, Keys: k("enter"), Label: "accept", Rank: 1, Fixed: true, Help: "do it"},
		Binding{ID: "prompt-complete", As: Complete, Keys: k("tab"), Label: "complete", Rank: 3, Fixed: true, Help: "take the completion"},
		Binding{ID: Newline, Keys: k("alt+enter"), Label: "new line", Help: "new line, where there may be several"},
		Binding{ID: "prompt-cancel", As: Cancel, Keys: k("esc", "ctrl+c"), Label: "close", Rank: 2, Fixed: true, Help: "close; a log line, a note and a new contact are there again the next time"},
	)...)
	t = append(t, in(Form, "Form",
		Binding{ID: NextField, Keys: k("tab", "down", "enter"), Label: "next", Rank: 3, Fixed: true, Help: "next field"},
		Binding{ID: PrevField, Keys: k("shift+tab", "up"), Label: "before", Rank: 4, Fixed: true, Help: "field before"},
		Binding{ID: Save, Keys: k("ctrl+s"), Label: "save", Rank: 1, Help: "save"},
		Binding{ID: "form-cancel", As: Cancel, Keys: k("esc", "ctrl+c"), Label: "close", Rank: 2, Fixed: true, Help: "close; asks if something has changed"},
	)...)
	t = append(t, in(Confirm, "Question",
		Binding{ID: Yes, Keys: k("y"), Label: "yes", Rank: 1, Fixed: true, Help: "yes"},
		Binding{ID: No, Keys: k("n", "esc", "ctrl+c", "q"), Label: "no", Rank: 1, Fixed: true, Help: "no"},
	)...)
	t = append(t, in(Unsaved, "Unsaved changes",
		Binding{ID: "unsaved-save", As: Save, Keys: k("enter", "ctrl+s"), Label: "save", Rank: 1, Fixed: true, Help: "save"},
		Binding{ID: Discard, Keys: k("d"), Label: "discard", Rank: 1, Fixed: true, Help: "throw the changes away"},
		Binding{ID: "unsaved-keep", As: Cancel, Keys: k("esc", "ctrl+c"), Label: "keep editing", Rank: 1, Fixed: true, Help: "keep editing"},
	)...)
	t = append(t, in(Plan, "Import",
		Binding{ID: "plan-yes", As: Yes, Keys: k("y"), Label: "import", Rank: 1, Fixed: true, Help: "import the file"},
		Binding{ID: "plan-down", As: Down, Keys: k("j", "down"), Label: "down", Rank: 3, Fixed: true, Help: "down"},
		Binding{ID: "plan-up", As: Up, Keys: k("k", "up"), Label: "up", Fixed: true, Help: "up"},
		Binding{ID: "plan-page-down", As: PageDown, Keys: k("space", "pgdown", "ctrl+d", "ctrl+f"), Label: "page", Fixed: true, Help: "a page down"},
		Binding{ID: "plan-page-up", As: PageUp, Keys: k("pgup", "ctrl+u", "ctrl+b"), Label: "page", Fixed: true, Help: "a page up"},
		Binding{ID: "plan-close", As: Cancel, Keys: k("esc", "n", "q", "ctrl+c"), Label: "close", Rank: 2, Fixed: true, Help: "close; nothing is imported"},
	)...)
	return append(t, readers()...)
}

// readers are the layers in which nothing is typed or changed.
func readers() []Binding {
	return append(in(Menu, "Menu",
		Binding{ID: "menu-choose", As: Accept, Keys: k("enter"), Label: "choose", Rank: 1, Fixed: true, Help: "choose"},
		Binding{ID: Pick, Keys: k("1-9"), Label: "choose", Fixed: true, Help: "the one with that number"},
		Binding{ID: "menu-down", As: Down, Keys: k("down", "j"), Label: "down", Rank: 3, Fixed: true, Help: "next"},
		Binding{ID: "menu-up", As: Up, Keys: k("up", "k"), Label: "up", Fixed: true, Help: "the one before"},
		Binding{ID: "menu-close", As: Cancel, Keys: k("esc", "ctrl+c", "q"), Label: "close", Rank: 2, Fixed: true, Help: "close"},
	), in(Viewer, "Text",
		Binding{ID: "viewer-down", As: Down, Keys: k("j", "down"), Label: "down", Rank: 2, Fixed: true, Help: "down"},
		Binding{ID: "viewer-up", As: Up, Keys: k("k", "up"), Label: "up", Fixed: true, Help: "up"},
		Binding{ID: "viewer-page-down", As: PageDown, Keys: k("space", "pgdown", "ctrl+d", "ctrl+f"), Label: "page", Rank: 3, Fixed: true, Help: "a page down"},
		Binding{ID: "viewer-page-up", As: PageUp, Keys: k("pgup", "ctrl+u", "ctrl+b"), Label: "page", Fixed: true, Help: "a page up"},
		Binding{ID: "viewer-first", As: First, Keys: k("g", "home"), Label: "top", Fixed: true, Help: "to the top"},
		Binding{ID: "viewer-last", As: Last, Keys: k("G", "end"), Label: "end", Fixed: true, Help: "to the end"},
		Binding{ID: "viewer-close", As: Cancel, Keys: k("esc", "q", "?", "enter", "ctrl+c"), Label: "close", Rank: 1, Fixed: true, Help: "close"},
	)...)
}

// editor is what package lineedit does. It is here for the help, and so that
// no dialog takes one of its keys unawares.
func editor() []Binding {
	return in(Editor, "Typing",
		Binding{ID: "edit-start", Keys: k("ctrl+a", "home"), Fixed: true, Label: "start", Help: "to the start"},
		Binding{ID: "edit-end", Keys: k("ctrl+e", "end"), Fixed: true, Label: "end", Help: "to the end; takes the completion there"},
		Binding{ID: "edit-left", Keys: k("left", "ctrl+b"), Fixed: true, Label: "left", Help: "a character left"},
		Binding{ID: "edit-right", Keys: k("right", "ctrl+f"), Fixed: true, Label: "right", Help: "a character right"},
		Binding{ID: "edit-word-left", Keys: k("alt+b", "ctrl+left", "alt+left"), Fixed: true, Label: "word left", Help: "a word left"},
		Binding{ID: "edit-word-right", Keys: k("alt+f", "ctrl+right", "alt+right"), Fixed: true, Label: "word right", Help: "a word right"},
		Binding{ID: "edit-delete-left", Keys: k("backspace", "ctrl+h"), Fixed: true, Label: "delete", Help: "delete the character to the left"},
		Binding{ID: "edit-delete", Keys: k("delete"), Fixed: true, Label: "delete", Help: "delete the character at the cursor"},
		Binding{ID: "edit-delete-word", Keys: k("ctrl+w", "alt+backspace"), Fixed: true, Label: "delete word", Help: "cut the word to the left"},
		Binding{ID: "edit-delete-word-right", Keys: k("alt+d"), Fixed: true, Label: "delete word", Help: "cut the word to the right"},
		Binding{ID: "edit-cut-end", Keys: k("ctrl+k"), Fixed: true, Label: "cut", Help: "cut to the end"},
		Binding{ID: "edit-cut-start", Keys: k("ctrl+u"), Fixed: true, Label: "cut", Help: "cut to the start"},
		Binding{ID: "edit-paste", Keys: k("ctrl+y"), Fixed: true, Label: "paste", Help: "put back what was cut"},
		Binding{ID: "edit-undo", Keys: k("ctrl+_"), Fixed: true, Label: "undo typing", Help: "undo typing"},
		Binding{ID: "edit-history", Keys: k("ctrl+p"), Fixed: true, Label: "history", Help: "the line before, of those typed here"},
		Binding{ID: "edit-history-next", Keys: k("ctrl+n"), Fixed: true, Label: "history", Help: "the line after"},
	)
}
