package importer

import (
	"fmt"
	"strings"

	"crm/importer/field"
	"crm/store"
	"crm/store/fold"
	"crm/store/when"
)

// numberAddresses gives each group of address columns a place: those with the
// same label and number belong together.
func (f *File) numberAddresses() {
	type group struct {
		label string
		n     int
	}
	place := map[group]int{}
	for i := range f.cols {
		t := &f.cols[i].target
		if !t.ID.Address() {
			continue
		}
		// "Street 2" and "Home Street 3" are lines of the same address, unless
		// that number has a city of its own.
		g := group{t.Label, max(t.N, 1)}
		if t.N > 1 && (t.ID == field.Street || t.ID == field.Formatted) && !f.hasCity(t.Label, t.N) {
			g.n = 1
		}
		if place[g] == 0 {
			place[g] = len(place) + 1
		}
		t.N = place[g]
	}
}

func (f *File) hasCity(label string, n int) bool {
	for i := range f.cols {
		t := f.cols[i].target
		if (t.ID == field.City || t.ID == field.Country || t.ID == field.Postcode) && t.Label == label && t.N == n {
			return true
		}
	}
	return false
}

// nameCustoms gives every column a custom field to keep values in that do not fit
// its own: the header, made unique.
func (f *File) nameCustoms() {
	used := map[string]int{}
	for _, custom := range []bool{true, false} { // those that are custom fields keep their names
		for i := range f.cols {
			if c := &f.cols[i]; (c.target.ID == field.Custom) == custom {
				c.nameCustom(i, used)
			}
		}
	}
}

func (c *column) nameCustom(i int, used map[string]int) {
	label := store.Clean(c.name)
	if n := len(field.CustomPrefix); len(label) > n && strings.EqualFold(label[:n], field.CustomPrefix) {
		label = strings.TrimSpace(label[n:])
	}
	if fold.Key(label) == "" {
		label = fmt.Sprintf("Column %d", i+1)
	}
	// Thousands of columns may have one name: counting goes on where it was.
	base, first := label, fold.Key(label)
	n := used[first]
	for used[fold.Key(label)] > 0 {
		n++
		label = fmt.Sprintf("%s %d", base, n)
	}
	used[first] = max(n, 1)
	used[fold.Key(label)] = max(used[fold.Key(label)], 1)
	c.custom = store.Custom{Key: fold.Key(label), Label: label}
}

// decideDates settles the order of each column of dates.
func (f *File) decideDates() {
	forced, isForced := parseOrder(f.opt.Dates)
	for i := range f.cols {
		c := &f.cols[i]
		o := c.seen.orders
		switch {
		case isForced:
			c.order = forced
		case o.dmy > o.mdy:
			c.order = when.DMY
		case o.mdy > o.dmy:
			c.order = when.MDY
		default:
			c.order = f.opt.Order
			c.ambiguous = c.seen.both > 0 && c.target.ID.Date()
		}
	}
}
