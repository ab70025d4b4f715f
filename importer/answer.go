package importer

// Question is something about a row that only a person can decide.
type Question struct {
	Line    int
	Row     string // what to call the contact of the row
	Reason  string // why there is doubt
	Column  string // of a cell that was changed in the file and in the book; "" asks whether two contacts are one person
	File    string // the cell in the file
	Book    string // and in the book
	Contact string // the id of the contact of the book, if it is known
}

// maxQuestions is how many a report keeps: nobody answers more.
const maxQuestions = 1000

// Answer decides questions of an earlier Plan in what follows: rows by their line
// with Merge, Fill, Leave or New, cells by whose value they get.
func (f *File) Answer(rows map[int]OnDup, cells map[At]Side) {
	f.opt.Rows, f.opt.Sides = rows, cells
}

// Marked reports whether the file is an export with the marks of what it held, so
// that its edits are told from those of the book.
func (f *File) Marked() bool { return f.marked }

// policy is what happens to a row whose person is in the book, and whether that
// was decided for this row.
func (r *run) policy(d *draft) (p OnDup, decided bool) {
	if p, decided = r.f.opt.Rows[d.line]; decided {
		return p, true
	}
	return r.f.opt.OnDup, false
}

func (r *run) question(q Question) {
	if len(r.report.Questions) < maxQuestions {
		r.report.Questions = append(r.report.Questions, q)
	}
}

// doubtful asks about a row that may be somebody of the book.
func (r *run) doubtful(d *draft, reason, contact string) (Outcome, string, error) {
	r.question(Question{Line: d.line, Row: d.c.Display(), Reason: reason, Contact: contact})
	return Asked, reason, nil
}
