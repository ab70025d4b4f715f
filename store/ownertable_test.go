package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestOwnerTable compares with a map. Few hashes in few shards meet often, and some
// share what the table keeps of them.
func TestOwnerTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table ownerTable
		want := map[uint64][]uint32{}
		hash := rapid.Custom(func(t *rapid.T) uint64 {
			return rapid.Uint64Range(0, 2).Draw(t, "shard")<<56 | rapid.Uint64Range(0, 40).Draw(t, "tag")<<27
		})
		for range rapid.IntRange(0, 300).Draw(t, "rows") {
			h, row := hash.Draw(t, "hash"), rapid.Uint32Range(1, 50).Draw(t, "row")
			table.add(h, row)
			key := h&0xff00000000000000 | h&0xffffffff
			if !slices.Contains(want[key], row) {
				want[key] = append(want[key], row)
			}
		}
		for range 50 {
			h := hash.Draw(t, "look")
			rows := slices.Clone(want[h&0xff00000000000000|h&0xffffffff])
			slices.Sort(rows)
			if got := table.find(h); !slices.Equal(got, rows) {
				t.Fatalf("%x: %v, want %v", h, got, rows)
			}
		}
	})
}

// TestOwnerTableIsBounded: a number that everybody gave costs no more than others.
func TestOwnerTableIsBounded(t *testing.T) {
	var table ownerTable
	for row := range uint32(100_000) {
		table.add(7, row+1)
	}
	if got := table.find(7); len(got) != ownersMax || got[0] != 1 {
		t.Errorf("%d rows", len(got))
	}
}
