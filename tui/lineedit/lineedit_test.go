package lineedit_test

import (
	"strings"
	"testing"

	"crm/tui/lineedit"
	"crm/tui/theme"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/unicode/norm"
)

// send types keys.
func send(l *lineedit.Line, keys ...string) {
	for _, msg := range tuitest.Keys(keys...) {
		l.Update(msg)
	}
}

// shown is the text with | for the cursor.
func shown(l *lineedit.Line) string { return l.Left() + "|" + l.Right() }

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		name, start string
		keys        []string
		want        string
	}{
		{"type", "", []string{"lan 王小明"}, "lan 王小明|"},
		{"type inside", "ac", []string{"left", "b"}, "ab|c"},
		{"start and end", "abc", []string{"ctrl+a", "x", "ctrl+e", "y"}, "xabcy|"},
		{"home and end", "abc", []string{"home", "x", "end", "y"}, "xabcy|"},
		{"left and right", "王小明", []string{"ctrl+b", "ctrl+b", "ctrl+f"}, "王小|明"},
		{"beyond the ends", "a", []string{"left", "left", "b", "right", "right", "c"}, "bac|"},
		{"words", "gọi lại báo giá", []string{"alt+b", "alt+b"}, "gọi lại |báo giá"},
		{"words right", "gọi lại báo", []string{"home", "alt+f"}, "gọi| lại báo"},
		{"backspace takes a letter", "Ánh", []string{"backspace", "backspace", "backspace"}, "|"},
		{"backspace takes a cluster", "a👩‍💻", []string{"backspace"}, "a|"},
		{"backspace at the start", "a", []string{"home", "backspace"}, "|a"},
		{"delete", "abc", []string{"home", "delete"}, "|bc"},
		{"delete at the end", "abc", []string{"delete"}, "abc|"},
		{"cut the word", "tag:vip last:>30d", []string{"ctrl+w"}, "tag:vip |"},
		{"cut the word by letters", "tag:vip", []string{"alt+backspace"}, "tag:|"},
		{"cut the word right", "tag vip", []string{"home", "alt+d"}, "| vip"},
		{"cut and put back", "one two", []string{"ctrl+w", "home", "ctrl+y"}, "two|one "},
		{"cut to the end", "one two", []string{"home", "alt+f", "ctrl+k"}, "one|"},
		{"cut to the start", "one two", []string{"alt+b", "ctrl+u"}, "|two"},
		{"undo a word", "", []string{"one two", "ctrl+_"}, "one |"},
		{"undo all", "", []string{"one two", "ctrl+_", "ctrl+_", "ctrl+_"}, "|"},
		{"undo a cut", "one two", []string{"ctrl+u", "ctrl+_"}, "one two|"},
		{"undo after moving", "", []string{"ab", "left", "c", "ctrl+_"}, "a|b"},
		{"full-width stays text", "", []string{"：？"}, "：？|"},
	} {
		l := lineedit.New(c.start)
		send(l, c.keys...)
		if got := shown(l); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestUpdateLeavesOtherKeys(t *testing.T) {
	l := lineedit.New("abc")
	for _, key := range []string{"enter", "esc", "tab", "shift+tab", "pgup", "up", "down", "ctrl+s", "alt+enter", "f1", "ctrl+c"} {
		msg, _ := tuitest.Key(key)
		if l.Update(msg) {
			t.Errorf("%s is taken", key)
		}
	}
	if l.Update(tea.WindowSizeMsg{}) || l.Value() != "abc" {
		t.Error("a size edits the line")
	}
}

// A Vietnamese input method takes back letters and sends them composed.
func TestTelexBurst(t *testing.T) {
	l := lineedit.New("")
	send(l, "Nguye", "backspace", "ê", "n", "backspace", "backspace", "ễn")
	if got := l.Value(); got != "Nguyễn" {
		t.Fatalf("value %q", got)
	}
	if l.Undo(); !l.Empty() {
		t.Errorf("one undo leaves %q", l.Value())
	}
	l.SetValue("Nguye")
	l.Type("\x7fễn")
	if got := l.Value(); got != "Nguyễn" {
		t.Errorf("a burst gives %q", got)
	}
	if l.Undo(); l.Value() != "Nguye" {
		t.Errorf("undo of a burst gives %q", l.Value())
	}
	l.Type("\b\b\b\b\b\b\b\bx")
	if got := l.Value(); got != "x" {
		t.Errorf("more backspaces than letters give %q", got)
	}
}

func TestTextIsNFC(t *testing.T) {
	l := lineedit.New("")
	send(l, "a", "\u0302", "\u0301") // a circumflex, then acute, as dead keys send them
	if got := l.Value(); got != "ấ" || !norm.NFC.IsNormalString(got) {
		t.Errorf("value %q", got)
	}
	l.Start()
	l.Paste("e\u0301")
	if got := shown(l); got != "é|ấ" {
		t.Errorf("after a decomposed paste: %q", got)
	}
}

func TestPaste(t *testing.T) {
	for in, want := range map[string]string{
		"line1\rline2":          "line1 line2|",
		"a\r\nb\nc":             "a b c|",
		"0912 345 678\n":        "0912 345 678|",
		"a\tb":                  "a b|",
		"\x1b[31mred\x07":       "[31mred|",
		"a\u202eb\u200bc\ufeff": "abc|",
		"\u0085x\u009b1m":       "x1m|",
		"bad \xff byte":         "bad � byte|",
		"\u2028x":               " x|",
		"می\u200cخواهم":         "می\u200cخواهم|",
	} {
		l := lineedit.New("")
		l.Update(tea.PasteMsg{Content: in})
		if got := shown(l); got != want {
			t.Errorf("paste %q: %q, want %q", in, got, want)
		}
	}
}

func TestSelected(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"x"}, "x|"},
		{[]string{"backspace"}, "|"},
		{[]string{"delete"}, "|"},
		{[]string{"right", "x"}, "tag:vipx|"},
		{[]string{"home", "x"}, "x|tag:vip"},
		{[]string{"x", "ctrl+_"}, "tag:vip|"},
	} {
		l := lineedit.New("tag:vip")
		l.SelectAll()
		send(l, c.keys...)
		if got := shown(l); got != c.want || l.Selected() {
			t.Errorf("%q: %q, want %q", c.keys, got, c.want)
		}
	}
	l := lineedit.New("")
	if l.SelectAll(); l.Selected() {
		t.Error("nothing is selected")
	}
}

