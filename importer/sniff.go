package importer

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"

	"crm/importer/html"
	"crm/importer/json"
	"crm/importer/vcard"
	"crm/importer/xlsx"
)

// readAs is how a format of --as is read.
func readAs(as string) (kind string, known bool) {
	switch as {
	case "csv", "tsv":
		return "csv", true
	case "json", "ndjson":
		return "json", true
	case "xlsx", "vcf", "html":
		return as, true
	}
	return "", false
}

// kind is what a file is by its beginning: xlsx, vcf, json, html, or csv for other
// text. Options.As overrules it only for text, which anything can be.
func (s *source) kind(head []byte) (string, error) {
	kind := "csv"
	switch {
	case xlsx.Sniff(head):
		kind = "xlsx"
	case vcard.Sniff(head):
		kind = "vcf"
	case json.Sniff(head):
		kind = "json"
	case html.Sniff(head) && !bytes.Contains(head, []byte("urn:oasis:names:tc:opendocument")):
		kind = "html"
	}
	as, known := readAs(s.opt.As)
	switch {
	case s.opt.As == "", as == kind:
	case !known:
		return "", &UsageError{fmt.Sprintf("there is no format %q to read", s.opt.As), "use csv, tsv, xlsx, vcf, ndjson, json or html"}
	case as == "csv" && kind != "xlsx":
		kind = "csv"
	default:
		return "", &UsageError{fmt.Sprintf("%s is no %s file, but %s", s.opt.Name, as, kind), "leave --as out: what a file is, is found out"}
	}
	if s.opt.As == "tsv" && s.opt.Delimiter == "" {
		s.opt.Delimiter = "\t"
	}
	return kind, nil
}

// refuse says what a file is that holds no contacts, nil if it may.
func refuse(head []byte) error {
	if err := xlsx.Reject(head); err != nil {
		return explain(err)
	}
	for magic, what := range map[string]ReadError{
		"SQLite format 3\x00": {What: "this is a database, maybe a book of crm", Next: "open it with --db"},
		"\x89PNG":             {What: "this is a picture", Next: "import the table as .xlsx or .csv"},
		"\xff\xd8\xff":        {What: "this is a picture", Next: "import the table as .xlsx or .csv"},
		"\x1f\x8b":            {What: "this is a compressed file", Next: "unpack it and import what is in it"},
		"age-encryption.org/": {What: "this is an encrypted file", Next: "decrypt it with age and import what is in it"},
	} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return &what
		}
	}
	text := strings.TrimLeft(strings.TrimPrefix(plainHead(head), "\uFEFF"), " \t\r\n")
	start := strings.ToUpper(text[:min(len(text), 15)])
	switch {
	case strings.HasPrefix(start, "BEGIN:VCALENDAR"):
		return &ReadError{What: "this is a calendar (.ics), not a table of contacts", Next: "export the contacts as .xlsx or .csv"}
	}
	return nil
}

// plainHead is the beginning of a text, also of one in UTF-16.
func plainHead(head []byte) string {
	if len(head) < 2 || head[0]^head[1] != 0xFF^0xFE || head[0]|head[1] != 0xFF {
		return string(head[:min(len(head), 512)])
	}
	units := make([]uint16, 0, 256)
	for i := 2; i+1 < min(len(head), 512); i += 2 {
		u := uint16(head[i]) | uint16(head[i+1])<<8
		if head[0] == 0xFE {
			u = u<<8 | u>>8
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units))
}
