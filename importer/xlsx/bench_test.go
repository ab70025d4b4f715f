package xlsx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"crm/importer/table"
)

// writeLarge writes a workbook of n contacts in 12 columns as Excel would:
// texts shared, numbers and dates in place.
func writeLarge(w io.Writer, n int) error {
	rnd := rand.New(rand.NewPCG(1, 2))
	z := zip.NewWriter(w)
	small := workbookFile{}.styled("yyyy-mm-dd", "0000000000", `#,##0 "₫"`)
	small["_rels/.rels"] = rels(rel("rId1", "officeDocument", "xl/workbook.xml"))
	small["xl/workbook.xml"] = `<workbook ` + spreadsheetNS + `><sheets><sheet name="Contacts" sheetId="1" r:id="rId1"/></sheets></workbook>`
	small["xl/_rels/workbook.xml.rels"] = rels(rel("rId1", "worksheet", "worksheets/sheet1.xml"),
		rel("rId2", "styles", "styles.xml"), rel("rId3", "sharedStrings", "sharedStrings.xml"))
	for name, text := range small {
		f, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, text); err != nil {
			return err
		}
	}
	index := map[string]int{}
	var texts []string
	shared := func(s string) int {
		i, ok := index[s]
		if !ok {
			i = len(texts)
			index[s] = i
			texts = append(texts, s)
		}
		return i
	}
	f, err := z.Create(sheetPath)
	if err != nil {
		return err
	}
	sheet := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintf(sheet, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet %s><dimension ref="A1:L%d"/><sheetData>`, spreadsheetNS, n)
	families := []string{"Nguyễn", "Trần", "Lê", "Phạm", "Müller", "王", "佐藤", "Smith"}
	given := []string{"Văn Minh", "Thị Hồng", "Quốc Bảo", "小明", "太郎", "Anna", "John", "Khánh Linh"}
	cities := []string{"Hà Nội", "Đà Nẵng", "Huế", "Berlin", "東京", "上海", "London"}
	for i := 1; i <= n; i++ {
		name := fmt.Sprintf("%s %s %d", families[rnd.IntN(8)], given[rnd.IntN(8)], rnd.IntN(n))
		text := []string{
			name, families[rnd.IntN(8)], given[rnd.IntN(8)],
			fmt.Sprintf("Company %d & Sons", rnd.IntN(5000)), fmt.Sprintf("user%d@example%d.com", rnd.IntN(n), i%90),
			cities[rnd.IntN(7)], []string{"VN", "DE", "JP", "CN"}[rnd.IntN(4)], fmt.Sprintf("called on %d, interested", rnd.IntN(400)),
		}
		fmt.Fprintf(sheet, `<row r="%d" spans="1:12">`, i)
		for c, s := range text {
			fmt.Fprintf(sheet, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+c, i, shared(s))
		}
		fmt.Fprintf(sheet, `<c r="I%d" s="2"><v>%d</v></c><c r="J%d" s="1"><v>%d</v></c>`, i, 901000000+rnd.IntN(99999999), i, 20000+rnd.IntN(26000))
		fmt.Fprintf(sheet, `<c r="K%d" s="3"><v>%d</v></c><c r="L%d"><v>%s</v></c></row>`, i, rnd.IntN(9000)*1000, i, strconv.FormatFloat(rnd.Float64()*100, 'f', 2, 64))
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	if err := sheet.Flush(); err != nil {
		return err
	}
	if f, err = z.Create("xl/sharedStrings.xml"); err != nil {
		return err
	}
	sst := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintf(sst, `<sst %s uniqueCount="%d">`, spreadsheetNS, len(texts))
	for _, s := range texts {
		sst.WriteString("<si><t>")
		for _, r := range s {
			if r == '&' {
				sst.WriteString("&amp;")
			} else {
				sst.WriteRune(r)
			}
		}
		sst.WriteString("</t></si>")
	}
	sst.WriteString("</sst>")
	if err := sst.Flush(); err != nil {
		return err
	}
	return z.Close()
}

// peakFile names, in the environment of the test binary, the file to read in a process
// of its own for its peak memory.
const peakFile = "XLSX_PEAK_FILE"

// TestPeak is the other process of peakMB.
func TestPeak(t *testing.T) {
	name := os.Getenv(peakFile)
	if name == "" {
		t.Skip("it is run by BenchmarkRead")
	}
	var row table.Row
	countRows(t, name, &row)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM:") {
			fmt.Print(line)
		}
	}
}

// peakMB returns the greatest memory of a process that reads the file, the program
// and its libraries included; 0 where the system does not tell.
func peakMB(b *testing.B, name string) float64 {
	cmd := exec.Command(os.Args[0], "-test.run=^TestPeak$")
	cmd.Env = append(os.Environ(), peakFile+"="+name)
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	_, after, _ := strings.Cut(string(out), "VmHWM:")
	kb, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	n, _ := strconv.Atoi(kb)
	return float64(n) / 1024
}

// BenchmarkRead reads 100,000 contacts of 12 columns, and reports how many times
// as long it took as "unzip -p" of the same file, if that is installed.
func BenchmarkRead(b *testing.B) {
	const n = 100_000
	name := filepath.Join(b.TempDir(), "large.xlsx")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := writeLarge(f, n); err != nil {
		b.Fatal(err)
	}
	unzip, _ := exec.LookPath("unzip")
	var theirs, ours time.Duration
	var row table.Row
	b.ReportAllocs()
	for b.Loop() {
		if unzip != "" {
			b.StopTimer()
			start := time.Now()
			if err := exec.Command(unzip, "-p", name).Run(); err != nil {
				b.Fatal(err)
			}
			theirs += time.Since(start)
			b.StartTimer()
		}
		start := time.Now()
		if got := countRows(b, name, &row); got != n {
			b.Fatalf("%d rows, want %d", got, n)
		}
		ours += time.Since(start)
	}
	b.ReportMetric(peakMB(b, name), "peak-MB")
	if theirs > 0 {
		b.ReportMetric(float64(ours)/float64(theirs), "unzips/op")
		b.ReportMetric(theirs.Seconds()*1000/float64(b.N), "unzip-ms/op")
	}
}

func countRows(t testing.TB, name string, row *table.Row) (n int) {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	book, err := Open(f, info.Size(), Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, book)
	r, err := book.Rows(0)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, r)
	for {
		if err := r.Read(row); err == io.EOF {
			return n
		} else if err != nil {
			t.Fatal(err)
		}
		n++
	}
}
