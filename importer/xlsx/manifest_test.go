package xlsx

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"crm/importer/table"
)

// sheetFact is what a manifest says about one sheet, after openpyxl:
// "Sheet1: dim A1:C9, non-blank rows 9 / r1: A=Name | B=Age / r2: …".
type sheetFact struct {
	name string // perhaps shortened, with "…"
	rows int
	cell map[string]string // by reference; perhaps shortened
}

// manifestFacts returns the facts about the sheets of each workbook.
func manifestFacts(t *testing.T, manifest string) map[string][]sheetFact {
	data, err := os.ReadFile(filepath.Join(corpus(t), manifest))
	if err != nil {
		t.Fatal(err)
	}
	sheet := regexp.MustCompile(`^(.*?): dim [A-Z0-9]+:[A-Z0-9]+, non-blank rows (\d+)(.*)$`)
	dir := filepath.Dir(manifest)
	out := map[string][]sheetFact{}
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(fields) < 8 || !strings.HasSuffix(fields[2], ".xlsx") {
			continue
		}
		for _, part := range strings.Split(fields[len(fields)-1], "; ") {
			_, part, _ = cutAfter(part, "read back: ")
			m := sheet.FindStringSubmatch(part)
			if m == nil {
				continue
			}
			rows, _ := strconv.Atoi(m[2])
			f := sheetFact{name: m[1], rows: rows, cell: map[string]string{}}
			for _, row := range strings.Split(m[3], " / ") {
				number, cells, ok := strings.Cut(strings.TrimPrefix(row, "last "), ": ")
				if !ok {
					continue
				}
				for _, cell := range strings.Split(cells, " | ") {
					if col, value, ok := strings.Cut(cell, "="); ok {
						f.cell[col+strings.TrimPrefix(number, "r")] = value
					}
				}
			}
			out[filepath.Join(dir, fields[2])] = append(out[filepath.Join(dir, fields[2])], f)
		}
	}
	return out
}

// cutAfter returns what follows sep, or all of s.
func cutAfter(s, sep string) (before, after string, found bool) {
	if before, after, found = strings.Cut(s, sep); !found {
		return "", s, false
	}
	return before, after, true
}

// sameFact compares a cell with the value that openpyxl printed.
func sameFact(c table.Cell, want string) bool {
	want = strings.NewReplacer(`_x000D_\n`, "\n", `\n`, "\n", `\t`, "\t", `\xa0`, "\u00a0", `\u3000`, "\u3000").Replace(want)
	want = norm.NFC.String(want)
	if short, ok := strings.CutSuffix(want, "…"); ok {
		return strings.HasPrefix(c.Text, short)
	}
	if v, err := strconv.ParseFloat(want, 64); err == nil && c.Kind == table.Number {
		ours, err := strconv.ParseFloat(c.Text, 64)
		return err == nil && ours == v
	}
	switch c.Kind {
	case table.Bool:
		return strings.EqualFold(c.Text, want)
	case table.Date:
		return want == c.Text || want == c.Text+" 00:00:00"
	case table.DateTime:
		want, _, _ = strings.Cut(want, ".")
		return want == strings.Replace(c.Text, "T", " ", 1)
	case table.Time:
		return want == c.Text || strings.Contains(want, " day")
	}
	return strings.TrimSpace(want) == strings.TrimSpace(c.Text)
}

// unlike lists the workbooks whose facts of openpyxl we read otherwise, and why.
var unlike = map[string]string{
	"easyexcel__t05.xlsx":          "fractions of a second that the format does not show are rounded",
	"poi__poc-shared-strings.xlsx": "a row with the number 0, which is read as the first",
	"poi__sample-beta.xlsx":        "openpyxl finds nothing in the namespace of the beta; gnumeric finds 10 rows, too",
	"qsv__excel-xlsx.xlsx":         "a cell that holds the manifest's own separator",
	"readxl__new_line_errors.xlsx": "openpyxl leaves _x000D_, which is a carriage return (ST_Xstring)",
	"roo__x000D.xlsx":              "the same",
	"sheetjs__LONumbers-2010.xlsx": "openpyxl makes dates of negative serials, and of hours over 24",
}

