package importer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
)

// Side says whose value a cell gets that was changed in the file and in the book.
type Side string

// The sides.
const (
	AskSide  Side = "ask"  // nobody's yet: the row is listed
	FileSide Side = "file" // the file's
	BookSide Side = "book" // the book's
)

// Cell is a cell of an edited export that says something else than the book.
type Cell struct {
	Line    int    `json:"line"`
	Contact string `json:"contact"` // id
	Name    string `json:"name"`
	Column  string `json:"column"`
	File    string `json:"file"`
	Book    string `json:"book"`
	Changed string `json:"changed"` // where it was changed since the export: file, book or both
	Taken   string `json:"taken"`   // whose value the contact has now: file, book, or ask for the old one until somebody decides
}

// At names a cell for Options.Sides.
type At struct {
	Line   int
	Column string
}

// findBase finds the column of marks in a file that crm wrote.
func (f *File) findBase() {
	for i := range f.cols {
		if c := &f.cols[i]; f.own && isMarks(c) {
			c.set(field.Exported, 1)
			c.forced, f.marked = true, true
			return
		}
	}
}

// isMarks reports whether a column holds the marks of an export.
func isMarks(c *column) bool {
	return c.name == string(field.Exported) && strings.HasPrefix(c.seen.sample, basePrefix)
}

// noteExported notes what each column was when the file was exported.
func (f *File) noteExported(finder *field.Finder) {
	for i := range f.cols {
		c := &f.cols[i]
		if !f.marked || c.target.ID == field.Skip {
			continue
		}
		c.exported, _, _ = finder.Find(c.name)
		if c.target.ID == field.Custom || c.forced || c.exported.ID == "" {
			c.exported = c.target
		}
		if c.exported.ID == field.Custom {
			c.exported.Label = c.custom.Key
		}
	}
}

// exactDay reports whether a day stands as an export writes it.
func exactDay(text string) bool {
	text = strings.TrimPrefix(text, "--")
	for _, layout := range []string{time.DateOnly, "01-02"} {
		if _, err := time.Parse(layout, text); err == nil || text == "02-29" {
			return true
		}
	}
	return false
}

// maxCells is how many cells a report lists.
const maxCells = 10_000

// reconcile puts an edited row of an export into its contact: a cell that was
// changed only in the file is applied, one that was changed only in the book
// stays, and one that was changed in both is decided by Options.Sides, else asked.
//
// The row of a contact that was merged since is compared with the one that stayed.
func (r *run) reconcile(d *draft, cand candidate) (Outcome, string, error) {
	uid := cand.UID
	if cand.gone {
		r.joined[uid] = true
	} else if r.wasTouched(uid) && !r.joined[uid] {
		// A row that was copied to make another contact of it.
		d.problems = append(d.problems, table.Problem{
			Line: d.line, Value: table.Excerpt(d.c.Display()), Reason: "the id of this row stands in an earlier row as well",
			Fix: "clear the cell of the id to add the row as another contact", Rejected: true,
		})
		return Rejected, "", nil
	}
	old, err := r.tx.Contact(uid)
	if err != nil {
		return "", "", err
	}
	rec := reconciling{r: r, d: d, old: &old, now: old}
	for i := range r.f.cols {
		rec.column(i)
	}
	rec.finish()
	r.touch(uid)
	if !old.Deleted.IsZero() {
		return r.inTrash(d, &rec)
	}
	if len(rec.changes) > 0 {
		if err := r.tx.SaveContact(rec.now); err != nil {
			return "", "", err
		}
	}
	r.cells(rec.cells)
	switch {
	case rec.open > 0:
		return Asked, "", nil // each cell is a problem of its own
	case len(rec.changes) == 0:
		r.preview(d, Same, uid, rec.now, nil)
		return Same, "", nil
	}
	r.preview(d, Changed, uid, rec.now, rec.changes)
	return Changed, "", nil
}

// inTrash leaves a contact there that was deleted since the export.
func (r *run) inTrash(d *draft, rec *reconciling) (Outcome, string, error) {
	p := table.Problem{
		Line: d.line, Value: table.Excerpt(rec.old.Display()),
		Reason: "this contact was deleted from the book since the export", Fix: "it stays deleted; crm trash restore brings it back",
	}
	if len(rec.changes) > 0 || rec.open > 0 {
		p.Reason += ", and the row was edited"
		p.Fix = "nothing of the row was taken; bring the contact back with crm trash restore, and import the file again"
	}
	d.problems = append(d.problems, p)
	return Skipped, "", nil
}

func (r *run) cells(list []Cell) {
	n := min(len(list), maxCells-len(r.report.Cells))
	r.report.Cells = append(r.report.Cells, list[:max(n, 0)]...)
}

// reconciling is the work on one row.
type reconciling struct {
	r        *run
	d        *draft
	old      *store.Contact
	now      store.Contact
	changes  []Change
	cells    []Cell
	open     int // cells that nobody has decided on
	dropMail []int
	dropTel  []int
	dropLink []int
}

