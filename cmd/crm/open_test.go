package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestOpenTargetRefusesWhatIsNoNumber(t *testing.T) {
	for _, target := range []string{"", "12", "+84 912", "--help", "0912;rm -rf", "+8491234567\n", "tel:1", strings.Repeat("1", 21)} {
		if err := openTarget("tel", target); err == nil {
			t.Errorf("%q was opened", target)
		}
	}
	if err := openTarget("file", "0912345678"); err == nil {
		t.Error("a file was opened")
	}
}

// The opener gets one argument, the number as a URI; that it failed is said.
func TestOpenTarget(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	name := openerCommand("linux", "")[0]
	script := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if got := openerCommand("linux", "tel:1"); !slices.Equal(got, openerCommand("freebsd", "tel:1")) {
		t.Fatal(got)
	}
	if _, err := os.Stat("/bin/sh"); err != nil || openerCommand(runtime.GOOS, "")[0] != name {
		t.Skip("the opener of this system cannot be a script")
	}
	script(`printf '%s\n' "$@" > "` + dir + `/args"`)
	if err := openTarget("tel", "+84912345678"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "args")); err != nil || string(got) != "tel:+84912345678\n" {
		t.Fatalf("%q %v", got, err)
	}
	script("exit 3")
	if err := openTarget("tel", "+84912345678"); err == nil {
		t.Fatal("a failure was not said")
	}
}
