package importer

import (
	"slices"
	"strings"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
)

// event is an interaction of a row; its contact is known later.
type event struct {
	store.Interaction
	stamp string // what tells it from others of the contact
}

// appointment is a reminder of a row.
type appointment struct {
	kind, on string
	at       dateValue
}

// cleaner turns rows into drafts.
type cleaner struct {
	f       *File
	year    int
	keep    bool // keep the cells of each row
	country []int
	labels  []int
	d       *draft
	row     *table.Row
	phones  phoneReader
	body    []string // of the interaction of a timeline row
	long    []string // what no field holds but the note
	event   store.Interaction
	rawDate string
	sold    saleCells
	// invented is an address that a shop made of the phone of somebody without one.
	invented string
	sounds   [2]string // how the family and the given name are read
}

func newCleaner(f *File, keep bool) *cleaner {
	cl := &cleaner{f: f, year: f.opt.Now.Year(), keep: keep}
	for i := range f.cols {
		switch t := f.cols[i].target; {
		case t.ID == field.Country:
			cl.country = append(cl.country, i)
		case t.ID == field.EmailLabel || t.ID == field.PhoneLabel || t.ID == field.LinkKind || t.ID == field.EmailBounced || t.ID == field.PhoneWrong:
			cl.labels = append(cl.labels, i)
		}
	}
	return cl
}

// clean makes the draft of a row.
func (cl *cleaner) clean(row *table.Row) draft {
	d := draft{line: row.Line}
	cl.d, cl.row, cl.body, cl.long, cl.event, cl.rawDate, cl.sold = &d, row, nil, nil, store.Interaction{}, "", saleCells{}
	cl.invented, cl.sounds = "", [2]string{}
	if cl.keep {
		d.cells = slices.Clone(row.Cells)
	}
	if cl.f.marked {
		d.texts = make([]string, len(row.Cells))
		for i := range row.Cells {
			d.texts[i] = value(&row.Cells[i])
		}
	}
	if row.Problem != nil {
		p := *row.Problem
		d.problems = append(d.problems, p)
		if p.Rejected {
			d.reject = p.Reason
			return d
		}
	}
	for i := range row.Cells {
		if i >= len(cl.f.cols) {
			break
		}
		cl.cell(i)
	}
	cl.beyond()
	cl.finish()
	cl.mended()
	return d
}

// value is the text of a cell that is to be stored: what the sheet shows of a
// number with leading zeros, else what stands in the cell.
func value(c *table.Cell) string {
	if c.Shown != "" && c.Kind == table.Number && strings.Contains(justDigits(c.Shown), justDigits(c.Text)) {
		return strings.TrimSpace(c.Shown)
	}
	return strings.TrimSpace(c.Text)
}

