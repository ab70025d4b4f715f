package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"crm/importer"
	"crm/store"
	"crm/store/query"

	"github.com/spf13/cobra"
)

type exportOptions struct {
	importer.ExportOptions
	as   string
	file string
}

func newExport(a *app) *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export [QUERY...]",
		Short: "Write contacts to a file, or to standard output.",
		Example: `crm export -o contacts.csv
crm export tag:vip --as json > vip.json
crm export --as ndjson -o everything.ndjson`,
		Long: `CSV is for spreadsheets: cells that one would run are guarded, and crm import
takes the guard off again. NDJSON is complete: contacts, then their log and
reminders. A file has its name only when it is whole.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := a.parseQuery(unshield(args))
			if err != nil {
				return err
			}
			return a.export(cmd.Context(), q, o)
		},
		ValidArgsFunction: a.completeQuery,
	}
	f := cmd.Flags()
	f.StringVar(&o.as, "as", "", "`FORMAT`: "+strings.Join(importer.Formats(), ", ")+" (default: by the name of the file, else csv)")
	f.StringVarP(&o.file, "output", "o", "", "the `FILE`; it is replaced")
	f.BoolVar(&o.NoBOM, "no-bom", false, "CSV without the mark that Excel needs to read UTF-8")
	f.BoolVar(&o.Raw, "raw", false, "CSV without guards")
	_ = cmd.RegisterFlagCompletionFunc("as", fixed(importer.Formats()...))
	return cmd
}

func (a *app) export(ctx context.Context, q *query.Query, o exportOptions) error {
	if o.as == "" {
		o.as = "csv"
		if ext := strings.TrimPrefix(filepath.Ext(o.file), "."); slices.Contains(importer.Formats(), ext) {
			o.as = ext
		}
	}
	if !slices.Contains(importer.Formats(), o.as) {
		return usagef(fmt.Sprintf("there is no export as %q", o.as), strings.Join(importer.Formats(), ", "))
	}
	s, err := a.lister(ctx)
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
	if o.file == "" || o.file == "-" {
		n, err := importer.Export(ctx, s, q, o.as, a.out.data(), o.ExportOptions)
		if err != nil {
			return err
		}
		if a.outTTY {
			a.out.sayf("Exported %s.", contacts(n))
		}
		return nil
	}
	n, err := importer.ExportFile(ctx, s, q, o.as, a.expand(o.file), o.ExportOptions)
	if err != nil {
		return err
	}
	a.out.sayf("Exported %s to %s.", contacts(n), o.file)
	return nil
}
