package importer

import (
	"fmt"
	"hash/maphash"
	"math/bits"
	"slices"

	"crm/store"
	"crm/store/fold"
)

// namesakes remembers the people of a file by name and company: two rows that agree
// in both and in no key may be one person, which is worth saying and too little to
// act on. It keeps 8 bytes a row, half a hash and the line: 16 MB for a million.
type namesakes struct {
	slots []uint64
	words []string
}

// meet returns the line of an earlier row of the same name and company, 0 for none,
// and remembers this one.
func (n *namesakes) meet(r *run, c *store.Contact, line int) int {
	if c.Name == "" || c.Company == "" {
		return 0
	}
	if n.slots == nil {
		n.slots = make([]uint64, 1<<bits.Len(uint(r.f.total+r.f.total/2+7)))
	}
	n.words = fold.Tokens(n.words[:0], c.Name)
	slices.Sort(n.words)
	var h maphash.Hash
	h.SetSeed(r.seed)
	for _, w := range append(n.words, fold.Text(c.Company)) {
		h.WriteString(w)
		h.WriteByte(0)
	}
	sum := h.Sum64()
	print, mask := sum>>32<<32, uint64(len(n.slots)-1)
	for range n.slots {
		slot := &n.slots[sum&mask]
		switch {
		case *slot == 0:
			*slot = print | uint64(uint32(line))
			return 0
		case *slot>>32<<32 == print:
			return int(uint32(*slot))
		}
		sum++
	}
	return 0
}

// namesakeReason says that a row may be about the person of an earlier one.
func namesakeReason(line int) string {
	return fmt.Sprintf("the same name and company as in line %d", line)
}

// namesake finds somebody of the book with the name and company of a row that
// nothing else ties to anybody. A policy of adding does not ask.
func (r *run) namesake(d *draft, tied bool) (store.Owner, error) {
	if policy, decided := r.policy(d); tied || decided || policy == New || r.f.timeline || d.c.UID != "" && d.record != nil {
		return store.Owner{}, nil
	}
	o, _, err := r.tx.ByNameCompany(d.c.Name, d.c.Company)
	return o, err
}

// doubleReason says that a row may be about somebody of the book.
func doubleReason(o store.Owner) string {
	return fmt.Sprintf("%q of the same company is in the book", o.Name)
}
