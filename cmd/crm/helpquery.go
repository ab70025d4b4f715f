package main

import (
	"strings"

	"crm/store/query"
	"crm/store/safe"
	"crm/tui/cell"
)

// What "crm help query" says of fields and flags comes from the language itself, so
// that the page lists what there is.

// expandTopic puts the tables into a page of help.
func expandTopic(page string) string {
	return strings.NewReplacer("@FIELDS", fieldsHelp(), "@FLAGS", flagsHelp()).Replace(page)
}

// Columns of the table of fields, in cells.
const (
	fieldColumn   = 10
	aliasColumn   = 29
	exampleColumn = 20
)

func fieldsHelp() string {
	var b strings.Builder
	b.WriteString("FIELDS, ALSO IN VIETNAMESE AND CHINESE")
	fields := query.Fields()
	for _, name := range []string{"has", "no"} {
		if f, ok := query.Lookup(name); ok {
			fields = append(fields[:len(fields):len(fields)], f)
		}
	}
	indent := 2 + fieldColumn + aliasColumn + exampleColumn
	for _, f := range fields {
		meaning := f.Means
		if len(f.Enum) > 0 && !strings.Contains(meaning, f.Enum[0]) {
			meaning += ": " + strings.Join(f.Enum, ", ")
		}
		means := method.Wrap(safe.Line(meaning), helpWidth-indent, 0)
		b.WriteString("\n  " + method.FitString(f.Name, fieldColumn) + method.FitString(strings.Join(f.Aliases, " "), aliasColumn) +
			method.FitString(f.Help, exampleColumn) + means[0])
		for _, l := range means[1:] {
			b.WriteString("\n" + cell.Spaces(indent) + l)
		}
	}
	return b.String()
}

func flagsHelp() string {
	var b strings.Builder
	b.WriteString("FLAGS")
	for _, x := range query.Complete("is:", len("is:"), query.Context{}).Candidates {
		b.WriteString("\n  " + method.FitString("is:"+x.Text, 25) + x.Help)
	}
	return b.String()
}
