package widget

// Mark marks the row under the cursor, or takes its mark away, and moves on.
func (g *Grid[R]) Mark() {
	id := g.RowID()
	if id == "" {
		return
	}
	g.SetMark(id, !g.Marked(id))
	g.Move(1)
}

// SetMark sets or takes away one mark. The row need not be loaded.
func (g *Grid[R]) SetMark(id string, on bool) {
	if on {
		g.marks[id] = struct{}{}
	} else {
		delete(g.marks, id)
	}
}

// MarkAll sets exactly these marks: what the book returned for “all that
// match”.
func (g *Grid[R]) MarkAll(ids []string) {
	clear(g.marks)
	for _, id := range ids {
		g.marks[id] = struct{}{}
	}
}

// InvertAll marks those of ids that are not marked, and takes away the marks
// of the others. Marks on rows that are not among ids stay: those are hidden
// by the filter.
func (g *Grid[R]) InvertAll(ids []string) {
	for _, id := range ids {
		g.SetMark(id, !g.Marked(id))
	}
}

// ClearMarks takes all marks away, and reports whether there were any.
func (g *Grid[R]) ClearMarks() bool {
	had := len(g.marks) > 0
	clear(g.marks)
	return had
}

// Marked reports whether a row is marked.
func (g *Grid[R]) Marked(id string) bool {
	_, ok := g.marks[id]
	return ok
}

// Marks returns the identities of all marked rows, in no order.
func (g *Grid[R]) Marks() []string {
	ids := make([]string, 0, len(g.marks))
	for id := range g.marks {
		ids = append(ids, id)
	}
	return ids
}

// HiddenMarks counts the marks that the list does not show, given how many of
// the marked rows match its filter: only the book can count those that are not
// loaded.
func (g *Grid[R]) HiddenMarks(matching int) int { return max(0, len(g.marks)-matching) }

// Targets returns what a verb acts on: the marked rows, or else the row under
// the cursor.
func (g *Grid[R]) Targets() []string {
	if len(g.marks) > 0 {
		return g.Marks()
	}
	if id := g.RowID(); id != "" {
		return []string{id}
	}
	return nil
}
