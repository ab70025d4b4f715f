// Package xlsx reads Excel workbooks (.xlsx, .xlsm, .xltx) as rows of a table.
//
// A workbook is a zip of XML parts (ECMA-376, ISO/IEC 29500).
// The reader streams: one goroutine inflates a sheet, another cuts it into
// tokens by its bytes and yields a row at a time, so a sheet of a million rows
// costs the memory of one row, a read-ahead, and the shared strings,
// which go to disk beyond a limit.
// encoding/xml is not used: it allocates for every token and checks what nobody breaks.
//
// What is kept, in the words of package table:
//
//   - Numbers keep their digits: 84901234500, not 8.49E+10.
//     What the number format adds stands in Cell.Shown:
//     the zero before 0901234567, a phone mask, percent, a currency.
//   - Dates are numbers with a format that says so; they become ISO dates
//     (format.go, date.go). A duration has the kind Time and may exceed 24 hours.
//   - A formula counts as its stored value; without one it is a Fault.
//   - Hyperlinks to the outside stand in Cell.Link.
//
// A file may come from anywhere. Sizes, counts and depths have limits (part.go)
// that are checked on what was inflated, not on what the file declares;
// nothing is ever expanded but XML's five entities and character references;
// and nothing is written but shared strings, to files that have no name.
//
// The parts from the zip upwards: part.go opens parts within the limits,
// ahead.go inflates beside the scanner, scan.go cuts tokens, text.go decodes them,
// workbook.go, styles.go, strings.go and links.go read what lies around the sheets,
// sheet.go and cell.go read the rows.
package xlsx

import (
	"fmt"
	"io"

	"crm/importer/table"
)

// Options holds what is optional. The zero value works.
type Options struct {
	// TempDir is where shared strings go that memory has no room for.
	// Empty means the folder of the system for temporary files.
	TempDir string

	// Stop, if not nil, is asked while parts are inflated; the reading ends
	// with its error. A small file can take seconds to inflate.
	Stop func() error
}

// Sheet is a sheet of cells. Sheets with a chart only are none.
type Sheet struct {
	Name   string
	Index  int  // for Book.Rows
	Hidden bool // the program does not show it
	Active bool // it is in front when the workbook is opened
}

// Book is an open workbook. Its methods and readers belong to one goroutine.
type Book struct {
	archive  *archive
	lim      *limits
	opts     Options
	workbook *workbook
	styles   *styles
	strings  *stringTable // nil until the first rows are wanted
	links    map[int]*links
}

// Open reads the parts around the sheets.
// It does not close r, which the readers of sheets read from.
//
// A file that is no workbook gives a *FormatError, a broken one a *DamageError,
// and one beyond a limit a *table.LimitError.
func Open(r io.ReaderAt, size int64, opts Options) (*Book, error) {
	lim := newLimits()
	lim.stop = opts.Stop
	return open(r, size, opts, lim)
}

func open(r io.ReaderAt, size int64, opts Options, lim *limits) (*Book, error) {
	if err := rejectHead(r); err != nil {
		return nil, err
	}
	a, err := openArchive(r, size, lim)
	if err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	name, err := a.findWorkbook()
	if err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	b := &Book{archive: a, lim: lim, opts: opts, styles: &styles{}, links: map[int]*links{}}
	if b.workbook, err = a.readWorkbook(name); err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	if b.workbook.styles != "" {
		if b.styles, err = a.readStyles(b.workbook.styles); err != nil {
			return nil, fmt.Errorf("open workbook: %w", err)
		}
	}
	return b, nil
}

// rejectHead refuses a file that does not begin like a zip.
func rejectHead(r io.ReaderAt) error {
	head := make([]byte, 4096)
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return fmt.Errorf("open workbook: %w", err)
	}
	head = head[:n]
	switch {
	case n >= len(oleMagic) && string(head[:len(oleMagic)]) == oleMagic:
		return fmt.Errorf("open workbook: %w", rejectOLE(r))
	case Sniff(head):
		return nil
	}
	if err := Reject(head); err != nil {
		return fmt.Errorf("open workbook: %w", err)
	}
	return fmt.Errorf("open workbook: %w", &FormatError{
		What: "no workbook, whatever its name says", Next: "check that it is the file you mean",
	})
}

// Sheets returns the sheets in the order of their tabs, hidden ones too.
func (b *Book) Sheets() []Sheet {
	out := make([]Sheet, len(b.workbook.sheets))
	for i, s := range b.workbook.sheets {
		out[i] = s.Sheet
	}
	return out
}

// Info returns what is known about a sheet before its first row.
func (b *Book) Info(sheet int) table.Info {
	return table.Info{Format: "xlsx", Encoding: "utf-8", Sheet: b.workbook.sheets[sheet].Name}
}

// Rows returns a reader of a sheet. Several may be open at once,
// and reading a few rows of each to see what they hold is cheap,
// but for a sheet with hyperlinks, which is read once to find them.
//
// The reader is a *Rows, which also knows hidden columns.
func (b *Book) Rows(sheet int) (table.Reader, error) {
	if sheet < 0 || sheet >= len(b.workbook.sheets) {
		return nil, fmt.Errorf("read sheet %d: the workbook has %d", sheet, len(b.workbook.sheets))
	}
	sp := b.workbook.sheets[sheet]
	if sp.part == "" {
		return nil, fmt.Errorf("read sheet %q: %w", sp.Name, &DamageError{
			Part: "the list of sheets", Why: "it does not say where this sheet is",
		})
	}
	r, err := b.rows(sp)
	if err != nil {
		return nil, fmt.Errorf("read sheet %q: %w", sp.Name, err)
	}
	return r, nil
}

func (b *Book) rows(sp sheetPart) (*Rows, error) {
	if b.strings == nil {
		t, err := b.archive.readStrings(b.workbook.strings, b.opts.TempDir)
		if err != nil {
			return nil, err
		}
		b.strings = t
	}
	l, ok := b.links[sp.Index]
	if !ok {
		var err error
		if l, err = b.archive.readLinks(sp.part); err != nil {
			return nil, err
		}
		b.links[sp.Index] = l
	}
	s, rc, err := b.archive.scan(sp.part, b.lim.sheet, true)
	if err != nil {
		return nil, err
	}
	return &Rows{book: b, sheet: sp, s: s, close: rc.Close, links: l}, nil
}

// Close releases what the workbook holds, after its readers were closed.
// Shared strings on disk are gone with it.
func (b *Book) Close() error {
	if b.strings == nil {
		return nil
	}
	t := b.strings
	b.strings = &stringTable{lim: b.lim}
	return t.close()
}
