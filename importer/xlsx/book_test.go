package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"crm/importer/table"
)

// workbookFile is a small workbook for a test: parts by name, over the usual ones.
type workbookFile map[string]string

const (
	spreadsheetNS = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	sheetPath = "xl/worksheets/sheet1.xml"
)

// sheetXML wraps rows into a sheet.
func sheetXML(rows string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet ` + spreadsheetNS + `><sheetData>` + rows + `</sheetData></worksheet>`
}

// rel is one relationship.
func rel(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, relType, kind, target)
}

// rels wraps relationships into a part.
func rels(all ...string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + strings.Join(all, "") + `</Relationships>`
}

// rows is a workbook of one sheet with those rows.
func rows(xml string) workbookFile { return workbookFile{sheetPath: sheetXML(xml)} }

// with sets a part; an empty text removes the usual one.
func (w workbookFile) with(name, text string) workbookFile {
	w[name] = text
	return w
}

// styled gives cell style i+1 the i-th format code.
func (w workbookFile) styled(codes ...string) workbookFile {
	var formats, xfs strings.Builder
	for i, code := range codes {
		code = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(code)
		fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, code)
		fmt.Fprintf(&xfs, `<xf numFmtId="%d" applyNumberFormat="1"/>`, 164+i)
	}
	return w.with("xl/styles.xml", `<styleSheet `+spreadsheetNS+`><numFmts>`+formats.String()+
		`</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>`+xfs.String()+`</cellXfs></styleSheet>`)
}

// strings sets the shared strings, each the content of an si.
func (w workbookFile) strings(items ...string) workbookFile {
	return w.with("xl/sharedStrings.xml", `<sst `+spreadsheetNS+`><si>`+strings.Join(items, `</si><si>`)+`</si></sst>`)
}

// bytes zips the workbook.
func (w workbookFile) bytes(t testing.TB) []byte {
	t.Helper()
	parts := workbookFile{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         rels(rel("rId1", "officeDocument", "xl/workbook.xml")),
		"xl/workbook.xml": `<workbook ` + spreadsheetNS + `><workbookPr/><sheets>` +
			`<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": rels(rel("rId1", "worksheet", "worksheets/sheet1.xml"),
			rel("rId2", "styles", "styles.xml"), rel("rId3", "sharedStrings", "sharedStrings.xml")),
	}
	for name, text := range w {
		parts[name] = text
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, text := range parts {
		if text == "" {
			continue
		}
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// open opens the workbook for the time of the test.
func (w workbookFile) open(t testing.TB) *Book {
	t.Helper()
	return openBytes(t, w.bytes(t))
}

func openBytes(t testing.TB, data []byte) *Book {
	t.Helper()
	b, err := Open(bytes.NewReader(data), int64(len(data)), Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeAll(t, b) })
	return b
}

func closeAll(t testing.TB, c io.Closer) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// read returns the rows of a sheet and the error that ended it, nil at its end.
func read(b *Book, sheet int) (out []table.Row, err error) {
	r, err := b.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for {
		var row table.Row
		if err := r.Read(&row); err == io.EOF {
			return out, nil
		} else if err != nil {
			return out, err
		}
		out = append(out, row)
	}
}

// cells reads a workbook of one row.
func (w workbookFile) cells(t testing.TB) []table.Cell {
	t.Helper()
	got, err := read(w.open(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 {
		t.Fatalf("%d rows, want 1", len(got))
	}
	return got[0].Cells
}

// readErr reads all of a file and returns the first error.
func readErr(data []byte, lim *limits, dir string) error {
	b, err := open(bytes.NewReader(data), int64(len(data)), Options{TempDir: dir}, lim)
	if err != nil {
		return err
	}
	for i := range b.Sheets() {
		if _, err := read(b, i); err != nil {
			return errors.Join(err, b.Close())
		}
	}
	return b.Close()
}
