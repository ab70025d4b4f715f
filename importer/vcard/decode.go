package vcard

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"crm/importer/charset"
)

// decodeValue undoes the encoding of a value: quoted-printable, base64, and the
// character set.
func (r *Reader) decodeValue(p *Property, value []byte) error {
	set := p.Param("CHARSET")
	switch strings.ToUpper(p.Param("ENCODING")) {
	case "QUOTED-PRINTABLE", "Q":
		text := r.decode(quotedPrintable(value), set)
		p.Value = escapeLines(text)
	case "BASE64", "B":
		plain := strings.Map(dropSpace, string(value))
		data, err := base64.StdEncoding.DecodeString(plain)
		if err != nil {
			data, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(plain, "="))
		}
		if p.Value = plain; err == nil && len(data) > 0 {
			p.Binary = data
			if text := r.decode(data, set); (p.textual() && utf8.Valid(data) || set != "") && isText(text) {
				p.Value, p.Binary = Escape(text), nil
			}
		} else {
			p.Value = r.decode(value, set)
		}
	default:
		p.Value = r.decode(value, set)
	}
	p.drop("CHARSET")
	if p.Binary == nil {
		p.drop("ENCODING")
	}
	return nil
}

// textual reports whether a property is one of text: some phones write names and
// notes in base64.
func (p *Property) textual() bool {
	switch p.Name {
	case "PHOTO", "LOGO", "SOUND", "KEY":
		return false
	}
	return true
}

func (p *Property) drop(name string) {
	kept := p.Params[:0]
	for _, q := range p.Params {
		if q.Name != name {
			kept = append(kept, q)
		}
	}
	p.Params = kept
}

func dropSpace(r rune) rune {
	if r == ' ' || r == '\t' {
		return -1
	}
	return r
}

// escapeLines keeps line ends that were encoded in a value: every other escape in
// it is the writer's own.
func escapeLines(s string) string {
	return strings.NewReplacer("\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(s)
}

// isText reports whether what came out of base64 is text.
func isText(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == utf8.RuneError
	})
}

// quotedPrintable decodes RFC 2045, 6.7; what is no code stays as it is.
func quotedPrintable(in []byte) []byte {
	out := make([]byte, 0, len(in))
	for i := 0; i < len(in); i++ {
		if in[i] == '=' && i+2 < len(in) {
			hi, lo := hex(in[i+1]), hex(in[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, in[i])
	}
	return out
}

func hex(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'A' && b <= 'F':
		return int(b-'A') + 10
	case b >= 'a' && b <= 'f':
		return int(b-'a') + 10
	}
	return -1
}

// decode makes bytes text: in the character set that a property names, else UTF-8,
// else the encoding of the file. It is composed (NFC) when its escapes are undone, not
// before: a mark behind a line end would be composed with the n of its escape.
func (r *Reader) decode(b []byte, set string) string {
	text := ""
	switch {
	case isASCII(b) && !strings.HasPrefix(strings.ToUpper(set), "ISO-2022") && !strings.HasPrefix(strings.ToUpper(set), "UTF-7"):
		return string(b)
	case set != "":
		if e, err := charset.Find(set); err == nil && !e.UTF8() {
			text = e.Decode(b)
			break
		}
		fallthrough
	default:
		if text = string(b); !utf8.Valid(b) {
			text = r.fallback.Decode(b)
		}
	}
	return text
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plainBytes is the beginning of a file as a detector of encodings needs it: with
// quoted-printable undone, and without base64 and what names its character set.
func plainBytes(head []byte) []byte {
	out := make([]byte, 0, len(head))
	soft, named := false, false
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		upper := bytes.ToUpper(line)
		if !soft {
			named = bytes.Contains(upper, []byte("CHARSET="))
		}
		switch {
		case named || len(line) > 60 && isBase64(line):
		case soft || bytes.Contains(upper, []byte("QUOTED-PRINTABLE")):
			out = append(append(out, quotedPrintable(line)...), '\n')
		default:
			out = append(append(out, line...), '\n')
		}
		soft = (soft || bytes.Contains(upper, []byte("QUOTED-PRINTABLE"))) && bytes.HasSuffix(line, []byte("="))
	}
	return out
}
