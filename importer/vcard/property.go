package vcard

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/unicode/norm"

	"crm/importer/table"
)

// property reads one property of a card with all the lines that belong to it; nil
// for an empty line, and for a line that was added to the property before it.
func (r *Reader) property(c *Card) (*Property, error) {
	line, err := r.in.next()
	if err != nil {
		return nil, err
	}
	at := r.in.n
	if len(bytes.TrimSpace(line)) == 0 {
		return nil, nil
	}
	if !begins(line) {
		r.loose(c, at, line)
		return nil, nil
	}
	p := &Property{Line: at}
	whole, err := r.unfold(bytes.Clone(line), c.Version == "2.1") // VERSION may stand last, in 3.0
	if err != nil {
		return nil, err
	}
	head, value, ok := cutName(whole) // parameters may be folded, too
	if !ok {
		r.loose(c, at, whole)
		return nil, nil
	}
	p.parseHead(r.decode(head, ""))
	return p, r.decodeValue(p, value)
}

// loose handles a line that is no property: the value before it goes on, in files
// of programs that do not fold, or it is a comment.
func (r *Reader) loose(c *Card, at int, line []byte) {
	text := strings.TrimSpace(r.decode(line, ""))
	if valueless(text) {
		return
	}
	if n := len(c.Props); n > 0 && !strings.HasPrefix(text, "#") && c.Props[n-1].Binary == nil {
		// A backslash at the end of a line is there for the line end behind it.
		before := c.Props[n-1].Value
		if slashes := len(before) - len(strings.TrimRight(before, `\`)); slashes%2 == 1 {
			before = before[:len(before)-1]
		}
		c.Props[n-1].Value = before + `\n` + text
		c.Notes = append(c.Notes, Note{at, "this line is no property", "it is added to the " + c.Props[n-1].Name + " before it"})
		return
	}
	c.Notes = append(c.Notes, Note{at, "this line is no property: " + table.Excerpt(text), "it is left out"})
}

// valueless reports whether a line is the name of a property and nothing else, as
// Evolution wrote it for a contact without that.
func valueless(text string) bool {
	switch strings.ToUpper(text) {
	case "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "ADR", "URL", "BDAY", "NOTE", "CATEGORIES", "UID", "REV":
		return true
	}
	return false
}

// cutName cuts a line at the colon behind its name and parameters, which may have
// colons in quotes.
func cutName(line []byte) (head, value []byte, ok bool) {
	if !begins(line) {
		return nil, nil, false
	}
	quoted := false
	for i := range line {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ':' && !quoted:
			return line[:i], line[i+1:], true
		}
	}
	if i := bytes.IndexByte(line, ':'); i > 0 { // a quote that nobody closed
		return line[:i], line[i+1:], true
	}
	return nil, nil, false
}

// begins reports whether a line begins as a property does.
func begins(line []byte) bool {
	name := 0
	for name < len(line) && isName(line[name]) {
		name++
	}
	return name > 0 && name < len(line) && line[name-1] != '.' && (line[name] == ':' || line[name] == ';')
}

func isName(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_' || b == '.' || b == '/'
}

// unfold adds the lines that go on with a property: those that begin with a space
// or tab, the soft line breaks of quoted-printable, and base64 without either.
func (r *Reader) unfold(line []byte, v21 bool) ([]byte, error) {
	head, _, ok := cutName(line)
	if !ok {
		head = line
	}
	upper := bytes.ToUpper(head)
	printable := bytes.Contains(upper, []byte("QUOTED-PRINTABLE"))
	binary := bytes.Contains(upper, []byte("BASE64")) || bytes.Contains(upper, []byte("ENCODING=B"))
	for {
		next, err := r.in.next()
		if errors.Is(err, io.EOF) {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
		soft := printable && bytes.HasSuffix(line, []byte("=")) && !border(next)
		switch {
		case soft:
			line = append(line[:len(line)-1], bytes.TrimLeft(next, "\t")...)
		case len(next) > 0 && (next[0] == ' ' || next[0] == '\t'):
			if v21 && !binary { // RFC 822: the space is part of the text
				line = append(line, ' ')
			}
			line = append(line, next[1:]...)
		case binary && len(next) > 0 && isBase64(next):
			line = append(line, next...)
		default:
			r.in.unread()
			return line, nil
		}
		if len(line) > maxLine {
			return nil, &table.LimitError{Limit: "bytes in a property", Max: maxLine, Line: r.in.n, Fix: "check that the file is whole"}
		}
	}
}

// border reports whether a line begins or ends a card.
func border(line []byte) bool {
	name, value, _ := bytes.Cut(line, []byte(":"))
	name = bytes.TrimSpace(name)
	return (bytes.EqualFold(name, []byte("BEGIN")) || bytes.EqualFold(name, []byte("END"))) && bytes.EqualFold(bytes.TrimSpace(value), []byte("VCARD"))
}

func isBase64(line []byte) bool {
	for _, b := range line {
		if !(b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '+' || b == '/' || b == '=' || b == ' ' || b == '\t') {
			return false
		}
	}
	return true
}

// parseHead reads the group, the name and the parameters.
func (p *Property) parseHead(head string) {
	parts := splitParams(head)
	name := strings.ToUpper(strings.TrimSpace(parts[0]))
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		p.Group, name = parts[0][:i], name[i+1:]
	}
	p.Name = name
	for _, text := range parts[1:] {
		name, value, named := strings.Cut(text, "=")
		name = strings.ToUpper(strings.TrimSpace(name))
		if !named {
			value = strings.TrimSpace(text)
			switch name {
			case "":
				continue
			case "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT":
				name = "ENCODING"
			default:
				name = "TYPE"
			}
		}
		value = strings.TrimSpace(value)
		if len(value) > 1 && value[0] == '"' && strings.Count(value, `"`) == 2 && value[len(value)-1] == '"' {
			value = value[1 : len(value)-1]
		}
		p.Params = append(p.Params, Param{name, norm.NFC.String(caretDecode.Replace(value))})
	}
}

// caretDecode undoes the escapes of RFC 6868.
var caretDecode = strings.NewReplacer("^n", "\n", "^^", "^", "^'", `"`)

// splitParams splits at semicolons outside quotes.
func splitParams(head string) []string {
	var out []string
	quoted, start := false, 0
	for i := range len(head) {
		switch {
		case head[i] == '"':
			quoted = !quoted
		case head[i] == ';' && !quoted:
			out = append(out, head[start:i])
			start = i + 1
		}
	}
	return append(out, head[start:])
}
