package xlsx

import (
	"os"
	"path/filepath"
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

// otherwise lists the files in which excelize reads something else, and why we are right.
var otherwise = map[string]string{
	"calamine__empty_s_attribute.xlsx": `excelize stops at s="" and returns neither rows nor an error`,
	"easyexcel__t05.xlsx":              "half a second, as near as a double comes to it: we round up as Excel does",
	"exceljs__missing-bits.xlsx":       "there is no workbook part: both refuse",
	"poi__sample-beta.xlsx":            "excelize refuses the namespace of the beta of Office 2007",
	"sheetjs__LONumbers-2010.xlsx":     "times of numbers over 1 and durations below 0, which sameRaw does not undo",
	"sheetjs__crlf.xlsx":               "excelize leaves _x000D_ in the text of a formula, which is an ST_Xstring, too",
}

// TestCorpusExcelize compares every workbook of the corpus with what excelize reads.
func TestCorpusExcelize(t *testing.T) {
	for _, name := range corpusFiles(t, "xlsx/*.xlsx", "made/xlsx/*.xlsx") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			diffs, err := compareExcelize(data)
			why, known := otherwise[filepath.Base(name)]
			if err != nil {
				diffs = append(diffs, err.Error())
			}
			switch {
			case known && len(diffs) == 0:
				t.Errorf("there is no difference, and the table says: %s", why)
			case !known:
				for _, d := range diffs[:min(len(diffs), 10)] {
					t.Error(d)
				}
			}
		})
	}
}
