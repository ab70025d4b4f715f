package csv_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"crm/importer/csv"
	"crm/importer/table"
)

// corpusDifferences returns the files of the corpus of real and made files that are
// read in another way than its manifest says, and why.
func corpusDifferences() map[string]string {
	return map[string]string{
		"PapaParse__malformed.tsv": "the manifest swallows the line after a quote that never closes; we read it",
		"csvkit__mac_newlines.csv": "a line end inside a cell is \\n for us, the manifest keeps the CR",
		"west_sep_line.csv":        "the manifest counts the sep line as a record",
	}
}

func corpus(t *testing.T) string {
	dir := os.Getenv("CRM_CORPUS")
	if dir == "" {
		t.Skip("CRM_CORPUS is not set")
	}
	return dir
}

type expectation struct {
	path, exercises  string
	first, last      string
	records, junk    int
	header, readable bool
}

var (
	reRecords = regexp.MustCompile(`data records: (\d+)`)
	reJunk    = regexp.MustCompile(`(\d+) junk record`)
	reFirst   = regexp.MustCompile(`first: (c\d+=.*?)(?:; last: |$)`)
	reLast    = regexp.MustCompile(`; last: (c\d+=.*)$`)
)

func group(re *regexp.Regexp, s string) string {
	if m := re.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

func manifest(t *testing.T, dir, file string) []expectation {
	data, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	var all []expectation
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 7 || f[1] != "csv" {
			continue
		}
		want := f[len(f)-1]
		e := expectation{
			path:      filepath.Join(dir, filepath.Dir(file), f[2]),
			exercises: f[len(f)-2],
			first:     group(reFirst, want),
			last:      group(reLast, want),
			header:    strings.Contains(want, "header("),
		}
		e.records, err = strconv.Atoi(group(reRecords, want))
		e.readable = err == nil
		e.junk, _ = strconv.Atoi(group(reJunk, e.exercises))
		all = append(all, e)
	}
	return all
}

// brief writes a row as the manifest does.
func brief(row []string) string {
	var parts []string
	for i, v := range row {
		if v == "" {
			continue
		}
		var b strings.Builder
		runes := []rune(v)
		if len(runes) > 40 {
			runes = append(runes[:39], '…')
		}
		for _, r := range runes {
			if q := strconv.QuoteRune(r); q[1] == '\\' && r != '\'' && r != '\\' {
				b.WriteString(strings.NewReplacer(`\u00`, `\x`, `\v`, `\x0b`, `\f`, `\x0c`).Replace(q[1 : len(q)-1]))
			} else {
				b.WriteRune(r)
			}
		}
		parts = append(parts, "c"+strconv.Itoa(i+1)+"="+b.String())
		if len(parts) == 8 {
			break
		}
	}
	return strings.Join(parts, " | ")
}

func readFile(t *testing.T, path string) (rows [][]string, problems []table.Problem, info table.Info, err error) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	r, info, err := csv.Open(f, st.Size(), csv.Options{})
	if err != nil {
		return nil, nil, info, err
	}
	rows, problems, err = readAll(r)
	return rows, problems, info, err
}

func readAll(r table.Reader) (rows [][]string, problems []table.Problem, err error) {
	var row table.Row
	for {
		err := r.Read(&row)
		if errors.Is(err, io.EOF) {
			return rows, problems, nil
		}
		if err != nil {
			return rows, problems, err
		}
		if row.Problem != nil {
			problems = append(problems, *row.Problem)
			if row.Problem.Rejected {
				continue
			}
		}
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = c.Text
		}
		rows = append(rows, cells)
	}
}

// TestCorpus reads every CSV file of the corpus, whatever its encoding,
// and compares number, first and last of its records with the manifest.
func TestCorpus(t *testing.T) {
	dir := corpus(t)
	for _, e := range append(manifest(t, dir, "MANIFEST.tsv"), manifest(t, dir, "made/MANIFEST.tsv")...) {
		name := filepath.Base(e.path)
		t.Run(name, func(t *testing.T) {
			rows, problems, info, err := readFile(t, e.path)
			why := corpusDifferences()[name]
			if why == "" && err != nil {
				t.Fatal(err)
			}
			var diffs []string
			data := rows
			if skip := e.junk; e.header || skip > 0 {
				if e.header {
					skip++
				}
				data = rows[min(skip, len(rows)):]
			}
			if e.readable && len(data) != e.records {
				diffs = append(diffs, "records: "+strconv.Itoa(len(data))+", want "+strconv.Itoa(e.records))
			}
			if len(data) > 0 {
				if got := brief(data[0]); e.first != "" && got != norm.NFC.String(e.first) {
					diffs = append(diffs, "first:\n"+got+"\nwant\n"+e.first)
				}
				if got := brief(data[len(data)-1]); e.last != "" && got != norm.NFC.String(e.last) {
					diffs = append(diffs, "last:\n"+got+"\nwant\n"+e.last)
				}
			}
			if len(problems) > 0 {
				diffs = append(diffs, "first problem: "+problems[0].String())
			}
			if (len(diffs) > 0) != (why != "") {
				t.Errorf("%s, delimiter %q, known difference %q\n%s",
					info.Encoding, info.Delimiter, why, strings.Join(diffs, "\n"))
			}
		})
	}
}

// TestCorpusSisters: the same list in an old encoding and in UTF-8 reads the same.
func TestCorpusSisters(t *testing.T) {
	dir := filepath.Join(corpus(t), "made", "csv")
	for old, modern := range map[string]string{
		"vi_tcvn5712.csv":  "vi_utf8.csv",
		"vi_viscii.csv":    "vi_utf8.csv",
		"vi_utf8_nfd.csv":  "vi_utf8.csv",
		"zh_gb18030.csv":   "zh_utf8_bom.csv",
		"th_tis-620.csv":   "th_utf8.csv",
		"lo_gb18030.csv":   "zh_utf8_bom.csv",
		"west_pipe.csv":    "west_sep_line.csv",
		"master_utf8.csv":  "master_utf16be_bom.csv",
		"west_pipe.csv ":   "west_tab_allquoted.tsv",
		"master_utf8.csv ": "master_utf16le_tab.txt.csv",
	} {
		a, problems, info, err := readFile(t, filepath.Join(dir, strings.TrimSpace(old)))
		if err != nil || len(problems) > 0 {
			t.Errorf("%s: %v, %v", old, problems, err)
			continue
		}
		b, _, _, err := readFile(t, filepath.Join(dir, modern))
		if err != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("%s as %s differs from %s: %d and %d rows, %v", old, info.Encoding, modern, len(a), len(b), err)
		}
	}
}
