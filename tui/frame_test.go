package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"crm/store"
	"crm/store/storetest"
	"crm/tui/cell"
	"crm/tui/tuitest"

	"github.com/charmbracelet/x/ansi"

	tea "charm.land/bubbletea/v2"
)

// sizes are those of the golden frames.
func sizes() [][2]int { return [][2]int{{120, 36}, {80, 24}, {60, 20}, {40, 10}} }

func TestGolden(t *testing.T) {
	frames := map[string][]string{
		"contacts": {"j", "j", "j"},
		"search":   {"/", "tag:vip -last:never"},
		"contact":  {"j", "j", "j", "enter"},
		"today":    {"1"},
		"log":      {"1", "L", "call 12m ok: đã gửi mẫu 王小明 +3d #mẫu-vải"},
		"follow":   {"1", "f"},
		"edit":     {"j", "j", "j", "e", "tab", "x"},
	}
	for name, keys := range frames {
		x := open(t, 100, 30)
		x.Keys(keys...)
		for _, size := range sizes() {
			x.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			tuitest.Golden(t, fmt.Sprintf("%s_%dx%d", name, size[0], size[1]), x.Frame())
		}
	}
	for _, size := range sizes() {
		x := unmade(t, size[0], size[1])
		tuitest.Golden(t, fmt.Sprintf("empty_%dx%d", size[0], size[1]), x.Frame())
	}
}

// moments are states of the program that must fit every terminal.
func moments() map[string][]string {
	return map[string][]string{
		"contacts": {"j", "j", "j"},
		"searched": {"/", "tag:vip", "enter", "space"},
		"typing":   {"/", "nguyễn 王小明 rất là dài, dài hơn mọi màn hình nhỏ"},
		"contact":  {"j", "j", "j", "enter", "j"},

		"typing with a popup":    {"/", "tag:"},
		"typing with a choice":   {"/", "is:star (city:", "down"},
		"typing without a match": {"/", "tag:nosuch 王小明"},

		"today":   {"1", "j"},
		"log":     {"L", "call 12m ok: đã gửi mẫu 王小明 👩‍💻 +3d #mẫu-vải"},
		"menu":    {"f"},
		"help":    {"?"},
		"edit":    {"e", "esc"},
		"confirm": {"*", "D"},
		"calls":   {"j", "j", "j", "c"},
	}
}

// In every size a frame has as many rows as the terminal, none wider, and the
// row under the cursor is among them.
func TestEveryFrameFits(t *testing.T) {
	heights := []int{10, 12, 14, 18, 20, 24, 36, 50, 100}
	for name, keys := range moments() {
		for _, clusters := range []bool{false, true} {
			x := open(t, 120, 36)
			method, step := cell.WcWidth, 1
			if clusters {
				step = 7
				x.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
				method = cell.Grapheme
			}
			x.Keys(keys...)
			if slow {
				step = 40
			}
			for w := 40; w <= 300; w += step + w/40 {
				for i := range 3 {
					h := heights[(w+i*3)%len(heights)]
					x.Send(tea.WindowSizeMsg{Width: w, Height: h})
					checkFrame(t, fmt.Sprintf("%s at %d×%d", name, w, h), x.app.View(), w, h, method)
				}
			}
		}
	}
}

func checkFrame(t *testing.T, what string, v tea.View, w, h int, m cell.Method) {
	t.Helper()
	rows := strings.Split(v.Content, "\n")
	if len(rows) != h {
		t.Fatalf("%s: %d rows", what, len(rows))
	}
	cursor := false
	for i, r := range rows {
		if n := m.Width(r); n != w {
			t.Fatalf("%s: row %d is %d cells: %q", what, i, n, r)
		}
		cursor = cursor || strings.Contains(r, "▌")
		if bad := strings.Trim(ansi.Strip(r), "\x1b"); strings.ContainsFunc(bad, func(c rune) bool { return c < ' ' || c == 0x7f || c >= 0x80 && c < 0xa0 }) {
			t.Fatalf("%s: row %d has a control character: %q", what, i, bad)
		}
	}
	list := strings.HasPrefix(what, "contacts") || strings.HasPrefix(what, "today") || strings.HasPrefix(what, "searched")
	if list && !cursor {
		t.Fatalf("%s: no cursor row\n%s", what, tuitest.Plain(v.Content))
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= w || c.Y < 0 || c.Y >= h) {
		t.Fatalf("%s: the cursor is at %d, %d", what, c.X, c.Y)
	}
	if (strings.HasPrefix(what, "typing") || strings.HasPrefix(what, "log")) != (v.Cursor != nil) && !strings.HasPrefix(what, "edit") {
		t.Fatalf("%s: cursor is %v", what, v.Cursor)
	}
}