// column reconciles one cell.
func (rec *reconciling) column(i int) {
	col := &rec.r.f.cols[i]
	t := col.exported
	if !compared(t.ID) || col.target.ID == field.Skip {
		return
	}
	text := ""
	if i < len(rec.d.texts) {
		text = rec.d.texts[i]
	}
	if t.ID == field.Tags || t.ID == field.External {
		rec.set(col.name, t, text)
		return
	}
	book := strings.Join(meanings(rec.old, t), "")
	shown := field.Take(rec.old, t)
	file, readable := rec.fileMeaning(t, text)
	if !readable && t.ID != field.Birthday { // of which the cleaner has said it
		rec.refuse(col, text, fmt.Sprintf("cannot be read as %s", t), shown)
	}
	unedited := rec.d.base.holds(t, file) || t.ID == field.Phone && rec.d.base.holds(t, spelled(text))
	if file == book || store.Clean(text) == shown || !readable || unedited && rec.d.base.holds(t, book) {
		return
	}
	switch {
	case unedited:
		rec.note(col.name, text, shown, "book", BookSide)
	case rec.unfit(t, text, shown) != "":
		rec.refuse(col, text, rec.unfit(t, text, shown), shown)
	case rec.d.base.holds(t, book):
		rec.note(col.name, text, shown, "file", FileSide)
		rec.take(t, col.name, text, shown)
	default:
		rec.both(t, col.name, text, shown)
	}
}

// unfit says what is wrong with an edited cell that would take a good value away;
// "" for one that may stand.
func (rec *reconciling) unfit(t field.Target, text, shown string) string {
	text = store.Clean(text)
	switch {
	case t.ID == field.Name && text == "" && shown != "":
		return "the name was emptied"
	case text == "":
		return ""
	case t.ID == field.Email:
		return fold.EmailProblem(text)
	case t.ID == field.Phone:
		rd := phoneReader{regions: []string{rec.r.f.opt.Region}}
		if phones, odd, _ := rd.cell(text); len(odd) > 0 {
			return odd[0].Reason
		} else if len(phones) > 1 {
			return "several numbers in one cell"
		}
	}
	return ""
}

// refuse keeps the book's value beside a cell that cannot be taken, which stays as
// text in a custom field.
func (rec *reconciling) refuse(col *column, text, reason, shown string) {
	rec.d.problems = append(rec.d.problems, table.Problem{
		Line: rec.d.line, Column: col.name, Value: table.Excerpt(text), Reason: reason,
		Fix: fmt.Sprintf("the book keeps %q; correct the cell and import again", table.Excerpt(shown)),
	})
}

// both handles a cell that was changed on both sides.
func (rec *reconciling) both(t field.Target, name, text, shown string) {
	side, ok := rec.r.f.opt.Sides[At{rec.d.line, name}]
	if !ok {
		side = rec.r.f.opt.Both
	}
	rec.note(name, text, shown, "both", side)
	switch side {
	case FileSide:
		rec.take(t, name, text, shown)
	case BookSide:
	default:
		rec.open++
		rec.r.question(Question{
			Line: rec.d.line, Row: rec.old.Display(), Reason: "changed in the file and in the book", Column: name,
			File: table.Excerpt(text), Book: table.Excerpt(shown), Contact: rec.old.UID,
		})
		rec.d.problems = append(rec.d.problems, table.Problem{
			Line: rec.d.line, Column: name, Value: table.Excerpt(text),
			Reason: fmt.Sprintf("changed in the file and in the book, where it is %q now", table.Excerpt(shown)),
			Fix:    "the book's value is kept; --both file or --both book decides, or make the cell equal and import again",
		})
	}
}

func (rec *reconciling) note(column, file, book, changed string, taken Side) {
	rec.cells = append(rec.cells, Cell{
		Line: rec.d.line, Contact: rec.old.UID, Name: rec.old.Display(), Column: column,
		File: table.Excerpt(file), Book: table.Excerpt(book), Changed: changed, Taken: string(taken),
	})
}

// fileMeaning is what a cell of the file means. It is not readable if its column
// holds dates, say, and the cell none: the draft has kept it as text, with a problem.
func (rec *reconciling) fileMeaning(t field.Target, text string) (string, bool) {
	switch t.ID {
	case field.Phone:
		if text = store.Clean(text); text == "" {
			return "", true
		}
		key, ext, _ := fold.Phone(text, rec.r.f.opt.Region)
		return phoneMeaning(store.Phone{Text: text, Key: key, Ext: ext}), true
	case field.Birthday, field.Relation, field.Life:
		clean, _ := field.Text(&rec.d.c, t.ID)
		return clean, clean != "" || store.Clean(text) == ""
	case field.Star, field.Consent:
		clean := field.Take(&rec.d.c, t)
		return clean, clean != "" || store.Clean(text) == ""
	}
	return meaning(t.ID, text), true
}

// set reconciles tags or ids: each value by itself, so that there is nothing to ask.
func (rec *reconciling) set(name string, t field.Target, text string) {
	file := field.SplitTags(text)
	book := field.SplitTags(field.Take(rec.old, t))
	has := func(list []string, v string) bool {
		return slices.ContainsFunc(list, func(o string) bool { return fold.Text(o) == fold.Text(v) })
	}
	out := slices.Clone(book)
	for _, v := range file {
		if v = store.Clean(v); fold.Text(v) != "" && !has(out, v) && !rec.d.base.holds(t, fold.Text(v)) {
			out = append(out, v)
		}
	}
	out = slices.DeleteFunc(out, func(v string) bool { return !has(file, v) && rec.d.base.holds(t, fold.Text(v)) })
	if slices.Equal(out, book) {
		return
	}
	before, after := field.JoinTags(book), field.JoinTags(out)
	rec.note(name, text, before, "file", FileSide)
	rec.changes = append(rec.changes, Change{name, before, after})
	if t.ID == field.Tags {
		rec.now.Tags = out
		return
	}
	rec.now.External = slices.DeleteFunc(slices.Clone(rec.now.External), func(e store.External) bool { return e.System == t.Label })
	for _, id := range out {
		rec.now.External = append(rec.now.External, store.External{System: t.Label, ID: id})
	}
}
