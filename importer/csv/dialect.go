package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"crm/importer/table"
)

// sniffRecords is how many records decide about the delimiter.
const sniffRecords = 200

// delimiters are tried in this order; of two that fit equally the first is taken.
const delimiters = ",\t;|"

// parseDelimiter returns the delimiter that a person names, 0 for none.
func parseDelimiter(s string) (byte, error) {
	switch strings.ToLower(s) {
	case "":
		return 0, nil
	case "tab", `\t`:
		return '\t', nil
	case "comma":
		return ',', nil
	case "semicolon":
		return ';', nil
	}
	if len(s) == 1 && isDelimiter(s[0]) {
		return s[0], nil
	}
	return 0, &Error{
		ErrOption, fmt.Sprintf("%q cannot be a delimiter", s),
		`name one ASCII character that is no letter, digit, quote or line end, or "tab"`,
	}
}

func isDelimiter(c byte) bool {
	return c == '\t' || c >= ' ' && c < 0x7F && c != '"' && c != '\'' &&
		(c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
}

// sniffDialect sets delimiter and quote by the beginning of the text.
// delim overrules what would be found, if it is not 0;
// whole says that head is all of the text.
func sniffDialect(g *Guess, head []byte, whole bool, delim byte) {
	g.quote = '"'
	if named, n := sepLine(head); n > 0 {
		g.sepLine = true
		head = head[n:]
		if delim == 0 {
			delim = named
		}
	}
	if delim == 0 {
		delim = sniffDelimiter(head, whole)
	}
	g.Delimiter = string(rune(delim))
	if bytes.IndexByte(head, '"') < 0 && bytes.IndexByte(head, '\'') >= 0 {
		double := consistency(head, whole, delim, '"')
		single := consistency(head, whole, delim, '\'')
		if single.score() > double.score()+0.2 {
			g.quote = '\''
			g.Notes = append(g.Notes, table.Problem{
				Reason: "cells are quoted with ' instead of \"",
				Fix:    "read so; compare a few cells with the file",
			})
		}
	}
}

// sepLine returns the delimiter that the first line names, and the length of
// the line. Excel writes and obeys "sep=;" there.
func sepLine(head []byte) (delim byte, n int) {
	end := bytes.IndexAny(head, "\r\n")
	if end < 0 {
		return 0, 0
	}
	line := bytes.TrimLeft(head[:end], "\uFEFF\"")
	if len(line) < 5 || !bytes.EqualFold(line[:4], []byte("sep=")) {
		return 0, 0
	}
	delim, rest := line[4], line[5:]
	if bytes.HasPrefix(line[4:], []byte(`\t`)) {
		delim, rest = '\t', line[6:]
	}
	if !isDelimiter(delim) {
		return 0, 0
	}
	// An editor that knows no such line may have put it in quotes,
	// and padded it to all columns with whatever it took for the delimiter.
	if len(bytes.Trim(rest, "\",;\t| "+string(rune(delim)))) > 0 {
		return 0, 0
	}
	if n = end + 1; head[end] == '\r' && n < len(head) && head[n] == '\n' {
		n++
	}
	return delim, n
}

func sniffDelimiter(head []byte, whole bool) byte {
	best, delim := 0.0, byte(0)
	for _, d := range []byte(delimiters) {
		c := consistency(head, whole, d, '"')
		if s := c.score(); c.share() >= 0.25 && s > best {
			best, delim = s, d
		}
	}
	if delim != 0 {
		return delim
	}
	// A colon stands in times and addresses, so it and its like have to be perfect.
	for _, d := range []byte(":^~") {
		if c := consistency(head, whole, d, '"'); c.width >= 3 && c.records >= 3 && c.same == c.records {
			return d
		}
	}
	// One column: any delimiter will do that does not cut it.
	for _, d := range []byte(delimiters) {
		if bytes.IndexByte(head, d) < 0 {
			return d
		}
	}
	return ','
}

// fit says how a text looks when it is cut in one way.
type fit struct {
	records int
	width   int // number of cells that most records have, 2 at least
	same    int // records with that many
	faults  int // records with quotes that are not in order
}

// share is the part of the records that have the usual number of cells.
func (f fit) share() float64 {
	if f.records == 0 {
		return 0
	}
	return float64(f.same) / float64(f.records)
}

// score is the share, and a little less for few columns:
// the decimal commas of a column of prices cut each line in two, consistently.
func (f fit) score() float64 {
	if f.width < 2 {
		return 0
	}
	return f.share() * (1 - 1/float64(f.width))
}

// consistency cuts the beginning of a text. A quote that does not close in it is
// either lost, and the lines after it are rows, or closes behind it, and they are part
// of a cell: what fits better is taken.
func consistency(head []byte, whole bool, delim, quote byte) fit {
	var f, before fit
	counts := make(map[int]int)
	s := newTextScanner(head, delim, quote)
	for f.records < sniffRecords {
		rec, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		n := len(s.spans)
		if err != nil { // too many cells
			n = maxFields + 1
		} else if rec.fault != noFault {
			n = 0
			f.faults++
		}
		if rec.cut && !whole && before.records == 0 {
			before = f
		}
		if !whole && s.r == s.w && f.records > 0 {
			break // the last record may be cut
		}
		f.records++
		counts[n]++
		if n >= 2 && (counts[n] > f.same || counts[n] == f.same && n > f.width) {
			f.width, f.same = n, counts[n]
		}
		if n > maxFields {
			break
		}
	}
	if before.score() > f.score() {
		return before
	}
	return f
}
