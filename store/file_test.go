package store_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

func TestCreateMakesABookAndFolders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b", "crm.db")
	opt := closedBook(t, path)
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 || entries[0].Name() != "crm.db" {
		t.Errorf("beside the closed book: %v, %v", entries, err)
	}
	s, err := store.Open(ctx, path, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n, err := s.Count(ctx, nil); n != 1 || err != nil {
		t.Errorf("%d contacts, %v", n, err)
	}
}

func TestCreateReplacesNothing(t *testing.T) {
	for _, content := range []string{"", "my notes"} {
		path := filepath.Join(t.TempDir(), "crm.db")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		before := listing(t, filepath.Dir(path))
		s, err := store.Create(ctx, path, storetest.Options(storetest.NewClock()))
		if !errors.Is(err, store.ErrExists) {
			t.Errorf("create over %q: %v", content, err)
		}
		if s != nil {
			s.Close()
		}
		if after := listing(t, filepath.Dir(path)); after != before {
			t.Errorf("before:\n%safter:\n%s", before, after)
		}
	}
}

// TestPathsAreTaken holds that every name is a name: SQLite reads ?, # and % of a
// raw path as parts of a URI and opens another file.
func TestPathsAreTaken(t *testing.T) {
	for _, name := range []string{"q?x.db", "q?mode=memory.db", "h#x.db", "p%41.db", "a b.db", "khách hàng.db", "客户.db", "'; --.db", "-n.db", "file:x.db"} {
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		opt := closedBook(t, path)
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 1 || entries[0].Name() != name {
			t.Errorf("%q: the folder holds %v, %v", name, entries, err)
			continue
		}
		s, err := store.OpenReadOnly(ctx, path, opt)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if n, err := s.Count(ctx, nil); n != 1 || err != nil {
			t.Errorf("%q: %d contacts, %v", name, n, err)
		}
		s.Close()
	}
}

func foreign(t *testing.T, path, driverSQL string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(driverSQL); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// badFiles make a file at a path that is no book this program may touch.
func badFiles() map[string]func(t *testing.T, path string) {
	write := func(data string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	cut := func(n int64) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			closedBook(t, path)
			if err := os.Truncate(path, n); err != nil {
				t.Fatal(err)
			}
		}
	}
	return map[string]func(*testing.T, string){
		"0 bytes":       write(""),
		"1 byte":        write("S"),
		"99 bytes":      cut(99),
		"511 bytes":     cut(511),
		"half a page":   cut(2048),
		"one page":      cut(4096),
		"half a book":   cut(100_000),
		"an odd length": cut(12_345),
		"text":          write(strings.Repeat("Nguyễn Thị Ánh, 0912 345 678\n", 400)),
		"zeroes":        write(strings.Repeat("\x00", 8192)),
		"zip": func(t *testing.T, path string) {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			f, err := z.Create("xl/workbook.xml")
			if err != nil {
				t.Fatal(err)
			}
			f.Write(bytes.Repeat([]byte("<sheet/>"), 4000))
			z.Close()
			write(b.String())(t, path)
		},
		"another program's database": func(t *testing.T, path string) {
			foreign(t, path, `CREATE TABLE contact (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO contact (name) VALUES ('x'); PRAGMA user_version = 1`)
		},
		"a newer book": func(t *testing.T, path string) {
			closedBook(t, path)
			foreign(t, path, `PRAGMA user_version = 99`)
		},
	}
}

// TestRefusedFilesStayAsTheyAre opens what is no book in every way, and compares
// the folder, byte by byte, with what it was.
func TestRefusedFilesStayAsTheyAre(t *testing.T) {
	opt := storetest.Options(storetest.NewClock())
	for name, put := range badFiles() {
		t.Run(name, func(t *testing.T) {
			want := store.ErrNotBook
			if name == "a newer book" {
				want = store.ErrNewer
			}
			for how, open := range openers() {
				dir := t.TempDir()
				path := filepath.Join(dir, "crm.db")
				put(t, path)
				before := listing(t, dir)
				s, err := open(path, opt)
				if s != nil {
					s.Close()
				}
				if !errors.Is(err, want) && !(want == store.ErrNotBook && errors.Is(err, store.ErrDamaged)) {
					t.Errorf("%s: %v", how, err)
				}
				after := listing(t, dir)
				if how == "open read-only" {
					after = withoutSidecars(after)
				}
				if after != before {
					t.Errorf("%s: the folder was\n%sand is\n%s", how, before, after)
				}
			}
		})
	}
}

// withoutSidecars leaves out the empty log and the index of it that SQLite puts
// beside a file which says that it has one, even to read it.
func withoutSidecars(list string) string {
	lines := strings.SplitAfter(list, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool {
		return strings.Contains(line, ".db-shm ") || strings.Contains(line, ".db-wal -rw------- 0 ")
	}), "")
}

