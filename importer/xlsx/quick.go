package xlsx

import "bytes"

// The readers of sheets and of shared strings meet two shapes millions of times.
// The functions here take them off the scanner's buffer in one go,
// with nothing left open, so that its stack of elements need not know.
// Anything else, prefixes, entities, line ends or the end of the buffer among it,
// they leave where it is, for the scanner's tokens.
// This halves the time that a sheet takes.

// quickCell takes a cell like <c r="B2" s="1" t="s"><v>7</v></c> or <c r="B2" s="1"/>,
// and leaves its value in r.value.
func (r *Rows) quickCell() (tag cellTag, ok bool) {
	s := r.s
	b := s.buf[s.pos:s.end]
	if s.closing || len(b) < 2 || b[0] != '<' || b[1] != 'c' {
		return tag, false
	}
	tag.col = r.col + 1
	i := 2
	for i+4 < len(b) && b[i] == ' ' {
		if b[i+2] != '=' || b[i+3] != '"' {
			return tag, false
		}
		from := i + 4
		n := bytes.IndexByte(b[from:min(len(b), from+16)], '"')
		if n < 0 {
			return tag, false
		}
		value := b[from : from+n]
		switch b[i+1] {
		case 'r':
			if tag.col, ok = quickColumn(value); !ok {
				return tag, false
			}
		case 's':
			if tag.style, ok = atoi(value); !ok {
				return tag, false
			}
		case 't':
			if tag.kind = parseKind(value); tag.kind == kindText || tag.kind == kindInline {
				return tag, false
			}
		default:
			return tag, false
		}
		i = from + n + 1
	}
	r.value = r.value[:0]
	if bytes.HasPrefix(b[i:], []byte("/>")) {
		s.pos += i + 2
		return tag, true
	}
	if !bytes.HasPrefix(b[i:], []byte("><v>")) {
		return tag, false
	}
	i += 4
	from := i
	for i < len(b) && b[i] != '<' {
		if b[i] == '&' || b[i] < ' ' {
			return tag, false
		}
		i++
	}
	const end = "</v></c>"
	if !bytes.HasPrefix(b[i:], []byte(end)) {
		return tag, false
	}
	r.value = append(r.value, b[from:i]...)
	s.pos += i + len(end)
	return tag, true
}

// quickColumn reads the column of a reference such as AB12 that has no surprises.
func quickColumn(ref []byte) (col int, ok bool) {
	i := 0
	for i < len(ref) && i < 3 && ref[i] >= 'A' && ref[i] <= 'Z' {
		col = col*26 + int(ref[i]-'A') + 1
		i++
	}
	if i == 0 || i == len(ref) {
		return 0, false
	}
	for _, c := range ref[i:] {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	return col - 1, true
}

// quickString takes a shared string like <si><t>text</t></si> and appends its text.
func (s *scanner) quickString(dst []byte) ([]byte, bool) {
	b := s.buf[s.pos:s.end]
	if s.closing || !bytes.HasPrefix(b, []byte("<si><t")) {
		return dst, false
	}
	i := len("<si><t")
	const preserve = ` xml:space="preserve"`
	if bytes.HasPrefix(b[i:], []byte(preserve)) {
		i += len(preserve)
	}
	if i == len(b) || b[i] != '>' {
		return dst, false
	}
	i++
	n := bytes.IndexByte(b[i:], '<')
	if n < 0 || n > s.lim.text || !bytes.HasPrefix(b[i+n:], []byte("</t></si>")) {
		return dst, false
	}
	from := len(dst)
	out, err := s.appendText(dst, b[i:i+n], false)
	if err != nil {
		return dst, false // the scanner finds it again and says where
	}
	s.pos += i + n + len("</t></si>")
	return unescape(out, from), true
}
