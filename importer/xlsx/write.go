package xlsx

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/klauspost/compress/flate"

	"crm/importer/table"
)

// Excel's limits ("Excel specifications and limits"). A writer ends with a
// *table.LimitError rather than write what Excel would repair or cut.
const (
	MaxRows    = maxRow   // of a sheet
	MaxColumns = 16_384   // of a sheet
	MaxChars   = maxChars // of a cell, in UTF-16 units
	MaxLinks   = 65_530   // of a sheet
	maxName    = 31       // UTF-16 units of the name of a sheet
)

// WriterOptions say how a workbook is written. The zero value works.
type WriterOptions struct {
	// Time stands at each part of the zip. The zero time is the first day that a
	// zip can tell, 1980-01-01. The same rows written with the same time are the
	// same bytes.
	Time time.Time
}

// deflateLevel is how hard parts are packed: against level 6 of the standard
// library 12 % larger in two thirds of the time.
const deflateLevel = 5

// Writer writes a workbook, sheet after sheet, row after row; it keeps one row and
// the links of one sheet in memory.
//
// Texts stand in their cells (t="inlineStr"), as in the files of openpyxl,
// not in a table of shared strings, which would have to be kept in memory to
// be shared. A text is a text whatever it looks like: "=1+1" is no formula, and
// 0901234567 keeps its zero; the format "@" makes it stay one when it is edited.
//
// Reading gives back what was written, with these exceptions: rows that are blank
// do not come back; NUL becomes U+FFFD, a line end "\n", and text NFC; whole
// numbers over 15 digits, which Excel would round, and dates before March 1900,
// about which programs differ, come back as texts.
type Writer struct {
	zip    *zip.Writer
	time   time.Time
	names  []string
	ranges []string // of the filters, by sheet
	sheet  *SheetWriter
	styles styleTable
	err    error
}

// NewWriter begins a workbook of sheets with those names.
func NewWriter(w io.Writer, names []string, opt WriterOptions) (*Writer, error) {
	if err := checkNames(names); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	if opt.Time.IsZero() {
		opt.Time = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	wr := &Writer{zip: zip.NewWriter(w), time: opt.Time.UTC(), names: names, styles: newStyleTable()}
	wr.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, deflateLevel) })
	wr.part("[Content_Types].xml", contentTypes(len(names)))
	wr.part("_rels/.rels", packageRels)
	wr.part("xl/_rels/workbook.xml.rels", workbookRels(len(names)))
	wr.part("docProps/app.xml", appProperties)
	return wr, wr.err
}

// Sheet is the next sheet to be written; the one before ends. With header its
// first row is one: bold, always in view, and with a filter.
func (w *Writer) Sheet(columns []Column, header bool) (*SheetWriter, error) {
	w.endSheet()
	if w.err != nil {
		return nil, w.err
	}
	n := len(w.ranges)
	if n == len(w.names) {
		return nil, fmt.Errorf("write workbook: it was begun with %d sheets", n)
	}
	if len(columns) > MaxColumns {
		return nil, tooManyColumns(w.names[n], 0)
	}
	out, err := w.create(fmt.Sprintf("xl/worksheets/sheet%d.xml", n+1))
	if err != nil {
		return nil, err
	}
	w.sheet = &SheetWriter{book: w, name: w.names[n], out: bufio.NewWriterSize(out, 64<<10), columns: columns, header: header}
	w.ranges = append(w.ranges, "")
	w.sheet.begin(n == 0)
	return w.sheet, nil
}

func (w *Writer) endSheet() {
	if w.sheet == nil || w.err != nil {
		return
	}
	w.err = w.sheet.end()
	w.ranges[len(w.ranges)-1] = w.sheet.filter()
	if links := w.sheet.links; len(links) > 0 {
		w.part(fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", len(w.ranges)), linkRels(links))
	}
	w.sheet = nil
}

// Close ends the workbook, which is whole only if it returns nil.
// It does not close what the writer writes to.
func (w *Writer) Close() error {
	w.endSheet()
	if w.err == nil && len(w.ranges) < len(w.names) {
		w.err = fmt.Errorf("write workbook: %d of its %d sheets were written", len(w.ranges), len(w.names))
	}
	w.part("xl/workbook.xml", workbookXML(w.names, w.ranges))
	w.part("xl/styles.xml", w.styles.xml())
	if w.err != nil {
		return w.err
	}
	if err := w.zip.Close(); err != nil {
		w.err = fmt.Errorf("write workbook: %w", err)
	} else {
		w.err = errClosed
		return nil
	}
	return w.err
}

var errClosed = errors.New("write workbook: it is closed")

// create begins a part.
func (w *Writer) create(name string) (io.Writer, error) {
	if w.err != nil {
		return nil, w.err
	}
	out, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: w.time})
	if err != nil {
		w.err = fmt.Errorf("write workbook: %w", err)
	}
	return out, w.err
}

