package importer

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"crm/importer/csv"
	"crm/importer/field"
	"crm/importer/table"
	"crm/importer/vcard"
	"crm/store"
)

// reportFile is the file of --report: the rows to look at, as they stand in the
// file, with their line and what is wrong, ready to be mended and imported again.
// It is a workbook for a workbook, cards for cards, NDJSON for JSON and else CSV; or what its name
// says, if that is a format of tables. It appears under its name only when it is whole, and not at all
// without a row.
type reportFile struct {
	path   string
	f      *File
	temp   *os.File
	w      reportWriter
	closed bool
}

// reportRow is a row to look at.
type reportRow struct {
	cells   []table.Cell
	bad     []bool // of cells, and those behind them: what something is wrong with
	contact string // the id of the contact that it became; "" for none
	line    string
	reason  string

	card  *vcard.Card // of a file of cards
	wrong []string    // properties of it that something is wrong with
}

// reportWriter writes rows in a format. The first is the header.
type reportWriter interface {
	write(row reportRow) error
	close() error
}

func newReportFile(path string, f *File) *reportFile { return &reportFile{path: path, f: f} }

func (r *reportFile) open() error {
	temp, err := os.CreateTemp(filepath.Dir(r.path), ".crm-report-*") // 0600
	if err != nil {
		return writeError(r.path, err)
	}
	r.temp = temp
	switch r.format() {
	case "xlsx":
		r.w, err = newBookReport(temp, r.f, r.width())
	case "vcf":
		r.w = newCardReport(temp)
	case "json", "ndjson":
		r.w = newJSONReport(temp, r.f)
	default:
		r.w, err = newTextReport(temp, r.width(), r.f.own)
	}
	if err != nil {
		return writeError(r.path, err)
	}
	return writeError(r.path, r.w.write(reportRow{cells: r.header(), line: lineHeader, reason: reasonHeader}))
}

// format is what the file is to be: as its name says, else as the file that is read.
func (r *reportFile) format() string {
	switch strings.ToLower(filepath.Ext(r.path)) {
	case ".xlsx":
		return "xlsx"
	case ".csv", ".tsv", ".txt":
		return "csv"
	}
	return r.f.src.info.Format
}

// cardColumns are what a report has of cards, if it is to be a table.
var cardColumns = [...]field.ID{field.Name, field.Company, field.Phone, field.Email, field.Birthday}

// width is how many columns of the file the report has.
func (r *reportFile) width() int {
	if len(r.f.cols) == 0 {
		return len(cardColumns)
	}
	return len(r.f.cols) - r.f.added
}

// header is the names of the columns; the fields they are taken for if the file has
// no header, so that the report reads back the same.
func (r *reportFile) header() []table.Cell {
	out := make([]table.Cell, r.width())
	for i := range out {
		switch {
		case len(r.f.cols) == 0:
			out[i] = textCell(string(cardColumns[i]))
		case r.f.cols[i].named:
			out[i] = textCell(r.f.cols[i].name)
		case r.f.lay.header == nil && r.f.cols[i].target.ID != field.Custom && r.f.cols[i].target.ID != field.Skip:
			out[i] = textCell(string(r.f.cols[i].target.ID))
		case r.f.lay.header == nil:
			out[i] = textCell(r.f.cols[i].name)
		}
	}
	return out
}

// row adds a record with all that is wrong with it.
func (r *reportFile) row(d *draft) error {
	if r.w == nil {
		if err := r.open(); err != nil {
			return err
		}
	}
	row := reportRow{cells: d.cells, line: strconv.Itoa(d.line), contact: d.uid}
	if row.contact == "" && (r.f.added == reportColumns || d.was != nil) {
		row.contact = d.c.UID // what the last report said
	}
	if len(r.f.cols) == 0 {
		row.cells = cardCells(&d.c)
	}
	if d.card != nil {
		row.card, row.wrong = d.card, wrongLines(d.card, d.problems)
	}
	row.cells = row.cells[:min(len(row.cells), r.width())]
	row.bad = make([]bool, r.width())
	for i, p := range d.problems {
		if i > 0 {
			row.reason += "; "
		}
		if p.Column != "" {
			row.reason += p.Column + ": "
		}
		row.reason += p.Reason
		r.mark(&row, p)
	}
	return writeError(r.path, r.w.write(row))
}

