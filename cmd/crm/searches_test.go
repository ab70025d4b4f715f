package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// What was searched for is kept in a file of the user's alone, in a folder that
// is made for it, and nothing is left beside it.
func TestSearchesAreKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state", "crm")
	s := searches{filepath.Join(dir, "searches")}
	if b, err := s.Load(); err != nil || len(b) > 0 {
		t.Fatalf("before the first there is %q, %v", b, err)
	}
	for _, text := range []string{"a much longer one\n", "tag:vip\n"} {
		if err := s.Save([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if b, err := s.Load(); err != nil || string(b) != text {
			t.Fatalf("kept %q, %v", b, err)
		}
	}
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 1 {
		t.Errorf("in the folder there is %v, %v", list, err)
	}
	if runtime.GOOS != "windows" {
		for path, want := range map[string]os.FileMode{s.path: 0o600, dir: 0o700} {
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	}
}

// One that cannot be written is an error, and the file before stays.
func TestSearchesThatCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (searches{filepath.Join(path, "searches")}).Save([]byte("x")); err == nil {
		t.Error("written into a file as if that were a folder")
	}
}
