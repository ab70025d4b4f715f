package importer

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"

	"crm/importer/field"
	"crm/store"
	"crm/store/fold"
)

// base is what an export held of one contact: a mark for each cell that had a
// value, made of the field and of what the value means. It travels in the last
// column of the export, so that the book need not remember what it gave away, and
// tells of an edited cell, and of the book's value today, whether each is still
// what was exported. It depends on no order of rows or columns, and on no
// spelling that a spreadsheet changes when it saves: a phone is its E.164 form.
//
// A mark is 18 bits of a hash of the field and 24 bits of one of field and value,
// in base 64: seven letters a cell. One edit in 16 million looks like none.
type base map[fieldMark][]valueMark

type (
	fieldMark [3]byte
	valueMark [4]byte
)

const (
	markLen     = len(fieldMark{}) + len(valueMark{})
	basePrefix  = "crm1:" // of the cell; the number is the version of the marks
	markLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"
)

func marksOf(t field.Target, value string) (f fieldMark, v valueMark) {
	h := fnv.New64a()
	h.Write([]byte(t.ID))
	if t.ID == field.Custom || t.ID == field.External || t.ID == field.Consent { // several columns of one field
		h.Write([]byte{0})
		h.Write([]byte(t.Label))
	}
	h.Write(binary.AppendUvarint([]byte{0}, uint64(max(t.N, 1))))
	letters(f[:], h.Sum64())
	h.Write([]byte(value))
	letters(v[:], h.Sum64())
	return f, v
}

// letters writes the low bits of a hash, stirred: FNV's last bytes reach the high
// bits only.
func letters(out []byte, h uint64) {
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	h ^= h >> 29
	for i := range out {
		out[i] = markLetters[h&63]
		h >>= 6
	}
}

// parseBase reads the cell of an export; ok is false for a cell that is none.
func parseBase(text string) (b base, ok bool) {
	text, ok = strings.CutPrefix(strings.TrimSpace(text), basePrefix)
	if !ok || len(text)%markLen != 0 {
		return nil, false
	}
	b = base{}
	for ; text != ""; text = text[markLen:] {
		f := fieldMark([]byte(text[:len(fieldMark{})]))
		b[f] = append(b[f], valueMark([]byte(text[len(fieldMark{}):markLen])))
	}
	return b, true
}

// holds reports whether a value is what the export had in a field: also nothing,
// where it had nothing.
func (b base) holds(t field.Target, value string) bool {
	f, v := marksOf(t, value)
	if value == "" {
		return len(b[f]) == 0
	}
	return slices.Contains(b[f], v)
}

// exportCell is what stands in a column of an export for a contact.
func exportCell(c *store.Contact, columns []exportColumn, i int) string {
	if t := columns[i].target; t.ID != field.Exported {
		return field.Take(c, t)
	}
	return baseCell(c, columns)
}

// baseCell is the cell of marks of a contact.
func baseCell(c *store.Contact, columns []exportColumn) string {
	out := make([]byte, 0, len(basePrefix)+markLen*len(columns))
	out = append(out, basePrefix...)
	for _, col := range columns {
		if !compared(col.target.ID) {
			continue
		}
		values := meanings(c, col.target)
		if col.target.ID == field.Phone && len(values) > 0 {
			// Where its country is not that of the book, a text alone says less.
			values = append(values, spelled(field.Take(c, col.target)))
		}
		for _, v := range values {
			f, m := marksOf(col.target, v)
			out = append(append(out, f[:]...), m[:]...)
		}
	}
	return string(out)
}

// compared reports whether a column of an export is looked at when it comes back:
// not the id, not what the book itself knows better.
func compared(id field.ID) bool {
	switch id {
	case field.UID, field.Created, field.Updated, field.Exported, field.Skip, "":
		return false
	}
	return !id.Timeline()
}

// meanings are the values of a field of a contact, in the form that compares: one
// for most fields, several for tags and ids, none for an empty one.
func meanings(c *store.Contact, t field.Target) []string {
	i := max(t.N, 1) - 1
	switch t.ID {
	case field.Tags:
		return foldAll(c.Tags)
	case field.External:
		return foldAll(field.SplitTags(field.Take(c, t)))
	case field.Phone:
		if i < len(c.Phones) {
			return some(phoneMeaning(c.Phones[i]))
		}
		return nil
	case field.Consent:
		return some(field.Take(c, t))
	}
	return some(meaning(t.ID, field.Take(c, t)))
}

// meaning is the form of a text in which a field compares.
func meaning(id field.ID, text string) string {
	switch id {
	case field.Note:
		return strings.Join(strings.Fields(text), " ") // a spreadsheet has its own line ends
	case field.Email:
		if _, key, ok := fold.Email(text); ok {
			return key
		}
	}
	return store.Clean(text)
}

// spelled marks a phone as it is written.
func spelled(text string) string { return "=" + store.Clean(text) }

func phoneMeaning(p store.Phone) string {
	if p.Key == "" {
		return p.Text
	}
	return p.Key + ";" + p.Ext
}

func some(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

func foldAll(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		if f := fold.Text(s); f != "" {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
