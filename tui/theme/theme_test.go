package theme

import (
	"bytes"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"crm/tui/cell"

	"github.com/charmbracelet/colorprofile"
)

// each calls f with every style of s.
func each(s *Styles, f func(name string, st Style)) {
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		if st, ok := v.Field(i).Interface().(Style); ok {
			f(v.Type().Field(i).Name, st)
		}
	}
}

func TestEveryStyleIsMade(t *testing.T) {
	n := 0
	for _, name := range Names() {
		for _, dark := range []bool{false, true} {
			n = 0
			each(New(name, dark), func(field string, st Style) {
				n++
				if got := st.Render("王小明"); !strings.Contains(got, "王小明") || st.Plain() != (got == "王小明") {
					t.Errorf("%s %s: %q", name, field, got)
				}
				if got := st.Render(""); got != "" {
					t.Errorf("%s %s styles nothing: %q", name, field, got)
				}
			})
		}
	}
	if n > 40 {
		t.Errorf("%d styles: more than anybody can tell apart", n)
	}
}

// Body text is never dim (SGR 2) nor bright black (SGR 90): both vanish on
// some palettes. The default theme has no colour that is not the user's.
func TestReadableEverywhere(t *testing.T) {
	own := regexp.MustCompile(`38;[25];|48;`)
	for _, name := range Names() {
		each(New(name, true), func(field string, st Style) {
			seq := st.Render("x")
			for _, code := range strings.FieldsFunc(seq, func(r rune) bool { return r == '[' || r == ';' || r == 'm' || r == 0x1b }) {
				if code == "2" && name != "contrast" || code == "90" || code == "30" || code == "37" || code == "97" {
					t.Errorf("%s %s is %q", name, field, seq)
				}
			}
			if name != "contrast" && own.MatchString(seq) {
				t.Errorf("%s %s has a colour of its own: %q", name, field, seq)
			}
			if name == "mono" && regexp.MustCompile(`3[0-7]`).MatchString(seq) {
				t.Errorf("mono %s has a colour: %q", field, seq)
			}
		})
	}
}

// Without colours the cursor row, marks and moods still differ: by bold,
// underline and reverse here, by glyphs in the widgets.
func TestMonoTellsStatesApart(t *testing.T) {
	for _, name := range Names() {
		s := New(name, true)
		rows := map[string]string{}
		for what, st := range map[string]Style{
			"text": s.Text, "selected": s.Selected, "blurred": s.SelectedBlur, "marked": s.Marked, "stale": s.Stale,
		} {
			seq := stripColour(t, st.Render("x"))
			if other, ok := rows[seq]; ok {
				t.Errorf("%s: %s and %s look the same without colour: %q", name, what, other, seq)
			}
			rows[seq] = what
		}
	}
}

// stripColour passes text through what Bubble Tea does under NO_COLOR.
func stripColour(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := &colorprofile.Writer{Forward: &b, Profile: colorprofile.ASCII}
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestUnknownThemeIsTheDefault(t *testing.T) {
	if got, want := New("solarized", true).Overdue.Render("x"), New("ansi", true).Overdue.Render("x"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestContrastLooksAtTheBackground(t *testing.T) {
	if New("contrast", true).Star.Render("x") == New("contrast", false).Star.Render("x") {
		t.Error("yellow is the same on black and on white")
	}
}

// Underlined text is one piece: clusters are not torn apart.
func TestUnderlineIsOnePiece(t *testing.T) {
	if got := New("mono", true).Link.Render("a\u0301👩‍💻"); !strings.Contains(got, "a\u0301👩‍💻") {
		t.Errorf("%q", got)
	}
}

func TestGlyphs(t *testing.T) {
	for set, g := range map[string]Glyphs{"unicode": Unicode(), "ascii": ASCII()} {
		state := map[string]string{}
		v := reflect.ValueOf(g)
		check := func(field, s string) {
			if cell.WcWidth.Width(s) != 1 || cell.Grapheme.Width(s) != 1 {
				t.Errorf("%s %s: %q is not one cell", set, field, s)
			}
			if set == "ascii" && (len(s) != 1 || s[0] < '!' || s[0] > '~') {
				t.Errorf("ascii %s is %q", field, s)
			}
			if strings.ContainsAny(s, "☎✉♥✔⭐▶◀↔☀❤") {
				t.Errorf("%s %s: %q is an emoji", set, field, s)
			}
			switch field {
			case "Overdue", "Today", "None", "Cold", "Done", "Star":
				if other, ok := state[s]; ok {
					t.Errorf("%s: %s and %s are both %q", set, field, other, s)
				}
				state[s] = field
			}
		}
		for i := range v.NumField() {
			field := v.Type().Field(i).Name
			if s, ok := v.Field(i).Interface().(string); ok {
				check(field, s)
				continue
			}
			for _, s := range g.Corner {
				check(field, s)
			}
		}
	}
}

func BenchmarkRender(b *testing.B) {
	s := New("ansi", true)
	b.ReportAllocs()
	for b.Loop() {
		s.Overdue.Render("! 2d ago")
	}
}
