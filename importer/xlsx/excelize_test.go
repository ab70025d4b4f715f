package xlsx

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"crm/importer/table"
)

// compareExcelize reads a workbook with excelize, too, and returns how the cells
// differ, and how many were compared.
func compareExcelize(data []byte) (diffs []string, cells int, err error) {
	x, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, 0, fmt.Errorf("excelize: %w", err)
	}
	defer x.Close()
	b, err := Open(bytes.NewReader(data), int64(len(data)), Options{})
	if err != nil {
		return nil, 0, err
	}
	defer b.Close()
	for _, sheet := range b.Sheets() {
		theirs, err := x.GetRows(sheet.Name)
		if err != nil {
			return diffs, cells, fmt.Errorf("excelize: %w", err)
		}
		ours, err := read(b, sheet.Index)
		if err != nil {
			return diffs, cells, err
		}
		for _, row := range ours {
			for _, c := range row.Cells {
				if c.Kind != table.Empty {
					cells++
				}
			}
		}
		diffs = append(diffs, compareRows(sheet.Name, ours, theirs, b.workbook.epoch1904)...)
	}
	return diffs, cells, nil
}

func compareRows(sheet string, ours []table.Row, theirs [][]string, epoch1904 bool) (diffs []string) {
	byLine := map[int][]table.Cell{}
	last := len(theirs)
	for _, row := range ours {
		byLine[row.Line] = row.Cells
		last = max(last, row.Line)
	}
	for line := 1; line <= last; line++ {
		var raw []string
		if line <= len(theirs) {
			raw = theirs[line-1]
		}
		cells := byLine[line]
		for col := range max(len(cells), len(raw)) {
			var c table.Cell
			var r string
			if col < len(cells) {
				c = cells[col]
			}
			if col < len(raw) {
				r = raw[col]
			}
			if !sameRaw(c, r, epoch1904) {
				diffs = append(diffs, fmt.Sprintf("%s row %d column %d: %v %q, excelize %q", sheet, line, col, c.Kind, c.Text, r))
			}
		}
	}
	return diffs
}

// sameRaw compares a cell with the raw value that excelize found.
func sameRaw(c table.Cell, raw string, epoch1904 bool) bool {
	v, err := strconv.ParseFloat(raw, 64)
	switch c.Kind {
	case table.Number:
		ours, oursErr := strconv.ParseFloat(c.Text, 64)
		return err == nil && oursErr == nil && ours == v
	case table.Bool:
		return raw == "1" && c.Text == "TRUE" || raw == "0" && c.Text == "FALSE" || raw == c.Text
	case table.Date, table.DateTime:
		if err != nil {
			return strings.HasPrefix(raw, c.Text) // t="d"
		}
		when, err := excelize.ExcelDateToTime(v, epoch1904)
		if when = when.Round(time.Second); strings.Contains(c.Text, ".") { // excelize has whole seconds only
			when, err = excelize.ExcelDateToTime(math.Floor(v), epoch1904)
			when = when.Add(time.Duration(math.Round((v-math.Floor(v))*86_400_000)) * time.Millisecond)
		}
		layouts := []string{"2006-01-02T15:04:05.999", "2006-01-02T15:04:05.000", time.DateOnly}
		return err == nil && slices.ContainsFunc(layouts, func(layout string) bool { return when.Format(layout) == c.Text })
	case table.Time:
		return err == nil && sameTime(c, v)
	}
	clean := strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\r", "\n")
	return norm.NFC.String(clean) == c.Text
}

// sameTime compares a time or a duration with the number of days that excelize
// found; whole days that the sheet does not show are not in the text, and noted.
func sameTime(c table.Cell, v float64) bool {
	text, negative := strings.CutPrefix(c.Text, "-")
	seconds := 0.0
	for part := range strings.SplitSeq(text, ":") {
		n, _ := strconv.ParseFloat(part, 64)
		seconds = seconds*60 + n
	}
	if negative {
		seconds = -seconds
	}
	if c.Note == noteHidden {
		v -= math.Floor(v)
	}
	unit := 1.0
	if strings.Contains(text, ".") {
		unit = 1000
	}
	return math.Round(v*86400*unit) == math.Round(seconds*unit)
}

// TestExcelize writes sheets of random cells with excelize, and reads them twice.
func TestExcelize(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		data := writeRandom(t, rnd)
		diffs, _, err := compareExcelize(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diffs {
			t.Errorf("seed %d: %s", seed, d)
		}
	}
}

func writeRandom(t *testing.T, rnd *rand.Rand) []byte {
	x := excelize.NewFile()
	defer x.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var dates []int
	for _, id := range []int{14, 22, 164} {
		code := "dd/mm/yyyy"
		style := &excelize.Style{NumFmt: id}
		if id == 164 {
			style = &excelize.Style{CustomNumFmt: &code}
		}
		n, err := x.NewStyle(style)
		must(err)
		dates = append(dates, n)
	}
	texts := []string{"Nguyễn Văn Đức", "王小明", "a_x0041_b", "_x", " spaced ", "line\nbreak", "<&>\"'", "0901234567", "𝝊", "", "Nguye\u0302\u0303n"}
	for range 200 {
		cell, err := excelize.CoordinatesToCellName(1+rnd.IntN(30), 1+rnd.IntN(60))
		must(err)
		switch rnd.IntN(6) {
		case 0:
			must(x.SetCellValue("Sheet1", cell, texts[rnd.IntN(len(texts))]))
		case 1:
			must(x.SetCellValue("Sheet1", cell, rnd.Int64N(1e12)))
		case 2:
			must(x.SetCellValue("Sheet1", cell, rnd.NormFloat64()*1e6))
		case 3:
			must(x.SetCellValue("Sheet1", cell, rnd.IntN(2) == 0))
		case 4:
			// From 1905 on, where no reader can take a number for a time.
			must(x.SetCellValue("Sheet1", cell, 2000+float64(rnd.IntN(60_000))+float64(rnd.IntN(86400))/86400))
			must(x.SetCellStyle("Sheet1", cell, cell, dates[rnd.IntN(len(dates))]))
		case 5:
			must(x.SetCellRichText("Sheet1", cell, []excelize.RichTextRun{{Text: "rich "}, {Text: "text", Font: &excelize.Font{Bold: true}}}))
		}
	}
	buf, err := x.WriteToBuffer()
	must(err)
	return buf.Bytes()
}
