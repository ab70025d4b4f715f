package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"crm/importer/csv"
	"crm/importer/table"
	"crm/store/safe"
)

// allFields is what --json without fields stands for.
const allFields = "*"

// sheet is what a command prints: records with named fields.
type sheet struct {
	fields  []string // that a record has
	columns []string // of them, those of tables and TSV
	rows    int
	field   func(row int, name string) (any, error) // a value of value.go
	full    func(row int) (any, error)              // the whole as JSON; nil: all fields
	object  bool                                    // one record, not a list: JSON gives it alone
}

// format is how records are to be printed.
func (a *app) format() string {
	switch {
	case a.flags.json != "":
		return "json"
	case a.flags.format != "":
		return a.flags.format
	case a.get("CRM_FORMAT") != "":
		return a.get("CRM_FORMAT")
	case a.outTTY:
		return "table"
	}
	return "tsv"
}

// print writes the sheet in the format that was asked for.
func (a *app) print(s sheet) error {
	format := a.format()
	if a.flags.json == "?" {
		for _, f := range s.fields {
			a.out.line(safe.Line(f))
		}
		return nil
	}
	switch format {
	case "table":
		return a.printTable(s)
	case "tsv":
		return a.printTSV(s)
	case "csv":
		return a.printCSV(s)
	case "md":
		return a.printMarkdown(s)
	case "json":
		return a.printJSON(s)
	case "ndjson":
		return a.printLines(s)
	}
	if strings.Contains(format, "{{") {
		return a.printTemplate(s, format)
	}
	return usagef(fmt.Sprintf("there is no format %q", format), "table, tsv, csv, json, ndjson, md or a template like '{{.Name}}'")
}

// picked are the fields that --json=… names; nil means the whole.
func (a *app) picked(s sheet) ([]string, error) {
	if a.flags.json == "" || a.flags.json == allFields {
		return nil, nil
	}
	names := strings.Split(a.flags.json, ",")
	for i, n := range names {
		names[i] = strings.TrimSpace(n)
		if !slices.Contains(s.fields, names[i]) {
			return nil, unknownField(names[i], s.fields)
		}
	}
	return names, nil
}

func unknownField(name string, fields []string) error {
	hint := strings.TrimPrefix(didYouMean(name, fields), "; ")
	if hint != "" {
		hint += "  "
	}
	return usagef(fmt.Sprintf("there is no field %q", name), hint+"Fields: "+strings.Join(fields, " "))
}

// object is a JSON object whose keys keep their order.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := enc.Encode(m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (a *app) jsonRow(s sheet, row int, names []string) (any, error) {
	if names == nil && s.full != nil {
		return s.full(row)
	}
	if names == nil {
		names = s.fields
	}
	o := make(object, 0, len(names))
	for _, n := range names {
		v, err := s.field(row, n)
		if err != nil {
			return nil, err
		}
		o = append(o, member{n, jsonOf(v)})
	}
	return o, nil
}

func (a *app) printJSON(s sheet) error {
	names, err := a.picked(s)
	if err != nil {
		return err
	}
	list := make([]any, 0, s.rows)
	for row := range s.rows {
		v, err := a.jsonRow(s, row, names)
		if err != nil {
			return err
		}
		list = append(list, v)
	}
	if s.object {
		return a.out.json(list[0])
	}
	return a.out.json(list)
}

func (a *app) printLines(s sheet) error {
	for row := range s.rows {
		v, err := a.jsonRow(s, row, nil)
		if err != nil {
			return err
		}
		if err := a.out.jsonLine(v); err != nil {
			return err
		}
	}
	return nil
}

// texts are the columns of a row, in the form that say gives them.
func (s sheet) texts(row int, say func(any) string) ([]string, error) {
	out := make([]string, len(s.columns))
	for i, name := range s.columns {
		v, err := s.field(row, name)
		if err != nil {
			return nil, err
		}
		out[i] = say(v)
	}
	return out, nil
}

// tsvEscape keeps a value on its line and in its column.
var tsvEscape = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func (a *app) printTSV(s sheet) error {
	if a.flags.header {
		a.out.cells("\t", lines(s.columns)...)
	}
	for row := range s.rows {
		texts, err := s.texts(row, func(v any) string { return tsvEscape.Replace(textOf(v)) })
		if err != nil {
			return err
		}
		a.out.cells("\t", lines(texts)...)
	}
	return nil
}

func lines(texts []string) []safe.Text {
	out := make([]safe.Text, len(texts))
	for i, t := range texts {
		out[i] = safe.Line(t)
	}
	return out
}

// printCSV writes a table for spreadsheets: a header, and cells that one would
// run are guarded.
func (a *app) printCSV(s sheet) error {
	w, err := csv.NewWriter(a.out.data(), csv.WriterOptions{})
	if err != nil {
		return err
	}
	write := func(texts []string) error {
		cells := make([]table.Cell, len(texts))
		for i, t := range texts {
			cells[i] = table.Cell{Text: t}
		}
		return w.Write(cells)
	}
	if err := write(s.columns); err != nil {
		return err
	}
	for row := range s.rows {
		texts, err := s.texts(row, textOf)
		if err != nil {
			return err
		}
		if err := write(texts); err != nil {
			return err
		}
	}
	return w.Close()
}

var mdEscape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", "<br>", "<", "&lt;", "&", "&amp;")

func (a *app) printMarkdown(s sheet) error {
	rule := make([]string, len(s.columns))
	for i := range rule {
		rule[i] = "---"
	}
	a.mdRow(s.columns)
	a.mdRow(rule)
	for row := range s.rows {
		texts, err := s.texts(row, func(v any) string { return mdEscape.Replace(showOf(v, a.now().In(a.zone))) })
		if err != nil {
			return err
		}
		a.mdRow(texts)
	}
	return nil
}

func (a *app) mdRow(texts []string) {
	a.out.line(safe.Sprintf("| %s |", strings.Join(texts, " | ")))
}
