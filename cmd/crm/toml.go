package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// span is a part of a file, in bytes.
type span struct{ from, to int }

// tomlPlaces is where things stand in a TOML file.
type tomlPlaces struct {
	value  *span // the value of the key
	inline *span // the inline table that would hold it
	header int   // behind the header line of its table; -1 without one
	first  int   // before the first header, where keys of no table go
	dotted bool  // its table is spelled by dotted keys there, and must not have a header
}

// setTOML sets a key in the text of a file and leaves all the rest, comments
// too, as it is.
func setTOML(text []byte, key, value string) ([]byte, error) {
	at, err := findTOML(text, key)
	if err != nil {
		return nil, err
	}
	group, name, dotted := strings.Cut(key, ".")
	quoted := quoteTOML(value)
	switch {
	case at.value != nil:
		return splice(text, *at.value, quoted), nil
	case at.inline != nil:
		inside := strings.TrimSpace(string(text[at.inline.from+1 : at.inline.to-1]))
		if inside != "" {
			inside = ", " + inside
		}
		return splice(text, *at.inline, "{ "+name+" = "+quoted+inside+" }"), nil
	case dotted && at.header >= 0:
		return splice(text, span{at.header, at.header}, name+" = "+quoted+"\n"), nil
	case dotted && !at.dotted:
		end := ""
		if len(text) > 0 && text[len(text)-1] != '\n' {
			end = "\n"
		}
		return splice(text, span{len(text), len(text)}, fmt.Sprintf("%s\n[%s]\n%s = %s\n", end, group, name, quoted)), nil
	}
	line := key + " = " + quoted + "\n"
	if at.first > 0 && text[at.first-1] != '\n' {
		line = "\n" + line
	}
	return splice(text, span{at.first, at.first}, line), nil
}

func splice(text []byte, at span, with string) []byte {
	return append(append(append([]byte{}, text[:at.from]...), with...), text[at.to:]...)
}

// quoteTOML writes a basic string (TOML 1.0, "String").
func quoteTOML(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func findTOML(text []byte, key string) (tomlPlaces, error) {
	group, _, dotted := strings.Cut(key, ".")
	at := tomlPlaces{header: -1, first: len(text)}
	p := &unstable.Parser{}
	p.Reset(text)
	prefix := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			prefix = keyOf(e) + "."
			line := lineAt(text, headerStart(p, e))
			at.first = min(at.first, line.from)
			if dotted && keyOf(e) == group && e.Kind == unstable.Table {
				at.header = line.to
			}
		case unstable.KeyValue:
			at.look(p, e, prefix, key, group)
		}
	}
	if err := p.Error(); err != nil {
		return at, errors.New(strings.TrimPrefix(err.Error(), "toml: "))
	}
	return at, nil
}

// look notes where a key's value is, also inside an inline table.
func (at *tomlPlaces) look(p *unstable.Parser, e *unstable.Node, prefix, key, group string) {
	name, v := prefix+keyOf(e), e.Value()
	at.dotted = at.dotted || prefix == "" && strings.HasPrefix(name, group+".")
	if v.Kind == unstable.InlineTable {
		if name == group {
			s := inlineSpan(p.Data(), v)
			at.inline = &s
		}
		for it := v.Children(); it.Next(); {
			at.look(p, it.Node(), name+".", key, group)
		}
		return
	}
	if name == key {
		s := valueSpan(p, v)
		at.value = &s
	}
}

func keyOf(e *unstable.Node) string {
	var parts []string
	for it := e.Key(); it.Next(); {
		parts = append(parts, string(it.Node().Data))
	}
	return strings.Join(parts, ".")
}

// valueSpan is where a value stands. The parser keeps that of its text, which
// for a bare value (a number, a boolean) is its data.
func valueSpan(p *unstable.Parser, v *unstable.Node) span {
	r := v.Raw
	if r.Length == 0 {
		r = p.Range(v.Data)
	}
	return span{int(r.Offset), int(r.Offset + r.Length)}
}

// headerStart is where the name in a table's header stands.
func headerStart(p *unstable.Parser, e *unstable.Node) int {
	it := e.Key()
	it.Next()
	return int(p.Shape(it.Node().Raw).Start.Offset)
}

// lineAt is the line around a place, its end included.
func lineAt(text []byte, at int) span {
	from := strings.LastIndexByte(string(text[:at]), '\n') + 1
	to := strings.IndexByte(string(text[at:]), '\n')
	if to < 0 {
		return span{from, len(text)}
	}
	return span{from, at + to + 1}
}

// inlineSpan is where an inline table stands, braces included: from the brace
// that the parser points at to the one that closes it outside quotes.
func inlineSpan(text []byte, v *unstable.Node) span {
	from := int(v.Raw.Offset)
	depth, quote := 0, byte(0)
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return span{from, i + 1}
			}
		}
	}
	return span{from, len(text)}
}
