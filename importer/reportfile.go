package importer

import (
	"os"
	"path/filepath"
	"strconv"

	"crm/importer/csv"
	"crm/importer/table"
)

// reportFile is the CSV of --report: the rows to look at, as they stand in the
// file, with their line and what is wrong, ready to be mended and imported again.
// It appears under its name only when it is whole, and not at all without a row.
type reportFile struct {
	path   string
	f      *File
	temp   *os.File
	w      *csv.Writer
	closed bool
}

func newReportFile(path string, f *File) *reportFile { return &reportFile{path: path, f: f} }

func (r *reportFile) open() error {
	temp, err := os.CreateTemp(filepath.Dir(r.path), ".crm-report-*") // 0600
	if err != nil {
		return writeError(r.path, err)
	}
	r.temp = temp
	if r.w, err = csv.NewWriter(temp, csv.WriterOptions{BOM: true}); err != nil {
		return writeError(r.path, err)
	}
	names := make([]string, len(r.f.cols))
	for i := range r.f.cols {
		if r.f.cols[i].named {
			names[i] = r.f.cols[i].name
		}
	}
	return r.write(names, "line", "reason")
}

func (r *reportFile) write(cells []string, line, reason string) error {
	row := make([]table.Cell, len(r.f.cols)+2)
	for i, text := range cells {
		if i < len(r.f.cols) {
			row[i] = table.Cell{Text: text, Kind: table.Text}
		}
	}
	row[len(r.f.cols)] = table.Cell{Text: line, Kind: table.Text}
	row[len(r.f.cols)+1] = table.Cell{Text: reason, Kind: table.Text}
	return writeError(r.path, r.w.Write(row))
}

// row adds a row with all that is wrong with it.
func (r *reportFile) row(d *draft) error {
	if r.w == nil {
		if err := r.open(); err != nil {
			return err
		}
	}
	reason := ""
	for i, p := range d.problems {
		if i > 0 {
			reason += "; "
		}
		if p.Column != "" {
			reason += p.Column + ": "
		}
		reason += p.Reason
	}
	return r.write(d.cells, strconv.Itoa(d.line), reason)
}

// close puts the file in its place.
func (r *reportFile) close() error {
	if r.temp == nil {
		return nil
	}
	if err := r.w.Close(); err != nil {
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
