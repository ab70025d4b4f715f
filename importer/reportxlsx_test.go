package importer_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"crm/importer"
	"crm/importer/table"
	"crm/importer/xlsx"
	"crm/store"
)

// workbook writes rows as a sheet of text, but for what excelize knows better.
func workbook(t *testing.T, sheet string, rows [][]any, more func(x *excelize.File)) string {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(x.SetSheetName("Sheet1", sheet))
	for i, row := range rows {
		must(x.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row))
	}
	if more != nil {
		more(x)
	}
	path := filepath.Join(t.TempDir(), "in.xlsx")
	must(x.SaveAs(path))
	return path
}

// troubled is a workbook with rows to look at: 3, 4, 5 and 6 of 2 to 7.
func troubled(t *testing.T) string {
	return workbook(t, "Khách hàng", [][]any{
		{"Họ tên", "SĐT", "Email", "Ngày sinh", "Cỡ áo", "Doanh số"},
		{"Ánh", "0912345678", "anh@may.vn", 31748, "001", 5},
		{"Bình", "09O1234567", "", 31749, "002", 1500000},
		{"", "", "", "", "003", 7},
		{"Cúc", 901234567, "cuc@may", 31750, "004", 0.125},
		{"Dung", "0912345670", "write me", "31/31/31", "005", 9},
		{"Em", "0912345671", "em@may.vn", 31752, "006", 9},
	}, func(x *excelize.File) {
		zeros, day := "0000000000", 14
		for cells, style := range map[[2]string]*excelize.Style{{"B5", "B5"}: {CustomNumFmt: &zeros}, {"D2", "D5"}: {NumFmt: day}, {"D7", "D7"}: {NumFmt: day}} {
			id, err := x.NewStyle(style)
			if err == nil {
				err = x.SetCellStyle("Khách hàng", cells[0], cells[1], id)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := x.SetCellHyperLink("Khách hàng", "C6", "mailto:dung@may.vn", "External"); err != nil {
			t.Fatal(err)
		}
	})
}

// sheetRows reads a sheet with our own reader.
func sheetRows(t *testing.T, path string) (rows []table.Row, sheet string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	book, err := xlsx.Open(bytes.NewReader(data), int64(len(data)), xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rd, err := book.Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer rd.Close()
	var row table.Row
	for rd.Read(&row) == nil {
		rows = append(rows, table.Row{Line: row.Line, Cells: slices.Clone(row.Cells)})
	}
	return rows, book.Sheets()[0].Name
}

func TestReportWorkbook(t *testing.T) {
	st := newBook(t)
	opt := options()
	opt.Report = filepath.Join(t.TempDir(), "look.xlsx")
	in := troubled(t)
	first := bring(t, st, in, opt)
	if first.Added != 5 || first.Rejected != 1 {
		t.Fatalf("%+v", first)
	}
	was, _ := sheetRows(t, in)
	got, sheet := sheetRows(t, opt.Report)
	if sheet != "Khách hàng" || len(got) != 5 {
		t.Fatalf("%d rows in %q", len(got), sheet)
	}
	for i, line := range []int{1, 3, 4, 5, 6} {
		for j := range 6 {
			var a, b table.Cell
			if j < len(was[line-1].Cells) {
				a = was[line-1].Cells[j]
			}
			if j < len(got[i].Cells) {
				b = got[i].Cells[j]
			}
			if a != b {
				t.Errorf("line %d column %d was %+v, in the report %+v", line, j+1, a, b)
			}
		}
	}
	x, err := excelize.OpenFile(opt.Report)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	coloured := ""
	for row := 1; row <= 5; row++ {
		for col := 1; col <= 10; col++ {
			ref, _ := excelize.CoordinatesToCellName(col, row)
			n, err := x.GetCellStyle(sheet, ref)
			if err != nil {
				t.Fatal(err)
			}
			if style, err := x.GetStyle(n); err == nil && style.Fill.Pattern == 1 {
				coloured += ref + " "
			}
		}
	}
	if coloured != "B2 A3 B3 C3 C4 D5 " {
		t.Errorf("coloured are %s", coloured)
	}
	for ref, want := range map[string]string{"I1": "line", "J1": "reason", "I2": "3", "J2": "SĐT: letter O in a phone number", "I5": "6"} {
		if got, err := x.GetCellValue(sheet, ref); got != want || err != nil {
			t.Errorf("%s is %q, want %q (%v)", ref, got, want, err)
		}
	}
	for col, want := range map[string]bool{"A": true, "G": false, "H": false, "I": true} {
		if visible, err := x.GetColVisible(sheet, col); visible != want || err != nil {
			t.Errorf("column %s is visible: %v, %v", col, visible, err)
		}
	}
	if info, err := os.Stat(opt.Report); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestFixLoop is what a person does: open the report, mend what is red, save, and
// import it. The right values take the place of the wrong ones, and nobody is
// there twice.
func TestFixLoop(t *testing.T) {
	st := newBook(t)
	opt := options()
	opt.Report = filepath.Join(t.TempDir(), "look.xlsx")
	bring(t, st, troubled(t), opt)
	mend := func(path string, cells map[string]any) {
		t.Helper()
		x, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		for ref, v := range cells {
			if err := x.SetCellValue("Khách hàng", ref, v); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.Save(); err != nil {
			t.Fatal(err)
		}
	}
	mend(opt.Report, map[string]any{"B2": "0901234568", "A3": "Giang", "C4": "cuc@may.vn"})
	again := options()
	again.Report = filepath.Join(t.TempDir(), "again.xlsx")
	second := bring(t, st, opt.Report, again)
	if second.Rows != 4 || second.Added != 1 || second.Changed != 2 || second.Same != 1 || second.Rejected != 0 {
		t.Fatalf("%+v", second)
	}
	rows, _ := sheetRows(t, again.Report)
	if len(rows) != 2 || len(rows[0].Cells) != 10 {
		t.Fatalf("the second report: %+v", rows)
	}
	mend(again.Report, map[string]any{"D2": "31/12/1931"})
	third := bring(t, st, again.Report, options())
	if third.Rows != 1 || third.Changed != 1 || len(third.Problems) != 0 {
		t.Fatalf("%+v", third)
	}
	var got []string
	for _, c := range everybody(t, st) {
		var s []string
		for _, p := range c.Phones {
			s = append(s, p.Text)
		}
		for _, e := range c.Emails {
			s = append(s, e.Address)
		}
		for _, v := range c.Custom {
			s = append(s, v.Label+"="+v.Value)
		}
		got = append(got, c.Name+" "+c.Birthday+" "+strings.Join(s, " "))
	}
	slices.Sort(got)
	want := []string{
		"Bình 1986-12-03 0901234568 Cỡ áo=002 Doanh số=1500000",
		"Cúc 1986-12-04 0901234567 cuc@may.vn Cỡ áo=004 Doanh số=0.125",
		"Dung 1931-12-31 0912345670 dung@may.vn Cỡ áo=005 Doanh số=9",
		"Em 1986-12-06 0912345671 em@may.vn Cỡ áo=006 Doanh số=9",
		"Giang  Cỡ áo=003 Doanh số=7",
		"Ánh 1986-12-02 0912345678 anh@may.vn Cỡ áo=001 Doanh số=5",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", differ(strings.Join(want, "\n"), strings.Join(got, "\n")))
	}
}

// TestReportUnmended: a report that nobody touched says of its rows what the file said.
func TestReportUnmended(t *testing.T) {
	for _, name := range []string{"look.xlsx", "look.csv"} {
		st := newBook(t)
		opt := options()
		opt.Report = filepath.Join(t.TempDir(), name)
		first := bring(t, st, troubled(t), opt)
		theirs := newBook(t)
		second := bring(t, theirs, opt.Report, options())
		if second.Rows != 4 || second.Rejected != 1 || second.Added != 3 {
			t.Fatalf("%s: %+v", name, second)
		}
		for _, c := range everybody(t, theirs) {
			i := slices.IndexFunc(everybody(t, st), func(o store.Contact) bool { return o.Name == c.Name })
			o := everybody(t, st)[i]
			o.UID, c.UID, o.Created, c.Created, o.Updated, c.Updated = "", "", now, now, now, now
			if a, b := plain(o), plain(c); a != b {
				t.Errorf("%s: %s", name, differ(a, b))
			}
		}
		if n := len(first.Problems); n != len(second.Problems) {
			t.Errorf("%s: %d problems, then %d: %+v", name, n, len(second.Problems), second.Problems)
		}
	}
}

// TestReportFormats: the format is the file's, or what the name says.
func TestReportFormats(t *testing.T) {
	text := "Name,Phone,Note\nAnn,0912345678,x\n,,y\nBo,09O1234567," + strings.Repeat("z", 40_000) + "\n"
	for _, tt := range []struct{ in, name, begin string }{
		{write(t, "in.csv", text), "look", "\uFEFFName"}, {write(t, "in.csv", text), "look.xlsx", "PK"},
		{troubled(t), "look", "PK"}, {troubled(t), "look.csv", "\uFEFF"},
	} {
		opt := options()
		opt.Report = filepath.Join(t.TempDir(), tt.name)
		bring(t, newBook(t), tt.in, opt)
		data, err := os.ReadFile(opt.Report)
		if err != nil || !strings.HasPrefix(string(data), tt.begin) {
			t.Errorf("%s of %s begins %.10q: %v", tt.name, filepath.Base(tt.in), data, err)
		}
		if tt.name != "look.xlsx" {
			continue
		}
		// A text that no cell holds is left out, and it is said: half of it would
		// be imported for the whole.
		rows, _ := sheetRows(t, opt.Report)
		last := rows[len(rows)-1].Cells
		if last[2].Text != "" || !strings.Contains(last[len(last)-1].Text, "column 3: 40000 characters") {
			t.Errorf("%+v", last)
		}
	}
}

// TestReportWithoutHeader: the columns of a file without a header are named, so that
// they read back as the same.
func TestReportWithoutHeader(t *testing.T) {
	for _, name := range []string{"look.csv", "look.xlsx"} {
		opt := options()
		opt.Report = filepath.Join(t.TempDir(), name)
		r := bring(t, newBook(t), write(t, "in.csv", "Ann Lee,ann@b.vn,0912345678,x\nBob Ray,bob@b.vn,0912345679,y\nDan Orr,dan@b.vn,0912345677,y\nCat Poe,cat@b.vn,09O1234567,z\n"), opt)
		f, err := importer.Open(t.Context(), opt.Report, options())
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range f.Mapping()[:4] {
			if m.Field != r.Mapping[i].Field {
				t.Errorf("%s: column %d was %s, and comes back as %s", name, i+1, r.Mapping[i].Field, m.Field)
			}
		}
		if f.Rows() != 1 {
			t.Errorf("%s: %d rows", name, f.Rows())
		}
		f.Close()
	}
}

// TestReportOfPlan: a plan writes the report, too, without ids of contacts that no
// book has.
func TestReportOfPlan(t *testing.T) {
	st := newBook(t)
	opt := options()
	opt.Report = filepath.Join(t.TempDir(), "look.xlsx")
	f, err := importer.Open(t.Context(), troubled(t), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, _, err := f.Plan(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	rows, _ := sheetRows(t, opt.Report)
	for _, row := range rows[1:] {
		if id := row.Cells[7].Text; id != "" {
			t.Errorf("row %d has the id %s", row.Line, id)
		}
	}
}
