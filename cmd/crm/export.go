package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"crm/importer"
	"crm/store"

	"github.com/spf13/cobra"
)

type exportOptions struct {
	importer.ExportOptions
	as       string
	file     string
	split    string
	columns  string
	template bool
}

func newExport(a *app) *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export [QUERY...]",
		Short: "Write contacts to a file, or to standard output.",
		Example: `crm export -o contacts.csv
crm export tag:vip -o vip.xlsx                    # by the ending of the name
crm export --as ndjson -o everything.ndjson       # all of the book, exactly
crm export --preset google -o google.csv          # for Google Contacts
crm export -c name,phone,city stage:quote > quotes.csv
crm export --as ics --split ~/.calendars/crm      # for khal, todoman
crm export --template -o fill-me-in.xlsx`,
		Long: `FORMATS
  csv, xlsx     for spreadsheets: cells that one would run are guarded, and
                crm import takes the guard off again. The ids and the last
                column let crm import tell what you edited; leave them in.
                A file .tsv is a csv with tabs. With --raw there are no guards,
                but crm import takes a value such as '=x for a guarded one:
                do not use it for a copy to read back.
  vcf, vcf3     cards of version 4.0 or 3.0, for phones and address books
  json          one list, what belongs to a contact inside it
  ndjson        complete, a record a line: contacts first, then the trash and
                all else. Into an empty book it makes an equal one. With a
                QUERY it has those contacts and what belongs to them.
  ics           what is to do, and birthdays, for calendars

A file has its name only when it is whole, and nobody else may read it (0600).
One that is there already is replaced.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.template {
				return a.exportTemplate(cmd.Context(), args, o)
			}
			return a.export(cmd.Context(), unshield(args), o)
		},
		ValidArgsFunction: a.completeQuery,
	}
	f := cmd.Flags()
	f.StringVar(&o.as, "as", "", "`FORMAT`: "+strings.Join(importer.Formats(), ", ")+" (default: by the name of the file, else csv)")
	f.StringVarP(&o.file, "output", "o", "", "the `FILE`; it is replaced")
	f.StringVar(&o.split, "split", "", "a file for each item, in the folder `DIR` ("+strings.Join(importer.SplitFormats(), ", ")+")")
	f.StringVarP(&o.columns, "columns", "c", "", "`COLUMNS` for csv and xlsx, with commas: "+strings.Join(importer.ColumnNames()[:4], ",")+",…")
	f.StringVar(&o.Preset, "preset", "", "csv with the columns of `PROGRAM`: "+strings.Join(importer.Presets(), ", "))
	f.BoolVar(&o.template, "template", false, "an empty sheet with our columns and an example ("+strings.Join(importer.TemplateFormats(), ", ")+")")
	f.BoolVar(&o.NoBOM, "no-bom", false, "csv without the mark that Excel needs to read UTF-8")
	f.BoolVar(&o.Raw, "raw", false, "csv without guards, for other programs")
	_ = cmd.RegisterFlagCompletionFunc("as", fixed(importer.Formats()...))
	_ = cmd.RegisterFlagCompletionFunc("preset", fixed(importer.Presets()...))
	_ = cmd.RegisterFlagCompletionFunc("columns", commaSeparated(importer.ColumnNames()...))
	_ = cmd.MarkFlagDirname("split")
	return cmd
}

// settle decides on the format, by the name of the file if nothing else says it, and
// refuses flags that do not go together.
func (o *exportOptions) settle(formats []string) error {
	if o.columns != "" {
		o.Columns = strings.Split(o.columns, ",")
	}
	if o.split != "" {
		switch {
		case o.file != "":
			return usagef("--split writes many files, -o one", "leave one of them out")
		case o.as == "":
			return usagef("--split does not say what to write", "add --as "+strings.Join(importer.SplitFormats(), " or --as "))
		}
	}
	if o.as == "" {
		if err := o.byName(formats); err != nil {
			return err
		}
	}
	if !slices.Contains(formats, o.as) {
		return usagef(fmt.Sprintf("there is no export as %q", o.as), strings.Join(formats, ", "))
	}
	if o.as != "csv" && (o.Raw || o.NoBOM) {
		return usagef("--raw and --no-bom are for csv, not for "+o.as, "leave them out, or add --as csv")
	}
	return nil
}

// byName takes the format from the ending of the file's name. An ending that says
// nothing to us is refused: the file would not be what its name promises.
func (o *exportOptions) byName(formats []string) error {
	ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(o.file), "."))
	switch {
	case o.toOutput() || ext == "" || ext == "txt":
		o.as = "csv"
	case ext == "jsonl" && slices.Contains(formats, "ndjson"):
		o.as = "ndjson"
	case ext == "tsv" || ext == "tab":
		o.as, o.Delimiter = "csv", "tab"
	case slices.Contains(formats, ext):
		o.as = ext
	default:
		return usagef(fmt.Sprintf("the ending .%s of %q is no format", ext, o.file), "say which one with --as: "+strings.Join(formats, ", "))
	}
	return nil
}

func (a *app) export(ctx context.Context, args []string, o exportOptions) error {
	if err := o.settle(importer.Formats()); err != nil {
		return err
	}
	if err := a.forTerminal(o); err != nil {
		return err
	}
	s, q, err := a.listerFor(ctx, args)
	if err != nil {
		return err
	}
	if s == nil {
		// No book is an empty one: the file is as complete as it.
		if s, err = store.OpenScratch(ctx, a.storeOptions()); err != nil {
			return err
		}
	}
	defer s.Close()
	n, where := 0, o.file
	switch {
	case o.split != "":
		where = o.split
		n, err = importer.ExportSplit(ctx, s, q, o.as, a.expand(o.split), o.ExportOptions)
	case o.toOutput():
		n, err = importer.Export(ctx, s, q, o.as, a.out.data(), o.ExportOptions)
	default:
		n, err = importer.ExportFile(ctx, s, q, o.as, a.expand(o.file), o.ExportOptions)
	}
	if err != nil {
		return err
	}
	switch {
	case !o.toOutput():
		a.out.sayf("Exported %s to %s.", contacts(n), where)
	case a.outTTY:
		a.out.sayf("Exported %s.", contacts(n))
	}
	return nil
}

// toOutput tells whether the export goes to standard output.
func (o *exportOptions) toOutput() bool { return o.split == "" && (o.file == "" || o.file == "-") }

// forTerminal refuses to write a workbook on a screen.
func (a *app) forTerminal(o exportOptions) error {
	if a.outTTY && o.as == "xlsx" && o.toOutput() {
		return usagef("a workbook is nothing for a terminal", "name a file: -o contacts.xlsx")
	}
	return nil
}

// exportTemplate writes the sheet to fill in; it needs no book.
func (a *app) exportTemplate(ctx context.Context, args []string, o exportOptions) error {
	switch {
	case len(args) > 0:
		return usagef("a template is empty: it takes no query", "leave the query out")
	case o.columns != "" || o.Preset != "" || o.split != "":
		return usagef("a template has columns of its own", "leave --columns, --preset and --split out")
	}
	if err := o.settle(importer.TemplateFormats()); err != nil {
		return err
	}
	if err := a.forTerminal(o); err != nil {
		return err
	}
	if o.toOutput() {
		return importer.Template(o.as, a.out.data(), o.ExportOptions)
	}
	if err := importer.TemplateFile(ctx, o.as, a.expand(o.file), o.ExportOptions); err != nil {
		return err
	}
	a.out.sayf("Wrote an empty sheet with an example to %s. Fill it in, then: crm import %s", o.file, o.file)
	return nil
}
