package importer

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"crm/importer/csv"
	"crm/importer/field"
	"crm/importer/table"
	"crm/store"
	"crm/store/fold"
	"crm/store/money"
)

// exportColumn is a column of an export: its header and what stands in it.
type exportColumn struct {
	header string
	target field.Target
	of     func(*store.Contact) string // what stands in it, where that is no field; nil: the target
}

// cellText is what stands in a column for a contact.
func cellText(c *store.Contact, columns []exportColumn, i int) string {
	if of := columns[i].of; of != nil {
		return of(c)
	}
	return exportCell(c, columns, i)
}

// derived are the columns that crm list knows and an import has no use for: they
// come from deals, the log and the reminders.
func derived(name string) func(*store.Contact) string {
	switch name {
	case "stage":
		return func(c *store.Contact) string { return c.Stage }
	case "value":
		return func(c *store.Contact) string {
			if c.Value == (store.Money{}) {
				return ""
			}
			return money.Money{Amount: c.Value.Minor, Currency: c.Value.Currency}.String()
		}
	case "last":
		return func(c *store.Contact) string {
			if c.Stats.LastAt.IsZero() {
				return ""
			}
			return c.Stats.LastAt.UTC().Format(time.RFC3339)
		}
	case "due":
		return func(c *store.Contact) string { return c.Stats.NextDue }
	case "phones":
		return func(c *store.Contact) string {
			return textOfAll(c.Phones, func(p store.Phone) string { return p.Text })
		}
	case "emails":
		return func(c *store.Contact) string {
			return textOfAll(c.Emails, func(e store.Email) string { return e.Address })
		}
	case "links":
		return func(c *store.Contact) string { return textOfAll(c.Links, func(l store.Link) string { return l.URL }) }
	}
	return nil
}

func textOfAll[T any](list []T, text func(T) string) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = text(v)
	}
	return field.JoinTags(out)
}

// ColumnNames lists what ExportOptions.Columns takes, beside the labels of custom
// fields.
func ColumnNames() []string {
	names := []string{"id"}
	for _, id := range field.Singles() {
		names = append(names, string(id))
	}
	return append(names, "star", "tags", "email", "emails", "phone", "phones", "street", "city", "region", "postcode", "country",
		"link", "links", "created", "updated", "stage", "value", "last", "due")
}

// pick makes the columns that were asked for by name.
func pick(names []string, customs []store.Custom) ([]exportColumn, error) {
	finder := field.NewFinder()
	var out []exportColumn
	for _, name := range names {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		col, ok := pickOne(finder, name, customs)
		if !ok {
			return nil, unknownColumn(name, customs)
		}
		out = append(out, col)
	}
	if len(out) == 0 {
		return nil, &UsageError{"no columns are named", "name some: " + strings.Join(ColumnNames()[:8], ",")}
	}
	return out, nil
}

func pickOne(finder *field.Finder, name string, customs []store.Custom) (exportColumn, bool) {
	lower := strings.ToLower(name)
	if of := derived(lower); of != nil {
		return exportColumn{header: lower, of: of}, true
	}
	label := name
	if n := len(field.CustomPrefix); len(name) > n && strings.EqualFold(name[:n], field.CustomPrefix) {
		label = name[n:]
	}
	i := slices.IndexFunc(customs, func(v store.Custom) bool { return v.Key == fold.Key(label) })
	t, err := finder.Parse(name)
	before, _, _ := strings.Cut(lower, ":")
	if i >= 0 && (err != nil || before != string(t.ID) || !takes(t.ID)) { // an alias of ours is the book's own word first
		return customColumn(finder, customs[i]), true
	}
	if err != nil || !takes(t.ID) {
		return exportColumn{}, false
	}
	header := string(t.ID)
	if t.N > 1 {
		header += " " + strconv.Itoa(t.N)
	}
	if t.Label == "" || t.ID == field.External {
		if t.ID == field.External {
			header = "external: " + t.Label
		}
		return exportColumn{header: header, target: t}, true
	}
	return exportColumn{header: t.Label + " " + header, target: t, of: labelled(t)}, true
}

