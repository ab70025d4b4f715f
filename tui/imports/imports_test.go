package imports_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crm/importer"
	"crm/store"
	"crm/store/storetest"
	"crm/tui/imports"
	"crm/tui/keys"
	"crm/tui/nav"
	"crm/tui/theme"
	"crm/tui/tuitest"

	tea "charm.land/bubbletea/v2"
)

// bench is the dialog over a book, with the root's part of a change.
type bench struct {
	*tuitest.Driver
	t      *testing.T
	dialog *imports.Dialog
	keys   *keys.Map
	store  *store.Store
	clock  *tuitest.Clock
	fresh  func() *imports.Dialog
	closed bool
	done   nav.Done
	// hold keeps the import from running, for what is done meanwhile.
	hold func()
}

func openDialog(t *testing.T, book bool) *bench {
	t.Helper()
	st, clock := storetest.New(t)
	b := &bench{t: t, store: st, clock: tuitest.NewClock(storetest.Start)}
	b.keys, _ = keys.New(nil)
	o := imports.Options{
		Ctx: context.Background(), Styles: theme.New("mono", true), Now: clock.Now, Tick: b.clock.Tick, Home: t.TempDir(),
		Import: importer.Options{Zone: storetest.Zone, Region: "VN"},
		Scratch: func(ctx context.Context) (*store.Store, error) {
			return store.OpenScratch(ctx, storetest.Options(clock))
		},
		Write: b.write,
		Close: func() { b.closed = true },
	}
	if book {
		o.Store = st
	}
	b.fresh = func() *imports.Dialog { return imports.New(o) }
	b.dialog = b.fresh()
	b.Driver = tuitest.DriveScreen(t, nil, b.update)
	return b
}

func (b *bench) write(run imports.Run, reply func(error) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		if b.hold != nil {
			b.hold()
		}
		var err error
		b.done, err = run(context.Background(), b.store)
		return reply(err)
	}
}

func (b *bench) update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if hit := b.keys.Press(b.dialog.Scope(), keys.Pending{}, key.String()); hit.ID != "" {
			return b.dialog.Update(nav.Act{ID: hit.ID, Arg: hit.Arg})
		}
	}
	return b.dialog.Update(msg)
}

func (b *bench) plain() string { return tuitest.Plain(b.dialog.View(100, 30).String()) }

func (b *bench) shows(text string) {
	b.t.Helper()
	if got := b.plain(); !strings.Contains(got, text) {
		b.t.Errorf("no “%s” in\n%s", text, got)
	}
}

func (b *bench) count() int {
	b.t.Helper()
	n, err := b.store.Count(context.Background(), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const three = "Họ và tên,SĐT,Email\nLan,0901234567,lan@x.vn\n王小明,+86 138 0013 8000,\nBad,,not an email\n"

// Nothing is written before y; then everything is, as one operation.
func TestImport(t *testing.T) {
	for _, book := range []bool{true, false} {
		b := openDialog(t, book)
		b.Paste("'" + file(t, "khách hàng.csv", three) + "'") // as a terminal drops it
		b.Keys("enter")
		b.shows("3 new")
		b.shows("Họ và tên → name")
		b.shows("+ Lan")
		b.shows("0901 234 567")
		b.shows("1 remark")
		if n := b.count(); n != 0 {
			t.Errorf("the plan wrote %d contacts", n)
		}
		b.Keys("enter", "I")
		if n := b.count(); n != 0 {
			t.Errorf("enter imports: %d contacts", n)
		}
		b.Keys("y")
		b.shows("Imported khách hàng.csv")
		if n := b.count(); n != 3 || b.done.Operation == "" {
			t.Errorf("imported %d, %+v", n, b.done)
		}
		if op, err := b.store.LastUndoable(context.Background()); err != nil || op.UID != b.done.Operation {
			t.Errorf("the last operation is %+v, %v, not %s", op, err, b.done.Operation)
		}
		b.Keys("esc")
		if !b.closed {
			t.Error("esc does not close the report")
		}
	}
}

// The same file a second time has nothing to import, and y does nothing.
func TestImportTwice(t *testing.T) {
	b := openDialog(t, true)
	path := file(t, "a.csv", "Name,Phone\nLan,0901234567\n")
	b.Paste(path)
	b.Keys("enter", "y")
	if !b.closed {
		t.Errorf("an import without remarks stays open:\n%s", b.plain())
	}
	b.dialog, b.closed = b.fresh(), false
	b.Paste(path)
	b.Keys("enter")
	b.shows("1 the same")
	b.shows("nothing to import")
	b.Keys("y")
	if ops, err := b.store.History(context.Background(), store.HistoryOptions{}); err != nil || len(ops) != 1 {
		t.Errorf("history is %v, %v", ops, err)
	}
}

func TestPathErrors(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		"":                             "type the path of a file",
		filepath.Join(dir, "missing"):  "there is no such file",
		file(t, "x.pdf", "%PDF-1.7\n"): "",
		dir:                            "",
		file(t, "empty.csv", ""):       "",
	} {
		b := openDialog(t, true)
		b.Paste(path)
		b.Keys("enter")
		b.shows("Import a file")
		if !strings.Contains(b.plain(), "! ") || !strings.Contains(b.plain(), want) {
			t.Errorf("%s: no “%s” in\n%s", path, want, b.plain())
		}
		b.Keys("x")
		if strings.Contains(b.plain(), "│ ! ") {
			t.Errorf("%s: the error stays when the path is changed", path)
		}
	}
}

func TestPathIsCompleted(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"khách.txt.bak", "khách.xlsx", ".khác"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b := openDialog(t, true)
	b.Paste(dir + "/")
	b.Keys("kh", "tab")
	b.shows("khách.xlsx")
}

// Esc while it runs leaves the book as it was.
func TestImportIsStopped(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("Name,Phone\n")
	for i := range 2000 {
		fmt.Fprintf(&rows, "Khách %d,09%08d\n", i, i)
	}
	b := openDialog(t, true)
	b.Paste(file(t, "many.csv", rows.String()))
	b.Keys("enter")
	b.shows("2,000 new")
	b.hold = func() { b.update(nav.Act{ID: keys.Cancel}) }
	b.Keys("y")
	if n := b.count(); n != 0 || !b.closed {
		t.Errorf("%d contacts after a stop; closed: %v", n, b.closed)
	}
	if toast, ok := tuitest.Last[nav.Toast](b.Driver); !ok || !strings.Contains(toast.Text.String(), "nothing was written") {
		t.Errorf("told %q", toast.Text)
	}
}

// Every state fits its place, whatever the size.
func TestViewFits(t *testing.T) {
	b := openDialog(t, true)
	st := theme.New("mono", true)
	check := func(state string) {
		for w := 40; w < 200; w += 7 {
			lines := b.dialog.View(w, 8)
			if len(lines) > 8 {
				t.Errorf("%s: %d lines of 8", state, len(lines))
			}
			for _, l := range lines {
				if n := st.Cell.Width(l); n != min(w, 100) && n != w {
					t.Errorf("%s at %d: a line of %d cells: %q", state, w, n, l)
				}
			}
		}
	}
	check("asking")
	b.Paste(file(t, "a.csv", three))
	b.Keys("enter")
	check("showing")
	b.Keys("y")
	check("told")
}
