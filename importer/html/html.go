// Package html reads tables out of web pages and out of Excel's XML of 2003.
// Both are what people have when a program offers "export to Excel" and writes
// a page with the extension .xls, and what Excel makes of "save as web page".
//
// A page is read twice, never held: once to find its encoding, its tables and how
// much is in each, once for the rows of the one that is wanted. The tokenizer is that of
// golang.org/x/net/html, which reads what browsers read; of the markup only what
// makes tables is looked at, by the rules of HTML: a cell ends where the next one
// begins, rows and cells need no end tags.
//
// # What is in a cell
//
// Its text as a browser shows it: entities decoded, white space joined, <br> and
// the ends of paragraphs as line ends, scripts, styles and comments left out,
// the text of a table inside it included. Where Excel left the exact value beside it
// (x:str, or x:num for a number shown as 8.5E+10 or ####) that is taken.
// Hidden rows are read like others.
//
// A cell over several columns has its value in the first of them.
// One over several rows has it in each, so that every row stands for itself:
// a company that is written once for its five people belongs to all five.
// Only in the header it stands once: in a row of <th>, or of cells that
// also span columns.
//
// The line of a row is its number in the table, from 1.
package html

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"crm/importer/charset"
	"crm/importer/table"
)

// Limits of what is read, which protect memory and time.
const (
	maxToken = 4 << 20 // bytes of one tag, comment or text
	maxText  = 1 << 20 // bytes of one cell
	maxCells = 4096    // cells in one row
	maxSpan  = 10000   // rows that a cell may span
	maxDepth = 16      // tables inside tables; what is deeper is text
)

// What keeps a page from being read.
var (
	ErrNoTable  = errors.New("the page has no table")
	ErrEncoding = errors.New("cannot tell the encoding of the page")
	ErrOption   = errors.New("wrong option")
)

// Error says what keeps a page from being read, and what to do about it.
type Error struct {
	Kind error // ErrNoTable, ErrEncoding or ErrOption
	Why  string
	Next string
}

// Error implements error.
func (e *Error) Error() string { return e.What() + "; " + e.Next }

// What is the error without the next step.
func (e *Error) What() string {
	if e.Why != "" {
		return e.Why
	}
	return e.Kind.Error()
}

// Unwrap returns the kind.
func (e *Error) Unwrap() error { return e.Kind }

// Options overrule what Open would find out by itself.
type Options struct {
	Encoding string // name of the encoding, or empty to detect it
	Table    int    // which table, from 1 in the order they begin; 0: the one with the most in it
}

// Sniff reports whether a file that begins with head is a page,
// or a workbook in Excel's XML of 2003.
func Sniff(head []byte) bool {
	text := strings.ToLower(plain(head))
	text = strings.TrimLeft(text, "\uFEFF \t\r\n")
	if !strings.HasPrefix(text, "<") {
		return false
	}
	for _, mark := range []string{"<table", "<html", "<!doctype html", spreadsheetURN} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// spreadsheetURN is the namespace of Excel's XML of 2003.
const spreadsheetURN = "urn:schemas-microsoft-com:office:spreadsheet"

// plain returns head so that its markup, which is ASCII, can be read.
func plain(head []byte) string {
	name, n := charset.Mark(head)
	if name == "" {
		name = charset.Wide(head)
	}
	if name == "" || name == "utf-8" {
		return string(head[n:])
	}
	e, err := charset.Find(name)
	if err != nil {
		return string(head)
	}
	return e.Decode(head[n:])
}

// Open returns a reader of a table in the first size bytes of r,
// and what it found out about the page.
// The errors are an *Error, a *table.LimitError, or that of r.
func Open(r io.ReaderAt, size int64, opt Options) (table.Reader, table.Info, error) {
	rd, info, err := open(r, size, opt)
	if err != nil {
		return nil, info, fmt.Errorf("read page: %w", err)
	}
	return rd, info, nil
}

func open(r io.ReaderAt, size int64, opt Options) (table.Reader, table.Info, error) {
	info := table.Info{Format: "html"}
	head := make([]byte, min(size, headSize))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, info, err
	}
	enc, err := findEncoding(r, size, head, opt.Encoding, &info)
	if err != nil {
		return nil, info, err
	}
	xml := bytes.Contains([]byte(plain(head)), []byte(spreadsheetURN)) && !strings.Contains(strings.ToLower(plain(head)), "<html")
	if xml {
		info.Format = "excel-xml"
	}
	all, err := survey(enc.text(r, size), xml)
	if err != nil {
		return nil, info, err
	}
	want, err := choose(all, opt.Table, &info)
	if err != nil {
		return nil, info, err
	}
	return newReader(enc.text(r, size), xml, want), info, nil
}

// choose returns the number of the table to read.
func choose(all []found, asked int, info *table.Info) (int, error) {
	best, filled := 0, 0
	for i, t := range all {
		if t.values > 0 {
			filled++
		}
		if best == 0 && t.values > 0 || best > 0 && t.weight() > all[best-1].weight() {
			best = i + 1
		}
	}
	if asked < 0 || asked > len(all) {
		return 0, &Error{ErrOption, fmt.Sprintf("there is no table %d", asked), fmt.Sprintf("name one from 1 to %d", len(all))}
	}
	if best == 0 && asked == 0 {
		return 0, &Error{ErrNoTable, "", "if Excel saved it, the sheets are in a folder beside it: save it as .xlsx"}
	}
	if asked > 0 {
		best = asked
	} else if filled > 1 {
		info.Notes = append(info.Notes, table.Problem{
			Reason: fmt.Sprintf("the file has %d tables; %s, which has the most in it, is read", filled, all[best-1].label(best)),
			Fix:    "name another one with --sheet and its number: " + labels(all),
		})
	}
	info.Sheet = all[best-1].name
	return best, nil
}

// labels names the tables that have anything in them.
func labels(all []found) string {
	const most = 12
	var names []string
	for i, t := range all {
		if t.values == 0 {
			continue
		}
		if len(names) == most {
			return strings.Join(names, ", ") + ", …"
		}
		names = append(names, fmt.Sprintf("%s with %d rows", t.label(i+1), t.rows))
	}
	return strings.Join(names, ", ")
}
