// Package keys holds the one table of keys. What a key does is decided here
// and nowhere else; the footer, the help, the palette and the checks for
// clashes are all read from the same table, so none of them can say what is
// not so.
//
// A key means something in a scope: each screen, dialog and menu has one. A
// scope may see the bindings of others through it ([Scope.Sees]): the contact
// list sees the verbs on a contact, the moves of a list, and the global keys.
// Dialogs see nothing: a layer swallows every key that it does not use.
//
// A binding may open a menu ([Binding.Opens]): "o" opens the outcomes, whose
// keys are a scope of their own, and "o n" logs a call without an answer. In
// between the mode is PENDING; the screen shows the menu ([Map.In]), and a key
// that is not in it closes it without effect. No key is held back to look
// ahead: each either acts or opens a menu.
package keys

import (
	"fmt"
	"slices"
)

// ID names what a key does, and stays the same when the key is changed. It is
// the name in the configuration.
type ID string

// Scope is where a binding holds.
type Scope string

// Binding is a row of the table.
type Binding struct {
	ID    ID    // required, unique
	Scope Scope // required
	// Keys are the ways to type it, the one shown first; a key or a class of
	// keys: "1-9", "letter".
	Keys  []string
	Opens Scope // the menu whose keys may come next
	As    ID    // what to do, if it is what another binding does
	// Hides is the binding of an outer scope whose key it takes, and which is
	// then not shown: a adds a segment where segments are listed.
	Hides ID
	Label string // in the footer: "follow-up"
	Short string // in a narrow footer: "due"; Label if empty
	Help  string // required: words for the help
	Group string // required: heading in the help
	// Rank places the binding in the footer: 1 is the last to be left out, 0
	// is never shown there.
	Rank int
	// Fixed bindings must not be changed: esc, ctrl+c, and the keys of the
	// line editor, which reads them itself.
	Fixed bool
}

// Map is the table with the user's changes, ready for looking up. It does not
// change once made.
type Map struct {
	bindings []Binding
	index    map[Scope]map[string]int // what a scope sees: key → binding
}

// New makes the table. overrides gives an ID the keys it shall have instead of
// its own; none at all switches it off. What is wrong with them comes back as
// problems, and those overrides are not applied: the program always starts.
func New(overrides map[string][]string) (*Map, []Problem) {
	bindings := Table()
	var problems []Problem
	for _, name := range sorted(overrides) {
		i := slices.IndexFunc(bindings, func(b Binding) bool { return string(b.ID) == name })
		switch {
		case i < 0:
			problems = append(problems, Problem{ID: ID(name), Why: "there is no such action"})
			continue
		case bindings[i].Fixed:
			problems = append(problems, Problem{ID: ID(name), Why: "its keys cannot be changed"})
			continue
		}
		was := bindings[i].Keys
		bindings[i].Keys = spellAll(overrides[name])
		if found := Check(bindings); len(found) > 0 {
			problems = append(problems, blame(ID(name), found)...)
			bindings[i].Keys = was
		}
	}
	return build(bindings), problems
}

// blame names the binding that was changed as the one in the wrong.
func blame(id ID, found []Problem) []Problem {
	for i, p := range found {
		if p.ID != id {
			found[i] = Problem{id, p.Key, "is the key of " + string(p.ID)}
		}
	}
	return found
}

func sorted(m map[string][]string) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func build(bindings []Binding) *Map {
	m := &Map{bindings: bindings, index: map[Scope]map[string]int{}}
	for _, s := range append(Scopes(), Menus()...) {
		index := map[string]int{}
		for _, seen := range s.Sees() {
			for i, b := range bindings {
				if b.Scope != seen || seen == Editor {
					continue
				}
				for _, k := range b.Keys {
					if _, taken := index[k]; !taken {
						index[k] = i
					}
				}
			}
		}
		m.index[s] = index
	}
	return m
}

// Pending is the menu that is open, and the key that opened it. The zero value
// is none.
type Pending struct {
	Menu Scope
	Key  string
}

// Hit is what a key means.
type Hit struct {
	ID      ID      // what to do, or nothing
	Arg     string  // the key that a class stood for: the 3 of "f 3"
	Pending Pending // the menu that is open now
}

// None reports that the key means nothing here. A menu that was open closes.
func (h Hit) None() bool { return h.ID == "" && h.Pending.Menu == "" }

