package importer

import (
	"strings"
	"testing"

	"crm/store"
)

// TestHeld: few contacts are read once, large ones as often as they are walked.
func TestHeld(t *testing.T) {
	for _, tt := range []struct{ note, reads int }{{10, 1}, {40 << 10, 2}} {
		const people = 1000
		note := strings.Repeat("x", tt.note)
		reads := 0
		all := held(func(yield func(*store.Contact, error) bool) {
			reads++
			for range people {
				if !yield(&store.Contact{Note: note}, nil) {
					return
				}
			}
		})
		for range 2 {
			n := 0
			for c, err := range all {
				if err != nil || c.Note != note {
					t.Fatalf("%v, %v", c, err)
				}
				n++
			}
			if n != people {
				t.Errorf("%d of %d contacts", n, people)
			}
		}
		if reads != tt.reads {
			t.Errorf("notes of %d bytes are read %d times, want %d", tt.note, reads, tt.reads)
		}
	}
}
