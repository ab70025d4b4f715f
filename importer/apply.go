package importer

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"

	"crm/importer/table"
	"crm/store"
)

// batchRows is how many drafts go to the writing side at a time, and batchBytes
// how much text, about: rows may be long, and several batches wait.
const (
	batchRows  = 256
	batchBytes = 1 << 20
)

// run is one pass over the file into a book.
type run struct {
	f        *File
	tx       *store.Tx
	report   *Report
	problems problems
	previews []Preview
	out      *reportFile // nil without --report
	seed     maphash.Seed
	stages   []string            // of a deal in this book
	touched  map[uint64]struct{} // contacts that a row of this file was about
	sakes    namesakes           // people of this file by name and company
	times    map[uint64]int      // how often the file has had an interaction
	joined   map[string]bool     // contacts that a row was about under the id of one merged into them
	landed   string              // the uid of the contact that the last row was put into
}

// run imports the file into st, or plans to.
func (f *File) run(ctx context.Context, st *store.Store, dry bool, progress func(done, total int)) (*run, error) {
	r := &run{
		f: f, seed: maphash.MakeSeed(), touched: map[uint64]struct{}{}, joined: map[string]bool{}, times: map[uint64]int{},
		report: &Report{
			Schema: "crm/1", File: f.opt.Name, Format: f.src.info.Format, Encoding: f.src.info.Encoding,
			Delimiter: f.src.info.Delimiter, Sheet: f.src.info.Sheet, HeaderLine: f.lay.headerLine,
			Mapping: f.Mapping(), DryRun: dry,
		},
	}
	r.problems.add(f.notes...)
	if f.opt.Report != "" {
		if err := protect(f.opt.Report, append(bookFiles(st), f.src.file.Name())...); err != nil {
			return nil, err
		}
		r.out = newReportFile(f.opt.Report, f)
		defer r.out.discard()
	}
	stages, err := st.Stages(ctx)
	if err != nil {
		return nil, err
	}
	r.stages = stages
	profile, err := f.news(ctx, st)
	if err != nil {
		return nil, err
	}
	op, err := st.Write(ctx, store.Op{Who: "import", What: f.what(), Source: f.opt.Name, SHA256: f.src.sha, DryRun: dry}, func(tx *store.Tx) error {
		r.tx = tx
		if err := tx.BeginBulk(); err != nil {
			return err
		}
		if err := r.rows(ctx, progress); err != nil {
			return err
		}
		tx.SetCount(r.report.Added + r.report.Changed)
		if profile != nil {
			return tx.SaveProfile(*profile)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", f.opt.Name, err)
	}
	if !dry && op.UID != "" {
		if r.report.Operation, err = st.ShortID(ctx, op.UID); err != nil {
			return nil, err
		}
	}
	r.report.Problems = r.problems.done()
	if r.out != nil {
		return r, r.out.close()
	}
	return r, nil
}

// news is the mapping to remember, nil for one that the book has: to write it again
// would be an operation of its own.
func (f *File) news(ctx context.Context, st *store.Store) (*store.Profile, error) {
	p, ok := f.decided()
	if !ok {
		return nil, nil
	}
	old, known, err := st.Profile(ctx, p.Signature)
	if err != nil || known && old.Mapping == p.Mapping {
		return nil, err
	}
	return &p, nil
}

// batch is some drafts, or the error that ended the reading.
type batch struct {
	drafts []draft
	err    error
}

// rows reads and cleans on one goroutine, and matches and writes on this one.
func (r *run) rows(ctx context.Context, progress func(done, total int)) error {
	ctx, cancel := context.WithCancel(ctx)
	batches := make(chan batch, 4)
	go r.f.produce(ctx, batches, r.out != nil)
	defer func() {
		cancel()
		for range batches { // the producer reads the file: wait until it is done
		}
	}()
	for b := range batches {
		if b.err != nil {
			return b.err
		}
		for i := range b.drafts {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := r.row(&b.drafts[i]); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(r.report.Rows, r.f.total)
		}
	}
	return ctx.Err()
}

// produce reads the file again and sends drafts, until the end or ctx.
func (f *File) produce(ctx context.Context, out chan<- batch, keep bool) {
	defer close(out)
	send := func(b batch) bool {
		select {
		case out <- b:
			return true
		case <-ctx.Done():
			return false
		}
	}
	in, err := f.src.content.drafts(ctx, f, keep)
	if err != nil {
		send(batch{err: err})
		return
	}
	defer in.close()
	for {
		drafts := make([]draft, 0, batchRows)
		for size := 0; len(drafts) < batchRows && size < batchBytes; {
			d, n, e := in.next()
			if err = e; err != nil {
				break
			}
			drafts = append(drafts, d)
			size += n
		}
		if len(drafts) > 0 && !send(batch{drafts: drafts}) {
			return
		}
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			send(batch{err: err})
			return
		}
	}
}

// row brings one draft into the book and accounts for it.
func (r *run) row(d *draft) error {
	what, reason, err := Rejected, d.reject, error(nil)
	if d.reject == "" {
		if d.put != nil {
			what, reason, err = d.put(r, d)
		} else {
			what, reason, err = r.place(d)
		}
		if invalid, ok := errors.AsType[*store.Invalid](err); ok {
			what, reason, err = Rejected, invalid.Error(), nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", d.line, err)
		}
	}
	r.report.count(what)
	switch {
	case what == Rejected && !rejectedAlready(d.problems):
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Reason: reason, Fix: "give it a name, a phone or an email and import it again", Rejected: true,
		})
	case what == Asked && reason != "":
		d.problems = append(d.problems, table.Problem{Line: d.line, Reason: reason, Fix: "decide, and import the row with --on-dup merge or new"})
	}
	r.problems.add(d.problems...)
	if (what == Rejected || what == Asked) && len(r.previews) < maxPreviews {
		r.previews = append(r.previews, Preview{Line: d.line, Outcome: what, Contact: d.c, Reason: reason})
	}
	if r.out != nil && len(d.problems) > 0 {
		return r.out.row(d)
	}
	return nil
}

func rejectedAlready(list []table.Problem) bool {
	for _, p := range list {
		if p.Rejected {
			return true
		}
	}
	return false
}
