package widget

import "crm/tui/keys"

// Steer moves the cursor if that is what the action means, the same on every
// screen with a list, and reports whether it did.
func (g *Grid[R]) Steer(id keys.ID) bool {
	switch id {
	case keys.Down:
		g.Move(1)
	case keys.Up:
		g.Move(-1)
	case keys.First:
		g.Home()
	case keys.Last:
		g.End()
	case keys.HalfDown:
		g.HalfPage(1)
	case keys.HalfUp:
		g.HalfPage(-1)
	case keys.PageDown:
		g.Page(1)
	case keys.PageUp:
		g.Page(-1)
	default:
		return false
	}
	return true
}
