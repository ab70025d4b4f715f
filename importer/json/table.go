package json

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"crm/importer/table"
)

// maxColumns is how many keys a file may have in all, and maxList how many objects
// of a list have columns of their own; a longer list stays one cell, as JSON.
const (
	maxColumns  = 16_384
	maxKeyBytes = 4 << 20 // of all keys together
	maxList     = 20
)

// Columns reads a file of objects once and returns their keys as columns, in order
// of first sight. A key inside an object stands behind a dot, a place in a list of
// objects in brackets: emails[0].value. A list of plain values is one cell.
func Columns(r io.Reader) ([]string, error) {
	s := Split(r)
	seen := map[string]bool{}
	var out []string
	size := 0
	for {
		rec, err := s.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		cells, err := flatten(rec.Text)
		if rec.Err != nil || err != nil {
			continue // said when the row is read
		}
		for _, c := range cells {
			if seen[c.path] {
				continue
			}
			if len(out) == maxColumns {
				return nil, &table.LimitError{Limit: "different keys", Max: maxColumns, Line: rec.Line, Fix: "leave out the keys that are no columns"}
			}
			if size += len(c.path); size > maxKeyBytes {
				return nil, &table.LimitError{Limit: "bytes of keys", Max: maxKeyBytes, Line: rec.Line, Fix: "leave out the keys that are no columns"}
			}
			seen[c.path] = true
			out = append(out, c.path)
		}
	}
}

// Reader delivers the objects of a file as the rows of a table. The first row is
// the header, on line 0: it stands nowhere in the file.
type Reader struct {
	split   *Splitter
	columns []string
	place   map[string]int
	begun   bool
	err     error
}

// NewReader returns a reader of rows with those columns.
func NewReader(r io.Reader, columns []string) *Reader {
	place := make(map[string]int, len(columns))
	for i, c := range columns {
		place[c] = i
	}
	return &Reader{split: Split(r), columns: columns, place: place}
}

// Close implements table.Reader.
func (r *Reader) Close() error { return nil }

// Read implements table.Reader.
func (r *Reader) Read(row *table.Row) error {
	row.Reset()
	if !r.begun {
		r.begun = true
		for _, c := range r.columns {
			row.Cells = append(row.Cells, table.Cell{Text: c, Kind: table.Text})
		}
		if len(r.columns) > 0 {
			return nil
		}
	}
	for r.err == nil {
		rec, err := r.split.Next()
		if err != nil {
			r.err = err
			break
		}
		row.Line = rec.Line
		if r.fill(row, rec); row.Problem != nil || !row.Blank() {
			return nil
		}
		row.Reset()
	}
	return r.err
}

// fill puts a record into a row: each value at the place of its key.
func (r *Reader) fill(row *table.Row, rec Record) {
	reject := func(reason string) {
		row.Problem = &table.Problem{
			Line: rec.Line, Value: table.Excerpt(strings.ToValidUTF8(string(rec.Text), "\uFFFD")), Reason: reason,
			Fix: "correct the line and import it again", Rejected: true,
		}
	}
	if rec.Err != nil {
		reject(rec.Err.Error())
		return
	}
	cells, err := flatten(rec.Text)
	if err != nil {
		reject(err.Error())
		return
	}
	for _, c := range cells {
		i := r.place[c.path]
		for len(row.Cells) <= i {
			row.Cells = append(row.Cells, table.Cell{})
		}
		if row.Cells[i].Kind != table.Empty {
			row.Problem = &table.Problem{Line: rec.Line, Column: c.path, Value: table.Excerpt(c.Text), Reason: "the key stands twice in the record", Fix: "the first value is taken"}
			continue
		}
		row.Cells[i] = c.Cell
	}
	if row.Problem == nil && !utf8.Valid(rec.Text) {
		row.Problem = &table.Problem{Line: rec.Line, Reason: "the record has bytes that are no text in UTF-8", Fix: "each is shown as \uFFFD; save the file as UTF-8"}
	}
}

// cell is a value of an object and the way to it.
type cell struct {
	table.Cell
	path string
}

// flatten lists the values of an object in their order. It cuts the text without
// copying it: a hostile record may be large at every depth.
func flatten(text []byte) ([]cell, error) {
	text = bytes.Trim(text, space)
	var whole stdjson.RawMessage
	if err := stdjson.Unmarshal(text, &whole); err != nil {
		return nil, plainError(err)
	}
	if text[0] != '{' {
		return nil, errors.New("this is no object with keys")
	}
	var f flattener
	f.object("", text)
	return f.out, nil
}

const space = " \t\r\n"

type flattener struct{ out []cell }

