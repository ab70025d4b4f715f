package store

// SetBounds says how small the sets are that a list begins with, and how far it goes
// along an index before, so that a small book is read as a big one.
func (s *Store) SetBounds(few, far, some int) { s.bounds = bounds{few, far, some} }
