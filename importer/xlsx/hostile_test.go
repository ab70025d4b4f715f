package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"crm/importer/table"
)

// TestDamage: what is broken is an error that says so, never fewer rows.
func TestDamage(t *testing.T) {
	good := sheetXML(`<row r="1"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>`)
	for name, w := range map[string]workbookFile{
		"ends in a row":            {sheetPath: good[:strings.Index(good, "</row>")]},
		"ends behind a row":        {sheetPath: good[:strings.LastIndex(good, "</sheetData>")]},
		"ends in a tag":            {sheetPath: good[:strings.Index(good, `<row r="2"`)+8]},
		"ends in a comment":        {sheetPath: good + "<!-- "},
		"ends before the root":     {sheetPath: `<?xml version="1.0"?> `},
		"ends in the root's end":   {sheetPath: good[:len(good)-3]},
		"empty sheet part":         {sheetPath: " "},
		"wrong end":                rows(`<row><c><v>1</c></v></row>`),
		"end of nothing":           {sheetPath: good + "</worksheet>"},
		"second root":              {sheetPath: good + "<worksheet/>"},
		"text behind":              {sheetPath: good + "x"},
		"text before":              {sheetPath: "foo " + good},
		"not a sheet":              {sheetPath: "<html></html>"},
		"attribute without quotes": rows(`<row r=1></row>`),
		"attribute without value":  rows(`<row r></row>`),
		"tag in a tag":             rows(`<row <c></row>`),
		"no name":                  rows(`<row>< ></row>`),
		"unknown entity":           rows(`<row><c t="str"><v>&nbsp;</v></c></row>`),
		"bare ampersand":           rows(`<row><c t="str"><v>A & B</v></c></row>`),
		"cdata outside":            {sheetPath: "<![CDATA[ ]]>" + good},
		"latin-1":                  {sheetPath: strings.Replace(good, "UTF-8", "ISO-8859-1", 1)},
		"dtd":                      {sheetPath: strings.Replace(good, "<worksheet", `<!DOCTYPE x [<!ENTITY a "b">]><worksheet`, 1)},
		"dtd in strings":           rows(``).with("xl/sharedStrings.xml", `<!DOCTYPE sst><sst/>`),
		"dtd in styles":            rows(``).with("xl/styles.xml", `<!DOCTYPE x><styleSheet/>`),
		"dtd in workbook":          rows(``).with("xl/workbook.xml", `<!DOCTYPE x>`+sheets(`<sheet name="a" r:id="rId1"/>`)),
		"strings cut":              rows(``).with("xl/sharedStrings.xml", `<sst><si><t>a</t></si>`),
		"sheet part missing":       {sheetPath: ""},
	} {
		t.Run(name, func(t *testing.T) {
			var damage *DamageError
			err := readErr(w.bytes(t), newLimits(), t.TempDir())
			if !errors.As(err, &damage) {
				t.Fatalf("got %v, want a DamageError", err)
			}
			if !strings.Contains(err.Error(), "damaged: ") || damage.Part == "" {
				t.Errorf("%q does not say that it is damaged, and where", err)
			}
		})
	}
}

// TestDamageAfterRows: the rows before the damage come, and then the row is named.
func TestDamageAfterRows(t *testing.T) {
	got, err := read(rows(`<row r="4"><c><v>1</v></c></row><row r="7"><c><v>2</v></c>`).open(t), 0)
	var damage *DamageError
	if len(got) != 1 || !errors.As(err, &damage) || damage.Line != 7 {
		t.Errorf("got %d rows, %v", len(got), err)
	}
}

// TestChecksum flips a bit in the stored sheet, so that the XML stays whole.
func TestChecksum(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, text := range map[string]string{
		"xl/workbook.xml":            sheets(`<sheet name="a" r:id="rId1"/>`),
		"xl/_rels/workbook.xml.rels": rels(rel("rId1", "worksheet", "worksheets/sheet1.xml")),
		sheetPath:                    sheetXML(`<row r="1"><c><v>12345</v></c></row>`),
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
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
	err := readErr(bytes.Replace(buf.Bytes(), []byte("12345"), []byte("12344"), 1), newLimits(), "")
	if !errors.Is(err, zip.ErrChecksum) || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("got %v", err)
	}
}

