package importer

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"crm/importer/field"
	"crm/importer/table"
	"crm/importer/xlsx"
	"crm/store"
	"crm/store/fold"
)

// example is the person of a template. An import knows the row by the name and the
// email, and leaves it out: whoever fills in the sheet below it need not delete it.
func example() store.Contact {
	return store.Contact{
		Name: "Nguyễn Thị Ánh (example)", Company: "May Hòa Bình", Title: "Giám đốc", Department: "Kinh doanh",
		Relation: "customer", Life: "potential", Source: "Hội chợ", Prefers: "zalo", Rating: "warm", Birthday: "1986-12-02",
		Interests: "vải cotton", Needs: "500 áo đồng phục", Note: "Gọi buổi sáng.", Tags: []string{"vip", "Hà Nội"},
		Emails: []store.Email{{Address: "anh@example.com"}}, Phones: []store.Phone{{Text: "0912 345 678"}, {Text: "+84 24 3933 1234"}},
		Addresses: []store.Address{{Street: "12 Láng Hạ", City: "Hà Nội", Region: "Đống Đa", Postcode: "100000", Country: "Việt Nam"}},
		Links:     []store.Link{{Kind: "web", URL: "https://example.com"}},
	}
}

// templateColumns are the columns that people fill in.
func templateColumns() []exportColumn {
	var out []exportColumn
	for _, id := range []field.ID{
		field.Name, field.Company, field.Title, field.Department, field.Phone, field.Phone, field.Email, field.Tags, field.Relation, field.Life,
		field.Source, field.Rating, field.Prefers, field.Birthday, field.Street, field.City, field.Region, field.Postcode, field.Country,
		field.Link, field.Interests, field.Needs, field.Note,
	} {
		col := exportColumn{header: string(id), target: field.Target{ID: id}}
		if slices.ContainsFunc(out, func(o exportColumn) bool { return o.target.ID == id }) {
			col.header, col.target.N = col.header+" 2", 2
		}
		out = append(out, col)
	}
	return out
}

// TemplateFormats lists what Template writes.
func TemplateFormats() []string { return []string{"csv", "xlsx"} }

// Template writes an empty sheet with our columns and one row that shows how they
// are filled in.
func Template(as string, w io.Writer, opt ExportOptions) error {
	one := func(yield func(*store.Contact, error) bool) {
		c := example()
		yield(&c, nil)
	}
	var err error
	switch as {
	case "csv":
		opt.picked = templateColumns()
		_, err = exportCSV(one, w, opt)
	case "xlsx":
		var book *xlsx.Writer
		if book, err = xlsx.NewWriter(w, []string{"Contacts"}, xlsx.WriterOptions{}); err == nil {
			if _, err = writeContacts(book, one, templateColumns()); err == nil {
				err = book.Close()
			}
		}
	default:
		return &UsageError{fmt.Sprintf("there is no template as %q", as), "use csv or xlsx"}
	}
	if err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

// TemplateFile is Template into a file, as ExportFile writes it.
func TemplateFile(_ context.Context, as, path string, opt ExportOptions) error {
	return writeWhole(path, func(f *os.File) error { return Template(as, f, opt) })
}

// isExample reports whether a row below a header is the person of a template.
func isExample(names []string, row table.Row) bool {
	is := func(name, text string) bool {
		i := slices.IndexFunc(names, func(n string) bool { return fold.Key(n) == name })
		return i >= 0 && i < len(row.Cells) && store.Clean(row.Cells[i].Text) == text
	}
	c := example()
	return is("name", c.Name) && is("email", c.Emails[0].Address)
}
