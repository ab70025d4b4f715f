package nav_test

import (
	"testing"

	"crm/tui/nav"
)

func TestTouches(t *testing.T) {
	some := nav.Changed{IDs: []string{"a1", "b2"}}
	for id, want := range map[string]bool{"a1": true, "b2": true, "c3": false, "": false} {
		if got := some.Touches(id); got != want {
			t.Errorf("Touches(%q) = %v, want %v", id, got, want)
		}
	}
	if !(nav.Changed{}).Touches("c3") {
		t.Error("a change without ids must touch every contact")
	}
}

func TestSend(t *testing.T) {
	want := nav.Open{Page: nav.Contact, ID: "a1"}
	if got := nav.Send(want)(); got != want {
		t.Errorf("Send delivered %v, want %v", got, want)
	}
}