// openers are tried in any order: none may spoil the file for the other.
func openers() map[string]func(string, store.Options) (*store.Store, error) {
	return map[string]func(string, store.Options) (*store.Store, error){
		"open":           func(p string, o store.Options) (*store.Store, error) { return store.Open(ctx, p, o) },
		"open read-only": func(p string, o store.Options) (*store.Store, error) { return store.OpenReadOnly(ctx, p, o) },
	}
}

func TestOpenRefusesWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	dangling := filepath.Join(dir, "dangling.db")
	if err := os.Symlink(filepath.Join(dir, "gone.db"), dangling); err != nil {
		t.Fatal(err)
	}
	opt := storetest.Options(storetest.NewClock())
	before := listing(t, dir)
	for path, want := range map[string]error{
		dir:                             store.ErrNotBook,
		dangling:                        fs.ErrNotExist,
		filepath.Join(dir, "none.db"):   fs.ErrNotExist,
		filepath.Join(dir, "a", "b.db"): fs.ErrNotExist,
	} {
		for how, open := range openers() {
			if _, err := open(path, opt); !errors.Is(err, want) {
				t.Errorf("%s %s: %v", how, path, err)
			}
		}
	}
	if _, err := store.Create(ctx, dangling, opt); !errors.Is(err, store.ErrExists) {
		t.Errorf("create at a dangling link: %v", err)
	}
	if after := listing(t, dir); after != before {
		t.Errorf("before:\n%safter:\n%s", before, after)
	}
}

func TestOpenFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "real", "crm.db"), filepath.Join(dir, "link.db")
	opt := closedBook(t, path)
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, link, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	storetest.Add(t, s, store.Contact{Name: "王小明"})
	if real, err := filepath.EvalSymlinks(path); err != nil || s.Path() != real {
		t.Errorf("path %q, want %q, %v", s.Path(), real, err)
	}
	if _, err := os.Lstat(link + "-wal"); err == nil {
		t.Error("the log stands beside the link")
	}
}

// TestOpenReadOnlyCreatesNothing: a login shell must leave no file where no book is,
// and none but SQLite's own beside one.
func TestOpenReadOnlyCreatesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "crm.db")
	opt := closedBook(t, path)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenReadOnly(ctx, path, opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Queue(ctx, store.QueueOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write(ctx, cli, func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("write: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if n := e.Name(); n != "crm.db" && n != "crm.db-wal" && n != "crm.db-shm" {
			t.Errorf("%s was made", n)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, data) {
		t.Errorf("the book changed, %v", err)
	}
}

func TestOpenReadOnlyRefusesAnOlderSchema(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "crm.db")
	opt := closedBook(t, path)
	foreign(t, path, `PRAGMA user_version = 0`)
	before := listing(t, dir)
	if _, err := store.OpenReadOnly(ctx, path, opt); !errors.Is(err, store.ErrOlder) {
		t.Errorf("%v", err)
	}
	after := withoutSidecars(listing(t, dir))
	if before != after {
		t.Errorf("before:\n%safter:\n%s", before, after)
	}
}

// A book that could not be made leaves nothing behind.
func TestFailedCreationLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	done, cancel := context.WithCancel(ctx)
	cancel()
	if s, err := store.Create(done, filepath.Join(dir, "crm.db"), storetest.Options(storetest.NewClock())); err == nil {
		s.Close()
		t.Fatal("made under a cancelled context")
	}
	if left := listing(t, dir); strings.Count(left, "\n") > 1 {
		t.Fatalf("left behind:\n%s", left)
	}
}

// A file that says it has no schema is damaged, not new.
func TestSchemaZeroIsDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crm.db")
	closedBook(t, path)
	foreign(t, path, `PRAGMA user_version = 0`)
	if s, err := store.Open(ctx, path, storetest.Options(storetest.NewClock())); !errors.Is(err, store.ErrDamaged) {
		if s != nil {
			s.Close()
		}
		t.Fatal(err)
	}
}

func TestCheckFileNamesDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crm.db")
	closedBook(t, path)
	if found, err := store.CheckFile(ctx, path); err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	if err := os.Truncate(path, 100_000); err != nil {
		t.Fatal(err)
	}
	if found, err := store.CheckFile(ctx, path); err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
}

// Undo says which newer operations it cannot take back.
func TestUndoTellsWhatItSkips(t *testing.T) {
	s, _ := storetest.New(t)
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.SetSetting("goal", "50") })
	uid := storetest.Add(t, s, store.Contact{Name: "Lan"})
	storetest.Write(t, s, func(tx *store.Tx) error { return tx.Trash(uid) })
	purge := storetest.Write(t, s, func(tx *store.Tx) error { _, err := tx.Purge(); return err })
	u, err := s.Undo(ctx, cli, "", false)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(u.Skipped); n == 0 || u.Skipped[n-1].UID != purge.UID {
		t.Fatalf("skipped %+v", u.Skipped)
	}
}
