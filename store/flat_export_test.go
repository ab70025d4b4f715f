package store

import "fmt"

// Flat is a listed row without its place in the list, for comparing.
func Flat(l Listed) string {
	l.at = Cursor{}
	return fmt.Sprintf("%+v", l)
}
