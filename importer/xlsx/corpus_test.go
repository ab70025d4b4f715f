package xlsx

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// corpus returns the folder of real files, which is not part of this repository.
func corpus(t *testing.T) string {
	dir := os.Getenv("CRM_CORPUS")
	if dir == "" {
		t.Skip("CRM_CORPUS is not set")
	}
	return dir
}

func corpusFiles(t *testing.T, patterns ...string) []string {
	var out []string
	for _, p := range patterns {
		names, err := filepath.Glob(filepath.Join(corpus(t), filepath.FromSlash(p)))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, names...)
	}
	if len(out) == 0 {
		t.Fatal("the corpus has no such files")
	}
	return out
}

// difference is what excelize reads otherwise in a file, and why we are right: so
// many cells, each of which says so, or an error.
type difference struct {
	cells int
	says  string // regular expression
	why   string
}

// otherwise lists the files with such differences.
var otherwise = map[string]difference{
	"calamine__empty_s_attribute.xlsx": {10, `excelize ""$`, `excelize stops at s="" and returns neither rows nor an error`},
	"easyexcel__t05.xlsx":              {1, `row 4 column 0: date-time "2023-01-01T00:00:01", excelize "44927.000005787035"`, "half a second, as near as a double comes to it: we round up as Excel does"},
	"exceljs__missing-bits.xlsx":       {1, `^excelize: EOF$`, "there is no workbook part: both refuse"},
	"poi__sample-beta.xlsx":            {1, `^excelize: expected element <calcChain> in name space`, "excelize refuses the namespace of the beta of Office 2007"},
	"sheetjs__crlf.xlsx":               {1, `row 2 column 1: text "abc\\ndef", excelize "abc_x000D_\\ndef"`, "excelize leaves _x000D_ in the text of a formula, which is an ST_Xstring, too"},
}

// TestCorpusExcelize compares every workbook of the corpus with what excelize reads.
// A difference that the table does not explain fails, and so does one that it
// explains and that is gone.
func TestCorpusExcelize(t *testing.T) {
	files, cells := 0, 0
	for _, name := range corpusFiles(t, "xlsx/*.xlsx", "made/xlsx/*.xlsx") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			diffs, n, err := compareExcelize(data)
			if err != nil {
				diffs = append(diffs, err.Error())
			}
			files, cells = files+1, cells+n
			want := otherwise[filepath.Base(name)]
			says := regexp.MustCompile(want.says)
			unknown := 0
			for _, d := range diffs {
				if want.why == "" || !says.MatchString(d) {
					if unknown++; unknown <= 10 {
						t.Error(d)
					}
				}
			}
			if len(diffs) != want.cells {
				t.Errorf("%d differences, and the table has %d: %s", len(diffs), want.cells, want.why)
			}
		})
	}
	t.Logf("%d files with %d cells, compared with excelize", files, cells)
}