// Press looks a key up in a scope, or in the menu that is open, which is the
// Pending of the hit before. key is as tea.KeyPressMsg.String spells it; what
// an input method makes of a key is taken for the key itself (see [Plain]).
func (m *Map) Press(s Scope, open Pending, key string) Hit {
	if open.Menu != "" {
		if key == "backspace" || key == "delete" {
			// An input method of the Telex kind takes back what it composes
			// anew: the keys o, o arrive as o, backspace, ô.
			return Hit{Pending: open}
		}
		s = open.Menu
	}
	key = Plain(open.Key, key)
	i, arg, ok := m.find(s, key)
	if !ok {
		return Hit{}
	}
	b := m.bindings[i]
	switch {
	case b.Opens != "":
		return Hit{Pending: Pending{b.Opens, key}}
	case b.As != "":
		return Hit{ID: b.As, Arg: arg}
	}
	return Hit{ID: b.ID, Arg: arg}
}

func (m *Map) find(s Scope, key string) (i int, arg string, ok bool) {
	if i, ok = m.index[s][key]; ok {
		return i, "", true
	}
	for _, c := range classes() {
		if i, ok = m.index[s][c.name]; ok && c.has(key) {
			return i, key, true
		}
	}
	return 0, "", false
}

// class is a set of keys that one binding takes.
type class struct {
	name string
	has  func(key string) bool
}

func classes() []class {
	return []class{
		{"1-9", func(k string) bool { return len(k) == 1 && k[0] >= '1' && k[0] <= '9' }},
		{"letter", func(k string) bool {
			return len(k) == 1 && (k[0] >= 'a' && k[0] <= 'z' || k[0] >= 'A' && k[0] <= 'Z' || k[0] >= '0' && k[0] <= '9')
		}},
	}
}

// Get returns the binding of an ID.
func (m *Map) Get(id ID) (Binding, bool) {
	i := slices.IndexFunc(m.bindings, func(b Binding) bool { return b.ID == id })
	if i < 0 {
		return Binding{}, false
	}
	return m.bindings[i], true
}

// In returns the bindings of one scope, as a menu shows them.
func (m *Map) In(s Scope) []Binding {
	var out []Binding
	for _, b := range m.bindings {
		if b.Scope == s && len(b.Keys) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// All returns the table.
func (m *Map) All() []Binding { return slices.Clone(m.bindings) }

// Key returns how an ID is typed, as shown to people: "u", "o n", "↑", or
// nothing if it has no key.
func (m *Map) Key(id ID) string {
	b, ok := m.Get(id)
	if !ok || len(b.Keys) == 0 {
		return ""
	}
	return m.typed(b, b.Keys[0])
}

// Keys returns all ways to type a binding, as shown to people.
func (m *Map) Keys(b Binding) []string {
	out := make([]string, 0, len(b.Keys))
	for _, k := range b.Keys {
		out = append(out, m.typed(b, k))
	}
	return out
}

// typed puts the key that opens the menu of b in front.
func (m *Map) typed(b Binding, key string) string {
	for _, o := range m.bindings {
		if o.Opens == b.Scope && len(o.Keys) > 0 {
			return Shown(o.Keys[0]) + " " + Shown(key)
		}
	}
	return Shown(key)
}

// Shown spells a key for people.
func Shown(key string) string {
	if name, ok := shownNames()[key]; ok {
		return name
	}
	return key
}

func shownNames() map[string]string {
	return map[string]string{
		"1-9": "1…9", "up": "↑", "down": "↓", "left": "←", "right": "→",
		"pgup": "PgUp", "pgdown": "PgDn", "home": "Home", "end": "End",
		"enter": "Enter", "tab": "Tab", "shift+tab": "shift+Tab", "esc": "Esc",
		"backspace": "Backspace", "delete": "Delete", "f1": "F1",
	}
}

// Problem is something wrong with a binding.
type Problem struct {
	ID  ID
	Key string
	Why string
}

// Error says it in words.
func (p Problem) Error() string {
	if p.Key == "" {
		return fmt.Sprintf("keys.%s: %s", p.ID, p.Why)
	}
	return fmt.Sprintf("keys.%s: %q: %s", p.ID, p.Key, p.Why)
}
