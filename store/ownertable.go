package store

import "slices"

// ownerTable finds rows by the hash of a key. It keeps eight bytes a row where a
// map takes forty: an import of 1,000,000 contacts has 2,000,000 keys. Two keys may
// share what it keeps of their hashes: what it finds is to be checked.
type ownerTable struct {
	shards [256]ownerShard // small ones, so that growing one takes little at a time
}

// ownerShard is a hash table with linear probing. tags say where a row belongs.
type ownerShard struct {
	tags []uint32
	rows []uint32 // 0 is a free place
	n    int
}

// ownersMax is how many rows of one key are kept: a number that is everybody's
// tells nobody apart. The indexes are asked for as many.
const ownersMax = 200

// add adds a row, which is not 0, once.
func (t *ownerTable) add(hash uint64, row uint32) {
	s := &t.shards[hash>>56]
	if s.n*5 >= len(s.tags)*4 {
		s.grow()
	}
	tag, same := uint32(hash), 0
	at := s.place(tag)
	for ; s.rows[at] != 0; at = s.after(at) {
		if s.tags[at] != tag {
			continue
		}
		if same++; s.rows[at] == row || same == ownersMax {
			return
		}
	}
	s.tags[at], s.rows[at] = tag, row
	s.n++
}

// find returns the rows of a hash, in order.
func (t *ownerTable) find(hash uint64) (rows []uint32) {
	s := &t.shards[hash>>56]
	if s.n == 0 {
		return nil
	}
	tag := uint32(hash)
	for at := s.place(tag); s.rows[at] != 0; at = s.after(at) {
		if s.tags[at] == tag {
			rows = append(rows, s.rows[at])
		}
	}
	slices.Sort(rows)
	return rows
}

func (s *ownerShard) place(tag uint32) int { return int(uint64(tag) * uint64(len(s.tags)) >> 32) }

func (s *ownerShard) after(at int) int {
	if at++; at == len(s.tags) {
		return 0
	}
	return at
}

func (s *ownerShard) grow() {
	old := *s
	size := len(old.tags)*5/4 + 16
	s.tags, s.rows = make([]uint32, size), make([]uint32, size)
	for i, row := range old.rows {
		if row == 0 {
			continue
		}
		at := s.place(old.tags[i])
		for s.rows[at] != 0 {
			at = s.after(at)
		}
		s.tags[at], s.rows[at] = old.tags[i], row
	}
}
