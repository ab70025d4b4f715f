package xlsx

import (
	"errors"
	"fmt"
	"strings"

	"crm/importer/table"
)

// damaged returns an error about this part.
func (s *scanner) damaged(format string, args ...any) error {
	return &DamageError{Part: s.part, Why: fmt.Sprintf(format, args...)}
}

// DamageError says that a workbook is broken, and where.
type DamageError struct {
	Part string // part of the file ("xl/worksheets/sheet1.xml")
	Line int    // sheet row behind which it happened; 0 if it is not a sheet
	Why  string // what is wrong
	Err  error  // the cause, if another package found it
}

// Error implements error.
func (e *DamageError) Error() string { return e.What() + "; " + e.Next() }

// Next is the next step.
func (e *DamageError) Next() string {
	return "get the file again, or open it in a spreadsheet program and save it anew"
}

// What is where and why it is broken.
func (e *DamageError) What() string {
	var b strings.Builder
	b.WriteString(e.Part)
	if e.Line > 0 {
		fmt.Fprintf(&b, ": after row %d", e.Line)
	}
	b.WriteString(": damaged: " + e.Why)
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *DamageError) Unwrap() error { return e.Err }

// at adds the sheet row to an error that can name one.
func at(err error, line int) error {
	var damage *DamageError
	var limit *table.LimitError
	switch {
	case errors.As(err, &damage) && damage.Line == 0:
		damage.Line = line
	case errors.As(err, &limit) && limit.Line == 0:
		limit.Line = line
	}
	return err
}
