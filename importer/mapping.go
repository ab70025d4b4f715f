package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"crm/importer/field"
	"crm/store/fold"
)

// How sure a guess by the values is.
const (
	byValues    = 0.8
	byLikeness  = 0.6
	asCustom    = 0.5
	emptyColumn = 1.0
)

// mapColumns decides where each column goes: what the user says, else what the
// header says if the values do not contradict it, else what the values say, else
// a custom field.
func (f *File) mapColumns(finder *field.Finder) error {
	for i := range f.cols {
		c := &f.cols[i]
		if t, conf, ok := finder.Find(c.name); ok && c.named {
			c.target, c.confidence = t, conf
		}
	}
	if f.historySheet() {
		return &ReadError{
			What: fmt.Sprintf("the sheet %q is what an export shows of the log, the reminders or the sales", f.src.info.Sheet),
			Next: "import the sheet \"Contacts\"; all of a book goes from one to another as NDJSON (crm export --as ndjson)",
		}
	}
	f.own = f.wroteIt()
	f.findBase()
	f.skipReport()
	if !f.own {
		f.knowVendor()
		f.byVendor(finder)
	}
	f.sign()
	if err := f.applyMap(finder); err != nil {
		return err
	}
	if err := f.remember(finder); err != nil {
		return err
	}
	if !f.own {
		f.contradictions()
		f.resolveNames()
		f.sales(finder)
		f.spans()
		f.byValue(finder)
		f.flags()
	}
	f.findTimeline()
	f.settle()
	f.mute = !f.says()
	f.numberAddresses()
	f.nameCustoms()
	f.noteExported(finder)
	f.decideDates()
	f.decideMoney()
	f.decideRegions()
	return nil
}

// historySheet reports whether the table is a sheet that stands behind the contacts
// in an export: its rows are there to be read, and would be people here.
func (f *File) historySheet() bool {
	has := func(name string) bool {
		return slices.ContainsFunc(f.cols, func(c column) bool { return c.name == name && c.seen.uids == c.seen.sampled })
	}
	return f.src.book != nil && has("contact id") && (has("interaction id") || has("reminder id") || has("deal id") || has("purchase id"))
}

// says reports whether some column names or reaches a contact.
func (f *File) says() bool {
	for i := range f.cols {
		switch f.cols[i].target.ID {
		case field.Name, field.Given, field.Family, field.Additional, field.Nickname, field.Company, field.Email, field.Phone, field.Link, field.UID:
			return true
		}
	}
	return false
}

// wroteIt reports whether crm exported the file: it has a column of our ids.
// An id of somebody's own in a row that was added does not change that, if the marks
// of the export are there.
func (f *File) wroteIt() bool {
	marked := slices.ContainsFunc(f.cols, func(c column) bool { return isMarks(&c) })
	for i := range f.cols {
		c := &f.cols[i]
		if c.target.ID == field.UID && c.seen.uids > 0 && (marked || c.seen.uids == c.seen.sampled) {
			return true
		}
	}
	return false
}

// applyMap obeys --map COL=FIELD. A column is meant by its name or its number.
func (f *File) applyMap(finder *field.Finder) error {
	for _, m := range f.opt.Map {
		eq := strings.LastIndexByte(m, '=')
		if eq <= 0 {
			return &UsageError{fmt.Sprintf("cannot read --map %q", m), "write COLUMN=FIELD, such as \"SĐT=phone\""}
		}
		target, err := finder.Parse(m[eq+1:])
		if err != nil {
			return &UsageError{err.Error(), fieldHint(m[eq+1:])}
		}
		i := f.findColumn(m[:eq])
		if i < 0 {
			return &UsageError{fmt.Sprintf("there is no column %q", m[:eq]), "the columns are " + f.columnNames()}
		}
		f.cols[i].target, f.cols[i].confidence, f.cols[i].forced = target, 1, true
		f.cols[i].said = true
	}
	return nil
}

// fieldHint says what could have been meant, and what there is.
func fieldHint(name string) string {
	list := "the fields are " + strings.Join(field.Names(), ", ")
	name, _, _ = strings.Cut(name, ":")
	if near := field.Nearest(name); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "? " + list
	}
	return list
}

func (f *File) findColumn(name string) int {
	for i := range f.cols {
		if f.cols[i].name == name {
			return i
		}
	}
	for i := range f.cols {
		if key := fold.Key(name); key != "" && fold.Key(f.cols[i].name) == key {
			return i
		}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && n >= 1 && n <= len(f.cols) {
		return n - 1
	}
	return -1
}

func (f *File) columnNames() string {
	var names []string
	for i := range f.cols {
		if f.cols[i].named {
			names = append(names, strconv.Quote(f.cols[i].name))
		}
	}
	if len(names) == 0 {
		return fmt.Sprintf("numbered from 1 to %d", len(f.cols))
	}
	if len(names) > 40 {
		names = append(names[:40], "…")
	}
	return strings.Join(names, ", ")
}

// contradictions drops what a header says when the values say otherwise.
func (f *File) contradictions() {
	for i := range f.cols {
		c := &f.cols[i]
		s := &c.seen
		if c.forced || c.sure || s.sampled == 0 {
			continue
		}
		drop := false
		switch c.target.ID {
		case field.Skip:
			drop = s.share(s.integers) < 0.9
		case field.UID:
			drop = s.share(s.uids) < 0.9
		case field.Phone:
			drop = s.share(s.digits) < 0.2 && s.sampled >= 5
		case field.Name, field.Given, field.Family:
			drop = s.share(s.emails) > 0.8 || s.phones*5 > min(s.sampled, maxPhones)*4 || s.bools == s.sampled && !s.varied()
		case field.Company:
			drop = s.bools == s.sampled && !s.varied()
		case field.Life:
			drop = s.lives == 0 && s.sampled >= 5
		case field.External:
			drop = s.share(s.emails) > 0.5
		case field.Country: // "country code" may be +84
			drop = s.share(s.figures) > 0.8
		case field.Bought, field.DealClosed, field.Expected:
			drop = s.dates == 0
		case field.Spent, field.Price, field.Value, field.Quantity:
			drop = s.share(s.figures) < 0.5 && s.sampled >= 5
		case field.Email:
			drop = s.share(s.emails) < 0.1 && s.sampled >= 5
		case field.Birthday: // a column of years, or of places
			drop = s.dates == 0 && (s.integers == s.sampled || s.sampled >= 5)
		case field.Created, field.Updated:
			drop = true // another program's moments, not this book's
		case field.Language, field.Rating, field.Relation, field.Star:
			drop = s.share(s.digits) > 0.5
		}
		if c.confidence == field.Asked && !c.answers() {
			drop = true
		}
		if drop {
			c.target, c.confidence, c.dropped = field.Target{}, 0, true
		}
	}
}
