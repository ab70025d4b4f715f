package keys

import (
	"slices"
	"unicode/utf8"
)

// Hint is a key and its word, in the footer.
type Hint struct {
	ID   ID
	Key  string
	Word string
}

// Footer returns the hints for a scope that fit into w cells, in the order of
// the table. on says which actions do something here and now; nil means all.
// When there is no room the words get shorter, then the hints of the highest
// rank go, then the gap between them.
func (m *Map) Footer(s Scope, w int, on func(ID) bool) []Hint {
	var shown []Binding
	hidden := m.hidden(s)
	for _, seen := range s.Sees() {
		for _, b := range m.bindings {
			if b.Scope == seen && b.Rank > 0 && len(b.Keys) > 0 && !hidden[b.ID] && (on == nil || on(b.ID)) {
				shown = append(shown, b)
			}
		}
	}
	long := hints(shown, false)
	if HintsWidth(long, Gap(w)) <= w {
		return long
	}
	short := hints(shown, true)
	for HintsWidth(short, Gap(w)) > w && len(short) > 0 {
		worst := 0
		for i := range shown {
			if shown[i].Rank >= shown[worst].Rank {
				worst = i
			}
		}
		shown = slices.Delete(shown, worst, worst+1)
		short = slices.Delete(short, worst, worst+1)
	}
	return short
}

func hints(shown []Binding, short bool) []Hint {
	out := make([]Hint, 0, len(shown))
	for _, b := range shown {
		word := b.Label
		if short && b.Short != "" {
			word = b.Short
		}
		out = append(out, Hint{b.ID, Shown(b.Keys[0]), word})
	}
	return out
}

// Gap is the space between two hints in a footer of w cells.
func Gap(w int) int {
	if w < 50 {
		return 1
	}
	return 2
}

// HintsWidth is the width of a footer: a space at its left, then the hints.
// All that stands in the table is one cell a letter, which a test checks.
func HintsWidth(hints []Hint, gap int) int {
	n := 1
	for i, h := range hints {
		if i > 0 {
			n += gap
		}
		n += utf8.RuneCountInString(h.Key) + 1 + utf8.RuneCountInString(h.Word)
	}
	return n
}

// hidden are the bindings that others stand before in a scope.
func (m *Map) hidden(s Scope) map[ID]bool {
	out := map[ID]bool{}
	for _, b := range m.bindings {
		if b.Hides != "" && len(b.Keys) > 0 && slices.Contains(s.Sees(), b.Scope) {
			out[b.Hides] = true
		}
	}
	return out
}

// Group is a section of the help.
type Group struct {
	Title    string
	Bindings []Binding
}

// Help returns what can be typed in a scope, what is particular to it first.
func (m *Map) Help(s Scope) []Group {
	var groups []Group
	hidden := m.hidden(s)
	for _, seen := range s.Sees() {
		for _, b := range m.bindings {
			if b.Scope != seen || len(b.Keys) == 0 || hidden[b.ID] {
				continue
			}
			i := slices.IndexFunc(groups, func(g Group) bool { return g.Title == b.Group })
			if i < 0 {
				groups = append(groups, Group{Title: b.Group})
				i = len(groups) - 1
			}
			groups[i].Bindings = append(groups[i].Bindings, b)
		}
	}
	return groups
}
