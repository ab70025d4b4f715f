// Package table is what every tabular format of the importer has in common:
// a Row of Cells on its way in, a Writer of Cells on its way out,
// and a Problem, the one way to say that something in a file is not right.
//
// A format's reader knows bytes, encodings and sheets,
// the planner knows columns and contacts, and they meet here and nowhere else.
// So a reader never decides which row is the header or the footer,
// what a column means, or whether a row has too many cells:
// it delivers what stands in the file, in order, with exact line numbers.
//
// Three promises hold for every Reader:
//
//   - No row is lost in silence.
//     A row that cannot be read is delivered with Row.Problem set,
//     and reading goes on after it.
//     Only an IO error and a LimitError end the reading early.
//   - Blank rows are not delivered, and still count:
//     Row.Line of the next one is right.
//     A row is blank if no cell of it holds anything but white space
//     and nothing is wrong with it: an empty line, a line of separators only,
//     a sheet row without a value.
//   - Text is valid UTF-8 in NFC, with "\n" for every line end inside a cell.
package table

// Kind says what a cell holds. Delimited text knows only Empty and Text.
type Kind uint8

// The kinds of cells.
const (
	Empty    Kind = iota // nothing, the zero Cell
	Text                 // text as it stands
	Number               // a number that is not a date
	Date                 // a calendar day
	DateTime             // a day and a time of day, in no time zone
	Time                 // a time of day alone
	Bool                 // "TRUE" or "FALSE"
	Fault                // an error such as #N/A, or a formula without a stored value
)

// String returns the name of the kind in lower case, for messages and tests.
func (k Kind) String() string {
	switch k {
	case Empty:
		return "empty"
	case Text:
		return "text"
	case Number:
		return "number"
	case Date:
		return "date"
	case DateTime:
		return "date-time"
	case Time:
		return "time"
	case Bool:
		return "bool"
	case Fault:
		return "fault"
	}
	return "unknown"
}

// Cell is one value of a row. The zero Cell is an empty one.
type Cell struct {
	// Text is what a person reads, exact:
	// the digits of a number without an exponent ("84912345678", "0.1"),
	// a date as 2006-01-02, a date with a time as 2006-01-02T15:04:05,
	// a time as 15:04:05, TRUE or FALSE, the name of a fault ("#N/A"),
	// and any other text as it stands.
	Text string

	// Kind says how to read Text.
	Kind Kind

	// Shown is the value as the sheet formats it, where that says more than
	// Text: "0901234567" for the number 901234567 in the format 0000000000.
	// Empty otherwise.
	Shown string

	// Link is the target of a hyperlink on the cell ("mailto:…"), or empty.
	Link string

	// Note says why the value is doubtful
	// ("more digits than Excel keeps"), or is empty.
	Note string
}

// Row is one record of a table.
type Row struct {
	// Line is where the row begins:
	// the line of a text file or the row of a sheet, counted from 1.
	// It grows from row to row. A quoted cell may hold line ends,
	// so the difference of two rows may be more than one.
	Line int

	// Cells are the values from the first column on.
	// Rows of one table may differ in length.
	Cells []Cell

	// Problem, when set, says what is wrong with the row.
	// If it is Rejected the row could not be read and Cells may be partial,
	// else the cells are there and the Problem is a remark about them.
	Problem *Problem
}

// Reset makes the row empty and keeps the memory of its cells.
func (r *Row) Reset() {
	r.Line = 0
	r.Cells = r.Cells[:0]
	r.Problem = nil
}

// Blank reports whether no cell of the row holds anything but white space.
func (r *Row) Blank() bool {
	for i := range r.Cells {
		if !blank(r.Cells[i].Text) {
			return false
		}
	}
	return true
}

// Reader delivers the rows of one table.
type Reader interface {
	// Read sets *row to the next row. It reuses the memory of row.Cells,
	// so a caller that keeps a row clones the slice;
	// the strings in it stay valid.
	// After the last row it returns io.EOF, and again on every later call.
	// Any other error is final too.
	Read(row *Row) error

	// Close releases what the reader holds.
	// It does not close the file that the reader was given.
	Close() error
}

// Writer writes a table. The first row is the header, if there is one.
type Writer interface {
	// Write adds a row. It does not keep the slice.
	Write(cells []Cell) error

	// Close writes what is still in memory.
	// The table is whole only if Close returned nil.
	// It does not close what the writer writes to.
	Close() error
}

// Info is what a reader found out about a file before the first row,
// for the report and for the person who has to trust it.
type Info struct {
	Format    string    // "csv", "xlsx"
	Encoding  string    // "utf-8", "gb18030"; the one that --encoding would name
	Delimiter string    // ",", ";", "\t", "|"; empty if the format has none
	Sheet     string    // name of the sheet that is read; empty if the format has none
	Notes     []Problem // remarks about the file as a whole; Line is 0 or where it was seen

	// Doubt is set if a second encoding fits nearly as well: a person should decide.
	// Notes say it too, for those who cannot be asked.
	Doubt *Doubt
}

// Doubt is a file of which two encodings make sense, and what it says in each.
type Doubt struct {
	Encoding, Other     string // names for --encoding: the one that is read, and the second best
	Sample, OtherSample string // the same lines of the file, one or a few, as each reads them
}
