package keys

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Check looks for what is wrong in a table: two actions on one key, keys that
// a plain terminal cannot send or sends as another key, keys that delete in
// every other program, and keys that a Vietnamese input method eats with no
// other way to type the action.
func Check(bindings []Binding) []Problem {
	var problems []Problem
	seen := map[ID]bool{}
	for _, b := range bindings {
		if seen[b.ID] {
			problems = append(problems, Problem{ID: b.ID, Why: "there are two actions of this name"})
		}
		seen[b.ID] = true
		if b.Scope == Editor {
			continue
		}
		problems = append(problems, checkKeys(b)...)
	}
	return append(problems, clashes(bindings)...)
}

// checkKeys checks one binding by itself.
func checkKeys(b Binding) []Problem {
	var problems []Problem
	bad := func(key, why string) { problems = append(problems, Problem{b.ID, key, why}) }
	alternate := len(b.Keys) == 0
	for _, k := range b.Keys {
		why := undeliverable(k)
		switch {
		case why != "":
			bad(k, why)
		case k == "backspace" || k == "delete":
			bad(k, "input methods send it by themselves; it must do nothing here")
		case borrowed(b, k):
			bad(k, "has the same meaning everywhere, and cannot be lent to a dialog")
		}
		alternate = alternate || !eaten(k)
	}
	if !alternate {
		bad(b.Keys[0], "not every keyboard or input method lets it through; add a second key")
	}
	return problems
}

// borrowed reports that a dialog uses a global key for something of its own.
func borrowed(b Binding, key string) bool {
	if b.Scope.Screen() || slices.Contains([]Scope{Record, Marking, Moving, Global}, b.Scope) {
		return false
	}
	if slices.Contains(Menus(), b.Scope) {
		return key == "esc"
	}
	switch key {
	case "u", "D", "/", ":":
		return true
	case "?", "esc":
		return b.As != Cancel && b.ID != No
	}
	return false
}

// eaten reports keys that an input method may keep to itself (Telex turns w
// and the brackets into letters) or that some keyboards lack.
func eaten(key string) bool {
	switch key {
	case "w", "[", "]":
		return true
	}
	return isFunction(key)
}

func isFunction(key string) bool {
	return len(key) >= 2 && key[0] == 'f' && key[1] >= '1' && key[1] <= '9'
}

// clashes finds two actions on one key in what a scope sees.
func clashes(bindings []Binding) []Problem {
	var problems []Problem
	told := map[[2]ID]bool{}
	for _, s := range append(Scopes(), Menus()...) {
		owner := map[string]Binding{}
		for _, seen := range s.Sees() {
			for _, b := range bindings {
				if b.Scope != seen {
					continue
				}
				for _, k := range b.Keys {
					other, taken := owner[k]
					if taken && other.Hides == b.ID {
						continue
					}
					if taken && !told[[2]ID{other.ID, b.ID}] {
						told[[2]ID{other.ID, b.ID}] = true
						problems = append(problems, Problem{b.ID, k, "is the key of " + string(other.ID)})
					}
					owner[k] = b
				}
			}
		}
	}
	return problems
}

// undeliverable says why a plain terminal does not send a key, or nothing.
func undeliverable(key string) string {
	mods, base := split(key)
	if why := same(mods, base); why != "" {
		return why
	}
	named := known(base)
	switch {
	case base == "":
		return "is no key"
	case !named && utf8.RuneCountInString(base) != 1:
		return "there is no key of this name"
	case slices.Contains(mods, "super"), slices.Contains(mods, "meta"), slices.Contains(mods, "hyper"):
		return "terminals do not send this modifier"
	case len(mods) > 1:
		return "most terminals do not send two modifiers"
	case len(mods) == 0:
		return ""
	case mods[0] == "shift" && !named:
		return "write the capital letter or the sign itself"
	case mods[0] == "shift" && (base == "enter" || base == "space" || base == "esc"):
		return "most terminals send it without shift"
	case mods[0] == "ctrl" && (base == "enter" || base == "space" || base == "tab" || base == "esc"):
		return "most terminals send something else"
	case mods[0] == "ctrl" && !named && (base < "a" || base > "z") && !strings.Contains(`\_^`, base):
		return "terminals do not send ctrl with this key"
	}
	return ""
}

// same says which other key a terminal sends the same byte for (ECMA-48 C0).
func same(mods []string, base string) string {
	if !slices.Equal(mods, []string{"ctrl"}) {
		return ""
	}
	switch base {
	case "i":
		return "is the same as Tab"
	case "m":
		return "is the same as Enter"
	case "h":
		return "is the same as Backspace"
	case "[":
		return "is the same as Esc"
	case "j":
		return "is the same as a line feed"
	}
	return ""
}

// split takes the modifiers off a key: "ctrl+r", "ctrl++".
func split(key string) (mods []string, base string) {
	for {
		i := strings.Index(key, "+")
		if i <= 0 || i == len(key)-1 {
			return mods, key
		}
		mods = append(mods, key[:i])
		key = key[i+1:]
	}
}

// known reports the names of keys and of classes.
func known(base string) bool {
	switch base {
	case "enter", "esc", "tab", "space", "backspace", "delete", "insert", "up", "down", "left", "right",
		"home", "end", "pgup", "pgdown", "1-9", "letter":
		return true
	}
	return isFunction(base)
}

// spellAll writes keys as Bubble Tea spells them.
func spellAll(keys []string) []string {
	out := make([]string, 0, len(keys))
	for _, k := range keys {
		out = append(out, spell(k))
	}
	return out
}

// spell accepts the other usual spellings of a key.
func spell(key string) string {
	if key == " " {
		return "space"
	}
	key = strings.TrimSpace(key)
	if utf8.RuneCountInString(key) == 1 {
		return key
	}
	mods, base := split(key)
	for i := range mods {
		mods[i] = strings.ToLower(mods[i])
		if mods[i] == "control" || mods[i] == "c" {
			mods[i] = "ctrl"
		}
	}
	if utf8.RuneCountInString(base) > 1 || slices.Contains(mods, "ctrl") {
		base = strings.ToLower(base)
	}
	if other, ok := map[string]string{
		"escape": "esc", "return": "enter", "pagedown": "pgdown", "pgdn": "pgdown", "pageup": "pgup", "del": "delete",
	}[base]; ok {
		base = other
	}
	if slices.Equal(mods, []string{"shift"}) && utf8.RuneCountInString(base) == 1 {
		return strings.ToUpper(base)
	}
	return strings.Join(append(mods, base), "+")
}
