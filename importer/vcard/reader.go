package vcard

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"crm/importer/charset"
	"crm/importer/table"
)

// Options say how to read a file.
type Options struct {
	Encoding string // of the file, by name; empty is found out
}

// Reader reads the cards of a file.
type Reader struct {
	in       *lines
	fallback charset.Encoding // of bytes that are no UTF-8 and name no character set
	begun    int              // the line of a BEGIN that was read already
	size     int
	err      error
}

// Sniff reports whether a file that begins with head is one of cards.
func Sniff(head []byte) bool {
	if name := wide(head); name != "" {
		if e, err := charset.Find(name); err == nil {
			head = []byte(e.Decode(head[:min(len(head), 512)&^3]))
		}
	}
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	head = bytes.TrimLeft(head, " \t\r\n\x00")
	upper := strings.ToUpper(string(head[:min(len(head), 4096)]))
	return strings.HasPrefix(upper, "BEGIN:VCARD") ||
		strings.HasPrefix(upper, "VERSION:") && strings.Contains(upper, "\nEND:VCARD") // its first line is lost
}

// wide is the encoding of a file that has two bytes or more for each character, ""
// for others. One that begins in plain bytes is none, whatever zero bytes are in it.
func wide(head []byte) string {
	if name, _ := charset.Mark(head); name != "" {
		return name
	}
	if bytes.HasPrefix(bytes.ToUpper(bytes.TrimLeft(head[:min(len(head), 64)], " \t\r\n")), []byte("BEGIN:")) {
		return ""
	}
	return charset.Wide(head)
}

// Open begins to read a file of some size, and says in which encoding it is.
func Open(r io.ReaderAt, size int64, opt Options) (*Reader, string, error) {
	head := make([]byte, min(64<<10, size))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, "", fmt.Errorf("read cards: %w", err)
	}
	var in io.Reader = io.NewSectionReader(r, 0, size)
	rd := &Reader{}
	name := opt.Encoding
	if name == "" {
		name = wide(head)
	}
	if name != "" {
		e, err := charset.Find(name)
		if err != nil {
			return nil, "", err
		}
		_, mark := charset.Mark(head)
		rd.in, rd.fallback = newLines(e.NewReader(io.NewSectionReader(r, int64(mark), size))), e
		return rd, e.Name, nil
	}
	encoding := "utf-8"
	rd.fallback, _ = charset.Find("windows-1252")
	if plain := plainBytes(head); !utf8.Valid(plain) {
		if guess, err := charset.Detect(plain); err == nil {
			if e, err := charset.Find(guess.Name); err == nil && !e.UTF8() {
				rd.fallback, encoding = e, e.Name
			}
		}
	}
	rd.in = newLines(in)
	return rd, encoding, nil
}

// Next returns the next card; io.EOF behind the last one. Every other error is final.
func (r *Reader) Next() (*Card, error) {
	if r.err != nil {
		return nil, r.err
	}
	c, err := r.next()
	if err != nil {
		r.err = err
	}
	return c, err
}

func (r *Reader) next() (*Card, error) {
	c, err := r.begin()
	if err != nil {
		return nil, err
	}
	r.size = 0
	depth := 1
	for {
		p, err := r.property(c)
		switch {
		case errors.Is(err, io.EOF):
			c.Broken = "the file ends before the END of this card"
			if len(c.Props) == 0 {
				c.Broken = "this is no card"
			}
			return c, nil
		case err != nil:
			return nil, err
		case p == nil:
			continue
		case p.Name == "END" && strings.EqualFold(strings.TrimSpace(p.Value), "VCARD"):
			return c, nil
		case p.Name == "BEGIN" && strings.EqualFold(strings.TrimSpace(p.Value), "VCARD"):
			if len(c.Props) == 0 { // a BEGIN too many, or an attack
				if depth++; depth > maxDepth {
					return nil, nesting(p.Line)
				}
				continue
			}
			if !r.nested(c) {
				r.begun = p.Line
				c.Broken = "the next card begins before the END of this one"
				return c, nil
			}
			if err := r.readNested(c); err != nil {
				return nil, err
			}
			continue
		}
		if err := r.keep(c, p); err != nil {
			return nil, err
		}
	}
}

// keep adds a property to its card.
func (r *Reader) keep(c *Card, p *Property) error {
	if p.Name == "VERSION" {
		c.Version = strings.TrimSpace(p.Value)
		return nil
	}
	if r.size += len(p.Value); r.size > maxCard {
		return &table.LimitError{Limit: "bytes in a card", Max: maxCard, Line: c.Line, Fix: "check that the file is whole"}
	}
	if len(c.Props) == maxProps {
		return &table.LimitError{Limit: "properties in a card", Max: maxProps, Line: c.Line, Fix: "check that the file is whole"}
	}
	c.Props = append(c.Props, *p)
	return nil
}

// begin reads up to the BEGIN of a card. Other text there is a card that lost it.
func (r *Reader) begin() (*Card, error) {
	if line := r.begun; line > 0 {
		r.begun = 0
		return &Card{Line: line}, nil
	}
	var notes []Note
	note := func(reason, fix string) {
		if len(notes) < maxNotes {
			notes = append(notes, Note{r.in.n, reason, fix})
		}
	}
	for {
		line, err := r.in.next()
		if err != nil {
			return nil, err
		}
		line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\uFEFF")))
		switch {
		case len(line) == 0:
		case border(line) && (line[0] == 'B' || line[0] == 'b'):
			return &Card{Line: r.in.n, Notes: notes}, nil
		case border(line):
			note("an END:VCARD that ends no card", "it is passed over")
		case !begins(line):
			note("between two cards: "+table.Excerpt(r.decode(line, "")), "it is left out")
		default:
			r.in.unread()
			note("no BEGIN:VCARD before this line", "it is read as a card")
			return &Card{Line: r.in.n, Notes: notes}, nil
		}
	}
}

// maxNotes is how many remarks are made about what stands between two cards.
const maxNotes = 10

func nesting(line int) error {
	return &table.LimitError{Limit: "cards in cards", Max: maxDepth, Line: line, Fix: "check that the file is whole"}
}

// nested reports whether a BEGIN inside a card is that of a card in it: the value
// of an AGENT, which 2.1 writes over several lines.
func (r *Reader) nested(c *Card) bool {
	n := len(c.Props)
	return n > 0 && c.Props[n-1].Name == "AGENT" && strings.TrimSpace(c.Props[n-1].Value) == ""
}

// readNested reads a card in a card: it becomes the text of the AGENT, as 3.0 has
// it (RFC 2426, 3.5.4).
func (r *Reader) readNested(c *Card) error {
	agent := len(c.Props) - 1
	inner := Card{Version: c.Version}
	text := "BEGIN:VCARD\n"
	for depth := 1; depth > 0; {
		p, err := r.property(&inner)
		if errors.Is(err, io.EOF) {
			break // said of the outer card
		}
		if err != nil {
			return err
		}
		if p == nil {
			continue
		}
		switch p.Name {
		case "BEGIN":
			if depth++; depth > maxDepth {
				return nesting(p.Line)
			}
		case "END":
			depth--
		}
		line := p.Content()
		if r.size += len(line); r.size > maxCard {
			return &table.LimitError{Limit: "bytes in a card", Max: maxCard, Line: c.Line, Fix: "check that the file is whole"}
		}
		text += line + "\n"
	}
	c.Props[agent].Value = Escape(text)
	return nil
}
