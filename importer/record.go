package importer

import (
	"bytes"
	"context"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"

	"crm/importer/field"
	"crm/importer/json"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

// recordContent is a file that crm wrote as JSON: its records are those of a book,
// and need no mapping. A contact is matched as a row of a table is, so that it comes
// into a filled book once; what belongs to it follows it, with uid and time.
type recordContent struct {
	fields []store.FieldRecord // the custom fields of the file: made first, in their order
}

// maxFields is how many custom fields are made before the contacts.
const maxFields = 10_000

// openJSON takes a file as records of crm or as a table of objects, by the first
// record that can be read.
func (s *source) openJSON() error {
	if s.opt.Sheet != "" {
		return &UsageError{s.opt.Name + " has no sheets: it is JSON", "leave --sheet out"}
	}
	s.info = table.Info{Format: "json", Encoding: "utf-8"}
	split := json.Split(io.NewSectionReader(s, 0, s.size))
	if split.Lines() {
		s.info.Format = "ndjson"
	}
	for {
		rec, err := split.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return explain(err)
		}
		if rec.Err != nil || !stdjson.Valid(rec.Text) || bytes.HasPrefix(rec.Text, []byte(`{"line":`)) { // a damaged one, also of a report
			continue
		}
		if json.Own(rec.Text) {
			s.content = &recordContent{}
			return nil
		}
		break
	}
	columns, err := json.Columns(io.NewSectionReader(s, 0, s.size))
	if err != nil {
		return explain(err)
	}
	if len(columns) == 0 {
		return &ReadError{What: "there are no records in " + s.opt.Name, Next: "a record is an object such as {\"name\":\"Ann Lee\",\"phone\":\"0912 345 678\"}"}
	}
	s.columns = reportLast(columns)
	s.read = func() (table.Reader, error) { return s.openObjects(), nil }
	return nil
}

// layout is that of a table; the keys of objects are its header for certain.
func (s *source) layout(finder *field.Finder, head []table.Row) layout {
	if s.columns != nil {
		return layout{header: s.columns, firstLine: 1}
	}
	return findLayout(finder, head)
}

// openObjects opens a table of objects from its beginning.
func (s *source) openObjects() table.Reader {
	return json.NewReader(io.NewSectionReader(s, 0, s.size), s.columns)
}

func (rc *recordContent) mapping(*File) []Mapped { return []Mapped{} }

// scan counts the records.
func (rc *recordContent) scan(ctx context.Context, f *File) error {
	if len(f.opt.Map) > 0 {
		return &UsageError{f.opt.Name + " has no columns: crm wrote it, and knows what it says", "leave --map out"}
	}
	f.src.ctx = ctx
	f.own = true
	f.cols = []column{{name: "record", named: true}} // for the rows of a report
	split := json.Split(io.NewSectionReader(f.src, 0, f.src.size))
	for {
		rec, err := split.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return explain(err)
		}
		if f.total++; rec.Err != nil || len(rc.fields) == maxFields || !json.IsField(rec.Text) {
			continue
		}
		list, err := json.Read(rec.Text, f.opt.Region)
		if err == nil && len(list) == 1 {
			rc.fields = append(rc.fields, list[0].(store.FieldRecord))
		}
	}
}

func (rc *recordContent) drafts(ctx context.Context, f *File, keep bool) (drafter, error) {
	f.src.ctx = ctx
	return &recordDrafts{
		f: f, keep: keep, split: json.Split(io.NewSectionReader(f.src, 0, f.src.size)),
		fields: rc.fields, moved: map[string]string{}, made: map[string]bool{},
	}, nil
}

// recordDrafts reads records. What it knows of those that came in belongs to the
// side that writes.
type recordDrafts struct {
	f     *File
	keep  bool
	split *json.Splitter

	fields []store.FieldRecord // not made yet
	made   map[string]bool     // fields that were made before their line came
	moved  map[string]string   // by the uid in the file, that of the contact in the book, where they differ
}

func (rd *recordDrafts) close() error { return nil }

func (rd *recordDrafts) next() (draft, int, error) {
	rec, err := rd.split.Next()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			err = explain(err)
		}
		return draft{}, 0, err
	}
	d := draft{line: rec.Line}
	if rd.keep {
		d.cells = []table.Cell{{Text: string(rec.Text), Kind: table.Text}}
	}
	var list []store.Record
	if err = rec.Err; err == nil {
		list, err = json.Read(rec.Text, rd.f.opt.Region)
	}
	if err != nil {
		d.reject = err.Error()
		d.problems = []table.Problem{{
			Line: rec.Line, Value: table.Excerpt(string(rec.Text)), Reason: err.Error(), Fix: "correct the line and import it again", Rejected: true,
		}}
		return d, len(rec.Text), nil
	}
	if c, ok := list[0].(*store.ContactRecord); ok {
		keys(&c.Contact)
		d.c, d.record = c.Contact, c
	}
	d.put = func(r *run, d *draft) (Outcome, string, error) { return rd.put(r, d, list) }
	return d, len(rec.Text), nil
}

