package store_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"crm/store"
	"crm/store/storetest"
)

// update is for testdata/schema.sql and the fixture's dump: go test ./store -update
var update = flag.Bool("update", false, "write the files of testdata anew")

// roles are what the test binary does when a test starts it as another process.
func roles() map[string]func(args []string) error {
	return map[string]func([]string) error{"open": roleOpen, "write": roleWrite, "add": roleAdd}
}

const roleVar = "CRM_STORE_TEST_ROLE"

func TestMain(m *testing.M) {
	store.Prepare()
	if role := roles()[os.Getenv(roleVar)]; role != nil {
		if err := role(os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	shared.remove()
	os.Exit(code)
}

// process is the test binary in a role.
func process(tb testing.TB, role string, args ...string) *exec.Cmd {
	tb.Helper()
	exe, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.CommandContext(tb.Context(), exe, args...)
	cmd.Env = append(os.Environ(), roleVar+"="+role)
	return cmd
}

// roleOpen opens a book for writing, then for reading only, and says how each went.
func roleOpen(args []string) error {
	say := func(s *store.Store, err error) {
		if err != nil {
			fmt.Println(err)
			return
		}
		defer s.Close()
		n, err := s.Count(ctx, nil)
		if err == nil {
			_, err = s.Write(ctx, store.Op{Who: "cli", What: "star"}, func(tx *store.Tx) error { return tx.SetSetting("goal", "x") })
		}
		fmt.Println(n, err)
	}
	opt := storetest.Options(storetest.NewClock())
	say(store.Open(ctx, args[0], opt))
	say(store.OpenReadOnly(ctx, args[0], opt))
	return nil
}

// roleAdd adds one contact to a book.
func roleAdd(args []string) error {
	opt := storetest.Options(storetest.NewClock())
	opt.UID = store.RandomUID
	s, err := store.Open(ctx, args[0], opt)
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = s.Write(ctx, store.Op{Who: "cli", What: "add"}, func(tx *store.Tx) error {
		_, err := tx.AddContact(store.Contact{Name: args[1]})
		return err
	})
	return err
}

// copyFile copies a file that no Store of this process has open.
func copyFile(tb testing.TB, from, to string) {
	tb.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		tb.Fatal(err)
	}
}

// listing is what stands in a folder, with the sizes and contents hashed.
func listing(tb testing.TB, dir string) string {
	tb.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%s %s", path, info.Mode())
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, " %d %s", len(data), store.Sum(string(data)))
		}
		out.WriteByte('\n')
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

// closedBook makes a book with a contact in it and closes it.
func closedBook(tb testing.TB, path string) store.Options {
	tb.Helper()
	opt := storetest.Options(storetest.NewClock())
	s, err := store.Create(ctx, path, opt)
	if err != nil {
		tb.Fatal(err)
	}
	storetest.Add(tb, s, store.Contact{Name: "Nguyễn Thị Ánh", Phones: []store.Phone{{Text: "0912 345 678"}}})
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	return opt
}