func TestHistory(t *testing.T) {
	l := lineedit.New("draft")
	l.SetHistory([]string{"first", "second"})
	for _, c := range []struct{ key, want string }{
		{"up", "second|"}, {"up", "first|"}, {"up", "first|"}, {"down", "second|"}, {"down", "draft|"}, {"down", "draft|"},
		{"ctrl+p", "second|"}, {"x", "secondx|"}, {"up", "second|"}, {"ctrl+n", "secondx|"},
	} {
		send(l, c.key)
		if got := shown(l); got != c.want {
			t.Fatalf("after %s: %q, want %q", c.key, got, c.want)
		}
	}
	var none lineedit.Line
	if none.Older() || none.Newer() {
		t.Error("there is a history where none was given")
	}
}

func TestGhost(t *testing.T) {
	l := lineedit.New("")
	l.Suggest = func(left string) string {
		if after, ok := strings.CutPrefix("vip", left); ok {
			return after
		}
		return ""
	}
	send(l, "v")
	if got := l.Ghost(); got != "ip" {
		t.Fatalf("ghost %q", got)
	}
	st := theme.New("mono", true)
	if got := tuitest.Plain(l.View(10, st)); got != "vip" || l.Cursor() != 1 {
		t.Errorf("drawn %q, cursor %d", got, l.Cursor())
	}
	send(l, "left")
	if l.Ghost() != "" || l.TakeGhost() {
		t.Error("there is a ghost inside the text")
	}
	send(l, "end", "right")
	if got := shown(l); got != "vip|" {
		t.Errorf("taken: %q", got)
	}
	send(l, "ctrl+_")
	if got := shown(l); got != "v|" {
		t.Errorf("taken back: %q", got)
	}
}

func TestReplace(t *testing.T) {
	l := lineedit.New("stage:qote last:>30d")
	l.Replace(6, 10, "quote")
	if got := shown(l); got != "stage:quote| last:>30d" {
		t.Errorf("replaced: %q", got)
	}
	l.Replace(5, 99, "x")
	l.Replace(-1, 2, "x")
	if l.Value() != "stage:quote last:>30d" {
		t.Error("a range beyond the text is replaced")
	}
	if l.Undo(); l.Value() != "stage:qote last:>30d" {
		t.Errorf("undone: %q", l.Value())
	}
}

func TestLimitAndClear(t *testing.T) {
	l := &lineedit.Line{Limit: 3}
	send(l, "王小明x")
	if got := shown(l); got != "王小明|" {
		t.Errorf("limited: %q", got)
	}
	l.Clear()
	l.Yank()
	if got := shown(l); got != "王小明|" {
		t.Errorf("cleared and put back: %q", got)
	}
}

func TestView(t *testing.T) {
	st := theme.New("mono", true)
	l := lineedit.New("đã gửi mẫu vải, chờ anh Hòa duyệt +3d")
	if got := l.View(12, st); got != "a duyệt +3d " || l.Cursor() != 11 {
		t.Errorf("at the end: %q, cursor %d", got, l.Cursor())
	}
	send(l, "home")
	if got := l.View(12, st); got != "đã gửi mẫu v" || l.Cursor() != 0 {
		t.Errorf("at the start: %q, cursor %d", got, l.Cursor())
	}
	l.SetValue("")
	if got := l.View(4, st); got != "    " || l.Cursor() != 0 {
		t.Errorf("empty: %q, cursor %d", got, l.Cursor())
	}
}

// What is found out later is offered behind the end of the line only, and goes
// with the next change.
func TestOffer(t *testing.T) {
	l := lineedit.New("tag:v")
	l.Offer("ip")
	if l.Ghost() != "ip" || !l.TakeGhost() || l.Value() != "tag:vip" {
		t.Errorf("ghost %q, value %q", l.Ghost(), l.Value())
	}
	l.Offer("x")
	l.Type("-")
	if l.Ghost() != "" {
		t.Error("the ghost outlives a letter")
	}
	l.Move(-1)
	l.Offer("x")
	if l.Ghost() != "" {
		t.Error("a ghost before the end")
	}
	l.End()
	l.Offer("a\x1b[2J\nb")
	if strings.ContainsAny(l.Ghost(), "\x1b\n") {
		t.Errorf("ghost %q", l.Ghost())
	}
}

func TestCellAt(t *testing.T) {
	st := theme.New("mono", true)
	l := lineedit.New("tên:王小明 ánh")
	l.View(40, st)
	for pos, want := range map[int]int{0: 0, 5: 4, 8: 6, 14: 10, 15: 11, 99: 14} {
		if got := l.CellAt(pos); got != want {
			t.Errorf("byte %d is at cell %d, want %d", pos, got, want)
		}
	}
	l.View(6, st) // scrolled: the start is out of sight
	if l.CellAt(0) != 0 || l.CellAt(99) != 5 {
		t.Errorf("at the edges: %d, %d", l.CellAt(0), l.CellAt(99))
	}
}
