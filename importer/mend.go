package importer

import (
	"encoding/json"
	"slices"
	"strconv"

	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
)

// Columns that a report has beside the line and the reason: in a workbook before
// them, hidden, and in a text behind them, out of the way.
const (
	lineHeader      = "line"
	reasonHeader    = "reason"
	wasHeader       = "was"        // what the wrong cells held, by the numbers of their columns
	contactIDHeader = "contact id" // the contact that the row became, if it did

	reportColumns = 4 // those, the line and the reason
)

// mended is what a row was before somebody mended it: the first import kept it in
// the contact, as a number that nobody can call or in a custom field, and it has to
// go when the right value comes.
type mended struct {
	phones  []string // as typed
	emails  []string // keys
	customs []store.Custom
}

// wasText is the cell with what the bad cells of a row hold, by the names of their
// columns, "" for none.
func wasText(cells []table.Cell, bad []bool, name func(i int) string) string {
	was := map[string]string{}
	for i := range cells {
		if i < len(bad) && bad[i] && cells[i].Text != "" {
			was[name(i)] = value(&cells[i])
		}
	}
	if len(was) == 0 {
		return ""
	}
	text, err := json.Marshal(was)
	if err != nil || cellEnd(string(text)) < len(text) {
		return "" // then the old value stays, too
	}
	return string(text)
}

// skipReport recognises the columns that --report added, when the rows come back
// mended: the line and the reason, and before or behind them what was wrong and the
// ids of the contacts.
func (f *File) skipReport() {
	n := len(f.cols)
	switch {
	case n > reportColumns && f.areColumns(n-2, wasHeader, contactIDHeader) && f.areColumns(n-4, lineHeader, reasonHeader):
		f.added, f.was = reportColumns, n-2
	case n > 2 && f.areColumns(n-2, lineHeader, reasonHeader):
		if f.added = 2; n > reportColumns && f.areColumns(n-4, wasHeader, contactIDHeader) {
			f.added, f.was = reportColumns, n-4
		}
	default:
		return
	}
	if id := &f.cols[f.was+1]; f.added == reportColumns && id.seen.uids != id.seen.sampled {
		f.added = 0 // no report of ours
		if f.was < n-2 {
			f.added = 2
		}
	}
	for i := n - f.added; i < n; i++ {
		f.cols[i].set(field.Skip, 1)
		f.cols[i].forced = true
	}
	if f.added == reportColumns {
		f.cols[f.was+1].target.ID = field.UID
	}
}

// areColumns reports whether two columns are called so.
func (f *File) areColumns(at int, first, second string) bool {
	return f.cols[at].name == first && f.cols[at+1].name == second
}

// mended reads what a row was before, and leaves out what it still is.
func (cl *cleaner) mended() {
	if cl.f.added != reportColumns || cl.f.was >= len(cl.row.Cells) {
		return
	}
	was := map[string]string{}
	if json.Unmarshal([]byte(cl.row.Cells[cl.f.was].Text), &was) != nil {
		return // nobody has to keep a column in order that is for us
	}
	m := &mended{}
	for name, text := range was {
		i := cl.f.wasColumn(name)
		if i < 0 || i >= len(cl.f.cols)-reportColumns || i < len(cl.row.Cells) && value(&cl.row.Cells[i]) == text {
			continue
		}
		col := &cl.f.cols[i]
		switch col.target.ID {
		case field.Phone:
			phones, _, _ := cl.reader(col).cell(text)
			for _, p := range phones {
				if !slices.ContainsFunc(cl.d.c.Phones, func(o store.Phone) bool { return o.Text == p.Text }) {
					m.phones = append(m.phones, p.Text)
				}
			}
		case field.Email:
			emails, _, _ := emailCell(&table.Cell{Text: text, Kind: table.Text})
			for _, e := range emails {
				if !slices.ContainsFunc(cl.d.c.Emails, func(o store.Email) bool { return o.Key == e.Key }) {
					m.emails = append(m.emails, e.Key)
				}
			}
		}
		m.customs = append(m.customs, store.Custom{Key: col.custom.Key, Value: store.CleanBlock(text)})
	}
	cl.d.was = m
}

// wasColumn is the column that a report named so, by its number; -1 for none. The
// records of JSON have their keys in any order: there it is the key.
func (f *File) wasColumn(name string) int {
	if f.src.columns != nil {
		return slices.IndexFunc(f.cols, func(c column) bool { return c.name == name })
	}
	i, err := strconv.Atoi(name)
	if err != nil {
		return -1
	}
	return i
}

// from takes out of a contact what was mended, and says what that changes.
func (m *mended) from(c store.Contact) (store.Contact, []Change) {
	if m == nil {
		return c, nil
	}
	var changes []Change
	gone := func(yes bool, name, value string) bool {
		if yes {
			changes = append(changes, Change{name, value, ""})
		}
		return yes
	}
	c.Phones = slices.DeleteFunc(slices.Clone(c.Phones), func(p store.Phone) bool {
		return gone(slices.Contains(m.phones, p.Text), "phone", p.Text)
	})
	c.Emails = slices.DeleteFunc(slices.Clone(c.Emails), func(e store.Email) bool {
		return gone(slices.Contains(m.emails, e.Key), "email", e.Address)
	})
	c.Custom = slices.DeleteFunc(slices.Clone(c.Custom), func(v store.Custom) bool {
		return gone(slices.ContainsFunc(m.customs, func(o store.Custom) bool { return o.Key == v.Key && o.Value == v.Value }), v.Label, v.Value)
	})
	return c, changes
}