// keys makes the keys by which a contact is matched.
func keys(c *store.Contact) {
	for i := range c.Emails {
		if _, key, ok := fold.Email(c.Emails[i].Address); ok {
			c.Emails[i].Key = key
		}
	}
}

// put brings the records of one line in. What belongs to a contact counts as a
// change of it.
func (rd *recordDrafts) put(r *run, d *draft, list []store.Record) (Outcome, string, error) {
	for _, v := range rd.fields {
		did, err := r.tx.Put(v, false)
		if _, invalid := errors.AsType[*store.Invalid](err); err != nil && !invalid {
			return "", "", err
		}
		rd.made[v.Key] = did == store.PutAdded
	}
	rd.fields = nil
	out := Same
	for _, rec := range list {
		what, reason, err := rd.one(r, d, rec)
		if errors.Is(err, store.ErrNotFound) {
			d.problems = append(d.problems, table.Problem{
				Line: d.line, Reason: "what it belongs to is not in the book: " + missing(err), Fix: "import the line of that, too, before this one", Rejected: len(list) == 1,
			})
			what, err = Rejected, nil
		}
		if invalid, ok := errors.AsType[*store.Invalid](err); ok && rec != store.Record(d.record) {
			d.problems = append(d.problems, table.Problem{
				Line: d.line, Reason: invalid.Error(), Fix: "correct the line and import it again", Rejected: len(list) == 1,
			})
			what, err = Rejected, nil
		}
		if err != nil {
			return "", "", err
		}
		switch {
		case len(list) == 1:
			return what, reason, nil
		case d.record != nil && rec == store.Record(d.record):
			if out = what; what == Asked || what == Rejected {
				return what, reason, nil
			}
		case what == Changed && out == Same:
			out = Changed
		}
	}
	return out, "", nil
}

// missing names what was not found.
func missing(err error) string {
	var what string
	for e := err; e != nil; e = errors.Unwrap(e) {
		if !errors.Is(e, store.ErrNotFound) || e == store.ErrNotFound {
			break
		}
		what = e.Error()
	}
	return what
}

func (rd *recordDrafts) one(r *run, d *draft, rec store.Record) (Outcome, string, error) {
	switch v := rec.(type) {
	case *store.ContactRecord:
		if v.Deleted.IsZero() {
			return rd.contact(r, d, v)
		}
		// In the trash it meets nobody; who is in the book already, stays.
		did, err := r.tx.Put(v, false)
		return putOutcome(did, Added), "", err
	case store.FieldRecord:
		if rd.made[v.Key] {
			delete(rd.made, v.Key)
			return Changed, "", nil
		}
	}
	did, err := r.tx.Put(rd.follow(rec), r.f.opt.OnDup == Merge)
	return putOutcome(did, Changed), "", err
}

func putOutcome(did store.Put, added Outcome) Outcome {
	switch did {
	case store.PutAdded:
		return added
	case store.PutChanged:
		return Changed
	}
	return Same
}

// contact matches and adds or merges a contact, then fills in what a table has no
// column for.
func (rd *recordDrafts) contact(r *run, d *draft, v *store.ContactRecord) (Outcome, string, error) {
	uid := v.UID
	r.landed = ""
	what, reason, err := r.place(d)
	if err != nil || r.landed == "" {
		return what, reason, err
	}
	if r.landed != uid {
		rd.moved[uid] = r.landed
	}
	if what == Added || what == Skipped {
		return what, reason, nil
	}
	v.UID = r.landed
	did, err := r.tx.Put(v, false)
	if did == store.PutChanged && what == Same {
		what = Changed
	}
	return what, reason, err
}

// follow gives a record to the contact that stands in the book for the file's.
func (rd *recordDrafts) follow(rec store.Record) store.Record {
	to := func(uid *string) {
		if other, ok := rd.moved[*uid]; ok {
			*uid = other
		}
	}
	switch v := rec.(type) {
	case store.Interaction:
		to(&v.Contact)
		return v
	case store.ReminderRecord:
		to(&v.Contact)
		return v
	case store.Deal:
		to(&v.Contact)
		return v
	case store.Purchase:
		to(&v.Contact)
		return v
	case store.MemberRecord:
		to(&v.Contact)
		return v
	case store.RelationRecord:
		to(&v.Contact)
		to(&v.Other)
		return v
	case store.NotSameRecord:
		to(&v.A)
		to(&v.B)
		return v
	case store.CadenceRecord:
		if v.Of == "contact" {
			to(&v.Ref)
		}
		return v
	}
	return rec
}

// add adds the contact of a draft, whole if the file has it so.
func (r *run) add(d *draft) (string, error) {
	if d.record == nil {
		return r.tx.AddContact(d.c)
	}
	d.record.UID = d.c.UID // it may be another one's in this book
	if _, err := r.tx.Put(d.record, false); err != nil {
		return "", fmt.Errorf("add contact: %w", err)
	}
	return d.record.UID, nil
}
