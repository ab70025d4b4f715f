package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"crm/store"
	"crm/store/query"
)

// ExportOptions say how contacts are written.
type ExportOptions struct {
	NoBOM   bool     // CSV without the byte order mark that Excel needs
	Raw     bool     // CSV without a guard before cells that a spreadsheet would run
	Columns []string // of CSV and XLSX, by the names of fields; nil is all that the contacts need
	Preset  string   // CSV with the columns of another program: one of Presets

	Delimiter string // between the cells of CSV: one character, "tab", or empty for a comma

	picked []exportColumn // what Columns name
}

// Formats lists what Export writes.
func Formats() []string { return []string{"csv", "xlsx", "vcf", "vcf3", "json", "ndjson", "ics"} }

// SplitFormats lists what ExportSplit writes.
func SplitFormats() []string { return []string{"vcf", "vcf3", "ics"} }

// ErrChanged says that another process changed the book during an export, so
// that what was written may lack rows.
var ErrChanged = errors.New("the book changed during the export")

// Export writes the contacts that match q, all for nil, and returns how many: in
// the order of their names, but NDJSON, which is a copy of the book, in the order in
// which they were added. What it wrote is checked against the query's own count: a
// truncated export is an error.
func Export(ctx context.Context, st *store.Store, q *query.Query, as string, w io.Writer, opt ExportOptions) (int, error) {
	if !slices.Contains(Formats(), as) {
		return 0, &UsageError{fmt.Sprintf("there is no export as %q", as), "use " + oneOf(Formats())}
	}
	if err := opt.check(ctx, st, as); err != nil {
		return 0, err
	}
	return counted(ctx, st, q, func(all people) (n, want int, err error) {
		switch as {
		case "csv":
			n, err = exportCSV(all, w, opt)
		case "xlsx":
			n, err = exportXLSX(ctx, st, all, w, opt)
		case "vcf", "vcf3":
			n, err = exportCards(ctx, st, all, w, cardVersion(as))
		case "json":
			n, err = exportArray(ctx, st, all, w)
		case "ndjson":
			return exportLines(ctx, st, q, w)
		case "ics":
			n, err = exportICS(ctx, st, all, w)
		}
		return n, -1, err
	})
}

// ExportSplit writes a file for each thing into a folder, which is made if it is not
// there. Files of the same name are replaced, others stay.
func ExportSplit(ctx context.Context, st *store.Store, q *query.Query, as, dir string, opt ExportOptions) (int, error) {
	if !slices.Contains(SplitFormats(), as) {
		return 0, &UsageError{fmt.Sprintf("an export as %q is one file", as), "leave --split out, or use it with " + oneOf(SplitFormats())}
	}
	if err := opt.check(ctx, st, as); err != nil {
		return 0, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, writeError(dir, err)
	}
	return counted(ctx, st, q, func(all people) (n, want int, err error) {
		switch as {
		case "ics":
			n, err = splitICS(ctx, st, all, dir)
		case "vcf", "vcf3":
			n, err = splitCards(ctx, st, all, dir, cardVersion(as))
		}
		return n, -1, err
	})
}

// check reads the options that a format may have.
func (opt *ExportOptions) check(ctx context.Context, st *store.Store, as string) (err error) {
	switch {
	case opt.Preset != "" && !slices.Contains(Presets(), opt.Preset):
		return &UsageError{fmt.Sprintf("there is no preset %q", opt.Preset), "use " + oneOf(Presets())}
	case opt.Preset != "" && as != "csv":
		return &UsageError{"a preset is the columns of a CSV", "leave --preset out, or export as csv"}
	case opt.Preset != "" && opt.Columns != nil:
		return &UsageError{"a preset has columns of its own", "leave --columns or --preset out"}
	case opt.Columns == nil:
		return nil
	case as != "csv" && as != "xlsx":
		return &UsageError{fmt.Sprintf("an export as %s has no columns", as), "leave --columns out, or export as csv or xlsx"}
	}
	customs, err := st.CustomFields(ctx)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	opt.picked, err = pick(opt.Columns, customs)
	return err
}

// oneOf is a choice in words.
func oneOf(list []string) string {
	last := len(list) - 1
	if last == 0 {
		return list[0]
	}
	return strings.Join(list[:last], ", ") + " or " + list[last]
}

// counted runs an export and holds what it wrote against the query's count, or, if
// it says so itself, against what there was.
func counted(ctx context.Context, st *store.Store, q *query.Query, write func(all people) (n, want int, err error)) (int, error) {
	want, err := st.Count(ctx, q)
	if err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	all := contacts(ctx, st, q)
	if want <= maxHeld {
		all = held(all)
	}
	n, there, err := write(all)
	if there >= 0 {
		want = there
	}
	if errors.Is(err, ErrChanged) {
		return n, &WriteError{err.Error(), "export again", err}
	}
	if err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	if n != want {
		return n, &WriteError{fmt.Sprintf("%d of %d contacts were written: %v", n, want, ErrChanged), "export again", ErrChanged}
	}
	return n, nil
}

// ExportFile is Export into a file of mode 0600, which has its name only when it
// is whole.
func ExportFile(ctx context.Context, st *store.Store, q *query.Query, as, path string, opt ExportOptions) (n int, err error) {
	if err := protect(path, bookFiles(st)...); err != nil {
		return 0, err
	}
	err = writeWhole(path, func(f *os.File) error {
		n, err = Export(ctx, st, q, as, f, opt)
		return err
	})
	return n, err
}

const (
	exportPage = 500    // contacts listed at a time
	maxHeld    = 10_000 // contacts kept in memory rather than read twice

	maxHeldBytes = 32 << 20 // and how much they may take
)

// people are contacts that can be walked through more than once.
type people = iter.Seq2[*store.Contact, error]

// held is what it is given, kept after the first walk if it is not too large to keep.
func held(all people) people {
	var list []*store.Contact
	done := false
	return func(yield func(*store.Contact, error) bool) {
		if done {
			for _, c := range list {
				if !yield(c, nil) {
					return
				}
			}
			return
		}
		list = list[:0]
		size := 0
		for c, err := range all {
			if err == nil && size <= maxHeldBytes {
				if size += weight(c); size <= maxHeldBytes {
					list = append(list, c)
				} else {
					list = nil
				}
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
		done = size <= maxHeldBytes
	}
}

// weight is about how much memory a contact takes.
func weight(c *store.Contact) int {
	n := 1<<10 + len(c.Note) + len(c.Needs) + len(c.Interests)
	for i := range c.Custom {
		n += len(c.Custom[i].Value)
	}
	return n
}

// contacts yields the contacts that match q by name.
func contacts(ctx context.Context, st *store.Store, q *query.Query) people {
	return func(yield func(*store.Contact, error) bool) {
		uids, err := st.UIDs(ctx, q)
		if err != nil {
			yield(nil, err)
			return
		}
		for page := range slices.Chunk(uids, exportPage) {
			list, err := st.Contacts(ctx, page)
			if err == nil && len(list) < len(page) {
				err = ErrChanged
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range list {
				if !yield(&list[i], nil) {
					return
				}
			}
		}
	}
}
