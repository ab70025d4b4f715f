package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"crm/store"
	"crm/store/query"
)

// ExportOptions say how contacts are written.
type ExportOptions struct {
	NoBOM bool // CSV without the byte order mark that Excel needs
	Raw   bool // CSV without a guard before cells that a spreadsheet would run
}

// Formats lists what Export writes.
func Formats() []string { return []string{"csv", "xlsx", "json", "ndjson"} }

// ErrChanged says that another process changed the book during an export, so
// that what was written may lack rows.
var ErrChanged = errors.New("the book changed during the export")

// Export writes the contacts that match q, all for nil, in the order of their
// names, and returns how many. What it wrote is checked against the
// query's own count: a truncated export is an error.
func Export(ctx context.Context, st *store.Store, q *query.Query, as string, w io.Writer, opt ExportOptions) (int, error) {
	want, err := st.Count(ctx, q)
	if err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	all := contacts(ctx, st, q)
	if want <= maxHeld {
		all = held(all)
	}
	n := 0
	switch as {
	case "csv":
		n, err = exportCSV(all, w, opt)
	case "xlsx":
		n, err = exportXLSX(ctx, st, all, w)
	case "json":
		n, err = exportArray(ctx, st, all, w)
	case "ndjson":
		n, want, err = exportLines(ctx, st, q, w)
	default:
		return 0, &UsageError{fmt.Sprintf("there is no export as %q", as), "use csv, xlsx, json or ndjson"}
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
	temp, err := os.CreateTemp(filepath.Dir(path), ".crm-export-*")
	if err != nil {
		return 0, writeError(path, err)
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	if n, err = Export(ctx, st, q, as, temp, opt); err != nil {
		return n, writeError(path, err)
	}
	if err = temp.Sync(); err == nil {
		err = temp.Close()
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return n, writeError(path, err)
	}
	return n, nil
}

const (
	exportPage = 500    // contacts listed at a time
	maxHeld    = 10_000 // contacts kept in memory rather than read twice
)

// people are contacts that can be walked through more than once.
type people = iter.Seq2[*store.Contact, error]

// held is what it is given, kept after the first walk.
func held(all people) people {
	var list []*store.Contact
	done := false
	return func(yield func(*store.Contact, error) bool) {
		if !done {
			list = list[:0]
			for c, err := range all {
				if err != nil {
					yield(nil, err)
					return
				}
				list = append(list, c)
			}
			done = true
		}
		for _, c := range list {
			if !yield(c, nil) {
				return
			}
		}
	}
}

// contacts yields the contacts that match q by name, an order that pages walk by
// an index.
func contacts(ctx context.Context, st *store.Store, q *query.Query) people {
	return func(yield func(*store.Contact, error) bool) {
		opt := store.ListOptions{Query: q, Sort: store.ByName, Limit: exportPage}
		for {
			page, err := st.List(ctx, opt)
			if err != nil {
				yield(nil, err)
				return
			}
			uids := make([]string, len(page))
			for i := range page {
				uids[i] = page[i].UID
			}
			list, err := st.Contacts(ctx, uids)
			if err == nil && len(list) < len(uids) {
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
			if len(page) < exportPage {
				return
			}
			opt.After = page[len(page)-1].Cursor()
		}
	}
}