// TestLimits lowers each limit below what a workbook needs.
func TestLimits(t *testing.T) {
	const row = `<row r="1"><c r="C1" t="s"><v>0</v></c></row>`
	plain := rows(row).strings(`<t>some text</t>`, `<t>b</t>`)
	for name, tt := range map[string]struct {
		w     workbookFile
		lower func(*limits)
		want  string
	}{
		"entries":   {plain, func(l *limits) { l.entries = 3 }, "files inside the zip"},
		"directory": {plain, func(l *limits) { l.directory = 100 }, "files inside the zip"},
		"sheet":     {plain, func(l *limits) { l.sheet = 100 }, "inflated bytes of this part"},
		"part":      {plain, func(l *limits) { l.part = 50 }, "inflated bytes of this part"},
		"ratio": {rows(row + strings.Repeat(" ", 1<<20)), func(l *limits) { l.free, l.text = 1<<10, 4<<20 },
			"inflated bytes per byte in the zip"},
		"cell":          {rows(`<row><c t="str"><v>` + strings.Repeat("x", 3<<20) + `</v></c></row>`), func(l *limits) { l.ratio = 9999 }, "bytes in one cell"},
		"runs":          {rows(`<row><c t="inlineStr"><is>` + strings.Repeat("<r><t>long text</t></r>", 9) + `</is></c></row>`), func(l *limits) { l.text = 50 }, "bytes in one cell"},
		"tag":           {rows(`<row x="` + strings.Repeat("x", 3<<20) + `"/>`), func(l *limits) { l.ratio = 9999 }, "bytes in one cell or tag"},
		"depth":         {rows(strings.Repeat("<a>", 200)), func(*limits) {}, "depth of XML elements"},
		"columns":       {rows(`<row><c r="XFE1"><v>1</v></c></row>`), func(*limits) {}, "columns"},
		"wide":          {rows(`<row><c r="ZZZZZ1"><v>1</v></c></row>`), func(*limits) {}, "columns"},
		"gaps":          {plain, func(l *limits) { l.gaps = 1 }, "empty cells before"},
		"row bytes":     {rows(`<row>` + strings.Repeat(`<c t="str"><v>some text</v></c>`, 9) + `</row>`), func(l *limits) { l.row = 50 }, "bytes in one row"},
		"row values":    {rows(`<row>` + strings.Repeat(`<c r="A1"><v>1</v></c>`, 9) + `</row>`), func(l *limits) { l.columns = 4 }, "bytes in one row"},
		"relationships": {plain, func(l *limits) { l.links = 1 }, "relationships"},
		"links":         {linked(2000), func(l *limits) { l.links = 1000 }, "cells with hyperlinks"},
		"sheets":        {rows("").with("xl/workbook.xml", sheets(strings.Repeat(`<sheet name="a"/>`, 9))), func(l *limits) { l.sheets = 8 }, "sheets"},
		"strings":       {plain, func(l *limits) { l.strings = 1 }, "shared strings"},
	} {
		t.Run(name, func(t *testing.T) {
			lim := newLimits()
			tt.lower(lim)
			err := readErr(tt.w.bytes(t), lim, t.TempDir())
			var limit *table.LimitError
			if !errors.As(err, &limit) || !strings.Contains(limit.Limit, tt.want) {
				t.Errorf("got %v, want the limit %q", err, tt.want)
			}
			if err := readErr(tt.w.bytes(t), newLimits(), t.TempDir()); name == "entries" && err != nil {
				t.Errorf("with the usual limits: %v", err)
			}
		})
	}
}

// linked is a sheet with one hyperlink over so many cells.
func linked(cells int) workbookFile {
	return workbookFile{
		sheetPath:                             `<worksheet ` + spreadsheetNS + `><sheetData/><hyperlinks><hyperlink ref="A1:A` + fmt.Sprint(cells) + `" r:id="rId1"/></hyperlinks></worksheet>`,
		"xl/worksheets/_rels/sheet1.xml.rels": rels(strings.Replace(rel("rId1", "hyperlink", "x"), "/>", ` TargetMode="External"/>`, 1)),
	}
}

// TestLyingSize declares less than what a part inflates to, in every place.
func TestLyingSize(t *testing.T) {
	data := rows(strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)).bytes(t)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name == sheetPath {
			var real, lie [4]byte
			binary.LittleEndian.PutUint32(real[:], uint32(f.UncompressedSize64))
			binary.LittleEndian.PutUint32(lie[:], 200)
			data = bytes.ReplaceAll(data, real[:], lie[:])
		}
	}
	if err := readErr(data, newLimits(), ""); err == nil {
		t.Error("a part that is larger than it says is read without a word")
	}
}

