package importer

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"

	"crm/importer/table"
	"crm/store"
)

// batchRows is how many drafts go to the writing side at a time.
const batchRows = 256

// run is one pass over the file into a book.
type run struct {
	f        *File
	tx       *store.Tx
	report   *Report
	problems problems
	previews []Preview
	out      *reportFile // nil without --report
	seed     maphash.Seed
	touched  map[uint64]struct{} // contacts that a row of this file was about
	times    map[uint64]int      // how often the file has had an interaction
}

// run imports the file into st, or plans to.
func (f *File) run(ctx context.Context, st *store.Store, dry bool, progress func(done, total int)) (*run, error) {
	r := &run{
		f: f, seed: maphash.MakeSeed(), touched: map[uint64]struct{}{}, times: map[uint64]int{},
		report: &Report{
			Schema: "crm/1", File: f.opt.Name, Format: f.src.info.Format, Encoding: f.src.info.Encoding,
			Delimiter: f.src.info.Delimiter, Sheet: f.src.info.Sheet, HeaderLine: f.lay.headerLine,
			Mapping: f.Mapping(), DryRun: dry,
		},
	}
	r.problems.add(f.notes...)
	if f.opt.Report != "" {
		r.out = newReportFile(f.opt.Report, f)
		defer r.out.discard()
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
	rd, err := f.src.rows()
	if err != nil {
		send(batch{err: err})
		return
	}
	defer rd.Close()
	cl := newCleaner(f, keep)
	var row table.Row
	for {
		drafts := make([]draft, 0, batchRows)
		for len(drafts) < batchRows {
			err = rd.Read(&row)
			if err != nil {
				break
			}
			if f.lay.data(&row) {
				drafts = append(drafts, cl.clean(&row))
			}
		}
		if len(drafts) > 0 && !send(batch{drafts: drafts}) {
			return
		}
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			send(batch{err: explain(err)})
			return
		}
	}
}

// row brings one draft into the book and accounts for it.
func (r *run) row(d *draft) error {
	what, reason, err := Rejected, d.reject, error(nil)
	if d.reject == "" {
		what, reason, err = r.place(d)
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
	case what == Asked:
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

// place matches a draft and adds or merges it.
func (r *run) place(d *draft) (Outcome, string, error) {
	found, err := candidates(r.tx, d)
	if err != nil {
		return "", "", err
	}
	if d.c.UID != "" {
		// Two ids of crm in one file are two contacts, whatever they share.
		found = slices.DeleteFunc(found, func(c candidate) bool { return c.UID != d.c.UID && r.wasTouched(c.UID) })
	}
	sure := found
	for i := range found {
		if !found[i].sure {
			sure = found[:i]
			break
		}
	}
	policy := r.f.opt.OnDup
	switch {
	case len(sure) > 0 && (policy != New || r.f.timeline):
		return r.known(d, sure)
	case len(found) > 0 && policy == Ask:
		return Asked, likelyReason(found[0].via, found[0].Name), nil
	case len(sure) > 0:
		d.c.UID = "" // a second contact cannot have the id of the first
	case d.c.UID == "" && (len(found) > 0 || keyless(&d.c)):
		// Nothing finds this contact again but what the row says.
		d.c.UID = r.rowUID(&d.c)
		if live, trashed, err := r.tx.HasUID(d.c.UID); err != nil {
			return "", "", err
		} else if (live || trashed) && policy != New {
			return r.known(d, []candidate{{Owner: store.Owner{UID: d.c.UID, Name: d.c.Name}, sure: true, via: "an earlier import"}})
		} else if live || trashed {
			d.c.UID = ""
		}
	}
	uid, err := r.tx.AddContact(d.c)
	if err != nil {
		return "", "", err
	}
	if len(found) > len(sure) && len(sure) == 0 {
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Value: table.Excerpt(d.c.Display()), Reason: likelyReason(found[0].via, found[0].Name),
			Fix: "added as another contact; merge the two if they are one person",
		})
	}
	r.touch(uid)
	if _, err := r.events(uid, d, true, false); err != nil {
		return "", "", err
	}
	r.preview(d, Added, uid, d.c, nil)
	return Added, "", nil
}

func (r *run) touch(uid string) { r.touched[maphash.String(r.seed, uid)] = struct{}{} }

func (r *run) wasTouched(uid string) bool {
	_, ok := r.touched[maphash.String(r.seed, uid)]
	return ok
}

// known puts a draft into one of the contacts that it surely is about: the first
// to which it adds nothing, else the first. A contact that an earlier row of the
// file was about is only completed, so that the rows of a file do not undo each
// other, the second time as little as the first.
func (r *run) known(d *draft, sure []candidate) (Outcome, string, error) {
	if r.f.opt.OnDup == Leave {
		r.touch(sure[0].UID)
		return Skipped, "", nil
	}
	var best merged
	for i, cand := range sure {
		old, err := r.tx.Contact(cand.UID)
		if err != nil {
			return "", "", err
		}
		m := merge(old, &d.c, r.wasTouched(cand.UID) || r.f.timeline || r.f.opt.OnDup == Fill)
		if i == 0 || len(m.changes) == 0 {
			best = m
		}
		if len(m.changes) == 0 {
			break
		}
	}
	if r.f.opt.OnDup == Ask && len(best.changes) > 0 {
		return Asked, fmt.Sprintf("%s belongs to %q, which it would change", sure[0].via, best.c.Display()), nil
	}
	return r.save(d, best)
}

func (r *run) save(d *draft, m merged) (Outcome, string, error) {
	uid := m.c.UID
	if !m.c.Deleted.IsZero() { // found by its id
		if err := r.tx.Restore(uid); err != nil {
			return "", "", err
		}
		m.changes = append(m.changes, Change{"trash", "in the trash", ""})
	}
	if len(m.changes) > 0 {
		if err := r.tx.SaveContact(m.c); err != nil {
			return "", "", err
		}
	}
	again := r.wasTouched(uid)
	r.touch(uid)
	did, err := r.events(uid, d, false, again)
	if err != nil {
		return "", "", err
	}
	if again && len(m.kept) > 0 && !r.f.timeline {
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Column: m.kept[0], Value: table.Excerpt(m.c.Display()),
			Reason: "an earlier row of the file is about the same person and says otherwise",
			Fix:    "the earlier value is kept; correct one of the rows, or the contact",
		})
	}
	if len(m.changes) == 0 && !did {
		r.preview(d, Same, uid, m.c, nil)
		return Same, "", nil
	}
	r.preview(d, Changed, uid, m.c, m.changes)
	return Changed, "", nil
}

func (r *run) preview(d *draft, o Outcome, uid string, c store.Contact, changes []Change) {
	if len(r.previews) < maxPreviews {
		c.UID = uid
		r.previews = append(r.previews, Preview{Line: d.line, Outcome: o, Contact: c, Changes: changes})
	}
}
