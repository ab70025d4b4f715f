// Package vcard reads and writes cards: vCard 2.1 (the versit specification), 3.0
// (RFC 2426) and 4.0 (RFC 6350), as address books, phones and mail programs write
// them.
//
// A file is a series of content lines, NAME;PARAM=VALUE:VALUE, folded over several
// lines of the file. The reader undoes all that is encoding: folding (also in the
// middle of a character), quoted-printable and base64, character sets of the file
// and of single properties, escapes in parameters (RFC 6868). What a Property then
// means is for its user: Text, List and Fields undo the escapes of its value.
//
// What no real program would write, and what real programs write all the same, is
// read where it can be: CR CR LF, bare parameters ("TEL;HOME:"), base64 without the
// empty line behind it, a line that is no property as one more line of the value
// before it, commas that nobody escaped. A card that cannot be read is delivered
// with its Problem, and the reading goes on behind it.
package vcard

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Card is a card of a file.
type Card struct {
	Line    int        // of its BEGIN, from 1
	Version string     // "2.1", "3.0", "4.0"; "" if it does not say
	Props   []Property // without BEGIN, END and VERSION
	Broken  string     // why it cannot be read, or ""
	Notes   []Note     // remarks about lines of it
}

// Note is a remark about a line.
type Note struct {
	Line        int
	Reason, Fix string
}

// Property is a line of a card, decoded.
type Property struct {
	Line   int
	Group  string // "item1" of item1.TEL; "" for most
	Name   string // in upper case
	Params []Param
	Value  string // UTF-8, with the escapes that its type has

	Binary []byte // of a base64 value that is no text; Value is then the base64
}

// Param is a parameter of a property. The name is in upper case; the bare
// parameters of 2.1 are TYPEs, unless they name an encoding.
type Param struct{ Name, Value string }

// Param returns the first value of a parameter, or "".
func (p *Property) Param(name string) string {
	for _, q := range p.Params {
		if q.Name == name {
			return q.Value
		}
	}
	return ""
}

// Types are the TYPEs of a property, each by itself, in lower case.
func (p *Property) Types() []string {
	var out []string
	for _, q := range p.Params {
		if q.Name != "TYPE" {
			continue
		}
		for t := range strings.SplitSeq(q.Value, ",") {
			if t = strings.ToLower(strings.Trim(t, " \"")); t != "" {
				out = append(out, t)
			}
		}
	}
	return out
}

// Is reports whether a property has a TYPE.
func (p *Property) Is(kind string) bool { return slices.Contains(p.Types(), kind) }

// Text is the value as one text.
func (p *Property) Text() string {
	return unescape(p.Value)
}

// List is the value as a list with commas, and Fields as the parts of a structured
// value (N, ADR, ORG), which semicolons separate.
func (p *Property) List() []string { return p.split(',') }

// Fields are the parts of a structured value.
func (p *Property) Fields() []string { return p.split(';') }

func (p *Property) split(sep byte) []string {
	var out []string
	start := 0
	for i := 0; i < len(p.Value); i++ {
		switch {
		case p.Value[i] == '\\' && i+1 < len(p.Value) && escapable(p.Value[i+1]):
			i++
		case p.Value[i] == sep:
			out = append(out, strings.TrimSpace(unescape(p.Value[start:i])))
			start = i + 1
		}
	}
	return append(out, strings.TrimSpace(unescape(p.Value[start:])))
}

// escapable reports whether a backslash before a byte is an escape. 2.1 knows only
// the semicolon, but programs that write it escape as 3.0 does; the colon and the
// quotes are Apple's and Google's. Every other backslash is itself, in all versions,
// so that a value means the same in the card that it is written back in.
func escapable(b byte) bool {
	switch b {
	case ';', ',', 'n', 'N', '\\', ':', '"', '\'':
		return true
	}
	return false
}

func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return norm.NFC.String(s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) || !escapable(s[i+1]) {
			b.WriteByte(s[i])
			continue
		}
		if i++; s[i] == 'n' || s[i] == 'N' {
			b.WriteByte('\n')
		} else {
			b.WriteByte(s[i])
		}
	}
	return norm.NFC.String(b.String())
}

// Escape makes a text a value, or a part of one.
func Escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`).Replace(text)
}
