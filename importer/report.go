package importer

import (
	"fmt"

	"crm/importer/table"
	"crm/store"
)

// Report is what an import did, or would do: the contract of "crm import --json".
type Report struct {
	Schema     string          `json:"schema"`
	File       string          `json:"file"`
	Format     string          `json:"format"`
	Encoding   string          `json:"encoding"`
	Delimiter  string          `json:"delimiter"`
	Sheet      string          `json:"sheet"`
	HeaderLine int             `json:"header_line"`
	Rows       int             `json:"rows"`
	Added      int             `json:"added"`
	Changed    int             `json:"changed"`
	Same       int             `json:"same"`
	Skipped    int             `json:"skipped"`
	Asked      int             `json:"asked"`
	Rejected   int             `json:"rejected"`
	Mapping    []Mapped        `json:"mapping"`
	Problems   []table.Problem `json:"problems"`
	Questions  []Question      `json:"-"`
	Cells      []Cell          `json:"cells,omitempty"` // of an edited export: what differs from the book
	Operation  string          `json:"operation"`
	DryRun     bool            `json:"dry_run"`
}

// Mapped is a column and what it is taken for.
type Mapped struct {
	Column     string  `json:"column"`
	Field      string  `json:"field"`
	Confidence float64 `json:"confidence"`
	Sample     string  `json:"sample"`
	Dates      string  `json:"dates,omitempty"`     // dmy, mdy or ymd: how the column's dates are read
	Ambiguous  bool    `json:"ambiguous,omitempty"` // they read in another order as well
	Money      string  `json:"money,omitempty"`     // how the column's amounts are read: 1,234.5 or 1.234,5, and their currency
	Region     string  `json:"region,omitempty"`    // of phone numbers without a country code
}

// Outcome is what became of a row.
type Outcome string

// The outcomes.
const (
	Added    Outcome = "added"
	Changed  Outcome = "changed"
	Same     Outcome = "same"
	Skipped  Outcome = "skipped"
	Asked    Outcome = "asked"
	Rejected Outcome = "rejected"
)

// Preview is a row as it will stand in the book.
type Preview struct {
	Line    int
	Outcome Outcome
	Contact store.Contact
	Changes []Change // of a contact that is in the book
	Reason  string   // why it was asked or rejected
}

// Change is a field before and after.
type Change struct {
	Field  string
	Before string
	After  string
}

// maxPreviews is how many rows a plan shows, and maxProblems how many problems a
// report keeps: a file of a million damaged rows has to fit in memory.
const (
	maxPreviews = 50
	maxProblems = 10_000
)

func (r *Report) count(o Outcome) {
	r.Rows++
	switch o {
	case Added:
		r.Added++
	case Changed:
		r.Changed++
	case Same:
		r.Same++
	case Skipped:
		r.Skipped++
	case Asked:
		r.Asked++
	case Rejected:
		r.Rejected++
	}
}

// problems collects them up to a limit, and says how many there were beyond it.
type problems struct {
	list []table.Problem
	more int
}

func (p *problems) add(list ...table.Problem) {
	n := min(len(list), max(0, maxProblems-len(p.list)))
	p.list = append(p.list, list[:n]...)
	p.more += len(list) - n
}

func (p *problems) done() []table.Problem {
	out := p.list
	if p.more > 0 {
		out = append(out, table.Problem{
			Reason: fmt.Sprintf("there are %d more problems", p.more),
			Fix:    "mend these first, or write all such rows to a file with --report",
		})
	}
	if out == nil {
		out = []table.Problem{} // [] in JSON, never null
	}
	return out
}

// what is the description of the operation, for the history.
func (f *File) what() string { return "import " + f.opt.Name }