func justDigits(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (cl *cleaner) problem(i int, value, reason, fix string) {
	cl.d.problems = append(cl.d.problems, table.Problem{
		Line: cl.d.line, Column: cl.f.cols[i].name, Value: table.Excerpt(value), Reason: reason, Fix: fix,
	})
}

// cell puts one cell where it belongs.
func (cl *cleaner) cell(i int) {
	c := &cl.row.Cells[i]
	col := &cl.f.cols[i]
	if c.Text == "" && c.Kind != table.Fault || col.target.ID == field.Skip {
		return
	}
	if c.Kind == table.Fault {
		cl.fault(i, c)
		return
	}
	text := value(c)
	if strings.TrimSpace(text) == "" {
		return
	}
	if c.Note != "" && cl.row.Problem == nil { // the row says it already
		cl.problem(i, text, c.Note, "check the value")
	}
	if len(text) > maxFieldText && !cl.f.own && col.target.ID != field.Note && col.target.ID != field.Body {
		cl.tooLong(i, text)
		return
	}
	switch id := col.target.ID; id {
	case field.Custom:
		cl.custom(i, text)
	case field.Exported:
		cl.d.base, _ = parseBase(text)
	case field.Phone:
		cl.phone(i, text)
	case field.Email:
		cl.email(i, c)
	case field.Birthday:
		cl.birthday(i, text)
	case field.Last, field.Next, field.When:
		cl.moment(i, text)
	case field.Bought, field.Item, field.Spent, field.Price, field.Quantity, field.Invoice, field.BoughtNote,
		field.Deal, field.Stage, field.Value, field.Expected, field.DealClosed, field.MoneyIn:
		cl.sale(i, c, text)
	case field.Consent, field.OptOut:
		cl.consent(i, text)
	case field.BirthYear, field.BirthMonth, field.BirthDay:
		cl.birthPart(i, text)
	case field.Flag:
		cl.flag(i, text)
	case field.Tags:
		cl.tags(text)
	case field.Link:
		cl.link(i, c, text)
	case field.Relation, field.Life, field.Star, field.UID, field.External, field.Created, field.Updated:
		cl.record(i, text)
	case field.Kind, field.Direction, field.Outcome, field.Subject, field.Body, field.Seconds:
		cl.timeline(i, text)
	case field.EmailLabel, field.PhoneLabel, field.LinkKind, field.EmailBounced, field.PhoneWrong:
		// read by label
	default:
		cl.text(i, id, text)
	}
}

// maxFieldText is how many bytes a field may hold that is no note. Spreadsheets
// keep 32,767 characters in a cell, so this is text with a broken delimiter or quote.
const maxFieldText = 256 << 10

// tooLong keeps a text in the note that is too long for its field.
func (cl *cleaner) tooLong(i int, text string) {
	cl.problem(i, text, "over 256 KiB of text in one cell", "kept in the note; check the delimiter and the quotes around it")
	if cl.f.timeline {
		cl.custom(i, text) // that is the text of the interaction
		return
	}
	cl.long = append(cl.long, cl.f.cols[i].custom.Label+": "+store.CleanBlock(text))
}

// fault handles a cell with an error such as #N/A, or a formula without a value.
func (cl *cleaner) fault(i int, c *table.Cell) {
	reason := c.Note
	if reason == "" {
		reason = "the sheet shows an error here"
	}
	cl.problem(i, c.Text, reason, "the cell is taken for empty")
}

// text sets a field that is plain text, or a part of an address.
func (cl *cleaner) text(i int, id field.ID, text string) {
	col := &cl.f.cols[i]
	switch {
	case id == field.Formatted && cl.hasStreet(col.target.N):
		if text = store.Clean(text); !strings.Contains(text, cl.street(col.target.N)) {
			cl.custom(i, text)
		}
	case id.Address():
		field.AddPart(&cl.d.c, col.target.N, id, store.Clean(text))
		if a := &cl.d.c.Addresses[col.target.N-1]; a.Label == "" {
			a.Label = col.target.Label
		}
	case id == field.PhonGiven:
		cl.sounds[1] = store.Clean(text)
	case id == field.PhonFamily:
		cl.sounds[0] = store.Clean(text)
	case id == field.Note:
		cl.d.c.Note = store.CleanBlock(text)
	default:
		field.SetText(&cl.d.c, id, store.Clean(text))
	}
}

// hasStreet reports whether the n-th address has a street of its own column.
func (cl *cleaner) hasStreet(n int) bool { return cl.street(n) != "" }

func (cl *cleaner) street(n int) string {
	for i := range cl.f.cols {
		t := cl.f.cols[i].target
		if t.ID == field.Street && t.N == n && i < len(cl.row.Cells) {
			if s := store.Clean(cl.row.Cells[i].Text); s != "" {
				return s
			}
		}
	}
	return ""
}

// custom keeps a value as text under the name of its column.
func (cl *cleaner) custom(i int, text string) {
	if cl.f.timeline {
		label := cl.f.cols[i].custom.Label
		cl.body = append(cl.body, label+": "+store.CleanBlock(text))
		return
	}
	v := cl.f.cols[i].custom
	if v.Value = store.CleanBlock(text); v.Value != "" {
		cl.d.c.Custom = append(cl.d.c.Custom, v)
	}
}

// keepText keeps a value that is not what its column holds.
func (cl *cleaner) keepText(i int, text, reason string) {
	cl.problem(i, text, reason, "kept as text in a custom field")
	cl.custom(i, text)
}
