package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"crm/importer"
	"crm/store"
	"crm/store/safe"

	"github.com/spf13/cobra"
)

type importOptions struct {
	importer.Options
	onDup, both string
}

func newImport(a *app) *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Bring contacts in from a file.",
		Example: `crm import customers.xlsx --dry-run             # what would come in
crm import customers.xlsx
crm import contacts.vcf
crm import leads.csv --map "Số ĐT=phone" --dates dmy --region VN
crm import leads.csv --on-dup fill --report doubtful.csv
crm export -o list.xlsx                         # edit it, then import it back
crm undo                                        # take all of it back`,
		Long: `Excel workbooks (.xlsx), delimited text in any encoding, vCards, JSON and web
pages called .xls are recognised by what is in them. Every row is accounted for.
It is one change: all of it comes in, or nothing. The same file again changes
nothing. Exit 6 when rows were rejected or are left to decide.

An export that comes back edited is compared cell by cell with the book: what was
changed in the file alone is taken, what was changed in both is asked about.

FIELDS: crm help fields`,
		Annotations: marks(takesJSON, takesDryRun),
		Args: func(cmd *cobra.Command, args []string) error {
			return a.importError(counted(1, 1)(cmd, args))
		},
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			a.importing.File = importName(args[0])
			return a.importError(a.begin(cmd))
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.importError(a.importFile(cmd.Context(), args[0], o))
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"xlsx", "csv", "tsv", "txt"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	cmd.AddCommand(newImportProfiles(a))
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return a.importError(flagError(cmd, err))
	})
	f := cmd.Flags()
	f.StringVar(&o.Sheet, "sheet", "", "the sheet of a workbook: a `NAME` or number")
	f.StringArrayVar(&o.Map, "map", nil, "take a column for a field: `COL=FIELD`, as often as needed")
	f.StringVar(&o.Region, "region", "", "the `COUNTRY` of phone numbers without a country code (default phone.region)")
	f.StringVar(&o.Dates, "dates", "", "the `ORDER` of dates in all columns: dmy, mdy or ymd")
	f.StringVar(&o.As, "as", "", "the `FORMAT` of the file, if it is not to be found out: csv, tsv, xlsx, vcf, ndjson, html")
	f.StringVar(&o.Encoding, "encoding", "", "the `NAME` of a text's encoding")
	f.StringVar(&o.Delimiter, "delimiter", "", "the `SIGN` between the cells of a text")
	f.StringVar(&o.onDup, "on-dup", string(importer.Merge), "who is there already: `HOW`: merge, fill, skip, new, ask")
	f.StringVar(&o.both, "both", string(importer.AskSide), "a cell of an edited export that was changed in the book too: `WHOSE` value: ask, file, book")
	f.StringVar(&o.Profile, "profile", "", "use or make the remembered mapping of this `NAME` (none: guess anew)")
	f.StringVar(&o.Report, "report", "", "write the rejected and doubtful rows to this `FILE`, in the format of the import or by its ending, to mend and import again")
	_ = cmd.RegisterFlagCompletionFunc("on-dup", fixed("merge", "fill", "skip", "new", "ask"))
	_ = cmd.RegisterFlagCompletionFunc("as", fixed("csv", "tsv", "xlsx", "vcf", "ndjson", "json", "html"))
	_ = cmd.RegisterFlagCompletionFunc("both", fixed("ask", "file", "book"))
	_ = cmd.RegisterFlagCompletionFunc("profile", a.completeProfile)
	_ = cmd.RegisterFlagCompletionFunc("dates", fixed("dmy", "mdy", "ymd"))
	return cmd
}

