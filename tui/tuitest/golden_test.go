package tuitest_test

import (
	"testing"

	"crm/tui/tuitest"
)

func TestTags(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                             "plain",
		"\x1b[1;31mNguyễn\x1b[m x  ":        "{bold red}Nguyễn{/} x",
		"\x1b[7m  \x1b[0m":                  "{reverse}  {/}",
		"\x1b[38;5;99ma\x1b[48;2;1;2;255mb": "{colour 99}a{on #0102ff}b",
		"\x1b[94ma\x1b[3;4;107mb\x1b[53mc":  "{bright blue}a{italic underline on bright white}b{sgr 53}c",
		"a{b}":                              "a{{b}}",
		"\x1b[2J王\n\x1b]52;c;eA==\x07":      `{"\x1b[2J"}王` + "\n" + `{"\x1b]52;c;eA==\a"}`,
		"\x1b[38;2;300;0;0mx\x1b[38my":      "{colour ?}x{colour ?}y",
	} {
		if got := tuitest.Tags(in); got != want {
			t.Errorf("Tags(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestGolden(t *testing.T) {
	tuitest.Golden(t, "frame", " NAME        DUE  \n\x1b[1;7m▌ Nguyễn\x1b[m     \x1b[31m! 2d ago\x1b[m\n  王小明     today")
}

func TestGoldenSeesADifference(t *testing.T) {
	for what, frame := range map[string]string{
		"text":  " NAME        DUE\n\x1b[1;7m▌ Nguyen\x1b[m     \x1b[31m! 2d ago\x1b[m\n  王小明     today",
		"style": " NAME        DUE\n\x1b[1;7m▌ Nguyễn\x1b[m     \x1b[32m! 2d ago\x1b[m\n  王小明     today",
	} {
		if tuitest.Updating() {
			t.Skip("golden files are being written")
		}
		watch := &watcher{TB: t}
		func() {
			defer func() { _ = recover() }()
			tuitest.Golden(watch, "frame", frame)
		}()
		if !watch.failed {
			t.Errorf("a different %s is not noticed", what)
		}
	}
}

// watcher is a test that may fail.
type watcher struct {
	testing.TB
	failed bool
}

func (w *watcher) Name() string { return "TestGolden" }
func (w *watcher) Helper()      {}
func (w *watcher) Fatal(args ...any) {
	w.failed = true
	panic(args)
}

func (w *watcher) Fatalf(format string, args ...any) {
	w.failed = true
	panic(format)
}
