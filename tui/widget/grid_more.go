package widget

// More reports whether the list goes on before and after the rows held.
func (g *Grid[R]) More() (before, after bool) { return g.before, g.after }