// Below 40×10 nothing is shown but what is needed, and nothing is done unseen;
// what was typed is there again afterwards.
func TestTooSmall(t *testing.T) {
	x := open(t, 80, 24)
	x.Keys("/", "đức")
	for _, size := range [][2]int{{39, 24}, {80, 9}, {1, 1}, {10, 3}, {20, 5}} {
		x.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		rows := strings.Split(x.Frame(), "\n")
		if len(rows) != size[1] || cell.WcWidth.Width(rows[0]) != size[0] {
			t.Errorf("%v: %d rows of %d", size, len(rows), cell.WcWidth.Width(rows[0]))
		}
	}
	x.Keys("x", "D")
	x.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	if got := x.plain(); !strings.Contains(got, "/ đức ") {
		t.Errorf("the search is gone:\n%s", got)
	}
	x.Send(tea.WindowSizeMsg{Width: 30, Height: 5})
	x.Keys("q")
	if !x.Quit {
		t.Error("q does not quit")
	}
	open(t, 0, 0).Frame() // the first frame comes before the first size
}

// A contact named with escape sequences, bidi overrides or OSC 52 is harmless
// text wherever it is shown.
func TestHostileNames(t *testing.T) {
	evil := []string{
		"\x1b[2J\x1b]0;owned\x07Eve", "\x1b]52;c;ZXZpbA==\x07Mallory", "a\u202egnp.exe", "\u009b31mred", "line\nbreak\rback\bspace",
		strings.Repeat("e"+strings.Repeat("\u0301", 50), 20),
	}
	st, clock := storetest.New(t)
	x := &world{t: t, store: st, clock: clock, timers: tuitest.NewClock(storetest.Start)}
	for _, name := range evil {
		uid := storetest.Add(t, st, store.Contact{
			Name: name, Company: name, Title: name, Note: name, Tags: []string{"t" + name}, Emails: []store.Email{{Address: "a@b.vn", Key: "a@b.vn", Label: name}},
			Phones: []store.Phone{{Text: "0912345678" + name, Label: name}}, Custom: []store.Custom{{Key: "k", Label: name, Value: name}},
		})
		storetest.Write(t, st, func(tx *store.Tx) error {
			if _, err := tx.AddInteraction(store.Interaction{Contact: uid, Kind: "call", Outcome: name, Text: name, At: storetest.Start}); err != nil {
				return err
			}
			_, err := tx.Follow(uid, store.Due{On: "2026-11-20"}, name)
			return err
		})
	}
	x.Driver = tuitest.Drive(t, newApp(x), 120, 36)
	for _, keys := range [][]string{{"2"}, {"1"}, {"2", "enter"}, {"e"}, {"esc", "L", "ok: " + evil[0]}, {"esc", "t"}, {"esc", "f"}, {"esc", "y"}, {"esc", "y", "n"}, {"D"}, {"u"}, {"-", "/", "zzz" + evil[1]}} {
		x.Keys(keys...)
		frame := x.Frame()
		if strings.Contains(frame, "\x1b]") || strings.Contains(frame, "\x07") || strings.Contains(frame, "\u009b") || strings.Contains(frame, "\u202e") || strings.Contains(frame, "\x1b[2J") {
			t.Fatalf("after %v the terminal is told what a name says: %q", keys, frame)
		}
		if got := strings.Count(frame, "\n"); got != 35 {
			t.Fatalf("after %v the frame has %d rows", keys, got+1)
		}
	}
	for _, msg := range x.Seen {
		if s := fmt.Sprint(msg); strings.Contains(fmt.Sprintf("%T", msg), "Clipboard") && strings.ContainsAny(s, "\x1b\x07\u009b") {
			t.Errorf("copied %q", s)
		}
	}
	x.wait(time.Second)
}
