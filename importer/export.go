package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"crm/importer/json"
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
		n, err = exportLines(ctx, st, all, w)
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

// person is a contact with everything that happened, newest first, and all
// reminders, done ones too.
type person struct {
	*store.Contact
	log  []store.Interaction
	todo []store.Reminder
}

// histories adds what happened to contacts, read for some hundreds at a time.
func histories(ctx context.Context, st *store.Store, all people) iter.Seq2[person, error] {
	return func(yield func(person, error) bool) {
		var batch []*store.Contact
		flush := func() bool {
			uids := make([]string, len(batch))
			for i, c := range batch {
				uids[i] = c.UID
			}
			log, err := st.Timelines(ctx, uids)
			if err != nil {
				yield(person{}, err)
				return false
			}
			todo, err := st.RemindersOf(ctx, uids)
			if err != nil {
				yield(person{}, err)
				return false
			}
			for _, c := range batch {
				if !yield(person{c, log[c.UID], todo[c.UID]}, nil) {
					return false
				}
			}
			batch = batch[:0]
			return true
		}
		for c, err := range all {
			if err != nil {
				yield(person{}, err)
				return
			}
			if batch = append(batch, c); len(batch) == exportPage && !flush() {
				return
			}
		}
		flush()
	}
}

// exportArray writes contacts with their interactions and reminders inside.
func exportArray(ctx context.Context, st *store.Store, all people, w io.Writer) (int, error) {
	out := json.NewWriter(w, false)
	n := 0
	for p, err := range histories(ctx, st, all) {
		if err != nil {
			return n, err
		}
		record := json.OfContact(p.Contact)
		for i := range p.log {
			record.Interactions = append(record.Interactions, json.OfInteraction(&p.log[i]))
		}
		for i := range p.todo {
			record.Reminders = append(record.Reminders, json.OfReminder(&p.todo[i]))
		}
		if err := out.Write(record); err != nil {
			return n, err
		}
		n++
	}
	return n, out.Close()
}

// exportLines writes contacts, then their interactions and reminders, a line each.
func exportLines(ctx context.Context, st *store.Store, all people, w io.Writer) (int, error) {
	out := json.NewWriter(w, true)
	n := 0
	for c, err := range all {
		if err != nil {
			return n, err
		}
		if err := out.Write(json.OfContact(c)); err != nil {
			return n, err
		}
		n++
	}
	for p, err := range histories(ctx, st, all) {
		if err != nil {
			return n, err
		}
		for i := range p.log {
			if err := out.Write(json.OfInteraction(&p.log[i])); err != nil {
				return n, err
			}
		}
		for i := range p.todo {
			if err := out.Write(json.OfReminder(&p.todo[i])); err != nil {
				return n, err
			}
		}
	}
	return n, out.Close()
}