func TestFormatErrors(t *testing.T) {
	whole := rows("").bytes(t)
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"encrypted":        {ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "save it without a password"},
		"xls":              {ole("Root Entry", "Workbook"), "save it as .xlsx"},
		"old xls":          {ole("Root Entry", "Book"), "old .xls workbook"},
		"doc":              {ole("Root Entry", "WordDocument"), "old Word document"},
		"other OLE":        {ole("Root Entry"), "old Office file"},
		"short OLE":        {[]byte(oleMagic), "old Office file"},
		"xlsb":             {zipOf(t, "xl/workbook.bin"), ".xlsb"},
		"ods":              {zipOf(t, "mimetype", "content.xml"), ".ods"},
		"encrypted ods":    {zipOf(t, "mimetype", "encrypted-package"), "password"},
		"docx":             {zipOf(t, "word/document.xml"), "Word document"},
		"pptx":             {zipOf(t, "ppt/presentation.xml"), "presentation"},
		"numbers":          {zipOf(t, "Index/Document.iwa", "Metadata/Properties.plist"), "Numbers"},
		"zip of csv":       {zipOf(t, "a/people.csv"), "unpack it"},
		"other zip":        {zipOf(t, "a"), "no workbook"},
		"empty zip":        {zipOf(t), "nothing in it"},
		"truncated":        {whole[:len(whole)/2], "cut short"},
		"no sheets":        {rows("").with("xl/workbook.xml", sheets("")).bytes(t), "without a sheet"},
		"charts only":      {rows("").with("xl/workbook.xml", sheets(`<sheet name="c" r:id="rId1"/>`)).with("xl/_rels/workbook.xml.rels", rels(rel("rId1", "chartsheet", "c.xml"))).bytes(t), "without a sheet"},
		"html":             {[]byte("\ufeff <!DOCTYPE html>\n<HTML>"), "web page"},
		"html table":       {[]byte(`<meta charset="utf-8"><html><table>`), "web page"},
		"SpreadsheetML":    {[]byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`), "Excel 2003"},
		"flat ods":         {[]byte(`<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">`), ".fods"},
		"pdf":              {[]byte("%PDF-1.7\n"), "PDF"},
		"csv":              {[]byte("name,email\n"), "no workbook"},
		"nothing":          {nil, "no workbook"},
		"password in zip":  {encryptedZip(t), "without a password"},
		"no list of sheet": {zipOf(t, "xl/worksheets/sheet1.xml"), "list of the sheets is missing"},
	} {
		err := readErr(tt.data, newLimits(), "")
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
		var format *FormatError
		if errors.As(err, &format) && (format.What == "" || format.Next == "") {
			t.Errorf("%s: no next step: %+v", name, format)
		}
	}
}

// zipOf is a zip of files with those names.
func zipOf(t *testing.T, names ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		f, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(f, "x")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// ole is an OLE2 container that is nothing but a directory with those names.
func ole(names ...string) []byte {
	b := make([]byte, 512+512)
	copy(b, oleMagic)
	binary.LittleEndian.PutUint16(b[30:], 9)
	for i, name := range names {
		entry := b[512+128*i:]
		for j, c := range []byte(name) {
			entry[2*j] = c
		}
		binary.LittleEndian.PutUint16(entry[64:], uint16(2*len(name)+2))
	}
	return b
}

// encryptedZip sets the bit of encryption at every part.
func encryptedZip(t *testing.T) []byte {
	data := rows("").bytes(t)
	for _, sig := range []struct {
		magic string
		flags int
	}{{zipLocal, 6}, {"PK\x01\x02", 8}} {
		for i := 0; ; {
			n := bytes.Index(data[i:], []byte(sig.magic))
			if n < 0 {
				break
			}
			i += n + sig.flags
			data[i] |= 1
		}
	}
	return data
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]bool{
		zipLocal + "rest": true, zipEmpty: true, oleMagic: true, "PK": false, "": false, "name,email": false, "<html>": false,
	} {
		if got := Sniff([]byte(head)); got != want {
			t.Errorf("%q: got %v", head, got)
		}
	}
	for _, head := range []string{"", "name,email", zipLocal, "BEGIN:VCARD", "<", "{}"} {
		if err := Reject([]byte(head)); err != nil {
			t.Errorf("%q: got %v", head, err)
		}
	}
	if err := Reject(ole("EncryptedPackage")); err == nil || !strings.Contains(err.Error(), "password") {
		t.Errorf("encrypted: got %v", err)
	}
}

// TestWideRows: rows that are empty up to the last column are as dear as they are wide,
// so their number is bounded.
func TestWideRows(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, `<row><c r="XFD%d"><v>1</v></c></row>`, i+1)
	}
	r, err := rows(b.String()).open(t).Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, r)
	var row table.Row
	for err == nil {
		err = r.Read(&row)
	}
	var limit *table.LimitError
	if !errors.As(err, &limit) || limit.Line == 0 {
		t.Errorf("got %v", err)
	}
}
