package vcard

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Writer writes cards of one version.
type Writer struct {
	w       *bufio.Writer
	version string
}

// NewWriter returns a writer of version "3.0" or "4.0".
func NewWriter(w io.Writer, version string) *Writer {
	return &Writer{bufio.NewWriter(w), version}
}

// Write adds a card. The properties stand as given, between BEGIN, VERSION and END.
func (w *Writer) Write(props []Property) error {
	w.line("BEGIN:VCARD")
	w.line("VERSION:" + w.version)
	for i := range props {
		w.line(props[i].Content())
	}
	w.line("END:VCARD")
	_, err := w.w.Write(nil) // a bufio.Writer keeps its first error
	if err != nil {
		return fmt.Errorf("write card: %w", err)
	}
	return nil
}

// Close writes what is in memory. The file is whole only if it returns nil.
func (w *Writer) Close() error {
	if err := w.w.Flush(); err != nil {
		return fmt.Errorf("write card: %w", err)
	}
	return nil
}

// maxOctets is how long a line may be without its end (RFC 6350, 3.2).
const maxOctets = 75

// line writes a line, folded between characters.
func (w *Writer) line(text string) {
	room := maxOctets
	for len(text) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		w.w.WriteString(text[:cut])
		w.w.WriteString("\r\n ")
		text, room = text[cut:], maxOctets-1
	}
	w.w.WriteString(text)
	w.w.WriteString("\r\n")
}

// Content is the property as one line without folds, with the escapes of RFC 6868
// in parameters. 3.0 knows none; a program that reads only that shows the carets,
// which is better than to lose the quote or the line end that they stand for.
func (p *Property) Content() string {
	var b strings.Builder
	if p.Group != "" {
		b.WriteString(p.Group + ".")
	}
	b.WriteString(p.Name)
	for _, q := range p.Params {
		b.WriteString(";" + q.Name + "=" + paramValue(q.Value))
	}
	b.WriteString(":" + strings.NewReplacer("\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(p.Value))
	return b.String()
}

func paramValue(v string) string {
	v = strings.NewReplacer("^", "^^", "\r\n", "^n", "\n", "^n", "\r", "^n", `"`, "^'").Replace(v)
	if strings.ContainsAny(v, ":;,") {
		return `"` + v + `"`
	}
	return v
}

// ParseLine reads a line that Content wrote.
func ParseLine(line string) (Property, bool) {
	head, value, ok := cutName([]byte(line))
	if !ok {
		return Property{}, false
	}
	var p Property
	p.parseHead(string(head))
	p.Value = string(value)
	return p, true
}