// TestCorpusManifest compares counts and sample values with the manifests.
func TestCorpusManifest(t *testing.T) {
	checked := 0
	for _, manifest := range []string{"MANIFEST.tsv", "made/MANIFEST.tsv"} {
		for name, facts := range manifestFacts(t, manifest) {
			data, err := os.ReadFile(filepath.Join(corpus(t), name))
			if err != nil {
				t.Error(err)
				continue
			}
			diffs := checkFacts(t, openBytes(t, data), facts)
			checked += len(facts)
			why, known := unlike[filepath.Base(name)]
			switch {
			case known && len(diffs) == 0:
				t.Errorf("%s: nothing is unlike, and the table says: %s", name, why)
			case !known:
				for _, d := range diffs {
					t.Errorf("%s: %s", name, d)
				}
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d sheets were checked", checked)
	}
}

func checkFacts(t *testing.T, b *Book, facts []sheetFact) (diffs []string) {
	for _, f := range facts {
		i := -1
		for _, s := range b.Sheets() {
			if short, ok := strings.CutSuffix(f.name, "…"); s.Name == f.name || ok && strings.HasPrefix(s.Name, short) {
				i = s.Index
			}
		}
		if i < 0 {
			diffs = append(diffs, "no sheet "+f.name)
			continue
		}
		all, err := read(b, i)
		if err != nil {
			diffs = append(diffs, err.Error())
		}
		n := 0
		byLine := map[int][]table.Cell{}
		for _, row := range all {
			if !row.Blank() {
				n++
			}
			byLine[row.Line] = row.Cells
		}
		if n != f.rows {
			diffs = append(diffs, f.name+": "+strconv.Itoa(n)+" rows, want "+strconv.Itoa(f.rows))
		}
		for ref, want := range f.cell {
			col, line, _ := parseRef([]byte(ref))
			var c table.Cell
			if cells := byLine[line]; col < len(cells) {
				c = cells[col]
			}
			if !sameFact(c, want) {
				diffs = append(diffs, f.name+" "+ref+": "+c.Kind.String()+" "+strconv.Quote(c.Text)+", want "+strconv.Quote(want))
			}
		}
	}
	return diffs
}

// TestCorpusFacts checks what the manifests say in words.
func TestCorpusFacts(t *testing.T) {
	type fact struct {
		file, ref string
		want      table.Cell
	}
	for _, f := range []fact{
		{"date_formats", "B2", table.Cell{Text: "1991-10-12", Kind: table.Date}},
		{"date_formats", "D2", table.Cell{Text: "1991-10-12", Kind: table.Date}},
		{"date_formats", "F2", table.Cell{Text: "1991-10-12", Kind: table.Date}},
		{"date_formats", "G2", table.Cell{Text: "36:00:00", Kind: table.Time}},
		{"dates_1904_xlsxwriter", "B2", table.Cell{Text: "1991-10-12", Kind: table.Date}},
		{"formulas_no_cache", "C2", table.Cell{Kind: table.Fault, Note: noteFormula}},
		{"formulas_no_cache", "D2", table.Cell{Kind: table.Fault, Note: noteFormula, Link: "mailto:caroline.carlson0@example.net"}},
		{"lo_formulas_recalculated", "C2", table.Cell{Text: "Caroline Carlson", Kind: table.Text}},
		{"numeric_phones_formats", "B2", table.Cell{Text: "84901234567", Kind: table.Number}},
		{"numeric_phones_formats", "B3", table.Cell{Text: "901234568", Kind: table.Number, Shown: "0901234568"}},
		{"numeric_phones_formats", "B4", table.Cell{Text: "2025550125", Kind: table.Number, Shown: "(202) 555-0125"}},
		{"numeric_phones_formats", "C2", table.Cell{Text: "12345678901234570000", Kind: table.Number, Note: noteDigits}},
		{"typed", "B2", table.Cell{Text: "84901234500", Kind: table.Number}},
		{"typed", "C2", table.Cell{Text: "0901234500", Kind: table.Text}},
		{"typed", "D2", table.Cell{Text: "1200", Kind: table.Number, Shown: "01200"}},
		{"typed", "F2", table.Cell{Text: "1991-10-12", Kind: table.Date}},
		{"typed", "G2", table.Cell{Text: "2024-12-01T09:30:00", Kind: table.DateTime}},
		{"typed", "H2", table.Cell{Text: "08:15:00", Kind: table.Time}},
		{"typed", "J2", table.Cell{Text: "0.125", Kind: table.Number, Shown: "12.5%"}},
		{"typed", "K2", table.Cell{Text: "TRUE", Kind: table.Bool}},
		{"gnumeric_typed", "F2", table.Cell{Text: "1991-10-12", Kind: table.Date}},
		{"gnumeric_typed", "D2", table.Cell{Text: "1200", Kind: table.Number, Shown: "01200"}},
		{"hyperlinks_comments", "B2", table.Cell{Text: "write", Kind: table.Text, Link: "mailto:caroline.carlson0@example.net"}},
		{"offset_sparse", "C18", table.Cell{Text: "Sylvia Kelley", Kind: table.Text}},
		{"rtl_longcell", "C2", table.Cell{Text: strings.Repeat("x", 32767), Kind: table.Text}},
	} {
		data, err := os.ReadFile(filepath.Join(corpus(t), "made", "xlsx", f.file+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		all, err := read(openBytes(t, data), 0)
		if err != nil {
			t.Fatal(err)
		}
		col, line, _ := parseRef([]byte(f.ref))
		found := false
		for _, row := range all {
			if row.Line == line && col < len(row.Cells) {
				found = true
				if got := row.Cells[col]; got != f.want {
					t.Errorf("%s %s: got %+v, want %+v", f.file, f.ref, got, f.want)
				}
			}
		}
		if !found {
			t.Errorf("%s %s: there is no such cell", f.file, f.ref)
		}
	}
}

// TestCorpusHostile: each hostile file ends soon, with the error that it deserves
// or with the rows it has.
func TestCorpusHostile(t *testing.T) {
	want := map[string]string{ // part of the error; empty: it is read
		"calamine__OOM_alloc2.xls":                                                 "old .xls workbook",
		"calamine__pass_protected.ods":                                             "OpenDocument",
		"calamine__pass_protected.xlsx":                                            "encrypted workbook",
		"excelize__BadWorkbook.xlsx":                                               "without a sheet",
		"excelize__encryptAES.xlsx":                                                "encrypted workbook",
		"exceljs__invalid-xml.xlsx":                                                "text outside the root element",
		"poi__57893-many-merges.xlsx":                                              "",
		"poi__invalid.xlsx":                                                        "nothing in it",
		"poi__poc-shared-strings.xlsx":                                             "",
		"poi__poc-xmlbomb.xlsx":                                                    "document type declaration",
		"poi__xxe_in_schema.xlsx":                                                  "",
		"qsv__password-protected-password123.xlsx":                                 "encrypted workbook",
		"poi__crash-9bf3cd4bd6f50a8a9339d363c2c7af14b536865c.xlsx":                 "encrypted workbook",
		"poi__clusterfuzz-testcase-minimized-POIXSSFFuzzer-5089447305609216.xlsx":  "cut short",
		"poi__clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5025401116950528.xlsx": "cut short",
		"poi__clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5636439151607808.xlsx": "cut short",
		"poi__clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-6594557414080512.xlsx": "cut short",
		"roo__type_excel.xlsx":                                                     "old .xls workbook",
		"roo__type_openoffice.xlsx":                                                "OpenDocument",
		"bitflips.xlsx":                                                            "damaged",
		"csv_named.xlsx":                                                           "no workbook",
		"empty.zip.xlsx":                                                           "nothing in it",
		"encrypted_secret.xlsx":                                                    "encrypted workbook",
		"entries_12000.xlsx":                                                       "files inside the zip",
		"html_table_named.xls":                                                     "web page",
		"no_sheets.xlsx":                                                           "without a sheet",
		"spreadsheetml2003.xls":                                                    "Excel 2003",
		"sst_index_out_of_range.xlsx":                                              "",
		"truncated.xlsx":                                                           "cut short",
		"xls_renamed.xlsx":                                                         "old .xls workbook",
		"zipbomb_1GiB_cell.xlsx":                                                   "inflated bytes of this part",
		"zipslip.xlsx":                                                             "",
	}
	for _, name := range corpusFiles(t, "hostile/*.xls*", "hostile/*.ods", "made/hostile/*.xls*") {
		part, ok := want[filepath.Base(name)]
		if !ok {
			t.Errorf("%s: what is to be expected?", name)
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		err = readErr(data, newLimits(), t.TempDir())
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if part == "" && err != nil || part != "" && (err == nil || !strings.Contains(err.Error(), part)) {
			t.Errorf("%s: got %v, want %q", name, err, part)
		}
	}
}

// TestCorpusCut cuts a workbook anywhere, which must never pass unseen.
func TestCorpusCut(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(corpus(t), "made", "xlsx", "master.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(data); n += 97 {
		if err := readErr(data[:n], newLimits(), ""); err == nil {
			t.Fatalf("cut at %d, and nobody says so", n)
		}
	}
	for n := 0; n < len(data); n += 131 {
		flipped := bytes.Clone(data)
		flipped[n] ^= 0x10
		err := readErr(flipped, newLimits(), "")
		var limit *table.LimitError
		var damage *DamageError
		var format *FormatError
		if err != nil && !errors.As(err, &limit) && !errors.As(err, &damage) && !errors.As(err, &format) {
			t.Logf("flip at %d: %v", n, err)
		}
	}
}
