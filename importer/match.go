package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"crm/store"
	"crm/store/fold"
)

// candidate is a contact that a row may be about.
type candidate struct {
	store.Owner
	sure  bool // the names do not contradict
	keys  int  // how many channels they share
	exact bool // the name is written alike
	via   string
	gone  bool // it has the row's id because the contact of that id was merged into it
}

// candidates finds the contacts that a draft shares an id or a channel with, the
// likeliest first. Nothing is ever matched by name alone: a handful of family
// names cover most people of Vietnam.
func candidates(tx *store.Tx, d *draft) ([]candidate, error) {
	c := &d.c
	if c.UID != "" {
		live, trashed, err := tx.HasUID(c.UID)
		if err != nil {
			return nil, err
		}
		if live || trashed {
			return []candidate{{Owner: store.Owner{UID: c.UID, Name: c.Name}, sure: true, via: "id"}}, nil
		}
		owners, err := tx.ByExternal(store.MergedIDs, c.UID) // it was merged into another since
		if err != nil {
			return nil, err
		}
		if len(owners) > 0 {
			return []candidate{{Owner: owners[0], sure: true, via: "id", gone: true}}, nil
		}
	}
	var out []candidate
	add := func(via string, owners []store.Owner, err error) error {
		for _, o := range owners {
			i := slices.IndexFunc(out, func(x candidate) bool { return x.UID == o.UID })
			if i < 0 {
				i = len(out)
				out = append(out, candidate{Owner: o, via: via, sure: sameName(o.Name, c.Name), exact: fold.Text(o.Name) == fold.Text(c.Name)})
			}
			out[i].keys++
		}
		return err
	}
	for _, e := range c.External {
		owners, err := tx.ByExternal(e.System, e.ID)
		if err := add("the id "+e.ID, owners, err); err != nil {
			return nil, err
		}
	}
	for _, e := range c.Emails {
		owners, err := tx.ByEmail(e.Key)
		if err := add("the email "+e.Address, owners, err); err != nil {
			return nil, err
		}
	}
	for _, p := range c.Phones {
		owners, err := tx.ByPhone(p.Key)
		if err == nil && p.Ext != "" {
			owners, err = withoutOtherExt(tx, owners, p)
		}
		if err := add("the phone "+p.Text, owners, err); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		return rank(b) - rank(a)
	})
	return out, nil
}

// withoutOtherExt are the owners of a number who do not sit at another extension of
// it: a switchboard is nobody's own.
func withoutOtherExt(tx *store.Tx, owners []store.Owner, p store.Phone) ([]store.Owner, error) {
	var out []store.Owner
	for _, o := range owners {
		c, err := tx.Contact(o.UID)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(c.Phones, func(q store.Phone) bool { return q.Key == p.Key && (q.Ext == p.Ext || q.Ext == "") }) {
			out = append(out, o)
		}
	}
	return out, nil
}

func rank(c candidate) int {
	n := c.keys
	if c.exact {
		n += 100
	}
	if c.sure {
		n += 1000
	}
	return n
}

// sameName is store.SameName, with initials: "J. Becker" may be Julien Becker.
func sameName(a, b string) bool {
	if store.SameName(a, b) {
		return true
	}
	x, y := fold.Tokens(nil, a), fold.Tokens(nil, b)
	if len(x) > len(y) {
		x, y = y, x
	}
	whole := 0
	left := slices.Clone(y)
	take := func(fits func(string) bool) bool {
		i := slices.IndexFunc(left, fits)
		if i >= 0 {
			left = slices.Delete(left, i, i+1)
		}
		return i >= 0
	}
	var rest []string
	for _, t := range x {
		if take(func(o string) bool { return o == t }) {
			whole++
		} else {
			rest = append(rest, t)
		}
	}
	for _, t := range rest {
		if !take(func(o string) bool { return initial(t, o) || initial(o, t) }) {
			return false
		}
	}
	return whole > 0
}

// initial reports whether short is the first letter of long.
func initial(short, long string) bool {
	return utf8.RuneCountInString(short) == 1 && strings.HasPrefix(long, short)
}

// poorer reports whether a name says less than the one that is there: a part of
// it, initials, or the same letters without their marks.
func poorer(name, than string) bool {
	x, y := fold.Tokens(nil, name), fold.Tokens(nil, than)
	switch {
	case len(x) < len(y):
		return sameName(name, than)
	case fold.Text(name) == fold.Text(than):
		return isASCII(name) && !isASCII(than)
	}
	return sameName(name, than) && len(strings.Join(x, "")) < len(strings.Join(y, ""))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
