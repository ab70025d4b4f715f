package keys

import (
	"slices"
	"strings"
	"testing"

	"crm/tui/cell"
)

func table(t *testing.T) *Map {
	t.Helper()
	m, problems := New(nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

func TestTableIsSound(t *testing.T) {
	for _, p := range Check(Table()) {
		t.Error(p)
	}
	scopes := append(append(Scopes(), Menus()...), Record, Marking, Moving, Editor)
	for _, b := range Table() {
		if b.Help == "" || b.Group == "" || b.Label == "" {
			t.Errorf("%s has no label, group or help", b.ID)
		}
		if strings.HasSuffix(b.Help, ".") {
			t.Errorf("%s: the help ends in a full stop", b.ID)
		}
		if !slices.Contains(scopes, b.Scope) {
			t.Errorf("%s is in scope %q, which nothing sees", b.ID, b.Scope)
		}
		if b.Opens != "" && !slices.Contains(Menus(), b.Opens) {
			t.Errorf("%s opens %q, which is no menu", b.ID, b.Opens)
		}
		for _, s := range append(keysShown(b), b.Label, b.Short) {
			if cell.WcWidth.Width(s) != len([]rune(s)) {
				t.Errorf("%s: %q is not one cell a letter", b.ID, s)
			}
		}
	}
	for _, menu := range Menus() {
		if !slices.ContainsFunc(Table(), func(b Binding) bool { return b.Opens == menu }) {
			t.Errorf("nothing opens %s", menu)
		}
	}
}

func keysShown(b Binding) []string {
	var out []string
	for _, k := range b.Keys {
		out = append(out, Shown(k))
	}
	return out
}

func TestPress(t *testing.T) {
	m := table(t)
	for _, c := range []struct {
		scope Scope
		keys  string
		want  ID
		arg   string
	}{
		{Contacts, "1", GoToday, ""}, {Contacts, "2", GoContacts, ""}, {Contacts, "j", Down, ""}, {Contacts, "down", Down, ""},
		{Contacts, "g g", First, ""}, {Contacts, "home", First, ""}, {Contacts, "G", Last, ""}, {Contacts, "ctrl+d", HalfDown, ""},
		{Contacts, "c", Call, ""}, {Today, "c", Call, ""}, {Contact, "c", Call, ""}, {Empty, "c", "", ""},
		{Contacts, "f 3", FollowDays, "3"}, {Contacts, "f /", FollowDate, ""}, {Contacts, "f 0", FollowClear, ""}, {Contacts, "f z", "", ""},
		{Contacts, "y p", CopyPhone, ""}, {Contacts, "o n", OutNoAnswer, ""}, {Contacts, "o esc", "", ""}, {Contacts, "o u", "", ""},
		{Contacts, "' v", OpenSegment, "v"}, {Contacts, "' '", LastList, ""}, {Contacts, "' V", OpenSegment, "V"},
		{Contacts, "space", Mark, ""}, {Contacts, "*", MarkAll, ""}, {Contacts, `\`, MarkInvert, ""}, {Contact, "space", "", ""},
		{Contacts, "u", Undo, ""}, {Contacts, "U", Redo, ""}, {Contacts, "ctrl+r", Redo, ""}, {Contacts, "D", Trash, ""},
		{Contacts, "p", Preview, ""}, {Today, "p", Preview, ""}, {Contacts, "S", SaveAs, ""}, {Today, "S", "", ""},
		{Empty, "d", Sample, ""}, {Contacts, "d", "", ""}, {Empty, "I", Import, ""}, {Empty, "a", Add, ""},
		{Contacts, "backspace", "", ""}, {Contacts, "delete", "", ""}, {Contacts, "esc", Peel, ""}, {Contacts, "ctrl+c", Interrupt, ""},
		{Search, "enter", Accept, ""}, {Search, "esc", Cancel, ""}, {Search, "c", "", ""}, {Search, "down", Down, ""}, {Search, "ctrl+a", "", ""},
		{Confirm, "y", Yes, ""}, {Confirm, "n", No, ""}, {Confirm, "enter", "", ""}, {Confirm, "D", "", ""}, {Confirm, "u", "", ""},
		{Contacts, "4", GoSegments, ""}, {Contacts, "' +", ListAdd, ""}, {Contacts, "' -", ListRemove, ""}, {Contacts, "' ＋", ListAdd, ""},
		{Segments, "a", SegmentAdd, ""}, {Contacts, "a", Add, ""}, {Segments, "enter", OpenPage, ""}, {Segments, "c", "", ""}, {Segments, "D", SegmentDelete, ""},
		{SegmentForm, "tab", NextField, ""}, {SegmentForm, "ctrl+y", SegmentCopy, ""}, {SegmentForm, "ctrl+n", SaveNew, ""}, {SegmentForm, "a", "", ""},
		{SegmentPopup, "tab", Complete, ""}, {SegmentPopup, "down", Down, ""}, {SegmentPopup, "alt+down", NextField, ""}, {SegmentPopup, "ctrl+s", Save, ""},
		{SegmentPopup, "esc", Cancel, ""}, {SegmentPopup, "ctrl+c", Cancel, ""}, {SegmentPopup, "shift+tab", PrevField, ""},
		{Form, "tab", NextField, ""}, {Form, "ctrl+s", Save, ""}, {Viewer, "?", Cancel, ""}, {Menu, "j", Down, ""},
		// An input method is on.
		{Contacts, "？", Help, ""}, {Contacts, "／", Find, ""}, {Contacts, "、", Find, ""}, {Contacts, "ｊ", Down, ""}, {Contacts, "Ｌ", Log, ""},
		{Contacts, "１", GoToday, ""}, {Contacts, "‘ v", OpenSegment, "v"}, {Contacts, "f ３", FollowDays, "3"}, {Contacts, "　", Mark, ""},
		{Contacts, "Đ", Trash, ""}, {Empty, "đ", Sample, ""}, {Contacts, "＊", MarkAll, ""}, {Contacts, "－", GoBack, ""},
		// Telex composes what was typed with what is pending.
		{Contacts, "o backspace ô", OutReached, ""}, {Contacts, "o backspace ơ", OutWrong, ""}, {Contacts, "o backspace ỏ", OutRefused, ""},
		{Contacts, "y backspace ý", CopySummary, ""},
	} {
		var hit Hit
		for _, k := range strings.Split(c.keys, " ") {
			hit = m.Press(c.scope, hit.Pending, k)
		}
		if hit.ID != c.want || hit.Arg != c.arg || c.want == "" && !hit.None() {
			t.Errorf("%s in %s is %q %q, want %q %q", c.keys, c.scope, hit.ID, hit.Arg, c.want, c.arg)
		}
	}
}

func TestPending(t *testing.T) {
	m := table(t)
	hit := m.Press(Today, Pending{}, "o")
	if hit.ID != "" || hit.None() || hit.Pending.Menu != OutcomeMenu {
		t.Fatalf("o gives %+v", hit)
	}
	if items := m.In(hit.Pending.Menu); len(items) != 8 || items[1].Keys[0] != "n" {
		t.Errorf("the menu is %v", items)
	}
	if b, _ := m.Get(OutNoAnswer); m.Keys(b)[0] != "o n" || m.Key(OutNoAnswer) != "o n" || m.Key(Undo) != "u" || m.Key("nothing") != "" {
		t.Errorf("o n is shown as %q", m.Keys(b))
	}
	if got := m.Key(PageDown); got != "PgDn" {
		t.Errorf("page down is shown as %q", got)
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"？": "?", "：": ":", "／": "/", "、": "/", "，": ",", "。": ".", "；": ";", "！": "!", "（": "(", "）": ")",
		"《": "<", "》": ">", "【": "[", "】": "]", "‘": "'", "’": "'", "“": `"`, "”": `"`, "＋": "+", "０": "0", "９": "9", "ａ": "a", "Ｚ": "Z",
		"đ": "d", "Đ": "D", "ư": "w", "Ư": "W", "á": "a", "Ễ": "E",
		"j": "j", "enter": "enter", "ctrl+d": "ctrl+d", "小": "小", "é": "e", "ß": "ß", "я": "я", "": "",
	} {
		if got := Plain("", in); got != want {
			t.Errorf("Plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWord(t *testing.T) {
	for in, want := range map[string]bool{
		"小": true, "小明": true, "かな": true, "김": true, "j": false, "？": false, "đ": false, "enter": false, "ctrl+d": false, "": false, "é": false,
	} {
		if got := Word(in); got != want {
			t.Errorf("Word(%q) = %v", in, got)
		}
	}
}

func TestOverrides(t *testing.T) {
	m, problems := New(map[string][]string{"log": {"l", "Ctrl+L"}, "undo": {"Z"}, "redo": {"shift+z", "ctrl+r"}})
	want := []Problem{{"log", "ctrl+l", "is the key of redraw"}, {"undo", "Z", "is the key of redo"}}
	if !slices.Equal(problems, want) {
		t.Errorf("problems: %v, want %v", problems, want)
	}
	for _, c := range []struct {
		key  string
		want ID
	}{{"L", Log}, {"l", ""}, {"Z", Redo}, {"U", ""}, {"u", Undo}, {"ctrl+l", Redraw}} {
		if got := m.Press(Contacts, Pending{}, c.key).ID; got != c.want {
			t.Errorf("%s is %q, want %q", c.key, got, c.want)
		}
	}
	m, problems = New(map[string][]string{"log": {"l"}, "outcome": {"O"}, "call": {}, "mark": {" ", "V"}, "page-down": {"PgDn"}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := m.Press(Contacts, Pending{}, "l").ID; got != Log {
		t.Errorf("l is %q", got)
	}
	if hit := m.Press(Contacts, m.Press(Contacts, Pending{}, "O").Pending, "n"); hit.ID != OutNoAnswer || m.Key(OutNoAnswer) != "O n" {
		t.Errorf("O n is %q, shown as %q", hit.ID, m.Key(OutNoAnswer))
	}
	for _, k := range []string{"L", "o", "c", "ctrl+f"} {
		if hit := m.Press(Contacts, Pending{}, k); !hit.None() {
			t.Errorf("%s is still %+v", k, hit)
		}
	}
	if hints := m.Footer(Contacts, 200, nil); slices.ContainsFunc(hints, func(h Hint) bool { return h.ID == Call }) {
		t.Error("the footer shows a key that was taken away")
	}
}

func TestCheckFinds(t *testing.T) {
	for name, c := range map[string]struct {
		id   string
		keys []string
		want string
	}{
		"clash":          {"log", []string{"c"}, "is the key of"},
		"clash global":   {"log", []string{"u"}, "is the key of"},
		"tab":            {"log", []string{"ctrl+i"}, "same as Tab"},
		"enter":          {"log", []string{"ctrl+m"}, "same as Enter"},
		"backspace":      {"log", []string{"ctrl+h"}, "same as Backspace"},
		"esc":            {"log", []string{"ctrl+["}, "same as Esc"},
		"line feed":      {"log", []string{"ctrl+j"}, "same as a line feed"},
		"delete":         {"trash", []string{"delete"}, "must do nothing"},
		"backspace key":  {"trash", []string{"Backspace"}, "must do nothing"},
		"ctrl+enter":     {"log", []string{"ctrl+enter"}, "something else"},
		"ctrl+space":     {"mark", []string{"ctrl+space"}, "something else"},
		"shift+enter":    {"log", []string{"shift+enter"}, "without shift"},
		"ctrl digit":     {"log", []string{"ctrl+1"}, "do not send ctrl"},
		"super":          {"log", []string{"super+l"}, "do not send this modifier"},
		"two modifiers":  {"log", []string{"ctrl+alt+l"}, "two modifiers"},
		"unknown":        {"log", []string{"lll"}, "no key of this name"},
		"empty":          {"log", []string{""}, "is no key"},
		"function only":  {"log", []string{"f5"}, "add a second key"},
		"eaten":          {"log", []string{"w"}, "add a second key"},
		"borrowed":       {"save", []string{"u"}, "cannot be lent"},
		"no such":        {"logg", []string{"l"}, "no such action"},
		"fixed":          {"esc", []string{"l"}, "cannot be changed"},
		"editor's":       {"save", []string{"ctrl+k"}, "is the key of"},
		"menu's own esc": {"outcome-busy", []string{"esc"}, "cannot be lent"},
	} {
		m, problems := New(map[string][]string{c.id: c.keys})
		if len(problems) == 0 || !strings.Contains(problems[0].Error(), c.want) {
			t.Errorf("%s: problems %v, want one with %q", name, problems, c.want)
		}
		if b, ok := m.Get(ID(c.id)); ok && slices.Equal(b.Keys, c.keys) {
			t.Errorf("%s: the override is applied", name)
		}
	}
	// What is unusual but works is let through.
	for _, k := range []string{"alt+l", "ctrl+_", `ctrl+\`, "shift+up", "ctrl+left", "insert", "é", "+"} {
		if _, problems := New(map[string][]string{"log": {k}}); len(problems) > 0 {
			t.Errorf("%s: %v", k, problems)
		}
	}
}

func footer(hints []Hint, w int) string {
	var b strings.Builder
	for i, h := range hints {
		if i == 0 {
			b.WriteString(" ")
		} else {
			b.WriteString(strings.Repeat(" ", Gap(w)))
		}
		b.WriteString(h.Key + " " + h.Word)
	}
	return b.String()
}

func TestFooter(t *testing.T) {
	m := table(t)
	noDone := func(id ID) bool { return id != Done }
	for _, c := range []struct {
		scope Scope
		w     int
		on    func(ID) bool
		want  string
	}{
		{Contacts, 120, nil, " c call  L log  o outcome  f follow-up  t tag  n note  e edit  x done  y copy  / search  a add  I import  ? help"},
		{Contacts, 60, noDone, " c call  L log  o outcome  f due  t tag  / find  ? help"},
		{Today, 60, nil, " c call  L log  o outcome  f due  x done  / find  ? help"},
		{Contacts, 40, nil, " c call L log o outcome / find ? help"},
		{Empty, 60, nil, " d sample  / search  a add  I import  ? help"},
		{Search, 60, nil, " Enter keep  alt+enter open  Tab complete  ↓ list  Esc clear"},
		{Prompt, 40, nil, " Enter accept Tab complete Esc close"},
		{Confirm, 40, nil, " y yes n no"},
		{Segments, 80, nil, " Enter open  e edit  a add  R rename  D delete  y copy  / find  I import  ? help"},
		{SegmentPopup, 80, nil, " Tab complete  ↓ next  Esc close  ctrl+s save  ctrl+n as new  ctrl+r revert"},
		{Contacts, 5, nil, ""},
	} {
		if got := footer(m.Footer(c.scope, c.w, c.on), c.w); got != c.want {
			t.Errorf("%s at %d:\n%q\nwant\n%q", c.scope, c.w, got, c.want)
		}
	}
	for _, s := range Scopes() {
		for w := 10; w <= 300; w++ {
			hints := m.Footer(s, w, nil)
			if n := cell.WcWidth.Width(footer(hints, w)); n > w || n > 1 && n != HintsWidth(hints, Gap(w)) {
				t.Fatalf("%s at %d: %d cells", s, w, n)
			}
		}
	}
}

func TestHelp(t *testing.T) {
	m := table(t)
	groups := m.Help(Contacts)
	var titles []string
	for _, g := range groups {
		titles = append(titles, g.Title)
	}
	if want := []string{"List", "Contact", "Marks", "Moving", "Everywhere"}; !slices.Equal(titles, want) {
		t.Errorf("groups %q, want %q", titles, want)
	}
	if n := len(m.All()); n != len(Table()) {
		t.Errorf("%d bindings, %d in the table", n, len(Table()))
	}
	for _, s := range Scopes() {
		if len(m.Help(s)) == 0 {
			t.Errorf("there is no help for %s", s)
		}
		if s.Screen() && s.Typing() {
			t.Errorf("%s is a screen and a dialog", s)
		}
	}
}

func FuzzPress(f *testing.F) {
	f.Add("contacts", "o", "ô")
	f.Add("today", "f", "３")
	f.Add("search", "", "小明")
	m, _ := New(nil)
	f.Fuzz(func(t *testing.T, scope, first, second string) {
		hit := m.Press(Scope(scope), Pending{}, first)
		hit = m.Press(Scope(scope), hit.Pending, second)
		if hit.ID != "" {
			if _, ok := m.Get(hit.ID); !ok && !slices.ContainsFunc(m.All(), func(b Binding) bool { return b.As == hit.ID }) {
				t.Fatalf("%q %q gives %q, which is nothing", first, second, hit.ID)
			}
		}
		Word(second)
	})
}