// part writes a whole part, unless something went wrong before.
func (w *Writer) part(name, content string) {
	out, err := w.create(name)
	if err != nil {
		return
	}
	if _, err := io.WriteString(out, xmlHead+content); err != nil {
		w.err = fmt.Errorf("write workbook: %w", err)
	}
}

// checkNames checks the names of sheets by Excel's rules.
func checkNames(names []string) error {
	if len(names) == 0 {
		return errors.New("a workbook has at least one sheet")
	}
	seen := map[string]bool{}
	for _, name := range names {
		if !ValidName(name) {
			return fmt.Errorf("%q cannot be the name of a sheet: it has 1 to %d characters, none of []:*?/\\, and no ' at its ends", name, maxName)
		}
		key := strings.ToLower(name)
		if seen[key] {
			return fmt.Errorf("two sheets have the name %q", name)
		}
		seen[key] = true
	}
	return nil
}

// ValidName reports whether Excel takes name for the name of a sheet.
func ValidName(name string) bool {
	if name == "" || len(utf16.Encode([]rune(name))) > maxName || strings.EqualFold(name, "history") {
		return false
	}
	for _, r := range name {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' || !isXML(r) {
			return false
		}
	}
	return name[0] != '\'' && name[len(name)-1] != '\''
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const (
	mainNS    = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS = "http://schemas.openxmlformats.org/package/2006"
)

func contentTypes(sheets int) string {
	var b strings.Builder
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	override := func(part, of string) { fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="%s+xml"/>`, part, of) }
	b.WriteString(`<Types xmlns="` + packageNS + `/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>`)
	override("xl/workbook.xml", kind+"sheet.main")
	for i := range sheets {
		override(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), kind+"worksheet")
	}
	override("xl/styles.xml", kind+"styles")
	override("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties")
	b.WriteString(`</Types>`)
	return b.String()
}

const packageRels = `<Relationships xmlns="` + packageNS + `/relationships">` +
	`<Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="` + officeNS + `/extended-properties" Target="docProps/app.xml"/></Relationships>`

func workbookRels(sheets int) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="` + packageNS + `/relationships">`)
	for i := range sheets {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%[1]d.xml"/>`, i+1, officeNS)
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, sheets+1, officeNS)
	return b.String()
}

// The properties name the program and nobody.
const appProperties = `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>crm</Application></Properties>`

// workbookXML lists the sheets, and names the ranges of their filters, as Excel does.
func workbookXML(names, ranges []string) string {
	var b bytes.Buffer
	b.WriteString(`<workbook xmlns="` + mainNS + `" xmlns:r="` + officeNS + `"><bookViews><workbookView/></bookViews><sheets>`)
	for i, name := range names {
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rId%[2]d"/>`, appendAttr(nil, name), i+1)
	}
	b.WriteString(`</sheets>`)
	var defined bytes.Buffer
	for i, ref := range ranges {
		if ref != "" {
			fmt.Fprintf(&defined, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!%s</definedName>`,
				i, appendAttr(nil, strings.ReplaceAll(names[i], "'", "''")), absolute(ref))
		}
	}
	if defined.Len() > 0 {
		b.WriteString(`<definedNames>` + defined.String() + `</definedNames>`)
	}
	b.WriteString(`</workbook>`)
	return b.String()
}

// tooManyColumns is the error about a sheet or a row that is too wide.
func tooManyColumns(sheet string, line int) error {
	return fmt.Errorf("write workbook: %w", &table.LimitError{
		Part: "sheet " + sheet, Line: line, Limit: "columns", Max: MaxColumns, Fix: "write CSV instead",
	})
}