// object takes an object apart that is known to be valid.
func (f *flattener) object(path string, text []byte) {
	for rest := inside(text); len(rest) > 0; {
		var key, value []byte
		key, rest = cut(rest)
		value, rest = cut(bytes.TrimLeft(rest, space+":"))
		var name string
		if stdjson.Unmarshal(key, &name) != nil {
			return
		}
		switch name = tidy(name); path {
		case "":
		case "custom": // fields of somebody's own, by their labels
			name = "custom: " + name
		default:
			name = path + "." + name
		}
		f.value(name, value)
		rest = bytes.TrimLeft(rest, space+",")
	}
}

// inside is what stands between the brackets of a value.
func inside(text []byte) []byte { return bytes.Trim(text[1:len(text)-1], space) }

// cut splits valid text behind its first value.
func cut(text []byte) (value, rest []byte) {
	var n nesting
	for i, c := range text {
		if n.depth == 0 && !n.quoted && i > 0 && (text[0] == '"' && !n.escaped || bytes.IndexByte([]byte(space+",:"), c) >= 0) {
			return text[:i], text[i:]
		}
		n.step(c)
		if n.depth == 0 && (c == '}' || c == ']') && !n.quoted {
			return text[:i+1], text[i+1:]
		}
	}
	return text, nil
}

// value lists what stands behind a key.
func (f *flattener) value(path string, text []byte) {
	switch text[0] {
	case '{':
		f.object(path, text)
	case '[':
		f.list(path, text)
	default:
		if c := plain(text); c.Kind != table.Empty {
			f.out = append(f.out, cell{c, path})
		}
	}
}

// list is one cell of plain values, or the cells of some objects.
func (f *flattener) list(path string, text []byte) {
	var texts []string
	nested, n := false, 0
	for rest := inside(text); len(rest) > 0; n++ {
		var v []byte
		v, rest = cut(rest)
		rest = bytes.TrimLeft(rest, space+",")
		if nested = nested || v[0] == '{' || v[0] == '['; nested {
			continue
		}
		if c := plain(v); c.Kind != table.Empty {
			texts = append(texts, c.Text)
		}
	}
	switch {
	case nested && n > maxList:
		f.out = append(f.out, cell{table.Cell{Text: tidy(string(text)), Kind: table.Text}, path})
	case !nested && len(texts) > 0:
		f.out = append(f.out, cell{table.Cell{Text: join(texts), Kind: table.Text}, path})
	case nested:
		i := 0
		for rest := inside(text); len(rest) > 0; i++ {
			var v []byte
			v, rest = cut(rest)
			f.value(path+"["+strconv.Itoa(i)+"]", v)
			rest = bytes.TrimLeft(rest, space+",")
		}
	}
}

// join writes several values into one cell, as field.JoinTags does, so that the
// importer splits them where they were apart.
func join(texts []string) string {
	if len(texts) == 1 {
		return texts[0]
	}
	var b strings.Builder
	for i, t := range texts {
		if i > 0 {
			b.WriteString(", ")
		}
		if strings.ContainsAny(t, ",;|\"\n，、；") || strings.Contains(t, ":::") {
			t = `"` + strings.ReplaceAll(t, `"`, `""`) + `"`
		}
		b.WriteString(t)
	}
	return b.String()
}

// plain is the cell of a value that is neither object nor list.
func plain(raw []byte) table.Cell {
	switch raw[0] {
	case '"':
		var s string
		if stdjson.Unmarshal(raw, &s) != nil || s == "" {
			return table.Cell{}
		}
		return table.Cell{Text: tidy(s), Kind: table.Text}
	case 't':
		return table.Cell{Text: "TRUE", Kind: table.Bool}
	case 'f':
		return table.Cell{Text: "FALSE", Kind: table.Bool}
	case 'n':
		return table.Cell{}
	}
	return number(string(raw))
}

// number is the exact digits of a number, without an exponent.
func number(s string) table.Cell {
	mantissa, exp, found := strings.Cut(strings.ToLower(s), "e")
	if !found {
		return table.Cell{Text: s, Kind: table.Number}
	}
	n, err := strconv.Atoi(exp)
	if err != nil || n < -100 || n > 100 {
		return table.Cell{Text: s, Kind: table.Text, Note: fmt.Sprintf("%s is too large or too small a number", s)}
	}
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	whole, part, _ := strings.Cut(mantissa, ".")
	digits := whole + part
	point := len(whole) + n
	if point <= 0 {
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	}
	if len(digits) < point {
		digits += strings.Repeat("0", point-len(digits))
	}
	whole, part = strings.TrimLeft(digits[:point], "0"), strings.TrimRight(digits[point:], "0")
	if whole == "" {
		whole = "0"
	}
	if part != "" {
		whole += "." + part
	}
	return table.Cell{Text: sign + whole, Kind: table.Number}
}

// tidy is text as table.Reader promises it.
func tidy(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
}
