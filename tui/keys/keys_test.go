package keys

import "testing"

func TestTableIsSound(t *testing.T) {
	for _, p := range Check(Table()) {
		t.Error(p)
	}
}
