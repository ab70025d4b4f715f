package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"unicode/utf8"

	"crm/store/safe"
)

// printer is the only thing that writes to standard output and standard error.
// It takes safe.Text, so that a raw string of somebody's name cannot reach a
// terminal: such a call does not compile.
type printer struct {
	out     *bufio.Writer
	err     io.Writer
	outTTY  bool
	styled  bool // standard error understands styles
	quiet   bool
	openEnd bool // standard error stands in the middle of a line
}

// systemPrinter writes to the process's own output. Its terminal traits are set by run.
func systemPrinter() *printer {
	return &printer{out: bufio.NewWriterSize(os.Stdout, 64<<10), err: os.Stderr}
}

// line writes one line of data.
func (p *printer) line(t safe.Text) { p.cells("", t) }

// cells writes one line of data with a separator of our own between texts.
func (p *printer) cells(sep string, texts ...safe.Text) {
	for i, t := range texts {
		if i > 0 {
			p.out.WriteString(sep)
		}
		p.out.WriteString(t.String())
	}
	p.out.WriteByte('\n')
}

// nul writes texts ended by NUL instead of a line end, for xargs -0.
func (p *printer) nul(t safe.Text) {
	p.out.WriteString(t.String())
	p.out.WriteByte(0)
}

// block writes several lines of data.
func (p *printer) block(t safe.Text) {
	s := t.String()
	p.out.WriteString(s)
	if s != "" && !strings.HasSuffix(s, "\n") {
		p.out.WriteByte('\n')
	}
}

// json writes a value as indented JSON.
func (p *printer) json(v any) error {
	b, err := encode(v, "  ")
	if err != nil {
		return err
	}
	p.out.Write(b)
	return nil
}

// jsonLine writes a value as one line of JSON.
func (p *printer) jsonLine(v any) error {
	b, err := encode(v, "")
	if err != nil {
		return err
	}
	p.out.Write(b)
	return nil
}

// encode makes JSON in which everything that a terminal would obey, or that
// reorders what is around it, is an escape: it is read back exactly and shows as
// harmless text.
func encode(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode JSON: %w", err)
	}
	return harmless(b.Bytes()), nil
}

func harmless(b []byte) []byte {
	if isASCII(b) {
		return b // encoding/json escapes C0 itself; DEL is handled below
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r < utf8.RuneSelf && r != 0x7f:
			out = append(out, byte(r))
		case safe.Line(string(r)).String() == string(r):
			out = append(out, b[:size]...)
		case r > 0xffff:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		b = b[size:]
	}
	return out
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x7f {
			return false
		}
	}
	return true
}

// data is where a writer of a file format puts its bytes. On a terminal they are
// made safe line by line; in a pipe they go out as they are.
func (p *printer) data() io.Writer {
	if p.outTTY {
		return &lineWriter{p: p}
	}
	return p.out
}

// asides is where cobra says how a completion ended: for shells, in its own words.
func (p *printer) asides() io.Writer { return p.err }

// lineWriter makes text that another package wrote safe for a terminal.
type lineWriter struct {
	p    *printer
	rest []byte
}

func (w *lineWriter) Write(b []byte) (int, error) {
	w.rest = append(w.rest, b...)
	for {
		i := bytes.IndexByte(w.rest, '\n')
		if i < 0 {
			return len(b), nil
		}
		w.p.line(safe.Line(strings.TrimSuffix(string(w.rest[:i]), "\r")))
		w.rest = w.rest[i+1:]
	}
}

// flush writes what is buffered. Its error is that of the whole output.
func (p *printer) flush() error {
	if err := p.out.Flush(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}

// say writes a line of narration, unless there shall be none.
func (p *printer) say(t safe.Text) {
	if !p.quiet {
		p.words(t.String() + "\n")
	}
}

// sayf is say with a format; its arguments are made safe.
func (p *printer) sayf(format string, args ...any) { p.say(safe.Sprintf(format, args...)) }

// note writes a dim line of narration.
func (p *printer) note(t safe.Text) {
	if p.quiet {
		return
	}
	if p.styled {
		p.words("\x1b[2m" + t.String() + "\x1b[22m\n")
		return
	}
	p.words(t.String() + "\n")
}

// ask writes a question and leaves the cursor behind it.
func (p *printer) ask(t safe.Text) {
	p.words(t.String() + " ")
}

// progress replaces the line on a terminal; "" ends it.
func (p *printer) progress(t safe.Text) {
	if s := t.String(); s != "" {
		io.WriteString(p.err, "\r"+s+"\x1b[K")
		p.openEnd = true
	} else if p.openEnd {
		io.WriteString(p.err, "\r\x1b[K")
		p.openEnd = false
	}
}

// fail writes an error and its hint: they are never quiet.
func (p *printer) fail(what, hint safe.Text) {
	p.words("error: " + what.String() + "\n")
	if hint.String() != "" {
		p.words("hint: " + hint.String() + "\n")
	}
}

// words writes to standard error, after the data that belongs before it. A
// broken standard error leaves nobody to tell.
func (p *printer) words(s string) {
	_ = p.out.Flush()
	p.progress(safe.Text{})
	io.WriteString(p.err, s)
}

// notRun is from what exit code on a program says that it could not be run at all.
const notRun = 126

// page shows lines in another program on this terminal. One that cannot be started has
// shown nothing; how it ends, and whether it read to the end, is up to its user.
func (p *printer) page(cmd *exec.Cmd, lines []safe.Text) (shown bool, err error) {
	if err := p.flush(); err != nil {
		return false, err
	}
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil || cmd.Start() != nil {
		return false, nil
	}
	w := bufio.NewWriter(in)
	for _, l := range lines {
		w.WriteString(l.String())
		w.WriteByte('\n')
	}
	_ = w.Flush() // it may be closed before the end
	_ = in.Close()
	err = cmd.Wait()
	exit, ended := errors.AsType[*exec.ExitError](err)
	return !ended || exit.ExitCode() < notRun, nil
}

// runAttached runs another program on this one's terminal.
func runAttached(cmd *exec.Cmd) error {
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}
