// Package repaint leaves out what the renderer draws again without need.
//
// Ultraviolet, as pinned by bubbletea v2.1.1 (upstream issue 163), compares a
// line with what is on the screen only if none of its cells is wide; a line
// with Chinese text is sent whole in every frame. A list of 200 by 50 with
// Chinese rows costs 7,400 bytes for a step of the cursor, which is felt over
// a slow connection. There is no option against it, and a renderer of one's
// own cannot be given, but the output can: a [Filter] stands between program
// and terminal and remembers what each row was last painted with.
//
// It leans on how such a repaint looks, and on nothing else:
//
//	CSI ?7l  <move> <style>  CSI K  <cells and styles>  CSI ?7h  CSI row ; col H
//
// A repaint that equals the last one of its row is dropped; the cursor and the
// style that it would have left behind are made up for before the next byte
// that is let through. Everything else passes unchanged. Text forgets the row
// it is written to; scrolling moves what is remembered; a sequence that is not
// known forgets everything. So the worst case is what happens without it.
//
// To be deleted when ultraviolet compares first.
package repaint

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Filter is an output without needless repaints. Bubble Tea writes whole
// frames, one at a time; a repaint that is cut in two by the end of a write is
// let through.
type Filter struct {
	out  io.Writer
	size func() (w, h int)
	off  bool

	w, h int
	rows []string // what each row was last painted with, "" if not known
	y    int      // row of the cursor, as the program believes; -1: not known
	top  int      // scroll region
	bot  int

	// The style, as all sequences since the last reset. The terminal's own
	// differs after a repaint has been dropped.
	pen, realPen string
	lost         bool   // the style has become too long to remember
	move         string // the cursor movement that the terminal has not had

	buf []byte
}

// maxPen bounds what is remembered of the style. The renderer resets it in
// every frame.
const maxPen = 512

// New returns a filter in front of out. size tells the size of the terminal.
func New(out io.Writer, size func() (w, h int)) *Filter {
	return &Filter{out: out, size: size, y: -1}
}

// Off switches the filter off: everything passes from now on.
func (f *Filter) Off() { f.off = true }

// Write passes on what the terminal does not show already.
func (f *Filter) Write(p []byte) (int, error) {
	if f.off {
		return f.out.Write(p)
	}
	f.measure()
	f.buf = f.buf[:0]
	s := string(p)
	for s != "" {
		if n := f.repaint(s); n > 0 {
			s = s[n:]
			continue
		}
		n := f.pass(s)
		s = s[n:]
	}
	f.settle()
	if len(f.buf) == 0 {
		return len(p), nil
	}
	if _, err := f.out.Write(f.buf); err != nil {
		f.forget()
		return 0, err
	}
	return len(p), nil
}

// measure looks at the size. Terminals differ in what they do to the screen
// when it changes.
func (f *Filter) measure() {
	w, h := f.size()
	if w == f.w && h == f.h {
		return
	}
	f.w, f.h = w, h
	f.rows = make([]string, max(h, 0))
	f.forget()
}

// forget gives up all that is known of the screen.
func (f *Filter) forget() {
	clear(f.rows)
	f.y = -1
	f.top, f.bot = 0, f.h-1
}

// settle brings the terminal to where the program believes it is.
func (f *Filter) settle() {
	if f.move != "" {
		f.buf = append(f.buf, f.move...)
		f.move = ""
	}
	if f.realPen != f.pen {
		f.buf = append(f.buf, ansi.ResetStyle...)
		f.buf = append(f.buf, f.pen...)
		f.realPen = f.pen
	}
}

// emit lets bytes through.
func (f *Filter) emit(s string) {
	f.settle()
	f.buf = append(f.buf, s...)
}

const (
	wrapOff = "\x1b[?7l"
	wrapOn  = "\x1b[?7h"
)

// repaint handles a repaint at the start of s, and returns its length: 0 if
// there is none.
func (f *Filter) repaint(s string) int {
	if !strings.HasPrefix(s, wrapOff) {
		return 0
	}
	inner, after, ok := strings.Cut(s[len(wrapOff):], wrapOn)
	if !ok {
		return 0
	}
	anchor, row, ok := cursorPosition(after)
	if !ok || row >= len(f.rows) || f.lost {
		return 0
	}
	pen, painted, ok := f.parse(inner)
	if !ok {
		return 0
	}
	n := len(wrapOff) + len(inner) + len(wrapOn) + len(anchor)
	f.y = row
	if painted == f.rows[row] {
		f.pen, f.move = pen, anchor
		return n
	}
	f.emit(s[:n])
	f.setPen(pen)
	f.rows[row] = painted
	return n
}

// parse takes the inside of a repaint apart. painted is the style under which
// the row is erased and all that is written after that; pen is the style that
// is left.
func (f *Filter) parse(inner string) (pen, painted string, ok bool) {
	pen = f.pen
	erased := -1
	under := ""
	for i := 0; i < len(inner); {
		c, n := first(inner[i:])
		seq := inner[i : i+n]
		i += n
		switch {
		case c == style:
			pen = addStyle(pen, seq)
		case c == eraseRight && erased < 0 && (seq == "\x1b[K" || seq == "\x1b[0K"):
			erased, under = i, pen
		case erased < 0 && (c == horizontal || c == vertical || c == position || c == feed || c == reverse):
		case erased >= 0 && c == text:
		default:
			return "", "", false
		}
	}
	if erased < 0 || len(pen) > maxPen {
		return "", "", false
	}
	return pen, under + "\x00" + inner[erased:], true
}

// addStyle adds a style sequence to the style so far.
func addStyle(pen, seq string) string {
	if seq == "\x1b[m" || seq == "\x1b[0m" {
		return ""
	}
	return pen + seq
}

// cursorPosition reads a CSI row ; col H at the start of s.
func cursorPosition(s string) (seq string, row int, ok bool) {
	if !strings.HasPrefix(s, "\x1b[") {
		return "", 0, false
	}
	seq, _, _, _ = ansi.DecodeSequenceWc(s, 0, nil)
	if kindOf(seq) != position {
		return "", 0, false
	}
	return seq, param(seq, 0, 1) - 1, true
}
