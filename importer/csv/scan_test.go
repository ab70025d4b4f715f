package csv

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// records lists everything that s says, up to its error.
func records(s *scanner) []string {
	var out []string
	for {
		rec, err := s.next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				out = append(out, err.Error())
			}
			return out
		}
		line := fmt.Sprintf("%+v", rec)
		for _, sp := range s.spans {
			line += fmt.Sprintf(" %q", s.text[sp.start:sp.end])
		}
		out = append(out, line)
	}
}

// TestWindow: wherever the window over the text ends, the records are the same
// as when all of the text is in memory.
func TestWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"a", "bcd", "\"", "\"\"", ",", ",\"", "\",", "\n", "\r\n", "\r", " ", "   ", "\"x\" ,", ", \"y\"", "ễ",
		}), 0, 40).Draw(t, "parts"), "")
		window := rapid.IntRange(1, 40).Draw(t, "window")
		small := newScanner(strings.NewReader(text), ',', '"')
		small.buf = make([]byte, window)
		got, want := records(small), records(newTextScanner([]byte(text), ',', '"'))
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("%q through a window of %d:\ngot\n%s\nwant\n%s", text, window, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// failing gives its text and then an error.
type failing struct{ text io.Reader }

var errCable = errors.New("cable pulled")

func (f failing) Read(p []byte) (int, error) {
	n, err := f.text.Read(p)
	if errors.Is(err, io.EOF) {
		err = errCable
	}
	return n, err
}

// TestScanError: an error of the source comes out, wherever it strikes,
// and is never taken for the end of the text.
func TestScanError(t *testing.T) {
	text := "a,\"b\nc\"\"d\" , \"e\"\r\nf,\"g\nh\n\"i\"x,j\r" + strings.Repeat("k", 100) + "\n"
	for n := range len(text) {
		s := newScanner(failing{strings.NewReader(text[:n])}, ',', '"')
		s.buf = make([]byte, 4)
		got := records(s)
		if len(got) == 0 || got[len(got)-1] != errCable.Error() {
			t.Errorf("%q: %q", text[:n], got)
		}
	}
}
