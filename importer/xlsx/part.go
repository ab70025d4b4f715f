package xlsx

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/flate"

	"crm/importer/table"
)

// limits keep a hostile file from taking the machine.
// They are far beyond what spreadsheet programs write.
type limits struct {
	entries   int          // files in the zip
	directory int64        // bytes read to find them
	sheet     int64        // inflated bytes of a sheet or of the shared strings
	part      int64        // inflated bytes of any other part
	rels      int64        // inflated bytes of a sheet's relationships
	free      int64        // inflated bytes up to which any ratio is fine
	ratio     int64        // inflated bytes per compressed byte beyond that
	text      int          // bytes of a cell or a tag
	row       int          // bytes of the texts of a row: those in the sheet, and those shared
	depth     int          // open XML elements
	columns   int          // columns of a sheet, as Excel has them
	gaps      int64        // empty cells before filled ones, in all rows; they cost memory and no bytes
	strings   int          // shared strings
	sheets    int          // sheets of a workbook
	links     int          // hyperlinks of a sheet, and relationships of a part
	stop      func() error // Options.Stop
	memory    int64        // bytes of shared strings held in memory; the rest goes to disk
}

// newLimits returns the limits for files from anywhere.
func newLimits() *limits {
	return &limits{
		entries:   5_000,
		directory: 4 << 20,
		sheet:     512 << 20,
		part:      8 << 20,
		rels:      32 << 20, // Excel's 65,530 hyperlinks with long addresses are over 8 MiB
		free:      10 << 20,
		ratio:     200,
		text:      1 << 20,
		row:       32 << 20,
		depth:     100,
		columns:   16_384,
		gaps:      1 << 26, // 64 in each of Excel's rows
		strings:   1 << 25,
		sheets:    4096,
		links:     1 << 18, // Excel makes 65,530
		memory:    20 << 20,
	}
}

// anew is the next step for a file that is larger than it looks.
const anew = "if the file is what you expect, open it in a spreadsheet program and save it anew, or export CSV"

// archive is the zip under a workbook.
// Names of parts are equivalent when they differ in case only
// (ECMA-376 part 2, §6.2.2.3).
type archive struct {
	files map[string]*zip.File
	lim   *limits
}

// openArchive reads the directory of the zip.
func openArchive(r io.ReaderAt, size int64, lim *limits) (*archive, error) {
	budget := &budgetReaderAt{r: r, left: lim.directory}
	z, err := zip.NewReader(budget, size)
	if budget.left < 0 || err == nil && len(z.File) > lim.entries {
		return nil, &table.LimitError{
			Limit: "files inside the zip", Max: int64(lim.entries),
			Fix: "this is no workbook of a spreadsheet program",
		}
	}
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			return nil, &FormatError{
				What: "a zip file without its end, so it was cut short on its way here",
				Next: "download or copy it again",
			}
		}
		return nil, err
	}
	budget.open = true
	// Inflating is half of the work of reading, and the standard library takes up to
	// half as long again for it.
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	a := &archive{files: make(map[string]*zip.File, len(z.File)), lim: lim}
	for _, f := range z.File {
		key := partKey(f.Name)
		if _, twice := a.files[key]; !twice {
			a.files[key] = f
		}
	}
	return a, nil
}

// partKey is the name under which a part is found.
func partKey(name string) string {
	name = strings.ReplaceAll(name, `\`, "/") // some writers on Windows
	return strings.ToLower(strings.TrimPrefix(name, "/"))
}

// has reports whether there is such a part.
func (a *archive) has(name string) bool {
	_, ok := a.files[partKey(name)]
	return ok
}

// hasDir reports whether there is a part in such a folder.
func (a *archive) hasDir(dir string) bool {
	for key := range a.files {
		if strings.HasPrefix(key, dir) {
			return true
		}
	}
	return false
}

// open returns the inflated bytes of a part, of which there may be at most max.
func (a *archive) open(name string, max int64) (io.ReadCloser, error) {
	f, ok := a.files[partKey(name)]
	if !ok {
		return nil, &DamageError{Part: name, Why: "the workbook names this part and does not have it"}
	}
	if f.Flags&1 != 0 {
		return nil, &FormatError{What: "a zip file with a password", Next: "save it without a password"}
	}
	p := &part{name: name, lim: a.lim, max: max, packed: int64(min(f.CompressedSize64, 1<<62))}
	if f.UncompressedSize64 > uint64(max) {
		return nil, p.tooLarge()
	}
	rc, err := f.Open()
	if err != nil {
		return nil, &DamageError{Part: name, Why: "it cannot be opened", Err: err}
	}
	p.rc = rc
	return p, nil
}

// scan opens a part for the scanner; read-ahead is for large ones.
func (a *archive) scan(name string, max int64, readAhead bool) (*scanner, io.Closer, error) {
	rc, err := a.open(name, max)
	if err != nil {
		return nil, nil, err
	}
	if readAhead {
		rc = newAhead(rc)
	}
	s, err := newScanner(rc, name, a.lim)
	if err != nil {
		rc.Close()
		return nil, nil, err
	}
	return s, rc, nil
}

// part counts what comes out of the zip and compares it with the limits.
// It trusts no size that the file declares.
type part struct {
	rc     io.ReadCloser
	name   string
	lim    *limits
	max    int64
	packed int64
	n      int64
}

// Read implements io.Reader.
func (p *part) Read(b []byte) (int, error) {
	if p.lim.stop != nil {
		if err := p.lim.stop(); err != nil {
			return 0, err
		}
	}
	n, err := p.rc.Read(b)
	p.n += int64(n)
	if p.n > p.max {
		return 0, p.tooLarge()
	}
	if p.n > p.lim.free && p.n/p.lim.ratio > p.packed {
		return 0, &table.LimitError{
			Part: p.name, Limit: "inflated bytes per byte in the zip", Max: p.lim.ratio, Fix: anew,
		}
	}
	if err != nil && err != io.EOF {
		why := "its compressed data is broken"
		if errors.Is(err, zip.ErrChecksum) {
			why = "its checksum is wrong"
		}
		err = &DamageError{Part: p.name, Why: why, Err: err}
	}
	return n, err
}

// Close implements io.Closer.
func (p *part) Close() error { return p.rc.Close() }

func (p *part) tooLarge() error {
	return &table.LimitError{Part: p.name, Limit: "inflated bytes of this part", Max: p.max, Fix: anew}
}

// budgetReaderAt ends the reading of a zip directory that has no end.
// archive/zip reads headers until one is bad, whatever number the file declares.
type budgetReaderAt struct {
	r    io.ReaderAt
	left int64
	open bool // the directory is read: no budget any more
}

var errBudget = errors.New("the directory of the zip is too long")

// ReadAt implements io.ReaderAt.
func (b *budgetReaderAt) ReadAt(p []byte, off int64) (int, error) {
	if b.open {
		return b.r.ReadAt(p, off)
	}
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errBudget
	}
	return b.r.ReadAt(p, off)
}

// target is the name of the part that a relationship of the part from points at:
// absolute from the root, or relative to the folder of from (ECMA-376 part 2, §6.5).
func target(from, to string) string {
	to = strings.ReplaceAll(to, `\`, "/")
	if !strings.HasPrefix(to, "/") {
		to = path.Join("/", path.Dir(from), to)
	}
	return strings.TrimPrefix(path.Clean(to), "/")
}
