package importer

import (
	"context"
	"errors"
	"io"

	"crm/importer/table"
	"crm/importer/vcard"
	"crm/store"
)

// content is what a kind of file holds, and how it becomes drafts: the rows of a
// table, cards, records of a book.
type content interface {
	// scan reads the file once. It sets f.total, and learns what it takes to
	// make drafts.
	scan(ctx context.Context, f *File) error

	// drafts begins another pass. With keep each draft has the cells of its row.
	drafts(ctx context.Context, f *File, keep bool) (drafter, error)

	// mapping says what the parts of a record are taken for.
	mapping(f *File) []Mapped
}

// drafter makes the drafts of a file, in its order.
type drafter interface {
	// next returns a draft, and about how many bytes it was made of; io.EOF
	// after the last one.
	next() (d draft, size int, err error)
	close() error
}

// draft is a record on its way into the book.
type draft struct {
	line     int
	c        store.Contact
	events   []event       // what happened
	next     []appointment // what is to happen
	bought   []store.Purchase
	deal     *dealRow // a possible sale; nil for none
	problems []table.Problem
	reject   string       // why the record does not come in; "" if it does
	cells    []table.Cell // as they stand, for the report file; nil without one
	card     *vcard.Card  // likewise, of a file of cards
	uid      string       // of the contact that it became, when it did
	was      *mended      // of a row that comes back mended
	base     base         // what the export held that the row comes from; nil for another row
	texts    []string     // the cells of such a row

	// put, when set, brings the record in by itself: it says more than a
	// contact of its own would.
	put func(r *run, d *draft) (Outcome, string, error)

	record *store.ContactRecord // what the contact is whole, in a file of crm's; nil in others
}

// tableContent is a table: a record is a row.
type tableContent struct{}

func (tableContent) scan(ctx context.Context, f *File) error { return f.scan(ctx) }

func (tableContent) drafts(ctx context.Context, f *File, keep bool) (drafter, error) {
	rd, err := f.src.rows(ctx)
	if err != nil {
		return nil, err
	}
	return &rowDrafts{f: f, ctx: ctx, rd: rd, cl: newCleaner(f, keep)}, nil
}

func (tableContent) mapping(f *File) []Mapped {
	out := make([]Mapped, len(f.cols))
	for i := range f.cols {
		out[i] = f.cols[i].mapped()
	}
	return out
}

// rowDrafts cleans the rows of a table.
type rowDrafts struct {
	f   *File
	ctx context.Context
	rd  table.Reader
	cl  *cleaner
	row table.Row
}

func (r *rowDrafts) next() (draft, int, error) {
	for {
		if err := r.ctx.Err(); err != nil {
			return draft{}, 0, err
		}
		if err := r.rd.Read(&r.row); err != nil {
			if !errors.Is(err, io.EOF) {
				err = explain(err)
			}
			return draft{}, 0, err
		}
		if r.f.lay.data(&r.row) {
			return r.cl.clean(&r.row), textSize(&r.row), nil
		}
	}
}

func (r *rowDrafts) close() error { return r.rd.Close() }

func textSize(row *table.Row) int {
	n := 0
	for i := range row.Cells {
		n += len(row.Cells[i].Text)
	}
	return n
}
