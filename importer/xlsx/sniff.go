package xlsx

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
)

// FormatError says that a file is no XLSX workbook, what it is, and what to do.
type FormatError struct {
	What string // "an old .xls workbook"
	Next string // "open it in a spreadsheet program and save it as .xlsx"
}

// Error implements error.
func (e *FormatError) Error() string { return "this is " + e.What + "; " + e.Next }

// asXLSX is the next step for most of what is no XLSX.
const asXLSX = "open it in a spreadsheet program and save it as .xlsx"

// First bytes of files.
const (
	zipLocal = "PK\x03\x04"
	zipEmpty = "PK\x05\x06" // a zip without files has its end only
	oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

// Sniff reports whether a file that begins with head is one for Open:
// a zip file, or an OLE2 container, which an encrypted workbook is.
// Open says what it is if it is no workbook.
func Sniff(head []byte) bool {
	for _, magic := range []string{zipLocal, zipEmpty, oleMagic} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	return false
}

// Reject names what a file is whose beginning is head,
// if it is something that spreadsheet programs write or call a workbook and that is not XLSX.
// It returns nil for anything else. The more of the file it sees, the better it knows.
func Reject(head []byte) error {
	if bytes.HasPrefix(head, []byte(oleMagic)) {
		return rejectOLE(bytes.NewReader(head))
	}
	text := strings.ToLower(string(bytes.TrimLeft(head[:min(len(head), 4096)], "\xef\xbb\xbf \t\r\n")))
	switch {
	case strings.HasPrefix(text, "<?xml") && strings.Contains(text, "urn:schemas-microsoft-com:office:spreadsheet"):
		return &FormatError{What: "a workbook in the XML of Excel 2003", Next: asXLSX}
	case strings.HasPrefix(text, "<?xml") && strings.Contains(text, "urn:oasis:names:tc:opendocument"):
		return &FormatError{What: "a flat OpenDocument file (.fods)", Next: asXLSX}
	case strings.HasPrefix(text, "<") && strings.Contains(text, "<html"),
		strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<table"):
		return &FormatError{What: "a web page, whatever its name says", Next: asXLSX}
	case strings.HasPrefix(text, "%pdf-"):
		return &FormatError{What: "a PDF document", Next: "ask for the table as .xlsx or .csv"}
	}
	return nil
}

// identify says what a zip is that has no workbook of XML.
func (a *archive) identify() error {
	switch {
	case len(a.files) == 0:
		return &FormatError{What: "a zip file with nothing in it", Next: "get the file again"}
	case a.has("xl/workbook.bin"):
		return &FormatError{What: "a binary workbook (.xlsb)", Next: asXLSX}
	case a.hasDir("xl/"):
		return &DamageError{Part: "xl/workbook.xml", Why: "the list of the sheets is missing"}
	case a.has("mimetype") && a.has("content.xml"):
		return &FormatError{What: "an OpenDocument file (.ods)", Next: asXLSX}
	case a.has("mimetype") && a.has("encrypted-package"):
		return &FormatError{What: "an encrypted OpenDocument file", Next: "save it without a password, as .xlsx"}
	case a.hasDir("word/"):
		return &FormatError{What: "a Word document", Next: "copy its table into a sheet and save that as .xlsx"}
	case a.hasDir("ppt/"):
		return &FormatError{What: "a presentation", Next: "copy its table into a sheet and save that as .xlsx"}
	case a.hasDir("index/") && a.hasDir("metadata/"):
		return &FormatError{What: "a document of Apple Numbers or Pages", Next: "export it to Excel (.xlsx)"}
	}
	for key := range a.files {
		if i := strings.LastIndexByte(key, '.'); i >= 0 {
			switch key[i:] {
			case ".xlsx", ".csv", ".vcf", ".xls":
				return &FormatError{What: "a zip file with files in it", Next: "unpack it and import the files"}
			}
		}
	}
	return &FormatError{What: "a zip file that is no workbook", Next: "check that it is the file you mean"}
}

// rejectOLE says what an OLE2 container is, by the names in its directory
// ([MS-CFB], §2.6). An encrypted workbook is one with a stream EncryptedPackage
// ([MS-OFFCRYPTO], §1.3.3), whatever the suffix of the file.
func rejectOLE(r io.ReaderAt) error {
	var header [512]byte
	if n, _ := r.ReadAt(header[:], 0); n < 64 {
		return &FormatError{What: "the beginning of an old Office file", Next: "get the file again"}
	}
	shift := binary.LittleEndian.Uint16(header[30:])
	if shift != 9 && shift != 12 {
		shift = 9
	}
	sector := int64(binary.LittleEndian.Uint32(header[48:]))
	names := map[string]bool{}
	dir := make([]byte, 4096)
	n, _ := r.ReadAt(dir, (sector+1)<<shift)
	for e := dir[:n]; len(e) >= 128; e = e[128:] {
		names[oleName(e)] = true
	}
	switch {
	case names["EncryptedPackage"], names["EncryptionInfo"]:
		return &FormatError{What: "an encrypted workbook", Next: "open it and save it without a password"}
	case names["Workbook"], names["Book"]:
		return &FormatError{What: "an old .xls workbook", Next: asXLSX}
	case names["WordDocument"]:
		return &FormatError{What: "an old Word document", Next: "copy its table into a sheet and save that as .xlsx"}
	}
	return &FormatError{
		What: "an old Office file: an .xls workbook, or an encrypted one",
		Next: asXLSX + ", without a password",
	}
}

// oleName returns the name in a directory entry: UTF-16, its length in bytes behind it.
func oleName(entry []byte) string {
	size := int(binary.LittleEndian.Uint16(entry[64:]))
	if size < 2 || size > 64 {
		return ""
	}
	units := make([]uint16, size/2-1)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(entry[2*i:])
	}
	return string(utf16.Decode(units))
}
