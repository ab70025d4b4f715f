package segments

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"crm/store"
	"crm/store/query"
	"crm/store/safe"
	"crm/store/storetest"
	"crm/store/when"
	"crm/tui/keys"
	"crm/tui/lineedit"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

// bench is the screen over a book with a few contacts, with the root's part of
// it: keys are looked up, changes are written.
type bench struct {
	*tuitest.Driver
	m      *Model
	keys   *keys.Map
	store  *store.Store
	timers *tuitest.Clock
}

func open(t *testing.T) *bench {
	t.Helper()
	st, clock := storetest.New(t)
	b := &bench{store: st, timers: tuitest.NewClock(storetest.Start)}
	b.keys, _ = keys.New(nil)
	for i := range 6 {
		c := store.Contact{Name: fmt.Sprintf("Khách %d", i)}
		if i < 2 {
			c.Tags = []string{"vip"}
		}
		storetest.Add(t, st, c)
	}
	b.m = New(Options{
		Ctx: context.Background(), Store: st, Styles: theme.New("mono", true), Tick: b.timers.Tick,
		When: func() when.Context { return when.Context{Now: clock.Now(), Zone: storetest.Zone} },
		Open: func(store.Segment) tea.Cmd { return nil },
		Copy: func(string, safe.Text) tea.Cmd { return nil },
		Write: func(run Run, reply func(error) tea.Msg) tea.Cmd {
			return func() tea.Msg {
				_, err := run(context.Background(), st)
				return reply(err)
			}
		},
	})
	b.Driver = tuitest.DriveScreen(t, b.m.Init(), b.update)
	b.m.View(120, 30)
	return b
}

func (b *bench) update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		if hit := b.keys.Press(b.m.Scope(), keys.Pending{}, k.String()); hit.ID != "" {
			return b.m.Update(nav.Act{ID: hit.ID, Arg: hit.Arg})
		}
	}
	return b.m.Update(msg)
}

func (b *bench) plain() string { return tuitest.Plain(b.m.View(120, 30).String()) }

func (b *bench) at(t *testing.T, name string) {
	t.Helper()
	for _, r := range b.m.grid.Rows() {
		if r.seg.Name == name {
			b.m.focus = r.seg.UID
			b.Run(b.m.follow(false))
			return
		}
	}
	t.Fatalf("no segment %s", name)
}

// A number that comes after the screen was left, or the list read anew, is not
// taken; what was not counted is when the screen is shown again.
func TestCountingEndsWithTheScreen(t *testing.T) {
	b := open(t)
	clear(b.m.counts)
	late := b.m.count(true)
	b.m.Leave()
	b.Run(late)
	if len(b.m.counts) > 0 {
		t.Errorf("counted after the screen was left: %v", b.m.counts)
	}
	b.Send(nav.Open{Page: nav.Segments})
	if len(b.m.counts) != len(b.m.list) {
		t.Errorf("%d of %d counted", len(b.m.counts), len(b.m.list))
	}
}

// An answer about the query that was typed over is dropped, whenever it comes.
func TestLateFactsAreDropped(t *testing.T) {
	b := open(t)
	b.at(t, "VIP")
	b.Keys("e")
	first := b.m.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	second := b.m.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
	b.Run(second)
	before := b.plain()
	if !strings.Contains(before, "2 contacts match") {
		t.Fatalf("not told:\n%s", before)
	}
	b.Run(first)
	if got := b.plain(); got != before {
		t.Errorf("a late answer changed\n%s\ninto\n%s", before, got)
	}
}

// An error is told when nothing has been typed for a while; what was told of the
// last good query stays.
func TestErrorsAreToldLate(t *testing.T) {
	b := open(t)
	b.at(t, "VIP")
	b.Keys("e")
	b.Paste(" nosuch:x y")
	if got := b.plain(); strings.Contains(got, "column") || !strings.Contains(got, "2 contacts match") {
		t.Errorf("at once:\n%s", got)
	}
	b.Send(b.timers.Advance(quietTime)...)
	if got := b.plain(); !strings.Contains(got, "at column 9") || !strings.Contains(got, "2 contacts match") {
		t.Errorf("after a while:\n%s", got)
	}
}

// The letter is one, a small one, and what an input method makes of it.
func TestKeyField(t *testing.T) {
	b := open(t)
	b.Keys("a", "tab")
	for typed, want := range map[string]string{"k": "k", "K": "k", "ｋ": "k", "1": "", "王": "", "kz": "z", "k ": ""} {
		b.m.edit.texts[keyField].SetValue("")
		b.Send(tuitest.Text(typed)...)
		if got := b.m.edit.value(keyField); got != want {
			t.Errorf("%q gives %q, want %q", typed, got, want)
		}
	}
}