// takes reports whether an export has a column of the field.
func takes(id field.ID) bool {
	switch id {
	case field.UID, field.Star, field.Tags, field.Email, field.Phone, field.Link, field.Created, field.Updated, field.External,
		field.Street, field.City, field.Region, field.Postcode, field.Country:
		return true
	}
	return slices.Contains(field.Singles(), id)
}

// labelled takes the n-th channel of a kind: phone:work, email:home:2.
func labelled(t field.Target) func(*store.Contact) string {
	return func(c *store.Contact) string {
		left := max(t.N, 1)
		is := func(label string) bool {
			if fold.Text(label) == fold.Text(t.Label) {
				left--
			}
			return left == 0
		}
		switch t.ID {
		case field.Phone:
			if i := slices.IndexFunc(c.Phones, func(p store.Phone) bool { return is(p.Label) }); i >= 0 {
				return c.Phones[i].Text
			}
		case field.Email:
			if i := slices.IndexFunc(c.Emails, func(e store.Email) bool { return is(e.Label) }); i >= 0 {
				return c.Emails[i].Address
			}
		case field.Link:
			if i := slices.IndexFunc(c.Links, func(l store.Link) bool { return is(l.Kind) }); i >= 0 {
				return c.Links[i].URL
			}
		default:
			if i := slices.IndexFunc(c.Addresses, func(a store.Address) bool { return is(a.Label) }); i >= 0 {
				return field.Take(&store.Contact{Addresses: c.Addresses[i : i+1]}, field.Target{ID: t.ID})
			}
		}
		return ""
	}
}

func customColumn(finder *field.Finder, v store.Custom) exportColumn {
	header := v.Label
	if _, _, known := finder.Find(header); known || header == "" {
		header = field.CustomPrefix + header
	}
	return exportColumn{header: header, target: field.Target{ID: field.Custom, Label: v.Key}}
}

// unknownColumn names what comes near.
func unknownColumn(name string, customs []store.Custom) error {
	near := field.Nearest(name)
	near = slices.DeleteFunc(near, func(n string) bool { return !slices.Contains(ColumnNames(), n) })
	for _, v := range customs {
		if strings.Contains(v.Key, fold.Key(name)) {
			near = append(near, v.Label)
		}
	}
	next := "there are " + strings.Join(ColumnNames(), ", ")
	if len(near) > 0 {
		next = "did you mean " + strings.Join(near, ", ") + "?"
	}
	return &UsageError{fmt.Sprintf("there is no field %q", name), next}
}

// columnsOf are the columns of an export: those that were asked for, those of a
// program, or all that the contacts need.
func (opt *ExportOptions) columnsOf(s *shape) []exportColumn {
	switch {
	case opt.picked != nil:
		return opt.picked
	case opt.Preset != "":
		return presetColumns(opt.Preset, s)
	}
	return s.columns(field.NewFinder())
}

// exportCSV reads the contacts twice: to know the columns, and to write them.
func exportCSV(all people, w io.Writer, opt ExportOptions) (int, error) {
	var s shape
	if opt.picked == nil {
		for c, err := range all {
			if err != nil {
				return 0, err
			}
			s.see(c)
		}
	}
	out, err := csv.NewWriter(w, csv.WriterOptions{BOM: !opt.NoBOM, Raw: opt.Raw, Delimiter: opt.Delimiter})
	if err != nil {
		return 0, err
	}
	columns := opt.columnsOf(&s)
	cells := make([]table.Cell, len(columns))
	write := func(text func(i int) string) error {
		for i := range columns {
			cells[i] = table.Cell{Text: text(i), Kind: table.Text}
		}
		return out.Write(cells)
	}
	if err := write(func(i int) string { return columns[i].header }); err != nil {
		return 0, err
	}
	n := 0
	for c, err := range all {
		if err == nil {
			err = write(func(i int) string { return cellText(c, columns, i) })
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, out.Close()
}
