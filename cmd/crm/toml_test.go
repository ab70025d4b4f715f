package main

import (
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"pgregory.net/rapid"
)

func TestSetTOML(t *testing.T) {
	for _, tc := range []struct{ name, text, key, want string }{
		{"empty", "", "db", "db = \"v\"\n"},
		{"table", "", "ui.theme", "\n[ui]\ntheme = \"v\"\n"},
		{"header", "[ui] # x\nmouse = true\n", "ui.theme", "[ui] # x\ntheme = \"v\"\nmouse = true\n"},
		{"replace", "[ui]\ntheme='a' # keep\n", "ui.theme", "[ui]\ntheme=\"v\" # keep\n"},
		{"replace number", "[today]\nbirthdays = 7 # keep\n", "today.birthdays", "[today]\nbirthdays = \"v\" # keep\n"},
		{"dotted", "ui.theme = \"a\"\n", "ui.theme", "ui.theme = \"v\"\n"},
		{"inline", "ui = { theme = \"a\", b = \"}\" }\n", "ui.theme", "ui = { theme = \"v\", b = \"}\" }\n"},
		{"into inline", "ui = { b = \"}\" } # x\n", "ui.theme", "ui = { theme = \"v\", b = \"}\" } # x\n"},
		{"into empty inline", "ui = {}\n", "ui.theme", "ui = { theme = \"v\" }\n"},
		{"top before tables", "# c\n[ui]\nmouse = true\n", "db", "# c\ndb = \"v\"\n[ui]\nmouse = true\n"},
		{"beside dotted", "ui.glyphs = \"a\"\n[today]\n", "ui.theme", "ui.glyphs = \"a\"\nui.theme = \"v\"\n[today]\n"},
		{"beside dotted, no line end", "ui.glyphs = \"a\"", "ui.theme", "ui.glyphs = \"a\"\nui.theme = \"v\"\n"},
		{"no line end", "[ui]\nmouse = true", "dates.order", "[ui]\nmouse = true\n\n[dates]\norder = \"v\"\n"},
	} {
		got, err := setTOML([]byte(tc.text), tc.key, "v")
		if err != nil || string(got) != tc.want {
			t.Errorf("%s: %q %v, want %q", tc.name, got, err, tc.want)
		}
	}
	if _, err := setTOML([]byte("a = \n"), "db", "v"); err == nil {
		t.Error("a broken file was changed")
	}
}

// What is set is read back, and nothing else changes.
func TestSetTOMLReadsBack(t *testing.T) {
	files := []string{
		"", "# only a comment\n", "db = 'x'\n[ui]\ntheme = \"a\"\n[keys]\n\"contact.log\" = [\"L\"]\n",
		"dates = { order = \"dmy\", timezone = 'local' }\nui = {}\n", "ui.theme = 'x'\ndates.order = \"ymd\"\n[today]\n",
	}
	keys := []string{"db", "dates.order", "dates.timezone", "ui.theme", "ui.glyphs", "today.birthdays", "phone.region"}
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.SampledFrom(files).Draw(t, "file"))
		want := flat(t, text)
		for range rapid.IntRange(1, 6).Draw(t, "times") {
			key, value := rapid.SampledFrom(keys).Draw(t, "key"), rapid.String().Draw(t, "value")
			value = strings.ToValidUTF8(value, "?")
			var err error
			if text, err = setTOML(text, key, value); err != nil {
				t.Fatalf("set %s: %v", key, err)
			}
			want[key] = value
			got := flat(t, text)
			for k, v := range want {
				if got[k] != v {
					t.Fatalf("%s is %q, want %q, in\n%s", k, got[k], v, text)
				}
			}
			if len(got) != len(want) {
				t.Fatalf("%d settings, want %d, in\n%s", len(got), len(want), text)
			}
		}
	})
}

// flat reads a file into dotted keys.
func flat(t *rapid.T, text []byte) map[string]any {
	var tree map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	out := map[string]any{}
	var walk func(string, map[string]any)
	walk = func(prefix string, m map[string]any) {
		for k, v := range m {
			if sub, ok := v.(map[string]any); ok && k != "keys" {
				walk(prefix+k+".", sub)
			} else if s, ok := v.(string); ok {
				out[prefix+k] = s
			}
		}
	}
	walk("", tree)
	return out
}

func FuzzSetTOML(f *testing.F) {
	f.Add("db = 'x'\n[ui]\n", "ui.theme", "v")
	f.Add("ui = { a = 1 }", "ui.theme", "\"")
	f.Fuzz(func(t *testing.T, text, key, value string) {
		if _, known := findSetting(key); !known {
			key = "ui.theme"
		}
		_, _ = setTOML([]byte(text), key, strings.ToValidUTF8(value, "?")) // no panic
	})
}