func (a *app) importFile(ctx context.Context, path string, o importOptions) (err error) {
	o.Now, o.Zone, o.Order, o.OnDup = a.now(), a.zone, a.conf.order(), importer.OnDup(o.onDup)
	o.Both = importer.Side(o.both)
	if o.RegionGiven = o.Region != ""; !o.RegionGiven {
		o.Region = a.conf.get("phone.region")
	}
	o.Name = importName(path)
	if path == "-" {
		if path, err = a.spool(); err != nil {
			return err
		}
		defer os.Remove(path)
	}
	if err := a.remembered(ctx, &o); err != nil {
		return err
	}
	f, err := a.openImport(ctx, path, &o)
	if err != nil {
		return fileError(path, err)
	}
	defer f.Close()
	a.importing.take(f)
	if err := a.askDates(f); err != nil {
		return err
	}
	if r, err := a.importsNothing(ctx, f); r != nil || err != nil {
		if err != nil {
			return err
		}
		return a.printReport(ctx, nil, r, o)
	}
	s, err := a.maker(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := a.askRows(ctx, f, s, o); err != nil {
		return err
	}
	r, err := a.runImport(ctx, f, s)
	if err != nil {
		return err
	}
	return a.printReport(ctx, s, r, o)
}

// spool copies standard input to a file, since a table is read twice.
func (a *app) spool() (string, error) {
	if a.inTTY {
		return "", usagef("there is no table on standard input", "crm import FILE")
	}
	f, err := os.CreateTemp(a.memoryDir(), "crm-import-*") // 0600
	if err != nil {
		return "", fmt.Errorf("import: %w", err)
	}
	if _, err := a.stdin.WriteTo(f); err != nil {
		f.Close()
		os.Remove(f.Name())
		return "", fmt.Errorf("read standard input: %w", err)
	}
	return f.Name(), f.Close()
}

// fileError says what is wrong with a file that cannot be opened.
func fileError(path string, err error) error {
	var hint string
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint = "check the name"
	case errors.Is(err, fs.ErrPermission):
		hint = "check the permissions of the file"
	default:
		return err
	}
	why := err
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		why = p.Err
	}
	return &failure{what: fmt.Sprintf("%s: %v", path, why), hint: hint, code: exitFailed, err: err}
}

// importName is what the report calls a file.
func importName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return filepath.Base(path)
}

// fewRows is up to how many rows a file is read once more, in tens of
// milliseconds, to find out whether it begins a book.
const fewRows = 2000

// importsNothing returns the report of a file that adds nobody where there is no
// book, so that none is made for it; else nil.
func (a *app) importsNothing(ctx context.Context, f *importer.File) (*importer.Report, error) {
	path, err := a.bookPath()
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) || a.flags.dryRun || f.Rows() > fewRows {
		return nil, nil
	}
	s, err := store.OpenScratch(ctx, a.storeOptions())
	if err != nil {
		return nil, err
	}
	defer s.Close()
	r, err := f.Apply(ctx, s, nil)
	if err != nil || r.Operation != "" {
		return nil, err
	}
	return r, nil
}

func (a *app) runImport(ctx context.Context, f *importer.File, s *store.Store) (*importer.Report, error) {
	if a.flags.dryRun {
		r, _, err := f.Plan(ctx, s)
		return r, err
	}
	return f.Apply(ctx, s, a.progress())
}

// progressAfter is from when on a job is worth a line of progress.
const progressAfter = time.Second

// progress tells how far an import is: only on a terminal, and only of a long one.
func (a *app) progress() func(done, total int) {
	if !a.errTTY || a.flags.quiet {
		return nil
	}
	began, last := a.clock(), time.Duration(0)
	return func(done, total int) {
		if done >= total {
			a.out.progress(safe.Text{})
			return
		}
		since := a.clock().Sub(began)
		if since < progressAfter || since-last < 100*time.Millisecond {
			return
		}
		last = since
		a.out.progress(safe.Line(pace(done, total, since)))
	}
}

// pace is how far a job is: rows, rate, and time left at that rate.
func pace(done, total int, since time.Duration) string {
	rate := float64(done) / since.Seconds()
	left := time.Duration(float64(total-done) / max(rate, 1) * float64(time.Second)).Round(time.Second)
	return fmt.Sprintf("%d of %d rows, %.0f a second, %s left", done, total, rate, left)
}
