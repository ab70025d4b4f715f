package csv_test

import (
	"errors"
	"path/filepath"
	"runtime"
	"testing"

	"crm/importer/csv"
	"crm/importer/table"
)

// hostileCase is what has to come of a damaged or malicious file.
type hostileCase struct {
	file     string
	rows     int // with the header, without rejected ones
	problems int
	err      error // for errors.Is
	limit    bool
}

// TestHostile reads such files of the corpus.
// Each must end with rows, with problems that name lines, or with a clear error.
func TestHostile(t *testing.T) {
	dir := corpus(t)
	for _, tt := range []hostileCase{
		{file: "made/hostile/columns_20000.csv", limit: true},
		{file: "made/hostile/csv_named.xlsx", rows: 6},
		{file: "made/hostile/datablist_broken_missing-closing-quote.csv", rows: 2, problems: 1},
		{file: "made/hostile/datablist_broken_mixed-delimiters.csv", rows: 4},
		{file: "made/hostile/datablist_broken_newline-inside-unquoted-field.csv", rows: 4},
		{file: "made/hostile/datablist_broken_wrong-delimiter-semicolon.csv", rows: 3},
		{file: "made/hostile/formula_injection.csv", rows: 13},
		{file: "made/hostile/huge_cell.csv", rows: 2, problems: 1},
		{file: "made/hostile/invalid_utf8.csv", rows: 5, problems: 2},
		{file: "made/hostile/png_named.csv", err: csv.ErrNotText},
		{file: "made/hostile/terminal_escapes.csv", rows: 21},
		{file: "made/hostile/unclosed_quote.csv", rows: 5001, problems: 1},
		{file: "made/hostile/random.vcf", err: csv.ErrNotText},
		{file: "made/hostile/empty.zip.xlsx", err: csv.ErrNotText},
		{file: "made/hostile/encrypted_secret.xlsx", err: csv.ErrNotText},
		{file: "made/hostile/bitflips.xlsx", err: csv.ErrNotText},
		{file: "hostile/csv-injection-payloads__csv-payload.txt", rows: 6},
		{file: "hostile/csvkit__empty.csv", err: csv.ErrEmpty},
		{file: "hostile/dataloader__csvtext_BOM_UTF32BE.csv", err: csv.ErrNotText},
		{file: "hostile/dataloader__csvtext_BOM_UTF32LE.csv", err: csv.ErrNotText},
		{file: "hostile/frictionless-py__ascii-notvalid.csv", rows: 2},
		{file: "hostile/frictionless-py__empty.csv", err: csv.ErrEmpty},
	} {
		t.Run(filepath.Base(tt.file), func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			tt.check(t, filepath.Join(dir, tt.file))
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("allocated %d MB", used>>20)
			}
		})
	}
}

func (tt hostileCase) check(t *testing.T, path string) {
	rows, problems, info, err := readFile(t, path)
	var limit *table.LimitError
	switch {
	case tt.limit:
		if !errors.As(err, &limit) || limit.Line == 0 {
			t.Errorf("error %v, want a limit with a line", err)
		}
		return
	case tt.err != nil:
		if !errors.Is(err, tt.err) {
			t.Errorf("error %v, want %v; %d rows of %s", err, tt.err, len(rows), info.Encoding)
		}
		return
	case err != nil:
		t.Fatal(err)
	}
	if len(rows) != tt.rows || len(problems) != tt.problems {
		t.Errorf("%s %q: %d rows, %d problems %v; want %d, %d",
			info.Encoding, info.Delimiter, len(rows), len(problems), problems, tt.rows, tt.problems)
	}
	for _, p := range problems {
		if p.Line == 0 || p.Reason == "" || p.Fix == "" {
			t.Errorf("a problem without place, reason or fix: %+v", p)
		}
	}
}
