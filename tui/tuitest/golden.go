package tuitest

import (
	"flag"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// Golden compares a frame with two files in testdata, named after the test and
// name: its text as it is read, and the same with the styles as [Tags]. Both
// are written anew by go test -update.
//
// That flag is x/exp/golden's; a test binary that uses this package must not
// define one of that name, and asks [Updating] instead.
func Golden(tb testing.TB, name, frame string) {
	tb.Helper()
	golden.RequireEqual(renamed{tb, tb.Name() + "/" + name}, Plain(frame)+"\n")
	golden.RequireEqual(renamed{tb, tb.Name() + "/" + name + ".sgr"}, Tags(frame)+"\n")
}

// Updating reports that golden files are being written.
func Updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

// Plain returns a frame without styles and trailing spaces.
func Plain(frame string) string {
	lines := strings.Split(ansi.Strip(frame), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

// renamed is a test under another name, which golden makes its file name from.
type renamed struct {
	testing.TB
	name string
}

func (n renamed) Name() string { return n.name }
