// Package csv reads and writes delimited text as people really have it:
// saved by an office program of any country in its own encoding,
// with any of four delimiters and three line ends, cut, damaged or hostile.
//
// # Reading
//
// Open walks these steps, each on what the one before it found out:
//
//	bytes → encoding (survey, encoding) → delimiter and quote (dialect)
//	      → records (scan) → rows (reader)
//
// The encoding is taken from the bytes, never from the name of the file or the
// language of the machine: a byte order mark, else strict UTF-8 over the whole
// file, else UTF-16 by its zero bytes, else the legacy encoding in which the text
// is the likeliest (package charset). If a second one comes close, Guess.Doubt
// shows both. Text that makes sense in none is refused with
// ErrEncoding rather than read as rubbish; Options.Encoding names it then.
// What was guessed from a part of the file is verified while the whole is read:
// a byte that is no character of the encoding is a Problem of its row.
// Bytes are decoded before they are parsed,
// because the second byte of a Chinese or Japanese character can be "\" or "|".
//
// The scanner follows RFC 4180 and accepts what real files do beyond it.
// Line ends are LF, CRLF and a lone CR, in any mixture, outside quotes and in;
// all of them count as lines, and each is "\n" inside a cell.
// A quote that never closes would swallow the rest of the file.
// Here it costs the lines up to the end of the one on which it opened:
// they are delivered as one rejected row,
// and reading goes on with the line after it.
// It counts as never closed too if it closes by chance, after many lines that are
// plainly rows. So no input makes the reader lose a row without a table.Problem,
// hold more than a few megabytes, or take more than linear time.
//
// # Writing
//
// Writer writes what every spreadsheet opens, and guards cells which a
// spreadsheet would run as a formula; Reader takes the guard off again.
package csv

import (
	"errors"
	"fmt"
	"io"

	"crm/importer/table"
)

// Limits of what is read. They protect memory and time, not taste:
// real cells reach 180 KB, real exports 300 columns.
const (
	maxRecord      = 1 << 20 // bytes of one record, as UTF-8
	maxQuotedLines = 50_000  // line ends inside one quoted cell
	longCell       = 1000    // from so many, a cell may be rows that a lost quote swallowed
	maxFields      = 4096    // cells in one record
)

// What keeps a file from being read at all.
var (
	ErrEmpty    = errors.New("the file is empty")
	ErrNotText  = errors.New("not a text file")
	ErrEncoding = errors.New("cannot tell the encoding of the text")
	ErrOption   = errors.New("wrong option")
)

// Error says what keeps a file from being read, and what to do about it.
type Error struct {
	Kind error // ErrEmpty, ErrNotText, ErrEncoding or ErrOption
	Why  string
	Next string
}

// Error implements error.
func (e *Error) Error() string { return e.What() + "; " + e.Next }

// What is the error without the next step.
func (e *Error) What() string {
	switch {
	case e.Why == "":
		return e.Kind.Error()
	case errors.Is(e.Kind, ErrOption):
		return e.Why
	}
	return e.Kind.Error() + ": " + e.Why
}

// Unwrap returns the kind.
func (e *Error) Unwrap() error { return e.Kind }

// Options overrule what Open would find out by itself.
// The zero Options finds out everything.
type Options struct {
	// Encoding is the name of the encoding, in any usual spelling
	// ("gbk", "Windows-1252", "latin1"), or empty to detect it.
	Encoding string

	// Delimiter is one ASCII character between the cells,
	// or "tab", or empty to detect it.
	Delimiter string

	// Unguard takes off the "'" that Writer puts before a formula.
	Unguard bool

	// Verbatim says that Writer wrote the text: what looks like UTF-8 that was read
	// as Windows-1252, or like a database's escapes, is what somebody typed.
	Verbatim bool
}

// Guess is what the content of a file says about how to read it.
type Guess struct {
	Encoding  string // "utf-8", "utf-16le", "gb18030", "windows-1252", …
	Delimiter string // ",", ";", "\t", "|" or ":"

	// Sure says that the encoding is known, not the likeliest of several:
	// the file has a byte order mark, or is valid UTF-8, or was named by the caller.
	Sure bool

	// Notes are remarks for the person whose file it is.
	Notes []table.Problem

	// Doubt is set if another encoding fits nearly as well.
	Doubt *table.Doubt

	bom       int64  // length of the byte order mark
	patch     string // encoding of what is not UTF-8 in a file that is
	quote     byte
	sepLine   bool // the first line is "sep=;" and not a record
	crcrlf    bool // lines end in CR CR LF
	backslash bool // a quote inside quotes is written \"
	null      bool // a cell \N is empty, and \t and its like stand for characters
	mojibake  int  // how many times it was read as Windows-1252 and saved again
}

// Sniff finds out how to read the delimited text in the first size bytes of r.
// It reads all of them once if they are UTF-8 and twice if not,
// since the one name with an accent may stand on the last line.
func Sniff(r io.ReaderAt, size int64, opt Options) (Guess, error) {
	var g Guess
	delim, err := parseDelimiter(opt.Delimiter)
	if err != nil {
		return g, err
	}
	if g, err = sniffEncoding(r, size, opt.Encoding); err != nil {
		return g, err
	}
	head, whole, err := decodedHead(r, size, g)
	if err != nil {
		return g, err
	}
	if g.crcrlf = doublesCR(head); g.crcrlf {
		if head, whole, err = decodedHead(r, size, g); err != nil {
			return g, err
		}
	}
	if g.Encoding != "utf-8" && nulRich(head) {
		return g, &Error{ErrNotText, "read as " + g.Encoding + " it is full of zero bytes", "save it as “CSV UTF-8” or as .xlsx"}
	}
	if opt.Verbatim {
		sniffDialect(&g, head, whole, delim)
		return g, nil
	}
	if g.mojibake = levels(string(head)); g.mojibake > 0 {
		g.Notes = append(g.Notes, table.Problem{
			Reason: "the text was UTF-8, was read as windows-1252 and saved again (“Ã©” for “é”)",
			Fix:    "each such cell is repaired; compare a few with the file",
		})
	}
	sniffDialect(&g, head, whole, delim)
	sniffEscapes(&g, head, whole)
	return g, nil
}

// Open returns a reader of the delimited text in the first size bytes of r,
// and what it found out about it.
// The errors are an *Error or that of r.
func Open(r io.ReaderAt, size int64, opt Options) (*Reader, table.Info, error) {
	g, err := Sniff(r, size, opt)
	if err != nil {
		return nil, table.Info{}, fmt.Errorf("read delimited text: %w", err)
	}
	src, err := decoded(r, size, g)
	if err != nil {
		return nil, table.Info{}, fmt.Errorf("read delimited text: %w", err)
	}
	rd, err := newReader(src, g, opt)
	if err != nil {
		return nil, table.Info{}, fmt.Errorf("read delimited text: %w", err)
	}
	if g.sepLine {
		if err := rd.scan.skipLine(); err != nil {
			return nil, table.Info{}, fmt.Errorf("read delimited text: %w", err)
		}
	}
	return rd, table.Info{
		Format:    "csv",
		Encoding:  g.Encoding,
		Delimiter: g.Delimiter,
		Notes:     g.Notes,
		Doubt:     g.Doubt,
	}, nil
}