// mark marks the cells that a problem is about. Columns may share a name: then the
// value tells which. A row that reaches nobody lacks what reaches people.
func (r *reportFile) mark(row *reportRow, p table.Problem) {
	if p.Column == "" {
		for i := range len(r.f.cols) - r.f.added {
			id := r.f.cols[i].target.ID
			row.bad[i] = row.bad[i] || p.Rejected && (id == field.Name || id == field.Phone || id == field.Email)
		}
		return
	}
	if len(r.f.cols) == 0 {
		if i := slices.Index(cardColumns[:], propertyField(p.Column)); i >= 0 {
			row.bad[i] = true
		}
		return
	}
	var named, fits []int
	for i := range len(r.f.cols) - r.f.added {
		if r.f.cols[i].name != p.Column {
			continue
		}
		named = append(named, i)
		if i < len(row.cells) && p.Value != "" && strings.Contains(store.Clean(row.cells[i].Text), strings.TrimSuffix(p.Value, "…")) {
			fits = append(fits, i)
		}
	}
	if len(fits) == 0 {
		fits = named
	}
	for _, i := range fits {
		row.bad[i] = true
	}
}

// cardCells are the cells of cardColumns.
func cardCells(c *store.Contact) []table.Cell {
	var phones, emails []string
	for _, p := range c.Phones {
		phones = append(phones, p.Text)
	}
	for _, e := range c.Emails {
		emails = append(emails, e.Address)
	}
	birthday := c.Birthday
	for _, v := range c.Custom {
		if birthday == "" && v.Label == "Birthday" { // what is not a date
			birthday = v.Value
		}
	}
	return []table.Cell{
		textCell(c.Name), textCell(c.Company), textCell(strings.Join(phones, "; ")), textCell(strings.Join(emails, "; ")), textCell(birthday),
	}
}

// close puts the file in its place.
func (r *reportFile) close() error {
	if r.temp == nil {
		return nil
	}
	if err := r.w.close(); err != nil {
		return writeError(r.path, err)
	}
	if err := r.temp.Sync(); err != nil {
		return writeError(r.path, err)
	}
	if err := r.temp.Close(); err != nil {
		return writeError(r.path, err)
	}
	if err := os.Rename(r.temp.Name(), r.path); err != nil {
		return writeError(r.path, err)
	}
	r.closed = true
	return nil
}

// discard removes what is not whole.
func (r *reportFile) discard() {
	if r.temp != nil && !r.closed {
		r.temp.Close()
		os.Remove(r.temp.Name())
	}
}

// textReport is a report as CSV. Behind the line and the reason stand what was
// wrong and the id of the contact that a row became, as in a workbook.
type textReport struct {
	w     *csv.Writer
	width int
	rows  int
	known bool // the file's rows have the ids of contacts anyway
}

func newTextReport(temp *os.File, width int, known bool) (*textReport, error) {
	w, err := csv.NewWriter(temp, csv.WriterOptions{BOM: true})
	return &textReport{w: w, width: width, known: known}, err
}

func (t *textReport) write(row reportRow) error {
	cells := make([]table.Cell, t.width, t.width+reportColumns)
	copy(cells, row.cells)
	was := wasText(cells, row.bad, strconv.Itoa)
	for i := range cells {
		cells[i].Text = asText(&cells[i])
	}
	if t.rows++; t.rows == 1 {
		was, row.contact = wasHeader, contactIDHeader
	}
	cells = append(cells, textCell(row.line), textCell(row.reason))
	if !t.known {
		cells = append(cells, textCell(was), textCell(row.contact))
	}
	return t.w.Write(cells)
}

func (t *textReport) close() error { return t.w.Close() }

// asText is a cell of a workbook as it has to stand in a text to be read the same:
// a number with the zeros that its sheet shows, the address behind "write me".
func asText(c *table.Cell) string {
	switch {
	case c.Shown != "" && c.Kind == table.Number:
		return value(c)
	case strings.HasPrefix(c.Link, "mailto:") && !strings.ContainsRune(c.Text, '@'):
		return c.Link
	}
	return c.Text
}
