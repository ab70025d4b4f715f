// Package importer brings contacts in from files and takes them out again.
//
// The pipeline is: file → format, by content (source.go) → table with its header
// and footer found (header.go, scan.go) → mapping of columns to fields
// (mapping.go) → draft contact and problems, row by row (clean*.go, date.go)
// → match (match.go) → merge (merge.go) → store (apply.go).
//
// A file is read twice. Open scans it once, to find the header and to learn of
// each column what its values are, in bounded memory; Plan and Apply read it
// again and work row by row. Both run the same pass inside one store.Write, and
// Plan rolls back: a plan cannot differ from what is then done.
//
// Four promises hold. Every data row is accounted for: it is added, changed,
// the same, skipped, asked or rejected, and Report.Rows is their sum. No value is
// destroyed: what cannot be read as what its column holds is kept as text in a
// custom field, with a table.Problem. A row is rejected only when nothing in it
// names or reaches anybody, or it cannot be read. A second import of the same
// file changes nothing.
package importer

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
	"crm/store/when"
)

// OnDup says what to do with a row whose person is in the book.
type OnDup string

// The policies. A row that matches by a key but not by name is added as new and
// listed under every one of them but Ask.
const (
	Merge OnDup = "merge" // replace with the row's values, add channels and tags
	Fill  OnDup = "fill"  // write only what is empty
	Leave OnDup = "skip"  // leave the contact as it is
	New   OnDup = "new"   // add another contact
	Ask   OnDup = "ask"   // do nothing, and list the row
)

// Options say how to import a file. Only Now is required.
type Options struct {
	Now       time.Time      // the clock: two-digit years and future birthdays depend on it
	Zone      *time.Location // of times without a zone; nil is UTC
	Name      string         // what to call the file; empty is the base of its path
	As        string         // csv, tsv, xlsx, vcf, json, ndjson or html; empty is found out
	Encoding  string         // of text; empty is found out
	Delimiter string         // of text; empty is found out
	Sheet     string         // of a workbook, by name or number from 1; empty is found out
	Map       []string       // COL=FIELD, overruling the mapping
	Profile   string         // the name under which decisions are remembered; empty is the file's
	Dates     string         // dmy, mdy or ymd for all columns; empty decides per column
	Order     when.Order     // for a column of dates that read both ways
	Region    string         // ISO 3166 code of phone numbers without a country code
	// RegionGiven says that Region was asked for, for this file: no column is
	// taken to be of another one, whatever its numbers look like.
	RegionGiven bool
	OnDup       OnDup         // empty is Merge
	Both        Side          // for cells of an edited export that were changed in the book as well; empty is AskSide
	Sides       map[At]Side   // for single ones of them
	Rows        map[int]OnDup // what to do with single rows, by line, whose person is in the book
	// Remembered finds what an earlier import decided about files with a header of
	// this signature, nil for none. A nil function remembers nothing.
	Remembered func(signature string) (*Profile, error)
	Report     string // path of a file for the rows to look at: in the format of the file, or a workbook or CSV as its name says; empty is none
	TempDir    string // for what does not fit in memory; empty is the system's
}

// UsageError says that an option does not fit the file or is none.
type UsageError struct {
	What string // `there is no column "Tel"`
	Next string // what to do
}

// Error implements error.
func (e *UsageError) Error() string { return e.What + "; " + e.Next }

// ReadError says that no rows can be read from a file, why, and what to do.
// An error of the file system is not one.
type ReadError struct {
	What string
	Next string
	Err  error // what a reader said, or nil
}

// Error implements error.
func (e *ReadError) Error() string {
	if e.Next == "" {
		return e.What
	}
	return e.What + "; " + e.Next
}

// Unwrap returns what the reader said.
func (e *ReadError) Unwrap() error { return e.Err }

// File is a file whose columns are understood.
type File struct {
	opt  Options
	src  *source
	cols []column
	lay  layout

	vendor  vendor        // the program that exported the file, if it matters
	consent string        // to emails, as the name of the file says: yes, no or ""
	bounced bool          // the name of the file says that its emails come back
	finder  *field.Finder // while the file is scanned
	head    []table.Row   // its first rows, likewise

	timeline bool // rows are interactions
	mute     bool // no column says anything about a contact
	own      bool // crm wrote the file: values are exact
	marked   bool // it says of each row what was exported

	signature string   // of the header; "" without one
	decides   bool     // the options say how columns are to be read
	profile   *Profile // what an earlier import of such a file decided

	total int // rows of data
	notes []table.Problem

	added int // columns at the end that --report added: 0, 2, or 4 with the next two
	was   int // of those, the column of what was wrong; that of the contact's id follows
}

// Open recognises the file, scans it and maps its columns. The errors are
// *UsageError, *ReadError and those of the file system.
func Open(ctx context.Context, path string, opt Options) (*File, error) {
	if opt.Name == "" {
		opt.Name = filepath.Base(path)
	}
	if opt.Zone == nil {
		opt.Zone = time.UTC
	}
	if opt.OnDup == "" {
		opt.OnDup = Merge
	}
	if opt.Both == "" {
		opt.Both = AskSide
	}
	opt.Region = strings.ToUpper(opt.Region)
	if err := opt.check(); err != nil {
		return nil, err
	}
	src, err := openSource(ctx, path, opt)
	if err != nil {
		return nil, err
	}
	f := &File{opt: opt, src: src, notes: src.notes}
	if err := src.content.scan(ctx, f); err != nil {
		src.Close()
		return nil, err
	}
	return f, nil
}

func (o Options) check() error {
	switch o.OnDup {
	case Merge, Fill, Leave, New, Ask:
	default:
		return &UsageError{fmt.Sprintf("there is no way %q to handle duplicates", o.OnDup), "use merge, fill, skip, new or ask"}
	}
	switch o.Both {
	case AskSide, FileSide, BookSide:
	default:
		return &UsageError{fmt.Sprintf("there is no side %q", o.Both), "use ask, file or book"}
	}
	if o.Region != "" && !fold.Region(o.Region) {
		return &UsageError{fmt.Sprintf("there is no region %q", o.Region), "name a country by its two letters (ISO 3166), such as VN, US or CN"}
	}
	switch o.Dates {
	case "", "dmy", "mdy", "ymd":
		return nil
	}
	return &UsageError{fmt.Sprintf("there is no order of dates %q", o.Dates), "use dmy, mdy or ymd"}
}

// Close closes the file.
func (f *File) Close() error { return f.src.Close() }

// Rows is the number of data rows.
func (f *File) Rows() int { return f.total }

// Info says what was found out about the file.
func (f *File) Info() table.Info { return f.src.info }

// HeaderLine is the line of the header; 0 for a file without one.
func (f *File) HeaderLine() int { return f.lay.headerLine }

// Mapping says what each column, or property of a card, is taken for.
func (f *File) Mapping() []Mapped { return f.src.content.mapping(f) }

// Plan does everything that Apply does and takes it back: the report is what
// Apply would say, the previews are the first rows as they would stand.
func (f *File) Plan(ctx context.Context, st *store.Store) (*Report, []Preview, error) {
	r, err := f.run(ctx, st, true, nil)
	if err != nil {
		return nil, nil, err
	}
	return r.report, r.previews, nil
}

// Apply imports the file as one operation: all of it, or nothing if an error is
// returned. Progress, if not nil, is told how many of all rows are done.
func (f *File) Apply(ctx context.Context, st *store.Store, progress func(done, total int)) (*Report, error) {
	r, err := f.run(ctx, st, false, progress)
	if err != nil {
		return nil, err
	}
	return r.report, nil
}