// What another process changes does not take away what is being typed.
func TestTypedTextSurvivesAChange(t *testing.T) {
	b := open(t)
	b.at(t, "VIP")
	b.Keys("e", " -name:x ")
	storetest.Write(t, b.store, func(tx *store.Tx) error { return tx.DeleteSegment("VIP") })
	b.Send(nav.Changed{Foreign: true})
	if got := b.plain(); !strings.Contains(got, "tag:vip -name:x") {
		t.Errorf("it is gone:\n%s", got)
	}
	b.Keys("ctrl+s")
	if _, failed := tuitest.Last[nav.Fail](b.Driver); !failed || b.m.edit == nil {
		t.Error("saving what is no more is not told")
	}
	b.Keys("ctrl+n", "end", " mới", "ctrl+n")
	if _, err := b.store.Segment(context.Background(), "VIP mới"); err != nil || b.m.edit != nil {
		t.Errorf("it cannot be saved as new: %v\n%s", err, b.plain())
	}
}

func TestShell(t *testing.T) {
	for in, want := range map[string]string{
		"tag:vip": "tag:vip", "": "''", "tag:vip last:>30d": "'tag:vip last:>30d'", `city:"Hà Nội"`: `'city:"Hà Nội"'`,
		"O’Connor": "'O’Connor'", "it's $HOME `x` \\ !": `'it'\''s $HOME ` + "`x`" + ` \ !'`, "-tag:lost": "-tag:lost", "#vip": "'#vip'",
	} {
		if got := shell(in); got != want {
			t.Errorf("%q is quoted as %s, want %s", in, got, want)
		}
	}
}

func TestQueryOfAList(t *testing.T) {
	for name, want := range map[string]string{"tết": "in:tết", "Hội chợ dệt": `in:"Hội chợ dệt"`, `a "b" \c`: `in:"a \"b\" \\c"`} {
		if got := Query(store.Segment{Name: name}); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if got := Query(store.Segment{Name: "x", Query: "tag:vip"}); got != "tag:vip" {
		t.Errorf("a live one is %s", got)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		units    int64
		currency string
		want     string
	}{
		{1_420_000_000, "VND", "1.42 tỷ₫"}, {180_000_000, "VND", "180tr₫"}, {1_000_000, "VND", "1tr₫"}, {900, "VND", "900₫"},
		{96_000, "CNY", "¥96k"}, {31_400, "USD", "$31.4k"}, {1_234_567, "EUR", "€1.23m"}, {12, "GBP", "£12"},
		{70_000, "JPY", "70k JPY"}, {5000, "CHF", "5k CHF"}, {5000, "", "5k"}, {0, "USD", "$0"},
	} {
		if got := amount(store.Total{Units: c.units, Currency: c.currency}); got != c.want {
			t.Errorf("%d %s is %q, want %q", c.units, c.currency, got, c.want)
		}
	}
}

func TestDifference(t *testing.T) {
	read := func(s string) *query.Query {
		q, err := query.Parse(s, query.Context{When: when.Context{Now: storetest.Start, Zone: storetest.Zone}})
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	for _, c := range [][3]string{
		{"tag:vip", "tag:vip last:>30d", "+ last:>30d"}, {"tag:vip last:>30d", "tag:vip", "− last:>30d"},
		{"tag:vip", "tag:hot", "+ tag:hot  − tag:vip"}, {"tag:vip  city:x", "city:x tag:vip", ""},
	} {
		if got := difference(read(c[0]), read(c[1])); got != c[2] {
			t.Errorf("%s to %s is %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// A line broken into rows keeps every character in its order, no row is wider
// than asked, and the cursor is where it is typed.
func TestFolded(t *testing.T) {
	st := theme.New("mono", true)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab đạ王小é ")), 0, 60, -1).Draw(t, "text")
		w, back := rapid.IntRange(2, 20).Draw(t, "width"), rapid.IntRange(0, 60).Draw(t, "back")
		l := lineedit.New(text)
		l.Move(-back)
		rows, x, y := folded(l, st, w, 1000)
		for _, r := range rows {
			if n := st.Cell.Width(r); n != w {
				t.Fatalf("%q is %d cells, want %d", r, n, w)
			}
		}
		if y < 0 || y >= len(rows) || x < 0 || x > w {
			t.Fatalf("cursor at %d, %d of %d rows", x, y, len(rows))
		}
		if got := strings.ReplaceAll(strings.Join(rows, ""), " ", ""); got != strings.ReplaceAll(l.Value(), " ", "") {
			t.Fatalf("%q became %q", l.Value(), got)
		}
		some, _, at := folded(l, st, w, 2)
		if len(some) > 2 || at < 0 || at >= len(some) {
			t.Fatalf("%d rows, the cursor in %d", len(some), at)
		}
	})
}

func TestWrong(t *testing.T) {
	_, err := query.Parse("nosuch:x", query.Context{When: when.Context{Now: storetest.Start, Zone: storetest.Zone}})
	if got := wrong(err).String(); !strings.Contains(got, "column 1") {
		t.Errorf("said as %q", got)
	}
	if got := wrong(errors.New("disk")).String(); got != "disk" {
		t.Errorf("said as %q", got)
	}
	if got := wrong(fmt.Errorf("x: %w", &store.Invalid{Field: "query", Why: "it turns round"})).String(); got != "it turns round" {
		t.Errorf("said as %q", got)
	}
}
